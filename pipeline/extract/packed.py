"""Blocks and furniture of a large book as bytes, made into objects when they are asked for.

A Document of two thousand pages is a hundred thousand lines; as objects they take ten times the memory of their text.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator, Sequence
from typing import Any, Generic, TypeVar, overload

from pipeline.extract.document import Block, Cell, Furniture, Line, Run, Table
from pipeline.extract.plain_bytes import Plain, from_bytes, to_bytes

_TOGETHER = 256
"""Blocks, or pieces of furniture, that are packed and unpacked together."""

T = TypeVar("T")


class Packed(Sequence[T], Generic[T]):
    """A sequence whose items are made each time they are asked for: going through it holds few of them at a time."""

    def __init__(self, packs: Sequence[bytes], together: int, length: int, make: Callable[[Any], T]) -> None:
        """Take the packs, the items in a full one and in all, and what makes an item of plain values."""
        self._packs = list(packs)
        self._together, self._length = together, length
        self._make = make

    def __len__(self) -> int:
        """Return the number of items."""
        return self._length

    def __iter__(self) -> Iterator[T]:
        """Make the items, one by one."""
        return map(self._make, self.plain())

    def plain(self) -> Iterator[Any]:
        """Give the values that the items are made of."""
        for pack in self._packs:
            yield from from_bytes(pack)

    def drain(self) -> Iterator[T]:
        """Make the items one by one, for the last time: what was made is let go of."""
        packs, self._packs, self._length = deque(self._packs), [], 0
        while packs:
            yield from map(self._make, from_bytes(packs.popleft()))

    @overload
    def __getitem__(self, index: int) -> T: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[T]: ...
    def __getitem__(self, index: int | slice) -> T | Sequence[T]:
        """Make an item, or some of them."""
        if isinstance(index, slice):
            return tuple(self[i] for i in range(*index.indices(self._length)))
        at = index + self._length if index < 0 else index
        if not 0 <= at < self._length:
            raise IndexError(index)
        return self._make(from_bytes(self._packs[at // self._together])[at % self._together])


def text_ends(blocks: Packed[Block]) -> Iterator[tuple[int, int, float]]:
    """Give page, column and right edge of each line of text that has a place, without making lines of them.

    Lines in tables are left out.
    """
    for values in blocks.plain():
        for _, page, box, _, column, *_ in values[1]:
            if page is not None and box:
                yield page, column, box[2]


class Packer:
    """Takes plain values one by one and packs them."""

    def __init__(self, together: int = _TOGETHER) -> None:
        """Start empty; so many items are packed together."""
        self._together = together
        self._open: list[Any] = []
        self._packs: list[bytes] = []
        self._length = 0

    def add(self, values: Any) -> None:
        """Add the values of the next item."""
        self._open.append(values)
        self._length += 1
        if len(self._open) == self._together:
            self._close()

    def packed(self, make: Callable[[Any], T]) -> Packed[T]:
        """Return what was added; ``make`` makes an item of its values."""
        if self._open:
            self._close()
        return Packed(self._packs, self._together, self._length, make)

    def _close(self) -> None:
        self._packs.append(to_bytes(self._open))
        self._open = []


def plain_block(block: Block, level: int | None = None) -> Plain:
    """Return a block as values for ``block_of``, at another level if one is given."""
    return (
        block.kind,
        [plain_line(line) for line in block.lines],
        block.level if level is None else level,
        block.marker,
        block.marker_line and plain_line(block.marker_line),
        block.table and _plain_table(block.table),
        block.indent,
        block.space_before,
        block.page_top,
    )


def block_of(values: Plain) -> Block:
    """Return the block that ``plain_block`` was given."""
    kind, lines, level, marker, marker_line, table, *others = values
    return Block(
        kind,
        tuple([line_of(line) for line in lines]),
        level,
        marker,
        marker_line and line_of(marker_line),
        table and _table(table),
        *others,
    )


def plain_furniture(furniture: Furniture) -> Plain:
    """Return furniture as values for ``furniture_of``."""
    return (furniture.kind, plain_line(furniture.line))


def furniture_of(values: Plain) -> Furniture:
    """Return the furniture that ``plain_furniture`` was given."""
    return Furniture(values[0], line_of(values[1]))


def plain_line(line: Line) -> Plain:
    """Return a line as values for ``line_of``."""
    runs = line.runs
    if len(runs) == 1:
        run = runs[0]
        said: Any = (run.text, run.bold, run.italic, run.size)
    else:
        said = [(run.text, run.bold, run.italic, run.size) for run in runs]
    return (said, line.page, line.box, line.number, line.column, line.hard_end, line.cut, line.hyphen_hint)


def line_of(values: Plain) -> Line:
    """Return the line that ``plain_line`` was given."""
    said, page, box, number, column, hard_end, cut, hyphen_hint = values
    runs = (Run(*said),) if isinstance(said, tuple) else tuple(Run(*own) for own in said)
    if box is not None:
        x0, top, x1, bottom = box
        same = _PLACES.setdefault
        box = (same(x0, x0), same(top, top), same(x1, x1), same(bottom, bottom))
        if len(_PLACES) > _MOST:
            _PLACES.clear()
    return Line(runs, page, box, number, column, hard_end, cut, hyphen_hint)


_PLACES: dict[float, float] = {}
"""The same place is the same object: a large book has a million, and some thousands of different ones."""
_MOST = 50_000


def _plain_table(table: Table) -> Plain:
    cells = [
        (
            c.row,
            c.column,
            list(map(plain_block, c.blocks)),
            c.row_span,
            c.column_span,
            c.page,
            c.box,
            c.number,
            c.rotated,
        )
        for c in table.cells
    ]
    return (cells, table.rows, table.columns, table.header_rows, table.ruled)


def _table(values: Plain) -> Table:
    cells, *others = values
    return Table(
        tuple(Cell(row, column, tuple(map(block_of, blocks)), *rest) for row, column, blocks, *rest in cells),
        *others,
    )
