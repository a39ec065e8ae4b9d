"""Script in a book and in its name is text, on every page of the workplace."""

from __future__ import annotations

import copy
import re
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import httpx
import lxml.html
import pytest
from starlette.routing import Route
from starlette.testclient import TestClient

from pipeline.models.functieboek import Functieboek
from pipeline.models.io import to_json
from pipeline.web import guard
from pipeline.web.app import routes
from pipeline.workspace import Workspace
from tests.layouts.books import load
from tests.layouts.compose import Composer
from tests.layouts.layout import Layout
from tests.layouts.rl import write
from tests.web.attacking import SCRIPT, filled
from tests.web.conftest import OWN, SETTINGS, entered, put_edition

EVIL_NAME = '"><script>alert(1)<img src=x onerror=alert(1)>'
"""The stem of a file that somebody put in sources/ by hand; what is uploaded gets a plain name."""


def _evil_pdf(path: Path) -> Path:
    """A book in PDF with a script in every text."""
    book: dict[str, Any] = copy.deepcopy(load("ommen-2018"))
    book["functies"] = book["functies"][:2]
    kept = {one["id"] for one in book["functies"]}
    book["profielen"] = [one for one in book["profielen"] if one["functie"] in kept]
    texts = ("tekst", "omschrijving", "titel", "ondertitel", "organisatie")

    def spoil(value: Any) -> Any:
        if isinstance(value, dict):
            return {
                k: f"{v} {SCRIPT}" if k in texts and isinstance(v, str) and v else spoil(v) for k, v in value.items()
            }
        return [spoil(one) for one in value] if isinstance(value, list) else value

    layout = Layout("boos", "rl", bullet="•")
    write(Composer(spoil(book), layout).script(), layout, path)
    return path


def _harmless(answer: httpx.Response) -> bool:
    """No script but our own files, no handler, no foreign picture or address, as a browser would parse it.

    Returns whether the script is there as text.
    """
    assert answer.headers["content-security-policy"] == guard.POLICY
    page = lxml.html.fromstring(answer.content.decode())
    for element in page.iter(lxml.etree.Element):
        for name, value in element.attrib.items():
            assert not name.startswith("on"), (answer.url, name)
            if name in ("src", "href", "action", "formaction"):
                assert value.startswith(("/", "#", "?", "mailto:")), (answer.url, value)
                assert not value.startswith("//"), (answer.url, value)
        if element.tag == "script":
            assert element.get("src", "").startswith("/static/"), answer.url
            assert not (element.text or "").strip()
    return "<script>" in page.text_content()


@pytest.mark.slow
@pytest.mark.usefixtures("vacancies_made_once")
def test_script_in_a_pdf_and_in_its_name_is_text_on_every_page(
    workspace: Workspace, tmp_path: Path, finished: Callable[..., Any]
) -> None:
    """Read from a PDF through the page, stored, and shown by every address, also under an evil name."""
    workspace.settings_file.write_text(SETTINGS, encoding="utf-8")
    client, source = entered(workspace), _evil_pdf(tmp_path / "boos.pdf")
    upload = [("bestanden", (f"{SCRIPT}.pdf", source.read_bytes())), ("bestanden", (f"{SCRIPT}.exe", b"MZ"))]
    answer = finished(client, client.post("/edities", headers=OWN, files=upload))
    _harmless(answer)
    name = next(edition.name for edition in workspace.editions())
    book = workspace.edition(name).book()
    assert SCRIPT in to_json(book)
    key = book.functies[0].kenmerken[0]
    first = book.functies[0].model_copy(update={"kenmerken": (key.model_copy(update={"tekst": f"anders {SCRIPT}"}),)})
    changed = book.model_copy(update={"functies": (first, *book.functies[1:])})
    put_edition(workspace, EVIL_NAME, _with_name(changed), None)
    seen = [address for address in _pages(client, [name, EVIL_NAME], book) if _harmless(client.get(address))]
    assert {"boek", "verschillen", "vacatures"} <= {address.split("/")[1].split("?")[0] for address in seen}


def _with_name(book: Functieboek) -> Functieboek:
    return book.model_copy(update={"bron": book.bron.model_copy(update={"bestand": f"{EVIL_NAME}.pdf"})})


def _pages(client: TestClient, names: list[str], book: Functieboek) -> Iterator[str]:
    """Every address of the workplace that gives a page, for these editions."""
    yield from ("/boek/a?q=" + quote(SCRIPT), "/bestaat-niet/" + quote(SCRIPT), "/taak/" + quote(SCRIPT))
    words = {"q": SCRIPT, "schaal": EVIL_NAME, "reeks": SCRIPT, "competentie": SCRIPT, "ernst": SCRIPT, "code": SCRIPT}
    query = "&".join(f"{key}={quote(value)}" for key, value in words.items())
    for route in (one for one in routes() if isinstance(one, Route) and "GET" in (one.methods or ())):
        for name, other in (names, names[::-1]):
            known = {"boek": name, "oud": name, "nieuw": other, "functie": book.functies[0].id, "blad": "2"}
            address = filled(route.path, known, -1, "")
            answer = client.get(address)
            while "data-taak" in answer.text:
                time.sleep(0.02)
                answer = client.get(str(answer.url))
            if answer.headers["content-type"].startswith("text/html") and "/stand" not in address:
                yield from (address, f"{address}?{query}", f"{address}?a={book.functies[0].id}&b={book.functies[1].id}")
                # What one page links to, another shows: the functions of a vacancy have names of their own.
                links = re.findall(r'href="(/vacatures/[^"#]+/[^"#/]+)"', answer.text)
                yield from links[:1]
