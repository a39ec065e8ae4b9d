"""What goes out of the workplace: cookies, headers, workbooks, settings and errors; nothing that helps another."""

from __future__ import annotations

import io
import threading
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from starlette.testclient import TestClient

from pipeline.models.io import to_json
from pipeline.web import guard
from pipeline.web.app import create_app
from pipeline.workspace import Workspace
from tests.brieven.support import employees, table
from tests.minibook import minibook
from tests.web.attacking import ready
from tests.web.conftest import OWN, PORT, SETTINGS, TOKEN, client_of, entered

LETTERS = SETTINGS.replace("zienswijze_weken", 'bezwaar_adres = "het college"\nzienswijze_weken')
LETTERS += 'geschillencommissie = "de regionale geschillencommissie"\ngeschil_weken = 6\n'


def test_a_second_server_is_another_session(workspace: Workspace, tmp_path: Path) -> None:
    """Browsers send cookies to every port of a machine: the other server must not take ours, nor overwrite it."""
    other = Workspace(tmp_path / "ander")
    other.root.mkdir()
    apps = [create_app(workspace.root, port=PORT, token="een"), create_app(other.root, port=PORT + 1, token="twee")]
    one, two = (TestClient(app, base_url=f"http://127.0.0.1:{PORT + at}") for at, app in enumerate(apps))
    assert one.get("/?sleutel=een").status_code == 200
    two.cookies.update(one.cookies)  # one jar, as in a browser
    assert two.get("/").status_code == 403
    assert two.post("/plaatsing/opschonen", headers={"origin": str(two.base_url)}).status_code == 403
    assert two.get("/?sleutel=een").status_code == 403
    assert two.get("/?sleutel=twee").status_code == 200
    one.cookies.update(two.cookies)
    assert len(one.cookies.jar) == 2
    assert one.get("/").status_code == 200
    assert one.get("/?sleutel=een").status_code == 200  # the session, not the token, lets it in
    assert TestClient(apps[0], base_url=str(one.base_url)).get("/?sleutel=een").status_code == 403


def test_the_cookie_is_for_this_address_and_session_only(workspace: Workspace) -> None:
    """No script reads it, no other site sends it, no other host gets it, and it ends with the browser."""
    answer = client_of(workspace).get(f"/?sleutel={TOKEN}", follow_redirects=False)
    name, *flags = [part.strip().lower() for part in answer.headers["set-cookie"].split(";")]
    assert set(flags) == {"httponly", "path=/", "samesite=strict"}
    assert TOKEN not in name
    assert len(name.split("=", 1)[1]) >= 40
    assert answer.headers["cache-control"] == "no-store"
    assert TOKEN not in answer.text


def test_nothing_personal_is_kept_by_the_browser(books: Workspace, finished: Callable[..., Any]) -> None:
    """The page with employees, the zip with letters and the workbook with names go out with no-store."""
    books.settings_file.write_text(LETTERS, encoding="utf-8")
    client = entered(books)
    form = {"boek": "ommen-2018", "soort": "definitief", "datum": "2026-05-12"}
    files = {"medewerkers": ("m.csv", table(employees()[:1]))}
    page = client.post("/plaatsing", headers=OWN, data=form, files=files)
    made = finished(client, client.post(f"{page.url.path}/maken", headers=OWN, data={"akkoord": "ja"}))
    assert "1 brief gemaakt." in made.text
    zipped = client.get(f"{page.url.path}/brieven.zip")
    assert "1001.docx" in zipfile.ZipFile(io.BytesIO(zipped.content)).namelist()
    client.get("/")
    answers = [page, made, zipped, client.get("/plaatsing"), client.get("/plaatsing/weg"), client.get("/")]
    for answer in answers:
        assert answer.headers["cache-control"] == "no-store", answer.url
        assert answer.headers["x-content-type-options"] == "nosniff"
    assert zipped.headers["content-disposition"].startswith("attachment; ")
    assert "overzicht.xlsx" in zipfile.ZipFile(io.BytesIO(zipped.content)).namelist()


