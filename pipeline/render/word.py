"""Word documents: fill a template safely, prove that every value arrived, and give the same bytes each time.

docxtpl on its own loses text without a word (a lone ``&`` wipes the rest of the document), runs code that stands in the
template, and shows unknown names as nothing.  Everything that writes a Word file goes through this module:

- ``render_template`` fills a template (see also ``sandbox`` for what a template may do);
- ``base_document`` gives an empty document in our own clean styles to build on with python-docx, ``add_text``,
  ``add_list``, ``add_table`` and ``add_picture`` fill it (``word_base``);
- ``document_bytes`` saves such a document; ``reproducible`` makes the bytes of any .docx independent of when and where.
"""

from __future__ import annotations

import datetime
import io
import zipfile
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from pipeline.errors import FunctieboekError, TemplateFaultyError
from pipeline.render.word_base import add_list, add_picture, add_table, add_text, base_document, set_alternative_text
from pipeline.render.word_properties import FIXED_TIME, set_properties
from pipeline.render.word_values import Picture, Rich, clean_context, clean_text, free_private_character, protect_braces

if TYPE_CHECKING:
    from docx.document import Document

__all__ = [
    "FIXED_TIME",
    "Picture",
    "Rich",
    "add_list",
    "add_picture",
    "add_table",
    "add_text",
    "base_document",
    "check_package",
    "clean_text",
    "document_bytes",
    "document_text",
    "render_template",
    "reproducible",
    "set_alternative_text",
    "set_properties",
]

MAX_UNPACKED = 200 * 1024 * 1024
"""Bytes that a template may take when unpacked; more is a zip bomb or no letter."""

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_TEXT_PARTS = ("word/document", "word/header", "word/footer", "word/footnotes", "word/endnotes")


def render_template(
    template: bytes,
    context: Mapping[str, Any],
    *,
    titel: str,
    naam: str = "het sjabloon",
    auteur: str = "",
    onderwerp: str = "",
    datum: datetime.date | None = None,
    verplicht: Iterable[str] = (),
) -> bytes:
    """Fill a Word template and return the bytes of the document.

    The context holds plain data only: text, numbers, dates, lists, dicts with text keys, ``Rich`` for text with bold
    stretches.  Text is cleaned first (see ``word_values``); a newline becomes a line break.  Afterwards the document
    is opened again: every value that the template showed must stand in it, and so must every text of ``verplicht``.

    Args:
        template: the .docx as HR edits it.
        context: the values for its tags.
        titel: the title property, which accessibility asks for.
        naam: what to call the template in a message.
        auteur: the author property; usually the organisation.
        onderwerp: the subject property.
        datum: date for created and modified; without it a fixed one, never today.
        verplicht: texts that the document must show whatever the template says (a name, a scale).

    Raises:
        DataInvalidError: a value holds characters that a Word document cannot hold.
        TemplateFaultyError: the template is no Word document, has unknown or broken tags, tries to run code, or loses
            a value.
    """
    from pipeline.render.word_sandbox import fill

    check_package(template, naam)
    values = clean_context(context)
    mark = free_private_character(values)
    document, shown = fill(template, protect_braces(values, mark), naam)
    set_properties(document, titel=titel, auteur=auteur, onderwerp=onderwerp, datum=datum)
    data = reproducible(_restore(_saved(document), mark))
    _assert_arrived(data, [*(text.replace(mark, "_") for text in shown), *map(clean_text, verplicht)], naam)
    return data


def document_bytes(document: Document) -> bytes:
    """Save a document built with python-docx; the same document gives the same bytes."""
    return reproducible(_saved(document))


def reproducible(data: bytes) -> bytes:
    """Rewrite a zip package (.docx, .xlsx) so that its bytes depend on its contents only.

    Names sorted with the content types first, one fixed time, no system attributes.  Stored and not deflated: the
    compressed bytes differ between builds of zlib, and with them the checksum of a document on two computers.
    """
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as target:
        for name in sorted(source.namelist(), key=lambda part: (part != "[Content_Types].xml", part)):
            info = zipfile.ZipInfo(name, date_time=(1980, 1, 1, 0, 0, 0))
            info.create_system = 0
            info.external_attr = 0
            target.writestr(info, source.read(name))
    return out.getvalue()


