"""Content that is made piece by piece and kept compressed, until it is written piece by piece."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator

_FAST = 1
_CHUNK = 1 << 13
"""Compressed bytes that are unpacked at a time: some 64 kB of a book."""


class Compact:
    """The content of a file: of a book of eleven megabytes, one is held in memory."""

    def __init__(self, parts: Iterable[bytes]) -> None:
        """Compress the parts, one after another."""
        packer = zlib.compressobj(_FAST)
        self.packed: list[bytes] = []
        """A zlib stream, in parts."""
        for part in parts:
            if made := packer.compress(part):
                self.packed.append(made)
        self.packed.append(packer.flush())

    def __iter__(self) -> Iterator[bytes]:
        """Give the content, in parts."""
        unpacker = zlib.decompressobj()
        for part in self.packed:
            view = memoryview(part)
            for start in range(0, len(view), _CHUNK):
                yield unpacker.decompress(view[start : start + _CHUNK])
