"""What was dropped on the page, from the moment it arrives until it was read.

It waits in ``.functieboek/ontvangen`` under a claim.  A server that is killed leaves it there without one; the next
server throws it away, or puts it where it belongs when its book had just been read.
"""

from __future__ import annotations

import re
import secrets
import shutil
from collections.abc import Sequence
from pathlib import Path

from starlette.datastructures import UploadFile

from pipeline.atomic import not_writable
from pipeline.claim import SUFFIX, Claim, claimed
from pipeline.errors import FunctieboekError
from pipeline.workspace import BOOK_FILE, SOURCE_TYPES, Edition, Workspace, sha256_of

_NOT_IN_NAME = re.compile(r"[^\w .()&+,-]")
_LONGEST_NAME = 120
_MOST_BYTES = 200
"""Of a name without its type: the disk allows 255, and some of it is for what is made of the name."""


class Upload:
    """The files of one request; a context manager that throws away what was not taken from it."""

    def __init__(self, folder: Path, claim: Claim, files: Sequence[Path]) -> None:
        """Hold files that stand in a claimed folder; see ``receive``."""
        self._folder, self._claim, self.files = folder, claim, files

    @classmethod
    def receive(cls, space: Workspace, uploads: Sequence[UploadFile]) -> Upload:
        """Put what was uploaded in a folder of its own.

        Raises:
            OutputNotWritableError: the disk is full, or there are no rights.
        """
        folder = received(space) / secrets.token_hex(8)
        claim: Claim | None = None
        try:
            folder.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            claim = Claim.take(folder.with_name(folder.name + SUFFIX))
            files = [_store(folder / str(number), one) for number, one in enumerate(uploads)]
        except OSError as error:
            shutil.rmtree(folder, ignore_errors=True)
            if claim is not None:
                claim.release()
            raise not_writable(folder, error) from error
        assert claim is not None  # nobody else can know the name
        return cls(folder, claim, files)

    def __enter__(self) -> Upload:
        """Return the upload itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Throw away what is left."""
        shutil.rmtree(self._folder, ignore_errors=True)
        self._claim.release()


def _store(place: Path, upload: UploadFile) -> Path:
    place.mkdir(parents=True, mode=0o700)
    target = place / file_name(upload.filename or "")
    with target.open("wb") as out:
        shutil.copyfileobj(upload.file, out, 1 << 20)
    return target


def received(space: Workspace) -> Path:
    """Where uploads stand until they have been read."""
    return space.state / "ontvangen"


def file_name(given: str) -> str:
    """Return the name that an upload gets: no folders, no signs with a meaning, not hidden, not too long.

    >>> file_name("../../etc/pass<b>wd.pdf")
    'pass-b-wd.pdf'
    """
    name = _NOT_IN_NAME.sub("-", given.replace("\\", "/").rsplit("/", 1)[-1]).strip(" .-") or "boek.pdf"
    stem, dot, suffix = name.rpartition(".")
    if f".{suffix.lower()}" not in SOURCE_TYPES or not stem.strip(" .-"):
        return _shortened(name)
    return f"{_shortened(stem.strip(' .-'))}{dot}{suffix}"


def _shortened(name: str) -> str:
    return name[:_LONGEST_NAME].encode()[:_MOST_BYTES].decode(errors="ignore").strip(" .-") or "boek"


def clear_abandoned(space: Workspace) -> None:
    """Throw away what a killed server had received; a source whose book it had just read goes to its place."""
    root = received(space)
    if not root.is_dir():
        return
    for name in sorted({path.name.removesuffix(SUFFIX) for path in root.iterdir()}):
        with claimed(root / f"{name}{SUFFIX}") as mine:
            if mine:
                _keep_read(space, root / name)
                shutil.rmtree(root / name, ignore_errors=True)
    if not any(root.iterdir()):
        root.rmdir()


def _keep_read(space: Workspace, folder: Path) -> None:
    for file in sorted(folder.glob("*/*")):
        kept, edition = space.sources / file.name, space.extracted / file.stem
        if kept.exists() or not (edition / BOOK_FILE).is_file():
            continue
        try:
            known = Edition.at(edition)
            if known.bestand == file.name and known.sha256 == sha256_of(file):
                kept.parent.mkdir(parents=True, exist_ok=True)
                file.replace(kept)
                space.remember_source(known.sha256, kept)
        except (OSError, FunctieboekError):
            continue  # it can be dropped again
