"""The application: its addresses, its templates, and what a person sees when something is wrong."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from threading import Thread

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

from pipeline.errors import FunctieboekError
from pipeline.render.report import aantal, datum, getal, moment, plaats
from pipeline.web import (
    books,
    changes,
    cleaning,
    editions,
    findings,
    judged,
    judging,
    letter_settings,
    organisation,
    placement,
    removal,
    report,
    salary,
    source,
    steps,
    vacancies,
)
from pipeline.web.guard import Guard
from pipeline.web.site import Site, does, path, render, shows, site_of

HERE = Path(__file__).resolve().parent
_FALLBACK = {400: "Dit klopt niet.", 404: "Deze pagina bestaat niet.", 405: "Dit kan hier niet."}


def create_app(root: Path, *, port: int, token: str) -> Guard:
    """Make the guarded workplace of a workspace.

    Args:
        root: the folder of the workspace.
        port: where it will listen: part of the Host that it answers to.
        token: opens a session, once, as ``/?sleutel=…``.
    """
    site = Site(root)

    @asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        Thread(target=_warm, args=(site, app.state.templates), daemon=True).start()
        yield
        site.close()

    app = Starlette(
        routes=routes(),
        lifespan=lifespan,
        exception_handlers={
            HTTPException: _http_error,
            FunctieboekError: _our_error,
            ClientDisconnect: _gone,
            Exception: _bug,
        },
    )
    app.router.redirect_slashes = False  # every address is made here: one that is nearly right is not right
    app.state.site, app.state.templates = site, environment()
    return Guard(app, port=port, token=token)


def environment() -> Environment:
    """Make the environment of the templates: everything is escaped, a name that is not there is an error."""
    env = Environment(
        loader=FileSystemLoader(HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    env.filters.update(getal=getal, datum=datum, moment=moment, plaats=plaats, aantal=aantal)
    env.filters.update(
        zip_zelf=lambda values: [(value, value) for value in values],
        met_titel=lambda values, titled: [(value, titled(value)) for value in values],
        wie=lambda pair: (pair.rechts or pair.links).naam,
        ankers=lambda groups: [(group.anchor, group.naam) for group in groups],
    )
    env.globals.update(u=path)
    return env


def _warm(site: Site, templates: Environment) -> None:
    """Load what the first visit to each page would otherwise wait for."""
    with suppress(FunctieboekError):  # who needs the child later is told then
        site.drawer.warm()
    import rapidfuzz.process  # noqa: F401 - loading is the purpose

    for name in templates.list_templates():
        templates.get_template(name)


def routes() -> list[BaseRoute]:
    """Return every address; the parts in braces are ids, which each page looks up in what it knows."""
    return [
        Route("/", shows(editions.home)),
        Route("/edities", does(editions.receive), methods=["POST"]),
        Route("/edities/wachtend", does(editions.read_waiting), methods=["POST"]),
        Route("/taak/{taak}", shows(editions.task)),
        Route("/taak/{taak}/stand", shows(editions.task_state)),
        Route("/boek/{boek}", shows(books.overview)),
        Route("/boek/{boek}/matrix", shows(books.matrix)),
        Route("/boek/{boek}/functie/{functie}", shows(books.function)),
        Route("/boek/{boek}/organisatie", shows(organisation.organisation)),
        Route("/boek/{boek}/formatie", shows(organisation.establishment)),
        Route("/boek/{boek}/modules", shows(organisation.modules)),
        Route("/boek/{boek}/naast-elkaar", shows(steps.side_by_side)),
        Route("/boek/{boek}/bron/{blad:int}", shows(source.view)),
        Route("/boek/{boek}/bron", shows(source.turn)),
        Route("/boek/{boek}/blad/{blad:int}.png", shows(source.sheet)),
        Route("/boek/{boek}/verwijderen", shows(removal.ask)),
        Route("/boek/{boek}/verwijderen", does(removal.remove), methods=["POST"]),
        Route("/boek/{boek}/wachtwoord", does(source.unlock), methods=["POST"]),
        Route("/boek/{boek}/bevindingen", shows(findings.show)),
        Route("/boek/{boek}/controleren", does(findings.check_again), methods=["POST"]),
        Route("/boek/{boek}/bevindingen/rapport.{soort}", shows(findings.report)),
        Route("/boek/{boek}/bevindingen/{sleutel}/intrekken", does(findings.withdraw), methods=["POST"]),
        Route("/boek/{boek}/bevindingen/{sleutel}/woord", does(findings.approve_word), methods=["POST"]),
        Route("/boek/{boek}/bevindingen/{sleutel}", does(findings.accept), methods=["POST"]),
        Route("/boek/{boek}/bevindingen/{sleutel}/{plek:int}.png", shows(findings.crop)),
        Route("/verschillen", shows(changes.choose)),
        Route("/verschillen/{oud}/{nieuw}", shows(changes.show)),
        Route("/verschillen/{oud}/{nieuw}/oordelen.xlsx", shows(judged.export)),
        Route("/verschillen/{oud}/{nieuw}/verslag", does(report.make), methods=["POST"]),
        Route("/verschillen/{oud}/{nieuw}/verslag/{bestand}", shows(report.file)),
        Route("/verschillen/{oud}/{nieuw}/{sleutel}", shows(judging.card)),
        Route("/verschillen/{oud}/{nieuw}/{sleutel}", does(judging.sign), methods=["POST"]),
        Route("/verschillen/{oud}/{nieuw}/{sleutel}/{kant}.png", shows(changes.crop)),
        Route("/vacatures", shows(vacancies.choose)),
        Route("/vacatures/salaristabel", shows(salary.show)),
        Route("/vacatures/salaristabel", does(salary.receive), methods=["POST"]),
        Route("/vacatures/salaristabel/voorbeeld.csv", shows(salary.example)),
        Route("/vacatures/{boek}/{functie}/nieuw", does(vacancies.begin), methods=["POST"]),
        *_vacancy("/vacatures/{boek}/{functie}"),
        *_vacancy("/vacatures/{boek}/{functie}/nr/{nummer:int}"),
        Route("/plaatsing", shows(placement.start)),
        Route("/plaatsing", does(placement.receive), methods=["POST"]),
        Route("/plaatsing/opschonen", shows(cleaning.ask)),
        Route("/plaatsing/opschonen", does(cleaning.clean), methods=["POST"]),
        Route("/plaatsing/gegevens", shows(letter_settings.show)),
        Route("/plaatsing/gegevens", does(letter_settings.keep), methods=["POST"]),
        Route("/plaatsing/voorbeeld.xlsx", shows(placement.example)),
        Route("/plaatsing/gemaakt/{naam}", shows(placement.earlier)),
        Route("/plaatsing/{run}/gemarkeerd.xlsx", shows(placement.marked)),
        Route("/plaatsing/{run}", shows(placement.show)),
        Route("/plaatsing/{run}/maken", does(placement.make), methods=["POST"]),
        Route("/plaatsing/{run}/brieven.zip", shows(placement.archive)),
        Mount("/static", StaticFiles(directory=HERE / "static")),
    ]


def _vacancy(own: str) -> list[BaseRoute]:
    """Return the addresses of one vacancy; the first of a function has no number in its address."""
    return [
        Route(own, shows(vacancies.show)),
        Route(own, does(vacancies.keep), methods=["POST"]),
        Route(f"{own}/bestand/{{soort}}", shows(vacancies.file)),
        Route(f"{own}/voorbeeld", does(vacancies.preview), methods=["POST"]),
        Route(f"{own}/weggooien", does(vacancies.discard), methods=["POST"]),
        Route(f"{own}/kopie", does(vacancies.copy), methods=["POST"]),
    ]


def _http_error(request: Request, error: Exception) -> Response:
    status = error.status_code if isinstance(error, HTTPException) else 500
    detail = error.detail if isinstance(error, HTTPException) else ""
    told = detail if detail.endswith((".", ")")) else _FALLBACK.get(status, _FALLBACK[400])  # Starlette's have no stop
    return render(request, "fout.html.j2", status, titel="Dit kan niet", melding=told)


def _our_error(request: Request, error: Exception) -> Response:
    return render(request, "fout.html.j2", 400, titel="Dit lukte niet", melding=site_of(request).told(str(error)))


def _gone(request: Request, error: Exception) -> Response:
    """Nobody hears this: the browser went away in the middle of what it sent.  That is no fault of the program."""
    return Response(status_code=400)


def _bug(request: Request, error: Exception) -> Response:
    from pipeline.crash_report import bug_message, describe, write_report

    told = bug_message(type(error).__name__, write_report(describe(error), "web"))
    return render(request, "fout.html.j2", 500, titel="Een fout in het programma", melding=told)
