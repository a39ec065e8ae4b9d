"""Placement: the employee file is checked, the balance shown, the letters made and given as one zip.

An upload is kept in memory only, and until the letters are cleaned up or the server stops.
"""

from __future__ import annotations

import datetime
import io
import secrets
import zipfile
from dataclasses import dataclass
from pathlib import Path

from starlette.datastructures import FormData, UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from pipeline.errors import DataInvalidError, FunctieboekError, UsageError
from pipeline.opschoning import own_files, personal
from pipeline.plaatsing import SOORTEN, Opdracht, Plaatsing, parse_date
from pipeline.web.letter_settings import CHOICES, missing
from pipeline.web.received import file_name
from pipeline.web.site import Site, download, follow, path, render, text_of, wait_for
from pipeline.web.tasks import Task

_LARGEST = 20_000_000
"""Bytes of an employee file."""
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_KEPT = 10
"""Employee files in memory; of more the oldest is forgotten."""
_CLEANED = "Deze keuring is opgeschoond of de werkplek is opnieuw gestart."


@dataclass
class Checked:
    """An employee file that was checked, and what became of it."""

    run: Plaatsing
    boek: str
    klaar: Path | None = None
    fout: str = ""


def start(site: Site, request: Request) -> Response:
    """Ask for the file, the book, the kind of letter and its date."""
    from pipeline.brieven.voorbeeld import explanation

    found = personal(site.space)
    chosen = {key: request.query_params.get(key, "")[:200] for key in CHOICES}
    made = [one.name for one in found if not one.name.startswith(".")]
    names = [edition.name for edition in site.space.editions()]
    hidden = len(found) > len(made)  # letters under way, or what a run that was killed left
    return render(
        request,
        "plaatsing.html.j2",
        namen=names,
        soorten=SOORTEN,
        gemaakt=made,
        bezig=bool(_runs(site)) or hidden,
        eigen=[one.relative_to(site.space.root).as_posix() for one in own_files(site.space)],
        keuze={**chosen, "boek": chosen["boek"] or next(reversed(names), "")},
        kolommen=explanation(),
        bewaard=request.query_params.get("bewaard", "") == "ja",
        verwijderd=request.query_params.get("verwijderd", ""),
    )


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
    naam, kept = file_name(upload.filename), {key: text_of(form, key, 200) for key in CHOICES}
    if missing(kept["soort"], kept["datum"], site.space.settings()):
        return follow(path("plaatsing", "gegevens", **kept))
    name = site.book(text_of(form, "boek", 200)).loaded.name
    checked = Checked(Plaatsing(site.space, name, _asked(site, form), naam=naam, lees=lambda: data), name)
    checked.run.judge()
    _approve(checked, akkoord=False)
    key, known = secrets.token_urlsafe(9), _runs(site)
    known[key] = checked
    for oldest in list(known)[:-_KEPT]:
        known.pop(oldest, None)
    return follow(path("plaatsing", key))


def _asked(site: Site, form: FormData) -> Opdracht:
    soort, was = text_of(form, "soort", 30), text_of(form, "was", 200)
    datum = parse_date(text_of(form, "datum", 20))
    if soort not in SOORTEN:
        raise DataInvalidError("Kies een soort brief.", f"Bekend zijn: {', '.join(SOORTEN)}.")
    if datum is None:
        raise DataInvalidError("Kies de datum van de brieven.", "Bijvoorbeeld 7-4-2026.")
    return Opdracht(soort=soort, datum=datum, was=site.book(was).loaded.name if was else None)


def _approve(checked: Checked, *, akkoord: bool) -> None:
    """Decide as the command does; what stands in the way is shown beside the faults."""
    checked.fout = ""
    try:
        checked.run.approve(akkoord=akkoord)
    except FunctieboekError as error:
        checked.fout = error.melding


