"""Removing letters and marked copies from a workspace; the logboek keeps that it was done, not of whom.

What ``functieboek opschonen`` and the workplace both call.
"""

from __future__ import annotations

import datetime
import shutil
from collections.abc import Sequence
from pathlib import Path

from pipeline.claim import SUFFIX
from pipeline.errors import OutputNotWritableError, UsageError
from pipeline.plaatsing_map import at_work, stated_name
from pipeline.workspace import Workspace


def letters_root(space: Workspace) -> Path:
    """Return the folder under which all letters of a workspace stand."""
    return space.output / "brieven"


def personal(space: Workspace, names: Sequence[str] = ()) -> list[Path]:
    """Return what holds personal data in a workspace, also what a killed run left hidden; or only what is named.

    Raises:
        UsageError: a name is not there.
    """
    root = letters_root(space)
    if not root.is_dir():
        return []
    there = {path.name: path for path in sorted(root.iterdir()) if path.suffix != SUFFIX}
    for name in names:
        if name not in there:
            raise UsageError(f"{name} staat niet in {root}.", "Geef de naam van een map zoals 2026-04-07-voornemen.")
    return [there[name] for name in names or there]


def remove(space: Workspace, targets: Sequence[Path]) -> None:
    """Remove folders of letters and marked copies, and write that in the logboek.

    Raises:
        OutputNotWritableError: letters are being made, or one is open in Word.
    """
    if at_work(letters_root(space)):
        raise OutputNotWritableError(
            "Er worden op dit moment brieven gemaakt.", "Wacht tot dat klaar is en verwijder ze dan."
        )
    stated = [stated_name(path) for path in targets if (path / "verklaring.json").is_file()]
    for path in targets:
        try:
            shutil.rmtree(path) if path.is_dir() and not path.is_symlink() else path.unlink()
        except OSError as error:
            raise OutputNotWritableError(
                f"{path.name} kan niet worden verwijderd ({error.strerror}).",
                "Sluit de brieven in Word en probeer opnieuw.",
            ) from error
    _log(space, stated)


def _log(space: Workspace, names: Sequence[str]) -> None:
    from pipeline.logboek import Logboek

    if space.is_prepared:
        removed = [f"output/brieven/{name}/verklaring.json" for name in names]
        Logboek(space.logbook).add("opschonen", tijd=datetime.datetime.now(datetime.UTC), verwijderd=removed)
