"""The table of contents: recognised so that it is no running text, and kept as a witness of headings that were lost."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from pipeline.normalize.folding import squash
from pipeline.normalize.labels import Grammar
from pipeline.normalize.pieces import Piece, claim_all

_ENTRY = re.compile(r"^(?P<text>.*?\S)(?:\s*(?:[.…·_]\s?){3,}\s*|\s+)(?P<page>\d{1,4}|[ivxl]{1,6})$")
_LEADER = re.compile(r"(?:[.…·_]\s?){3,}$")
_ENOUGH = 5
"""Entries in a row that make a table of contents without a heading."""
_LONG = 150


@dataclass
class Contents:
    """What the table of contents lists, in order."""

    entries: list[str] = field(default_factory=list)
    squashed: frozenset[str] = frozenset()
    begin: int | None = None
    """Index of its first piece."""
    end: int | None = None
    """Index after its last piece."""

    def lists(self, text: str) -> bool:
        """Whether a heading stands in it."""
        return squash(text) in self.squashed


def find_contents(pieces: Sequence[Piece], grammar: Grammar) -> Contents:
    """Find the table of contents and claim its pieces; empty when the book has none."""
    start = next(
        (i for i, piece in enumerate(pieces[:400]) if piece.role == "inhoud" and piece.match and piece.match.alone),
        None,
    )
    if start is not None:
        end = _numbered_end(pieces, start + 1, labelled=True)
        if end <= start + 1:
            end = _unnumbered_end(pieces, start + 1)
        begin = start
    else:
        begin, end = _unlabelled(pieces)
    if end <= begin + (start is not None):
        return Contents()
    claim_all(pieces[begin:end], "inhoudsopgave")
    entries = _entries(pieces[begin + (start is not None) : end])
    return Contents(entries, frozenset(squash(entry) for entry in entries), begin, end)


def _page(piece: Piece) -> int | None:
    """The page number at the end of a piece; None when it has none, 0 for a Roman one."""
    if piece.table is not None or piece.kind == "table" or not piece.lines:
        return None
    if piece.cell is not None and piece.text.isdecimal() and len(piece.text) < 5:
        return int(piece.text)
    match = _ENTRY.match(piece.lines[-1].text.strip())
    if not match or 2 * sum(bool(_ENTRY.match(line.text.strip())) for line in piece.lines) < len(piece.lines):
        return None
    return (
        int(match["page"])
        if match["page"].isdecimal()
        else (0 if _LEADER.search(piece.text[: -len(match["page"])]) else None)
    )


def _part_of_entry(pieces: Sequence[Piece], index: int) -> bool:
    """Whether a piece without a number is the start of an entry that goes on in the next piece, or a dotted one."""
    piece = pieces[index]
    if piece.table is not None or len(piece.text) > _LONG:
        return False
    if _LEADER.search(piece.text):
        return True
    if piece.kind == "heading":
        return False
    after = pieces[index + 1 : index + 3]
    return bool(after) and any(_page(one) is not None for one in after[: 2 if piece.cell else 1])


def _numbered_end(pieces: Sequence[Piece], index: int, *, labelled: bool) -> int:
    """The index after the last entry with a page number."""
    while index < len(pieces):
        if _page(pieces[index]) is None and not _part_of_entry(pieces, index):
            break
        if pieces[index].role == "inhoud" and not labelled:
            break
        index += 1
    return index


def _unnumbered_end(pieces: Sequence[Piece], index: int) -> int:
    """The index after the last entry of a list without page numbers: each text stands further on as a heading."""
    headings = {squash(piece.text) for piece in pieces[index:] if piece.emphasised or piece.match}
    seen: set[str] = set()
    while index < len(pieces):
        letters = squash(pieces[index].text)
        if (
            pieces[index].table is not None
            or letters in seen
            or letters not in headings
            or len(pieces[index].text) > _LONG
        ):
            break
        if pieces[index].kind == "heading":
            break
        seen.add(letters)
        index += 1
    return index


def _unlabelled(pieces: Sequence[Piece]) -> tuple[int, int]:
    """A run of entries with rising page numbers, near the front."""
    index = 0
    limit = min(len(pieces), 600)
    while index < limit:
        if _page(pieces[index]) is None:
            index += 1
            continue
        begin, count, last = index, 0, -1
        while index < len(pieces):
            page = _page(pieces[index])
            if page is None:
                if not _part_of_entry(pieces, index):
                    break
            elif page < last:
                if count >= _ENOUGH:
                    break
                begin, count, last = index, 1, page
            else:
                count, last = count + sum(bool(_ENTRY.match(line.text.strip())) for line in pieces[index].lines), page
            index += 1
        if count >= _ENOUGH:
            return begin, index
        index += 1
    return 0, 0


def _entries(pieces: Sequence[Piece]) -> list[str]:
    out: list[str] = []
    waiting = ""
    for piece in pieces:
        for line in piece.lines:
            text = line.text.strip()
            match = _ENTRY.match(text)
            if match or text.isdecimal():
                out.append(f"{waiting} {match['text'] if match else ''}".strip())
                waiting = ""
            else:
                waiting = f"{waiting} {_LEADER.sub('', text)}".strip()
        if piece.kind == "item" and waiting:
            out.append(waiting)
            waiting = ""
    return [_LEADER.sub("", entry).strip(" .") for entry in [*out, waiting] if entry.strip(" .")]


def listed_names(contents: Contents, grammar: Grammar, pieces: Sequence[Piece]) -> list[str]:
    """The names of the functions in the order of the book: from the contents, or from the headings of the profiles."""
    headings = [piece.text for piece in pieces if piece.role == "profiel_titel" and piece.owner != "inhoudsopgave"]
    for texts, role in ((contents.entries, "functie_titel"), (headings, "profiel_titel")):
        out: list[str] = []
        for text in texts:
            match = grammar.match(text)
            if match and match.role == role and not match.alone:
                out.append(text[match.end :].strip(" :–—-"))
        if out:
            return out
    return []
