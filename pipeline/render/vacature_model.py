"""A composed vacancy: sections of blocks of sentences, each sentence with where it comes from."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Literal

from pipeline.models.base import Herkomst
from pipeline.models.vacature import Lengte

IN_TE_VULLEN = re.compile(r"\[in te vullen: [^\]]+\]")
"""A fact that a concept still lacks."""

GRENZEN: dict[Lengte, tuple[int, int]] = {"kort": (250, 350), "normaal": (450, 600), "volledig": (0, 900)}
"""Words a vacancy may have, headings and small print included."""

Soort = Literal["boek", "gegevens", "sjabloon"]


@dataclass(frozen=True, slots=True)
class Bron:
    """Where (a part of) a sentence comes from."""

    soort: Soort
    omschrijving: str
    """For a reader: "taak bij “Advies”, Adviseur III"."""
    regel: str
    """The rule that made the sentence of it: je-vorm, samengevoegd, opleiding, the name of a snippet, …"""
    tekst: str = ""
    """What the source says, where the sentence says it otherwise."""
    herkomst: tuple[Herkomst, ...] = ()
    veld: str = ""
    """The key of the facts, for what the recruiter filled in."""

    def plek(self) -> str:
        """Say in one line what it is and where it stands."""
        pages = sorted({place.pagina for place in self.herkomst if place.pagina})
        lines = sorted({place.regel for place in self.herkomst if place.regel})
        where = (
            f", blz. {', '.join(map(str, pages))}"
            if pages
            else f", regel {', '.join(map(str, lines))}"
            if lines
            else ""
        )
        return f"{self.omschrijving}{where}"


@dataclass(frozen=True, slots=True)
class Zin:
    """A sentence of the vacancy; ``aanhef`` is a bold lead that belongs to it ("Analytisch vermogen")."""

    tekst: str
    bronnen: tuple[Bron, ...]
    aanhef: str = ""

    @property
    def geheel(self) -> str:
        """The sentence as it is read: the lead, a colon, the rest."""
        return f"{self.aanhef}: {self.tekst}" if self.aanhef else self.tekst


@dataclass(frozen=True, slots=True)
class Blok:
    """A paragraph, a list (an item a tuple of sentences), or a heading under the section's own."""

    soort: Literal["alinea", "lijst", "kop"]
    zinnen: tuple[Zin, ...] = ()
    punten: tuple[tuple[Zin, ...], ...] = ()
    kop: str = ""

    def alle_zinnen(self) -> Iterator[Zin]:
        """All sentences in reading order."""
        yield from self.zinnen
        for punt in self.punten:
            yield from punt

    def regels(self) -> Iterator[str]:
        """The text, a line a paragraph or item."""
        if self.kop:
            yield self.kop
        if self.zinnen:
            yield " ".join(zin.geheel for zin in self.zinnen)
        for punt in self.punten:
            yield " ".join(zin.geheel for zin in punt)


@dataclass(frozen=True, slots=True)
class Onderdeel:
    """A section: its name in templates, its heading (none for the opening), its blocks."""

    naam: str
    kop: str
    blokken: tuple[Blok, ...]


@dataclass(frozen=True, slots=True)
class Feit:
    """A line of the facts bar under the title."""

    naam: str
    waarde: str


@dataclass(frozen=True, slots=True)
class Vacaturetekst:
    """A whole vacancy."""

    titel: str
    slug: str
    organisatie: str
    feiten: tuple[Feit, ...]
    onderdelen: tuple[Onderdeel, ...]
    lengte: Lengte
    concept: bool
    open_punten: tuple[str, ...] = ()
    """What must still be settled before this can be published."""
    opmerkingen: tuple[str, ...] = field(default=())
    """What the recruiter should know: statements left out, verbs put right; not on the document."""

    def zinnen(self) -> Iterator[tuple[str, Zin]]:
        """All sentences with the name of their section."""
        for onderdeel in self.onderdelen:
            for blok in onderdeel.blokken:
                for zin in blok.alle_zinnen():
                    yield onderdeel.naam, zin

    def regels(self) -> Iterator[str]:
        """The whole text, a line a heading, paragraph or item."""
        yield self.titel
        yield self.feitenregel
        for onderdeel in self.onderdelen:
            if onderdeel.kop:
                yield onderdeel.kop
            for blok in onderdeel.blokken:
                yield from blok.regels()

    @property
    def feitenregel(self) -> str:
        """The facts in one line."""
        return " · ".join(feit.waarde for feit in self.feiten)

    @property
    def woorden(self) -> int:
        """How many words the vacancy has, all that is printed counted."""
        return sum(tel_woorden(regel) for regel in self.regels())


@lru_cache(maxsize=10_000)
def tel_woorden(tekst: str) -> int:
    """Count words as a word processor does: all that stands between spaces, signs included."""
    return len(tekst.split())
