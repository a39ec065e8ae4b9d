"""The source view: a page of the source with a box round every value, and the values beside it."""

from __future__ import annotations

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from pipeline.render.bevindingen import names_of
from pipeline.web.index import Item
from pipeline.web.site import Opened, Site, picture, render


def view(site: Site, request: Request) -> Response:
    """Show a page; ``?item=`` lights one value up, so that it works without script too."""
    name, number = request.path_params["boek"], request.path_params["blad"]
    site.draw_ahead(name, number)
    opened = site.book(name)
    made = site.page(opened, number)
    items = opened.index.on_page(number)
    lit = _lit(request, opened)
    return render(
        request,
        "bron.html.j2",
        boek=opened,
        naam=opened.loaded.name,
        blad=number,
        bladen=opened.loaded.book.bron.paginas,
        breedte=round(made.width, 1),
        hoogte=round(made.height, 1),
        items=items,
        gekozen=lit,
        functies=names_of(opened.loaded.book),
        versie=opened.loaded.book.bron.sha256[:8],
    )


def _lit(request: Request, opened: Opened) -> Item | None:
    text = request.query_params.get("item", "")
    if not text:
        return None
    if not text.isascii() or not text.isdigit() or len(text) > 7 or int(text) >= len(opened.index.items):
        raise HTTPException(404, "Deze tekst staat niet (meer) in het boek.")
    return opened.index.items[int(text)]


def sheet(site: Site, request: Request) -> Response:
    """Give the picture of a page."""
    return picture(site.page(site.book(request.path_params["boek"]), request.path_params["blad"]))
