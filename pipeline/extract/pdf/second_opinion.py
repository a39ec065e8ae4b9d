"""Where PDFium sees something else than text, the page is read with pdfplumber, and the page says so.

A font without a table from glyphs to characters (ToUnicode) gives PDFium nothing to go by, while pdfminer also looks
inside the font.  pdfplumber is imported only then.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.extract.pdf.page import PageContent
from pipeline.extract.pdf.problems import PdfProblem

if TYPE_CHECKING:
    from pipeline.extract.pdf.plumber import PlumberSource

ATTEMPTS = 3
"""After so many pages that pdfplumber reads no better, it is not asked again: it is twenty times as slow."""


class SecondOpinion:
    """Asks pdfplumber about pages that PDFium cannot read well."""

    def __init__(self, path: Path, password: str | None) -> None:
        """Keep where the file is; it is opened at the first question."""
        self._path = path
        self._password = password
        self._source: PlumberSource | None = None
        self._in_vain = 0

    def on(self, content: PageContent) -> PageContent:
        """Give the page as the engine reads it that finds fewer characters without a meaning."""
        if self._in_vain >= ATTEMPTS:
            return content
        try:
            other = self._read(content.number)
        except Exception:  # pdfminer raises anything; PDFium's reading stands
            self._in_vain += 1
            return content
        if other.unreadable >= content.unreadable:
            self._in_vain += 1
            return content
        self._in_vain = 0
        note = (
            f"Op pagina {content.number} hebben {content.unreadable} tekens voor PDFium geen betekenis; "
            "de pagina is met pdfplumber gelezen."
        )
        return replace(other, notes=(*other.notes, note))

    def instead_of(self, number: int) -> PageContent:
        """Give a page that PDFium refuses.

        Raises:
            Exception: pdfminer refuses it too.
        """
        note = f"PDFium kan pagina {number} niet lezen; de pagina is met pdfplumber gelezen."
        content = self._read(number)
        return replace(content, notes=(*content.notes, note))

    def close(self) -> None:
        """Release the file."""
        if self._source is not None:
            self._source.close()

    def _read(self, number: int) -> PageContent:
        if self._source is None:
            from pipeline.extract.pdf.plumber import PlumberSource

            self._source = PlumberSource(self._path, self._password)
        if number > self._source.pages:
            raise PdfProblem("damaged")
        return next(iter(self._source.read(number, number)))
