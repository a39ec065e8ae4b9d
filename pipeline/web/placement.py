"""Placement: the employee file is checked, the balance shown, the letters made and given as one zip.

An upload is kept in memory only, and until the letters are cleaned up or the server stops.
"""

from __future__ import annotations

import io
import secrets
import tempfile
import zipfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from starlette.datastructures import FormData, UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from pipeline.cli import brieven as command
from pipeline.cli import opschonen
from pipeline.errors import DataInvalidError, FunctieboekError
from pipeline.web.editions import file_name
from pipeline.web.site import Site, download, follow, path, render, text_of, wait_for
from pipeline.web.tasks import Task

SOORTEN = ("voornemen", "definitief", "niet-geplaatst", "addendum")
_LARGEST = 20_000_000
"""Bytes of an employee file."""


@dataclass
class Checked:
    """An employee file that was checked, and what became of it."""

    run: Any
    boek: str
    klaar: Path | None = None
    fout: str = ""
    opties: dict[str, Any] = field(default_factory=dict)


def start(site: Site, request: Request) -> Response:
    """Ask for the file, the book, the kind of letter and its date."""
    root = site.space.output / "brieven"
    made = sorted(p.name for p in root.iterdir() if not p.name.startswith(".")) if root.is_dir() else []
    names = [edition.name for edition in site.space.editions()]
    return render(request, "plaatsing.html.j2", namen=names, soorten=SOORTEN, gemaakt=made, bezig=bool(_runs(site)))


def _runs(site: Site) -> dict[str, Checked]:
    found: dict[str, Checked] = site.placements
    return found


def receive(site: Site, request: Request, form: FormData) -> Response:
    """Check the file; nothing is made yet."""
    upload = form.get("medewerkers")
    if not isinstance(upload, UploadFile) or not upload.filename:
        raise DataInvalidError("Er is geen bestand gekozen.", "Kies de werkmap met medewerkers (.xlsx of .csv).")
    data = upload.file.read(_LARGEST + 1)
    if len(data) > _LARGEST:
        raise DataInvalidError("Het bestand is groter dan 20 MB.", "Lever alleen het blad met medewerkers.")
    soort = text_of(form, "soort", 30)
    if soort not in SOORTEN:
        raise DataInvalidError("Kies een soort brief.", f"Bekend zijn: {', '.join(SOORTEN)}.")
    name = site.book(text_of(form, "boek", 200)).loaded.name
    was = text_of(form, "was", 200)
    options = {
        "soort": soort,
        "datum": text_of(form, "datum", 20),
        "alleen": None,
        "was": site.book(was).loaded.name if was else None,
        "akkoord_met_waarschuwingen": False,
        "uit": None,
        "pdf": False,
        "als_json": False,
    }
    checked = _check(site, name, file_name(upload.filename), data, options)
    key = secrets.token_urlsafe(9)
    _runs(site)[key] = checked
    return follow(path("plaatsing", key))


def _check(site: Site, boek: str, naam: str, data: bytes, options: dict[str, Any]) -> Checked:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / naam
        file.write_bytes(data)
        run = command._Run(site.space, boek, file, options)
    checked = Checked(run, boek, opties=options)
    _judge(checked)
    return checked


def _judge(checked: Checked) -> None:
    """Check as the command does; what stands in the way is shown beside the faults."""
    checked.fout = ""
    try:
        checked.run.check()
    except FunctieboekError as error:
        if not hasattr(checked.run, "keuring"):
            raise
        checked.fout = error.melding


def show(site: Site, request: Request) -> Response:
    """Show the faults by cell and the balance."""
    checked = _checked(site, request)
    found = checked.run.keuring
    opened = site.book(checked.boek)
    return render(
        request,
        "plaatsing_keuring.html.j2",
        run=request.path_params["run"],
        k=checked,
        naam=checked.boek,
        soort=checked.run.soort,
        datum_van=checked.run.datum,
        fouten=found.fouten,
        blad=found.gelezen.blad.naam,
        blokkeert=found.blokkeert,
        waarschuwingen=found.waarschuwingen,
        opened=opened,
        formatie={(row.naam, row.schaal): row for row in opened.loaded.book.beschikbare_functies},
        balans=[one for one in found.balans if one.medewerkers or one.formatie],
    )


def _checked(site: Site, request: Request) -> Checked:
    found = _runs(site).get(request.path_params["run"])
    if found is None:
        raise HTTPException(404, "Deze keuring is opgeschoond of de werkplek is opnieuw gestart.")
    return found


def make(site: Site, request: Request, form: FormData) -> Response:
    """Make the letters, when nothing stands in the way or the user agrees with the warnings."""
    checked, key = _checked(site, request), request.path_params["run"]
    checked.opties["akkoord_met_waarschuwingen"] = bool(text_of(form, "akkoord", 5))
    _judge(checked)
    if checked.fout:
        return follow(path("plaatsing", key))

    def work(task: Task) -> None:
        task.stap, task.verder = "De brieven worden gemaakt", path("plaatsing", key)
        checked.klaar = _made(checked.run, task)

    return wait_for(site.tasks.start("Brieven maken", work, once=f"brieven {key}"))


def _made(run: Any, task: Task) -> Path:
    """Do what the command does, with the progress on the page instead of in the terminal."""
    from pipeline.brieven.maken import make_letters
    from pipeline.cli.brieven_map import into_place, private_folder, write_private

    task.totaal = len(run.rijen)
    with private_folder(run.target) as folder:
        for made in make_letters(run.rijen, run.omgeving, {}):
            write_private(folder / made.naam, made.data)
            task.gedaan += int(made.is_brief)
        run._state(folder)
        into_place(folder, run.target)
    run._log(run.target)
    target: Path = run.target
    return target


def archive(site: Site, request: Request) -> Response:
    """Give the letters as a zip."""
    checked = _checked(site, request)
    if checked.klaar is None or not checked.klaar.is_dir():
        raise HTTPException(404, "Deze brieven zijn nog niet gemaakt of al opgeschoond.")
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for file in sorted(p for p in checked.klaar.rglob("*") if p.is_file()):
            target.write(file, file.relative_to(checked.klaar).as_posix())
    return download(out.getvalue(), f"{checked.klaar.name}.zip", "application/zip")


def clean(site: Site, request: Request, form: FormData) -> Response:
    """Remove all letters, marked copies and what is in memory of them."""
    root = site.space.output / "brieven"
    targets = opschonen._targets(root, ())
    stated = [one.name for one in targets if (one / "verklaring.json").is_file()]
    opschonen._remove(targets)
    _runs(site).clear()
    if targets:
        opschonen._log_removed(site.space, stated)
    return follow(path("plaatsing"))
