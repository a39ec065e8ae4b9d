"""A workplace in every state that its pages can be in, for the walk through them in a browser."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.check import check
from pipeline.diff.comparing import compare
from pipeline.models.bevindingen import Bevindingen
from pipeline.models.functieboek import Functieboek
from pipeline.models.io import to_json
from pipeline.render.wijzigingen import Group, groups
from pipeline.web.changes import Compared, kept_under
from pipeline.web.site import Opened, Site
from pipeline.web.tasks import Task
from pipeline.workspace import Workspace
from tests.conftest import read_book
from tests.minibook import minibook
from tests.support import ROOT, SOURCES
from tests.web.browsing import served
from tests.web.conftest import SETTINGS, TOKEN, put_edition

if TYPE_CHECKING:
    from playwright.sync_api import APIResponse, Browser, Page

FULL, DOUBLE, NARROW = (
    {"width": 1280, "height": 900},
    {"width": 640, "height": 450},  # as much room as 200 % zoom leaves of 1280 × 900
    {"width": 320, "height": 640},  # and 400 %
)
SIGNED = {"oordeel": "vraag", "naam": "Sam", "notitie": "Klopt dit?", "versie": "0"}
HEAD = "personeelsnummer;voorletters;achternaam;adres;postcode;plaats\n"
WRONG = HEAD + "1;A.;B;straat;fout;plaats\n"
STAFF = (ROOT / "tests" / "data" / "brieven" / "medewerkers.csv").read_text(encoding="utf-8-sig").splitlines()
RIGHT = "\n".join(STAFF[next(n for n, line in enumerate(STAFF) if line.startswith("personeelsnummer")) :][:4])


@dataclass
class Walk:
    """The servers, the browser and the ids of what was made ready for the walk."""

    home: str
    empty: str
    site: Site
    script: Page
    plain: Page
    stranger: Page
    ids: dict[str, str] = field(default_factory=dict)

    def post(
        self, path: str, form: dict[str, str] | None = None, *, files: dict[str, tuple[str, bytes]] | None = None,
        ) -> APIResponse:  # fmt: skip
        """Send a form as the pages of the workplace do."""
        address = path if path.startswith("http") else self.home + path
        headers = {"origin": self.home, "sec-fetch-site": "same-origin"}
        request = self.script.context.request
        if files is None:
            return request.fetch(address, method="POST", headers=headers, form=form)  # type: ignore[arg-type]
        kept = {key: {"name": name, "mimeType": "text/plain", "buffer": data} for key, (name, data) in files.items()}
        return request.fetch(address, method="POST", headers=headers, multipart={**(form or {}), **kept})  # type: ignore[arg-type]

    def finish(self, answer: APIResponse) -> APIResponse:
        """Follow a task to its end."""
        end = time.monotonic() + 60
        while "data-taak" in answer.text():
            assert time.monotonic() < end
            time.sleep(0.05)
            answer = self.script.context.request.get(answer.url)
        return answer

    def address(self, name: str) -> str:
        """The address of an entry of PAGES."""
        where, _, rest = name.rpartition(" ")
        return (self.empty if where == "leeg" else self.home) + rest.format(**self.ids)


def _workspace(root: Path, *editions: tuple[str, Functieboek, Path | None]) -> Workspace:
    for name in ("sources", "extracted", "templates", "output"):
        (root / name).mkdir(parents=True)
    (root / "functieboek.toml").write_text(SETTINGS, encoding="utf-8")
    for edition in editions:
        put_edition(Workspace(root), *edition)
    return Workspace(root)


@contextmanager
def walking(browser: Browser, folder: Path, ommen_2018: Functieboek, ommen_2021: Functieboek) -> Iterator[Walk]:
    """Make the workspaces, start their servers, and enter with three browsers: with script, without, and a stranger."""
    small = folder / "klein.md"
    small.write_text(minibook(), encoding="utf-8")
    space = _workspace(
        folder / "vol",
        ("oud", ommen_2018, SOURCES / "ommen-2018.pdf"),
        ("nieuw", ommen_2021, SOURCES / "ommen-2021.pdf"),
        ("klein", read_book(small), small),
    )
    (space.sources / "wachtend.md").write_text(minibook(), encoding="utf-8")
    found = check(ommen_2018).bevindingen
    accepted = found[0].model_copy(update={"status": "aanvaard", "reden": "Zo vastgesteld."})
    findings = Bevindingen(bron=ommen_2018.bron, bevindingen=(accepted, *found[1:]))
    (space.extracted / "oud" / "bevindingen.json").write_text(to_json(findings), encoding="utf-8")
    _workspace(folder / "leeg")
    with served(space.root) as (home, app), served(folder / "leeg") as (empty, _):
        contexts = [
            browser.new_context(locale="nl-NL", **more)  # type: ignore[arg-type]
            for more in ({}, {"java_script_enabled": False, "viewport": NARROW}, {})
        ]
        pages = [context.new_page() for context in contexts]
        for address in (home, empty):
            pages[0].goto(f"{address}/?sleutel={TOKEN}")
        contexts[1].add_cookies(contexts[0].cookies())  # type: ignore[arg-type]
        made = Walk(home, empty, app._app.state.site, *pages)
        waiting = threading.Event()
        _prepare(made, ommen_2018, waiting)
        yield made
        waiting.set()
        for context in contexts:
            context.close()


def _compare(site: Site, old: Opened, new: Opened) -> tuple[Group, ...]:
    """Keep a comparison as the workplace does; the word list of the real one takes seconds to load."""
    changes = compare(old.loaded.book, new.loaded.book, known=lambda word: True)
    views = tuple(groups(old.loaded.book, new.loaded.book, changes))
    site.keep(kept_under(old, new), Compared(old, new, changes, views))
    return views


def _prepare(walk: Walk, book: Functieboek, waiting: threading.Event) -> None:
    """Sign a change, fail a task, check two employee files, start a task."""
    old, new = walk.site.book("oud"), walk.site.book("nieuw")
    _compare(walk.site, new, old)
    views = _compare(walk.site, old, new)
    series = [functie.functiereeks.naam for functie in book.functies]
    pair = [functie for functie in book.functies if series.count(functie.functiereeks.naam) > 1][:2]
    broken = next(item for item in old.index.items if len(item.boxes) > 1)
    walk.ids |= {"functie": pair[0].id, "ander": pair[1].id}
    walk.ids |= {"item": str(broken.nummer), "blad": str(next(iter(broken.boxes)))}
    walk.ids["wijziging"] = views[0].changes[0].change.sleutel
    walk.post(walk.address("/verschillen/oud/nieuw/{wijziging}"), SIGNED)
    failed = walk.finish(walk.post("/edities", files={"bestanden": ("kapot.pdf", b"%PDF-1.7 niets")}))
    walk.ids["mislukt"] = failed.url.rsplit("/", 1)[1]
    for name, lines in (("fout", WRONG), ("keuring", RIGHT)):
        form = {"boek": "oud", "soort": "voornemen", "datum": "2026-04-21"}
        answer = walk.post("/plaatsing", form, files={"medewerkers": ("m.csv", lines.encode())})
        walk.ids[name] = answer.url.rsplit("/", 1)[1]

    def work(task: Task) -> None:
        task.stap, task.gedaan, task.totaal = "groot.pdf wordt gelezen", 12, 83
        waiting.wait(120)

    walk.ids["bezig"] = walk.site.tasks.start("Inlezen", work).id
