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
from pipeline.extract.pdf.pdfium_runs import LEVEL, LINE_END_HYPHEN, PageRuns, Run

Spans = dict[int, tuple[int, int]]
"""Which words [first, last) a text object holds, by its address."""

OVERHANG = 0.15
"""The most, as a share of the size, that the ink of a glyph hangs over its width in a text font."""
LIGATED = frozenset("bfhijklt")
"""Letters in which a ligature may end."""
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
        self._items: list[int] | None = None
        self.words: list[Word] = []
        self.spans: Spans = {}
        spaced, place = True, 0
        for run in page.runs:
            first = len(self.words)
            # PDFium keeps nothing of a text object that is white space only, but the page counts it
            spaced = self._add(run, spaced, hidden=place + 1 if run.place > place + 1 else 0)
            place = run.place
            self.spans.setdefault(run.item, (first, len(self.words)))

    def _add(self, run: Run, spaced: bool, *, hidden: int) -> bool:
        """Add the words of a run; tell whether it ends in white space.

        Args:
            run: the run.
            spaced: whether white space stands before it.
            hidden: the place of the first text object without characters before it (white space, if it has room), or 0.
        """
        text, words, style = self._page.text, self.words, run.style
        level, ascii_only = style.angle == 0, run.plain
        plain = level and self._page.frame.plain and not style.slant
        handle, origin_of, box_at, rect = self._page.handle, call.char_origin, call.char_box, self._rect
        origin, x_at, y_at, rect_at = self._x, self._x_at, self._y_at, self._rect_at
        shift, low, high = self._page.frame.to_shown[4], run.low, run.high
        font, size, bold, italic, angle = style.font, style.size, style.bold, style.italic, style.angle
        usual = glyphs.GAP * max(size, 1.0)
        edge, box = inf, (0.0, 0.0, 0.0, 0.0)  # where the word before ends, if it is of this run and level
        for found in _WORD.finditer(text, run.begin, run.end):
            string = found.group() if ascii_only else _cleaned(found.group(), font)
            if not string:
                continue
            first, last = found.span()
            # as ``_box``, for a word that reads from left to right on a page that is not turned; but an upright f leans
            # over what comes next as well
            if plain and text[last - 1] != "f":
                origin_of(handle, first, x_at, y_at)
                box_at(handle, last - 1, rect_at)
                x0, x1 = origin.value + shift, rect.right + shift
                box = (x0, low, x1, high) if x0 < x1 else (x1, low, x0, high)
            else:
                box = self._box(first, last - 1, run)
            # the short way, for nearly all words: a space of usual width
            apart = box[0] - edge > usual
            if not apart:
                box = box if box[0] >= edge or edge == inf else self._own_share(box, first)
                apart = self._starts_word(box, run, first, spaced, hidden)
            if level:
                edge = box[2]
            self._last = last - 1, run
            if apart or not _same_style(words[-1], run):
                word = Word(string, *box, font, size, bold, italic, angle, apart)
                if string.isupper() and apart and words and not _on_other_lines(words[-1], box, run):
                    word.by_gap = not self._has_space(run, first, spaced or hidden > 0)
                words.append(word)
            else:
                _grow(words[-1], string, box)
        return text[run.end - 1].isspace() and self._is_space(run.end, run)

    def _starts_word(self, box: Box, run: Run, first: int, spaced: bool, hidden: int) -> bool:
        """Whether what starts with this character is a word of its own, and not the rest of the word before."""
        room = glyphs.HIDDEN if hidden and first == run.begin and self._moves_on(hidden, run) else glyphs.GAP
        return not self.words or self._parts(self.words[-1], box, run, room) or self._has_space(run, first, spaced)

    def _has_space(self, run: Run, first: int, before_run: bool) -> bool:
        """Whether white space stands before a character; before the first of a run it was looked for already."""
        return before_run if first == run.begin else self._is_space(first, run)

    def _parts(self, before: Word, box: Box, run: Run, room: float) -> bool:
        """Whether a new word starts: on another line, after a step back, or behind so much room (times the size)."""
        if _on_other_lines(before, box, run):
            return True
        size = max(before.size, run.style.size, 1.0)
        gap = _gap(before, box, run)
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
        if self._shares_origin(index, run):
            return 0.0
        width = self._page.advance(index, run)
        call.char_origin(self._page.handle, index, self._x_at, self._y_at)
        begin = self._x.value + self._page.frame.to_shown[4]
        return max(before.x1 - begin - width, 0.0) if width is not None else 0.0

    def _is_space(self, after: int, run: Run) -> bool:
        """Whether real white space stands before this character: not under the word before, and with room.

        Where PDFium adds a space, it drops the real one behind it; its own then stands where that did, or ends the run.
        """
        text, index, inside = self._page.text, after - 1, after < run.end
        while index >= 0 and text[index].isspace():
            added = call.char_is_generated(self._page.handle, index)
            if not added and run.begin < index and self._shown_origin(index) == self._shown_origin(run.begin):
                return True  # all that a file says again (/ActualText) has one origin
            real = text[index] == " " and index >= run.begin if added else self._comes_behind(index, run)
            if real and (not inside or self._has_room(index, after, run)):
                return True
            index -= 1
        return False

    def _has_room(self, blank: int, after: int, run: Run) -> bool:
        """Whether a white space moves the text on."""
        x_at, y_at, x, y = self._x_at, self._y_at, self._x, self._y
        call.char_origin(self._page.handle, blank, x_at, y_at)
        begin = x.value, y.value
        call.char_origin(self._page.handle, after, x_at, y_at)
        return max(abs(x.value - begin[0]), abs(y.value - begin[1])) > glyphs.VOID * max(run.style.size, 1.0)

    def _moves_on(self, hidden: int, run: Run) -> bool:
        """Whether a text object of white space has room: soft hyphens of Chromium that are not needed have none."""
        if self._items is None:
            self._items = list(self._page.order)
        if hidden >= len(self._items):
            return True
        blank, own = raw.FS_MATRIX(), raw.FS_MATRIX()
        call.object_matrix(self._items[hidden], addressof(blank))
        call.object_matrix(run.item, addressof(own))
        step: float = max(abs(own.e - blank.e), abs(own.f - blank.f))
        return step > glyphs.VOID * max(run.style.size, 1.0)

    def _comes_behind(self, index: int, run: Run) -> bool:
        """Whether a white space stands behind the last word and not under it."""
        before = self.words[-1] if self.words else None
        if before is None or before.angle != run.style.angle:
            return True
        call.char_box(self._page.handle, index, self._rect_at)
        rect = self._rect
        left, top, right, bottom = self._page.frame.box(rect.left, rect.bottom, rect.right, rect.top)
        if run.style.angle in LEVEL:
            elsewhere = top > before.bottom or bottom < before.top
        else:
            elsewhere = left > before.x1 or right < before.x0
        gap = _gap(before, (*self._shown_origin(index), *self._shown_origin(index)), run)
        least = -glyphs.BEHIND * max(run.style.size, 1.0)
        return elsewhere or gap > least or gap + self._overhang(before) > least

    def _slanted_box(self, first: int, last: int, run: Run) -> Box | None:
        """Give the box of a word in italics on a page that is not turned: the quick way, which not all words go."""
        width = self._page.advance(last, run)
        if width is None or last == first:
            return None
        handle, x, shift = self._page.handle, self._x, self._page.frame.to_shown[4]
        call.char_origin(handle, first, self._x_at, self._y_at)
        begin = x.value
        call.char_origin(handle, last, self._x_at, self._y_at)
        end = x.value
        if begin == end or (self._page.text[last] in LIGATED and self._shares_origin(last, run)):
            return None
        x0, x1 = begin + shift, end + shift + width * run.style.slant
        return (x0, run.low, x1, run.high) if x0 < x1 else (x1, run.low, x0, run.high)

    def _shares_origin(self, index: int, run: Run) -> bool:
        """Whether a character has one origin with that before it, as letters of a ligature: its width is not theirs.

        A space that PDFium added stands where the character behind it does.
        """
        if index == run.begin or self._page.text[index - 1].isspace():
            return False
        call.char_origin(self._page.handle, index, self._x_at, self._y_at)
        origin = self._x.value, self._y.value
        call.char_origin(self._page.handle, index - 1, self._x_at, self._y_at)
        return origin == (self._x.value, self._y.value)

    def _own_share(self, box: Box, first: int) -> Box:
        """Set the start of a word that steps back by its box: what a file says again (/ActualText) has one origin."""
        call.char_box(self._page.handle, first, self._rect_at)
        left, _, right, _ = self._page.frame.box(self._rect.left, self._rect.bottom, self._rect.right, self._rect.top)
        return (min(left, box[2]), box[1], max(box[2], left), box[3]) if right > left else box

    def _box(self, first: int, last: int, run: Run) -> Box:
        """Give the box of a word: from where its first character starts, as far as its last one moves the text on.

        The box that PDFium gives of a character also holds the ink that leans over the next one.
        """
        if run.style.slant and self._page.frame.plain and (box := self._slanted_box(first, last, run)):
            return box
        x0, y0 = self._shown_origin(first)
        x1, y1 = self._shown_origin(last)
        width = None if self._shares_origin(last, run) else self._page.advance(last, run)
        if width is None:
            call.char_box(self._page.handle, last, self._rect_at)
            rect = self._rect
            left, top, right, bottom = self._page.frame.box(rect.left, rect.bottom, rect.right, rect.top)
            x1, y1 = (left if run.style.angle == 180 else right), (top if run.style.angle == 90 else bottom)
        else:
            step = width * (run.style.slant or 1.0)
            x1, y1 = x1 + (-step if run.style.angle == 180 else step), y1 + (-step if run.style.angle == 90 else step)
        if run.style.angle in LEVEL:
            return min(x0, x1), run.low, max(x0, x1), run.high
        return run.low, min(y0, y1), run.high, max(y0, y1)

    def _shown_origin(self, index: int) -> tuple[float, float]:
        """Give the place on the page as shown where a character starts."""
        call.char_origin(self._page.handle, index, self._x_at, self._y_at)
        a, b, c, d, e, f = self._page.frame.to_shown
        x, y = self._x.value, self._y.value
        return a * x + c * y + e, b * x + d * y + f


def _cleaned(text: str, font: str) -> str:
    """Undo PDFium's mark for a hyphen at a line end; then what every engine does."""
    text = text[:-1] + "-" if text[-1] == LINE_END_HYPHEN else text
    return glyphs.as_symbols(glyphs.clean(text), font)


def _gap(before: Word, box: Box, run: Run) -> float:
    """Give the room between a word and what follows it along the reading direction."""
    x0, top, x1, bottom = box
    if run.style.angle == 0:
        return x0 - before.x1
    return {180: before.x0 - x1, 90: before.top - bottom, 270: top - before.bottom}[run.style.angle]


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
