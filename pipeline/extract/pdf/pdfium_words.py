"""The words of a page as PDFium sees them, without a Python object a glyph.

The text of a run is split at white space, and a box is asked only for the first and the last character of a word.

Traps, all met: PDFium adds spaces and line ends of its own (geometry decides instead); it writes U+FFFE for a hyphen at
a line end; the letters of a ligature share one box; an object printed twice has no characters the second time.
"""

from __future__ import annotations

import re
from ctypes import addressof, c_double
from math import inf

import pypdfium2_raw as raw

from pipeline.extract.pdf import glyphs
from pipeline.extract.pdf import pdfium_calls as call
from pipeline.extract.pdf.page import Word
from pipeline.extract.pdf.pdfium_frame import Box
from pipeline.extract.pdf.pdfium_runs import LEVEL, PageRuns, Run

Spans = dict[int, tuple[int, int]]
"""Which words [first, last) a text object holds, by its address."""

OVERHANG = 0.15
"""The most, as a share of the size, that the ink of a glyph hangs over its width in a text font."""
LINE_END_HYPHEN = "\ufffe"
_WORD = re.compile(r"\S+")


class PageWords:
    """Reads the words of one open text page, in the order of the content stream."""

    def __init__(self, page: PageRuns) -> None:
        """Read them."""
        self._page = page
        self._rect = raw.FS_RECTF()
        self._rect_at = addressof(self._rect)
        self._x, self._y = c_double(), c_double()
        self._x_at, self._y_at = addressof(self._x), addressof(self._y)
        self._last: tuple[int, Run] | None = None
        self.words: list[Word] = []
        self.spans: Spans = {}
        spaced, place = True, 0
        for run in page.runs:
            first = len(self.words)
            # PDFium keeps nothing of a text object that is white space only, but the page counts it
            spaced = self._add(run, spaced, hidden=run.place > place + 1)
            place = run.place
            self.spans.setdefault(run.item, (first, len(self.words)))

    def _add(self, run: Run, spaced: bool, *, hidden: bool) -> bool:
        """Add the words of a run; tell whether it ends in white space.

        Args:
            run: the run.
            spaced: whether white space stands before it.
            hidden: whether a text object without characters stands before it: white space, if the text moves on there.
        """
        text, words, style = self._page.text, self.words, run.style
        plain = style.angle == 0 and self._page.frame.plain
        handle, origin_of, box_at, rect = self._page.handle, call.char_origin, call.char_box, self._rect
        shift = self._page.frame.to_shown[4]
        usual = glyphs.GAP * max(style.size, 1.0)
        edge = inf  # where the word before ends, if it is of this run and reads like this one
        box: Box
        for found in _WORD.finditer(text, run.begin, run.end):
            string = found.group() if run.plain else _cleaned(found.group(), style.font)
            if not string:
                continue
            first, last = found.span()
            if plain:  # as ``_box``, for a word that reads from left to right on a page that is not turned
                origin_of(handle, first, self._x_at, self._y_at)
                box_at(handle, last - 1, self._rect_at)
                x0, x1 = self._x.value + shift, rect.right + shift
                box = (x0, run.low, x1, run.high) if x0 < x1 else (x1, run.low, x0, run.high)
            else:
                box = self._box(first, last - 1, run)
            # the short way, for nearly all words: a space of usual width
            apart = box[0] - edge > usual or self._starts_word(box, run, first, spaced, hidden)
            edge = box[2] if style.angle == 0 else inf
            self._last = last - 1, run
            if apart or not _same_style(words[-1], run):
                word = Word(string, *box, style.font, style.size, style.bold, style.italic, style.angle, apart)
                if string.isupper() and apart and words and not _on_other_lines(words[-1], box, run):
                    word.by_gap = not self._has_space(run, first, spaced or hidden)
                words.append(word)
            else:
                _grow(words[-1], string, box)
        return text[run.end - 1].isspace() and self._is_space(run.end, run)

    def _starts_word(self, box: Box, run: Run, first: int, spaced: bool, hidden: bool) -> bool:
        """Whether what starts with this character is a word of its own, and not the rest of the word before."""
        room = glyphs.HIDDEN if hidden and first == run.begin else glyphs.GAP
        return not self.words or self._parts(self.words[-1], box, run, room) or self._has_space(run, first, spaced)

    def _has_space(self, run: Run, first: int, before_run: bool) -> bool:
        """Whether white space stands before a character; before the first of a run it was looked for already."""
        return before_run if first == run.begin else self._is_space(first, run)

    def _parts(self, before: Word, box: Box, run: Run, room: float) -> bool:
        """Whether a new word starts: on another line, after a step back, or behind so much room (times the size)."""
        if _on_other_lines(before, box, run):
            return True
        size = max(before.size, run.style.size, 1.0)
        x0, top, x1, bottom = box
        angle = run.style.angle
        if angle == 0:
            gap = x0 - before.x1
        else:
            gap = {180: before.x0 - x1, 90: before.top - bottom, 270: top - before.bottom}[angle]
        if gap < -glyphs.BACK * size:
            return True
        if (room - OVERHANG) * size < gap <= room * size:
            gap += self._overhang(before)
        return gap > room * size

    def _overhang(self, before: Word) -> float:
        """How far the box of the last character reaches beyond its width: the f of TeX leans over the space."""
        if self._last is None or before.angle != 0 or not self._page.frame.plain:
            return 0.0
        index, run = self._last
        width = self._page.advance(index, run)
        call.char_origin(self._page.handle, index, self._x_at, self._y_at)
        origin = self._x.value
        if index > run.begin:
            call.char_origin(self._page.handle, index - 1, self._x_at, self._y_at)
            if self._x.value == origin:
                return 0.0  # the letters of a ligature share its origin, and its width is not theirs
        begin = origin + self._page.frame.to_shown[4]
        return max(before.x1 - begin - width, 0.0) if width is not None else 0.0

    def _is_space(self, after: int, run: Run) -> bool:
        """Whether real white space stands before this character: not added by PDFium, and not under the word before."""
        text, index = self._page.text, after - 1
        while index >= 0 and text[index].isspace():
            if not call.char_is_generated(self._page.handle, index) and self._comes_behind(index, run):
                return True
            index -= 1
        return False

    def _comes_behind(self, index: int, run: Run) -> bool:
        """Whether a white space stands behind the last word and not under it."""
        if not self.words or run.style.angle != 0 or self.words[-1].angle != 0:
            return True
        call.char_box(self._page.handle, index, self._rect_at)
        x0, top, _, bottom = self._page.frame.box(self._rect.left, self._rect.bottom, self._rect.right, self._rect.top)
        before, size = self.words[-1], max(run.style.size, 1.0)
        elsewhere = top > before.bottom or bottom < before.top
        return elsewhere or x0 > before.x1 - glyphs.BEHIND * size

    def _box(self, first: int, last: int, run: Run) -> Box:
        """Give the box of a word: from where its first character starts to where its last one ends."""
        rect, frame = self._rect, self._page.frame
        call.char_origin(self._page.handle, first, self._x_at, self._y_at)
        call.char_box(self._page.handle, last, self._rect_at)
        x, y, _, _ = frame.box(self._x.value, self._y.value, self._x.value, self._y.value)
        left, top, right, bottom = frame.box(rect.left, rect.bottom, rect.right, rect.top)
        angle = run.style.angle
        if angle in LEVEL:
            x0, x1 = (x, right) if angle == 0 else (left, x)
            return min(x0, x1), run.low, max(x0, x1), run.high
        y0, y1 = (y, bottom) if angle == 270 else (top, y)
        return run.low, min(y0, y1), run.high, max(y0, y1)


