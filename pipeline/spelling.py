"""The word list as a workspace uses it: what was decided about words is kept for the next run, in one place for all.

Asking the dictionary takes seconds, an earlier verdict nothing.  A verdict may rest on the organisation's own words, so
each set of those has a file of its own: no answer depends on what another command asked before.
"""

from __future__ import annotations

import contextlib
import hashlib
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.atomic import atomic_write
from pipeline.errors import FunctieboekError
from pipeline.workspace import Workspace

if TYPE_CHECKING:
    from pipeline.dutch.spelling import Speller


@contextlib.contextmanager
def speller_of(space: Workspace, words: Collection[str] = ()) -> Iterator[Speller]:
    """Give the word list with earlier verdicts; what was decided in the block is kept when it ends well.

    Args:
        space: its cache holds the verdicts.
        words: the organisation's own words.
    """
    from pipeline.dutch.spelling import Speller, Verdicts

    path = _path(space, words)
    kept = None
    with contextlib.suppress(OSError):
        kept = path.read_bytes() if path else None
    speller = Speller(Verdicts.load(kept), words)
    yield speller
    if path and speller.verdicts.changed:
        # It can be made again: a folder that cannot be written is no reason to fail.
        with contextlib.suppress(FunctieboekError):
            atomic_write(path, speller.verdicts.dump())


def _path(space: Workspace, words: Collection[str]) -> Path | None:
    own = sorted({word.casefold() for word in words})
    mark = f"-{hashlib.sha256(chr(10).join(own).encode()).hexdigest()[:12]}" if own else ""
    return space.cache_root / f"spelling-nl{mark}.json" if space.cache_root else None
