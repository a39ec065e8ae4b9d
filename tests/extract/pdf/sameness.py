"""Compare two Documents block by block, and tell the first differences so that a person can find them on the page.

All of a Document is looked at.  What is text or a choice must be equal: kinds, levels, markers, runs with their style
and size, tables with their spans, furniture, remarks, the witness words.  What is measured (boxes, indents, sizes of
pages) may differ by ``NEAR``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path

import pytest

from pipeline.extract.document import Block, Cell, Document, Line
from pipeline.extract.pdf.engine import open_pdf
from pipeline.extract.pdf.page import PageContent, PageSource, Word
from pipeline.extract.pdf.reader import Opener

NEAR = 1.5
"""Points that the boxes of the two engines may differ."""
SECOND_OPINION = "met pdfplumber gelezen"
"""What a remark says of a page that PDFium could not read: only the Document of PDFium has it."""


@dataclass(frozen=True, slots=True)
class Piece:
    """One thing in a Document: all of it that must be equal, as a line that can be read, and what is measured."""

    text: str
    measures: tuple[float, ...] = ()


def differences(one: Document, other: Document, near: float = NEAR) -> list[str]:
    """Tell how the second Document differs from the first: "-" and "+" for what only one has, "≠" for a measure."""
    left, right = list(pieces(one)), list(pieces(other))
    out: list[str] = []
    matcher = SequenceMatcher(None, [p.text for p in left], [p.text for p in right], autojunk=False)
    for tag, begin, end, start, stop in matcher.get_opcodes():
        if tag == "equal":
            for a, b in zip(left[begin:end], right[start:stop], strict=True):
                if not _close(a.measures, b.measures, near):
                    out.append(f"≠ {a.text}\n    {_told(a.measures)}\n    {_told(b.measures)}")
            continue
        out += [f"- {p.text}" for p in left[begin:end]]
        out += [f"+ {p.text}" for p in right[start:stop]]
    return out


def report(found: list[str], most: int = 12) -> str:
    """The first differences, and how many there are."""
    return "\n".join([f"{len(found)} differences, of which the first:", *found[:most]]) if found else ""


def pieces(doc: Document) -> Iterator[Piece]:
    """Everything in a Document, in order."""
    yield Piece(f"{doc.mediatype}, {doc.pages} pages, {doc.source_chars} characters")
    for number, size in enumerate(doc.page_sizes, 1):
        yield Piece(f"size of page {number}", size)
    for block in doc.blocks:
        yield from _block(block, "")
    for item in doc.furniture:
        yield from _line(item.line, f"furniture {item.kind}")
    for remark in doc.remarks:
        if SECOND_OPINION not in remark.message:
            yield Piece(f"remark {remark.code}, {remark.weight}, page {remark.page}: {remark.message}")
    yield from (Piece(f"word {word}") for word in sorted(doc.words))
    yield from (Piece(f"metadata {key}: {doc.metadata[key]}") for key in sorted(doc.metadata))


def fallen_back(doc: Document) -> list[str]:
    """What the Document says of pages that were read by the other engine."""
    return [remark.message for remark in doc.remarks if SECOND_OPINION in remark.message]


def _block(block: Block, where: str) -> Iterator[Piece]:
    kind = f"{where}{block.kind} {block.level}" + (f" marker {block.marker!r}" if block.marker else "")
    # the height of a line is some 12 points: free height in lines is held to the same measure as boxes
    yield Piece(kind + (" at the top of its page" if block.page_top else ""), (block.indent, 12 * block.space_before))
    if block.marker_line:
        yield from _line(block.marker_line, f"{where}marker")
    for line in block.lines:
        yield from _line(line, f"{where}{block.kind}")
    if block.table:
        table = block.table
        ruled = "ruled" if table.ruled else "aligned"
        yield Piece(f"{where}{ruled} table of {table.rows} × {table.columns}, {table.header_rows} heads")
        for cell in table.cells:
            yield from _cell(cell, where)


def _cell(cell: Cell, where: str) -> Iterator[Piece]:
    name = f"{where}cell {cell.row}.{cell.column}"
    spans = f" over {cell.row_span} × {cell.column_span}" if (cell.row_span, cell.column_span) != (1, 1) else ""
    yield Piece(f"{name}{spans}, page {cell.page}" + (" on its side" if cell.rotated else ""), cell.box or ())
    for block in cell.blocks:
        yield from _block(block, f"{name}, ")


def _line(line: Line, name: str) -> Iterator[Piece]:
    marks = [mark for mark in ("hard_end", "cut", "hyphen_hint") if getattr(line, mark)]
    place = f"page {line.page}" + (f" column {line.column}" if line.column else "")
    runs = " ".join(_run(run.text, run.bold, run.italic, run.size) for run in line.runs)
    yield Piece(" ".join([f"{name}, {place}:", runs, *marks]), line.box or ())


def _run(text: str, bold: bool, italic: bool, size: float | None) -> str:
    return repr(text) + ("b" if bold else "") + ("i" if italic else "") + f"/{size}"


def _close(one: Iterable[float], other: Iterable[float], near: float) -> bool:
    a, b = tuple(one), tuple(other)
    return len(a) == len(b) and all(abs(x - y) <= near for x, y in zip(a, b, strict=True))


def _told(measures: Iterable[float]) -> str:
    return "(" + ", ".join(f"{value:.1f}" for value in measures) + ")"


def _seen(word: Word) -> tuple[object, ...]:
    """All of a word that must be equal."""
    return (
        word.text, word.font, word.size, word.bold, word.italic, word.angle, word.space, word.hyphen_hint, word.by_gap
    )  # fmt: skip


def assert_same_page(one: PageContent, other: PageContent) -> None:
    """Compare what two engines saw of a page."""
    assert (one.number, one.chars, one.unreadable) == (other.number, other.chars, other.unreadable)
    assert (one.width, one.height) == pytest.approx((other.width, other.height), abs=0.01)
    assert [_seen(word) for word in one.words] == [_seen(word) for word in other.words]
    for a, b in zip(one.words, other.words, strict=True):
        assert (a.x0, a.top, a.x1, a.bottom) == pytest.approx((b.x0, b.top, b.x1, b.bottom), abs=NEAR), (a, b)
    _assert_same_rules(one, other)
    assert one.image_share == pytest.approx(other.image_share, abs=0.02)


def _assert_same_rules(one: PageContent, other: PageContent) -> None:
    """Compare the ruling lines, whatever their order."""
    left = sorted((r.filled, round(r.top), round(r.x0), r.x0, r.top, r.x1, r.bottom) for r in one.rules)
    assert len(left) == len(other.rules)
    for filled, _, _, *box in left:
        assert any(
            rule.filled == filled and (rule.x0, rule.top, rule.x1, rule.bottom) == pytest.approx(box, abs=0.6)
            for rule in other.rules
        ), (filled, box)


def recorded(pages: list[PageContent]) -> Opener:
    """Open a PDF so that each page that is read is kept in the list."""

    def opener(path: Path, password: str | None, engine: str) -> PageSource:
        return _Recorded(open_pdf(path, password, engine), pages)

    return opener


class _Recorded:
    """A source that keeps what it gave."""

    def __init__(self, source: PageSource, kept: list[PageContent]) -> None:
        self._source, self._kept = source, kept
        self.pages, self.metadata = source.pages, source.metadata

    def read(self, first: int = 1, last: int | None = None) -> Iterator[PageContent]:
        for page in self._source.read(first, last):
            self._kept.append(page)
            yield page

    def close(self) -> None:
        self._source.close()
