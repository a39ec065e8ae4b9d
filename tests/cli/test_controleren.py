"""``controleren``: what it prints and writes, what it accepts, and its exit codes."""

from __future__ import annotations

import io
import json
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from python_calamine import CalamineWorkbook

from pipeline.boeken import load_book
from pipeline.controle import checked_without_spelling, remember_spelling
from pipeline.dutch.spelling import Speller
from pipeline.errors import ExitCode
from pipeline.models.bevindingen import Bevinding, Bevindingen
from pipeline.models.io import to_json
from pipeline.workspace import BOOK_FILE, FINDINGS_FILE, Workspace, atomic_write
from tests.check.clean_book import changed, clean_book
from tests.minibook import write_minibook

Call = Callable[..., Any]
CLEAN = clean_book(1, 2)
WRONG = changed(CLEAN, "beschikbare_functies", 1, schaal=7)
"""A book with one error: the scale of the second row."""


@pytest.fixture
def shelf(workspace: Workspace) -> Workspace:
    """A workspace with a book with one error, and a doubt of the reader."""
    doubt = Bevinding(code="twijfel-afbreekstreepje", ernst="info", betreft="lezen", melding="Twijfel over werk-.")
    folder = workspace.extracted / "testdam"
    atomic_write(folder / BOOK_FILE, to_json(WRONG))
    atomic_write(folder / FINDINGS_FILE, to_json(Bevindingen(bron=WRONG.bron, bevindingen=(doubt,))))
    return workspace


def check(call: Call, shelf: Workspace, *options: str) -> Any:
    return call("controleren", "testdam", "--werkmap", shelf.root, "--zonder-spelling", *options)


def findings_of(path: Path) -> list[dict[str, Any]]:
    return json.loads(path.read_text("utf-8"))["bevindingen"]


def test_a_check_without_spelling_is_remembered(shelf: Workspace, call: Call) -> None:
    """The findings do not tell whether nothing was wrong or nobody looked; with --uit the kept findings stay theirs."""
    check(call, shelf, "--uit", str(shelf.root / "elders"))
    assert not checked_without_spelling(shelf, load_book(shelf, "testdam"))

    check(call, shelf)
    loaded = load_book(shelf, "testdam")
    assert checked_without_spelling(shelf, loaded)

    remember_spelling(shelf, loaded, looked=True)
    assert not checked_without_spelling(shelf, loaded)


def test_the_screen_shows_place_sentence_advice_and_key(shelf: Workspace, call: Call) -> None:
    ran = check(call, shelf)

    assert ran.code == ExitCode.OK
    assert "Adviseur groen II\n-----------------\nFOUT  blz. 6, 7\n" in ran.out
    assert "→ Stel vast welke schaal geldt" in ran.out
    assert "[schaal-wijkt-af, sleutel " in ran.out
    assert "1 fout, 1 opmerking in testdam.pdf, waarvan 1 over het lezen." in ran.out


def test_leaving_out_the_spelling_takes_nothing_away_from_what_is_kept(shelf: Workspace, call: Call) -> None:
    """What an earlier run found in the language stays in the files, and is not on the screen; unless it is switched
    off in the settings."""
    path = shelf.extracted / "testdam" / FINDINGS_FILE
    word = Bevinding(
        code="onbekend-woord", ernst="waarschuwing", betreft="boek", melding="Woord “hius”?", sleutel="abcdef123456"
    )
    doubt = Bevindingen.model_validate_json(path.read_text("utf-8")).bevindingen
    path.write_text(to_json(Bevindingen(bron=WRONG.bron, bevindingen=(*doubt, word))), encoding="utf-8")
    for _ in range(2):
        assert "hius" not in check(call, shelf, "--tot", "fout").out
        assert sorted(one["code"] for one in findings_of(path)) == sorted(
            ["schaal-wijkt-af", "twijfel-afbreekstreepje", "onbekend-woord"]
        )
    assert "hius" in (shelf.output / "bevindingen" / "testdam.html").read_text("utf-8")
    shelf.settings_file.write_text("[controleren]\nspelling = false\n", encoding="utf-8")
    check(call, shelf)
    assert "onbekend-woord" not in path.read_text("utf-8")


