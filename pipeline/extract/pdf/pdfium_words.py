"""The words of a page as PDFium sees them, without a Python object a glyph.

The text of a run is split at white space, and a box is asked only for the first and the last character of a word.

Traps, all met: PDFium adds spaces and line ends of its own (geometry decides instead); it writes U+FFFE for a hyphen at
a line end; the letters of a ligature share one box; an object printed twice has no characters the second time.
"""

from __future__ import annotations

import re
from ctypes import addressof
from dataclasses import replace
from math import inf

from pypdfium2 import raw

from pipeline.extract.pdf import glyphs
from pipeline.extract.pdf import pdfium_calls as call
from pipeline.extract.pdf.page import Word
from pipeline.extract.pdf.pdfium_frame import Box
from pipeline.extract.pdf.pdfium_runs import PageRuns, Run

Spans = dict[int, tuple[int, int]]
"""Which words [first, last) a text object holds, by its address."""

LINE_END_HYPHEN = "\ufffe"
_WORD = re.compile(r"\S+")


class PageWords:
    """Reads the words of one open text page, in the order of the content stream."""

    def __init__(self, page: PageRuns) -> None:
        """Read them."""
        self._page = page
        self._rect = raw.FS_RECTF()
        self._rect_at = addressof(self._rect)
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
        text, words, box_of = self._page.text, self.words, self._box
        if run.angle == 0 and self._page.frame.plain:
            box_of = self._plain_box
        size = max(run.size, 1.0)
        edge = inf  # where the word before ends, if it is of this run and reads like this one
        for found in _WORD.finditer(text, run.begin, run.end):
            string = found.group() if run.plain else _cleaned(found.group(), run)
            if not string:
                continue
            first, last = found.span()
            box = box_of(first, last - 1, run)
            at_start = first == run.begin
            apart = box[0] - edge > glyphs.GAP * size  # the short way, for nearly all words: a space of usual width
            if not apart:
                room = glyphs.HIDDEN if hidden and at_start else glyphs.GAP
                apart = not words or _apart(words[-1], box, run, room)
                apart = apart or (spaced if at_start else self._is_space(first, run))
            if run.angle == 0:
                edge = box[2]
            if apart or not _same_style(words[-1], run):
                word = Word(string, *box, run.font, run.size, run.bold, run.italic, run.angle, apart)
                if string.isupper() and apart and words and not _on_other_lines(words[-1], box, run):
                    word.by_gap = not (spaced or hidden if at_start else self._is_space(first, run))
                words.append(word)
            else:
                words[-1] = _grown(words[-1], string, box)
        return text[run.end - 1].isspace() and self._is_space(run.end, run)

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
        if not self.words or run.angle != 0 or self.words[-1].angle != 0:
            return True
        call.char_box(self._page.handle, index, self._rect_at)
        x0, top, _, bottom = self._page.frame.box(self._rect.left, self._rect.bottom, self._rect.right, self._rect.top)
        before, size = self.words[-1], max(run.size, 1.0)
        elsewhere = top > before.bottom or bottom < before.top
        return elsewhere or x0 > before.x1 - glyphs.BEHIND * size

    def _plain_box(self, first: int, last: int, run: Run) -> Box:
        """Give the box of a word that reads from left to right on a page that is not turned."""
        rect, shift = self._rect, self._page.frame.to_shown[4]
        call.char_box(self._page.handle, first, self._rect_at)
        x0 = rect.left
        if last != first:
            call.char_box(self._page.handle, last, self._rect_at)
        x1 = rect.right
        return (x0 if x0 < x1 else x1) + shift, run.low, (x1 if x0 < x1 else x0) + shift, run.high

    def _box(self, first: int, last: int, run: Run) -> Box:
        """Give the box of a word: its ends from its outer characters, its sides from the baseline of the run."""
        rect, frame = self._rect, self._page.frame
        call.char_box(self._page.handle, first, self._rect_at)
        x0, y0, x1, y1 = frame.box(rect.left, rect.bottom, rect.right, rect.top)
        call.char_box(self._page.handle, last, self._rect_at)
        left, top, right, bottom = frame.box(rect.left, rect.bottom, rect.right, rect.top)
        if run.angle in (0, 180):
            return min(x0, left), run.low, max(x1, right), run.high
        return run.low, min(y0, top), run.high, max(y1, bottom)


def _cleaned(text: str, run: Run) -> str:
    """Undo PDFium's mark for a hyphen at a line end; then what every engine does."""
    text = text[:-1] + "-" if text[-1] == LINE_END_HYPHEN else text
    return glyphs.as_symbols(glyphs.clean(text), run.font)


def _apart(before: Word, box: Box, run: Run, room: float) -> bool:
    """Whether a new word starts: on another line, after a step back, or behind more than this room (times the size)."""
    if _on_other_lines(before, box, run):
        return True
    size = max(before.size, run.size, 1.0)
    x0, top, x1, bottom = box
    gap = {0: x0 - before.x1, 180: before.x0 - x1, 90: before.top - bottom, 270: top - before.bottom}[run.angle]
    return gap > room * size or gap < -glyphs.BACK * size


def _on_other_lines(before: Word, box: Box, run: Run) -> bool:
    if before.angle != run.angle:
        return True
    x0, top, x1, bottom = box
    level = run.angle in (0, 180)
    across = (before.top + before.bottom - top - bottom) if level else (before.x0 + before.x1 - x0 - x1)
    return abs(across) / 2 > 0.5 * max(before.size, run.size, 1.0)


def _same_style(word: Word, run: Run) -> bool:
    return word.font == run.font and word.size == run.size and word.bold == run.bold and word.italic == run.italic


def _grown(word: Word, more: str, box: Box) -> Word:
    """Give the word with more text behind it."""
    text = glyphs.clean(word.text + more)  # an accent may have come apart from its letter
    return replace(
        word,
        text=text,
        by_gap=word.by_gap and text.isupper(),
        x0=min(word.x0, box[0]),
        top=min(word.top, box[1]),
        x1=max(word.x1, box[2]),
        bottom=max(word.bottom, box[3]),
    )
