"""The piece: the unit that the grammar reads, a block or the part of it that starts at a label."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from pipeline.extract.document import BlockKind, Line, Table, visible
from pipeline.extract.text import Styled, join
from pipeline.models.base import Herkomst, Vervolg
from pipeline.normalize.folding import is_capitals
from pipeline.normalize.labels import Match

Owner = Literal["velden", "lopende_tekst", "inhoudsopgave"]
"""Who claims a piece of text: a field of the model, running text, or the table of contents."""

_MARKERS_OF_NUMBERS = ".):"


@dataclass(slots=True, eq=False)
class Piece:
    """A stretch of the source that belongs together: lines of one block, from one label to the next."""

    kind: BlockKind
    styled: Styled
    match: Match | None = None
    level: int = 0
    """Of a heading: 1 for the highest. Of an item: 0 for the outermost list."""
    marker: str = ""
    page_top: bool = False
    table: Table | None = None
    cell: tuple[int, int, int] | None = None
    """Table, row and column, where the piece stands in a table that is no matrix and no table of functions."""
    column_head: bool = False
    """It names a column of such a table."""
    owner: Owner | None = None
    chars: int = 0
    breaks: tuple[int, ...] = ()
    """Indexes of the lines after which the source meant to break."""

    @property
    def text(self) -> str:
        """What it says."""
        return self.styled.text

    @property
    def lines(self) -> tuple[Line, ...]:
        """Where it stands."""
        return self.styled.lines

    @property
    def bold(self) -> bool:
        """Whether all of it is bold."""
        return bool(self.lines) and all(line.bold for line in self.lines)

    @property
    def emphasised(self) -> bool:
        """Whether it looks like a heading: by the reader's judgement, all bold, or in capitals."""
        return self.kind == "heading" or (self.kind == "paragraph" and (self.bold or is_capitals(self.text)))

    @property
    def role(self) -> str | None:
        """The role of its label."""
        return self.match.role if self.match else None

    @property
    def number(self) -> int | None:
        """The number of its marker: 3 for "3.", None for a bullet."""
        digits = self.marker.strip().strip("()").rstrip(_MARKERS_OF_NUMBERS)
        return int(digits) if digits.isdecimal() and len(digits) < 4 else None

    def claim(self, owner: Owner) -> None:
        """Say who this text belongs to; the first claim stands."""
        if self.owner is None:
            self.owner = owner

    def after_label(self) -> Styled:
        """What stands after the label."""
        return self.styled.part(self.match.end if self.match else 0)


def make_piece(
    kind: BlockKind, lines: Sequence[Line], words: frozenset[str], *, match: Match | None = None, marker: str = ""
) -> Piece:
    """Join lines to a piece and count its characters."""
    chars = sum(visible(line.text) for line in lines) + visible(marker)
    return Piece(kind, join(lines, words), match, marker=marker, chars=chars)


def claim_all(pieces: Iterable[Piece], owner: Owner) -> None:
    """Claim every piece that nobody claimed yet."""
    for piece in pieces:
        piece.claim(owner)


def place(lines: Iterable[Line]) -> Herkomst:
    """Say where lines stand: the first page and box, further boxes for other columns and pages; or the line number."""
    boxes: dict[tuple[int, int], tuple[float, float, float, float] | None] = {}
    number: int | None = None
    for line in lines:
        if line.page is None:
            number = line.number if number is None else number
            continue
        key = (line.page, line.column)
        known, box = boxes.get(key), line.box
        if known and box:
            box = (min(known[0], box[0]), min(known[1], box[1]), max(known[2], box[2]), max(known[3], box[3]))
        boxes[key] = box or known
    if not boxes:
        return Herkomst(regel=number)
    (page, _), first = next(iter(boxes.items()))
    return Herkomst(
        pagina=page,
        kader=first,
        vervolg=tuple(Vervolg(pagina=p, kader=box) for (p, _), box in list(boxes.items())[1:] if box),
    )
