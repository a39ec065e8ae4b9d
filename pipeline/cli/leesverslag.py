"""What ``functieboek inlezen`` tells: a short table for one book, a summary on screen and in files for many."""

from __future__ import annotations

import json
import shutil
import sys
import textwrap
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


_FORMATS = {"aandeel": "0.0%", "seconden": "0.00"}
"""How a spreadsheet shows these numbers."""
_LEAST = ("modules", "matrixcellen", "beschikbare_functies", "profielen", "bevindingen", "functies")
"""Columns that a narrow screen goes without, the least needed first; the files have them all."""
_NAME = 24
"""Characters of a name on a narrow screen."""


def report(space: Workspace, outcomes: list[Outcome], options: dict[str, Any], seconds: float) -> None:
    """Print what was read and where it stands, and keep the summary of many books as JSON and XLSX."""
    many = len(outcomes) > 1 or options["deel"]
    files = _write_summary(_summary_folder(space, options), outcomes, options["deel"]) if many else []
    if options["als_json"]:
        common.print_json({"boeken": [outcome.as_dict() for outcome in outcomes]})
    elif many:
        _print_many(outcomes, files, seconds)
    else:
        _print_one(outcomes[0])


def _summary_folder(space: Workspace, options: dict[str, Any]) -> Path:
    return Path(options["uit"]).absolute() if options["uit"] else space.extracted


def share_text(aandeel: float | None) -> str:
    """Write a share as a Dutch percentage; it is never rounded up to a hundred."""
    return "" if aandeel is None else f"{_number(_floored(aandeel) * 100, 1)} %"


def _floored(aandeel: float) -> float:
    return int(aandeel * 1000 + 1e-9) / 1000


def _number(value: float, digits: int) -> str:
    return f"{value:.{digits}f}".replace(".", ",")


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
            ("seconden", _number(outcome.seconden, 2)),
        ]
    )
    if outcome.status == "ongewijzigd":
        common.say("Niet veranderd sinds de vorige keer; niet opnieuw gelezen.")
    click.echo(f"Geschreven: {outcome.map}")


def _cell(outcome: Outcome, key: str) -> str:
    value = outcome.as_dict().get(key)
    if key == "aandeel":
        return share_text(value)
    if key == "seconden":
        return _number(outcome.seconden, 2)
    return "" if value is None else str(value)


def _print_many(outcomes: list[Outcome], files: list[Path], seconds: float) -> None:
    if not outcomes:
        click.echo("In dit deel valt geen enkele bron.")
        return
    width = shutil.get_terminal_size().columns if sys.stdout.isatty() else None
    head, rows = _table(outcomes, width)
    common.print_table(head, rows, right=range(2, len(head)))
    refused = [outcome for outcome in outcomes if outcome.code]
    click.echo(_wrapped(_total(outcomes, len(refused), seconds), width))
    for outcome in refused:
        reason = outcome.reden or ""
        subject = "" if outcome.bestand in reason else f"{outcome.bestand}: "
        common.say(_wrapped(f"Geweigerd: {subject}{reason}", width))
    for file in files:
        click.echo(f"Samenvatting: {file}")


def _table(outcomes: list[Outcome], width: int | None) -> tuple[list[str], list[list[str]]]:
    """Make the table of all books, with the columns that fit on the screen; all of them where no screen is."""
    columns = {key: [heading, *(_cell(outcome, key) for outcome in outcomes)] for key, heading in COLUMNS}
    if width and _width(columns) > width:
        columns["naam"] = [_shortened(name) for name in columns["naam"]]
        for key in _LEAST:
            if _width(columns) > width:
                del columns[key]
    head, *rows = map(list, zip(*columns.values(), strict=True))
    return head, rows


def _width(columns: dict[str, list[str]]) -> int:
    return sum(max(map(len, cells)) + 2 for cells in columns.values()) - 2


def _shortened(name: str) -> str:
    """Keep begin and end of a long name: books of one municipality often differ in the year behind it."""
    return name if len(name) <= _NAME else f"{name[: _NAME - 12]}…{name[-11:]}"


def _total(outcomes: list[Outcome], refused: int, seconds: float) -> str:
    pages = sum(outcome.gevonden.get("paginas") or 0 for outcome in outcomes)
    same = sum(outcome.status == "ongewijzigd" for outcome in outcomes)
    text = f"{len(outcomes) - refused} van {len(outcomes)} boeken gelezen"
    if same:
        text += f" ({same} niet veranderd, niet opnieuw gelezen)"
    if refused:
        text += f", {refused} geweigerd"
    return f"{text}: {pages} pagina's in {_number(seconds, 1)} seconden."


def _wrapped(text: str, width: int | None) -> str:
    """Break lines between words where a person reads them; a file gets them whole."""
    if width is None:
        return text
    return "\n".join(
        textwrap.fill(line, width, subsequent_indent="  ", break_long_words=False, break_on_hyphens=False)
        for line in text.splitlines()
    )


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
    from pipeline.render.xlsx import Column, Sheet, workbook

    headings: list[Column | str] = [Column(heading, number_format=_FORMATS.get(key)) for key, heading in COLUMNS]
    headings += ["bestand", Column("reden", width=60), "exitcode", "map"]
    rows = [
        [*(_value(outcome, key) for key, _ in COLUMNS), outcome.bestand, outcome.reden, int(outcome.code), outcome.map]
        for outcome in outcomes
    ]
    return workbook([Sheet("Inlezen", headings, rows)], title="Ingelezen functieboeken")


def _value(outcome: Outcome, key: str) -> Any:
    value = outcome.as_dict().get(key)
    return _floored(value) if key == "aandeel" and value is not None else value
