"""What the parts of a description, module and profile have in common: labels with values, and levels in lists."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.extract.text import Styled, join, line_end
from pipeline.models.functieboek import Competentie
from pipeline.normalize.folding import is_capitals
from pipeline.normalize.kenmerken import Item, items_of, lines_of
from pipeline.normalize.levels import read_level, read_levelled
from pipeline.normalize.pieces import Piece, claim_all, place
from pipeline.normalize.stream import same_style

_PADDING = " \t:|"
_LONG_VALUE = 160
_COMPETENCE = 8
"""A competence without a level has no more words than this."""


def value_of(label: Piece, following: Sequence[Piece]) -> Styled | None:
    """The value of a label: on its own line, in the next cell of its row, or in the next short paragraph.

    Claims the label and what the value took.
    """
    label.claim("velden")
    own = trimmed(label.after_label())
    if own.text:
        return own
    taken: list[Piece] = []
    for piece in following:
        if piece.match is not None or piece.table is not None:
            break
        if label.cell is not None and (piece.cell is None or piece.cell[:2] != label.cell[:2]):
            break
        if not piece.text.strip(_PADDING):
            piece.claim("velden")  # a colon in a cell or on a line of its own
            continue
        if label.cell is None and (piece.kind == "item" or len(piece.text) > _LONG_VALUE):
            break
        taken.append(piece)
        if label.cell is None:
            break
    claim_all(taken, "velden")
    if not taken:
        return None
    value = trimmed(join(lines_of(taken), frozenset())) if len(taken) > 1 else trimmed(taken[0].styled)
    return value if value.text else None


def trimmed(styled: Styled) -> Styled:
    """A text without the colons and column lines around it."""
    begin = len(styled.text) - len(styled.text.lstrip(_PADDING))
    return styled.part(begin, max(begin, len(styled.text.rstrip(" \t|"))))


def without_label(pieces: Sequence[Piece]) -> list[Piece]:
    """The pieces of a part whose first starts with the label: what follows the label on its line counts as content."""
    label, rest = pieces[0], list(pieces[1:])
    label.claim("velden")
    value = trimmed(label.after_label())
    if not value.text:
        return rest
    first = Piece(
        "paragraph", value, breaks=label.breaks, cell=label.cell, owner="velden", marker=""
    )  # counted with the label
    return [first, *rest]


def until_heading(pieces: Sequence[Piece]) -> list[Piece]:
    """The pieces of a part up to a heading that no label explains: what stands below it is not of this part."""
    marked = any(piece.kind == "item" for piece in pieces)  # else a bold paragraph may be an item, all emphasised
    for at, piece in enumerate(pieces):
        headed = piece.kind == "heading" and not (piece.text.endswith((".", ";")) or piece.text[:1].islower())
        if headed or (at and marked and piece.kind == "paragraph" and piece.bold):
            return list(pieces[:at])
    return list(pieces)


def text_of(pieces: Sequence[Piece], words: frozenset[str]) -> Styled | None:
    """Join pieces to one running text and claim them."""
    filled = [piece for piece in pieces if piece.text.strip(_PADDING)]
    claim_all(pieces, "velden")
    if not filled:
        return None
    if len(filled) == 1:
        return trimmed(filled[0].styled)
    # a label may share the first line, so the text of the pieces is joined and not their lines
    parts = [trimmed(piece.styled) for piece in filled]
    text = parts[0].text
    for part in parts[1:]:
        verdict, _ = line_end(text, part.text, words)
        text = (text[:-1] if verdict == "join" else text) + (" " if verdict == "space" else "") + part.text
    return Styled(text, (), tuple(dict.fromkeys(line for part in parts for line in part.lines)))


def competences_of(pieces: Sequence[Piece], words: frozenset[str]) -> tuple[Competentie, ...]:
    """Read the list of competences of a function or module, each with its level."""
    pieces = until_heading(pieces)
    claim_all(pieces, "velden")
    out: list[Competentie] = []
    for item in _rows(items_of(_without_lead(pieces), words)):
        text = item.text.rstrip(" ;,")
        if not any(char.isalpha() for char in text):
            continue
        found = read_levelled(text)
        if found.niveau is None and len(text.split()) > _COMPETENCE and any(one.niveau for one in out):
            for piece in item.pieces:
                piece.owner = None  # no competence among competences: the rest of a list whose start is lost
            continue
        if not found.naam and out and out[-1].niveau is None:  # the level stands on a line of its own
            out[-1] = out[-1].model_copy(update={"niveau": found.niveau, "niveaunaam": found.niveaunaam})
            continue
        naam = found.naam or text
        out.append(Competentie(naam=naam, niveau=found.niveau, niveaunaam=found.niveaunaam, herkomst=place(item.lines)))
    return tuple(out)


def _without_lead(pieces: Sequence[Piece]) -> list[Piece]:
    """Leave out a sentence that leads in the list ("Voor deze functie gelden:")."""
    out = list(pieces)
    if len(out) > 1 and out[0].kind == "paragraph" and out[1].kind == "item" and out[0].text.endswith(":"):
        out.pop(0)
    return out


def _rows(items: Sequence[Item]) -> list[Item]:
    """Put the cells of one row together: name, level and name of the level in three columns."""
    out: list[Item] = []
    for item in items:
        cell, before = item.pieces[0].cell, out[-1].pieces[0].cell if out else None
        if cell is not None and before is not None and cell[:2] == before[:2] and cell[2] != before[2]:
            joined = out[-1].text + (" " if re.search(r"\bniveau\b", item.text, re.IGNORECASE) else ", ") + item.text
            level = read_level(item.text)
            if level[0] is None and read_levelled(out[-1].text).niveau is not None:
                joined = f"{out[-1].text} ({item.text})"
            styled = Styled(joined, (), out[-1].lines + item.lines)
            out[-1] = Item(styled, out[-1].pieces + item.pieces)
        else:
            out.append(item)
    return out


def continues_heading(heading: Piece, piece: Piece) -> bool:
    """Whether a piece is the second half of a heading that was wrapped into a block of its own."""
    if piece.match is not None or piece.kind == "item" or piece.kind != heading.kind or piece.page_top:
        return False
    if len(piece.text) > 90 or not heading.lines or not piece.lines:
        return False
    if piece.level != heading.level or not same_style(heading.lines[-1], piece.lines[0]):
        return False
    if len(piece.text) < 6 or piece.kind == "heading":
        return heading.emphasised  # a level numeral alone has no case of its own
    return heading.emphasised and piece.emphasised and is_capitals(heading.text) == is_capitals(piece.text)
