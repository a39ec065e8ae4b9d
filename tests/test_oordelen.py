"""Judgments that were changed behind the program's back are told from those that it wrote."""

from __future__ import annotations

import datetime
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from pipeline.cli.main import run
from pipeline.logboek import Logboek
from pipeline.oordelen import compare_judgments
from pipeline.web.store import Store
from pipeline.workspace import Workspace

NOW = datetime.datetime(2026, 5, 1, 12, tzinfo=datetime.UTC)


@pytest.fixture
def judged(workspace: Workspace) -> Workspace:
    """A workspace with two judgments, one of them changed since and one withdrawn and given again."""
    workspace.settings_file.write_text("", encoding="utf-8")
    store = Store(workspace.state / "werkplek.db", workspace.logbook)
    for key, steps in {"w-1": ("akkoord", "vraag"), "w-2": ("akkoord", "ingetrokken", "akkoord")}.items():
        for version, verdict in enumerate(steps):
            store.sign("a--b", key, oordeel=verdict, naam="Sam", notitie=" waarom ", versie=version, tijd=NOW,
                       over="Adviseur I, taak")  # fmt: skip
    return workspace


def found(space: Workspace) -> tuple[int, list[str]]:
    good, faults = compare_judgments(space.state / "werkplek.db", Logboek(space.logbook).lines())
    return good, [fault.melding for fault in faults]


def change(space: Workspace, statement: str) -> None:
    with closing(sqlite3.connect(space.state / "werkplek.db")) as database, database:
        database.execute(statement)


def test_what_the_program_wrote_is_good(judged: Workspace) -> None:
    assert found(judged) == (2, [])


@pytest.mark.parametrize(
    ("statement", "told"),
    [
        ("update akkoorden set oordeel = 'akkoord' where sleutel = 'w-1'", "zegt “akkoord” door Sam"),
        ("update akkoorden set notitie = 'anders' where sleutel = 'w-1'", "(anders); het logboek zegt “vraag”"),
        ("update akkoorden set naam = 'Robin' where sleutel = 'w-1'", "door Robin"),
        ("update akkoorden set tijd = '2020-01-01T00:00:00+00:00' where sleutel = 'w-1'", "de tijd"),
        ("delete from akkoorden where sleutel = 'w-1'", "verdwenen"),
        ("insert into akkoorden select paar, 'w-1b', oordeel, naam, notitie, tijd, 1 from akkoorden limit 1",
         "kent dat oordeel niet"),
        ("delete from gebeurtenissen where id = 1", "het verloop"),
        ("update gebeurtenissen set gegevens = replace(gegevens, 'Sam', 'Robin') where id = 1", "het verloop"),
        ("drop table akkoorden", "niet te lezen"),
    ],
)  # fmt: skip
def test_what_was_changed_by_hand_is_named_once(judged: Workspace, statement: str, told: str) -> None:
    """In what stands and in the steps before it."""
    change(judged, statement)
    (fault,) = found(judged)[1]
    assert told in fault
    assert "w-1" in fault or "niet te lezen" in told


def test_a_database_that_is_gone_is_told_once(judged: Workspace) -> None:
    for file in judged.state.glob("werkplek.db*"):
        file.unlink()
    good, (fault,) = found(judged)
    assert good == 0
    assert "noemt er 5" in fault
    assert compare_judgments(Path(judged.state / "werkplek.db"), ()) == (0, ())


def test_a_line_that_a_kill_left_out_is_no_forgery(judged: Workspace) -> None:
    """It is added at the next start, and until then the event itself says what was decided."""
    lines = judged.logbook.read_bytes().splitlines(keepends=True)
    judged.logbook.write_bytes(b"".join(lines[:-1]))
    change(judged, "update gebeurtenissen set gelogd = 0 where id = 5")
    assert found(judged) == (2, [])


def test_the_command_tells_it_and_shows_what_was_judged(judged: Workspace, capsys: pytest.CaptureFixture[str]) -> None:
    where = ["--werkmap", str(judged.root)]
    assert run(["logboek", "controleren", *where]) == 0
    assert "2 oordelen zijn zoals het logboek zegt." in capsys.readouterr().out
    assert run(["logboek", "tonen", *where]) == 0
    assert "vraag op w-1 (Adviseur I, taak) in a--b: waarom" in " ".join(capsys.readouterr().out.split())
    change(judged, "update akkoorden set oordeel = 'niet akkoord' where sleutel = 'w-2'")
    assert run(["logboek", "controleren", *where]) == 7
    assert "w-2: de werkplek zegt “niet akkoord”" in capsys.readouterr().out
