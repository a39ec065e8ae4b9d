"""The pages: what they show, that ids are looked up and never paths, and that a book's text is only text."""

from __future__ import annotations

import html
import json
import re
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from starlette.testclient import TestClient

from pipeline.loopbaanstap import next_steps
from pipeline.models.bevindingen import Bevinding, Bevindingen
from pipeline.models.functieboek import Functieboek
from pipeline.models.io import to_json
from pipeline.web.forms import facts_of, form_of
from pipeline.web.index import Index
from pipeline.web.received import file_name
from pipeline.workspace import Workspace
from tests.minibook import minibook
from tests.web.conftest import OWN, entered

WILD = (
    "../x",
    "..",
    ".",
    "../../etc/passwd",
    "/etc/passwd",
    "a\x00b",
    "..\\..\\x",
    "%2e%2e",
    "ommen-2018/../x",
    "x" * 3000,
)
ADDRESSES = (
    "/boek/{}", "/boek/{}/verwijderen", "/boek/{}/matrix",
    "/boek/ommen-2018/functie/{}", "/boek/ommen-2018/naast-elkaar?a={}&b={}",
    "/boek/{}/formatie", "/boek/{}/organisatie", "/boek/{}/modules", "/boek/ommen-2018/bron?blad={}",
    "/boek/ommen-2018/bron/{}", "/boek/ommen-2018/bron/1?item={}", "/boek/ommen-2018/blad/{}.png",
    "/boek/ommen-2018/bevindingen/{}/1.png", "/verschillen/{}/ommen-2021", "/verschillen/ommen-2018/{}",
    "/verschillen/ommen-2018/ommen-2021/verslag/{}",
    "/taak/{}", "/boek/ommen-2018/bevindingen/rapport.{}",
    "/vacatures/{}/x", "/vacatures/ommen-2018/{}", "/vacatures?boek={}",
    "/vacatures/ommen-2018/zweminstructeur/bestand/{}", "/plaatsing/{}", "/plaatsing/{}/brieven.zip",
    "/plaatsing/{}/gemarkeerd.xlsx", "/plaatsing/gemaakt/{}", "/plaatsing/voorbeeld.xlsx?boek={}", "/static/{}",
)  # fmt: skip


def _quoted(wild: str) -> str:
    return quote(wild, safe="").replace(".", "%2E")  # else the client itself resolves the dots


def test_no_id_is_a_path(client: TestClient) -> None:
    """Every id of every address, filled with what would leave its folder, is not found."""
    for address in ADDRESSES:
        for wild in WILD:
            answer = client.get(address.replace("{}", _quoted(wild)), follow_redirects=False)
            assert answer.status_code in (404, 405), (address, wild)


def test_a_wild_id_in_a_form_changes_nothing(client: TestClient) -> None:
    """The same for what is sent."""
    for wild in WILD:
        one = _quoted(wild)
        for address in (f"/boek/{one}/controleren", f"/boek/ommen-2018/bevindingen/{one}", f"/vacatures/{one}/x",
                        f"/vacatures/ommen-2018/{one}", f"/plaatsing/{one}/maken"):  # fmt: skip
            assert client.post(address, headers=OWN, data={"reden": "zomaar"}).status_code in (404, 405), address


def test_script_in_a_book_is_text(workspace: Workspace, ommen_2021: Functieboek) -> None:
    """A book whose every text, and whose file name, is a script."""
    evil = '"><script>alert(1)</script><img src=x onerror=alert(1)>'
    data = json.loads(to_json(ommen_2021))

    def spoil(value: object) -> object:
        if isinstance(value, dict):
            texts = {"naam", "tekst", "omschrijving", "definitie", "titel", "organisatie", "bestand", "onderwerp"}
            return {
                key: f"{one}{evil}" if key in texts and isinstance(one, str) and one else spoil(one)
                for key, one in value.items()
            }
        return [spoil(one) for one in value] if isinstance(value, list) else value

    folder = workspace.extracted / "boos"
    folder.mkdir()
    (folder / "functieboek.json").write_text(json.dumps(spoil(data)), encoding="utf-8")
    client = entered(workspace)
    functie = data["functies"][0]["id"]
    addresses = ["/", "/vacatures"]
    addresses += [f"/boek/boos{rest}" for rest in ("", "?q=script", "/matrix", f"/functie/{functie}", "/bevindingen")]
    addresses += [f"/boek/boos/{part}" for part in ("formatie", "organisatie", "modules", "naast-elkaar")]
    addresses.append(f"/boek/boos/naast-elkaar?a={functie}&b={data['functies'][1]['id']}")
    for address in [*addresses, f"/boek/boos?q={quote(evil)}"]:
        text = client.get(address).text
        assert "<script>alert" not in text, address
        assert "<img src=x" not in text, address
    assert "&lt;script&gt;" in client.get("/boek/boos").text


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("../../etc/passwd.pdf", "passwd.pdf"),
        ("C:\\map\\boek 2024.pdf", "boek 2024.pdf"),
        ("<script>.pdf", "script.pdf"),
        (".pdf", "pdf"),
        ("...", "boek.pdf"),
        ("a" * 400 + ".docx", "a" * 120 + ".docx"),
        ("\u6f22" * 200 + ".md", "\u6f22" * 66 + ".md"),  # the disk counts bytes
    ],
)
def test_an_upload_gets_a_plain_name(given: str, kept: str) -> None:
    """No folders, no signs with a meaning, not hidden."""
    assert file_name(given) == kept


