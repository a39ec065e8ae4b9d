"""The vacancy composer: a function, a form with its draft, the text with sources and hints, the files."""

from __future__ import annotations

from collections.abc import Mapping

from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from pipeline.errors import DataInvalidError
from pipeline.render.vacature import Gemaakt, maak_vacature
from pipeline.render.vacature_docx import source_note
from pipeline.render.vacature_selectie import candidates, slugs
from pipeline.web.forms import facts_of, form_of
from pipeline.web.site import Opened, Site, download, follow, path, render, text_of

FILES = {
    "docx": (".docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    "html": (".html", "text/html; charset=utf-8"),
    "fragment": (".fragment.html", "text/html; charset=utf-8"),
    "md": (".md", "text/markdown; charset=utf-8"),
    "json": (".json", "application/ld+json"),
}
"""What can be downloaded, by id: suffix and media type."""


def choose(site: Site, request: Request) -> Response:
    """List the functions of an edition that a vacancy can be made for, and the drafts."""
    names = [edition.name for edition in site.space.editions()]
    boek = request.query_params.get("boek") or (names[-1] if names else "")
    found = []
    if boek:
        book = site.book(boek).loaded.book
        found = [(name, title) for name, (title, _, _) in zip(slugs(book), candidates(book), strict=True)]
    return render(request, "vacatures.html.j2", namen=names, boek=boek, functies=found, concepten=site.store.drafts())


def _wanted(site: Site, request: Request) -> tuple[Opened, int, str]:
    opened, name = site.book(request.path_params["boek"]), request.path_params["functie"]
    known = slugs(opened.loaded.book)
    if name not in known:
        raise HTTPException(404, "Deze functie staat niet in het boek.")
    return opened, known.index(name), name


def show(site: Site, request: Request) -> Response:
    """Show the form with what was kept, and beside it the text that it gives."""
    opened, number, name = _wanted(site, request)
    values = site.store.draft(opened.loaded.name, name)
    made, faults = _make(site, opened, number, values)
    return render(
        request,
        "vacature.html.j2",
        naam=opened.loaded.name,
        boek=opened,
        functie=name,
        titel=candidates(opened.loaded.book)[number][0],
        vakken=form_of(),
        waarden=values,
        fouten=faults if values else [],
        gemaakt=made,
        bron_van=source_note,
        bestanden=list(FILES),
    )


def _make(site: Site, opened: Opened, number: int, values: Mapping[str, str]) -> tuple[Gemaakt | None, list[str]]:
    """Make the vacancy with the facts, or as long as they are not complete as a concept, with what is wrong."""
    from pipeline.vacatures import middelen, salary_table

    space = site.space
    facts, faults = facts_of(values)
    means, length = middelen(space), space.settings().vacatures.lengte
    findings = opened.loaded.findings.bevindingen
    table = salary_table(space, facts, None)
    book = opened.loaded.book
    try:
        return (
            maak_vacature(book, number, means, gegevens=facts, lengte=length, salaristabel=table, bevindingen=findings),
            faults,
        )
    except DataInvalidError as error:
        concept = maak_vacature(book, number, means, lengte=length, bevindingen=findings) if facts else None
        return concept, [*faults, str(error)]


def keep(site: Site, request: Request, form: FormData) -> Response:
    """Keep what was filled in, complete or not."""
    opened, _, name = _wanted(site, request)
    fields = [veld.naam for vak in form_of() for veld in vak.velden]
    values = {key: text for key in fields if (text := text_of(form, key, 20_000))}
    site.store.keep_draft(opened.loaded.name, name, values)
    return follow(path("vacatures", opened.loaded.name, name) + "#tekst")


def file(site: Site, request: Request) -> Response:
    """Give one of the files of the vacancy as it stands."""
    opened, number, name = _wanted(site, request)
    kind = request.path_params["soort"]
    if kind not in FILES:
        raise HTTPException(404, "Dit soort bestand is er niet.")
    made, _ = _make(site, opened, number, site.store.draft(opened.loaded.name, name))
    if made is None:
        raise HTTPException(404, "Van deze vacature is er nog geen tekst.")
    suffix, mediatype = FILES[kind]
    stem = f"{name}-concept" if made.tekst.concept else name
    return download(made.bestanden[suffix], stem + suffix, mediatype)
