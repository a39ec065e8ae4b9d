"""The Dutch names of the months and how they are shortened, to the number of the month."""

from __future__ import annotations

from collections.abc import Mapping

_NAMES = (
    ("januari", "jan"),
    ("februari", "feb", "febr"),
    ("maart", "mrt"),
    ("april", "apr"),
    ("mei",),
    ("juni", "jun"),
    ("juli", "jul"),
    ("augustus", "aug"),
    ("september", "sep", "sept"),
    ("oktober", "okt"),
    ("november", "nov"),
    ("december", "dec"),
)
MONTHS: Mapping[str, int] = {name: number for number, names in enumerate(_NAMES, start=1) for name in names}
"""1 for January."""
