"""Small PDFs that producers, scanners and converters do make and that pull the two engines apart; made on the spot."""

from __future__ import annotations

import io
import itertools
from collections.abc import Callable
from pathlib import Path

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

Make = Callable[[Path], None]
EVIL: dict[str, Make] = {}
KNOWN = {
    "escapes_that_mean_nothing": "pdfminer drops a character behind a backslash that it needs not; PDFium is right",
    "font_that_is_missing": "pdfminer has no widths for a font that the page does not have; PDFium takes another font",
    "letter_spacing_with_kerning": "PDFium does not tell letter-spacing from kerning, and parts words at the sum",
    "subset_without_widths": "pdfminer takes widths from the file only, and PDFium also from the font",
}
"""Where the engines differ: on files that break the standard, and on type of which the file does not say enough."""
SENTENCE = "adviseert over meerdere complexe beleidsterreinen en is"
WIDTHS = {
    code: pdfmetrics.stringWidth(bytes([code]).decode("cp1252"), "Helvetica", 1)
    for code in range(32, 256)
    if code not in (0x7F, 0x81, 0x8D, 0x8F, 0x90, 0x9D)
}


def evil(make: Make) -> Make:
    """Name a maker."""
    EVIL[make.__name__] = make
    return make


def font(pdf: pikepdf.Pdf, base: str = "Helvetica", **more: object) -> pikepdf.Object:
    """A built-in font, with whatever else its dictionary should say."""
    found = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name("/" + base), Encoding=Name.WinAnsiEncoding)
    for key, value in more.items():
        found[Name("/" + key)] = value
    return pdf.make_indirect(found)


def written(
    path: Path,
    content: str,
    *,
    encoding: Dictionary | None = None,
    to_unicode: str = "",
    wide: int = 833,
    **keys: object,
) -> pikepdf.Pdf:
    """Write one page of content; F1 is plain, F2 bold, F3 oblique, F4 what the arguments make of Helvetica."""
    pdf = pikepdf.new()
    own = font(pdf)
    if encoding is not None:
        own.Encoding = encoding
        own.FirstChar = 0
        own.Widths = Array([wide] * 32 + [round(1000 * WIDTHS.get(code, 0.6)) for code in range(32, 256)])
    if to_unicode:
        own.ToUnicode = pdf.make_stream(cmap(to_unicode))
    fonts = Dictionary(F1=font(pdf), F2=font(pdf, "Helvetica-Bold"), F3=font(pdf, "Helvetica-Oblique"), F4=own)
    page = Dictionary(
        Type=Name.Page,
        MediaBox=Array([0, 0, 595, 842]),
        Resources=Dictionary(Font=fonts),
        Contents=pdf.make_stream(content.encode("cp1252")),
    )
    for key, value in keys.items():
        page[Name("/" + key)] = value
    pdf.pages.append(pikepdf.Page(page))
    pdf.save(path)
    return pdf


def cmap(entries: str) -> bytes:
    """A ToUnicode table of one byte a glyph; entries as "41 0066 0069, 42 0066"."""
    pairs = [entry.split() for entry in entries.split(",")]
    rows = "\n".join(f"<{code}> <{''.join(units)}>" for code, *units in pairs)
    return (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def /CMapType 2 def\n"
        f"1 begincodespacerange <00> <FF> endcodespacerange\n{len(pairs)} beginbfchar\n{rows}\nendbfchar\n"
        "endcmap end end"
    ).encode()


def lines(*texts: str, x: float = 72, y: float = 700, step: float = 14, size: float = 11, name: str = "F1") -> str:
    """Lines of text, each shown by one Tj."""
    rows = "".join(f"1 0 0 1 {x} {y - i * step} Tm ({text}) Tj\n" for i, text in enumerate(texts))
    return f"BT /{name} {size} Tf\n{rows}ET\n"


def glyphs_named(*names: str) -> Dictionary:
    """WinAnsi, but for the codes from 1 on."""
    return Dictionary(
        Type=Name.Encoding,
        BaseEncoding=Name.WinAnsiEncoding,
        Differences=Array([1, *(Name("/" + name) for name in names)]),
    )


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
def spaces_of_many_kinds(path: Path) -> None:
    """Hard spaces, thin spaces, and spaces of no width."""
    table = "01 00A0, 02 2009, 03 0020, 04 2003, 05 202F, 06 0009"
    named = glyphs_named("space", "space", "space", "space", "space", "space")
    text = r"BT /F4 11 Tf 72 700 Td (een\001twee\002drie\003vier\004vijf\005zes\006zeven  acht) Tj ET "
    written(path, text + lines(SENTENCE, y=680), encoding=named, to_unicode=table)


