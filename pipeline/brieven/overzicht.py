"""The workbooks of the letters: the was-wordt overview with its balance, the marked copy of a faulty file, the example."""

from __future__ import annotations

import datetime
import io
from collections import defaultdict
from collections.abc import Sequence

from pipeline.brieven.bestand import Blad
from pipeline.brieven.brief import Omgeving
from pipeline.brieven.controles import Balans
from pipeline.brieven.rijen import Fout, Rij
from pipeline.models.medewerkers import Medewerker
from pipeline.render.xlsx import Column, Sheet, Value, clean, repack, workbook

_CHOICES = {
    "plaatsingsgrond": ["functievolger", "passend", "geschikt", "herplaatsing"],
    "garantie": ["geen", "salaris", "salarisperspectief", "functieschaal"],
    "regime": ["awb", "wnra"],
    "coordinatiemodule": ["ja", "nee"],
}
_EXAMPLE_ROWS = 200
"""Rows of the example workbook that have drop-down lists."""


def overview(rijen: Sequence[Rij], balans: Sequence[Balans], omgeving: Omgeving) -> bytes:
    """Return the was-wordt list of everyone, the balance per function, and how many letters of which kind."""
    people: list[list[Value]] = [
        [
            m.personeelsnummer, m.naam, m.was_functie, m.was_schaal, m.was_eenheid, m.was_uren,
            m.wordt_functie, m.wordt_schaal, m.wordt_eenheid, m.wordt_uren, m.plaatsingsgrond, m.garantie,
            m.ingangsdatum, f"{m.personeelsnummer}.docx",
        ]
        for m in (r.medewerker for r in rijen)
    ]  # fmt: skip
    heads = ["Personeelsnummer", "Naam", "Was: functie", "Was: schaal", "Was: eenheid", "Was: uren", "Wordt: functie"]
    heads += ["Wordt: schaal", "Wordt: eenheid", "Wordt: uren", "Grond", "Garantie"]
    columns: list[Column | str] = [*heads, Column("Ingangsdatum", number_format="dd-mm-yyyy"), "Brief"]
    places: list[list[Value]] = [
        [b.functie, b.schaal, b.formatie, b.geplaatst, b.medewerkers, b.ruimte, _judgement(b)] for b in balans
    ]
    colours = {"te veel": "rood", "past": "groen", "niet te toetsen": "geel"}
    sheets = [
        Sheet("Was-wordt", columns, people, frozen_columns=2),
        Sheet(
            "Balans",
            [
                "Functie",
                "Schaal",
                "Formatie",
                "Geplaatst (fte)",
                "Medewerkers",
                "Ruimte",
                Column("Oordeel", colours=colours),
            ],
            places,
        ),
    ]
    return workbook(sheets, title=f"Overzicht {omgeving.soort} {omgeving.datum.isoformat()}")


def _judgement(line: Balans) -> str:
    if line.ruimte is None:
        return "niet te toetsen" if line.medewerkers else ""
    return "te veel" if line.ruimte < -0.005 else "past"


def marked_copy(blad: Blad, fouten: Sequence[Fout], kolommen: dict[str, int]) -> bytes:
    """Return a copy of the employee sheet in which the faulty cells are coloured and carry the message as a comment."""
    import xlsxwriter

    by_cell: dict[tuple[int, int], list[str]] = defaultdict(list)
    general: list[str] = []
    for fout in fouten:
        place = _place(fout, blad, kolommen)
        if fout.rij is None or place is None:
            general.append(fout.tekst(blad.naam))
        else:
            by_cell[fout.rij, place].append(fout.melding)
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"strings_to_formulas": False, "strings_to_urls": False, "in_memory": True})
    book.set_properties({"title": "Medewerkers met fouten", "created": datetime.datetime(1980, 1, 1)})
    wrong = book.add_format({"bg_color": "#F8D7DA", "text_wrap": True, "valign": "top"})
    plain = book.add_format({"text_wrap": True, "valign": "top"})
    day = book.add_format({"num_format": "dd-mm-yyyy", "valign": "top"})
    head = book.add_format({"bold": True, "bottom": 1})
    sheet = book.add_worksheet("medewerkers")
    for at, kop in enumerate(blad.koppen):
        messages = by_cell.get((blad.koprij, at))
        sheet.write_string(blad.koprij - 1, at, clean(kop), wrong if messages else head)
    for nummer, cells in blad.rijen:
        for at, cell in enumerate(cells):
            style = wrong if (nummer, at) in by_cell else plain
            if isinstance(cell, bool | int | float):
                sheet.write_number(nummer - 1, at, float(cell), style)
            elif isinstance(cell, datetime.datetime | datetime.date):
                sheet.write_datetime(nummer - 1, at, cell, day if style is plain else style)
            elif cell is not None:
                sheet.write_string(nummer - 1, at, clean(str(cell)), style)
    for (nummer, at), messages in sorted(by_cell.items()):
        if not any(n == nummer and at < len(cells) and cells[at] is not None for n, cells in blad.rijen):
            sheet.write_string(nummer - 1, at, blad.koppen[at] if nummer == blad.koprij else "", wrong)
        sheet.write_comment(nummer - 1, at, clean("\n".join(messages))[:1000], {"author": "functieboek", "x_scale": 2})
    if general:
        other = book.add_worksheet("algemeen")
        for i, text in enumerate(general):
            other.write_string(i, 0, clean(text), plain)
        other.set_column(0, 0, 100)
    sheet.set_column(0, max(0, len(blad.koppen) - 1), 18)
    sheet.freeze_panes(blad.koprij, 1)
    book.close()
    return repack(buffer.getvalue())


