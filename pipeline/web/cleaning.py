"""Cleaning up after the letters: what there is of employees, what of it must go, and that it went."""

from __future__ import annotations

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response

from pipeline.errors import UsageError
from pipeline.opschoning import own_files, personal, remove
from pipeline.web.site import Site, follow, path, render, text_of

_LEFT = "."
"""Stands for all that a killed run left hidden: its names say nothing to a person."""


def ask(site: Site, request: Request) -> Response:
    """Show what would go, with a tick for each; the user's own files are never ticked beforehand."""
    names = [one.name for one in personal(site.space)]
    return render(
        request,
        "opschonen.html.j2",
        mappen=[name for name in names if not name.startswith(_LEFT)],
        resten=any(name.startswith(_LEFT) for name in names),
        eigen=[one.relative_to(site.space.root).as_posix() for one in own_files(site.space)],
        gekeurd=len(site.placements),
    )


def clean(site: Site, request: Request, form: FormData) -> Response:
    """Remove what was ticked, and what is in memory; not in the middle of making letters, nor without being asked."""
    if not text_of(form, "bevestigd", 5):
        return follow(path("plaatsing", "opschonen"))
    if not site.placing.acquire(blocking=False):
        raise UsageError("Er worden op dit moment brieven gemaakt.", "Wacht tot dat klaar is en verwijder ze dan.")
    try:
        chosen, own = set(form.getlist("weg")), set(form.getlist("eigen"))
        targets = [one for one in personal(site.space) if (_LEFT if one.name[0] == _LEFT else one.name) in chosen]
        files = [one for one in own_files(site.space) if one.relative_to(site.space.root).as_posix() in own]
        gone = len(targets) + len(files) + len(site.placements)
        site.placements.clear()
        if targets or files:
            remove(site.space, targets, files)
    finally:
        site.placing.release()
    return follow(path("plaatsing", verwijderd=str(gone)))
