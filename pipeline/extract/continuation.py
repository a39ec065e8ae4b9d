"""Put together what a page break parted in a source without pages: tables in pieces, sentences in two paragraphs.

Only what is beyond doubt: a table whose next piece repeats its head or continues its last row, and a text that stops in
the middle of a sentence and goes on with a small letter.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from pipeline.extract.document import Block, Cell, Furniture, Table
from pipeline.extract.items import goes_on


def join_tables(blocks: Sequence[Block]) -> tuple[list[Block], list[Furniture]]:
    """Join pieces of one table that stand next to each other; a repeated head becomes furniture."""
    out: list[Block] = []
    furniture: list[Furniture] = []
    for block in blocks:
        before = out[-1].table if out else None
        joined = _join(before, block.table) if before and block.table else None
        if joined:
            table, heads = joined
            out[-1] = replace(out[-1], table=table)
            furniture.extend(heads)
        else:
            out.append(block)
    return out, furniture


def _text(cell: Cell | None) -> str:
    return " ".join(line.text for line in cell.lines()) if cell else ""


def _row_texts(table: Table, row: int) -> list[str]:
    return [" ".join(_text(cell).split()).casefold() for cell in table.row(row)]


def _join(first: Table, second: Table) -> tuple[Table, list[Furniture]] | None:
    """The two tables as one, and the repeated heads; None where they may be two tables."""
    if first.columns != second.columns or first.columns < 2:
        return None
    heads = 0
    limit = min(first.rows, second.rows, 3)
    while heads < limit and _row_texts(first, heads) == _row_texts(second, heads) and any(_row_texts(first, heads)):
        heads += 1
    if heads and heads == second.rows:
        return None  # nothing but the same rows: two tables that say the same
    rest = _rows_from(second, heads)
    continues = _continues(first, rest)
    if not heads and not continues:
        return None
    furniture = [
        Furniture("repeated_head", line) for row in range(heads) for cell in second.row(row) for line in cell.lines()
    ]
    return _appended(first, rest, continues, heads), furniture


def _rows_from(table: Table, skip: int) -> Table:
    cells = tuple(replace(cell, row=cell.row - skip) for cell in table.cells if cell.row >= skip)
    return replace(table, cells=cells, rows=table.rows - skip, header_rows=max(0, table.header_rows - skip))


def _continues(first: Table, second: Table) -> bool:
    """Whether the first row of the second piece goes on in the last row of the first.

    Its first cell is empty, each filled cell stands under a filled cell, and it holds list items or a text that starts
    with a small letter; a row of totals does not.
    """
    filled = [cell for cell in second.row(0) if cell.blocks]
    last = first.rows - 1
    if not filled or any(cell.column == 0 for cell in filled):
        return False
    for cell in filled:
        above = first.at(last, cell.column)
        start = _text(cell).lstrip()
        if not above or not above.blocks or above.column != cell.column:
            return False
        if cell.blocks[0].kind != "item" and not (start and start[0].islower()):
            return False
    return True


def _appended(first: Table, second: Table, continues: bool, heads: int) -> Table:
    cells = list(first.cells)
    last = first.rows - 1
    if continues:
        for extra in second.row(0):
            for index, cell in enumerate(cells):
                if extra.blocks and cell.row <= last < cell.row + cell.row_span and cell.column == extra.column:
                    cells[index] = replace(cell, blocks=_blocks_joined(cell.blocks, extra.blocks))
        second = _rows_from(second, 1)
    cells.extend(replace(cell, row=cell.row + first.rows) for cell in second.cells)
    header_rows = max(first.header_rows, heads)
    return replace(first, cells=tuple(cells), rows=first.rows + second.rows, header_rows=header_rows)


def _blocks_joined(before: tuple[Block, ...], after: tuple[Block, ...]) -> tuple[Block, ...]:
    """The blocks of a cell with those of its continuation; a paragraph that goes on joins the block before it."""
    if before and after and after[0].kind == "paragraph" and before[-1].kind != "table":
        merged = before[-1].with_lines(before[-1].lines + after[0].lines)
        return (*before[:-1], merged, *after[1:])
    return before + after


def join_broken_text(blocks: Sequence[Block]) -> list[Block]:
    """Join a paragraph to the paragraph or item before it that stops in the middle of a sentence."""
    out: list[Block] = []
    for block in blocks:
        if block.kind == "paragraph" and out and _breaks_off(out[-1], block):
            out[-1] = out[-1].with_lines(out[-1].lines + block.lines)
        else:
            out.append(block)
    return out


def _breaks_off(before: Block, after: Block) -> bool:
    if before.kind not in {"paragraph", "item"} or not before.lines or not after.lines:
        return False
    text = before.lines[-1].text
    if before.kind == "paragraph" and len(text) < 40 and not re.search(r"[,\-–]$", text.rstrip()):
        return False  # a label or a short line of its own
    return goes_on(text, after.lines[0].text)
