"""Pages with layers, forms, marks, lines and an order of their own."""

from __future__ import annotations

from pathlib import Path

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream

from tests.extract.pdf.evil_writing import SENTENCE, evil, lines, written


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
def user_unit(path: Path) -> None:
    """A page whose unit is two points."""
    written(path, lines(*[SENTENCE] * 3), UserUnit=2)


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
def actual_text_of_a_sentence(path: Path) -> None:
    """A whole line, and a list sign, said again by the file; and a line of which nothing is said."""
    text = (
        "/Span <</ActualText (adviseert over beleid)>> BDC BT /F1 11 Tf 72 700 Td (adviseert over beleid) Tj ET EMC "
        "/Lbl <</ActualText <FEFF2022>>> BDC BT /F1 11 Tf 72 680 Td (o) Tj ET EMC BT /F1 11 Tf 84 680 Td (taak) Tj ET "
        "/P <</ActualText (twee stukken)>> BDC BT /F1 11 Tf 72 660 Td (twee) Tj ( stukken) Tj ET EMC "
    )
    written(path, text + lines(SENTENCE, y=640))
