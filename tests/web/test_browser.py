"""The six jobs in a real browser, from dropping the PDF to opening the Word file; each page is held to axe."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from pipeline.models.functieboek import Functieboek
from pipeline.render.vacature_selectie import slugs
from pipeline.workspace import Workspace
from tests.support import ROOT, SOURCES
from tests.web.browsing import IN_A_BROWSER, held
from tests.web.conftest import SETTINGS, put_edition
from tests.web.server import Server

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = IN_A_BROWSER


@pytest.fixture
def address(workspace: Workspace, ommen_2021: Functieboek) -> Iterator[str]:
    """A server in a process of its own, with the later edition; the address it printed."""
    workspace.settings_file.write_text(SETTINGS, encoding="utf-8")
    put_edition(workspace, "ommen-2021", ommen_2021, SOURCES / "ommen-2021.pdf")
    with Server(workspace.root) as server:
        yield server.opening


def test_six_jobs(page: Page, address: str, workspace: Workspace, ommen_2018: Functieboek) -> None:
    """Read, look, accept, compare and sign, write a vacancy, place people and clean up."""
    refused: list[str] = []
    page.on("console", lambda message: refused.append(message.text) if message.type == "error" else None)
    page.goto(address)
    home = page.url.rstrip("/")
    assert "sleutel" not in home
    _read(page)
    _look(page, ommen_2018)
    _accept(page, workspace)
    _compare(page)
    _write(page, home, slugs(ommen_2018)[0])
    _place(page, home, workspace)
    assert not refused


def _read(page: Page) -> None:
    page.set_input_files("#bestanden", SOURCES / "ommen-2018.pdf")
    held(page, "inlezen")
    page.get_by_role("button", name="Inlezen", exact=True).click()
    page.wait_for_selector("text=Bekijk het boek")
    held(page)
    page.click("text=Bekijk het boek")


def _look(page: Page, book: Functieboek) -> None:
    key = next(cell.functie for cell in book.functiematrix if cell.functie)
    functie = next(one for one in book.functies if one.id == key)
    page.fill("#q", functie.naam[:-1])
    page.press("#q", "Enter")
    page.wait_for_selector("h2:has-text('treffer')")
    held(page)
    page.click("nav.sub >> text=Functiematrix")
    held(page)
    page.click(f"table a[href$='/functie/{functie.id}'] >> nth=0")
    held(page, "functie")
    page.click("section .bron-link >> nth=4")
    page.wait_for_selector(".blad .aan rect")
    assert page.locator("li.aan").count() == 1
    page.locator(".items li:not(.aan) a").first.press("Enter")
    assert page.locator(".blad a.aan").get_attribute("data-item") == page.locator("li.aan").get_attribute("data-item")
    held(page, "bron")
    page.set_viewport_size({"width": 640, "height": 450})  # as much room as 200 % zoom leaves
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    page.set_viewport_size({"width": 1280, "height": 900})


def _accept(page: Page, workspace: Workspace) -> None:
    page.click("nav.sub >> text=Bevindingen")
    page.locator("details:has-text('Toon op') summary").first.click()
    held(page, "bevindingen")
    form = page.locator("details:has-text('Aanvaarden')").first
    form.locator("summary").click()
    form.locator("textarea").fill("Zo vastgesteld.")
    form.locator("[name=wie]").fill("Sam")
    form.locator("button").click()
    page.wait_for_selector("text=De bevinding is aanvaard.")
    assert "Zo vastgesteld." in workspace.settings_file.read_text(encoding="utf-8")


def _compare(page: Page) -> None:
    page.click("header >> text=Verschillen")
    page.select_option("#oud", "ommen-2018")
    page.select_option("#nieuw", "ommen-2021")
    page.click("main button")
    page.wait_for_selector("article")
    article = page.locator("article").first
    article.locator("[name=naam]").fill("Sam de Vries")
    article.locator("[name=notitie]").fill("Dit klopt niet.")
    article.locator("button:has-text('Niet akkoord')").click()
    page.wait_for_selector("text=beoordeeld: 1")
    with page.expect_download() as got:
        page.click("text=Download de oordelen")
    assert zipfile.is_zipfile(got.value.path())
    held(page, "verschillen")


def _write(page: Page, home: str, functie: str) -> None:
    page.goto(f"{home}/vacatures/ommen-2018/{functie}")
    page.fill("[name='contact.naam']", "Sam de Vries")
    page.fill("[name='vacature.sluitingsdatum']", "2027-01-15")
    page.click("text=Bewaar en toon de tekst")
    page.wait_for_selector("text=vul een telefoonnummer of een e-mailadres in")
    assert page.input_value("[name='contact.naam']") == "Sam de Vries"
    page.locator(".zin").first.focus()
    assert page.locator(".zin .herkomst").first.is_visible()
    held(page)
    with page.expect_download() as got:
        page.get_by_role("link", name="Word", exact=True).click()
    assert "word/document.xml" in zipfile.ZipFile(got.value.path()).namelist()


def _place(page: Page, home: str, workspace: Workspace) -> None:
    page.goto(f"{home}/plaatsing")
    held(page)
    lines = (ROOT / "tests" / "data" / "brieven" / "medewerkers.csv").read_text(encoding="utf-8-sig").splitlines()
    head = next(number for number, line in enumerate(lines) if line.startswith("personeelsnummer"))
    data = "\n".join(lines[head : head + 4]).encode()
    page.set_input_files("#medewerkers", {"name": "medewerkers.csv", "mimeType": "text/csv", "buffer": data})
    page.select_option("#boek", "ommen-2018")
    page.fill("#datum", "2026-04-21")
    page.get_by_role("button", name="Controleer", exact=True).click()
    page.wait_for_selector("h2:has-text('Balans')")
    held(page, "plaatsing")
    if page.locator("[name=akkoord]").count():
        page.check("[name=akkoord]")
    page.get_by_role("button", name="Maak de brieven").click()
    page.wait_for_selector("text=3 brieven gemaakt.")
    with page.expect_download() as got:
        page.click("text=Download de brieven")
    names = zipfile.ZipFile(io.BytesIO(got.value.path().read_bytes())).namelist()
    assert "1001.docx" in names
    page.goto(f"{home}/plaatsing")
    page.click("text=Kies wat u wilt verwijderen")
    page.get_by_role("button", name="Verwijder wat is aangevinkt").click()
    page.wait_for_selector("text=Er staan geen brieven")
    assert not list((workspace.output / "brieven").iterdir())
