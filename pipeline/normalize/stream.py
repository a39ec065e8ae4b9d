"""From a Document to a stream of pieces: blocks split where a label starts, wrapped labels made whole, tables opened.

Readers differ in what they take for one block.  A label may be a heading, a paragraph, the first line of a paragraph, a
line in the middle of it, or a cell; here every label starts a piece of its own, whatever the block it came in.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace

from pipeline.extract.document import Block, Document, Line, Table, visible
from pipeline.extract.packed import Packed, text_ends
from pipeline.normalize.folding import is_capitals, squash
from pipeline.normalize.labels import Grammar, Match
from pipeline.normalize.pieces import Piece, make_piece
from pipeline.normalize.store import Store

_FIRST_WORD = re.compile(r"\s*(\S+)")
_WORD = re.compile(r"(?<=\s)[A-Z]")
_NAME = 120
"""A value before the next label of the same line is not longer than this."""
_WIDER = 1.15
"""A word may be wider than the average of its line says: capitals, m and w."""
_HANGS = 4.0
"""Points that the further lines of an item stand in from its first."""
_VALUE = 36.0
"""Points from the start of a label to its value, at least."""
_FITS = 2.0
"""Points of doubt when asking whether a word would have fitted at the end of a line."""

Measure = dict[tuple[int, int], float]
"""The right edge of the text in each column of each page."""


class Stream:
    """Splits blocks into pieces with the grammar's labels and the words of the book at hand."""

    def __init__(self, document: Document, grammar: Grammar, keeps: Callable[[Table, int], Table | None]) -> None:
        """Prepare; ``keeps`` gives back a table that stays whole (a matrix, the table of functions)."""
        self.document = document
        self.grammar = grammar
        self.keeps = keeps
        self.right = _right_edges(document)
        self.cell_right: Measure | None = None

    def pieces(self, *, drain: bool = False) -> list[Piece]:
        """Give the whole document as pieces, in reading order; those of a large one are stored.

        Args:
            drain: let go of the blocks of a large document as pieces are made of them.
        """
        blocks = self.document.blocks
        if not isinstance(blocks, Packed):
            return list(self._mended(self._all(blocks)))
        return Store().keep(self._mended(self._all(blocks.drain() if drain else blocks)))

    def _all(self, blocks: Iterable[Block]) -> Iterator[Piece]:
        for index, block in enumerate(blocks):
            if block.table is None:
                yield from self._split(block)
            elif kept := self.keeps(block.table, index):
                yield Piece("table", make_piece("table", (), frozenset()).styled, table=kept)
            else:
                yield from self._opened(block.table, index)

    def _opened(self, table: Table, index: int) -> Iterator[Piece]:
        edges = _cell_edges(table)
        headed = self._has_heads(table)
        for cell in table.cells:
            self.cell_right = edges.get(cell.column)
            for block in cell.blocks:
                for piece in self._split(block):
                    piece.cell = (index, cell.row, cell.column)
                    if headed and cell.row == 0:
                        piece.match, piece.column_head = None, True
                    yield piece
        self.cell_right = None

    def _has_heads(self, table: Table) -> bool:
        """Whether the first row of a table does nothing but name its columns."""
        first = [squash("".join(line.text for line in cell.lines())) for cell in table.row(0)]
        filled = [letters for letters in first if letters]
        return table.rows > 1 and len(filled) > 1 and all(letters in self.grammar.heads for letters in filled)

    def _split(self, block: Block) -> Iterator[Piece]:
        """Split a block at the lines where a label starts."""
        lines = block.lines
        start = index = 0
        first = True
        while index < len(lines):
            found = self._label(block, index)
            if found is None:
                index += 1
                continue
            match, end = found
            if index > start:
                yield self._piece(block, lines[start:index], None, first)
                first = False
            yield from self._inline(self._piece(block, lines[index:end], match, first))
            first = False
            start = index = end
        if start < len(lines) or first:
            yield self._piece(block, lines[start:], None, first)

    def _piece(self, block: Block, lines: Sequence[Line], match: Match | None, first: bool) -> Piece:
        kind = block.kind
        if kind == "heading" and match is None and not first and not same_style(block.lines[0], lines[0]):
            kind = "paragraph"  # a heading with the text below it in one block
        piece = make_piece(kind, lines, self.document.words, match=match, marker=block.marker if first else "")
        if kind == "item" and not first:
            piece.kind = "paragraph"
        piece.level = block.level
        piece.breaks = tuple(
            i
            for i in range(len(lines) - 1)
            if not _hangs(lines[0], lines[i + 1]) and self.breaks(lines[i], lines[i + 1])
        )
        if first:
            piece.page_top = block.page_top
        return piece

    def _inline(self, piece: Piece) -> Iterator[Piece]:
        """Split a line with several fields: "Code: N01.02 Peildatum: 01-01-2022"."""
        match = piece.match
        if match is None or match.follows not in ("waarde", "naam"):
            yield piece
            return
        for word in _WORD.finditer(piece.text, match.end, match.end + _NAME):
            inner = self.grammar.match(piece.text[word.start() :])
            if inner and inner.follows in ("waarde", "naam") and inner.colon and inner.exact and not inner.numbering:
                head, tail = piece.styled.part(0, word.start()), piece.styled.part(word.start())
                counted = visible(tail.text)
                yield replace(piece, styled=head, chars=piece.chars - counted, breaks=())
                yield from self._inline(replace(piece, styled=tail, match=inner, marker="", chars=counted, breaks=()))
                return
        yield piece

    def _label(self, block: Block, index: int) -> tuple[Match, int] | None:
        """The label that starts at a line of a block, and the index of the line after all that belongs to it."""
        lines = block.lines
        text = lines[index].text.strip()
        if not text or (text[0].islower() and block.kind != "heading"):
            return None
        if index == 0 and self.cell_right is not None and 1 < len(lines) < 4:
            whole = self.grammar.match(" ".join(line.text.strip() for line in lines))
            if whole is not None and whole.alone:
                return whole, len(lines)  # a label that fills its narrow cell: "Naam" over "functie"
        end, match = index + 1, self.grammar.match(text)
        while match is None and end < len(lines) and end < index + 3 and self.grammar.unfinished(text):
            text = f"{text} {lines[end].text.strip()}"
            end, match = end + 1, self.grammar.match(text)
        if match is None or not self._believable(block, index, match, text):
            return None
        match, end, text = self._longest(block, end, match, text)
        return match, self._label_end(block, index, end, match, text)

    def _longest(self, block: Block, end: int, match: Match, text: str) -> tuple[Match, int, str]:
        """The label with its addition on the line below: "KRITISCHE WERKSITUATIE" over "NORMFUNCTIE"."""
        lines = block.lines
        while match.alone and not match.colon and end < len(lines) and same_style(lines[end - 1], lines[end]):
            longer = f"{text} {lines[end].text.strip()}"
            more = self.grammar.match(longer)
            if more is None or more.role != match.role or not more.alone:
                break
            text, match, end = longer, more, end + 1
        return match, end, text

    def _believable(self, block: Block, index: int, match: Match, text: str) -> bool:
        """Whether a label stands here, and not a line of running text that happens to begin with its word."""
        if not _fits_its_label(match, text, heading=block.kind == "heading"):
            return False
        if match.numbering and block.kind == "item" and match.follows != "nummer":
            return False
        if index == 0:
            return block.kind != "item" or match.alone or match.colon or match.follows in ("nummer", "titel", "niveau")
        before = block.lines[index - 1]
        if match.alone or match.follows in ("niveau", "nummer") or match.colon:
            return True
        if match.follows == "naam" and ":" in text:
            return True
        previous = self.grammar.match(before.text.strip())
        return (
            previous is not None
            or not same_style(before, block.lines[index])
            or self.breaks(before, block.lines[index])
        )

    def _label_end(self, block: Block, index: int, end: int, match: Match, text: str) -> int:
        """The index of the line after the label and what belongs to it on the lines below."""
        lines = block.lines
        if match.follows == "niets" and not match.alone:
            return self._until_label(block, end)
        if match.follows == "naam":
            return self._name_end(block, end, match, text)
        if match.follows == "niveau":
            while end < len(lines) and text.count("(") > text.count(")") and end < index + 4:
                text += lines[end].text
                end += 1
            return end
        if match.follows in ("titel", "nummer", "kop", "waarde") and not match.alone:
            value = match.follows == "waarde"
            while end < len(lines) and (
                self._wraps(block, end) or (value and _is_below_value(lines[index], lines[end]))
            ):
                end += 1
        return end

    def _name_end(self, block: Block, end: int, match: Match, text: str) -> int:
        """Where "Functiegroep Naam: omschrijving" ends: at the colon, or with the description on the same line."""
        lines = block.lines
        while ":" not in text[match.end :] and end < len(lines) and self._wraps(block, end):
            text = f"{text} {lines[end].text.strip()}"
            end += 1
        tail = text[match.end :].partition(":")
        return self._until_label(block, end) if tail[2].strip() else end

    def _until_label(self, block: Block, end: int) -> int:
        while end < len(block.lines) and self._label(block, end) is None:
            end += 1
        return end

    def _wraps(self, block: Block, index: int) -> bool:
        """Whether a line of a heading runs on in the line at this index."""
        before, line = block.lines[index - 1], block.lines[index]
        return same_style(before, line) and not self.breaks(before, line) and self._label(block, index) is None

    def breaks(self, line: Line, after: Line) -> bool:
        """Whether the source meant the line to end here: it says so, or the next word would have fitted."""
        if line.hard_end:
            return True
        if line.page is None or line.page != after.page or line.column != after.column or not line.box or not after.box:
            return False
        word = _FIRST_WORD.match(after.text)
        if not word or not after.text.strip():
            return False
        width = _WIDER * (after.box[2] - after.box[0]) * (len(word.group(1)) + 1) / max(len(after.text.strip()), 1)
        edges = self.right if self.cell_right is None else self.cell_right
        return line.box[2] + width < edges.get((line.page, line.column), 0.0) - _FITS

    def _mended(self, pieces: Iterator[Piece]) -> Iterator[Piece]:
        """Make labels whole that were wrapped over two blocks."""
        piece = next(pieces, None)
        while piece is not None:
            after = next(pieces, None)
            if after and piece.match is None and after.match is None and self._halves(piece, after):
                lines = piece.lines + after.lines
                match = self.grammar.match(f"{piece.text} {after.text}")
                whole = make_piece(piece.kind, lines, self.document.words, match=match, marker=piece.marker)
                piece, after = replace(piece, styled=whole.styled, match=match, chars=whole.chars), next(pieces, None)
            yield piece
            piece = after

    def _halves(self, piece: Piece, after: Piece) -> bool:
        if piece.table or after.table or piece.cell != after.cell or len(piece.text) > 120 or len(after.text) > 120:
            return False
        return self.grammar.unfinished(piece.text) and self.grammar.match(f"{piece.text} {after.text}") is not None


