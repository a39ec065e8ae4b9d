"""The facts of a vacancy as words, or as a marked gap where a concept still lacks them."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Any

from pipeline.models.functieboek import Functieboek, slug
from pipeline.models.vacature import Gegevens, Lengte
from pipeline.render.salaris import Loon, euro
from pipeline.render.vacature_bewoording import Bewoording
from pipeline.render.vacature_model import Feit
from pipeline.render.vacature_selectie import Selectie
from pipeline.render.vacature_zinnen import lower_first, upper_first


@dataclass(frozen=True, slots=True)
class Opdracht:
    """All that a vacancy is made from."""

    book: Functieboek
    selectie: Selectie
    bewoording: Bewoording
    lengte: Lengte
    gegevens: Gegevens | None = None
    loon: Loon | None = None
    organisatie: str | None = None
    """Name as it comes in documents; without it that of the book."""
    open: frozenset[str] | None = None
    """Keys of facts that are not complete yet (``models.vacature.Invoer``); None where they are complete."""

    @property
    def concept(self) -> bool:
        """Whether facts are still lacking."""
        return self.gegevens is None or self.open is not None


class Feiten:
    """The facts as words, or as a marked gap where a concept still lacks them."""

    def __init__(self, opdracht: Opdracht) -> None:
        self.opdracht = opdracht
        self.given = opdracht.gegevens
        self.organisation = opdracht.organisatie or opdracht.book.organisatie or "[in te vullen: organisatie]"
        own = self.given.vacature.functienaam if self.given else None
        self.title = own or upper_first(opdracht.selectie.naam)

    def bar(self) -> tuple[Feit, ...]:
        """The facts under the title."""
        schaal = self.opdracht.selectie.schaal
        place = self._place()
        facts = [
            Feit("Organisatie", self.organisation),
            Feit("Standplaats", place),
            Feit("Uren", f"{self.hours()} uur per week"),
            Feit("Salarisschaal", f"schaal {schaal}") if schaal is not None else None,
            Feit("Reageren", f"reageren tot en met {self.closing()}"),
            Feit("Vacaturenummer", f"vacaturenummer {self.given.vacature.nummer}")
            if self.given and self.given.vacature.nummer
            else None,
        ]
        if self.given and slug(place) in slug(self.organisation).split("-"):
            facts[1] = None  # "Gemeente Voorbeeldstad · Voorbeeldstad" says it twice
        return tuple(fact for fact in facts if fact)

    def _knowing(self, *keys: str) -> Gegevens | None:
        """The facts, where these keys were filled in."""
        return None if (self.opdracht.open or frozenset()) & set(keys) else self.given

    def _place(self) -> str:
        given = self._knowing("werkplek.plaats")
        return given.werkplek.plaats if given else "[in te vullen: standplaats]"

    def hours(self) -> str:
        """ "32 tot 36", or "36"."""
        given = self._knowing("dienstverband.uren_min", "dienstverband.uren_max")
        if not given:
            return "[in te vullen: uren per week]"
        low, high = _number(given.dienstverband.uren_min), _number(given.dienstverband.uren_max)
        return high if low == high else f"{low} tot {high}"

    def closing(self) -> str:
        """The last day to apply."""
        given = self._knowing("vacature.sluitingsdatum")
        return dutch_date(given.vacature.sluitingsdatum) if given else "[in te vullen: sluitingsdatum]"

    def context(self) -> dict[str, Any]:
        """All names that a snippet may use."""
        return {**self._function(), **self._contract(), **self._applying()}

    def _function(self) -> dict[str, Any]:
        selectie, team = self.opdracht.selectie, self.given.team if self.given else None
        cluster = _cluster(self.opdracht)
        return {
            "functie": self.title,
            "functie_klein": lower_first(self.title),
            "normfunctie": selectie.functie.naam,
            "organisatie": self.organisation,
            "organisatiecompetenties": [lower_first(name) for name in self.opdracht.book.organisatiecompetenties],
            "teamnaam": team.naam if team else None,
            "cluster": cluster[0] if cluster else None,
            "cluster_fte": cluster[1] if cluster else None,
            "opening": self.given.vacature.opening if self.given else None,
            "schaal": None if selectie.schaal is None else str(selectie.schaal),
            "lengte": self.opdracht.lengte,
            "concept": self.opdracht.concept,
        }

    def _contract(self) -> dict[str, Any]:
        given, kind = self.given, self._knowing("dienstverband.contract")
        dated = self._knowing("vacature.publicatiedatum")
        return {
            "uren": self.hours(),
            "contract": kind.dienstverband.contract if kind else "[in te vullen: soort dienstverband]",
            "duur": given.dienstverband.duur if given else None,
            "startdatum": dutch_date(given.vacature.startdatum) if given and given.vacature.startdatum else None,
            "publicatiedatum": dutch_date(dated.vacature.publicatiedatum)
            if dated
            else "[in te vullen: publicatiedatum]",
            "sluitingsdatum": self.closing(),
            "plaats": self._place(),
            "thuiswerken": as_sentence(given.werkplek.thuiswerken) if given and given.werkplek.thuiswerken else None,
            "cao": given.aanbod.cao if given else None,
            "voorwaarden": [as_sentence(one) for one in given.aanbod.voorwaarden] if given else [],
            "bedragen": self._amounts(),
        }

    def _amounts(self) -> dict[str, Any] | None:
        loon, given = self.opdracht.loon, self._knowing("dienstverband.uren_min", "dienstverband.uren_max")
        if loon is None or given is None:
            return None
        low, high = given.dienstverband.uren_min, given.dienstverband.uren_max
        part = [hours for hours in dict.fromkeys((low, high)) if hours < 36]
        shares = [f"bij {_number(hours)} uur {' tot '.join(euro(one) for one in loon.bij(hours))}" for hours in part]
        return {
            "laagste": euro(loon.laagste),
            "hoogste": euro(loon.hoogste),
            "deeltijd": "; ".join(shares),
            "verouderd": loon.verouderd,
            "bron": loon.bron,
            "van": dutch_date(loon.van),
        }

    def _applying(self) -> dict[str, Any]:
        gaps: dict[str, Any] = {
            "webadres": None,
            "email": "[in te vullen: e-mailadres of webadres]",
            "stappen": [],
            "assessment": False,
            "vog": False,
            "screening": False,
            "contactfunctie": None,
            "contactnaam": "[in te vullen: naam]",
            "bereikbaar": "[in te vullen: telefoon of e-mail]",
        }
        if self.given is None:
            return gaps
        applying, contact, named = self.given.solliciteren, self.given.contact, self._knowing("contact.naam")
        reach = [contact.telefoon, contact.email]
        return {
            "webadres": applying.webadres,
            "email": applying.email or (None if applying.webadres else gaps["email"]),
            "stappen": [as_sentence(step) for step in applying.stappen],
            "assessment": applying.assessment,
            "vog": applying.vog,
            "screening": applying.screening,
            "contactnaam": contact.naam if named else gaps["contactnaam"],
            "contactfunctie": contact.functie,
            "bereikbaar": " of ".join(one for one in reach if one) or gaps["bereikbaar"],
        }


def _cluster(opdracht: Opdracht) -> tuple[str, str | None] | None:
    name = opdracht.gegevens.team.cluster if opdracht.gegevens else None
    if not name:
        return None
    known = next((one for one in opdracht.book.clusters if slug(one.naam) == slug(name)), None)
    return (known.naam, _number(known.fte) if known.fte else None) if known else (name, None)


def as_sentence(text: str) -> str:
    """Close a text with a full stop where it has no end of its own."""
    text = " ".join(text.split())
    return text if text.endswith((".", "!", "?")) else f"{text}."


def _number(value: float) -> str:
    return f"{value:g}".replace(".", ",")


MONTHS = [
    "januari",
    "februari",
    "maart",
    "april",
    "mei",
    "juni",
    "juli",
    "augustus",
    "september",
    "oktober",
    "november",
    "december",
]


def dutch_date(date: datetime.date) -> str:
    """Write a date as a reader says it.

    >>> dutch_date(datetime.date(2027, 1, 15))
    '15 januari 2027'
    """
    return f"{date.day} {MONTHS[date.month - 1]} {date.year}"
