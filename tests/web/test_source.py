"""From any value to its place in the source, and back."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from pipeline.check import check
from pipeline.models.functieboek import Functieboek
from pipeline.models.io import to_json
from pipeline.web.index import Index
from pipeline.workspace import Workspace
from tests.conftest import read_book
from tests.hostile.files import encrypted
from tests.minibook import write_minibook
from tests.support import REFERENCE
from tests.web.conftest import OWN, entered, put_edition

PARTS = ("", "/matrix", "/formatie", "/organisatie", "/modules")


def _linked(client: TestClient, book: Functieboek, name: str) -> set[int]:
    pages = [*PARTS, *(f"/functie/{functie.id}" for functie in book.functies)]
    texts = [client.get(f"/boek/{name}{page}").text for page in pages]
    return {int(number) for text in texts for number in re.findall(rf'href="/boek/{name}/bron/\d+\?item=(\d+)', text)}


def test_every_value_of_a_book_is_shown_with_a_link_to_its_place(client: TestClient, ommen_2018: Functieboek) -> None:
    """Nothing that was read is left out of the pages, and nothing stands there without its source."""
    linked = _linked(client, ommen_2018, "ommen-2018")
    without = [item for item in Index.of(ommen_2018).items if item.nummer not in linked]
    assert [(item.soort, item.tekst) for item in without] == []


def test_every_value_leads_back_to_where_the_product_shows_it(client: TestClient, ommen_2018: Functieboek) -> None:
    """The address of an item is a page that has the item at that anchor."""
    pages: dict[str, str] = {}
    index = Index.of(ommen_2018)
    for item in index.items:
        address, _, anchor = index.address("ommen-2018", item).partition("#")
        if address not in pages:
            pages[address] = client.get(address).text
        assert f'id="{anchor}"' in pages[address], (item.soort, item.tekst)


def test_a_place_written_down_elsewhere_is_found_by_its_box(ommen_2018: Functieboek) -> None:
    """Findings keep places of their own: the same box, or a part of one, lights up the item that holds it."""
    index = Index.of(ommen_2018)
    for one in (item for item in index.items if item.herkomst.kader and item.soort == "taak"):
        again = one.herkomst.model_copy()
        assert index.items[index.number(again) or 0].boxes == one.boxes
    x0, top, x1, bottom = one.herkomst.kader or (0, 0, 0, 0)
    part = one.herkomst.model_copy(update={"kader": (x0 + 1, top + 1, x1 - 1, bottom - 1), "vervolg": ()})
    assert index.number(part) == one.nummer
    assert index.number(one.herkomst.model_copy(update={"kader": None})) is None


def test_findings_link_each_quotation_to_its_place(books: Workspace, ommen_2018: Functieboek) -> None:
    """A quotation is a value too."""
    found = check(ommen_2018)
    (books.extracted / "ommen-2018" / "bevindingen.json").write_text(to_json(found), encoding="utf-8")
    text = entered(books).get("/boek/ommen-2018/bevindingen").text
    quoted = re.findall(r'<p class="citaat">“.*?</p>', text, re.DOTALL)
    assert quoted
    assert all("/boek/ommen-2018/bron/" in one for one in quoted)


def test_a_text_over_a_page_break_lights_up_on_both_pages(client: TestClient, ommen_2018: Functieboek) -> None:
    """With a link to go on, and one to go back."""
    item = next(item for item in Index.of(ommen_2018).items if len(item.boxes) > 1)
    first, second = list(item.boxes)[:2]
    for page, other, word in ((first, second, "Gaat verder"), (second, first, "Begint")):
        text = client.get(f"/boek/ommen-2018/bron/{page}?item={item.nummer}").text
        assert re.search(rf'<a [^>]*data-item="{item.nummer}"[^>]*class="aan"[^>]*>\s*<rect', text)
        assert f"{word} op bladzijde {other}" in text
        assert f'href="/boek/ommen-2018/bron/{other}?item={item.nummer}#item-{item.nummer}"' in text


def test_a_value_without_a_box_is_listed_and_draws_nothing(workspace: Workspace, ommen_2018: Functieboek) -> None:
    """Its page is known, its place on it is not."""
    functie = ommen_2018.functies[0]
    bare = functie.model_copy(update={"herkomst": functie.herkomst.model_copy(update={"kader": None, "vervolg": ()})})
    book = ommen_2018.model_copy(update={"functies": (bare, *ommen_2018.functies[1:])})
    put_edition(workspace, "kaal", book, Path("sources") / "ommen-2018.pdf")
    item = next(one for one in Index.of(book).items if one.soort == "functie")
    text = entered(workspace).get(f"/boek/kaal/bron/{functie.herkomst.pagina}?item={item.nummer}").text
    assert "De plek op de bladzijde is niet bekend." in text
    assert not re.search(r"<a [^>]*data-item[^>]*>\s*</a>", text)


@pytest.mark.parametrize("kind", ["md", "docx"])
def test_a_book_without_pages_names_its_paragraphs(workspace: Workspace, tmp_path: Path, kind: str) -> None:
    """Every page works, the place is a paragraph, and nothing links to a page that cannot be shown."""
    source = tmp_path / f"boek.{kind}"
    if kind == "md":
        write_minibook(source)
    else:
        shutil.copy(REFERENCE / "ommen-2018.docx", source)
    book = read_book(source)
    put_edition(workspace, "boek", book, source)
    client = entered(workspace)
    one, other = (functie.id for functie in book.functies[:2])
    pages = [*PARTS, f"/functie/{one}", f"/naast-elkaar?a={one}&b={other}", "/bevindingen", "?q=adviseur"]
    for part in pages:
        answer = client.get(f"/boek/boek{part}")
        assert answer.status_code == 200, part
        assert "/bron/" not in answer.text, part
    assert "regel " in client.get(f"/boek/boek/functie/{book.functies[0].id}").text
    assert "zijn geen bladzijden te tonen" in client.get("/boek/boek/bron/1").text


def test_the_page_that_was_typed_is_opened(client: TestClient) -> None:
    """And one that the book does not have is told."""
    assert "Bladzijde 12 van 83" in client.get("/boek/ommen-2018/bron?blad=12").text
    for wild in ("0", "84", "-1", "x", "", "9" * 400):
        assert client.get(f"/boek/ommen-2018/bron?blad={wild}").status_code == 404


def test_pages_of_a_protected_book_ask_for_its_password(
    empty: TestClient, workspace: Workspace, tmp_path: Path, finished: Callable[..., Any]
) -> None:
    """Told in words of the page; known after reading until the server stops; then asked for, and kept nowhere."""
    path = tmp_path / "slot.pdf"
    encrypted("zeer-geheim")(path)
    files = [("bestanden", ("slot.pdf", path.read_bytes()))]
    refused = finished(empty, empty.post("/edities", headers=OWN, files=files)).text
    assert "bij “Wachtwoord”" in refused
    assert "--wachtwoord" not in refused
    finished(empty, empty.post("/edities", headers=OWN, files=files, data={"wachtwoord": "zeer-geheim"}))
    assert empty.get("/boek/slot/blad/1.png").content.startswith(b"\x89PNG")
    later = entered(workspace)
    page = later.get("/boek/slot/bron/1")
    assert 'type="password"' in page.text
    assert ".png" not in page.text + later.get("/boek/slot/bevindingen").text
    assert later.get("/boek/slot/blad/1.png").status_code == 404
    wrong = later.post("/boek/slot/wachtwoord", headers=OWN, data={"wachtwoord": "mis", "blad": "1"})
    assert (wrong.status_code, "klopt niet" in wrong.text) == (400, True)
    right = later.post("/boek/slot/wachtwoord", headers=OWN, data={"wachtwoord": "zeer-geheim", "blad": "1"})
    assert "/boek/slot/blad/1.png" in right.text
    assert later.get("/boek/slot/blad/1.png").content.startswith(b"\x89PNG")
    kept = [file for file in workspace.root.rglob("*") if file.is_file()]
    assert not [file.name for file in kept if b"zeer-geheim" in file.read_bytes()]
