"""What is printed twice: once is enough, and a small shift is how some producers make bold."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from ctypes import byref, c_float
from dataclasses import replace

from pipeline.extract.pdf import glyphs
from pipeline.extract.pdf import pdfium_calls as call
from pipeline.extract.pdf.page import Word
from pipeline.extract.pdf.pdfium_frame import Box
from pipeline.extract.pdf.pdfium_words import Spans

LOOK_BACK = 5
"""Text objects before a doubled one among which PDFium looks for its twin."""
SQUARE = 8.0
"""Points: the size of the squares of the page in which a twin is looked for."""
SAME = 0.02
"""Points: a glyph printed again within this distance adds no weight."""


def embolden_twins(words: list[Word], spans: Spans, order: Iterable[int]) -> None:
    """Make bold what PDFium found printed twice with a small shift, and gave no characters the second time."""
    items = list(order)
    if len(spans) == len(items):
        return
    near: list[tuple[Box, int, int]] = []
    for item in items:
        bounds = _bounds(item)
        if item in spans:
            near = [*near[-LOOK_BACK:], (bounds, *spans[item])]
            continue
        for others, first, last in reversed(near):
            reach = glyphs.SHIFT * max(words[first].size, 1) if first < last else 0
            shift = _shift(bounds, others)
            if shift < reach:
                if shift > SAME:
                    words[first:last] = [replace(word, bold=True) for word in words[first:last]]
                break


def _bounds(item: int) -> Box:
    left, bottom, right, top = (c_float() for _ in range(4))
    call.object_bounds(item, byref(left), byref(bottom), byref(right), byref(top))
    return left.value, bottom.value, right.value, top.value


def _shift(one: Box, other: Box) -> float:
    """Give how far two boxes of the same form lie apart; very far if they differ in form."""
    if abs((one[2] - one[0]) - (other[2] - other[0])) > 1 or abs((one[3] - one[1]) - (other[3] - other[1])) > 1:
        return float("inf")
    return max(abs(one[0] - other[0]), abs(one[1] - other[1]))


def drop_doubles(words: Sequence[Word]) -> list[Word]:
    """Keep each word once; one that is printed again with a small shift is bold."""
    seen: dict[str, dict[tuple[int, int], int]] = {}
    kept: list[Word] = []
    for word in words:
        places = seen.get(word.text)
        column, row = int(word.x0 // SQUARE), int(word.top // SQUARE)
        if places is None:
            seen[word.text] = {(column, row): len(kept)}
            kept.append(word)
            continue
        twin = _twin(word, kept, places, column, row)
        if twin is None:
            places[column, row] = len(kept)
            kept.append(word)
        elif _apart(word, kept[twin]) > SAME:
            kept[twin] = replace(kept[twin], bold=True)
    return kept


def _twin(word: Word, kept: Sequence[Word], places: dict[tuple[int, int], int], column: int, row: int) -> int | None:
    """Find the word that was printed at the same place before."""
    reach = glyphs.SHIFT * max(word.size, 1)
    for dx in (-1, 0, 1):
        for dy in (-1, 0, 1):
            place = places.get((column + dx, row + dy))
            if place is not None and _apart(word, kept[place]) < reach:
                return place
    return None


def _apart(word: Word, other: Word) -> float:
    """Give how far two words lie apart; very far if one of them is turned."""
    return max(abs(word.x0 - other.x0), abs(word.top - other.top)) if word.angle == other.angle else float("inf")