def _cleaned(text: str, font: str) -> str:
    """Undo PDFium's mark for a hyphen at a line end; then what every engine does."""
    text = text[:-1] + "-" if text[-1] == LINE_END_HYPHEN else text
    return glyphs.as_symbols(glyphs.clean(text), font)


def _on_other_lines(before: Word, box: Box, run: Run) -> bool:
    style = run.style
    if before.angle != style.angle:
        return True
    x0, top, x1, bottom = box
    level = style.angle in LEVEL
    across = (before.top + before.bottom - top - bottom) if level else (before.x0 + before.x1 - x0 - x1)
    return abs(across) / 2 > 0.5 * max(before.size, style.size, 1.0)


def _same_style(word: Word, run: Run) -> bool:
    style = run.style
    return (
        word.font == style.font and word.size == style.size and word.bold == style.bold and word.italic == style.italic
    )


def _grow(word: Word, more: str, box: Box) -> None:
    """Put more text behind the word that is being made."""
    x0, top, x1, bottom = box
    word.text = glyphs.clean(word.text + more)  # an accent may have come apart from its letter
    word.by_gap = word.by_gap and word.text.isupper()
    word.x0, word.top = min(word.x0, x0), min(word.top, top)
    word.x1, word.bottom = max(word.x1, x1), max(word.bottom, bottom)
