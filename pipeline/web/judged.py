"""The workbook of all decisions about two editions, with how each came about."""

from __future__ import annotations

import datetime

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from pipeline.render.report import datum, plaats
from pipeline.render.wijzigingen import NAMES, side_texts
from pipeline.render.xlsx import Column, Sheet, Value, workbook
from pipeline.web.changes import Compared, compared
from pipeline.web.site import Site, download
from pipeline.web.store import Akkoord, Gebeurtenis

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_JUDGED = (
    ("functie", 24), ("onderdeel", 16), ("soort", 12), ("oud", 44), ("blz. oud", 9), ("nieuw", 44), ("blz. nieuw", 9),
    ("gewicht", 13), ("niveaubepalend", 15), ("gevolgen", 10), ("oordeel", 13), ("naam", 18), ("notitie", 36),
    ("moment", 17), ("sleutel", 16),
)  # fmt: skip
_COURSE = (("functie", 24), ("onderdeel", 18), ("moment", 17), ("oordeel", 14), ("naam", 20), ("notitie", 50),
           ("sleutel", 18))  # fmt: skip


def export(site: Site, request: Request) -> Response:
    """Give all changes with their decision as a workbook."""
    found = compared(site, request)
    if isinstance(found, RedirectResponse):
        return found
    signed, course = site.store.signoffs(found.paar), site.store.history(found.paar)
    sheets = [
        Sheet("Over", [Column("gegeven", 34), Column("waarde", 90)], _about(found, signed)),
        Sheet("Oordelen", [Column(*one) for one in _JUDGED], _judged(found, signed), 1),
        Sheet("Verloop", [Column(*one) for one in _COURSE], _course(found, course), 1),
    ]
    return download(workbook(sheets, title=f"Oordelen {found.paar}"), f"oordelen-{found.paar}.xlsx", _XLSX)


def _about(found: Compared, signed: dict[str, Akkoord]) -> list[tuple[Value, ...]]:
    """Which editions this is about, by what nobody can mistake, and how far the judging is."""
    rows: list[tuple[Value, ...]] = []
    for side, opened in (("oud", found.oud), ("nieuw", found.nieuw)):
        book = opened.loaded.book
        rows += [
            (f"Editie {side}", opened.loaded.name),
            (f"Titel {side}", book.titel),
            (f"Peildatum {side}", datum(book.peildatum)),
            (f"Bestand {side}", book.bron.bestand),
            (f"Vingerafdruk (sha256) {side}", book.bron.sha256),
        ]
    views = found.views()
    rows.append(("Te beoordelen", len(views)))
    rows.append(("Beoordeeld", sum(view.change.sleutel in signed for _, view in views)))
    return [*rows, ("Gemaakt op", datetime.datetime.now())]


def _judged(found: Compared, signed: dict[str, Akkoord]) -> list[tuple[Value, ...]]:
    rows: list[tuple[Value, ...]] = []
    for group, view in found.views():
        change, mine = view.change, signed.get(view.change.sleutel)
        what = (group.naam, NAMES[change.onderdeel], change.soort)
        texts = side_texts(change)
        old = (texts[0], plaats(change.herkomst_oud).removeprefix("blz. "))
        new = (texts[1], plaats(change.herkomst_nieuw).removeprefix("blz. "))
        weight = (change.gewicht, "ja" if view.level else "", len(view.followers))
        verdict = (mine.oordeel, mine.naam, mine.notitie, _local(mine.tijd)) if mine else ("open", "", "", None)
        rows.append((*what, *old, *new, *weight, *verdict, change.sleutel))
    return rows


def _course(found: Compared, course: dict[str, list[Gebeurtenis]]) -> list[tuple[Value, ...]]:
    """All that was ever decided; also about a change that is no longer there since a book was read again."""
    about = {view.change.sleutel: (group.naam, NAMES[view.change.onderdeel]) for group, view in found.views()}
    events = sorted((event for all_of in course.values() for event in all_of), key=lambda event: event.tijd)
    gone = ("(niet meer in de lijst)", "")
    return [
        (*about.get(one.sleutel, gone), _local(one.tijd), one.oordeel, one.naam, one.notitie, one.sleutel)
        for one in events
    ]


def _local(iso: str) -> datetime.datetime:
    return datetime.datetime.fromisoformat(iso).astimezone()
