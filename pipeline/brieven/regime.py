"""The law by date: CAR-UWO and Awb until the end of 2019, labour contract and Cao Gemeenten from 2020.

Source: Wet normalisering rechtspositie ambtenaren (Wnra), in force 1 January 2020; Cao Gemeenten, art. 11.5
(geschillencommissie).  The letter's own words follow from the regime; terms that a local regulation sets are settings.
"""

from __future__ import annotations

import datetime
import re
from functools import cache

from pipeline.models.medewerkers import Regime

WNRA = datetime.date(2020, 1, 1)
"""First day on which municipal staff work under a labour contract."""
SOORTEN = {
    "awb": ("voornemen", "definitief", "niet-geplaatst"),
    "wnra": ("voornemen", "definitief", "niet-geplaatst", "addendum"),
}
"""The letters that each regime knows; a contract addendum exists only where there is a contract."""
_OLD_WORDS = re.compile(
    r"\b(bezwaar(schrift(en)?|clausule|termijn)?|bezwaren|beroepschrift|Awb|Algemene wet bestuursrecht|"
    r"aanstelling(sbesluit)?|CAR-?UWO)\b",
    re.IGNORECASE,
)
_NEW_WORDS = re.compile(r"\b(geschillencommissie|Cao Gemeenten|addendum|arbeidsovereenkomst)\b", re.IGNORECASE)


def regime_of(day: datetime.date) -> Regime:
    """The regime that holds on a day.

    >>> regime_of(datetime.date(2019, 12, 31)), regime_of(datetime.date(2020, 1, 1))
    ('awb', 'wnra')
    """
    return "wnra" if day >= WNRA else "awb"


def wrong_words(text: str, regime: Regime) -> list[str]:
    """Words in a text that belong to the other regime: "bezwaar" has no place in a letter of 2026."""
    pattern = _OLD_WORDS if regime == "wnra" else _NEW_WORDS
    found: dict[str, str] = {}
    for match in pattern.finditer(text):
        found.setdefault(match.group().lower(), match.group())
    return list(found.values())


def no_working_day(day: datetime.date) -> str | None:
    """Why a day is no working day for a municipality (weekend or Dutch public holiday), or None."""
    if day.weekday() >= 5:
        return "zaterdag" if day.weekday() == 5 else "zondag"
    return _holidays(day.year).get(day)


@cache
def _holidays(year: int) -> dict[datetime.date, str]:
    """Dutch public holidays of a year with their names."""
    import holidays

    return {day: str(name) for day, name in holidays.country_holidays("NL", years=year, language="nl").items()}
