"""The cells that ruling lines enclose: the rules of pdfplumber's ``TableFinder``, without importing pdfplumber.

Importing pdfplumber takes as long as laying out half a book.  So the pages that PDFium reads get their cells here,
those that pdfplumber reads from ``TableFinder`` itself, and the tests hold the two together.  The rules: lines within
three points of each other are one; lines that meet within three points cross; a cell is the smallest rectangle between
four crossings of which each side is one line; cells that share a corner are one table.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from pipeline.extract.pdf.page import Rule

Box = tuple[float, float, float, float]

SNAP = 3.0
"""Points within which lines are one line, and ends of lines meet (pdfplumber's own tolerance)."""
SPECK = 1.0
"""Points: what is no longer than this is no line."""


@dataclass(slots=True)
class Edge:
    """A level or upright line: where it stands, and from where to where it runs."""

    place: float
    begin: float
    end: float


@dataclass(frozen=True, slots=True)
class Edges:
    """The lines of a page: near ones taken together, pieces of one line joined."""

    level: list[Edge]
    upright: list[Edge]

    @classmethod
    def of(cls, rules: Iterable[Rule]) -> Edges:
        """Sort, snap and join the ruling lines of a page."""
        level: list[Edge] = []
        upright: list[Edge] = []
        for rule in rules:
            if rule.x1 - rule.x0 >= rule.bottom - rule.top:
                level.append(Edge((rule.top + rule.bottom) / 2, rule.x0, rule.x1))
            else:
                upright.append(Edge((rule.x0 + rule.x1) / 2, rule.top, rule.bottom))
        return cls.joined(level, upright)

    @classmethod
    def joined(cls, level: Sequence[Edge], upright: Sequence[Edge]) -> Edges:
        """Snap and join lines."""
        return cls(_joined(level), _joined(upright))


def _joined(edges: Sequence[Edge]) -> list[Edge]:
    out: list[Edge] = []
    for group in _near(edge for edge in edges if edge.end - edge.begin >= SPECK):
        place = sum(edge.place for edge in group) / len(group)
        group.sort(key=lambda edge: edge.begin)
        line = Edge(place, group[0].begin, group[0].end)
        for edge in group[1:]:
            if edge.begin <= line.end + SNAP:
                line.end = max(line.end, edge.end)
            else:
                out.append(line)
                line = Edge(place, edge.begin, edge.end)
        out.append(line)
    return [edge for edge in out if edge.end - edge.begin >= SNAP]


def _near(edges: Iterable[Edge]) -> list[list[Edge]]:
    """Group edges of which each stands within the tolerance of the one before it."""
    groups: list[list[Edge]] = []
    last = 0.0
    for edge in sorted(edges, key=lambda edge: edge.place):
        if groups and edge.place <= last + SNAP:
            groups[-1].append(edge)
        else:
            groups.append([edge])
        last = edge.place
    return groups


def meet(level: Edge, upright: Edge) -> bool:
    """Whether two lines cross or touch."""
    return (
        level.begin - SNAP <= upright.place <= level.end + SNAP
        and upright.begin - SNAP <= level.place <= upright.end + SNAP
    )


def tables(edges: Edges) -> list[list[Box]]:
    """Find the cells of each table with two cells or more, from top to bottom."""
    groups = [group for group in _by_corner(_cells(edges)) if len(group) > 1]
    return sorted(groups, key=lambda group: min((cell[1], cell[0]) for cell in group))


@dataclass(slots=True)
class _Crossing:
    """The lines through one point, by their number."""

    level: set[int]
    upright: set[int]


Point = tuple[float, float]


def _crossings(edges: Edges) -> dict[Point, _Crossing]:
    found: dict[Point, _Crossing] = {}
    level = sorted(enumerate(edges.level), key=lambda item: item[1].place)
    places = [edge.place for _, edge in level]
    for number, upright in enumerate(edges.upright):
        first = bisect_left(places, upright.begin - SNAP)
        last = bisect_right(places, upright.end + SNAP)
        for other, edge in level[first:last]:
            if edge.begin - SNAP <= upright.place <= edge.end + SNAP:
                crossing = found.setdefault((upright.place, edge.place), _Crossing(set(), set()))
                crossing.level.add(other)
                crossing.upright.add(number)
    return found


def _cells(edges: Edges) -> list[Box]:
    crossings = _crossings(edges)
    columns: dict[float, list[float]] = defaultdict(list)
    rows: dict[float, list[float]] = defaultdict(list)
    for x, y in sorted(crossings):
        columns[x].append(y)
        rows[y].append(x)
    found = (_smallest((x, y), crossings, columns[x], rows[y]) for x, y in crossings)
    return [cell for cell in found if cell]


def _smallest(
    corner: Point, crossings: dict[Point, _Crossing], column: Sequence[float], row: Sequence[float]
) -> Box | None:
    """Find the smallest rectangle of which this crossing is the top left corner."""
    x, y = corner
    own = crossings[corner]
    for bottom in column[bisect_right(column, y) :]:
        below = crossings[x, bottom]
        if own.upright.isdisjoint(below.upright):
            continue
        for right in row[bisect_right(row, x) :]:
            beside, opposite = crossings[right, y], crossings.get((right, bottom))
            if (
                opposite
                and not own.level.isdisjoint(beside.level)
                and not opposite.upright.isdisjoint(beside.upright)
                and not opposite.level.isdisjoint(below.level)
            ):
                return x, y, right, bottom
    return None


def _by_corner(cells: Sequence[Box]) -> list[list[Box]]:
    """Group cells that share a corner, directly or through others."""
    parent = list(range(len(cells)))

    def root(number: int) -> int:
        while parent[number] != number:
            parent[number] = parent[parent[number]]
            number = parent[number]
        return number

    at: dict[Point, list[int]] = defaultdict(list)
    for number, (x0, top, x1, bottom) in enumerate(cells):
        for corner in ((x0, top), (x0, bottom), (x1, top), (x1, bottom)):
            at[corner].append(number)
    for numbers in at.values():
        for one, other in pairwise(numbers):
            parent[root(one)] = root(other)
    groups: dict[int, list[Box]] = defaultdict(list)
    for number, cell in enumerate(cells):
        groups[root(number)].append(cell)
    return list(groups.values())
