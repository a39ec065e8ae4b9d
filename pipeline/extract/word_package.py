"""Open a Word file safely: limits on the zip before it is unpacked, no entities, all kinds of Word file."""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from lxml import etree

from pipeline.errors import FunctieboekError, LimitExceededError, PasswordNeededError, SourceUnreadableError

if TYPE_CHECKING:
    from docx.document import Document as DocxDocument

OLE_MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
MAX_MEMBERS = 5_000
MAX_BYTES = 500_000_000
"""Unpacked size of the whole file, pictures included."""
MAX_XML_BYTES = 100_000_000
"""Unpacked size of one XML part; the text of a book of 2,000 pages stays under 40 MB."""

_MAIN_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_OTHER_MAIN_TYPES = (
    "application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml",
    "application/vnd.ms-word.document.macroEnabled.main+xml",
    "application/vnd.ms-word.template.macroEnabledTemplate.main+xml",
)
_STRICT = (
    (
        b"http://purl.oclc.org/ooxml/wordprocessingml/main",
        b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    ),
    (
        b"http://purl.oclc.org/ooxml/officeDocument/relationships",
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    ),
    (b"http://purl.oclc.org/ooxml/officeDocument/math", b"http://schemas.openxmlformats.org/officeDocument/2006/math"),
    (b"http://purl.oclc.org/ooxml/drawingml/", b"http://schemas.openxmlformats.org/drawingml/2006/"),
)
_RESAVE = "Open het bestand in Word en bewaar het opnieuw als .docx, of maak er een PDF van."

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
DIAGRAM = "{http://schemas.openxmlformats.org/drawingml/2006/diagram}"
DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"


@dataclass(frozen=True, slots=True)
class Parts:
    """The XML trees of a Word file that hold text, and what says how it looks."""

    body: Any
    styles: Any | None
    numbering: Any | None
    headers: tuple[Any, ...]
    footers: tuple[Any, ...]
    footnotes: Any | None
    endnotes: Any | None
    diagrams: dict[str, Any]
    """The data of each SmartArt diagram, by relationship id."""
    metadata: dict[str, str]


def open_word(data: bytes) -> Parts:
    """Open a Word file.

    Raises:
        PasswordNeededError: the file is encrypted.
        SourceUnreadableError: the file is no Word file, or damaged.
        LimitExceededError: it unpacks to more than any book needs.
    """
    if data.startswith(OLE_MAGIC):
        raise _not_zip(data)
    try:
        document = _opened(_safe_package(data))
        return _parts(document)
    except FunctieboekError:
        raise
    except Exception as error:  # a damaged package makes python-docx and lxml raise anything
        raise _damaged(f"({type(error).__name__})") from error


def _not_zip(data: bytes) -> FunctieboekError:
    if "EncryptedPackage".encode("utf-16-le") in data:
        return PasswordNeededError(
            "Dit Word-bestand is beveiligd met een wachtwoord.",
            "Open het in Word, haal het wachtwoord eraf (Bestand > Info > Document beveiligen) en bewaar het opnieuw.",
        )
    return SourceUnreadableError(
        "Dit is een bestand van een oude versie van Word (.doc); dat leest het programma niet.",
        "Open het in Word en kies Opslaan als > Word-document (.docx) of PDF.",
    )


def _damaged(detail: str) -> SourceUnreadableError:
    return SourceUnreadableError(f"Dit Word-bestand is beschadigd of onvolledig {detail}.", _RESAVE)


