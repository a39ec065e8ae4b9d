"""Removing letters and marked copies from a workspace; the logboek keeps that it was done, not of whom.

What ``functieboek opschonen`` and the workplace both call.
"""

from __future__ import annotations

import contextlib
import datetime
import shutil
from collections.abc import Sequence
from pathlib import Path

from pipeline.claim import SUFFIX
from pipeline.errors import FunctieboekError, OutputNotWritableError, UsageError
from pipeline.plaatsing_map import at_work, stated_name
from pipeline.workspace import Workspace

_LARGEST = 20_000_000
"""Bytes of a file that is looked into; no list of employees is larger."""


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


def own_files(space: Workspace, names: Sequence[str] = ()) -> list[Path]:
    """Return the lists of employees that the user put in the workspace, known by their headings; or only those named.

    They are the user's own, so cleaning up only tells of them: they go when asked for by name.

    Raises:
        UsageError: a name is none of them.
    """
    there: dict[str, Path] = {}
    for folder in (space.root, space.sources, space.output):
        for path in sorted(folder.glob("*.*")):
            if path.suffix.lower() in {".xlsx", ".csv"} and _lists_people(path):
                there[path.relative_to(space.root).as_posix()] = path
    for name in names:
        if name not in there:
            raise UsageError(f"{name} is geen bestand met medewerkers in de werkmap.", "Controleer de naam.")
    return [there[name] for name in names or there]


def _lists_people(path: Path) -> bool:
    from pipeline.brieven.bestand import read_sheet
    from pipeline.brieven.rijen import is_staff

    with contextlib.suppress(OSError, FunctieboekError):
        if path.is_file() and path.stat().st_size <= _LARGEST:
            return is_staff(read_sheet(path.read_bytes(), path.name))
    return False


def remove(space: Workspace, targets: Sequence[Path], own: Sequence[Path] = ()) -> None:
    """Remove folders of letters and marked copies, and own files that were asked for, and write that in the logboek.

    Raises:
        OutputNotWritableError: letters are being made, or one is open in Word.
    """
    if at_work(letters_root(space)):
        raise OutputNotWritableError(
            "Er worden op dit moment brieven gemaakt.", "Wacht tot dat klaar is en verwijder ze dan."
        )
    stated = [stated_name(path) for path in targets if (path / "verklaring.json").is_file()]
    for path in [*targets, *own]:
        try:
            shutil.rmtree(path) if path.is_dir() and not path.is_symlink() else path.unlink()
        except OSError as error:
            raise OutputNotWritableError(
                f"{path.name} kan niet worden verwijderd ({error.strerror}).",
                "Sluit de brieven in Word en probeer opnieuw.",
            ) from error
    _log(space, stated, len(own))


def _log(space: Workspace, names: Sequence[str], own: int) -> None:
    from pipeline.logboek import Logboek

    if space.is_prepared:
        removed = [f"output/brieven/{name}/verklaring.json" for name in names]
        data = {"eigen_bestanden": own} if own else None  # how many: a name could tell of whom
        Logboek(space.logbook).add(
            "opschonen", tijd=datetime.datetime.now(datetime.UTC), verwijderd=removed, gegevens=data
        )
