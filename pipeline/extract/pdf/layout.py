"""One page: words and rules become text lines and raw tables, in reading order."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass, field

from pipeline.extract.markers import SURE_BULLETS
from pipeline.extract.pdf.aligned import Carry, find_aligned
from pipeline.extract.pdf.columns import Column, Row, gutters_of, read_order
from pipeline.extract.pdf.grid import Grid, find_grids
from pipeline.extract.pdf.lines import TextLine, rows_of, segments_of, set_marker_apart
from pipeline.extract.pdf.page import PageContent, Word
from pipeline.extract.pdf.shaded import shaded_tables
from pipeline.extract.pdf.sideways import turned_matrices
from pipeline.extract.pdf.tables import RawCell, RawTable, fill, turned_lines
from pipeline.extract.pdf.turned import upright

_TAB = 1.8
"""Segments of one row this many font sizes apart are label and value, not justified words."""


@dataclass(slots=True)
class PageLayout:
    """A page that has been laid out; ``elements`` are its lines and tables in reading order."""

    number: int
    width: float
    height: float
    elements: list[TextLine]
    columns: int = 1
    gutters: tuple[float, ...] = ()
    known_gutters: tuple[float, ...] = ()
    """The gutters of the last page that had any, this one included."""
    chars: int = 0
    image_share: float = 0.0
    unreadable: int = 0
    notes: tuple[str, ...] = field(default=())


def lay_out(page: PageContent, before: PageLayout | None = None) -> PageLayout:
    """Make lines and raw tables of the words and rules of a page, in reading order.

    Args:
        page: what the engine saw.
        before: the page before it, of which a table without lines may go on.
    """
    height, width = page.height, page.width
    page, margin = upright(page)
    tables, rest = _ruled_tables(page)
    turned, rest = turned_matrices(rest, page)
    tables.extend(turned)
    level = [w for w in rest if w.angle == 0]
    rows = [_segments(row, page.number) for row in _with_lone_markers(rows_of(level))]
    rows.extend([_stand_in(t)] for t in tables)
    rows.extend([TextLine(words, page.number)] for words in turned_lines([w for w in rest if w.angle]))
    rows.sort(key=lambda row: (min(s.top for s in row), row[0].x0))
    known = before.known_gutters if before else ()
    columns = read_order(rows, known)
    gutters = gutters_of(columns)
    elements: list[TextLine] = [TextLine(row, page.number) for row in rows_of(margin)]
    for column in columns:
        elements.extend(_column_elements(column, page, _carry(before)))
    _condense(elements)
    return PageLayout(
        number=page.number,
        width=width,
        height=height,
        elements=elements,
        columns=_column_count(columns, known, [e for e in elements if e.table is None], page),
        gutters=gutters,
        known_gutters=gutters or known,
        chars=page.chars,
        image_share=page.image_share,
        unreadable=page.unreadable,
        notes=page.notes,
    )


def _condense(elements: Sequence[TextLine]) -> None:
    """Let go of the single words of a page."""
    for element in elements:
        if isinstance(element.table, RawTable):
            for cell in element.table.cells:
                cell.words = []
                for line in cell.lines:
                    line.condense()
        else:
            element.condense()


def _column_count(
    columns: Sequence[Column], known: Sequence[float], lines: Sequence[TextLine], page: PageContent
) -> int:
    """How many columns the page has: as many as the pages before it where its text keeps to the first of theirs."""
    found = max((c.index for c in columns), default=0) + 1
    body = [x for x in lines if 0.1 * page.height < x.middle < 0.9 * page.height]
    if found == 1 and known and len(body) > 2 and all(x.x1 < known[0] + 2 for x in body):
        return len(known) + 1
    return found


def _segments(row: Sequence[Word], page: int) -> Row:
    return [TextLine(words, page) for words in segments_of(row)]


def _stand_in(table: RawTable) -> TextLine:
    x0, top, x1, bottom = table.box
    word = Word("", x0, top, x1, bottom, "", 1.0, False, False)
    return TextLine([word], table.page, table=table)


def _with_lone_markers(rows: list[list[Word]]) -> list[list[Word]]:
    """Put a bullet whose glyph stands higher or lower than its line back in that line."""
    out: list[list[Word]] = []
    for i, row in enumerate(rows):
        first = row[0]
        if len(row) == 1 and len(first.text) == 1 and first.text in SURE_BULLETS:
            middle = (first.top + first.bottom) / 2
            near = [r for r in (out[-1:] + rows[i + 1 : i + 2]) if _spans(r, middle) and r[0].x0 > first.x0]
            if near:
                near[0].insert(0, first)
                continue
        out.append(row)
    return out


def _spans(row: Sequence[Word], y: float) -> bool:
    return any(w.top - 1 <= y <= w.bottom + 1 for w in row)


def _carry(before: PageLayout | None) -> Carry | None:
    """The columns of a table without lines that ends the page before; a footer may stand below it."""
    for element in reversed(before.elements[-3:] if before else []):
        if isinstance(element.table, RawTable):
            table = element.table
            spans = tuple((c.box[0] + 2, c.box[2] - 2) for c in table.row(0))
            return None if table.ruled or len(spans) != table.columns else Carry(spans)
    return None


def _column_elements(column: Column, page: PageContent, carry: Carry | None) -> list[TextLine]:
    out: list[TextLine] = []
    start = 0
    for begin, end, table in find_aligned(column.rows, page, carry):
        out.extend(_joined(row, column) for row in column.rows[start:begin])
        fill(table)
        out.append(_stand_in(table))
        start = end
    out.extend(_joined(row, column) for row in column.rows[start:])
    for element in out:
        element.column = column.index
        if isinstance(element.table, RawTable):
            element.table.column_index = column.index
    return out


def _joined(row: Row, column: Column) -> TextLine:
    """Make one line of the segments of a row, its marker set apart."""
    line = row[0]
    if line.table is not None:
        return line
    if len(row) > 1:
        words = [w for s in row for w in s.words]
        tabs = [s for before, s in itertools.pairwise(row) if s.x0 - before.x1 > _TAB * s.size]
        line = TextLine(words, line.page, parts=len(tabs) + 1)
        line.tail_x0 = tabs[-1].x0 if tabs else line.x0
    set_marker_apart(line)
    return line


def _ruled_tables(page: PageContent) -> tuple[list[RawTable], list[Word]]:
    """The tables that ruling lines or shading make, with their words, and the words outside them."""
    words = list(page.words)
    grids = [g for g in find_grids(page) if g.columns > 1 and len(g.cells) > 1]
    shaded = [g for g in grids if not _is_drawn(g, page)]
    found = [_raw(g, page) for g in grids if g not in shaded] + shaded_tables(shaded, page)
    tables: list[RawTable] = []
    for table in sorted(found, key=lambda t: t.box[1]):
        words = _share_out(words, table.cells)
        if any(cell.words for cell in table.cells):
            fill(table)
            tables.append(table)
    return tables, words


def _raw(grid: Grid, page: PageContent) -> RawTable:
    cells = [RawCell(c.row, c.column, c.row_span, c.column_span, page.number, c.box) for c in grid.cells]
    return RawTable(page.number, grid.bbox, cells, grid.rows, grid.columns, grid.column_edges)


def _is_drawn(grid: Grid, page: PageContent) -> bool:
    """Whether lines make the cells, and not only shading."""
    x0, top, x1, bottom = grid.bbox
    return any(
        not r.filled and r.x0 >= x0 - 3 and r.x1 <= x1 + 3 and r.top >= top - 3 and r.bottom <= bottom + 3
        for r in page.rules
    )


def _share_out(words: Sequence[Word], cells: Sequence[RawCell]) -> list[Word]:
    """Put each word into the cell that its middle lies in; give back the others."""
    left = min(c.box[0] for c in cells)
    top = min(c.box[1] for c in cells)
    right = max(c.box[2] for c in cells)
    bottom = max(c.box[3] for c in cells)
    outside: list[Word] = []
    for w in words:
        x, y = (w.x0 + w.x1) / 2, (w.top + w.bottom) / 2
        home = None
        if left <= x <= right and top <= y <= bottom:
            home = next((c for c in cells if c.box[0] <= x <= c.box[2] and c.box[1] <= y <= c.box[3]), None)
        if home is None:
            outside.append(w)
        else:
            home.words.append(w)
    return outside
