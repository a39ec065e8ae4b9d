"""The made-up organisation of 45 employees, its settings, and all its letters, made once for the whole run."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import pytest

from pipeline.brieven.bestand import read_sheet
from pipeline.brieven.bewoording import BESTAND, Bewoording
from pipeline.brieven.brief import Omgeving
from pipeline.brieven.controles import Boek, Gevraagd
from pipeline.brieven.maken import Gemaakt, Keuring, judge, make_letters
from pipeline.brieven.rijen import Rij, read_rows
from pipeline.brieven.sjablonen import BIJLAGE, BRIEF
from pipeline.models.functieboek import Functieboek
from pipeline.models.huisstijl import Huisstijl
from pipeline.models.instellingen import Instellingen, read_settings
from tests.brieven.support import DATUMS, SETTINGS, employees, of_regime, table
from tests.support import ROOT, load_golden

TEMPLATES = ROOT / "templates"


@pytest.fixture(scope="session")
def book() -> Functieboek:
    """The reference book of 2018."""
    return load_golden("ommen-2018")


@pytest.fixture(scope="session")
def settings() -> Instellingen:
    """All settings that letters need."""
    return read_settings(SETTINGS.encode(), "functieboek.toml")


@pytest.fixture(scope="session")
def surroundings(book: Functieboek, settings: Instellingen) -> Callable[..., Omgeving]:
    """Return what the letters of a kind share, on a day."""
    wording = (TEMPLATES / BESTAND).read_bytes()

    def _make(soort: str = "definitief", datum: datetime.date = DATUMS["wnra"], **changes: Any) -> Omgeving:
        facts: dict[str, Any] = {
            "sjabloon": (TEMPLATES / BRIEF[soort]).read_bytes(),
            "sjabloon_bijlage": (TEMPLATES / BIJLAGE).read_bytes(),
            "instellingen": settings,
            "bewoording": Bewoording.read(wording, wording),
            "huisstijl": Huisstijl(),
            **changes,
        }
        return Omgeving(soort=soort, datum=datum, boek=Boek(book), **facts)

    return _make


@pytest.fixture(scope="session")
def check(surroundings: Callable[..., Omgeving]) -> Callable[..., Keuring]:
    """Return a function that judges an employee file."""

    def _check(
        data: bytes,
        soort: str = "definitief",
        datum: datetime.date = DATUMS["wnra"],
        naam: str = "medewerkers.csv",
        gewijzigd: Mapping[str, str] | None = None,
        **more: Any,
    ) -> Keuring:
        return judge(data, naam, Gevraagd(soort, datum, gewijzigd or {}, **more), surroundings(soort, datum))

    return _check


@dataclass(frozen=True)
class Run:
    """All that one run made."""

    soort: str
    regime: str
    rijen: tuple[Rij, ...]
    files: dict[str, bytes]


@pytest.fixture(scope="session")
def run_of(surroundings: Callable[..., Omgeving]) -> Callable[[str, str], Run]:
    """Return the letters of all 45 employees, of a kind under a regime; made once."""
    made: dict[tuple[str, str], Run] = {}

    def _run(soort: str, regime: str) -> Run:
        if (soort, regime) not in made:
            people = of_regime(employees(), regime, nowhere=soort == "niet-geplaatst")
            found = read_rows(read_sheet(table(people), "medewerkers.csv"))
            assert found.fouten == ()
            files = {}
            for item in make_letters(found.rijen, surroundings(soort, DATUMS[regime]), {}):
                assert isinstance(item, Gemaakt)
                files[item.naam] = item.data
            made[soort, regime] = Run(soort, regime, found.rijen, files)
        return made[soort, regime]

    return _run
