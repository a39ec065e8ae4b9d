"""From a statement about the holder of a function to a sentence addressed to the reader: "adviseert" to "Je adviseert".

Precision first: what no rule covers confidently comes back marked, with the reason, and unchanged.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from pipeline.dutch import verbs
from pipeline.dutch.words import words

MAX_LENGTH = 5_000
"""Characters; a longer "statement" is running text that lost its structure."""

_BULLET = re.compile(r"^\s*(?:[-–—•*·▪]|\d{1,2}[.)]|[a-z]\))\s+")
_TOPIC = re.compile(r"^[^:;.!?]{2,80}:\s+(?=\S)")
_ROLE_START = re.compile(r"^(?:de|een)\s+\w+\s", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Part:
    """One sentence of a statement, in the forms that a text needs to vary."""

    text: str
    """The whole sentence: "Je adviseert het bestuur." """
    inverted: str | None = None
    """For after a fronted word, without capital and full stop: "adviseer je het bestuur"; None where that is unsafe."""
    bare: str | None = None
    """For after "en", without its subject: "adviseert het bestuur"."""


@dataclass(frozen=True, slots=True)
class Statement:
    """A statement in the second person."""

    text: str
    """The sentence for the vacancy; where ``marked``, the input as it was."""
    marked: bool = False
    """No rule covers it; a person must write this one."""
    reason: str = ""
    """Why it was marked, in Dutch."""
    corrections: tuple[tuple[str, str], ...] = ()
    """Misspelt verbs that were put right in this text only: (as it stood, as it should be)."""
    addressed: bool = True
    """The sentence speaks to the reader; False for a sentence with a subject of its own that does not mention them."""
    parts: tuple[Part, ...] = ()
    """Its sentences, each with its other forms; empty where ``marked``."""


@lru_cache(maxsize=20_000)
def second_person(text: str) -> Statement:
    """Convert one statement.

    >>> second_person("is verantwoordelijk voor de planning en heeft oog voor kwaliteit").text
    'Je bent verantwoordelijk voor de planning en hebt oog voor kwaliteit.'
    """
    from pipeline.dutch.sentence import Unclear

    try:
        return _convert(text)
    except Unclear as unclear:
        return Statement(text, marked=True, reason=str(unclear))


def drop_topic(text: str) -> str:
    """Leave out a leading "Onderwerp:" when a statement follows; "Is resultaatgericht: stelt doelen" keeps all."""
    found = _TOPIC.match(text)
    if not found:
        return text
    rest, first = text[found.end() :], found.group().split()[0].lower().strip(",")
    if verbs.is_third_person(first) or _ROLE_START.match(found.group()):
        return text
    start = re.findall(r"[^\W\d]+", rest.lower())[:2]
    speaks = bool(start) and (verbs.is_third_person(start[0]) or (len(start) > 1 and start[1] in words().rollen))
    return rest if speaks or start[:1] in (["hij"], ["je"]) else text


def _convert(text: str) -> Statement:
    from pipeline.dutch.language import SPANS, dutch
    from pipeline.dutch.openings import convert_sentence
    from pipeline.dutch.sentence import Sentence, Unclear
    from pipeline.dutch.writing import closed, written

    plain = drop_topic(_BULLET.sub("", " ".join(text.split())))
    if not plain or len(plain) > MAX_LENGTH:
        raise Unclear("er staat geen tekst" if not plain else "de tekst is te lang voor één zin")
    if plain.isupper() and len(plain) > 12:
        raise Unclear("de tekst staat helemaal in hoofdletters")
    doc = dutch()(plain)
    low = [token.lower_ for token in doc]
    spans = {span.start: (span.label_, span.end) for span in doc.spans[SPANS]}
    parts: list[Part] = []
    corrections: list[tuple[str, str]] = []
    addressed = previous = False
    for found in doc.sents:
        sentence = Sentence(doc, found.start, found.end, low, spans)
        previous = convert_sentence(sentence, follows_reader=previous)
        addressed = addressed or previous
        corrections += sentence.corrections
        if part := written(sentence):
            parts.append(part)
    text = closed(" ".join(part.text for part in parts))
    return Statement(text, corrections=tuple(corrections), addressed=addressed, parts=tuple(parts))
