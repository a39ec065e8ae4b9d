"""The vacancy composer: a function, a form with its draft, the text with sources and hints, the files."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from contextlib import suppress
from typing import Any

from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from pipeline.errors import FunctieboekError, UsageError
from pipeline.models.functieboek import slug
from pipeline.render.report import datum
from pipeline.render.vacature_docx import note_of
from pipeline.render.vacature_selectie import candidates, slugs
from pipeline.vacatures import salary_table_path
from pipeline.web.composer import placed, tasks_in, values_of, view_of
from pipeline.web.forms import form_of
from pipeline.web.site import Opened, Site, download, follow, path, render, text_of
from pipeline.web.store import Concept

FILES = {
    "docx": (".docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    "html": (".html", "text/html; charset=utf-8"),
    "fragment": (".fragment.html", "text/html; charset=utf-8"),
    "md": (".md", "text/markdown; charset=utf-8"),
    "json": (".json", "application/ld+json"),
}
"""What can be downloaded, by id: suffix and media type."""
_MOST = 1000
"""Vacancies of one function, and states of drafts in memory."""
NAMES = {
    "docx": "Word",
    "html": "Webpagina",
    "fragment": "Voor uw eigen website",
    "md": "Platte tekst",
    "json": "Voor Google en vacaturesites",
}
"""What each is called."""


def choose(site: Site, request: Request) -> Response:
    """List the functions of an edition that a vacancy can be made for, and the drafts; ``?functie=`` goes on to one."""
    names = [edition.name for edition in site.space.editions()]
    boek = request.query_params.get("boek") or (names[-1] if names else "")
    only, found = request.query_params.get("functie", ""), []
    if boek:
        found = [row for row in _functions(site.book(boek)) if only in ("", row["norm"])]
    if only and not found:
        raise HTTPException(404, "Deze functie staat niet in het boek.")
    if only and len(found) == 1:
        return follow(path("vacatures", boek, found[0]["id"]))
    query = request.query_params.get("q", "").strip()[:200]
    if query and not only:
        found = _fitting(found, query)
    drafts = [] if only else [_row(site, draft, read=draft.boek in names) for draft in site.store.drafts()]
    return render(
        request,
        "vacatures.html.j2",
        namen=names,
        boek=boek,
        functies=found,
        concepten=drafts,
        een_functie=only,
        q=query,
    )


def _functions(opened: Opened) -> list[dict[str, str]]:
    """What the list of functions shows: the name in the organisation, that of the norm, series and scale."""
    book = opened.loaded.book
    scales: dict[str, list[str]] = {}
    for cell in book.functiematrix:
        if cell.functie and cell.schaal is not None:
            scales.setdefault(cell.functie, []).append(str(cell.schaal))
    rows = []
    for name, (title, row, functie) in zip(slugs(book), candidates(book), strict=True):
        own = [str(row.schaal)] if row is not None and row.schaal is not None else scales.get(functie.id, [])
        rows.append(
            {
                "id": name,
                "titel": title,
                "norm": functie.id,
                "normnaam": functie.naam,
                "reeks": functie.functiereeks.naam or "",
                "schaal": ", ".join(dict.fromkeys(own)),
            }
        )
    return rows


def _fitting(rows: list[dict[str, str]], query: str) -> list[dict[str, str]]:
    """The functions in which every word of a query stands, as part of a word too."""
    words = slug(query).split("-")
    texts = [(row, slug(f"{row['titel']} {row['normnaam']} {row['reeks']} schaal {row['schaal']}")) for row in rows]
    return [row for row, text in texts if all(word in text for word in words)]


def _row(site: Site, draft: Concept, *, read: bool) -> dict[str, Any]:
    """What the list shows of a vacancy that was begun."""
    return {
        "concept": draft,
        "eigen": own_address(draft.boek, draft.functie, draft.nummer),
        "nummer": draft.waarden.get("vacature.nummer", ""),
        "om": moment(draft.tijd),
        "staat": _state(site, draft) if read else "",
        "gelezen": read,
    }


def _state(site: Site, draft: Concept) -> str:
    """Say whether a vacancy can go out; remembered as long as neither draft nor book changes."""
    opened = site.book(draft.boek)
    key = (draft.boek, draft.functie, draft.nummer, draft.versie, opened.stamp)
    if key not in site.states:
        known, state = slugs(opened.loaded.book), "concept"
        with suppress(FunctieboekError):
            if draft.functie in known and view_of(site, opened, known.index(draft.functie), draft.waarden).klaar:
                state = "klaar"
        if len(site.states) >= _MOST:
            site.states.clear()
        site.states[key] = state
    return site.states[key]


def own_address(boek: str, functie: str, nummer: int) -> str:
    """Return the address of a vacancy: the first of a function has no number in it."""
    return path("vacatures", boek, functie) if nummer == 1 else path("vacatures", boek, functie, "nr", nummer)


def _here(request: Request) -> tuple[str, str, int]:
    """Return book, function and number from the address."""
    params = request.path_params
    if not 2 <= params.get("nummer", 2) <= _MOST:
        raise HTTPException(404, "Deze vacature is er niet.")
    return params["boek"], params["functie"], params.get("nummer", 1)


def begin(site: Site, request: Request, form: FormData) -> Response:
    """Go to a vacancy of this function that was not begun yet."""
    opened, _, name = _wanted(site, request)
    return follow(own_address(opened.loaded.name, name, site.store.free_number(opened.loaded.name, name)))


def copy(site: Site, request: Request, form: FormData) -> Response:
    """Make another vacancy with what was filled in here, but for the vacancy number, which is its own."""
    opened, _, name = _wanted(site, request)
    draft = site.store.draft(*_here(request))
    values = {key: value for key, value in draft.waarden.items() if key != "vacature.nummer"}
    if not values:
        raise HTTPException(404, "Deze vacature is niet (meer) begonnen.")
    made = site.store.keep_draft(
        opened.loaded.name,
        name,
        values,
        nummer=site.store.free_number(opened.loaded.name, name),
        titel=draft.titel,
        versie=0,
        tijd=datetime.datetime.now(datetime.UTC),
    )
    return follow(own_address(made.boek, made.functie, made.nummer))


def moment(tijd: str) -> str:
    """Say when something was kept: the time, and before it the date when that is not today.

    >>> moment("")
    ''
    """
    if not tijd:
        return ""
    local = datetime.datetime.fromisoformat(tijd).astimezone()
    today = datetime.datetime.now(datetime.UTC).astimezone().date()
    return f"{'' if local.date() == today else datum(local.date()) + ' '}om {local:%H:%M}"


def _wanted(site: Site, request: Request) -> tuple[Opened, int, str]:
    opened, name = site.book(request.path_params["boek"]), request.path_params["functie"]
    known = slugs(opened.loaded.book)
    if name not in known:
        raise HTTPException(404, "Deze functie staat niet in het boek.")
    number = _here(request)[2]
    if number > 1 and number > site.store.free_number(opened.loaded.name, name):
        raise HTTPException(404, "Deze vacature is er niet.")
    return opened, known.index(name), name


def show(site: Site, request: Request) -> Response:
    """Show the form with what was kept, and beside it the text that it gives."""
    return _page(site, request, site.store.draft(*_here(request)).waarden)


def _page(site: Site, request: Request, values: Mapping[str, str], clash: str = "") -> Response:
    opened, number, name = _wanted(site, request)
    draft = site.store.draft(*_here(request))
    return render(
        request,
        "vacature.html.j2",
        409 if clash else 200,
        **_shown(site, opened, number, request, values),
        titel=values.get("vacature.functienaam") or candidates(opened.loaded.book)[number][0],
        functie=path("vacatures", opened.loaded.name, name),
        volgnummer=draft.nummer,
        vakken=form_of(),
        waarden=values,
        versie=draft.versie,
        bewaard=moment(draft.tijd) if draft.waarden else "",
        begonnen=bool(draft.waarden),
        botsing=clash,
        tabel=salary_table_path(site.space),
        lijsten=_lists(opened),
        standaard=site.space.settings().vacatures.lengte,
    )


def _lists(opened: Opened) -> dict[str, list[str]]:
    """The fields that name something in the book, with what it has; a book that has none leaves a field to type in."""
    book = opened.loaded.book
    named = {
        "vacature.module": [one.naam for one in book.modules],
        "team.cluster": [one.naam for one in book.clusters],
    }
    return {field: list(dict.fromkeys(names)) for field, names in named.items() if names}


def _shown(site: Site, opened: Opened, number: int, request: Request, values: Mapping[str, str]) -> dict[str, Any]:
    """What the page and the preview both show."""
    return {
        "naam": opened.loaded.name,
        "boek": opened,
        "eigen": own_address(*_here(request)),
        "beeld": view_of(site, opened, number, values),
        "ingevuld": bool(values),
        "bron_van": note_of,
        "bestanden": NAMES,
        "velden": {veld.naam for vak in form_of() for veld in vak.velden} | {"aanbod.salaristabel"},
    }


def preview(site: Site, request: Request, form: FormData) -> Response:
    """Show what the form gives as it stands, and keep nothing."""
    opened, number, _ = _wanted(site, request)
    values = placed(opened, number, form, values_of(form))
    return render(request, "vacature_voorbeeld.html.j2", **_shown(site, opened, number, request, values))


def keep(site: Site, request: Request, form: FormData) -> Response:
    """Keep what was filled in, complete or not; a script gets the new version, a person the page."""
    opened, number, name = _wanted(site, request)
    values = placed(opened, number, form, values_of(form))
    wants_data = "application/json" in request.headers.get("accept", "")
    try:
        kept = site.store.keep_draft(
            opened.loaded.name,
            name,
            values,
            nummer=_here(request)[2],
            titel=candidates(opened.loaded.book)[number][0],
            versie=_version(form),
            tijd=datetime.datetime.now(datetime.UTC),
        )
    except UsageError as error:
        if wants_data:
            return JSONResponse({"melding": error.melding}, 409)
        return _page(site, request, values, error.melding)
    if wants_data:
        return JSONResponse({"versie": kept.versie, "om": moment(kept.tijd)})
    moved = text_of(form, "omhoog") or text_of(form, "omlaag")
    keys = [one.sleutel for one in tasks_in(opened, number, values)]
    anchor = f"taak-{keys.index(moved)}" if moved in keys else "taken" if "programma" in form else "tekst"
    return follow(f"{own_address(*_here(request))}#{anchor}")


def _version(form: FormData) -> int:
    given = text_of(form, "versie", 9)
    return int(given) if given.isascii() and given.isdigit() else 0


def discard(site: Site, request: Request, form: FormData) -> Response:
    """Throw a draft away, also where its book is not there any more."""
    boek, functie, nummer = _here(request)
    draft = site.store.draft(boek, functie, nummer)
    if not draft.waarden:
        raise HTTPException(404, "Deze vacature is niet (meer) begonnen.")
    site.store.keep_draft(
        boek,
        functie,
        {},
        nummer=nummer,
        titel=draft.titel,
        versie=draft.versie,
        tijd=datetime.datetime.now(datetime.UTC),
    )
    return follow(path("vacatures"))


def file(site: Site, request: Request) -> Response:
    """Give one of the files of the vacancy as it stands."""
    opened, number, name = _wanted(site, request)
    kind = request.path_params["soort"]
    if kind not in FILES:
        raise HTTPException(404, "Dit soort bestand is er niet.")
    view = view_of(site, opened, number, site.store.draft(*_here(request)).waarden)
    if not view.bekeken and request.query_params.get("bekeken") != view.kenmerk:
        own = own_address(*_here(request))
        return render(request, "vacature_taal.html.j2", eigen=own, soort=kind, beeld=view, wat=NAMES[kind])
    made = view.gemaakt
    suffix, mediatype = FILES[kind]
    title = slug(made.tekst.titel) or name
    stem = f"{title}-concept" if made.tekst.concept else title
    return download(made.bestanden[suffix], stem + suffix, mediatype)
