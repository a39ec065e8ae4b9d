"""Pages whose letters and spaces are set in every way that type can be set."""

from __future__ import annotations

from pathlib import Path

from reportlab.pdfbase import pdfmetrics

from tests.extract.pdf.evil_writing import SENTENCE, WIDTHS, evil, glyphs_named, lines, written


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
def scaled_in_parts(path: Path) -> None:
    """Font size 1 with the size in the matrix, in thousandths, and flattened."""
    text = (
        "BT /F1 1 Tf 11 0 0 11 72 700 Tm (adviseert over beleid) Tj 0 -1.3 Td (tweede regel) Tj ET "
        "q .001 0 0 .001 0 0 cm BT /F2 11000 Tf 72000 660000 Td (in duizendsten) Tj ET Q "
        "BT /F1 11 Tf .8 0 0 1 72 640 Tm (versmald met de matrix) Tj 1 0 0 1.4 72 620 Tm (hoog) Tj ET "
    )
    written(path, text + lines(SENTENCE, y=590))


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
def quotes_and_brackets(path: Path) -> None:
    """Brackets, quotes, slashes and dots set tight and apart, and dots as leaders."""
    text = lines(
        r"\(wet- en regelgeving\) [a] {b} \223een\224 \221twee\222 en/of a/b", "1. eerste  a\\) tweede  IV. vierde",
        "Inleiding ........................... 3", "Bijlage . . . . . . . . . . . . 12", r"\225 opsomming \226 streep",
        "100% \\200 12,50 \\247 3 \\260 2", name="F1",
    )  # fmt: skip
    written(path, text)


@evil
def spaced_letters_in_objects(path: Path) -> None:
    """Letter-spacing by placing each letter, with spaces that are objects of their own, some without width."""
    text, x = "", 72.0
    for char in "FUNC~TIE BOEK VAN DE GE~MEENTE":
        text += f"BT /F4 11 Tf {x:.2f} 700 Td ({' ' if char in ' ~' else char}) Tj ET "
        x += 0 if char == "~" else WIDTHS[ord(char)] * 11 + 1.4
    written(path, text + lines(SENTENCE, y=640), encoding=glyphs_named("m"))


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
