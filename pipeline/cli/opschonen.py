"""``functieboek opschonen``: remove made letters; the logboek keeps that it was done, not of whom."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

import click

from pipeline.cli import common
from pipeline.errors import UsageError
from pipeline.opschoning import own_files, personal, remove
from pipeline.workspace import Workspace


@click.command(
    epilog="""\b
Voorbeelden:
  functieboek opschonen
  functieboek opschonen 2026-04-07-voornemen --ja
  functieboek opschonen --eigen medewerkers.xlsx
"""
)
@click.argument("mappen", nargs=-1)
@click.option("--eigen", multiple=True, metavar="BESTAND", help="Verwijder ook dit eigen bestand met medewerkers.")
@click.option("--ja", is_flag=True, help="Vraag niet om bevestiging.")
@common.werkmap_option
def opschonen(*, mappen: Sequence[str], eigen: Sequence[str], ja: bool, werkmap: Path | None) -> None:
    """Verwijder gemaakte brieven uit de werkmap.

    Zonder MAPPEN worden alle mappen onder output/brieven verwijderd, ook de kopieën met gemarkeerde fouten. Uw eigen
    bestanden met medewerkers blijven staan, tenzij u ze met --eigen noemt.
    """
    space = common.workspace(werkmap)
    targets, own = personal(space, mappen), own_files(space, eigen) if eigen else []
    if not targets and not own:
        click.echo("Er zijn geen brieven om te verwijderen.")
    elif _agreed(space, [*targets, *own], ja=ja):
        remove(space, targets, own)
        click.echo(f"{len(targets) + len(own)} verwijderd.")
    for path in own_files(space):
        name = path.relative_to(space.root).as_posix()
        common.say(f"Uw eigen bestand {name} staat nog in de werkmap. Weg ermee: functieboek opschonen --eigen {name}")


def _agreed(space: Workspace, paths: Sequence[Path], *, ja: bool) -> bool:
    """Show what would go, and ask."""
    for path in paths:
        common.say(f"  {path.relative_to(space.root)}")
    if not ja and not sys.stdin.isatty():
        raise UsageError("Dit verwijdert wat hierboven staat.", "Geef --ja om het te doen.")
    return ja or click.confirm(f"{len(paths)} verwijderen?", default=False)
