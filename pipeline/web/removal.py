"""Removing a book from the workspace, after a page that says what goes."""

from __future__ import annotations

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response

from pipeline.verwijdering import remove_edition, source_within
from pipeline.web.site import Site, follow, path, render, text_of


def ask(site: Site, request: Request) -> Response:
    """Show what would go; the source only when it is ticked."""
    name = site.book(request.path_params["boek"]).loaded.name
    source = source_within(site.space, name)
    return render(request, "boek_verwijderen.html.j2", naam=name, bron=source.name if source else "")


def remove(site: Site, request: Request, form: FormData) -> Response:
    """Remove it, when that was confirmed."""
    name = site.book(request.path_params["boek"]).loaded.name
    if not text_of(form, "bevestigd", 5):
        return follow(path("boek", name, "verwijderen"))
    with site.writing:
        remove_edition(site.space, name, with_source=bool(text_of(form, "bron", 5)))
    return follow("/?verwijderd=ja")
