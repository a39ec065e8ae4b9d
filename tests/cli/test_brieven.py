"""``functieboek brieven`` and ``opschonen`` as a user calls them."""

from __future__ import annotations

import json
import shutil
import stat
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from python_calamine import CalamineWorkbook

from pipeline.brieven import maken
from pipeline.models.io import to_json
from pipeline.render.word import base_document, document_bytes, document_text
from pipeline.workspace import BOOK_FILE, Workspace, atomic_write
from tests.brieven.support import SETTINGS, employees, of_regime, one, table
from tests.support import load_golden

Call = Callable[..., Any]


@pytest.fixture
def space(workspace: Workspace) -> Workspace:
    """A workspace with the book of 2018, all settings, and a file of three employees."""
    atomic_write(workspace.extracted / "ommen-2018" / BOOK_FILE, to_json(load_golden("ommen-2018")))
    (workspace.root / "functieboek.toml").write_text(SETTINGS, encoding="utf-8")
    (workspace.root / "lijst.csv").write_bytes(table(employees()[:3]))
    return workspace


@pytest.fixture
def make(space: Workspace, call: Call) -> Call:
    """Run ``brieven`` on the file of the workspace."""

    def _make(*more: Any, soort: str = "definitief", datum: str = "12-5-2026") -> Any:
        file = space.root / "lijst.csv"
        asked = ["--soort", soort, "--datum", datum, "--werkmap", space.root]
        return call("brieven", "ommen-2018", file, *asked, *more)

    return _make


def made(space: Workspace) -> Path:
    """The folder of the letters."""
    return space.output / "brieven" / "2026-05-12-definitief"


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_letters_stand_in_a_closed_folder_with_their_statement(space: Workspace, make: Call) -> None:
    ran = make()
    assert (ran.code, ran.err) == (0, "")
    assert "3 brieven definitief gemaakt in" in ran.out
    folder = made(space)
    names = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    assert {"1001.docx", "1002.docx", "1003.docx", "bundel-01.docx", "overzicht.xlsx", "verklaring.json"} <= names
    assert {mode(path) for path in [folder, *folder.rglob("*")] if path.is_dir()} == {0o700}
    assert {mode(path) for path in folder.rglob("*") if path.is_file()} == {0o600}
    statement = json.loads((folder / "verklaring.json").read_text())
    assert {item["name"] for item in statement["subject"]} == names - {"verklaring.json"}
    assert statement["predicate"]["tellingen"] == {"brieven": 3, "waarschuwingen": 0}


def test_who_gets_no_letter_is_told(space: Workspace, make: Call) -> None:
    """In the terminal, as data, in the list of everyone and in the balance; and the other way round."""
    (space.root / "lijst.csv").write_bytes(
        table([*employees()[:2], *of_regime(employees()[2:3], "wnra", nowhere=True)])
    )
    told = "1 medewerker krijgt deze brief niet: 1003 (herplaatsing; soort niet-geplaatst)."
    assert told in make().out
    assert json.loads(make("--json").out)["zonder_brief"] == ["1003"]
    sheets = CalamineWorkbook.from_path(str(made(space) / "overzicht.xlsx"))
    people = {str(row[0]): row[-1] for row in sheets.get_sheet_by_name("Was-wordt").to_python()[1:]}
    assert people == {"1001": "1001.docx", "1002": "1002.docx", "1003": "geen: soort niet-geplaatst"}
    balance = {row[0]: row for row in sheets.get_sheet_by_name("Balans").to_python()}
    assert (balance["(zonder nieuwe functie)"][4], balance["Totaal"][4]) == (1, 3)
    ran = make("--akkoord-met-waarschuwingen", soort="niet-geplaatst")
    assert "2 medewerkers krijgen deze brief niet: 1001" in ran.out


def test_nothing_personal_outside_the_letters(space: Workspace, make: Call) -> None:
    ran = make()
    kept = [ran.out, ran.err, (made(space) / "verklaring.json").read_text()]
    kept += [path.read_text(errors="ignore") for path in space.root.rglob("logboek*") if path.is_file()]
    assert len(kept) > 3
    for row in employees()[:3]:
        assert not any(row["achternaam"] in text or row["adres"] in text for text in kept)


