"""Two functions side by side: what more does the one ask than the other."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from pipeline.loopbaanstap import next_steps, step
from pipeline.web.books import row_of
from pipeline.web.site import Opened, Site, render


def side_by_side(site: Site, request: Request) -> Response:
    """Show the step from one function to another, or let the user choose them."""
    opened = site.book(request.path_params["boek"])
    keys = [request.query_params.get(key, "") for key in ("a", "b")]
    pair = [row_of(opened, key) for key in keys if key]
    if len(pair) != 2:
        return _choose(opened, request, pair[0].functie.id if pair else "")
    left, right = pair
    return render(
        request,
        "naast_elkaar.html.j2",
        boek=opened,
        naam=opened.loaded.name,
        links=left,
        rechts=right,
        stap=step(opened.loaded.book, left.functie, right.functie),
    )


def _choose(opened: Opened, request: Request, chosen: str) -> Response:
    book = opened.loaded.book
    following = next_steps(book)
    names = {functie.id: functie.naam for functie in book.functies}
    first = chosen or next(iter(following), next(iter(names), ""))
    return render(
        request,
        "kies_twee.html.j2",
        naam=opened.loaded.name,
        boek=opened,
        functies=book.functies,
        gekozen={"a": first, "b": following.get(first, "")},
        stappen=[
            (functie.id, functie.naam, following[functie.id], names[following[functie.id]])
            for functie in book.functies
            if functie.id in following
        ],
    )
