"""What kind of file this is, and what to say of the kinds that cannot be read."""

from __future__ import annotations

import io
import re
import zipfile
from enum import Enum
from pathlib import Path

from pipeline.errors import PasswordNeededError, SourceUnreadableError

OLE_MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


class Kind(Enum):
    """The kinds of source that can be read."""

    PDF = "pdf"
    WORD = "word"
    HTML = "html"
    MARKDOWN = "markdown"
    TEXT = "text"


_TO_WORD_OR_PDF = "Open het in het programma waarmee het is gemaakt en bewaar het als Word-document (.docx) of als PDF."
_IMAGE = (
    "is een afbeelding en bevat geen tekst.",
    "Maak met tekstherkenning (OCR) een doorzoekbare PDF van de scan en lees die.",
)
_UNPACK = ("is een archief.", "Pak het uit en lees het functieboek dat erin zit.")
_FOREIGN: tuple[tuple[bytes, str, str], ...] = (
    (
        b"{\\rtf",
        "is een RTF-bestand; dat leest het programma niet.",
        "Open het in Word en bewaar het als .docx of PDF.",
    ),
    (b"\x89PNG", *_IMAGE),
    (b"\xff\xd8\xff", *_IMAGE),
    (b"GIF8", *_IMAGE),
    (b"BM", *_IMAGE),
    (b"II*\x00", *_IMAGE),
    (b"MM\x00*", *_IMAGE),
    (b"\x1f\x8b", *_UNPACK),
    (b"7z\xbc\xaf", *_UNPACK),
    (b"Rar!", *_UNPACK),
    (b"%!PS", "is een PostScript-bestand; dat leest het programma niet.", "Maak er een PDF van en lees die."),
    (b"MIME-Version:", "is een webarchief (.mht); dat leest het programma niet.", "Bewaar de pagina als .html of PDF."),
)
_ZIP_KINDS = (
    ("xl/", "is een Excel-bestand; een functieboek in Excel leest het programma niet."),
    ("ppt/", "is een PowerPoint-bestand; dat leest het programma niet."),
    ("Index/Document.iwa", "is een Pages-bestand; dat leest het programma niet."),
    ("META-INF/container.xml", "is een e-boek; dat leest het programma niet."),
)
_HTML_START = re.compile(r"<!doctype\s+html|<html[\s>]|<head[\s>]|<body[\s>]", re.IGNORECASE)
_HTML_PART = re.compile(r"</(?:p|div|table|h[1-6]|ul|ol|span)\s*>", re.IGNORECASE)
_MARKDOWN_NAMES = frozenset({".md", ".markdown", ".mdown", ".mkd"})
_HTML_NAMES = frozenset({".html", ".htm", ".xhtml"})


def kind_of(data: bytes, path: Path) -> Kind:
    """Find the kind of a file by its content, and by its extension where text leaves it open.

    Raises:
        SourceUnreadableError: a kind that cannot be read; the message names the kind and what to do.
        PasswordNeededError: an encrypted Office file.
    """
    if b"%PDF-" in data[:1024]:
        return Kind.PDF
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")):
        return _zip_kind(data, path)
    if data.startswith(OLE_MAGIC):
        raise _ole(data, path)
    if data[4:12] in {b"ftypheic", b"ftypmif1", b"ftypavif"} or (data[:4] == b"RIFF" and data[8:12] == b"WEBP"):
        raise SourceUnreadableError(f"{path.name} {_IMAGE[0]}", _IMAGE[1])
    for magic, what, advice in _FOREIGN:
        if data.startswith(magic) and not (magic == b"BM" and data[:200].isascii()):
            raise SourceUnreadableError(f"{path.name} {what}", advice)
    return _text_kind(data, path)


def _zip_kind(data: bytes, path: Path) -> Kind:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            names = package.namelist()
            mimetype = package.read("mimetype")[:200] if "mimetype" in names and _small(package, "mimetype") else b""
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, RuntimeError, EOFError) as error:
        raise SourceUnreadableError(
            f"{path.name} is beschadigd of niet volledig binnengehaald.",
            "Haal of bewaar het bestand opnieuw; open het in Word om te zien of het nog goed is.",
        ) from error
    if any(name.startswith("word/") for name in names):
        return Kind.WORD
    if b"opendocument.text" in mimetype:
        raise SourceUnreadableError(
            f"{path.name} is een OpenDocument-bestand (.odt); dat leest het programma niet.", _TO_WORD_OR_PDF
        )
    for mark, what in _ZIP_KINDS:
        if any(name.startswith(mark) for name in names):
            raise SourceUnreadableError(f"{path.name} {what}", _TO_WORD_OR_PDF)
    raise SourceUnreadableError(f"{path.name} {_UNPACK[0]}", _UNPACK[1])


def _small(package: zipfile.ZipFile, name: str) -> bool:
    return package.getinfo(name).file_size < 1000


def _ole(data: bytes, path: Path) -> SourceUnreadableError | PasswordNeededError:
    if "EncryptedPackage".encode("utf-16-le") in data:
        return PasswordNeededError(
            f"{path.name} is beveiligd met een wachtwoord.",
            "Open het in Word, haal het wachtwoord eraf (Bestand > Info > Document beveiligen) en bewaar het opnieuw.",
        )
    if "WordDocument".encode("utf-16-le") in data:
        return SourceUnreadableError(
            f"{path.name} is een bestand van een oude versie van Word (.doc); dat leest het programma niet.",
            "Open het in Word en kies Opslaan als > Word-document (.docx) of PDF.",
        )
    return SourceUnreadableError(
        f"{path.name} is een bestand van een ouder programma; dat leest het programma niet.", _TO_WORD_OR_PDF
    )


def _text_kind(data: bytes, path: Path) -> Kind:
    """Tell HTML, Markdown and plain text apart; refuse text that is data or another mark-up."""
    suffix = path.suffix.lower()
    start = _ascii(data[:8192])
    if re.match(r"\s*\{\s*\"", start) or re.match(r"\s*\[\s*[\[{\"]", start):
        raise SourceUnreadableError(
            f"{path.name} is een gegevensbestand (JSON) en geen functieboek.",
            "Noem de bron: PDF, Word, Markdown of HTML.",
        )
    if _HTML_START.search(start) and suffix not in _MARKDOWN_NAMES:
        return Kind.HTML
    if suffix in _HTML_NAMES and _HTML_PART.search(_ascii(data[:200_000])):
        return Kind.HTML
    if re.match(r"\s*<\?xml", start) or "<pkg:package" in start:
        raise SourceUnreadableError(f"{path.name} is een XML-bestand; dat leest het programma niet.", _TO_WORD_OR_PDF)
    if suffix == ".docx":
        raise SourceUnreadableError(
            f"{path.name} is geen Word-bestand, al heet het wel zo.",
            "Bewaar het in Word opnieuw als .docx, of als PDF.",
        )
    if suffix == ".pdf":
        raise SourceUnreadableError(
            f"{path.name} is geen PDF, al heet het wel zo.", "Haal het opnieuw op, of maak opnieuw een PDF."
        )
    return Kind.MARKDOWN if suffix in _MARKDOWN_NAMES else Kind.TEXT


def _ascii(data: bytes) -> str:
    """The plain letters of a file in whatever encoding: enough to see tags."""
    return data.replace(b"\x00", b"").decode("ascii", errors="replace")
