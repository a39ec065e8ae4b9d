"""Ten small books of several formats, with bad ones among them, and what reading them gives."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

from pipeline.errors import ExitCode
from pipeline.intake import Job, job_for
from pipeline.workspace import Workspace
from tests.benchmarks.mixed import mixed_books
from tests.minibook import write_minibook

CODES = [0] * 7 + [ExitCode.SOURCE_UNREADABLE, 0, ExitCode.NOT_A_FUNCTIEBOEK]
"""What becomes of each book."""


def write_books(folder: Path) -> list[Path]:
    """Write them; the last is no book and one before it is damaged."""
    books = mixed_books(folder, 8, largest=2)
    invoice = folder / "factuur.md"
    invoice.write_text("# Factuur\n\nTotaal: 12,00\n", encoding="utf-8")
    return [*books, write_minibook(folder / "boek-klein.md", "Beheerder"), invoice]


def jobs(workspace: Workspace, sources: list[Path], name: str) -> list[Job]:
    """Jobs that read the sources into a folder of that name, whatever is in the cache."""
    return [job_for(workspace, source, folder=workspace.root / name / source.stem, fresh=True) for source in sources]


def result(workspace: Workspace, name: str) -> dict[str, bytes]:
    """All files that such a reading left, but for the hidden rests of writers that were killed."""
    root = workspace.root / name
    files = [path for path in root.rglob("*") if path.is_file() and not path.name.startswith(".tmp-")]
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in files}


def rests(workspace: Workspace, name: str) -> list[Path]:
    """The hidden rests of writers that were killed."""
    return list((workspace.root / name).rglob(".tmp-*"))


def when_books_are_ready(folder: Path, count: int, act: Callable[[], object]) -> None:
    """Do something as soon as so many books are ready."""
    deadline = time.monotonic() + 60
    while len(list(folder.glob("*/functieboek.json"))) < count and time.monotonic() < deadline:
        time.sleep(0.005)
    act()
