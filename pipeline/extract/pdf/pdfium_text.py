"""The words of a page as PDFium sees them, without a Python object a glyph.

The characters of one text object lie together in PDFium's text page.  So the end of each object is found by
galloping; font, size and matrix are asked once an object; the text of the page is taken in one call and split at white
space; and a box is asked only for the first and the last character of a word.

Traps, all met: PDFium sorts the objects of one line (they are put back in the order of the content stream); it adds
spaces and line ends of its own (geometry decides instead); it writes U+FFFE for a hyphen at a line end; the letters of
a ligature share one box; an object printed twice is left out (that is how some producers make bold).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from ctypes import addressof, byref, c_double, c_float, c_int, c_ushort, create_string_buffer
from dataclasses import dataclass, replace

from pypdfium2 import raw

from pipeline.extract.pdf import glyphs
from pipeline.extract.pdf import pdfium_calls as call
from pipeline.extract.pdf.fonts import DEPTH, NAMELESS, RISE, FontStyle, font_style
from pipeline.extract.pdf.page import Angle, Word
from pipeline.extract.pdf.pdfium_frame import Box, Frame, angle_of, scale_of

LINE_END_HYPHEN = "\ufffe"
STROKED = (raw.FPDF_TEXTRENDERMODE_FILL_STROKE, raw.FPDF_TEXTRENDERMODE_FILL_STROKE_CLIP)
FAR = 1 << 30
"""Place in the content stream of a text object that the page does not list."""

_WORD = re.compile(r"\S+")


@dataclass(frozen=True, slots=True)
class _Run:
    """The characters [begin, end) of one text object."""

    place: int
    """Of the object in the content stream."""
    begin: int
    end: int
    item: int


@dataclass(frozen=True, slots=True)
class _Style:
    """The style and the baseline that the characters of a run share."""

    font: str
    size: float
    bold: bool
    italic: bool
    angle: Angle
    across: tuple[float, float]
    """The two sides of the run along its reading direction: top and bottom, or left and right if it is turned."""


class PageText:
    """Reads the words of one open text page."""

    def __init__(self, handle: int, frame: Frame, order: Mapping[int, int]) -> None:
        """Keep the handle of the text page, and the place of each text object in the content stream."""
        self._handle = handle
        self._frame = frame
        self._order = order
        self._fonts: dict[int, FontStyle] = {}
        self._rect = raw.FS_RECTF()
        self._rect_at = addressof(self._rect)
        self._count = max(call.char_count(handle), 0)
        self._text = self._read_text()

    def words(self) -> list[Word]:
        """Give the words in the order of the content stream, each printed glyph once."""
        words: list[Word] = []
        spans: dict[int, tuple[int, int]] = {}
        spaced = True
        for run in sorted(self._runs(), key=lambda run: (run.place, run.begin)):
            first = len(words)
            spaced = self._add(run, words, spaced)
            spans.setdefault(run.item, (first, len(words)))
        self._embolden_twins(words, spans)
        return drop_doubles(words)

    def _read_text(self) -> str:
        """Give the text of the page, so that its n-th character is PDFium's n-th."""
        buffer = (c_ushort * (self._count + 1))()
        written = call.char_text(self._handle, 0, self._count, addressof(buffer))
        text = bytes(buffer)[: 2 * max(written - 1, 0)].decode("utf-16-le", "replace")
        if len(text) == self._count:
            return text
        # PDFium leaves out control characters, and a character outside the basic plane takes two units
        codes = (call.char_code(self._handle, index) for index in range(self._count))
        return "".join(chr(code) if 0 < code < 0x110000 else glyphs.UNKNOWN for code in codes)

    def _runs(self) -> Iterator[_Run]:
        """Divide the characters by text object; what PDFium added belongs to none and is left out."""
        handle, count, find = self._handle, self._count, call.char_object
        begin = 0
        while begin < count:
            item = find(handle, begin)
            if not item:
                begin += 1
                continue
            step, last = 1, begin
            while last + step < count and find(handle, last + step) == item:
                last += step
                step *= 2
            beyond = min(last + step, count)
            while beyond - last > 1:
                middle = (last + beyond) // 2
                if find(handle, middle) == item:
                    last = middle
                else:
                    beyond = middle
            yield _Run(self._order.get(item, FAR), begin, last + 1, item)
            begin = last + 1

    def _add(self, run: _Run, words: list[Word], spaced: bool) -> bool:
        """Add the words of a run; tell whether it ends in white space."""
        text, begin, end = self._text, run.begin, run.end
        style: _Style | None = None
        for found in _WORD.finditer(text, begin, end):
            style = style or self._style(run)
            first, last = found.span()
            box = self._box(first, last - 1, style)
            printed = (spaced if first == begin else self._is_space(text, first)) if words else True
            string = found.group()
            apart = printed or _apart(words[-1], box, style)
            if not apart and _same_style(words[-1], style):
                words[-1] = _grown(words[-1], string, box)
            else:
                words.append(
                    Word(
                        string,
                        *box,
                        font=style.font,
                        size=style.size,
                        bold=style.bold,
                        italic=style.italic,
                        angle=style.angle,
                        space=apart,
                    )
                )
        return text[end - 1].isspace() and self._is_space(text, end)

    def _is_space(self, text: str, after: int) -> bool:
        """Whether real white space stands before this character, and not only a space that PDFium added."""
        index = after - 1
        while index >= 0 and text[index].isspace():
            if not call.char_is_generated(self._handle, index):
                return True
            index -= 1
        return False

    def _box(self, first: int, last: int, style: _Style) -> Box:
        """Give the box of a word: its ends from its outer characters, its sides from the baseline of the run."""
        rect, angle = self._rect, style.angle
        call.char_box(self._handle, first, self._rect_at)
        x0, y0, x1, y1 = self._frame.box(rect.left, rect.bottom, rect.right, rect.top)
        if last != first:
            call.char_box(self._handle, last, self._rect_at)
            left, top, right, bottom = self._frame.box(rect.left, rect.bottom, rect.right, rect.top)
            x0, y0, x1, y1 = min(x0, left), min(y0, top), max(x1, right), max(y1, bottom)
        if angle in (0, 180):
            return x0, style.across[0], x1, style.across[1]
        return style.across[0], y0, style.across[1], y1

    def _style(self, run: _Run) -> _Style:
        matrix, x, y = raw.FS_MATRIX(), c_double(), c_double()
        call.char_matrix(self._handle, run.begin, byref(matrix))
        call.char_origin(self._handle, run.begin, byref(x), byref(y))
        a, b, c, d, e, f = self._frame.to_shown
        along = a * matrix.a + c * matrix.b, b * matrix.a + d * matrix.b
        up = a * matrix.c + c * matrix.d, b * matrix.c + d * matrix.d
        origin = a * x.value + c * y.value + e, b * x.value + d * y.value + f
        size = call.char_size(self._handle, run.begin) * scale_of(*up)
        angle = angle_of(*along)
        font = self._font(call.text_font(run.item))
        rise, depth = RISE * size, DEPTH * size
        across = {
            0: (origin[1] - rise, origin[1] + depth),
            90: (origin[0] - rise, origin[0] + depth),
            180: (origin[1] - depth, origin[1] + rise),
            270: (origin[0] - depth, origin[0] + rise),
        }[angle]
        return _Style(
            font=font.family,
            size=round(size, 1),
            bold=font.bold or call.text_render_mode(run.item) in STROKED,
            italic=font.italic or (angle == 0 and abs(up[0]) > 0.1 * abs(up[1])),
            angle=angle,
            across=across,
        )

    def _font(self, handle: int | None) -> FontStyle:
        """Ask a font once a page what it is; its address may mean another font on the next page."""
        if not handle:
            return font_style(NAMELESS)
        font = self._fonts.get(handle)
        if font is None:
            font = self._fonts[handle] = _read_font(handle)
        return font

    def _embolden_twins(self, words: list[Word], spans: Mapping[int, tuple[int, int]]) -> None:
        """Make bold what PDFium found printed twice with a small shift: the second object has no characters."""
        if len(spans) == len(self._order):
            return
        near: list[tuple[int, Bounds]] = []
        for item in self._order:
            bounds = _bounds(item)
            if item in spans:
                near = [*near[-LOOK_BACK:], (item, bounds)]
                continue
            for other, others in reversed(near):
                first, last = spans[other]
                shift = _shift(bounds, others)
                if first < last and 0.02 < shift < glyphs.SHIFT * 2 * max(words[first].size, 1):
                    words[first:last] = [replace(word, bold=True) for word in words[first:last]]
                if shift < glyphs.SHIFT * 2 * max(words[first].size if first < last else 1, 1):
                    break


