"""Comparing in the workplace: decisions and their workbook, the report, and what is offered after reading."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from contextlib import nullcontext
from types import SimpleNamespace

import pytest
from starlette.testclient import TestClient

from pipeline import vergelijking_map
from pipeline.logboek import Logboek
from pipeline.workspace import Workspace
from tests.minibook import minibook
from tests.web.conftest import OWN, SETTINGS, entered


def test_exported_workbook_has_the_decision(
    client: TestClient, finished: Callable[..., object], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Sign a change, and find it in the export."""
    words = SimpleNamespace(known=lambda word: True, verdicts=SimpleNamespace(changed=False))  # the real one is slow
    monkeypatch.setattr(vergelijking_map, "speller_of", lambda space: nullcontext(words))
    text = finished(client, client.get("/verschillen/ommen-2018/ommen-2021")).text  # type: ignore[attr-defined]
    keys = re.findall(r'<article class="vlak" id="([^"]+)"', text)
    assert keys, text
    key = keys[0]
    form = {"oordeel": "vraag", "naam": "Sam <b>", "notitie": "Klopt dit?", "versie": "0"}
    address = f"/verschillen/ommen-2018/ommen-2021/{key}"
    assert "Sam &lt;b&gt;" in client.post(address, headers=OWN, data=form).text
    late = client.post(address, headers=OWN, data=form)
    assert late.status_code == 409
    assert "Intussen gaf Sam" in late.text
    book = zipfile.ZipFile(io.BytesIO(client.get("/verschillen/ommen-2018/ommen-2021/oordelen.xlsx").content))
    assert "Klopt dit?" in book.read("xl/sharedStrings.xml").decode()
    names = [
        sheet for sheet in ("Over", "Oordelen", "Verloop") if f'"{sheet}"' in book.read("xl/workbook.xml").decode()
    ]
    assert names == ["Over", "Oordelen", "Verloop"]
    _comes_back_at_its_card(client, address, key)
    only = client.get("/verschillen/ommen-2018/ommen-2021?oordeel=vraag").text
    assert only.count('<article class="vlak"') == 1
    assert client.get(f"{address}/midden.png").status_code == 404


def test_the_report_is_made_and_fetched(
    client: TestClient, books: Workspace, finished: Callable[..., object], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The same files as the command makes, with a line in the logboek; nothing else of the workspace."""
    words = SimpleNamespace(known=lambda word: True, verdicts=SimpleNamespace(changed=False))
    monkeypatch.setattr(vergelijking_map, "speller_of", lambda space: nullcontext(words))
    books.settings_file.write_text(SETTINGS + '[vergelijken]\nbeelden = "geen"\n', encoding="utf-8")
    finished(client, client.get("/verschillen/ommen-2018/ommen-2021"))
    text = finished(client, client.post("/verschillen/ommen-2018/ommen-2021/verslag", headers=OWN)).text  # type: ignore[attr-defined]
    links = re.findall(r'href="(/verschillen/ommen-2018/ommen-2021/verslag/[^"]+)"', text)
    folder = books.output / "wijzigingen" / "ommen-2018--ommen-2021"
    assert sorted(link.rsplit("/", 1)[1] for link in links) == sorted(path.name for path in folder.iterdir())
    for link in links:
        answer = client.get(link)
        assert answer.content == (folder / link.rsplit("/", 1)[1]).read_bytes()
        assert answer.headers["content-disposition"].startswith("attachment")
    assert client.get(links[0].rsplit("/", 1)[0] + "/functieboek.toml").status_code == 404
    assert [line.handeling for line in Logboek(books.logbook).lines()] == ["vergelijken"]


def test_after_reading_books_their_comparison_is_offered(books: Workspace, finished: Callable[..., object]) -> None:
    """Beside the edition before it; and what was read stands in the logboek."""
    client = entered(books)
    later = minibook().replace("1 mei 2024", "1 mei 2025")
    files = {"bestanden": ("nieuwste.md", later.encode())}
    text = finished(client, client.post("/edities", headers=OWN, files=files)).text  # type: ignore[attr-defined]
    assert "Vergelijk ommen-2021 met nieuwste" in text
    assert 'href="/verschillen/ommen-2021/nieuwste"' in text
    (line,) = [one for one in Logboek(books.logbook).lines() if one.handeling == "inlezen"]
    assert [item.naam for item in (*line.invoer, *line.uitvoer)] == [
        "sources/nieuwste.md", "extracted/nieuwste/functieboek.json",
    ]  # fmt: skip
    assert "paginas" not in text


def test_a_book_is_not_compared_with_itself(client: TestClient) -> None:
    """Also not by its address."""
    assert "Kies twee verschillende boeken" in client.get("/verschillen/ommen-2018/ommen-2018").text


def _comes_back_at_its_card(client: TestClient, address: str, key: str) -> None:
    """What cannot be kept is shown at its change, under the filters that were set, with what was typed."""
    form = {"oordeel": "niet akkoord", "naam": "   ", "notitie": "Hier & daar", "versie": "1", "terug": "oordeel=open"}
    for change in ({}, {"naam": "Robin", "notitie": " "}, {"oordeel": "prima", "naam": "Robin"}):
        answer = client.post(address, headers=OWN, data=form | change)
        assert answer.status_code == 400
        article = answer.text.split(f'id="{key}"')[1].split("</article>")[0]
        assert 'role="alert"' in article
        assert "Robin" in article or not change
        assert "Hier &amp; daar" in article or "notitie" in change
        assert '<option value="open" selected>' in answer.text
    assert client.get(address, follow_redirects=False).headers["location"].endswith(f"/ommen-2021#{key}")