def test_the_files_stand_in_the_workspace(shelf: Workspace, call: Call) -> None:
    ran = check(call, shelf)

    output = shelf.output / "bevindingen"
    codes = [item["code"] for item in findings_of(shelf.extracted / "testdam" / FINDINGS_FILE)]
    assert sorted(codes) == ["schaal-wijkt-af", "twijfel-afbreekstreepje"]
    assert "schaal-wijkt-af" in (output / "testdam.html").read_text("utf-8")
    assert (output / "testdam.xlsx").is_file()
    assert str(output / "testdam.html") in ran.err


def test_a_second_run_writes_the_same_bytes(shelf: Workspace, call: Call) -> None:
    check(call, shelf)
    files = [shelf.extracted / "testdam" / FINDINGS_FILE, *(shelf.output / "bevindingen").iterdir()]
    first = [file.read_bytes() for file in files]

    check(call, shelf)

    assert [file.read_bytes() for file in files] == first


def test_uit_writes_elsewhere(shelf: Workspace, call: Call, tmp_path: Path) -> None:
    before = (shelf.extracted / "testdam" / FINDINGS_FILE).read_bytes()

    check(call, shelf, "--uit", str(tmp_path / "uit"))

    assert sorted(path.name for path in (tmp_path / "uit").iterdir()) == [
        "bevindingen.json",
        "testdam.html",
        "testdam.xlsx",
    ]
    assert (shelf.extracted / "testdam" / FINDINGS_FILE).read_bytes() == before
    assert not (shelf.output / "bevindingen").exists()


def test_json_goes_to_stdout_alone(shelf: Workspace, call: Call) -> None:
    ran = check(call, shelf, "--json")

    assert json.loads(ran.out)["schema"] == "bevindingen/1"


def test_streng_ends_with_ten_while_an_error_is_open(shelf: Workspace, call: Call) -> None:
    ran = check(call, shelf, "--streng")

    assert ran.code == ExitCode.FINDINGS
    assert "1 fout open" in ran.err
    assert (shelf.output / "bevindingen" / "testdam.html").is_file()


def test_lighter_findings_can_be_left_off_the_screen(shelf: Workspace, call: Call) -> None:
    ran = check(call, shelf, "--tot", "waarschuwing")

    assert "twijfel-afbreekstreepje" not in ran.out
    assert "1 lichtere bevinding(en)" in ran.out


def test_an_accepted_error_does_not_stop_a_script(shelf: Workspace, call: Call) -> None:
    check(call, shelf)
    found = findings_of(shelf.extracted / "testdam" / FINDINGS_FILE)
    key = next(item["sleutel"] for item in found if item["code"] == "schaal-wijkt-af")

    accepted = check(call, shelf, "--aanvaard", key[:8], "--reden", 'Zo "vastgesteld".', "--wie", "A. Jansen")
    ran = check(call, shelf, "--streng")

    assert accepted.code == ran.code == ExitCode.OK
    assert "1 aanvaard: schaal-wijkt-af." in ran.out
    entry = tomllib.loads(shelf.settings_file.read_text("utf-8"))["aanvaard"][0]
    assert (entry["sleutel"], entry["reden"], entry["wie"]) == (key, 'Zo "vastgesteld".', "A. Jansen")
    assert "Aanvaard omdat:" in (shelf.output / "bevindingen" / "testdam.html").read_text("utf-8")