def test_two_runs_give_the_same_bytes(space: Workspace, make: Call) -> None:
    def contents() -> dict[str, bytes]:
        return {p.name: p.read_bytes() for p in made(space).rglob("*") if p.is_file()}

    make()
    first = contents()
    make()
    assert contents() == first


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (one(1, postcode="x"), "kolom postcode"),
        (one(1, wordt_functie="Tovenaar"), "staat niet in het functieboek"),
        (table([{**employees()[1], "BSN": "123456782"}]), "dataminimalisatie"),
        (b"", "is leeg"),
    ],
)
def test_a_fault_makes_no_letter(space: Workspace, make: Call, data: bytes, message: str) -> None:
    (space.root / "lijst.csv").write_bytes(data)
    ran = make()
    assert ran.code == 7
    assert message in ran.err
    assert "123456782" not in ran.err
    assert not list(space.output.rglob("*.docx"))
    copies = list(space.output.rglob("*.xlsx"))
    assert [mode(path) for path in copies] == ([0o600] if data else [])


def test_warnings_ask_for_agreement(space: Workspace, make: Call) -> None:
    (space.root / "lijst.csv").write_bytes(one(1, wordt_eenheid="Buitenland"))
    assert make().code == 7
    assert not list(space.output.rglob("*.docx"))
    assert make("--akkoord-met-waarschuwingen").code == 0


@pytest.mark.parametrize("error", [KeyboardInterrupt, OSError(28, "No space left on device")])
def test_a_run_that_stops_leaves_no_folder(
    space: Workspace, make: Call, monkeypatch: pytest.MonkeyPatch, error: Any
) -> None:
    real = maken.letter

    def _stop(medewerker: Any, omgeving: Any) -> bytes:
        if medewerker.personeelsnummer == "1003":
            raise error
        return real(medewerker, omgeving)

    monkeypatch.setattr(maken, "letter", _stop)
    assert make().code != 0
    assert list((space.output / "brieven").iterdir()) == []


def test_alleen_remakes_some_and_keeps_the_rest(space: Workspace, make: Call) -> None:
    make()
    before = {p.name: p.read_bytes() for p in made(space).glob("*.docx")}
    rows = employees()[:3]
    rows[1]["adres"] = "Nieuwepad 9"
    (space.root / "lijst.csv").write_bytes(table(rows))
    ran = make("--alleen", "1002")
    assert "1 brief definitief gemaakt" in ran.out
    after = {p.name: p.read_bytes() for p in made(space).glob("*.docx")}
    assert {name for name in before if before[name] != after[name]} == {"1002.docx", "bundel-01.docx"}
    assert document_text(after["bundel-01.docx"]).count("Nieuwepad 9") == 1
    assert document_text(after["bundel-01.docx"]).count(rows[0]["adres"]) == 1
    assert "1099" in make("--alleen", "1099").err


def test_opschonen_removes_letters_and_nothing_else(space: Workspace, make: Call, call: Call) -> None:
    make()
    other = space.output / "rapport.html"
    other.write_text("x")
    assert call("opschonen", "..", "--ja", "--werkmap", space.root).code == 2
    assert call("opschonen", "--werkmap", space.root).code == 2  # no terminal, no --ja
    assert made(space).is_dir()
    ran = call("opschonen", "--ja", "--werkmap", space.root)
    assert (ran.code, ran.out) == (0, "1 verwijderd.\n")
    assert "Uw eigen bestand lijst.csv staat nog in de werkmap" in ran.err
    assert list((space.output / "brieven").iterdir()) == []
    assert other.is_file()


def test_own_lists_go_only_when_named(space: Workspace, call: Call) -> None:
    assert call("opschonen", "--eigen", "functieboek.toml", "--ja", "--werkmap", space.root).code == 2
    assert (space.root / "lijst.csv").is_file()
    ran = call("opschonen", "--eigen", "lijst.csv", "--ja", "--werkmap", space.root)
    assert (ran.code, ran.out) == (0, "1 verwijderd.\n")
    assert not (space.root / "lijst.csv").exists()


