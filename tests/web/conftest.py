"""A workplace over a workspace with the two reference editions, and a browser that may enter it."""

from __future__ import annotations

import shutil
import time
import warnings
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from pipeline.models.functieboek import Functieboek
from pipeline.models.io import to_json
from pipeline.render.vacature import Gemaakt, Middelen, maak_vacature
from pipeline.web import app, composer
from pipeline.workspace import Workspace
from tests.conftest import read_book
from tests.minibook import write_minibook
from tests.support import SOURCES

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # Starlette would rather have a successor of httpx that is not ours to choose
    from starlette.testclient import TestClient

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

TOKEN = "een-sleutel"
PORT = 8123
OWN = {"origin": f"http://127.0.0.1:{PORT}", "sec-fetch-site": "same-origin"}
SETTINGS = """[organisatie]
naam = "Gemeente Testdam"
[controleren]
spelling = false
[brieven]
adres = ["Postbus 1", "1234 AB Testdam"]
plaats = "Testdam"
plan = "het Plaatsingsplan 2026"
plan_vastgesteld = "op 3 maart 2026 door het college"
ondertekenaar = "mr. A. Voorbeeld"
ondertekenaar_functie = "gemeentesecretaris"
mandaat = "Namens het college"
contactpersoon = "team HR"
contact = "hr@testdam.example"
zienswijze_weken = 2
kenmerk = "Z2026-0001"
zienswijze_adres = "de plaatsingsadviescommissie"
"""


def put_edition(space: Workspace, name: str, book: Functieboek, source: Path | None) -> None:
    """Make a book an edition of the workspace, as reading it would."""
    folder = space.extracted / name
    folder.mkdir()
    (folder / "functieboek.json").write_text(to_json(book), encoding="utf-8")
    if source:
        shutil.copy(source, space.sources / source.name)


@pytest.fixture(scope="session", autouse=True)
def one_environment() -> Iterator[None]:
    """Every workplace of this process shares the compiled templates; nothing of a workplace is kept in them."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(app, "environment", cache(app.environment))
        yield


@pytest.fixture
def books(workspace: Workspace, ommen_2018: Functieboek, ommen_2021: Functieboek) -> Workspace:
    """A workspace with both editions."""
    workspace.settings_file.write_text(SETTINGS, encoding="utf-8")
    put_edition(workspace, "ommen-2018", ommen_2018, SOURCES / "ommen-2018.pdf")
    put_edition(workspace, "ommen-2021", ommen_2021, SOURCES / "ommen-2021.pdf")
    return workspace


def client_of(space: Workspace) -> TestClient:
    """A browser that has not entered yet."""
    made = app.create_app(space.root, port=PORT, token=TOKEN)
    return TestClient(made, base_url=f"http://127.0.0.1:{PORT}", raise_server_exceptions=False)


def entered(space: Workspace) -> TestClient:
    """A browser that has traded the token for its cookie."""
    client = client_of(space)
    assert client.get(f"/?sleutel={TOKEN}").status_code == 200
    return client


@pytest.fixture
def client(books: Workspace) -> TestClient:
    """A browser in a workplace with both editions."""
    return entered(books)


@pytest.fixture
def empty(workspace: Workspace) -> TestClient:
    """A browser in a workplace without editions."""
    workspace.settings_file.write_text(SETTINGS, encoding="utf-8")
    return entered(workspace)


@pytest.fixture
def vacancies_made_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """For walks along all pages: the page of a vacancy and each of its files would make it anew, of the same facts."""
    made: dict[tuple[object, ...], Gemaakt] = {}

    def make(book: Functieboek, number: int, given: Middelen, **facts: object) -> Gemaakt:
        key = (book.bron.sha256, book.bron.bestand, number, repr(facts["gegevens"]))
        if key not in made:
            made[key] = maak_vacature(book, number, given, **facts)  # type: ignore[arg-type]
        return made[key]

    monkeypatch.setattr(composer, "maak_vacature", make)


@pytest.fixture
def finished() -> Callable[..., object]:
    """Follow a task to its end."""

    def wait(client: TestClient, answer: object) -> object:
        end = time.monotonic() + 60
        while "data-taak" in answer.text:  # type: ignore[attr-defined]
            assert time.monotonic() < end
            time.sleep(0.05)
            answer = client.get(str(answer.url))  # type: ignore[attr-defined]
        return answer

    return wait


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Debian's Chromium, started once for a module: no longer, as its driver takes the event loop of the thread."""
    from playwright.sync_api import sync_playwright

    from tests.web.browsing import CHROMIUM

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page of a browser that has been nowhere: no cookies, nothing cached."""
    context = browser.new_context(locale="nl-NL", viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.set_default_timeout(60_000)
    yield page
    context.close()


@pytest.fixture
def small(workspace: Workspace, tmp_path: Path) -> Workspace:
    """A workspace with two small editions."""
    workspace.settings_file.write_text(SETTINGS, encoding="utf-8")
    for name, date in (("oud", "1 mei 2024"), ("nieuw", "1 mei 2025")):
        source = write_minibook(tmp_path / f"{name}.md", "Adviseur I", "Adviseur II", date=date)
        text = source.read_text(encoding="utf-8")
        source.write_text(text if name == "oud" else text.replace("adviseert over", "beslist over"), encoding="utf-8")
        put_edition(workspace, name, read_book(source), source)
    return workspace