Bounds = tuple[float, float, float, float]
LOOK_BACK = 5
"""Text objects before a doubled one among which PDFium looks for its twin."""


def _bounds(item: int) -> Bounds:
    left, bottom, right, top = (c_float() for _ in range(4))
    call.object_bounds(item, byref(left), byref(bottom), byref(right), byref(top))
    return left.value, bottom.value, right.value, top.value


def _shift(one: Bounds, other: Bounds) -> float:
    """Give how far two boxes of about the same form lie apart; very far if they differ in form."""
    if abs((one[2] - one[0]) - (other[2] - other[0])) > 1 or abs((one[3] - one[1]) - (other[3] - other[1])) > 1:
        return float("inf")
    return abs(one[0] - other[0]) + abs(one[1] - other[1])


def _read_font(handle: int) -> FontStyle:
    name, angle = create_string_buffer(256), c_int()
    call.font_name(handle, addressof(name), 256)
    call.font_italic_angle(handle, byref(angle))
    flags, stem = max(call.font_flags(handle), 0), _stem(call.font_weight(handle))
    return font_style(name.value.decode("utf-8", "replace"), flags, stem, float(angle.value))


def _stem(weight: int) -> float:
    """Give the stem width that PDFium made a weight of (five times, above 140 four times plus 140)."""
    return weight / 5 if weight < 700 else (weight - 140) / 4


