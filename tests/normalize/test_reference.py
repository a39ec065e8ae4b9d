"""The reference books: whole, with a place for every word, and no word lost."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from pipeline.extract.document import Document
from pipeline.extract.pdf.engine import ENGINES
from pipeline.extract.pdf.page import PageContent
from pipeline.extract.pdf.reader import read_pdf
from pipeline.extract.reading import read as read_source
from pipeline.extract.text import join
from pipeline.normalize.book import Reading
from pipeline.normalize.labels import load
from tests.extract.pdf.sameness import assert_same_page, differences, recorded, report
from tests.layouts.measure import measure
from tests.normalize.support import as_dict, read
from tests.support import REFERENCE, golden_dict
from tests.support import SOURCES as PDFS

SOURCES = {"ommen-2018.md": "ommen-2018.md", "ommen-2018.docx": "ommen-2018"}


@pytest.fixture(scope="module", params=sorted(SOURCES))
def book(request: pytest.FixtureRequest) -> tuple[str, Document, Reading]:
    path: Path = REFERENCE / request.param
    document = read_source(path)
    return request.param, document, read(document)


def test_all_fields(book: tuple[str, Document, Reading]) -> None:
    name, _, reading = book

    found = measure(name, golden_dict(SOURCES[name]), as_dict(reading) | {"bron": {}}, pages=False)

    assert found.f1 == 1.0, found.wrong[:5]


def test_every_character_is_accounted_for(book: tuple[str, Document, Reading]) -> None:
    account = book[2].book.verantwoording

    assert account is not None
    assert account.aandeel == 1.0 and account.niet_geplaatst == 0
    parts = account.velden + account.lopende_tekst + account.inhoudsopgave + account.paginaopmaak
    assert parts == account.tekens


def test_no_word_is_lost(book: tuple[str, Document, Reading]) -> None:
    """Each word of the source stands in the result as often as in the source, labels and contents apart.

    Independent of the account: it compares the text that came in with the text that came out.
    """
    _, document, reading = book
    out = Counter(_words(" ".join(_texts(as_dict(reading)))))
    grammar = load()
    known = " ".join(word for label in grammar.labels for word in (*label.words, *label.suffixes))
    lost: Counter[str] = Counter()
    for block in document.blocks:
        text = join(block.lines, document.words).text
        if not grammar.match(text) and not re.search(r"[\s.]\d+$", text):
            lost.update(_words(text))
        if block.table:  # heads of columns are labels: only the lists in the cells
            cells = [inner for cell in block.table.cells for inner in cell.blocks if inner.kind == "item"]
            lost.update(word for inner in cells for word in _words(join(inner.lines, document.words).text))
    lost -= out
    unknown = {word: n for word, n in lost.items() if word not in known and not word.isdigit()}

    assert not unknown


@pytest.mark.slow
@pytest.mark.parametrize("name", ["ommen-2018", "ommen-2021"])
def test_both_engines_read_a_book_alike_and_whole(name: str) -> None:
    """Every word and line of every page, the whole Document, and F1 1.000 with each engine."""
    seen: dict[str, list[PageContent]] = {engine: [] for engine in ENGINES}
    documents = {
        engine: read_pdf(PDFS / f"{name}.pdf", engine=engine, opener=recorded(pages)) for engine, pages in seen.items()
    }

    found = differences(documents["pdfium"], documents["pdfplumber"])

    assert not found, report(found)
    for one, other in zip(seen["pdfium"], seen["pdfplumber"], strict=True):
        assert_same_page(one, other)
    for engine, document in documents.items():
        measured = measure(name, golden_dict(name), as_dict(read(document)), pages=True)
        assert measured.f1 == 1.0, (engine, measured.wrong[:5])


def test_lost_titles_are_reported() -> None:
    reading = read(read_source(REFERENCE / "ommen-2018.md"))

    found = [f.functie for f in reading.findings if f.code == "titel-afgeleid"]

    without = [p.functie for p in reading.book.profielen if p.titel is None]
    assert found == [None if owner and owner.startswith("module:") else owner for owner in without]


def _texts(value: object, key: str = "") -> list[str]:
    if isinstance(value, dict):
        return [text for name, item in value.items() for text in _texts(item, name)]
    if isinstance(value, list):
        return [text for item in value for text in _texts(item, key)]
    skipped = {"id", "functie", "bestand", "sha256", "mediatype", "schema", "nadruk", "idealiter", "peildatum"}
    return [value] if isinstance(value, str) and key not in skipped else []


def _words(text: str) -> list[str]:
    return re.findall(r"[^\W\d_]{2,}", text.lower())
