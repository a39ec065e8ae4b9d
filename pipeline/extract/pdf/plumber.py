"""The reference engine: pdfplumber, plain and obvious, glyph by glyph.

It is slow (about twenty times PDFium) and it is the measure: ``pdfium`` must give what this gives.  Words are built
here and not by ``extract_words``: that breaks turned text into letters, because the ``size`` of a turned glyph is its
advance.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pdfplumber
from pdfminer.pdfdocument import PDFEncryptionError, PDFPasswordIncorrect
from pdfminer.pdfpage import PDFPage
from pdfminer.pdftypes import resolve1
from pdfplumber.utils.exceptions import PdfminerException

from pipeline.extract.pdf import glyphs
from pipeline.extract.pdf.fonts import DEPTH, RISE, font_style, shown_size
from pipeline.extract.pdf.page import METADATA, Angle, PageContent, Rule, Word
from pipeline.extract.pdf.plumber_device import Fonts, MendedPage
from pipeline.extract.pdf.problems import PdfProblem
from pipeline.extract.pdf.rules import Step, rules_of_path

Box = tuple[float, float, float, float]
STROKED = (2, 6)
"""Text rendering modes that fill and stroke (PDF 32000-1, table 106): the bold of fonts that have none."""


@dataclass(slots=True)
class _Glyph:
    """One glyph, with its box on the page as shown and its place along and across the reading direction."""

    text: str
    box: tuple[float, float, float, float]
    begin: float
    end: float
    across: float
    """Distance of the middle of the glyph from an axis along the reading direction."""
    size: float
    angle: Angle
    font: str
    bold: bool
    italic: bool
    start: tuple[float, float] = (0.0, 0.0)
    """Where its text object starts."""
    spacing: float = 0.0
    """Letter-spacing behind it, before the next glyph of its text object."""
    said: str | None = None
    """What the file says that the glyphs of the text object say (/ActualText): the first has it all, the others ""."""

    @property
    def style(self) -> tuple[str, float, bool, bool]:
        """What must be equal within a word."""
        return self.font, self.size, self.bold, self.italic


class _PageObject(PDFPage):
    """A page of the page tree; one that is damaged does not hide those after it."""

    damage: Exception | None = None

    def __init__(self, *args: Any) -> None:
        try:
            super().__init__(*args)
        except Exception as error:  # pdfminer raises what it likes on damage
            self.damage = error


class PlumberSource:
    """An open PDF, read with pdfplumber."""

    def __init__(self, path: Path, password: str | None = None) -> None:
        """Open the file.

        Raises:
            PdfProblem: protected in an unknown way, or the password is missing or wrong.
            Exception: anything, on a damaged file.
        """
        try:
            self._pdf = pdfplumber.open(path, password=password or "")
        except PdfminerException as error:
            cause = error.args[0] if error.args else error
            if isinstance(cause, PDFPasswordIncorrect):
                raise PdfProblem("password") from error
            if isinstance(cause, PDFEncryptionError):
                raise PdfProblem("protected") from error
            raise
        self._page_objects: list[Any] = list(_PageObject.create_pages(self._pdf.doc))
        self.pages = len(self._page_objects)
        self._pdf.rsrcmgr = Fonts()
        self.metadata = {key: str(value) for key in METADATA if (value := self._pdf.metadata.get(key))}

    def read(self, first: int = 1, last: int | None = None) -> Iterator[PageContent]:
        """Give the pages first to last (from 1, inclusive), each closed before the next is opened."""
        for number in range(first, (last or self.pages) + 1):
            found = self._page_objects[number - 1]
            if found.damage:
                raise found.damage
            page = MendedPage(self._pdf, found, page_number=number)
            try:
                yield _content(page, number)
            finally:
                page.close()

    def close(self) -> None:
        """Release the file; ``pdfplumber.PDF.close`` would first make every page anew."""
        self._pdf.stream.close()


@dataclass(frozen=True, slots=True)
class _Frame:
    """The visible part of a page in pdfplumber's unflipped coordinates (after /Rotate), to turn them into ours."""

    x0: float
    left: float
    """The same in pdfminer's own coordinates, to which pdfplumber adds."""
    y1: float
    top: float
    """What pdfplumber's flipped heights (of the points of a path) have too much."""
    width: float
    height: float

    @classmethod
    def of(cls, page: MendedPage) -> _Frame:
        """Cut the MediaBox to the CropBox and turn it; pdfplumber's own ``cropbox`` is not turned about."""
        left, low, right, high = _ordered(page.page_obj.mediabox)
        crop = _ordered(page.page_obj.cropbox)
        x0, y0, x1, y1 = max(crop[0], left), max(crop[1], low), min(crop[2], right), min(crop[3], high)
        if x0 >= x1 or y0 >= y1:
            x0, y0, x1, y1 = left, low, right, high
        shown = {
            90: (y0 - low, right - x1, y1 - low, right - x0),
            180: (right - x1, high - y1, right - x0, high - y0),
            270: (high - y1, x0 - left, high - y0, x1 - left),
        }.get(page.rotation, (x0 - left, y0 - low, x1 - left, y1 - low))
        added = page.mediabox[0]  # pdfplumber adds it to x; it adds mediabox[1] to flipped heights only
        flipped = page.mediabox[1] + page.height - shown[3]
        return cls(shown[0] + added, shown[0], shown[3], flipped, shown[2] - shown[0], shown[3] - shown[1])

    def box(self, item: dict[str, Any]) -> Box:
        """Give the box of an object on the page as shown."""
        return item["x0"] - self.x0, self.y1 - item["y1"], item["x1"] - self.x0, self.y1 - item["y0"]


