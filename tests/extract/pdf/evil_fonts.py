"""Pages whose fonts say too little, too much or something else about their glyphs."""

from __future__ import annotations

import io
import itertools
from collections.abc import Callable
from pathlib import Path

import pikepdf
from pikepdf import Array, Dictionary, Name
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from tests.extract.pdf.evil_writing import SENTENCE, cmap, evil, font, glyphs_named, lines, written


@evil
def ligatures_by_name(path: Path) -> None:
    """Glyphs named fi and fl, and f_f_i, without a table to Unicode."""
    text = "BT /F4 11 Tf 72 700 Td (ef\\001ci\\353nt \\002exibel o\\003cieel) Tj ET "
    written(path, text + lines(SENTENCE, y=680), encoding=glyphs_named("fi", "fl", "f_f_i"))


@evil
def ligatures_of_many_letters(path: Path) -> None:
    """One glyph that stands for three letters, for letters that are no ligature in Unicode, and inside a word."""
    table = "01 0074 0074 0069, 02 0066 0068, 03 0066 0066 0069, 04 0066 006A, 05 0054 0068"
    named = glyphs_named("m", "m", "m", "m", "m")
    text = r"BT /F4 11 Tf 72 700 Td (cogni\001e o\002angen e\003ci\353nt \004ord \005uis wi\001g la\001) Tj ET "
    written(path, text + lines(SENTENCE, y=680), encoding=named, to_unicode=table)


@evil
def ligatures_apart(path: Path) -> None:
    """A ligature that is a text object of its own, first, last and alone, set tight and with kerning."""
    table = "01 0074 0074 0069, 02 0066 0068, 03 0066 0066 0069"
    text = (
        r"BT /F4 11 Tf 72 700 Td (pe) Tj (\001) Tj (e) Tj 0 -14 Td [(o) 20 (\002) 30 (angen) -250 (af) -40 (\002) ] TJ"
        r" 0 -14 Td (\001) Tj ( \003) Tj ET "
    )
    written(path, text + lines(SENTENCE, y=650), encoding=glyphs_named("m", "m", "m"), to_unicode=table)


@evil
def names_that_say_nothing(path: Path) -> None:
    """Glyphs with names like g12 and no table: nobody knows what they mean."""
    text = r"BT /F4 11 Tf 72 700 Td (a\001\002b gewoon \003) Tj ET "
    written(path, text + lines(*[SENTENCE] * 3, y=680), encoding=glyphs_named("g12", "g13", "c45"))


@evil
def names_by_number(path: Path) -> None:
    """Glyphs named by their code point: uni20AC, u00EB; and glyphs with a variant (a.sc)."""
    text = r"BT /F4 11 Tf 72 700 Td (\001 12 co\002rdinatie \003\004) Tj ET "
    written(path, text + lines(SENTENCE, y=680), encoding=glyphs_named("uni20AC", "u00F6", "a.sc", "b.alt"))


@evil
def table_that_maps_to_nothing(path: Path) -> None:
    """A ToUnicode table with U+0000, U+FFFD, private use and an empty entry."""
    text = r"BT /F4 11 Tf 72 700 Td (abcd efgh) Tj ET "
    written(path, text + lines(*[SENTENCE] * 3, y=680), to_unicode="61 0000, 62 FFFD, 63 E001, 65 0065, 66 0066")


@evil
def table_that_is_partial(path: Path) -> None:
    """A ToUnicode table for a few of the codes; the encoding knows the others."""
    text = r"BT /F4 11 Tf 72 700 Td (adviseert over beleid) Tj ET "
    written(path, text + lines(SENTENCE, y=680), to_unicode="61 0061, 64 0064")


@evil
def beyond_the_basic_plane(path: Path) -> None:
    """Characters that take two units of UTF-16."""
    text = r"BT /F4 11 Tf 72 700 Td (voor \001 en \002 na) Tj ET "
    table = "01 D83DDE00, 02 D835DC00"
    written(path, text + lines(SENTENCE, y=680), encoding=glyphs_named("a", "b"), to_unicode=table)


