"""How changes are told: what belongs together, what only follows, and where the reading is in doubt."""

from __future__ import annotations

import copy
from typing import Any

import pytest

from pipeline.diff.apply import apply, content
from pipeline.diff.comparing import compare
from pipeline.errors import DataInvalidError
from pipeline.models.base import Herkomst
from pipeline.models.bevindingen import Bevinding
from pipeline.models.wijzigingen import Wijziging, Wijzigingen
from tests.diff.books import book_dict, to_book


def edited(seed: int = 1) -> tuple[dict[str, Any], dict[str, Any]]:
    old = book_dict(seed, families=2)
    return old, copy.deepcopy(old)


def told(old: dict[str, Any], new: dict[str, Any], onderdeel: str) -> list[Wijziging]:
    return [c for c in compare(to_book(old), to_book(new), known=bool).wijzigingen if c.onderdeel == onderdeel]


def test_split_task_is_told_as_such() -> None:
    old, new = edited()
    for book in (old, new):
        book["functies"][0]["resultaatgebieden"][0]["taken"][0]["tekst"] = (
            "beheert de gemeentelijke begraafplaatsen en verleent vergunningen voor evenementen"
        )
    tasks = new["functies"][0]["resultaatgebieden"][0]["taken"]
    tasks[0]["tekst"] = "beheert de gemeentelijke begraafplaatsen"
    tasks.insert(1, {"tekst": "verleent vergunningen voor evenementen", "herkomst": {}})

    changes = told(old, new, "taak")

    assert sorted(c.soort for c in changes) == ["gewijzigd", "toegevoegd"]
    assert {c.verband.soort for c in changes if c.verband} == {"gesplitst"}
    assert all(c.verband and c.verband.met == (o.sleutel,) for c, o in zip(changes, changes[::-1], strict=True))
    back = told(new, old, "taak")
    assert {c.verband.soort for c in back if c.verband} == {"samengevoegd"}


def test_task_moved_and_changed_at_once_is_one_change() -> None:
    old, new = edited(3)
    function = next(f for f in new["functies"] if len(f["resultaatgebieden"]) > 1)
    task = function["resultaatgebieden"][0]["taken"].pop(0)
    task["tekst"] += " en dossiers"
    function["resultaatgebieden"][1]["taken"].append(task)

    (change,) = told(old, new, "taak")

    assert (change.soort, change.gewicht) == ("verplaatst", "inhoudelijk")
    assert change.verband is not None and change.verband.soort == "verplaatst-en-gewijzigd"
    assert change.toelichting is not None and "tegelijk gewijzigd" in change.toelichting


def test_other_order_is_told_once_a_list_and_never_lost() -> None:
    old, new = edited()
    new["functies"].reverse()
    found = compare(to_book(old), to_book(new))
    assert found.wijzigingen == ()
    (order,) = found.volgorde
    assert (order.onderdeel, order.posities) == ("functie", (5, 4, 3, 2, 1, 0))
    assert content(apply(to_book(old), found)) == content(to_book(new))


def test_level_and_its_copy_in_the_profile_are_one_event() -> None:
    old, new = edited()
    function, profile = new["functies"][0], new["profielen"][0]
    for item in (function["competenties"][0], profile["competenties"][0]):
        item |= {"niveau": "D" if item["niveau"] != "D" else "A", "niveaunaam": "anders"}
    profile["competenties"][0]["gedragsindicatoren"][0]["tekst"] = "Doet iets heel anders dan voorheen."

    changes = compare(to_book(old), to_book(new), known=bool).wijzigingen

    (leader,) = [c for c in changes if c.gevolg_van is None]
    assert (leader.onderdeel, leader.niveaubepalend) == ("niveau", True)
    assert {c.gevolg_van for c in changes if c is not leader} == {leader.sleutel}


def test_same_words_in_another_layout_are_no_change() -> None:
    """A heading of another level, an item that is a paragraph elsewhere."""
    old, new = edited()
    new["hoofdstukken"][0]["niveau"] = 3
    new["hoofdstukken"][1]["alineas"][0]["soort"] = "opsomming"
    found = compare(to_book(old), to_book(new))
    assert found.wijzigingen == ()
    assert [item.pad_nieuw for item in found.opmaak] == ["/hoofdstukken/0/niveau", "/hoofdstukken/1/alineas/0/soort"]
    assert content(apply(to_book(old), found)) == content(to_book(new))


