"""``tonen`` and ``versies``: a book, a function, a workbook; names as people type them."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from python_calamine import CalamineWorkbook

from pipeline.errors import ExitCode
from pipeline.models.functieboek import Functie
from pipeline.models.io import to_json
from pipeline.render.boek_tekst import book_text, function_text, module_text
from pipeline.render.boek_xlsx import book_workbook
from pipeline.workspace import BOOK_FILE, Workspace, atomic_write
from tests.minibook import write_minibook
from tests.support import load_golden

Call = Callable[..., Any]
GOLDEN = load_golden("ommen-2018")


@pytest.fixture
def shelf(workspace: Workspace) -> Workspace:
    """A workspace with one edition."""
    atomic_write(workspace.extracted / "ommen" / BOOK_FILE, to_json(GOLDEN))
    return workspace


def test_an_edition_shows_its_functions_and_establishment(shelf: Workspace, call: Call) -> None:
    ran = call("tonen", "ommen", "--werkmap", shelf.root)
    assert (ran.code, ran.err) == (0, "")
    for functie in GOLDEN.functies:
        assert functie.naam in ran.out
    assert "Beschikbare functies (16, totaal 45 FTE)" in ran.out


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("Adviseur II", "Adviseur II "),
        ("adviseur-iii", "Adviseur III "),
        ("zweminstructeur", "Medewerker educatie III"),
        ("administratief & secretariael iii", "Medewerker administratief & secretariael III"),
        ("secretaris", "Algemeen directeur/(gemeente)secretaris"),
        ("Coördinatie", "Module Coördinatie"),
    ],
)
def test_a_function_is_found_by_name_id_local_name_or_part(
    shelf: Workspace, call: Call, typed: str, shown: str
) -> None:
    ran = call("tonen", "ommen", typed, "--werkmap", shelf.root)
    assert ran.code == 0
    assert ran.out.startswith(shown)


@pytest.mark.parametrize(
    ("typed", "words"),
    [("advis", "past op meer dan één functie"), ("Advizeur II", "Bedoelt u: Adviseur II"), ("", "Er is geen functie")],
)
def test_a_doubtful_name_lists_the_choices(shelf: Workspace, call: Call, typed: str, words: str) -> None:
    ran = call("tonen", "ommen", typed or "!", "--werkmap", shelf.root)
    assert ran.code == ExitCode.USAGE
    assert words in ran.err


def test_json_is_the_data(shelf: Workspace, call: Call) -> None:
    data = json.loads(call("tonen", "ommen", "Adviseur II", "--werkmap", shelf.root, "--json").out)
    assert Functie.model_validate_json(json.dumps(data)) in GOLDEN.functies


def test_a_book_is_also_a_json_file_or_a_source_that_is_read_first(
    shelf: Workspace, tmp_path: Path, call: Call
) -> None:
    path = shelf.extracted / "ommen" / BOOK_FILE
    assert "Adviseur II" in call("tonen", path).out
    other = tmp_path / "onze-versie.json"
    other.write_bytes(path.read_bytes())
    assert "Adviseur II" in call("tonen", other).out
    source = write_minibook(tmp_path / "los.md", "Beheerder")
    ran = call("tonen", source, "--werkmap", shelf.root)
    assert "Beheerder" in ran.out
    assert [edition.name for edition in shelf.editions()] == ["ommen"]
    inside = write_minibook(shelf.sources / "eigen.md", "Griffier")
    assert "Griffier" in call("tonen", inside, "--werkmap", shelf.root).out
    assert {edition.name for edition in shelf.editions()} == {"ommen", "eigen"}


def test_what_is_no_book_is_told(shelf: Workspace, tmp_path: Path, call: Call) -> None:
    (tmp_path / "x.json").write_text("{}")
    assert call("tonen", tmp_path / "x.json", "--werkmap", shelf.root).code == ExitCode.DATA_INVALID
    assert call("tonen", "niets", "--werkmap", shelf.root).code == ExitCode.USAGE
    assert call("tonen", tmp_path / "weg.pdf", "--werkmap", shelf.root).code == ExitCode.SOURCE_UNREADABLE


def test_every_text_of_a_function_stands_in_its_page() -> None:
    for functie in GOLDEN.functies:
        shown = " ".join(function_text(GOLDEN, functie, 90).replace("*", "").split())
        for kenmerk in functie.kenmerken:
            assert kenmerk.tekst in shown
        for area in functie.resultaatgebieden:
            assert all(taak.tekst in shown for taak in area.taken)
    for module in GOLDEN.modules:
        shown = " ".join(module_text(GOLDEN, module, 90).split())
        assert all(taak.tekst in shown for taak in module.taken)


def test_emphasis_is_shown() -> None:
    functie = next(f for f in GOLDEN.functies if f.id == "adviseur-ii")
    assert "*meerdere complexe en brede*" in function_text(GOLDEN, functie, 200)


def test_lines_fit_the_terminal() -> None:
    functie = GOLDEN.functies[0]
    assert max(map(len, function_text(GOLDEN, functie, 60).splitlines())) <= 80
    assert "Adviseur II" in book_text(GOLDEN, 60)


def test_the_workbook_holds_every_task_and_cell(shelf: Workspace, call: Call) -> None:
    ran = call("tonen", "ommen", "--xlsx", "--werkmap", shelf.root)
    path = shelf.output / "boeken" / "ommen.xlsx"
    assert str(path) in ran.out
    assert path.read_bytes() == book_workbook(GOLDEN)
    book = CalamineWorkbook.from_filelike(io.BytesIO(path.read_bytes()))
    tasks = {row[3] for row in book.get_sheet_by_name("Taken").to_python()[1:]}
    expected = {t.tekst for f in GOLDEN.functies for area in f.resultaatgebieden for t in area.taken}
    assert expected <= tasks
    assert len(book.get_sheet_by_name("Functiematrix").to_python()) == len(GOLDEN.functiematrix) + 1


def test_versies_lists_what_was_read(shelf: Workspace, workspace: Workspace, call: Call) -> None:
    ran = call("versies", "--werkmap", shelf.root)
    assert "ommen" in ran.out
    assert "2018-04-04" in ran.out
    (edition,) = json.loads(call("versies", "--werkmap", shelf.root, "--json").out)
    assert edition["naam"] == "ommen"


def test_versies_of_an_empty_workspace_tells_how_to_begin(workspace: Workspace, call: Call) -> None:
    ran = call("versies", "--werkmap", workspace.root)
    assert (ran.code, ran.out) == (0, "")
    assert "functieboek inlezen" in ran.err
