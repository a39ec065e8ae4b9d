"""The findings as a workbook, to divide the work: one row a finding, with room to say who does it."""

from __future__ import annotations

from collections.abc import Mapping

from pipeline.models.bevindingen import Bevinding, Bevindingen
from pipeline.models.functieboek import Functieboek
from pipeline.render.bevindingen import Uitleg, accepted, groups, opened, pages, title_of
from pipeline.render.bevindingen_schrijfwijzen import Spelling, spellings
from pipeline.render.xlsx import Column, Sheet, Value, workbook

_WEIGHT = {"fout": "rood", "waarschuwing": "geel", "info": "grijs"}


_ON_PAPER = 9
"""The columns with which people work; what follows is for filtering and for looking things up."""
_QUOTED = 8
"""Quotations of one finding that its cell holds; all stand in the report."""
_COLUMNS = (
    Column("Nr", 6),
    Column("Ernst", 14, colours=_WEIGHT),
    Column("Functie", 26),
    Column("Bevinding", 62),
    Column("Advies", 38),
    Column("Blz.", 11),
    Column("Wie", 14),
    Column("Gereed op", 13),
    Column("Opmerking", 26),
    Column("Wat er staat", 55),
    Column("Betreft", 10),
    Column("Soort", 26),
    Column("Status", 11, colours={"aanvaard": "groen"}),
    Column("Reden van aanvaarding", 30),
    Column("Sleutel", 16),
    Column("Code", 28),
)


def _quoted(item: Bevinding) -> str:
    told = spellings(item)
    if told:
        return "\n".join(line for spelling in told for line in _of_spelling(spelling, _QUOTED // len(told)))
    lines = [f"– {text}" for text in dict.fromkeys(item.citaten) if text]
    more = [f"en nog {len(lines) - _QUOTED}"] if len(lines) > _QUOTED else []
    return "\n".join([*lines[:_QUOTED], *more])


def _of_spelling(spelling: Spelling, most: int) -> list[str]:
    """How often a spelling stands in the book, and the texts that have it, with their pages."""
    lines = [f"– {quoted.tekst} ({quoted.waar})" for quoted in spelling.citaten]
    more = [f"en nog {len(lines) - most}"] if len(lines) > max(most, 1) else []
    return [f"“{spelling.woord}”, {spelling.keer} keer:", *lines[: max(most, 1)], *more]


def bevindingen_xlsx(book: Functieboek, findings: Bevindingen, rules: Mapping[str, Uitleg]) -> bytes:
    """Return the findings as XLSX: open ones first, the heaviest first within each function.

    Args:
        book: for the names of its functions.
        findings: what was found.
        rules: what each rule says of itself, for the second sheet.
    """
    rows: list[list[Value]] = []
    for part in (opened(findings), accepted(findings)):
        for group in groups(book, part):
            for item in group.bevindingen:
                rows.append(
                    [
                        len(rows) + 1, item.ernst, group.naam, item.melding, item.advies, pages(item), None, None, None,
                        _quoted(item), item.betreft, title_of(item.code), item.status, item.reden, item.sleutel,
                        item.code,
                    ]
                )  # fmt: skip
    used = sorted({item.code for item in findings.bevindingen})
    explained = [[title_of(code), rules[code].uitleg, rules[code].bron, code] for code in used if code in rules]
    return workbook(
        [
            Sheet("Bevindingen", _COLUMNS, rows, frozen_columns=2, printed_columns=_ON_PAPER),
            Sheet(
                "Uitleg", [Column("Soort", 28), Column("Uitleg", 80), Column("Bron", 60), Column("Code", 28)], explained
            ),
        ],
        title=f"Bevindingen {book.titel or book.bron.bestand}",
        subject=book.versie or "",
    )
