"""A competentieprofiel: critical situations, competences with their behaviour, knowledge, skills and education."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.extract.document import Line
from pipeline.extract.text import Styled, join
from pipeline.models.base import Herkomst
from pipeline.models.functieboek import Onderwerp, Opleiding, Profielcompetentie, Werksituatie
from pipeline.normalize.account import Account
from pipeline.normalize.behaviour import BehaviourReader
from pipeline.normalize.education import read_education
from pipeline.normalize.fields import text_of, value_of, without_label
from pipeline.normalize.function import parts_of, take_heading
from pipeline.normalize.kenmerken import Item, items_of, lines_of, number_in
from pipeline.normalize.labels import Grammar
from pipeline.normalize.pieces import Piece, claim_all, place
from pipeline.normalize.shelf import folded

_BEHAVIOUR = frozenset({"competenties", "niveau", "definitie", "gedragsindicatoren"})
_NAME_WORDS = 12
"""A name before a colon is not longer than this."""


@dataclass(slots=True)
class ProfileDraft:
    """A profile that has been read; whose it is, is found out later."""

    titel: str | None = None
    """The whole heading."""
    naam: str | None = None
    """The heading without its label."""
    of_module: bool = False
    """Its own labels say that it is the profile of a module."""
    werksituaties: Sequence[Werksituatie] = ()
    competenties: Sequence[Profielcompetentie] = ()
    kennis: Sequence[Onderwerp] = ()
    vaardigheden: Sequence[Onderwerp] = ()
    opleiding: Opleiding | None = None
    lines: tuple[Line, ...] = ()
    after: int | None = None
    """Index of the description that it follows directly."""
    origin: Herkomst | None = None
    """Where it starts, when that is no heading."""

    def fold(self) -> None:
        """Keep the lists in little room, until a model is made of them."""
        self.werksituaties, self.competenties = folded(self.werksituaties), folded(self.competenties)
        self.kennis, self.vaardigheden = folded(self.kennis), folded(self.vaardigheden)

    def empty(self) -> None:
        """Let go of the lists, once a model was made of them."""
        self.werksituaties, self.competenties, self.kennis, self.vaardigheden = (), (), (), ()


class ProfileReader:
    """Reads the sections that are profiles."""

    def __init__(self, grammar: Grammar, words: frozenset[str], account: Account, known: frozenset[str]) -> None:
        """Prepare; ``known`` are the names of competences, squashed, that the descriptions list."""
        self.grammar = grammar
        self.words = words
        self.account = account
        self.behaviour = BehaviourReader(words, account, known)

    def read(self, pieces: Sequence[Piece]) -> ProfileDraft:
        """Read one profile, whatever the order of its parts."""
        draft = ProfileDraft()
        parts = parts_of(pieces)
        draft.naam, heading = take_heading(parts, ("profiel_titel",), self.words)
        if heading:
            whole, match = join(lines_of(heading), self.words).text, heading[0].match
            draft.titel = whole[match.begin if match else 0 :]  # a chapter number is no part of the heading
        draft.lines = lines_of(heading) or pieces[0].lines
        if len(parts) > 1 and parts[0][0].match is None and parts[1][0].role in _BEHAVIOUR:
            parts[0:2] = [[*parts[0], *parts[1]]]  # starts with a competence: what stood above it is lost
        position = 0
        while position < len(parts):
            part = parts[position]
            if part[0].match and part[0].match.suffix.endswith("module"):
                draft.of_module = True
            end = position + 1
            if part[0].role in _BEHAVIOUR or (position == 0 and any(piece.role in _BEHAVIOUR for piece in part)):
                while end < len(parts) and parts[end][0].role in _BEHAVIOUR:
                    end += 1
                draft.competenties = (
                    *draft.competenties,
                    *self.behaviour.read([piece for p in parts[position:end] for piece in p]),
                )
            else:
                self._part(draft, part)
            position = end
        return draft

    def _part(self, draft: ProfileDraft, part: list[Piece]) -> None:
        role = part[0].role
        if role == "werksituaties":
            draft.werksituaties = (*draft.werksituaties, *self._situations(without_label(part)))
        elif role == "kennis":
            draft.kennis = (*draft.kennis, *self._subjects(without_label(part)))
        elif role == "vaardigheden":
            draft.vaardigheden = (*draft.vaardigheden, *self._subjects(without_label(part)))
        elif role == "opleiding":
            self._education(draft, part)
        elif role in ("naam_functie", "normfunctie", "modulenaam"):
            value = value_of(part[0], part[1:])
            draft.naam = draft.naam or (value.text if value else None)
        elif role in ("vakkennis", "profiel_titel"):
            part[0].claim("velden")
            rest = [piece for piece in part[1:] if piece.text]
            if role == "vakkennis" and rest:
                draft.kennis = (*draft.kennis, *self._subjects(rest))

    def _education(self, draft: ProfileDraft, part: list[Piece]) -> None:
        pieces: list[Piece] = []
        for piece in without_label(part):
            if piece.kind == "heading" or (pieces and piece.kind == "item" and pieces[0].kind != "item"):
                break  # what follows the sentence belongs to something else
            pieces.append(piece)
        styled = text_of(pieces, self.words)
        if styled is not None:
            draft.opleiding = read_education(styled, self.grammar.words["opleiding"])

    def _situations(self, pieces: Sequence[Piece]) -> tuple[Werksituatie, ...]:
        """Read numbered situations: "1. Weerstand: verschillende belangen …"."""
        claim_all(pieces, "velden")
        out: list[Werksituatie] = []
        for item in _names_joined(items_of(pieces, self.words)):
            number, start = (item.number, 0) if item.number is not None else number_in(item.text)
            naam, omschrijving = _named(item, start)
            out.append(Werksituatie(nummer=number, naam=naam, omschrijving=omschrijving, herkomst=place(item.lines)))
        return tuple(out)

    def _subjects(self, pieces: Sequence[Piece]) -> tuple[Onderwerp, ...]:
        """Read subjects of knowledge or skill: "Onderzoek: de medewerker weet …"."""
        claim_all(pieces, "velden")
        out: list[Onderwerp] = []
        for item in _names_joined(items_of(pieces, self.words)):
            naam, omschrijving = _named(item, 0)
            if naam is None and omschrijving is not None and len(omschrijving.split()) <= 6:
                naam, omschrijving = omschrijving, None
            out.append(Onderwerp(onderwerp=naam, omschrijving=omschrijving, herkomst=place(item.lines)))
        return tuple(out)


def _names_joined(items: Sequence[Item]) -> list[Item]:
    """Put a name and its description together where they stand in two cells, or as heading and paragraph."""
    out: list[Item] = []
    for item in items:
        before = out[-1] if out else None
        if before and before.text.strip(".) ").isdecimal() and _same_row(before, item):
            out[-1] = Item(
                Styled(item.text, item.styled.styles, before.lines + item.lines),
                before.pieces + item.pieces,
                int(before.text.strip(".) ")),
            )
        elif before and ":" not in before.text and _belongs(before, item):
            text = f"{before.text}: {item.text}"
            styled = Styled(text, (), before.lines + item.lines)
            out[-1] = Item(styled, before.pieces + item.pieces, before.number)
        else:
            out.append(item)
    return out


def _same_row(one: Item, other: Item) -> bool:
    left, right = one.pieces[-1].cell, other.pieces[0].cell
    return left is not None and right is not None and left[:2] == right[:2] and left[2] != right[2]


def _belongs(name: Item, item: Item) -> bool:
    one, other = name.pieces[-1], item.pieces[0]
    if one.cell is not None and other.cell is not None:
        return _same_row(name, item)
    short = len(name.text.split()) <= 6 and not name.text.endswith(".")
    return (
        short
        and one is not other
        and (one.emphasised or name.number is not None)
        and not other.emphasised
        and item.number is None
    )


def _named(item: Item, start: int) -> tuple[str | None, str | None]:
    """Split "Naam: omschrijving"; a dash between spaces or a bold name does as well."""
    text = item.text[start:]
    naam, colon, rest = text.partition(":")
    if not colon or len(naam.split()) > _NAME_WORDS:
        dash = re.match(r"(.{2,80}?)\s+[–—-]\s+(.+)$", text)
        if dash and len(dash[1].split()) <= 6:
            return dash[1].strip(), dash[2].strip()
        bold = item.styled.bold_stretches()
        if bold and bold[0][0] <= start and bold[0][1] < len(item.text):
            return item.text[start : bold[0][1]].strip(" .:–-") or None, item.text[bold[0][1] :].strip(" .:–-") or None
        return None, text.strip() or None
    return naam.strip() or None, rest.strip() or None
