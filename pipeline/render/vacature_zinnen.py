"""Statements of the book as sentences of a vacancy: converted, joined in pairs, and begun in turn with other words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from pipeline.dutch.second_person import Part, Statement, second_person
from pipeline.models.base import Herkomst
from pipeline.render.vacature_bewoording import Bewoording
from pipeline.render.vacature_model import Bron, Zin, tel_woorden

LONGEST_PAIR = 24
"""Words that two statements may have together to be one sentence."""


@dataclass(frozen=True, slots=True)
class Gegeven:
    """A sentence of a statement with its other forms and its source."""

    part: Part
    bron: Bron

    @property
    def simple(self) -> bool:
        """One verb (group) only, so that another can be joined to it."""
        return self.part.inverted is not None and self.part.inverted.count(" je ") <= 1 and ";" not in self.part.text


@dataclass
class Ritme:
    """How sentences begin: at most half with "Je", never three in a row; connectives take turns."""

    bewoording: Bewoording
    total: int = 0
    je: int = 0
    run: int = 0
    used: dict[str, int] = field(default_factory=dict)
    opmerkingen: list[str] = field(default_factory=list)
    verbeterd: list[tuple[str, str, Bron]] = field(default_factory=list)
    """Verbs put right: as the book has them, as they should be, and where."""

    def note(self, text: str) -> None:
        """Count a sentence that is made elsewhere."""
        starts = text.startswith("Je ")
        self.total += 1
        self.je += starts
        self.run = self.run + 1 if starts else 0

    def may_start_with_je(self) -> bool:
        """Whether one more "Je" keeps to the rule."""
        return self.run < 2 and 2 * (self.je + 1) <= self.total + 1

    def connective(self, group: str) -> str:
        """The next connective of a group, in turn."""
        words = self.bewoording.overgangen[group]
        number = self.used.get(group, 0)
        self.used[group] = number + 1
        if group == "opening" and len(words) > 1:  # its first words can open a text only once
            return words[0] if number == 0 else words[1 + (number - 1) % (len(words) - 1)]
        return words[number % len(words)]

    def sentence(self, gegeven: Gegeven, group: str = "vervolg", *, je: bool | None = None, first: str = "") -> str:
        """Write a sentence: with "Je" where that is wanted and allowed, else after a connective.

        Args:
            je: True to begin with "Je" if the rule allows, False to avoid it, None to avoid it right after another.
            first: words to begin with in place of a connective, for the first sentence of a part.
        """
        plain = je is True or (je is None and self.run == 0)
        part = gegeven.part
        if part.inverted is None or (plain and self.may_start_with_je()):
            text = part.text
        else:
            lead = first or self.connective(group)
            text = _closed(f"{lead} {part.inverted}")
        text = self.bewoording.plain(text)
        self.note(text)
        return text

    def item(self, gegeven: Gegeven) -> str:
        """Write a sentence of a list: without a connective, because each item stands by itself."""
        text = self.bewoording.plain(gegeven.part.text)
        self.note(text)
        return text


def convert(text: str, omschrijving: str, herkomst: Herkomst, ritme: Ritme) -> list[Gegeven]:
    """Put a statement in the second person; what no rule covers is left out and told to the recruiter."""
    if not text.strip():
        return []
    statement: Statement = second_person(text)
    place = Bron("boek", omschrijving, "je-vorm", text, (herkomst,))
    if statement.marked:
        ritme.opmerkingen.append(f"Niet overgenomen, schrijf zelf: “{text}” ({place.plek()}; {statement.reason}).")
        return []
    for wrong, right in statement.corrections:
        ritme.verbeterd.append((wrong, right, place))
    return [Gegeven(part, place) for part in statement.parts]


def joined(first: Gegeven, second: Gegeven) -> Gegeven | None:
    """Make one sentence of two statements, or None where that reads badly.

    Two that begin alike share the beginning ("zorgt voor a en voor b"); else the second follows without its subject.
    """
    if not (first.simple and second.simple) or tel_woorden(first.part.text + " " + second.part.text) > LONGEST_PAIR:
        return None
    one, two = (first.part.bare or "").split(), (second.part.bare or "").split()
    shared = next((n for n, (a, b) in enumerate(zip(one, two, strict=False)) if a != b), min(len(one), len(two)))
    if shared == 1 or (" en " in f" {' '.join(two)} " and " en " in f" {' '.join(one)} " and shared == 0):
        return None
    rule = "samengevoegd"
    bron = replace(
        first.bron,
        regel=rule,
        tekst=f"{first.bron.tekst} | {second.bron.tekst}",
        herkomst=(*first.bron.herkomst, *second.bron.herkomst),
    )
    if shared >= 2:
        from pipeline.dutch.words import words

        if two[shared - 1] not in words().voorzetsels or len(two) <= shared:
            return None
        tail = " ".join(two[shared - 1 :])
        return _pair(first, bron, tail, tail)
    return _pair(first, bron, second.part.bare or "", second.part.inverted or "")


def _pair(first: Gegeven, bron: Bron, bare: str, inverted: str) -> Gegeven:
    part = Part(
        text=_closed(f"{first.part.text.rstrip('.')} en {bare}"),
        inverted=f"{first.part.inverted} en {inverted}",
        bare=f"{first.part.bare} en {bare}",
    )
    return Gegeven(part, bron)


def pairs(gegevens: Sequence[Gegeven]) -> list[Gegeven]:
    """Join neighbours where that reads well."""
    result: list[Gegeven] = []
    rest = list(gegevens)
    while rest:
        head = rest.pop(0)
        if rest and (pair := joined(head, rest[0])):
            rest.pop(0)
            head = pair
        result.append(head)
    return result


def apart(gegevens: Sequence[Gegeven]) -> list[Gegeven]:
    """Put sentences that begin with the same verb apart where the order allows it; else the order of the book stays."""
    rest, result = list(gegevens), list[Gegeven]()
    while rest:
        last = first_verb(result[-1]) if result else ""
        chosen = next((number for number, one in enumerate(rest) if first_verb(one) != last), 0)
        result.append(rest.pop(chosen))
    return result


def first_verb(gegeven: Gegeven) -> str:
    """The verb a sentence begins with, in its form after "je"."""
    return (gegeven.part.bare or gegeven.part.text).split()[0].lower()


def as_item(aanhef: str, gegeven: Gegeven, bewoording: Bewoording) -> Zin:
    """A sentence after a lead and a colon: "Advies: je adviseert …"."""
    text = gegeven.part.text
    return Zin(bewoording.plain(text[:1].lower() + text[1:]), (gegeven.bron,), aanhef)


def lower_first(text: str) -> str:
    """Write a name inside a sentence: the first letter small, unless the word is an abbreviation."""
    return text if len(text) > 1 and text[1].isupper() else text[:1].lower() + text[1:]


def upper_first(text: str) -> str:
    """Write a name as a lead."""
    return text[:1].upper() + text[1:]


def _closed(text: str) -> str:
    return text if text.endswith((".", "!", "?")) else f"{text}."
