"""What the pages that pull the engines apart are written with."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pikepdf
from pikepdf import Array, Dictionary, Name
from reportlab.pdfbase import pdfmetrics

Make = Callable[[Path], None]
EVIL: dict[str, Make] = {}
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
