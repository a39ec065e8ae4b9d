"""The example of an employee file: headings, explanations, drop-down lists and data validation."""

from __future__ import annotations

import datetime
import io
from collections.abc import Mapping, Sequence
from typing import Any

from pipeline.models.functieboek import Functieboek
from pipeline.models.medewerkers import Medewerker, Schaal
from pipeline.render.xlsx import Value, clean, repack

_CHOICES = {
    "plaatsingsgrond": ["functievolger", "passend", "geschikt", "herplaatsing"],
    "garantie": ["geen", "salaris", "salarisperspectief", "functieschaal"],
    "regime": ["awb", "wnra"],
    "coordinatiemodule": ["ja", "nee"],
}
_PLACED = "bij plaatsing"
_ASKED = {
    **dict.fromkeys(("wordt_functie", "wordt_schaal", "wordt_eenheid", "wordt_uren"), _PLACED),
    "motivering": "bij passend en geschikt",
    "zienswijze_reactie": "bij definitief, na een zienswijze",
}
"""Columns that are required of some employees only, and of whom."""
_EXAMPLE_ROWS = 200
"""Rows of the example workbook that have drop-down lists."""


def example_workbook(boek: Functieboek | None = None, *, vanaf: datetime.date = datetime.date(2027, 1, 1)) -> bytes:
    """Return an employee workbook to fill in: headings, explanations, drop-down lists, and two made-up rows.

    Args:
        boek: gives the drop-down list of wordt_functie, and the made-up rows what fits it.
        vanaf: the date on which the made-up placements begin.
    """
    import xlsxwriter

    functies = [row.naam for row in boek.beschikbare_functies] if boek else []

    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"strings_to_formulas": False, "strings_to_urls": False, "in_memory": True})
    book.set_properties({"title": "Medewerkers voor plaatsingsbrieven", "created": datetime.datetime(1980, 1, 1)})
    sheet = book.add_worksheet("medewerkers")
    _write_heads(book, sheet, functies)
    _write_rows(book, sheet, _examples(boek, vanaf))
    sheet.freeze_panes(1, 1)
    _write_explanation(book)
    if functies:
        names = book.add_worksheet("functies")
        for r, naam in enumerate(functies):
            names.write_string(r, 0, clean(naam))
    book.close()
    return repack(buffer.getvalue())


def _write_heads(book: Any, sheet: Any, functies: Sequence[str]) -> None:
    """The headings with their explanation, and what may be filled in below them."""
    head = book.add_format({"bold": True, "bottom": 1, "bg_color": "#ECEEF0"})
    must = book.add_format({"bold": True, "bottom": 1, "bg_color": "#FFF3CD"})
    text = book.add_format({"num_format": "@"})
    for at, (name, field) in enumerate(Medewerker.model_fields.items()):
        required = field.is_required()
        sheet.write_string(0, at, name, must if required else head)
        sheet.write_comment(0, at, f"{'Verplicht. ' if required else ''}{field.description}", {"author": "functieboek"})
        sheet.set_column(at, at, 20, text if name in {"personeelsnummer", "postcode"} else None)
        if rule := _rule(name, functies):
            sheet.data_validation(1, at, _EXAMPLE_ROWS, at, rule)


def _rule(name: str, functies: Sequence[str]) -> dict[str, object] | None:
    """What Excel lets in, in a column: one of a list, hours, or a date."""
    if name == "wordt_functie" and functies:
        return _list(name, f"=functies!$A$1:$A${len(functies)}")
    if name in _CHOICES:
        return _list(name, _CHOICES[name])
    if name in {"was_uren", "wordt_uren"}:
        message = "Uren per week, tussen 0,5 en 40."
        return {"validate": "decimal", "criteria": "between", "minimum": 0.5, "maximum": 40, "error_message": message}
    if name in {"ingangsdatum", "zienswijze_ontvangen"}:
        first = datetime.date(2000, 1, 1)
        return {"validate": "date", "criteria": ">=", "value": first, "error_message": "Een datum, zoals 1-1-2026."}
    return None


