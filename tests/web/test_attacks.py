"""The attacks on the workplace: from other pages, through ids, and through what is uploaded."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx
import pytest
from starlette.routing import Mount, Route
from starlette.testclient import TestClient

from pipeline.web.app import routes
from pipeline.workspace import Workspace
from tests.brieven.support import employees, table
from tests.minibook import minibook
from tests.web.attacking import KNOWN, RAW, WILD, encoded, everything, filled, ready, routes_with_ids
from tests.web.conftest import OWN, PORT, client_of, entered


@pytest.mark.slow
def test_no_id_of_any_address_leads_anywhere(small: Workspace) -> None:
    """Each id of each address, GET and POST, filled with paths, signs, other types and too much: refused, no more."""
    client = entered(small)
    known = {**KNOWN, "sleutel": ready(client)}
    assert client.get("/boek/oud/functie/adviseur-i").status_code == 200  # the other ids are real
    before = everything(small.root)
    attacks = [
        (method, filled(path, known, place, value))
        for method, path in routes_with_ids()
        for place in range(path.count("{"))
        for value in (*map(encoded, WILD), *RAW)
    ]
    assert len(attacks) > 40 * len(routes_with_ids())
    asyncio.run(_all_refused(client, attacks))
    assert everything(small.root) == before


async def _all_refused(client: TestClient, attacks: list[tuple[str, str]]) -> None:
    """Ask thousands of addresses in one loop of events; the client itself starts a loop and a thread for each."""
    transport = httpx.ASGITransport(app=client.app, raise_app_exceptions=False)
    cookies, base = client.cookies, str(client.base_url)
    async with httpx.AsyncClient(transport=transport, base_url=base, cookies=cookies) as browser:
        for method, address in attacks:
            answer = await browser.request(method, address, headers=OWN, follow_redirects=False)
            assert 400 <= answer.status_code < 500, (method, address, answer.status_code)
            assert "set-cookie" not in answer.headers


def test_the_style_folder_gives_nothing_else(small: Workspace) -> None:
    """Nor does any other mount."""
    client = entered(small)
    for mount in (route for route in routes() if isinstance(route, Mount)):
        for value in (*map(encoded, WILD), *RAW, "../app.py", "%2e%2e/app.py", "..%2fapp.py"):
            answer = client.get(f"{mount.path}/{value}", follow_redirects=False)
            assert 400 <= answer.status_code < 500, value


def test_no_id_in_a_query_or_a_form_leads_anywhere(small: Workspace) -> None:
    """Editions are also named after the question mark and in forms."""
    client = entered(small)
    before = everything(small.root)
    csv = table(employees()[:1])
    for wild in (one for one in WILD if one.strip()):  # nothing but spaces is no edition at all
        for address in ("/vacatures?boek={}", "/boek/oud/naast-elkaar?a={}&b={}", "/verschillen?oud={}&nieuw={}"):
            answer = client.get(address.replace("{}", encoded(wild)), follow_redirects=False)
            assert answer.status_code == (200 if "verschillen" in address else 404), (address, wild)
        for field in ("boek", "was"):
            form = {"boek": "oud", "soort": "voornemen", "datum": "2026-04-07", field: wild}
            answer = client.post("/plaatsing", headers=OWN, data=form, files={"medewerkers": ("m.csv", csv)})
            assert 400 <= answer.status_code < 500, (field, wild)
    assert everything(small.root) == before


def test_every_address_asks_who_and_where_from(small: Workspace) -> None:
    """Each address refuses a stranger and a foreign Host, and each that writes a foreign page."""
    stranger, client = client_of(small), entered(small)
    before = everything(small.root)
    for route in (one for one in routes() if isinstance(one, Route)):
        address = filled(route.path, KNOWN, -1, "")
        methods = set(route.methods or ()) - {"HEAD"}
        for method in methods:
            assert stranger.request(method, address, headers=OWN).status_code == 403, address
            foreign = client.request(method, address, headers={**OWN, "host": f"evil.example:{PORT}"})
            assert foreign.status_code == 400, address
        if "POST" in methods:
            for headers in (
                {},
                {"origin": "https://evil.example"},
                {"origin": "null"},
                {"sec-fetch-site": "cross-site"},
            ):
                assert client.post(address, headers=headers).status_code == 403, address
    assert everything(small.root) == before


def test_a_number_of_thousands_of_digits_is_no_fault_of_the_program(
    small: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither as a page nor as a length; no report of a fault is written."""
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    client = entered(small)
    assert client.get(f"/boek/oud/bron/{'9' * 5000}").status_code == 414
    for length in ("9" * 5000, "-1", "\u00b2", "1e3", "+5", ""):
        answer = client.post("/edities", headers={**OWN, "content-length": length.encode("latin-1")}, content=b"")
        assert 400 <= answer.status_code < 500, length
    assert not list(tmp_path.glob("functieboek-fout-*"))


@pytest.mark.parametrize(
    "kind",
    [
        "multipart/form-data", "multipart/form-data; boundary=", "multipart/form-data; boundary=x; charset=rot13",
        "multipart/form-data; boundary=x; charset=utf-7", "multipart/form-data; boundary=" + "x" * 3000,
        "application/x-www-form-urlencoded", "application/json", "text/plain", "",
    ],
)  # fmt: skip
def test_a_form_that_is_none_is_refused(
    small: Workspace, kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever its type says; and half a character in a text does no harm."""
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    client = entered(small)
    key = ready(client)
    body = b'--x\r\nContent-Disposition: form-data; name="naam"\r\n\r\n+2AA-\r\n--x\r\n'
    body += b'Content-Disposition: form-data; name="oordeel"\r\n\r\nvraag\r\n--x--\r\n'
    for address in ("/edities", "/plaatsing", f"/verschillen/oud/nieuw/{key}"):
        answer = client.post(address, headers={**OWN, "content-type": kind}, content=body, follow_redirects=False)
        assert answer.status_code in (303, 400), (address, answer.status_code)
    assert not list(tmp_path.glob("functieboek-fout-*"))
    assert client.get("/verschillen/oud/nieuw").status_code == 200


@pytest.mark.parametrize(
    "name",
    ["\u6f22" * 200 + ".md", "a\x00b.md", "../../x.md", "..\\..\\x.md", "\u202edm.exe.md", "con.md", " .md", ".md",
     "x" * 5000, "a\r\nb.md"],
)  # fmt: skip
def test_any_file_name_becomes_a_plain_one(small: Workspace, name: str, finished: Callable[..., Any]) -> None:
    """Read or refused, but never outside its folder and never a fault."""
    client = entered(small)
    answer = client.post("/edities", headers=OWN, files=[("bestanden", (name, minibook("Adviseur").encode()))])
    assert answer.status_code in (200, 400)
    assert "fout in het programma" not in finished(client, answer).text
    for path in small.sources.iterdir():
        assert re.fullmatch(r"[\w(][\w .()&+,-]*", path.name)
    assert not list((small.state / "ontvangen").glob("*"))
    assert not list(small.root.parent.glob("x*"))
