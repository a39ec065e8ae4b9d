"""The default engine: PDFium through pypdfium2's raw functions, some twenty times as fast as pdfplumber.

Each page is opened, read in bulk and closed before the next; nothing of it is kept, so memory stays flat.
"""

from __future__ import annotations

from collections.abc import Iterator
from ctypes import create_string_buffer
from pathlib import Path
from typing import Any

import pypdfium2_raw as raw

from pipeline.extract.pdf import glyphs
from pipeline.extract.pdf import pdfium_calls as call
from pipeline.extract.pdf.page import METADATA, PageContent
from pipeline.extract.pdf.pdfium_doubles import drop_doubles, embolden_twins
from pipeline.extract.pdf.pdfium_frame import Frame
from pipeline.extract.pdf.pdfium_objects import read_objects
from pipeline.extract.pdf.pdfium_runs import PageRuns
from pipeline.extract.pdf.pdfium_words import PageWords
from pipeline.extract.pdf.problems import PdfProblem
from pipeline.extract.pdf.second_opinion import SecondOpinion

_REOPENED = 200
"""Pages after which a large file is opened anew: of each, PDFium keeps some 6 kB for as long as the file is open."""


class PdfiumSource:
    """An open PDF, read with PDFium."""

    def __init__(self, path: Path, password: str | None = None) -> None:
        """Open the file.

        Raises:
            PdfProblem: damaged, protected in an unknown way, or the password is missing or wrong.
        """
        self._file = path, password
        self._document = _load(path, password)
        self._second_opinion = SecondOpinion(path, password)
        self.pages = max(raw.FPDF_GetPageCount(self._document), 0)
        self.metadata = {key: value for key in METADATA if (value := self._meta(key))}

    def read(self, first: int = 1, last: int | None = None) -> Iterator[PageContent]:
        """Give the pages first to last (from 1, inclusive), each closed before the next is opened."""
        for number in range(first, (last or self.pages) + 1):
            if number % _REOPENED == 0 and self.pages > _REOPENED:
                self._reopen()
            try:
                content = self._page(number)
            except PdfProblem:
                content = self._second_opinion.instead_of(number)
            yield self._second_opinion.on(content) if content.unreadable else content

    def close(self) -> None:
        """Release the file."""
        self._second_opinion.close()
        if self._document is not None:
            raw.FPDF_CloseDocument(self._document)
            self._document = None

    def _reopen(self) -> None:
        """Open the file anew: PDFium keeps what it read of each page, also when the page is closed."""
        document = _load(*self._file)
        raw.FPDF_CloseDocument(self._document)
        self._document = document

    def _page(self, number: int) -> PageContent:
        page = raw.FPDF_LoadPage(self._document, number - 1)
        if not page:
            raise PdfProblem("damaged")
        try:
            text_page = raw.FPDFText_LoadPage(page)
            if not text_page:
                raise PdfProblem("damaged")
            try:
                return _content(page, text_page, number)
            finally:
                raw.FPDFText_ClosePage(text_page)
        finally:
            raw.FPDF_ClosePage(page)

    def _meta(self, key: str) -> str:
        size = raw.FPDF_GetMetaText(self._document, key.encode(), None, 0)
        if size <= 2:
            return ""
        buffer = create_string_buffer(size)
        raw.FPDF_GetMetaText(self._document, key.encode(), buffer, size)
        return buffer.raw[: size - 2].decode("utf-16-le", "replace")


def _load(path: Path, password: str | None) -> Any:
    """Open the document; PDFium reads the file itself, piece by piece (its file names are UTF-8, on Windows too)."""
    document = raw.FPDF_LoadDocument(str(path).encode(), password.encode() if password else None)
    if document:
        return document
    error = raw.FPDF_GetLastError()
    if error == raw.FPDF_ERR_PASSWORD:
        raise PdfProblem("password")
    if error == raw.FPDF_ERR_SECURITY:
        raise PdfProblem("protected")
    raise PdfProblem("damaged")


def _content(page: Any, text_page: Any, number: int) -> PageContent:
    frame = Frame.of(page)
    objects = read_objects(call.address(page), frame)
    page_words = PageWords(PageRuns(call.address(text_page), frame, objects.order))
    embolden_twins(page_words.words, page_words.spans, objects.order)
    words = glyphs.settle_hyphens(drop_doubles(page_words.words))
    area = frame.width * frame.height
    texts = [word.text for word in words]
    return PageContent(
        number=number,
        width=frame.width,
        height=frame.height,
        words=words,
        rules=tuple(objects.rules),
        chars=len("".join(texts)),
        image_share=min(objects.image_area / area, 1.0) if area else 0.0,
        unreadable=sum([glyphs.count_unreadable(text) for text in texts if not text.isascii()]),
    )
