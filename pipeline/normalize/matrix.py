"""The functiematrix: which function stands where, in which scale, with how many points."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.extract.document import Cell, Line
from pipeline.extract.text import join
from pipeline.normalize.account import Account
from pipeline.normalize.folding import squash
from pipeline.normalize.labels import Grammar
from pipeline.normalize.matrix_heads import HeadReader, Series
from pipeline.normalize.pieces import Piece
from pipeline.normalize.tables import Grid, Head, find_head, scale_column, scale_row
from pipeline.normalize.values import is_unknown, read_number, read_scale

_POINTS = re.compile(
    r"[(\[]?(?<![\w.,])(\d{2,4}|\d\.\d{3})(?:\s*(?:punten|pnt|ptn?|p)\b\.?)?[)\]]?(?=$|[\s;,/|•-])", re.IGNORECASE
)
_EDGES = " \t-–—:;,|/•"


@dataclass(frozen=True, slots=True)
class CellDraft:
    """A function in the matrix, its name not yet resolved."""

    schaal: int | str | None
    functiereeks: str | None
    functiegroep: str | None
    naam: str
    punten: int | None
    lines: tuple[Line, ...]


class MatrixReader:
    """Reads the matrices of a book, whatever way round they are printed."""

    def __init__(self, grammar: Grammar, words: frozenset[str], account: Account, series: Series) -> None:
        """Prepare; ``series`` is what the descriptions say of reeksen and groepen."""
        self.grammar = grammar
        self.words = words
        self.account = account
        self.series = series
        self.heads = HeadReader(grammar, words, series)
        self.above = False

    def read(self, grid: Grid, *, listed: bool, above: Piece | None = None) -> list[CellDraft]:
        """Give the functions of a matrix; ``listed``: one function a row; ``above``: what stands right above it."""
        self.above = above is not None and above.owner is None and self.series.spells(above.text)
        if above is not None and self.above:
            above.claim("velden")
        for cell in grid.table.cells:
            if not _across(grid, cell):
                self.account.claim_cell(cell, "velden")
        if listed:
            head = find_head(grid, self.grammar)
            return list(self._listed(grid, head)) if head else []
        column = scale_column(grid)
        if column is not None:
            return list(self._upright(grid, column))
        row = scale_row(grid)
        return list(self._sideways(grid, row)) if row is not None else []

    def _upright(self, grid: Grid, scales: int) -> Iterator[CellDraft]:
        table = grid.table
        first = next(row for row in range(table.rows) if read_scale(grid.text(row, scales)).value is not None)
        reeks, groep = self.heads.read(grid, first, scales, above=self.above)
        schaal: int | str | None = None
        for row in range(first, table.rows):
            text = grid.text(row, scales)
            if text.strip():
                schaal = self._scale(text, grid.own(row, scales))
            for column in range(table.columns):
                cell = grid.own(row, column)
                if cell and column != scales and not _across(grid, cell):
                    yield from self._functions(cell, schaal, reeks.get(column), groep.get(column))

    def _sideways(self, grid: Grid, scale_at: int) -> Iterator[CellDraft]:
        """Scales along the top, reeksen and groepen down the side."""
        table = grid.table
        schalen = {c: read_scale(grid.text(scale_at, c)).value for c in range(table.columns)}
        sides = [column for column in range(table.columns) if schalen[column] is None][:2]
        current = [""] * len(sides)
        for row in range(scale_at + 1, table.rows):
            for index, column in enumerate(sides):
                current[index] = grid.text(row, column).strip().rstrip(":") or ("" if index else current[index])
            reeks, groep = self._side_names(current)
            for column in range(table.columns):
                cell = grid.own(row, column)
                if cell and schalen[column] is not None:
                    yield from self._functions(cell, schalen[column], reeks, groep)

    def _side_names(self, sides: Sequence[str]) -> tuple[str | None, str | None]:
        if len(sides) == 2:
            return sides[0] or None, sides[1] or None
        only = sides[0] if sides else ""
        return (None, only or None) if squash(only) in self.series.of_group else (only or None, None)

    def _listed(self, grid: Grid, head: Head) -> Iterator[CellDraft]:
        current: dict[str, str] = {}
        at = head.columns
        naam_at = at.get("functie", at.get("normfunctie", 0))
        for row in range(head.row + 1, grid.table.rows):
            for role in ("schaal", "functiereeks", "functiegroep"):
                text = grid.text(row, at[role]).strip() if role in at else ""
                current[role] = text or current.get(role, "")
            cell = grid.own(row, naam_at)
            if (
                cell is None
                or not grid.text(row, naam_at).strip()
                or self.grammar.column(grid.text(row, naam_at)) == "totaal"
            ):
                continue
            schaal = self._scale(current["schaal"], grid.cells.get((row, at["schaal"])))
            if "punten" not in at:
                yield from self._functions(
                    cell, schaal, current["functiereeks"] or None, current["functiegroep"] or None
                )
                continue
            lines = tuple(line for c in range(grid.table.columns) if (own := grid.own(row, c)) for line in own.lines())
            points = self._points(grid.text(row, at["punten"]), grid.text(row, naam_at), lines)
            reeks, groep = current["functiereeks"] or None, current["functiegroep"] or None
            yield CellDraft(schaal, reeks, groep, grid.text(row, naam_at), points, lines)

    def _scale(self, text: str, cell: Cell | None) -> int | str | None:
        scale = read_scale(text)
        if scale.odd:
            self.account.no_number("schaal", text, "de functiematrix", list(cell.lines()) if cell else [])
        return scale.value

    def _points(self, text: str, naam: str, lines: Sequence[Line]) -> int | None:
        number = read_number(text, self.grammar.words["waarden"])
        if number.odd:
            self.account.no_number("het aantal punten", text, f"{naam} in de functiematrix", lines)
        return None if number.value is None else int(number.value)

    def _functions(
        self, cell: Cell, schaal: int | str | None, reeks: str | None, groep: str | None
    ) -> Iterator[CellDraft]:
        """The functions of one cell: names, each with its points after it."""
        parts = [list(block.all_lines()) for block in cell.blocks]
        whole = [line for part in parts for line in part]
        if len(parts) > 1 and not _POINTS.search(join(whole, self.words).text):
            for part in parts:  # no points in the book: each paragraph is a function
                yield from self._named(part, schaal, reeks, groep)
            return
        yield from self._named(whole, schaal, reeks, groep)

    def _named(
        self, lines: list[Line], schaal: int | str | None, reeks: str | None, groep: str | None
    ) -> Iterator[CellDraft]:
        text = join(lines, self.words).text
        start = 0
        for match in _POINTS.finditer(text):
            naam = text[start : match.start()].strip(_EDGES)
            if any(char.isalpha() for char in naam):
                points = int(match[1].replace(".", ""))
                own = _lines_with(lines, text, start, match.end(), self.words)
                yield CellDraft(schaal, reeks, groep, naam, points, own)
                start = match.end()
        rest = text[start:].strip(_EDGES)
        if not any(char.isalpha() for char in rest) or is_unknown(rest, self.grammar.words["waarden"]):
            return
        naam, odd = self._without_unknown(rest)
        own = _lines_with(lines, text, start, len(text), self.words)
        if odd:
            self.account.no_number("het aantal punten", odd, f"{naam} in de functiematrix", own)
        yield CellDraft(schaal, reeks, groep, naam, None, own)

    def _without_unknown(self, text: str) -> tuple[str, str]:
        """Take "n.t.b." from the end of a name."""
        for word in sorted(self.grammar.words["waarden"]["onbekend"], key=len, reverse=True):
            bare = text.rstrip(") ")
            if bare.lower().endswith((f" {word}", f"({word}")):
                return bare[: -len(word)].rstrip("(").strip(_EDGES), bare[-len(word) :]
        return text, ""


def _across(grid: Grid, cell: Cell) -> bool:
    """Whether a cell below the heads runs over the whole width: a note, no function."""
    return cell.row > 1 and cell.column_span >= grid.table.columns - 1 > 2


def _lines_with(lines: list[Line], text: str, begin: int, end: int, words: frozenset[str]) -> tuple[Line, ...]:
    """The lines that hold the text [begin, end) of a cell with several functions."""
    if begin == 0 and end >= len(text.rstrip()):
        return tuple(lines)
    out: list[Line] = []
    for count, line in enumerate(lines, 1):
        reached = len(join(lines[:count], words).text)
        started = len(join(lines[: count - 1], words).text)
        if started < end and reached > begin:
            out.append(line)
    return tuple(out) or tuple(lines)
