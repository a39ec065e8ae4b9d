"""What stands beside the text of a vacancy: hints, sources, what lacks and mistakes; and text that means harm."""

from __future__ import annotations

import html
import json
import re

import pytest
from starlette.testclient import TestClient

from pipeline.models.functieboek import Functieboek
from pipeline.render.vacature_selectie import candidates, slugs
from pipeline.workspace import Workspace
from tests.web.conftest import OWN, entered, put_edition
from tests.web.vacancies.support import fields, version


def test_a_hint_stands_beside_its_sentence(client: TestClient, address: str) -> None:
    """The words are marked, the note follows the sentence and is tied to it; own text is only text."""
    opening = "Wij zoeken een jonge hond. <b>Dik</b> doen hoeft niet."
    page = client.post(address, headers=OWN, data={"versie": "0", "vacature.opening": opening}).text
    found = re.search(
        r'<span class="zin" id="zin-(\d+)" tabindex="0" aria-describedby="([^"]+)">(.*?)</span></span>', page
    )
    assert found
    assert "<mark>" in found[3]
    first = found[2].split()[0]
    after = page[found.end() :]
    assert after.startswith('<span class="kanttekening')
    assert f'id="{first}"' in after[:200]
    assert "<b>Dik" not in page
    assert page.count('role="note" id="taal-') == page.count('id="taal-')


def test_forbidden_wording_is_told_at_the_top_and_asked_before_a_download(client: TestClient, address: str) -> None:
    """Counted, with a link to its sentence; who looked at it can download, and has to look again at new words."""
    form = {"versie": "0", "vacature.opening": "Wij zoeken een jonge hond."}
    page = client.post(address, headers=OWN, data=form).text
    box = page.split('id="niet-doen"')[1].split("</div>")[0]
    assert "Niet doen (1): deze vacature is nog niet klaar" in box
    place = re.search(r'href="#(zin-\d+)"', box)
    assert place
    assert f'id="{place[1]}"' in page
    asked = client.get(f"{address}/bestand/docx")
    assert "Er is nog niets gedownload" in asked.text
    onward = re.search(r'href="([^"]+bekeken=\w+)"', asked.text)
    assert onward
    assert client.get(onward[1]).content.startswith(b"PK")
    mark = re.search(r'name="taal.bekeken" value="(\w+)"', box)
    assert mark
    form |= {"versie": version(page), "taal.bekeken": mark[1]}
    page = client.post(address, headers=OWN, data=form).text
    assert "nog niet klaar" not in page
    assert client.get(f"{address}/bestand/docx").content.startswith(b"PK")
    form |= {"versie": version(page), "vacature.opening": "Wij zoeken een jonge hond met de Nederlandse nationaliteit."}
    assert "Niet doen (2): deze vacature is nog niet klaar" in client.post(address, headers=OWN, data=form).text


def test_sources_are_told_in_plain_words(client: TestClient, address: str) -> None:
    """What the recruiter typed leads to its field, a fixed sentence is one of the organisation, a page stands once."""
    form = {**fields(), "versie": "0", "werkplek.thuiswerken": "Thuiswerken kan twee dagen."}
    page = client.post(address, headers=OWN, data=form).text
    assert 'Door u ingevuld: <a href="#werkplek.thuiswerken">thuiswerken</a>' in page
    assert "Vaste zin van uw organisatie <small>(templates/vacature/aanbod.j2)</small>" in page
    assert "(sjabloon)" not in page
    for note in re.findall(r'class="herkomst" role="note">(.*?)</span></span>', page):
        pages = re.findall(r">blz\. (\d+)</a>", note)
        assert len(pages) == len(set(pages))


def test_what_cannot_be_is_pointed_at_with_its_field(client: TestClient, address: str) -> None:
    """Warnings beside the text, each leading to where it was typed."""
    form = {**fields(), "versie": "0", "werkplek.postcode": "99 QQ", "aanbod.voorwaarden": "Een bonus van € 500"}
    page = client.post(address, headers=OWN, data=form).text
    points = page.split('id="aandacht"')[1].split("</details>")[0]
    assert re.search(r'“99 QQ” is geen postcode[^<]*<a href="#werkplek.postcode">', points)
    assert re.search(r'“€ 500” komt niet uit de salaristabel[^<]*<a href="#aanbod.voorwaarden">', points)
    assert re.search(r"Er staan geen bedragen in: er is geen salaristabel\.", points)
    assert re.search(r'\d+ van de \d+ taken staan in de tekst[^<]*<a href="#taken">', points)


def test_a_source_leads_to_its_page(client: TestClient, address: str) -> None:
    """Every sentence from the book has the link to where it stands; a book that is no PDF has none."""
    page = client.get(address).text.split('class="vlak velletje"')[1]
    links = re.findall(r'class="herkomst"[^>]*>.*?href="(/boek/ommen-2018/bron/\d+\?item=\d+)', page)
    assert len(links) > 5
    assert client.get(links[0]).status_code == 200


