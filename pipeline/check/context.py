"""The book as the rules look at it: indexed once, so that no rule has to search."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from functools import cached_property
from typing import Protocol

from pipeline.check.finding import Place
from pipeline.check.matching import Levelled, levelled
from pipeline.check.texts import Text, all_texts
from pipeline.models.base import Herkomst
from pipeline.models.functieboek import BeschikbareFunctie, Functie, Functieboek, Matrixcel, Profiel
from pipeline.models.instellingen import Controleren, Conversietabel


class Language(Protocol):
    """What the rules ask of the Dutch word list."""

    def known(self, word: str) -> bool:
        """Whether the word, or the compound, is correct Dutch."""

    def suggest(self, word: str, own: Collection[str]) -> str | None:
        """The word that was probably meant: from the book's own words first, then from the list; None if unsure."""

    def compound(self, word: str) -> bool:
        """Whether the word is made of known words, though the list does not hold the whole."""


@dataclass(frozen=True)
class Context:
    """A book with its indexes, the settings, and the word list where there is one."""

    book: Functieboek
    settings: Controleren
    conversion: Conversietabel
    language: Language | None = None

    @cached_property
    def texts(self) -> tuple[Text, ...]:
        """Every text of the book."""
        return tuple(all_texts(self.book))

    @cached_property
    def functions(self) -> dict[str, Functie]:
        """The descriptions by id."""
        return {functie.id: functie for functie in self.book.functies}

    @cached_property
    def once(self) -> tuple[Functie, ...]:
        """The descriptions without those that describe a function again: every reference goes to the first."""
        seen: dict[Levelled, Functie] = {}
        for functie in self.book.functies:
            seen.setdefault(levelled(functie.naam), functie)
        return tuple(seen.values())

    @cached_property
    def profiles(self) -> dict[str, Profiel]:
        """The first profile of each function or module."""
        out: dict[str, Profiel] = {}
        for profiel in self.book.profielen:
            if profiel.functie is not None:
                out.setdefault(profiel.functie, profiel)
        return out

    @cached_property
    def cells(self) -> dict[str, list[Matrixcel]]:
        """The matrix cells of each function."""
        out: dict[str, list[Matrixcel]] = defaultdict(list)
        for cell in self.book.functiematrix:
            if cell.functie is not None:
                out[cell.functie].append(cell)
        return out

    @cached_property
    def rows(self) -> dict[str, list[BeschikbareFunctie]]:
        """The available functions of each norm function."""
        out: dict[str, list[BeschikbareFunctie]] = defaultdict(list)
        for row in self.book.beschikbare_functies:
            if row.functie is not None:
                out[row.functie].append(row)
        return out

    @cached_property
    def order(self) -> dict[str, int]:
        """The position of each function in the book, modules after them."""
        ids = [functie.id for functie in self.book.functies] + [f"module:{m.id}" for m in self.book.modules]
        return {name: position for position, name in enumerate(ids)}

    def name(self, functie: str | None) -> str:
        """What the reader calls a function or module."""
        if functie is None:
            return "het boek"
        if functie in self.functions:
            return self.functions[functie].naam
        for module in self.book.modules:
            if functie == f"module:{module.id}":
                return f"module {module.naam}"
        return functie

    def known(self, word: str) -> bool:
        """Whether the word list holds the word; never asked without one."""
        return self.language is not None and self.language.known(word)


def place_of_function(functie: Functie, citaat: str | None = None) -> Place:
    """The head of a description."""
    return Place(functie.herkomst, functie.naam if citaat is None else citaat, "functiebeschrijving", functie.id)


def place_of_cell(cell: Matrixcel, citaat: str | None = None) -> Place:
    """A cell of the matrix."""
    return Place(cell.herkomst, cell.naam if citaat is None else citaat, "functiematrix", cell.functie)


def place_of_row(row: BeschikbareFunctie, citaat: str | None = None) -> Place:
    """A row of the table of available functions."""
    return Place(row.herkomst, row.naam if citaat is None else citaat, "beschikbare functies", row.functie)


def place_of_profile(profiel: Profiel, citaat: str | None = None, herkomst: Herkomst | None = None) -> Place:
    """The head of a profile, or a place in it."""
    text = citaat if citaat is not None else profiel.titel or "competentieprofiel"
    return Place(herkomst or profiel.herkomst, text, "competentieprofiel", profiel.functie)