@evil
def hyphens_of_many_kinds(path: Path) -> None:
    """Soft, hard and plain hyphens at line ends, before a capital, a digit and an empty line."""
    table = "01 00AD, 02 2010, 03 2011, 04 2013"
    named = glyphs_named("hyphen", "hyphen", "hyphen", "endash")
    rows = lines(
        r"is verantwoordelijk voor beleids\001", r"ontwikkeling en voor uit\002", r"voering van wet\003",
        "en regelgeving, HR-", "Advies, tussen 2-", "4 jaar, in- en uit-", r"gaand; tot \004", "einde van de-", "",
        name="F4",
    )  # fmt: skip
    written(path, rows, encoding=named, to_unicode=table)


@evil
def actual_text(path: Path) -> None:
    """Marked content that says what its glyphs mean: a ligature, a hyphen that is only printed, a whole word."""
    text = (
        "BT /F1 11 Tf 72 700 Td (e) Tj /Span <</ActualText (ffi)>> BDC (x) Tj EMC (ci\\353nt beleids) Tj "
        "/Span <</ActualText <FEFF00AD>>> BDC (-) Tj EMC 0 -14 Td (ontwikkeling en ) Tj "
        "/Span <</ActualText (gemeente)>> BDC (gemeente) Tj EMC ( of ) Tj "
        "/Span <</ActualText (bijvoorbeeld)>> BDC (bv.) Tj EMC ( nu ) Tj /Span <</ActualText ()>> BDC (weg) Tj EMC "
        "( klaar) Tj ET "
    )
    written(path, text + lines(SENTENCE, y=650))


@evil
def artifacts(path: Path) -> None:
    """A page number marked as artifact, and text in a structure."""
    text = "/Artifact <</Type /Pagination>> BDC BT /F1 9 Tf 300 30 Td (pagina 3) Tj ET EMC /P <</MCID 0>> BDC "
    written(path, text + lines(*[SENTENCE] * 4) + "EMC")


@evil
def hidden_layer(path: Path) -> None:
    """Text in a layer that is switched off."""
    pdf = written(path, "/OC /L BDC " + lines("verborgen concept", y=720) + "EMC " + lines(*[SENTENCE] * 3))
    layer = pdf.make_indirect(Dictionary(Type=Name.OCG, Name="concept"))
    pdf.pages[0].Resources.Properties = Dictionary(L=layer)
    pdf.Root.OCProperties = Dictionary(OCGs=Array([layer]), D=Dictionary(OFF=Array([layer]), Order=Array([layer])))
    pdf.save(path)


@evil
def invisible(path: Path) -> None:
    """Text that is not painted (a scan with recognised text), white text, and text that clips."""
    text = "3 Tr " + lines("herkende tekst van een scan") + "0 Tr 1 g " + lines("witte tekst", y=660) + "0 g "
    written(path, "q " + text + "Q q 7 Tr " + lines("tekst die afsnijdt", y=640) + "Q " + lines(SENTENCE, y=620))


@evil
def outside(path: Path) -> None:
    """Text beside, above and across the edge of the page."""
    text = lines("buiten beeld links", x=-300) + lines("boven", y=900) + lines("deels over de rand van het blad", x=500)
    written(path, text + lines(*[SENTENCE] * 3, y=600))


@evil
def cropped(path: Path) -> None:
    """Text that the CropBox cuts off, as of a page with printer's marks."""
    text = lines("snijtekens functieboek.indd 3", y=815) + lines(*[SENTENCE] * 3, y=600)
    written(path, text, CropBox=Array([30, 30, 565, 800]))


@evil
def clipped(path: Path) -> None:
    """Text outside the clipping path."""
    text = "q 72 690 60 20 re W n " + lines("alleen het begin is te zien") + "Q "
    written(path, text + lines(*[SENTENCE] * 3, y=600))


@evil
def watermark(path: Path) -> None:
    """CONCEPT aslant over the page."""
    text = "q .7071 .7071 -.7071 .7071 150 250 cm BT /F2 72 Tf .8 g (CONCEPT) Tj ET Q "
    written(path, text + lines(*[SENTENCE] * 20))


