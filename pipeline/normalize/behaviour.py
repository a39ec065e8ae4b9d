"""The competences of a profile: name, definition, level and indicators, told apart by what stands before each level.

Nothing labels the name of a competence.  What is certain is its level ("Niveau A (achterhalen)"): the indicators come
after it, and the name and definition of the next competence stand between the last indicator and the next level.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from pipeline.extract.document import Line
from pipeline.extract.text import Styled
from pipeline.models.functieboek import Profielcompetentie
from pipeline.normalize.account import Account
from pipeline.normalize.fields import text_of, trimmed, without_label
from pipeline.normalize.folding import near, squash
from pipeline.normalize.kenmerken import items_of, tekst_of
from pipeline.normalize.levels import read_level, read_levelled
from pipeline.normalize.pieces import Piece, claim_all, make_piece, place

_NAME_WORDS = 7
_LONGEST_NAME = 120
_LEVEL_CELL = re.compile(r"^(?:[A-H]|\d)\s*(?:[(:–-].*)?$")
_TOELICHTING = re.compile(r"^(?P<naam>[^(]+?)\s*\((?P<toelichting>[^()]+)\)\s*$")


@dataclass
class _Draft:
    naam: str = ""
    niveau: str | None = None
    niveaunaam: str | None = None
    lines: tuple[Line, ...] = ()
    definition: list[Piece] = field(default_factory=list)
    indicators: list[Piece] = field(default_factory=list)
    labelled: str = ""
    """The label that the next pieces stand under: "definitie" or "gedragsindicatoren"."""

    @property
    def levelled(self) -> bool:
        """Whether its level has been read."""
        return self.niveau is not None


class BehaviourReader:
    """Reads the competences of profiles."""

    def __init__(self, words: frozenset[str], account: Account, known: frozenset[str]) -> None:
        """Prepare; ``known`` are names of competences, squashed."""
        self.words = words
        self.account = account
        self.known = known
        self.judged: dict[str, bool] = {}

    def read(self, pieces: Sequence[Piece]) -> tuple[Profielcompetentie, ...]:
        """Read the competences between two labels of a profile."""
        drafts: list[_Draft] = []
        stream = self._opened(pieces)
        for index, piece in enumerate(stream):
            piece.claim("velden")
            if piece.role == "competenties" or not piece.text:
                continue
            self._take(drafts, stream, index)
        return tuple(self._finished(draft) for draft in drafts if draft.naam)

    def _opened(self, pieces: Sequence[Piece]) -> list[Piece]:
        """Split blocks in which the name of a competence stands on the first or a later line."""
        out: list[Piece] = []
        for index, piece in enumerate(pieces):
            before = pieces[index - 1] if index else None
            if piece.role == "competenties":
                piece.claim("velden")
                out.extend(without_label([piece]))
            elif before is not None and out and _is_level_cell(before, piece):
                piece.claim("velden")
                out[-1].claim("velden")
                out[-1] = _with_level(out[-1], piece)
            elif piece.match is None and len(piece.lines) > 1:
                piece.claim("velden")
                out.extend(self._split(piece))
            else:
                out.append(piece)
        return out

    def _split(self, piece: Piece) -> list[Piece]:
        lines, cuts = piece.lines, [0]
        for index, line in enumerate(lines):
            named = self._is_known(line.text) and not (index and lines[index - 1].text.rstrip().endswith((",", "-")))
            bold = line.bold and len(line.text.split()) <= _NAME_WORDS and not piece.bold
            if (named or bold) and (index == 0 or not lines[index - 1].bold or named):
                cuts += [index, _after_brackets(lines, index)]
        cuts = sorted({*cuts, len(lines)})
        if len(cuts) == 2:
            return [piece]
        parts = []
        for begin, end in pairwise(cuts):
            kind = piece.kind if begin == 0 or piece.kind != "item" else "paragraph"
            part = make_piece(kind, lines[begin:end], self.words, marker=piece.marker if begin == 0 else "")
            part.breaks = tuple(at - begin for at in piece.breaks if begin <= at < end - 1)
            part.cell, part.level, part.owner = piece.cell, piece.level, "velden"
            parts.append(part)
        return parts

    def _is_known(self, text: str) -> bool:
        """Whether a text is the name of a competence that the descriptions list, small misspellings forgiven."""
        if len(text) > _LONGEST_NAME or text.endswith("."):
            return False
        naam = squash(read_levelled(text.partition("(")[0].strip(" :")).naam)
        if naam not in self.judged:
            self.judged[naam] = bool(naam) and (naam in self.known or any(near(naam, one) for one in self.known))
        return self.judged[naam]

    def _take(self, drafts: list[_Draft], stream: Sequence[Piece], index: int) -> None:
        piece = stream[index]
        current = drafts[-1] if drafts else None
        if piece.role == "niveau" and piece.match is not None:
            current = self._for_level(drafts, piece)
            current.niveau, current.niveaunaam = read_level(piece.text[piece.match.end :])
            current.labelled = ""
        elif piece.role in ("definitie", "gedragsindicatoren") and current:
            current.labelled = piece.role
            rest = trimmed(piece.after_label())
            if rest.text:
                target = current.definition if piece.role == "definitie" else current.indicators
                target.append(Piece("paragraph", rest, owner="velden"))
        elif self._starts(drafts, stream, index):
            drafts.append(self._named(piece))
        elif current is None:
            piece.owner = None  # stands before the first competence: nobody's
        elif not current.levelled or (piece.kind != "item" and self._defines(current, stream, index)):
            current.definition.append(piece)
        else:
            current.indicators.append(piece)

    def _for_level(self, drafts: list[_Draft], piece: Piece) -> _Draft:
        """The competence that a level belongs to; one whose name is lost gets none, and is reported."""
        if drafts and not drafts[-1].levelled:
            return drafts[-1]
        drafts.append(_Draft("(naam ontbreekt)", lines=piece.lines))
        self.account.find(
            "naam-ontbreekt",
            f"Boven “{piece.text}” staat geen naam van een competentie.",
            piece.lines,
            advies="Kijk in de bron welke competentie hier bedoeld is en zet haar in correcties.toml.",
            citaat=piece.text,
        )
        return drafts[-1]

    def _named(self, piece: Piece) -> _Draft:
        found = read_levelled(piece.text.rstrip(" :"))
        if found.niveau is None or not found.naam:
            return _Draft(piece.text.rstrip(" :"), lines=piece.lines)
        return _Draft(found.naam, found.niveau, found.niveaunaam, piece.lines)

    def _starts(self, drafts: list[_Draft], stream: Sequence[Piece], index: int) -> bool:
        """Whether a piece is the name of the next competence."""
        piece = stream[index]
        if len(piece.text) > _LONGEST_NAME or (piece.kind == "item" and not self._is_known(piece.text)):
            return False
        own_level = _has_own_level(piece.text)
        if not own_level and not self._level_ahead(stream, index):
            return False
        if self._is_known(piece.text) and (own_level or piece.kind != "item" or not _between_items(stream, index)):
            return not drafts or drafts[-1].levelled
        if drafts and not drafts[-1].levelled:
            return False  # its name is known already, this is its definition
        if piece.kind == "item":
            return False
        if own_level or piece.emphasised:
            return True
        return self._best_name(stream, index)

    def _level_ahead(self, stream: Sequence[Piece], index: int) -> bool:
        """Whether a level comes before the next list."""
        for piece in stream[index + 1 : index + 12]:
            if piece.role == "niveau":
                return True
            if piece.kind == "item" or _has_own_level(piece.text):
                return False
        return False

    def _best_name(self, stream: Sequence[Piece], index: int) -> bool:
        """Whether an unemphasised, unknown text is the likeliest name before the next level."""
        candidates: list[Piece] = []
        for piece in stream[index:]:
            if piece.role is not None:
                break
            candidates.append(piece)
        if any(piece.emphasised or self._is_known(piece.text) for piece in candidates[1:]):
            return False
        text = stream[index].text
        if len(text.split()) > _NAME_WORDS or text.endswith((".", ";", ",")) or text[:1].islower():
            return False
        later = [p for p in candidates[1:] if len(p.text.split()) <= _NAME_WORDS and not p.text.endswith((".", ";"))]
        return not later

    def _defines(self, current: _Draft, stream: Sequence[Piece], index: int) -> bool:
        """Whether a paragraph after the level is a definition: none was given yet, and a marked list follows."""
        if current.labelled:
            return current.labelled == "definitie"
        if current.definition or current.indicators:
            return False
        row, before = stream[index].cell, stream[index - 1].cell
        if row is not None and before is not None:
            return row[:2] == before[:2]
        for piece in stream[index + 1 :]:
            if piece.kind == "item":
                return True
            if piece.role is not None or piece.emphasised:
                return False
        return False

    def _finished(self, draft: _Draft) -> Profielcompetentie:
        claim_all([*draft.definition, *draft.indicators], "velden")
        match = _TOELICHTING.match(draft.naam)
        definition = text_of(draft.definition, self.words)
        return Profielcompetentie(
            naam=match["naam"] if match else draft.naam,
            toelichting=match["toelichting"] if match else None,
            definitie=definition.text if definition else None,
            niveau=draft.niveau,
            niveaunaam=draft.niveaunaam,
            gedragsindicatoren=tuple(tekst_of(item) for item in items_of(draft.indicators, self.words)),
            herkomst=place(draft.lines),
        )


def _has_own_level(text: str) -> bool:
    """Whether a short text names a competence and its level in one."""
    if len(text) > 100 or text.endswith("."):
        return False
    found = read_levelled(text)
    return found.niveau is not None and bool(found.naam) and len(found.naam.split()) <= _NAME_WORDS


def _between_items(stream: Sequence[Piece], index: int) -> bool:
    return 0 < index < len(stream) - 1 and stream[index - 1].kind == "item" and stream[index + 1].kind == "item"


def _after_brackets(lines: Sequence[Line], index: int) -> int:
    """The index of the line after a name whose bracketed explanation may run on below it."""
    end, depth = index + 1, lines[index].text.count("(") - lines[index].text.count(")")
    while depth > 0 and end < min(len(lines), index + 3):
        depth += lines[end].text.count("(") - lines[end].text.count(")")
        end += 1
    return end


def _is_level_cell(name: Piece, piece: Piece) -> bool:
    """Whether a cell holds nothing but the level of the competence in the cell before it."""
    if name.cell is None or piece.cell is None or name.cell[:2] != piece.cell[:2] or piece.match is not None:
        return False
    return bool(_LEVEL_CELL.match(piece.text)) and len(name.text.split()) <= _NAME_WORDS


def _with_level(name: Piece, piece: Piece) -> Piece:
    """The name of a competence and its level as one text."""
    text = f"{name.text}, niveau {piece.text}"
    return Piece("paragraph", Styled(text, (), name.lines + piece.lines), cell=name.cell, owner="velden")