def test_reference_that_is_resolved_later_is_a_consequence_of_the_new_function() -> None:
    old, new = edited()
    cell = {"schaal": 5, "functiereeks": "X", "functiegroep": "Y", "naam": "Mdw. Later", "punten": 200,
            "functie": None, "herkomst": {}}  # fmt: skip
    for book in (old, new):
        book["functiematrix"].append(dict(cell))
    extra = copy.deepcopy(new["functies"][0]) | {"id": "medewerker-later", "naam": "Medewerker later"}
    new["functies"].append(extra)
    new["functiematrix"][-1]["functie"] = "medewerker-later"

    (change,) = compare(to_book(old), to_book(new)).wijzigingen

    assert (change.soort, change.onderdeel) == ("toegevoegd", "functie")
    assert [more.waarde_nieuw for more in change.gevolgen] == ["medewerker-later"]


def doubt(herkomst: Herkomst, **more: Any) -> Bevinding:
    return Bevinding(
        code="twijfel-afbreekstreepje", ernst="info", betreft=more.pop("betreft", "lezen"), melding="Streepje onzeker.",
        herkomst=(herkomst,), **more,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("finding", "marked"),
    [
        (doubt(Herkomst(pagina=3, kader=(50, 100, 200, 110))), True),
        (doubt(Herkomst(pagina=3, kader=(50, 100, 200, 110)), citaten=("beleids-effecten",)), False),
        (doubt(Herkomst(pagina=3, kader=(50, 300, 200, 310))), False),
        (doubt(Herkomst(pagina=4, kader=(50, 100, 200, 110))), False),
        (doubt(Herkomst(pagina=3, kader=(50, 100, 200, 110)), betreft="boek"), False),
        (doubt(Herkomst(pagina=3, kader=(50, 100, 200, 110)), status="aanvaard", reden="Gezien."), False),
    ],
)
def test_doubt_of_the_reading_at_the_same_place_is_carried_along(finding: Bevinding, marked: bool) -> None:
    old, new = edited()
    for book, text in ((old, "voert taken uit"), (new, "voert taken op afstand uit")):
        book["functies"][0]["kenmerken"][0] = {
            "tekst": text, "nadruk": [], "nadruk_posities": [], "herkomst": {"pagina": 3, "kader": [40, 95, 300, 120]},
        }  # fmt: skip
    found = compare(to_book(old), to_book(new), findings_old=[finding], known=bool)
    (change,) = found.wijzigingen
    assert bool(change.twijfel) is marked
    if marked:
        assert change.twijfel[0].startswith("Mogelijk een leesfout (oude editie)")


@pytest.mark.parametrize(
    ("before", "after", "place", "marked"),
    [
        ("de functie-uitoefening", "de functieuitoefening", {"pagina": 3}, True),
        ("de functie-uitoefening", "de functieuitoefening", {"regel": 3}, False),
        ("reken- en taalwerk", "reken en taalwerk", {"pagina": 3}, False),
        ("de functie-uitoefening", "De functieuitoefening", {"pagina": 3}, False),
    ],
)
def test_lone_hyphen_inside_a_word_may_come_from_a_line_end(
    before: str, after: str, place: dict[str, int], marked: bool
) -> None:
    old, new = edited()
    for book, text in ((old, before), (new, after)):
        book["functies"][0]["kenmerken"][0] = {
            "tekst": text, "nadruk": [], "nadruk_posities": [], "herkomst": place,
        }  # fmt: skip
    (change,) = compare(to_book(old), to_book(new), known=bool).wijzigingen
    assert bool(change.twijfel) is marked


def test_changes_for_another_book_are_refused() -> None:
    old, new = edited()
    new["functies"][5]["kenmerken"][0]["tekst"] = "heel anders"
    found = compare(to_book(old), to_book(new), known=bool)
    small = to_book(book_dict(9, families=1, levels=1))
    with pytest.raises(DataInvalidError, match="staat niets in dit functieboek"):
        apply(small, found)


def test_changes_survive_their_json() -> None:
    old, new = edited()
    new["functies"].pop(2)
    new["titel"] = "Anders"
    found = compare(to_book(old), to_book(new))
    again = Wijzigingen.model_validate_json(found.model_dump_json())
    assert content(apply(to_book(old), again)) == content(to_book(new))


def test_keys_are_stable_when_only_the_place_in_the_book_changes() -> None:
    """An anchor in a report must survive a new reading, with other pages and positions."""
    old, new = edited()
    new["functies"][0]["kenmerken"][0]["tekst"] = "doet iets anders"
    keys = {c.sleutel for c in compare(to_book(old), to_book(new), known=bool).wijzigingen}
    for book in (old, new):
        book["functies"].reverse()
    assert keys == {c.sleutel for c in compare(to_book(old), to_book(new), known=bool).wijzigingen}
