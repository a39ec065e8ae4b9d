"""What became of each function, the summary, and the life of one function."""

from __future__ import annotations

import copy
from typing import Any

import pytest

from pipeline.diff.comparing import compare
from pipeline.diff.history import history
from pipeline.diff.summary import summarise
from pipeline.diff.was_wordt import places, was_wordt
from pipeline.models.functieboek import Functieboek, slug
from pipeline.models.vergelijking import Samenvatting, WasWordt
from tests.diff.books import book_dict, to_book
from tests.support import load_golden


def outcome(old: dict[str, Any], new: dict[str, Any]) -> tuple[list[WasWordt], Samenvatting]:
    a, b = to_book(old), to_book(new)
    changes = compare(a, b, known=bool)
    return list(was_wordt(a, b, changes)), summarise(a, b, changes)


def edited() -> tuple[dict[str, Any], dict[str, Any]]:
    old = book_dict(11, families=2)
    return old, copy.deepcopy(old)


def test_every_function_of_both_books_has_one_row() -> None:
    a, b = load_golden("ommen-2018"), load_golden("ommen-2021")
    rows = was_wordt(a, b, compare(a, b, known=bool))
    assert [row.was for row in rows if row.was] == [functie.id for functie in a.functies]
    assert {row.wordt for row in rows if row.wordt} == {functie.id for functie in b.functies}
    by_name = {row.was_naam or row.wordt_naam: row for row in rows}
    assert by_name["Medewerker educatie III"].status == "vervallen"
    assert by_name["Adviseur V"].status == "nieuw"
    assert by_name["Medewerker publiek III"].wordt_naam == "Medewerker klantcontact III"
    assert by_name["Medewerker ontwikkeling I"].wordt_schaal == (13,)
    assert "schaal 12 → 13" in by_name["Medewerker ontwikkeling I"].reden


def test_untouched_function_is_ongewijzigd_and_whole() -> None:
    old, new = edited()
    rows, summary = outcome(old, new)
    assert {(row.status, row.gelijk, row.gewijzigd) for row in rows} == {("ongewijzigd", 1.0, 0.0)}
    assert summary.totaal == 0
    assert summary.signalen == ()


def test_only_another_name_leaves_the_work_unchanged() -> None:
    old, new = edited()
    functie = new["functies"][0]
    before = functie["id"]
    functie["naam"] = "Specialist Wonen I"
    functie["id"] = slug(functie["naam"])
    for key in ("profielen", "functiematrix", "beschikbare_functies"):
        for item in new[key]:
            if item["functie"] == before:
                item["functie"] = functie["id"]
    row = outcome(old, new)[0][0]
    assert (row.status, row.gelijk) == ("ongewijzigd", 1.0)
    assert "de naam was" in row.reden


def test_shares_add_up_and_follow_the_weight() -> None:
    old, new = edited()
    kenmerken = new["functies"][0]["kenmerken"]
    kenmerken[0]["tekst"] = kenmerken[0]["tekst"].upper()
    kenmerken[1]["tekst"] = "doet volstrekt iets anders"
    kenmerken[1]["nadruk"], kenmerken[1]["nadruk_posities"] = [], []
    row = outcome(old, new)[0][0]
    assert row.gelijk + row.redactioneel + row.gewijzigd == pytest.approx(1.0, abs=1e-3)
    assert row.redactioneel > 0 and row.gewijzigd > 0
    assert row.status == "gewijzigd"


def test_available_functions_have_rows_of_their_own() -> None:
    old, new = edited()
    new["beschikbare_functies"][0]["formatie"] = 9.5
    gone = new["beschikbare_functies"].pop(3)
    a, b = to_book(old), to_book(new)
    rows = places(a, b, compare(a, b, known=bool))
    assert rows[0].status == "gewijzigd" and "FTE" in rows[0].reden
    assert [row.was_naam for row in rows if row.status == "vervallen"] == [gone["naam"]]


def test_fte_by_scale_counts_every_row_once() -> None:
    a, b = load_golden("ommen-2018"), load_golden("ommen-2021")
    summary = summarise(a, b, compare(a, b, known=bool))
    assert (summary.fte_oud, summary.fte_nieuw) == (45.0, 48.5)
    assert (summary.fte_gedrukt_oud, summary.fte_gedrukt_nieuw) == (45.0, 48.5)
    assert [(row.schaal, row.oud, row.nieuw) for row in summary.fte[:2]] == [("14", 1.0, 1.0), ("13", 0.0, 4.0)]


def test_signals_name_the_topic_and_decide_nothing() -> None:
    a, b = load_golden("ommen-2018"), load_golden("ommen-2021")
    signals = summarise(a, b, compare(a, b, known=bool)).signalen
    topics = {signal.onderwerp for signal in signals}
    assert {"Functies vervallen of nieuw", "Bezetting", "Waardering", "Verdeling van bevoegdheden"} <= topics
    for signal in signals:
        assert "moet" not in signal.tekst and "verplicht" not in signal.tekst


def test_other_scale_at_the_same_points_points_at_the_conversion_table() -> None:
    old, new = edited()
    new["functiematrix"][0]["schaal"] += 1
    topics = {signal.onderwerp for signal in outcome(old, new)[1].signalen}
    assert "Conversietabel" in topics


def renamed_copy(data: dict[str, Any], place: int, naam: str) -> dict[str, Any]:
    out = copy.deepcopy(data)
    before = out["functies"][place]["id"]
    out["functies"][place] |= {"naam": naam, "id": slug(naam)}
    for key in ("profielen", "functiematrix", "beschikbare_functies"):
        for item in out[key]:
            if item["functie"] == before:
                item["functie"] = slug(naam)
    return out


def test_history_follows_a_function_through_its_names_both_ways() -> None:
    first = book_dict(12, families=2)
    second = renamed_copy(first, 1, "Regisseur Wonen II")
    third = renamed_copy(second, 1, "Consulent Wonen II")
    third["functies"][1]["kenmerken"].pop()
    fourth = copy.deepcopy(third)
    del fourth["functies"][1]
    books: list[tuple[str, Functieboek]] = [
        (name, to_book(data)) for name, data in zip("abcd", (first, second, third, fourth), strict=True)
    ]

    stages = history(books, 1, "regisseur-wonen-ii", known=bool)

    names = [stage.functie.naam if stage.functie else None for stage in stages]
    assert names == [first["functies"][1]["naam"], "Regisseur Wonen II", "Consulent Wonen II", None]
    assert {c.soort for c in stages[2].changes if c.onderdeel == "kenmerk"} == {"vervallen"}
    assert any(c.onderdeel == "functie" and c.soort == "vervallen" for c in stages[3].changes)
    assert stages[0].changes == ()
