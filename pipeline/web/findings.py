"""The findings of a book: grouped, filtered, with their places, and accepted with a reason."""

from __future__ import annotations

from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from pipeline.atomic import atomic_write
from pipeline.controle import accept_finding, explanations, run_check, write_findings
from pipeline.models.bevindingen import Bevinding, Bevindingen
from pipeline.models.io import to_json
from pipeline.render.bevindingen import WEIGHTS, groups, names_of, tally, title_of
from pipeline.render.page_images import boxes_by_page
from pipeline.web.site import Opened, Site, follow, path, picture, render, text_of, wait_for
from pipeline.web.tasks import Task


def check_book(site: Site, name: str, *, reports: bool = False) -> None:
    """Check a book and keep the findings; with ``reports`` the report and the workbook are made as well."""
    with site.writing:
        space, loaded = site.space, site.book(name).loaded
        found = run_check(space, loaded, spelling=space.settings().controleren.spelling)
        if reports:
            write_findings(space, loaded, found, None)
        else:
            atomic_write(loaded.folder / "bevindingen.json", to_json(found))


def show(site: Site, request: Request) -> Response:
    """List the findings by function."""
    opened = site.book(request.path_params["boek"])
    every = opened.loaded.findings.bevindingen
    keys = ("ernst", "code", "functie", "status")
    chosen = {key: request.query_params.get(key, "") for key in keys}
    chosen["status"] = request.query_params.get("status", "open")
    found = [one for one in every if _fits(one, chosen)]
    return render(
        request,
        "bevindingen.html.j2",
        boek=opened,
        naam=opened.loaded.name,
        groepen=groups(opened.loaded.book, found),
        aantal_gevonden=len(found),
        stand=tally([one for one in every if one.status == "open"]),
        gecontroleerd=opened.loaded.findings.gecontroleerd,
        keuze=chosen,
        gewichten=WEIGHTS,
        codes=sorted({one.code for one in every}),
        functies={
            one.functie: names_of(opened.loaded.book).get(one.functie, one.functie) for one in every if one.functie
        },
        titel_van=title_of,
        uitleg=explanations(),
        plekken=boxes_by_page,
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
    name = opened.loaded.name
    with site.writing:
        findings = site.book(name).loaded.findings
        reason = text_of(form, "reden", 500)
        accept_finding(site.space, findings, item.sleutel or "", reason, text_of(form, "wie", 100) or None)
        atomic_write(opened.loaded.folder / "bevindingen.json", to_json(_accepted(findings, item, reason)))
    site.tasks.start("Rapport", lambda task: check_book(site, name, reports=True), once=f"rapport {name}")
    return follow(path("boek", name, "bevindingen", status="open"))


def _accepted(findings: Bevindingen, item: Bevinding, reason: str) -> Bevindingen:
    done = item.model_copy(update={"status": "aanvaard", "reden": reason})
    items = tuple(done if one.sleutel == item.sleutel else one for one in findings.bevindingen)
    return findings.model_copy(update={"bevindingen": items})


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
