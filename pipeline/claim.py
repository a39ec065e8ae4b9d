"""A claim on a piece of work that ends with the process that holds it, however that ends.

Half results stand in hidden folders.  Whether such a folder is at work or was left by a process that was killed cannot
be told from its age or from a process number; a lock on a file beside it can: the system lifts it with the process.
"""

from __future__ import annotations

import contextlib
import errno
import os
from collections.abc import Iterator
from pathlib import Path
from typing import IO

SUFFIX = ".slot"
"""How the name of a file that carries a claim ends."""


_TAKEN = {errno.EAGAIN, errno.EWOULDBLOCK, errno.EACCES, errno.EDEADLK}
"""What a system says of a lock that somebody has; anything else is a disk that knows no locks, where work goes on."""


class Claim:
    """A claim that is held until ``release``, or until the process ends."""

    def __init__(self, path: Path, file: IO[bytes]) -> None:
        """Hold a file that was locked; see ``take``."""
        self._path, self._file = path, file

    @classmethod
    def take(cls, path: Path) -> Claim | None:
        """Claim a name; None where somebody who is alive has it.  The folder must be there.

        Raises:
            OSError: the file cannot be made.
        """
        while True:
            file = os.fdopen(os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_BINARY", 0), 0o600), "r+b")
            if not _lock(file):
                file.close()
                return None
            with contextlib.suppress(OSError):
                if os.path.samestat(os.fstat(file.fileno()), path.stat()):
                    return cls(path, file)
            file.close()  # it was released and removed between opening and locking: the next one is new

    def release(self) -> None:
        """Give the claim up, and remove its file."""
        if os.name == "nt":  # an open file cannot be removed there, and an open one of somebody else neither
            self._file.close()
        with contextlib.suppress(OSError):
            self._path.unlink()
        self._file.close()


@contextlib.contextmanager
def claimed(path: Path) -> Iterator[bool]:
    """Hold a claim during a block; gives False, and holds nothing, where somebody who is alive has it."""
    claim = Claim.take(path)
    try:
        yield claim is not None
    finally:
        if claim is not None:
            claim.release()


def _lock(file: IO[bytes]) -> bool:
    """Lock a file without waiting; the standard library has one way on Windows and another elsewhere."""
    try:
        if os.name == "nt":
            import msvcrt

            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined,unused-ignore]  # Windows only
        else:
            import fcntl

            fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        return error.errno not in _TAKEN
    return True
