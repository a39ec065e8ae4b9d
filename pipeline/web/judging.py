"""What people decide about differences: keeping it, withdrawing it, and what is wrong with it told at its place."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from urllib.parse import parse_qsl

from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from pipeline.render.wijzigingen import NAMES, ChangeView, Group
from pipeline.web.changes import (
    Compared,
    Typed,
    change_of,
    chosen_of,
    compared,
    fits,
    listing,
    place_of,
)
from pipeline.web.site import Site, follow, text_of
from pipeline.web.store import Akkoord, IncompleteError, OvertakenError


def sign(site: Site, request: Request, form: FormData) -> Response:
    """Keep what somebody decides about a change; what cannot be kept comes back at the change, as it was typed."""
    found = compared(site, request, at_once=True)
    if isinstance(found, RedirectResponse):
        return found
    change = change_of(found, request.path_params["sleutel"])
    query, version = text_of(form, "terug", 500), text_of(form, "versie", 8)
    verdict, name, note = text_of(form, "oordeel", 20), text_of(form, "naam", 100), text_of(form, "notitie", 2000)
    group, view = _holder(found, change.sleutel)
    try:
        site.store.sign(
            found.paar,
            view.change.sleutel,
            oordeel=verdict,
            naam=name,
            notitie=note,
            versie=int(version) if version.isascii() and version.isdigit() else 0,
            tijd=datetime.datetime.now(datetime.UTC),
            over=f"{group.naam}, {NAMES[view.change.onderdeel]}",
        )
    except (OvertakenError, IncompleteError) as error:
        typed = Typed(view.change.sleutel, verdict, name, note, str(error))
        status = 409 if isinstance(error, OvertakenError) else 400
        return listing(site, request, found, dict(parse_qsl(query)), status=status, typed=typed)
    return follow(_after(found, view.change.sleutel, query, site.store.signoffs(found.paar)))


def card(site: Site, request: Request) -> Response:
    """Go to a change in the whole list, from wherever its key is known."""
    found = compared(site, request, at_once=True)
    if isinstance(found, RedirectResponse):
        return found
    _, view = _holder(found, change_of(found, request.path_params["sleutel"]).sleutel)
    at = next(i for i, (_, one) in enumerate(found.views()) if one is view)
    return follow(place_of(found, at, view.change.sleutel, chosen_of({})))


def _holder(found: Compared, key: str) -> tuple[Group, ChangeView]:
    """The change that is decided about, with its group: the cause, where the key is that of a consequence."""
    for group, view in found.views():
        if key == view.change.sleutel or any(key == one.change.sleutel for one in view.followers):
            return group, view
    raise HTTPException(404, "Deze wijziging staat niet in de lijst.")


def _after(found: Compared, key: str, query: str, signed: Mapping[str, Akkoord]) -> str:
    """Where to go on after a decision: the change itself, or what follows it where the filters hide it now."""
    chosen = chosen_of(dict(parse_qsl(query)))
    at = 0
    for group, view in found.views():
        if view.change.sleutel == key:
            stays = fits(group, view, chosen, signed)
            break
        at += fits(group, view, chosen, signed)
    else:
        return found.adres
    if stays:
        return place_of(found, at, key, chosen)
    listed = [view.change.sleutel for group, view in found.views() if fits(group, view, chosen, signed)]
    return place_of(found, at, listed[at], chosen) if at < len(listed) else place_of(found, 0, "inhoud", chosen)
