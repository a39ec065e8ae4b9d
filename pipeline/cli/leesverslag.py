"""What ``functieboek inlezen`` tells: a short table for one book, a summary on screen and in files for many."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import click

from pipeline.atomic import atomic_write
from pipeline.cli import common
from pipeline.errors import FunctieboekError
from pipeline.intake import Outcome
from pipeline.workspace import Workspace

COLUMNS = (
    ("naam", "boek"),
    ("status", "status"),
    ("paginas", "pagina's"),
    ("functies", "functies"),
    ("profielen", "profielen"),
    ("beschikbare_functies", "beschikbaar"),
    ("matrixcellen", "matrix"),
    ("modules", "modules"),
    ("aandeel", "verantwoord"),
    ("bevindingen", "bevindingen"),
    ("seconden", "seconden"),
)


def report(space: Workspace, outcomes: list[Outcome], options: dict[str, Any]) -> None:
    """Print what was read and where it stands, and keep the summary of many books as JSON and XLSX."""
    many = len(outcomes) > 1 or options["deel"]
    files = _write_summary(_summary_folder(space, options), outcomes, options["deel"]) if many else []
    if options["als_json"]:
        common.print_json({"boeken": [outcome.as_dict() for outcome in outcomes]})
    elif many:
        _print_many(outcomes, files)
    else:
        _print_one(outcomes[0])


def _summary_folder(space: Workspace, options: dict[str, Any]) -> Path:
    return Path(options["uit"]).absolute() if options["uit"] else space.extracted


def share_text(aandeel: float | None) -> str:
    """Write a share as a Dutch percentage; it is never rounded up to a hundred."""
    if aandeel is None:
        return ""
    percentage = int(aandeel * 1000 + 1e-9) / 10
    return f"{percentage:.1f} %".replace(".", ",")


def _print_one(outcome: Outcome) -> None:
    if outcome.code:
        common.say(f"Fout: {outcome.reden}")
        return
    found = outcome.gevonden
    click.echo(f"{outcome.bestand}: {found.get('titel') or outcome.naam}")
    common.print_pairs(
        [
            ("pagina's", found["paginas"]),
            ("functies", found["functies"]),
            ("profielen", found["profielen"]),
            ("beschikbare functies", found["beschikbare_functies"]),
            ("matrixcellen", found["matrixcellen"]),
            ("modules", found["modules"]),
            ("tekst verantwoord", share_text(found["aandeel"])),
            ("bevindingen bij het lezen", found["bevindingen"]),
            ("correcties toegepast", found["correcties"] or None),
            ("seconden", f"{outcome.seconden:.2f}".replace(".", ",")),
        ]
    )
    if outcome.status == "ongewijzigd":
        common.say("Niet veranderd sinds de vorige keer; niet opnieuw gelezen.")
    click.echo(f"Geschreven: {outcome.map}")


def _row(outcome: Outcome) -> list[Any]:
    data = outcome.as_dict()
    return [share_text(data.get(key)) if key == "aandeel" else data.get(key) for key, _ in COLUMNS]


def _print_many(outcomes: list[Outcome], files: list[Path]) -> None:
    common.print_table([heading for _, heading in COLUMNS], map(_row, outcomes), right=range(2, len(COLUMNS)))
    refused = [outcome for outcome in outcomes if outcome.code]
    click.echo(f"{len(outcomes) - len(refused)} van {len(outcomes)} boeken gelezen.")
    for outcome in refused:
        common.say(f"Geweigerd: {outcome.bestand}: {outcome.reden}")
    for file in files:
        click.echo(f"Samenvatting: {file}")


def _write_summary(folder: Path, outcomes: list[Outcome], share: tuple[int, int] | None) -> list[Path]:
    """Keep the summary; each share of a job array has its own, so that they do not overwrite each other."""
    stem = "inlezen" + (f"-{share[0]}-van-{share[1]}" if share else "")
    data = json.dumps({"boeken": [o.as_dict() for o in outcomes]}, ensure_ascii=False, indent=1) + "\n"
    written = [atomic_write(folder / f"{stem}.json", data)]
    try:
        written.append(atomic_write(folder / f"{stem}.xlsx", _workbook(outcomes)))
    except FunctieboekError as error:  # an open workbook must not hide what was read
        common.say(f"Let op: {error}")
    return written


def _workbook(outcomes: list[Outcome]) -> bytes:
    from pipeline.render.xlsx import Sheet, workbook

    headings = [heading for _, heading in COLUMNS] + ["bestand", "reden", "exitcode", "map"]
    rows = []
    for outcome in outcomes:
        data = outcome.as_dict()
        rows.append(
            [data.get(key) for key, _ in COLUMNS] + [outcome.bestand, outcome.reden, int(outcome.code), outcome.map]
        )
    return workbook([Sheet("Inlezen", headings, rows)], title="Ingelezen functieboeken")
