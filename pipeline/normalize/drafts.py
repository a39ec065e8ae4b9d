"""Read the sections one by one, each with the heading that the source left without a label."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipeline.models.functieboek import Functie, Module
from pipeline.normalize.account import Account
from pipeline.normalize.folding import squash
from pipeline.normalize.function import FunctionDraft, FunctionReader, ModuleDraft
from pipeline.normalize.labels import Grammar
from pipeline.normalize.names import Names, same_name
from pipeline.normalize.pieces import Piece
from pipeline.normalize.profile import ProfileDraft, ProfileReader
from pipeline.normalize.sections import TITLES, Section, SectionKind

_HEADING = 120
"""A longer text is no heading."""


class SectionReader:
    """Reads descriptions, modules and profiles from their sections."""

    def __init__(
        self,
        sections: Sequence[Section],
        grammar: Grammar,
        words: frozenset[str],
        account: Account,
        *,
        fold: bool = False,
    ) -> None:
        """Prepare; ``fold`` keeps what is read in little room, until models are made of it."""
        self.fold = fold
        self.sections = sections
        self.grammar = grammar
        self.words = words
        self.account = account
        self.reader = FunctionReader(grammar, words, account)

    def _of(self, kind: SectionKind) -> Iterator[tuple[Section | None, Section]]:
        """The sections of a kind, each with the section before it."""
        for before, section in zip([None, *self.sections], self.sections, strict=False):
            if section.kind == kind:
                yield before, section

    def functions(self) -> list[FunctionDraft]:
        """Read the descriptions."""
        out: list[FunctionDraft] = []
        for before, section in self._of("functie"):
            draft = self.reader.read(section.pieces)
            heading = _heading_above(before) if section.pieces[0].role != "functie_titel" else None
            if heading and (draft.naam is None or same_name(draft.naam, heading.text)):
                heading.claim("velden")
                draft.titel, draft.lines = heading.text, heading.lines
            if self.fold:
                draft.fold()
            out.append(draft)
        return out

    def modules(self) -> list[ModuleDraft]:
        """Read the modules."""
        out: list[ModuleDraft] = []
        for before, section in self._of("module"):
            draft = self.reader.module(section.pieces)
            heading = _heading_above(before)
            if heading and "module" in squash(heading.text) and section.pieces[0].role not in TITLES:
                heading.claim("velden")
                draft.naam, draft.lines = draft.naam or heading.text, heading.lines
            out.append(draft)
        return out

    def profiles(self, functies: Sequence[Functie], modules: Sequence[Module], names: Names) -> list[ProfileDraft]:
        """Read the profiles, with the competences that the descriptions and modules list as witness."""
        asked = [*(f.competenties for f in functies), *(m.competenties for m in modules)]
        known = {squash(c.naam) for competenties in asked for c in competenties}
        reader = ProfileReader(self.grammar, self.words, self.account, frozenset(known - {""}))
        places = {id(section): at for at, (_, section) in enumerate(self._of("functie"))}
        out: list[ProfileDraft] = []
        for before, section in self._of("profiel"):
            draft = reader.read(section.pieces)
            draft.after = places.get(id(before))
            heading = _heading_above(before) if draft.titel is None else None
            if heading and names.resolve(heading.text).id:
                heading.claim("velden")
                draft.titel = draft.naam = heading.text
                draft.lines = heading.lines
            if self.fold:
                draft.fold()
            out.append(draft)
        return out


def _heading_above(section: Section | None) -> Piece | None:
    """The heading without a label that stands right above a section, and was taken for an empty chapter."""
    if section is None or section.kind != "hoofdstuk":
        return None
    last = section.pieces[-1]
    return last if last.emphasised and last.match is None and last.owner is None and len(last.text) < _HEADING else None
