"""``kill -9`` in the middle of signing, reading and making letters: what was answered is kept, nothing stays half."""

from __future__ import annotations

import contextlib
import json
import re
import signal
import sqlite3
import subprocess
import sys
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx
import psutil
import pytest

from pipeline.logboek import Logboek
from pipeline.models.functieboek import Functieboek
from pipeline.plaatsing_map import into_place, mend, private_folder, write_private
from pipeline.web.store import Store
from pipeline.workspace import Edition, Workspace
from tests.brieven.support import employees, table
from tests.conftest import read_book
from tests.minibook import write_minibook
from tests.support import SOURCES
from tests.web.conftest import SETTINGS, entered, put_edition
from tests.web.server import Server, followed, states

pytestmark = pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="this system has no SIGKILL")

PAIR = "/verschillen/oud/nieuw"
THREADS = 4


@pytest.fixture
def pair(workspace: Workspace, tmp_path: Path) -> Workspace:
    """A workspace with two small editions that differ in every function."""
    workspace.settings_file.write_text(SETTINGS, encoding="utf-8")
    names = [f"Adviseur {number}" for number in range(12)]
    old = write_minibook(tmp_path / "oud.md", *names)
    new = tmp_path / "nieuw.md"
    text = old.read_text(encoding="utf-8").replace("adviseert over", "beslist over").replace("1 mei 2024", "1 mei 2025")
    new.write_text(text, encoding="utf-8")
    for source in (old, new):
        put_edition(workspace, source.stem, read_book(source), source)
    return workspace


def _signing(client: httpx.Client, keys: list[str], told: Counter[str]) -> None:
    """Sign, each time over one's own earlier version, until the server is gone; count what was answered."""
    with contextlib.suppress(httpx.HTTPError):
        while True:
            for key in keys:
                form = {"oordeel": "akkoord", "naam": "Sam", "notitie": "é", "versie": str(told[key])}
                answer = client.post(f"{PAIR}/{key}", data=form)
                assert answer.status_code == 303, answer.text
                told[key] += 1


def test_every_sign_off_that_was_answered_survives(pair: Workspace) -> None:
    """Killed twice while four tabs sign: all that was answered is there, and stands in the logboek once."""
    told: Counter[str] = Counter()
    store = Store(pair.state / "werkplek.db", pair.logbook)
    for _ in range(2):
        with Server(pair.root) as server, ThreadPoolExecutor(THREADS) as pool:
            client = server.client()
            page = followed(client, client.get(PAIR))
            keys = re.findall(r'<article class="vlak" id="([^"]+)"', page.text)
            assert len(keys) > 2 * THREADS
            kept = {key: one.versie for key, one in store.signoffs("oud--nieuw").items()}
            assert all(0 <= kept.get(key, 0) - told[key] <= 1 for key in keys)  # the last may lack its answer
            told.update({key: kept.get(key, 0) - told[key] for key in keys})
            before = told.total()
            clients = [server.client() for _ in range(THREADS)]
            tabs = [pool.submit(_signing, one, keys[at::THREADS], told) for at, one in enumerate(clients)]
            while told.total() < before + 15 and not any(tab.done() for tab in tabs):
                time.sleep(0.001)
            server.kill()
            for tab in tabs:
                tab.result(30)
    _whole(pair, Store(pair.state / "werkplek.db", pair.logbook), told)


def _whole(space: Workspace, store: Store, told: Counter[str]) -> None:
    """The database is not damaged; database and logboek say the same, each event once."""
    with contextlib.closing(sqlite3.connect(store.path)) as database:
        assert database.execute("pragma integrity_check").fetchone() == ("ok",)
        assert database.execute("pragma wal_checkpoint(truncate)").fetchone()[0] == 0
        events = [json.loads(row[0]) for row in database.execute("select gegevens from gebeurtenissen order by id")]
        assert database.execute("select count(*) from gebeurtenissen where gelogd = 0").fetchone() == (0,)
    found = Logboek(space.logbook)
    assert [fault.melding for fault in found.verify().breuken] == []
    lines = [line for line in found.lines() if line.handeling == "oordeel"]
    assert sorted(str(line.gegevens["kenmerk"]) for line in lines) == sorted(event["kenmerk"] for event in events)
    by_change = Counter(str(line.gegevens["wijziging"]) for line in lines)
    kept = {key: one.versie for key, one in store.signoffs("oud--nieuw").items()}
    assert by_change == Counter(kept)
    assert all(0 <= kept.get(key, 0) - count <= 1 for key, count in told.items())


