"""Drafts of vacancies: the preview that keeps nothing, two tabs, throwing away, and several of one function."""

from __future__ import annotations

import re

from starlette.testclient import TestClient

from pipeline.workspace import Workspace
from tests.web.conftest import OWN
from tests.web.vacancies.support import DATA, fields, version


def test_the_preview_keeps_nothing(client: TestClient, address: str) -> None:
    """It shows what is typed, in the very same form as the page does after keeping it."""
    form = {"versie": "0", "werkplek.plaats": "Verweggistan", "contact.naam": "Robin Jansen"}
    shown = client.post(f"{address}/voorbeeld", headers=OWN, data=form).text
    assert "Verweggistan" in shown
    assert "Vragen over de functie beantwoordt Robin Jansen" in shown
    assert "Verweggistan" not in client.get(address).text
    page = client.post(address, headers=OWN, data=form).text

    def part(text: str) -> str:
        shown = text.split('<div id="voorbeeld">')[1].split('velletje">')[1]
        return re.split(r"</section>|</body>", shown)[0].strip()

    assert part(shown).removesuffix("</div>") == part(page).removesuffix("</div>")


def test_the_preview_and_keeping_are_guarded(client: TestClient, address: str) -> None:
    """From another site nothing is done."""
    for rest in ("", "/voorbeeld", "/weggooien"):
        assert client.post(f"{address}{rest}", headers={"origin": "https://elders.example"}).status_code == 403
        assert client.post(f"{address}{rest}", headers={"sec-fetch-site": "cross-site"}).status_code == 403
    assert client.get(f"{address}/voorbeeld").status_code in (404, 405)


def test_two_tabs_do_not_overwrite_each_other(client: TestClient, address: str) -> None:
    """The second is told, keeps what it typed on the page, and can choose to win."""
    assert client.post(address, headers=DATA, data={"versie": "0", "contact.naam": "Robin"}).json()["versie"] == 1
    late = client.post(address, headers=DATA, data={"versie": "0", "contact.naam": "Sam"})
    assert late.status_code == 409
    assert "ander tabblad" in late.json()["melding"]
    page = client.post(address, headers=OWN, data={"versie": "0", "contact.naam": "Sam"})
    assert page.status_code == 409
    assert 'value="Sam"' in page.text
    assert 'value="Robin"' in client.get(address).text
    client.post(address, headers=OWN, data={"versie": version(page.text), "contact.naam": "Sam"})
    assert 'value="Sam"' in client.get(address).text


def test_keeping_says_when(client: TestClient, address: str) -> None:
    """A script gets version and time; the page and the list show it too."""
    kept = client.post(address, headers=DATA, data={"versie": "0", "contact.naam": "Robin"}).json()
    assert re.fullmatch(r"om \d\d:\d\d", kept["om"])
    assert re.search(r'id="stand" role="status">Bewaard om \d\d:\d\d\.', client.get(address).text)
    assert address in client.get("/vacatures").text


def test_a_draft_can_be_thrown_away(client: TestClient, address: str) -> None:
    """After that it is gone from page and list, and a tab that still shows it does not bring it back."""
    kept = client.post(address, headers=DATA, data={"versie": "0", "contact.naam": "Robin"}).json()
    page = client.get(address).text
    assert "<summary>Gooi deze vacature weg</summary>" in page
    answer = client.post(f"{address}/weggooien", headers=OWN)
    assert answer.url.path == "/vacatures"
    assert "Begonnen vacatures" not in answer.text
    assert "Robin" not in client.get(address).text
    old = client.post(address, headers=DATA, data={"versie": str(kept["versie"]), "contact.naam": "Robin"})
    assert old.status_code == 409
    assert client.post(f"{address}/weggooien", headers=OWN).status_code == 404


def test_several_vacancies_of_one_function(client: TestClient, address: str) -> None:
    """Each has its own address, draft, title, number and state; a copy takes all along but the number."""
    form = {**fields(), "versie": "0", "vacature.functienaam": "Chef Bos", "vacature.nummer": "2027-1"}
    form |= {"keuzes.kenmerken": "beschrijving", "keuzes.competenties": "beschrijving", "keuzes.schaal": "tabel"}
    page = client.post(address, headers=OWN, data=form).text
    assert "Nieuwe vacature voor deze functie" in page
    copy = client.post(f"{address}/kopie", headers=OWN)
    assert copy.url.path == f"{address}/nr/2"
    assert 'value="Chef Bos"' in copy.text
    assert 'value="2027-1"' not in copy.text
    fresh = client.post(f"{address}/nieuw", headers=OWN)
    assert fresh.url.path == f"{address}/nr/3"
    assert 'value="Chef Bos"' not in fresh.text
    client.post(f"{address}/nr/3", headers=DATA, data={"versie": "0", "vacature.functienaam": "Chef Hei"})
    listing = client.get("/vacatures").text
    rows = [re.sub(r"<[^>]+>", "|", row) for row in listing.split("<tbody>")[1].split("<tr>")[1:4]]
    assert any("Chef Bos|" in row and "2027-1" in row and "klaar" in row for row in rows)
    assert any("Chef Bos (2)" in row and "2027-1" not in row and "klaar" in row for row in rows)
    assert any("Chef Hei (3)" in row and "concept" in row for row in rows)
    named = client.get(f"{address}/nr/3/bestand/docx").headers["content-disposition"]
    assert "chef-hei-concept.docx" in named
    client.post(f"{address}/nr/2/weggooien", headers=OWN)
    assert 'value="Chef Bos"' in client.get(address).text
    assert 'value="Chef Bos"' not in client.get(f"{address}/nr/2").text
    for wrong in ("1", "9", "9" * 400):
        assert client.get(f"{address}/nr/{wrong}").status_code == 404


def test_a_draft_of_a_book_that_is_gone_can_still_be_thrown_away(
    client: TestClient, books: Workspace, address: str
) -> None:
    """The list says so and gives no dead link."""
    client.post(address, headers=DATA, data={"versie": "0", "contact.naam": "Robin"})
    (books.extracted / "ommen-2018" / "functieboek.json").unlink()
    page = client.get("/vacatures").text
    assert "niet meer ingelezen" in page
    assert f'href="{address}"' not in page
    assert client.post(f"{address}/weggooien", headers=OWN).status_code == 200