def _safe_package(data: bytes) -> bytes:
    """Check the zip against the limits; give a package that python-docx takes (plain, transitional, no macros)."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        infos = package.infolist()
        _check_sizes(infos)
        names = {info.filename for info in infos}
        if "[Content_Types].xml" not in names:
            raise _damaged("(geen inhoudsopgave van onderdelen)")
        xml: dict[str, bytes] = {}
        for info in infos:
            if info.filename.lower().endswith((".xml", ".rels")):
                content = package.read(info)
                _refuse_entities(info.filename, content)
                plain = _transitional(content)
                if info.filename == "[Content_Types].xml":
                    for other in _OTHER_MAIN_TYPES:
                        plain = plain.replace(other.encode(), _MAIN_TYPE.encode())
                if plain != content:
                    xml[info.filename] = plain
        if not xml:
            return data
        return _repacked(package, infos, xml)


def _check_sizes(infos: list[zipfile.ZipInfo]) -> None:
    if len(infos) > MAX_MEMBERS:
        raise LimitExceededError(
            f"Dit Word-bestand heeft {len(infos)} onderdelen; meer dan {MAX_MEMBERS} leest het programma niet.", _RESAVE
        )
    xml = [info for info in infos if info.filename.lower().endswith((".xml", ".rels"))]
    if sum(info.file_size for info in infos) > MAX_BYTES or any(info.file_size > MAX_XML_BYTES for info in xml):
        raise LimitExceededError(
            "Dit Word-bestand wordt na uitpakken veel te groot; het lijkt een zip-bom of het is beschadigd.", _RESAVE
        )
    if any(info.flag_bits & 0x1 for info in infos):
        raise PasswordNeededError("Dit Word-bestand is versleuteld.", "Bewaar het in Word zonder wachtwoord.")


def _refuse_entities(name: str, content: bytes) -> None:
    """Refuse a document type declaration: Word never writes one, entity bombs need one."""
    head = content[:4]
    if head.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\x00" in head:
        content = content.replace(b"\x00", b"")
    if b"<!DOCTYPE" in content or b"<!ENTITY" in content:
        raise _damaged(f"(onderdeel {name} bevat een documenttype, wat in Word niet voorkomt)")


def _transitional(content: bytes) -> bytes:
    """Rewrite the namespaces of "Strict Open XML" to those that every program reads."""
    if b"purl.oclc.org/ooxml" not in content:
        return content
    for strict, transitional in _STRICT:
        content = content.replace(strict, transitional)
    return content


def _repacked(package: zipfile.ZipFile, infos: list[zipfile.ZipInfo], changed: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as target:
        for info in infos:
            if not info.is_dir():
                target.writestr(info.filename, changed.get(info.filename) or package.read(info))
    return out.getvalue()


def _opened(data: bytes) -> DocxDocument:
    import docx

    return docx.Document(io.BytesIO(data))


def _parts(document: DocxDocument) -> Parts:
    part = document.part
    found: dict[str, list[Any]] = {}
    diagrams: dict[str, Any] = {}
    for key, rel in part.rels.items():
        if not rel.is_external:
            kind = rel.reltype.rsplit("/", 1)[-1]
            if kind in {"styles", "numbering", "header", "footer", "footnotes", "endnotes"}:
                found.setdefault(kind, []).append(_tree(rel.target_part))
            elif kind == "diagramData":
                diagrams[key] = _tree(rel.target_part)
    body = document.element.body
    if body is None:
        raise _damaged("(geen tekst)")

    def first(kind: str) -> Any | None:
        return found[kind][0] if kind in found else None

    return Parts(
        body=body,
        styles=first("styles"),
        numbering=first("numbering"),
        headers=tuple(found.get("header", ())),
        footers=tuple(found.get("footer", ())),
        footnotes=first("footnotes"),
        endnotes=first("endnotes"),
        diagrams=diagrams,
        metadata=_metadata(document),
    )


def _tree(part: Any) -> Any:
    """The XML of a part; python-docx has parsed some kinds and left others as bytes."""
    element = getattr(part, "element", None)
    if element is not None:
        return element
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    return etree.fromstring(part.blob, parser)


def _metadata(document: DocxDocument) -> dict[str, str]:
    properties = document.core_properties
    pairs = (("title", properties.title), ("author", properties.author), ("subject", properties.subject))
    return {name: value for name, value in pairs if value}
