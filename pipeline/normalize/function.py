"""A functiebeschrijving and a module: from the pieces of its section to the fields of the model."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass, field

from pipeline.extract.document import Line
from pipeline.extract.text import Styled, join
from pipeline.models.base import Herkomst
from pipeline.models.functieboek import Benoemd, Competentie, Kenmerk, Resultaatgebied, Tekst
from pipeline.normalize.account import Account
from pipeline.normalize.fields import (
    competences_of,
    continues_heading,
    text_of,
    trimmed,
    until_heading,
    value_of,
    without_label,
)
from pipeline.normalize.folding import squash
from pipeline.normalize.kenmerken import items_of, kenmerk_of, lines_of, number_in, tekst_of
from pipeline.normalize.labels import Grammar
from pipeline.normalize.pieces import Piece, claim_all, place
from pipeline.normalize.resultareas import areas_of
from pipeline.normalize.shelf import folded
from pipeline.normalize.values import find_date


@dataclass(slots=True)
class FunctionDraft:
    """A description that has been read, its id not yet given."""

    naam: str | None = None
    titel: str | None = None
    """The heading without its label."""
    code: str | None = None
    normfunctie: str | None = None
    peildatum: datetime.date | None = None
    functiereeks: Benoemd = field(default_factory=lambda: Benoemd(naam=None, omschrijving=None))
    functiegroep: Benoemd = field(default_factory=lambda: Benoemd(naam=None, omschrijving=None))
    kenmerken: Sequence[Kenmerk] = ()
    competenties: tuple[Competentie, ...] = ()
    resultaatgebieden: Sequence[Resultaatgebied] = ()
    module: Styled | None = None
    lines: tuple[Line, ...] = ()
    """Of its heading, or of its first label where the heading is lost."""
    origin: Herkomst | None = None
    """Where it starts, when that is no heading."""

    @property
    def given(self) -> str | None:
        """The name that the book gives it."""
        return self.naam or self.titel or self.normfunctie

    def fold(self) -> None:
        """Keep the lists in little room, until a model is made of them."""
        self.kenmerken, self.resultaatgebieden = folded(self.kenmerken), folded(self.resultaatgebieden)

    def empty(self) -> None:
        """Let go of all but the names, once a model was made of them."""
        self.kenmerken, self.resultaatgebieden, self.module = (), (), None
        self.functiereeks, self.functiegroep = _bare(self.functiereeks), _bare(self.functiegroep)


def _bare(named: Benoemd) -> Benoemd:
    return Benoemd(naam=named.naam, omschrijving=None)


@dataclass
class ModuleDraft:
    """A module that has been read."""

    naam: str
    taken: tuple[Tekst, ...] = ()
    competenties: tuple[Competentie, ...] = ()
    lines: tuple[Line, ...] = ()


def parts_of(pieces: Sequence[Piece]) -> list[list[Piece]]:
    """Cut a section in parts, each from one label to the next; the first may have no label."""
    out: list[list[Piece]] = []
    for piece in pieces:
        if piece.column_head:
            piece.claim("velden")
            continue
        if piece.match is not None or not out:
            out.append([piece])
        else:
            out[-1].append(piece)
    return out


def take_heading(
    parts: list[list[Piece]], roles: Sequence[str], words: frozenset[str]
) -> tuple[str | None, list[Piece]]:
    """Take the heading off a section, with the lines it was wrapped over; give its title and its pieces."""
    if not parts or parts[0][0].role not in roles:
        return None, []
    first = parts.pop(0)
    heading = [first[0]]
    for piece in first[1:]:
        if not continues_heading(heading[-1], piece) and not (len(heading) == 1 and _names(heading[0], piece)):
            parts.insert(0, first[len(heading) :])
            break
        heading.append(piece)
    claim_all(heading, "velden")
    whole = join(lines_of(heading), words).text
    match = first[0].match
    rest = whole[match.end :].strip(" :–—-|") if match else whole
    return rest or None, heading


def _names(heading: Piece, piece: Piece) -> bool:
    """Whether a heading that is only a label is followed by the name on a line of its own."""
    match = heading.match
    if match is None or not match.alone or piece.match is not None or len(piece.text) > 100:
        return False
    if heading.cell is not None and piece.cell is not None:
        return heading.cell[:2] == piece.cell[:2]
    return piece.emphasised


class FunctionReader:
    """Reads the sections that describe a function."""

    def __init__(self, grammar: Grammar, words: frozenset[str], account: Account) -> None:
        """Prepare."""
        self.grammar = grammar
        self.words = words
        self.account = account

    def read(self, pieces: Sequence[Piece]) -> FunctionDraft:
        """Read one description, whatever the order of its parts."""
        draft = FunctionDraft()
        parts = parts_of(pieces)
        draft.titel, heading = take_heading(parts, ("functie_titel",), self.words)
        draft.lines = lines_of(heading) or pieces[0].lines
        position = 0
        while position < len(parts):
            position = self._part(draft, parts, position)
        return draft

    def _part(self, draft: FunctionDraft, parts: list[list[Piece]], position: int) -> int:
        """Read a part; give the position of the next."""
        part = parts[position]
        role = part[0].role
        if role in ("naam_functie", "normfunctie", "code", "peildatum"):
            self._header(draft, role, part)
        elif role in ("functiereeks", "functiegroep"):
            setattr(draft, role, self._named(part))
        elif role == "kenmerken":
            items = items_of(self._list(part), self.words)
            draft.kenmerken = (*draft.kenmerken, *tuple(kenmerk_of(item.styled) for item in items))
        elif role == "competenties":
            draft.competenties += competences_of(without_label(part), self.words)
        elif role in ("taken", "resultaatgebied"):
            end = position + 1
            while end < len(parts) and parts[end][0].role in ("taken", "resultaatgebied"):
                end += 1
            draft.resultaatgebieden = (*draft.resultaatgebieden, *areas_of(parts[position:end], self.words))
            return end
        elif role in ("module", "module_kop"):
            draft.module = text_of(_on_page(without_label(part), part[0]), self.words) or draft.module
        elif role == "functie_titel":
            claim_all(part[:1], "velden")
        return position + 1

    def _header(self, draft: FunctionDraft, role: str, part: list[Piece]) -> None:
        value = value_of(part[0], part[1:])
        if value is None:
            return
        text = value.text
        if role == "naam_functie":
            draft.naam = draft.naam or text
        elif role == "normfunctie":
            draft.normfunctie = text
        elif role == "code":
            draft.code = text
        else:
            draft.peildatum = find_date(text)
            if draft.peildatum is None:
                self.account.find(
                    "geen-datum",
                    f"Bij de peildatum staat “{text}”; dat is geen datum en is leeg gelaten.",
                    part[0].lines,
                    citaat=text,
                )

    def _named(self, part: list[Piece]) -> Benoemd:
        """Read a functiereeks or functiegroep: its name, and what the book says of it."""
        label = part[0]
        label.claim("velden")
        rest = label.after_label()
        naam, _, _ = rest.text.partition(":")
        after = trimmed(rest.part(len(naam))) if ":" in rest.text else Styled("", (), ())
        following = [piece for piece in part[1:] if piece.table is None]
        while following and not following[0].text.strip(" :|"):
            following.pop(0).claim("velden")  # a colon in a cell of its own
        if not naam.strip() and following:  # the name stands in the next cell or on the next line
            following[0].claim("velden")
            naam, following = following[0].text.strip(" :|"), following[1:]
        lead = [Piece("paragraph", after, owner="velden")] if after.text else []
        text = text_of(until_heading([*lead, *following]), self.words)
        return Benoemd(naam=naam.strip() or None, omschrijving=text.text if text else None, herkomst=place(label.lines))

    def _list(self, part: list[Piece]) -> list[Piece]:
        """The pieces of a list below a label; a sentence that leads it in is no item."""
        pieces = until_heading(without_label(part))
        marked = any(piece.kind == "item" for piece in pieces)
        if marked and pieces and pieces[0].kind != "item" and pieces[0].text.endswith(":"):
            pieces = pieces[1:]
        claim_all(pieces, "velden")
        return pieces

    def module(self, pieces: Sequence[Piece]) -> ModuleDraft:
        """Read one module."""
        parts = parts_of(pieces)
        titel, heading = take_heading(parts, ("module_titel", "module_kop", "module"), self.words)
        draft = ModuleDraft("", lines=lines_of(heading) or pieces[0].lines)
        for part in parts:
            role = part[0].role
            if role == "modulenaam":
                value = value_of(part[0], part[1:])
                draft.naam = value.text if value else draft.naam
            elif role in ("module_taken", "taken", "resultaatgebied"):
                draft.taken += self._module_tasks(part, draft.naam or titel or "")
            elif role == "competenties":
                draft.competenties += competences_of(without_label(part), self.words)
        draft.naam = draft.naam or titel or ""
        if squash(draft.naam).startswith("module") and " " in draft.naam:
            draft.naam = draft.naam.split(maxsplit=1)[1]
        return draft

    def _module_tasks(self, part: list[Piece], naam: str) -> tuple[Tekst, ...]:
        """The tasks of a module; a line above them repeats its name, mostly with a number."""
        pieces = [] if part[0].role == "resultaatgebied" else without_label(part)
        if part[0].role == "resultaatgebied":
            part[0].claim("velden")
            pieces = list(part[1:])
        claim_all(pieces, "velden")
        bullets = any(piece.kind == "item" and piece.number is None for piece in pieces)
        tasks = [piece for piece in pieces if not _heads(piece, naam, bullets=bullets)]
        return tuple(tekst_of(item) for item in items_of(tasks, self.words))


def _on_page(pieces: Sequence[Piece], label: Piece) -> list[Piece]:
    """The pieces below a label that can be its content: a list on the next page is the rest of a lost description."""
    page = label.lines[0].page if label.lines else None
    out: list[Piece] = []
    for piece in pieces:
        elsewhere = bool(piece.lines) and page is not None and piece.lines[0].page != page
        if piece.kind == "item" and (elsewhere or not out):
            break
        out.append(piece)
    return out


def _heads(piece: Piece, naam: str, *, bullets: bool) -> bool:
    """Whether a piece is the line above the tasks of a module."""
    if squash(piece.text[number_in(piece.text)[1] :]) == squash(naam):
        return True
    return bullets and (piece.number is not None or (piece.kind != "item" and piece.emphasised))
