"""Differences between two texts, word by word, bold included.

A text is cut in words, white space and single other characters; the shortest edit script over these (Indel distance,
rapidfuzz) gives what stays, goes and comes.  Neighbouring edits are joined, so that a rewritten phrase reads as one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Literal

TOKEN = re.compile(r"\s+|\d+(?:[.,]\d+)*|[^\W\d_]+(?:['’][^\W\d_]+)*|.", re.DOTALL)
"""White space, a number with its separators, a word (apostrophes inside included), or one other character."""

Kind = Literal["gelijk", "weg", "nieuw"]
Spans = tuple[tuple[int, int], ...]
"""Offsets [begin, end) of bold stretches."""
_Token = tuple[str, bool]


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of the old text ("weg"), the new text ("nieuw"), or both ("gelijk"), in one style."""

    kind: Kind
    text: str
    bold: bool = False


def tokens(text: str) -> list[str]:
    """Cut a text in tokens; joined they give the text back.

    >>> tokens("reken- en  1.000 foto's")
    ['reken', '-', ' ', 'en', '  ', '1.000', ' ', "foto's"]
    """
    return TOKEN.findall(text)


@lru_cache(maxsize=4096)
def word_diff(old: str, new: str, bold_old: Spans = (), bold_new: Spans = ()) -> tuple[Piece, ...]:
    """Give the pieces of both texts in reading order, what goes before what comes.

    Joining "gelijk" and "weg" gives the old text, joining "gelijk" and "nieuw" the new one, bold included: a word that
    stays and becomes bold goes and comes.

    >>> [(piece.kind, piece.text) for piece in word_diff("een brede taak", "een smalle taak")]
    [('gelijk', 'een '), ('weg', 'brede'), ('nieuw', 'smalle'), ('gelijk', ' taak')]
    """
    before, after = _styled(old, bold_old), _styled(new, bold_new)
    pieces: list[Piece] = []
    gone: list[_Token] = []
    come: list[_Token] = []
    for equal, left, right in _script(before, after):
        if equal and (gone or come) and _is_space(left) and left[-1] is not before[-1]:
            gone.extend(left)  # a lone space between two edits is no common ground
            come.extend(left)
        elif equal:
            pieces += [*_pieces("weg", gone), *_pieces("nieuw", come), *_pieces("gelijk", left)]
            gone, come = [], []
        else:
            gone.extend(left)
            come.extend(right)
    return (*pieces, *_pieces("weg", gone), *_pieces("nieuw", come))


def _styled(text: str, spans: Spans) -> list[_Token]:
    """The tokens with their style; one that is half bold is cut."""
    if not spans:
        return [(token, False) for token in tokens(text)]
    edges = sorted({0, len(text), *(min(edge, len(text)) for span in spans for edge in span)})
    out: list[_Token] = []
    for begin, end in pairwise(edges):
        bold = any(a <= begin and end <= b for a, b in spans)
        out += [(token, bold) for token in tokens(text[begin:end])]
    return out


def _is_space(part: Sequence[_Token]) -> bool:
    return not "".join(text for text, _ in part).strip()


def _pieces(kind: Kind, part: Iterable[_Token]) -> list[Piece]:
    out: list[Piece] = []
    for text, bold in part:
        if out and out[-1].bold == bold:
            out[-1] = Piece(kind, out[-1].text + text, bold)
        else:
            out.append(Piece(kind, text, bold))
    return out


def _script(before: list[_Token], after: list[_Token]) -> list[tuple[bool, list[_Token], list[_Token]]]:
    """The edit script over tokens; common head and tail are taken off first so that they never take part in a tie."""
    from rapidfuzz.distance import Indel

    head = 0
    while head < min(len(before), len(after)) and before[head] == after[head]:
        head += 1
    tail = 0
    while tail < min(len(before), len(after)) - head and before[-1 - tail] == after[-1 - tail]:
        tail += 1
    left, right = before[head : len(before) - tail], after[head : len(after) - tail]
    out: list[tuple[bool, list[_Token], list[_Token]]] = [(True, before[:head], after[:head])]
    for code in Indel.opcodes(left, right):
        part = left[code.src_start : code.src_end], right[code.dest_start : code.dest_end]
        out.append((code.tag == "equal", *part))
    if tail:
        out.append((True, before[-tail:], after[-tail:]))
    return [step for step in out if step[1] or step[2]]
