"""Sign-offs: kept, not lost between two tabs, and whole after a kill."""

from __future__ import annotations

import datetime
import signal
import sqlite3
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from pipeline.errors import DataInvalidError, FunctieboekError, UsageError
from pipeline.logboek import Logboek
from pipeline.web.store import MIGRATIONS, Store

NOW = datetime.datetime(2026, 5, 1, 12, tzinfo=datetime.UTC)


def _sign(store: Store, sleutel: str = "w-1", oordeel: str = "akkoord", naam: str = "Sam", versie: int = 0) -> None:
    store.sign("a--b", sleutel, oordeel=oordeel, naam=naam, notitie="é", versie=versie, tijd=NOW)


def test_a_decision_is_kept_and_logged(tmp_path: Path) -> None:
    """It is there for the next server, and stands in the logboek."""
    _sign(Store(tmp_path / "a.db", tmp_path / "logboek.jsonl"))
    again = Store(tmp_path / "a.db", tmp_path / "logboek.jsonl")
    assert again.signoffs("a--b")["w-1"].naam == "Sam"
    assert again.signoffs("b--c") == {}
    lines = Logboek(tmp_path / "logboek.jsonl").lines()
    assert [(line.handeling, line.wie, line.gegevens["oordeel"]) for line in lines] == [("oordeel", "Sam", "akkoord")]


def test_who_saw_an_older_version_is_told(tmp_path: Path) -> None:
    """The second tab does not win silently."""
    store = Store(tmp_path / "a.db", None)
    _sign(store)
    with pytest.raises(UsageError, match="Sam"):
        _sign(store, naam="Robin", oordeel="vraag")
    _sign(store, naam="Robin", oordeel="vraag", versie=1)
    assert store.signoffs("a--b")["w-1"].oordeel == "vraag"


def test_a_withdrawn_decision_leaves_the_change_open_and_its_history(tmp_path: Path) -> None:
    """It stands no longer, its version goes on, all steps are kept, and the logboek has them too."""
    store = Store(tmp_path / "a.db", tmp_path / "logboek.jsonl")
    _sign(store)
    _sign(store, oordeel="ingetrokken", naam="Robin", versie=1)
    assert store.signoffs("a--b") == {}
    assert store.versions("a--b") == {"w-1": 2}
    with pytest.raises(UsageError, match="trok Robin het oordeel in"):
        _sign(store, versie=1)
    with pytest.raises(DataInvalidError, match="geen oordeel om in te trekken"):
        _sign(store, oordeel="ingetrokken", versie=2)
    _sign(store, oordeel="vraag", versie=2)
    steps = [(one.naam, one.oordeel, one.notitie, one.tijd) for one in store.history("a--b")["w-1"]]
    when = NOW.isoformat()
    assert steps == [(who, what, "é", when) for who, what in (("Sam", "akkoord"), ("Robin", "ingetrokken"),
                                                              ("Sam", "vraag"))]  # fmt: skip
    assert [line.gegevens["oordeel"] for line in Logboek(tmp_path / "logboek.jsonl").lines()] == [
        "akkoord", "ingetrokken", "vraag",
    ]  # fmt: skip
    assert store.history("b--c") == {}


@pytest.mark.parametrize("oordeel", ["vraag", "niet akkoord"])
def test_doubt_needs_a_note(tmp_path: Path, oordeel: str) -> None:
    """A question without one cannot be answered; agreeing needs none."""
    store = Store(tmp_path / "a.db", None)
    for notitie in ("", " \n "):
        with pytest.raises(DataInvalidError, match="hoort een notitie"):
            store.sign("a--b", "w-1", oordeel=oordeel, naam="Sam", notitie=notitie, versie=0, tijd=NOW)
    store.sign("a--b", "w-1", oordeel="akkoord", naam="Sam", notitie="", versie=0, tijd=NOW)
    assert list(store.signoffs("a--b")) == ["w-1"]


def test_of_two_tabs_at_once_one_wins(tmp_path: Path) -> None:
    """Eight threads with the same version: one is kept, seven are told."""
    store = Store(tmp_path / "a.db", tmp_path / "logboek.jsonl")

    def one(number: int) -> bool:
        try:
            _sign(store, naam=f"naam {number}")
        except UsageError:
            return False
        return True

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(one, range(8))) == 1
    assert store.signoffs("a--b")["w-1"].versie == 1
    assert len(Logboek(tmp_path / "logboek.jsonl").lines()) == 1


