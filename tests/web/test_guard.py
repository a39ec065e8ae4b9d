"""Who may ask, from where, how much: the attacks on a server that any web page can reach."""

from __future__ import annotations

import base64
import hashlib
import re

import pytest

from pipeline.web import guard
from pipeline.workspace import Workspace
from tests.web.conftest import OWN, PORT, TOKEN, client_of, entered


def test_a_stranger_sees_nothing(workspace: Workspace) -> None:
    """Without the cookie every address answers 403 and says how to enter."""
    client = client_of(workspace)
    for address in ("/", "/boek/x", "/static/werkplek.css", "/bestaat-niet", "/?sleutel=fout", "/?sleutel="):
        answer = client.get(address)
        assert answer.status_code == 403, address
    assert "functieboek web" in client.get("/").text


def test_the_token_works_once(workspace: Workspace) -> None:
    """The cookie it gives is strict and out of reach of scripts; a second use of the token gives nothing."""
    client = client_of(workspace)
    first = client.get(f"/?sleutel={TOKEN}", follow_redirects=False)
    cookie = first.headers["set-cookie"].lower()
    assert first.status_code == 303
    assert first.headers["location"] == "/"
    assert "httponly" in cookie
    assert "samesite=strict" in cookie
    client.cookies.clear()
    assert client.get(f"/?sleutel={TOKEN}", follow_redirects=False).status_code == 403


@pytest.mark.parametrize(
    "host", ["evil.example", f"evil.example:{PORT}", "127.0.0.1", "127.0.0.1:1", "", f"127.0.0.1:{PORT}.evil.example"]
)
def test_a_foreign_host_is_refused(workspace: Workspace, host: str) -> None:
    """DNS that was bound again to this machine brings its own Host."""
    client = entered(workspace)
    assert client.get("/", headers={"host": host}).status_code == 400


def test_localhost_is_ours(workspace: Workspace) -> None:
    """The name with the port is accepted as Host; the cookie still decides."""
    assert client_of(workspace).get("/", headers={"host": f"localhost:{PORT}"}).status_code == 403


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"origin": "https://evil.example"},
        {"origin": "null"},
        {"origin": f"http://localhost:{PORT}"},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
        {"sec-fetch-site": "none"},
        {"origin": OWN["origin"], "sec-fetch-site": "cross-site"},
        {"origin": "https://evil.example", "sec-fetch-site": "same-origin"},
    ],
)
def test_writing_from_elsewhere_is_refused(workspace: Workspace, headers: dict[str, str]) -> None:
    """A form on another site, with our cookie, changes nothing."""
    client = entered(workspace)
    assert client.post("/plaatsing/opschonen", headers=headers).status_code == 403


def test_writing_from_our_own_pages_works(workspace: Workspace) -> None:
    """The same form from our own page is accepted."""
    assert entered(workspace).post("/plaatsing/opschonen", headers=OWN).status_code == 200


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "OPTIONS"])
def test_other_methods_are_refused(workspace: Workspace, method: str) -> None:
    """There is only looking and sending forms."""
    assert entered(workspace).request(method, "/", headers=OWN).status_code == 405


def test_every_answer_carries_the_policy(workspace: Workspace) -> None:
    """Also refusals and errors; nothing is kept by the browser."""
    client = entered(workspace)
    for address in ("/", "/bestaat-niet", "/plaatsing"):
        headers = client.get(address).headers
        assert headers["content-security-policy"] == guard.POLICY
        assert "unsafe" not in headers["content-security-policy"]
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["cache-control"] == "no-store"
    assert client_of(workspace).get("/").headers["content-security-policy"] == guard.REFUSAL_POLICY


def test_a_refusal_can_be_read_and_fetches_nothing(workspace: Workspace) -> None:
    """It carries its own looks, the policy allows that one style and no more."""
    answer = client_of(workspace).get("/boek/x")
    [style] = re.findall("<style>(.*?)</style>", answer.text, re.DOTALL)
    policy = answer.headers["content-security-policy"]

    assert f"style-src 'sha256-{base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()}';" in policy
    assert "default-src 'none'" in policy
    assert not re.search(r"'self'|unsafe|nonce|https?:", policy)
    assert not re.search(r"<script|<link|<img|\b(?:src|href|style)=|url\(|@import", answer.text)
    assert 'name="viewport"' in answer.text


def test_an_announced_half_gigabyte_is_refused_unread(workspace: Workspace) -> None:
    """500 MB by its content-length."""
    headers = {**OWN, "content-length": "500000000", "content-type": "multipart/form-data; boundary=x"}
    answer = entered(workspace).post("/edities", headers=headers, content=b"")
    assert answer.status_code == 413


def test_an_unannounced_stream_is_cut_off(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    """A body without a length is counted while it comes in, and nothing of it stays."""
    monkeypatch.setattr(guard, "MAX_UPLOAD", 300_000)
    sent = 0

    def body():  # type: ignore[no-untyped-def]
        nonlocal sent
        yield b'--x\r\nContent-Disposition: form-data; name="bestanden"; filename="a.pdf"\r\n\r\n'
        for _ in range(50):
            sent += 100_000
            yield b"0" * 100_000

    headers = {**OWN, "content-type": "multipart/form-data; boundary=x"}
    answer = entered(workspace).post("/edities", headers=headers, content=body())
    assert answer.status_code == 413
    assert not list(workspace.sources.iterdir())


def test_a_form_without_files_may_be_small_only(workspace: Workspace) -> None:
    """A megabyte of text is no form of ours."""
    answer = entered(workspace).post("/plaatsing/opschonen", headers=OWN, data={"x": "y" * 1_100_000})
    assert answer.status_code == 413