def _fits_its_label(match: Match, text: str, *, heading: bool) -> bool:
    """Whether what follows a label can follow it."""
    rest = text[match.end :].strip()
    if heading and match.follows == "titel":
        return not rest.endswith((".", ";", ","))
    if match.follows == "titel" or (match.follows == "kop" and not match.alone):
        return not rest or ((not rest[0].islower() or is_capitals(text)) and not rest.endswith((".", ";", ",")))
    if match.follows == "naam":
        name = rest.partition(":")[0]
        return len(name.split()) <= 9 and not name.rstrip().endswith(".") and bool(name or match.colon or match.alone)
    if match.follows == "waarde":
        return match.colon or (match.exact and not rest.endswith((".", ";")))
    return True


def _is_below_value(first: Line, line: Line) -> bool:
    """Whether a line stands far to the right of a label, with nothing below the label: its value goes on there."""
    if not first.box or not line.box or (first.page, first.column) != (line.page, line.column):
        return False
    return first.box[0] + _VALUE < line.box[0] < first.box[2]


def _hangs(first: Line, line: Line) -> bool:
    """Whether a line is set in below the first: the rest of an item, whatever its length."""
    if not first.box or not line.box or (first.page, first.column) != (line.page, line.column):
        return False
    return line.box[0] > first.box[0] + _HANGS


