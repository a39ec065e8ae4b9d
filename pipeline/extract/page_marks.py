"""Page numbers and running heads that a conversion left between the paragraphs of a source without pages."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from pipeline.extract.document import Block, Furniture

_PAGE_NUMBER = re.compile(
    r"\W*(?:pagina|pag\.?|bladzijde|blz\.?|p\.)?\s*(\d{1,4})(?:\s*(?:van|/)\s*\d{1,4})?\W*", re.IGNORECASE
)
MIN_PAGES = 5
"""Page numbers from which a row of them is no coincidence."""
_NEAR = 0.8
"""A running head stands next to a page number at least this often."""


def without_page_marks(blocks: Sequence[Block]) -> tuple[list[Block], list[Furniture]]:
    """Take page numbers and running heads out of the blocks.

    Paragraphs that are nothing but a number are page numbers when there are several and they rise from the first to the
    last; a text that returns beside them, and only there, is a running head.  Anything else stays.
    """
    numbers = {index: value for index, block in enumerate(blocks) if (value := _number(block)) is not None}
    values = list(numbers.values())
    rising = all(before < after for before, after in pairwise(values))
    if len(values) < MIN_PAGES or not rising or values[-1] - values[0] > 4 * len(values):
        return list(blocks), []
    heads = _running_heads(blocks, set(numbers))
    kept = [block for index, block in enumerate(blocks) if index not in numbers and index not in heads]
    furniture = [
        Furniture("page_number" if index in numbers else "header", line)
        for index in sorted({*numbers, *heads})
        for line in blocks[index].lines
    ]
    return kept, furniture


def _number(block: Block) -> int | None:
    """The page number that a block is, or None."""
    if block.kind != "paragraph" or len(block.lines) != 1:
        return None
    match = _PAGE_NUMBER.fullmatch(block.lines[0].text)
    return int(match[1]) if match else None


def _running_heads(blocks: Sequence[Block], numbers: set[int]) -> set[int]:
    """The blocks whose text returns next to page numbers."""
    short = {
        index: block.lines[0].text.casefold()
        for index, block in enumerate(blocks)
        if block.kind in {"paragraph", "heading"} and len(block.lines) == 1 and index not in numbers
    }
    count = Counter(short.values())
    near = Counter(text for index, text in short.items() if {index - 1, index + 1} & numbers)
    heads = {text for text, times in count.items() if times >= MIN_PAGES and near[text] >= _NEAR * times}
    return {index for index, text in short.items() if text in heads}
