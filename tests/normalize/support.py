"""Read what a typist typed: a script of the layouts, or blocks written by hand."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from pipeline.extract.document import Block, Cell, Document, Line, Run, Table, visible
from pipeline.extract.text import words_of
from pipeline.models.base import Bron
from pipeline.normalize.book import Reading, normalize
from tests.layouts import books
from tests.layouts.compose import Composer
from tests.layouts.layout import Layout
from tests.layouts.script import Script
from tests.normalize.typist import Typist, Wear

PLAIN = Wear("gewoon")


def script(book: str = "klein", **layout: Any) -> Script:
    """The script of an invented book."""
    chosen = Layout("test", "rl", **layout)
    return Composer(books.load(book), chosen).script()


def document(typed: Script, wear: Wear = PLAIN) -> Document:
    """The script as a reader would give it."""
    return Typist(typed, wear).document()


def read(source: Document, **options: Any) -> Reading:
    """Read a document."""
    bron = Bron(bestand="boek.pdf", sha256="0" * 64, mediatype=source.mediatype or "text/plain", paginas=source.pages)
    return normalize(source, bron, **options)


def as_dict(reading: Reading) -> dict[str, Any]:
    """The book as functieboek.json holds it."""
    data: dict[str, Any] = json.loads(reading.book.model_dump_json())
    return data


def written(text: str) -> Document:
    """Write a document by hand, a block a line.

    ``# `` to ``###### `` is a heading, ``- `` an item, ``3. `` a numbered item, ``**…**`` a bold line, ``| a | b |`` a
    row of a table (rows that follow one another are one table, ``;`` parts the paragraphs of a cell, ``*`` before a
    part makes it an item), a line that starts with two spaces goes on with the block before it.
    """
    blocks: list[Block] = []
    rows: list[list[str]] = []
    for number, raw in enumerate(text.strip("\n").splitlines(), 1):
        line = raw.strip()
        if line.startswith("|"):
            rows.append([cell.strip() for cell in line.strip("|").split("|")])
            continue
        if rows:
            blocks.append(_table(rows, number))
            rows = []
        if not line:
            continue
        if raw.startswith("  ") and blocks:
            last = blocks[-1]
            hard = (*last.lines[:-1], replace(last.lines[-1], hard_end=True))
            blocks[-1] = last.with_lines((*hard, _line(line, number)))
            continue
        blocks.append(_block(line, number))
    if rows:
        blocks.append(_table(rows, len(text.splitlines())))
    return made(blocks)


def made(blocks: Iterable[Block], **fields: Any) -> Document:
    """A document of blocks."""
    kept = tuple(blocks)
    lines = [line for block in kept for line in block.all_lines()]
    chars = sum(visible(line.text) for line in lines) + sum(_marks(block) for block in kept)
    pages = max((line.page or 0 for line in lines), default=0) or None
    return Document(
        kept,
        pages=pages,
        mediatype="text/plain",
        source_chars=chars,
        words=words_of(lines),
        **fields,
    )


def _marks(block: Block) -> int:
    inner = sum(_marks(one) for cell in block.table.cells for one in cell.blocks) if block.table else 0
    return visible(block.marker) + inner


def _line(text: str, number: int) -> Line:
    bold = text.startswith("**") and text.endswith("**")
    return Line((Run(text.strip("*") if bold else text, bold=bold),), number=number)


def _block(line: str, number: int) -> Block:
    mark, _, rest = line.partition(" ")
    if mark and set(mark) == {"#"}:
        return Block("heading", (_line(rest, number),), level=len(mark))
    if mark == "-":
        return Block("item", (_line(rest, number),) if rest else (), marker="-")
    if mark.rstrip(".").isdecimal() and mark.endswith(".") and rest:
        return Block("item", (_line(rest, number),), marker=mark)
    return Block("paragraph", (_line(line, number),))


def _table(rows: list[list[str]], number: int) -> Block:
    cells = []
    for at, row in enumerate(rows):
        for column, text in enumerate(row):
            parts = [part.strip() for part in text.split(";") if part.strip()]
            blocks = tuple(
                Block("item", (_line(part[1:].strip(), number),), marker="•")
                if part.startswith("*") and not part.startswith("**")
                else Block("paragraph", (_line(part, number),))
                for part in parts
            )
            cells.append(Cell(at, column, blocks, number=number))
    return Block("table", table=Table(tuple(cells), len(rows), max(len(row) for row in rows)))
