"""PDF to Document: every page laid out, then furniture, frames, tables over pages and blocks over the whole book."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

from pipeline.errors import LimitExceededError, SourceUnreadableError
from pipeline.extract.document import Document, Remark
from pipeline.extract.pdf.blocks import group, to_blocks
from pipeline.extract.pdf.engine import open_pdf
from pipeline.extract.pdf.evidence import Decided, edge_rows, frame_of
from pipeline.extract.pdf.furniture import furniture_of
from pipeline.extract.pdf.laid_out import LaidOut
from pipeline.extract.pdf.layout import PageLayout, lay_out
from pipeline.extract.pdf.lines import TextLine
from pipeline.extract.pdf.page import PageContent, PageSource
from pipeline.extract.pdf.parts import DocumentParts
from pipeline.extract.pdf.tables import RawTable, append, drop_row, finish, runs_on
from pipeline.memory import give_back

OnPage = Callable[[int, int], None]
"""Called after each page with its number and the number of pages."""
Opener = Callable[[Path, str | None, str], PageSource]
"""Opens a PDF, with a password, with an engine."""
MAX_CHARS = 200_000
"""Characters on one page."""


def read_pdf(
    path: Path,
    *,
    password: str | None = None,
    engine: str = "pdfium",
    max_pages: int = 3000,
    max_chars: int = MAX_CHARS,
    on_page: OnPage | None = None,
    opener: Opener = open_pdf,
) -> Document:
    """Read a PDF into a Document.

    Args:
        max_chars: the most characters that one page may have; a full page of small print has some 10,000.
        opener: opens the file; one that reads page ranges in other processes may take the place of ``open_pdf``.

    Raises:
        SourceUnreadableError: no PDF, damaged, without text, or with a text layer that means nothing.
        PasswordNeededError: encrypted, and the password is missing or wrong.
        LimitExceededError: more pages, or more characters on a page, than allowed.
    """
    source = opener(path, password, engine)
    try:
        if source.pages > max_pages:
            raise LimitExceededError(
                f"{path.name} heeft {source.pages} pagina's; de grens is {max_pages}.",
                "Verhoog de grens met --max-paginas, of lever alleen het functieboek aan.",
            )
        laid_out = LaidOut(source.pages)
        layout: PageLayout | None = None
        for page in source.read():
            _refuse_crowded(path.name, page, max_chars)
            layout = lay_out(page, layout)
            laid_out.add(layout)
            if on_page:
                on_page(page.number, source.pages)
        metadata = dict(source.metadata)
    finally:
        source.close()
    _refuse_textless(path.name, laid_out.pages)
    if laid_out.packs:
        give_back()  # what PDFium kept
    document = assemble(laid_out, metadata)
    if laid_out.packs:
        give_back()  # the packed pages
    return document


def _refuse_crowded(name: str, page: PageContent, max_chars: int) -> None:
    if page.chars > max_chars:
        raise LimitExceededError(
            f"{name}, pagina {page.number}: er staan {page.chars} tekens op één pagina; de grens is {max_chars}.",
            "Zo'n pagina is geen leesbare tekst; maak de PDF opnieuw, of verhoog tekens_per_pagina onder [lezen] in "
            "functieboek.toml.",
        )


def _refuse_textless(name: str, layouts: Sequence[PageLayout]) -> None:
    chars = sum(x.chars for x in layouts)
    if not chars:
        scanned = any(x.image_share > 0.3 for x in layouts)
        raise SourceUnreadableError(
            f"{name} bevat geen tekstlaag" + (": de pagina's zijn afbeeldingen (een scan)." if scanned else "."),
            "Vraag het oorspronkelijke bestand op, of maak de scan eerst doorzoekbaar met tekstherkenning (OCR).",
        )
    unreadable = sum(x.unreadable for x in layouts)
    if unreadable > 0.3 * (chars + unreadable):
        raise SourceUnreadableError(
            f"De tekstlaag van {name} is onleesbaar: {unreadable} van de {chars + unreadable} tekens zeggen niets.",
            "Exporteer het boek opnieuw naar PDF, of lever het Word-bestand aan.",
        )


def assemble(laid_out: LaidOut, metadata: dict[str, str]) -> Document:
    """Make the Document of the pages that were laid out; they are taken one by one, and let go of."""
    decided = laid_out.evidence.decide()
    out = DocumentParts(packs=laid_out.packs)
    elements = _with_whole_tables(_body(laid_out, decided, out))
    for stretch in _between_tables(elements):
        for block in to_blocks(group(stretch, decided.leading), decided.body):
            out.add(block)
        if stretch.table is not None:
            for item in stretch.table.furniture:
                out.add_repeated_head(item)
            out.add(finish(stretch.table, decided.leading, decided.body))
    return out.document(
        pages=len(laid_out.pages),
        source_chars=sum(x.chars for x in laid_out.pages),
        metadata=metadata,
        page_sizes=tuple((round(x.width, 1), round(x.height, 1)) for x in laid_out.pages),
        remarks=tuple(_remarks(laid_out.pages)),
    )


def _body(laid_out: LaidOut, decided: Decided, out: DocumentParts) -> Iterator[TextLine]:
    """Give the lines and tables of the book; headers, footers and page numbers are set apart.

    Each line is told between which edges the text of its column runs.
    """
    for layout, elements in laid_out.take():
        number, at = layout.number, -1
        _drop_edge_rows(number, elements, decided, out)
        edges: dict[int, tuple[float, float]] = {}
        for element in elements:
            if element.table is None:
                at += 1
                kind = decided.furniture.get((number, at, -1))
                if kind is not None:
                    out.add_furniture(furniture_of(element, kind))
                    continue
                column = element.column
                if column not in edges:
                    edges[column] = decided.edges[frame_of(layout, column)]
                element.left, element.right = edges[column]
            yield element


def _drop_edge_rows(page: int, elements: Sequence[TextLine], decided: Decided, out: DocumentParts) -> None:
    """Take headers and footers out of the tables without lines that took them in."""
    tables = [e.table for e in elements if isinstance(e.table, RawTable)]
    for spot, line in list(edge_rows(page, elements)) if tables else ():
        kind = decided.furniture.get(spot)
        if kind is not None:
            out.add_furniture(furniture_of(line, kind))
            drop_row(tables[spot[1]], spot[2])


class _Stretch(Iterator[TextLine]):
    """The lines up to the next table, or to the end."""

    def __init__(self, elements: Iterator[TextLine]) -> None:
        self._elements = elements
        self.table: RawTable | None = None
        """The table behind the lines, once they were all given; None at the end."""
        self.ended = False

    def __next__(self) -> TextLine:
        element = None if self.table is not None else next(self._elements, None)
        if element is None:
            self.ended = self.table is None
            raise StopIteration
        if isinstance(element.table, RawTable):
            self.table = element.table
            raise StopIteration
        return element


def _between_tables(elements: Iterator[TextLine]) -> Iterator[_Stretch]:
    """Give the stretches of lines between tables; each must be used up before the next."""
    stretch = _Stretch(elements)
    while not stretch.ended:
        yield stretch
        stretch = stretch if stretch.ended else _Stretch(elements)


def _with_whole_tables(elements: Iterable[TextLine]) -> Iterator[TextLine]:
    """Join the parts of tables that run over pages or columns."""
    last: TextLine | None = None
    for element in elements:
        before = last.table if last is not None else None
        if isinstance(before, RawTable) and isinstance(element.table, RawTable):
            moved = (element.page, element.table.column_index) != (before.last_page, before.column_index)
            if moved and runs_on(before, element.table):
                append(before, element.table)
                continue
        if last is not None:
            yield last
        last = element
    if last is not None:
        yield last


def _remarks(layouts: Sequence[PageLayout]) -> Iterator[Remark]:
    for layout in layouts:
        number = layout.number
        for note in layout.notes:
            yield Remark("pagina-met-bijzonderheid", note, page=number)
        if not layout.chars and layout.image_share > 0.3:
            yield Remark(
                "pagina-zonder-tekst",
                f"Pagina {number} is een afbeelding zonder tekst; wat erop staat, is niet gelezen.",
                weight="waarschuwing",
                page=number,
            )
        if layout.unreadable:
            yield Remark(
                "onleesbare-tekens",
                f"Op pagina {number} staan {layout.unreadable} tekens zonder betekenis.",
                weight="waarschuwing",
                page=number,
            )
