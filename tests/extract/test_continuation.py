"""What a page break parted: joined where it is beyond doubt, left where it is not."""

from __future__ import annotations

import pytest

from pipeline.extract.characters import plain
from pipeline.extract.continuation import join_broken_text, join_tables
from pipeline.extract.document import Block, Cell, Table
from pipeline.extract.items import blocks_of, goes_on
from tests.extract.outline import outline


def table(*rows: str) -> Block:
    """A table of rows such as "a | b"; "•x" in a cell is an item."""
    cells = [
        Cell(r, c, tuple(blocks_of([plain(text.strip(), r + 1)])))
        for r, row in enumerate(rows)
        for c, text in enumerate(row.split("|"))
    ]
    return Block("table", table=Table(tuple(cells), len(rows), rows[0].count("|") + 1))


def joined(*blocks: Block) -> tuple[list[str], list[str]]:
    """The outline after joining, and the texts that became furniture."""
    out, furniture = join_tables(blocks)
    return outline(out), [item.line.text for item in furniture]


def test_a_repeated_head_is_told_once() -> None:
    """In any case of letters, and of more than one row."""
    lines, furniture = joined(table("Functie | S", "a | b", "X | 1"), table("FUNCTIE | s", "a | b", "Y | 2"))

    assert lines[0] == "table 4x2 head 2"
    assert furniture == ["FUNCTIE", "s", "a", "b"]


@pytest.mark.parametrize("rest", ["| •twee |", "| en verder |"])
def test_a_row_that_starts_empty_continues_the_row_above(rest: str) -> None:
    """With an item or a small letter."""
    lines, _ = joined(table("A | •een | 4"), table(rest, "B | •drie | 5"))

    assert lines[0] == "table 2x3 head 0"
    assert len([line for line in lines if line.startswith("[0,1]")]) == (2 if "•" in rest else 1)


@pytest.mark.parametrize("second", ["| Totaal | 9", "| 12 | 9", "| | ", "B | •drie | 5", "| •x | •y"])
def test_what_may_be_another_row_or_table_is_left(second: str) -> None:
    """A row of totals, numbers, an empty row, a full row, a filled cell under an empty one."""
    lines, _ = joined(table("A | •een | "), table(second))

    assert sum(line.startswith("table") for line in lines) == 2


def test_tables_with_text_between_them_are_two() -> None:
    """Even when they repeat their head."""
    between = Block("paragraph", (plain("Tussen.", 1),))
    lines, _ = joined(table("Functie | S", "A | 1"), between, table("Functie | S", "B | 2"))

    assert sum(line.startswith("table") for line in lines) == 2


@pytest.mark.parametrize(
    ("before", "after", "one"),
    [
        ("op basis van bijvoorbeeld", "organisatieplannen", True),
        ("de beleids-", "effecten", True),
        ("een, twee,", "drie", True),
        ("een hele zin.", "en nog een", False),
        ("Naam functie:", "adviseur", False),
        ("een titel", "Een zin", False),
        ("een", "- twee", False),
        ("een", "", False),
    ],
)
def test_whether_a_text_goes_on(before: str, after: str, one: bool) -> None:
    """No end of a sentence, then a small letter."""
    assert goes_on(before, after) is one


def test_short_lines_stay_apart() -> None:
    """A label without a colon and its value are two paragraphs; an item goes on whatever its length."""
    label = [Block("paragraph", (plain("Naam functie", 1),)), Block("paragraph", (plain("adviseur", 2),))]
    item = [Block("item", (plain("handelt", 1),), marker="-"), Block("paragraph", (plain("deze af", 2),))]

    assert len(join_broken_text(label)) == 2
    assert outline(join_broken_text(item)) == ["- handelt / deze af"]
