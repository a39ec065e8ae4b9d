"""Between the parts: the functiematrix against the descriptions."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from pipeline.check.compare import fold, no_accents
from pipeline.check.context import Context, place_of_cell, place_of_function
from pipeline.check.finding import Finding, Place, at, names, quote, where
from pipeline.check.matching import abbreviates, levelled, same_name, same_scale
from pipeline.check.registry import rule
from pipeline.models.functieboek import Functie, Matrixcel

_SYSTEMATIC = 4
"""More functions than this under the same other column are one difference of naming, told once."""
_ABBREVIATION = re.compile(r"[^\W\d_]{2,}(?=\.)")


@rule(
    "matrix-zonder-beschrijving",
    "info",
    "onderdelen",
    uitleg="Functies staan in de functiematrix zonder dat het boek ze beschrijft.",
    bron="HR21: een matrix mag ook niet gebruikte normfuncties tonen, dus dit is een melding en geen fout",
)
def cell_without_description(ctx: Context) -> Iterator[Finding]:
    """Cells without a description, in one finding: it is one decision."""
    if not ctx.functions:
        return
    empty = [cell for cell in ctx.book.functiematrix if cell.functie is None or cell.functie not in ctx.functions]
    if not empty:
        return
    places = tuple(place_of_cell(cell) for cell in empty)
    many = len(empty) > 1
    yield Finding(
        f"In de functiematrix ({where(places)}) {'staan' if many else 'staat'} {len(empty)} "
        f"{'functies die' if many else 'functie die'} het boek niet beschrijft: {names([c.naam for c in empty])}.",
        places,
        "Dat kan bedoeld zijn; zo niet, neem de beschrijvingen op of haal de functies uit de matrix.",
    )


@rule(
    "beschrijving-zonder-matrix",
    "waarschuwing",
    "onderdelen",
    uitleg="Een beschreven functie staat niet in de functiematrix.",
    bron="het boek zelf: de matrix geeft elke functie haar schaal",
)
def description_without_cell(ctx: Context) -> Iterator[Finding]:
    """Descriptions without a cell."""
    if not ctx.book.functiematrix:
        return
    for functie in ctx.once:
        if functie.id not in ctx.cells:
            place = place_of_function(functie)
            yield Finding(
                f"{functie.naam} is beschreven{at(place)}, maar staat niet in de functiematrix.",
                (place,),
                "Zet de functie in de matrix, bij haar schaal en functiegroep.",
            )


@rule(
    "matrixkolom-wijkt-af",
    "waarschuwing",
    "onderdelen",
    uitleg="De functiereeks of functiegroep in de beschrijving is een andere dan die boven de kolom van de matrix.",
    bron="HR21: een functie hoort tot één functiereeks en één functiegroep",
)
def other_column(ctx: Context) -> Iterator[Finding]:
    """The series and group of a description against those above its cell; a systematic difference is told once."""
    groups: dict[tuple[tuple[str, str], ...], list[Finding]] = defaultdict(list)
    for functie in ctx.once:
        for cell in ctx.cells.get(functie.id, ())[:1]:
            told = _column_differences(functie, cell)
            if not told:
                continue
            origin = functie.functiereeks.herkomst or functie.functiegroep.herkomst or functie.herkomst
            places = (
                Place(
                    origin,
                    f"{functie.functiereeks.naam or '–'} / {functie.functiegroep.naam or '–'}",
                    "functiebeschrijving",
                    functie.id,
                ),
                place_of_cell(cell, f"{cell.functiereeks or '–'} / {cell.functiegroep or '–'}: {cell.naam}"),
            )
            groups[tuple(told)].append(
                Finding(
                    f"{functie.naam} staat in de functiematrix onder {names([matrix for _, matrix in told])}"
                    f"{at(places[1])}, maar in de beschrijving onder {names([own for own, _ in told])}{at(places[0])}.",
                    places,
                    "Stel vast waar de functie hoort en pas de andere plaats aan.",
                )
            )
    for told_alike, findings in groups.items():
        if len(findings) <= _SYSTEMATIC:
            yield from findings
            continue
        all_places = tuple(place for finding in findings for place in finding.places)
        owners = names([ctx.name(finding.owner()) for finding in findings])
        yield Finding(
            f"{len(findings)} functies staan in de functiematrix onder {names([m for _, m in told_alike])}, maar in "
            f"hun beschrijving onder {names([own for own, _ in told_alike])} ({where(all_places)}): {owners}.",
            all_places,
            "Gebruik in matrix en beschrijving dezelfde namen.",
        )


def _column_differences(functie: Functie, cell: Matrixcel) -> list[tuple[str, str]]:
    """What description and matrix say, where they disagree: (description, matrix)."""
    out = []
    for kind, own, matrix in (
        ("functiereeks", functie.functiereeks.naam, cell.functiereeks),
        ("functiegroep", functie.functiegroep.naam, cell.functiegroep),
    ):
        if own and matrix and not same_name(own, matrix):
            out.append((f"{kind} {quote(own)}", f"{kind} {quote(matrix)}"))
    return out


@rule(
    "matrixcel-dubbel",
    "fout",
    "onderdelen",
    uitleg="Dezelfde functie staat in de functiematrix in meer dan één schaal.",
    bron="cao Gemeenten art. 3.1: de waardering van de normfunctie bepaalt de schaal",
)
def cell_twice(ctx: Context) -> Iterator[Finding]:
    """One function in cells of several scales."""
    groups: dict[str, list[Matrixcel]] = defaultdict(list)
    for cell in ctx.book.functiematrix:
        groups[cell.functie or fold(cell.naam)].append(cell)
    for cells in groups.values():
        if all(same_scale(cell.schaal, cells[0].schaal) for cell in cells):
            continue
        places = tuple(place_of_cell(cell, f"{cell.naam}: schaal {cell.schaal}") for cell in cells)
        yield Finding(
            f"{ctx.name(cells[0].functie) if cells[0].functie else cells[0].naam} staat in de functiematrix in schaal "
            f"{names([str(cell.schaal) for cell in cells])} ({where(places)}).",
            places,
            "Laat de functie in één schaal staan.",
        )


@rule(
    "afkorting-past-niet",
    "waarschuwing",
    "onderdelen",
    uitleg="Een afkorting in de functiematrix past niet bij de naam van de functie.",
    bron="het boek zelf: de letters van een afkorting staan in het woord dat zij verkort",
)
def odd_abbreviation(ctx: Context) -> Iterator[Finding]:
    """Abbreviations in a cell whose letters stand in no word of the function's name."""
    found: dict[str, list[Matrixcel]] = defaultdict(list)
    for functie, cells in ctx.cells.items():
        if functie not in ctx.functions:
            continue
        words = fold(no_accents(ctx.functions[functie].naam)).split()
        parts = [word[i:] for word in words for i in range(len(word))]
        for cell in cells:
            for match in _ABBREVIATION.finditer(cell.naam):
                short = no_accents(match.group().casefold())
                if not any(abbreviates(short, part) for part in parts):
                    found[match.group()].append(cell)
    for short, cells in found.items():
        places = tuple(place_of_cell(cell) for cell in cells)
        yield Finding(
            f"De afkorting {quote(short + '.')} in de functiematrix ({where(places)}) past bij geen woord uit de naam "
            f"{quote(ctx.name(cells[0].functie))}.",
            places,
            "Verbeter de afkorting.",
            cells[0].functie,
        )


@rule(
    "functie-dubbel",
    "fout",
    "onderdelen",
    uitleg="Dezelfde functie is meer dan eens beschreven.",
    bron="het boek zelf: elke normfunctie hoort één beschrijving te hebben",
)
def function_twice(ctx: Context) -> Iterator[Finding]:
    """Descriptions of the same name."""
    groups: dict[tuple[str, int | None], list[Functie]] = defaultdict(list)
    for functie in ctx.book.functies:
        name = levelled(functie.naam)
        groups[name.base, name.level].append(functie)
    for functions in groups.values():
        if len(functions) > 1:
            places = tuple(place_of_function(functie) for functie in functions)
            yield Finding(
                f"{functions[0].naam} is {len(functions)} keer beschreven ({where(places)}).",
                places,
                "Houd één beschrijving over, of geef de functies elk een eigen naam.",
                functions[0].id,
            )