@evil
def slightly_aslant(path: Path) -> None:
    """A scan that is not straight: text that climbs two degrees."""
    rows = [
        SENTENCE,
        "zijn verantwoordelijk voor de uitvoering van beleid",
        "en voor wat daar verder nog bij komt kijken",
    ]
    text = "q .99939 .0349 -.0349 .99939 0 -10 cm " + lines(*rows) + "Q "
    written(path, text + lines("recht", y=500))


@evil
def mirrored_and_flipped(path: Path) -> None:
    """A page drawn upside down and turned back, and text that is mirrored."""
    text = "q 1 0 0 -1 0 842 cm BT /F1 11 Tf 1 0 0 -1 72 142 Tm (adviseert over beleid) Tj ET Q "
    written(path, text + "q -1 0 0 1 400 0 cm " + lines("spiegel", x=100, y=640) + "Q " + lines(SENTENCE, y=600))


@evil
def scaled_in_parts(path: Path) -> None:
    """Font size 1 with the size in the matrix, in thousandths, and flattened."""
    text = (
        "BT /F1 1 Tf 11 0 0 11 72 700 Tm (adviseert over beleid) Tj 0 -1.3 Td (tweede regel) Tj ET "
        "q .001 0 0 .001 0 0 cm BT /F2 11000 Tf 72000 660000 Td (in duizendsten) Tj ET Q "
        "BT /F1 11 Tf .8 0 0 1 72 640 Tm (versmald met de matrix) Tj 1 0 0 1.4 72 620 Tm (hoog) Tj ET "
    )
    written(path, text + lines(SENTENCE, y=590))


@evil
def user_unit(path: Path) -> None:
    """A page whose unit is two points."""
    written(path, lines(*[SENTENCE] * 3), UserUnit=2)


@evil
def slanted(path: Path) -> None:
    """Italic by slanting an upright font, both ways."""
    text = "BT /F1 11 Tf 1 0 .3 1 72 700 Tm (schuin gezet) Tj ( en verder) Tj 1 0 -.3 1 72 680 Tm (achterover) Tj ET "
    written(path, text + lines(SENTENCE, y=660, name="F3") + lines(SENTENCE, y=640))


@evil
def small_capitals(path: Path) -> None:
    """Small capitals made of smaller ones, and a capital that is dropped over two lines."""
    text = (
        "BT /F1 11 Tf 72 700 Td (F) Tj /F1 8.5 Tf (UNCTIE) Tj /F1 11 Tf (B) Tj /F1 8.5 Tf (OEK ) Tj /F1 11 Tf (HR21) "
        "Tj ET BT /F1 30 Tf 72 650 Td (A) Tj ET "
    )
    written(
        path, text + lines("dviseert over beleid en", "over wat daarbij hoort", x=95, y=665) + lines(SENTENCE, y=620)
    )


@evil
def raised_and_lowered(path: Path) -> None:
    """Superscript, subscript and a note, by rise and by matrix."""
    text = (
        "BT /F1 11 Tf 72 700 Td (oppervlakte in m) Tj /F1 7 Tf 4 Ts (2) Tj 0 Ts /F1 11 Tf ( en CO) Tj /F1 7 Tf -2 Ts "
        "(2) Tj 0 Ts /F1 11 Tf (-uitstoot) Tj /F1 6 Tf 5 Ts (1) Tj 0 Ts /F1 11 Tf (, zie noot) Tj ET "
        "BT /F1 11 Tf 1 0 0 1 72 680 Tm (de 1) Tj 6 0 0 6 0 0 Tm ET BT /F1 6 Tf 1 0 0 1 98 684 Tm (e) Tj ET "
    )
    written(path, text + lines(SENTENCE, y=660))


@evil
def letter_spaced(path: Path) -> None:
    """Letters set apart by character spacing, by kerning, and by a space after each."""
    text = (
        "BT /F2 12 Tf 2.2 Tc 72 700 Td (FUNCTIEMATRIX HR) Tj 0 Tc ET "
        "BT /F2 12 Tf 72 680 Td [(F) -150 (U) -150 (N) -150 (C) -150 (T) -150 (I) -150 (E)] TJ ET "
        "BT /F2 12 Tf 72 660 Td (F U N C T I E   B O E K) Tj ET "
        "BT /F1 11 Tf .4 Tc 72 640 Td (iets ruimer gezette tekst) Tj -.4 Tc 0 -14 Td (iets krapper gezet) Tj ET "
    )
    written(path, text + "BT 0 Tc ET " + lines(SENTENCE, y=600))


