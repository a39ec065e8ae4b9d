"""``functieboek opschonen``: remove made letters; the logboek keeps that it was done, not of whom."""

from __future__ import annotations

import datetime
import shutil
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

import click

from pipeline.cli import common
from pipeline.errors import OutputNotWritableError, UsageError
from pipeline.workspace import Workspace


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
    root = space.output / "brieven"
    targets = _targets(root, mappen)
    if not targets:
        click.echo("Er zijn geen brieven om te verwijderen.")
        return
    for path in targets:
        common.say(f"  {path.relative_to(root.parent)}")
    if not ja:
        if not sys.stdin.isatty():
            raise UsageError("Dit verwijdert de brieven hierboven.", "Geef --ja om het te doen.")
        if not click.confirm(f"{len(targets)} verwijderen?", default=False):
            return
    stated = [path.name for path in targets if (path / "verklaring.json").is_file()]
    _remove(targets)
    _log_removed(space, stated)
    click.echo(f"{len(targets)} verwijderd.")


def _targets(root: Path, mappen: Sequence[str]) -> list[Path]:
    if not root.is_dir():
        return []
    there = {path.name: path for path in sorted(root.iterdir())}
    for name in mappen:
        if name not in there:
            raise UsageError(f"{name} staat niet in {root}.", "Geef de naam van een map zoals 2026-04-07-voornemen.")
    return [there[name] for name in mappen or there]


def _remove(targets: Iterable[Path]) -> None:
    for path in targets:
        try:
            shutil.rmtree(path) if path.is_dir() and not path.is_symlink() else path.unlink()
        except OSError as error:
            raise OutputNotWritableError(
                f"{path.name} kan niet worden verwijderd ({error.strerror}).",
                "Sluit de brieven in Word en probeer opnieuw.",
            ) from error


def _log_removed(space: Workspace, names: Sequence[str]) -> None:
    from pipeline.logboek import Logboek

    if space.is_prepared:
        removed = [f"output/brieven/{name}/verklaring.json" for name in names]
        Logboek(space.logbook).add("opschonen", tijd=datetime.datetime.now(datetime.UTC), verwijderd=removed)