def test_no_letters_appear_after_cleaning_up(books: Workspace, finished: Callable[..., Any]) -> None:
    """Letters that still waited for their turn when somebody cleaned up are not made any more."""
    books.settings_file.write_text(LETTERS, encoding="utf-8")
    client, gate = entered(books), threading.Event()
    site: Any = client.app._app.state.site  # type: ignore[attr-defined]  # the application behind the guard
    site.tasks.start("Iets anders", lambda task: gate.wait(60))
    form = {"boek": "ommen-2018", "soort": "definitief", "datum": "2026-05-12"}
    files = {"medewerkers": ("m.csv", table(employees()[:1]))}
    page = client.post("/plaatsing", headers=OWN, data=form, files=files)
    waiting = client.post(f"{page.url.path}/maken", headers=OWN, data={"akkoord": "ja"})
    assert client.post("/plaatsing/opschonen", headers=OWN, data={"bevestigd": "ja"}).status_code == 200
    gate.set()
    assert "opgeschoond" in finished(client, waiting).text
    assert not list((books.output / "brieven").glob("*"))


def test_a_workbook_of_decisions_is_not_kept_and_holds_no_formula(small: Workspace) -> None:
    """What somebody typed as a name or a note is text in the workbook, control signs and all."""
    client = entered(small)
    key = ready(client)
    form = {
        "oordeel": "vraag",
        "naam": '=HYPERLINK("http://evil.example")',
        "notitie": "@SUM(1)\x00\x0b\x1f",
        "versie": "0",
    }
    assert client.post(f"/verschillen/oud/nieuw/{key}", headers=OWN, data=form).status_code == 200
    answer = client.get("/verschillen/oud/nieuw/oordelen.xlsx")
    assert answer.headers["cache-control"] == "no-store"
    book = zipfile.ZipFile(io.BytesIO(answer.content))
    sheet = book.read("xl/worksheets/sheet1.xml").decode()
    assert "<f>" not in sheet
    assert "evil.example" not in book.read("xl/worksheets/sheet1.xml").decode()
    assert not any("hyperlink" in name.lower() for name in book.namelist())


def test_a_reason_with_control_signs_leaves_the_settings_readable(small: Workspace) -> None:
    """functieboek.toml must be valid after whatever was typed."""
    from pipeline.boeken import load_book
    from pipeline.controle import run_check

    found = run_check(small, load_book(small, "oud"), spelling=False)
    (small.extracted / "oud" / "bevindingen.json").write_text(to_json(found), encoding="utf-8")
    item = next(one for one in found.bevindingen if one.status == "open")
    client = entered(small)
    reason = 'Zo "vastgesteld"\x7f \x00 \x1b \\ \' \n[organisatie]\nnaam = "x"'
    answer = client.post(f"/boek/oud/bevindingen/{item.sleutel}", headers=OWN, data={"reden": reason, "wie": "\x7f"})
    assert answer.status_code == 200
    settings = Workspace(small.root).settings()
    assert [one.sleutel for one in settings.aanvaard] == [item.sleutel]
    assert settings.organisatie.naam == "Gemeente Testdam"


def test_no_error_tells_where_the_workspace_or_the_program_stands(
    small: Workspace, finished: Callable[..., Any]
) -> None:
    """Refusals, what is not found, faulty settings and bad uploads."""
    client = entered(small)
    upload = [("bestanden", ("nieuw.md", minibook("Ander").encode())), ("bestanden", ("kapot.pdf", b"%PDF-1.7"))]
    answers = [
        client.get(address) for address in ("/boek/weg", "/weg", "/taak/weg", "/static/weg", "/vacatures/oud/weg")
    ]
    answers.append(finished(client, client.post("/edities", headers=OWN, files=upload)))
    other = [("bestanden", ("nieuw.txt", minibook("Ander").encode()))]
    answers.append(finished(client, client.post("/edities", headers=OWN, files=other)))
    assert "al een boek “nieuw”" in answers[-1].text
    small.settings_file.write_text("[brieven]\nbestaat-niet = 1\n", encoding="utf-8")
    answers.append(finished(client, client.post("/boek/oud/controleren", headers=OWN)))
    assert "functieboek.toml" in answers[-1].text
    for answer in answers:
        for secret in (
            str(small.root),
            str(Path.home()),
            str(Path(guard.__file__).parents[1]),
            "site-packages",
            "Traceback",
        ):
            assert secret not in answer.text, (answer.url, secret)
