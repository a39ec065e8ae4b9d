"""Differences between two texts, word by word.

A text is cut in words, white space and single other characters; the shortest edit script over these (Indel distance,
rapidfuzz) gives what stays, goes and comes.  Neighbouring edits are joined, so that a rewritten phrase reads as one.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

TOKEN = re.compile(r"\s+|\d+(?:[.,]\d+)*|[^\W\d_]+(?:['’][^\W\d_]+)*|.", re.DOTALL)
"""White space, a number with its separators, a word (apostrophes inside included), or one other character."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of the old text, the new text, or both."""

    kind: Literal["gelijk", "weg", "nieuw"]
    text: str
    begin: int
    """Offset in the text it belongs to (the new one for "gelijk")."""


def tokens(text: str) -> list[str]:
    """Cut a text in tokens; joined they give the text back.

    >>> tokens("reken- en  1.000 foto's")
    ['reken', '-', ' ', 'en', '  ', '1.000', ' ', "foto's"]
    """
    return TOKEN.findall(text)


@lru_cache(maxsize=4096)
def word_diff(old: str, new: str) -> tuple[Piece, ...]:
    """Give the pieces of both texts in reading order, what goes before what comes.

    Joining "gelijk" and "weg" gives the old text, joining "gelijk" and "nieuw" the new one.
    """
    before, after = tokens(old), tokens(new)
    pieces: list[Piece] = []
    gone: list[str] = []
    come: list[str] = []
    at_old = at_new = 0

    def flush() -> None:
        nonlocal at_old, at_new
        for kind, parts in (("weg", gone), ("nieuw", come)):
            text = "".join(parts)
            if text:
                pieces.append(Piece("weg" if kind == "weg" else "nieuw", text, at_old if kind == "weg" else at_new))
        at_old += len("".join(gone))
        at_new += len("".join(come))
        gone.clear()
        come.clear()

    for kind, a0, a1, b0, b1 in _scripts(before, after):
        if kind == "equal" and not _bridge(before[a0:a1], bool(gone or come), a1 == len(before)):
            flush()
            text = "".join(before[a0:a1])
            pieces.append(Piece("gelijk", text, at_new))
            at_old += len(text)
            at_new += len(text)
        else:  # a lone space between two edits is no common ground
            gone.extend(before[a0:a1])
            come.extend(after[b0:b1])
    flush()
    return tuple(pieces)


def _bridge(same: Sequence[str], inside: bool, last: bool) -> bool:
    return inside and not last and not "".join(same).strip()


def _scripts(before: list[str], after: list[str]) -> list[tuple[str, int, int, int, int]]:
    """The edit script over tokens, common head and tail taken off first so that they never take part in a tie."""
    from rapidfuzz.distance import Indel

    head = 0
    while head < min(len(before), len(after)) and before[head] == after[head]:
        head += 1
    tail = 0
    while tail < min(len(before), len(after)) - head and before[-1 - tail] == after[-1 - tail]:
        tail += 1
    end_a, end_b = len(before) - tail, len(after) - tail
    out: list[tuple[str, int, int, int, int]] = []
    if head:
        out.append(("equal", 0, head, 0, head))
    for code in Indel.opcodes(before[head:end_a], after[head:end_b]):
        out.append((code.tag, code.src_start + head, code.src_end + head, code.dest_start + head, code.dest_end + head))
    if tail:
        out.append(("equal", end_a, len(before), end_b, len(after)))
    return out
