"""What the commands share: the options, finding the workspace, and printing.

Data goes to stdout, everything else to stderr, and progress only to a terminal.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any, TypeVar

import click

from pipeline.workspace import Workspace

F = TypeVar("F", bound=Callable[..., Any])


def werkmap_option(function: F) -> F:
    """Add ``--werkmap MAP``; the parameter ``werkmap`` is a Path or None (see ``workspace``)."""
    return click.option(
        "--werkmap",
        type=click.Path(path_type=Path),
        metavar="MAP",
        help="Werk in deze werkmap (standaard: de map waarin u staat).",
    )(function)


def uit_option(function: F) -> F:
    """Add ``--uit MAP``; the parameter ``uit`` is a Path or None."""
    return click.option(
        "--uit", type=click.Path(path_type=Path), metavar="MAP", help="Schrijf in deze map in plaats van in de werkmap."
    )(function)


def json_option(function: F) -> F:
    """Add ``--json``; the parameter ``als_json`` is a bool."""
    return click.option("--json", "als_json", is_flag=True, help="Geef het resultaat als JSON, voor scripts.")(function)


def workspace(werkmap: Path | None) -> Workspace:
    """Return the workspace of ``--werkmap``, else the one that the current folder lies in."""
    return Workspace.at(werkmap) if werkmap else Workspace.find()


def print_json(data: object) -> None:
    """Print data for scripts: JSON on stdout, characters as they are."""
    click.echo(json.dumps(data, ensure_ascii=False, indent=1, default=str))


def say(message: str = "") -> None:
    """Tell the user something that is no result: to stderr."""
    click.echo(message, err=True)


def on_terminal() -> bool:
    """Whether a person is looking at stderr, so that progress may be shown."""
    return sys.stderr.isatty()


def print_pairs(pairs: Iterable[tuple[str, object]]) -> None:
    """Print names and values in two columns on stdout; empty values are left out."""
    rows = [(name, str(value)) for name, value in pairs if value not in (None, "")]
    width = max((len(name) for name, _ in rows), default=0)
    for name, value in rows:
        click.echo(f"  {name:<{width}}  {value}")


def print_table(head: Sequence[str], rows: Iterable[Sequence[object]], *, right: Sequence[int] = ()) -> None:
    """Print a plain table on stdout, as wide as its content; columns in ``right`` (from 0) are aligned right."""
    lines = [[str(cell) if cell is not None else "" for cell in row] for row in rows]
    widths = [max(len(line[i]) for line in [list(head), *lines]) for i in range(len(head))]
    for number, line in enumerate([list(head), *lines]):
        cells = [
            cell.rjust(width) if i in right else cell.ljust(width)
            for i, (cell, width) in enumerate(zip(line, widths, strict=True))
        ]
        click.echo("  ".join(cells).rstrip())
        if number == 0:
            click.echo("  ".join("-" * width for width in widths))


def progress(total: int, label: str) -> Any:
    """Return a progress bar on stderr (use as context manager, call ``update(n)``); silent where no one looks."""
    return click.progressbar(length=total, label=label, file=sys.stderr, hidden=not on_terminal())
