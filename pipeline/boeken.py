"""The book that a user means: an edition, a functieboek.json or a source, with all that stands around it.

What the command line and the workplace both begin with.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.workspace import BOOK_FILE, SOURCE_TYPES, Edition, Workspace

if TYPE_CHECKING:
    from pipeline.models.bevindingen import Bevindingen
    from pipeline.models.functieboek import Functieboek


@dataclass(frozen=True)
class LoadedBook:
    """A book to work on, with all that stands around it."""

    name: str
    """The name of the edition: the stem of its outputs."""
    book: Functieboek
    findings: Bevindingen
    folder: Path
    """Where its functieboek.json stands."""
    source: Path | None
    """The source file with the same content as was read, for page images; None where it is gone."""


def load_book(space: Workspace, boek: str) -> LoadedBook:
    """Return the book that the user means: an edition, a functieboek.json, or a source, which is then read first.

    Raises:
        UsageError: there is no such edition or file.
        FunctieboekError: the file cannot be read.
    """
    edition = find_book(space, boek)
    book = edition.book()
    return LoadedBook(
        name=edition.name,
        book=book,
        findings=edition.bevindingen(),
        folder=edition.folder,
        source=space.source_of(book.bron.sha256, book.bron.bestand),
    )


def find_book(space: Workspace, boek: str) -> Edition:
    """Return the edition that the user means, reading a source file first if that is what was named."""
    path = Path(boek)
    if (space.extracted / boek / BOOK_FILE).is_file() and not path.is_file():
        return space.edition(boek)
    if path.is_dir() and (path / BOOK_FILE).is_file():
        return Edition.at(path.absolute())
    if path.suffix.lower() == ".json" and path.is_file():
        return Edition.of_file(path.absolute())
    if path.suffix.lower() in SOURCE_TYPES or path.is_file():
        from pipeline.intake import read_source

        return read_source(space, path)
    return space.edition(boek)
