"""The heads of a matrix: which functiereeks and functiegroep stand above each column.

They are read as printed.  Only where the source ran the two rows of heads together, printed the reeksen as a line above
the table, centred them over cells that are not merged, or drew no lines, the descriptions are asked which reeks a groep
belongs to.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from pipeline.extract.text import join
from pipeline.normalize.folding import squash
from pipeline.normalize.labels import Grammar
from pipeline.normalize.tables import Grid

Heads = dict[int, str]
"""Head by column."""


@dataclass(frozen=True)
class Series:
    """What the descriptions say of reeksen and groepen."""

    reeksen: Mapping[str, str] = field(default_factory=dict)
    """Squashed name to the name as printed."""
    of_group: Mapping[str, str] = field(default_factory=dict)
    """Squashed name of a groep to the name of its reeks."""

    def spells(self, text: str) -> bool:
        """Whether a text is nothing but names of reeksen, at least two."""
        letters, count = squash(text), 0
        names = sorted(self.reeksen, key=len, reverse=True)
        while letters:
            name = next((name for name in names if letters.startswith(name)), None)
            if name is None:
                return False
            letters, count = letters[len(name) :], count + 1
        return count > 1


def series_of(pairs: Iterable[tuple[str | None, str | None]]) -> Series:
    """Collect what the descriptions say: pairs of reeks and groep."""
    known = [(reeks, groep) for reeks, groep in pairs if reeks]
    reeksen = {squash(reeks): reeks for reeks, _ in reversed(known)}
    return Series(reeksen, {squash(groep): reeks for reeks, groep in reversed(known) if groep})


class HeadReader:
    """Reads the heads above the columns of an upright matrix."""

    def __init__(self, grammar: Grammar, words: frozenset[str], series: Series) -> None:
        """Prepare."""
        self.grammar = grammar
        self.words = words
        self.series = series

    def read(self, grid: Grid, first: int, scales: int, *, above: bool) -> tuple[Heads, Heads]:
        """Give reeksen and groepen by column.

        Args:
            grid: the matrix.
            first: its first row with a scale.
            scales: the column of the scales.
            above: the reeksen are printed as a line above the table.
        """
        rows = [row for row in range(first) if _names_columns(grid, row, scales)]
        labelled = {self.grammar.column(grid.text(row, scales)): row for row in rows if grid.text(row, scales)}
        reeks_row, groep_row = labelled.get("functiereeks"), labelled.get("functiegroep")
        if reeks_row is not None or groep_row is not None:
            return _row(grid, reeks_row, scales, spread=True), _row(grid, groep_row, scales, spread=False)
        if len(rows) >= 2:
            groepen = _row(grid, rows[-1], scales, spread=False)
            reeksen = _row(grid, rows[-2], scales, spread=False)
            if groepen and reeksen and min(groepen) < min(reeksen):  # centred: where a reeks begins cannot be seen
                return self._centred(reeksen, groepen), groepen
            spread = _row(grid, rows[-2], scales, spread=True)
            return spread if grid.table.ruled else self._between_lines(spread, groepen), groepen
        return self._one_row(grid, rows[0], scales, above=above) if rows else ({}, {})

    def _one_row(self, grid: Grid, row: int, scales: int, *, above: bool) -> tuple[Heads, Heads]:
        """Heads in one row: reeksen, or groepen, or both in one cell."""
        reeksen: Heads = {}
        groepen: Heads = {}
        for column, text in _row(grid, row, scales, spread=False).items():
            both = self._both(grid, row, column)
            groepen[column] = both[1] if both else text
            if both:
                reeksen[column] = both[0]
        if reeksen or above:
            return self._completed(reeksen, groepen), groepen
        if {squash(text) for text in groepen.values()} & self.series.of_group.keys():
            return {}, groepen
        return _row(grid, row, scales, spread=True), {}

    def _both(self, grid: Grid, row: int, column: int) -> tuple[str, str] | None:
        """A reeks that the descriptions know on the first lines of a cell, and a groep on the others."""
        cell = grid.own(row, column)
        lines = list(cell.lines()) if cell else []
        for count in range(1, len(lines)):
            reeks = self.series.reeksen.get(squash(join(lines[:count], self.words).text))
            if reeks:
                return join(lines[:count], self.words).text, join(lines[count:], self.words).text
        return None

    def _between_lines(self, reeksen: Heads, groepen: Heads) -> Heads:
        """Set right where a reeks ends in a table without lines, where no more than alignment says so.

        Only a reeks that is printed right beside is believed on the word of the descriptions.
        """
        order = list(dict.fromkeys(reeksen.values()))
        out: Heads = {}
        for column, reeks in reeksen.items():
            described = self.series.of_group.get(squash(groepen.get(column, "")))
            beside = order[max(order.index(reeks) - 1, 0) : order.index(reeks) + 2]
            out[column] = next((one for one in beside if described and squash(one) == squash(described)), reeks)
        return out

    def _centred(self, reeksen: Heads, groepen: Heads) -> Heads:
        """Give each groep the reeks that is described; failing that, the one printed nearest."""
        out: Heads = {}
        printed = {squash(reeks) for reeks in reeksen.values()}
        for column, groep in groepen.items():
            described = self.series.of_group.get(squash(groep), "")
            nearest = min(reeksen, key=lambda at: (abs(at - column), at))
            out[column] = described if squash(described) in printed else reeksen[nearest]
        return out

    def _completed(self, reeksen: Heads, groepen: Heads) -> Heads:
        """Give each groep its reeks: as printed, as described, or that of its neighbours."""
        out = dict(reeksen)
        for column, groep in groepen.items():
            described = self.series.of_group.get(squash(groep))
            if column not in out and described:
                out[column] = described
        for column in sorted(groepen):
            if column not in out:
                left = [known for known in out if known < column]
                right = [known for known in out if known > column]
                if left or right:
                    out[column] = out[max(left)] if left else out[min(right)]
        return out


def _names_columns(grid: Grid, row: int, scales: int) -> bool:
    """Whether a row names columns, and is not a title over the whole width."""
    columns = range(grid.table.columns)
    filled = {id(cell) for column in columns if (cell := grid.cells.get((row, column))) and cell.blocks}
    return len(filled) > 1 or (bool(filled) and grid.own(row, scales) is not None and not grid.text(row, scales))


def _row(grid: Grid, row: int | None, scales: int, *, spread: bool) -> Heads:
    """The head above each column; one that is not merged spreads to the empty cells on its right."""
    out: Heads = {}
    current = ""
    for column in range(grid.table.columns) if row is not None else ():
        if column == scales or row is None:
            continue
        text = grid.text(row, column).strip().rstrip(":")
        current = text or (current if spread else "")
        if current:
            out[column] = current
    return out
