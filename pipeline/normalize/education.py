"""The education that a profile asks: the lowest level that suffices, the ideal one, and the fields of study."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Literal

from pipeline.extract.text import Styled
from pipeline.models.functieboek import Opleiding
from pipeline.normalize.pieces import place

Level = Literal["VMBO", "MBO", "HBO", "WO"]
_ORDER: tuple[Level, ...] = ("VMBO", "MBO", "HBO", "WO")


def read_education(styled: Styled, words: Mapping[str, Any]) -> Opleiding:
    """Read the sentence on education; its text stays as it is, the rest is taken from it."""
    text = styled.text
    ideal = _first(words["idealiter"], text)
    asked = text[: ideal.start()] if ideal else text
    field = _first(words["richtingen"], text)
    if field:
        asked = asked[: field.start()]
    minimaal, niveau = _lowest(asked, words["niveaus"])
    return Opleiding(
        tekst=text,
        minimaal=minimaal,
        minimaal_niveau=niveau,
        idealiter=_ideal(text[ideal.end() :], words) if ideal else None,
        richtingen=_fields(text[field.end() :]) if field else (),
        herkomst=place(styled.lines),
    )


def _first(phrases: list[str], text: str) -> re.Match[str] | None:
    found = (re.search(rf"\b{re.escape(phrase)}\b", text, re.IGNORECASE) for phrase in phrases)
    return min((match for match in found if match), key=lambda match: match.start(), default=None)


def _lowest(text: str, levels: Mapping[str, list[str]]) -> tuple[Level | None, int | None]:
    """The lowest level named ("post-HBO" is no level of its own), with the number of an MBO level."""
    for level in _ORDER:
        for word in levels[level]:
            match = re.search(
                rf"(?<![\w-]){re.escape(word)}(?:\s*[-,]?\s*(?:niveau\s*)?([1-4])(?![\d,.]\d)\b)?(?![a-z])",
                text,
                re.IGNORECASE,
            )
            if match:
                return level, int(match[1]) if match[1] and level == "MBO" else None
    return None, None


def _ideal(text: str, words: Mapping[str, Any]) -> str | None:
    """What is named after "idealiter", up to a comma, an example or a field of study; level words in capitals."""
    end = _first(words["einde_idealiter"], text)
    phrase = text[: end.start()] if end else text
    phrase = phrase.split(",")[0].split(";")[0].split(". ")[0].strip(" .:")
    pattern = rf"\b({'|'.join(words['hoofdletters'])})\b"
    return re.sub(pattern, lambda m: m[0].upper(), phrase, flags=re.IGNORECASE) or None


def _fields(text: str) -> tuple[str, ...]:
    """The fields of study, split at commas only: "zorg en welzijn" is one."""
    bare = text.strip()
    bare = bare[:-1] if bare.endswith(".") else bare
    return tuple(part.strip() for part in bare.strip(" :").split(",") if part.strip())
