"""The copy of a faulty employee file in which every fault is marked in its cell."""

from __future__ import annotations

import datetime
import io
import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from pipeline.brieven.bestand import Blad, Cel
from pipeline.brieven.rijen import Fout, is_bsn
from pipeline.render.xlsx import clean, repack

_OPTIONS = {"strings_to_formulas": False, "strings_to_urls": False, "in_memory": True}
_LONGEST_COMMENT = 1000


def marked_copy(blad: Blad, fouten: Sequence[Fout], kolommen: Mapping[str, int]) -> bytes:
    """Return a copy of the employee sheet in which the faulty cells are coloured and carry the message as a comment.

    What stands in a column of citizen service numbers is left out: the copy must not spread what the file may not hold.
    """
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
    book = xlsxwriter.Workbook(buffer, _OPTIONS)
    book.set_properties({"title": "Medewerkers met fouten", "created": datetime.datetime(1980, 1, 1)})
    _write_sheet(book, blad, by_cell)
    if general:
        other = book.add_worksheet("algemeen")
        for i, text in enumerate(general):
            other.write_string(i, 0, clean(text))
        other.set_column(0, 0, 100)
    book.close()
    return repack(buffer.getvalue())


def _write_sheet(book: Any, blad: Blad, by_cell: Mapping[tuple[int, int], list[str]]) -> None:
    sheet = book.add_worksheet("medewerkers")
    plain = {"text_wrap": True, "valign": "top", "num_format": "dd-mm-yyyy"}
    text = {"text_wrap": True, "valign": "top"}
    red = {"bg_color": "#F8D7DA"}
    styles = {
        (date, wrong): book.add_format({**(plain if date else text), **(red if wrong else {})})
        for date in (True, False)
        for wrong in (True, False)
    }
    heads = (book.add_format({"bold": True, "bottom": 1}), book.add_format({"bold": True, "bottom": 1, **red}))
    for at, kop in enumerate(blad.koppen):
        sheet.write_string(blad.koprij - 1, at, clean(kop), heads[(blad.koprij, at) in by_cell])
    hidden = {at for at, kop in enumerate(blad.koppen) if is_bsn(kop)}
    for nummer, cells in blad.rijen:
        for at in range(max(len(cells), len(blad.koppen))):
            cell = "(weggelaten)" if at in hidden else cells[at] if at < len(cells) else None
            wrong = (nummer, at) in by_cell
            _write(sheet, nummer - 1, at, cell, styles[isinstance(cell, datetime.date), wrong], blank=not wrong)
    for (nummer, at), messages in sorted(by_cell.items()):
        comment = clean("\n".join(messages))[:_LONGEST_COMMENT]
        sheet.write_comment(nummer - 1, at, comment, {"author": "functieboek", "x_scale": 2})
    sheet.set_column(0, max(0, len(blad.koppen) - 1), 18)
    sheet.freeze_panes(blad.koprij, 1)


def _write(sheet: Any, row: int, column: int, cell: Cel, style: Any, *, blank: bool) -> None:
    """Write a cell as what it is; text always as text, never as a formula or a link."""
    if isinstance(cell, int | float) and math.isfinite(cell):
        sheet.write_number(row, column, float(cell), style)
    elif isinstance(cell, datetime.date):
        sheet.write_datetime(row, column, cell, style)
    elif cell is not None and cell != "":
        sheet.write_string(row, column, clean(str(cell)), style)
    elif not blank:
        sheet.write_blank(row, column, None, style)


def _place(fout: Fout, blad: Blad, kolommen: Mapping[str, int]) -> int | None:
    if fout.kolom is None:
        return 0
    if fout.kolom in kolommen:
        return kolommen[fout.kolom]
    return blad.koppen.index(fout.kolom) if fout.kolom in blad.koppen else None
