"""Ruled tables: cells on a grid, from lines alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.extract.pdf.engine import open_pdf
from pipeline.extract.pdf.grid import MOST_RULES, Grid, find_grids
from pipeline.extract.pdf.page import PageContent, Rule
from tests.support import SOURCES


def page(*rules: Rule) -> PageContent:
    """A page with these lines and nothing else."""
    return PageContent(1, 595, 842, (), tuple(rules))


def h(y: float, x0: float, x1: float, filled: bool = False) -> Rule:
    """A level line."""
    return Rule(x0, y, x1, y, filled)


def v(x: float, top: float, bottom: float, filled: bool = False) -> Rule:
    """An upright line."""
    return Rule(x, top, x, bottom, filled)


def box(x0: float, top: float, x1: float, bottom: float, filled: bool = False) -> list[Rule]:
    """The four edges of a rectangle."""
    return [h(top, x0, x1, filled), h(bottom, x0, x1, filled), v(x0, top, bottom, filled), v(x1, top, bottom, filled)]


def lattice(rows: Sequence[float], columns: Sequence[float]) -> list[Rule]:
    """Lines through the whole of a table."""
    return [h(y, columns[0], columns[-1]) for y in rows] + [v(x, rows[0], rows[-1]) for x in columns]


def spans(grid: Grid) -> list[tuple[int, int, int, int]]:
    """Row, column and reach of each cell."""
    return [(cell.row, cell.column, cell.row_span, cell.column_span) for cell in grid.cells]


def test_a_plain_table_has_a_cell_for_each_row_and_column() -> None:
    """In row order, with boxes."""
    (grid,) = find_grids(page(*lattice([100, 120, 160], [50, 150, 300, 500])))

    assert (grid.rows, grid.columns) == (2, 3)
    assert spans(grid) == [(r, c, 1, 1) for r in range(2) for c in range(3)]
    assert grid.cells[4].box == (150, 120, 300, 160)
    assert grid.bbox == (50, 100, 500, 160)


def test_merged_cells_reach_over_rows_and_columns() -> None:
    """The head of a group over two columns, and a side head over two rows."""
    rules = [
        h(100, 50, 500), h(120, 150, 500), h(140, 50, 500), h(160, 150, 500), h(180, 50, 500),
        v(50, 100, 180), v(150, 100, 180), v(300, 120, 180), v(500, 100, 180),
    ]  # fmt: skip

    (grid,) = find_grids(page(*rules))

    assert spans(grid) == [
        (0, 0, 2, 1), (0, 1, 1, 2), (1, 1, 1, 1), (1, 2, 1, 1), (2, 0, 2, 1), (2, 1, 1, 1), (2, 2, 1, 1), (3, 1, 1, 1),
        (3, 2, 1, 1),
    ]  # fmt: skip


def test_lines_drawn_cell_by_cell_and_a_little_apart_are_one() -> None:
    """Word draws each border of each cell; the pieces need not meet exactly."""
    rules = [rule for x in (50, 150.5) for y in (100, 130.4) for rule in box(x, y, x + 100, y + 30)]

    (grid,) = find_grids(page(*rules))

    assert (grid.rows, grid.columns, len(grid.cells)) == (2, 2, 4)


@pytest.mark.parametrize("sides", ["left-right", "top-bottom", "all"])
def test_a_table_without_outer_lines_is_closed(sides: str) -> None:
    """Its first and last columns (or rows) are cells all the same."""
    rows, columns = [100, 130, 160, 190], [50, 150, 300, 500]
    rules = []
    for i, y in enumerate(rows):
        if sides == "left-right" or 0 < i < 3:
            rules.append(h(y, 50, 500))
    for i, x in enumerate(columns):
        if sides == "top-bottom" or 0 < i < 3:
            rules.append(v(x, 100, 190))

    (grid,) = find_grids(page(*rules))

    assert (grid.rows, grid.columns, len(grid.cells)) == (3, 3, 9)
    assert grid.bbox == (50, 100, 500, 190)


@pytest.mark.parametrize(
    "rules",
    [
        [],
        [h(100, 50, 500), h(180, 50, 500)],
        [h(60, 50, 500), h(780, 50, 500), v(300, 60, 780)],
        box(50, 100, 500, 200),
        [h(100, 50, 500), v(300, 50, 200)],
        [rule for y in (100, 120, 140) for rule in box(50, y, 500, y + 20, filled=True)],
    ],
    ids=["nothing", "block between two lines", "column rule", "frame", "cross", "zebra"],
)
def test_what_is_no_table_gives_no_grid(rules: list[Rule]) -> None:
    """Lines that stand about text, and mere shading."""
    assert find_grids(page(*rules)) == []


def test_boxes_under_each_other_are_a_grid_of_one_column() -> None:
    """When they are drawn and not merely shaded."""
    (grid,) = find_grids(page(*box(50, 100, 500, 130), *box(50, 130, 500, 160)))

    assert (grid.rows, grid.columns) == (2, 1)


def test_shaded_cells_are_a_table() -> None:
    """A table whose cells are areas side by side, without lines."""
    rules = [rule for x in (50, 150) for y in (100, 120) for rule in box(x, y, x + 100, y + 20, filled=True)]

    (grid,) = find_grids(page(*rules))

    assert (grid.rows, grid.columns) == (2, 2)


def test_tables_stand_from_top_to_bottom() -> None:
    """Two tables apart are two grids."""
    grids = find_grids(page(*lattice([400, 420, 440], [50, 150, 300]), *lattice([100, 120, 140], [50, 150, 300])))

    assert [grid.bbox[1] for grid in grids] == [100, 400]


def test_a_drawing_is_not_searched() -> None:
    """A map of many thousands of lines would take minutes."""
    assert find_grids(page(*[h(i % 800, 0, 5 + i % 7) for i in range(MOST_RULES)], v(3, 0, 800), h(5, 0, 9))) == []


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.integers(20, 60), min_size=1, max_size=6),
    st.lists(st.integers(20, 60), min_size=1, max_size=6),
    st.floats(0, 1),
)
def test_every_lattice_is_found_whole(heights: list[int], widths: list[int], jitter: float) -> None:
    """Whatever its rows and columns, and though its lines are up to a point off."""
    rows = [60.0 + sum(heights[:i]) for i in range(len(heights) + 1)]
    columns = [40.0 + sum(widths[:i]) for i in range(len(widths) + 1)]
    rules = [
        Rule(r.x0 + jitter * (i % 2), r.top + jitter * (i % 2), r.x1 + jitter * (i % 2), r.bottom + jitter * (i % 2))
        for i, r in enumerate(lattice(rows, columns))
    ]

    grids = find_grids(page(*rules))

    if len(heights) * len(widths) == 1:
        assert grids == []
    else:
        assert (grids[0].rows, grids[0].columns, len(grids[0].cells)) == (
            len(heights), len(widths), len(heights) * len(widths)
        )  # fmt: skip


def found(*rules: Rule) -> tuple[list[Grid], list[Grid]]:
    """The grids of our own cell finder and of pdfplumber's."""
    own = page(*rules)
    return find_grids(own), find_grids(replace(own, engine="pdfplumber"))


