"""``vergelijken``, ``historie`` and ``logboek`` as the shell sees them."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from pipeline.errors import ExitCode
from pipeline.models.io import to_json
from pipeline.workspace import BOOK_FILE, Workspace, atomic_write
from tests.diff.books import book_dict, to_book
from tests.diff.mutations import mutate
from tests.diff.test_was_wordt import renamed_copy

Call = Callable[..., Any]
OUTPUTS = {
    "wijzigingen.json", "wijzigingen.html", "wijzigingen.docx", "wijzigingen.xlsx", "was-wordt.xlsx", "verklaring.json",
}  # fmt: skip


@pytest.fixture
def shelf(workspace: Workspace) -> Workspace:
    """A workspace with three editions: a function renamed in the second, a task changed in the third."""
    first = book_dict(21, families=2)
    second = renamed_copy(first, 1, "Regisseur Wonen II") | {"versie": "2021", "peildatum": "2021-01-01"}
    third = mutate(second, 1, 0).book | {"versie": "2022", "peildatum": "2022-01-01"}
    third["functies"][1]["resultaatgebieden"][0]["taken"][0]["tekst"] = "doet voortaan iets heel anders"
    for name, data in (("a-2020", first | {"peildatum": "2020-05-01"}), ("b-2021", second), ("c-2022", third)):
        atomic_write(workspace.extracted / name / BOOK_FILE, to_json(to_book(data)))
    return workspace


def test_comparison_is_written_told_and_logged(shelf: Workspace, call: Call) -> None:
    ran = call("vergelijken", "a-2020", "b-2021", "--werkmap", shelf.root)
    folder = shelf.output / "wijzigingen" / "a-2020--b-2021"
    assert ran.code == 0
    assert {path.name for path in folder.iterdir()} == OUTPUTS
    assert "Hernoemde functies:" in ran.out and "Regisseur Wonen II" in ran.out
    assert "Geschreven:" in ran.err and "Geschreven:" not in ran.out
    (line,) = (shelf.root / "logboek.jsonl").read_text(encoding="utf-8").splitlines()
    assert {item["naam"].rsplit("/", 1)[1] for item in json.loads(line)["uitvoer"]} == OUTPUTS


def test_other_folder_holds_the_files_themselves(shelf: Workspace, call: Call, tmp_path: Path) -> None:
    ran = call("vergelijken", "a-2020", "b-2021", "--werkmap", shelf.root, "--uit", tmp_path / "uit", "--json")
    assert ran.code == 0
    assert {path.name for path in (tmp_path / "uit").iterdir()} == OUTPUTS
    assert json.loads(ran.out)["schema"] == "wijzigingen/1"
    assert json.loads(ran.out) == json.loads((tmp_path / "uit" / "wijzigingen.json").read_bytes())


def test_comparing_twice_gives_the_same_files(shelf: Workspace, call: Call, tmp_path: Path) -> None:
    for name in ("een", "twee"):
        call("vergelijken", "b-2021", "c-2022", "--werkmap", shelf.root, "--uit", tmp_path / name)
    for name in OUTPUTS:
        assert (tmp_path / "een" / name).read_bytes() == (tmp_path / "twee" / name).read_bytes(), name


def test_author_and_date_come_from_options_settings_and_book(shelf: Workspace, call: Call, tmp_path: Path) -> None:
    shelf.settings_file.write_text('[vergelijken]\nauteur = "Team HR"\nbeelden = "geen"\n', encoding="utf-8")
    call("vergelijken", "b-2021", "c-2022", "--werkmap", shelf.root, "--uit", tmp_path / "een")
    call("vergelijken", "b-2021", "c-2022", "--werkmap", shelf.root, "--uit", tmp_path / "twee", "--auteur", "Jansen",
         "--datum", "2030-02-03")  # fmt: skip
    chosen = [
        json.loads((tmp_path / name / "verklaring.json").read_bytes())["predicate"]["instellingen"]
        for name in ("een", "twee")
    ]
    assert chosen == [
        {"auteur": "Team HR", "datum": "2022-01-01", "beelden": "geen"},
        {"auteur": "Jansen", "datum": "2030-02-03", "beelden": "geen"},
    ]


def test_unknown_book_and_wrong_date_are_wrong_use(shelf: Workspace, call: Call) -> None:
    missing = call("vergelijken", "a-2020", "z-2030", "--werkmap", shelf.root)
    assert (missing.code, missing.out) == (ExitCode.USAGE, "")
    assert "Wel ingelezen: a-2020, b-2021, c-2022" in missing.err
    assert call("vergelijken", "a-2020", "b-2021", "--datum", "3 mei").code == ExitCode.USAGE


def test_output_that_cannot_be_written_is_told(shelf: Workspace, call: Call) -> None:
    (shelf.output / "wijzigingen").write_text("in de weg", encoding="utf-8")
    ran = call("vergelijken", "a-2020", "b-2021", "--werkmap", shelf.root)
    assert ran.code == ExitCode.OUTPUT_NOT_WRITABLE
    assert "Traceback" not in ran.err


def test_history_follows_the_function_under_its_old_and_new_name(shelf: Workspace, call: Call) -> None:
    ran = call("historie", "regisseur wonen", "--werkmap", shelf.root)
    assert ran.code == 0
    for text in ("a-2020", "b-2021", "c-2022", "Regisseur Wonen II", "doet voortaan iets heel anders"):
        assert text in ran.out
    old_name = to_book(book_dict(21, families=2)).functies[1].naam
    data = json.loads(call("historie", old_name, "--werkmap", shelf.root, "--json").out)
    assert [stage["naam"] for stage in data] == [old_name, "Regisseur Wonen II", "Regisseur Wonen II"]


def test_history_knows_available_functions_and_tells_in_dutch_order(shelf: Workspace, call: Call) -> None:
    book = to_book(book_dict(21, families=2))
    own = {functie.naam for functie in book.functies}
    rows = [row for row in book.beschikbare_functies if row.functie and row.naam not in own]
    row = next(row for row in rows if sum(one.naam == row.naam for one in rows) == 1)
    data = json.loads(call("historie", row.naam.upper(), "--werkmap", shelf.root, "--json").out)
    assert row.functie in {stage["functie"] for stage in data}
    assert "taak toegevoegd (" in call("historie", "regisseur wonen", "--werkmap", shelf.root).out


def test_a_comparison_that_looks_the_wrong_way_round_is_told(shelf: Workspace, call: Call) -> None:
    back = call("vergelijken", "b-2021", "a-2020", "--werkmap", shelf.root)
    assert back.code == 0
    assert "a-2020 (1 mei 2020) is ouder dan b-2021 (1 januari 2021)" in back.err
    same = call("vergelijken", "c-2022", "c-2022", "--werkmap", shelf.root)
    assert "uit hetzelfde bestand gelezen" in same.err
    assert "ouder dan" not in call("vergelijken", "b-2021", "c-2022", "--werkmap", shelf.root).err


def test_history_of_an_unknown_function_names_the_books(shelf: Workspace, call: Call) -> None:
    ran = call("historie", "tovenaar", "--werkmap", shelf.root)
    assert ran.code == ExitCode.USAGE
    assert "Doorzocht: a-2020, b-2021, c-2022" in ran.err


def test_logboek_is_shown_and_verified(shelf: Workspace, call: Call) -> None:
    assert "leeg" in call("logboek", "controleren", "--werkmap", shelf.root).out
    call("vergelijken", "a-2020", "b-2021", "--werkmap", shelf.root)
    call("vergelijken", "b-2021", "c-2022", "--werkmap", shelf.root)
    shown = call("logboek", "tonen", "--werkmap", shelf.root, "--laatste", "1")
    assert "vergelijken" in shown.out and shown.out.count("vergelijken") == 1
    good = call("logboek", "controleren", "--werkmap", shelf.root)
    assert good.code == 0
    assert "De keten van 2 regels is heel." in good.out
    assert "12 gemaakte bestanden zijn zoals het logboek zegt." in good.out


def test_tampering_with_logboek_or_output_is_exit_7(shelf: Workspace, call: Call) -> None:
    call("vergelijken", "a-2020", "b-2021", "--werkmap", shelf.root)
    kop = json.loads(call("logboek", "controleren", "--werkmap", shelf.root, "--json").out)["kop"]
    report = shelf.output / "wijzigingen" / "a-2020--b-2021" / "wijzigingen.html"
    report.write_text(report.read_text(encoding="utf-8") + " ", encoding="utf-8")
    changed = call("logboek", "controleren", "--werkmap", shelf.root)
    assert changed.code == ExitCode.DATA_INVALID
    assert "wijzigingen.html" in changed.out and "veranderd" in changed.out
    (shelf.root / "logboek.jsonl").unlink()
    cut = call("logboek", "controleren", "--werkmap", shelf.root, "--kop", kop)
    assert cut.code == ExitCode.DATA_INVALID
    assert "ontbreken regels" in cut.out
