"""The source view: a page of the source with a box round every value, and the values beside it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from pipeline.errors import PasswordNeededError
from pipeline.render.bevindingen import names_of
from pipeline.web.index import Item
from pipeline.web.site import Opened, Site, follow, path, picture, render, text_of

_MOST_OWNERS = 4


def view(site: Site, request: Request) -> Response:
    """Show a page; ``?item=`` lights one value up, so that it works without script too."""
    name, number = request.path_params["boek"], request.path_params["blad"]
    site.draw_ahead(name, number)
    opened = site.book(name)
    if opened.locked:
        return _ask(request, opened, number)
    made = site.page(opened, number)
    items = opened.index.on_page(number)
    lit, functies = _lit(request, opened), names_of(opened.loaded.book)
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
        van=_difference(site, request.query_params),
        terug=opened.index.address(name, lit) if lit else "",
        opdezebladzijde=_owners(items, functies),
        functies=functies,
        versie=opened.loaded.book.bron.sha256[:8],
    )


def _difference(site: Site, query: Mapping[str, str]) -> dict[str, str]:
    """The difference that somebody came from, by the ids that say which; nothing where they say none."""
    ids = {key: query.get(key, "") for key in ("verschil", "oud", "nieuw")}
    there = re.fullmatch(r"w-[0-9a-z-]{1,60}", ids["verschil"]) and site.known(ids["oud"]) and site.known(ids["nieuw"])
    return ids if there else {}


def _ask(request: Request, opened: Opened, number: int, fout: str = "") -> Response:
    """Ask for the password of a source, on the page that needs it."""
    status = 400 if fout else 200
    return render(request, "bron_slot.html.j2", status, boek=opened, naam=opened.loaded.name, blad=number, fout=fout)


def unlock(site: Site, request: Request, form: FormData) -> Response:
    """Open the pages of a protected source; the password stays in memory and goes when the server stops."""
    opened = site.book(request.path_params["boek"])
    source, typed = opened.loaded.source, text_of(form, "blad", 7)
    number = int(typed) if typed.isascii() and typed.isdigit() else 1
    if opened.locked and source is not None:
        try:
            site.drawer.unlock(source, opened.loaded.book.bron.sha256, text_of(form, "wachtwoord", 500))
        except PasswordNeededError:
            return _ask(request, opened, number, "Dit wachtwoord klopt niet.")
    return follow(path("boek", opened.loaded.name, "bron", number))


def _owners(items: Sequence[Item], names: Mapping[str, str]) -> list[tuple[str, str]]:
    """The functions that a page is about; a page of the matrix or the establishment names too many to list."""
    found = dict.fromkeys(item.functie for item in items if item.functie in names and ":" not in (item.functie or ""))
    return [(key, names[key]) for key in found if key] if len(found) <= _MOST_OWNERS else []


def turn(site: Site, request: Request) -> Response:
    """Go to the page that was typed."""
    name, number = request.path_params["boek"], request.query_params.get("blad", "")
    last = site.book(name).loaded.book.bron.paginas or 0
    if not number.isascii() or not number.isdigit() or not 1 <= int(number[:7]) <= last:
        raise HTTPException(404, f"Deze bladzijde is er niet; het boek heeft er {last}.")
    return follow(path("boek", name, "bron", int(number)))


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
