"""Write tables as XLSX that opens well and can do no harm: no formulas, no links, the same bytes for the same rows.

Spreadsheet programs run a text that starts with ``=``, ``+``, ``-`` or ``@`` as a formula when it arrives as one, so
every string is written as a string (OWASP, "CSV Injection").  XlsxWriter does the format; this module does the manners.
"""

from __future__ import annotations

import datetime
import io
import math
import re
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pipeline.errors import LimitExceededError

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

Value = str | int | float | bool | datetime.date | datetime.datetime | None
"""What a cell can hold; ``True`` becomes "ja", ``False`` "nee", ``None`` an empty cell."""

MAX_ROWS = 1_048_575
"""Rows below the head: the limit of the format (2^20) less the head."""
MAX_CELL = 32_767
"""UTF-16 units that fit in one cell: the limit of Excel."""
_CUT = " … (ingekort)"
_LARGEST_INT = 2**53
"""Whole numbers beyond this lose digits in a spreadsheet and are written as text."""
_CREATED = datetime.datetime(1980, 1, 1)
_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_NOT_IN_SHEET_NAME = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
_COLOURS = {"rood": "#F8D7DA", "geel": "#FFF3CD", "groen": "#D9EDDC", "grijs": "#ECEEF0"}


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its heading and how it looks."""

    heading: str
    width: float | None = None
    """In characters; chosen from the contents when absent."""
    number_format: str | None = None
    """Excel's own notation, for numbers and dates: "0.00", "dd-mm-yyyy"."""
    colours: dict[str, str] = field(default_factory=dict)
    """Background by exact value: rood, geel, groen or grijs; always beside the words, never instead of them."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet of a workbook: one head, and rows below it."""

    name: str
    columns: Sequence[Column | str]
    rows: Sequence[Sequence[Value]]
    frozen_columns: int = 0
    """How many columns stay in sight when scrolling to the right."""
    printed_columns: int = 0
    """How many columns go on paper; 0 for all."""


def workbook(sheets: Iterable[Sheet], *, title: str, subject: str = "") -> bytes:
    """Return the sheets as the bytes of one XLSX file.

    Args:
        sheets: at least one; names are shortened and made unique where the format asks it.
        title: the title property of the file, shown by readers and search.
        subject: a line under it, such as the edition of the book.

    Raises:
        LimitExceededError: a sheet has more rows than a spreadsheet can hold.
    """
    from xlsxwriter import Workbook

    buffer = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = Workbook(buffer, options)
    book.set_properties({"title": clean(title), "subject": clean(subject), "created": _CREATED})
    book.set_size(2400, 1400)
    formats = _Formats(book)
    taken: set[str] = set()
    for sheet in sheets:
        _write_sheet(book.add_worksheet(_sheet_name(sheet.name, taken)), sheet, formats)
    book.close()
    return repack(buffer.getvalue())


def clean(text: str) -> str:
    """Return the text as a cell can hold it: XML's forbidden characters as U+FFFD, one kind of line end, not too long.

    >>> clean("a\\x00b\\r\\nc")
    'a\ufffdb\\nc'
    """
    text = _NOT_IN_XML.sub("\N{REPLACEMENT CHARACTER}", text.replace("\r\n", "\n").replace("\r", "\n"))
    if len(text) * 2 <= MAX_CELL or len(text.encode("utf-16-le")) <= MAX_CELL * 2:
        return text
    room = (MAX_CELL - len(_CUT)) * 2
    return text.encode("utf-16-le")[:room].decode("utf-16-le", "ignore") + _CUT


