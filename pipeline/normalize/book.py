"""From a Document to a Functieboek: the whole of the reading of HR21, and what was in doubt.

The steps, in order: split the source in pieces at its labels; set apart the title page and the contents; cut the rest
in sections; read each section; resolve names to ids; and settle the account of every character.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.errors import NotAFunctieboekError
from pipeline.extract.document import Document, Table
from pipeline.models.base import Bron
from pipeline.models.bevindingen import Bevinding
from pipeline.models.functieboek import (
    BeschikbareFunctie,
    Functie,
    Functieboek,
    Matrixcel,
    Module,
    Profiel,
    slug,
)
from pipeline.normalize.account import Account, settle
from pipeline.normalize.chapters import read_chapters, read_clusters, read_organisation_competences
from pipeline.normalize.contents import Contents, find_contents, listed_names
from pipeline.normalize.establishment import Establishment, EstablishmentReader, RowDraft
from pipeline.normalize.folding import squash
from pipeline.normalize.function import FunctionDraft, FunctionReader, ModuleDraft
from pipeline.normalize.labels import Grammar, load
from pipeline.normalize.matrix import CellDraft, MatrixReader
from pipeline.normalize.matrix_heads import series_of
from pipeline.normalize.misspelt import report_misspelt_labels
from pipeline.normalize.names import Names, same_name
from pipeline.normalize.owners import Owners, between
from pipeline.normalize.pieces import Piece, place
from pipeline.normalize.profile import ProfileDraft, ProfileReader
from pipeline.normalize.sections import TITLES, Section, Sectioner
from pipeline.normalize.stream import Stream
from pipeline.normalize.tables import Grid, TableRole, classify, grid_of, with_own_head
from pipeline.normalize.title import TitleReader, split_title_page

_BELOW = 8
"""How many pieces below a table of functions its total may stand."""


@dataclass(frozen=True)
class Reading:
    """A book that has been read, and the findings about the reading."""

    book: Functieboek
    findings: tuple[Bevinding, ...] = ()


def normalize(document: Document, bron: Bron, *, grammar: Grammar | Path | Mapping[str, Any] | None = None) -> Reading:
    """Read the functieboek in a document.

    Args:
        document: what a reader gave, of whatever format.
        bron: the file it came from.
        grammar: the labels of the book's system; those of HR21 when left out.

    Raises:
        NotAFunctieboekError: nothing in the document looks like a part of a functieboek.
        DataInvalidError: the grammar cannot be read.
    """
    return _Normalizer(document, bron, load(grammar)).run()


class _Normalizer:
    """One reading: what the steps hand to one another."""

    def __init__(self, document: Document, bron: Bron, grammar: Grammar) -> None:
        self.document = document
        self.bron = bron
        self.grammar = grammar
        self.words = document.words
        self.account = Account()
        self.grids: dict[int, tuple[Grid, TableRole | None]] = {}
        self.names = Names()
        self.functions = FunctionReader(grammar, self.words, self.account)

    def run(self) -> Reading:
        """Take the steps."""
        pieces = Stream(self.document, self.grammar, self._keeps).pieces()
        contents = find_contents(pieces, self.grammar)
        front = split_title_page(pieces, contents, self.words)
        title = TitleReader(self.grammar).read(pieces[:front])
        sections = Sectioner(pieces, contents, self.grammar).sections()
        functions = self._read_functions(sections)
        module_drafts = self._read_modules(sections)
        functies = self._functies(functions, listed_names(contents, self.grammar))
        modules = self._modules(module_drafts)
        profiles = self._read_profiles(sections, functies, modules)
        establishment, cells = self._tables(pieces, functions)
        rows = establishment.rows
        self._must_be_a_book(pieces, functions, profiles, rows, cells)
        profielen = self._profielen(profiles, functies, modules, contents)
        running = [piece for section in sections if section.kind == "hoofdstuk" for piece in section.pieces]
        clusters = read_clusters(running, self.grammar, self.account)
        organisation = read_organisation_competences(running, self.grammar)
        chapters = read_chapters(running)
        beschikbaar = tuple(self._row(row) for row in rows)
        matrix = tuple(self._cell(cell) for cell in cells)
        self._remarks()
        book = Functieboek(
            titel=title.titel,
            ondertitel=title.ondertitel,
            organisatie=title.organisatie,
            versie=title.versie,
            peildatum=title.peildatum,
            bron=self.bron,
            clusters=clusters,
            organisatiecompetenties=organisation,
            hoofdstukken=chapters,
            functiematrix=matrix,
            beschikbare_functies=beschikbaar,
            totaal_formatie=establishment.total,
            totaal_formatie_herkomst=place(establishment.total_lines) if establishment.total_lines else None,
            functies=functies,
            modules=modules,
            profielen=profielen,
            verantwoording=settle(self.document, pieces, self.account),
        )
        report_misspelt_labels(pieces, self.account)
        return Reading(book, tuple(self.account.findings))

    # tables

    def _grid(self, table: Table) -> tuple[Grid, TableRole | None]:
        if id(table) not in self.grids:
            grid = grid_of(table, self.words)
            self.grids[id(table)] = (grid, classify(grid, self.grammar))
        return self.grids[id(table)]

    def _keeps(self, table: Table) -> Table | None:
        """A table that is a matrix or a table of functions, or the rest of one; None for any other."""
        table = with_own_head(table, self.grammar, self.words)
        grid, role = self._grid(table)
        if role is None and table.columns >= 3:
            earlier = [known for known, earlier_role in self.grids.values() if earlier_role == "beschikbaar"]
            if earlier and earlier[-1].table.columns == table.columns and not _labelled(grid, self.grammar):
                role = "beschikbaar"
                self.grids[id(table)] = (grid, role)
        return table if role is not None else None

    def _tables(
        self, pieces: Sequence[Piece], functions: Sequence[FunctionDraft]
    ) -> tuple[Establishment, list[CellDraft]]:
        series = series_of((draft.functiereeks.naam, draft.functiegroep.naam) for draft in functions)
        matrix = MatrixReader(self.grammar, self.words, self.account, series)
        establishment = EstablishmentReader(self.grammar, self.words, self.account)
        cells: list[CellDraft] = []
        for index, piece in enumerate(pieces):
            if piece.table is None:
                continue
            grid, role = self._grid(piece.table)
            if role == "beschikbaar":
                establishment.read(grid)
                establishment.read_total_below(pieces[index + 1 : index + 1 + _BELOW])
            else:
                above = pieces[index - 1] if index and pieces[index - 1].table is None else None
                cells.extend(matrix.read(grid, listed=role == "matrixlijst", above=above))
        return establishment.result, cells

    # sections

    def _read_functions(self, sections: Sequence[Section]) -> list[FunctionDraft]:
        out: list[FunctionDraft] = []
        for before, section in zip([None, *sections], sections, strict=False):
            if section.kind != "functie":
                continue
            draft = self.functions.read(section.pieces)
            heading = _heading_above(before) if section.pieces[0].role != "functie_titel" else None
            if heading and (draft.naam is None or same_name(draft.naam, heading.text)):
                heading.claim("velden")
                draft.titel, draft.lines = heading.text, heading.lines
            out.append(draft)
        return out

    def _read_modules(self, sections: Sequence[Section]) -> list[ModuleDraft]:
        out: list[ModuleDraft] = []
        for before, section in zip([None, *sections], sections, strict=False):
            if section.kind != "module":
                continue
            draft = self.functions.module(section.pieces)
            heading = _heading_above(before)
            if heading and "module" in squash(heading.text) and section.pieces[0].role not in TITLES:
                heading.claim("velden")
                draft.naam, draft.lines = draft.naam or heading.text, heading.lines
            out.append(draft)
        return out

    def _read_profiles(
        self, sections: Sequence[Section], functies: Sequence[Functie], modules: Sequence[Module]
    ) -> list[ProfileDraft]:
        asked = [*(f.competenties for f in functies), *(m.competenties for m in modules)]
        known = {squash(c.naam) for competenties in asked for c in competenties}
        reader = ProfileReader(self.grammar, self.words, self.account, frozenset(known - {""}))
        out: list[ProfileDraft] = []
        count = 0
        for before, section in zip([None, *sections], sections, strict=False):
            count += section.kind == "functie"
            if section.kind != "profiel":
                continue
            draft = reader.read(section.pieces)
            draft.after = count - 1 if before and before.kind == "functie" else None
            heading = _heading_above(before) if draft.titel is None else None
            if heading and self.names.resolve(heading.text).id:
                heading.claim("velden")
                draft.titel = draft.naam = heading.text
                draft.lines = heading.lines
            out.append(draft)
        return out

    def _must_be_a_book(
        self,
        pieces: Sequence[Piece],
        functions: Sequence[FunctionDraft],
        profiles: Sequence[ProfileDraft],
        rows: Sequence[RowDraft],
        cells: Sequence[CellDraft],
    ) -> None:
        """Refuse a document that has no part of a functieboek in it."""
        if functions or any(draft.competenties or draft.werksituaties for draft in profiles):
            return
        headings = squash(" ".join(piece.text for piece in pieces if piece.emphasised or piece.owner == "velden"))
        named = [squash(word) for word in self.grammar.words["titelblad"]["boek"]]
        if (rows or cells) and any(word in headings for word in [*named, "functiematrix", "normfunctie"]):
            return
        raise NotAFunctieboekError(
            f"In {self.bron.bestand} is geen functieboek gevonden: geen functiebeschrijving, competentieprofiel,"
            " functiematrix of tabel met beschikbare functies.",
            "Controleer of dit het goede bestand is. Gebruikt het boek andere woorden dan HR21, geef dan een eigen"
            " bestand met labels op.",
        )

    # from drafts to models

    def _functies(self, drafts: Sequence[FunctionDraft], listed: Sequence[str]) -> tuple[Functie, ...]:
        out: list[Functie] = []
        first: dict[str, Functie] = {}
        given = [draft.naam or draft.titel or draft.normfunctie for draft in drafts]
        taken: set[str] = set()
        for index, draft in enumerate(drafts):
            naam = given[index] or self._nameless(draft, between(listed, given, index))
            base = slug(naam) or "functie"
            id_, count = base, 1
            while id_ in taken:
                count += 1
                id_ = f"{base}-{count}"
            taken.add(id_)
            functie = self._functie(draft, naam, id_)
            out.append(functie)
            if id_ == base:
                first[base] = functie
                for name in (naam, draft.normfunctie, draft.titel):
                    if name:
                        self.names.add(name, id_)
            else:
                self._twice(first[base], functie)
        return tuple(out)

    def _nameless(self, draft: FunctionDraft, listed: Sequence[str]) -> str:
        """The name of a description that lost it: the only one that the contents list there, if there is just one."""
        if len(listed) == 1:
            self.account.find(
                "titel-afgeleid",
                f"Deze functiebeschrijving heeft in de bron geen kop en geen naam; dat het {listed[0]} is, is afgeleid"
                " uit de inhoudsopgave.",
                draft.lines,
                advies="Controleer of de beschrijving bij deze functie hoort.",
            )
            return listed[0]
        self.account.find(
            "naam-ontbreekt",
            "Deze functiebeschrijving heeft in de bron geen kop en geen naam.",
            draft.lines,
            ernst="fout",
            advies="Zoek de naam op in de bron en zet haar in correcties.toml.",
        )
        return "(naam ontbreekt)"

    def _twice(self, first: Functie, again: Functie) -> None:
        self.account.findings.append(
            Bevinding(
                code="functie-dubbel",
                ernst="waarschuwing",
                betreft="lezen",
                functie=first.id,
                melding=f"De functie {first.naam} staat twee keer in het boek; de tweede heet hier {again.id}.",
                advies="Laat één van beide beschrijvingen vervallen of geef ze verschillende namen.",
                citaten=(first.naam, again.naam),
                herkomst=(first.herkomst, again.herkomst),
            )
        )

    def _functie(self, draft: FunctionDraft, naam: str, id_: str) -> Functie:
        return Functie(
            id=id_,
            naam=naam,
            code=draft.code,
            normfunctie=draft.normfunctie,
            peildatum=draft.peildatum,
            functiereeks=draft.functiereeks,
            functiegroep=draft.functiegroep,
            kenmerken=draft.kenmerken,
            competenties=draft.competenties,
            resultaatgebieden=draft.resultaatgebieden,
            module=draft.module.text if draft.module else None,
            module_herkomst=place(draft.module.lines) if draft.module else None,
            herkomst=place(draft.lines),
        )

    def _modules(self, drafts: Sequence[ModuleDraft]) -> tuple[Module, ...]:
        out: list[Module] = []
        for draft in drafts:
            base = slug(draft.naam) or "module"
            id_, count = base, 1
            while any(module.id == id_ for module in out):
                count += 1
                id_ = f"{base}-{count}"
            out.append(
                Module(
                    id=id_,
                    naam=draft.naam or "Module",
                    taken=draft.taken,
                    competenties=draft.competenties,
                    herkomst=place(draft.lines),
                )
            )
        return tuple(out)

    def _profielen(
        self,
        drafts: Sequence[ProfileDraft],
        functies: Sequence[Functie],
        modules: Sequence[Module],
        contents: Contents,
    ) -> tuple[Profiel, ...]:
        owners = Owners(functies, modules, self.names, self.grammar, contents, self.account).of(drafts)
        return tuple(
            Profiel(
                functie=owner,
                titel=draft.titel,
                kritische_werksituaties=draft.werksituaties,
                competenties=draft.competenties,
                kennis=draft.kennis,
                vaardigheden=draft.vaardigheden,
                opleiding=draft.opleiding,
                herkomst=place(draft.lines),
            )
            for draft, owner in zip(drafts, owners, strict=True)
        )

    def _row(self, row: RowDraft) -> BeschikbareFunctie:
        wanted = row.normfunctie or row.naam
        found = self.names.resolve(wanted)
        if found.id is None and not found.rivals and row.normfunctie:
            found = self.names.resolve(row.naam) if row.naam != row.normfunctie else found
        self._ambiguous(wanted, found.rivals, row.lines)
        return BeschikbareFunctie(
            naam=row.naam,
            normfunctie=row.normfunctie,
            functie=found.id,
            kenmerken=row.kenmerken(),
            schaal=row.schaal,
            formatie=row.formatie,
            herkomst=place(row.lines),
        )

    def _cell(self, cell: CellDraft) -> Matrixcel:
        found = self.names.resolve(cell.naam)
        self._ambiguous(cell.naam, found.rivals, cell.lines)
        return Matrixcel(
            schaal=cell.schaal,
            functiereeks=cell.functiereeks,
            functiegroep=cell.functiegroep,
            naam=cell.naam,
            punten=cell.punten,
            functie=found.id,
            herkomst=place(cell.lines),
        )

    def _ambiguous(self, naam: str, rivals: Sequence[str], lines: Sequence[Any]) -> None:
        if rivals:
            self.account.find(
                "naam-dubbelzinnig",
                f"“{naam}” past bij meer dan één functie: {', '.join(rivals)}; er is niet gekozen.",
                lines,
                citaat=naam,
            )

    def _remarks(self) -> None:
        """Pass on what the reader doubted."""
        for remark in self.document.remarks:
            text = " ".join(" ".join(line.text for line in remark.lines).split())
            self.account.find(
                remark.code, remark.message, remark.lines, ernst=remark.weight, citaat=text[:160] if text else None
            )


def _heading_above(section: Section | None) -> Piece | None:
    """The heading without a label that stands right above a section, and was taken for an empty chapter."""
    if section is None or section.kind != "hoofdstuk":
        return None
    last = section.pieces[-1]
    return last if last.emphasised and last.match is None and last.owner is None and len(last.text) < 120 else None


def _labelled(grid: Grid, grammar: Grammar) -> bool:
    """Whether a table holds labels of a description or profile."""
    return any(grammar.match(text) for text in grid.texts.values() if text)
