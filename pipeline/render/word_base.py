"""An empty Word document in our own clean styles, and the few things that every document of ours is built from.

Written part by part and not derived from python-docx's default document: that one says en-US, names python-docx as its
author and carries parts that fail validation.  Dutch is the language of the styles themselves, because a language
property alone does not reach an exported PDF.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from html import escape
from typing import TYPE_CHECKING, Any

from pipeline.models.huisstijl import Huisstijl
from pipeline.render import word_styles
from pipeline.render.word_properties import set_properties
from pipeline.render.word_values import Rich, clean_text, readable_picture

if TYPE_CHECKING:
    import datetime

    from docx.document import Document
    from docx.table import Table
    from docx.text.paragraph import Paragraph

_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_WML = "application/vnd.openxmlformats-officedocument.wordprocessingml"

_CONTENT_TYPES = (
    f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    f'<Override PartName="/word/document.xml" ContentType="{_WML}.document.main+xml"/>'
    f'<Override PartName="/word/styles.xml" ContentType="{_WML}.styles+xml"/>'
    f'<Override PartName="/word/numbering.xml" ContentType="{_WML}.numbering+xml"/>'
    f'<Override PartName="/word/settings.xml" ContentType="{_WML}.settings+xml"/>'
    f'<Override PartName="/word/fontTable.xml" ContentType="{_WML}.fontTable+xml"/>'
    f'<Override PartName="/word/footer1.xml" ContentType="{_WML}.footer+xml"/>'
    '<Override PartName="/word/theme/theme1.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.theme+xml"/>'
    '<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>'
    "</Types>"
)
_RELATIONS = (
    f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{_OFFICE}/officeDocument" Target="word/document.xml"/>'
    f'<Relationship Id="rId2" Type="{_PACKAGE}/relationships/metadata/core-properties" Target="docProps/core.xml"/>'
    "</Relationships>"
)
_DOCUMENT_RELATIONS = (
    f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{_OFFICE}/styles" Target="styles.xml"/>'
    f'<Relationship Id="rId2" Type="{_OFFICE}/numbering" Target="numbering.xml"/>'
    f'<Relationship Id="rId3" Type="{_OFFICE}/settings" Target="settings.xml"/>'
    f'<Relationship Id="rId4" Type="{_OFFICE}/footer" Target="footer1.xml"/>'
    f'<Relationship Id="rId5" Type="{_OFFICE}/fontTable" Target="fontTable.xml"/>'
    f'<Relationship Id="rId6" Type="{_OFFICE}/theme" Target="theme/theme1.xml"/>'
    "</Relationships>"
)
_CORE = (
    f'{_HEAD}<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
    'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:language>nl-NL</dc:language></cp:coreProperties>'
)
_NAMES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    f'xmlns:r="{_OFFICE}" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"'
)
STYLE_NAMES = {"Zwaar": "Strong", "Invullen": "In te vullen"}
"""Ids of character styles whose name in Word is another."""
_A4 = '<w:pgSz w:w="11906" w:h="16838"/>'
_A4_LANDSCAPE = '<w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/>'


def base_document(
    *,
    titel: str,
    huisstijl: Huisstijl | None = None,
    logo: bytes | None = None,
    voettekst: str = "",
    auteur: str = "",
    onderwerp: str = "",
    datum: datetime.date | None = None,
    liggend: bool = False,
) -> Document:
    """Return an empty A4 document with our styles, Dutch as language, a title property and page numbers.

    Styles by name: Title, Subtitle, Heading 1-4, List Bullet (1-2), List Number, Table Grid, Tabel, Caption, Klein,
    Kader; characters: Niveaubepalend, Toegevoegd, Vervallen, In te vullen, Strong, Hyperlink.

    Args:
        titel: the title property (what the title *in* the document says is the caller's to add).
        huisstijl: fonts, colours, size of the logo.
        logo: bytes of the picture, which opens the document; its alternative text stands in ``huisstijl``.
        voettekst: short text before the page number.
        auteur: the author property, usually the organisation.
        onderwerp: the subject property.
        datum: date for created and modified; without it a fixed one.
        liggend: landscape.
    """
    from docx import Document as open_document

    style = huisstijl or Huisstijl()
    document: Document = open_document(io.BytesIO(_package(style, clean_text(voettekst), liggend)))
    if logo:
        add_picture(document, logo, beschrijving=style.logo_beschrijving or "Logo", breedte_cm=style.logo_breedte_cm)
    set_properties(document, titel=titel, auteur=auteur, onderwerp=onderwerp, datum=datum)
    return document


def add_text(paragraph: Paragraph, tekst: str | Rich) -> Paragraph:
    """Add text to a paragraph; stretches of a Rich get their character style, newlines become line breaks."""
    for piece, style in tekst.parts() if isinstance(tekst, Rich) else [(tekst, "")]:
        run = paragraph.add_run(clean_text(piece))
        if style:
            run.style = STYLE_NAMES.get(style, style)
    return paragraph


def add_list(document: Document, items: Sequence[str | Rich], *, genummerd: bool = False, niveau: int = 1) -> None:
    """Add a real list; ``niveau`` 2 is a list in a list (bullets only). Numbering goes on through the document."""
    name = "List Number" if genummerd else "List Bullet" if niveau == 1 else "List Bullet 2"
    for item in items:
        add_text(document.add_paragraph(style=name), item)


def add_table(
    document: Document, kop: Sequence[str], rijen: Sequence[Sequence[str | Rich]], breedtes_cm: Sequence[float]
) -> Table:
    """Add a table with a head row that Word repeats on each page and reads out as head; no row breaks over a page."""
    from docx.oxml import OxmlElement
    from docx.shared import Cm

    table: Table = document.add_table(rows=1 + len(rijen), cols=len(kop), style="Tabel")
    table.autofit = False
    for number, texts in enumerate([kop, *rijen]):
        row = table.rows[number]
        properties = row._tr.get_or_add_trPr()
        properties.append(OxmlElement("w:cantSplit"))
        if number == 0:
            properties.append(OxmlElement("w:tblHeader"))
        for cell, text, width in zip(row.cells, texts, breedtes_cm, strict=True):
            cell.width = Cm(width)
            add_text(cell.paragraphs[0], text)
    for column, width in zip(table.columns, breedtes_cm, strict=True):
        column.width = Cm(width)
    return table


def add_picture(document: Document, data: bytes, *, beschrijving: str, breedte_cm: float) -> Paragraph:
    """Add a picture in a paragraph of its own, with alternative text for who cannot see it."""
    from docx.shared import Cm

    paragraph = document.add_paragraph()
    with readable_picture():
        shape = paragraph.add_run().add_picture(io.BytesIO(data), width=Cm(breedte_cm))
    set_alternative_text(shape, beschrijving)
    return paragraph


def set_alternative_text(shape: Any, beschrijving: str) -> None:
    """Give an inline picture its alternative text, and names that do not depend on a file."""
    properties = shape._inline.docPr
    properties.set("name", f"Afbeelding {properties.get('id')}")
    properties.set("descr", clean_text(beschrijving))
    inner = shape._inline.graphic.graphicData.pic.nvPicPr.cNvPr
    inner.set("name", f"Afbeelding {properties.get('id')}")


def _package(style: Huisstijl, voettekst: str, liggend: bool) -> bytes:
    parts = {
        "[Content_Types].xml": _CONTENT_TYPES,
        "_rels/.rels": _RELATIONS,
        "docProps/core.xml": _CORE,
        "word/_rels/document.xml.rels": _DOCUMENT_RELATIONS,
        "word/document.xml": _body(liggend),
        "word/fontTable.xml": _HEAD + word_styles.font_table(_NAMES, style),
        "word/footer1.xml": _footer(voettekst),
        "word/numbering.xml": _HEAD + word_styles.numbering(_NAMES),
        "word/settings.xml": _HEAD + word_styles.settings(_NAMES),
        "word/styles.xml": _HEAD + word_styles.styles(_NAMES, style),
        "word/theme/theme1.xml": _HEAD + word_styles.theme(style),
    }
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return buffer.getvalue()


def _body(liggend: bool) -> str:
    return (
        f"{_HEAD}<w:document {_NAMES}><w:body><w:sectPr>"
        f'<w:footerReference w:type="default" r:id="rId4"/>{_A4_LANDSCAPE if liggend else _A4}'
        '<w:pgMar w:top="1304" w:right="1304" w:bottom="1304" w:left="1304" w:header="624" '
        'w:footer="624" w:gutter="0"/>'
        "</w:sectPr></w:body></w:document>"
    )


def _field(code: str) -> str:
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve"> {code} </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>1</w:t></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def _footer(voettekst: str) -> str:
    text = f"{escape(voettekst, quote=False)} · " if voettekst else ""
    return (
        f'{_HEAD}<w:ftr {_NAMES}><w:p><w:pPr><w:pStyle w:val="Voettekst"/></w:pPr>'
        f'<w:r><w:t xml:space="preserve">{text}pagina </w:t></w:r>{_field("PAGE")}'
        f'<w:r><w:t xml:space="preserve"> van </w:t></w:r>{_field("NUMPAGES")}</w:p></w:ftr>'
    )
