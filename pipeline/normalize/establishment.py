"""The table of functions that the organisation has (beschikbare functies), with its total."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from pipeline.extract.document import Block, Cell, Line
from pipeline.extract.text import join
from pipeline.models.functieboek import Kenmerk
from pipeline.normalize.account import Account
from pipeline.normalize.folding import squash
from pipeline.normalize.kenmerken import Item, items_of, kenmerk_of
from pipeline.normalize.labels import Grammar
from pipeline.normalize.pieces import Piece, claim_all, make_piece
from pipeline.normalize.tables import Grid, Head, find_head, lines_of
from pipeline.normalize.values import is_unknown, read_number, read_scale

_TOTAL = re.compile(r"^([^\d:]{5,40}?)\s*:?\s+(\d.*)$")


@dataclass
class RowDraft:
    """A row of the table, its norm function not yet resolved."""

    naam: str
    normfunctie: str | None = None
    schaal: int | str | None = None
    formatie: float | None = None
    items: list[Item] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)

    def kenmerken(self) -> tuple[Kenmerk, ...]:
        """The kenmerken with their emphasis."""
        return tuple(kenmerk_of(item.styled) for item in self.items)


@dataclass
class Establishment:
    """All rows of a book, and the total that it prints."""

    rows: list[RowDraft] = field(default_factory=list)
    total: float | None = None
    total_lines: tuple[Line, ...] = ()
    """Where the total is printed."""


class EstablishmentReader:
    """Reads tables of functions; one that goes on in a next table is one."""

    def __init__(self, grammar: Grammar, words: frozenset[str], account: Account) -> None:
        """Prepare an empty result."""
        self.grammar = grammar
        self.words = words
        self.account = account
        self.result = Establishment()
        self.head: Head | None = None
        self.head_words: set[str] = set()
        self.totals: list[tuple[float, tuple[Line, ...]]] = []

    def read(self, grid: Grid) -> None:
        """Take in a table; without a head of its own it has the columns of the table before it."""
        own = find_head(grid, self.grammar)
        head = own or self.head
        if head is None:
            return
        self.head = head
        if own:
            texts = [grid.text(own.row, column) for column in range(grid.table.columns)]
            self.head_words = {squash(word) for text in texts for word in text.split()}
        first = own.row + 1 if own else 0
        for row in range(first):
            for cell in grid.table.row(row):
                self.account.claim_cell(cell, "velden")
        for row in range(first, grid.table.rows):
            self._row(grid, head, row)

    def continues(self, grid: Grid) -> bool:
        """Whether a table without a head is the rest of the one before it."""
        return (
            self.head is not None
            and bool(self.result.rows)
            and find_head(grid, self.grammar) is None
            and grid.table.columns > max(self.head.columns.values())
        )

    def _row(self, grid: Grid, head: Head, row: int) -> None:
        cells = grid.table.row(row)
        if not any(cell.blocks for cell in cells):
            return
        if self._is_head(grid, head, row):
            for cell in cells:
                self.account.claim_cell(cell, "velden")
            return
        if self._total(grid, head, row):
            return
        texts = {role: self._text(grid, row, column) for role, column in head.columns.items()}
        naam = texts.get("functie", "") or texts.get("normfunctie", "")
        if not naam and not self.result.rows:
            return
        if not naam or (not texts.get("functie", naam) and not texts.get("schaal") and not texts.get("formatie")):
            self._rest(grid, head, row)
            return
        if len([cell for cell in cells if cell.blocks]) == 1 and len(head.columns) > 1:
            return  # a line across the table, such as the name of a team: no function
        draft = RowDraft(naam, texts.get("normfunctie") or None)
        self.result.rows.append(draft)
        self._fill(draft, grid, head, row, texts)

    def _is_head(self, grid: Grid, head: Head, row: int) -> bool:
        """Whether the head is printed again."""
        found = [
            role for role, column in head.columns.items() if self.grammar.column(self._text(grid, row, column)) == role
        ]
        return len(found) >= 2

    def _total(self, grid: Grid, head: Head, row: int) -> bool:
        """Take in a row with a total."""
        cells = [cell for cell in grid.table.row(row) if cell.blocks]
        texts = [grid.texts[id(cell)] for cell in cells]
        labels = [text for text in texts if self._says_total(text)]
        if not labels or len(cells) > 3:
            return False
        words = self.grammar.words["waarden"]
        at = head.columns.get("formatie")
        candidates = ([self._text(grid, row, at)] if at is not None else []) + texts[::-1]
        candidates += [text.partition(":")[2] for text in labels]
        for cell in cells:
            self.account.claim_cell(cell, "velden")
        for text in candidates:
            number = read_number(text, words)
            if number.value is not None:
                self._add_total(number.value, lines_of(cells))
                return True
        odd = next((text for text in texts if is_unknown(text, words)), "")
        if odd:
            self.account.no_number("het totaal", odd, "de tabel met functies", lines_of(cells))
        return True

    def _add_total(self, value: float, lines: Sequence[Line]) -> None:
        """Keep a total; of several it is the one that the others add up to, or else the last."""
        self.totals.append((value, tuple(lines)))
        whole = sum(total for total, _ in self.totals)
        sums = [one for one in self.totals if len(self.totals) > 2 and abs(2 * one[0] - whole) < 0.005]
        self.result.total, self.result.total_lines = sums[-1] if sums else self.totals[-1]

    def read_total_below(self, pieces: Sequence[Piece]) -> None:
        """Read a total that stands below the table and not in it; what stands between is the rest of the last row."""
        for at, piece in enumerate(pieces):
            if piece.table is not None or piece.match is not None or piece.owner is not None or piece.kind == "heading":
                return
            match = _TOTAL.match(piece.text)
            if match and self._says_total(match[1]) and self.result.rows:
                number = read_number(match[2], self.grammar.words["waarden"])
                if number.value is not None:
                    claim_all(pieces[: at + 1], "velden")
                    self._append(self.result.rows[-1], [one for one in pieces[:at] if not self._repeats_head(one)])
                    self._add_total(number.value, piece.lines)
                return

    def _repeats_head(self, piece: Piece) -> bool:
        """Whether a line has no words but those of the head."""
        return {squash(word) for word in piece.text.split()} <= self.head_words

    def _append(self, draft: RowDraft, pieces: Sequence[Piece]) -> None:
        """Add text that fell out of the table over a page break to the last kenmerk of a row."""
        lines = tuple(line for piece in pieces for line in piece.lines)
        if not lines:
            return
        draft.lines.extend(lines)
        last = draft.items[-1] if draft.items else None
        if last is not None and not last.text.endswith((".", ";")):
            draft.items[-1] = Item(join(last.lines + lines, self.words), (*last.pieces, *pieces))
        else:
            draft.items.append(Item(join(lines, self.words), tuple(pieces)))

    def _says_total(self, text: str) -> bool:
        words = (*self.grammar.columns["totaal"], *self.grammar.columns.get("subtotaal", ()))
        return squash(text) in words or squash(text.partition(":")[0]) in words

    def _text(self, grid: Grid, row: int, column: int) -> str:
        cell = grid.cells.get((row, column))
        return grid.texts[id(cell)] if cell and cell.row == row else ""

    def _fill(self, draft: RowDraft, grid: Grid, head: Head, row: int, texts: dict[str, str]) -> None:
        words = self.grammar.words["waarden"]
        own = [grid.own(row, column) for column in head.columns.values()]
        for cell in own:
            if cell:
                self.account.claim_cell(cell, "velden")
        draft.lines.extend(lines_of(own))
        if "kenmerken" in head.columns:
            draft.items.extend(self._items(grid.own(row, head.columns["kenmerken"])))
        scale = read_scale(texts.get("schaal", ""))
        number = read_number(texts.get("formatie", ""), words)
        where = f"{draft.naam} in de tabel met functies"
        if scale.odd:
            self.account.no_number("de schaal", texts["schaal"], where, self._cell_lines(grid, row, head, "schaal"))
        if number.odd:
            self.account.no_number(
                "de formatie", texts["formatie"], where, self._cell_lines(grid, row, head, "formatie")
            )
        draft.schaal, draft.formatie = scale.value, number.value

    def _cell_lines(self, grid: Grid, row: int, head: Head, role: str) -> list[Line]:
        return lines_of([grid.own(row, head.columns[role])])

    def _rest(self, grid: Grid, head: Head, row: int) -> None:
        """Add a row without a name to the row before it: the rest of one that ran over a page."""
        draft = self.result.rows[-1]
        for role, column in head.columns.items():
            cell = grid.own(row, column)
            if cell is None or not cell.blocks:
                continue
            self.account.claim_cell(cell, "velden")
            draft.lines.extend(cell.lines())
            if role == "kenmerken":
                self._more_items(draft, cell)
            elif role == "normfunctie":
                draft.normfunctie = " ".join(part for part in (draft.normfunctie, grid.texts[id(cell)]) if part)
            elif role == "functie":
                draft.naam = f"{draft.naam} {grid.texts[id(cell)]}"

    def _more_items(self, draft: RowDraft, cell: Cell) -> None:
        items = self._items(cell)
        if items and draft.items and cell.blocks[0].kind == "paragraph" and any(b.kind == "item" for b in cell.blocks):
            last, first = draft.items[-1], items.pop(0)
            draft.items[-1] = Item(join(last.lines + first.lines, self.words), last.pieces + first.pieces)
        draft.items.extend(items)

    def _items(self, cell: Cell | None) -> list[Item]:
        pieces = [_piece(block, self.words) for block in cell.blocks] if cell else []
        return items_of([piece for piece in pieces if piece.text], self.words)


def _piece(block: Block, words: frozenset[str]) -> Piece:
    piece = make_piece("item" if block.kind == "item" else "paragraph", block.lines, words, marker=block.marker)
    piece.breaks = tuple(index for index, line in enumerate(block.lines[:-1]) if line.hard_end)
    return piece
