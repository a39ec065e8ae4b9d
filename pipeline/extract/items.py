"""Lines into blocks: where the source typed its bullets itself, each bullet starts an item."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from pipeline.extract.characters import only_start, without_start
from pipeline.extract.document import Block, Line, visible
from pipeline.extract.markers import is_bullet, split_marker

_DECIMAL = re.compile(r"\d+(?:\.\d+)+\.?")
_ENDED = re.compile(r"[.:;!?…]['\"’”)]?$")


def marked(line: Line) -> tuple[str, Line | None, Line]:
    """Split a line into its marker, the line of the marker alone, and the rest of the line."""
    marker, rest = split_marker(line.text)
    if not marker:
        return "", None, line
    length = len(line.text) - len(rest)
    return marker, only_start(line, length), without_start(line, length)


def goes_on(before: str, after: str) -> bool:
    """Whether a text that the source broke off plainly goes on: no end of a sentence, then a small letter.

    "…op basis van bijvoorbeeld" + "organisatie- en afdelingsplannen" does; a label, a title or a new sentence does not.
    """
    before, after = before.rstrip(), after.lstrip()
    return bool(before and after and not _ENDED.search(before) and after[0].islower() and not split_marker(after)[0])


def item_of(lines: Sequence[Line], marker: str, *, level: int = 0, marker_line: Line | None = None) -> Block:
    """An item from the lines of one list element; a marker that the text itself opens with is taken out."""
    filled = [line for line in lines if line.text.strip()]
    if filled:
        typed, typed_line, rest = marked(filled[0])
        if typed and (is_bullet(typed) or rest.text):
            marker, marker_line = typed, typed_line
            filled = [rest, *filled[1:]] if rest.text else filled[1:]
    return Block("item", tuple(filled), level=level, marker=marker, marker_line=marker_line)


def blocks_of(lines: Iterable[Line], *, numbers: bool = True) -> list[Block]:
    """Divide the lines of one paragraph into paragraphs and items by the markers they open with.

    Args:
        lines: lines in reading order; a line after a ``hard_end`` that has no marker opens a paragraph of its own only
            where an item ended, since the lines of a paragraph stay together.
        numbers: whether "1.", "a)" and the like count as markers too, where a line can open with one: at the start,
            after a line that the source ended, or after another item.  "1.2" opens a section and never an item.
    """
    blocks: list[Block] = []
    before: Line | None = None
    for line in lines:
        if not line.text.strip():
            continue
        marker, marker_line, rest = marked(line)
        listed = before is None or before.hard_end or bool(blocks and blocks[-1].kind == "item")
        before = line
        if marker and (is_bullet(marker) or (numbers and listed and not _DECIMAL.fullmatch(marker))):
            content = (rest,) if rest.text else ()
            blocks.append(Block("item", content, marker=marker, marker_line=marker_line))
        elif blocks and _belongs(blocks[-1], line):
            blocks[-1] = blocks[-1].with_lines((*blocks[-1].lines, line))
        else:
            blocks.append(Block("paragraph", (line,)))
    return blocks


def computed_markers(blocks: Iterable[Block]) -> int:
    """Count the characters of the markers that the format prints but does not write (a <li>, a Word list).

    They are part of the book as printed, so a reader adds them to the characters of its source.
    """
    total = 0
    for block in blocks:
        if block.kind == "item" and block.marker_line is None:
            total += visible(block.marker)
        for cell in block.table.cells if block.table else ():
            total += computed_markers(cell.blocks)
    return total


def levels_from_one(blocks: Iterable[Block]) -> list[Block]:
    """Renumber the levels of headings so that the highest found is 1."""
    blocks = list(blocks)
    highest = min((block.level for block in blocks if block.kind == "heading"), default=1)
    return [replace(b, level=b.level - highest + 1) if b.kind == "heading" else b for b in blocks]


def _belongs(block: Block, line: Line) -> bool:
    """Whether a line without a marker continues the block before it."""
    if block.kind == "paragraph" or not block.lines:
        return True
    last = block.lines[-1]
    return not last.hard_end or goes_on(last.text, line.text)
