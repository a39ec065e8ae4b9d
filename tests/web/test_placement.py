"""Placing people: faults by cell, who gets no letter, what letters need, workbooks, and cleaning up."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from typing import Any

from starlette.testclient import TestClient

from pipeline.workspace import Workspace
from tests.brieven.support import employees, of_regime, table
from tests.web.conftest import OWN


def test_a_bad_employee_file_gives_its_cells(client: TestClient) -> None:
    """The faults come in a table by cell, and letters are not offered."""
    form = {"boek": "ommen-2018", "soort": "voornemen", "datum": "2026-04-07"}
    header = "personeelsnummer;voorletters;achternaam;adres;postcode;plaats\n"
    files = {"medewerkers": ("<i>m.csv", (header + "1;A.;B;straat;fout;plaats\n").encode())}
    answer = client.post("/plaatsing", headers=OWN, data=form, files=files)
    assert answer.status_code == 200
    assert '<th scope="col">Kolom</th>' in answer.text
    assert "Maak de brieven" not in answer.text
    assert "<i>" not in answer.text


def test_the_page_tells_who_gets_no_letter_and_what_the_balance_leaves_out(
    client: TestClient, books: Workspace, finished: Callable[..., Any]
) -> None:
    """Before and after making; a row with a fault does not count, and that is told."""
    form = {"boek": "ommen-2018", "soort": "voornemen", "datum": "2026-05-12"}
    rows = [*employees()[:2], *of_regime(employees()[2:3], "wnra", nowhere=True)]
    page = client.post("/plaatsing", headers=OWN, data=form, files={"medewerkers": ("m.csv", table(rows))})
    told = "1 medewerker krijgt deze brief niet: 1003 (herplaatsing; soort niet-geplaatst)."
    assert told in page.text
    assert '<th scope="row">Totaal</th>' in page.text
    made = finished(client, client.post(f"{page.url.path}/maken", headers=OWN, data={"akkoord": "ja"}))
    assert f"2 brieven gemaakt. {told}" in made.text
    rows = [{**rows[0], "postcode": "x"}, {**rows[0], "personeelsnummer": "2"}, {**rows[0], "personeelsnummer": "3"}]
    page = client.post("/plaatsing", headers=OWN, data=form, files={"medewerkers": ("m.csv", table(rows))})
    assert "1 rij met een fout telt hier niet mee." in page.text
    assert re.search(r'fout-merk">[\d,]+ te veel<', page.text)


def test_what_the_letters_still_need_is_asked_for_and_kept(client: TestClient, books: Workspace) -> None:
    """The form says what this kind needs on this day; what is kept leaves the rest of the file as it was."""
    books.settings_file.write_text("# van ons\n[brieven]\nplan = 'het plan'  # zie besluit\n", encoding="utf-8")
    form = {"boek": "ommen-2018", "was": "ommen-2021", "soort": "definitief", "datum": "2026-05-12"}
    page = client.post("/plaatsing", headers=OWN, data=form, files={"medewerkers": ("m.csv", table(employees()[:1]))})
    assert page.url.path == "/plaatsing/gegevens"
    assert 'name="brieven.geschil_weken" value="" required' in page.text
    assert 'name="brieven.zienswijze_weken" value="" required' not in page.text
    fields = set(re.findall(r'<(?:input type="text"|textarea) id="([^"]+)"', page.text))
    filled = {name: "iets" for name in fields if "weken" not in name}
    filled |= {"brieven.plan": "het plan", "brieven.adres": "Postbus 1\r\n1234 AB Dam", "brieven.geschil_weken": "99"}
    wrong = client.post("/plaatsing/gegevens", headers=OWN, data={**form, **filled})
    assert wrong.status_code == 400
    assert "geschil_weken: mag hoogstens 52 zijn" in wrong.text
    assert "Postbus" not in books.settings_file.read_text("utf-8")
    right = client.post("/plaatsing/gegevens", headers=OWN, data={**form, **filled, "brieven.geschil_weken": "6"})
    assert "<option selected>ommen-2018</option>" in right.text
    assert "<option selected>ommen-2021</option>" in right.text
    assert 'value="2026-05-12"' in right.text
    text = books.settings_file.read_text("utf-8")
    assert text.startswith("# van ons\n[brieven]\nplan = 'het plan'  # zie besluit\n")
    settings = Workspace(books.root).settings()
    assert settings.brieven.adres == ("Postbus 1", "1234 AB Dam")
    assert settings.brieven.geschil_weken == 6
    assert settings.organisatie.naam == "iets"
    again = client.post("/plaatsing", headers=OWN, data=form, files={"medewerkers": ("m.csv", table(employees()[:1]))})
    assert "Balans per functie" in again.text


def test_workbooks_of_placement_are_there_to_keep(client: TestClient, books: Workspace) -> None:
    """The example of a book, the file with its marked cells, and letters that were made before; nothing hidden."""
    example = client.get("/plaatsing/voorbeeld.xlsx?boek=ommen-2018").content
    form = {"boek": "ommen-2018", "soort": "voornemen", "datum": "2026-05-12"}
    page = client.post("/plaatsing", headers=OWN, data=form, files={"medewerkers": ("voorbeeld.xlsx", example)})
    assert "Er zijn geen fouten gevonden" in page.text
    files = {"medewerkers": ("m.csv", table([{**employees()[0], "postcode": "x"}]))}
    page = client.post("/plaatsing", headers=OWN, data=form, files=files)
    marked = zipfile.ZipFile(io.BytesIO(client.get(f"{page.url.path}/gemarkeerd.xlsx").content))
    assert "xl/comments1.xml" in marked.namelist()
    for name in ("2026-05-12-voornemen", ".2026-05-12-half"):
        folder = books.output / "brieven" / name
        folder.mkdir(parents=True)
        (folder / "1.docx").write_bytes(b"x")
    assert 'href="/plaatsing/gemaakt/2026-05-12-voornemen"' in client.get("/plaatsing").text
    made = zipfile.ZipFile(io.BytesIO(client.get("/plaatsing/gemaakt/2026-05-12-voornemen").content))
    assert made.namelist() == ["1.docx"]
    assert client.get("/plaatsing/gemaakt/.2026-05-12-half").status_code == 404


def test_cleaning_up_removes_everything(client: TestClient, books: Workspace) -> None:
    """Folders, marked copies and what was in memory; but only what was ticked, and never at the first press."""
    folder = books.output / "brieven" / "2026-04-07-voornemen"
    folder.mkdir(parents=True)
    (folder / "1.docx").write_bytes(b"x")
    (folder.parent / "lijst-met-fouten.xlsx").write_bytes(b"x")
    asked = client.post("/plaatsing/opschonen", headers=OWN)
    assert asked.text.count('type="checkbox" name="weg"') == asked.text.count("checked>") == 2
    form: dict[str, Any] = {"bevestigd": "ja", "weg": folder.name}
    assert "Verwijderd: 1 onderdeel" in client.post("/plaatsing/opschonen", headers=OWN, data=form).text
    assert [one.name for one in folder.parent.iterdir()] == ["lijst-met-fouten.xlsx"]
    form["weg"] = [folder.name, "lijst-met-fouten.xlsx", "../../functieboek.toml"]
    client.post("/plaatsing/opschonen", headers=OWN, data=form)
    assert not list(folder.parent.iterdir())
    assert books.settings_file.is_file()


def test_own_lists_of_employees_are_told_of_and_go_only_when_ticked(client: TestClient, books: Workspace) -> None:
    """What the user put there stays until asked for by name; other tables are not taken for lists of employees."""
    own, other = books.root / "medewerkers.csv", books.root / "salarissen.csv"
    own.write_text("personeelsnummer;voorletters;achternaam\n1;A.;Fictie\n", encoding="utf-8")
    other.write_text("schaal;periodiek;bedrag\n1;1;1\n", encoding="utf-8")
    page = client.get("/plaatsing").text
    assert "Uw eigen bestand <strong>medewerkers.csv</strong> staat nog" in page
    assert "salarissen" not in page
    assert "checked" not in client.get("/plaatsing/opschonen").text
    client.post("/plaatsing/opschonen", headers=OWN, data={"bevestigd": "ja"})
    assert own.is_file()
    for name in ("salarissen.csv", "medewerkers.csv"):
        client.post("/plaatsing/opschonen", headers=OWN, data={"bevestigd": "ja", "eigen": name})
    assert (own.exists(), other.exists()) == (False, True)
    assert "Er staan geen brieven of gegevens" in client.get("/plaatsing").text
