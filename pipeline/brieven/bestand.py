"""The employee file as it comes: XLSX or CSV of any common kind, to rows of raw cells with their place."""

from __future__ import annotations

import csv
import datetime
import io
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.errors import DataInvalidError, LimitExceededError

Cel = str | float | int | bool | datetime.date | datetime.datetime | datetime.time | datetime.timedelta | None
MAX_ROWS = 20_000
MAX_UNPACKED = 100 * 1024 * 1024
"""Bytes that a workbook may take when unpacked; more is a zip bomb."""
_SEPARATORS = ";\t,|"
_HEAD = 20
"""Rows in which the heading row must stand."""


@dataclass(frozen=True, slots=True)
class Blad:
    """A sheet (a CSV file has one): the heading row and the rows below it."""

    naam: str
    koppen: tuple[str, ...]
    koprij: int
    """Number of the heading row, from 1."""
    rijen: tuple[tuple[int, tuple[Cel, ...]], ...]
    """Row number (as the spreadsheet shows it) and cells; empty rows are left out."""


def read_sheet(data: bytes, naam: str) -> Blad:
    """Read the employee sheet of a file.

    A workbook may have more sheets: the one named "medewerkers" is taken, else the first with a heading row.

    Raises:
        DataInvalidError: no workbook or text table, empty, or without a heading row.
        LimitExceededError: more rows or bytes than a file of employees can have.
    """
    if not data:
        raise DataInvalidError(f"{naam} is leeg (0 bytes).", "Vul het bestand en bewaar het opnieuw.")
    if data[:4] == b"PK\x03\x04":
        return _from_workbook(data, naam)
    if data[:8] == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1":
        raise DataInvalidError(
            f"{naam} is een oud of met een wachtwoord beveiligd Excel-bestand.",
            "Bewaar het zonder wachtwoord als “Excel-werkmap (*.xlsx)”.",
        )
    if data[:5] == b"%PDF-":
        raise DataInvalidError(f"{naam} is een PDF en geen tabel.", "Geef een Excel-werkmap (.xlsx) of CSV-bestand.")
    return _from_text(data, naam)


def _from_workbook(data: bytes, naam: str) -> Blad:
    from python_calamine import CalamineWorkbook

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            infos = package.infolist()
    except zipfile.BadZipFile as error:
        raise DataInvalidError(f"{naam} is beschadigd.", "Open het in Excel en bewaar het opnieuw.") from error
    if sum(info.file_size for info in infos) > MAX_UNPACKED:
        raise LimitExceededError(f"{naam} is uitgepakt groter dan 100 MB.", "Verwijder wat geen medewerker is.")
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        sheets = [(name, book.get_sheet_by_name(name)) for name in book.sheet_names]
        tables = [(name, sheet.start, sheet.to_python(skip_empty_area=True)) for name, sheet in sheets]
    except Exception as error:  # calamine raises many kinds; all mean that the workbook cannot be read
        raise DataInvalidError(f"{naam} is geen leesbare Excel-werkmap.", "Bewaar het opnieuw als .xlsx.") from error
    tables.sort(key=lambda table: table[0].strip().lower() != "medewerkers")
    for name, start, rows in tables:
        sheet = _sheet(name, rows, first=(start[0] if start else 0) + 1)
        if sheet:
            return sheet
    raise DataInvalidError(
        f"{naam} bevat geen blad met een koprij en rijen.", "Gebruik `functieboek brieven --voorbeeld`."
    )


def _from_text(data: bytes, naam: str) -> Blad:
    text = _decoded(data, naam)
    heads = text.splitlines()[:_HEAD]  # a title may stand above the heading row
    head = max(heads, key=lambda line: max(map(line.count, _SEPARATORS)), default="")
    separator = max(_SEPARATORS, key=head.count)
    if head.count(separator) < 2:
        raise DataInvalidError(
            f"{naam} is geen tabel: bovenaan staat geen regel met koppen, met puntkomma, komma of tab ertussen.",
            "Bewaar het vanuit Excel als CSV of, beter, als .xlsx.",
        )
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True))
    except csv.Error as error:
        raise DataInvalidError(
            f"{naam} is geen geldige CSV: een aanhalingsteken is niet gesloten of staat verkeerd.",
            "Bewaar het vanuit Excel opnieuw, of als .xlsx.",
        ) from error
    sheet = _sheet("CSV", rows, first=1)
    if sheet is None:
        raise DataInvalidError(
            f"{naam} bevat geen koprij met rijen eronder.", "Gebruik `functieboek brieven --voorbeeld`."
        )
    return sheet


def _decoded(data: bytes, naam: str) -> str:
    encodings = ["utf-16"] if data[:2] in (b"\xff\xfe", b"\xfe\xff") else ["utf-8-sig", "cp1252"]
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text:
            return text
    raise DataInvalidError(f"{naam} is geen tekst en geen Excel-werkmap.", "Geef een .xlsx- of CSV-bestand.")


def _sheet(name: str, rows: Sequence[Sequence[Cel]], first: int) -> Blad | None:
    """Take the first row with at least three filled cells of text as the heading row."""
    heads = (i for i, row in enumerate(rows[:_HEAD]) if sum(isinstance(c, str) and bool(c.strip()) for c in row) >= 3)
    at = next(heads, None)
    if at is None:
        return None
    if len(rows) - at - 1 > MAX_ROWS:
        raise LimitExceededError(f"Blad {name} heeft meer dan {MAX_ROWS} rijen.", "Verwijder de lege rijen onderaan.")
    body = tuple(
        (first + at + 1 + i, tuple(row)) for i, row in enumerate(rows[at + 1 :]) if any(_filled(cell) for cell in row)
    )
    koppen = tuple(str(cell).strip() if cell is not None else "" for cell in rows[at])
    return Blad(name, koppen, first + at, body)


def _filled(cell: Cel) -> bool:
    return cell is not None and (not isinstance(cell, str) or bool(cell.strip()))