def test_bad_and_good_uploads(empty: TestClient, workspace: Workspace, finished: Callable[..., object]) -> None:
    """Each file gets its own answer; a refused one leaves nothing behind, and its name is only text."""
    files = [
        ("bestanden", ("<b>kapot</b>.pdf", b"%PDF-1.7 niets")),
        ("bestanden", ("brief.exe", b"MZ")),
        ("bestanden", ("klein.md", minibook().encode())),
    ]
    answer = finished(empty, empty.post("/edities", headers=OWN, files=files))
    text = answer.text  # type: ignore[attr-defined]
    assert "<b>" not in text
    assert text.count('class="vlak fout"') == 2
    assert "2 functies" in text
    assert text.count("brief.exe") == 1
    assert [path.name for path in workspace.sources.iterdir()] == ["klein.md"]
    assert not list((workspace.state / "ontvangen").iterdir())
    assert "Adviseur II" in empty.get("/boek/klein").text
    other = [("bestanden", ("klein.md", minibook("X").encode()))]
    second = finished(empty, empty.post("/edities", headers=OWN, files=other))
    assert "al een ander bestand" in second.text  # type: ignore[attr-defined]
    (workspace.sources / "later.md").write_text(minibook("Later I"), encoding="utf-8")
    home = empty.get("/").text
    assert re.findall(r'name="bestand" value="([^"]+)"', home) == ["later.md"]
    read = finished(empty, empty.post("/edities/wachtend", headers=OWN, data={"bestand": ["later.md", "../x.md"]}))
    assert "later.md: gelezen" in read.text  # type: ignore[attr-defined]
    assert 'name="bestand"' not in empty.get("/").text
    assert "aangevinkt" in empty.post("/edities/wachtend", headers=OWN, data={"bestand": "../x.md"}).text
    assert "Kies een PDF" in empty.post("/edities", headers=OWN, data={"x": "y"}).text


def test_search_forgives_typing(ommen_2018: Functieboek) -> None:
    """A misspelt, a half typed and an accented word find what was meant."""
    index = Index.of(ommen_2018)
    functie = ommen_2018.functies[0]
    name = functie.naam.split()[0]
    for typed in (name, name[:-3], name.upper(), name[0] + name[2] + name[1] + name[3:]):
        assert any(item.functie == functie.id for item in index.search(typed)), typed
    assert index.search("qqqqzzzz") == []


def test_a_step_tells_the_highest_level_and_the_names_in_the_organisation(
    client: TestClient, ommen_2018: Functieboek
) -> None:
    """Beside the norm names, and behaviour and situations have their own part."""
    low, high = next(iter(next_steps(ommen_2018).items()))
    page = client.get("/boek/ommen-2018/naast-elkaar", params={"a": low, "b": high}).text
    assert "A is het hoogste niveau in dit boek." in page
    assert "<h2>Kritische werksituaties</h2>" in page
    for row in ommen_2018.beschikbare_functies:
        if row.functie in (low, high):
            assert html.escape(row.naam) in page


def test_search_puts_functions_first_and_gives_what_fits_most(client: TestClient, ommen_2018: Functieboek) -> None:
    """Small words do not stand in the way, and who asks more than one text has, gets what has most of it."""
    index = Index.of(ommen_2018)
    naam = next(one.naam for one in ommen_2018.functies if len(one.naam) > 8)
    assert type(index.search(naam)[0].model).__name__ in ("Functie", "BeschikbareFunctie", "Matrixcel")
    found = index.find("iets met beleid schaal 11 qqqqzzzz")
    assert found.items
    assert not found.alle
    page = client.get("/boek/ommen-2018", params={"q": "beleid schaal 11 qqqqzzzz"}).text
    assert "dit heeft de meeste ervan" in page
    long = next(item.tekst for item in index.items if len(item.tekst) > 300)
    assert long not in client.get("/boek/ommen-2018", params={"q": " ".join(long.split()[:4])}).text
    assert index.search("  ") == []


