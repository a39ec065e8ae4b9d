"""The vacancy composer: tasks to choose and order, a preview that keeps nothing, drafts, and hints beside the text."""

from __future__ import annotations

import html
import io
import json
import re
import zipfile
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from pipeline.cli.main import main
from pipeline.models.functieboek import Functieboek
from pipeline.render.vacature_selectie import candidates, select, slugs
from pipeline.render.vacature_taken import Taak, tasks_of
from pipeline.workspace import Workspace
from tests.render.vacatures import FULL
from tests.web.conftest import OWN, entered, put_edition

DATA = {**OWN, "accept": "application/json"}


@pytest.fixture
def name(ommen_2018: Functieboek) -> str:
    """A function with several areas and at least eight tasks."""
    for name, (_, row, functie) in zip(slugs(ommen_2018), candidates(ommen_2018), strict=True):
        if len(functie.resultaatgebieden) >= 3 and len(tasks_of(ommen_2018, functie)) >= 8 and row:
            return name
    raise AssertionError


@pytest.fixture
def tasks(ommen_2018: Functieboek, name: str) -> tuple[Taak, ...]:
    """The tasks of that function."""
    return tasks_of(ommen_2018, candidates(ommen_2018)[slugs(ommen_2018).index(name)][2])


@pytest.fixture
def address(name: str) -> str:
    """Its page."""
    return f"/vacatures/ommen-2018/{name}"


def fields(text: str = FULL) -> dict[str, str]:
    """The facts of a vacature.toml as the form sends them."""
    import tomllib

    found = {}
    for section, keys in tomllib.loads(text).items():
        for key, value in keys.items():
            plain = (
                "\n".join(value)
                if isinstance(value, list)
                else ("ja" if value else "")
                if value in (True, False)
                else value
            )
            found[f"{section}.{key}"] = str(plain)
    return found


def version(page: str) -> str:
    """The version that a page carries."""
    found = re.search(r'name="versie" value="(\d+)"', page)
    assert found
    return found[1]


def listed(page: str) -> tuple[list[str], list[str]]:
    """The tasks that are told, and the others, by key."""
    above, below = page.split('class="keuzelijst over"')
    keys = re.compile(r'name="taken.vertel" value="([^"]*)"')
    return [html.unescape(one) for one in keys.findall(above)], [html.unescape(one) for one in keys.findall(below)]


def test_the_choice_of_the_program_is_shown_first(client: TestClient, address: str, tasks: tuple[Taak, ...]) -> None:
    """Every task once: those that the text tells are ticked, and each has a link to its page."""
    page = client.get(address).text
    above, below = listed(page)
    assert above
    assert below
    assert sorted([*above, *below]) == sorted(one.sleutel for one in tasks)
    assert page.count('checked autocomplete="off"') + page.count(" checked aria-describedby") == len(above)
    assert "De keuze van het programma" in page
    assert re.search(r'id="programma"[^>]*hidden', page)


def test_moving_without_script(client: TestClient, address: str) -> None:
    """The buttons send the form: the order changes, what was typed stays, and the page comes back at the row."""
    above, _ = listed(client.get(address).text)
    form = {"versie": "0", "voorstel": "\n".join(above), "taken.vertel": above, "contact.naam": "Robin"}
    answer = client.post(address, headers=OWN, data={**form, "omlaag": above[0]}, follow_redirects=False)
    assert re.search(r"#taak-\d+$", answer.headers["location"])
    page = client.get(address).text
    assert listed(page)[0] == [above[1], above[0], *above[2:]]
    assert "Uw eigen keuze" in page
    assert 'value="Robin"' in page
    form = {"versie": version(page), "voorstel": "", "taken.vertel": listed(page)[0]}
    client.post(address, headers=OWN, data={**form, "programma": "ja"})
    assert listed(client.get(address).text)[0] == above


def test_saving_without_touching_the_tasks_leaves_the_choice_to_the_program(client: TestClient, address: str) -> None:
    """So that another length still gives another choice."""
    normal = listed(client.get(address).text)[0]
    form = {"versie": "0", "voorstel": "\n".join(normal), "taken.vertel": normal, "vacature.lengte": "volledig"}
    page = client.post(address, headers=OWN, data=form).text
    assert "De keuze van het programma" in page
    assert len(listed(page)[0]) > len(normal)


def test_a_ticked_task_goes_behind_the_last_of_its_own_area(
    client: TestClient, address: str, tasks: tuple[Taak, ...]
) -> None:
    """Without a script: the browser sends it after all others."""
    areas: dict[str, list[str]] = {}
    for one in tasks:
        areas.setdefault(one.gebied, []).append(one.sleutel)
    first, second = [keys for keys in areas.values() if len(keys) > 1][:2]
    before = [first[0], second[0]]
    form = {"versie": "0", "verteld": "\n".join(before), "voorstel": "", "taken.vertel": [*before, first[1]]}
    client.post(address, headers=OWN, data=form)
    assert listed(client.get(address).text)[0] == [first[0], first[1], second[0]]


