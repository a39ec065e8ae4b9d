"""Blocks as bytes and back: whatever a reader may give, the same comes out, as often as it is asked for."""

from __future__ import annotations

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.extract.document import Block, Cell, Furniture, Line, Run, Table
from pipeline.extract.packed import Packed, Packer, block_of, furniture_of, plain_block, plain_furniture

texts = st.text(max_size=12)
places = st.floats(-50, 2000, allow_nan=False) | st.integers(0, 9000).map(lambda tenths: tenths / 10)
boxes = st.none() | st.tuples(places, places, places, places)
runs = st.builds(Run, texts, st.booleans(), st.booleans(), st.none() | st.floats(1, 90))
lines = st.builds(
    Line,
    st.lists(runs, max_size=3).map(tuple),
    page=st.none() | st.integers(1, 3000),
    box=boxes,
    number=st.none() | st.integers(1, 99),
    column=st.integers(0, 3),
    hard_end=st.booleans(),
    cut=st.booleans(),
    hyphen_hint=st.booleans(),
)


def blocks_with(table: st.SearchStrategy[Table | None]) -> st.SearchStrategy[Block]:
    """Any block, with a table or none."""
    return st.builds(
        Block,
        st.sampled_from(["heading", "paragraph", "item", "table"]),
        st.lists(lines, max_size=3).map(tuple),
        level=st.integers(0, 9),
        marker=st.sampled_from(["", "•", "1."]),
        marker_line=st.none() | lines,
        table=table,
        indent=places,
        space_before=places,
        page_top=st.booleans(),
    )


flat = blocks_with(st.none())
cells = st.builds(
    Cell,
    st.integers(0, 9),
    st.integers(0, 9),
    st.lists(flat, max_size=2).map(tuple),
    st.integers(1, 3),
    st.integers(1, 3),
    st.none() | st.integers(1, 9),
    boxes,
    st.none() | st.integers(1, 9),
    st.booleans(),
)
tables = st.builds(
    Table,
    st.lists(cells, max_size=3).map(tuple),
    st.integers(0, 9),
    st.integers(0, 9),
    st.integers(0, 2),
    st.booleans(),
)


def packed(blocks: list[Block]) -> Packed[Block]:
    """Pack blocks."""
    packer = Packer()
    for block in blocks:
        packer.add(plain_block(block))
    return packer.packed(block_of)


@settings(max_examples=40)
@given(st.lists(blocks_with(st.none() | tables), max_size=4))
def test_what_was_packed_comes_out_as_often_as_asked(blocks: list[Block]) -> None:
    found = packed(blocks)

    assert len(found) == len(blocks)
    assert list(found) == list(found) == blocks
    assert [found[i] for i in range(len(blocks))] == blocks
    assert found[1:] == tuple(blocks[1:])


@given(st.sampled_from(["header", "footer", "page_number", "repeated_head"]), lines)
def test_furniture_comes_out_as_it_was(kind: str, line: Line) -> None:
    furniture = Furniture(kind, line)  # type: ignore[arg-type]  # one of the four

    assert furniture_of(plain_furniture(furniture)) == furniture


def test_many_blocks_are_more_than_one_pack_and_keep_their_places() -> None:
    blocks = [Block("paragraph", (Line((Run(str(i)),), page=1),)) for i in range(1000)]
    found = packed(blocks)

    assert list(found) == blocks
    assert (found[0], found[256], found[-1]) == (blocks[0], blocks[256], blocks[999])
    with pytest.raises(IndexError):
        found[1000]


def test_draining_gives_all_once() -> None:
    blocks = [Block("paragraph", (Line((Run(str(i)),), page=1),)) for i in range(600)]
    found = packed(blocks)

    assert list(found.drain()) == blocks
    assert (len(found), list(found)) == (0, [])


def test_equal_places_are_one_object() -> None:
    """A large book has a million places and some thousands of different ones."""
    block = Block("paragraph", (Line((Run("a"),), box=(70.9, 80.5, 70.9, 92.3)),))
    (line,) = packed([block])[0].lines

    assert line.box is not None
    assert line.box[0] is line.box[2]


@pytest.mark.parametrize("odd", [math.inf, -math.inf, 1e300, 0.123456789])
def test_an_odd_place_stays_what_it_is(odd: float) -> None:
    block = Block("paragraph", (Line((Run("a"),), box=(odd, 1.0, 2.0, 3.0)),))

    assert packed([block])[0] == block
