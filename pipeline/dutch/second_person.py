"""From a statement about the holder of a function to a sentence addressed to the reader: "adviseert" to "Je adviseert".

Precision first: what no rule covers confidently comes back marked, with the reason, and unchanged.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from pipeline.dutch import verbs
from pipeline.dutch.words import words

if TYPE_CHECKING:
    from pipeline.dutch.sentence import Sentence

MAX_LENGTH = 5_000
"""Characters; a longer "statement" is running text that lost its structure."""

_BULLET = re.compile(r"^\s*(?:[-–—•*·▪]|\d{1,2}[.)]|[a-z]\))\s+")
_TOPIC = re.compile(r"^[^:;.!?]{2,80}:\s+(?=\S)")
_ROLE_START = re.compile(r"^(?:de|een)\s+\w+\s", re.IGNORECASE)


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

    plain = drop_topic(_BULLET.sub("", " ".join(text.split())))
    if not plain or len(plain) > MAX_LENGTH:
        raise Unclear("er staat geen tekst" if not plain else "de tekst is te lang voor één zin")
    if plain.isupper() and len(plain) > 12:
        raise Unclear("de tekst staat helemaal in hoofdletters")
    doc = dutch()(plain)
    low = [token.lower_ for token in doc]
    spans = {span.start: (span.label_, span.end) for span in doc.spans[SPANS]}
    parts, corrections, addressed = [], [], False
    previous = False
    for found in doc.sents:
        sentence = Sentence(doc, found.start, found.end, low, spans)
        previous = convert_sentence(sentence, follows_reader=previous)
        addressed = addressed or previous
        corrections += sentence.corrections
        parts.append(_written(sentence))
    return Statement(
        _closed(" ".join(part for part in parts if part)), corrections=tuple(corrections), addressed=addressed
    )


def _written(sentence: Sentence) -> str:
    """The sentence with its edits, a capital in front."""
    pieces: list[str] = []
    index = sentence.start
    while index < sentence.end:
        if index in sentence.edits:
            end, new = sentence.edits[index]
            pieces.append(new + (sentence.doc[end - 1].whitespace_ if new else ""))
            index = max(end, index + 1)
        else:
            pieces.append(sentence.doc[index].text_with_ws)
            index += 1
    text = "".join(pieces).strip()
    text = re.sub(r"\s+([.,;:!?])", r"\1", text)
    return re.sub(r"^([^\w]*)(\w)", lambda match: match.group(1) + match.group(2).upper(), text)


def _closed(text: str) -> str:
    """End with one full stop (an abbreviation's own counts)."""
    text = re.sub(r"(?<!\.)\.\.$", ".", text.rstrip(" ;,"))
    return text if re.search(r"[.!?…][\"'’”»)]?$", text) else f"{text}."
