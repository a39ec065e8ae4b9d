"""What the lines of a book say together, gathered page by page: body style, furniture, column edges, leading.

Each of these is decided over the whole book, and none needs the lines themselves: numbers of some dozens of bytes a
line are enough.  So a line can be packed, or made into a block, as soon as its page is laid out.
"""

from __future__ import annotations

from array import array
from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from pipeline.extract.document import FurnitureKind
from pipeline.extract.pdf.blocks import Body, Leading
from pipeline.extract.pdf.furniture import EdgeLines, Spot
from pipeline.extract.pdf.layout import PageLayout
from pipeline.extract.pdf.lines import TextLine
from pipeline.extract.pdf.tables import RawTable

Frame = tuple[int, int, int, int]
"""Width of the page, its number of columns, the column, and whether the page is odd: what shares its edges."""


@dataclass(frozen=True, slots=True)
class Decided:
    """What was decided over the whole book."""

    body: Body
    furniture: Mapping[Spot, FurnitureKind]
    edges: Mapping[Frame, tuple[float, float]]
    """Between which edges the text of a column runs, in points from the left of the page."""
    leading: Leading


class Evidence:
    """Gathers, page by page, what is decided over the whole book."""

    def __init__(self) -> None:
        """Start without pages."""
        self._sizes: Counter[float] = Counter()
        self._bold = 0
        self._edge_lines = EdgeLines()
        self._number_of: dict[Frame, int] = {}
        self._reach: list[tuple[array[float], array[float]]] = []
        """Where the lines of each frame start and end."""
        self._doubtful = _Columns(3, 2)
        """Lines that may be furniture: page, place among its lines, frame; start, end."""
        self._steps = _Columns(1, 3)
        """Neighbours that one paragraph may hold: frame; size, distance, and how far the second word would reach."""
        self._doubtful_steps = _Columns(4, 3)
        """The same, where it hangs on what is furniture: frame, page, place of both; the same three."""

    def add(self, layout: PageLayout) -> None:
        """Look at a page."""
        self._count(all_lines(layout.elements))
        number = layout.number
        lines = [e for e in layout.elements if e.table is None]
        rows = edge_rows(number, layout.elements) if len(lines) < len(layout.elements) else ()
        doubtful = {at for _, at, row in self._edge_lines.add(number, layout.height, lines, rows) if row < 0}
        of_column = {column: self._frame(layout, column) for column in {line.column for line in lines}}
        frames = [of_column[line.column] for line in lines]
        reach = self._reach
        for at, line in enumerate(lines):
            if at in doubtful:
                self._doubtful.add((number, at, frames[at]), (line.start, line.x1))
            else:
                starts, ends = reach[frames[at]]
                starts.append(line.start)
                ends.append(line.x1)
        self._measure_steps(number, lines, frames, doubtful)

    def _count(self, lines: Iterable[TextLine]) -> None:
        """Count the characters of each size, and those in bold."""
        sizes = self._sizes
        for line in lines:
            chars = 0
            for word in line.words:
                chars += len(word.text) - word.text.count(" ")
            sizes[line.size] += chars
            if line.bold:
                self._bold += chars

    def _frame(self, layout: PageLayout, column: int) -> int:
        """The number of a frame, which stands for it while pages are added."""
        frame = frame_of(layout, column)
        number = self._number_of.get(frame)
        if number is None:
            number = self._number_of[frame] = len(self._number_of)
            self._reach.append((array("d"), array("d")))
        return number

    def _measure_steps(
        self, page: int, lines: Sequence[TextLine], frames: Sequence[int], doubtful: Container[int]
    ) -> None:
        """Measure the distance of neighbours that one paragraph surely holds if the first is full: of the same style.

        What stands between two lines may turn out to be furniture; then they are neighbours.
        """
        last = len(lines) - 1
        for i, before in enumerate(lines):
            j = i
            while j < last and before.words:
                j += 1
                after = lines[j]
                if _alike(before, after) and not before.ends_in_leader():
                    measures = (before.size, after.middle - before.middle, before.reach_with(after))
                    if i in doubtful or j in doubtful or j > i + 1:
                        self._doubtful_steps.add((frames[i], page, i, j), measures)
                    else:
                        self._steps.add((frames[i],), measures)
                if j not in doubtful:
                    break

    def decide(self) -> Decided:
        """Decide, after the last page."""
        size = max(self._sizes, key=lambda s: (self._sizes[s], -s)) if self._sizes else 10.0
        body = Body(size, self._bold > 0.6 * max(1, self._sizes.total()))
        furniture = self._edge_lines.furniture(body.size)
        for (page, at, frame), (start, end) in self._doubtful.rows():
            if (page, at, -1) not in furniture:
                starts, ends = self._reach[frame]
                starts.append(start)
                ends.append(end)
        edges = [(_edge(starts, -1), _edge(ends, 1)) if starts else (0.0, 0.0) for starts, ends in self._reach]
        by_frame = {frame: edges[number] for frame, number in self._number_of.items()}
        return Decided(body, furniture, by_frame, self._leading(furniture, [right for _, right in edges]))

    def _leading(self, furniture: Mapping[Spot, FurnitureKind], right: Sequence[float]) -> Leading:
        found: dict[float, array[float]] = defaultdict(lambda: array("d"))
        for frame, (size, step, reach) in self._all_steps(furniture):
            if not reach < right[frame] - 0.15 * size:  # the line is full: see TextLine.would_fit
                found[size].append(step)
        return Leading.of(found)

    def _all_steps(self, furniture: Mapping[Spot, FurnitureKind]) -> Iterator[tuple[int, Sequence[float]]]:
        for (frame,), measures in self._steps.rows():
            yield frame, measures
        for (frame, page, i, j), measures in self._doubtful_steps.rows():
            own = (page, i, -1) in furniture or (page, j, -1) in furniture
            if not own and all((page, at, -1) in furniture for at in range(i + 1, j)):
                yield frame, measures


