"""Reading order on a page: text columns found by the gutter that no line crosses, each column read from top to bottom.

A two-column table without lines looks almost the same as two columns of text.  Columns of text are of equal width and
their lines fill them; cells are not and do not.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field

from pipeline.extract.pdf.lines import TextLine

Row = list[TextLine]
"""The segments that stand on one height, from left to right."""

_MIN_ROWS = 4
_FILLED = 0.5
"""A quarter of the lines of a column of text fill at least this share of its width."""


@dataclass(slots=True)
class Column:
    """The rows of one column in one zone of the page."""

    index: int
    left: float
    right: float
    rows: list[Row] = field(default_factory=list)


def read_order(rows: Sequence[Row], known: Sequence[float] = ()) -> list[Column]:
    """Split the rows of a page into columns, in reading order; one column where the page has no gutter.

    Args:
        rows: the segments of the page, row by row.
        known: the gutters of the page before: they hold here too where the text keeps clear of them.
    """
    if not rows:
        return []
    left = min(s.start for row in rows for s in row)
    right = max(s.x1 for row in rows for s in row)
    gutters = _gutters(rows, left, right) or _still_free(rows, known)
    if not gutters:
        return [Column(0, left, right, list(rows))]
    edges = [left, *gutters, right]
    out: list[Column] = []
    zone: list[Column] = []
    for row in rows:
        if any(_crosses(s, g) for s in row for g in gutters):
            out.extend(c for c in zone if c.rows)
            zone = []
            if not out or out[-1].index or out[-1].right != right:
                out.append(Column(0, left, right))
            out[-1].rows.append(row)
            continue
        if not zone:
            zone = [Column(i, edges[i], edges[i + 1]) for i in range(len(edges) - 1)]
        for i, column in enumerate(zone):
            part = [s for s in row if edges[i] - 1 <= s.start < edges[i + 1]]
            if part:
                column.rows.append(part)
    out.extend(c for c in zone if c.rows)
    return out


def _crosses(segment: TextLine, x: float) -> bool:
    return segment.start < x - 1 and segment.x1 > x + 1


def _still_free(rows: Sequence[Row], known: Sequence[float]) -> list[float]:
    """The gutters of the page before, if on this page text stands on both sides of each and hardly any crosses it."""
    for x in known:
        crossing = sum(any(_crosses(s, x) for s in row) for row in rows)
        before = sum(any(s.x1 < x for s in row) for row in rows)
        behind = sum(any(s.start > x for s in row) for row in rows)
        if before < _MIN_ROWS or behind < _MIN_ROWS or crossing > 0.2 * len(rows):
            return []
    return list(known)


def gutters_of(columns: Sequence[Column]) -> tuple[float, ...]:
    """The gutters between the columns that ``read_order`` gave."""
    widest = max((c.index for c in columns), default=0)
    edges = {c.index: c.left for c in columns if c.index}
    return tuple(edges[i] for i in range(1, widest + 1)) if len(edges) == widest else ()


def _gutters(rows: Sequence[Row], left: float, right: float) -> list[float]:
    spans = [[(s.start, s.x1) for s in row] for row in rows]
    for count in (3, 2):
        width = (right - left) / count
        found = [_gutter(spans, left + i * width, 0.12 * width + 6) for i in range(1, count)]
        if all(x is not None for x in found):
            gutters = [x for x in found if x is not None]
            if _are_text(rows, [left, *gutters, right]):
                return gutters
    return []


def _gutter(rows: Sequence[Sequence[tuple[float, float]]], centre: float, reach: float) -> float | None:
    """The x near the centre that the fewest segments cross: the middle of the widest such stretch."""
    low, high = centre - reach - 1, centre + reach + 1
    through = 0
    for row in rows:  # three times for every line of a book
        for begin, end in row:
            if begin < low and end > high:
                through += 1
                break
    if len(rows) - through < max(_MIN_ROWS, through / 2):
        return None  # most rows run through, wherever the gutter were; ``_are_text`` would say no
    # counted by bisection: of the segments wide enough to cross (see ``_crosses``), those that begin before less
    # those that end before; asking every segment at every step took half the time of reading a book
    wide = [span for row in rows for span in row if span[1] - span[0] > 2]
    begins, ends = sorted(begin for begin, _ in wide), sorted(end for _, end in wide)
    steps = [centre - reach + i for i in range(int(2 * reach) + 1)]
    crossed = [bisect_left(begins, x - 1) - bisect_right(ends, x + 1) for x in steps]
    least = min(crossed)
    best: tuple[int, float] | None = None
    first = None
    for i, count in enumerate([*crossed, least + 1]):
        if count == least:
            first = i if first is None else first
        elif first is not None:
            if best is None or i - first > best[0]:
                best = (i - first, (steps[first] + steps[i - 1]) / 2)
            first = None
    return best[1] if best else None


def _are_text(rows: Sequence[Row], edges: list[float]) -> bool:
    """Whether the stretches between the edges hold columns of text, and not the cells of a table."""
    gutters = edges[1:-1]
    inside = [row for row in rows if not any(_crosses(s, g) for s in row for g in gutters)]
    if len(inside) < _MIN_ROWS or 2 * len(inside) < len(rows) - len(inside):
        return False
    widths = [edges[i + 1] - edges[i] for i in range(len(edges) - 1)]
    if max(widths) > 1.35 * min(widths):
        return False
    for i, width in enumerate(widths):
        segments = [[s for s in row if edges[i] - 1 <= s.start < edges[i + 1]] for row in inside]
        held = [part for part in segments if part]
        # justified lines may fall apart in more than two pieces, but few do
        if len(held) < _MIN_ROWS or sum(len(part) > 2 for part in held) > 0.15 * len(held):
            return False
        # a table has two cells of each row on one side of the gutter, or more
        if sum(len(part) > 1 and len(part[0].text) > 3 for part in held) > 0.4 * len(held):
            return False
        filled = sorted(part[-1].x1 - part[0].start for part in held)
        # the first column may not be one of labels; what stands right of it may be short
        if filled[3 * len(filled) // 4] < (_FILLED if i else 0.7) * width:
            return False
        # the text of a column starts at its left edge, but for indents
        if sum(part[0].start - edges[i] < 0.35 * width for part in held) < 0.8 * len(held):
            return False
    return True