def repack(data: bytes) -> bytes:
    """Return a zip with the same members in the same order, without stamps that differ by run or machine."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            info = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            info.compress_type = zipfile.ZIP_DEFLATED
            info.create_system = 3
            info.external_attr = 0o600 << 16
            target.writestr(info, source.read(name))
    return out.getvalue()


class _Formats:
    """The cell formats of one workbook, made once each."""

    def __init__(self, book: Workbook) -> None:
        self._book = book
        self._made: dict[tuple[str | None, str | None], Format] = {}
        self.head = book.add_format(
            {"bold": True, "text_wrap": True, "valign": "top", "bg_color": "#E6ECF2", "bottom": 1}
        )

    def body(self, number_format: str | None = None, colour: str | None = None) -> Format:
        """The format of a cell below the head: wrapped, at the top, with its notation and colour."""
        key = (number_format, colour)
        if key not in self._made:
            wanted: dict[str, object] = {"text_wrap": True, "valign": "top"}
            if number_format:
                wanted["num_format"] = number_format
            if colour:
                wanted["bg_color"] = _COLOURS[colour]
            self._made[key] = self._book.add_format(wanted)
        return self._made[key]


def _sheet_name(name: str, taken: set[str]) -> str:
    """A name that the format takes: at most 31 characters, none forbidden, unique without regard to case."""
    base = _NOT_IN_SHEET_NAME.sub(" ", clean(name)).strip("' ") or "Blad"
    candidate, number = base[:31].rstrip("' "), 2
    while candidate.casefold() in taken or candidate.casefold() == "history":
        tail = f" ({number})"
        candidate, number = base[: 31 - len(tail)] + tail, number + 1
    taken.add(candidate.casefold())
    return candidate


def _write_sheet(target: Worksheet, sheet: Sheet, formats: _Formats) -> None:
    columns = [column if isinstance(column, Column) else Column(column) for column in sheet.columns]
    if len(sheet.rows) > MAX_ROWS:
        raise LimitExceededError(
            f"Het werkblad “{sheet.name}” zou {len(sheet.rows)} rijen krijgen; een spreadsheet houdt er {MAX_ROWS}.",
            "Kies een kleiner deel, of gebruik het JSON-bestand.",
        )
    widths = [
        column.width or _width(column, [row[index] for row in sheet.rows]) for index, column in enumerate(columns)
    ]
    for index, column in enumerate(columns):
        target.write_string(0, index, clean(column.heading), formats.head)
        target.set_column(index, index, widths[index])
    target.set_row(0, _height([column.heading for column in columns], widths))
    for number, row in enumerate(sheet.rows, start=1):
        target.set_row(number, _height(row, widths))
        for index, (column, value) in enumerate(zip(columns, row, strict=True)):
            _write_cell(target, (number, index), value, column, formats)
    target.freeze_panes(1, sheet.frozen_columns)
    target.autofilter(0, 0, max(len(sheet.rows), 1), max(len(columns) - 1, 0))
    if sheet.printed_columns:
        target.print_area(0, 0, max(len(sheet.rows), 1), sheet.printed_columns - 1)
    target.repeat_rows(0)
    target.set_landscape()
    target.set_paper(9)  # A4
    target.fit_to_pages(1, 0)


def _write_cell(target: Worksheet, place: tuple[int, int], value: Value, how: Column, formats: _Formats) -> None:
    colour = how.colours.get(value) if isinstance(value, str) else None
    if value is None or (isinstance(value, float) and not math.isfinite(value)):
        target.write_blank(*place, None, formats.body())
    elif isinstance(value, bool):
        target.write_string(*place, "ja" if value else "nee", formats.body(colour=colour))
    elif isinstance(value, datetime.datetime):
        target.write_datetime(*place, value.replace(tzinfo=None), formats.body(how.number_format or _MOMENT))
    elif isinstance(value, datetime.date):
        target.write_datetime(*place, value, formats.body(how.number_format or "dd-mm-yyyy"))
    elif isinstance(value, int | float) and abs(value) <= _LARGEST_INT:
        target.write_number(*place, value, formats.body(how.number_format))
    else:
        target.write_string(*place, clean(str(value)), formats.body(colour=colour))


_MOMENT = "dd-mm-yyyy hh:mm"
_LINE = 15.0
"""Points of one line in the standard font."""
_TALLEST = 405.0
"""The format allows 409 points."""


def _width(column: Column, values: Sequence[Value]) -> float:
    """A width in characters that shows most values on one line and lets long text wrap at a readable measure."""
    longest = max((len(line) for value in values for line in str(value or "").split("\n")), default=0)
    return float(min(max(longest + 2, len(column.heading) + 4, 8), 60))


def _height(values: Sequence[Value], widths: Sequence[float]) -> float | None:
    """The height in points that shows all lines of a row; None for one line, which is what a program does by itself.

    Programs differ in whether they make room for wrapped text when a file is opened, so the file says it.
    """
    lines = [
        sum(max(1, math.ceil(len(line) / max(width, 1.0))) for line in str(value).split("\n"))
        for value, width in zip(values, widths, strict=True)
        if value is not None
    ]
    most = max(lines, default=1)
    return None if most == 1 else min(most * _LINE, _TALLEST)
