"""All texts of a book, each with the field it stands in, its owner and its place."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from pipeline.check.finding import Place
from pipeline.models.base import Herkomst
from pipeline.models.functieboek import Benoemd, Functie, Functieboek, Module, Onderwerp, Profiel

Field = Literal[
    "taak", "kenmerk", "gedragsindicator", "definitie", "werksituatie", "werksituatienaam", "kennis", "kennisnaam",
    "vaardigheid", "vaardigheidsnaam", "opleiding", "reeks", "reeksnaam", "groep", "groepsnaam", "competentie",
    "toelichting", "niveaunaam", "resultaatgebied", "functienaam", "moduletekst", "titel", "rijnaam", "normfunctie",
    "matrixnaam", "matrixkop", "cluster", "lopende tekst", "kop",
]  # fmt: skip

SENTENCES: frozenset[Field] = frozenset(
    {
        "taak", "kenmerk", "gedragsindicator", "definitie", "werksituatie", "kennis", "vaardigheid", "opleiding",
        "reeks", "groep", "lopende tekst",
    }
)  # fmt: skip
"""Fields whose text is a sentence or a part of one, rather than a name."""
ITEMS: frozenset[Field] = frozenset({"taak", "kenmerk", "gedragsindicator"})
"""Fields that are items of a list and begin with a verb."""


@dataclass(frozen=True, slots=True)
class Text:
    """One text of the book."""

    field: Field
    text: str
    herkomst: Herkomst
    functie: str | None = None
    """Id of the function it belongs to; None for the whole book."""
    onderdeel: str = ""
    """The part of the book, in the reader's words."""

    def place(self, citaat: str | None = None) -> Place:
        """The place of this text, quoting it whole or in part."""
        return Place(self.herkomst, self.text if citaat is None else citaat, self.onderdeel, self.functie)


def all_texts(book: Functieboek) -> Iterator[Text]:
    """Yield every text of the book, in the order of its parts."""
    for cluster in book.clusters:
        yield Text("cluster", cluster.naam, cluster.herkomst, None, "cluster")
    yield from _running(book)
    yield from _matrix(book)
    for row in book.beschikbare_functies:
        yield Text("rijnaam", row.naam, row.herkomst, row.functie, "beschikbare functies")
        if row.normfunctie:
            yield Text("normfunctie", row.normfunctie, row.herkomst, row.functie, "beschikbare functies")
        for kenmerk in row.kenmerken:
            yield Text("kenmerk", kenmerk.tekst, kenmerk.herkomst, row.functie, "beschikbare functies")
    for functie in book.functies:
        yield from of_function(functie)
    for module in book.modules:
        yield from _of_module(module)
    for profiel in book.profielen:
        yield from of_profile(profiel)


def _matrix(book: Functieboek) -> Iterator[Text]:
    """The cells, and each heading once: at the first cell below it, for where a heading itself stands is not kept."""
    headings: set[tuple[int | None, str | None, str | None]] = set()
    for cell in book.functiematrix:
        yield Text("matrixnaam", cell.naam, cell.herkomst, cell.functie, "functiematrix")
        for name, group in ((cell.functiereeks, None), (cell.functiegroep, cell.functiegroep)):
            heading = (cell.herkomst.pagina, cell.functiereeks, group)
            if name and heading not in headings:
                headings.add(heading)
                yield Text("matrixkop", name, cell.herkomst, None, "functiematrix, kop boven deze cel")


def _running(book: Functieboek) -> Iterator[Text]:
    for chapter in book.hoofdstukken:
        if chapter.titel:
            yield Text("kop", chapter.titel, chapter.herkomst, None, "lopende tekst")
        for paragraph in chapter.alineas:
            field: Field = "kop" if paragraph.soort == "kop" else "lopende tekst"
            yield Text(field, paragraph.tekst, paragraph.herkomst, None, "lopende tekst")


def of_function(functie: Functie) -> Iterator[Text]:
    """Yield the texts of a description."""
    owner, part = functie.id, "functiebeschrijving"
    yield Text("functienaam", functie.naam, functie.herkomst, owner, part)
    named: tuple[tuple[Field, Field, Benoemd], ...] = (
        ("reeksnaam", "reeks", functie.functiereeks),
        ("groepsnaam", "groep", functie.functiegroep),
    )
    for name_field, text_field, group in named:
        origin = group.herkomst or functie.herkomst
        if group.naam:
            yield Text(name_field, group.naam, origin, owner, part)
        if group.omschrijving:
            yield Text(text_field, group.omschrijving, origin, owner, part)
    for kenmerk in functie.kenmerken:
        yield Text("kenmerk", kenmerk.tekst, kenmerk.herkomst, owner, part)
    for competence in functie.competenties:
        yield Text("competentie", competence.naam, competence.herkomst, owner, part)
        if competence.niveaunaam:
            yield Text("niveaunaam", competence.niveaunaam, competence.herkomst, owner, part)
    for area in functie.resultaatgebieden:
        if area.naam:
            yield Text("resultaatgebied", area.naam, area.herkomst, owner, part)
        for task in area.taken:
            yield Text("taak", task.tekst, task.herkomst, owner, part)
    if functie.module:
        yield Text("moduletekst", functie.module, functie.module_herkomst or functie.herkomst, owner, part)


def _of_module(module: Module) -> Iterator[Text]:
    owner = f"module:{module.id}"
    for task in module.taken:
        yield Text("taak", task.tekst, task.herkomst, owner, "module")
    for competence in module.competenties:
        yield Text("competentie", competence.naam, competence.herkomst, owner, "module")
        if competence.niveaunaam:
            yield Text("niveaunaam", competence.niveaunaam, competence.herkomst, owner, "module")


def of_profile(profiel: Profiel) -> Iterator[Text]:
    """Yield the texts of a competence profile."""
    owner, part = profiel.functie, "competentieprofiel"
    if profiel.titel:
        yield Text("titel", profiel.titel, profiel.herkomst, owner, part)
    for situation in profiel.kritische_werksituaties:
        if situation.naam:
            yield Text("werksituatienaam", situation.naam, situation.herkomst, owner, part)
        if situation.omschrijving:
            yield Text("werksituatie", situation.omschrijving, situation.herkomst, owner, part)
    for competence in profiel.competenties:
        yield Text("competentie", competence.naam, competence.herkomst, owner, part)
        if competence.toelichting:
            yield Text("toelichting", competence.toelichting, competence.herkomst, owner, part)
        if competence.niveaunaam:
            yield Text("niveaunaam", competence.niveaunaam, competence.herkomst, owner, part)
        if competence.definitie:
            yield Text("definitie", competence.definitie, competence.herkomst, owner, part)
        for indicator in competence.gedragsindicatoren:
            yield Text("gedragsindicator", indicator.tekst, indicator.herkomst, owner, part)
    yield from _subjects(profiel.kennis, "kennisnaam", "kennis", owner)
    yield from _subjects(profiel.vaardigheden, "vaardigheidsnaam", "vaardigheid", owner)
    if profiel.opleiding and profiel.opleiding.tekst:
        origin = profiel.opleiding.herkomst or profiel.herkomst
        yield Text("opleiding", profiel.opleiding.tekst, origin, owner, part)


def _subjects(subjects: tuple[Onderwerp, ...], name: Field, text: Field, owner: str | None) -> Iterator[Text]:
    for subject in subjects:
        if subject.onderwerp:
            yield Text(name, subject.onderwerp, subject.herkomst, owner, "competentieprofiel")
        if subject.omschrijving:
            yield Text(text, subject.omschrijving, subject.herkomst, owner, "competentieprofiel")
