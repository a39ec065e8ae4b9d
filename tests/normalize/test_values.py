"""Numbers, scales, dates and levels as Dutch books print them."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.normalize.labels import load
from pipeline.normalize.levels import Levelled, read_level, read_levelled
from pipeline.normalize.values import find_date, read_number, read_scale

WORDS = load().words["waarden"]


@pytest.mark.parametrize(
    ("text", "value", "odd"),
    [
        ("4,00", 4.0, False),
        ("45.00", 45.0, False),
        ("1.000", 1000.0, False),
        ("1.000,50", 1000.5, False),
        ("ca 15,5 FTE", 15.5, False),
        ("0,89 fte", 0.89, False),
        ("557 punten", 557.0, False),
        ("", None, False),
        ("–", None, False),
        ("n.t.b.", None, True),
        ("x", None, True),
        ("4,00 en 3", None, True),
    ],
)
def test_numbers(text: str, value: float | None, odd: bool) -> None:
    found = read_number(text, WORDS)

    assert (found.value, found.odd) == (value, odd)


@given(st.decimals(0, 999, places=2))
def test_any_amount_comes_back(amount: object) -> None:
    assert read_number(str(amount).replace(".", ","), WORDS).value == float(str(amount))


@pytest.mark.parametrize(
    ("text", "value", "odd"),
    [
        ("14", 14, False),
        ("10A", "10A", False),
        ("11a", "11a", False),
        ("schaal 9", 9, False),
        ("", None, False),
        ("x", None, True),
        ("11-12", None, True),
        ("n.t.b.", None, True),
    ],
)
def test_scales(text: str, value: int | str | None, odd: bool) -> None:
    found = read_scale(text)

    assert (found.value, found.odd) == (value, odd)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Op basis van houtskoolschets versie 4 april 2018", date(2018, 4, 4)),
        ("Geldend van 01-03-2019 t/m heden", date(2019, 3, 1)),
        ("d.d. 1 jan. 2020", date(2020, 1, 1)),
        ("versie 3.0 d.d. 12.11.18", date(2018, 11, 12)),
        ("2022-05-06", date(2022, 5, 6)),
        ("31 februari 2020, herzien 1 maart 2020", date(2020, 3, 1)),
        ("mei 2020", None),
        ("versie 4.0", None),
    ],
)
def test_dates(text: str, value: date | None) -> None:
    assert find_date(text) == value


@given(st.dates(date(1990, 1, 1), date(2099, 12, 31)))
def test_any_date_comes_back(day: date) -> None:
    assert find_date(f"vastgesteld op {day.day:02d}-{day.month:02d}-{day.year}") == day


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("ondernemingszin, niveau A (riskeren)", Levelled("ondernemingszin", "A", "riskeren")),
        ("Resultaatgericht - niveau C", Levelled("Resultaatgericht", "C", None)),
        ("Samenwerken (B)", Levelled("Samenwerken", "B", None)),
        ("Klantgerichtheid niveau C: inleven", Levelled("Klantgerichtheid", "C", "inleven")),
        ("Klantgerichtheid (niveau B: inleven)", Levelled("Klantgerichtheid", "B", "inleven")),
        ("Klantgerichtheid: niveau 3", Levelled("Klantgerichtheid", "3", None)),
        ("Klantgerichtheid, B (inleven)", Levelled("Klantgerichtheid", "B", "inleven")),
        ("Visie, niveau A (denken (ver vooruit))", Levelled("Visie", "A", "denken (ver vooruit)")),
        ("Klantgerichtheid [niveau B]", Levelled("Klantgerichtheid", "B", None)),
        ("plannen en organiseren", Levelled("plannen en organiseren", None, None)),
        ("Analytisch vermogen (problemen)", Levelled("Analytisch vermogen (problemen)", None, None)),
    ],
)
def test_competences_with_a_level(text: str, found: Levelled) -> None:
    assert read_levelled(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (" A (anticiperen op (x) y)", ("A", "anticiperen op (x) y")),
        (" C: inleven", ("C", "inleven")),
        (" 3", ("3", None)),
        (" van de medewerker", (None, None)),
    ],
)
def test_levels(text: str, found: tuple[str | None, str | None]) -> None:
    assert read_level(text) == found
