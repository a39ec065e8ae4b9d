"""The line in the logboek of what was read: which sources became which books.

Loads no models, so that reading does not wait for it.  A book that stands there as the logboek says gets no new line.
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pipeline
from pipeline.keten import append, as_line
from pipeline.workspace import BOOK_FILE, Workspace, sha256_of

if TYPE_CHECKING:
    from pipeline.intake import Outcome

_MARK = b'"handeling":"inlezen"'


def log_reading(space: Workspace, read: Sequence[tuple[Path, Outcome]]) -> None:
    """Write one line for the books that were read just now, with the hash of each source and each functieboek.json.

    A line that a kill left out is made good here too: the book is there, and the logboek does not say so.

    Raises:
        OutputNotWritableError: the logboek cannot be written.
    """
    done = [(source, outcome) for source, outcome in read if outcome.sha256 and outcome.map and not outcome.code]
    if not done or not space.is_prepared:
        return
    known = _known(space.logbook)
    sources, books = [], []
    for source, outcome in done:
        path = Path(str(outcome.map)) / BOOK_FILE
        made = _as_file(space, path, sha256_of(path))
        if outcome.status == "ongewijzigd" and (made["buiten"] or known.get(made["naam"]) == made["sha256"]):
            continue
        sources.append(_as_file(space, source, str(outcome.sha256)))
        books.append(made)
    if books:
        append(space.logbook, _line(sources, books))


def _line(sources: list[dict[str, Any]], books: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        "schema": "logboek/1",
        "tijd": datetime.datetime.now(datetime.UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "handeling": "inlezen",
        "wie": None,
        "programma": f"functieboek {pipeline.__version__}",
        "invoer": sources,
        "uitvoer": books,
        "verwijderd": [],
        "gegevens": {"boeken": len(books)},
    }


def _as_file(space: Workspace, path: Path, sha256: str) -> dict[str, Any]:
    try:
        inside = path.resolve().relative_to(space.root.resolve()).as_posix()
    except ValueError:
        return {"naam": path.name, "sha256": sha256, "buiten": True}
    return {"naam": inside, "sha256": sha256, "buiten": False}


def _known(logbook: Path) -> dict[str, str]:
    """The last hash of each book that the logboek tells of."""
    try:
        data = logbook.read_bytes()
    except OSError:
        return {}
    found: dict[str, str] = {}
    for raw in data.split(b"\n"):
        line = as_line(raw) if _MARK in raw else None
        for item in (line or {}).get("uitvoer") or ():
            found[str(item.get("naam"))] = str(item.get("sha256"))
    return found
