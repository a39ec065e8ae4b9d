"""Tables: words put into the cells of a grid, tables that run over pages made one, cells made of blocks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from pipeline.extract.document import Block, Box, Cell, Furniture, Table
from pipeline.extract.pdf.blocks import Body, Leading, group, to_blocks
from pipeline.extract.pdf.lines import TextLine, finished, rows_of, set_marker_apart
from pipeline.extract.pdf.page import Word

_EDGE = 3.0
"""Column edges of two pages within this many points are the same column."""


@dataclass(slots=True)
class RawCell:
    """A cell under construction: its lines, over as many pages as it runs."""

    row: int
    column: int
    row_span: int
    column_span: int
    page: int
    box: Box
    words: list[Word] = field(default_factory=list)
    lines: list[TextLine] = field(default_factory=list)
    rotated: bool = False

    @property
    def text(self) -> str:
        """The words of the cell as one text."""
        return " ".join(" ".join([*(w.text for w in x.marker_words), x.text]) for x in self.lines)


@dataclass(slots=True)
class RawTable:
    """A table, or the part of it that stands on one page."""

    page: int
    box: Box
    cells: list[RawCell]
    rows: int
    columns: int
    edges: tuple[float, ...]
    """x of the column edges, left to right; one more than there are columns."""
    ruled: bool = True
    header_rows: int = 0
    furniture: list[Furniture] = field(default_factory=list)
    last_page: int = 0
    last_bottom: float = 0.0
    column_index: int = 0

    def row(self, row: int) -> list[RawCell]:
        """The cells that start in a row."""
        return [c for c in self.cells if c.row == row]


def fill(table: RawTable) -> None:
    """Make the lines of each cell from its words, and tell each line how far its cell reaches."""
    pads: dict[int, float] = {}
    for cell in table.cells:
        _cell_lines(cell)
        if cell.lines and not cell.rotated:
            pad = min(x.start for x in cell.lines) - cell.box[0]
            pads[cell.column] = min(pad, pads.get(cell.column, 8.0))
    for cell in table.cells:
        pad = min(8.0, max(1.0, pads.get(cell.column, 3.0)))
        for line in cell.lines:
            line.left, line.right = cell.box[0] + pad, cell.box[2] - pad
    table.last_page, table.last_bottom = table.page, table.box[3]


def _cell_lines(cell: RawCell) -> None:
    upright = [w for w in cell.words if w.angle == 0]
    turned = [w for w in cell.words if w.angle != 0]
    for row in rows_of(upright):
        line = TextLine(list(row), cell.page)
        set_marker_apart(line)
        cell.lines.append(line)
    cell.rotated = bool(turned) and not upright
    for words in turned_lines(turned):
        cell.lines.append(TextLine(words, cell.page))


def turned_lines(words: Sequence[Word]) -> list[list[Word]]:
    """Lines of turned text, in reading order, each with its words in reading order."""
    out: list[list[Word]] = []
    for angle in sorted({w.angle for w in words}):
        own = [w for w in words if w.angle == angle]
        up = angle == 90
        if angle == 180:
            out.extend([sorted(r, key=lambda w: -w.x1) for r in rows_of(own)][::-1])
            continue
        # a line is a stack of words at one x: for text read upwards the next line stands to the right
        own.sort(key=lambda w: (w.x0 + w.x1) if up else -(w.x0 + w.x1))
        lines: list[list[Word]] = []
        for word in own:
            middle = (word.x0 + word.x1) / 2
            if lines and abs(middle - (lines[-1][0].x0 + lines[-1][0].x1) / 2) < 0.5 * (word.x1 - word.x0):
                lines[-1].append(word)
            else:
                lines.append([word])
        out.extend(sorted(line, key=lambda w: -w.bottom if up else w.top) for line in lines)
    return out


def drop_row(table: RawTable, row: int) -> None:
    """Take a row out of a table: it was a header or footer that stood in line with the columns."""
    table.cells = [c for c in table.cells if c.row != row]
    for cell in table.cells:
        if cell.row > row:
            cell.row -= 1
    table.rows -= 1


def runs_on(before: RawTable, after: RawTable) -> bool:
    """Whether a table at the top of a page (or column) goes on with the one at the bottom of the page before."""
    if before.columns != after.columns or before.ruled != after.ruled:
        return False
    shift = after.edges[0] - before.edges[0]
    # without lines the edges lie between the texts, which differ from page to page
    reach = _EDGE if before.ruled else 0.12 * (before.edges[-1] - before.edges[0])
    return all(abs(b - a - shift) <= reach for a, b in zip(before.edges, after.edges, strict=True))


def append(table: RawTable, after: RawTable) -> None:
    """Add the part of a table that stands on a next page: repeated heads set apart, a broken row made whole."""
    skip = _repeated_head(table, after)
    for row in range(skip):
        for cell in after.row(row):
            table.furniture.extend(
                Furniture("repeated_head", finished([*x.marker_words, *x.words], x.page)) for x in cell.lines
            )
    if skip:
        table.header_rows = max(table.header_rows, skip)
    broken = skip < after.rows and table.rows > skip and _row_goes_on(table, after.row(skip), table.row(table.rows - 1))
    if broken:
        last = {c.column: c for c in table.row(table.rows - 1)}
        for cell in after.row(skip):
            last[cell.column].lines.extend(cell.lines)
    shift = table.rows - skip - (1 if broken else 0)
    for cell in after.cells:
        if cell.row >= skip + (1 if broken else 0):
            cell.row += shift
            table.cells.append(cell)
    table.rows = after.rows + shift
    table.last_page, table.last_bottom = after.page, after.box[3]


def _repeated_head(table: RawTable, after: RawTable) -> int:
    """How many rows at the top of the next part say what the first rows of the table say."""
    count = 0
    while count < min(4, table.rows, after.rows):
        own = [(c.column, c.text) for c in sorted(table.row(count), key=lambda c: c.column)]
        new = [(c.column, c.text) for c in sorted(after.row(count), key=lambda c: c.column)]
        if own != new or not any(text for _, text in own):
            break
        count += 1
    return count


def _row_goes_on(table: RawTable, first: Sequence[RawCell], last: Sequence[RawCell]) -> bool:
    """Whether the first row on a page is the rest of the last row of the page before."""
    before = {c.column: c for c in last}
    if {c.column for c in first} != set(before) or any(c.row_span > 1 for c in first):
        return False
    filled = [c for c in first if c.lines]
    if not filled or any(not before[c.column].lines for c in filled):
        return False
    for cell in filled:
        tail, head = before[cell.column].lines[-1], cell.lines[0]
        if tail.words and head.words and tail.words[-1].text.endswith("-") and not head.marker:
            return True
    lead = min(c.column for c in first)
    if any(c.column == lead for c in filled):
        return False
    # a row of its own has something in its first column; what has not goes on with the row above, unless such rows
    # are usual in this table
    empty = sum(1 for row in range(table.rows) if any(c.column == lead and not c.lines for c in table.row(row)))
    return empty <= 0.2 * table.rows


def finish(table: RawTable, leading: Leading, body: Body) -> Block:
    """Make the table block of the Document."""
    cells = []
    for cell in sorted(table.cells, key=lambda c: (c.row, c.column)):
        blocks = to_blocks(group(cell.lines, leading), body, inside_table=True) if not cell.rotated else _turned(cell)
        cells.append(
            Cell(
                row=cell.row,
                column=cell.column,
                blocks=tuple(blocks),
                row_span=cell.row_span,
                column_span=cell.column_span,
                page=cell.page,
                box=tuple(round(v, 1) for v in cell.box),  # type: ignore[arg-type]  # four values in, four out
                rotated=cell.rotated,
            )
        )
    grid = Table(tuple(cells), table.rows, table.columns, table.header_rows, table.ruled)
    return Block(kind="table", table=grid)


def _turned(cell: RawCell) -> list[Block]:
    lines = tuple(finished(x.words, x.page, x.column) for x in cell.lines)
    return [Block(kind="paragraph", lines=lines)] if lines else []