def test_the_example_is_for_its_owner_only(space: Workspace, call: Call) -> None:
    call("brieven", "--voorbeeld", "--uit", space.root, "--werkmap", space.root)
    assert mode(space.root / "medewerkers-voorbeeld.xlsx") == 0o600


@pytest.mark.parametrize(
    ("how", "code", "message"),
    [
        ({"datum": "gisteren"}, 2, "is geen datum"),
        ({"soort": "addendum", "datum": "2-12-2019"}, 2, "bestaat niet voor brieven tot en met 31 december 2019"),
        ({"soort": "niet-geplaatst"}, 7, "Geen enkele medewerker krijgt een brief niet-geplaatst"),
    ],
)
def test_what_cannot_be_asked(make: Call, how: dict[str, str], code: int, message: str) -> None:
    ran = make(**how)
    assert ran.code == code
    assert message in ran.err


def test_settings_that_are_missing_are_all_named(space: Workspace, make: Call) -> None:
    (space.root / "functieboek.toml").write_text("", encoding="utf-8")
    ran = make()
    assert ran.code == 7
    for key in ("naam =", "plan =", "mandaat =", "geschil_weken =", "geschillencommissie ="):
        assert key in ran.err
    assert "bezwaar_adres" not in ran.err


def test_a_template_of_the_other_law_is_refused(space: Workspace, make: Call, call: Call) -> None:
    document = base_document(titel="x")
    document.add_paragraph("{{ aanhef }}, {{ geadresseerde }}: u kunt bezwaar maken (Awb).")
    path = space.root / "templates" / "brief-definitief.docx"
    path.write_bytes(document_bytes(document))
    ran = make()
    assert ran.code == 8
    assert "“bezwaar” past niet bij het recht" in ran.err
    checked = call("sjabloon", "controleren", path)
    assert checked.code == 8
    assert "“bezwaar” past niet" in checked.out
    assert call("sjabloon", "controleren", path, "--regime", "awb").code == 0


def test_wording_of_the_other_law_is_refused(space: Workspace, make: Call) -> None:
    path = space.root / "templates" / "brieven" / "bewoording.toml"
    path.parent.mkdir(parents=True)
    path.write_text('[overig]\nvragen = "U kunt in bezwaar gaan."\n', encoding="utf-8")
    ran = make()
    assert ran.code == 8
    assert "overig.vragen" in ran.err


def test_followers_are_held_to_the_old_book(space: Workspace, make: Call) -> None:
    old = load_golden("ommen-2018")
    rows = tuple(
        row.model_copy(update={"schaal": 13}) if row.naam == "Gemeentesecretaris" else row
        for row in old.beschikbare_functies
    )
    before = old.model_copy(update={"beschikbare_functies": rows})
    atomic_write(space.extracted / "ommen-2014" / BOOK_FILE, to_json(before))
    (space.root / "lijst.csv").write_bytes(one(0))
    ran = make("--was", "ommen-2014")
    assert ran.code == 7
    assert "functievolger, maar de functie is gewijzigd: schaal “13” werd “14”" in ran.err


def test_the_example_is_written_once(space: Workspace, call: Call, tmp_path: Path) -> None:
    args = ("brieven", "--voorbeeld", "ommen-2018", "--uit", tmp_path, "--werkmap", space.root)
    assert call(*args).code == 0
    assert (tmp_path / "medewerkers-voorbeeld.xlsx").is_file()
    assert call(*args).code == 2


@pytest.mark.office
def test_pdf_of_a_letter(space: Workspace, make: Call) -> None:
    if not shutil.which("soffice"):
        pytest.skip("LibreOffice is not installed")
    (space.root / "lijst.csv").write_bytes(one(1))
    assert make("--pdf").code == 0
    data = (made(space) / "1002.pdf").read_bytes()
    assert data.startswith(b"%PDF-")
    assert b"pdfaid" in data
    assert mode(made(space) / "1002.pdf") == 0o600
