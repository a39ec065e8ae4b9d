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
from pathlib import Path
from typing import Any

from pipeline import __version__
from pipeline.atomic import atomic_write
from pipeline.errors import OutputNotWritableError

_MAGIC = b"functieboek-cache/1\n"
_ENGINES = ("pypdfium2_raw", "pdfplumber", "pdfminer", "docx", "lxml", "markdown_it")
"""Libraries whose release can change what is read."""
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

    def put(self, key: str, facts: Mapping[str, Any], files: Mapping[str, bytes]) -> None:
        """Keep an entry; a cache that cannot be written is no reason to fail."""
        if self.root is None:
            return
        try:
            atomic_write(self._path(key), _pack(facts, files), private=True)
        except OutputNotWritableError:
            return

    def _path(self, key: str) -> Path:
        assert self.root is not None
        return self.root / key[:2] / key


def _pack(facts: Mapping[str, Any], files: Mapping[str, bytes]) -> bytes:
    head = json.dumps({"facts": facts, "files": {name: len(data) for name, data in files.items()}}).encode() + b"\n"
    packer = zlib.compressobj(1)  # piece by piece: the book of a large source is not copied once more
    body = b"".join([packer.compress(head), *map(packer.compress, files.values()), packer.flush()])
    return _MAGIC + sha256(body).digest() + body


def _unpack(data: bytes) -> tuple[dict[str, Any], dict[str, bytes]] | None:
    start = len(_MAGIC) + 32
    if data[: len(_MAGIC)] != _MAGIC or sha256(data[start:]).digest() != data[len(_MAGIC) : start]:
        return None
    head, _, rest = zlib.decompress(data[start:]).partition(b"\n")
    facts = json.loads(head)
    files, at = {}, 0
    for name, length in facts["files"].items():
        files[name] = rest[at : at + length]
        at += length
    return facts["facts"], files


def key_of(**parts: object) -> str:
    """Return the key for these parts, with the version of the reading code added."""
    text = json.dumps({**parts, "program": program_fingerprint()}, sort_keys=True, default=str)
    return sha256(text.encode()).hexdigest()


@cache
def program_fingerprint(*, whole: bool = False) -> str:
    """Return a hash of the reading code (or the whole program) and its libraries, by version, size and time of files.

    The version number alone would keep the results of yesterday's code while the program is being worked on.
    """
    package = Path(__file__).parent
    stamps = [f"{__version__} {sys.version_info[:2]}"]
    for name in ("",) if whole else _READING:
        place = package / name
        files = sorted(place.rglob("*")) if place.is_dir() else [place]
        stamps += [
            _stamp(file, package)
            for file in files
            if file.suffix in {".py", ".toml", ".txt", ".dic", ".aff", ".j2", ".docx"}
        ]
    for library in _ENGINES:
        spec = find_spec(library)
        stamps.append(_stamp(Path(spec.origin), Path(spec.origin).parent) if spec and spec.origin else library)
    return sha256("\n".join(stamps).encode()).hexdigest()


def _stamp(file: Path, base: Path) -> str:
    try:
        info = file.stat()
    except OSError:
        return f"{file.name} -"
    return f"{file.relative_to(base).as_posix()} {info.st_size} {info.st_mtime_ns}"


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
