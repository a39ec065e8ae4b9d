"""Writing a file whole or not at all.

A result is written to a temporary file in the target's own folder, forced to disk, and put in place in one step.  A
process that is killed, a disk that is full, or a file that is open in Word leaves the old result as it was.
"""

from __future__ import annotations

import contextlib
import errno
import os
import time
from collections.abc import Iterable, Mapping
from pathlib import Path

from pipeline.errors import OutputNotWritableError

_FULL = {errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC), errno.EFBIG}
_FORBIDDEN = {errno.EACCES, errno.EPERM, errno.EROFS}
_IN_USE = {32, 33}  # ERROR_SHARING_VIOLATION and ERROR_LOCK_VIOLATION: what Windows says of a file open in Word
_PREFIX = ".tmp-"


def atomic_write(path: Path, content: bytes | str, *, private: bool = False) -> Path:
    """Write bytes or UTF-8 text to ``path``, making its folders, so that a reader sees the old file or the new one.

    ``private`` makes the file readable by its owner only (and new folders closed to others).

    Raises:
        OutputNotWritableError: no rights, full disk, or the target is open in another program.
    """
    data = content.encode("utf-8") if isinstance(content, str) else content
    atomic_write_all({path: data}, private=private)
    return path


def atomic_write_all(files: Mapping[Path, bytes | Iterable[bytes]], *, private: bool = False) -> None:
    """Write files that belong together, each given whole or in parts: a disk that fills up leaves all old ones as they
    were.

    They are put in place one right after another, in the given order: what the others are for comes last.

    Raises:
        OutputNotWritableError: as ``atomic_write``.
    """
    ready: list[tuple[Path, Path]] = []
    path = Path()
    try:
        for path, data in files.items():
            _make_folder(path.parent, private=private)
            ready.append((_write_temporary(path.parent, data, private=private), path))
        for temporary, path in ready:
            os.replace(temporary, path)  # noqa: PTH105 - the step that must be one step, said plainly
        for folder in dict.fromkeys(path.parent for path in files):
            _sync_folder(folder)
    except OSError as error:
        raise not_writable(path, error) from error
    finally:
        for temporary, _ in ready:  # those that are in place have no temporary file any more
            temporary.unlink(missing_ok=True)


def not_writable(path: Path, error: OSError) -> OutputNotWritableError:
    """Say in Dutch why ``path`` could not be written and what to do."""
    place = f"{path.name} kan niet worden geschreven in {path.parent}"
    if error.errno in _FULL:
        return OutputNotWritableError(
            f"{place}: de schijf is vol.", "Maak ruimte vrij of kies een andere map met --uit."
        )
    if getattr(error, "winerror", None) in _IN_USE:
        return OutputNotWritableError(
            f"{place}: het bestand is in een ander programma geopend.",
            "Sluit het (bijvoorbeeld in Word of Excel) en probeer opnieuw.",
        )
    if error.errno in _FORBIDDEN:
        return OutputNotWritableError(
            f"{place}: u hebt daar geen schrijfrechten, of het bestand is geopend in Word of Excel.",
            "Sluit het bestand, of kies een andere map met --uit.",
        )
    if error.errno == errno.ENAMETOOLONG:
        return OutputNotWritableError(f"{place}: de naam is te lang.", "Kies een kortere naam met --naam.")
    if error.errno in (errno.EISDIR, errno.ENOTDIR, errno.EEXIST):
        return OutputNotWritableError(
            f"{place}: er staat een map of bestand in de weg.", "Hernoem het of kies een andere map."
        )
    return OutputNotWritableError(
        f"{place}: {error.strerror or type(error).__name__}.", "Kies een andere map met --uit."
    )


def temporary_in(folder: Path) -> Path:
    """Return the path for a new file that lasts no longer than this process; ``remove_leftovers`` knows it by its name.

    The end is chosen at random: in containers that share a disk, process numbers are the same again and again.
    """
    return folder / f"{_PREFIX}{os.getpid()}-{_node()}-{os.urandom(4).hex()}"


def remove_leftovers(folder: Path, *, older_than: float = 600.0) -> None:
    """Remove what writers that were killed left in a folder.

    A rest goes when its writer was on this machine and is no more, and else when it is older than so many seconds: what
    is younger may still be at work.
    """
    with contextlib.suppress(OSError):
        for rest in folder.glob(f"{_PREFIX}*"):
            if _is_orphan(rest.name) or time.time() - rest.stat().st_mtime > older_than:
                rest.unlink(missing_ok=True)


def _is_orphan(name: str) -> bool:
    """Whether the name tells that the writer was a process of this machine that has ended."""
    process, _, rest = name.removeprefix(_PREFIX).partition("-")
    if os.name == "nt" or not process.isdecimal() or rest.rpartition("-")[0] != _node():
        return False
    try:
        os.kill(int(process), 0)
    except ProcessLookupError:
        return True
    except (OSError, OverflowError):
        return False
    return False


def _node() -> str:
    """Return the name of this machine, as far as a file can bear it."""
    return os.uname().nodename.replace("/", "_")[:64] if hasattr(os, "uname") else "machine"


def _make_folder(folder: Path, *, private: bool) -> None:
    missing = [place for place in (folder, *folder.parents) if not place.exists()]
    for place in reversed(missing):
        place.mkdir(mode=0o700 if private else 0o777, exist_ok=True)


def _write_temporary(folder: Path, data: bytes | Iterable[bytes], *, private: bool) -> Path:
    """Write and sync a new file in the folder; nothing is left of it when that fails."""
    temporary = temporary_in(folder)
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    handle = os.open(temporary, flags, 0o600 if private else 0o666)
    try:
        with os.fdopen(handle, "wb") as file:
            for part in (data,) if isinstance(data, bytes) else data:
                file.write(part)
            file.flush()
            os.fsync(file.fileno())
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    return temporary


def _sync_folder(folder: Path) -> None:
    """Make the new name itself survive a power cut, where the system can (not Windows, not every network disk)."""
    if os.name == "nt":
        return
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
