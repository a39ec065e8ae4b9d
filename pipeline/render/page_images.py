"""Pictures of PDF pages, or of a strip of one, with boxes drawn round the text that is spoken of.

The reports and the workplace show with them where a value, a finding or a change stands.  Bytes in, PNG bytes out, the
same bytes each time: sixteen tones, no date.  PDFium is not thread-safe, so one lock guards it; a page is rasterised
once and its marks are drawn on a copy.

>>> with PageImages(pdf_bytes, "boek.pdf") as images:                        # doctest: +SKIP
...     for image in images.of(kenmerk.herkomst):
...         image.png, image.alt
"""

from __future__ import annotations

import io
from collections import OrderedDict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from threading import RLock
from types import TracebackType
from typing import TYPE_CHECKING, Literal, Self

from pipeline.errors import PasswordNeededError, SourceUnreadableError
from pipeline.models.base import Herkomst, Kader

if TYPE_CHECKING:
    from PIL.Image import Image

Tint = Literal["oud", "nieuw", "bevinding"]

_TINTS: dict[Tint, tuple[int, int, int]] = {"oud": (180, 35, 24), "nieuw": (6, 95, 70), "bevinding": (124, 58, 0)}
"""Line colours: dark enough (at least 6:1 on white) to be seen in print; old and new also differ by dash."""

_PDFIUM = RLock()
_MAX_PIXELS = 6_000_000
"""A page of this many pixels is A3 at 130 dpi; a larger one (a poster, a hostile MediaBox) is rendered coarser."""
_CACHED_PAGES = 6
_GREYS = 13
"""Shades kept of the page itself; with the three tints a palette of 16, which PNG stores in half a byte a pixel."""
_SIDE_SHARE = 0.07
"""Share of the width of a page that is margin on each side and shows nothing."""
_WIDEST = 540.0
"""Points across in a snug strip of a wide page (a landscape matrix): about the text of an upright page."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A box to draw, in PDF points from the top left of the page as shown."""

    kader: Kader
    tint: Tint = "bevinding"


@dataclass(frozen=True, slots=True)
class PageImage:
    """A picture of a page or of a strip of it."""

    png: bytes
    page: int
    """Page of the file, 1 for the first."""
    width: int
    """In pixels."""
    height: int
    alt: str
    """Dutch text alternative: which page of which file, and that a box shows the place."""
    top: float = 0.0
    """Where the strip begins on the page, in points; 0 for a whole page."""
    scale: float = 1.0
    """Pixels per point."""


@dataclass(frozen=True, slots=True)
class Cutting:
    """A part of a page as a picture, with the part of the page in points that it shows."""

    png: bytes
    kader: Kader


def boxes_by_page(herkomst: Herkomst | Iterable[Herkomst]) -> dict[int, tuple[Kader, ...]]:
    """Gather the boxes of one or more places per page, continuations (``vervolg``) included, in reading order."""
    places = (herkomst,) if isinstance(herkomst, Herkomst) else tuple(herkomst)
    found: dict[int, list[Kader]] = {}
    for place in places:
        if place.pagina is None:
            continue
        boxes = found.setdefault(place.pagina, [])
        if place.kader is not None and place.kader not in boxes:
            boxes.append(place.kader)
        for more in place.vervolg:
            boxes = found.setdefault(more.pagina, [])
            if more.kader not in boxes:
                boxes.append(more.kader)
    return {page: tuple(boxes) for page, boxes in found.items()}


