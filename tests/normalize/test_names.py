"""Names are resolved over abbreviation, word order and slips; a level is never guessed at."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.models.functieboek import Functieboek, slug
from pipeline.normalize.names import names_of, same_name
from tests.support import load_golden

NAMES = names_of(
    (naam, slug(naam))
    for naam in (
        "Medewerker publiek III",
        "Medewerker publieksvoorlichting III",
        "Adviseur II",
        "Griffier",
        "Medewerker beleidsuitvoering 3",
        "Algemeen directeur/(gemeente)secretaris",
        "KCC-medewerker II",
        "Beleidsmedewerker I",
        "Administratief medewerker A",
    )
)


@pytest.mark.parametrize("edition", ["ommen-2018", "ommen-2021", "ommen-2018.md"])
def test_every_name_of_the_reference_books(edition: str) -> None:
    book: Functieboek = load_golden(edition)
    names = names_of((f.naam, f.id) for f in book.functies)

    for cell in book.functiematrix:
        assert names.resolve(cell.naam).id == cell.functie, cell.naam
    for row in book.beschikbare_functies:
        assert names.resolve(row.normfunctie).id == row.functie, row.normfunctie


@pytest.mark.parametrize(
    ("printed", "found"),
    [
        ("Mw publiek III", "medewerker-publiek-iii"),
        ("PUBLIEK III, MEDEWERKER", "medewerker-publiek-iii"),
        ("Adv. II", "adviseur-ii"),
        ("Adviseur 2", "adviseur-ii"),
        ("Competentieprofiel Adviseur II", "adviseur-ii"),
        ("griffier (m/v)", "griffier"),
        ("Mdw. beleid-uitvoering III", "medewerker-beleidsuitvoering-3"),
        ("Gem. secr. / Alq. directeur", "algemeen-directeur-gemeente-secretaris"),
        ("Gemeentesecretaris", "algemeen-directeur-gemeente-secretaris"),
        ("Medewerker KCC II", "kcc-medewerker-ii"),
        ("Beleidsmdw. I", "beleidsmedewerker-i"),
        ("Adm. mdw. A", "administratief-medewerker-a"),
    ],
)
def test_resolved(printed: str, found: str) -> None:
    assert NAMES.resolve(printed).id == found


@pytest.mark.parametrize(
    "printed",
    [
        "Adv. III",
        "Adviseur",
        "Mdw. III",
        "Medewerker locatie III",
        "Administratief medewerker B",
        "Beheerder",
        "",
        None,
    ],
)
def test_not_resolved(printed: str | None) -> None:
    assert NAMES.resolve(printed).id is None


def test_two_that_fit_alike_are_named_and_not_chosen() -> None:
    found = NAMES.resolve("Mdw. publ. III")

    assert found.id is None
    assert found.rivals == ("medewerker-publiek-iii", "medewerker-publieksvoorlichting-iii")


LEVELS = {"I": 1, "II": 2, "III": 3, "IV": 4, "V": 5, "1": 1, "2": 2, "3": 3}


@given(st.sampled_from(sorted(LEVELS)), st.sampled_from(sorted(LEVELS)))
def test_the_level_decides(one: str, other: str) -> None:
    assert same_name(f"Adviseur {one}", f"Adv. {other}") == (LEVELS[one] == LEVELS[other])


@given(st.permutations(["administratief", "juridisch", "medewerker"]))
def test_word_order_does_not_matter(words: list[str]) -> None:
    assert same_name("Juridisch administratief medewerker II", f"{' '.join(words)} II")
