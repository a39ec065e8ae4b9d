"""What pdfminer forgets or reads wrongly, put right where it draws: so that the reference engine is one.

Met in real files: it moves the text behind a form along with the form, sets letter-spacing between the glyphs of a
string only, has no width for the euro of the standard fonts, knows no bullet under the unused codes of WinAnsi, and
passes over /ActualText.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pdfminer.fontmetrics import FONT_METRICS
from pdfminer.pdffont import PDFFont, PDFSimpleFont, PDFType3Font
from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager
from pdfminer.pdftypes import int_value, resolve1
from pdfminer.psparser import literal_name
from pdfminer.utils import decode_text, translate_matrix
from pdfplumber.page import Page, PDFPageAggregatorWithMarkedContent

_EURO = {
    "Helvetica": 667, "Helvetica-Oblique": 667, "Helvetica-Bold": 722, "Helvetica-BoldOblique": 722,
    "Times-Roman": 722, "Times-Bold": 722, "Times-Italic": 500, "Times-BoldItalic": 667,
}  # fmt: skip
"""Its width in the standard fonts, which were measured before there was a euro: as PDFium shows it (Courier: 600)."""
_UNUSED = (0o177, 0o201, 0o215, 0o217, 0o220, 0o235)
"""Codes that WinAnsi does not use; they print a bullet (PDF 32000-1, annex D.2, note 3)."""
_HYPHEN = 0o255
"""A second code for the hyphen in WinAnsi (note 6); pdfminer prints a space."""
_KEPT = ("font", "render_mode", "font_size", "rise", "start", "spacing", "said")
"""What the device adds to a glyph."""


class Fonts(PDFResourceManager):
    """Makes the fonts of a file, each once, and mends them."""

    def __init__(self) -> None:
        """Start without fonts."""
        super().__init__()
        self._mended: set[int] = set()

    def get_font(self, objid: object, spec: Mapping[str, object]) -> PDFFont:
        """Give a font."""
        font = super().get_font(objid, spec)
        if id(font) in self._mended:
            return font
        if objid:
            self._mended.add(id(font))
        if isinstance(font, PDFSimpleFont):
            _mend(font, spec)
        if not isinstance(font, PDFType3Font):  # its units are its own
            # PDFium counts and shows in whole units; a hair more a letter moves what stands on the edge of a column
            font.widths = {code: _whole(width) for code, width in font.widths.items()}
        return font


def _whole(width: Any) -> Any:
    width = resolve1(width)
    return int(width) if isinstance(width, float) else width


def _mend(font: PDFSimpleFont, spec: Mapping[str, Any]) -> None:
    """Give a font its bullets, and the widths that the file or the standard says its codes have."""
    encoding = resolve1(spec.get("Encoding"))
    base = encoding.get("BaseEncoding") if isinstance(encoding, dict) else encoding
    if base is not None and literal_name(base) == "WinAnsiEncoding":
        font.cid2unicode = dict.fromkeys(_UNUSED, "•") | font.cid2unicode
        if font.cid2unicode.get(_HYPHEN) == " ":
            font.cid2unicode[_HYPHEN] = "-"
    standard = FONT_METRICS.get(str(getattr(font, "basefont", "")))
    if standard is None:
        return
    descriptor, given = resolve1(spec.get("FontDescriptor")), resolve1(spec.get("Widths"))
    font.descriptor = descriptor if isinstance(descriptor, dict) else {}  # pdfminer's own calls Courier italic
    if isinstance(given, list):
        first = int_value(spec.get("FirstChar", 0))
        font.widths = {first + place: resolve1(width) for place, width in enumerate(given)}
        return
    widths = {"€": _EURO.get(font.basefont, 600), **standard[1]}  # type: ignore[attr-defined]  # it has metrics
    font.widths = {code: widths[char] for code, char in font.cid2unicode.items() if char in widths}


def _can_write(font: Any, text: str) -> bool:
    """Whether a font has any of these characters: of a printed space Chromium says that it is a soft hyphen."""
    known: set[str] | None = getattr(font, "known", None)
    if known is None:
        table, named = getattr(font, "unicode_map", None), getattr(font, "cid2unicode", {})
        known = font.known = {*named.values(), *getattr(table, "cid2unichr", {}).values()}
    return not known.isdisjoint(text)


class _Interpreter(PDFPageInterpreter):
    """Follows the content of a page."""

    def do_Do(self, xobjid_arg: Any) -> None:
        """Draw a form or an image; what follows stands where it stood."""
        super().do_Do(xobjid_arg)
        self.device.set_ctm(self.ctm)

    def do_BDC(self, tag: Any, props: Any) -> None:
        """Begin marked content; its properties may stand among the resources, under a name."""
        if not isinstance(props, dict):
            named = resolve1(self.resources.get("Properties")) or {}
            props = resolve1(named.get(literal_name(props))) or {}
        super().do_BDC(tag, props)


class _Mark:
    """Marked content, with what the file says that it says."""

    def __init__(self, said: str) -> None:
        self.said = said
        self.told = False


class _Device(PDFPageAggregatorWithMarkedContent):
    """Keeps with each glyph what pdfminer forgets of it."""

    render_mode = 0

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._marks: list[_Mark] = []

    def begin_tag(self, tag: Any, props: Any = None) -> None:
        super().begin_tag(tag, props)
        said = resolve1(props.get("ActualText")) if isinstance(props, dict) else None
        self._marks.append(_Mark(decode_text(said) if isinstance(said, bytes) else ""))

    def end_tag(self) -> None:
        super().end_tag()
        if self._marks:
            self._marks.pop()

    def render_string(self, textstate: Any, *args: Any, **kwargs: Any) -> None:
        self.render_mode = textstate.render
        first = len(self.cur_item._objs)
        super().render_string(textstate, *args, **kwargs)
        mark = next((mark for mark in reversed(self._marks) if mark.said), None)
        drawn: list[Any] = self.cur_item._objs[first:]
        for glyph in drawn:
            glyph.start = drawn[0].matrix[4:]
        if mark and drawn and _can_write(textstate.font, mark.said):
            for glyph in drawn:
                glyph.said = ""
            drawn[0].said = "" if mark.told else mark.said
            drawn[0].adv += sum(glyph.adv for glyph in drawn[1:])
            mark.told = True

    def render_string_horizontal(  # noqa: PLR0917  as pdfminer calls it
        self, seq: Any, matrix: Any, pos: Any, font: Any, fontsize: Any, scaling: Any, charspace: Any,
        wordspace: Any, rise: Any, dxscale: Any, ncs: Any, graphicstate: Any,
    ) -> tuple[float, float]:  # fmt: skip
        x, y = pos
        glyph: Any = None
        for part in seq:
            if isinstance(part, (int, float)):
                x -= part * dxscale
            elif isinstance(part, bytes):
                for code in font.decode(part):
                    place = translate_matrix(matrix, (x, y))
                    x += self.render_char(place, font, fontsize, scaling, rise, code, ncs, graphicstate)
                    x += charspace + (wordspace if code == ord(" ") else 0)
                    glyph = self.cur_item._objs[-1]
                    glyph.spacing = charspace
        if glyph:
            glyph.spacing = 0.0
        return x, y

    def render_char(self, matrix: Any, font: Any, fontsize: Any, scaling: Any, rise: Any, *args: Any) -> float:
        advance: float = super().render_char(matrix, font, fontsize, scaling, rise, *args)
        glyph: Any = self.cur_item._objs[-1]
        glyph.font, glyph.font_size, glyph.rise = font, fontsize, rise
        glyph.render_mode, glyph.said, glyph.spacing = self.render_mode, None, 0.0
        return advance


class MendedPage(Page):
    """A page whose glyphs carry their font, their size, and the text that the file says they stand for."""

    @property
    def layout(self) -> Any:
        """The objects of the page."""
        if not hasattr(self, "_layout"):
            device = _Device(self.pdf.rsrcmgr, pageno=self.page_number, laparams=None)
            _Interpreter(self.pdf.rsrcmgr, device).process_page(self.page_obj)
            self._layout = device.get_result()
        return self._layout

    def process_object(self, obj: Any) -> dict[str, Any]:
        """Give the attributes of an object."""
        attributes: dict[str, Any] = super().process_object(obj)
        if attributes["object_type"] == "char":
            attributes |= {name: getattr(obj, name) for name in _KEPT}
        return attributes