class PageImages:
    """An open PDF that gives pictures of its pages; close it, or use it in a ``with``."""

    def __init__(self, source: bytes, name: str, *, password: str | None = None, dpi: int = 96) -> None:
        """Open the PDF.

        Args:
            source: the bytes of the file.
            name: its file name, for the text alternative and for messages.
            password: for an encrypted file.
            dpi: pixels per inch; 96 reads well on a screen, 150 in print.

        Raises:
            SourceUnreadableError: no PDF, or damaged beyond opening.
            PasswordNeededError: encrypted and the password is missing or wrong.
        """
        import pypdfium2

        self.name = name
        self._scale = dpi / 72
        self._cache: OrderedDict[int, tuple[Image, float]] = OrderedDict()
        with _PDFIUM:
            try:
                self._document = pypdfium2.PdfDocument(source, password=password)
                self.pages = len(self._document)
            except pypdfium2.PdfiumError as error:
                if "password" in str(error).lower():
                    raise PasswordNeededError(
                        f"{name} is beveiligd met een wachtwoord.", "Geef het wachtwoord op of lever een open bestand."
                    ) from error
                raise SourceUnreadableError(
                    f"{name} kan niet als pdf worden geopend.", "Lever het bestand opnieuw aan."
                ) from error

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Release the file and the pages that were kept."""
        with _PDFIUM:
            self._cache.clear()
            self._document.close()

    def page(self, number: int, marks: Iterable[Mark] = ()) -> PageImage:
        """Give a whole page with its marks.

        Raises:
            SourceUnreadableError: the file has no such page, or PDFium cannot draw it.
        """
        return self._picture(number, tuple(marks), None)

    def strip(
        self, number: int, marks: Iterable[Mark], margin: float = 28.0, *, below: float = 0.0, snug: bool = False
    ) -> PageImage:
        """Give the page from side to side, but only from above the first mark to below the last.

        Args:
            number: page of the file, 1 for the first.
            marks: what to draw; without any the whole page is given.
            margin: points of context above and below (28 is about two lines).
            below: further points below, for what follows the place (the text under a heading).
            snug: leave out the margins at the sides too, and all but some 540 points of a wide page; so two strips
                side by side have the same scale and letters that can be read.

        Raises:
            SourceUnreadableError: the file has no such page, or PDFium cannot draw it.
        """
        marks = tuple(marks)
        return self._picture(number, marks, _Window(margin, below, snug) if marks else None)

    def of(
        self,
        herkomst: Herkomst | Iterable[Herkomst],
        *,
        tint: Tint = "bevinding",
        whole: bool = False,
        snug: bool = False,
        below: float = 0.0,
    ) -> tuple[PageImage, ...]:
        """Give a picture for every page that one or more places touch; none for places without a page.

        Args:
            herkomst: the place or places.
            tint: how the boxes are drawn.
            whole: whole pages instead of strips.
            snug: strips without the margins at the sides.
            below: further points shown below the last place.
        """
        out = []
        for number, boxes in boxes_by_page(herkomst).items():
            if number > self.pages:
                continue  # the JSON speaks of another edition of the file; its own check reports that
            marks = tuple(Mark(box, tint) for box in boxes)
            out.append(self.page(number, marks) if whole else self.strip(number, marks, below=below, snug=snug))
        return tuple(out)

    def cut(self, number: int, areas: Sequence[Kader]) -> list[Cutting]:
        """Cut areas out of a page, in sixteen greys and without marks: for reports that draw their own boxes.

        The page is rasterised once and only the cuttings are encoded, so this is many times quicker than ``strip``.

        Args:
            number: page of the file, 1 for the first.
            areas: what to show, in points; an area that sticks out is moved and, if need be, narrowed to the page.

        Raises:
            SourceUnreadableError: the file has no such page, or PDFium cannot draw it.
        """
        import pypdfium2

        if not 1 <= number <= self.pages:
            raise SourceUnreadableError(f"{self.name} heeft geen bladzijde {number}, maar {self.pages} bladzijden.")
        try:
            with _PDFIUM:
                page = self._document[number - 1]
                try:
                    width, height = page.get_size()
                    scale = min(self._scale, (_MAX_PIXELS / max(width * height, 1.0)) ** 0.5)
                    picture = page.render(scale=scale, grayscale=True).to_pil()
                finally:
                    page.close()
        except (pypdfium2.PdfiumError, ValueError, MemoryError) as error:
            raise SourceUnreadableError(f"Bladzijde {number} van {self.name} kan niet worden getekend.") from error
        return [_cutting(picture, _within(area, width, height), scale) for area in areas]

    def _picture(self, number: int, marks: tuple[Mark, ...], window: _Window | None) -> PageImage:
        with _PDFIUM:
            sheet, scale = self._sheet(number)
            picture = _draw(sheet.copy(), marks, scale)
        top = 0
        if window is not None:
            left, top, right, bottom = _pixels(window.on(marks, picture.width / scale), scale, picture.size)
            picture = picture.crop((left, top, right, bottom))
        what = "Bladzijde" if window is None else "Uitsnede van bladzijde"
        pointer = "; een kader wijst de tekst aan" if marks else ""
        alt = f"{what} {number} van {self.name}{pointer}"
        return PageImage(_png(picture), number, picture.width, picture.height, alt, round(top / scale, 1), scale)

    def _sheet(self, number: int) -> tuple[Image, float]:
        """The page in greys with the tints of the marks in its palette, from memory where it was drawn before."""
        if number not in self._cache:
            picture, scale, _ = self._raster(number)
            self._cache[number] = _reduced(picture), scale
            while len(self._cache) > _CACHED_PAGES:
                self._cache.popitem(last=False)
        self._cache.move_to_end(number)
        return self._cache[number]

    def _raster(self, number: int) -> tuple[Image, float, tuple[float, float]]:
        """The page in shades of grey, its pixels per point, and its size in points."""
        import pypdfium2

        if not 1 <= number <= self.pages:
            raise SourceUnreadableError(f"{self.name} heeft geen bladzijde {number}, maar {self.pages} bladzijden.")
        try:
            with _PDFIUM:
                page = self._document[number - 1]
                try:
                    width, height = page.get_size()
                    scale = min(self._scale, (_MAX_PIXELS / max(width * height, 1.0)) ** 0.5)
                    return page.render(scale=scale, grayscale=True).to_pil(), scale, (width, height)
                finally:
                    page.close()
        except (pypdfium2.PdfiumError, ValueError, MemoryError) as error:
            raise SourceUnreadableError(f"Bladzijde {number} van {self.name} kan niet worden getekend.") from error


@dataclass(frozen=True, slots=True)
class _Window:
    """How much of a page a strip shows around its marks."""

    margin: float
    below: float
    snug: bool

    def on(self, marks: tuple[Mark, ...], width: float) -> Kader:
        """The part of a page of this width, in points; it may stick out at top and bottom."""
        top = min(mark.kader[1] for mark in marks) - self.margin
        bottom = max(mark.kader[3] for mark in marks) + self.margin + self.below
        if not self.snug:
            return (0.0, top, width, bottom)
        left, right = min(mark.kader[0] for mark in marks), max(mark.kader[2] for mark in marks)
        side = _SIDE_SHARE * width
        if width - 2 * side <= _WIDEST:
            return (min(side, left - 4), top, max(width - side, right + 4), bottom)
        half = max(_WIDEST, right - left) / 2
        middle = min(max((left + right) / 2, half), width - half)
        return (middle - half, top, middle + half, bottom)


def _pixels(window: Kader, scale: float, size: tuple[int, int]) -> tuple[int, int, int, int]:
    """The window in pixels, inside the picture and never empty."""
    left, top = (min(max(0, round(value * scale)), most - 1) for value, most in zip(window[:2], size, strict=True))
    right, bottom = (round(min(value * scale, most)) for value, most in zip(window[2:], size, strict=True))
    return left, top, max(right, left + 1), max(bottom, top + 1)


def _within(area: Kader, width: float, height: float) -> Kader:
    """Move and narrow an area so that it lies on the page."""
    x0, top, x1, bottom = area
    left = min(max(x0, 0.0), max(width - (x1 - x0), 0.0))
    upper = min(max(top, 0.0), max(height - 10.0, 0.0))
    return (left, upper, min(left + max(x1 - x0, 10.0), width), min(max(bottom, upper + 10.0), height))


def _cutting(picture: Image, area: Kader, scale: float) -> Cutting:
    x0, top, x1, bottom = (round(value * scale) for value in area)
    small = picture.crop((x0, top, max(x1, x0 + 1), max(bottom, top + 1)))
    small = small.point([value >> 4 for value in range(256)]).convert("P")
    small.putpalette([shade * 17 for shade in range(16) for _ in range(3)])
    buffer = io.BytesIO()
    small.save(buffer, "PNG", bits=4)
    shown = (x0 / scale, top / scale, (x0 + small.width) / scale, (top + small.height) / scale)
    return Cutting(buffer.getvalue(), (round(shown[0], 1), round(shown[1], 1), round(shown[2], 1), round(shown[3], 1)))


def _reduced(picture: Image) -> Image:
    """Give a grey page a palette of thirteen greys with the tints of the marks behind them."""
    small = picture.point([value * _GREYS // 256 for value in range(256)]).convert("P")
    greys = [round(shade * 255 / (_GREYS - 1)) for shade in range(_GREYS) for _ in range(3)]
    small.putpalette(greys + [value for tint in _TINTS.values() for value in tint])
    return small


def _draw(picture: Image, marks: tuple[Mark, ...], scale: float) -> Image:
    """Draw the boxes: old dashed, all others solid, so that no one has to tell colours apart."""
    from PIL import ImageDraw

    pen = ImageDraw.Draw(picture)
    for mark in marks:
        x0, top, x1, bottom = (round(value * scale) for value in mark.kader)
        x0, top, x1, bottom = x0 - 4, top - 3, max(x1, x0 + 1) + 4, max(bottom, top + 1) + 3
        colour = _GREYS + list(_TINTS).index(mark.tint)
        if mark.tint != "oud":
            pen.rectangle((x0, top, x1, bottom), outline=colour, width=2)
            continue
        for x in range(x0, x1, 10):
            for y in (top, bottom - 1):
                pen.rectangle((x, y, min(x + 5, x1), y + 1), fill=colour)
        for y in range(top, bottom, 10):
            for x in (x0, x1 - 1):
                pen.rectangle((x, y, x + 1, min(y + 5, bottom)), fill=colour)
    return picture


def _png(picture: Image) -> bytes:
    """Encode without date or text chunk: a strip of text takes a few kB."""
    buffer = io.BytesIO()
    picture.save(buffer, "PNG", bits=4, compress_level=6)
    return buffer.getvalue()
