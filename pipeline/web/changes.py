"""Differences between two editions: list, filters, both places, sign-off per change, export."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import parse_qsl

from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from pipeline.models.wijzigingen import Wijziging, Wijzigingen
from pipeline.render.page_images import boxes_by_page
from pipeline.render.wijzigingen import NAMES, ChangeView, Group, as_text, contents_text, groups, present_parts
from pipeline.vergelijking_map import differences
from pipeline.web.site import Opened, Site, download, follow, path, picture, render, text_of, wait_for
from pipeline.web.store import OORDELEN, Akkoord
from pipeline.web.tasks import Task

_PAGE = 40
"""Changes on one page."""
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


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


def _compared(site: Site, request: Request, *, at_once: bool = False) -> Compared | RedirectResponse:
    """The comparison from memory, or the page on which to wait for it; ``at_once`` makes it while the browser waits."""
    before, after = site.book(request.path_params["oud"]), site.book(request.path_params["nieuw"])
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


def show(site: Site, request: Request) -> Response:
    """List the changes that fit the filters, with what was decided."""
    found = _compared(site, request)
    if isinstance(found, RedirectResponse):
        return found
    signed = site.store.signoffs(found.paar)
    chosen = _chosen(request.query_params)
    every = found.views()
    fitting = [(group, view) for group, view in every if _fits(group, view, chosen, signed)]
    upcoming = _upcoming(found, fitting, chosen, signed)
    number = request.query_params.get("blad", "1")
    at = min(max(1, int(number) if number.isascii() and number.isdigit() and len(number) < 6 else 1), _pages(fitting))
    return render(
        request,
        "verschillen.html.j2",
        v=found,
        oud=found.oud.loaded.name,
        nieuw=found.nieuw.loaded.name,
        rijen=fitting[(at - 1) * _PAGE : at * _PAGE],
        gevonden=len(fitting),
        totaal=len(every),
        blad=at,
        bladen=_pages(fitting),
        keuze=chosen,
        delen=present_parts(found.groepen),
        oordelen=OORDELEN,
        getekend=signed,
        stand=Counter(signed[view.change.sleutel].oordeel for _, view in every if view.change.sleutel in signed),
        namen=NAMES,
        tekst=as_text,
        inhoud=contents_text,
        plekken=boxes_by_page,
        vol=request.url.query,
        volgende=upcoming,
    )


def _chosen(query: Mapping[str, str]) -> dict[str, str]:
    return {key: query.get(key, "") for key in ("deel", "gewicht", "niveau", "oordeel", "functie")}


def _upcoming(
    found: Compared, listed: list[tuple[Group, ChangeView]], chosen: Mapping[str, str], signed: Mapping[str, Akkoord]
) -> dict[str, str]:
    """Where the next change without a decision stands: by the change that one is at, and from the top (key "")."""
    upcoming, last = {}, ""
    for at in range(len(listed) - 1, -1, -1):
        key = listed[at][1].change.sleutel
        upcoming[key] = last
        if key not in signed:
            last = _place(found, at, key, chosen)
    return {key: address or last for key, address in upcoming.items()} | {"": last}


def _place(found: Compared, at: int, key: str, chosen: Mapping[str, str]) -> str:
    """The address of a change: the page of the list that it is on, and the place on it."""
    names = (found.oud.loaded.name, found.nieuw.loaded.name)
    return path("verschillen", *names, **chosen, blad=at // _PAGE + 1 if at >= _PAGE else "") + f"#{key}"


def _pages(found: list[tuple[Group, ChangeView]]) -> int:
    return max(1, -(-len(found) // _PAGE))


def _fits(group: Group, view: ChangeView, chosen: Mapping[str, str], signed: Mapping[str, Akkoord]) -> bool:
    mine = signed.get(view.change.sleutel)
    decision = mine.oordeel if mine else "open"
    return (
        (not chosen["deel"] or chosen["deel"] in view.parts)
        and (not chosen["gewicht"] or chosen["gewicht"] in view.weights)
        and (not chosen["niveau"] or view.level)
        and (not chosen["oordeel"] or chosen["oordeel"] == decision)
        and (not chosen["functie"] or chosen["functie"] == group.anchor)
    )


def sign(site: Site, request: Request, form: FormData) -> Response:
    """Keep what somebody decides about a change, also when the comparison is no longer in memory."""
    found = _compared(site, request, at_once=True)
    if isinstance(found, RedirectResponse):
        return found
    change = _change(found, request.path_params["sleutel"])
    version = text_of(form, "versie", 8)
    site.store.sign(
        found.paar,
        change.sleutel,
        oordeel=text_of(form, "oordeel", 20),
        naam=text_of(form, "naam", 100),
        notitie=text_of(form, "notitie", 2000),
        versie=int(version) if version.isascii() and version.isdigit() else 0,
        tijd=datetime.datetime.now(datetime.UTC),
    )
    return follow(_after(found, change.sleutel, text_of(form, "terug", 500), site.store.signoffs(found.paar)))


def _after(found: Compared, key: str, query: str, signed: Mapping[str, Akkoord]) -> str:
    """Where to go on after a decision: the change itself, or what follows it where the filters hide it now."""
    chosen = _chosen(dict(parse_qsl(query)))
    at = 0
    for group, view in found.views():
        if view.change.sleutel == key:
            fits = _fits(group, view, chosen, signed)
            break
        at += _fits(group, view, chosen, signed)
    else:
        return found.adres
    if fits:
        return _place(found, at, key, chosen)
    listed = [view.change.sleutel for group, view in found.views() if _fits(group, view, chosen, signed)]
    return _place(found, at, listed[at], chosen) if at < len(listed) else _place(found, 0, "inhoud", chosen)


def _change(found: Compared, key: str) -> Wijziging:
    for one in found.wijzigingen.wijzigingen:
        if one.sleutel == key:
            return one
    raise HTTPException(404, "Deze wijziging is er niet (meer).")


def crop(site: Site, request: Request) -> Response:
    """Give the picture of the first page that one side of a change stands on."""
    found, side = _compared(site, request), request.path_params["kant"]
    if isinstance(found, RedirectResponse) or side not in ("oud", "nieuw"):
        raise HTTPException(404, "Van deze plek is er geen beeld.")
    change = _change(found, request.path_params["sleutel"])
    opened, place = (found.oud, change.herkomst_oud) if side == "oud" else (found.nieuw, change.herkomst_nieuw)
    boxes = boxes_by_page(place) if place else {}
    page = next(iter(boxes), 0)
    source = opened.loaded.source
    if not boxes.get(page) or not opened.pictured or source is None:
        raise HTTPException(404, "Van deze plek is er geen beeld.")
    sha256 = opened.loaded.book.bron.sha256
    return picture(site.drawer.strip(source, sha256, page, boxes[page], "oud" if side == "oud" else "nieuw"))


def export(site: Site, request: Request) -> Response:
    """Give all changes with their sign-off as a workbook."""
    from pipeline.render.xlsx import Column, Sheet, workbook

    found = _compared(site, request)
    if isinstance(found, RedirectResponse):
        return found
    signed = site.store.signoffs(found.paar)
    rows = []
    for group, view in found.views():
        change, mine = view.change, signed.get(view.change.sleutel)
        decision = (mine.oordeel, mine.naam, mine.notitie, mine.tijd) if mine else ("open", "", "", "")
        level = "ja" if view.level else ""
        texts = (as_text(change.oud), as_text(change.nieuw))
        rows.append(
            (
                group.naam,
                NAMES[change.onderdeel],
                change.soort,
                *texts,
                change.gewicht,
                level,
                *decision,
                change.sleutel,
            )
        )
    columns = [
        Column(name, width)
        for name, width in (
            ("functie", 28), ("onderdeel", 18), ("soort", 12), ("oud", 50), ("nieuw", 50), ("gewicht", 14),
            ("niveaubepalend", 14), ("oordeel", 14), ("naam", 18), ("notitie", 40), ("moment (UTC)", 22),
            ("sleutel", 18),
        )
    ]  # fmt: skip
    data = workbook([Sheet("Oordelen", columns, rows, 1)], title=f"Oordelen {found.paar}")
    return download(data, f"oordelen-{found.paar}.xlsx", _XLSX)
