"""What was read before is not read again: results kept under the content they were made from.

The key of an entry is a hash of all that decides the result: the bytes of the source, the reading code, the settings
and the corrections.  An entry holds its own checksum; one that is damaged counts as absent and is made again.  Nothing
is unpickled, so that a cache in a shared folder can hold no code.
"""

from __future__ import annotations

import json
import os
import sys
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from importlib.util import find_spec
from itertools import chain
from pathlib import Path
from typing import Any

from pipeline import __version__
from pipeline.atomic import atomic_write_all, remove_leftovers
from pipeline.compact import Compact
from pipeline.errors import OutputNotWritableError

_MAGIC = b"functieboek-cache/2\n"
_ENGINES = {
    "pypdfium2_raw": "pypdfium2",
    "pdfplumber": "pdfplumber",
    "pdfminer": "pdfminer*",
    "docx": "python_docx",
    "lxml": "lxml",
    "markdown_it": "markdown_it_py",
}
"""Libraries whose release can change what is read, and how the record of their installation is called."""
_CODE, _DATA = frozenset({".py", ".toml", ".j2"}), frozenset({".txt", ".dic", ".aff", ".docx"})
"""Files that count by their content, and large ones that change with a release only and count by their size."""
_READING = ("extract", "normalize", "models", "dutch", "intake_child.py")
"""The part of the program that decides what is read."""


@dataclass(frozen=True)
class Cache:
    """A folder of entries; ``root`` is None where nothing can or should be kept."""

    root: Path | None

    def get(self, key: str) -> tuple[dict[str, Any], dict[str, bytes]] | None:
        """Return the facts and the files of an entry; None if it is not there or not whole."""
        try:
            data = self._path(key).read_bytes() if self.root else b""
        except OSError:
            return None
        return _unpack(data)

    def put(self, key: str, facts: Mapping[str, Any], files: Mapping[str, bytes | Compact]) -> None:
        """Keep an entry; a cache that cannot be written is no reason to fail."""
        if self.root is None:
            return
        path = self._path(key)
        remove_leftovers(path.parent)
        try:
            atomic_write_all({path: _pack(facts, files)}, private=True)
        except OutputNotWritableError:
            return

    def _path(self, key: str) -> Path:
        assert self.root is not None
        return self.root / key[:2] / key


def _pack(facts: Mapping[str, Any], files: Mapping[str, bytes | Compact]) -> list[bytes]:
    """The parts of an entry: mark, checksum of the rest, facts and sizes, and the files as they are compressed."""
    packed = {name: (file if isinstance(file, Compact) else Compact([file])).packed for name, file in files.items()}
    lengths = {name: sum(map(len, parts)) for name, parts in packed.items()}
    rest = [json.dumps({"facts": facts, "files": lengths}).encode() + b"\n", *chain.from_iterable(packed.values())]
    checksum = sha256()
    for part in rest:
        checksum.update(part)
    return [_MAGIC, checksum.digest(), *rest]


def _unpack(data: bytes) -> tuple[dict[str, Any], dict[str, bytes]] | None:
    start = len(_MAGIC) + 32
    view = memoryview(data)
    if data[: len(_MAGIC)] != _MAGIC or sha256(view[start:]).digest() != data[len(_MAGIC) : start]:
        return None
    at = data.index(b"\n", start) + 1
    told = json.loads(data[start:at])
    files = {}
    for name, length in told["files"].items():
        files[name] = zlib.decompress(view[at : at + length])
        at += length
    return told["facts"], files


def key_of(**parts: object) -> str:
    """Return the key for these parts, with the version of the reading code added."""
    text = json.dumps({**parts, "program": program_fingerprint()}, sort_keys=True, default=str)
    return sha256(text.encode()).hexdigest()


@cache
def program_fingerprint(*, whole: bool = False) -> str:
    """Return a hash of the reading code (or the whole program) by content, and of its libraries by version.

    The version number alone would keep the results of yesterday's code while the program is being worked on; times of
    files would differ between machines with the same program, which then could not go on with each other's work.
    """
    package = Path(__file__).parent
    stamps = [f"{__version__} {sys.version_info[:2]}"]
    for name in ("",) if whole else _READING:
        place = package / name
        files = sorted(place.rglob("*")) if place.is_dir() else [place]
        stamps += [_stamp(file, package) for file in files if file.suffix in _CODE | _DATA]
    stamps += map(_release, _ENGINES)
    return sha256("\n".join(stamps).encode()).hexdigest()


def _stamp(file: Path, base: Path) -> str:
    try:
        told = sha256(file.read_bytes()).hexdigest() if file.suffix in _CODE else str(file.stat().st_size)
    except OSError:
        told = "-"
    return f"{file.relative_to(base).as_posix()} {told}"


def _release(library: str) -> str:
    """Tell the release of a library by the record of its installation, which asks no import."""
    spec = find_spec(library)
    if spec is None or spec.origin is None:
        return library
    package = Path(spec.origin).parent
    records = sorted(path.name for path in package.parent.glob(f"{_ENGINES[library]}-*.*-info"))
    return f"{library} {records or Path(spec.origin).stat().st_size}"


def user_cache() -> Path | None:
    """Return the folder where this system keeps what programs may forget; None where there is none.

    ``FUNCTIEBOEK_CACHE`` names another folder; empty, it switches the cache off.
    """
    if (chosen := os.environ.get("FUNCTIEBOEK_CACHE")) is not None:
        return Path(chosen) if chosen else None
    try:
        home = Path.home()
    except RuntimeError:
        return None
    if sys.platform == "win32":
        base = Path(os.environ.get("LOCALAPPDATA") or home / "AppData" / "Local")
    elif sys.platform == "darwin":
        base = home / "Library" / "Caches"
    else:
        base = Path(os.environ.get("XDG_CACHE_HOME") or home / ".cache")
    return base / "functieboek" if base.is_absolute() else None