def test_a_book_without_pages_gives_no_links(workspace: Workspace, ommen_2018: Functieboek, name: str) -> None:
    """Where the source is gone, the source is told in words."""
    put_edition(workspace, "los", ommen_2018, None)
    page = entered(workspace).get(f"/vacatures/los/{name}").text
    assert "Bron: taak bij" in page
    assert "/bron/" not in page.split('class="vlak velletje"')[1]


def test_from_a_function_to_its_vacancy(client: TestClient, ommen_2018: Functieboek) -> None:
    """Straight on where there is one, a choice where the organisation has several, 404 for none."""
    by_norm: dict[str, list[str]] = {}
    for name, (_, _, functie) in zip(slugs(ommen_2018), candidates(ommen_2018), strict=True):
        by_norm.setdefault(functie.id, []).append(name)
    for key, names in by_norm.items():
        assert (
            f'href="/vacatures?boek=ommen-2018&amp;functie={key}"' in client.get(f"/boek/ommen-2018/functie/{key}").text
        )
        answer = client.get("/vacatures", params={"boek": "ommen-2018", "functie": key})
        if len(names) == 1:
            assert answer.url.path == f"/vacatures/ommen-2018/{names[0]}"
        else:
            assert all(f"/vacatures/ommen-2018/{one}" in answer.text for one in names)
    assert client.get("/vacatures", params={"boek": "ommen-2018", "functie": "bestaat-niet"}).status_code == 404


def test_what_lacks_leads_to_its_field(client: TestClient, address: str) -> None:
    """By the label of the form, each with a link; nothing is reproached before anything was filled in."""
    assert 'id="meldingen"' not in client.get(address).text
    page = client.post(address, headers=OWN, data={"versie": "0", "contact.naam": "Robin"}).text
    assert '<a href="#vacature.sluitingsdatum">Laatste dag om te reageren</a>' in page
    assert "Nog in te vullen" in page
    assert 'id="meldingen"' not in page
    assert 'id="vacature.sluitingsdatum"' in page


def test_mistakes_are_told_in_the_words_of_the_form(client: TestClient, address: str) -> None:
    """All in one go, rules between fields too, each with its field and under it; no keys and no computer numbers."""
    wrong = {
        "dienstverband.uren_max": "400",
        "vacature.publicatiedatum": "2027-02-01",
        "vacature.sluitingsdatum": "2027-01-01",
        "vacature.functienaam": "x" * 301,
        "contact.email": "geen adres",
    }
    page = client.post(address, headers=OWN, data={"versie": "0", **wrong}).text
    box = page.split('id="meldingen"')[1].split("</ul>")[0]
    told = {
        "dienstverband.uren_max": "hoogstens 40. U vulde 400 in.",
        "vacature.sluitingsdatum": "ligt voor de datum waarop de vacature openstaat.",
        "vacature.functienaam": "is te lang: hoogstens 300 tekens.",
        "contact.email": "is geen e-mailadres.",
    }
    for name, text in told.items():
        assert f'<a href="#{name}">' in box
        assert text in html.unescape(box)
        assert text in html.unescape(page.split(f'id="fout-{name}">')[1].split("<")[0])
        assert f'aria-describedby="fout-{name} ' in page
    assert "Meeste uren per week" in box
    assert not re.search(r">[^<]*(uren_max|40\.0|functienaam:)", page)


@pytest.mark.parametrize(
    "text", ["a\x00b\x0bc\x1f", "\ud7ff\ufffe\U0001f9d1", "x" * 25_000, "{{ 7 * 7 }} {% raw %}", "\r\n\r\n \u2028"]
)
def test_odd_text_is_refused_or_shown_never_a_crash(client: TestClient, address: str, text: str) -> None:
    """In every field; what is too long is told and stays on the page."""
    names = re.findall(r'(?:<input type="text"|<textarea)[^>]* name="([^"]+)"', client.get(address).text)
    assert len(names) > 15
    form = {"versie": "0", **dict.fromkeys(names, text), "taken.vertel": [text]}
    assert client.post(f"{address}/voorbeeld", headers=OWN, data=form).status_code == 200
    page = client.post(address, headers=OWN, data=form)
    assert page.status_code == 200
    assert client.get(f"{address}/bestand/docx").content.startswith(b"PK")
    if len(text) > 20_000:
        assert "is te lang" in page.text
        assert text in page.text


def test_script_in_a_task_is_text(workspace: Workspace, ommen_2018: Functieboek, name: str) -> None:
    """In the list to choose from, the text, its source and the preview."""
    evil = '"><script>alert(1)</script>'
    data = json.loads(ommen_2018.model_dump_json())
    for functie in data["functies"]:
        for area in functie["resultaatgebieden"]:
            for task in area["taken"]:
                task["tekst"] += evil
    put_edition(workspace, "boos", Functieboek.model_validate_json(json.dumps(data)), None)
    client = entered(workspace)
    for page in (client.get(f"/vacatures/boos/{name}"), client.post(f"/vacatures/boos/{name}/voorbeeld", headers=OWN)):
        assert page.status_code == 200
        assert "<script>alert" not in page.text
        assert "&lt;script&gt;" in page.text
