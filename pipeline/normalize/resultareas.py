"""The resultaatgebieden of a function: numbered headings with the tasks below them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from pipeline.extract.document import Line
from pipeline.extract.text import join
from pipeline.models.functieboek import Resultaatgebied
from pipeline.normalize.fields import continues_heading, without_label
from pipeline.normalize.kenmerken import items_of, lines_of, number_in, tekst_of
from pipeline.normalize.pieces import Piece, claim_all, place

_NUMBERED = re.compile(
    r"\s*(?:nr\.?\s*)?(?P<n>\d{1,2}|[IVX]{1,4}(?![a-z])|[A-Z](?![a-z]))?\s*[.:)–—|-]*\s*(?P<naam>.*)$", re.DOTALL
)
_ROMAN = {"I": 1, "II": 2, "III": 3, "IV": 4, "V": 5, "VI": 6, "VII": 7, "VIII": 8, "IX": 9, "X": 10}


@dataclass
class _Area:
    nummer: int | None
    naam: str | None
    lines: tuple[Line, ...]
    pieces: list[Piece] = field(default_factory=list)


def areas_of(parts: Sequence[list[Piece]], words: frozenset[str]) -> tuple[Resultaatgebied, ...]:
    """Read the resultaatgebieden from the parts that a label starts: "Generieke taken" or "Resultaatgebied 1"."""
    areas: list[_Area] = []
    for part in parts:
        if part[0].role == "resultaatgebied" and not _is_column_head(part):
            area, rest = _headed(part, words)
            areas.append(area)
        else:
            rest = without_label(part)
        _fill(areas, rest, part[0].lines)
    return tuple(
        Resultaatgebied(
            nummer=area.nummer,
            naam=area.naam,
            taken=tuple(tekst_of(item) for item in items_of(area.pieces, words)),
            herkomst=place(area.lines),
        )
        for area in areas
    )


def _is_column_head(part: list[Piece]) -> bool:
    """Whether the word stands above a column of names, and is no heading itself."""
    return part[0].cell is not None and bool(part[0].match and part[0].match.alone) and not part[1:]


def _headed(part: list[Piece], words: frozenset[str]) -> tuple[_Area, list[Piece]]:
    """The area of a labelled heading, and the pieces below it."""
    heading = [part[0]]
    for piece in part[1:]:
        if not continues_heading(heading[-1], piece):
            break
        heading.append(piece)
    rest = part[len(heading) :]
    match = part[0].match
    text = join(lines_of(heading), words).text[match.end if match else 0 :]
    nummer, naam = number_and_name(text)
    if naam is None and rest and rest[0].kind != "item" and _is_name(part[0], rest):
        heading.append(rest[0])  # "Resultaatgebied 1" | "Advies" in two cells, or the name on the next line
        naam = rest.pop(0).text.strip(" :")
    claim_all(heading, "velden")
    return _Area(nummer, naam, lines_of(heading)), rest


def _is_name(label: Piece, rest: Sequence[Piece]) -> bool:
    """Whether the piece after a heading without a name is its name: the next cell, or a short line above a list."""
    piece = rest[0]
    if label.cell is not None or piece.cell is not None:
        return bool(label.cell and piece.cell and label.cell[:2] == piece.cell[:2])
    if piece.emphasised:
        return True
    listed = len(rest) > 1 and rest[1].kind == "item"
    return listed and len(piece.text.split()) <= 6 and piece.text[:1].isupper()


def number_and_name(text: str) -> tuple[int | None, str | None]:
    """Read what follows the word Resultaatgebied: " 1: Advies"."""
    match = _NUMBERED.match(text)
    if not match:
        return None, text.strip() or None
    number = match["n"]
    value = (int(number) if number.isdecimal() else _ROMAN.get(number)) if number else None
    return value, match["naam"].strip() or None


def _fill(areas: list[_Area], pieces: Sequence[Piece], lines: tuple[Line, ...]) -> None:
    """Share pieces out over the areas; a heading or numbered line among them starts an area of its own."""
    bullets = any(piece.kind == "item" and piece.number is None for piece in pieces)
    for at, piece in enumerate(pieces):
        if not piece.text:
            piece.claim("velden")
            continue
        after = pieces[at + 1] if at + 1 < len(pieces) else None
        number, start = (piece.number, 0) if piece.number is not None else number_in(piece.text)
        heads = piece.kind == "heading" or (piece.kind != "item" and piece.bold) or (bullets and number is not None)
        if heads or _heads_row(piece, after):
            naam = piece.text[start:].strip(" :")
            areas.append(_Area(number, naam or None, piece.lines))
        else:
            if not areas:
                areas.append(_Area(None, None, lines))
            areas[-1].pieces.append(piece)
        piece.claim("velden")


def _heads_row(piece: Piece, after: Piece | None) -> bool:
    """Whether a cell names the tasks in the next cell of its row."""
    if after is None or piece.cell is None or after.cell is None or piece.kind == "item":
        return False
    return piece.cell[:2] == after.cell[:2] and piece.cell[2] < after.cell[2] and len(piece.text) < 100
