"""What counts as a ruling line: the same answer for both engines."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.extract.pdf.page import Rule

THIN = 2.5
"""Points: a filled rectangle at most so thick is a line that the producer painted as an area."""
ASLANT = 1.0
"""Points: a line that rises more than this is no ruling line."""


def rules_of_line(x0: float, top: float, x1: float, bottom: float) -> Iterator[Rule]:
    """Give a drawn line, unless it is a dot or runs aslant."""
    width, height = x1 - x0, bottom - top
    if min(width, height) <= ASLANT < max(width, height):
        yield Rule(x0, top, x1, bottom)


def rules_of_box(x0: float, top: float, x1: float, bottom: float, *, filled: bool) -> Iterator[Rule]:
    """Give the ruling lines of a drawn rectangle: one if it is thin, else its four edges."""
    width, height = x1 - x0, bottom - top
    if height <= THIN and width > height:
        middle = (top + bottom) / 2
        yield Rule(x0, middle, x1, middle)
    elif width <= THIN and height > width:
        middle = (x0 + x1) / 2
        yield Rule(middle, top, middle, bottom)
    else:
        yield Rule(x0, top, x1, top, filled)
        yield Rule(x0, bottom, x1, bottom, filled)
        yield Rule(x0, top, x0, bottom, filled)
        yield Rule(x1, top, x1, bottom, filled)