def _alike(before: TextLine, after: TextLine) -> bool:
    """Whether a line below another may be of the same paragraph, by size and place."""
    if before.column != after.column or before.size != after.size or after.marker or not after.words:
        return False
    return 0 < after.middle - before.middle < 3 * before.size


class _Columns:
    """Rows of whole numbers and measures, kept as numbers and not as objects."""

    def __init__(self, numbers: int, measures: int) -> None:
        self._numbers, self._measures = numbers, measures
        self._whole, self._real = array("i"), array("d")

    def add(self, numbers: Sequence[int], measures: Sequence[float]) -> None:
        self._whole.extend(numbers)
        self._real.extend(measures)

    def rows(self) -> Iterator[tuple[Sequence[int], Sequence[float]]]:
        whole, real = self._numbers, self._measures
        for i in range(len(self._whole) // whole):
            yield self._whole[i * whole : (i + 1) * whole], self._real[i * real : (i + 1) * real]


def all_lines(elements: Sequence[TextLine]) -> Iterator[TextLine]:
    """The lines of a page, those in tables included."""
    for element in elements:
        if isinstance(element.table, RawTable):
            for cell in element.table.cells:
                yield from cell.lines
        else:
            yield element


def edge_rows(page: int, elements: Sequence[TextLine]) -> Iterator[tuple[Spot, TextLine]]:
    """The first and last row of tables without lines, as lines: a header may have been taken for a row."""
    tables = [e.table for e in elements if isinstance(e.table, RawTable)]
    for at, table in enumerate(tables):
        if not table.ruled and table.rows > 1:
            for row in (table.rows - 1, 0):  # the last first: taking away the first moves the others
                words = [w for cell in table.row(row) for x in cell.lines for w in [*x.marker_words, *x.words]]
                if words and all(len(cell.lines) < 2 for cell in table.row(row)):
                    words.sort(key=lambda w: w.x0)
                    yield (page, at, row), TextLine(words, page, parts=2)


def frame_of(layout: PageLayout, column: int) -> Frame:
    """Tell which columns run between the same edges.

    The right edge is that of the column over the whole document (a page may hold short lines only); odd and even pages
    have their own where margins are mirrored.
    """
    return (round(layout.width), layout.columns, column, layout.number % 2)


def _edge(values: Sequence[float], side: int) -> float:
    """The outermost position that is no stray: at least two lines (of many: one in a hundred) come within 3 points."""
    counted = Counter(round(v) for v in values)
    need = 1 if len(values) < 20 else max(2, len(values) // 100)
    for place in sorted(counted, reverse=side > 0):
        if sum(counted[place - side * i] for i in range(4)) >= need:
            inside = [v for v in values if (v <= place + 0.5 if side > 0 else v >= place - 0.5)]
            return max(inside) if side > 0 else min(inside)
    return max(values) if side > 0 else min(values)