def document_text(data: bytes) -> str:
    """Return all text of a .docx (body, tables, headers, footers, notes), a line a paragraph; breaks are newlines."""
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    lines: list[str] = []
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        for name in sorted(package.namelist()):
            if name.startswith(_TEXT_PARTS) and name.endswith(".xml"):
                root = etree.fromstring(package.read(name), parser)
                lines.extend(_paragraph_text(paragraph) for paragraph in root.iter(f"{_W}p"))
    return "\n".join(lines)


def check_package(data: bytes, naam: str) -> None:
    """Refuse what is no plain Word document: no zip, too large unpacked, names that leave it, macros.

    Raises:
        TemplateFaultyError: with the reason.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            infos = package.infolist()
    except (zipfile.BadZipFile, ValueError) as error:
        raise TemplateFaultyError(
            f"{naam} is geen Word-document (.docx).", "Bewaar het in Word als “Word-document (*.docx)”."
        ) from error
    names = {info.filename for info in infos}
    if "word/document.xml" not in names:
        raise TemplateFaultyError(f"{naam} is geen Word-document: het tekstdeel ontbreekt.", "Kies een .docx-bestand.")
    if sum(info.file_size for info in infos) > MAX_UNPACKED:
        raise TemplateFaultyError(f"{naam} is uitgepakt groter dan 200 MB.", "Gebruik kleinere afbeeldingen.")
    if any(name.startswith("/") or ".." in name.split("/") for name in names):
        raise TemplateFaultyError(f"{naam} bevat onderdelen buiten het document.", "Gebruik een ander bestand.")
    if any("vbaproject" in name.lower() for name in names):
        raise TemplateFaultyError(
            f"{naam} bevat macro's; die worden niet uitgevoerd en niet overgenomen.",
            "Bewaar het sjabloon als .docx zonder macro's.",
        )


def _saved(document: Document) -> bytes:
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def _restore(data: bytes, mark: str) -> bytes:
    """Put back the underscores that ``protect_braces`` took away."""
    code, underscore = mark.encode(), b"_"
    entity = f"&#{ord(mark)};".encode()
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(out, "w") as target:
        for name in source.namelist():
            content = source.read(name)
            if name.startswith("word/") and name.endswith(".xml"):
                content = content.replace(code, underscore).replace(entity, underscore)
            target.writestr(name, content)
    return out.getvalue()


def _paragraph_text(paragraph: Any) -> str:
    """The text of one paragraph without that of paragraphs inside it (text boxes)."""
    parts: list[str] = []
    for node in paragraph.iter(f"{_W}t", f"{_W}br", f"{_W}cr", f"{_W}tab", f"{_W}noBreakHyphen"):
        if next(node.iterancestors(f"{_W}p")) is not paragraph:
            continue
        if node.tag == f"{_W}t":
            parts.append(node.text or "")
        elif node.tag == f"{_W}tab":
            parts.append("\t" if node.getparent().tag == f"{_W}r" else "")
        else:
            parts.append("-" if node.tag == f"{_W}noBreakHyphen" else "\n")
    return "".join(parts)


def _assert_arrived(data: bytes, texts: Iterable[str], naam: str) -> None:
    """Check that each text stands in the finished document; losing one silently is the classic fault of docxtpl."""
    try:
        there = document_text(data)
    except (FunctieboekError, ValueError, SyntaxError) as error:
        raise TemplateFaultyError(f"{naam} levert een beschadigd document op.", "Controleer het sjabloon.") from error
    for text in texts:
        if text.strip() and text not in there:
            begin = text if len(text) <= 60 else text[:57] + "…"
            raise TemplateFaultyError(
                f"{naam}: de waarde “{begin}” staat niet in het gemaakte document.",
                "Controleer het sjabloon met `functieboek sjabloon controleren`.",
            )
