"""The functiematrix and the table of functions, in the shapes that books print them."""

from __future__ import annotations

from typing import Any

import pytest

from tests.normalize.support import as_dict, read, written
from tests.normalize.test_book import FUNCTION


def matrix(text: str) -> list[tuple[Any, ...]]:
    found = as_dict(read(written(f"# Functieboek\n{text}\n{FUNCTION}")))
    keys = ("schaal", "functiereeks", "functiegroep", "naam", "punten", "functie")
    return [tuple(cell[key] for key in keys) for cell in found["functiematrix"]]


def establishment(text: str) -> dict[str, Any]:
    return as_dict(read(written(f"# Functieboek\n{text}\n{FUNCTION}")))


ADVICE = (11, "Beleid", "Advies", "Adviseur II", 638, "adviseur-ii")


def test_matrix_with_two_rows_of_heads() -> None:
    """The reeks spreads to the right over its groepen; a cell may hold several functions."""
    found = matrix("""
| Schaal | Beleid | | Beheer |
| | Advies | Uitvoering | Locatie |
| 12 | Adviseur I (719) | | |
| 11 | Adviseur II 638; Adviseur 2a 620 | Uitvoerder I 600 punten | |
| 10A | | | Beheerder 1.000 |
""")

    assert found == [
        (12, "Beleid", "Advies", "Adviseur I", 719, None),
        ADVICE,
        (11, "Beleid", "Advies", "Adviseur 2a", 620, None),
        (11, "Beleid", "Uitvoering", "Uitvoerder I", 600, None),
        ("10A", "Beheer", "Locatie", "Beheerder", 1000, None),
    ]


def test_matrix_on_its_side() -> None:
    found = matrix("""
| Functiereeks | Functiegroep | 12 | 11 | 10 |
| Beleid | Advies | Adviseur I 719 | Adviseur II 638 | |
| | Uitvoering | | | Uitvoerder 500 |
""")

    assert found[1] == ADVICE
    assert found[2] == (10, "Beleid", "Uitvoering", "Uitvoerder", 500, None)


def test_matrix_as_a_list() -> None:
    """A merged or empty cell repeats what stands above it."""
    found = matrix("""
| Schaal | Functiereeks | Functiegroep | Functie | Punten |
| 12 | Beleid | Advies | Adviseur I | 719 |
| 11 | | | Adv. II | 638 |
""")

    assert found[1] == (11, "Beleid", "Advies", "Adv. II", 638, "adviseur-ii")


@pytest.mark.parametrize("odd", ["n.t.b.", "(x)", "pm"])
def test_points_that_are_none(odd: str) -> None:
    text = f"| Schaal | Beleid |  |\n| | Advies | Steun |\n| 12 | Adviseur I 719 | |\n| 11 | Adviseur II {odd} | |\n"

    reading = read(written(f"# Functieboek\n{text}\n{FUNCTION}"))

    assert [(cell.naam, cell.punten) for cell in reading.book.functiematrix] == [
        ("Adviseur I", 719),
        ("Adviseur II", None),
    ]
    assert [finding.code for finding in reading.findings] == ["geen-getal"]


def test_conversion_table_is_no_matrix() -> None:
    assert matrix("| Schaal | van | tot |\n| 10 | 532 | 581 |\n| 11 | 582 | 651 |\n") == []


def test_rows_of_the_establishment() -> None:
    found = establishment("""
## Beschikbare functies
| Schaal | Functie | Normfunctie | Kenmerken | FTE |
| 10A | Regisseur | Adviseur II | *doet iets; *doet meer | 1,5 |
| x | Hoofd | Adviseur V | | n.t.b. |
| | | | *en nog iets | |
| | Totaal | | | 1,5 |
""")

    rows = found["beschikbare_functies"]
    keys = ("naam", "normfunctie", "functie", "schaal", "formatie")
    assert [tuple(row[key] for key in keys) for row in rows] == [
        ("Regisseur", "Adviseur II", "adviseur-ii", "10A", 1.5),
        ("Hoofd", "Adviseur V", None, None, None),
    ]
    assert [[kenmerk["tekst"] for kenmerk in row["kenmerken"]] for row in rows] == [
        ["doet iets", "doet meer"],
        ["en nog iets"],
    ]
    assert found["totaal_formatie"] == 1.5


def test_values_that_are_no_number_are_reported() -> None:
    reading = read(
        written(f"# Functieboek\n| Functie | Schaal | FTE |\n| Hoofd | x | n.t.b. |\n| Lid | 9 | 2 |\n{FUNCTION}")
    )

    assert [finding.citaten for finding in reading.findings] == [("x",), ("n.t.b.",)]


def test_a_table_that_goes_on_in_another() -> None:
    """A part without a head has the columns of the part before it; a repeated head is no row."""
    head = "| Functie | Normfunctie | FTE |\n"

    found = establishment(
        f"{head}| Een | Adviseur II | 1 |\n\ntussen\n| Twee | | 2 |\n\ntussen\n{head}| Drie | | 3 |\n"
    )

    assert [row["naam"] for row in found["beschikbare_functies"]] == ["Een", "Twee", "Drie"]


def test_the_total_of_totals() -> None:
    head = "| Functie | Normfunctie | FTE |\n"
    parts = [f"{head}| F{i} | Adviseur II | {i} |\n| Totaal | | {i} |\n\n" for i in (1, 2)]

    found = establishment("tussen\n".join([*parts, f"{head}| Totaal | | 3 |\n"]))

    assert found["totaal_formatie"] == 3.0


def test_a_total_below_the_table() -> None:
    found = establishment("| Functie | Normfunctie | FTE |\n| Een | Adviseur II | 1 |\n\nTotaal: 1,00\n")

    assert found["totaal_formatie"] == 1.0
    assert found["hoofdstukken"] == []


def test_a_head_in_one_row_with_the_first_function() -> None:
    """The source lost the line between head and row."""
    found = establishment("| Functie; Een | Normfunctie; Adviseur II | FTE; 1 |\n| Twee | | 2 |\n")

    assert [(row["naam"], row["functie"]) for row in found["beschikbare_functies"]] == [
        ("Een", "adviseur-ii"),
        ("Twee", None),
    ]


def test_a_line_across_the_table_is_no_function() -> None:
    reading = read(
        written(f"# Functieboek\n| Functie | Schaal | FTE |\n| Team Publiek | | |\n| Lid | 9 | 2 |\n{FUNCTION}")
    )

    assert [row.naam for row in reading.book.beschikbare_functies] == ["Lid"]
    assert [finding.citaten for finding in reading.findings] == [("Team Publiek",)]