@pytest.mark.parametrize(("oordeel", "naam"), [("prima", "Sam"), ("akkoord", "  "), ("", "Sam")])
def test_what_is_no_decision_is_refused(tmp_path: Path, oordeel: str, naam: str) -> None:
    """Only the three words, and only with a name."""
    store = Store(tmp_path / "a.db", None)
    with pytest.raises(FunctieboekError):
        _sign(store, oordeel=oordeel, naam=naam)
    assert store.signoffs("a--b") == {}


def test_a_newer_file_is_left_alone(tmp_path: Path) -> None:
    """A schema that this program does not know is not touched."""
    Store(tmp_path / "a.db", None)
    with sqlite3.connect(tmp_path / "a.db") as connection:
        connection.execute(f"pragma user_version = {len(MIGRATIONS) + 1}")
    with pytest.raises(DataInvalidError, match="nieuwere versie"):
        Store(tmp_path / "a.db", None)


_FOR_EVER = """
import datetime, sys
from pathlib import Path
from pipeline.web.store import Store
store = Store(Path(sys.argv[1]), Path(sys.argv[2]))
for number in range(100_000):
    store.sign("a--b", f"w-{number}", oordeel="akkoord", naam="Sam", notitie="", versie=0,
               tijd=datetime.datetime(2026, 5, 1, tzinfo=datetime.UTC))
    print(number, flush=True)
"""


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="this system has no SIGKILL")
def test_a_kill_loses_nothing_that_was_confirmed(tmp_path: Path) -> None:
    """Killed in the middle of signing: what was answered is there, and the logboek is whole and has them all."""
    files = [str(tmp_path / "a.db"), str(tmp_path / "logboek.jsonl")]
    process = subprocess.Popen([sys.executable, "-c", _FOR_EVER, *files], stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    for _ in range(5):
        process.stdout.readline()
    time.sleep(0.03)
    process.kill()
    confirmed = 5 + len(process.stdout.read().split())
    process.wait()
    process.stdout.close()
    store = Store(tmp_path / "a.db", tmp_path / "logboek.jsonl")
    kept = store.signoffs("a--b")
    assert len(kept) >= confirmed
    found = Logboek(tmp_path / "logboek.jsonl")
    assert {str(line.gegevens["wijziging"]) for line in found.lines()} == set(kept)


def _keep(store: Store, naam: str = "é", versie: int = 0) -> int:
    waarden = {"contact.naam": naam} if naam else {}
    return store.keep_draft("boek", "adviseur", waarden, titel="Adviseur", versie=versie, tijd=NOW).versie


def test_a_draft_is_kept(tmp_path: Path) -> None:
    """What was filled in for a vacancy is there the next time, with its title and when."""
    _keep(Store(tmp_path / "a.db", None))
    again = Store(tmp_path / "a.db", None)
    assert again.draft("boek", "adviseur").waarden == {"contact.naam": "é"}
    assert again.draft("boek", "ander").waarden == {}
    (draft,) = again.drafts()
    assert (draft.titel, draft.versie, draft.tijd) == ("Adviseur", 1, NOW.isoformat())


def test_of_two_tabs_with_one_draft_one_wins(tmp_path: Path) -> None:
    """Eight at once with the same version: one is kept, seven are told."""
    store = Store(tmp_path / "a.db", None)

    def one(number: int) -> bool:
        try:
            _keep(store, f"naam {number}")
        except UsageError:
            return False
        return True

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(one, range(8))) == 1
    assert store.draft("boek", "adviseur").versie == 1


def test_a_draft_that_was_thrown_away_stays_away(tmp_path: Path) -> None:
    """It is in no list and holds nothing, and who saw it before cannot bring it back unawares."""
    store = Store(tmp_path / "a.db", None)
    assert _keep(store, "", _keep(store)) == 2
    assert store.drafts() == []
    assert store.draft("boek", "adviseur").waarden == {}
    with pytest.raises(UsageError, match="ander tabblad"):
        _keep(store, "oud", 1)
    assert _keep(store, "nieuw", 2) == 3


def test_drafts_of_an_older_program_come_along(tmp_path: Path) -> None:
    """A file with the first schema is brought up to date with what was kept in it."""
    with sqlite3.connect(tmp_path / "a.db") as connection:
        for statement in MIGRATIONS[0]:
            connection.execute(statement)
        connection.execute("insert into concepten values ('boek', 'adviseur', '{\"contact.naam\": \"Sam\"}')")
        connection.execute("pragma user_version = 1")
    connection.close()
    store = Store(tmp_path / "a.db", None)
    (draft,) = store.drafts()
    assert (draft.waarden, draft.titel, draft.tijd) == ({"contact.naam": "Sam"}, "", "")
    assert _keep(store, "Robin", draft.versie) == draft.versie + 1