def _write_rows(book: Any, sheet: Any, rows: Sequence[Mapping[str, Value]]) -> None:
    day = book.add_format({"num_format": "dd-mm-yyyy"})
    for r, row in enumerate(rows, start=1):
        for at, name in enumerate(Medewerker.model_fields):
            value = row.get(name)
            if isinstance(value, datetime.date):
                sheet.write_datetime(r, at, value, day)
            elif isinstance(value, int | float):
                sheet.write_number(r, at, value)
            elif value:
                sheet.write_string(r, at, value)


def _write_explanation(book: Any) -> None:
    head = book.add_format({"bold": True, "bottom": 1, "bg_color": "#ECEEF0"})
    wrap = book.add_format({"text_wrap": True, "valign": "top"})
    explain = book.add_worksheet("uitleg")
    for at, (kop, width) in enumerate((("Kolom", 24), ("Verplicht", 32), ("Uitleg", 90))):
        explain.set_column(at, at, width)
        explain.write_string(0, at, kop, head)
    told = explanation()
    for r, line in enumerate(told, start=1):
        for at, text in enumerate(line):
            explain.write_string(r, at, text, wrap)
    explain.write_string(len(told) + 2, 0, "De rijen op het blad medewerkers zijn verzonnen; overschrijf ze.")


def next_placement(today: datetime.date) -> datetime.date:
    """Return a first day of a month that lies after every letter that is dated soon.

    >>> next_placement(datetime.date(2026, 11, 29))
    datetime.date(2027, 5, 1)
    """
    months = today.year * 12 + today.month - 1 + 6
    return datetime.date(months // 12, months % 12 + 1, 1)


def explanation() -> list[tuple[str, str, str]]:
    """Return of each column its name, when it is required, and what it is for."""
    return [
        (name, "ja" if field.is_required() else _ASKED.get(name, "nee"), str(field.description))
        for name, field in Medewerker.model_fields.items()
    ]


def _list(name: str, source: list[str] | str) -> dict[str, object]:
    return {
        "validate": "list",
        "source": source,
        "error_title": name,
        "error_message": "Kies een waarde uit de lijst.",
    }


def _example_row(boek: Functieboek | None) -> tuple[str, Schaal]:
    """A function of the book with room for one, whose name is not that of another, and its scale."""
    rows = boek.beschikbare_functies if boek else ()
    names = [row.naam for row in rows]
    fitting = [row for row in rows if row.schaal is not None and names.count(row.naam) == 1]
    fitting.sort(key=lambda row: (row.formatie or 0) < 1)
    return (fitting[0].naam, fitting[0].schaal or "") if fitting else ("Beleidsadviseur", 11)


def _examples(boek: Functieboek | None, vanaf: datetime.date) -> list[dict[str, Value]]:
    """Two made-up employees that pass the checks, those against the book included."""
    cluster = boek.clusters[0].naam if boek and boek.clusters else "Beleid"
    shared: dict[str, Value] = {
        "adres": "Voorbeeldstraat 1", "postcode": "1234 AB", "plaats": "Voorbeeldstad", "was_eenheid": "Beleid",
        "was_uren": 36, "wordt_eenheid": cluster, "wordt_uren": 36, "garantie": "geen",
        "ingangsdatum": vanaf,
    }  # fmt: skip
    naam, schaal = _example_row(boek)
    return [
        {
            **shared, "personeelsnummer": "1001", "aanhef": "mevrouw", "voorletters": "A.B.", "achternaam": "Voorbeeld",
            "was_functie": naam, "was_schaal": schaal, "wordt_functie": naam, "wordt_schaal": schaal,
            "plaatsingsgrond": "functievolger",
        },
        {
            **shared, "personeelsnummer": "1002", "voorletters": "C.", "tussenvoegsel": "van", "achternaam": "Fictie",
            "was_functie": "Medewerker", "was_schaal": 8, "wordt_functie": None, "wordt_eenheid": None,
            "wordt_uren": None, "plaatsingsgrond": "herplaatsing",
        },
    ]  # fmt: skip
