"""What all pages share: the workspace, the books that are open, the work under way, and how a page is made."""

from __future__ import annotations

import os
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from threading import Lock, RLock
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from pipeline.boeken import LoadedBook, load_book
from pipeline.opschoning import letters_root
from pipeline.plaatsing_map import mend
from pipeline.web.addresses import path
from pipeline.web.drawing import Drawer, Picture
from pipeline.web.index import Index
from pipeline.web.received import clear_abandoned
from pipeline.web.store import Store
from pipeline.web.tasks import Task, Tasks
from pipeline.workspace import BOOK_FILE, DATABASE_FILE, Workspace

if TYPE_CHECKING:
    from jinja2 import Environment

__all__ = ["Opened", "Site", "does", "download", "follow", "path", "picture", "render", "shows", "site_of", "text_of",
           "wait_for"]  # fmt: skip
_KEPT = 12
"""Books in memory."""
Page = Callable[["Site", Request], Response]
Action = Callable[["Site", Request, FormData], Response]


@dataclass(frozen=True)
class Opened:
    """A book that was opened, with its index and the stamp of its files."""

    loaded: LoadedBook
    index: Index
    stamp: tuple[int, ...]
    drawer: Drawer

    @property
    def has_pages(self) -> bool:
        """Whether its source has pages, and is there."""
        return self.loaded.source is not None and self.loaded.source.suffix.lower() == ".pdf"

    @property
    def locked(self) -> bool:
        """Whether its pages ask for a password that was not given yet."""
        return self.has_pages and self.loaded.book.bron.sha256 in self.drawer.locked

    @property
    def pictured(self) -> bool:
        """Whether pages of its source can be shown."""
        return self.has_pages and not self.locked


class Site:
    """One workplace over one workspace."""

    def __init__(self, root: Path) -> None:
        """Open the workspace; what a killed server left half received or half made is thrown away."""
        self.root = root
        space = self.space
        self.store = Store(space.state / DATABASE_FILE, space.logbook if space.is_prepared else None)
        self.tasks, self.drawer = Tasks(self.told), Drawer()
        self.writing = Lock()
        """Held while functieboek.toml or a findings file is changed."""
        self.results: OrderedDict[tuple[object, ...], Any] = OrderedDict()
        """What a long task made, by what it was made of."""
        self.states: dict[tuple[object, ...], str] = {}
        """Whether a draft of a vacancy can go out, by all that decides that."""
        self.placements: dict[str, Any] = {}
        """Employee files that were checked; in memory only."""
        self.placing = Lock()
        """Held while letters are made or removed."""
        self._books: OrderedDict[str, Opened] = OrderedDict()
        self._lock = RLock()
        clear_abandoned(space)
        mend(letters_root(space))

    @property
    def space(self) -> Workspace:
        """The workspace, with the settings as they stand now."""
        return Workspace(self.root)

    def told(self, message: str) -> str:
        """Return a message without where the workspace stands on this machine."""
        return message.replace(f"{self.root}{os.sep}", "").replace(str(self.root), "de werkmap")

    def known(self, name: str) -> bool:
        """Whether an edition of this name was read."""
        return any(path.parent.name == name for path in self.space.extracted.glob(f"*/{BOOK_FILE}"))

    def book(self, name: str) -> Opened:
        """Open an edition, from memory where its files did not change.

        Raises:
            HTTPException: 404, there is no such edition.
        """
        if not self.known(name):
            raise HTTPException(404, f"Er is geen boek “{name}” ingelezen.")
        edition = self.space.edition(name)
        files = [path for path in (edition.book_path, edition.findings_path) if path.is_file()]
        stamp = tuple(value for path in files for value in (path.stat().st_mtime_ns, path.stat().st_size))
        with self._lock:
            kept = self._books.get(name)
            if kept is None or kept.stamp != stamp or (kept.loaded.source and not kept.loaded.source.is_file()):
                loaded = load_book(self.space, name)
                kept = self._books[name] = Opened(loaded, Index.of(loaded.book), stamp, self.drawer)
                if kept.has_pages and loaded.source:
                    with suppress(OSError):
                        self.drawer.look(loaded.source, loaded.book.bron.sha256)
                while len(self._books) > _KEPT:
                    self._books.popitem(last=False)
            self._books.move_to_end(name)
            return kept

    def page(self, book: Opened, number: int) -> Picture:
        """Draw a page of the source of a book.

        Raises:
            HTTPException: 404, the source is gone or has no such page.
        """
        source, bron = book.loaded.source, book.loaded.book.bron
        if not book.pictured:
            raise HTTPException(
                404, "Van dit boek zijn geen bladzijden te tonen: de PDF waaruit het is gelezen, is er niet."
            )
        if source is None or not 1 <= number <= (bron.paginas or 0):
            raise HTTPException(404, "Deze bladzijde is er niet.")
        return self.drawer.page(source, bron.sha256, number)

    def draw_ahead(self, name: str, number: int) -> None:
        """Let a page be drawn, in the child, while its book is still being loaded here."""
        if name in self._books or not self.known(name):
            return
        edition = self.space.edition(name)
        source = self.space.source_of(edition.sha256, edition.bestand) if edition.sha256 else None
        if source and edition.sha256 and source.suffix.lower() == ".pdf" and 1 <= number <= (edition.paginas or 0):
            self.drawer.ahead(source, edition.sha256, number)

    def keep(self, key: tuple[object, ...], value: Any) -> None:
        """Keep the result of a long task."""
        self.results[key] = value
        while len(self.results) > _KEPT:
            self.results.popitem(last=False)

    def close(self) -> None:
        """End the child, and start nothing more."""
        self.tasks.close()
        self.drawer.close()