@evil
def glyphs_that_are_drawings(path: Path) -> None:
    """A Type 3 font, with and without a table to Unicode."""
    pdf = written(path, "BT /T3 10 Tf 72 720 Td (ab) Tj /T4 10 Tf 40 0 Td (ab) Tj ET " + lines(*[SENTENCE] * 3))
    pdf = _with_drawings(pdf, ("T3", ""), ("T4", "61 0061, 62 0062"))
    pdf.save(path)


@evil
def drawings_in_units_of_their_own(path: Path) -> None:
    """A Type 3 font whose glyphs are measured in shares of the size."""
    pdf = written(path, "BT /T4 10 Tf 72 720 Td (abba) Tj ( ab) Tj ET " + lines(*[SENTENCE] * 3))
    _with_drawings(pdf, ("T4", "61 0061, 62 0062"), unit=1.0).save(path)


def _with_drawings(pdf: pikepdf.Pdf, *fonts: tuple[str, str], unit: float = 0.001) -> pikepdf.Pdf:
    """Give the page Type 3 fonts, each with its table to Unicode, if any."""
    for name, table in fonts:
        wide, high = 0.6 / unit, 0.7 / unit
        box = pdf.make_stream(f"{wide} 0 0 0 {wide} {high} d1 0 0 {0.8 * wide} {high} re f".encode())
        found = Dictionary(
            Type=Name.Font, Subtype=Name.Type3, FontBBox=Array([0, 0, wide, high]), Widths=Array([wide, wide]),
            FontMatrix=Array([unit, 0, 0, unit, 0, 0]), FirstChar=97, LastChar=98, Resources=Dictionary(),
            CharProcs=Dictionary(a1=box, a2=box),
            Encoding=Dictionary(Type=Name.Encoding, Differences=Array([97, Name.a1, Name.a2])),
        )  # fmt: skip
        if table:
            found.ToUnicode = pdf.make_stream(cmap(table))
        pdf.pages[0].Resources.Font["/" + name] = pdf.make_indirect(found)
    return pdf


def _true_type(path: Path, change: Callable[[pikepdf.Object], None]) -> None:
    """Text in an embedded subset, with its font changed."""
    pdfmetrics.registerFont(TTFont("evil", "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf"))
    buffer = io.BytesIO()
    canvas = Canvas(buffer, invariant=1)
    canvas.setFont("evil", 11)
    canvas.drawString(72, 700, "adviseert over coördinatie – één “café”; de efﬁciënte ﬂow")
    canvas.drawString(72, 680, "• eerste taak voor € 12")
    canvas.setFont("Helvetica", 11)
    for i in range(6):
        canvas.drawString(72, 640 - 14 * i, SENTENCE)
    canvas.showPage()
    canvas.save()
    with pikepdf.open(buffer) as pdf:
        for found in pdf.pages[0].Resources.Font.values():
            if "/ToUnicode" in found:
                change(found)
        pdf.save(path)


@evil
def subset(path: Path) -> None:
    """A subset with its table."""
    _true_type(path, lambda found: None)


@evil
def subset_without_table(path: Path) -> None:
    """A subset whose codes mean nothing outside the font."""

    def change(found: pikepdf.Object) -> None:
        del found["/ToUnicode"]

    _true_type(path, change)


@evil
def subset_without_name(path: Path) -> None:
    """A subset whose font has an empty name and no flags."""

    def change(found: pikepdf.Object) -> None:
        found.BaseFont = Name("/AAAAAA+")
        found.FontDescriptor.FontName = Name("/AAAAAA+")

    _true_type(path, change)


@evil
def subset_without_widths(path: Path) -> None:
    """A subset without the widths of its glyphs."""

    def change(found: pikepdf.Object) -> None:
        del found["/Widths"]

    _true_type(path, change)


