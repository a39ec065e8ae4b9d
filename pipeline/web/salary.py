"""The salary table of the organisation: what is in it, and putting another in its place."""

from __future__ import annotations

from itertools import groupby

from starlette.datastructures import FormData, UploadFile
from starlette.requests import Request
from starlette.responses import Response

from pipeline.errors import DataInvalidError, FunctieboekError
from pipeline.render.salaris import Salaristabel, euro, read_salary_table
from pipeline.vacatures import keep_salary_table, salary_table_path
from pipeline.web.received import file_name
from pipeline.web.site import Site, download, follow, path, render, text_of
from pipeline.workspace import read_bytes, standard_templates

_LARGEST = 2_000_000
"""Bytes of a table; a real one has some hundreds of rows."""
EXAMPLE = "salaristabel-voorbeeld.csv"


def show(site: Site, request: Request) -> Response:
    """Show the table that counts now, and ask for another."""
    return _page(site, request)


def _page(site: Site, request: Request, wrong: str = "") -> Response:
    place, table = salary_table_path(site.space), None
    if place is not None and place.is_file():
        try:
            table = read_salary_table(read_bytes(place), place.name)
        except FunctieboekError as error:
            wrong = wrong or site.told(str(error))
    there = place is not None and place.is_file()
    return render(
        request,
        "salaristabel.html.j2",
        400 if wrong else 200,
        fout=wrong,
        er_is=there,
        bestand=place.name if place else "",
        schalen=_scales(table) if table else [],
    )


def _scales(table: Salaristabel) -> list[tuple[str, str, str, object, object, str]]:
    """Each scale of each period with its lowest and highest amount."""
    rows: list[tuple[str, str, str, object, object, str]] = []
    for (start, _), steps in groupby(table.treden, key=lambda one: (one.van, one.schaal)):
        found = list(steps)
        amounts = [one.bedrag for one in found]
        first = found[0]
        rows.append((first.schaal, euro(min(amounts)), euro(max(amounts)), start, first.tot, first.bron))
    return rows


def receive(site: Site, request: Request, form: FormData) -> Response:
    """Check the table and keep it; a faulty one changes nothing."""
    upload = form.get("salaristabel")
    try:
        if not isinstance(upload, UploadFile) or not upload.filename:
            raise DataInvalidError("Er is geen bestand gekozen.", "Kies uw salaristabel (.csv).")
        data = upload.file.read(_LARGEST + 1)
        if len(data) > _LARGEST:
            raise DataInvalidError("Het bestand is groter dan 2 MB.", "Lever alleen de salaristabel, als CSV.")
        with site.writing:
            replace = bool(text_of(form, "vervang"))
            keep_salary_table(site.space, data, file_name(upload.filename), replace=replace)
    except FunctieboekError as error:
        return _page(site, request, site.told(str(error)))
    return follow(path("vacatures", "salaristabel"))


def example(site: Site, request: Request) -> Response:
    """Give a table to copy the form of."""
    return download(read_bytes(standard_templates() / EXAMPLE), EXAMPLE, "text/csv; charset=utf-8")
