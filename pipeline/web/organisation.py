"""What a book says of the organisation: its clusters and chapters, its establishment, its modules."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from starlette.requests import Request
from starlette.responses import Response

from pipeline.check.matching import scale_order
from pipeline.models.functieboek import BeschikbareFunctie
from pipeline.render.bevindingen import names_of
from pipeline.web.books import profiles_of
from pipeline.web.site import Site, render


def organisation(site: Site, request: Request) -> Response:
    """Show Part I: what the book is, the clusters, the competences that all need, and the chapters."""
    opened = site.book(request.path_params["boek"])
    return render(request, "organisatie.html.j2", boek=opened, naam=opened.loaded.name, b=opened.loaded.book)


def establishment(site: Site, request: Request) -> Response:
    """Show the functions that the organisation has, with their scale and size, and the sizes by scale."""
    opened = site.book(request.path_params["boek"])
    book = opened.loaded.book
    rows = book.beschikbare_functies
    return render(
        request,
        "formatie.html.j2",
        boek=opened,
        naam=opened.loaded.name,
        rijen=rows,
        per_schaal=_by_scale(rows),
        som=round(sum(row.formatie or 0 for row in rows), 2),
        zonder=sum(row.formatie is None for row in rows),
        totaal=book.totaal_formatie,
        totaal_plaats=book.totaal_formatie_herkomst,
        functies=names_of(book),
    )


def _by_scale(rows: tuple[BeschikbareFunctie, ...]) -> list[tuple[str, int, float | None]]:
    """The number of functions and their size in each scale, the highest first; None where no size is known."""
    found: dict[str, list[BeschikbareFunctie]] = defaultdict(list)
    for row in rows:
        found["" if row.schaal is None else str(row.schaal)].append(row)
    ordered = sorted(found, key=lambda scale: scale_order(scale or None) or (-1, ""), reverse=True)
    return [(s, len(found[s]), _sum(found[s])) for s in ordered]


def _sum(rows: Sequence[BeschikbareFunctie]) -> float | None:
    known = [row.formatie for row in rows if row.formatie is not None]
    return round(sum(known), 2) if known else None


def modules(site: Site, request: Request) -> Response:
    """Show the modules that can come on top of a function, each with its profile."""
    opened = site.book(request.path_params["boek"])
    book = opened.loaded.book
    return render(
        request,
        "modules.html.j2",
        boek=opened,
        naam=opened.loaded.name,
        modules=[(module, profiles_of(book, f"module:{module.id}")) for module in book.modules],
    )
