"""What a page does not do, so that it stays fast with many large books; the clock is read in tests/benchmarks."""

from __future__ import annotations

import json
from typing import Any

import pytest
from starlette.testclient import TestClient

from pipeline.limits import Worker
from pipeline.models.functieboek import Functieboek
from pipeline.models.io import to_json
from pipeline.web import site
from pipeline.web.index import Index
from pipeline.workspace import Edition, Workspace
from tests.web.conftest import entered


@pytest.fixture
def drawn(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """What was asked of the children that draw."""
    asked: list[Any] = []
    run = Worker.run

    def noted(self: Worker, function: str, argument: object, **more: Any) -> Any:
        asked.append(argument)
        return run(self, function, argument, **more)

    monkeypatch.setattr(Worker, "run", noted)
    return asked


@pytest.fixture
def loaded(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The books that were loaded whole."""
    names: list[str] = []
    load = site.load_book

    def noted(space: Workspace, name: str) -> Any:
        names.append(name)
        return load(space, name)

    monkeypatch.setattr(site, "load_book", noted)
    return names


def test_the_first_page_opens_no_book(client: TestClient, loaded: list[str], drawn: list[Any]) -> None:
    """It reads heads only, and draws nothing."""
    assert "ommen-2021" in client.get("/").text
    assert loaded == []
    assert drawn == []


def test_a_book_is_loaded_once(client: TestClient, loaded: list[str]) -> None:
    """Its further pages come from memory."""
    for part in ("", "/matrix", "/formatie", "/bron/20", "/blad/20.png"):
        client.get(f"/boek/ommen-2018{part}")
    assert loaded == ["ommen-2018"]


def test_the_source_view_draws_that_page_only_and_once(client: TestClient, drawn: list[Any]) -> None:
    """The picture that the page names is there when it is asked for."""
    client.get("/boek/ommen-2018/bron/20")
    client.get("/boek/ommen-2018/blad/20.png")
    assert [one["pagina"] for one in drawn] == [20]


def test_a_page_is_drawn_while_its_book_is_loaded(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    """Drawing is asked before the book is read, and not again for a book in memory."""
    order: list[str] = []
    load, ahead = site.load_book, site.Drawer.ahead
    monkeypatch.setattr(site, "load_book", lambda *given: (order.append("lezen"), load(*given))[1])
    monkeypatch.setattr(site.Drawer, "ahead", lambda *given: (order.append("tekenen"), ahead(*given))[1])
    for page in (20, 21):
        assert client.get(f"/boek/ommen-2018/bron/{page}").status_code == 200
    assert order == ["tekenen", "lezen"]


def test_words_are_gathered_when_somebody_searches(ommen_2018: Functieboek) -> None:
    """Most visits never do."""
    index = Index.of(ommen_2018)
    index.on_page(20)
    assert "_words" not in vars(index)
    assert index.search("adviseur")
    assert "_words" in vars(index)


def test_a_wild_page_number_draws_nothing(client: TestClient, drawn: list[Any]) -> None:
    """Also not ahead of the answer that there is no such page."""
    for page in (0, 84, 10**30):
        assert client.get(f"/boek/ommen-2018/bron/{page}").status_code == 404
    assert client.get("/boek/weg/bron/1").status_code == 404
    assert drawn == []


def test_fifty_books_cost_the_first_page_their_heads_only(
    workspace: Workspace, ommen_2018: Functieboek, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However long a book is, no more than its first 64 kB are looked at."""
    data = json.loads(to_json(ommen_2018))
    for number in range(50):
        folder = workspace.extracted / f"boek-{number:02}"
        folder.mkdir()
        broken = json.dumps(data, indent=1)[:70_000]  # what comes after the head may be anything
        (folder / "functieboek.json").write_text(broken, encoding="utf-8")
    monkeypatch.setattr(Edition, "book", lambda self: pytest.fail(f"{self.name} was read whole"))
    assert entered(workspace).get("/").text.count("<tr>") == 51