def _apart(before: Word, box: Box, style: _Style) -> bool:
    """Whether a new word starts though no white space is printed."""
    if before.angle != style.angle:
        return True
    size = max(before.size, style.size, 1.0)
    x0, top, x1, bottom = box
    level = style.angle in (0, 180)
    across = (before.top + before.bottom - top - bottom) if level else (before.x0 + before.x1 - x0 - x1)
    if abs(across) / 2 > 0.5 * size:
        return True
    gap = {0: x0 - before.x1, 180: before.x0 - x1, 90: before.top - bottom, 270: top - before.bottom}[style.angle]
    return gap > glyphs.GAP * size or gap < -glyphs.BACK * size


def _same_style(word: Word, style: _Style) -> bool:
    return (
        word.font == style.font and word.size == style.size and word.bold == style.bold and word.italic == style.italic
    )


def _grown(word: Word, more: str, box: Box) -> Word:
    """Give the word with more text behind it."""
    x0, top, x1, bottom = box
    return replace(
        word,
        text=word.text + more,
        x0=min(word.x0, x0),
        top=min(word.top, top),
        x1=max(word.x1, x1),
        bottom=max(word.bottom, bottom),
    )


def drop_doubles(words: list[Word]) -> list[Word]:
    """Keep each word once; one that is printed again with a small shift is bold."""
    seen: dict[tuple[str, int, int], int] = {}
    kept: list[Word] = []
    for word in words:
        column, row = round(word.x0 / NEAR), round(word.top / NEAR)
        places = [
            place
            for dx in (-1, 0, 1)
            for dy in (-1, 0, 1)
            if (place := seen.get((word.text, column + dx, row + dy))) is not None
        ]
        reach = glyphs.SHIFT * max(word.size, 1)
        twin = next((p for p in places if _shift_of(word, kept[p]) < reach), None)
        if twin is None:
            seen[word.text, column, row] = len(kept)
            kept.append(word)
        elif _shift_of(word, kept[twin]) > 0.02:
            kept[twin] = replace(kept[twin], bold=True)
    return kept


NEAR = 8.0
"""Points: the size of the squares in which a word is looked for that is printed twice."""


def _shift_of(word: Word, other: Word) -> float:
    return max(abs(word.x0 - other.x0), abs(word.top - other.top)) if word.angle == other.angle else float("inf")
