"""Laid-out lines as bytes and back: all that is asked of a line after its page was laid out, is still there."""

from __future__ import annotations

from dataclasses import fields, replace
from pathlib import Path
from typing import Any

import pytest

from pipeline.extract.document import Document
from pipeline.extract.pdf import laid_out
from pipeline.extract.pdf.engine import open_pdf
from pipeline.extract.pdf.layout import PageLayout, lay_out
from pipeline.extract.pdf.lines import TextLine
from pipeline.extract.pdf.packed_lines import page_bytes, page_of
from pipeline.extract.pdf.page import Word
from pipeline.extract.pdf.reader import read_pdf
from pipeline.extract.pdf.tables import RawTable
from tests.extract.pdf.printed import HARD, page
from tests.support import SOURCES

NOT_KEPT = {"font", "by_gap"}
"""What nobody asks of a word once its page is laid out."""


def told(thing: Any, *, in_table: bool = False) -> Any:
    """All that a line says, as plain values."""
    if isinstance(thing, Word):
        return {f.name: getattr(thing, f.name) for f in fields(thing) if f.name not in NOT_KEPT}
    if isinstance(thing, TextLine):
        own = {f.name: told(getattr(thing, f.name)) for f in fields(thing)}
        return own if in_table else {**own, "letter": None}  # asked in tables only
    if isinstance(thing, RawTable):
        cells = [(c.row, c.column, c.row_span, c.column_span, c.page, c.box, c.rotated) for c in thing.cells]
        inside = [told(line, in_table=True) for c in thing.cells for line in c.lines]
        return {f.name: getattr(thing, f.name) for f in fields(thing) if f.name != "cells"}, cells, inside
    return [told(one) for one in thing] if isinstance(thing, list) else thing


def layouts(path: Path) -> list[PageLayout]:
    """The pages of a PDF, laid out."""
    source, out = open_pdf(path), []
    for content in source.read():
        out.append(lay_out(content, out[-1] if out else None))
    source.close()
    return out


def test_every_line_of_a_book_comes_back() -> None:
    pages = layouts(SOURCES / "ommen-2018.pdf")
    kept = laid_out.LaidOut(laid_out.HELD + 1)
    for one in pages:
        kept.add(one)

    for one, (page_without_lines, elements) in zip(pages, kept.take(), strict=True):
        assert [told(e) for e in elements] == [told(e) for e in one.elements]
        assert page_without_lines == replace(one, elements=[])
    assert kept.packs


def test_a_line_that_says_more_than_its_word_comes_back_whole() -> None:
    """Turned text, words of two styles, a wide gap, a page that the layout turned: none is an ordinary line."""
    word = Word("een", 10.0, 20.0, 30.0, 32.0, "F", 10.0, False, False)
    for line in (
        TextLine([replace(word, angle=90)], 3),
        TextLine([word, replace(word, text="twee", bold=True, x0=31.0, x1=60.0)], 3),
        TextLine([word, replace(word, x0=90.0, x1=99.0)], 3, parts=2),
        TextLine([replace(word, shown=(1.0, 2.0, 3.0, 4.0))], 3),
        TextLine([replace(word, text="a\ud800b")], 3, marker="•", marker_words=[replace(word, text="•", x0=1.0)]),
        TextLine([], 3, marker="•", marker_words=[replace(word, text="•")]),
    ):
        assert [told(x) for x in page_of(page_bytes(3, [line]))] == [told(line)]


@pytest.mark.parametrize("name", sorted(HARD.keys() - {"picture"}))
def test_a_packed_book_gives_the_same_document(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Packing is for large books; here every page goes through it."""
    page(tmp_path / "a.pdf", HARD[name])
    held = read_pdf(tmp_path / "a.pdf")
    monkeypatch.setattr(laid_out, "HELD", 0)

    assert_same(read_pdf(tmp_path / "a.pdf"), held)


def test_a_packed_reference_book_gives_the_same_document(monkeypatch: pytest.MonkeyPatch) -> None:
    held = read_pdf(SOURCES / "ommen-2021.pdf")
    monkeypatch.setattr(laid_out, "HELD", 0)

    assert_same(read_pdf(SOURCES / "ommen-2021.pdf"), held)


def assert_same(packed: Document, held: Document) -> None:
    """Whether two documents say the same, one of them packed."""
    assert not isinstance(packed.blocks, tuple)
    assert replace(packed, blocks=tuple(packed.blocks), furniture=tuple(packed.furniture)) == held
