"""Makers of damaged and evil files, each from nothing or from one small invented book."""

from __future__ import annotations

import copy
import io
import random
import tempfile
import zipfile
import zlib
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pikepdf
from pikepdf import Dictionary, Name

from tests.layouts import books, recipes, rl
from tests.layouts.browser import logo
from tests.layouts.compose import Composer
from tests.layouts.layout import Layout
from tests.layouts.script import Dict

Maker = Callable[[Path], None]


def small_book() -> Dict:
    """Three functions with all that belongs to them."""
    return books.Maker(recipes.Recipe(seed=3, functies=3)).book()


def print_book(target: Path, book: Dict | None = None, **options: object) -> Dict:
    """Print a book with reportlab; return what it shows.  The small book is printed once for each set of options."""
    if book is not None:
        return _print(target, book, options)
    data, truth = _small_printed(tuple(sorted(options.items())))
    target.write_bytes(data)
    return copy.deepcopy(truth)


@cache
def _small_printed(options: tuple[tuple[str, object], ...]) -> tuple[bytes, Dict]:
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / "klein.pdf"
        truth = _print(target, small_book(), dict(options))
        return target.read_bytes(), truth


def _print(target: Path, book: Dict, options: dict[str, object]) -> Dict:
    layout = Layout("vijandig", "rl", **options)  # type: ignore[arg-type]
    script = Composer(book, layout).script()
    rl.write(script, layout, target)
    return script.truth


def _raw(objects: list[bytes], *, root: int = 1) -> bytes:
    """A PDF of raw objects, numbered from 1, with a right cross-reference table."""
    out, offsets = bytearray(b"%PDF-1.5\n%\xe2\xe3\xcf\xd3\n"), []
    for number, content in enumerate(objects, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    out += b"trailer\n<< /Size %d /Root %d 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, root, start)
    return bytes(out)


def _stream(data: bytes, entries: bytes = b"") -> bytes:
    return b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(data), entries, data)


def _one_page(
    content: bytes, *, box: bytes = b"[0 0 595 842]", resources: bytes = b"", extra: tuple[bytes, ...] = ()
) -> bytes:
    font = b"/Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >>"
    return _raw(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            b"<< /Type /Page /Parent 2 0 R /MediaBox %s /Contents 4 0 R /Resources << %s %s >> >>"
            % (box, font, resources),
            content,
            *extra,
        ]
    )


# damaged -------------------------------------------------------------------------------------------------------------


def empty(target: Path) -> None:
    target.write_bytes(b"")


def no_pdf(target: Path) -> None:
    target.write_bytes(random.Random(1).randbytes(20_000))


def header_only(target: Path) -> None:
    target.write_bytes(b"%PDF-1.7\n" + bytes(300))


