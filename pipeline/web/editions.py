"""The editions of the workspace, receiving new ones, and the progress of work."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from starlette.datastructures import FormData, UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from pipeline.errors import DataInvalidError, FunctieboekError, UsageError
from pipeline.intake import Outcome, job_for, refuse_second, take_in
from pipeline.leesregel import log_reading
from pipeline.render.report import aantal
from pipeline.web.findings import check_book
from pipeline.web.received import Upload
from pipeline.web.site import Site, path, render, text_of, wait_for
from pipeline.web.tasks import Task
from pipeline.workspace import SOURCE_TYPES, Edition, Workspace, sha256_of

_OFFERED = 5
"""Comparisons that are offered after reading; more is a list to search in, which the page of differences is."""
_COUNTED = (
    ("functies", "functie", "functies"),
    ("profielen", "profiel", "profielen"),
    ("paginas", "pagina", "pagina's"),
)


def home(site: Site, request: Request) -> Response:
    """Show the editions; only their heads are read."""
    editions = site.space.editions()[::-1]
    waiting = [one.name for one in _unread(site.space, editions)]
    return render(
        request,
        "edities.html.j2",
        edities=editions,
        soorten=",".join(SOURCE_TYPES),
        wachtend=waiting,
        verwijderd=request.query_params.get("verwijderd", "") == "ja",
    )


def _unread(space: Workspace, editions: Sequence[Edition]) -> list[Path]:
    """The sources that stand in the workspace and of which no edition was read."""
    known = {one.bestand for one in editions} | {one.name for one in editions}
    files = sorted(space.sources.iterdir()) if space.sources.is_dir() else []
    return [
        file
        for file in files
        if file.suffix.lower() in SOURCE_TYPES and file.is_file() and not {file.name, file.stem} & known
    ]


def read_waiting(site: Site, request: Request, form: FormData) -> Response:
    """Read the sources that stood in the workspace already and that were ticked."""
    chosen = set(form.getlist("bestand"))
    files = [one for one in _unread(site.space, site.space.editions()) if one.name in chosen]
    if not files:
        raise DataInvalidError("Er is geen bestand aangevinkt.", "Vink aan wat u wilt inlezen.")
    password = text_of(form, "wachtwoord") or None

    def work(task: Task) -> None:
        task.vergelijken = _comparisons(site, _read_all(site, task, files, password))

    return wait_for(site.tasks.start("Inlezen", work))


def receive(site: Site, request: Request, form: FormData) -> Response:
    """Take in the files that were dropped; they are read one after another."""
    uploads = [one for one in form.getlist("bestanden") if isinstance(one, UploadFile) and one.filename]
    if not uploads:
        raise DataInvalidError("Er is geen bestand gekozen.", "Kies een PDF, of sleep hem op het vlak.")
    password = text_of(form, "wachtwoord") or None
    upload = Upload.receive(site.space, uploads)
    task = site.tasks.start("Inlezen", lambda task: _read(site, task, upload, password))
    return wait_for(task)


def _read(site: Site, task: Task, upload: Upload, password: str | None) -> None:
    with upload:
        read = _read_all(site, task, upload.files, password)
    task.vergelijken = _comparisons(site, read)


def _comparisons(site: Site, read: list[str]) -> list[tuple[str, str]]:
    """Offer each book that was read beside the edition before it in time; the first beside the one after."""
    names = [edition.name for edition in site.space.editions()]
    if len(names) < 2:
        return []
    places = sorted({max(1, names.index(name)) for name in read if name in names})
    pairs = [(names[at - 1], names[at]) for at in places][-_OFFERED:]
    return [(f"Vergelijk {old} met {new}", path("verschillen", old, new)) for old, new in pairs]


def _read_all(site: Site, task: Task, files: Sequence[Path], password: str | None) -> list[str]:
    """Read files one after another; return the names of the editions that came of it."""
    read: list[str] = []
    for file in files:
        task.stap, task.gedaan, task.totaal = f"{file.name} wordt gelezen", 0, 0
        try:
            outcome = _read_one(site, task, file, password)
        except FunctieboekError as error:
            task.regels.append(("fout", _told(site, file, str(error)), ""))
            continue
        if outcome.code:
            task.regels.append(("fout", _told(site, file, outcome.reden or ""), ""))
        else:
            task.regels.append(("goed", _result(outcome) + _twin(site.space, outcome), path("boek", outcome.naam)))
            read.append(outcome.naam)
    return read


def _told(site: Site, file: Path, message: str) -> str:
    """Name the file once, and speak of the page instead of the terminal."""
    told = site.told(message).replace(" op met --wachtwoord", " in bij “Wachtwoord” op de pagina Boeken")
    told = told.replace("Geef het", "Vul het") if "“Wachtwoord”" in told else told
    return told if file.name in told else f"{file.name}: {told}"


def _read_one(site: Site, task: Task, file: Path, password: str | None) -> Outcome:
    space = site.space
    kept = space.sources / file.name
    if file.suffix.lower() not in SOURCE_TYPES:
        raise UsageError("dit soort bestand kan niet worden gelezen.", f"Wel: {', '.join(SOURCE_TYPES)}.")
    if kept.exists() and sha256_of(kept) != sha256_of(file):
        raise UsageError(
            "er staat al een ander bestand met deze naam in de werkmap.", "Geef het nieuwe bestand een eigen naam."
        )
    target = space.edition_folder(file.stem)
    try:
        refuse_second(space, kept if kept.exists() else file, target)
    except UsageError as error:
        raise UsageError(
            f"er is al een boek “{target.name}”, gelezen uit een ander bestand.",
            "Geef het nieuwe bestand een eigen naam.",
        ) from error
    outcome = take_in(job_for(space, file, folder=target, password=password), on_progress=task.progress)
    if outcome.code:
        return outcome
    if not kept.exists():
        space.sources.mkdir(parents=True, exist_ok=True)
        file.replace(kept)
    if outcome.sha256:
        space.remember_source(outcome.sha256, kept)
        if password and kept.suffix.lower() == ".pdf":
            with suppress(FunctieboekError):  # the pages can ask for it later
                site.drawer.unlock(kept, outcome.sha256, password)
    log_reading(space, [(kept, outcome)])
    task.stap, task.totaal = f"{file.name} wordt gecontroleerd", 0
    check_book(site, outcome.naam)
    return outcome


def _twin(space: Workspace, outcome: Outcome) -> str:
    """Say that the same contents were read before under another name."""
    twins = [one.name for one in space.editions() if one.sha256 == outcome.sha256 and one.name != outcome.naam]
    return f". Hetzelfde bestand is ook al gelezen als “{twins[0]}”" if outcome.sha256 and twins else ""


def _result(outcome: Outcome) -> str:
    found = outcome.gevonden
    state = "was al gelezen" if outcome.status == "ongewijzigd" else "gelezen"
    counts = [aantal(found[key], one, many) for key, one, many in _COUNTED if isinstance(found.get(key), int)]
    share = found.get("aandeel")
    if isinstance(share, int | float):
        counts.append(f"{share * 100:.1f}% van de tekst verantwoord".replace(".", ",", 1))
    return f"{outcome.bestand}: {state}" + (f" ({', '.join(counts)})" if counts else "")


def task(site: Site, request: Request) -> Response:
    """Show how far some work is, or what came of it."""
    found = _task(site, request)
    if found.klaar and found.verder and not found.fout and not found.regels:
        return Response(status_code=303, headers={"location": found.verder})
    return render(request, "taak.html.j2", 200, taak=found)


def task_state(site: Site, request: Request) -> Response:
    """Tell the script of that page how far the work is."""
    return JSONResponse(_task(site, request).as_dict())


def _task(site: Site, request: Request) -> Task:
    found = site.tasks.get(request.path_params["taak"])
    if found is None:
        raise HTTPException(404, "Dit werk is al lang klaar, of de werkplek is opnieuw gestart.")
    return found
