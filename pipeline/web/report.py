"""The report of a comparison, made by the same stage as the command and offered for download."""

from __future__ import annotations

from dataclasses import dataclass
from mimetypes import guess_type

from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from pipeline.vergelijking_map import choices, outputs_of, run_comparison, write_comparison
from pipeline.web.site import Opened, Site, download, path, wait_for
from pipeline.web.tasks import Task
from pipeline.workspace import read_bytes

FILES = {
    "wijzigingen.html": "Verslag met beelden en signalen voor de medezeggenschap (HTML)",
    "wijzigingen.docx": "Verslag met revisies (Word)",
    "wijzigingen.xlsx": "Alle wijzigingen (Excel)",
    "was-wordt.xlsx": "Was-wordt-lijst (Excel)",
    "wijzigingen.json": "De gegevens (JSON)",
    "verklaring.json": "Verklaring met alle vingerafdrukken (JSON)",
}
"""What can be fetched: name and what it is; nothing else in that folder."""


@dataclass(frozen=True)
class Verslag:
    """The report of two editions as it stands on the disk."""

    bestanden: tuple[tuple[str, str], ...]
    """Name and what it is."""
    verouderd: bool
    """One of the books was read after it was made."""


def report_of(site: Site, before: Opened, after: Opened) -> Verslag:
    """Look which files of the report are there, and whether they are of the books as they stand now."""
    folder = outputs_of(site.space, before.loaded.name, after.loaded.name)
    there = [(name, what) for name, what in FILES.items() if (folder / name).is_file()]
    made = min(((folder / name).stat().st_mtime_ns for name, _ in there), default=0)
    return Verslag(tuple(there), bool(there) and made < max(before.stamp[0], after.stamp[0]))


def make(site: Site, request: Request, form: FormData) -> Response:
    """Make all files of the report, as a piece of work to wait for."""
    before, after = site.book(request.path_params["oud"]), site.book(request.path_params["nieuw"])
    names = (before.loaded.name, after.loaded.name)

    def work(task: Task) -> None:
        task.stap = "Het verslag wordt gemaakt"
        space = site.space
        made = run_comparison(space, before.loaded, after.loaded, choices(space, after.loaded.book))
        write_comparison(space, outputs_of(space, *names), made, log=space.is_prepared)
        task.verder = path("verschillen", *names) + "#verslag"

    return wait_for(site.tasks.start(f"Verslag van {names[0]} naar {names[1]}", work, once=f"verslag {names}"))


def file(site: Site, request: Request) -> Response:
    """Give one file of the report."""
    old, new, name = (request.path_params[key] for key in ("oud", "nieuw", "bestand"))
    if not (site.known(old) and site.known(new)) or name not in FILES:
        raise HTTPException(404, "Dit bestand is er niet.")
    place = outputs_of(site.space, old, new) / name
    if not place.is_file():
        raise HTTPException(404, "Dit verslag is er (nog) niet.")
    return download(read_bytes(place), f"{old}--{new}-{name}", guess_type(name)[0] or "application/octet-stream")
