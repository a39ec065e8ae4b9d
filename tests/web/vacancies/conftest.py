"""A function to write a vacancy for."""

from __future__ import annotations

import pytest

from pipeline.models.functieboek import Functieboek
from pipeline.render.vacature_selectie import candidates, slugs
from pipeline.render.vacature_taken import Taak, tasks_of


@pytest.fixture
def name(ommen_2018: Functieboek) -> str:
    """A function with several areas and at least eight tasks."""
    for name, (_, row, functie) in zip(slugs(ommen_2018), candidates(ommen_2018), strict=True):
        if len(functie.resultaatgebieden) >= 3 and len(tasks_of(ommen_2018, functie)) >= 8 and row:
            return name
    raise AssertionError


@pytest.fixture
def tasks(ommen_2018: Functieboek, name: str) -> tuple[Taak, ...]:
    """The tasks of that function."""
    return tasks_of(ommen_2018, candidates(ommen_2018)[slugs(ommen_2018).index(name)][2])


@pytest.fixture
def address(name: str) -> str:
    """Its page."""
    return f"/vacatures/ommen-2018/{name}"
