"""Tables of a Word file as grids: merged cells, rows that were deleted, cells that hold tables."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from pipeline.extract.document import Block, Cell, Table
from pipeline.extract.word_package import W
from pipeline.extract.word_styles import attribute, child, is_on, whole
from pipeline.extract.word_text import Setting

if TYPE_CHECKING:
    from pipeline.extract.word import Body

MAX_SPAN = 200
"""Columns that one cell may cover; Word allows 63 columns."""
_SIDEWAYS = frozenset({"btLr", "tbRl", "tbRlV", "btLrV", "rl", "lr"})
_WRAPPERS = frozenset(W + name for name in ("sdt", "sdtContent", "ins", "moveTo", "customXml", "smartTag"))


@dataclass
class _Placed:
    """A cell while the table is read."""

    cell: Cell
    merges: str | None
    """restart or continue for a cell merged downwards, None for one that is not."""


def read_table(body: Body, table: Any) -> list[Block]:
    """Read a table; a frame of one cell gives what stands in it."""
    rows = [row for row in _inside(table, "tr") if not _deleted(row)]
    properties = child(table, "tblPr")
    style = attribute(child(properties, "tblStyle"))
    look = child(properties, "tblLook")
    placed: list[_Placed] = []
    columns = 0
    for index, row in enumerate(rows):
        settings = _settings(body, style, look, index)
        for item in _row(body, row, index, settings):
            placed.append(item)
            columns = max(columns, item.cell.column + item.cell.column_span)
    cells = _merged_down(placed)
    if not any(cell.blocks for cell in cells):
        return []
    if len(rows) == 1 and len(cells) == 1:
        return list(cells[0].blocks)
    return [Block("table", table=Table(tuple(cells), len(rows), columns, _header_rows(rows)))]


def _inside(element: Any, name: str) -> Iterator[Any]:
    """The rows of a table or the cells of a row, out of content controls and insertions."""
    for node in element:
        if node.tag == W + name:
            yield node
        elif node.tag in _WRAPPERS:
            yield from _inside(node, name)


def _deleted(row: Any) -> bool:
    properties = child(row, "trPr")
    return properties is not None and child(properties, "del") is not None


def _header_rows(rows: list[Any]) -> int:
    count = 0
    while count < len(rows) - 1 and is_on(child(rows[count], "trPr"), "tblHeader"):
        count += 1
    return count


def _settings(body: Body, style: str | None, look: Any | None, row: int) -> tuple[Setting, Setting]:
    """What the table style gives the cells of a row: the first cell, and the others."""
    areas: tuple[str, ...] = ("firstRow",) if row == 0 and _wants(look, "firstRow", 0x0020) else ()
    first = (*areas, "firstCol") if _wants(look, "firstColumn", 0x0080) else areas

    def setting(names: tuple[str, ...]) -> Setting:
        switch = body.styles.table_switch
        return Setting(table_bold=switch(style, "b", names), table_italic=switch(style, "i", names))

    return setting(first), setting(areas)


def _wants(look: Any | None, name: str, bit: int) -> bool:
    """Whether the table uses an area of its style; the mask is the older way to write it."""
    direct = attribute(look, name)
    if direct is not None:
        return direct in {"1", "true", "on"}
    try:
        return bool(int(attribute(look) or "0", 16) & bit)
    except ValueError:
        return False


def _row(body: Body, row: Any, index: int, settings: tuple[Setting, Setting]) -> Iterator[_Placed]:
    properties = child(row, "trPr")
    column = max(0, whole(attribute(child(properties, "gridBefore"))) or 0)
    merged_across: _Placed | None = None
    for number, node in enumerate(_inside(row, "tc")):
        properties = child(node, "tcPr")
        span = min(max(whole(attribute(child(properties, "gridSpan"))) or 1, 1), MAX_SPAN)
        start = body.number + 1
        blocks = tuple(body.read(node, settings[0 if number == 0 else 1]))
        merge = child(properties, "vMerge")
        rotated = attribute(child(properties, "textDirection")) in _SIDEWAYS
        cell = Cell(index, column, blocks, 1, span, number=start, rotated=rotated)
        across = attribute(child(properties, "hMerge"))
        if across == "continue" and merged_across:
            merged_across.cell = replace(
                merged_across.cell,
                column_span=merged_across.cell.column_span + span,
                blocks=merged_across.cell.blocks + blocks,
            )
        else:
            if merged_across:
                yield merged_across
            merges = (attribute(merge) or "continue") if merge is not None else None
            merged_across = _Placed(cell, merges)
        column += span
    if merged_across:
        yield merged_across


def _merged_down(placed: list[_Placed]) -> list[Cell]:
    """Make one cell of each cell and those below that continue it; text that stands in these is kept."""
    out: list[Cell] = []
    open_at: dict[int, int] = {}
    for item in placed:
        cell = item.cell
        above = open_at.get(cell.column)
        if item.merges == "continue" and above is not None and out[above].row + out[above].row_span == cell.row:
            top = out[above]
            out[above] = replace(top, row_span=top.row_span + 1, blocks=top.blocks + cell.blocks)
            continue
        if item.merges:
            open_at[cell.column] = len(out)
        else:
            open_at.pop(cell.column, None)
        out.append(cell)
    return out
