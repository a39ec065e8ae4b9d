"""Which function is which."""

from __future__ import annotations

import copy
from random import Random
from typing import Any

import pytest

from pipeline.diff.comparing import compare
from pipeline.diff.matching import level_suffix, match_functions
from tests.diff.books import Writer, book_dict, function, to_book


def renamed(data: dict[str, Any], place: int, naam: str) -> None:
    from pipeline.models.functieboek import slug

    old = data["functies"][place]["id"]
    data["functies"][place] |= {"naam": naam, "id": slug(naam)}
    for key in ("profielen", "functiematrix", "beschikbare_functies"):
        for item in data[key]:
            if item["functie"] == old:
                item["functie"] = slug(naam)


@pytest.mark.parametrize(
    ("naam", "base", "level"),
    [
        ("Adviseur II", "adviseur", ("ii",)),
        ("Adviseur", "adviseur", ()),
        ("Senior beheerder", "beheerder", ("senior",)),
        ("Medewerker schaal 10A", "medewerker", ("schaal", "10a")),
        ("Beleidsmedewerker B", "beleidsmedewerker", ("b",)),
        ("Medewerker niveau 3", "medewerker", ("niveau", "3")),
        ("IV", "iv", ()),
    ],
)
def test_level_is_split_off_the_name(naam: str, base: str, level: tuple[str, ...]) -> None:
    assert level_suffix(naam) == (base, level)


def test_other_level_is_another_function_however_alike_the_names() -> None:
    """Adviseur II goes, Adviseur III comes, with other texts: no rename."""
    old = book_dict(1, families=2)
    new = copy.deepcopy(old)
    naam = old["functies"][0]["naam"]
    assert naam.endswith(" I")
    new["functies"][0] = function(Writer(Random(99)), naam + "V")
    new["profielen"] = [p for p in new["profielen"] if p["functie"] != old["functies"][0]["id"]]

    kinds = [c.soort for c in compare(to_book(old), to_book(new)).wijzigingen if c.onderdeel == "functie"]

    assert sorted(kinds) == ["toegevoegd", "vervallen"]


def test_same_contents_under_another_level_is_a_rename() -> None:
    old = book_dict(2, families=2)
    new = copy.deepcopy(old)
    renamed(new, 0, old["functies"][0]["naam"].removesuffix("I") + "IX")

    (link,) = [link for link in match_functions(to_book(old), to_book(new)).links if not link.exact]

    assert (link.old, link.new) == (0, 0)
    assert link.content == pytest.approx(1.0)


def test_too_close_to_call_is_told_and_not_guessed() -> None:
    """Two functions with the same text, both renamed: which is which cannot be known."""
    old = book_dict(3, families=2, levels=2)
    twin = copy.deepcopy(old["functies"][0])
    twin |= {"naam": "Tweeling I", "id": "tweeling-i"}
    old["functies"].append(twin)
    old["profielen"] = []
    new = copy.deepcopy(old)
    renamed(new, 0, "Zus I")
    renamed(new, len(new["functies"]) - 1, "Broer I")

    found = compare(to_book(old), to_book(new))

    kinds = sorted(c.soort for c in found.wijzigingen if c.onderdeel == "functie")
    assert kinds == ["toegevoegd", "toegevoegd", "vervallen", "vervallen"]
    assert {item.code for item in found.bevindingen} == {"koppeling-onzeker"}
    assert "bijna even aannemelijk" in found.bevindingen[0].melding


def test_function_described_twice_keeps_its_own_text() -> None:
    """The second gets -2; when they change places, each is found by what it says."""
    old = book_dict(4, families=2)
    twin = function(Writer(Random(5)), old["functies"][0]["naam"])
    twin["id"] += "-2"
    old["functies"].append(twin)
    new = copy.deepcopy(old)
    first, second = new["functies"][0], new["functies"][-1]
    new["functies"][0], new["functies"][-1] = second | {"id": first["id"]}, first | {"id": second["id"]}

    pairs = match_functions(to_book(old), to_book(new)).pairs

    last = len(old["functies"]) - 1
    assert (pairs[0], pairs[last]) == (last, 0)


def test_rename_says_why_it_is_one() -> None:
    old = book_dict(6)
    new = copy.deepcopy(old)
    renamed(new, 1, "Regisseur Omgeving II")
    (change,) = [
        c for c in compare(to_book(old), to_book(new)).wijzigingen if c.soort == "hernoemd" and c.onderdeel == "functie"
    ]
    assert change.toelichting is not None
    assert "100% overeenkomst in inhoud" in change.toelichting
    assert change.gevolgen[0].pad_nieuw == "/functies/1/id"


def test_empty_books_and_books_without_functions_compare() -> None:
    data = book_dict(7)
    for key in (
        "functies",
        "profielen",
        "functiematrix",
        "beschikbare_functies",
        "modules",
        "hoofdstukken",
        "clusters",
    ):
        data[key] = []
    empty = to_book(data)
    assert compare(empty, empty).wijzigingen == ()
    assert len([c for c in compare(empty, to_book(book_dict(7))).wijzigingen if c.onderdeel == "functie"]) == 9