_DIES = """
import datetime, os, signal, sys
from pathlib import Path
from pipeline.logboek import Logboek
from pipeline.web.store import Store
real = Logboek.add
def add(self, *args, **options):
    if sys.argv[3] == "after":
        real(self, *args, **options)
    os.kill(os.getpid(), signal.SIGKILL)
store = Store(Path(sys.argv[1]), Path(sys.argv[2]))
Logboek.add = add
store.sign("a--b", "w-1", oordeel="akkoord", naam="Sam", notitie="", versie=0,
           tijd=datetime.datetime(2026, 5, 1, tzinfo=datetime.UTC))
"""


@pytest.mark.parametrize("moment", ["before", "after"])
def test_an_event_is_logged_once_whenever_the_end_came(tmp_path: Path, moment: str) -> None:
    """Killed right before its line in the logboek, and right after it but before that was marked as done."""
    files = [str(tmp_path / "a.db"), str(tmp_path / "logboek.jsonl")]
    assert subprocess.run([sys.executable, "-c", _DIES, *files, moment], check=False).returncode == -signal.SIGKILL
    for _ in range(2):
        store = Store(tmp_path / "a.db", tmp_path / "logboek.jsonl")
        assert store.signoffs("a--b")["w-1"].naam == "Sam"
        found = Logboek(tmp_path / "logboek.jsonl")
        assert [line.wie for line in found.lines()] == ["Sam"]
        assert not found.verify().breuken


def _first_pages(count: int, path: Path) -> Path:
    """Part of a reference book: long enough to be in the middle of, short enough to read twice."""
    import pypdfium2

    with pypdfium2.PdfDocument(SOURCES / "ommen-2018.pdf") as whole, pypdfium2.PdfDocument.new() as part:
        part.import_pages(whole, pages=list(range(count)))
        part.save(path)
    return path


def _drop(client: httpx.Client, source: Path) -> httpx.Response:
    with source.open("rb") as file:
        return client.post("/edities", files=[("bestanden", (source.name, file))])


@pytest.mark.slow
def test_a_reading_that_was_killed_leaves_nothing(workspace: Workspace, tmp_path: Path) -> None:
    """The child ends too, nothing half stands anywhere, and the same file is read when it is dropped again."""
    source = _first_pages(30, tmp_path / "boek.pdf")
    with Server(workspace.root) as server:
        client = server.client()
        task = _drop(client, source).headers["location"]
        state = next(state for state in states(client, task) if state["gedaan"] or state["klaar"])
        children = server.children()
        server.kill()
    assert 0 < state["gedaan"] < state["totaal"]
    assert children
    assert psutil.wait_procs(children, timeout=5)[1] == []
    assert list((workspace.state / "ontvangen").rglob("*.pdf"))  # else the kill came too late to show anything
    assert not workspace.editions()
    assert not list(workspace.sources.iterdir())
    with Server(workspace.root) as server:
        client = server.client()
        assert not (workspace.state / "ontvangen").exists()
        assert not workspace.editions()
        page = followed(client, _drop(client, source))
        assert "functies" in page.text
        assert client.get("/boek/boek").status_code == 200
    assert [path.name for path in workspace.sources.iterdir()] == ["boek.pdf"]
    assert not list(workspace.extracted.rglob(".*"))


def test_a_book_that_was_just_read_gets_its_source(workspace: Workspace, ommen_2021: Functieboek) -> None:
    """Killed between the book and the move of its source: the next server finishes the move."""
    put_edition(workspace, "ommen-2021", ommen_2021, None)
    place = workspace.state / "ontvangen" / "abc" / "0"
    place.mkdir(parents=True)
    (place / "ommen-2021.pdf").write_bytes((SOURCES / "ommen-2021.pdf").read_bytes())
    client = entered(workspace)
    assert [path.name for path in workspace.sources.iterdir()] == ["ommen-2021.pdf"]
    assert not (workspace.state / "ontvangen").exists()
    assert client.get("/boek/ommen-2021/blad/1.png").status_code == 200


def test_a_second_server_leaves_the_work_of_the_first_alone(workspace: Workspace) -> None:
    """It opens the same workspace while the first receives and makes letters."""
    from pipeline.claim import SUFFIX, claimed

    root = workspace.state / "ontvangen"
    (root / "abc" / "0").mkdir(parents=True)
    (root / "abc" / "0" / "boek.pdf").write_bytes(b"%PDF")
    target = workspace.output / "brieven" / "2026-05-12-definitief"
    with claimed(root / f"abc{SUFFIX}") as mine, private_folder(target) as folder:
        assert mine
        write_private(folder / "1001.docx", b"x")
        client = entered(workspace)
        assert (root / "abc" / "0" / "boek.pdf").is_file()
        assert (folder / "1001.docx").is_file()
        refused = client.post(
            "/plaatsing/opschonen",
            headers={"sec-fetch-site": "same-origin"},
            data={"bevestigd": "ja", "weg": "."},
        )
        assert refused.status_code == 400
        assert "worden op dit moment brieven gemaakt" in refused.text
        into_place(folder, target)
    entered(workspace)
    assert not root.exists()
    assert [path.name for path in target.parent.iterdir()] == [target.name]