def test_filters_narrow_the_list(client: TestClient, ommen_2018: Functieboek) -> None:
    """By competence and level, as the descriptions have them."""
    one = next(c for f in ommen_2018.functies for c in f.competenties if c.niveau)
    wanted = [
        f
        for f in ommen_2018.functies
        if any((c.naam.lower(), c.niveau) == (one.naam.lower(), one.niveau) for c in f.competenties)
    ]
    text = client.get("/boek/ommen-2018", params={"competentie": one.naam.lower(), "niveau": one.niveau}).text
    assert f"{len(wanted)} van {len(ommen_2018.functies)} functies" in text


def test_source_view_without_script(client: TestClient, ommen_2018: Functieboek) -> None:
    """A link from a value leads to its page with that value lit up on both sides."""
    functie = ommen_2018.functies[0]
    page = client.get(f"/boek/ommen-2018/functie/{functie.id}").text
    links = re.findall(r'href="(/boek/ommen-2018/bron/\d+\?item=(\d+))', page)
    address, number = links[len(links) // 2]
    view = client.get(address).text
    assert re.search(rf'<a [^>]*data-item="{number}"[^>]*class="aan"', view)
    assert re.search(rf'<li id="item-{number}"[^>]*class="aan"', view)
    assert "<rect" in view
    image = re.search(r'src="(/boek/ommen-2018/blad/[^"]+)"', view)
    assert image
    assert client.get(image[1]).content.startswith(b"\x89PNG")


def test_a_finding_is_accepted_with_a_reason(
    client: TestClient, books: Workspace, finished: Callable[..., object]
) -> None:
    """It moves to accepted, with its reason, in the file and in the settings."""
    finished(client, client.post("/boek/ommen-2018/controleren", headers=OWN))
    text = client.get("/boek/ommen-2018/bevindingen").text
    keys = re.findall(r'action="/boek/ommen-2018/bevindingen/([^"]+)"', text)
    without = client.post(f"/boek/ommen-2018/bevindingen/{keys[0]}", headers=OWN, data={"reden": ""})
    assert without.status_code == 400
    client.post(f"/boek/ommen-2018/bevindingen/{keys[0]}", headers=OWN, data={"reden": "Zo vastgesteld.", "wie": "Sam"})
    assert "Zo vastgesteld." in client.get("/boek/ommen-2018/bevindingen?status=aanvaard").text
    assert f'sleutel = "{keys[0]}"' in books.settings_file.read_text(encoding="utf-8")
    form = {"reden": "Zo vastgesteld.", "wie": "Sam", "filter_status": "open"}
    nameless = client.post(f"/boek/ommen-2018/bevindingen/{keys[1]}", headers=OWN, data={**form, "wie": ""})
    assert nameless.status_code == 400
    done = client.post(f"/boek/ommen-2018/bevindingen/{keys[1]}", headers=OWN, data=form, follow_redirects=False)
    shown = list(dict.fromkeys(re.findall(r'id="b-([^"]+)"', text)))
    following = shown[shown.index(keys[1]) + 1]
    assert done.headers["location"].endswith(f"status=open&gedaan=aanvaard#b-{following}")
    assert "De bevinding is aanvaard." in client.get(done.headers["location"]).text
    crop = re.search(r'src="(/boek/ommen-2018/bevindingen/[^"]+png)"', text)
    assert crop
    assert client.get(crop[1]).content.startswith(b"\x89PNG")


def test_an_acceptance_is_withdrawn_and_a_word_approved(
    client: TestClient, books: Workspace, ommen_2018: Functieboek
) -> None:
    """The settings keep the rest of what stands in them; the logboek knows; the finding is open again, or gone."""
    word = Bevinding(
        code="onbekend-woord", ernst="waarschuwing", betreft="boek", melding="“hius” (blz. 3) staat niet in de lijst.",
        sleutel="abcdef123456",
    )  # fmt: skip
    taken = word.model_copy(update={"code": "schaal-wijkt-af", "sleutel": "fedcba654321", "status": "aanvaard"})
    found = Bevindingen(bron=ommen_2018.bron, bevindingen=(word, taken))
    (books.extracted / "ommen-2018" / "bevindingen.json").write_text(to_json(found), encoding="utf-8")
    with books.settings_file.open("a", encoding="utf-8") as file:
        file.write('\n# ons besluit\n[[aanvaard]]\nsleutel = "fedcba654321"\nreden = "Zo."\n')
        file.write('[[aanvaard]]\nsleutel = "112233445566"\nreden = "Ook."\n')
    place = "/boek/ommen-2018/bevindingen"
    assert "Trek de aanvaarding in" in client.get(f"{place}?status=aanvaard").text
    back = client.post(f"{place}/fedcba654321/intrekken", headers=OWN, data={"wie": "Sam"})
    assert "staat weer open" in back.text
    text = books.settings_file.read_text("utf-8")
    assert "fedcba654321" not in text
    assert "112233445566" in text
    assert "Het woord “hius” is goed" in client.get(place).text
    client.post(f"{place}/abcdef123456/woord", headers=OWN)
    assert Workspace(books.root).settings().controleren.woorden == ("hius",)
    assert "hius" not in client.get(place).text
    assert client.post(f"{place}/fedcba654321/woord", headers=OWN).status_code in (400, 404)
    log = books.logbook.read_text("utf-8") if books.is_prepared else "aanvaarding ingetrokken"
    assert "aanvaarding ingetrokken" in log


def test_first_page_with_fifty_editions(workspace: Workspace, ommen_2018: Functieboek) -> None:
    """Under 200 ms of server time: only heads are read (bound wide for a busy machine, best of three)."""
    text = to_json(ommen_2018)
    for number in range(50):
        folder = workspace.extracted / f"boek-{number:02}"
        folder.mkdir()
        (folder / "functieboek.json").write_text(text, encoding="utf-8")
    client = entered(workspace)
    times = []
    for _ in range(3):
        start = time.perf_counter()
        assert client.get("/").text.count("<tr>") == 51
        times.append(time.perf_counter() - start)
    assert min(times) < 0.4


def test_every_key_of_the_facts_is_in_the_form() -> None:
    """And the faults are told in the words of the form."""
    fields = {field.naam: field for part in form_of() for field in part.velden}
    assert fields["vacature.sluitingsdatum"].soort == "datum"
    assert fields["dienstverband.contract"].soort == "keuze"
    assert fields["solliciteren.vog"].soort == "vink"
    assert "aanbod.salaristabel" not in fields
    facts, faults = facts_of({"vacature.publicatiedatum": "ooit", "dienstverband.uren_min": "32,5"})
    assert facts is None
    (dated,) = [fault for fault in faults if fault.veld == "vacature.publicatiedatum"]
    assert "schrijf een datum die bestaat" in dated.tekst
    assert not any(fault.veld == "dienstverband.uren_min" and not fault.leeg for fault in faults)


def test_a_book_is_removed_after_a_question(
    empty: TestClient, workspace: Workspace, finished: Callable[..., Any]
) -> None:
    """Its source only when ticked, and never one that another book was read from; the logboek keeps it."""
    for name in ("klein.md", "tweeling.md"):
        files = [("bestanden", (name, minibook().encode()))]
        text = finished(empty, empty.post("/edities", headers=OWN, files=files)).text
        assert ("Hetzelfde bestand is ook al gelezen als “klein”" in text) == (name == "tweeling.md")
    assert "De bron blijft staan" in empty.get("/boek/klein/verwijderen").text
    asked = empty.post("/boek/klein/verwijderen", headers=OWN)
    assert "Verwijder dit boek" in asked.text
    assert (workspace.extracted / "klein").is_dir()
    empty.post("/boek/klein/verwijderen", headers=OWN, data={"bevestigd": "ja", "bron": "ja"})
    assert not (workspace.extracted / "klein").exists()
    assert len(list(workspace.sources.iterdir())) == 2
    assert 'name="bron"' in empty.get("/boek/tweeling/verwijderen").text
    done = empty.post("/boek/tweeling/verwijderen", headers=OWN, data={"bevestigd": "ja", "bron": "ja"})
    assert "Het boek is verwijderd" in done.text
    assert len(list(workspace.sources.iterdir())) == 1
    assert workspace.logbook.read_text("utf-8").count("boek verwijderen") == 2


def test_what_a_killed_server_left_is_thrown_away(workspace: Workspace) -> None:
    """An upload that was half received when the process died."""
    left = workspace.state / "ontvangen" / "abc"
    left.mkdir(parents=True)
    (left / "boek.pdf").write_bytes(b"%PDF")
    entered(workspace)
    assert not (workspace.state / "ontvangen").exists()


def test_templates_have_no_inline_script_or_style() -> None:
    """The policy would refuse it; and nothing is marked safe or comes from elsewhere."""
    folder = Path(__file__).parents[2] / "pipeline" / "web" / "templates"
    for path in folder.glob("*.j2"):
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"\|\s*safe|<style|\sstyle=|\son\w+=|https?://", text), path.name
        assert all("src=" in tag for tag in re.findall(r"<script[^>]*>", text)), path.name
