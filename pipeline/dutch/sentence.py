"""One sentence of a statement with what the rules need to know of its words."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pipeline.dutch import verbs
from pipeline.dutch.words import words

if TYPE_CHECKING:
    from spacy.tokens import Doc

OPENING_MARKS = frozenset("-–—•*·'\"‘’“”„«»([…")
STRONG_STOPS = frozenset({";", ":", "–", "—", "-"})
_PLURAL_VERBS = frozenset(
    [
        *("stellen", "vereisen", "vragen", "hebben", "zijn", "kunnen", "moeten", "zullen", "worden", "oefenen"),
        *("impliceren", "betekenen", "leiden", "doen", "bieden", "brengen", "spelen", "liggen", "staan", "komen"),
        *("gaan", "vormen", "veroorzaken", "bepalen", "beïnvloeden", "verschillen", "variëren", "wisselen", "lopen"),
        *("blijven", "geven", "zorgen", "nemen", "raken", "ontstaan", "dwingen", "nopen", "verlangen", "verwachten"),
        *("zetten", "eisen", "hangen", "behoren", "dienen", "mogen", "willen", "bestaan", "volgen", "richten"),
        *("vinden", "houden", "veranderen", "ontwikkelen", "bevatten", "omvatten"),
    ]
)


class Unclear(Exception):
    """No rule covers this confidently; the text is the reason, for the recruiter."""


@dataclass(slots=True)
class Sentence:
    """Words of ``doc[start:end]`` by their place in the document; ``low`` holds all words of the document."""

    doc: Doc
    start: int
    end: int
    low: list[str]
    spans: dict[int, tuple[str, int]]
    """First token of a span to its label and its end."""
    edits: dict[int, tuple[int, str]] = field(default_factory=dict)
    """First token to (end, new text)."""
    corrections: list[tuple[str, str]] = field(default_factory=list)
    subject: tuple[int, int] | None = None
    """Words [begin, end) in whose place "je" comes; empty where the statement begins with its verb."""
    reader_verbs: tuple[int, ...] = ()
    """The finite verbs of the main clause, all with the reader as subject, in order."""
    role_is_reader: bool = False
    """ "de medewerker" is the reader in this sentence, not somebody the reader works with."""

    def word(self, index: int) -> str:
        """The lower-case word at a place, or nothing past the end."""
        return self.low[index] if self.start <= index < self.end else ""

    def is_word(self, index: int) -> bool:
        """Whether there is a word here rather than punctuation."""
        return any(letter.isalnum() for letter in self.word(index))

    def first_word(self) -> int:
        """The first word after bullets, quotes and brackets."""
        index = self.start
        while index < self.end and not self.is_word(index):
            index += 1
        return index

    def span_at(self, index: int, *labels: str) -> int:
        """The end of a span with one of these labels that starts here, or 0."""
        label, end = self.spans.get(index, ("", 0))
        return end if label in labels and index < self.end else 0

    def stock_phrase(self, index: int) -> bool:
        """Whether "waar nodig", "indien gewenst" stands here: two words that look like the start of a clause."""
        return self.word(index + 1) in {"nodig", "gewenst", "mogelijk", "wenselijk", "relevant", "noodzakelijk"} and (
            self.word(index) in {"waar", "indien", "zo", "als", "wanneer"}
        )

    def third(self, index: int) -> bool:
        """Whether a third person singular stands here (and not a noun that looks like one)."""
        word = self.word(index)
        if not verbs.is_third_person(word):
            return False
        return word not in words().naamwoord_op_t or self.object_follows(index)

    def object_follows(self, index: int) -> bool:
        """Whether what follows shows a verb: an object or adverb, or a second verb after "en" or a comma."""
        following = self.word(index + 1)
        if following in words().deeltjes and self.word(index + 2) in {"", ".", ",", "en", ";"}:
            return True
        if following in words().nevenschikkend or following == ",":
            return verbs.is_third_person(self.word(index + 2)) and self.word(index + 2) not in words().naamwoord_op_t
        return self.is_word(index + 1) and following not in words().voorzetsels

    def before_me(self, index: int) -> str:
        """The word before this place, or nothing at the start."""
        return self.word(index - 1)

    def plural_verb(self, index: int) -> bool:
        """Whether a finite plural stands here: after a plural noun, with something to follow."""
        last = index - 2 if self.before_me(index) == "," else index - 1
        noun, closed = self.word(last), words().voorzetsels | words().lidwoorden | {"te", "als", "en", "of"}
        if self.word(index) not in _PLURAL_VERBS or not self.is_word(last) or noun in closed:
            return False
        if not self.is_word(index + 1) or self.word(index + 1) in words().nevenschikkend:
            return False
        coordinated = any(self.word(k) in ("en", "of", "en/of") for k in range(self.start, index))
        return noun == "er" or noun.endswith(("en", "s")) or coordinated

    def replace(self, start: int, end: int, text: str) -> None:
        """Put a text in place of the words [start, end)."""
        self.edits[start] = (end, text)

    def person_before(self, index: int, since: int) -> int | None:
        """The last singular person named in [since, index) that a pronoun could mean, or None."""
        return next((k for k in range(index - 1, since - 1, -1) if self.is_person(k)), None)

    def is_person(self, index: int) -> bool:
        """Whether a single person other than the reader is named here."""
        if self.role_is_reader and self.span_at(index - 1, "ROLE", "SITUATION_ROLE"):
            return False
        word = self.word(index)
        named = len(word) > 1 and self.doc[index].text[:1].isupper() and self.doc[index - 1].text[:1].isupper()
        return is_person_noun(word) or (named and index > self.first_word() + 1)

    def is_body(self, index: int) -> bool:
        """Whether an organisation, a body or a thing with a possessive of its own is named here."""
        return self.word(index) in words().organen

    def owner_before(self, index: int, since: int) -> int | None:
        """The last person or body, singular or plural, in [since, index)."""
        for k in range(index - 1, since - 1, -1):
            if self.is_person(k) or self.is_body(k) or is_plural_person(self.word(k)):
                return k
        return None


def is_person_noun(word: str) -> bool:
    """Whether a noun means one person: in the list, or a compound that ends in one of it."""
    if word in words().personen:
        return True
    if word.endswith(("eur", "ant", "ist", "aris", "loog")) and len(word) > 6 and not word.endswith("kant"):
        return True
    return any(len(noun) > 5 and word.endswith(noun) for noun in words().personen)


def is_plural_person(word: str) -> bool:
    """Whether a noun means several persons or bodies: medewerkers, klanten, anderen, collega's, partijen."""
    singulars = {word.removesuffix("'s"), word.removesuffix("s"), word.removesuffix("en"), word.removesuffix("n")}
    known = words().personen | words().organen
    return word.endswith(("s", "n")) and any(s != word and (s in known or is_person_noun(s)) for s in singulars)
