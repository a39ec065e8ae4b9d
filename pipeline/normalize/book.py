"""From a Document to a Functieboek: the whole of the reading of HR21, and what was in doubt.

The steps, in order: split the source in pieces at its labels; set apart the title page and the contents; cut the rest
in sections; read each section; resolve names to ids; and settle the account of every character.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.errors import NotAFunctieboekError
from pipeline.extract.document import Document, Table
from pipeline.memory import give_back
from pipeline.models.base import Bron
from pipeline.models.bevindingen import Bevinding
from pipeline.models.functieboek import (
    Functie,
    Functieboek,
    Module,
    Profiel,
)
from pipeline.models.io import json_parts
from pipeline.normalize.account import Account, settle
from pipeline.normalize.assembly import Assembly
from pipeline.normalize.chapters import read_chapters, read_clusters, read_organisation_competences
from pipeline.normalize.contents import Contents, find_contents, listed_names
from pipeline.normalize.drafts import SectionReader
from pipeline.normalize.establishment import Establishment, EstablishmentReader, RowDraft
from pipeline.normalize.folding import squash
from pipeline.normalize.labels import Grammar, load
from pipeline.normalize.matrix import CellDraft, MatrixReader
from pipeline.normalize.matrix_heads import Series, series_of
from pipeline.normalize.misspelt import report_misspelt_labels
from pipeline.normalize.owners import Owners
from pipeline.normalize.pieces import Piece, place
from pipeline.normalize.profile import ProfileDraft
from pipeline.normalize.sections import Sectioner
from pipeline.normalize.shelf import Shelf, Shelved
from pipeline.normalize.stream import Stream
from pipeline.normalize.tables import Grid, TableRole, classify, continues, find_head, grid_of, with_own_head
from pipeline.normalize.title import TitleReader, split_title_page
from pipeline.normalize.torn import split_functions, split_profiles

_APART = 4
"""Blocks from a table of functions to the table that goes on with it."""
_BELOW = 25
"""How many pieces below a table of functions its total may stand."""


@dataclass(frozen=True)
class Reading:
    """A book that has been read, and the findings about the reading."""

    book: Functieboek
    findings: tuple[Bevinding, ...] = ()
    shelf: Shelf | None = None
    """The functions and profiles, where they were shelved; then the book itself holds none."""

    @property
    def functies(self) -> Sequence[Functie] | Shelved:
        """The functions, as models or as the JSON of each."""
        return self.shelf.functies if self.shelf else self.book.functies

    @property
    def profielen(self) -> Sequence[Profiel] | Shelved:
        """The profiles, as models or as the JSON of each."""
        return self.shelf.profielen if self.shelf else self.book.profielen

    def json_parts(self) -> Iterator[bytes]:
        """Give the whole book as JSON, in parts (see ``pipeline.models.io.json_parts``)."""
        rest = self.book.model_copy(update={"functies": (), "profielen": ()})
        return json_parts(rest, functies=self.functies, profielen=self.profielen)


def normalize(
    document: Document,
    bron: Bron,
    *,
    grammar: Grammar | Path | Mapping[str, Any] | None = None,
    shelve: bool = False,
) -> Reading:
    """Read the functieboek in a document.

    Args:
        document: what a reader gave, of whatever format.
        bron: the file it came from.
        grammar: the labels of the book's system; those of HR21 when left out.
        shelve: keep functions and profiles as JSON, for a large book that is only to be written; the document of such
            a book is used up, too.

    Raises:
        NotAFunctieboekError: nothing in the document looks like a part of a functieboek.
        DataInvalidError: the grammar cannot be read.
    """
    reading = _Normalizer(document, bron, load(grammar), Shelf() if shelve else None).run()
    if shelve:
        give_back()  # the pieces
    return reading


class _Normalizer:
    """One reading: what the steps hand to one another."""

    def __init__(self, document: Document, bron: Bron, grammar: Grammar, shelf: Shelf | None) -> None:
        self.document = document
        self.bron = bron
        self.grammar = grammar
        self.words = document.words
        self.account = Account()
        self.grids: dict[int, tuple[Grid, TableRole | None]] = {}
        self.shelf = shelf
        self.assembly = Assembly(self.account, shelf)
        self.last: tuple[Grid, int] | None = None
        """The last table of functions that had a head, and the block where it or its rest stood."""

    def run(self) -> Reading:
        """Take the steps."""
        pieces = Stream(self.document, self.grammar, self._keeps).pieces(drain=self.shelf is not None)
        if self.shelf:
            give_back()  # the document
        contents = find_contents(pieces, self.grammar)
        front = split_title_page(pieces, contents, self.words)
        title = TitleReader(self.grammar).read(pieces[:front])
        sections = Sectioner(pieces, contents, self.grammar).sections()
        fold = self.shelf is not None
        reader = SectionReader(sections, self.grammar, self.words, self.account, fold=fold)
        listed = listed_names(contents, self.grammar, pieces)
        functies, series = self._functies(reader, listed)
        modules = self.assembly.modules(reader.modules())
        names = self.assembly.names
        profiles = split_profiles(reader.profiles(functies, modules, names), functies, names)
        establishment, cells = self._tables(pieces, series)
        rows = establishment.rows
        self._must_be_a_book(pieces, functies, profiles, rows, cells)
        profielen = self._profielen(profiles, functies, modules, contents)
        running = [piece for section in sections if section.kind == "hoofdstuk" for piece in section.pieces]
        clusters = read_clusters(running, self.grammar, self.account)
        organisation = read_organisation_competences(running, self.grammar)
        chapters = read_chapters(running)
        beschikbaar = tuple(self.assembly.row(row) for row in rows)
        matrix = tuple(self.assembly.cell(cell) for cell in cells)
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
            functies=() if self.shelf else functies,
            modules=modules,
            profielen=profielen,
            verantwoording=settle(self.document, pieces, self.account),
        )
        report_misspelt_labels(pieces, self.account)
        return Reading(book, tuple(self.account.findings), self.shelf)

    def _functies(self, reader: SectionReader, listed: Sequence[str]) -> tuple[tuple[Functie, ...], Series]:
        """Read the functions; give with them the functiereeksen and -groepen that they name."""
        drafts = split_functions(reader.functions(), listed)
        functies = self.assembly.functies(drafts, listed)
        return functies, series_of((draft.functiereeks.naam, draft.functiegroep.naam) for draft in drafts)

    # tables

    def _grid(self, table: Table) -> tuple[Grid, TableRole | None]:
        if id(table) in self.grids:  # one that was kept, and so still the same
            return self.grids[id(table)]
        grid = grid_of(table, self.words)
        return grid, classify(grid, self.grammar)

    def _keeps(self, table: Table, at: int) -> Table | None:
        """A table that is a matrix or a table of functions, or the rest of one; None for any other."""
        table = with_own_head(table, self.grammar, self.words)
        grid, role = self._grid(table)
        if role is None and self.last and at - self.last[1] <= _APART and continues(grid, self.last[0], self.grammar):
            role = "beschikbaar"
        if role is None:
            return None
        self.grids[id(table)] = (grid, role)
        if role == "beschikbaar":
            self.last = (grid if self.last is None or find_head(grid, self.grammar) else self.last[0], at)
        return table

    def _tables(self, pieces: Sequence[Piece], series: Series) -> tuple[Establishment, list[CellDraft]]:
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

    def _must_be_a_book(
        self,
        pieces: Sequence[Piece],
        functies: Sequence[Functie],
        profiles: Sequence[ProfileDraft],
        rows: Sequence[RowDraft],
        cells: Sequence[CellDraft],
    ) -> None:
        """Refuse a document that has no part of a functieboek in it."""
        if functies or any(draft.competenties or draft.werksituaties for draft in profiles):
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

    def _profielen(
        self,
        drafts: Sequence[ProfileDraft],
        functies: Sequence[Functie],
        modules: Sequence[Module],
        contents: Contents,
    ) -> tuple[Profiel, ...]:
        owners = Owners(functies, modules, self.assembly.names, self.grammar, contents, self.account).of(drafts)
        return self.assembly.profielen(drafts, owners)

    def _remarks(self) -> None:
        """Pass on what the reader doubted."""
        for remark in self.document.remarks:
            text = " ".join(" ".join(line.text for line in remark.lines).split())
            self.account.find(
                remark.code, remark.message, remark.lines, ernst=remark.weight, citaat=text[:160] if text else None
            )
