"""PDF to Document: every page laid out, then furniture, frames, tables over pages and blocks over the whole book."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

from pipeline.errors import LimitExceededError, SourceUnreadableError
from pipeline.extract.document import Block, Document, Furniture, Remark
from pipeline.extract.pdf.blocks import Body, Leading, group, to_blocks, with_levels
from pipeline.extract.pdf.engine import open_pdf
from pipeline.extract.pdf.furniture import find_furniture
from pipeline.extract.pdf.layout import PageLayout, lay_out
from pipeline.extract.pdf.lines import TextLine
from pipeline.extract.pdf.page import PageContent, PageSource
from pipeline.extract.pdf.tables import RawTable, append, drop_row, finish, runs_on
from pipeline.extract.text import words_of

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
        layouts: list[PageLayout] = []
        for page in source.read():
            _refuse_crowded(path.name, page, max_chars)
            layouts.append(lay_out(page, layouts[-1] if layouts else None))
            if on_page:
                on_page(page.number, source.pages)
        pages, metadata = source.pages, dict(source.metadata)
    finally:
        source.close()
    _refuse_textless(path.name, layouts)
    return assemble(layouts, pages, metadata)


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


def assemble(layouts: Sequence[PageLayout], pages: int, metadata: dict[str, str]) -> Document:
    """Make the Document of the pages that were laid out; they end empty, for a large book is held once."""
    body = Body.of(_all_lines(layouts))
    furniture = _set_furniture_apart(layouts, body)
    _set_frames(layouts)
    elements = [element for layout in layouts for element in layout.elements]
    for layout in layouts:
        layout.elements = []
    leading = Leading.of([e for e in elements if e.table is None])
    blocks: list[Block] = []
    for table, above in _by_table(_drained(_with_whole_tables(elements))):
        blocks.extend(to_blocks(group(_drained(above), leading), body))
        if table is not None:
            furniture.extend(table.furniture)
            blocks.append(finish(table, leading, body))
    blocks = with_levels(blocks)
    return Document(
        blocks=tuple(blocks),
        furniture=tuple(furniture),
        pages=pages,
        mediatype="application/pdf",
        source_chars=sum(x.chars for x in layouts),
        words=frozenset(words_of(line for block in blocks for line in block.all_lines())),
        metadata=metadata,
        page_sizes=tuple((round(x.width, 1), round(x.height, 1)) for x in layouts),
        remarks=tuple(_remarks(layouts)),
    )


def _drained(items: list[TextLine]) -> Iterator[TextLine]:
    """Give the items one by one and let go of each: what is made of them takes their place in memory."""
    items.reverse()
    while items:
        yield items.pop()


def _by_table(elements: Iterable[TextLine]) -> Iterator[tuple[RawTable | None, list[TextLine]]]:
    """Give each table with the lines before it, and at the end the lines behind the last."""
    lines: list[TextLine] = []
    for element in elements:
        if isinstance(element.table, RawTable):
            yield element.table, lines
            lines = []
        else:
            lines.append(element)
    yield None, lines


def _all_lines(layouts: Sequence[PageLayout]) -> Iterator[TextLine]:
    for layout in layouts:
        for element in layout.elements:
            if isinstance(element.table, RawTable):
                for cell in element.table.cells:
                    yield from cell.lines
            else:
                yield element


def _set_furniture_apart(layouts: Sequence[PageLayout], body: Body) -> list[Furniture]:
    """Take headers, footers and page numbers out of the pages, also where a table without lines took them in."""
    edges = {x.number: list(_edge_rows(x)) for x in layouts}
    pages = [
        (x.number, x.height, [*(e for e in x.elements if e.table is None), *(line for line, _, _ in edges[x.number])])
        for x in layouts
    ]
    found = find_furniture(pages, body.size)
    out: list[Furniture] = []
    for layout in layouts:
        for line, table, row in edges[layout.number]:
            if id(line) in found:
                out.append(found[id(line)])
                drop_row(table, row)
        out.extend(found[id(e)] for e in layout.elements if id(e) in found)
        layout.elements = [e for e in layout.elements if id(e) not in found]
    return out


def _edge_rows(layout: PageLayout) -> Iterator[tuple[TextLine, RawTable, int]]:
    """The first and last row of tables without lines, as lines: a header may have been taken for a row."""
    for element in layout.elements:
        table = element.table
        if isinstance(table, RawTable) and not table.ruled and table.rows > 1:
            for row in (table.rows - 1, 0):  # the last first: taking away the first moves the others
                words = [w for cell in table.row(row) for x in cell.lines for w in [*x.marker_words, *x.words]]
                if words and all(len(cell.lines) < 2 for cell in table.row(row)):
                    words.sort(key=lambda w: w.x0)
                    yield TextLine(words, layout.number, parts=2), table, row


def _set_frames(layouts: Sequence[PageLayout]) -> None:
    """Tell each line between which edges the text of its column runs.

    The right edge is that of the column over the whole document (a page may hold short lines only); odd and even pages
    have their own where margins are mirrored.
    """
    starts: dict[tuple[int, int, int, int], list[float]] = defaultdict(list)
    ends: dict[tuple[int, int, int, int], list[float]] = defaultdict(list)
    for layout in layouts:
        for e in layout.elements:
            if e.table is None:
                key = _frame(layout, e)
                starts[key].append(e.start)
                ends[key].append(e.x1)
    left = {key: _edge(values, -1) for key, values in starts.items()}
    right = {key: _edge(values, 1) for key, values in ends.items()}
    for layout in layouts:
        for e in layout.elements:
            if e.table is None:
                key = _frame(layout, e)
                e.left, e.right = left[key], right[key]


def _frame(layout: PageLayout, line: TextLine) -> tuple[int, int, int, int]:
    return (round(layout.width), layout.columns, line.column, layout.number % 2)


def _edge(values: Sequence[float], side: int) -> float:
    """The outermost position that is no stray: at least two lines (of many: one in a hundred) come within 3 points."""
    counted = Counter(round(v) for v in values)
    need = 1 if len(values) < 20 else max(2, len(values) // 100)
    for place in sorted(counted, reverse=side > 0):
        if sum(counted[place - side * i] for i in range(4)) >= need:
            inside = [v for v in values if (v <= place + 0.5 if side > 0 else v >= place - 0.5)]
            return max(inside) if side > 0 else min(inside)
    return max(values) if side > 0 else min(values)


def _with_whole_tables(elements: list[TextLine]) -> list[TextLine]:
    """Join the parts of tables that run over pages or columns; the list that is given ends empty."""
    out: list[TextLine] = []
    for element in _drained(elements):
        before = out[-1].table if out else None
        if isinstance(before, RawTable) and isinstance(element.table, RawTable):
            moved = (element.page, element.table.column_index) != (before.last_page, before.column_index)
            if moved and runs_on(before, element.table):
                append(before, element.table)
                continue
        out.append(element)
    return out


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