def _place(fout: Fout, blad: Blad, kolommen: dict[str, int]) -> int | None:
    if fout.kolom is None:
        return 0
    if fout.kolom in kolommen:
        return kolommen[fout.kolom]
    return blad.koppen.index(fout.kolom) if fout.kolom in blad.koppen else None


def example_workbook(functies: Sequence[str] = ()) -> bytes:
    """Return an empty employee workbook: headings, explanations, drop-down lists, and two made-up rows.

    Args:
        functies: the available functions of a book, for the drop-down list of wordt_functie.
    """
    import xlsxwriter

    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"strings_to_formulas": False, "strings_to_urls": False, "in_memory": True})
    book.set_properties({"title": "Medewerkers voor plaatsingsbrieven", "created": datetime.datetime(1980, 1, 1)})
    head = book.add_format({"bold": True, "bottom": 1, "bg_color": "#ECEEF0"})
    must = book.add_format({"bold": True, "bottom": 1, "bg_color": "#FFF3CD"})
    day = book.add_format({"num_format": "dd-mm-yyyy"})
    text = book.add_format({"num_format": "@"})
    wrap = book.add_format({"text_wrap": True, "valign": "top"})
    sheet = book.add_worksheet("medewerkers")
    fields = Medewerker.model_fields
    for at, (name, field) in enumerate(fields.items()):
        required = field.is_required()
        sheet.write_string(0, at, name, must if required else head)
        sheet.write_comment(0, at, f"{'Verplicht. ' if required else ''}{field.description}", {"author": "functieboek"})
        sheet.set_column(at, at, 20, text if name in {"personeelsnummer", "postcode"} else None)
        options = list(functies) if name == "wordt_functie" else _CHOICES.get(name)
        if options and sum(len(o) + 1 for o in options) <= 255:
            sheet.data_validation(1, at, _EXAMPLE_ROWS, at, _list(name, options))
        elif options:
            sheet.data_validation(1, at, _EXAMPLE_ROWS, at, _list(name, "=functies!$A$1:$A$" + str(len(options))))
        elif name in {"was_uren", "wordt_uren"}:
            rule = {"validate": "decimal", "criteria": "between", "minimum": 0.5, "maximum": 40, "ignore_blank": True}
            sheet.data_validation(
                1, at, _EXAMPLE_ROWS, at, {**rule, "error_message": "Uren per week, tussen 0,5 en 40."}
            )
    for r, row in enumerate(_examples(functies), start=1):
        for at, name in enumerate(fields):
            value = row.get(name)
            if isinstance(value, datetime.date):
                sheet.write_datetime(r, at, value, day)
            elif isinstance(value, int | float):
                sheet.write_number(r, at, value)
            elif value:
                sheet.write_string(r, at, value)
    sheet.freeze_panes(1, 1)
    explain = book.add_worksheet("uitleg")
    explain.set_column(0, 0, 24)
    explain.set_column(1, 1, 12)
    explain.set_column(2, 2, 90)
    for at, kop in enumerate(("Kolom", "Verplicht", "Uitleg")):
        explain.write_string(0, at, kop, head)
    for r, (name, field) in enumerate(fields.items(), start=1):
        explain.write_string(r, 0, name)
        explain.write_string(r, 1, "ja" if field.is_required() else "nee")
        explain.write_string(r, 2, str(field.description), wrap)
    explain.write_string(
        len(fields) + 2, 0, "De twee rijen op het blad medewerkers zijn verzonnen; overschrijf ze.", wrap
    )
    if functies:
        names = book.add_worksheet("functies")
        for r, naam in enumerate(functies):
            names.write_string(r, 0, clean(naam))
    book.close()
    return repack(buffer.getvalue())


def _list(name: str, source: list[str] | str) -> dict[str, object]:
    return {
        "validate": "list",
        "source": source,
        "error_title": name,
        "error_message": "Kies een waarde uit de lijst.",
    }


def _examples(functies: Sequence[str]) -> list[dict[str, Value]]:
    """Two made-up employees that pass the checks of form."""
    shared: dict[str, Value] = {
        "adres": "Voorbeeldstraat 1", "postcode": "1234 AB", "plaats": "Voorbeeldstad", "was_eenheid": "Beleid",
        "was_uren": 36, "wordt_eenheid": "Beleid", "wordt_uren": 36, "garantie": "geen",
        "ingangsdatum": datetime.date(2027, 1, 1),
    }  # fmt: skip
    naam = functies[0] if functies else "Beleidsadviseur"
    return [
        {
            **shared, "personeelsnummer": "1001", "aanhef": "mevrouw", "voorletters": "A.B.", "achternaam": "Voorbeeld",
            "was_functie": naam, "was_schaal": 11, "wordt_functie": naam, "wordt_schaal": 11,
            "plaatsingsgrond": "functievolger",
        },
        {
            **shared, "personeelsnummer": "1002", "voorletters": "C.", "tussenvoegsel": "van", "achternaam": "Fictie",
            "was_functie": "Medewerker", "was_schaal": 8, "wordt_functie": None, "wordt_eenheid": None,
            "wordt_uren": None, "plaatsingsgrond": "herplaatsing",
        },
    ]  # fmt: skip
