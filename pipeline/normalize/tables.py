"""Which tables are a functiematrix or a table of functions, by the heads of their columns and what they hold."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from pipeline.extract.document import Block, Cell, Line, Table
from pipeline.extract.text import join
from pipeline.normalize.folding import squash
from pipeline.normalize.labels import Grammar
from pipeline.normalize.values import read_scale

TableRole = Literal["matrix", "matrixlijst", "beschikbaar"]
_HEAD_ROWS = 4
"""A head does not stand lower than this."""
_HEAD_LINES = 4
_MIN_SCALES = 2


@dataclass(frozen=True)
class Grid:
    """A table by row and column, with the cell that covers each place and the text of each cell."""

    table: Table
    cells: Mapping[tuple[int, int], Cell]
    texts: Mapping[int, str]
    """Text by id of the cell."""

    def text(self, row: int, column: int) -> str:
        """The text at a place, also under a merged cell."""
        cell = self.cells.get((row, column))
        return self.texts[id(cell)] if cell else ""

    def own(self, row: int, column: int) -> Cell | None:
        """The cell that starts at a place."""
        cell = self.cells.get((row, column))
        return cell if cell and (cell.row, cell.column) == (row, column) else None


Halves = tuple[tuple[Block, ...], tuple[Block, ...]]
"""The blocks of a cell that are the head of its column, and those below it."""


def with_own_head(table: Table, grammar: Grammar, words: frozenset[str]) -> Table:
    """Give the head of a table a row of its own where the source ran it together with the first row below it."""
    halves: dict[int, Halves] = {}
    for cell in table.row(0):
        split = _head_and_rest(cell, grammar, words) if cell.blocks else ((), ())
        if split is None:
            return table
        halves[cell.column] = split
    if sum(bool(head) for head, _ in halves.values()) < 2 or not any(rest for _, rest in halves.values()):
        return table
    cells = [replace(cell, blocks=halves[cell.column][0], row_span=1) for cell in table.row(0)]
    cells += [replace(cell, row=1, blocks=halves[cell.column][1]) for cell in table.row(0)]
    cells += [replace(cell, row=cell.row + 1) for cell in table.cells if cell.row > 0]
    return replace(table, cells=tuple(cells), rows=table.rows + 1, header_rows=1)


def _head_and_rest(cell: Cell, grammar: Grammar, words: frozenset[str]) -> Halves | None:
    """Split a cell after the lines that name its column; None when its first lines name none."""
    first = cell.blocks[0]
    for count in range(min(len(first.lines), _HEAD_LINES), 0, -1):
        if grammar.column(join(first.lines[:count], words).text):
            rest = (first.with_lines(first.lines[count:]),) if count < len(first.lines) else ()
            return (first.with_lines(first.lines[:count]),), (*rest, *cell.blocks[1:])
    return None


def grid_of(table: Table, words: frozenset[str]) -> Grid:
    """Lay out a table as a grid."""
    cells: dict[tuple[int, int], Cell] = {}
    texts: dict[int, str] = {}
    for cell in table.cells:
        texts[id(cell)] = join(cell.lines(), words).text
        for row in range(cell.row, min(cell.row + cell.row_span, table.rows)):
            for column in range(cell.column, min(cell.column + cell.column_span, table.columns)):
                cells.setdefault((row, column), cell)
    return Grid(table, cells, texts)


@dataclass(frozen=True, slots=True)
class Head:
    """The row that names the columns, and what each column holds."""

    row: int
    columns: Mapping[str, int]


def find_head(grid: Grid, grammar: Grammar) -> Head | None:
    """Find the row with the heads of the columns: the first that names at least two."""
    for row in range(min(_HEAD_ROWS, grid.table.rows)):
        columns: dict[str, int] = {}
        for column in range(grid.table.columns):
            cell = grid.cells.get((row, column))
            if cell is None or cell.column != column or cell.column_span >= grid.table.columns:
                continue
            role = grammar.column(grid.text(row, column)) if grid.text(row, column) else None
            if role == "functie" and "functie" in columns:
                role = "normfunctie"  # "Functie | Functie HR21"
            if role and role not in columns:
                columns[role] = column
        if len(columns.keys() - {"totaal"}) >= 2:
            return Head(row, columns)
    return None


def classify(grid: Grid, grammar: Grammar) -> TableRole | None:
    """Tell a functiematrix and a table of functions from all other tables."""
    head = find_head(grid, grammar)
    if head:
        names = head.columns.keys()
        named = "functie" in names or "normfunctie" in names
        if named and ("formatie" in names or "kenmerken" in names or {"functie", "normfunctie"} <= names):
            return "beschikbaar"
        if named and "schaal" in names and names & {"punten", "functiereeks", "functiegroep"}:
            return "matrixlijst"
    return "matrix" if scale_column(grid) is not None or scale_row(grid) is not None else None


def _scales(texts: Sequence[str]) -> list[int | str]:
    return [scale.value for text in texts if (scale := read_scale(text)).value is not None]


def scale_column(grid: Grid) -> int | None:
    """The column of a matrix that holds the scales: first or last, below at least one row of heads."""
    table = grid.table
    if table.columns < 3 or table.rows < 3:
        return None
    for column in (0, table.columns - 1):
        texts = [grid.text(row, column) for row in range(table.rows) if grid.own(row, column)]
        scales = _scales(texts)
        filled = [text for text in texts if text.strip()]
        if len(set(scales)) < _MIN_SCALES or len(scales) < 0.6 * (len(filled) - 2) or _is_scale_row(grid, 0):
            continue
        first = next(row for row in range(table.rows) if read_scale(grid.text(row, column)).value is not None)
        if first > 0 and _has_names(grid, range(first, table.rows), [c for c in range(table.columns) if c != column]):
            return column
    return None


def scale_row(grid: Grid) -> int | None:
    """The row of a matrix laid on its side that holds the scales."""
    table = grid.table
    for row in range(min(_HEAD_ROWS, table.rows - 1)):
        if _is_scale_row(grid, row) and _has_names(grid, range(row + 1, table.rows), range(1, table.columns)):
            return row
    return None


def _is_scale_row(grid: Grid, row: int) -> bool:
    scales = _scales([grid.text(row, column) for column in range(grid.table.columns) if grid.own(row, column)])
    return len(set(scales)) >= 3 and len(scales) >= grid.table.columns - 3


def _has_names(grid: Grid, rows: Sequence[int], columns: Sequence[int]) -> bool:
    """Whether there are cells with a name in them, which a conversion table of numbers has not."""
    filled = [text for row in rows for column in columns if (text := grid.text(row, column)).strip()]
    named = sum(1 for text in filled if sum(c.isalpha() for c in squash(text)) >= 4)
    return named > 0 and named >= 0.5 * len(filled)


def lines_of(cells: Sequence[Cell | None]) -> list[Line]:
    """All lines of some cells."""
    return [line for cell in cells if cell for line in cell.lines()]


def continues(grid: Grid, earlier: Grid, grammar: Grammar) -> bool:
    """Whether a table without a head is the rest of a table of functions: its columns hold the same kinds of things."""
    head = find_head(earlier, grammar)
    if head is None or grid.table.columns != earlier.table.columns:
        return False
    if any(grammar.match(text) for text in grid.texts.values() if text):
        return False
    scales = (
        [grid.text(row, head.columns["schaal"]) for row in range(grid.table.rows)] if "schaal" in head.columns else []
    )
    filled = [text for text in scales if text.strip()]
    return not filled or any(
        read_scale(text).value is not None or (read_scale(text).odd and len(text) < 8) for text in filled
    )
