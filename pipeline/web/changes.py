"""Differences between two editions: list, filters, both places; ``judging`` is what is decided about them."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from pipeline.models.wijzigingen import Wijziging, Wijzigingen
from pipeline.render.page_images import boxes_by_page
from pipeline.render.wijzigingen import NAMES, ChangeView, Group, groups, order_text, owner_names, present_parts
from pipeline.render.wijzigingen_inhoud import Inhoud, inside, subject
from pipeline.vergelijking_map import differences, doubts
from pipeline.web.report import report_of
from pipeline.web.site import Opened, Site, follow, path, picture, render, wait_for
from pipeline.web.store import OORDELEN, Akkoord
from pipeline.web.tasks import Task

_PAGE = 40
"""Changes on one page."""


@dataclass(frozen=True)
class Compared:
    """Two editions with what differs."""

    oud: Opened
    nieuw: Opened
    wijzigingen: Wijzigingen
    groepen: tuple[Group, ...]

    @property
    def paar(self) -> str:
        """What sign-offs are kept under."""
        return f"{self.oud.loaded.name}--{self.nieuw.loaded.name}"

    def over(self, view: ChangeView, group: Group) -> str:
        """Which row, area or competence a change is about; the name of its group stands above it already."""
        return subject(view.change, self.oud.loaded.book, self.nieuw.loaded.book, owner=group.naam)

    def erin(self, view: ChangeView) -> tuple[Inhoud, ...]:
        """What stands in a part that was added or dropped."""
        return inside(view.change, self.oud.loaded.book, self.nieuw.loaded.book)

    @property
    def gevolgen(self) -> int:
        """How many changes only follow from another."""
        return sum(len(view.followers) for _, view in self.views())

    @property
    def volgorde(self) -> list[str]:
        """Which lists stand in another order and are otherwise the same."""
        names = owner_names(self.oud.loaded.book, self.nieuw.loaded.book)
        orders = self.wijzigingen.volgorde
        return [order_text(one, names) + (f" (volgt uit {one.gevolg_van})" if one.gevolg_van else "") for one in orders]

    @property
    def adres(self) -> str:
        """Where it is shown."""
        return path("verschillen", self.oud.loaded.name, self.nieuw.loaded.name)

    def views(self) -> list[tuple[Group, ChangeView]]:
        """All changes that are decided about (consequences stand under their cause), with their group."""
        return [(group, view) for group in self.groepen for view in group.changes]


def choose(site: Site, request: Request) -> Response:
    """Let the user choose two editions, or go to those that were chosen."""
    names = [edition.name for edition in site.space.editions()]
    old, new = request.query_params.get("oud", ""), request.query_params.get("nieuw", "")
    if old in names and new in names and old != new:
        return follow(path("verschillen", old, new))
    return render(request, "verschillen_kies.html.j2", namen=names, zelfde=bool(old) and old == new)


def kept_under(before: Opened, after: Opened) -> tuple[object, ...]:
    """What a comparison is kept under: a book that was read again is compared again."""
    return ("verschillen", before.loaded.name, before.stamp, after.loaded.name, after.stamp)


def compared(site: Site, request: Request, *, at_once: bool = False) -> Compared | RedirectResponse:
    """The comparison from memory, or the page on which to wait for it; ``at_once`` makes it while the browser waits."""
    before, after = site.book(request.path_params["oud"]), site.book(request.path_params["nieuw"])
    if before.loaded.name == after.loaded.name:
        return follow(path("verschillen", oud=before.loaded.name, nieuw=after.loaded.name))
    key = kept_under(before, after)
    found: Compared | None = site.results.get(key)
    if found is None and at_once:
        found = _compare(site, before, after)
        site.keep(key, found)
    if found is not None:
        return found

    def work(task: Task) -> None:
        task.stap = "De boeken worden vergeleken"
        site.keep(key, _compare(site, before, after))
        task.verder = path("verschillen", before.loaded.name, after.loaded.name)

    title = f"Vergelijken van {before.loaded.name} met {after.loaded.name}"
    return wait_for(site.tasks.start(title, work, once=f"{key}"))


def _compare(site: Site, before: Opened, after: Opened) -> Compared:
    old, new = before.loaded, after.loaded
    changes = differences(site.space, old, new)
    return Compared(before, after, changes, tuple(groups(old.book, new.book, changes)))


@dataclass(frozen=True)
class Typed:
    """What somebody filled in at a change and could not be kept, with the reason."""

    sleutel: str
    oordeel: str
    naam: str
    notitie: str
    melding: str


def show(site: Site, request: Request) -> Response:
    """List the changes that fit the filters, with what was decided."""
    found = compared(site, request)
    if isinstance(found, RedirectResponse):
        return found
    return listing(site, request, found, request.query_params)


def listing(
    site: Site,
    request: Request,
    found: Compared,
    query: Mapping[str, str],
    *,
    status: int = 200,
    typed: Typed | None = None,
) -> Response:
    """Make the page of changes; with ``typed`` the one that shows that change, whatever the filters say."""
    signed, chosen, every = site.store.signoffs(found.paar), chosen_of(query), found.views()
    here = typed.sleutel if typed else ""
    fitting = [pair for pair in every if fits(*pair, chosen, signed) or pair[1].change.sleutel == here]
    at, pages, rows = _page(fitting, chosen, query.get("blad", "1"), here)
    return render(
        request,
        "verschillen.html.j2",
        status,
        v=found,
        oud=found.oud.loaded.name,
        nieuw=found.nieuw.loaded.name,
        rijen=rows,
        gevonden=len(fitting),
        totaal=len(every),
        blad=at,
        bladen=pages,
        keuze=chosen,
        delen=present_parts(found.groepen),
        oordelen=OORDELEN,
        getekend=signed,
        twijfels=doubts(found.oud.loaded, found.nieuw.loaded),
        verslag=report_of(site, found.oud, found.nieuw),
        nu=datetime.datetime.now(datetime.UTC).isoformat(),
        versies=site.store.versions(found.paar),
        verloop=site.store.history(found.paar),
        getypt=typed,
        stand=Counter(signed[view.change.sleutel].oordeel for _, view in every if view.change.sleutel in signed),
        namen=NAMES,
        vol=urlencode({key: value for key, value in {**chosen, "blad": query.get("blad", "")}.items() if value}),
        volgende=_upcoming(found, fitting, chosen, signed),
    )


def _page(
    fitting: list[tuple[Group, ChangeView]], chosen: Mapping[str, str], asked: str, here: str
) -> tuple[int, int, list[tuple[Group, ChangeView]]]:
    """Which page of how many is shown, and what is on it: the one that was asked, or that of the change one is at."""
    size = size_of(chosen, len(fitting))
    pages = max(1, -(-len(fitting) // size))
    at = min(_number(asked), pages)
    if here:
        at = 1 + next(i for i, (_, view) in enumerate(fitting) if view.change.sleutel == here) // size
    return at, pages, fitting[(at - 1) * size : at * size]


def _number(text: str) -> int:
    return max(1, int(text)) if text.isascii() and text.isdigit() and len(text) < 6 else 1


def size_of(chosen: Mapping[str, str], many: int) -> int:
    """How many changes go on one page: all of them where that was asked, for paper."""
    return max(1, many) if chosen["alles"] else _PAGE


def chosen_of(query: Mapping[str, str]) -> dict[str, str]:
    """What the filters are set to."""
    return {key: query.get(key, "") for key in ("deel", "gewicht", "niveau", "oordeel", "functie", "alles")}


def _upcoming(
    found: Compared, listed: list[tuple[Group, ChangeView]], chosen: Mapping[str, str], signed: Mapping[str, Akkoord]
) -> dict[str, str]:
    """Where the next change without a decision stands: by the change that one is at, and from the top (key "")."""
    upcoming, last = {}, ""
    for at in range(len(listed) - 1, -1, -1):
        key = listed[at][1].change.sleutel
        upcoming[key] = last
        if key not in signed:
            last = place_of(found, at, key, chosen)
    return {key: address or last for key, address in upcoming.items()} | {"": last}


def place_of(found: Compared, at: int, key: str, chosen: Mapping[str, str]) -> str:
    """The address of a change: the page of the list that it is on, and the place on it."""
    names, size = (found.oud.loaded.name, found.nieuw.loaded.name), size_of(chosen, at + 1)
    return path("verschillen", *names, **chosen, blad=at // size + 1 if at >= size else "") + f"#{key}"


def fits(group: Group, view: ChangeView, chosen: Mapping[str, str], signed: Mapping[str, Akkoord]) -> bool:
    """Whether a change is shown under these filters."""
    mine = signed.get(view.change.sleutel)
    decision = mine.oordeel if mine else "open"
    return (
        (not chosen["deel"] or chosen["deel"] in view.parts)
        and (not chosen["gewicht"] or chosen["gewicht"] in view.weights)
        and (not chosen["niveau"] or view.level)
        and (not chosen["oordeel"] or chosen["oordeel"] == decision)
        and (not chosen["functie"] or chosen["functie"] == group.anchor)
    )


def change_of(found: Compared, key: str) -> Wijziging:
    """Look a change up by its key.

    Raises:
        HTTPException: 404, there is no such change.
    """
    for one in found.wijzigingen.wijzigingen:
        if one.sleutel == key:
            return one
    raise HTTPException(404, "Deze wijziging is er niet (meer).")


def crop(site: Site, request: Request) -> Response:
    """Give the picture of the first page that one side of a change stands on."""
    found, side = compared(site, request), request.path_params["kant"]
    if isinstance(found, RedirectResponse) or side not in ("oud", "nieuw"):
        raise HTTPException(404, "Van deze plek is er geen beeld.")
    change = change_of(found, request.path_params["sleutel"])
    opened, place = (found.oud, change.herkomst_oud) if side == "oud" else (found.nieuw, change.herkomst_nieuw)
    boxes = boxes_by_page(place) if place else {}
    page = next(iter(boxes), 0)
    source = opened.loaded.source
    if not boxes.get(page) or not opened.pictured or source is None:
        raise HTTPException(404, "Van deze plek is er geen beeld.")
    sha256 = opened.loaded.book.bron.sha256
    return picture(site.drawer.strip(source, sha256, page, boxes[page], "oud" if side == "oud" else "nieuw"))