def show(site: Site, request: Request) -> Response:
    """Show the faults by cell and the balance."""
    from pipeline.brieven.controles import total
    from pipeline.brieven.maken import tell_without

    checked = _checked(site, request)
    found = checked.run.keuring
    opened = site.book(checked.boek)
    return render(
        request,
        "plaatsing_keuring.html.j2",
        run=request.path_params["run"],
        k=checked,
        naam=checked.boek,
        soort=checked.run.opdracht.soort,
        datum_van=checked.run.opdracht.datum,
        fouten=found.fouten,
        blad=found.gelezen.blad.naam,
        blokkeert=found.blokkeert,
        waarschuwingen=found.waarschuwingen,
        opened=opened,
        formatie={(row.naam, row.schaal): row for row in opened.loaded.book.beschikbare_functies},
        balans=found.balans,
        totaal=total(found.balans),
        half=len(found.gelezen.half),
        zonder=tell_without(checked.run.zonder),
        zonder_functie=sum(not rij.medewerker.wordt_functie for rij in found.gelezen.rijen),
        gemaakt=len(checked.run.rijen) if checked.klaar else 0,
    )


def _checked(site: Site, request: Request) -> Checked:
    found = _runs(site).get(request.path_params["run"])
    if found is None:
        raise HTTPException(404, _CLEANED)
    return found


def make(site: Site, request: Request, form: FormData) -> Response:
    """Make the letters, when nothing stands in the way or the user agrees with the warnings."""
    checked, key = _checked(site, request), request.path_params["run"]
    _approve(checked, akkoord=bool(text_of(form, "akkoord", 5)))
    if checked.fout:
        return follow(path("plaatsing", key))

    def work(task: Task) -> None:
        task.stap, task.verder = "De brieven worden gemaakt", path("plaatsing", key)
        task.totaal = len(checked.run.rijen)
        with site.placing:
            if _runs(site).get(key) is not checked:  # cleaned up while this waited for its turn
                raise UsageError(_CLEANED, "Lever het bestand opnieuw aan.")
            checked.klaar = checked.run.make(lambda letter: _count(task, letter))

    return wait_for(site.tasks.start("Brieven maken", work, once=f"brieven {key}"))


def _count(task: Task, letter: bool) -> None:
    task.gedaan += int(letter)


def example(site: Site, request: Request) -> Response:
    """Give the workbook to fill in, with the functions of a book."""
    from pipeline.brieven.voorbeeld import example_workbook, next_placement

    name = request.query_params.get("boek", "")
    book = site.book(name).loaded.book if name else None
    start = next_placement(datetime.datetime.now(datetime.UTC).date())
    return download(example_workbook(book, vanaf=start), "medewerkers-voorbeeld.xlsx", _XLSX)


def marked(site: Site, request: Request) -> Response:
    """Give the copy of the employee file in which the faulty cells are marked."""
    checked = _checked(site, request)
    return download(checked.run.keuring.marked(), f"{Path(checked.run.naam).stem}-met-fouten.xlsx", _XLSX)


def earlier(site: Site, request: Request) -> Response:
    """Give letters that were made before as a zip, or a marked copy as it is."""
    name = request.path_params["naam"]
    found = next((one for one in personal(site.space) if one.name == name and not name.startswith(".")), None)
    if found is None:
        raise HTTPException(404, "Deze brieven zijn er niet (meer).")
    return _zipped(found) if found.is_dir() else download(found.read_bytes(), found.name, _XLSX)


def archive(site: Site, request: Request) -> Response:
    """Give the letters as a zip."""
    checked = _checked(site, request)
    if checked.klaar is None or not checked.klaar.is_dir():
        raise HTTPException(404, "Deze brieven zijn nog niet gemaakt of al opgeschoond.")
    return _zipped(checked.klaar)


def _zipped(folder: Path) -> Response:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for file in sorted(p for p in folder.rglob("*") if p.is_file()):
            target.write(file, file.relative_to(folder).as_posix())
    return download(out.getvalue(), f"{folder.name}.zip", "application/zip")