def _place(client: httpx.Client, data: bytes) -> str:
    form = {"boek": "ommen-2018", "soort": "definitief", "datum": "2026-05-12"}
    answer = client.post("/plaatsing", data=form, files={"medewerkers": ("m.csv", data)})
    assert answer.status_code == 303, answer.text
    return str(answer.headers["location"])


def test_letters_that_were_half_made_do_not_stay(workspace: Workspace, ommen_2018: Functieboek) -> None:
    """Killed between two letters: what was made is hidden; the next server removes it, and makes all of them."""
    settings = SETTINGS.replace("zienswijze_weken", 'bezwaar_adres = "het college"\nzienswijze_weken')
    settings += 'geschillencommissie = "de regionale geschillencommissie"\ngeschil_weken = 6\n'
    workspace.settings_file.write_text(settings, encoding="utf-8")
    put_edition(workspace, "ommen-2018", ommen_2018, None)
    data = table(employees()[:12])
    root = workspace.output / "brieven"
    with Server(workspace.root) as server:
        client = server.client()
        task = client.post(f"{_place(client, data)}/maken", data={"akkoord": "ja"}).headers["location"]
        state = next(state for state in states(client, task) if state["gedaan"] or state["klaar"])
        server.kill()
    assert 0 < state["gedaan"] < state["totaal"]
    assert list(root.rglob("*.docx"))
    with Server(workspace.root) as server:
        client = server.client()
        assert not list(root.rglob("*"))
        assert "Er staan geen brieven" in client.get("/plaatsing").text
        place = _place(client, data)
        followed(client, client.post(f"{place}/maken", data={"akkoord": "ja"}))
        assert client.get(f"{place}/brieven.zip").status_code == 200
        form = {"bevestigd": "ja", "weg": "2026-05-12-definitief"}
        assert client.post("/plaatsing/opschonen", data=form).status_code == 303
    assert not list(root.rglob("*"))


def test_the_page_tells_of_hidden_letters(workspace: Workspace) -> None:
    """A half folder that came after the start is not seen by name, but is told of and removed with the rest."""
    client = entered(workspace)
    half = workspace.output / "brieven" / ".2026-05-12-definitief-abcd1234"
    half.mkdir(parents=True)
    (half / "1001.docx").write_bytes(b"x")
    assert "Er staan geen brieven" not in client.get("/plaatsing").text
    assert "die niet zijn afgemaakt" in client.get("/plaatsing/opschonen").text
    client.post("/plaatsing/opschonen", headers={"sec-fetch-site": "same-origin"}, data={"bevestigd": "ja", "weg": "."})
    assert not list((workspace.output / "brieven").iterdir())


@pytest.mark.parametrize("new_in_place", [True, False])
def test_letters_that_were_put_aside_come_back(tmp_path: Path, new_in_place: bool) -> None:
    """Killed between the two renames: the old letters are the letters, unless the new ones stand there."""
    target, aside = tmp_path / "mei", tmp_path / ".mei-oud.brieven"
    for folder in [aside, tmp_path / ".mei-abcd1234.brieven", *([target] if new_in_place else [])]:
        folder.mkdir()
        (folder / "1.docx").write_text(folder.name)
    (tmp_path / ".mei.slot").write_bytes(b"")
    (tmp_path / ".mei-archief1").mkdir()  # somebody's own
    mend(tmp_path)
    assert (target / "1.docx").read_text() == ("mei" if new_in_place else aside.name)
    assert sorted(path.name for path in tmp_path.iterdir()) == [".mei-archief1", "mei"]


def test_findings_are_never_of_another_book(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    """Stopped between the two files of a book: the next reading puts both right."""
    from pipeline import atomic, intake

    source = write_minibook(workspace.sources / "klein.md", "Adviseur I")
    folder = workspace.extracted / "klein"
    assert not intake.take_in(intake.job_for(workspace, source, folder=folder)).code
    write_minibook(source, "Adviseur I", "Adviseur II")
    assert not intake.take_in(intake.job_for(workspace, source, folder=None)).code  # in the cache only
    real = atomic.os.replace

    def stops(temporary: Path, path: Path) -> None:
        if path.name == "functieboek.json":
            raise KeyboardInterrupt
        real(temporary, path)

    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr(atomic.os, "replace", stops)
        intake.take_in(intake.job_for(workspace, source, folder=folder))
    assert len(Edition.at(folder).book().functies) == 1
    assert not intake.take_in(intake.job_for(workspace, source, folder=folder)).code
    edition = Edition.at(folder)
    assert len(edition.book().functies) == 2
    assert edition.bevindingen().bron.sha256 == edition.book().bron.sha256
    assert not list(folder.glob(".*"))