@evil
def justified(path: Path) -> None:
    """Spaces widened by word spacing, narrowed, replaced by kerning, and kerned away."""
    text = (
        "BT /F1 11 Tf 5 Tw 72 700 Td (adviseert over meerdere complexe) Tj -1.4 Tw 0 -14 Td (beleidsterreinen en is) "
        "Tj 0 Tw 0 -14 Td [(adviseert) -278 (over) -220 (meerdere) -195 (complexe)] TJ 0 -14 Td "
        "[(kern) 60 (i) -20 (ng in w) 15 (oorden) -300 (en) -900 (gat) -2000 (groot)] TJ 0 -14 Td "
        "[(spatie ) 200 (krap ) 278 (weg ) 260 (bijna)] TJ ET "
    )
    written(path, text + lines(SENTENCE, y=600))


@evil
def a_word_in_pieces(path: Path) -> None:
    """Every letter an object of its own, and words cut at odd places."""
    text = "BT /F1 11 Tf 72 700 Td " + " ".join(f"({char}) Tj" for char in SENTENCE) + " ET "
    widths = [pdfmetrics.stringWidth(char, "Helvetica", 11) for char in SENTENCE]
    x = 72.0
    for char, width in zip(SENTENCE, widths, strict=True):
        text += f"BT /F1 11 Tf {x:.3f} 680 Td ({char}) Tj ET "
        x += width
    x = 72.0
    for char, width in zip(SENTENCE, widths, strict=True):
        text += f"BT /F1 11 Tf {x:.3f} 660 Td ({char}) Tj ET " if char != " " else ""
        x += width
    written(path, text + lines(SENTENCE, y=600))


@evil
def styles_inside_a_word(path: Path) -> None:
    """Half a word bold, half oblique, other sizes."""
    text = (
        "BT /F1 11 Tf 72 700 Td (adv) Tj /F2 11 Tf (ise) Tj /F3 11 Tf (ert) Tj /F1 11 Tf ( over ) Tj /F2 11 Tf "
        "(meerdere) Tj /F1 11 Tf (, ) Tj /F2 11 Tf (complexe ) Tj /F1 11 Tf (en) Tj /F2 11 Tf ( brede) Tj /F1 11 Tf "
        "(;) Tj ET "
    )
    written(path, text + lines(SENTENCE, y=680))


@evil
def accents_apart(path: Path) -> None:
    """Accents printed over their letter, before and after it, as old TeX does; and combining characters."""
    named = glyphs_named("dieresis", "acute", "dieresis")
    text = (
        r"BT /F4 11 Tf 72 700 Td [(co) 445 (\001) -112 (rdinatie, caf) ] TJ [(e) 445 (\002)] TJ ET "
        r"BT /F4 11 Tf 72 680 Td [(\001) 445 (oppervlak co) (\003) (rd)] TJ ET "
    )
    written(path, text + lines(SENTENCE, y=660), encoding=named, to_unicode="01 00A8, 02 00B4, 03 0308")


@evil
def beyond_the_basic_plane(path: Path) -> None:
    """Characters that take two units of UTF-16."""
    text = r"BT /F4 11 Tf 72 700 Td (voor \001 en \002 na) Tj ET "
    table = "01 D83DDE00, 02 D835DC00"
    written(path, text + lines(SENTENCE, y=680), encoding=glyphs_named("a", "b"), to_unicode=table)


@evil
def shadowed(path: Path) -> None:
    """A heading printed twice, the grey one two points lower; and the same word twice in a row."""
    text = ".7 g " + lines("FUNCTIEBOEK", x=74, y=698, size=20, name="F2") + "0 g "
    text += lines("FUNCTIEBOEK", x=72, y=700, size=20, name="F2")
    written(path, text + lines("die die over over gaat", SENTENCE, y=660))