def truncated(target: Path) -> None:
    print_book(target)
    data = target.read_bytes()
    target.write_bytes(data[: len(data) * 2 // 3])


def bit_flipped(seed: int) -> Maker:
    def make(target: Path) -> None:
        print_book(target)
        data, rng = bytearray(target.read_bytes()), random.Random(seed)
        for _ in range(40):
            data[rng.randrange(len(data))] ^= 1 << rng.randrange(8)
        target.write_bytes(data)

    return make


def without_xref(target: Path) -> None:
    print_book(target)
    data = target.read_bytes()
    at = data.rindex(b"xref\n0")
    target.write_bytes(data[:at] + b"trailer\n" + data[data.index(b"<<", at) :])


def scan(target: Path) -> None:
    """Two pages that are one image each."""
    from reportlab.lib.utils import ImageReader
    from reportlab.pdfgen.canvas import Canvas

    canvas = Canvas(str(target), pagesize=(595, 842))
    for _ in range(2):
        canvas.drawImage(ImageReader(io.BytesIO(logo())), 0, 0, 595, 842)
        canvas.showPage()
    canvas.save()


def without_meaning(target: Path) -> None:
    """A text layer of codes that mean nothing: every glyph is said to be a private character."""
    print_book(target, font="carlito")
    cmap = (
        b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def /CMapType 2 def "
        b"1 begincodespacerange <00> <FF> endcodespacerange 1 beginbfrange <00> <FF> <E100> endbfrange "
        b"endcmap CMapName currentdict /CMap defineresource pop end end"
    )
    with pikepdf.open(target, allow_overwriting_input=True) as pdf:
        for item in list(pdf.objects):
            if isinstance(item, Dictionary) and item.get("/Type") == Name.Font and "/ToUnicode" in item:
                item["/ToUnicode"] = pdf.make_stream(cmap)
        pdf.save(target)


def encrypted(user: str, owner: str = "eigenaar") -> Maker:
    def make(target: Path) -> None:
        print_book(target)
        with pikepdf.open(target, allow_overwriting_input=True) as pdf:
            pdf.save(target, encryption=pikepdf.Encryption(user=user, owner=owner))

    return make


# evil ----------------------------------------------------------------------------------------------------------------


def flate_bomb(target: Path) -> None:
    """A content stream deflated three times: 4 kB that wants 4 GB."""
    packer = zlib.compressobj(9)
    first = packer.compress(b" " * 2**20) + packer.flush(zlib.Z_FULL_FLUSH)
    block = packer.compress(b" " * 2**20) + packer.flush(zlib.Z_FULL_FLUSH)  # the same bytes for every further block
    data = first + block * 4095 + packer.flush()
    for _ in range(2):
        data = zlib.compress(data, 9)
    filters = b"/Filter [/FlateDecode /FlateDecode /FlateDecode]"
    target.write_bytes(_one_page(_stream(data, filters)))


def million_glyphs(target: Path) -> None:
    """Three million glyphs on one page, in 31 kB."""
    line = b"(" + b"functiebeschrijving " * 50 + b") Tj T*\n"
    data = b"BT /F1 1 Tf 1 TL 10 800 Td\n" + line * 3000 + b"ET"
    target.write_bytes(_one_page(_stream(zlib.compress(data, 9), b"/Filter /FlateDecode")))


def circular_forms(target: Path) -> None:
    """Two form XObjects that draw each other."""
    form = b"/Type /XObject /Subtype /Form /BBox [0 0 595 842] /Resources << /XObject << /A 5 0 R /B 6 0 R >> >>"
    content = _one_page(
        _stream(b"/A Do"),
        resources=b"/XObject << /A 5 0 R >>",
        extra=(_stream(b"/B Do /B Do", form), _stream(b"/A Do /A Do", form)),
    )
    target.write_bytes(content)


def page_tree_loop(target: Path) -> None:
    """A page tree whose node is its own child."""
    target.write_bytes(
        _raw(
            [
                b"<< /Type /Catalog /Pages 2 0 R >>",
                b"<< /Type /Pages /Kids [3 0 R 2 0 R] /Count 9999 /Parent 3 0 R >>",
                b"<< /Type /Pages /Kids [2 0 R] /Count 9999 /Parent 2 0 R >>",
            ]
        )
    )


def huge_page(target: Path) -> None:
    target.write_bytes(_one_page(_stream(b"BT /F1 12 Tf 9 9 Td (Functieboek) Tj ET"), box=b"[0 0 1e9 1e9]"))


def deep_objects(target: Path) -> None:
    """An array in an array, a hundred thousand deep."""
    target.write_bytes(_one_page(_stream(b"BT ET"), extra=(b"[" * 100_000 + b"]" * 100_000,)))


# no functieboek in it ------------------------------------------------------------------------------------------------


def _text_pdf(target: Path, pages: list[list[str]]) -> None:
    from reportlab.pdfgen.canvas import Canvas

    canvas = Canvas(str(target), pagesize=(595, 842), invariant=1)
    for lines in pages:
        for i, line in enumerate(lines):
            canvas.setFont("Helvetica-Bold" if i == 0 else "Helvetica", 14 if i == 0 else 10)
            canvas.drawString(70, 780 - 16 * i, line)
        canvas.showPage()
    canvas.save()


def invoice(target: Path) -> None:
    rows = [
        "Factuur 2024-0117",
        "Kantoorhandel De Pen",
        "Aan: gemeente Duinveld, afdeling Inkoop",
        "Datum: 12 maart 2024",
    ]
    rows += [
        "Omschrijving    Aantal    Prijs    Totaal",
        "Printpapier A4    40    4,95    198,00",
        "Ordners    12    2,10    25,20",
    ]
    rows += [
        "Totaal exclusief btw 223,20",
        "Btw 21% 46,87",
        "Te betalen 270,07",
        "Betaling binnen 30 dagen op onze rekening.",
    ]
    _text_pdf(target, [rows])


def annual_report(target: Path) -> None:
    chapters = ("Voorwoord", "Financiën", "Personeel", "Duurzaamheid", "Vooruitblik")
    body = "In het verslagjaar groeide de organisatie; de competenties van medewerkers kregen aandacht."
    _text_pdf(target, [[f"{i}. {c}", *[body] * 30] for i, c in enumerate(chapters, 1)])


# documents without pages ---------------------------------------------------------------------------------------------


def zip_bomb_docx(target: Path) -> None:
    """A Word file whose text would be hundreds of megabytes."""
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        archive.writestr("[Content_Types].xml", _CONTENT_TYPES)
        archive.writestr("_rels/.rels", _RELS)
        with archive.open("word/document.xml", "w", force_zip64=True) as member:
            for _ in range(300):
                member.write(b" " * 2**20)


def xxe_docx(target: Path) -> None:
    """A Word file that asks for a file of the machine as an entity."""
    body = (
        '<?xml version="1.0"?><!DOCTYPE w [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
        '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
        "<w:body><w:p><w:r><w:t>&x;</w:t></w:r></w:p></w:body></w:document>"
    )
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("[Content_Types].xml", _CONTENT_TYPES)
        archive.writestr("_rels/.rels", _RELS)
        archive.writestr("word/document.xml", body)


def half_docx(target: Path) -> None:
    from tests.layouts import word

    layout = Layout("half", "docx")
    word.build(Composer(small_book(), layout).script(), layout, target)
    data = target.read_bytes()
    target.write_bytes(data[: len(data) // 2])


def nested_html(target: Path) -> None:
    """Two hundred thousand elements, each in the one before."""
    target.write_text("<html><body>" + "<div>" * 200_000 + "Functieboek" + "</div>" * 200_000, encoding="utf-8")


def one_long_line(target: Path) -> None:
    target.write_text("# Functieboek\n\n" + "a" * 5_000_000, encoding="utf-8")


_CONTENT_TYPES = (
    '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Override PartName="/word/document.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)
_RELS = (
    '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
    'Target="word/document.xml"/></Relationships>'
)
