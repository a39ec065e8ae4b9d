"""Reading leaves a line in the logboek, and what is done to a book behind the program's back shows."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from pipeline.cli.main import run
from pipeline.logboek import Logboek
from pipeline.workspace import Workspace
from tests.minibook import write_minibook


@pytest.fixture
def space(workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    """A prepared workspace with two sources that were read, its cache apart."""
    monkeypatch.setenv("FUNCTIEBOEK_CACHE", str(tmp_path / "cache"))
    workspace.settings_file.write_text("", encoding="utf-8")
    write_minibook(workspace.sources / "oud.md", "Adviseur I")
    write_minibook(workspace.sources / "nieuw.md", "Adviseur II")
    assert read(workspace) == 0
    return workspace


def read(space: Workspace, *more: str) -> int:
    return run(["inlezen", str(space.sources), *more, "--werkmap", str(space.root)])


def test_one_line_tells_which_source_became_which_book(space: Workspace) -> None:
    (line,) = Logboek(space.logbook).lines()
    assert (line.handeling, line.gegevens) == ("inlezen", {"boeken": 2})
    for item in (*line.invoer, *line.uitvoer):
        assert item.sha256 == hashlib.sha256((space.root / item.naam).read_bytes()).hexdigest()
    books = [f"extracted/{name}/functieboek.json" for name in ("nieuw", "oud")]
    assert sorted(item.naam for item in line.uitvoer) == books
    found = Logboek(space.logbook).verify()
    assert (found.gecontroleerd, found.breuken) == (2, ())


def test_what_did_not_change_adds_no_line_and_what_is_read_again_does(space: Workspace) -> None:
    assert read(space) == 0
    assert len(Logboek(space.logbook).lines()) == 1
    assert read(space, "--opnieuw") == 0
    assert len(Logboek(space.logbook).lines()) == 2
    assert Logboek(space.logbook).verify().breuken == ()


def test_a_line_that_a_kill_left_out_is_made_good(space: Workspace) -> None:
    space.logbook.unlink()
    assert read(space) == 0
    assert read(space) == 0
    assert len(Logboek(space.logbook).lines()) == 1


def test_a_book_that_was_changed_by_hand_shows(space: Workspace, capsys: pytest.CaptureFixture[str]) -> None:
    book = space.extracted / "oud" / "functieboek.json"
    book.write_text(book.read_text(encoding="utf-8").replace("Adviseur I", "Adviseur X"), encoding="utf-8")
    assert run(["logboek", "controleren", "--werkmap", str(space.root)]) == 7
    assert "extracted/oud/functieboek.json (regel 1)" in capsys.readouterr().out


def test_a_folder_that_is_no_workspace_gets_no_logboek(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FUNCTIEBOEK_CACHE", str(tmp_path / "cache"))
    write_minibook(tmp_path / "los.md", "Adviseur I")
    assert run(["inlezen", str(tmp_path / "los.md"), "--werkmap", str(tmp_path), "--uit", str(tmp_path / "uit")]) == 0
    assert not (tmp_path / "logboek.jsonl").exists()
