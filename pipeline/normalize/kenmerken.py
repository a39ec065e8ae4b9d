"""List items with their emphasis: the stretches in bold are what sets the level of a function in HR21."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from pipeline.extract.document import Line
from pipeline.extract.text import Styled, join
from pipeline.models.functieboek import Kenmerk, Tekst
from pipeline.normalize.pieces import Piece, place

_INLINE_BULLET = re.compile(r"\s*[•▪●◦■\uf0b7\uf0a7]\s*")
_SENTENCE_END = (".", "!", "?", ";", ":")


@dataclass(frozen=True, slots=True)
class Item:
    """One item of a list, whole again, and the pieces it came from."""

    styled: Styled
    pieces: tuple[Piece, ...]
    number: int | None = None

    @property
    def text(self) -> str:
        """What it says."""
        return self.styled.text

    @property
    def lines(self) -> tuple[Line, ...]:
        """Where it stands."""
        return self.styled.lines


def items_of(pieces: Sequence[Piece], words: frozenset[str]) -> list[Item]:
    """Give the items of a list, whether or not the source (or its reader) marks them.

    With markers: each marked piece is an item; an unmarked one goes on with the item before it, unless it starts a new
    sentence.  Without markers: each paragraph is an item, and within it each line that the source meant to break off.
    """
    out: list[Item] = []
    marked = any(piece.kind == "item" for piece in pieces)
    for piece in pieces:
        if not piece.text:
            continue
        if marked and piece.kind != "item" and out and _goes_on(out[-1], piece):
            lines = out[-1].lines + piece.lines
            out[-1] = Item(join(lines, words), (*out[-1].pieces, piece), out[-1].number)
            continue
        parts = [piece.styled] if piece.kind == "item" else _parts(piece, words)
        out.extend(Item(part, (piece,), piece.number) for whole in parts for part in _unbulleted(whole))
    return out if marked else _unnumbered(_unbroken(out, words))


def _unbroken(items: list[Item], words: frozenset[str]) -> list[Item]:
    """Put items together that a page break tore apart, where the list closes each item with a sign and one has none."""
    closed = sum(item.text.endswith((".", ";")) for item in items)
    if closed < 2 or closed < 0.6 * len(items):
        return items
    out: list[Item] = []
    for item in items:
        if out and not out[-1].text.endswith(_SENTENCE_END) and _apart(out[-1], item):
            out[-1] = Item(join(out[-1].lines + item.lines, words), out[-1].pieces + item.pieces, out[-1].number)
        else:
            out.append(item)
    return out


def _apart(item: Item, after: Item) -> bool:
    """Whether two items stand on different pages or in different columns."""
    if not item.lines or not after.lines:
        return False
    last, first = item.lines[-1], after.lines[0]
    return (last.page, last.column) != (first.page, first.column)


def _unnumbered(items: list[Item]) -> list[Item]:
    """Take the numbers off items that lost their list, when they count from one."""
    found = [number_in(item.text) for item in items]
    if not items or [number for number, _ in found] != list(range(1, len(items) + 1)):
        return items
    return [
        Item(item.styled.part(start), item.pieces, number) for item, (number, start) in zip(items, found, strict=True)
    ]


def _goes_on(item: Item, piece: Piece) -> bool:
    """Whether an unmarked piece is the rest of the item before it."""
    if item.pieces[-1].cell != piece.cell and piece.cell is not None:
        return False
    return not (item.text.endswith(_SENTENCE_END) and piece.text[0].isupper())


def _parts(piece: Piece, words: frozenset[str]) -> list[Styled]:
    """Split an unmarked paragraph at the line ends that are meant, when all its lines are."""
    if not piece.breaks:
        return [piece.styled]
    starts = [0, *(index + 1 for index in piece.breaks), len(piece.lines)]
    return [join(piece.lines[a:b], words) for a, b in pairwise(starts)]


def _unbulleted(styled: Styled) -> Iterator[Styled]:
    """Split a text in which the bullets of a list stand as characters."""
    start = 0
    for match in _INLINE_BULLET.finditer(styled.text):
        if match.start() > start:
            yield styled.part(start, match.start())
        start = match.end()
    if start < len(styled.text):
        yield styled.part(start)


def kenmerk_of(styled: Styled) -> Kenmerk:
    """Make a kenmerk with its emphasised stretches."""
    stretches = styled.bold_stretches()
    return Kenmerk(
        tekst=styled.text,
        nadruk=tuple(styled.text[begin:end] for begin, end in stretches),
        nadruk_posities=stretches,
        herkomst=place(styled.lines),
    )


def tekst_of(item: Item) -> Tekst:
    """Make a piece of text with its place."""
    return Tekst(tekst=item.text, herkomst=place(item.lines))


def number_in(text: str) -> tuple[int | None, int]:
    """A number at the start of a text that has lost its list ("2. Weerstand: …"), and where the text starts."""
    match = re.match(r"\s*(\d{1,2})\s*[.):]\s+(?=\S)", text)
    return (int(match[1]), match.end()) if match else (None, 0)


def lines_of(pieces: Iterable[Piece]) -> tuple[Line, ...]:
    """All lines of some pieces."""
    return tuple(line for piece in pieces for line in piece.lines)