def site_of(request: Request) -> Site:
    """Return the site that a request is for."""
    site: Site = request.app.state.site
    return site


def render(request: Request, template: str, status: int = 200, **values: object) -> HTMLResponse:
    """Make a page of a template."""
    env: Environment = request.app.state.templates
    text = env.get_template(template).render(pad=request.url.path, **values)
    return HTMLResponse(text, status)


def shows(page: Page) -> Callable[[Request], Response]:
    """Make an endpoint of a page; Starlette runs it in a thread."""

    def endpoint(request: Request) -> Response:
        return page(site_of(request), request)

    return endpoint


def does(action: Action) -> Callable[[Request], Awaitable[Response]]:
    """Make an endpoint of something that changes the workspace: the form is read first, then it runs in a thread."""

    async def endpoint(request: Request) -> Response:
        async with request.form(max_files=50, max_fields=400, max_part_size=500_000) as form:
            return await run_in_threadpool(action, site_of(request), request, form)

    return endpoint


def text_of(form: FormData, name: str, limit: int = 4000) -> str:
    """Return a text field of a form; empty where it was not sent."""
    value = form.get(name, "")
    if not isinstance(value, str):
        return ""
    return value.encode("utf-8", "replace").decode().strip()[:limit]  # half characters cannot be kept anywhere


def follow(address: str) -> RedirectResponse:
    """Send the browser on after a form, so that reloading does not send it again."""
    return RedirectResponse(address, 303)


def wait_for(task: Task) -> RedirectResponse:
    """Send the browser to the page that shows how far some work is."""
    return follow(path("taak", task.id))


def download(data: bytes, name: str, mediatype: str) -> Response:
    """Give a file to keep."""
    disposition = f"attachment; filename*=UTF-8''{quote(name, safe='')}"
    return Response(data, media_type=mediatype, headers={"content-disposition": disposition})


def picture(made: Picture) -> Response:
    """Give a picture; its address changes with its contents, so a browser may keep it a while."""
    return Response(made.png, media_type="image/png", headers={"cache-control": "private, max-age=600"})