@evil
def printed_twice(path: Path) -> None:
    """The whole page printed twice at the same place, and a line printed three times, a hair apart each."""
    text = lines(SENTENCE, "tweede regel") * 2
    text += lines("drie keer", y=640) + lines("drie keer", x=72.3, y=640) + lines("drie keer", x=72.6, y=640)
    written(path, text + lines(SENTENCE, y=600))


@evil
def interleaved_columns(path: Path) -> None:
    """Two columns printed row by row, and the right one first."""
    text = ""
    for i in range(12):
        left = lines("adviseert over beleid en regels", y=700 - 14 * i)
        text += lines("voert taken uit voor anderen en", x=320, y=700 - 14 * i) + left
    written(path, text)


@evil
def lines_from_below(path: Path) -> None:
    """Lines printed from the foot of the page upwards, and words from right to left."""
    text = "".join(lines(f"regel {i} van onderen", y=400 + 14 * i) for i in range(8))
    for i, word in enumerate(["laatste", "het", "eerst", "staat", "wat"]):
        text += lines(word, x=300 - 50 * i, y=700)
    written(path, text)


@evil
def forms_of_forms(path: Path) -> None:
    """Text before, in and after forms that are turned, scaled and nested."""
    pdf = written(path, lines("voor", y=720) + "/A Do " + lines("na", y=600) + "/B Do /A Do")
    fonts = pdf.pages[0].Resources.Font

    def form(content: str, matrix: list[float], **inner: object) -> pikepdf.Object:
        return pdf.make_indirect(
            Stream(
                pdf,
                content.encode(),
                Type=Name.XObject,
                Subtype=Name.Form,
                BBox=Array([0, 0, 600, 800]),
                Matrix=Array(matrix),
                Resources=Dictionary(Font=fonts, XObject=Dictionary(**inner)),
            )
        )

    b = form(lines("in de tweede", x=0, y=0) + "0 -5 80 .5 re f", [0, 1, -1, 0, 500, 300])
    a = form(lines("in de eerste", x=0, y=300) + "/B Do 10 280 m 200 280 l S", [1.2, 0, 0, 1.2, 50, 100], B=b)
    pdf.pages[0].Resources.XObject = Dictionary(A=a, B=b)
    pdf.save(path)


@evil
def annotations(path: Path) -> None:
    """A note, a field with a value and a stamp: none is text of the page."""
    pdf = written(path, lines(*[SENTENCE] * 3))
    look = Stream(pdf, b"BT /F1 10 Tf 2 2 Td (ingevuld) Tj ET", Type=Name.XObject, Subtype=Name.Form,
                  BBox=Array([0, 0, 100, 20]), Resources=Dictionary(Font=pdf.pages[0].Resources.Font))  # fmt: skip
    field = Dictionary(Type=Name.Annot, Subtype=Name.Widget, FT=Name.Tx, T="naam", V="ingevuld",
                       Rect=Array([300, 500, 400, 520]), AP=Dictionary(N=pdf.make_indirect(look)), F=4)  # fmt: skip
    note = Dictionary(Type=Name.Annot, Subtype=Name.Text, Contents="opmerking", Rect=Array([500, 700, 520, 720]))
    field = pdf.make_indirect(field)
    pdf.pages[0].Annots = Array([field, pdf.make_indirect(note)])
    pdf.Root.AcroForm = Dictionary(Fields=Array([field]))
    pdf.save(path)


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
def lines_of_all_kinds(path: Path) -> None:
    """Tables of dashes, of double lines, of areas with negative sides, in colour, and lines that nobody sees."""
    text = (
        "[3 2] 0 d 72 700 m 300 700 l S 72 680 m 300 680 l S [] 0 d 72 680 20 20 re S "
        "72 600 200 -40 re S 272 600 -100 -40 re S 72 603 m 272 603 l S 72 598 m 272 598 l 72 597 l h f "
        "q 72 500 200 40 re W n Q 1 G 72 450 200 30 re S 0 G 0 w 72 400 200 30 re S 1 w "
        "72 350 m 100 380 150 380 200 350 c S 72 300 m 272 300 l 272 330 l 72 330 l S "
        "q .7071 .7071 -.7071 .7071 300 100 cm 0 0 100 20 re S Q q 0 1 -1 0 500 100 cm 0 0 100 20 re S Q "
        ".9 g 72 200 100 20 re f 0 g 172 200 .4 20 re f 72 200 .4 20 re f 72 219.6 100 .4 re f "
    )
    written(path, text + lines("cel een", x=76, y=585, size=9) + lines("cel twee", x=180, y=585, size=9)
            + lines(SENTENCE, y=760))  # fmt: skip


