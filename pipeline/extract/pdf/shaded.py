"""Tables whose cells are told by shading alone: zebra rows, or a shaded head above rows without any line.

The shaded cells say where the columns are.  Between two shaded rows lies one that is not; above the first and below the
last, rows go on as long as their words keep to the columns.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from pipeline.extract.pdf.grid import Grid
from pipeline.extract.pdf.lines import rows_of
from pipeline.extract.pdf.page import PageContent, Word
from pipeline.extract.pdf.tables import RawCell, RawTable

_SAME = 2.5
"""Points within which two shaded rows have the same columns."""

Span = tuple[float, float]


def shaded_tables(grids: Sequence[Grid], page: PageContent) -> list[RawTable]:
    """Make tables of grids that only shading makes: the shaded rows and the rows between, above and below them."""
    out = []
    for stack in _stacks(grids):
        if len(stack) == 1 and stack[0].rows < 3:
            continue  # a shaded head alone says too little: its cells may be merged
        edges = stack[0].column_edges
        rows = [(a, b) for grid in stack for a, b in zip(grid.row_edges, grid.row_edges[1:], strict=False)]
        between = [(a[1], b[0]) for a, b in itertools.pairwise(rows) if b[0] - a[1] > 4]
        near = [w for w in page.words if w.angle == 0 and edges[0] - 2 <= (w.x0 + w.x1) / 2 <= edges[-1] + 2]
        rows = sorted([*rows, *between])
        rows = [*_further(near, edges, rows[0][0], -1), *rows, *_further(near, edges, rows[-1][1], 1)]
        out.append(_table(rows, stack, page))
    return out


def _stacks(grids: Sequence[Grid]) -> list[list[Grid]]:
    """The grids that stand under each other with the same columns."""
    out: list[list[Grid]] = []
    for grid in sorted(grids, key=lambda g: g.bbox[1]):
        if out and _same_columns(out[-1][-1], grid):
            out[-1].append(grid)
        else:
            out.append([grid])
    return out


def _same_columns(one: Grid, other: Grid) -> bool:
    return len(one.column_edges) == len(other.column_edges) and all(
        abs(a - b) <= _SAME for a, b in zip(one.column_edges, other.column_edges, strict=True)
    )


def _further(words: Sequence[Word], edges: Sequence[float], start: float, side: int) -> list[Span]:
    """The row above (side -1) or below (side 1) the shaded ones, if its words keep to the columns."""
    beyond = [w for w in words if (w.top + w.bottom - 2 * start) * side > 0]
    lines = rows_of(beyond)[::side]
    reach, held, size = start, [], 0.0
    for line in lines:
        near, far = (min(w.top for w in line), max(w.bottom for w in line))[::side]
        size = max(w.size for w in line)
        if (near - reach) * side > 2.2 * size or any(_crosses(w, x) for w in line for x in edges[1:-1]):
            break
        reach = far
        held.append(line)
    columns = {sum(x < (w.x0 + w.x1) / 2 for x in edges) for line in held for w in line}
    if len(columns) < min(3, len(edges) - 1):
        return []
    return [(start, reach + 1)] if side > 0 else [(reach - 1, start)]


def _crosses(word: Word, x: float) -> bool:
    return word.x0 < x - 1 and word.x1 > x + 1


def _table(rows: Sequence[Span], stack: Sequence[Grid], page: PageContent) -> RawTable:
    edges = stack[0].column_edges
    shaded = {round(a): grid for grid in stack for a in grid.row_edges[:-1]}
    cells: list[RawCell] = []
    for r, (top, bottom) in enumerate(rows):
        grid = shaded.get(round(top))
        if grid is not None and abs(grid.row_edges[0] - top) < 1 and grid.rows == 1:
            # a merged cell in a shaded row (the total) stays merged
            cells.extend(
                RawCell(r, c.column, 1, c.column_span, page.number, (c.box[0], top, c.box[2], bottom))
                for c in grid.cells
            )
            continue
        cells.extend(
            RawCell(r, c, 1, 1, page.number, (x0, top, x1, bottom))
            for c, (x0, x1) in enumerate(itertools.pairwise(edges))
        )
    box = (edges[0], rows[0][0], edges[-1], rows[-1][1])
    return RawTable(page.number, box, cells, len(rows), len(edges) - 1, tuple(edges))