def test_lists_have_what_the_book_has_and_choices_only_where_it_contradicts_itself(
    client: TestClient, ommen_2018: Functieboek
) -> None:
    """Modules and clusters to choose, the standard length by name, and nothing of the terminal."""
    with_choice = 0
    for number, name in enumerate(slugs(ommen_2018)[:12]):
        page = client.get(f"/vacatures/ommen-2018/{name}").text
        wrong = select(ommen_2018, number, {}).tegenstrijdigheden
        assert ("<legend>Keuzes</legend>" in page) == bool(wrong)
        with_choice += bool(wrong)
        assert all(f'id="keuzes.{one.onderdeel}"' in page for one in wrong)
        assert "--kies" not in page
    assert with_choice > 0
    assert '<option value="">normaal (standaard)</option>' in page
    cluster = re.search(r'<select id="team.cluster".*?</select>', page, re.DOTALL)
    assert cluster
    assert all(html.escape(one.naam) in cluster[0] for one in ommen_2018.clusters)


def test_the_list_shows_scale_and_series_and_can_be_searched(client: TestClient, ommen_2018: Functieboek) -> None:
    """By a part of the name, the series or the scale."""
    row = next(one for one in ommen_2018.beschikbare_functies if one.functie and one.schaal)
    page = client.get("/vacatures", params={"boek": "ommen-2018", "q": f"schaal {row.schaal}"}).text
    rows = page.split("<tbody>")[-1].split("<tr>")[1:]
    assert rows
    assert len(rows) < len(candidates(ommen_2018))
    assert any(html.escape(row.naam) in one and f"<td>{row.schaal}</td>" in one for one in rows)
    assert "0 functies" in client.get("/vacatures", params={"boek": "ommen-2018", "q": "qqqq"}).text


def test_a_task_that_left_the_book_is_told(client: TestClient, address: str, tasks: tuple[Taak, ...]) -> None:
    """With the message of the toml, and a row to take it away; the text is still shown."""
    chosen = [tasks[0].sleutel, "Bakt broodjes."]
    page = client.post(address, headers=OWN, data={"versie": "0", "taken.vertel": chosen}).text
    assert "2e taak: “Bakt broodjes.” staat niet bij de taken van" in page
    assert "taken.vertel, 2e" not in page
    assert 'class="onbekend"' in page
    assert 'id="zin-0"' in page


def test_a_module_or_cluster_that_does_not_exist_leaves_the_page_usable(client: TestClient, address: str) -> None:
    """The message stands there, and the field can be put right."""
    page = client.post(address, headers=OWN, data={"versie": "0", "vacature.module": "Bestaat niet"})
    assert page.status_code == 200
    assert "Bestaat niet" in page.text
    assert 'id="zin-0"' in page.text


@pytest.mark.parametrize("step", [1, -2])
def test_the_files_are_those_of_the_command_line(
    client: TestClient, books: Workspace, tmp_path: Path, address: str, name: str, tasks: tuple[Taak, ...], step: int,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    """The same facts and the same choice give the same bytes."""
    chosen = [one.sleutel for one in tasks if one.zegbaar][::step][:5]
    text = f"{FULL}\n[keuzes]\nkenmerken = 'beschrijving'\ncompetenties = 'beschrijving'\nschaal = 'tabel'\n"
    form = {**fields(text), "versie": "0", "taken.vertel": chosen}
    assert "concept" not in client.post(address, headers=OWN, data=form).text.split('id="voorbeeld"')[1].lower()[:400]
    listing = ", ".join(f"'''{one}'''" for one in chosen)
    toml = tmp_path / "vacature.toml"
    toml.write_text(f"{text}[taken]\nvertel = [{listing}]\n", encoding="utf-8")
    command = ["vacature", "ommen-2018", name, "--gegevens", str(toml), "--uit", str(tmp_path / "uit"),
               "--werkmap", str(books.root)]  # fmt: skip
    monkeypatch.setattr("sys.argv", ["functieboek", *command])
    with pytest.raises(SystemExit) as ended:
        main()
    assert not ended.value.code
    kinds = {"docx": ".docx", "html": ".html", "fragment": ".fragment.html", "md": ".md", "json": ".json"}
    for kind, suffix in kinds.items():
        data = client.get(f"{address}/bestand/{kind}").content
        assert data == (tmp_path / "uit" / f"{name}{suffix}").read_bytes(), kind
    assert zipfile.is_zipfile(io.BytesIO(client.get(f"{address}/bestand/docx").content))


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
