"""Plain values (tuples, lists, texts, numbers) as bytes, in a quarter of their room or less.

The bytes never leave the process that made them, so the format is free to be Python's own (``marshal``, the fastest
there is) and no other version has to read it.
"""

from __future__ import annotations

import marshal
import zlib
from typing import Any

Plain = tuple[Any, ...]
_FORMAT = 2
"""The last format of marshal that does not look for objects that are the same: looking takes longer than writing."""
_FAST = 1


def flat(values: Any) -> bytes:
    """Return values as bytes that are not compressed: one object, where the values are hundreds."""
    return marshal.dumps(values, _FORMAT)


def unflat(data: bytes) -> Any:
    """Return the values that ``flat`` was given."""
    return marshal.loads(data)


def to_bytes(values: list[Any]) -> bytes:
    """Return the values as compressed bytes; the more there are together, the smaller each becomes."""
    return zlib.compress(flat(values), _FAST)


def from_bytes(data: bytes) -> list[Any]:
    """Return the values that ``to_bytes`` was given."""
    values: list[Any] = unflat(zlib.decompress(data))
    return values
