"""Ruled tables: from the lines that a page draws to cells on a common grid of rows and columns.

pdfplumber's ``TableFinder`` finds the cells; it is fed with the lines of either engine and needs no characters.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from pipeline.extract.pdf.page import PageContent, Rule

Box = tuple[float, float, float, float]
Edge = dict[str, Any]
"""A line as pdfplumber writes it."""

SNAP = 3.0
"""Points within which lines are one line, and ends of lines meet (pdfplumber's own tolerance)."""
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
    grids = [_grid(cells) for cells in _find_cells(page.rules)]
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


def _find_cells(rules: Iterable[Rule]) -> list[list[Box]]:
    """Let pdfplumber find the cells, a list for each table."""
    from pdfplumber.page import Page
    from pdfplumber.table import TableFinder

    class RulesPage(Page):
        """As much of a pdfplumber page as its TableFinder looks at."""

        def __init__(self, edges: list[Edge]) -> None:
            self._edges = edges

    class ClosingFinder(TableFinder):
        """Finds also tables without outer lines."""

        def get_edges(self) -> list[Edge]:
            edges = super().get_edges()
            return [*edges, *_outer_edges(edges)]

    finder = ClosingFinder(RulesPage([_edge(rule.x0, rule.top, rule.x1, rule.bottom) for rule in rules]))
    return [table.cells for table in finder.tables]


def _edge(x0: float, top: float, x1: float, bottom: float) -> Edge:
    level = x1 - x0 >= bottom - top
    if level:
        top = bottom = (top + bottom) / 2
    else:
        x0 = x1 = (x0 + x1) / 2
    return {
        "object_type": "line",
        "orientation": "h" if level else "v",
        "x0": x0,
        "x1": x1,
        "top": top,
        "bottom": bottom,
        "width": x1 - x0,
        "height": bottom - top,
    }


def _outer_edges(edges: Sequence[Edge]) -> list[Edge]:
    """Give the outer lines that tables with open sides leave out.

    Lines that cross belong together.  Where two or more of them begin (or end) in the open at one place, a line is
    added there.  A cross or a column rule between a header and a footer line is no table: it takes four lines.
    """
    added: list[Edge] = []
    for level, upright in _crossing(edges):
        if len(level) < 2 or len(level) + len(upright) < 4:
            continue
        lefts, rights = [e["x0"] for e in level], [e["x1"] for e in level]
        tops, bottoms = [e["top"] for e in upright], [e["bottom"] for e in upright]
        columns, rows = [e["x0"] for e in upright], [e["top"] for e in level]
        left = _open_end(lefts, columns, min(lefts))
        right = _open_end(rights, columns, max(rights))
        top = _open_end(tops, rows, min(tops))
        bottom = _open_end(bottoms, rows, max(bottoms))
        x0, x1 = min(lefts + columns), max(rights + columns)
        y0, y1 = min(tops + rows), max(bottoms + rows)
        added += [_edge(x, y0, x, y1) for x in (left, right) if x is not None]
        added += [_edge(x0, y, x1, y) for y in (top, bottom) if y is not None]
    return added


def _open_end(ends: Sequence[float], closed: Sequence[float], place: float) -> float | None:
    """Tell whether two or more lines end at this outermost place and no line closes them."""
    meeting = sum(abs(end - place) <= SNAP for end in ends)
    return place if meeting > 1 and all(abs(other - place) > SNAP for other in closed) else None


def _crossing(edges: Sequence[Edge]) -> list[tuple[list[Edge], list[Edge]]]:
    """Group the lines that cross, directly or through others: level ones and upright ones of each group."""
    level = [edge for edge in edges if edge["orientation"] == "h"]
    upright = [edge for edge in edges if edge["orientation"] == "v"]
    groups: list[tuple[list[Edge], list[Edge]]] = [([edge], []) for edge in level]
    for edge in upright:
        met = [group for group in groups if any(_meet(other, edge) for other in group[0])]
        if not met:
            continue
        rest = [group for group in groups if not any(group is other for other in met)]
        whole = ([e for group in met for e in group[0]], [*(e for group in met for e in group[1]), edge])
        groups = [*rest, whole]
    return [group for group in groups if group[1]]


def _meet(level: Edge, upright: Edge) -> bool:
    return bool(
        level["x0"] - SNAP <= upright["x0"] <= level["x1"] + SNAP
        and upright["top"] - SNAP <= level["top"] <= upright["bottom"] + SNAP
    )


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
