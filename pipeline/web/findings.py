"""The findings of a book: grouped, filtered, with their places, and accepted with a reason."""

from __future__ import annotations

import re
from pathlib import Path

from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from pipeline.atomic import atomic_write
from pipeline.controle import (
    accept_finding,
    checked_without_spelling,
    explanations,
    remember_spelling,
    run_check,
    write_findings,
)
from pipeline.errors import UsageError
from pipeline.instellen import change_settings, withdraw_acceptance
from pipeline.models.bevindingen import Bevinding, Bevindingen
from pipeline.models.io import to_json
from pipeline.render.bevindingen import groups, names_of, tally, title_of
from pipeline.render.bevindingen_schrijfwijzen import pointed, spellings
from pipeline.render.page_images import boxes_by_page
from pipeline.web.site import Opened, Site, download, follow, path, picture, render, text_of, wait_for
from pipeline.web.tasks import Task

REPORTS = {"html": "text/html", "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"}
"""Kinds of report, with their media type."""
KEYS = ("ernst", "code", "functie", "status")
"""What the list can be filtered by."""
_WORDS = {"fout": "fout", "waarschuwing": "waarschuwing", "info": "opmerking"}
_DONE = {
    "aanvaard": "De bevinding is aanvaard.",
    "ingetrokken": "De aanvaarding is ingetrokken; de bevinding staat weer open.",
    "woord": "Het woord is bewaard als goed, voor alle boeken in deze werkmap.",
}
"""What is told after something was done."""


def check_book(site: Site, name: str, *, reports: bool = False) -> None:
    """Check a book and keep the findings; with ``reports`` the report and the workbook are made as well."""
    with site.writing:
        space, loaded = site.space, site.book(name).loaded
        spelling = space.settings().controleren.spelling
        found = run_check(space, loaded, spelling=spelling)
        if reports:
            write_findings(space, loaded, found, None, spelling=spelling)
        else:
            atomic_write(loaded.folder / "bevindingen.json", to_json(found))
            remember_spelling(space, loaded, looked=spelling)


def show(site: Site, request: Request) -> Response:
    """List the findings by function."""
    opened = site.book(request.path_params["boek"])
    every = opened.loaded.findings.bevindingen
    chosen = {key: request.query_params.get(key, "") for key in KEYS}
    chosen["status"] = request.query_params.get("status", "open")
    found = [one for one in every if _fits(one, chosen)]
    reports = [kind for kind in REPORTS if _report(site, opened.loaded.name, kind).is_file()]
    return render(
        request,
        "bevindingen.html.j2",
        boek=opened,
        naam=opened.loaded.name,
        groepen=groups(opened.loaded.book, found),
        aantal_gevonden=len(found),
        stand=tally([one for one in every if one.status == "open"]),
        gecontroleerd=opened.loaded.findings.gecontroleerd,
        zonder_spelling=checked_without_spelling(site.space, opened.loaded),
        spelling_uit=not site.space.settings().controleren.spelling,
        keuze=chosen,
        codes=sorted({one.code for one in every}),
        functies={
            one.functie: names_of(opened.loaded.book).get(one.functie, one.functie) for one in every if one.functie
        },
        titel_van=title_of,
        uitleg=explanations(),
        rapporten=reports,
        gedaan=_DONE.get(request.query_params.get("gedaan", ""), ""),
        woord=word_of,
        gewicht=_WORDS,
        plekken=boxes_by_page,
        schrijfwijzen=spellings,
        aangewezen=pointed,
    )


def _fits(one: Bevinding, chosen: dict[str, str]) -> bool:
    return all(not value or getattr(one, key) == value for key, value in chosen.items())


def check_again(site: Site, request: Request, form: FormData) -> Response:
    """Check a book, and make its report and workbook."""
    name = site.book(request.path_params["boek"]).loaded.name

    def work(task: Task) -> None:
        task.stap = "Het boek wordt nagekeken"
        task.verder = path("boek", name, "bevindingen")
        check_book(site, name, reports=True)

    return wait_for(site.tasks.start(f"Controleren van {name}", work, once=f"controle {name}"))


def accept(site: Site, request: Request, form: FormData) -> Response:
    """Accept a finding with a reason: in functieboek.toml, so that every output knows; the reports follow."""
    opened = site.book(request.path_params["boek"])
    item = _finding(opened, request.path_params["sleutel"])
    name, who = opened.loaded.name, text_of(form, "wie", 100)
    if not who:
        raise UsageError("Bij het aanvaarden hoort een naam.", "Vul uw naam in.")
    with site.writing:
        findings = site.book(name).loaded.findings
        reason = text_of(form, "reden", 500)
        accept_finding(site.space, findings, item.sleutel or "", reason, who)
        atomic_write(opened.loaded.folder / "bevindingen.json", to_json(_accepted(findings, item, reason)))
    return _next(site, opened, item, form, "aanvaard")


