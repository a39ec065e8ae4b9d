"""Removing a book from a workspace: what was read, and the source only when that is asked; the logboek keeps it."""

from __future__ import annotations

import datetime
import shutil
from pathlib import Path

from pipeline.errors import OutputNotWritableError
from pipeline.workspace import Workspace


def source_within(space: Workspace, name: str) -> Path | None:
    """Return the source of an edition where it stands in the workspace; None elsewhere, or when another needs it."""
    edition = space.edition(name)
    others = {one.sha256 for one in space.editions() if one.name != name}
    if not edition.sha256 or edition.sha256 in others:
        return None
    found = space.source_of(edition.sha256, edition.bestand)
    return found if found and found.parent.resolve() == space.sources.resolve() else None


def remove_edition(space: Workspace, name: str, *, with_source: bool) -> None:
    """Remove what was read of a book, and its source when asked; reports and letters stay.

    Raises:
        OutputNotWritableError: a file is open elsewhere, or there are no rights.
    """
    edition = space.edition(name)
    folder, source = space.edition_folder(name), source_within(space, name) if with_source else None
    try:
        shutil.rmtree(folder) if not folder.is_symlink() else folder.unlink()
        if source is not None:
            source.unlink()
    except OSError as error:
        raise OutputNotWritableError(
            f"{name} kan niet worden verwijderd ({error.strerror}).", "Sluit het bestand en probeer opnieuw."
        ) from error
    if space.is_prepared:
        _log(space, name, edition.sha256, source)


def _log(space: Workspace, name: str, sha256: str | None, source: Path | None) -> None:
    from pipeline.logboek import Logboek

    gone = [f"extracted/{name}/functieboek.json", *([f"sources/{source.name}"] if source else [])]
    facts = {"boek": name, "sha256": sha256}
    Logboek(space.logbook).add(
        "boek verwijderen", tijd=datetime.datetime.now(datetime.UTC), verwijderd=gone, gegevens=facts
    )
