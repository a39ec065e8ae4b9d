"""Which item of a list became which, read from a list of changes: the key to showing two editions side by side."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from pipeline.models.wijzigingen import Wijzigingen

Pads = tuple[str | None, str | None]


class Koppeling:
    """Follows the lists of two books through the changes between them."""

    def __init__(self, changes: Wijzigingen) -> None:
        """Sort the pointers of all changes and consequences by the list they lie in."""
        self._order = {item.pad_oud: item.posities for item in changes.volgorde}
        self._gone: dict[str, set[int]] = {}
        self._come: dict[str, set[int]] = {}
        moved = {(item.pad_oud, item.pad_nieuw) for item in changes.wijzigingen if item.soort == "verplaatst"}
        for old, new in _pads(changes):
            if old is not None and (new is None or (old, new) in moved):
                _note(self._gone, old)
            if new is not None and (old is None or (old, new) in moved):
                _note(self._come, new)

    def pairs(self, old: str, new: str, old_length: int, new_length: int) -> list[tuple[int, int]]:
        """Return the positions of the items that are in both lists, in the order of the new one.

        Args:
            old: pointer to the list in the old book.
            new: pointer to the same list in the new book.
            old_length: how many items the old list has.
            new_length: how many items the new list has.
        """
        gone, come = self._gone.get(old, set()), self._come.get(new, set())
        before = self._order.get(old) or [i for i in range(old_length) if i not in gone]
        after = [j for j in range(new_length) if j not in come]
        return list(zip(before, after, strict=True))


def _pads(changes: Wijzigingen) -> Iterator[Pads]:
    for change in changes.wijzigingen:
        yield change.pad_oud, change.pad_nieuw
        for more in change.gevolgen:
            yield more.pad_oud, more.pad_nieuw
    for order in changes.volgorde:
        for more in order.gevolgen:
            yield more.pad_oud, more.pad_nieuw


def _note(places: dict[str, set[int]], pad: str) -> None:
    folder, key = _parts(pad)
    if key.isdigit():
        places.setdefault(folder, set()).add(int(key))


@lru_cache(maxsize=65536)
def _parts(pad: str) -> tuple[str, str]:
    folder, _, key = pad.rpartition("/")
    return folder, key
