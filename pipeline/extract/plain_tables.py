"""Tables in plain text: columns made with spaces, and cells that a copy of a web page left behind with "|"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.extract.characters import plain
from pipeline.extract.document import Block, Cell, Table
from pipeline.extract.items import blocks_of
from pipeline.extract.markers import split_marker

_GAP = re.compile(r"(?<=\S)(?:\s*\t\s*|\s{2,})(?=\S)")
_WIDE_GAP = 4
"""Spaces that part a label from its value on a line of its own; fewer need a second line in the same columns."""
_NUMBER = re.compile(r"\d{1,4}[A-Z]?(?:[.,]\d{1,4})?|-|n\.t\.b\.", re.IGNORECASE)
MAX_COLUMNS = 12
_LABEL = 45
"""A label is no longer than this."""


@dataclass(frozen=True, slots=True)
class Rows:
    """The rows of a table: line number and cells; and the line after the last (as an index)."""

    rows: tuple[tuple[int, tuple[str, ...]], ...]
    end: int
    ruled: bool


def table_of(rows: Rows) -> Block:
    """Make a table of rows."""
    cells = [
        Cell(index, column, tuple(blocks_of([plain(text, number)])), number=number)
        for index, (number, texts) in enumerate(rows.rows)
        for column, text in enumerate(texts)
    ]
    columns = max(len(texts) for _, texts in rows.rows)
    return Block("table", table=Table(tuple(cells), len(rows.rows), columns, ruled=rows.ruled))


def piped_rows(lines: Sequence[str], index: int) -> Rows | None:
    """A table in which "|" parts the cells: rows on one line, or one cell a line with "|" at its end."""
    return _cell_lines(lines, index) or _piped_lines(lines, index)


def _piped_lines(lines: Sequence[str], index: int) -> Rows | None:
    """Rows such as "Code | : | N05.03", at least two with as many cells."""
    rows: list[tuple[int, tuple[str, ...]]] = []
    at = index
    while at < len(lines) and lines[at].count("|") >= 1:
        texts = tuple(text.strip() for text in lines[at].strip().strip("|").split("|"))
        if len(texts) < 2 or (rows and len(texts) != len(rows[0][1])):
            break
        rows.append((at + 1, texts))
        at += 1
    return Rows(tuple(rows), at, ruled=True) if len(rows) > 1 or (rows and len(rows[0][1]) > 2) else None


def _cell_lines(lines: Sequence[str], index: int) -> Rows | None:
    """One cell a line, each ending in "|"; a cell of ":" says which cell before it is the label."""
    cells: list[tuple[int, str]] = []
    at = index
    while at < len(lines) and lines[at].rstrip().endswith("|") and lines[at].count("|") == 1:
        cells.append((at + 1, lines[at].rstrip()[:-1].strip()))
        at += 1
    colons = [place for place, (_, text) in enumerate(cells) if text == ":"]
    if not colons:
        rows = _rows_of_equal_length(cells)
        return Rows(rows, at, ruled=True) if rows else None
    if colons[0] == 0:
        return None
    found: list[tuple[int, tuple[str, ...]]] = []
    if colons[0] > 1:  # what stands before the first label is a cell of its own row
        found.extend((number, (text, "", "")) for number, text in cells[: colons[0] - 1] if text)
    for place, following in zip(colons, [*colons[1:], len(cells) + 1], strict=True):
        number, label = cells[place - 1]
        value = " ".join(text for _, text in cells[place + 1 : following - 1] if text)
        found.append((number, (label, ":", value)))
    return Rows(tuple(found), at, ruled=True)


def _rows_of_equal_length(cells: Sequence[tuple[int, str]]) -> tuple[tuple[int, tuple[str, ...]], ...]:
    """Cells one after another as rows, where only one width gives columns of numbers and columns of text.

    The first row is the head.  Where no width does, or more than one, the cells are left as they are.
    """
    fitting = []
    for width in range(2, min(MAX_COLUMNS, len(cells) // 2) + 1):
        columns = [[text for _, text in cells[width + column :: width]] for column in range(width)]
        kinds = [{bool(_NUMBER.fullmatch(text)) for text in column if text} for column in columns]
        whole = len(cells) % width == 0 and all(len(kind) == 1 for kind in kinds)
        head_is_text = not any(_NUMBER.fullmatch(text) for _, text in cells[:width])
        if whole and head_is_text and {True} in kinds and {False} in kinds:
            fitting.append(width)
    if len(fitting) != 1:
        return ()
    width = fitting[0]
    starts = range(0, len(cells), width)
    return tuple((cells[at][0], tuple(text for _, text in cells[at : at + width])) for at in starts)


def spaced_rows(lines: Sequence[str], index: int) -> Rows | None:
    """A label and its value, or more columns, parted by runs of spaces that stand under one another."""
    first = _columns(lines[index])
    if len(first) < 2 or split_marker(lines[index])[0] or _ends_in_page_number(first):
        return None
    starts = [start for start, _ in first]
    rows = [(index + 1, tuple(text for _, text in first))]
    at = index + 1
    while at < len(lines):
        cells = _placed(_columns(lines[at]), starts)
        if cells is None:
            break
        rows.append((at + 1, cells))
        at += 1
    if len(rows) == 1 and not _is_label_and_value(lines[index], first):
        return None
    return Rows(tuple(rows), at, ruled=False)


def _columns(line: str) -> list[tuple[int, str]]:
    """The stretches of a line between gaps, with the column at which each starts."""
    line = line.expandtabs(8).rstrip()
    out: list[tuple[int, str]] = []
    begin = len(line) - len(line.lstrip())
    for gap in _GAP.finditer(line):
        out.append((begin, line[begin : gap.start()]))
        begin = gap.end()
    if line[begin:].strip():
        out.append((begin, line[begin:]))
    return out


def _placed(columns: list[tuple[int, str]], starts: list[int]) -> tuple[str, ...] | None:
    """The stretches of a line in the columns of the row above; None where they do not fit."""
    cells = [""] * len(starts)
    for begin, text in columns:
        if begin not in starts:
            return None
        cells[starts.index(begin)] = text
    return tuple(cells) if len(columns) > 1 and cells[0] else None


def _ends_in_page_number(columns: list[tuple[int, str]]) -> bool:
    return len(columns) == 2 and columns[1][1].strip().isdigit() and len(columns[0][1]) > _LABEL // 2


def _is_label_and_value(line: str, columns: list[tuple[int, str]]) -> bool:
    """Whether a line that stands alone is a label, a wide gap and a value."""
    label = columns[0][1]
    gap = columns[1][0] - columns[0][0] - len(label)
    return (
        len(columns) == 2
        and gap >= _WIDE_GAP
        and len(label) <= _LABEL
        and label[:1].isupper()
        and label[-1:] not in ".;,"
    )
