"""Wording that shuts people out: rules with a source and a suggestion, and a count of gender-coded words.

The rules stand in ``data/taalregels.toml``.  They find words, not intentions: a finding is for a person to judge.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Literal

Ernst = Literal["fout", "waarschuwing", "info"]


@dataclass(frozen=True, slots=True)
class Taalbevinding:
    """One finding in a text."""

    code: str
    ernst: Ernst
    tekst: str
    """The words themselves."""
    omgeving: str
    """The sentence they stand in."""
    plaats: str
    """Where: a line, paragraph or section."""
    uitleg: str
    suggestie: str
    bron: str
    begin: int = 0
    """Where the words begin in the line, paragraph or sentence that was looked at."""


@dataclass(frozen=True, slots=True)
class Kleuring:
    """How many gender-coded words a text has; information, never a fault."""

    mannelijk: tuple[str, ...]
    vrouwelijk: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Rule:
    code: str
    ernst: Ernst
    patroon: re.Pattern[str]
    behalve: re.Pattern[str] | None
    context: int
    uitleg: str
    suggestie: str
    bron: str


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads((files("pipeline.dutch") / "data" / "taalregels.toml").read_text(encoding="utf-8"))


@cache
def _rules() -> tuple[_Rule, ...]:
    return tuple(
        _Rule(
            code=rule["code"],
            ernst=rule["ernst"],
            patroon=re.compile(rule["patroon"], re.IGNORECASE),
            behalve=re.compile(rule["behalve"], re.IGNORECASE) if "behalve" in rule else None,
            context=rule.get("context", 0),
            uitleg=rule["uitleg"],
            suggestie=rule["suggestie"],
            bron=rule["bron"],
        )
        for rule in _data()["regel"]
    )


def check_wording(paragraphs: Sequence[tuple[str, str]], names: Sequence[str] = ()) -> list[Taalbevinding]:
    """Find wording by the rules.

    Args:
        paragraphs: (place, text) pairs, in order.
        names: names of functions; words inside them are not flagged ("Senior beheerder").
    """
    found: list[Taalbevinding] = []
    for place, text in paragraphs:
        plain = _without_names(text, names)
        for rule in _rules():
            for match in rule.patroon.finditer(plain):
                if not _excused(rule, plain, match):
                    found.append(_finding(rule, text, match, place))
    return found


def coded_words(text: str) -> Kleuring:
    """Count the gender-coded words of a text, each as often as it stands there."""
    lower, groups = text.lower(), _data()["gekleurd"]

    def hits(kind: str) -> tuple[str, ...]:
        return tuple(m.group() for stem in groups[kind] for m in re.finditer(rf"\b{re.escape(stem)}\w*", lower))

    return Kleuring(hits("mannelijk"), hits("vrouwelijk"))


def _without_names(text: str, names: Sequence[str]) -> str:
    """Blank out the names of functions, keeping every place where it is."""
    for name in sorted(names, key=len, reverse=True):
        if name:
            text = re.sub(re.escape(name), lambda match: "\0" * len(match.group()), text, flags=re.IGNORECASE)
    return text


def _excused(rule: _Rule, text: str, match: re.Match[str]) -> bool:
    if rule.behalve is None:
        return False
    around = text[max(0, match.start() - rule.context) : match.end() + rule.context]
    return rule.behalve.search(around) is not None


def _finding(rule: _Rule, text: str, match: re.Match[str], place: str) -> Taalbevinding:
    begin = max(text.rfind(stop, 0, match.start()) for stop in (". ", "! ", "? ", "\n")) + 1
    ends = [end for stop in (".", "!", "?", "\n") if (end := text.find(stop, match.end())) >= 0]
    return Taalbevinding(
        code=rule.code,
        ernst=rule.ernst,
        tekst=text[match.start() : match.end()],
        omgeving=" ".join(text[begin : min(ends, default=len(text)) + 1].split())[:200],
        plaats=place,
        uitleg=rule.uitleg,
        suggestie=rule.suggestie,
        bron=rule.bron,
        begin=match.start(),
    )
