"""Read any source: find out what kind of file it is, by its content first, and call the reader for that kind."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from pipeline.errors import FunctieboekError, LimitExceededError, NotAFunctieboekError, SourceUnreadableError
from pipeline.extract.document import Document
from pipeline.extract.kinds import Kind, kind_of

MAX_BYTES = 200_000_000
"""Size of a source; a book of 2,000 pages with pictures stays under 100 MB."""
MAX_TEXT_BYTES = 30_000_000
"""Size of a text file; the text of a book of 3,000 pages stays under 10 MB."""
MAX_LINE = 1_000_000
"""Characters on one line of a text file."""

Progress = Callable[[int, int], None]
"""Called with the page that is done and the number of pages."""


def read(
    path: Path,
    *,
    password: str | None = None,
    engine: str = "pdfium",
    max_pages: int = 3000,
    on_page: Progress | None = None,
    **pdf: Any,
) -> Document:
    """Read a source into a Document.

    Args:
        path: a PDF, Word file (.docx, .docm, .dotx), Markdown, plain text or HTML file; the content decides, the
            extension only where the content leaves it open.
        password: for an encrypted PDF.
        engine: what reads the PDF: "pdfium" or "pdfplumber".
        max_pages: the most pages a PDF may have.
        on_page: told of each page that is done; a source without pages counts as one.
        pdf: what only the reading of a PDF knows: ``max_chars`` and ``opener`` of ``read_pdf``.

    Raises:
        SourceUnreadableError: missing, a folder, empty, damaged, or of a kind that cannot be read.
        PasswordNeededError: encrypted, and the password is missing or wrong.
        NotAFunctieboekError: the file can be read but holds no text at all.
        LimitExceededError: larger than any book.
    """
    data = _bytes_of(path)
    kind = kind_of(data, path)
    if kind is Kind.PDF:
        del data  # the engine reads the file itself
        from pipeline.extract.pdf.reader import read_pdf

        return read_pdf(path, password=password, engine=engine, max_pages=max_pages, on_page=on_page, **pdf)
    try:
        document = _read_unpaged(data, kind)
    except FunctieboekError as error:
        raise _named(error, path.name) from error
    if not document.blocks:
        raise NotAFunctieboekError(
            f"{path.name} bevat geen tekst.", "Controleer of dit het goede bestand is, en of het volledig is bewaard."
        )
    if on_page:
        on_page(1, 1)
    return document


def _named(error: FunctieboekError, name: str) -> FunctieboekError:
    """The same error with the name of the file in it: the readers of formats without pages know bytes only."""
    return error if name in error.melding else type(error)(f"{name}: {error.melding}", error.advies)


def _bytes_of(path: Path) -> bytes:
    """The content of a file, after the checks that need no content."""
    try:
        if path.is_dir():
            raise SourceUnreadableError(f"{path} is een map en geen bestand.", "Noem het bestand in die map.")
        size = path.stat().st_size
        if size == 0:
            raise SourceUnreadableError(f"{path.name} is leeg (0 bytes).", "Haal of bewaar het bestand opnieuw.")
        if size > MAX_BYTES:
            raise LimitExceededError(
                f"{path.name} is {size // 1_000_000} MB; de grens is {MAX_BYTES // 1_000_000} MB.",
                "Bewaar het zonder afbeeldingen of met kleinere afbeeldingen.",
            )
        return path.read_bytes()
    except FileNotFoundError as error:
        raise SourceUnreadableError(f"{path} bestaat niet.", "Controleer de naam en de map.") from error
    except PermissionError as error:
        raise SourceUnreadableError(
            f"{path.name} mag niet worden gelezen (geen rechten, of het is open in een ander programma).",
            "Sluit het in andere programma's of vraag om leesrechten.",
        ) from error
    except (OSError, ValueError) as error:  # ValueError: a path with a zero byte
        reason = getattr(error, "strerror", None) or type(error).__name__
        raise SourceUnreadableError(
            f"{path.name} kan niet worden gelezen ({reason}).", "Controleer de schijf."
        ) from error


def _read_unpaged(data: bytes, kind: Kind) -> Document:
    if kind is Kind.WORD:
        from pipeline.extract.word import read_word

        return read_word(data)
    if len(data) > MAX_TEXT_BYTES:
        raise LimitExceededError(
            f"Dit tekstbestand is {len(data) // 1_000_000} MB; meer dan {MAX_TEXT_BYTES // 1_000_000} MB tekst heeft "
            "geen functieboek.",
            "Controleer of dit het goede bestand is.",
        )
    if kind is Kind.HTML:
        from pipeline.extract.html import read_html

        return read_html(data)
    return _read_text(data, kind)


def _read_text(data: bytes, kind: Kind) -> Document:
    from pipeline.extract.encoding import decode

    decoded = decode(data)
    number, longest = max(
        enumerate((len(line) for line in decoded.text.splitlines()), start=1), key=lambda pair: pair[1], default=(1, 0)
    )
    if longest > MAX_LINE:
        raise LimitExceededError(
            f"Regel {number} van het bestand is {longest} tekens lang; meer dan {MAX_LINE} leest het programma niet.",
            "Controleer of dit het goede bestand is.",
        )
    document = _read_marked(decoded.text)
    mediatype = "text/markdown" if kind is Kind.MARKDOWN else document.mediatype
    return replace(document, mediatype=mediatype, remarks=decoded.remarks + document.remarks)


def _read_marked(text: str) -> Document:
    """Read as Markdown what shows the marks of it, and as plain text what does not, whatever its name is."""
    if looks_like_markdown(text):
        from pipeline.extract.markdown import read_markdown

        return read_markdown(text)
    from pipeline.extract.plain import read_plain

    return read_plain(text)


_MARKDOWN = (
    re.compile(r"^ {0,3}#{1,6} +\S", re.MULTILINE),
    re.compile(r"(?<![*\w])\*\*?[^*\s][^*\n]*\*\*?(?![*\w])"),
    re.compile(r"^ {0,3}\|.*\|\s*\n {0,3}\|[ :|-]+\|\s*$", re.MULTILINE),
    re.compile(r"</?(?:b|i|ul|ol|li|br|table|strong|em|p)\b[^<>]*>", re.IGNORECASE),
)


def looks_like_markdown(text: str) -> bool:
    """Whether a text holds the marks of Markdown: titles with #, words in asterisks, tables of bars, HTML tags."""
    return any(pattern.search(text) for pattern in _MARKDOWN)
