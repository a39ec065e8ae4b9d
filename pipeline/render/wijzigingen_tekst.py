"""The comparison for the screen: a short Dutch summary, and the life of one function."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Mapping, Sequence

from pipeline.models.vergelijking import FunctieKort, Samenvatting
from pipeline.models.wijzigingen import Wijziging, Wijzigingen
from pipeline.render.report import aantal, getal, plaats
from pipeline.render.wijzigingen import NAMES, order_text, side_texts


def summary_text(changes: Wijzigingen, summary: Samenvatting, names: Mapping[str, str], width: int = 100) -> str:
    """Return the summary of a comparison for the screen.

    Args:
        changes: what changed.
        summary: its figures.
        names: name of each function by id.
        width: columns of the screen.
    """
    return "\n".join(_lines(changes, summary, names, width)) + "\n"


def _lines(changes: Wijzigingen, summary: Samenvatting, names: Mapping[str, str], width: int) -> Iterator[str]:
    for label, edition in (("Oud:  ", changes.oud), ("Nieuw:", changes.nieuw)):
        yield f"{label} {edition.bestand}" + (f" ({edition.versie})" if edition.versie else "")
    yield ""
    if not summary.totaal and not summary.volgorde:
        yield "De twee edities zijn inhoudelijk gelijk: er is geen enkele wijziging."
        return
    yield (
        f"{aantal(summary.totaal, 'wijziging', 'wijzigingen')}: {summary.inhoudelijk} inhoudelijk, "
        f"{summary.redactioneel} redactioneel; {summary.niveaubepalend} niveaubepalend."
    )
    if summary.gevolgen:
        yield f"{summary.gevolgen} daarvan {'volgt' if summary.gevolgen == 1 else 'volgen'} uit een andere wijziging."
    if summary.lopende_tekst:
        yield f"{summary.lopende_tekst} in de lopende tekst."
    if summary.twijfel:
        yield f"Bij {summary.twijfel} is het lezen van de bron onzeker."
    yield from _list("Nieuwe functies", summary.nieuw, width)
    yield from _list("Vervallen functies", summary.vervallen, width)
    yield from _list("Hernoemde functies", summary.hernoemd, width)
    yield from _list("Andere waardering", summary.herwaardering, width)
    yield from _list("Ander niveau in kenmerken of competenties", summary.niveau, width)
    yield from _fte(summary)
    if summary.signalen:
        yield ""
        topics = ", ".join(signal.onderwerp.lower() for signal in summary.signalen)
        yield from _wrap(f"Signalen voor de medezeggenschap (geen oordeel): {topics}.", width, "")
    for order in changes.volgorde:
        if order.gevolg_van is None:
            yield f"Alleen een andere volgorde: {order_text(order, names)}."
    for finding in changes.bevindingen:
        yield from _wrap(f"Let op: {finding.melding}", width, "")


def _list(title: str, found: Sequence[FunctieKort], width: int) -> Iterator[str]:
    if found:
        yield ""
        yield f"{title}:"
        for item in found:
            yield from _wrap(item.tekst, width, "  - ")


def _fte(summary: Samenvatting) -> Iterator[str]:
    if not summary.fte:
        return
    yield ""
    yield f"FTE: {getal(summary.fte_oud)} → {getal(summary.fte_nieuw)}"
    for row in summary.fte:
        if row.oud != row.nieuw:
            yield f"  schaal {row.schaal or 'geen'}: {getal(row.oud)} → {getal(row.nieuw)}"


def _wrap(text: str, width: int, begin: str) -> list[str]:
    return textwrap.wrap(text, max(width, 40), initial_indent=begin, subsequent_indent=" " * len(begin)) or [begin]


def change_text(change: Wijziging, width: int = 100, begin: str = "  ") -> str:
    """Return one change for the screen: what, where, and the words on both sides."""
    marks = [change.gewicht, *(["niveaubepalend"] if change.niveaubepalend else [])]
    lines = [f"{begin}{NAMES[change.onderdeel]} {change.soort} ({', '.join(marks)})"]
    old, new = side_texts(change)
    for label, value, text, place in (
        ("oud", change.oud, old, change.herkomst_oud),
        ("nieuw", change.nieuw, new, change.herkomst_nieuw),
    ):
        if value is not None:
            where = f" [{plaats(place)}]" if plaats(place) else ""
            lines += _wrap(f"{label + ':':<6} {text}{where}", width, begin + "  ")
    return "\n".join(lines)
