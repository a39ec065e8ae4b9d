"""What every reader gives: a Document of blocks, made of lines of styled runs, each with its place in the source.

A reader knows layout and no HR.  The grammar (``pipeline.normalize``) knows HR and no layout: it sees only what stands
here.  Lines are kept apart inside a block, so that the grammar can split a block where a label starts, and so that a
hyphen at a line end is decided with the whole document as witness (see ``pipeline.extract.text``).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

Box = tuple[float, float, float, float]
"""x0, top, x1, bottom in PDF points from the top left of the page as it is shown (after /Rotate), rounded to 0.1."""

BlockKind = Literal["heading", "paragraph", "item", "table"]


# Runs, lines and blocks are made by the hundred thousand, and freezing makes each three times as dear.  Nobody changes
# one.
@dataclass(slots=True, unsafe_hash=True)
class Run:
    """A stretch of text in one style.  Text is NFC, without soft hyphens; ligatures are letters; spaces are single.

    A space between two runs of a line belongs to the end of the first or the start of the second: joining the texts of
    the runs of a line gives the text of the line.
    """

    text: str
    bold: bool = False
    italic: bool = False
    size: float | None = None
    """Font size in points, None where the source has none."""


@dataclass(slots=True, unsafe_hash=True)
class Line:
    """One line of the source: of a page (with page and box), or of a file without pages (with its number)."""

    runs: tuple[Run, ...]
    page: int | None = None
    box: Box | None = None
    number: int | None = None
    """Line (Markdown, text, HTML) or body paragraph (Word), from 1, where the source has no pages."""
    column: int = 0
    """Column on the page, 0 for the first; lines of one block in two columns or pages give a herkomst with vervolg."""
    hard_end: bool = False
    """The source itself breaks the line here (<br>, a new text line that is no wrapping)."""
    cut: bool = False
    """The last word may have been cut without a hyphen: it stands alone and fills its narrow cell to the edge."""
    hyphen_hint: bool = False
    """The source marks the hyphen at the end of this line as a word break (a soft hyphen, or PDFium's U+FFFE)."""

    @property
    def text(self) -> str:
        """The characters of the line."""
        runs = self.runs
        return runs[0].text if len(runs) == 1 else "".join([run.text for run in runs])  # asked for all the time

    @property
    def bold(self) -> bool:
        """Whether all visible characters are bold."""
        if len(self.runs) == 1:  # as in nearly every line
            run = self.runs[0]
            return run.bold and bool(run.text) and not run.text.isspace()
        shown = [run.bold for run in self.runs if not run.text.isspace() and run.text]
        return bool(shown) and all(shown)

    @property
    def size(self) -> float | None:
        """The font size that most characters have."""
        if len(self.runs) == 1:
            return self.runs[0].size
        sizes: dict[float, int] = {}
        for run in self.runs:
            if run.size is not None:
                sizes[run.size] = sizes.get(run.size, 0) + len(run.text.strip())
        return max(sizes, key=lambda s: (sizes[s], s)) if sizes else None


@dataclass(slots=True, unsafe_hash=True)
class Cell:
    """A cell of a table; merged cells have a span.  An empty cell has no blocks."""

    row: int
    column: int
    blocks: tuple[Block, ...] = ()
    row_span: int = 1
    column_span: int = 1
    page: int | None = None
    box: Box | None = None
    number: int | None = None
    rotated: bool = False
    """The text stands on its side (column heads of a matrix)."""

    def lines(self) -> Iterator[Line]:
        """All lines of the cell, in reading order."""
        for block in self.blocks:
            yield from block.all_lines()


@dataclass(slots=True, unsafe_hash=True)
class Table:
    """A table as a grid.

    A table that runs over pages is one, its repeated heads are furniture, its broken rows whole.
    """

    cells: tuple[Cell, ...]
    """In row order, then column order; a merged cell stands once, at its top left."""
    rows: int
    columns: int
    header_rows: int = 0
    """How many rows at the top the source itself marks as head (repeated over pages, <th>); 0 if it does not say."""
    ruled: bool = True
    """Whether lines (or the format: Word, HTML) say where the cells are; False where alignment only suggests it."""

    def at(self, row: int, column: int) -> Cell | None:
        """The cell that covers this place of the grid."""
        for cell in self.cells:
            if cell.row <= row < cell.row + cell.row_span and cell.column <= column < cell.column + cell.column_span:
                return cell
        return None

    def row(self, row: int) -> tuple[Cell, ...]:
        """The cells that start in this row, in column order."""
        return tuple(cell for cell in self.cells if cell.row == row)


@dataclass(slots=True, unsafe_hash=True)
class Block:
    """A heading, paragraph, list item or table, in reading order.

    The marker of an item ("•", "-", "1.", "a)") is not part of its lines.  A bullet without text is an item whose lines
    are empty.  What looked like a heading by its print may be none, and the reverse: the grammar decides by its labels.
    """

    kind: BlockKind
    lines: tuple[Line, ...] = ()
    level: int = 0
    """Headings: 1 for the highest found in the document. Items: 0 for the outermost list."""
    marker: str = ""
    marker_line: Line | None = None
    """Where the marker stands, for accounting and for an item without text."""
    table: Table | None = None
    indent: float = 0.0
    """Left edge of the text in points from the left edge of its column; 0 where unknown."""
    space_before: float = 0.0
    """Free height above the block in line heights; 0 where unknown."""
    page_top: bool = False
    """The block is the first of its page."""

    def all_lines(self) -> Iterator[Line]:
        """The lines of the block; of a table those of its cells, row by row."""
        yield from self.lines
        if self.table:
            for cell in self.table.cells:
                yield from cell.lines()

    def with_lines(self, lines: tuple[Line, ...], **changes: object) -> Block:
        """The same block with other lines."""
        return replace(self, lines=lines, **changes)  # type: ignore[arg-type]


FurnitureKind = Literal["header", "footer", "page_number", "repeated_head"]


@dataclass(frozen=True, slots=True)
class Furniture:
    """Text that belongs to the page and not to the book."""

    kind: FurnitureKind
    line: Line


@dataclass(frozen=True, slots=True)
class Remark:
    """A doubt of the reader about what it read; becomes a finding that concerns the reading."""

    code: str
    """Finding code: twijfel-afbreekstreepje, onleesbare-tekens, pagina-zonder-tekst, pagina-overgeslagen, …"""
    message: str
    """One Dutch sentence."""
    lines: tuple[Line, ...] = ()
    weight: Literal["fout", "waarschuwing", "info"] = "info"
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """A source that has been read."""

    blocks: Sequence[Block]
    """In reading order; of a large book they are made anew each time they are asked for (see ``packed``)."""
    furniture: Sequence[Furniture] = ()
    pages: int | None = None
    mediatype: str = ""
    source_chars: int = 0
    """Visible characters of the source as its engine counts them, independent of the blocks."""
    words: frozenset[str] = frozenset()
    """Every word of the book that is not broken by a line end, lower case: the witness for hyphens at line ends."""
    metadata: dict[str, str] = field(default_factory=dict)
    """What the file says of itself: title, author, subject; a witness, never content."""
    page_sizes: tuple[tuple[float, float], ...] = ()
    """Width and height of each page in points, as shown."""
    remarks: tuple[Remark, ...] = ()


def visible(text: str) -> int:
    """Count the characters that are not white space: the unit of the account of what was read."""
    return len("".join(text.split()))
