"""Looking in a book: its functions as a list and as a matrix, searching, one function, two side by side."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from pipeline.models.functieboek import BeschikbareFunctie, Functie, Functieboek, Matrixcel, Profiel, Schaal, slug
from pipeline.render.bevindingen import names_of, tally
from pipeline.web.site import Opened, Site, render


@dataclass(frozen=True, slots=True)
class Row:
    """A function in the list: its description, and what the tables say of it."""

    functie: Functie
    schalen: tuple[str, ...]
    namen: tuple[str, ...]
    """Names of the available functions that it stands for."""


def overview(site: Site, request: Request) -> Response:
    """Show what a book holds; filter it, or search in everything."""
    opened = site.book(request.path_params["boek"])
    book = opened.loaded.book
    chosen = {key: request.query_params.get(key, "")[:200] for key in ("schaal", "reeks", "competentie", "niveau")}
    query = request.query_params.get("q", "").strip()[:200]
    every = rows(book)
    found = [row for row in every if _fits(row, chosen)]
    return render(
        request,
        "boek.html.j2",
        boek=opened,
        naam=opened.loaded.name,
        rijen=found,
        alle=len(every),
        keuze=chosen,
        q=query,
        treffers=opened.index.search(query) if query else [],
        schalen=sorted({scale for row in every for scale in row.schalen}, key=_scale_order),
        reeksen=list(dict.fromkeys(row.functie.functiereeks.naam for row in every if row.functie.functiereeks.naam)),
        competenties=sorted({c.naam.lower() for row in every for c in row.functie.competenties}),
        niveaus=sorted({c.niveau for row in every for c in row.functie.competenties if c.niveau}),
        functies=names_of(book),
        bevindingen=tally([one for one in opened.loaded.findings.bevindingen if one.status == "open"]),
    )


def rows(book: Functieboek) -> list[Row]:
    """Put every description together with what the establishment and the matrix say of it."""
    scales: dict[str, list[str]] = defaultdict(list)
    names: dict[str, list[str]] = defaultdict(list)
    places: list[BeschikbareFunctie | Matrixcel] = [*book.beschikbare_functies, *book.functiematrix]
    for place in places:
        if place.functie:
            scales[place.functie] += [str(place.schaal)] if place.schaal is not None else []
            if isinstance(place, BeschikbareFunctie):
                names[place.functie].append(place.naam)
    return [Row(f, tuple(dict.fromkeys(scales[f.id])), tuple(dict.fromkeys(names[f.id]))) for f in book.functies]


def _fits(row: Row, chosen: Mapping[str, str]) -> bool:
    functie = row.functie
    if chosen["schaal"] and chosen["schaal"] not in row.schalen:
        return False
    if chosen["reeks"] and functie.functiereeks.naam != chosen["reeks"]:
        return False
    if not (chosen["competentie"] or chosen["niveau"]):
        return True
    return any(
        (not chosen["competentie"] or c.naam.lower() == chosen["competentie"])
        and (not chosen["niveau"] or c.niveau == chosen["niveau"])
        for c in functie.competenties
    )


def _scale_order(scale: str) -> tuple[int, str]:
    digits = "".join(character for character in scale if character.isdigit())
    return (int(digits) if digits else 0, scale)


def matrix(site: Site, request: Request) -> Response:
    """Show the functiematrix: a column a group, a row a scale."""
    opened = site.book(request.path_params["boek"])
    cells: dict[tuple[Schaal, str, str], list[Matrixcel]] = defaultdict(list)
    columns: dict[tuple[str, str], None] = {}
    for cell in opened.loaded.book.functiematrix:
        column = (cell.functiereeks or "", cell.functiegroep or "")
        columns[column] = None
        cells[(cell.schaal, *column)].append(cell)
    scales = sorted({key[0] for key in cells}, key=lambda scale: _scale_order(str(scale)), reverse=True)
    ordered = sorted(columns, key=lambda column: [c[0] for c in columns].index(column[0]))
    series: dict[str, int] = defaultdict(int)
    for name, _ in ordered:
        series[name] += 1
    return render(
        request,
        "matrix.html.j2",
        boek=opened,
        naam=opened.loaded.name,
        schalen=scales,
        kolommen=ordered,
        reeksen=series,
        cellen=cells,
        ids=set(names_of(opened.loaded.book)),
    )


def function(site: Site, request: Request) -> Response:
    """Show one function: its description and its profile."""
    opened = site.book(request.path_params["boek"])
    row = _row(opened, request.path_params["functie"])
    return render(
        request,
        "functie.html.j2",
        boek=opened,
        naam=opened.loaded.name,
        rij=row,
        functie=row.functie,
        profielen=_profiles(opened.loaded.book, row.functie.id),
        anderen=[one.functie for one in rows(opened.loaded.book) if one.functie.id != row.functie.id],
        bevindingen=[
            one
            for one in opened.loaded.findings.bevindingen
            if one.functie == row.functie.id and one.status == "open" and one.ernst != "info"
        ],
    )


def _row(opened: Opened, key: str) -> Row:
    for row in rows(opened.loaded.book):
        if row.functie.id == key:
            return row
    raise HTTPException(404, "Deze functie staat niet in het boek.")


def _profiles(book: Functieboek, key: str) -> list[Profiel]:
    return [profile for profile in book.profielen if profile.functie == key]


def side_by_side(site: Site, request: Request) -> Response:
    """Show two functions side by side: what more does the one ask than the other."""
    opened = site.book(request.path_params["boek"])
    keys = [request.query_params.get(key, "") for key in ("a", "b")]
    pair = [_row(opened, key) for key in keys if key]
    if len(pair) != 2:
        return render(
            request, "kies_twee.html.j2", naam=opened.loaded.name, boek=opened, functies=opened.loaded.book.functies
        )
    left, right = pair
    return render(
        request,
        "naast_elkaar.html.j2",
        boek=opened,
        naam=opened.loaded.name,
        links=left,
        rechts=right,
        delen=_parts(left, right),
        competenties=_levels(left.functie, right.functie),
    )


def _parts(left: Row, right: Row) -> list[tuple[str, list[tuple[str, bool]], list[tuple[str, bool]]]]:
    """Gather the texts of both with for each whether the other lacks it."""
    made = []
    for name, texts in (("Functiekenmerken", _features), ("Taken", _tasks)):
        a, b = texts(left.functie), texts(right.functie)
        in_a, in_b = {slug(text) for text in a}, {slug(text) for text in b}
        made.append((name, [(t, slug(t) not in in_b) for t in a], [(t, slug(t) not in in_a) for t in b]))
    return made


def _features(functie: Functie) -> list[str]:
    return [one.tekst for one in functie.kenmerken]


def _tasks(functie: Functie) -> list[str]:
    return [taak.tekst for area in functie.resultaatgebieden for taak in area.taken]


def _levels(left: Functie, right: Functie) -> list[tuple[str, str, str]]:
    """Each competence with the level of both; a dash where a function does not ask it."""
    names = dict.fromkeys(slug(c.naam) for c in (*left.competenties, *right.competenties))
    a, b = ({slug(c.naam): c for c in functie.competenties} for functie in (left, right))
    found = []
    for key in names:
        sides = (a.get(key), b.get(key))
        name = next(c.naam for c in sides if c)
        old, new = ((f"{c.niveau or '?'} {c.niveaunaam or ''}".strip() if c else "–") for c in sides)
        found.append((name, old, new))
    return found
