"""Tables and lists of definitions of a web page as grids, with all that stands between their cells."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from pipeline.errors import LimitExceededError
from pipeline.extract.document import Block, Cell, Table
from pipeline.extract.html_style import Look, declared, is_hidden, look_of, text_of

if TYPE_CHECKING:
    from pipeline.extract.html_blocks import Walk

MAX_SPAN = 1000
"""Columns or rows that one cell may cover, as in the HTML standard."""
MAX_GRID = 300_000
"""Places in the grid of one table."""
_PARTS = frozenset({"thead", "tbody", "tfoot"})


@dataclass
class _Content:
    """What stands in a <table>."""

    rows: list[tuple[str, Any, list[Any]]] = field(default_factory=list)
    """The part it stands in, the row, and its cells."""
    stray: list[Any] = field(default_factory=list)
    """Elements between rows and cells, and the captions: read before the table."""
    loose: list[str] = field(default_factory=list)
    """Text between rows and cells, which no page should have."""


def read_table(walk: Walk, element: Any, look: Look, depth: int) -> None:
    """Read a <table>; a frame of one cell gives what stands in it."""
    walk.flush()
    if walk.chrome:
        walk.children(element, look, depth)
        walk.flush()
        return
    content = _Content()
    _gather(walk, element, "tbody", content)
    for stray in content.stray:
        walk.element(stray, look, depth + 1)
    for text in content.loose:
        walk.text(text, look)
        walk.flush()
    rows = [row for part in ("thead", "tbody", "tfoot") for row in content.rows if row[0] == part]
    cells, columns = _cells(walk, element, rows, look, depth)
    if not any(cell.blocks for cell in cells):
        return
    if len(rows) == 1 and columns == 1:
        walk.blocks.extend(cells[0].blocks)
        return
    walk.blocks.append(Block("table", table=Table(tuple(cells), len(rows), columns, _head_rows(rows))))


def _gather(walk: Walk, element: Any, part: str, content: _Content) -> None:
    """Collect the rows of a table or of a part of it, in the order of the source."""
    content.loose.extend(text for text in (element.text,) if text and text.strip())
    for node in element:
        if not isinstance(node.tag, str):
            pass
        elif is_hidden(node, declared(node, walk.rules)):
            walk.hidden_chars.append(text_of(node))
        elif node.tag in _PARTS:
            _gather(walk, node, node.tag, content)
        elif node.tag == "tr":
            content.rows.append((part, node, list(_row_cells(walk, node, content))))
        elif node.tag in {"td", "th"}:  # a cell without a row
            content.rows.append((part, node, [node]))
        elif node.tag not in {"colgroup", "col"}:
            content.stray.append(node)
        if node.tail and node.tail.strip():
            content.loose.append(node.tail)


def _row_cells(walk: Walk, row: Any, content: _Content) -> Iterator[Any]:
    content.loose.extend(text for text in (row.text,) if text and text.strip())
    for node in row:
        if not isinstance(node.tag, str):
            pass
        elif is_hidden(node, declared(node, walk.rules)):
            walk.hidden_chars.append(text_of(node))
        elif node.tag in {"td", "th"}:
            yield node
        elif node.find(".//td") is not None and node.tag != "table":  # a form around the cells of a row
            yield from _row_cells(walk, node, content)
        else:
            content.stray.append(node)
        if node.tail and node.tail.strip():
            content.loose.append(node.tail)


def _cells(
    walk: Walk, table: Any, rows: list[tuple[str, Any, list[Any]]], look: Look, depth: int
) -> tuple[list[Cell], int]:
    """The cells in their places, and the number of columns."""
    grid: set[tuple[int, int]] = set()
    cells: list[Cell] = []
    for index, (_, _, sources) in enumerate(rows):
        column = 0
        for source in sources:
            while (index, column) in grid:
                column += 1
            height, width = _spans(source, len(rows) - index)
            if len(grid) + height * width > MAX_GRID:
                raise LimitExceededError(
                    f"De tabel op regel {table.sourceline} heeft meer cellen dan het programma leest.",
                    "Open de pagina in een browser, bewaar haar als PDF en lees die.",
                )
            grid.update((index + down, column + right) for down in range(height) for right in range(width))
            cells.append(_cell(walk, source, (index, column, height, width), look, depth))
            column += width
    return cells, max((column for _, column in grid), default=0) + 1


def _cell(walk: Walk, source: Any, place: tuple[int, int, int, int], look: Look, depth: int) -> Cell:
    walk.go_to(source)
    inner_look = look_of(source, look, declared(source, walk.rules))
    blocks = tuple(walk.inside(source, inner_look, depth + 3))
    row, column, height, width = place
    return Cell(
        row, column, blocks, height, width, number=first_number(blocks) or walk.fixed_number or source.sourceline
    )


def _head_rows(rows: list[tuple[str, Any, list[Any]]]) -> int:
    """How many rows at the top are head: those of <thead>, or else those of nothing but <th>."""
    heads = sum(part == "thead" for part, _, _ in rows)
    if heads:
        return heads
    for _, _, cells in rows[:-1]:
        if not cells or any(cell.tag == "td" for cell in cells):
            break
        heads += 1
    return heads


def _spans(cell: Any, rows_left: int) -> tuple[int, int]:
    height = whole(cell.get("rowspan"), 1)
    height = rows_left if height == 0 else height
    return max(1, min(height, rows_left)), max(1, min(whole(cell.get("colspan"), 1), MAX_SPAN))


def read_definitions(walk: Walk, element: Any, look: Look, depth: int) -> None:
    """Read a <dl> as a table of two columns: the label and what is said of it."""
    walk.flush()
    if walk.chrome:
        walk.children(element, look, depth)
        walk.flush()
        return
    cells: list[Cell] = []
    row = -1
    for part in _definition_parts(walk, element, look, depth):
        if part.tag == "dt" or row < 0:
            row += 1
        column = 0 if part.tag == "dt" else 1
        blocks = tuple(walk.inside(part, look_of(part, look, declared(part, walk.rules)), depth + 1))
        if cells and (cells[-1].row, cells[-1].column) == (row, column):
            cells[-1] = replace(cells[-1], blocks=cells[-1].blocks + blocks)
        elif blocks:
            cells.append(Cell(row, column, blocks, number=first_number(blocks)))
    if cells:
        walk.blocks.append(Block("table", table=Table(tuple(cells), row + 1, 2)))


def _definition_parts(walk: Walk, element: Any, look: Look, depth: int) -> Iterator[Any]:
    """The <dt> and <dd> of a list, also those grouped in a <div>; what else stands there is read by itself."""
    walk.text(element.text, look)
    for node in element:
        if node.tag in {"dt", "dd"}:
            walk.flush()
            if is_hidden(node, declared(node, walk.rules)):
                walk.hidden_chars.append(text_of(node))
            else:
                yield node
        elif node.tag == "div":
            yield from _definition_parts(walk, node, look, depth)
        else:
            walk.element(node, look, depth + 1)
        walk.text(node.tail, look)
    walk.flush()


def first_number(blocks: tuple[Block, ...]) -> int | None:
    """The line number of the first line in blocks."""
    return next((line.number for block in blocks for line in block.all_lines()), None)


def whole(value: str | None, default: int) -> int:
    """A whole number from an attribute."""
    match = re.fullmatch(r"\s*(-?\d{1,6})\s*", value or "")
    return int(match[1]) if match else default
