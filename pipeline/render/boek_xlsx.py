"""The whole book as a workbook: a sheet a part, a row an item, each with its place in the source."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pipeline.models.base import Herkomst
from pipeline.models.functieboek import Functieboek
from pipeline.render.xlsx import Sheet, Value, workbook

Row = list[Value]


def book_workbook(book: Functieboek) -> bytes:
    """Return the book as the bytes of an XLSX file."""
    sheets = [
        _sheet("Boek", ["onderdeel", "waarde"], _facts(book)),
        _sheet("Functiematrix", ["schaal", "functiereeks", "functiegroep", "naam", "punten", "functie"], _matrix(book)),
        _sheet("Beschikbare functies", ["naam", "normfunctie", "functie", "schaal", "formatie"], _establishment(book)),
        _sheet("Functies", ["id", "naam", "code", "functiereeks", "functiegroep", "module"], _functions(book)),
        _sheet("Kenmerken", ["functie", "tekst", "nadruk"], _features(book)),
        _sheet("Competenties", ["functie", "competentie", "niveau", "niveaunaam"], _competences(book)),
        _sheet("Taken", ["functie", "nummer", "resultaatgebied", "taak"], _tasks(book)),
        _sheet("Werksituaties", ["functie", "nummer", "naam", "omschrijving"], _situations(book)),
        _sheet(
            "Profielcompetenties",
            ["functie", "competentie", "toelichting", "niveau", "niveaunaam", "definitie"],
            _profile_competences(book),
        ),
        _sheet("Gedragsindicatoren", ["functie", "competentie", "niveau", "indicator"], _indicators(book)),
        _sheet("Kennis en vaardigheden", ["functie", "soort", "onderwerp", "omschrijving"], _subjects(book)),
        _sheet("Opleiding", ["functie", "tekst", "minimaal", "niveau", "idealiter", "richtingen"], _education(book)),
        _sheet("Lopende tekst", ["hoofdstuk", "soort", "tekst"], _running_text(book)),
    ]
    return workbook(sheets, title=book.titel or book.bron.bestand, subject=book.versie or "")


def _sheet(name: str, columns: list[str], rows: Iterable[Row]) -> Sheet:
    return Sheet(name, [*columns, "pagina", "regel"], list(rows), frozen_columns=1)


def _place(herkomst: Herkomst | None) -> Row:
    return [herkomst.pagina, herkomst.regel] if herkomst else [None, None]


def _facts(book: Functieboek) -> Iterator[Row]:
    facts: tuple[tuple[str, Value], ...] = (
        ("titel", book.titel),
        ("ondertitel", book.ondertitel),
        ("organisatie", book.organisatie),
        ("versie", book.versie),
        ("peildatum", book.peildatum),
        ("bron", book.bron.bestand),
        ("sha256", book.bron.sha256),
        ("pagina's", book.bron.paginas),
        ("totaal formatie", book.totaal_formatie),
    )
    yield from ([name, value, None, None] for name, value in facts if value is not None)
    for competence in book.organisatiecompetenties:
        yield ["organisatiecompetentie", competence, None, None]
    for cluster in book.clusters:
        yield [f"cluster {cluster.naam} (FTE)", cluster.fte, *_place(cluster.herkomst)]


def _matrix(book: Functieboek) -> Iterator[Row]:
    for cell in book.functiematrix:
        yield [
            cell.schaal,
            cell.functiereeks,
            cell.functiegroep,
            cell.naam,
            cell.punten,
            cell.functie,
            *_place(cell.herkomst),
        ]


def _establishment(book: Functieboek) -> Iterator[Row]:
    for row in book.beschikbare_functies:
        yield [row.naam, row.normfunctie, row.functie, row.schaal, row.formatie, *_place(row.herkomst)]


def _functions(book: Functieboek) -> Iterator[Row]:
    for functie in book.functies:
        reeks, groep = functie.functiereeks.naam, functie.functiegroep.naam
        yield [functie.id, functie.naam, functie.code, reeks, groep, functie.module, *_place(functie.herkomst)]


def _features(book: Functieboek) -> Iterator[Row]:
    for functie in book.functies:
        for kenmerk in functie.kenmerken:
            yield [functie.naam, kenmerk.tekst, " | ".join(kenmerk.nadruk), *_place(kenmerk.herkomst)]
    for row in book.beschikbare_functies:
        for kenmerk in row.kenmerken:
            yield [row.naam, kenmerk.tekst, " | ".join(kenmerk.nadruk), *_place(kenmerk.herkomst)]


def _competences(book: Functieboek) -> Iterator[Row]:
    owners = [(f.naam, f.competenties) for f in book.functies]
    owners += [(f"module {m.naam}", m.competenties) for m in book.modules]
    for owner, competences in owners:
        for item in competences:
            yield [owner, item.naam, item.niveau, item.niveaunaam, *_place(item.herkomst)]


def _tasks(book: Functieboek) -> Iterator[Row]:
    for functie in book.functies:
        for area in functie.resultaatgebieden:
            for task in area.taken:
                yield [functie.naam, area.nummer, area.naam, task.tekst, *_place(task.herkomst)]
    for module in book.modules:
        for task in module.taken:
            yield [f"module {module.naam}", None, None, task.tekst, *_place(task.herkomst)]


def _situations(book: Functieboek) -> Iterator[Row]:
    for profiel in book.profielen:
        for item in profiel.kritische_werksituaties:
            yield [profiel.functie, item.nummer, item.naam, item.omschrijving, *_place(item.herkomst)]


def _profile_competences(book: Functieboek) -> Iterator[Row]:
    for profiel in book.profielen:
        for item in profiel.competenties:
            facts: Row = [item.naam, item.toelichting, item.niveau, item.niveaunaam, item.definitie]
            yield [profiel.functie, *facts, *_place(item.herkomst)]


def _indicators(book: Functieboek) -> Iterator[Row]:
    for profiel in book.profielen:
        for item in profiel.competenties:
            for indicator in item.gedragsindicatoren:
                yield [profiel.functie, item.naam, item.niveau, indicator.tekst, *_place(indicator.herkomst)]


def _subjects(book: Functieboek) -> Iterator[Row]:
    for profiel in book.profielen:
        for kind, items in (("kennis", profiel.kennis), ("vaardigheid", profiel.vaardigheden)):
            for item in items:
                yield [profiel.functie, kind, item.onderwerp, item.omschrijving, *_place(item.herkomst)]


def _education(book: Functieboek) -> Iterator[Row]:
    for profiel in book.profielen:
        if item := profiel.opleiding:
            level: Row = [item.minimaal, item.minimaal_niveau, item.idealiter, ", ".join(item.richtingen)]
            yield [profiel.functie, item.tekst, *level, *_place(item.herkomst)]


def _running_text(book: Functieboek) -> Iterator[Row]:
    for chapter in book.hoofdstukken:
        title = " ".join(filter(None, (chapter.nummer, chapter.titel)))
        yield [title, f"kop {chapter.niveau}", chapter.titel, *_place(chapter.herkomst)]
        for item in chapter.alineas:
            yield [title, item.soort, item.tekst, *_place(item.herkomst)]
