"""Between the parts: the available functions against descriptions, matrix, totals and clusters."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import islice

from pipeline.check.context import Context, place_of_cell, place_of_function, place_of_row
from pipeline.check.finding import Finding, Place, at, counted, names, quote, where
from pipeline.check.matching import same_scale
from pipeline.check.registry import rule
from pipeline.models.functieboek import BeschikbareFunctie

_CENT = 0.005
"""Two amounts of FTE that differ by less than this are the same; books print two decimals at most."""


def fte(value: float) -> str:
    """Return an amount of FTE as Dutch prints it.

    >>> fte(41.5), fte(45.0)
    ('41,5', '45,0')
    """
    text = f"{value:.2f}"
    return (text[:-1] if text.endswith("0") else text).replace(".", ",")


@rule(
    "normfunctie-onbekend",
    "fout",
    "onderdelen",
    uitleg="Een beschikbare functie verwijst naar een normfunctie die het boek niet beschrijft.",
    bron="HR21: elke beschikbare functie is ingedeeld bij één normfunctie",
)
def unknown_norm_function(ctx: Context) -> Iterator[Finding]:
    """Rows whose norm function has no description."""
    if not ctx.functions:
        return
    for row in ctx.book.beschikbare_functies:
        if row.functie is not None and row.functie in ctx.functions:
            continue
        place = place_of_row(row, f"{row.naam}: {row.normfunctie or 'geen normfunctie'}")
        if row.normfunctie:
            said = f"verwijst naar normfunctie {quote(row.normfunctie)}, maar die staat niet beschreven in het boek"
        else:
            said = "heeft geen normfunctie"
        yield Finding(
            f"De beschikbare functie {quote(row.naam)}{at(place)} {said}.",
            (place,),
            "Vul de juiste normfunctie in, of neem de beschrijving van deze normfunctie op.",
        )


@rule(
    "schaal-wijkt-af",
    "fout",
    "onderdelen",
    uitleg="De schaal in de tabel met beschikbare functies is een andere dan die in de functiematrix.",
    bron="cao Gemeenten art. 3.1: de waardering van de normfunctie bepaalt de schaal",
)
def other_scale(ctx: Context) -> Iterator[Finding]:
    """Rows whose scale is not that of their cell."""
    for functie, rows in ctx.rows.items():
        cells = [cell for cell in ctx.cells.get(functie, ()) if cell.schaal is not None]
        for row in rows:
            if row.schaal is None or not cells or any(same_scale(row.schaal, cell.schaal) for cell in cells):
                continue
            cell = cells[0]
            places = (
                place_of_row(row, f"{row.naam}: schaal {row.schaal}"),
                place_of_cell(cell, f"{cell.naam}: schaal {cell.schaal}"),
            )
            yield Finding(
                f"De beschikbare functie {quote(row.naam)} staat in schaal {row.schaal}{at(places[0])}, maar haar "
                f"normfunctie {ctx.name(functie)} staat in de functiematrix in schaal {cell.schaal}{at(places[1])}.",
                places,
                "Stel vast welke schaal geldt en pas de andere plaats aan.",
                functie,
            )


@rule(
    "schaal-verschilt",
    "fout",
    "onderdelen",
    uitleg="Beschikbare functies met dezelfde normfunctie staan in verschillende schalen.",
    bron="cao Gemeenten art. 3.1: de waardering van de normfunctie bepaalt de schaal",
)
def scales_of_one_function(ctx: Context) -> Iterator[Finding]:
    """Rows of one norm function in several scales, where no matrix decides."""
    for functie, rows in ctx.rows.items():
        graded = [row for row in rows if row.schaal is not None]
        if ctx.cells.get(functie) or all(same_scale(row.schaal, graded[0].schaal) for row in graded):
            continue
        places = tuple(place_of_row(row, f"{row.naam}: schaal {row.schaal}") for row in graded)
        told = names([f"{row.naam} in schaal {row.schaal}" for row in graded])
        yield Finding(
            f"Bij de normfunctie {ctx.name(functie)} horen beschikbare functies in verschillende schalen "
            f"({where(places)}): {told}.",
            places,
            "Stel vast welke schaal bij de normfunctie hoort.",
            functie,
        )


@rule(
    "beschrijving-zonder-rij",
    "waarschuwing",
    "onderdelen",
    uitleg="Een functie is beschreven, maar geen beschikbare functie gebruikt haar.",
    bron="het boek zelf: de tabel met beschikbare functies hoort de beschreven functies te dekken",
)
def description_without_row(ctx: Context) -> Iterator[Finding]:
    """Descriptions that no available function uses; told once where it is half of the book."""
    if not ctx.book.beschikbare_functies:
        return
    missing = [functie for functie in ctx.once if functie.id not in ctx.rows]
    if len(missing) * 2 > len(ctx.once):
        places = tuple(place_of_function(functie) for functie in missing)
        yield Finding(
            f"Van de {len(ctx.once)} beschreven functies zijn er {len(missing)} die geen beschikbare functie "
            f"gebruikt: {names([functie.naam for functie in missing])}.",
            places,
            "Dat kan bedoeld zijn als het boek ook reservefuncties beschrijft; zo niet, vul de tabel aan.",
            ernst="info",
        )
        return
    for functie in missing:
        place = place_of_function(functie)
        yield Finding(
            f"{functie.naam} is beschreven{at(place)}, maar geen enkele beschikbare functie verwijst ernaar.",
            (place,),
            "Voeg de beschikbare functie toe, of laat de beschrijving vervallen.",
        )


@rule(
    "formatie-ontbreekt",
    "waarschuwing",
    "onderdelen",
    uitleg="Een beschikbare functie heeft geen formatie.",
    bron="het boek zelf: de andere rijen van de tabel hebben wel formatie",
)
def no_fte(ctx: Context) -> Iterator[Finding]:
    """Rows without FTE in a table that has them."""
    rows = ctx.book.beschikbare_functies
    empty = [row for row in rows if row.formatie is None]
    if not empty or len(empty) == len(rows):
        return
    places = tuple(place_of_row(row, f"{row.naam}: geen formatie") for row in empty)
    told = "heeft 1 van de" if len(empty) == 1 else f"hebben {len(empty)} van de"
    yield Finding(
        f"In de tabel met beschikbare functies {told} {len(rows)} functies geen formatie ({where(places)}): "
        f"{names([row.naam for row in empty])}.",
        places,
        "Vul de formatie in, of zet er 0,00 als de functie wel bestaat maar niet bezet wordt.",
    )


def _total_place(ctx: Context) -> Place | None:
    """Where the total is printed; where the reading does not say, the last row of the table above it."""
    if ctx.book.totaal_formatie is None:
        return None
    rows = ctx.book.beschikbare_functies
    origin = ctx.book.totaal_formatie_herkomst or (rows[-1].herkomst if rows else None)
    if origin is None:
        return None
    return Place(origin, f"totaal {fte(ctx.book.totaal_formatie)}", "beschikbare functies")


@rule(
    "totaal-klopt-niet",
    "fout",
    "onderdelen",
    uitleg="De formatie van de beschikbare functies telt niet op tot het gedrukte totaal.",
    bron="rekenregel: de som van de kolom is het totaal",
)
def wrong_total(ctx: Context) -> Iterator[Finding]:
    """The sum of the column against the printed total."""
    total = ctx.book.totaal_formatie
    filled = [row for row in ctx.book.beschikbare_functies if row.formatie is not None]
    if total is None or not filled:
        return
    added = sum(row.formatie or 0.0 for row in filled)
    if abs(added - total) < _CENT:
        return
    printed = _total_place(ctx)
    rows = (place_of_row(row, f"{row.naam}: {fte(row.formatie or 0.0)}") for row in filled)
    yield Finding(
        f"De formatie van de beschikbare functies telt op tot {fte(added)} fte, maar als totaal staat er {fte(total)}"
        f"{at(printed) if printed else ''}: een verschil van {fte(abs(added - total))} fte.",
        (*([printed] if printed else []), *rows),
        "Tel de kolom na en verbeter de rij of het totaal.",
    )


@rule(
    "clusters-tellen-anders-op",
    "waarschuwing",
    "onderdelen",
    uitleg="De omvang van de clusters telt niet op tot het totaal van de formatie.",
    bron="rekenregel: de delen van de organisatie zijn samen het geheel",
)
def clusters_against_total(ctx: Context) -> Iterator[Finding]:
    """The clusters' FTE against the printed total, or the sum of the column where none is printed."""
    clusters = [cluster for cluster in ctx.book.clusters if cluster.fte is not None]
    rows = ctx.book.beschikbare_functies
    total = ctx.book.totaal_formatie
    printed = _total_place(ctx)
    if total is None:
        total = sum(row.formatie or 0.0 for row in rows) or None
        printed = place_of_row(rows[-1], f"som van de kolom {fte(total)}") if rows and total else None
    if len(clusters) < 2 or len(clusters) < len(ctx.book.clusters) or total is None:
        return
    added = sum(cluster.fte or 0.0 for cluster in clusters)
    if abs(added - total) < _CENT:
        return
    told = names([f"{cluster.naam} {fte(cluster.fte or 0.0)}" for cluster in clusters])
    places = [
        Place(cluster.herkomst, f"{cluster.naam}: {fte(cluster.fte or 0.0)} fte", "cluster") for cluster in clusters
    ]
    yield Finding(
        f"De clusters tellen samen {fte(added)} fte ({told}; {where(places)}), terwijl de formatie van de beschikbare "
        f"functies {fte(total)} fte is{at(printed) if printed else ''}; dat scheelt {fte(abs(added - total))} fte.",
        (*places, *([printed] if printed else [])),
        "Leg uit welke functies buiten de clusters vallen, of breng de getallen in overeenstemming.",
    )


@rule(
    "rij-dubbel",
    "waarschuwing",
    "onderdelen",
    uitleg="Dezelfde beschikbare functie staat meer dan eens in de tabel.",
    bron="het boek zelf: elke beschikbare functie hoort één rij te hebben",
)
def double_rows(ctx: Context) -> Iterator[Finding]:
    """Rows with the same name and the same norm function."""
    groups: dict[tuple[str, str], list[BeschikbareFunctie]] = defaultdict(list)
    for row in ctx.book.beschikbare_functies:
        groups[row.naam.casefold(), (row.normfunctie or "").casefold()].append(row)
    for rows in groups.values():
        if len(rows) > 1:
            places = tuple(place_of_row(row) for row in islice(rows, 50))
            yield Finding(
                f"De beschikbare functie {quote(rows[0].naam)} staat {len(rows)} keer in de tabel ({where(places)}).",
                places,
                f"Voeg de {counted(len(rows), 'rij', 'rijen')} samen, of geef ze elk een eigen naam.",
            )
