"""The pieces of a large book, of which only the labels and the claims are held as objects.

What a piece says and where it stands is kept as bytes, some dozens of pieces together, and made again when it is asked
for.  The grammar goes through a book from the front to the back, so those around the piece at hand are made already.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable
from typing import Any

from pipeline.extract.packed import line_of, plain_line
from pipeline.extract.plain_bytes import from_bytes, to_bytes
from pipeline.extract.text import Style, Styled
from pipeline.normalize.pieces import Piece

_TOGETHER = 64
"""Pieces that are packed together: some three pages."""
_HEADING = 120
"""A longer text is no heading."""
_AT_HAND = 8
"""How many of those stretches are held as objects."""


class Store:
    """Keeps what pieces say."""

    def __init__(self) -> None:
        """Start empty."""
        self._at_hand: deque[_Pack] = deque()
        self._seen: dict[Any, Any] = {}

    def keep(self, pieces: Iterable[Piece]) -> list[Piece]:
        """Return pieces that say the same and are claimed for the same, but are stored."""
        out: list[Piece] = []
        pack = _Pack(self)
        for piece in pieces:
            if len(pack.styled or ()) == _TOGETHER:
                pack.close()
                pack = _Pack(self)
            out.append(_StoredPiece(piece, pack, pack.add(piece.styled)))
        pack.close()
        return out

    def shared(self, *values: Any) -> tuple[Any, ...]:
        """Return equal values, each the first of them that was seen."""
        return tuple([self._seen.setdefault(value, value) for value in values])

    def opened(self, pack: _Pack) -> None:
        """Let go of what was made longest ago, now that a pack was opened."""
        self._at_hand.append(pack)
        if len(self._at_hand) > _AT_HAND:
            self._at_hand.popleft().styled = None


class _Pack:
    """What some neighbours say."""

    __slots__ = ("_bytes", "store", "styled")

    def __init__(self, store: Store) -> None:
        self.store = store
        self._bytes = b""
        self.styled: list[Styled] | None = []

    def add(self, styled: Styled) -> int:
        """Add what the next piece says; return its place."""
        assert self.styled is not None
        self.styled.append(styled)
        return len(self.styled) - 1

    def close(self) -> None:
        """Keep it as bytes."""
        self._bytes = _packed(self.styled or ())
        self.store.opened(self)

    def at(self, place: int) -> Styled:
        """Return what the piece at that place says."""
        if self.styled is None:
            self.styled = _unpacked(self._bytes)
            self.store.opened(self)
        return self.styled[place]


class _StoredPiece(Piece):
    """A piece whose text and lines are in a store; of a label and a heading, the text is at hand."""

    __slots__ = ("_emphasised", "_pack", "_place", "_text")

    def __init__(self, piece: Piece, pack: _Pack, place: int) -> None:
        self._pack, self._place, self._emphasised = pack, place, piece.emphasised
        # The same value is the same object: blocks that were unpacked have a kind and marker of their own.
        shared = pack.store.shared
        self.kind, self.marker, self.breaks = shared(piece.kind, piece.marker, piece.breaks)
        self.match, self.level, self.page_top, self.table = piece.match, piece.level, piece.page_top, piece.table
        self.cell, self.column_head, self.owner, self.chars = piece.cell, piece.column_head, piece.owner, piece.chars
        # These are looked at again and again to find where sections start, all through the book.
        asked = (self._emphasised or self.match is not None) and len(piece.text) < _HEADING
        (self._text,) = shared(piece.text if asked else None)

    @property
    def text(self) -> str:
        """What it says."""
        return self.styled.text if self._text is None else self._text

    @property
    def emphasised(self) -> bool:
        """Whether it looks like a heading."""
        return self._emphasised

    @property
    def styled(self) -> Styled:  # type: ignore[override]  # a field of Piece
        """What it says, and where it stands."""
        return self._pack.at(self._place)


def _packed(all_styled: Iterable[Styled]) -> bytes:
    plain = [
        (
            styled.text,
            [(style.begin, style.end, style.bold, style.italic) for style in styled.styles],
            [plain_line(line) for line in styled.lines],
            styled.doubts,
        )
        for styled in all_styled
    ]
    return to_bytes(plain)


def _unpacked(pack: bytes) -> list[Styled]:
    return [
        Styled(text, tuple([Style(*style) for style in styles]), tuple([line_of(line) for line in lines]), doubts)
        for text, styles, lines, doubts in from_bytes(pack)
    ]