@evil
def table_with_words_on_the_lines(path: Path) -> None:
    """A ruled table whose words touch the lines, with empty cells, merged cells and a number a cell."""
    text = ""
    for y in (700, 670, 640, 610):
        text += f"72 {y} m 372 {y} l S "
    for x in (72, 172, 272, 372):
        text += f"{x} 700 m {x} {610 if x in (72, 372) else 640} l S "
    for x, y, word in ((73, 690, "Schaal"), (173, 690, "Functie"), (273, 690, "Fte"), (73, 660, "10A"),
                       (173, 660, "Adviseur II"), (340, 660, "12,5"), (73, 630, "samengevoegd")):  # fmt: skip
        text += lines(word, x=x, y=y, size=9)
    written(path, text + lines(SENTENCE, y=760))


@evil
def right_to_left(path: Path) -> None:
    """A word of Hebrew between Dutch."""
    text = r"BT /F4 11 Tf 72 700 Td (voor \001\002\003 na) Tj ET "
    table = "01 05D0, 02 05D1, 03 05D2"
    written(path, text + lines(SENTENCE, y=680), encoding=glyphs_named("a", "b", "c"), to_unicode=table)


@evil
def quotes_and_brackets(path: Path) -> None:
    """Brackets, quotes, slashes and dots set tight and apart, and dots as leaders."""
    text = lines(
        r"\(wet- en regelgeving\) [a] {b} \223een\224 \221twee\222 en/of a/b", "1. eerste  a\\) tweede  IV. vierde",
        "Inleiding ........................... 3", "Bijlage . . . . . . . . . . . . 12", r"\225 opsomming \226 streep",
        "100% \\200 12,50 \\247 3 \\260 2", name="F1",
    )  # fmt: skip
    written(path, text)


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
def actual_text_of_a_sentence(path: Path) -> None:
    """A whole line, and a list sign, said again by the file; and a line of which nothing is said."""
    text = (
        "/Span <</ActualText (adviseert over beleid)>> BDC BT /F1 11 Tf 72 700 Td (adviseert over beleid) Tj ET EMC "
        "/Lbl <</ActualText <FEFF2022>>> BDC BT /F1 11 Tf 72 680 Td (o) Tj ET EMC BT /F1 11 Tf 84 680 Td (taak) Tj ET "
        "/P <</ActualText (twee stukken)>> BDC BT /F1 11 Tf 72 660 Td (twee) Tj ( stukken) Tj ET EMC "
    )
    written(path, text + lines(SENTENCE, y=640))


@evil
def spaced_letters_in_objects(path: Path) -> None:
    """Letter-spacing by placing each letter, with spaces that are objects of their own, some without width."""
    text, x = "", 72.0
    for char in "FUNC~TIE BOEK VAN DE GE~MEENTE":
        text += f"BT /F4 11 Tf {x:.2f} 700 Td ({' ' if char in ' ~' else char}) Tj ET "
        x += 0 if char == "~" else WIDTHS[ord(char)] * 11 + 1.4
    written(path, text + lines(SENTENCE, y=640), encoding=glyphs_named("m"))


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


@evil
def letter_spacing_with_kerning(path: Path) -> None:
    """Letters set a tenth of their size apart, and kerned besides."""
    text = "BT /F1 11 Tf 1.1 Tc 72 700 Td [(be) -120 (leid en ad) -120 (vies) 20 ( van de) -30 ( gemeente)] TJ ET "
    written(path, text + "BT 0 Tc ET " + lines(SENTENCE, y=680))


@evil
def letters_kerned_apart(path: Path) -> None:
    """Capitals kerned so far apart that each gap may be a space, as LibreOffice does, with one that is."""
    kerned = " -200 ".join(f"({char})" for char in "GENERIEKE TAKEN")
    written(path, f"BT /F2 10 Tf 72 700 Td [{kerned}] TJ ET " + lines(SENTENCE, y=680))


@evil
def hyphens_in_italics(path: Path) -> None:
    """A hyphen at a line end whose ink leans beyond its width."""
    text = lines("beleids-", "ontwikkeling", size=80, step=90, name="F3", x=20)
    written(path, text + lines(SENTENCE, y=500))
