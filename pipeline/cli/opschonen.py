"""``functieboek opschonen``: remove made letters; the logboek keeps that it was done, not of whom."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

import click

from pipeline.cli import common
from pipeline.errors import UsageError
from pipeline.opschoning import personal, remove


@click.command(
    epilog="""\b
Voorbeelden:
  functieboek opschonen
  functieboek opschonen 2026-04-07-voornemen --ja
"""
)
@click.argument("mappen", nargs=-1)
@click.option("--ja", is_flag=True, help="Vraag niet om bevestiging.")
@common.werkmap_option
def opschonen(*, mappen: Sequence[str], ja: bool, werkmap: Path | None) -> None:
    """Verwijder gemaakte brieven uit de werkmap.

    Zonder MAPPEN worden alle mappen onder output/brieven verwijderd, ook de kopieën met gemarkeerde fouten.
    """
    space = common.workspace(werkmap)
    targets = personal(space, mappen)
    if not targets:
        click.echo("Er zijn geen brieven om te verwijderen.")
        return
    for path in targets:
        common.say(f"  {path.relative_to(space.output)}")
    if not ja:
        if not sys.stdin.isatty():
            raise UsageError("Dit verwijdert de brieven hierboven.", "Geef --ja om het te doen.")
        if not click.confirm(f"{len(targets)} verwijderen?", default=False):
            return
    remove(space, targets)
    click.echo(f"{len(targets)} verwijderd.")
