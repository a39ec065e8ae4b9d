"""What counts as a ruling line: the same answer for both engines."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence

from pipeline.extract.pdf.page import Rule

Step = tuple[float, float, bool]
"""A point of a path on the page as shown, and whether a straight line leads to it."""

THIN = 2.5
"""Points: a filled rectangle at most so thick is a line that the producer painted as an area."""
ASLANT = 1.0
"""Points: a line that rises more than this is no ruling line."""
SQUARE = 0.1
"""Points within which the corners of a rectangle are square."""


def rules_of_path(steps: Sequence[Step], *, closed: bool, stroked: bool, filled: bool) -> Iterator[Rule]:
    """Give the ruling lines of one piece of a drawn path (from one moveto to the next).

    A rectangle gives its edges, and one line if it is thin; any other piece gives its straight level and upright
    parts if it is drawn, and one line if it is painted and thin (a border with mitred ends).
    """
    if len(steps) < 2 or not (stroked or filled):
        return
    if closed and steps[-1][:2] != steps[0][:2]:
        steps = [*steps, (steps[0][0], steps[0][1], True)]
    xs, ys = [step[0] for step in steps], [step[1] for step in steps]
    box = min(xs), min(ys), max(xs), max(ys)
    straight = all(step[2] for step in steps[1:])
    thin = min(box[2] - box[0], box[3] - box[1]) <= THIN
    if straight and len(steps) > 3 and (_is_rectangle(steps) or (filled and thin)):
        yield from _rules_of_box(*box, filled=not stroked)
    elif stroked:
        for (x0, y0, _), (x1, y1, by_line) in itertools.pairwise(steps):
            if by_line:
                yield from _rule_of_line(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))


def _is_rectangle(steps: Sequence[Step]) -> bool:
    """Whether five points go round a rectangle (or four of them, where the last side is left to the fill)."""
    if len(steps) not in (4, 5):
        return False
    corners = [*steps, steps[0]]
    turns = []
    for (x0, y0, _), (x1, y1, _) in itertools.pairwise(corners):
        level, upright = abs(y0 - y1) <= SQUARE, abs(x0 - x1) <= SQUARE
        if level and upright:
            continue
        if not level and not upright:
            return False
        turns.append(level)
    return len(turns) == 4 and turns[0] == turns[2] != turns[1] == turns[3]


def _rule_of_line(x0: float, top: float, x1: float, bottom: float) -> Iterator[Rule]:
    """Give a drawn line, unless it is a dot or runs aslant."""
    width, height = x1 - x0, bottom - top
    if min(width, height) <= ASLANT < max(width, height):
        yield Rule(x0, top, x1, bottom)


def _rules_of_box(x0: float, top: float, x1: float, bottom: float, *, filled: bool) -> Iterator[Rule]:
    """Give the ruling lines of a drawn rectangle: one if it is thin, else its four edges."""
    width, height = x1 - x0, bottom - top
    if height <= THIN and width > height:
        middle = (top + bottom) / 2
        yield Rule(x0, middle, x1, middle)
    elif width <= THIN and height > width:
        middle = (x0 + x1) / 2
        yield Rule(middle, top, middle, bottom)
    elif width > THIN and height > THIN:
        yield Rule(x0, top, x1, top, filled)
        yield Rule(x0, bottom, x1, bottom, filled)
        yield Rule(x0, top, x0, bottom, filled)
        yield Rule(x1, top, x1, bottom, filled)