def assert_same_grids(own: list[Grid], reference: list[Grid]) -> None:
    """Compare cells by place, span and box."""
    assert [spans(grid) for grid in own] == [spans(grid) for grid in reference]
    for a, b in zip(own, reference, strict=True):
        for one, other in zip(a.cells, b.cells, strict=True):
            assert one.box == pytest.approx(other.box, abs=0.01)


LINES = st.lists(
    st.tuples(
        st.booleans(),
        st.sampled_from([0, 1, 2.5, 40, 41, 80, 120, 123.5, 160]),
        st.sampled_from([0, 2, 40, 80, 82, 120]),
        st.sampled_from([0.5, 2, 39, 40, 80, 120, 160]),
    ),
    max_size=24,
)


@settings(max_examples=150, deadline=None)
@given(LINES)
def test_any_lines_give_the_cells_that_pdfplumber_finds(lines: list[tuple[bool, float, float, float]]) -> None:
    """Whatever lines a page has, in pieces, doubled, loose and crossing: the same cells in the same tables."""
    rules = [
        h(place, begin, begin + long) if level else v(place, begin, begin + long) for level, place, begin, long in lines
    ]

    assert_same_grids(*found(*rules))


@pytest.mark.parametrize("book", ["ommen-2018.pdf", "ommen-2021.pdf"])
def test_the_tables_of_the_reference_books_have_the_cells_that_pdfplumber_finds(book: str) -> None:
    """The matrix with its merged cells and the table of functions."""
    cells = 0
    source = open_pdf(SOURCES / book)
    for content in source.read(12, 18):
        own, reference = found(*content.rules)
        assert_same_grids(own, reference)
        cells += sum(len(grid.cells) for grid in own)
    source.close()
    assert cells > 450
