"""Ruled tables: from the lines that a page draws to cells on a common grid of rows and columns.

Lines are enough: no characters are needed.  A page that pdfplumber read gets its cells from pdfplumber's own
``TableFinder``, fed with the lines of the page; any other from ``cells``, which follows the same rules.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from pipeline.extract.pdf.cells import SNAP, Box, Edge, Edges, meet, tables
from pipeline.extract.pdf.page import PageContent, Rule

MOST_RULES = 20_000
"""A page with more lines than this is a drawing; looking for cells in it would take minutes."""


@dataclass(frozen=True, slots=True)
class GridCell:
    """A cell, its place on the grid, and over how many rows and columns it reaches."""

    box: Box
    row: int
    column: int
    row_span: int = 1
    column_span: int = 1


@dataclass(frozen=True, slots=True)
class Grid:
    """A ruled table: its cells in row order, then column order."""

    bbox: Box
    cells: tuple[GridCell, ...]
    row_edges: tuple[float, ...]
    """Heights (from the top of the page) at which a row starts or ends: one more than there are rows."""
    column_edges: tuple[float, ...]

    @property
    def rows(self) -> int:
        """Number of rows."""
        return len(self.row_edges) - 1

    @property
    def columns(self) -> int:
        """Number of columns."""
        return len(self.column_edges) - 1


def find_grids(page: PageContent) -> list[Grid]:
    """Find the ruled tables of a page, from top to bottom.

    A page with horizontal lines only (a text block between two lines) gives no grid.  A single box (a frame round a
    paragraph) gives none either.  Boxes stacked under each other give a grid of one column, when at least one of
    its lines is drawn: mere shading (zebra rows, a tinted block) says nothing of columns and gives no such grid.
    A table that leaves out the lines at its left and right side (or top and bottom) is closed there, at the ends of
    its other lines.
    """
    across = sum(_level(rule) for rule in page.rules)
    if across < 2 or across == len(page.rules) or len(page.rules) > MOST_RULES:
        return []
    edges = _closed(Edges.of(page.rules))
    found = _by_pdfplumber(edges) if page.engine == "pdfplumber" else tables(edges)
    grids = [_grid(cells) for cells in found]
    drawn = [rule for rule in page.rules if not rule.filled]
    return [grid for grid in grids if grid.columns > 1 or any(_inside(rule, grid.bbox) for rule in drawn)]


def _level(rule: Rule) -> bool:
    return rule.x1 - rule.x0 >= rule.bottom - rule.top


def _inside(rule: Rule, box: Box) -> bool:
    return (
        rule.x0 >= box[0] - SNAP
        and rule.top >= box[1] - SNAP
        and rule.x1 <= box[2] + SNAP
        and rule.bottom <= box[3] + SNAP
    )


def _closed(edges: Edges) -> Edges:
    """Add the outer lines that tables with open sides leave out.

    Lines that cross belong together.  Where two or more of them begin (or end) in the open at one place, a line is
    added there.  A cross or a column rule between a header and a footer line is no table: it takes four lines.
    """
    level, upright = list(edges.level), list(edges.upright)
    for across, down in _crossing(edges):
        if len(across) < 2 or len(across) + len(down) < 4:
            continue
        lefts, rights = [e.begin for e in across], [e.end for e in across]
        tops, bottoms = [e.begin for e in down], [e.end for e in down]
        columns, rows = [e.place for e in down], [e.place for e in across]
        sides = _open_end(lefts, columns, min(lefts)), _open_end(rights, columns, max(rights))
        ends = _open_end(tops, rows, min(tops)), _open_end(bottoms, rows, max(bottoms))
        x0, x1 = min(lefts + columns), max(rights + columns)
        y0, y1 = min(tops + rows), max(bottoms + rows)
        upright += [Edge(x, y0, y1) for x in sides if x is not None]
        level += [Edge(y, x0, x1) for y in ends if y is not None]
    return Edges.joined(level, upright)


def _open_end(ends: Sequence[float], closed: Sequence[float], place: float) -> float | None:
    """Tell whether two or more lines end at this outermost place and no line closes them."""
    meeting = sum(abs(end - place) <= SNAP for end in ends)
    return place if meeting > 1 and all(abs(other - place) > SNAP for other in closed) else None


def _crossing(edges: Edges) -> list[tuple[list[Edge], list[Edge]]]:
    """Group the lines that cross, directly or through others: level ones and upright ones of each group."""
    groups: list[tuple[list[Edge], list[Edge]]] = [([edge], []) for edge in edges.level]
    for edge in edges.upright:
        met = [group for group in groups if any(meet(other, edge) for other in group[0])]
        if not met:
            continue
        rest = [group for group in groups if not any(group is other for other in met)]
        whole = ([e for group in met for e in group[0]], [*(e for group in met for e in group[1]), edge])
        groups = [*rest, whole]
    return [group for group in groups if group[1]]


def _by_pdfplumber(edges: Edges) -> list[list[Box]]:
    """Let pdfplumber find the cells, a list for each table: the reference."""
    from pdfplumber.page import Page
    from pdfplumber.table import TableFinder

    class RulesPage(Page):
        """As much of a pdfplumber page as its TableFinder looks at."""

        def __init__(self, lines: list[dict[str, Any]]) -> None:
            self._edges = lines

    level = [_line(edge.begin, edge.place, edge.end, edge.place, "h") for edge in edges.level]
    upright = [_line(edge.place, edge.begin, edge.place, edge.end, "v") for edge in edges.upright]
    return [table.cells for table in TableFinder(RulesPage(level + upright)).tables]


def _line(x0: float, top: float, x1: float, bottom: float, orientation: str) -> dict[str, Any]:
    """Write a line as pdfplumber does."""
    return {
        "object_type": "line",
        "orientation": orientation,
        "x0": x0,
        "x1": x1,
        "top": top,
        "bottom": bottom,
        "width": x1 - x0,
        "height": bottom - top,
    }


def _grid(cells: Sequence[Box]) -> Grid:
    """Put the cells of one table on a common grid."""
    column_edges = _edges(x for cell in cells for x in (cell[0], cell[2]))
    row_edges = _edges(y for cell in cells for y in (cell[1], cell[3]))
    placed = []
    for x0, top, x1, bottom in cells:
        row, column = _index(row_edges, top), _index(column_edges, x0)
        row_span = max(_index(row_edges, bottom) - row, 1)
        column_span = max(_index(column_edges, x1) - column, 1)
        placed.append(GridCell((x0, top, x1, bottom), row, column, row_span, column_span))
    placed.sort(key=lambda cell: (cell.row, cell.column))
    return Grid(
        (column_edges[0], row_edges[0], column_edges[-1], row_edges[-1]), tuple(placed), row_edges, column_edges
    )


def _edges(values: Iterable[float]) -> tuple[float, ...]:
    """Sort the places of edges, and take as one those that lie within half a line's tolerance."""
    out: list[float] = []
    for value in sorted(values):
        if not out or value - out[-1] > SNAP / 2:
            out.append(value)
    return tuple(out)


def _index(edges: Sequence[float], value: float) -> int:
    """Give the number of the edge nearest to a value."""
    after = bisect_left(edges, value)
    if after == len(edges) or (after and value - edges[after - 1] <= edges[after] - value):
        return after - 1
    return after
