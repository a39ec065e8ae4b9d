"""A book, a function or a module as plain text for the terminal: every line wrapped, every part with its page."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator

from pipeline.models.base import Herkomst
from pipeline.models.functieboek import (
    Benoemd,
    Competentie,
    Functie,
    Functieboek,
    Kenmerk,
    Module,
    Onderwerp,
    Profiel,
    Profielcompetentie,
    Tekst,
)


def place(herkomst: Herkomst | None) -> str:
    """Name a place in the source: ``p. 24``, or ``regel 812`` where the source has no pages."""
    if herkomst is None:
        return ""
    if herkomst.pagina is not None:
        return f"p. {herkomst.pagina}"
    return f"regel {herkomst.regel}" if herkomst.regel is not None else ""


def number(value: float | None) -> str:
    """Write a number as Dutch readers do: 1,5 and 45."""
    return "" if value is None else f"{value:g}".replace(".", ",")


def book_text(book: Functieboek, width: int = 80) -> str:
    """Return an overview: what the book is, and its functions, establishment, modules and chapters."""
    return "\n".join(_lines(_book(book, width)))


def function_text(book: Functieboek, functie: Functie, width: int = 80) -> str:
    """Return one function with its competence profile, in full."""
    parts = [*_function(functie, width)]
    for profiel in book.profielen:
        if profiel.functie == functie.id:
            parts += ["", *_profile(profiel, width)]
    return "\n".join(_lines(parts))


def module_text(book: Functieboek, module: Module, width: int = 80) -> str:
    """Return one module with its profile, in full."""
    parts = [*_title(f"Module {module.naam}", module.herkomst)]
    parts += [*_texts("Taken", module.taken, width), *_competences(module.competenties)]
    for profiel in book.profielen:
        if profiel.functie == f"module:{module.id}":
            parts += ["", *_profile(profiel, width)]
    return "\n".join(_lines(parts))


def _lines(parts: Iterable[str]) -> Iterator[str]:
    yield from parts
    yield ""


def _title(text: str, herkomst: Herkomst | None = None) -> list[str]:
    where = place(herkomst)
    line = f"{text}  ({where})" if where else text
    return [line, "=" * len(line)]


def _wrap(text: str, width: int, first: str = "  ", rest: str | None = None) -> list[str]:
    return textwrap.wrap(
        text, width, initial_indent=first, subsequent_indent=rest if rest is not None else " " * len(first)
    ) or [first.rstrip()]


def _book(book: Functieboek, width: int) -> Iterator[str]:
    yield from _title(book.titel or book.bron.bestand)
    facts = (
        ("", book.ondertitel),
        ("Organisatie", book.organisatie),
        ("Versie", book.versie),
        ("Peildatum", book.peildatum and f"{book.peildatum:%d-%m-%Y}"),
        ("Bron", book.bron.bestand + (f", {book.bron.paginas} pagina's" if book.bron.paginas else "")),
        ("Clusters", "; ".join(c.naam + (f" ({number(c.fte)} FTE)" if c.fte else "") for c in book.clusters)),
        ("Organisatiecompetenties", ", ".join(book.organisatiecompetenties)),
    )
    for name, value in facts:
        if value:
            yield from _wrap(f"{name}: {value}" if name else value, width, "")
    yield from _functions(book)
    yield from _establishment(book)
    if book.modules:
        yield from ["", "Modules", *(f"  {module.naam}  ({place(module.herkomst)})" for module in book.modules)]
    if book.hoofdstukken:
        yield from ["", "Hoofdstukken"]
        for chapter in book.hoofdstukken:
            indent = "  " * chapter.niveau
            yield f"{indent}{' '.join(filter(None, (chapter.nummer, chapter.titel)))}  ({place(chapter.herkomst)})"


def _functions(book: Functieboek) -> Iterator[str]:
    if not book.functies:
        return
    scales = {cell.functie: cell for cell in reversed(book.functiematrix) if cell.functie}
    described = {profiel.functie for profiel in book.profielen}
    rows: list[tuple[str, ...]] = [("functie", "reeks", "schaal", "punten", "profiel", "plaats")]
    for functie in book.functies:
        cell = scales.get(functie.id)
        rows.append(
            (
                functie.naam,
                functie.functiereeks.naam or "",
                "" if cell is None or cell.schaal is None else str(cell.schaal),
                "" if cell is None or cell.punten is None else str(cell.punten),
                "ja" if functie.id in described else "nee",
                place(functie.herkomst),
            )
        )
    yield from ["", f"Functies ({len(book.functies)})", *_table(rows)]


def _establishment(book: Functieboek) -> Iterator[str]:
    if not book.beschikbare_functies:
        return
    rows: list[tuple[str, ...]] = [("functie", "normfunctie", "schaal", "FTE", "plaats")]
    rows += [
        (
            row.naam,
            row.normfunctie or "",
            "" if row.schaal is None else str(row.schaal),
            number(row.formatie),
            place(row.herkomst),
        )
        for row in book.beschikbare_functies
    ]
    total = f", totaal {number(book.totaal_formatie)} FTE" if book.totaal_formatie is not None else ""
    yield from ["", f"Beschikbare functies ({len(book.beschikbare_functies)}{total})", *_table(rows)]


def _table(rows: list[tuple[str, ...]]) -> Iterator[str]:
    widths = [max(len(row[i]) for row in rows) for i in range(len(rows[0]))]
    for row in rows:
        yield "  " + "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()


def _function(functie: Functie, width: int) -> Iterator[str]:
    yield from _title(functie.naam, functie.herkomst)
    if functie.code:
        yield f"Code: {functie.code}"
    if functie.normfunctie:
        yield f"Normfunctie: {functie.normfunctie}"
    yield from _named("Functiereeks", functie.functiereeks, width)
    yield from _named("Functiegroep", functie.functiegroep, width)
    if functie.kenmerken:
        yield from ["", "Functiekenmerken (tussen * wat het boek vet drukt)"]
        for kenmerk in functie.kenmerken:
            yield from _wrap(_emphasised(kenmerk), width, "  - ")
    yield from _competences(functie.competenties)
    for area in functie.resultaatgebieden:
        heading = " ".join(filter(None, ("Resultaatgebied", str(area.nummer or ""), area.naam)))
        yield from _texts(f"{heading}  ({place(area.herkomst)})", area.taken, width)
    if functie.module:
        yield from ["", "Module", *_wrap(functie.module, width)]


def _emphasised(kenmerk: Kenmerk) -> str:
    """The text with ``*`` round the stretches that set the level."""
    text, end = [], 0
    for start, stop in kenmerk.nadruk_posities:
        text += [kenmerk.tekst[end:start], "*", kenmerk.tekst[start:stop], "*"]
        end = stop
    return "".join([*text, kenmerk.tekst[end:]])


def _named(label: str, item: Benoemd, width: int) -> list[str]:
    if not item.naam:
        return []
    return [f"{label}: {item.naam}", *(_wrap(item.omschrijving, width) if item.omschrijving else [])]


def _competences(items: Iterable[Competentie]) -> list[str]:
    lines = [f"  - {item.naam}{_level(item)}" for item in items]
    return ["", "Competenties", *lines] if lines else []


def _level(item: Competentie | Profielcompetentie) -> str:
    level = " ".join(filter(None, (item.niveau, f"({item.niveaunaam})" if item.niveaunaam else None)))
    return f", niveau {level}" if level else ""


def _texts(heading: str, items: Iterable[Tekst], width: int) -> list[str]:
    lines = [line for item in items for line in _wrap(item.tekst, width, "  - ")]
    return ["", heading, *lines]


def _profile(profiel: Profiel, width: int) -> Iterator[str]:
    yield from _title(profiel.titel or "Competentieprofiel (zonder titel)", profiel.herkomst)
    for situation in profiel.kritische_werksituaties:
        yield from _subject("Kritische werksituatie", situation.naam, situation.omschrijving, width)
    for competence in profiel.competenties:
        addition = f" ({competence.toelichting})" if competence.toelichting else ""
        yield from ["", f"{competence.naam}{addition}{_level(competence)}"]
        if competence.definitie:
            yield from _wrap(competence.definitie, width)
        for indicator in competence.gedragsindicatoren:
            yield from _wrap(indicator.tekst, width, "  - ")
    yield from _subjects("Kennis", profiel.kennis, width)
    yield from _subjects("Vaardigheden", profiel.vaardigheden, width)
    if profiel.opleiding and profiel.opleiding.tekst:
        yield from ["", "Opleiding", *_wrap(profiel.opleiding.tekst, width)]


def _subject(label: str, naam: str | None, omschrijving: str | None, width: int) -> list[str]:
    return ["", f"{label}: {naam or ''}".rstrip(": "), *(_wrap(omschrijving, width) if omschrijving else [])]


def _subjects(heading: str, items: Iterable[Onderwerp], width: int) -> list[str]:
    lines: list[str] = []
    for item in items:
        text = ": ".join(filter(None, (item.onderwerp, item.omschrijving)))
        lines += _wrap(text, width, "  - ")
    return ["", heading, *lines] if lines else []