def _ordered(box: Any) -> Box:
    x0, y0, x1, y1 = box
    return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)


def _content(page: MendedPage, number: int) -> PageContent:
    frame = _Frame.of(page)
    found = _drop_doubles([glyph for char in page.chars if (glyph := _glyph(char, frame)).size])
    words = glyphs.settle_hyphens(_words([said for glyph in found for said in _as_said(glyph)]))
    return PageContent(
        number=number,
        width=frame.width,
        height=frame.height,
        words=words,
        rules=tuple(rule for shape in page.rects + page.lines + page.curves for rule in _rules(shape, frame)),
        chars=sum(len(word.text) for word in words),
        image_share=_image_share(page, frame),
        unreadable=sum(glyphs.count_unreadable(word.text) for word in words),
        engine="pdfplumber",
    )


def _glyph(char: dict[str, Any], frame: _Frame) -> _Glyph:
    """Place a glyph by its origin and its advance: what pdfplumber calls its box also holds how it leans."""
    a, b, c, d, x, y = char["matrix"]
    start_x, start_y = char["start"]
    angle = _angle(a, b)
    size = char["font_size"] * abs(a * d - b * c) / (math.hypot(a, b) or 1.0)
    left, base = x + char["rise"] * c - frame.left, frame.y1 - y - char["rise"] * d
    right, end_base = left + char["adv"] * a, base - char["adv"] * b
    begin, end = {0: (left, right), 90: (-base, -end_base), 180: (-left, -right), 270: (base, end_base)}[angle]
    level = base + y - start_y if angle in (0, 180) else left - x + start_x  # a line is level, also on a crooked scan
    above, below = (RISE, DEPTH) if angle in (0, 90) else (DEPTH, RISE)
    low, high = level - above * size, level + below * size
    sides = sorted((left, right)) if angle in (0, 180) else sorted((base, end_base))
    font = char["font"]
    descriptor = font.descriptor
    style = font_style(
        str(char["fontname"]),
        int(_number(descriptor.get("Flags"))),
        _number(descriptor.get("StemV")),
        _number(descriptor.get("ItalicAngle")),
    )
    slanted = angle == 0 and abs(c) > 0.1 * abs(d)
    return _Glyph(
        text=glyphs.as_symbols(glyphs.clean(char["text"]), style.family),
        box=(sides[0], low, sides[1], high) if angle in (0, 180) else (low, sides[0], high, sides[1]),
        begin=begin,
        end=end,
        across=(low + high) / 2,
        size=shown_size(abs(size)),
        angle=angle,
        font=style.family,
        bold=style.bold or char["render_mode"] in STROKED,
        italic=style.italic or slanted,
        start=char["start"],
        spacing=char["spacing"] * math.hypot(a, b),
        said=char["said"],
    )


def _as_said(glyph: _Glyph) -> Iterator[_Glyph]:
    """Give the glyphs that the file says this one stands for, each with its share of the room."""
    said = glyph.said
    if said is None:
        yield glyph
        return
    x0, top, x1, bottom = glyph.box
    step, along = (glyph.end - glyph.begin) / (len(said) or 1), glyph.angle in (0, 180)
    for place, char in enumerate(said):
        begin, end = place / len(said), (place + 1) / len(said)
        if glyph.angle in (90, 180):
            begin, end = 1 - end, 1 - begin
        box = (
            (x0 + begin * (x1 - x0), top, x0 + end * (x1 - x0), bottom)
            if along
            else (x0, top + begin * (bottom - top), x1, top + end * (bottom - top))
        )
        start = glyph.begin + place * step
        yield replace(glyph, text=glyphs.clean(char), box=box, begin=start, end=start + step)


def _angle(a: float, b: float) -> Angle:
    """Give the reading direction nearest to that of the matrix."""
    if abs(a) >= abs(b):
        return 0 if a >= 0 else 180
    return 90 if b > 0 else 270


def _number(value: Any) -> float:
    value = resolve1(value)
    return float(value) if isinstance(value, (int, float)) else 0.0


