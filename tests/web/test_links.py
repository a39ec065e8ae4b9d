"""Every link that the pages show leads somewhere."""

from __future__ import annotations

import html
import re
from contextlib import nullcontext
from pathlib import Path
from types import SimpleNamespace
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit

import pytest
from starlette.testclient import TestClient

from pipeline import vergelijking_map
from pipeline.models.functieboek import Functieboek
from pipeline.workspace import Workspace
from tests.conftest import read_book
from tests.minibook import minibook
from tests.support import SOURCES
from tests.web.conftest import SETTINGS, entered, put_edition

_LINK = re.compile(r'<(?:a|link|script)\s[^>]*?(?:href|src)="([^"#]*)')


@pytest.mark.slow
@pytest.mark.usefixtures("vacancies_made_once")
def test_every_link_of_every_page_leads_somewhere(
    workspace: Workspace, ommen_2018: Functieboek, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """From the first page on, until there is nothing new: no link is dead, and none breaks the program."""
    words = SimpleNamespace(known=lambda word: True, verdicts=SimpleNamespace(changed=False))  # the real one is slow
    monkeypatch.setattr(vergelijking_map, "speller_of", lambda space: nullcontext(words))
    workspace.settings_file.write_text(SETTINGS, encoding="utf-8")
    small = tmp_path / "klein.md"
    small.write_text(minibook(), encoding="utf-8")
    put_edition(workspace, "klein", read_book(small), small)
    put_edition(workspace, "ommen-2018", ommen_2018, SOURCES / "ommen-2018.pdf")
    client = entered(workspace)
    waiting, seen, dead = ["/", "/verschillen/klein/klein"], set[str](), list[str]()
    while waiting:
        address = waiting.pop()
        if _once(address) in seen:
            continue
        seen.add(_once(address))
        answer = client.get(address, follow_redirects=False)
        if answer.status_code not in (200, 303):
            dead.append(f"{answer.status_code} {address}")
        waiting += _links(client, address, answer.text) if "html" in answer.headers.get("content-type", "") else ()
        if answer.status_code == 303:
            waiting.append(answer.headers["location"])
    assert dead == []
    assert sum("/naast-elkaar?a=" in address for address in seen) > 10
    assert len(seen) > 150


def _once(address: str) -> str:
    """The address by which a page is known: which text of a page of the source is lit is not another page."""
    where = urlsplit(address)
    return f"{where.path}?{urlencode([one for one in parse_qsl(where.query) if one[0] != 'item'])}"


def _links(client: TestClient, address: str, text: str) -> list[str]:
    found = (urljoin(address, html.unescape(one)) for one in _LINK.findall(text) if one)
    return [one for one in found if not urlsplit(one).netloc and not urlsplit(one).scheme]