def same_style(one: Line, other: Line) -> bool:
    """Whether two lines are printed alike: weight, size and case."""
    if one.bold != other.bold:
        return False
    if one.size is not None and other.size is not None and abs(one.size - other.size) > 0.6:
        return False
    return is_capitals(one.text) == is_capitals(other.text) or min(len(one.text), len(other.text)) < 6


def _right_edges(document: Document) -> Measure:
    """Find how far text runs to the right, per page and column (tables left out: their cells are narrower)."""
    edges: Measure = {}
    if isinstance(document.blocks, Packed):
        for page, column, end in text_ends(document.blocks):
            edges[page, column] = max(edges.get((page, column), 0.0), end)
        return edges
    for block in document.blocks:
        _widen(edges, block.lines)
    return edges


def _cell_edges(table: Table) -> dict[int, Measure]:
    """Find how far text runs to the right in each column of a table."""
    edges: dict[int, Measure] = {}
    for cell in table.cells:
        for block in cell.blocks:
            _widen(edges.setdefault(cell.column, {}), block.lines)
    return edges


def _widen(edges: Measure, lines: Sequence[Line]) -> None:
    for line in lines:
        if line.page is not None and line.box:
            key = (line.page, line.column)
            edges[key] = max(edges.get(key, 0.0), line.box[2])
