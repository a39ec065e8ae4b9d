"""Dutch numbers, scales and dates as books print them."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pipeline.dutch.months import MONTHS

_WORDED = re.compile(
    r"\b(\d{1,2})(?:e|ste|de)?\s+("
    + "|".join(sorted(MONTHS, key=len, reverse=True))
    + r")\b\.?,?\s+['’]?(\d{4}|\d{2})\b",
    re.IGNORECASE,
)
_DIGITS = re.compile(r"(?<![\d.\-/])(\d{1,2})\s?([-/.])\s?(\d{1,2})\s?\2\s?(\d{4}|\d{2})(?![\d\-/])")
_ISO = re.compile(r"(?<!\d)(\d{4})-(\d{2})-(\d{2})(?!\d)")
_NUMBER = re.compile(r"(?<![\w,.])(\d{1,3}(?:\.\d{3})+|\d+)(?:[.,](\d{1,4}))?(?![\w,.]*\d)")
_SCALE = re.compile(r"^(?:(?:salaris|functie)?schaal|s)?\s*\.?\s*(\d{1,2})\s?([aA]?)$", re.IGNORECASE)


def find_date(text: str) -> datetime.date | None:
    """Find the first date in a text, in words or digits; None where there is none or it does not exist.

    >>> find_date("versie 4 april 2018"), find_date("Geldend van 01-03-2019 t/m heden")
    (datetime.date(2018, 4, 4), datetime.date(2019, 3, 1))
    """
    found: list[tuple[int, int, int, int]] = []
    for match in _WORDED.finditer(text):
        found.append((match.start(), _year(match[3]), MONTHS[match[2].lower()], int(match[1])))
    for match in _DIGITS.finditer(text):
        found.append((match.start(), _year(match[4]), int(match[3]), int(match[1])))
    for match in _ISO.finditer(text):
        found.append((match.start(), int(match[1]), int(match[2]), int(match[3])))
    for _, year, month, day in sorted(found):
        try:
            return datetime.date(year, month, day)
        except ValueError:
            continue
    return None


def _year(digits: str) -> int:
    return int(digits) if len(digits) == 4 else 2000 + int(digits)


@dataclass(frozen=True, slots=True)
class Number:
    """A number that was looked for: what it is, and whether something stands there that is none."""

    value: float | None
    odd: bool = False
    """Something stands there ("n.t.b.") that is no number."""


def read_number(text: str, words: Mapping[str, Any]) -> Number:
    """Read a number such as "4,00", "13 fte" or "1.000"; an empty text or a lone dash is no number and not odd.

    A point before exactly three digits groups thousands, any other point or comma is a decimal sign.
    """
    bare = text.strip()
    if not bare.strip("-–—"):
        return Number(None)
    pattern = "|".join(re.escape(word) for word in sorted((*words["fte"], *words["punten"]), key=len, reverse=True))
    bare = re.sub(rf"(?:\b(?:ca|circa|ongeveer)\b\.?|\b(?:{pattern})(?!\w)\.?)", " ", bare, flags=re.IGNORECASE).strip(
        " :()"
    )
    match = _NUMBER.fullmatch(bare)
    if not match:
        return Number(None, odd=True)
    whole = match[1].replace(".", "")
    return Number(float(f"{whole}.{match[2]}") if match[2] else float(whole))


@dataclass(frozen=True, slots=True)
class Scale:
    """A salary scale that was looked for."""

    value: int | str | None
    odd: bool = False


def read_scale(text: str) -> Scale:
    """Read a scale: a whole number, or an in-between scale as printed ("10A"); anything else is odd."""
    bare = text.strip()
    if not bare.strip("-–—"):
        return Scale(None)
    match = _SCALE.match(bare)
    if not match:
        return Scale(None, odd=True)
    return Scale(f"{match[1]}{match[2]}" if match[2] else int(match[1]))


def is_unknown(text: str, words: Mapping[str, Any]) -> bool:
    """Whether a text says that a value is not known yet ("n.t.b.")."""
    return text.strip().lower() in words["onbekend"]
