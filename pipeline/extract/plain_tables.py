"""Tables in plain text: columns made with spaces, and cells that a copy of a web page left behind with "|"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.extract.characters import plain
from pipeline.extract.document import Block, Cell, Table
from pipeline.extract.items import blocks_of
from pipeline.extract.markdown_source import is_rule
from pipeline.extract.markers import split_marker

_GAP = re.compile(r"(?<=\S)(?:\s*\t\s*|\s{2,})(?=\S)")
_WIDE_GAP = 4
"""Spaces that part a label from its value on a line of its own; fewer need a second line in the same columns."""
_NUMBER = re.compile(r"\d{1,4}[A-Z]?(?:[.,]\d{1,4})?|-|n\.t\.b\.", re.IGNORECASE)
MAX_COLUMNS = 12
MAX_CELL_LINES = 60
_LABEL = 45
"""A label is no longer than this."""


CellText = tuple[int, str]
"""The line on which a cell starts and its text, which may hold more lines."""


@dataclass(frozen=True, slots=True)
class Rows:
    """The rows of a table, and the line after the last (as an index)."""

    rows: tuple[tuple[CellText, ...], ...]
    end: int
    ruled: bool
    divided: bool = True
    """Whether it is known which cells form a row; if not, each cell is a row."""


def blocks_of_rows(rows: Rows) -> list[Block]:
    """Make a table of rows; cells of which the rows are not known stay paragraphs and items."""
    cells = [
        Cell(row, column, tuple(_cell_blocks(cell)), number=cell[0])
        for row, texts in enumerate(rows.rows)
        for column, cell in enumerate(texts)
    ]
    if not rows.divided:
        return [block for cell in cells for block in cell.blocks]
    columns = max(len(texts) for texts in rows.rows)
    return [Block("table", table=Table(tuple(cells), len(rows.rows), columns, ruled=rows.ruled))]


def _cell_blocks(cell: CellText) -> list[Block]:
    number, text = cell
    return blocks_of(plain(part, number + at) for at, part in enumerate(text.split("\n")))


def piped_rows(lines: Sequence[str], index: int) -> Rows | None:
    """A table in which "|" parts the cells: rows on one line, or one cell a line with "|" at its end."""
    return _cell_lines(lines, index) or _piped_lines(lines, index)


def _piped_lines(lines: Sequence[str], index: int) -> Rows | None:
    """Rows such as "Code | : | N05.03", at least two with as many cells."""
    rows: list[tuple[CellText, ...]] = []
    at = index
    while at < len(lines) and lines[at].count("|") >= 1:
        if is_rule(lines[at]):  # the line under a head
            at += 1
            continue
        texts = tuple((at + 1, text.strip()) for text in lines[at].strip().strip("|").split("|"))
        if len(texts) < 2 or (rows and len(texts) != len(rows[0])):
            break
        rows.append(texts)
        at += 1
    return Rows(tuple(rows), at, ruled=True) if len(rows) > 1 or (rows and len(rows[0]) > 2) else None


def _cell_lines(lines: Sequence[str], index: int) -> Rows | None:
    """Cells on lines of their own, each ending in "|"; items inside a cell stand on lines without it."""
    if not _ends_a_cell(lines[index]):
        return None
    cells: list[CellText] = []
    end = index
    while end < len(lines) and (after := _cell_end(lines, end)) is not None:
        text = "\n".join(line.strip() for line in lines[end:after])
        cells.append((end + 1, text.removesuffix("|").strip()))
        end = after
    rows = _labelled_rows(cells) or _rows_of_equal_length(cells)
    if rows:
        return Rows(rows, end, ruled=True)
    return Rows(tuple((cell,) for cell in cells if cell[1]), end, ruled=True, divided=False)


def _ends_a_cell(line: str) -> bool:
    return line.rstrip().endswith("|") and line.count("|") == 1


def _cell_end(lines: Sequence[str], start: int) -> int | None:
    """The line after the cell that starts here: one line, or a list of items of which the last ends the cell."""
    if _ends_a_cell(lines[start]):
        return start + 1
    at, in_list = start, False
    while at < len(lines) and at - start < MAX_CELL_LINES and lines[at].strip():
        marker = split_marker(lines[at])[0]
        if not marker and not in_list:
            return None
        if _ends_a_cell(lines[at]):
            return at + 1
        if "|" in lines[at] or _looks_like_label(lines[at]):
            return None
        in_list, at = True, at + 1
    return None


def _looks_like_label(line: str) -> bool:
    """Whether a line ends a list rather than go on with it: "Generieke taken", "Resultaatgebied 2: Informatie"."""
    return not split_marker(line)[0] and line.strip()[:1].isupper()


def _labelled_rows(cells: Sequence[CellText]) -> tuple[tuple[CellText, ...], ...]:
    """Rows of a label, ":" and a value: the cell before a ":" is the label, those after it are the value."""
    colons = [place for place, (_, text) in enumerate(cells) if text == ":"]
    if not colons or colons[0] == 0:
        return ()
    found: list[tuple[CellText, ...]] = []
    # what stands before the first label is a row of its own
    found.extend((cell, (cell[0], ""), (cell[0], "")) for cell in cells[: colons[0] - 1] if cell[1])
    for place, following in zip(colons, [*colons[1:], len(cells) + 1], strict=True):
        value = [cell for cell in cells[place + 1 : following - 1] if cell[1]]
        number = value[0][0] if value else cells[place][0]
        found.append((cells[place - 1], cells[place], (number, " ".join(text for _, text in value))))
    return tuple(found)


def _rows_of_equal_length(cells: Sequence[CellText]) -> tuple[tuple[CellText, ...], ...]:
    """Cells one after another as rows, where only one width gives columns of numbers and columns of text.

    The first row is the head, and the last may be a row of totals.  Where no width does, or more than one, the rows
    are not known.
    """
    texts = [text for _, text in cells]
    fitting = [width for width in range(2, min(MAX_COLUMNS, len(cells) // 2) + 1) if _fits(texts, width)]
    if len(fitting) != 1:
        return ()
    width = fitting[0]
    return tuple(tuple(cells[at : at + width]) for at in range(0, len(cells), width))


def _fits(texts: Sequence[str], width: int) -> bool:
    """Whether rows of this width have columns that hold numbers only, and columns that hold none."""
    if len(texts) % width or any(_NUMBER.fullmatch(text) for text in texts[:width]) or not all(texts[:width]):
        return False
    last = texts[-width:]
    body = texts[width:-width] if last.count("") * 2 >= width and len(texts) > 2 * width else texts[width:]
    columns = [[text for text in body[column::width] if text] for column in range(width)]
    kinds = [{bool(_NUMBER.fullmatch(text)) for text in column} for column in columns]
    return all(len(kind) == 1 for kind in kinds) and {True} in kinds and {False} in kinds


def spaced_rows(lines: Sequence[str], index: int) -> Rows | None:
    """A label and its value, or more columns, parted by runs of spaces that stand under one another."""
    first = _columns(lines[index])
    if len(first) < 2 or split_marker(lines[index])[0] or _ends_in_page_number(first):
        return None
    starts = [start for start, _ in first]
    rows = [tuple((index + 1, text) for _, text in first)]
    at = index + 1
    while at < len(lines):
        cells = _placed(_columns(lines[at]), starts)
        if cells is None:
            break
        rows.append(tuple((at + 1, text) for text in cells))
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