@pytest.mark.parametrize(
    ("options", "word"),
    [
        (["--aanvaard", "000000000000", "--reden", "Zo is het"], "Geen enkele bevinding"),
        (["--aanvaard", "3f9a1c20"], "hoort een reden"),
        (["--reden", "Zo is het"], "hoort bij --aanvaard"),
    ],
)
def test_accepting_in_vain_says_why(shelf: Workspace, call: Call, options: list[str], word: str) -> None:
    ran = check(call, shelf, *options)

    assert (ran.code, word in ran.err) == (ExitCode.USAGE, True)
    assert shelf.settings_file.read_text("utf-8") == ""


def test_a_wrong_code_in_the_settings_is_named(shelf: Workspace, call: Call) -> None:
    shelf.settings_file.write_text('[controleren]\nuit = ["schaal-wijkt-aff"]\n', "utf-8")

    ran = check(call, shelf)

    assert ran.code == ExitCode.DATA_INVALID
    assert "Bedoelt u schaal-wijkt-af?" in ran.err


def test_the_rules_are_listed(call: Call) -> None:
    ran = call("controleren", "--regels")
    listed = json.loads(call("controleren", "--regels", "--json").out)

    assert ran.code == ExitCode.OK
    assert "schaal-wijkt-af  (fout)" in ran.out
    assert "Tussen de onderdelen van het boek" in ran.out
    assert {"code", "ernst", "betreft", "soort", "uitleg", "bron"} == set(listed[0])
    assert all(rule["uitleg"].endswith(".") for rule in listed)


def test_without_a_book_it_says_what_to_give(call: Call) -> None:
    ran = call("controleren")

    assert ran.code == ExitCode.USAGE
    assert "functieboek controleren functieboek-2022" in ran.err


def test_a_source_is_read_first_and_spelling_is_remembered(
    workspace: Workspace, call: Call, monkeypatch: Any, speller: Speller
) -> None:
    monkeypatch.delenv("FUNCTIEBOEK_CACHE", raising=False)
    monkeypatch.setattr(Speller, "_dictionary", speller._dictionary)  # loading it once is enough for all tests
    monkeypatch.setattr(Speller, "_forms", speller._forms)
    source = write_minibook(workspace.sources / "mini.md")
    source.write_text(source.read_text("utf-8").replace("stelt rapportages op", "stelt raportages op"), "utf-8")

    ran = call("controleren", source, "--werkmap", workspace.root)

    assert ran.code == ExitCode.OK
    assert "“raportages”" in ran.out
    assert "regel " in ran.out
    kept = next(workspace.state.rglob("spelling-nl.json"))
    assert "raportages" in json.loads(kept.read_text("utf-8"))["onbekend"]


def test_the_workbook_has_a_row_for_each_finding(shelf: Workspace, call: Call) -> None:
    check(call, shelf)

    data = (shelf.output / "bevindingen" / "testdam.xlsx").read_bytes()
    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    rows = book.get_sheet_by_name("Bevindingen").to_python()
    assert rows[0][:4] == ["Nr", "Ernst", "Functie", "Bevinding"]
    assert [row[1] for row in rows[1:]] == ["fout", "info"]
    assert book.get_sheet_by_name("Uitleg").to_python()[1][0] == "Schaal wijkt af"


def test_the_logboek_tells_what_was_checked_and_accepted(shelf: Workspace, call: Call) -> None:
    check(call, shelf)
    found = findings_of(shelf.extracted / "testdam" / FINDINGS_FILE)
    key = next(item["sleutel"] for item in found if item["ernst"] == "fout")

    check(call, shelf, "--aanvaard", key, "--reden", "Zo vastgesteld", "--wie", "A. Jansen")

    lines = [json.loads(line) for line in shelf.logbook.read_text("utf-8").splitlines()]
    assert [line["handeling"] for line in lines] == ["controleren", "aanvaarden", "controleren"]
    assert lines[0]["gegevens"]["fout"] == 1
    assert (lines[1]["wie"], lines[1]["gegevens"]["reden"]) == ("A. Jansen", "Zo vastgesteld")
    assert lines[2]["gegevens"]["fout"] == 0
    assert call("logboek", "controleren", "--werkmap", shelf.root).code == ExitCode.OK