def _drop_doubles(found: list[_Glyph]) -> list[_Glyph]:
    """Keep each glyph once; one that is printed again with a small shift is bold."""
    kept: list[_Glyph] = []
    seen: dict[tuple[str, int, int], list[_Glyph]] = {}
    for glyph in found:
        if not glyph.text.strip():
            kept.append(glyph)
            continue
        column, row = int(glyph.begin // 4), int(glyph.across // 4)
        near = (
            other
            for dx in (-1, 0, 1)
            for dy in (-1, 0, 1)
            for other in seen.get((glyph.text, column + dx, row + dy), ())
        )
        twin = next((other for other in near if _doubled(glyph, other)), None)
        if twin is None:
            seen.setdefault((glyph.text, column, row), []).append(glyph)
            kept.append(glyph)
        elif abs(glyph.begin - twin.begin) + abs(glyph.across - twin.across) > 0.02:
            twin.bold = True
    return kept


def _doubled(glyph: _Glyph, other: _Glyph) -> bool:
    """Whether two glyphs with the same text stand on top of each other."""
    reach = glyphs.SHIFT * max(glyph.size, 1)
    return (
        glyph.angle == other.angle
        and abs(glyph.begin - other.begin) < reach
        and abs(glyph.across - other.across) < reach
        and abs(glyph.size - other.size) < reach
    )


def _words(found: list[_Glyph]) -> list[Word]:
    """Gather glyphs into words: white space, a gap, a step back or another line ends one, another style divides it."""
    words: list[Word] = []
    run: list[_Glyph] = []
    blank: _Glyph | None = None
    space, by_gap = True, False
    for glyph in found:
        if not glyph.text:
            continue
        if glyph.text.isspace():
            if not run or _comes_behind(run[-1], glyph):
                blank = blank or glyph
            continue
        if run and (_apart(run[-1], glyph) or (blank and _has_room(blank, glyph))):
            only_gap = blank is None and not _on_other_lines(run[-1], glyph)
            _finish(run, words, space, by_gap)
            run, space, by_gap = [], True, only_gap
        elif run and run[-1].style != glyph.style:
            _finish(run, words, space, by_gap)
            run, space, by_gap = [], False, False
        run.append(glyph)
        blank = None
    _finish(run, words, space, by_gap)
    return words


def _comes_behind(before: _Glyph, blank: _Glyph) -> bool:
    """Whether a white space stands behind the glyph and not under it."""
    return before.angle != blank.angle or blank.begin > before.end - glyphs.BEHIND * max(blank.size, 1)


def _has_room(blank: _Glyph, glyph: _Glyph) -> bool:
    """Whether a white space moves the text on."""
    return abs(glyph.begin - blank.begin) > glyphs.VOID * max(blank.size, 1)


def _apart(before: _Glyph, glyph: _Glyph) -> bool:
    """Whether a glyph starts a new word though no white space is printed."""
    size = max(before.size, glyph.size, 1)
    if _on_other_lines(before, glyph):
        return True
    gap = glyph.begin - before.end - max(before.spacing, 0.0)
    return gap > glyphs.GAP * size or gap < -glyphs.BACK * size


def _on_other_lines(before: _Glyph, glyph: _Glyph) -> bool:
    return before.angle != glyph.angle or abs(before.across - glyph.across) > 0.5 * max(before.size, glyph.size, 1)


def _finish(run: list[_Glyph], words: list[Word], space: bool, by_gap: bool) -> None:
    """Add the word that these glyphs make."""
    if not run:
        return
    first = run[0]
    text = glyphs.clean(glyphs.as_read("".join(glyph.text for glyph in run)))
    words.append(
        Word(
            text=text,
            x0=min(glyph.box[0] for glyph in run),
            top=min(glyph.box[1] for glyph in run),
            x1=max(glyph.box[2] for glyph in run),
            bottom=max(glyph.box[3] for glyph in run),
            font=first.font,
            size=first.size,
            bold=first.bold,
            italic=first.italic,
            angle=first.angle,
            space=space,
            by_gap=by_gap and text.isupper() and "".join(g.text for g in run if g.start == first.start).isupper(),
        )
    )


def _rules(shape: dict[str, Any], frame: _Frame) -> Iterator[Rule]:
    """Give the ruling lines of a shape; pdfminer has divided paths into pieces already."""
    steps: list[Step] = []
    for command, *points in shape["path"]:
        if points:
            x, y = points[-1]
            steps.append((x - frame.x0, y - frame.top, command in "ml"))
    yield from rules_of_path(
        steps, closed=shape["path"][-1][0] == "h", stroked=bool(shape["stroke"]), filled=bool(shape["fill"])
    )


def _image_share(page: MendedPage, frame: _Frame) -> float:
    """Give the share of the page under images, each counted for itself."""
    area = 0.0
    for image in page.images:
        x0, top, x1, bottom = frame.box(image)
        width = min(x1, frame.width) - max(x0, 0)
        height = min(bottom, frame.height) - max(top, 0)
        area += max(width, 0) * max(height, 0)
    return min(area / (frame.width * frame.height), 1.0)
