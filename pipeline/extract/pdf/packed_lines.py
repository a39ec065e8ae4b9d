"""Laid-out lines as bytes: a large book waits in a tenth of the memory until its blocks are made.

Fonts and gaps are left out: nobody asks for them once a page is laid out.
"""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.extract.pdf.lines import TextLine
from pipeline.extract.pdf.page import Word
from pipeline.extract.pdf.tables import RawCell, RawTable
from pipeline.extract.plain_bytes import Plain, flat, unflat


def page_bytes(number: int, elements: Sequence[TextLine]) -> bytes:
    """Return the lines and tables of the page of that number as bytes for ``page_of``."""
    return flat((number, [_plain(element) for element in elements]))


def page_of(data: bytes) -> list[TextLine]:
    """Return the lines and tables that ``page_bytes`` was given."""
    number, elements = unflat(data)
    return [_line(element, number) for element in elements]


def _plain(line: TextLine) -> Plain:
    """Return a line as values; of an ordinary line, one word since it was condensed, only those that it can have."""
    words, marks = line.words, line.marker_words
    if len(words) == 1 and line.table is None and line.parts == 1 and not line.right and _says_all(words[0], line):
        only = words[0]
        values = (
            line.x0, line.top, line.x1, line.bottom, line.size, line.bold, line.italic,
            only.text, only.space, only.hyphen_hint, line.column, line.lead,
        )  # fmt: skip
        if not marks:
            return values
        if len(marks) == 1:
            return (*values, line.marker, line.start, _plain_word(marks[0]))
    table = line.table
    return (
        line.x0, line.top, line.x1, line.bottom, line.size, line.bold, line.italic,
        [_plain_word(w) for w in words], line.column, line.lead, line.letter, line.marker,
        [_plain_word(w) for w in marks], line.parts, line.tail_x0, line.start, line.left, line.right,
        _plain_table(table) if isinstance(table, RawTable) else None,
    )  # fmt: skip


def _says_all(only: Word, line: TextLine) -> bool:
    """Whether all that a word says but its text, its line says too."""
    return (
        only.x0 == line.x0
        and only.x1 == line.x1
        and only.top == line.top
        and only.bottom == line.bottom
        and only.size == line.size
        and only.shown is None
        and only.angle == 0
    )


_ORDINARY, _MARKED = 12, 15
"""Values of an ordinary line, and of one with a marker.  How wide its letters are is asked only in tables."""


def _line(values: Plain, page: int) -> TextLine:
    line = TextLine.__new__(TextLine)  # nothing to measure: it was, before
    line.page = page
    if len(values) <= _MARKED:
        x0, top, x1, bottom, size, bold, italic, text, space, hint, line.column, line.lead = values[:_ORDINARY]
        line.words = [Word(text, x0, top, x1, bottom, "", size, bold, italic, 0, space, hint)]
        line.marker, line.marker_words, line.parts, line.tail_x0, line.start = "", [], 1, x0, x0
        if len(values) == _MARKED:
            line.marker, line.start, mark = values[_ORDINARY:]
            line.marker_words = [Word(*mark)]
        line.left = line.right = 0.0
        line.letter = line.table = None
    else:
        x0, top, x1, bottom, size, bold, italic, words, line.column, line.lead, line.letter, line.marker = values[:12]
        marker_words, line.parts, line.tail_x0, line.start, line.left, line.right, table = values[12:]
        line.words = [Word(*word) for word in words]
        line.marker_words = [Word(*word) for word in marker_words]
        line.table = None if table is None else _table(table, page)
    line.x0, line.top, line.x1, line.bottom = x0, top, x1, bottom
    line.size, line.bold, line.italic = size, bold, italic
    return line


def _plain_word(word: Word) -> Plain:
    return (
        word.text, word.x0, word.top, word.x1, word.bottom, "", word.size, word.bold, word.italic, word.angle,
        word.space, word.hyphen_hint, False, word.shown,
    )  # fmt: skip


def _plain_table(table: RawTable) -> Plain:
    cells = [
        (c.row, c.column, c.row_span, c.column_span, c.box, [_plain(line) for line in c.lines], c.rotated)
        for c in table.cells
    ]
    return (
        table.box, cells, table.rows, table.columns, table.edges, table.ruled, table.header_rows,
        table.last_bottom, table.column_index,
    )  # fmt: skip


def _table(values: Plain, page: int) -> RawTable:
    box, cells, rows, columns, edges, ruled, header_rows, last_bottom, column_index = values
    made = [
        RawCell(row, column, row_span, column_span, page, own, [], [_line(line, page) for line in lines], rotated)
        for row, column, row_span, column_span, own, lines, rotated in cells
    ]
    return RawTable(page, box, made, rows, columns, edges, ruled, header_rows, [], page, last_bottom, column_index)
