"""Type a script as a Document: what a reader could give, worn in the ways that readers and house styles differ.

No file, no page layout: the grammar is tested apart from the readers.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from pipeline.extract.document import Block, BlockKind, Cell, Document, Line, Run, Table, visible
from pipeline.extract.text import words_of
from tests.layouts.script import CellText, Element, Fields, Grid, Heading, Item, NewPage, Paragraph, Script, Span, Toc

LEVELS = {
    **dict.fromkeys(("titel", "deel"), 1),
    **dict.fromkeys(("hoofdstuk", "functie", "profiel"), 2),
    "sectie": 3,
    **dict.fromkeys(("reeks", "label", "gebied", "competentie", "vraag"), 4),
    "niveau": 5,
    **dict.fromkeys(("organisatie", "ondertitel", "versie"), 6),
}
_CHAR = 5.0
"""Points a character: every letter is as wide as every other."""
_LEFT = 70.0


@dataclass(frozen=True)
class Wear:
    """How far what the reader gives is from what the book means."""

    name: str
    headings: Literal["heading", "bold", "plain", "flat"] = "heading"
    """Headings as such, as bold paragraphs, as plain paragraphs, or all on one level."""
    items: Literal["item", "paragraph", "merged"] = "item"
    """Items as such; without marker, a paragraph each; or all of a list in one paragraph, a line each."""
    numbers: Literal["marker", "text"] = "marker"
    """Where the number of a numbered item stands."""
    fields: Literal["cells", "colon-cells", "lines", "two-lines", "no-colon", "one-line"] = "cells"
    glue: bool = False
    """A heading and the first block below it are one block."""
    halves: int = 0
    """Headings longer than this many characters come as two blocks."""
    width: int = 0
    """Characters on a line; 0 for no wrapping."""
    pages: int = 0
    """Lines on a page; 0 for a source without pages, whose lines have numbers."""
    toc: Literal["lines", "block", "cells", "dots"] = "lines"
    letterspaced: bool = False
    """Labels of sections are letterspaced, one space between letters."""
    empty_items: bool = False
    """A bullet without text after every list."""


class Typist:
    """Types one script."""

    def __init__(self, script: Script, wear: Wear) -> None:
        self.script = script
        self.wear = wear
        self.row = 0
        self.list = 0

    def document(self) -> Document:
        """The whole document."""
        blocks = list(self._worn([block for element in self._elements() for block in self._blocks(element)]))
        lines = [line for block in blocks for line in block.all_lines()]
        chars = sum(visible(line.text) for line in lines) + sum(_marker_chars(block) for block in blocks)
        pages = max((line.page or 0 for line in lines), default=0) or None
        return Document(tuple(blocks), pages=pages, mediatype="text/plain", source_chars=chars, words=words_of(lines))

    def _elements(self) -> Iterator[Element]:
        """The elements, a bullet without text after each list where the wear says so."""
        for element in self.script.elements:
            yield element
            if self.wear.empty_items and isinstance(element, Item) and element.last and element.number is None:
                yield Item((Span(""),))

    # lines

    def _place(self, text: str) -> Line:
        self.row += 1
        if not self.wear.pages:
            return Line((), number=self.row)
        page, at = divmod(self.row, self.wear.pages)
        top = 60.0 + 14 * at
        return Line((), page=page + 1, box=(_LEFT, top, _LEFT + _CHAR * len(text), top + 11))

    def _line(self, spans: Sequence[Span], *, size: float = 10.0) -> Line:
        text = "".join(span.text for span in spans)
        place = self._place(text)
        sized = size if self.wear.pages else None
        return replace(place, runs=tuple(Run(s.text, s.bold, s.italic, sized) for s in spans if s.text))

    def _lines(self, spans: Sequence[Span], *, size: float = 10.0) -> tuple[Line, ...]:
        """Wrap spans; every line but the last ends where the next word no longer fits."""
        if not self.wear.width:
            return (self._line(spans, size=size),)
        text = "".join(span.text for span in spans)
        out, at = [], 0
        for part in textwrap.wrap(text, self.wear.width, break_long_words=False, break_on_hyphens=False) or [""]:
            at = text.index(part, at)
            out.append(self._line(_cut(spans, at, at + len(part)), size=size))
            at += len(part)
        return tuple(out)

    # elements

    def _blocks(self, element: Element) -> list[Block]:
        if isinstance(element, Heading):
            return self._heading(element)
        if isinstance(element, Paragraph):
            return [Block("paragraph", self._lines(element.spans))]
        if isinstance(element, Item):
            return [self._item(element)]
        self.list += 1
        if isinstance(element, Fields):
            return self._fields(element)
        if isinstance(element, Grid):
            return [self._grid(element)]
        if isinstance(element, Toc):
            return self._toc(element)
        assert isinstance(element, NewPage)
        return []

    def _heading(self, element: Heading) -> list[Block]:
        kind, bold, size = self._print(element.role)
        text = element.text
        if self.wear.letterspaced and element.role in ("sectie", "vraag"):
            text = " ".join(text)
        level = 1 if self.wear.headings == "flat" else LEVELS[element.role]
        texts = [text]
        if self.wear.halves and len(text) > self.wear.halves and element.role in ("functie", "profiel"):
            cut = text.rindex(" ", 0, self.wear.halves)
            texts = [text[:cut], text[cut + 1 :]]
        lines = [self._lines((Span(one, bold),), size=size) for one in texts]
        return [Block(kind, one, level=level if kind == "heading" else 0) for one in lines]

    def _print(self, role: str) -> tuple[BlockKind, bool, float]:
        size = {1: 20.0, 2: 14.0, 3: 12.0}.get(LEVELS[role], 10.0)
        if role in ("organisatie", "ondertitel", "versie"):
            return "paragraph", False, 12.0
        if self.wear.headings in ("heading", "flat"):
            return "heading", True, size
        loud = role in ("titel", "deel", "hoofdstuk", "functie", "profiel")
        if self.wear.headings == "bold":
            return ("heading" if role == "titel" else "paragraph"), True, size if loud else 10.0
        return ("heading" if loud else "paragraph"), False, size if loud else 10.0

    def _item(self, element: Item) -> Block:
        marker = f"{element.number}." if element.number else "•"
        spans = element.spans
        in_text = element.number is not None and (self.wear.numbers == "text" or self.wear.items != "item")
        if in_text:
            spans = (Span(f"{marker} "), *spans)
        lines = self._lines(spans) if spans[0].text else ()
        if self.wear.items != "item" or in_text:
            return Block("paragraph", lines, indent=float(self.list))
        return Block("item", lines, marker=marker)

    def _fields(self, element: Fields) -> list[Block]:
        how = self.wear.fields
        if how in ("cells", "colon-cells"):
            columns = 3 if how == "colon-cells" else 2
            cells = []
            for row, (label, value) in enumerate(element.rows):
                texts = (label, ":", value) if columns == 3 else (label, value)
                for column, text in enumerate(texts):
                    blocks = (Block("paragraph", (self._line((Span(text),)),)),) if text else ()
                    cells.append(Cell(row, column, blocks))
            table = Table(tuple(cells), len(element.rows), columns)
            return [Block("table", table=table)]
        if how == "one-line":
            text = " ".join(f"{label}: {value}".strip() for label, value in element.rows)
            return [Block("paragraph", (self._line((Span(text),)),))]
        out = []
        for label, value in element.rows:
            if how == "two-lines":
                out += [self._line((Span(f"{label}:"),)), *([self._line((Span(value),))] if value else [])]
            else:
                sign = "" if how == "no-colon" else ":"
                out.append(self._line((Span(f"{label}{sign} {value}".strip()),)))
        return [Block("paragraph", tuple(replace(line, hard_end=True) for line in out))]

    def _grid(self, element: Grid) -> Block:
        cells: list[Cell] = []
        rows = (*element.head, *element.rows)
        for at, row in enumerate(rows):
            column = 0
            for cell in row:
                cells.append(Cell(at, column, self._cell(cell), column_span=cell.span, rotated=cell.rotated))
                column += cell.span
        columns = max(cell.column + cell.column_span for cell in cells)
        return Block("table", table=Table(tuple(cells), len(rows), columns, header_rows=len(element.head)))

    def _cell(self, cell: CellText) -> tuple[Block, ...]:
        narrow, self.wear = self.wear, replace(self.wear, width=min(self.wear.width, 24))
        blocks = tuple(
            Block("item", self._lines(block.spans), marker="•")
            if isinstance(block, Item)
            else Block("paragraph", self._lines(block.spans))
            for block in cell.blocks
        )
        self.wear = narrow
        return blocks

    def _toc(self, element: Toc) -> list[Block]:
        kind, bold, size = self._print("hoofdstuk")
        title = Block(kind, self._lines((Span(element.title, bold),), size=size), level=2)
        texts = [(text, str(3 + at // 2)) for at, (_, text) in enumerate(element.entries)]
        if self.wear.toc == "cells":
            cells = [
                Cell(row, column, (Block("paragraph", (self._line((Span(text),)),)),))
                for row, pair in enumerate(texts)
                for column, text in enumerate(pair)
            ]
            return [title, Block("table", table=Table(tuple(cells), len(texts), 2))] if cells else [title]
        dots = " ............ " if self.wear.toc == "dots" else " "
        lines = [self._line((Span(f"{text}{dots}{page}"),)) for text, page in texts]
        if self.wear.toc == "block":
            return [title, Block("paragraph", tuple(lines))]
        return [title, *(Block("paragraph", (line,)) for line in lines)]

    # wear over blocks

    def _worn(self, blocks: list[Block]) -> Iterator[Block]:
        """Run blocks together where the wear says so."""
        out: list[Block] = []
        lists = self.wear.items == "merged"
        for block in blocks:
            before = out[-1] if out else None
            if before and lists and _same_list(before, block):
                out[-1] = before.with_lines((*_hard(before.lines), *block.lines))
            elif (
                before
                and self.wear.glue
                and before.kind == "heading"
                and block.kind == "paragraph"
                and before.level > 2
            ):
                out[-1] = before.with_lines((*_hard(before.lines), *block.lines), kind="paragraph")
            else:
                out.append(block)
        yield from out


def _same_list(before: Block, block: Block) -> bool:
    """Whether two unmarked paragraphs are items of one list: they were typed as such."""
    return before.indent > 0 and before.indent == block.indent


def _hard(lines: tuple[Line, ...]) -> tuple[Line, ...]:
    return (*lines[:-1], replace(lines[-1], hard_end=True)) if lines else lines


def _cut(spans: Sequence[Span], begin: int, end: int) -> list[Span]:
    out, at = [], 0
    for span in spans:
        part = span.text[max(begin - at, 0) : max(end - at, 0)]
        if part:
            out.append(replace(span, text=part))
        at += len(span.text)
    return out


def _marker_chars(block: Block) -> int:
    own = visible(block.marker)
    if block.table:
        own += sum(_marker_chars(inner) for cell in block.table.cells for inner in cell.blocks)
    return own
