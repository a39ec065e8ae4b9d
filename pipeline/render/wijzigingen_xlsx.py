"""The comparison as workbooks: a row a change with room to sign, and the was-wordt list."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.models.base import Herkomst
from pipeline.models.functieboek import Functieboek, Schaal
from pipeline.models.vergelijking import Plaats, Samenvatting, WasWordt
from pipeline.models.wijzigingen import Wijziging, Wijzigingen
from pipeline.render.report import plaats
from pipeline.render.wijzigingen import NAMES, contents_text, order_text, owner_names, side_texts
from pipeline.render.xlsx import Column, Sheet, Value, workbook

_KINDS = {"toegevoegd": "groen", "vervallen": "rood", "gewijzigd": "geel", "hernoemd": "geel", "verplaatst": "grijs"}
_STATUS = {"ongewijzigd": "groen", "gewijzigd": "geel", "vervallen": "rood", "nieuw": "grijs"}
_SIGN = [Column("Beoordelaar", 18), Column("Akkoord", 11), Column("Datum", 12), Column("Opmerking", 40)]
"""Empty columns in which a person signs for a row."""


def wijzigingen_xlsx(old: Functieboek, new: Functieboek, changes: Wijzigingen, summary: Samenvatting) -> bytes:
    """Return the changes as XLSX: one row a change, filters on, with columns to sign off.

    Args:
        old: the earlier edition.
        new: the later edition.
        changes: what changed between them.
        summary: the figures for the second sheet.
    """
    names = owner_names(old, new)
    columns = [
        Column("Nr", 6),
        Column("Functie", 30),
        Column("Soort", 13, colours=_KINDS),
        Column("Onderdeel", 24),
        Column("Oud", 50),
        Column("Nieuw", 50),
        Column("Gewicht", 14),
        Column("Niveaubepalend", 16, colours={"ja": "geel"}),
        Column("Plaats oud", 11),
        Column("Plaats nieuw", 14),
        Column("Toelichting", 40),
        Column("Mogelijk een leesfout", 30),
        *_SIGN,
        Column("Gevolg van", 16),
        Column("Sleutel", 16),
        Column("Pad oud", 30),
        Column("Pad nieuw", 30),
    ]
    rows: list[list[Value]] = []
    for change in changes.wijzigingen:
        rows.append(_change_row(len(rows) + 1, change, names.get(change.functie or "", change.functie)))
    for order in changes.volgorde:
        rows.append(
            [
                len(rows) + 1, names.get(order.functie or "", order.functie), "volgorde", NAMES[order.onderdeel], None,
                None, None, None, None, None,
                f"Alleen de volgorde is anders: {order_text(order, names)}.", None, None, None, None, None,
                order.gevolg_van, order.sleutel, order.pad_oud, order.pad_nieuw,
            ]
        )  # fmt: skip
    return workbook(
        [
            Sheet("Wijzigingen", columns, rows, frozen_columns=3),
            Sheet("Samenvatting", _FACT_COLUMNS, [*_facts(changes, summary), *_corrections(old, new)]),
        ],
        title=f"Wijzigingen {changes.oud.bestand} – {changes.nieuw.bestand}",
        subject=new.titel or "",
    )


def _change_row(number: int, change: Wijziging, owner: str | None) -> list[Value]:
    note = change.toelichting
    if change.oud is None or change.nieuw is None:
        held = contents_text(change.waarde_nieuw if change.oud is None else change.waarde_oud)
        note = " ".join(part for part in (note, f"Bevat {held}." if held else "") if part) or None
    return [
        number, owner or "Het boek als geheel", change.soort, NAMES[change.onderdeel],
        *(text or None for text in side_texts(change)),
        change.gewicht, change.niveaubepalend, _where(change.herkomst_oud), _where(change.herkomst_nieuw),
        note, "\n".join(change.twijfel) or None, None, None, None, None,
        change.gevolg_van, change.sleutel, change.pad_oud, change.pad_nieuw,
    ]  # fmt: skip


_FACT_COLUMNS = [Column("Gegeven", 44), Column("Oud", 24), Column("Nieuw", 24)]


def _corrections(old: Functieboek, new: Functieboek) -> list[list[Value]]:
    """Misreadings that a person put right, so that no one takes them for the words of the program."""
    return [
        [f"Gecorrigeerd bij het lezen: {item.pad}", *(item.waarom if side == mine else None for mine in (0, 1))]
        for side, book in enumerate((old, new))
        for item in book.correcties
    ]


def _facts(changes: Wijzigingen, summary: Samenvatting) -> list[list[Value]]:
    old, new = changes.oud, changes.nieuw
    scales: list[list[Value]] = [[f"FTE in schaal {row.schaal or '(geen)'}", row.oud, row.nieuw] for row in summary.fte]
    rows: list[list[Value]] = [
        ["Bestand", old.bestand, new.bestand],
        ["SHA-256 van de bron", old.sha256, new.sha256],
        ["Versie", old.versie, new.versie],
        ["Functiebeschrijvingen", summary.functies_oud, summary.functies_nieuw],
        ["FTE volgens de rijen", summary.fte_oud, summary.fte_nieuw],
        ["FTE zoals gedrukt", summary.fte_gedrukt_oud, summary.fte_gedrukt_nieuw],
        ["Beschikbare functies zonder FTE", summary.zonder_formatie_oud, summary.zonder_formatie_nieuw],
        *scales,
        ["Wijzigingen", None, summary.totaal],
        ["waarvan gevolg van een andere wijziging", None, summary.gevolgen],
        ["waarvan inhoudelijk", None, summary.inhoudelijk],
        ["waarvan redactioneel", None, summary.redactioneel],
        ["waarvan niveaubepalend", None, summary.niveaubepalend],
        ["waarvan lopende tekst", None, summary.lopende_tekst],
        ["waarvan mogelijk een leesfout", None, summary.twijfel],
        ["Lijsten in een andere volgorde", None, summary.volgorde],
    ]
    return rows


def was_wordt_xlsx(table: Sequence[WasWordt], places: Sequence[Plaats], *, title: str) -> bytes:
    """Return the was-wordt list as XLSX: the functions on one sheet, the available functions on another.

    Args:
        table: what became of each function.
        places: what became of each available function.
        title: the title property.
    """
    columns = [
        Column("Was", 34),
        Column("Was schaal", 10),
        Column("Was punten", 10),
        Column("Was FTE", 9, number_format="0.##"),
        Column("Wordt", 34),
        Column("Wordt schaal", 10),
        Column("Wordt punten", 10),
        Column("Wordt FTE", 9, number_format="0.##"),
        Column("Gelijk gebleven", 11, number_format="0%"),
        Column("Redactioneel anders", 13, number_format="0%"),
        Column("Inhoudelijk anders of weg", 13, number_format="0%"),
        Column("Nieuw (van nieuwe tekst)", 13, number_format="0%"),
        Column("Inhoudelijke wijzigingen", 13),
        Column("Niveaubepalend", 14),
        Column("Voorstel status", 14, colours=_STATUS),
        Column("Reden", 60),
        Column("Plaats oud", 11),
        Column("Plaats nieuw", 14),
        *_SIGN,
    ]
    rows: list[list[Value]] = [
        [
            row.was_naam, scale_text(row.was_schaal), scale_text(row.was_punten), row.was_formatie,
            row.wordt_naam, scale_text(row.wordt_schaal), scale_text(row.wordt_punten), row.wordt_formatie,
            row.gelijk if row.was else None, row.redactioneel if row.was else None,
            row.gewijzigd if row.was else None, row.toegevoegd if row.wordt else None,
            row.inhoudelijk_aantal, row.niveaubepalend_aantal, row.status, row.reden,
            _where(row.herkomst_oud), _where(row.herkomst_nieuw), None, None, None, None,
        ]
        for row in table
    ]  # fmt: skip
    return workbook(
        [
            Sheet("Functies", columns, rows, frozen_columns=1),
            Sheet("Beschikbare functies", _PLACE_COLUMNS, [_place_row(place) for place in places], frozen_columns=1),
        ],
        title=title,
        subject="Voorstel; een mens beslist",
    )


_PLACE_COLUMNS = [
    Column("Was", 34),
    Column("Was normfunctie", 34),
    Column("Was schaal", 10),
    Column("Was FTE", 9, number_format="0.##"),
    Column("Wordt", 34),
    Column("Wordt normfunctie", 34),
    Column("Wordt schaal", 10),
    Column("Wordt FTE", 9, number_format="0.##"),
    Column("Voorstel status", 14, colours=_STATUS),
    Column("Reden", 60),
    Column("Plaats oud", 11),
    Column("Plaats nieuw", 14),
    *_SIGN,
]


def _place_row(place: Plaats) -> list[Value]:
    return [
        place.was_naam, place.was_normfunctie, place.was_schaal, place.was_formatie,
        place.wordt_naam, place.wordt_normfunctie, place.wordt_schaal, place.wordt_formatie,
        place.status, place.reden, _where(place.herkomst_oud), _where(place.herkomst_nieuw), None, None, None, None,
    ]  # fmt: skip


def scale_text(values: Sequence[Schaal]) -> Value:
    """Return scales or points for one cell: the number itself, or several joined.

    >>> scale_text((12,)), scale_text(("10A", 11)), scale_text(())
    (12, '10A / 11', None)
    """
    if len(values) > 1:
        return " / ".join(str(value) for value in values)
    return values[0] if values else None


def _where(herkomst: Herkomst | None) -> str | None:
    return plaats(herkomst) or None
