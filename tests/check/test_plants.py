"""A clean book gives nothing; an error planted in it gives exactly the finding that tells of it."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.check import check, rules
from pipeline.models.instellingen import Controleren, Conversietabel
from tests.check.clean_book import changed, clean_book
from tests.check.plants import PLANTS, cell

BOOK = clean_book()
LIGHT = {"info"}
BY_TABLE = {"schaal-niet-bij-punten", "banden-overlappen"}
"""Rules that need a conversion table have tests of their own."""
WITHOUT_LIST = {"schrijfwijze-verschilt"}
"""With the word list the rules of spelling tell the same with more certainty."""


def told(book, findings, **options):
    return [(item.ernst, item.code) for item in findings(book, **options)]


@pytest.mark.parametrize(("families", "levels"), [(1, 1), (1, 3), (3, 3), (2, 4), (12, 4)])
def test_a_clean_book_gives_nothing(findings, families, levels):
    """Not a single finding, whatever the size of the book."""
    assert told(clean_book(families, levels), findings) == []


def test_an_empty_book_gives_nothing(findings):
    """A book in which only the file is known has nothing to contradict."""
    empty = BOOK.model_copy(
        update=dict.fromkeys(("functies", "profielen", "modules", "functiematrix", "beschikbare_functies"), ())
        | {"clusters": (), "organisatiecompetenties": (), "hoofdstukken": (), "totaal_formatie": None}
    )

    assert told(empty, findings) == []


@pytest.mark.parametrize("name", PLANTS)
def test_a_planted_error_is_found_and_nothing_else(name, findings):
    """The planted error gives one finding of its code; what else there is weighs no more than a remark."""
    code, plant = PLANTS[name]

    found = told(plant(BOOK, 4), findings)

    assert [one for _, one in found if one == code] == [code]
    assert [one for weight, one in found if one != code and weight not in LIGHT] == []


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(name=st.sampled_from(sorted(PLANTS)), place=st.integers(0, 7))
def test_an_error_is_found_wherever_it_stands(name, place, findings):
    """Hypothesis chooses the kind of error and the function in which it is planted."""
    code, plant = PLANTS[name]

    found = told(plant(BOOK, place), findings)

    assert [one for _, one in found if one == code] == [code]
    assert [one for weight, one in found if one != code and weight not in LIGHT] == []


def test_every_rule_has_a_plant():
    """No rule goes without a test that it finds what it is for."""
    planted = {code for code, _ in PLANTS.values()}
    computed = {known.code for known in rules() if known.run is not None}

    assert computed - planted - BY_TABLE - WITHOUT_LIST == set()


def test_two_spellings_are_found_without_the_word_list():
    """Texts that should be equal and differ in a letter need no dictionary."""
    text = (BOOK.profielen[1].competenties[0].definitie or "").replace("gemeenschappelijk", "gemeenschapelijk")
    found = check(changed(BOOK, "profielen", 1, "competenties", 0, definitie=text)).bevindingen

    assert [item.code for item in found] == ["schrijfwijze-verschilt"]
    assert "“gemeenschapelijk”" in found[0].melding


TABLE = Conversietabel(
    bron="Besluit van 1 mei 2024", schalen={"9": (500, 599), "10": (600, 679), "11": (680, 759), "12": (760, 831)}
)


def test_points_that_fit_the_conversion_table_give_nothing(findings):
    """The book's own table and its matrix agree."""
    assert told(BOOK, findings, conversion=TABLE) == []


def test_points_outside_the_band_of_their_scale(findings):
    """The sentence says which scale the table gives."""
    found = findings(
        changed(BOOK, "functiematrix", 4, punten=755),
        conversion=TABLE.model_copy(update={"schalen": {**TABLE.schalen, "11": (680, 739), "12": (740, 831)}}),
    )

    assert [item.code for item in found] == ["schaal-niet-bij-punten"]
    assert f"{cell(BOOK, 4).naam} heeft 755 punten" in found[0].melding
    assert "schaal 12" in found[0].melding


@pytest.mark.parametrize(
    ("bands", "word"),
    [
        ({"9": (500, 600), "10": (600, 679), "11": (680, 759), "12": (760, 831)}, "overlappen bij 600"),
        ({"9": (500, 590), "10": (600, 679), "11": (680, 759), "12": (760, 831)}, "gat van 591 tot en met 599"),
    ],
)
def test_bands_that_overlap_or_leave_a_gap(findings, bands, word):
    """A table that gives two scales or none for a number of points is itself at fault."""
    found = findings(BOOK, conversion=Conversietabel(schalen=bands))

    assert [item.code for item in found] == ["banden-overlappen"]
    assert word in found[0].melding


def test_scales_between_are_in_order(findings):
    """10A lies between 10 and 11, in the book and in the table."""
    bands = {"9": (500, 599), "10": (600, 649), "10A": (650, 679), "11": (680, 759), "12": (760, 831)}
    book = BOOK
    for i in (2, 5, 8):
        book = changed(
            changed(book, "functiematrix", i, schaal="10A", punten=660), "beschikbare_functies", i, schaal="10A"
        )

    assert told(book, findings, conversion=Conversietabel(schalen=bands)) == []


def test_a_rule_that_is_off_says_nothing(findings):
    """The rule of the planted error is switched off."""
    code, plant = PLANTS["schaal-wijkt-af: scale_of_a_row"]

    assert told(plant(BOOK, 4), findings, settings=Controleren(uit=(code,))) == []