def _next(site: Site, before: Opened, item: Bevinding, form: FormData, done: str) -> Response:
    """Let the reports follow, and go on with what stood below in the list as it was shown."""
    name = before.loaded.name
    site.tasks.start("Rapport", lambda task: check_book(site, name, reports=True), once=f"rapport {name}")
    chosen = {key: text_of(form, f"filter_{key}", 100) for key in KEYS}
    shown = [
        one.sleutel
        for group in groups(before.loaded.book, [b for b in before.loaded.findings.bevindingen if _fits(b, chosen)])
        for one in group.bevindingen
        if one.sleutel and (one.status == item.status or one.sleutel == item.sleutel)
    ]
    at = shown.index(item.sleutel) if item.sleutel in shown else len(shown)
    following = next(iter(shown[at + 1 :]), "")
    address = path("boek", name, "bevindingen", **{key: value for key, value in chosen.items() if value}, gedaan=done)
    if "status" in chosen and not chosen["status"]:
        address += "&status="
    return follow(f"{address}#b-{following}" if following else address)


def withdraw(site: Site, request: Request, form: FormData) -> Response:
    """Take an acceptance back; the finding is open again."""
    opened = site.book(request.path_params["boek"])
    item = _finding(opened, request.path_params["sleutel"])
    who = text_of(form, "wie", 100)
    if not who:
        raise UsageError("Bij het intrekken hoort een naam.", "Vul uw naam in.")
    with site.writing:
        withdraw_acceptance(site.space, item.sleutel or "", who)
        findings = site.book(opened.loaded.name).loaded.findings
        again = item.model_copy(update={"status": "open", "reden": None})
        atomic_write(opened.loaded.folder / "bevindingen.json", to_json(_replaced(findings, item, again)))
    return _next(site, opened, item, form, "ingetrokken")


def approve_word(site: Site, request: Request, form: FormData) -> Response:
    """Keep a word as one that is right in this organisation; the finding about it goes."""
    opened = site.book(request.path_params["boek"])
    item = _finding(opened, request.path_params["sleutel"])
    word = word_of(item)
    if not word:
        raise UsageError("Deze bevinding gaat niet over één woord.", "Aanvaard haar met een reden.")
    with site.writing:
        own = site.space.settings().controleren.woorden
        change_settings(site.space, {("controleren", "woorden"): [*own, *([word] if word not in own else [])]})
        findings = site.book(opened.loaded.name).loaded.findings
        atomic_write(opened.loaded.folder / "bevindingen.json", to_json(_replaced(findings, item, None)))
    return _next(site, opened, item, form, "woord")


def word_of(item: Bevinding) -> str:
    """The word that a finding about the word list is about; empty for every other finding."""
    found = re.match(r"“([^”\s…]+)”", item.melding) if item.code == "onbekend-woord" else None
    return found[1] if found else ""


def report(site: Site, request: Request) -> Response:
    """Give the report or the workbook of the last check."""
    name, kind = site.book(request.path_params["boek"]).loaded.name, request.path_params["soort"]
    file = _report(site, name, kind) if kind in REPORTS else None
    if file is None or not file.is_file():
        raise HTTPException(404, "Dit rapport is er nog niet; controleer het boek eerst.")
    return download(file.read_bytes(), f"bevindingen-{file.name}", REPORTS[kind])


def _report(site: Site, name: str, kind: str) -> Path:
    return site.space.output / "bevindingen" / f"{name}.{kind}"


def _accepted(findings: Bevindingen, item: Bevinding, reason: str) -> Bevindingen:
    return _replaced(findings, item, item.model_copy(update={"status": "aanvaard", "reden": reason}))


def _replaced(findings: Bevindingen, item: Bevinding, new: Bevinding | None) -> Bevindingen:
    items = [new if one.sleutel == item.sleutel else one for one in findings.bevindingen]
    return findings.model_copy(update={"bevindingen": tuple(one for one in items if one is not None)})


def crop(site: Site, request: Request) -> Response:
    """Give the picture of one page that a finding speaks of."""
    opened = site.book(request.path_params["boek"])
    item, number = _finding(opened, request.path_params["sleutel"]), request.path_params["plek"]
    boxes = boxes_by_page(item.herkomst)
    source = opened.loaded.source
    if number not in boxes or not boxes[number] or not opened.pictured or source is None:
        raise HTTPException(404, "Van deze plek is er geen beeld.")
    return picture(site.drawer.strip(source, opened.loaded.book.bron.sha256, number, boxes[number], "bevinding"))


def _finding(opened: Opened, key: str) -> Bevinding:
    for one in opened.loaded.findings.bevindingen:
        if one.sleutel == key:
            return one
    raise HTTPException(404, "Deze bevinding is er niet (meer).")