@evil
def font_that_is_missing(path: Path) -> None:
    """A font that the page names and does not have, and a size of nothing."""
    text = "BT /F9 11 Tf 72 720 Td (zonder lettertype) Tj ET BT /F1 0 Tf 72 710 Td (zonder maat) Tj ET "
    written(path, text + lines(*[SENTENCE] * 3, y=680))


@evil
def composite_fonts(path: Path) -> None:
    """Identity-H without an embedded font: with a table, and without."""
    pdf = written(
        path, "BT /C1 11 Tf 72 720 Td <0041004200430001> Tj /C2 11 Tf 0 -14 Td <004100420043> Tj ET "
        + lines(*[SENTENCE] * 3, y=680)
    )  # fmt: skip
    for name, table in (("C1", b"<0041> <0061>\n<0042> <0062>\n<0043> <00660069>\n<0001> <0020>"), ("C2", b"")):
        descriptor = Dictionary(
            Type=Name.FontDescriptor, FontName=Name.Calibri, Flags=32, FontBBox=Array([0, -200, 1000, 900]),
            ItalicAngle=0, Ascent=750, Descent=-250, CapHeight=600, StemV=52,
        )  # fmt: skip
        inner = Dictionary(
            Type=Name.Font, Subtype=Name.CIDFontType2, BaseFont=Name.Calibri, DW=550, CIDToGIDMap=Name.Identity,
            CIDSystemInfo=Dictionary(Registry="Adobe", Ordering="Identity", Supplement=0),
            FontDescriptor=pdf.make_indirect(descriptor),
        )  # fmt: skip
        found = Dictionary(
            Type=Name.Font, Subtype=Name.Type0, BaseFont=Name.Calibri, Encoding=Name("/Identity-H"),
            DescendantFonts=Array([pdf.make_indirect(inner)]),
        )  # fmt: skip
        if table:
            found.ToUnicode = pdf.make_stream(
                b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def /CMapType 2 def\n"
                b"1 begincodespacerange <0000> <FFFF> endcodespacerange\n4 beginbfchar\n" + table
                + b"\nendbfchar\nendcmap end end"
            )  # fmt: skip
        pdf.pages[0].Resources.Font["/" + name] = pdf.make_indirect(found)
    pdf.save(path)


@evil
def right_to_left(path: Path) -> None:
    """A word of Hebrew between Dutch."""
    text = r"BT /F4 11 Tf 72 700 Td (voor \001\002\003 na) Tj ET "
    table = "01 05D0, 02 05D1, 03 05D2"
    written(path, text + lines(SENTENCE, y=680), encoding=glyphs_named("a", "b", "c"), to_unicode=table)


@evil
def codes_that_are_not_used(path: Path) -> None:
    """The codes that WinAnsi leaves free print a bullet, as reportlab does."""
    text = "".join(
        lines(f"\\{code} taak {code}", y=700 - 14 * i) for i, code in enumerate(("177", "201", "215", "225"))
    )
    written(path, text + lines(r"a\240b c\255d", SENTENCE, y=600))


@evil
def escapes_that_mean_nothing(path: Path) -> None:
    """A backslash before a character that needs none."""
    written(path, lines(r"\[een\] \twee \a", SENTENCE))


@evil
def standard_fonts(path: Path) -> None:
    """All text fonts of the standard fourteen, which stand in no file, with a euro and other late comers."""
    names = [f"{family}{style}" for family, style in itertools.product(
        ("Helvetica", "Courier"), ("", "-Bold", "-Oblique", "-BoldOblique"))]  # fmt: skip
    names += ["Times-Roman", "Times-Bold", "Times-Italic", "Times-BoldItalic"]
    rows = [
        lines(r"voor maximaal \200 25.000, caf\351 \226 \203 \216 \264 \245 te betalen", y=760 - 20 * i, name=f"S{i}")
        for i in range(len(names))
    ]
    pdf = written(path, "".join(rows))
    for i, name in enumerate(names):
        pdf.pages[0].Resources.Font[f"/S{i}"] = font(pdf, name)
    pdf.save(path)
