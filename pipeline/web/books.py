"""Looking in a book: its functions as a list and as a matrix, searching, one function."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from pipeline.loopbaanstap import next_steps
from pipeline.models.functieboek import BeschikbareFunctie, Functie, Functieboek, Matrixcel, Profiel, Schaal
from pipeline.render.bevindingen import names_of, tally
from pipeline.web.index import MOST
from pipeline.web.site import Opened, Site, render


@dataclass(frozen=True, slots=True)
class Row:
    """A function in the list: its description, and what the tables say of it."""

    functie: Functie
    plaatsen: tuple[BeschikbareFunctie | Matrixcel, ...]
    """Where the establishment and the matrix speak of it."""

    @property
    def bezetting(self) -> tuple[BeschikbareFunctie, ...]:
        """The available functions that it stands for."""
        return tuple(one for one in self.plaatsen if isinstance(one, BeschikbareFunctie))

    @property
    def per_schaal(self) -> dict[str, BeschikbareFunctie | Matrixcel]:
        """Its scales, each with the first place that says so."""
        found: dict[str, BeschikbareFunctie | Matrixcel] = {}
        for one in self.plaatsen:
            if one.schaal is not None:
                found.setdefault(str(one.schaal), one)
        return found

    @property
    def schalen(self) -> tuple[str, ...]:
        """Its scales."""
        return tuple(self.per_schaal)


def overview(site: Site, request: Request) -> Response:
    """Show what a book holds; filter it, or search in everything."""
    opened = site.book(request.path_params["boek"])
    book = opened.loaded.book
    chosen = {key: request.query_params.get(key, "")[:200] for key in ("schaal", "reeks", "competentie", "niveau")}
    query = request.query_params.get("q", "").strip()[:200]
    hits = opened.index.find(query)
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
        meest=MOST,
        treffers=hits.items,
        alle_woorden=hits.alle,
        schalen=sorted({scale for row in every for scale in row.schalen}, key=_scale_order),
        reeksen=list(dict.fromkeys(row.functie.functiereeks.naam for row in every if row.functie.functiereeks.naam)),
        competenties=sorted({c.naam.lower() for row in every for c in row.functie.competenties}),
        niveaus=sorted({c.niveau for row in every for c in row.functie.competenties if c.niveau}),
        functies=names_of(book),
        bevindingen=tally([one for one in opened.loaded.findings.bevindingen if one.status == "open"]),
    )


def rows(book: Functieboek) -> list[Row]:
    """Put every description together with what the establishment and the matrix say of it."""
    found: dict[str, list[BeschikbareFunctie | Matrixcel]] = defaultdict(list)
    places: list[BeschikbareFunctie | Matrixcel] = [*book.beschikbare_functies, *book.functiematrix]
    for place in places:
        if place.functie:
            found[place.functie].append(place)
    return [Row(functie, tuple(found[functie.id])) for functie in book.functies]


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
    row = row_of(opened, request.path_params["functie"])
    return render(
        request,
        "functie.html.j2",
        boek=opened,
        naam=opened.loaded.name,
        rij=row,
        functie=row.functie,
        profielen=profiles_of(opened.loaded.book, row.functie.id),
        volgende=next_steps(opened.loaded.book).get(row.functie.id, ""),
        anderen=[one.functie for one in rows(opened.loaded.book) if one.functie.id != row.functie.id],
        bevindingen=[
            one
            for one in opened.loaded.findings.bevindingen
            if one.functie == row.functie.id and one.status == "open" and one.ernst != "info"
        ],
    )


def row_of(opened: Opened, key: str) -> Row:
    """Return a function of a book by its id.

    Raises:
        HTTPException: 404, it is not there.
    """
    for row in rows(opened.loaded.book):
        if row.functie.id == key:
            return row
    raise HTTPException(404, "Deze functie staat niet in het boek.")


def profiles_of(book: Functieboek, key: str) -> list[Profiel]:
    """Return the profiles of a function, or of a module (``module:<id>``)."""
    return [profile for profile in book.profielen if profile.functie == key]
