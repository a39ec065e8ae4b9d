"""A large PDF by page ranges: the same pages, in order, and errors that arrive."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline import split_reading
from pipeline.errors import LimitExceededError
from pipeline.extract.pdf.engine import open_pdf
from pipeline.extract.pdf.page import PageContent, PageSource, Rule, Word
from pipeline.extract.pdf.reader import read_pdf
from pipeline.limits import Limits
from pipeline.split_reading import from_plain, opener, to_plain
from tests.support import SOURCES

BOOK = SOURCES / "ommen-2018.pdf"


@pytest.fixture(autouse=True)
def small_ranges(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a book of 83 pages count as large."""
    monkeypatch.setattr(split_reading, "PAGES_PER_TASK", 15)
    monkeypatch.setattr(split_reading, "WORTH_WHILE", 60)


@pytest.fixture
def split() -> Iterator[PageSource]:
    """The reference book, read by two children."""
    source = opener(2, Limits(), lambda page, total: None)(BOOK, None, "pdfium")
    yield source
    source.close()


def test_a_page_survives_the_journey_between_processes() -> None:
    word = Word(
        "één", 1.25, 2.0, 3.1, 4.0, "Calibri", 11.0, bold=True, italic=False, angle=90, shown=(1.0, 2.0, 3.0, 4.0)
    )
    page = PageContent(3, 595.0, 842.0, (word,), (Rule(0.0, 1.0, 2.0, 1.0, filled=True),), 3, 0.5, 1, ("let op",))
    import json

    assert from_plain(json.loads(json.dumps(to_plain(page)))) == page


def test_ranges_give_the_same_pages_in_order(split: PageSource) -> None:
    whole = open_pdf(BOOK)
    try:
        assert split.pages == whole.pages
        assert split.metadata == whole.metadata
        assert list(split.read()) == list(whole.read())
        assert list(split.read(80, 82)) == list(whole.read(80, 82))
    finally:
        whole.close()


def test_whoever_watches_hears_of_every_page() -> None:
    seen: set[int] = set()
    source = opener(2, Limits(), lambda page, total: seen.add(page))(BOOK, None, "pdfium")
    list(source.read())
    source.close()
    assert seen == set(range(1, source.pages + 1))


def test_a_limit_that_a_child_hits_ends_the_reading() -> None:
    slow = opener(2, Limits(silence=0.001), lambda page, total: None)
    with pytest.raises(LimitExceededError, match=BOOK.name):
        read_pdf(BOOK, opener=slow)


def test_a_small_book_is_read_by_one_process(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(split_reading, "WORTH_WHILE", 1000)
    source = opener(2, Limits(), lambda page, total: None)(BOOK, None, "pdfium")
    assert not isinstance(source, split_reading._SplitSource)
    source.close()
