"""The text of a page divided by text object: what shares a font, a size and a baseline, asked for once.

The characters of one text object lie together in PDFium's text page, so the end of each is found by galloping.  PDFium
sorts the objects of one line; here they stand in the order of the content stream again.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from ctypes import addressof, c_double, c_float, c_int, c_ushort, create_string_buffer
from dataclasses import dataclass

import pypdfium2_raw as raw

from pipeline.extract.pdf import glyphs
from pipeline.extract.pdf import pdfium_calls as call
from pipeline.extract.pdf.fonts import DEPTH, NAMELESS, RISE, FontStyle, font_style, shown_size
from pipeline.extract.pdf.page import Angle
from pipeline.extract.pdf.pdfium_frame import Frame, angle_of, scale_of

STROKED = (raw.FPDF_TEXTRENDERMODE_FILL_STROKE, raw.FPDF_TEXTRENDERMODE_FILL_STROKE_CLIP)
LINE_END_HYPHEN = "\ufffe"
"""What PDFium writes for a hyphen at a line end."""
LEVEL = (0, 180)
"""Reading directions along the lines of the page."""
FAR = 1 << 30
"""Place in the content stream of a text object that the page does not list."""


@dataclass(slots=True, eq=False)
class TextStyle:
    """What text of one font, matrix, size and rendering mode looks like; a page has a handful."""

    font: str
    size: float
    bold: bool
    italic: bool
    angle: Angle
    above: float
    below: float
    """How far the box reaches from the baseline on the page as shown: to ``Run.low`` and to ``Run.high``."""
    slant: float
    """Of text that leans or climbs: how far it goes to the right for each point; 0 for all other."""
    face: int
    """Address of the font; 0 if it has none."""
    stretch: float
    """Points along the reading direction for each unit of the font."""
    symbols: bool
    """A font whose characters may be codes of symbols."""


@dataclass(slots=True, eq=False)
class Run:
    """The characters [begin, end) of one text object, with what they share."""

    item: int
    """Address of the text object."""
    place: int
    """Of the text object among those of the page, in the order of the content stream."""
    begin: int
    end: int
    style: TextStyle
    low: float
    high: float
    """Sides of the run along its reading direction: top and bottom, or left and right if it is turned."""
    plain: bool
    """Printable ASCII in a font of letters: nothing to clean."""


class PageRuns:
    """The text of one open text page and the runs it consists of."""

    def __init__(self, handle: int, frame: Frame, order: Mapping[int, int]) -> None:
        """Read the text page; ``order`` gives the place of each text object in the content stream."""
        self.handle = handle
        self.frame = frame
        self.order = order
        self._count = max(call.char_count(handle), 0)
        self._fonts: dict[int, FontStyle] = {}
        self._widths: dict[tuple[int, str], float] = {}
        self._styles: dict[tuple[float, ...], TextStyle] = {}
        # written to by each call
        self._matrix, self._x, self._y = raw.FS_MATRIX(), c_double(), c_double()
        self._matrix_at, self._x_at, self._y_at = map(addressof, (self._matrix, self._x, self._y))
        self.text = self._read_text()
        """Its n-th character is PDFium's n-th."""
        stretches = list(self._stretches())
        stretches.sort(key=lambda stretch: (order.get(stretch[2], FAR), stretch[0]))
        self.unmapped = self._replace_unmapped(stretches)
        """How many characters have no Unicode meaning; they are U+FFFD in the text."""
        self.runs = [self._run(*stretch, order.get(stretch[2], FAR)) for stretch in stretches]
        """In the order of the content stream."""

    def _read_text(self) -> str:
        buffer = (c_ushort * (self._count + 1))()
        written = call.char_text(self.handle, 0, self._count, addressof(buffer))
        text = bytes(buffer)[: 2 * max(written - 1, 0)].decode("utf-16-le", "replace")
        if len(text) == self._count:
            return text
        # PDFium leaves out control characters, and a character outside the basic plane takes two units
        codes = (call.char_code(self.handle, index) for index in range(self._count))
        return "".join(chr(code) if 0 < code < 0x110000 else glyphs.UNKNOWN for code in codes)

    def _stretches(self) -> Iterator[tuple[int, int, int, int]]:
        """Give begin, end, text object and font of each stretch; what PDFium added belongs to none and is left out.

        Most text objects end where PDFium's line does, so that place is looked at first.
        """
        handle, count, find, font_of, text = self.handle, self._count, call.char_object, call.text_font, self.text
        begin = line = 0
        while begin < count:
            item = find(handle, begin)
            if not item:
                begin += 1
                continue
            if line <= begin:
                line = text.find("\r", begin + 1)
                line = count if line < 0 else line
            if find(handle, line - 1) == item and (line == count or find(handle, line) != item):
                end = line
            else:
                end = self._end_of(item, begin)
            yield begin, end, item, font_of(item) or 0
            begin = end

    def _end_of(self, item: int, begin: int) -> int:
        """Find where the characters of a text object end, by galloping."""
        handle, count, find = self.handle, self._count, call.char_object
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
        return last + 1

    def _replace_unmapped(self, stretches: list[tuple[int, int, int, int]]) -> int:
        """Put U+FFFD where PDFium gives the number of a glyph for want of a character.

        Such numbers look like text.  Asking of every character would cost a fifth of the reading, so one of each
        letter and font is asked about, and all only where one of them fails.
        """
        asked: dict[int, set[str]] = {}
        handle, text, unmapped = self.handle, self.text, call.char_is_unmapped
        for begin, end, _, font in stretches:
            known = asked.setdefault(font, set())
            own = text[begin:end]
            if known.issuperset(own):
                continue
            fresh = set(own) - known
            if any(unmapped(handle, begin + own.index(char)) == 1 for char in fresh):
                break
            known |= fresh
        else:
            return 0
        lost = [i for i in range(self._count) if call.char_is_unmapped(self.handle, i) == 1]
        chars = list(self.text)
        for index in lost:
            chars[index] = glyphs.UNKNOWN
        self.text = "".join(chars)
        return len(lost)

    def _run(self, begin: int, end: int, item: int, font: int, place: int) -> Run:
        matrix = self._matrix
        call.char_matrix(self.handle, begin, self._matrix_at)
        call.char_origin(self.handle, begin, self._x_at, self._y_at)
        units = call.char_size(self.handle, begin)
        mode = call.text_render_mode(item)
        key = (font, units, matrix.a, matrix.b, matrix.c, matrix.d, mode)
        style = self._styles.get(key)
        if style is None:
            style = self._styles[key] = self._style(font, units, mode)
        a, b, c, d, e, f = self.frame.to_shown
        x, y = self._x.value, self._y.value
        base = b * x + d * y + f if style.angle in LEVEL else a * x + c * y + e
        text = self.text[begin:end]
        plain = text.isascii() and text.isprintable() and not style.symbols
        return Run(item, place, begin, end, style, base - style.above, base + style.below, plain)

    def _style(self, font: int, units: float, mode: int) -> TextStyle:
        """Tell what the matrix that was read last, a font, a size and a rendering mode make of text."""
        matrix = self._matrix
        a, b, c, d, _, _ = self.frame.to_shown
        along = a * matrix.a + c * matrix.b, b * matrix.a + d * matrix.b
        up = a * matrix.c + c * matrix.d, b * matrix.c + d * matrix.d
        angle, scale, found = angle_of(*along), scale_of(*along), self._font(font)
        size = units * abs(along[0] * up[1] - along[1] * up[0]) / (scale or 1.0)  # across the line, however it leans
        above, below = (RISE, DEPTH) if angle in (0, 90) else (DEPTH, RISE)
        return TextStyle(
            font=found.family,
            size=shown_size(size),
            bold=found.bold or mode in STROKED,
            italic=found.italic or (angle == 0 and abs(up[0]) > 0.1 * abs(up[1])),
            angle=angle,
            above=above * size,
            below=below * size,
            slant=along[0] / scale if angle == 0 and (found.italic or _leans(along, up)) else 0.0,
            face=font,
            stretch=units * scale,
            symbols=glyphs.shows_symbols(found.family),
        )

    def advance(self, index: int, run: Run) -> float | None:
        """Give the width of a character without the ink that hangs over; None if its font does not know it."""
        key = run.style.face, self.text[index]
        width = self._widths.get(key)
        if width is None:
            width = self._widths[key] = _width(*key)
        return width * run.style.stretch if width > 0 else None

    def _font(self, handle: int) -> FontStyle:
        """Ask a font once a page what it is; its address may mean another font on the next page."""
        if not handle:
            return font_style(NAMELESS)
        font = self._fonts.get(handle)
        if font is None:
            font = self._fonts[handle] = _read_font(handle)
        return font


def _width(face: int, char: str) -> float:
    """Ask a font for the width of a character; 0 if it does not know it."""
    width = c_float()
    for known_as in glyphs.HYPHENS if char == LINE_END_HYPHEN else char:
        if face and call.font_glyph_width(face, ord(known_as), 1.0, addressof(width)) and width.value > 0:
            return width.value
    return 0.0


def _leans(along: tuple[float, float], up: tuple[float, float]) -> bool:
    """Whether text does not stand upright on a level line."""
    return abs(up[0]) > 0.01 * abs(up[1]) or abs(along[1]) > 0.01 * abs(along[0])


def _read_font(handle: int) -> FontStyle:
    name, angle = create_string_buffer(256), c_int()
    call.font_name(handle, addressof(name), 256)
    call.font_italic_angle(handle, addressof(angle))
    flags, stem = max(call.font_flags(handle), 0), _stem(call.font_weight(handle))
    return font_style(name.value.decode("utf-8", "replace"), flags, stem, float(angle.value))


def _stem(weight: int) -> float:
    """Give the stem width that PDFium made a weight of (five times, above 140 four times plus 140)."""
    return weight / 5 if weight < 700 else (weight - 140) / 4
