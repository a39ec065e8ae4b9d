"""What is printed twice: once is enough, and a small shift is how some producers make bold."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from ctypes import addressof, c_float
from dataclasses import replace

from pipeline.extract.pdf import glyphs
from pipeline.extract.pdf import pdfium_calls as call
from pipeline.extract.pdf.page import Word
from pipeline.extract.pdf.pdfium_frame import Box
from pipeline.extract.pdf.pdfium_words import Spans

LOOK_BACK = 5
"""Text objects before a doubled one among which PDFium looks for its twin."""
BAND = 8.0
"""Points: the height of the bands of the page in which a twin is looked for."""
MOST = 60
"""Words with one text in one band that are looked at; a row of more is a pattern, and no text printed twice."""
SAME = 0.02
"""Points: a glyph printed again within this distance adds no weight."""


def embolden_twins(words: list[Word], spans: Spans, order: Iterable[int]) -> None:
    """Make bold what PDFium found printed twice with a small shift, and gave no characters the second time."""
    items = list(order)
    if len(spans) == len(items):
        return
    bounds_of = _Bounds()
    for place, item in enumerate(items):
        if item in spans:
            continue
        own = bounds_of(item)
        if own[2] - own[0] < SAME:
            continue  # white space: it has no characters either
        for other in reversed(items[max(place - LOOK_BACK, 0) : place]):
            first, last = spans.get(other, (0, 0))
            if first == last:
                continue
            shift = _shift(own, bounds_of(other))
            if shift < glyphs.SHIFT * max(words[first].size, 1):
                if shift > SAME:
                    words[first:last] = [replace(word, bold=True) for word in words[first:last]]
                break


class _Bounds:
    """Asks PDFium for the box of an object."""

    def __init__(self) -> None:
        self._sides = [c_float() for _ in range(4)]
        self._at = [addressof(side) for side in self._sides]

    def __call__(self, item: int) -> Box:
        call.object_bounds(item, *self._at)
        left, bottom, right, top = self._sides
        return left.value, bottom.value, right.value, top.value


def _shift(one: Box, other: Box) -> float:
    """Give how far two boxes of the same form lie apart; very far if they differ in form."""
    if abs((one[2] - one[0]) - (other[2] - other[0])) > 1 or abs((one[3] - one[1]) - (other[3] - other[1])) > 1:
        return float("inf")
    return max(abs(one[0] - other[0]), abs(one[1] - other[1]))


def drop_doubles(words: Sequence[Word]) -> Sequence[Word]:
    """Keep each word once; one that is printed again with a small shift is bold."""
    again = {text for text, count in Counter([word.text for word in words]).items() if count > 1}
    if not again:
        return words
    seen: dict[str, dict[int, list[int]]] = {text: {} for text in again}
    kept: list[Word] = []
    for word in words:
        rows = seen.get(word.text)
        if rows is None:
            kept.append(word)
            continue
        row = int(word.top // BAND)
        twin = None
        for near in (row, row - 1, row + 1) if rows else ():
            if near in rows and (twin := _twin(word, kept, rows[near])) is not None:
                break
        if twin is None:
            rows.setdefault(row, []).append(len(kept))
            kept.append(word)
        elif _apart(word, kept[twin]) > SAME:
            kept[twin] = replace(kept[twin], bold=True)
    return kept


def _twin(word: Word, kept: Sequence[Word], places: Sequence[int]) -> int | None:
    """Find the word that was printed at the same place before."""
    reach = glyphs.SHIFT * max(word.size, 1)
    x0, top = word.x0, word.top
    for place in reversed(places[-MOST:]):
        other = kept[place]  # as ``_apart``, but asked of every two words that are the same
        if -reach < x0 - other.x0 < reach and -reach < top - other.top < reach and word.angle == other.angle:
            return place
    return None


def _apart(word: Word, other: Word) -> float:
    """Give how far two words lie apart; very far if one of them is turned."""
    return max(abs(word.x0 - other.x0), abs(word.top - other.top)) if word.angle == other.angle else float("inf")
