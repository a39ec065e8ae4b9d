"""``functieboek logboek``: look at the audit trail, and verify it."""

from __future__ import annotations

import textwrap
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pipeline.cli import common
from pipeline.errors import DataInvalidError
from pipeline.workspace import DATABASE_FILE

if TYPE_CHECKING:
    from pipeline.logboek import Controle, Logboek, Regel

_WIDEST = 60
"""Characters of what a line is about beside its other columns."""


@click.group(
    epilog="""\b
Voorbeelden:
  functieboek logboek tonen
  functieboek logboek controleren
  functieboek logboek controleren --kop 3f9a1c20b7d4…
"""
)
def logboek() -> None:
    """Toon of controleer het logboek.

    In logboek.jsonl staat een regel voor elke keer dat de werkmap iets maakte: wat erin ging, wat eruit kwam, en hun
    hashes. Elke regel draagt de hash van de vorige.
    """


@logboek.command()
@click.option("--laatste", type=click.IntRange(min=1), metavar="N", help="Toon alleen de laatste N regels.")
@common.werkmap_option
@common.json_option
def tonen(*, laatste: int | None, werkmap: Path | None, als_json: bool) -> None:
    """Toon de regels van het logboek."""
    lines = _logboek(werkmap).lines()
    shown = lines[-laatste:] if laatste else lines
    if als_json:
        common.print_json([line.model_dump(mode="json") for line in shown])
        return
    if not lines:
        click.echo("Het logboek is leeg.")
        return
    rows = [row for line in shown for row in _rows(line)]
    common.print_table(["nr", "tijd", "handeling", "wie", "uitvoer", "hash", "wat"], rows, right=(0, 4))


def _rows(line: Regel) -> list[tuple[object, ...]]:
    """A line of the logboek as lines of the screen: what it is about goes on below where it is long."""
    first, *more = textwrap.wrap(_about(line), _WIDEST) or [""]
    moment = line.tijd.strftime("%d-%m-%Y %H:%M UTC")
    head = (line.nummer, moment, line.handeling, line.wie, len(line.uitvoer), line.hash[:12], first)
    return [head, *(("",) * 6 + (text,) for text in more)]


def _about(line: Regel) -> str:
    """What a line is about: a judgment with what was judged, or what went into a run."""
    told = line.gegevens
    if line.handeling == "oordeel":
        over = f" ({told['over']})" if told.get("over") else ""
        note = f": {told['notitie']}" if told.get("notitie") else ""
        return f"{told.get('oordeel')} op {told.get('wijziging')}{over} in {told.get('paar')}{note}"
    if not line.invoer:
        return ", ".join(str(told[key]) for key in ("boek", "code", "sleutel", "reden") if told.get(key))
    return ", ".join(item.naam for item in line.invoer[:3]) + (" …" if len(line.invoer) > 3 else "")


@logboek.command()
@click.option(
    "--kop", metavar="HASH", help="Een hash die u eerder noteerde (minstens 8 tekens); die moet in het logboek staan."
)
@common.werkmap_option
@common.json_option
def controleren(*, kop: str | None, werkmap: Path | None, als_json: bool) -> None:
    """Controleer de keten, de gemaakte bestanden en de oordelen van de werkplek.

    De afsluitcode is 7 als er iets niet klopt. De hash van de laatste regel (de kop) kunt u elders noteren,
    bijvoorbeeld in het zaakdossier: met --kop toont u later aan dat er sindsdien niets is weggehaald.
    """
    from pipeline.oordelen import compare_judgments

    space = common.workspace(werkmap)
    found = _logboek(werkmap).verify(kop=kop)
    judged, wrong = compare_judgments(space.state / DATABASE_FILE, found.regels)
    found = replace(found, breuken=(*found.breuken, *wrong), oordelen=judged)
    if als_json:
        common.print_json(_as_data(found))
    else:
        _show(found)
    if found.breuken:
        many = len(found.breuken)
        raise DataInvalidError(
            f"Het logboek klopt niet: {many} {'bevinding' if many == 1 else 'bevindingen'}.",
            "Bewaar de werkmap zoals zij is en zoek uit wie wat veranderde.",
        )


def _logboek(werkmap: Path | None) -> Logboek:
    from pipeline.logboek import Logboek

    return Logboek(common.workspace(werkmap).logbook)


def _as_data(found: Controle) -> dict[str, object]:
    return {
        "regels": len(found.regels),
        "kop": found.kop,
        "bestanden_gelijk": found.gecontroleerd,
        "bestanden_buiten_werkmap": found.buiten,
        "oordelen_gelijk": found.oordelen,
        "breuken": [{"soort": item.soort, "regel": item.regel, "melding": item.melding} for item in found.breuken],
    }


def _show(found: Controle) -> None:
    if not found.regels and not found.breuken:
        click.echo("Het logboek is leeg.")
        return
    for item in found.breuken:
        click.echo(f"- {item.melding}")
    if not any(item.soort == "keten" for item in found.breuken):
        many = len(found.regels)
        click.echo(f"De keten van {many} {'regel' if many == 1 else 'regels'} is heel.")
    click.echo(
        _files(found.gecontroleerd, "gemaakt bestand is", "gemaakte bestanden zijn") + " zoals het logboek zegt."
    )
    if found.oordelen:
        click.echo(_files(found.oordelen, "oordeel is", "oordelen zijn") + " zoals het logboek zegt.")
    if found.buiten:
        told = "staat buiten de werkmap en is" if found.buiten == 1 else "staan buiten de werkmap en zijn"
        click.echo(f"{_files(found.buiten, 'bestand', 'bestanden')} {told} niet bekeken.")
    click.echo(f"Kop: {found.kop}")


def _files(count: int, one: str, many: str) -> str:
    return f"{count} {one if count == 1 else many}"
