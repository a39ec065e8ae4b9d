"""What a recruiter should look at before a vacancy goes out: facts that cannot be, pay, tasks, faults of the book."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Sequence
from difflib import get_close_matches

from pipeline.models.bevindingen import Bevinding
from pipeline.models.vacature import Gegevens
from pipeline.render.salaris import Loon, euro
from pipeline.render.vacature_feiten import MONTHS
from pipeline.render.vacature_model import GRENZEN, Vacaturetekst
from pipeline.render.vacature_selectie import Selectie
from pipeline.render.vacature_taken import Taak, told

Punt = tuple[str, str]
"""The field that a point is about (empty: the whole) and what to look at."""

COVERED = frozenset({"kenmerken-wijken-af", "competenties-wijken-af", "schaal-wijkt-af"})
"""Findings that the comparison for the vacancy makes itself."""
PROVINCES = (
    "Drenthe", "Flevoland", "Friesland", "Fryslân", "Gelderland", "Groningen", "Limburg", "Noord-Brabant",
    "Noord-Holland", "Overijssel", "Utrecht", "Zeeland", "Zuid-Holland",
)  # fmt: skip
_EURO = re.compile(r"€\s*\d[\d.,]*\d|€\s*\d|\b\d[\d.,]*\s*euro\b", re.IGNORECASE)
_DAY = re.compile(rf"\b(\d{{1,2}})\s+({'|'.join(MONTHS)})(?:\s+(\d{{4}}))?\b", re.IGNORECASE)
_HALF_YEAR = datetime.timedelta(days=183)


def of_facts(given: Gegevens | None, missing: frozenset[str], loon: Loon | None) -> list[Punt]:
    """Return what cannot be, or seldom is, in the facts; warnings, because a recruiter may have a reason.

    Args:
        given: the facts.
        missing: keys that were not filled in or are wrong; what stands under them is an example.
        loon: the pay from the salary table.
    """
    if given is None:
        return []
    found = [*_place(given), *_contract(given, missing), *_days(given, missing), *_amounts(given, loon)]
    if given.contact.telefoon and not re.search(r"\d", given.contact.telefoon):
        found.append(("contact.telefoon", f"In het telefoonnummer staat geen cijfer: “{given.contact.telefoon}”."))
    return found


def _place(given: Gegevens) -> Iterator[Punt]:
    code, province = given.werkplek.postcode, given.werkplek.provincie
    if code and not re.fullmatch(r"[1-9]\d{3}\s?[A-Za-z]{2}", code):
        yield "werkplek.postcode", f"“{code}” is geen postcode, zoals 1234 AB."
    if province and province.casefold() not in {one.casefold() for one in PROVINCES}:
        close = get_close_matches(province.title(), PROVINCES, n=1, cutoff=0.6)
        yield "werkplek.provincie", f"“{province}” is geen provincie.{f' Bedoelt u {close[0]}?' if close else ''}"


def _contract(given: Gegevens, missing: frozenset[str]) -> Iterator[Punt]:
    work = given.dienstverband
    if "dienstverband.contract" not in missing and work.contract.startswith("tijdelijk") and not work.duur:
        yield "dienstverband.duur", "Het dienstverband is tijdelijk, maar de duur staat er niet bij."


def _days(given: Gegevens, missing: frozenset[str]) -> Iterator[Punt]:
    """Dates in order, and days that exist; closing itself is only known to be past by who has a clock."""
    closing = None if "vacature.sluitingsdatum" in missing else given.vacature.sluitingsdatum
    start = given.vacature.startdatum
    if closing and start and start < closing:
        yield "vacature.startdatum", "De ingangsdatum ligt voor de laatste dag om te reageren."
    for step in given.solliciteren.stappen:
        for found in _DAY.finditer(step):
            if reason := _wrong_day(found, closing):
                yield "solliciteren.stappen", f"“{found.group()}” {reason}."


def _wrong_day(found: re.Match[str], closing: datetime.date | None) -> str:
    day, month, year = int(found[1]), MONTHS.index(found[2].lower()) + 1, found[3]
    date = _date(int(year) if year else 2000, month, day)  # 2000 has a 29 February: without a year it may exist
    if date is None:
        return "bestaat niet"
    if closing is None:
        return ""
    if year:
        return "ligt voor de laatste dag om te reageren" if date < closing else ""
    same, later = _date(closing.year, month, day), _date(closing.year + 1, month, day)
    near = any(one and closing <= one <= closing + _HALF_YEAR for one in (same, later))
    return "" if near or same is None or same >= closing else "ligt voor de laatste dag om te reageren"


def _date(year: int, month: int, day: int) -> datetime.date | None:
    try:
        return datetime.date(year, month, day)
    except ValueError:
        return None


def _amounts(given: Gegevens, loon: Loon | None) -> Iterator[Punt]:
    known = {re.sub(r"\D", "", euro(one)) for one in (loon.laagste, loon.hoogste)} if loon else set()
    texts = {
        "vacature.opening": [given.vacature.opening or ""],
        "team.tekst": [given.team.tekst or ""],
        "werkplek.thuiswerken": [given.werkplek.thuiswerken or ""],
        "eisen.extra": given.eisen.extra,
        "aanbod.voorwaarden": given.aanbod.voorwaarden,
    }
    for field, lines in texts.items():
        for found in (one for line in lines for one in _EURO.finditer(line)):
            if re.sub(r"\D", "", found.group()) not in known:
                yield field, f"“{found.group()}” komt niet uit de salaristabel; kijk na of het klopt."


def of_pay(selectie: Selectie, loon: Loon | None, *, table: bool, dated: bool) -> list[Punt]:
    """Tell where amounts are lacking or old.

    Args:
        selectie: the function.
        loon: its pay.
        table: there is a salary table.
        dated: the date for which the amounts are wanted is known.
    """
    if selectie.schaal is None:
        return [("", "Het boek noemt voor deze functie geen schaal.")]
    if loon is not None:
        old = f"De salaristabel geldt niet op de datum van de vacature ({loon.bron}); dat staat op het document."
        return [("aanbod.salaristabel", old)] if loon.verouderd else []
    why = "er is geen salaristabel" if not table else f"de salaristabel kent schaal {selectie.schaal} niet"
    if table and not dated:
        why = "de publicatiedatum is nog niet ingevuld"
    return [("aanbod.salaristabel", f"Er staan geen bedragen in: {why}.")]


def of_tasks(tekst: Vacaturetekst, selectie: Selectie, tasks: Sequence[Taak]) -> list[Punt]:
    """Tell that not all tasks are told, where the program made the choice."""
    count = len(told(tekst, tasks))
    if selectie.gekozen or count == len(tasks):
        return []
    told_of = f"{count} van de {len(tasks)} taken staan in de tekst, vanwege de lengte; kies er meer bij Taken."
    return [("taken.vertel", told_of)]


def of_book(selectie: Selectie, bevindingen: Sequence[Bevinding]) -> list[Punt]:
    """Tell what Controleren found in the book about this function and nobody accepted."""
    return [
        ("", f"Bevinding in het boek ({one.code}): {one.melding}")
        for one in bevindingen
        if one.functie == selectie.functie.id
        and one.status == "open"
        and one.betreft == "boek"
        and one.ernst != "info"
        and one.code not in COVERED
    ]


def of_length(tekst: Vacaturetekst) -> list[Punt]:
    """Tell that the text is longer or shorter than its length is meant to be."""
    low, high = GRENZEN[tekst.lengte]
    if low <= tekst.woorden <= high:
        return []
    told = f"De tekst heeft {tekst.woorden} woorden; “{tekst.lengte}” is bedoeld voor {low or 600} tot {high}."
    return [("vacature.lengte", told)]
