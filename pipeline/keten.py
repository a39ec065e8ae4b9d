"""The chain of ``logboek.jsonl``: lines that each carry the hash of the line before, appended safely.

Knows what makes a line part of the chain and nothing of what it tells, which is the business of ``pipeline.logboek``.
Apart from it, because reading a book leaves a line too and must not wait for models to be loaded.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

from pipeline.errors import DataInvalidError, OutputNotWritableError

START = "0" * 64
"""What the first line carries as the hash of the line before it."""


_HASH = re.compile(r"[0-9a-f]{64}")


def canonical(value: Any) -> bytes:
    """Return the canonical JSON of a value (RFC 8785): sorted keys, no white space, UTF-8.

    Raises:
        TypeError: a fraction, whose canonical form is a science of its own; log whole numbers and text.

    >>> canonical({"b": 1, "a": ["é", None]}).decode()
    '{"a":["é",null],"b":1}'
    """
    if isinstance(value, dict):
        keys = sorted(value, key=lambda key: key.encode("utf-16-be", "surrogatepass"))  # the RFC sorts UTF-16 units
        return b"{" + b",".join(canonical(key) + b":" + canonical(value[key]) for key in keys) + b"}"
    if isinstance(value, list):
        return b"[" + b",".join(canonical(item) for item in value) + b"]"
    if isinstance(value, float):
        raise TypeError("a logboek line holds no fractions")
    return json.dumps(value, ensure_ascii=False).encode("utf-8", "replace")


def line_hash(line: Mapping[str, Any]) -> str:
    """Return the hash of a line as data, its own ``hash`` left out."""
    return hashlib.sha256(canonical({key: value for key, value in line.items() if key != "hash"})).hexdigest()


def append(path: Path, line: Mapping[str, Any]) -> dict[str, Any]:
    """Append one line, safe against another process that does the same, and return it with its place in the chain.

    Args:
        path: the file; made where it is not there.
        line: what it tells, as plain data; ``nummer``, ``vorige`` and ``hash`` are filled in here.

    Raises:
        OutputNotWritableError: the file cannot be written.
        DataInvalidError: not one line of the file can be read.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("a+b") as file, _locked(file):
            torn, number, before = _tail(file)
            made = {**line, "nummer": number + 1, "vorige": before}
            made["hash"] = line_hash(made)
            # A line that a crash cut short stays where it is, visible to the verification; ours starts after it.
            file.write((b"\n" if torn else b"") + canonical(made) + b"\n")
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        raise OutputNotWritableError(
            f"{path.name} kan niet worden bijgewerkt ({error.strerror}).",
            "Sluit het bestand in andere programma's en controleer de rechten.",
        ) from error
    return made


def as_line(raw: bytes) -> dict[str, Any] | None:
    """Return a line as data, if it can be read and has a place in the chain."""
    try:
        found = json.loads(raw)
    except (ValueError, RecursionError):
        return None
    placed = isinstance(found, dict) and isinstance(found.get("nummer"), int)
    return found if placed and _HASH.fullmatch(str(found.get("hash"))) else None


def _tail(file: IO[bytes]) -> tuple[bool, int, str]:
    """Whether the file ends in a torn line, and the number and hash of the last line that can be read."""
    size = file.seek(0, os.SEEK_END)
    if not size:
        return False, 0, START
    step, data = 1 << 16, b""
    while size and data.count(b"\n") < 3:  # a long line, or torn ones: read further back
        begin = max(0, size - step)
        file.seek(begin)
        data = file.read(size - begin) + data
        size, step = begin, step * 4
    torn = not data.endswith(b"\n")
    for raw in reversed(data.split(b"\n")):
        line = as_line(raw) if raw else None
        if line:
            return torn, int(line["nummer"]), str(line["hash"])
    if size == 0 and data.strip():
        raise DataInvalidError(
            "Het logboek is beschadigd: geen enkele regel is leesbaar.",
            "Bewaar het bestand apart en begin met `functieboek logboek controleren`.",
        )
    return torn, 0, START


@contextmanager
def _locked(file: IO[bytes]) -> Iterator[None]:
    """Hold the file for this process; the standard library has one way on Windows and another elsewhere."""
    if os.name == "nt":
        import msvcrt

        file.seek(0)
        msvcrt.locking(file.fileno(), msvcrt.LK_LOCK, 1)  # type: ignore[attr-defined,unused-ignore]  # Windows only
        try:
            yield
        finally:
            file.seek(0)
            msvcrt.locking(file.fileno(), msvcrt.LK_UNLCK, 1)  # type: ignore[attr-defined,unused-ignore]  # idem
    else:
        import fcntl

        fcntl.flock(file.fileno(), fcntl.LOCK_EX)
        try:
            yield
        finally:
            fcntl.flock(file.fileno(), fcntl.LOCK_UN)
