"""Rebuild the new book from the old one and the list of changes: the proof that nothing was left out.

The rules, which anyone can follow with wijzigingen.json alone:

1. what has a ``pad_oud`` and no ``pad_nieuw`` is taken away (a list item) or made null (a field);
2. what has both gets ``waarde_nieuw``; an item that stands in another list afterwards is lifted out of the old one;
3. ``volgorde`` puts the items that a list kept in their new order;
4. what has a ``pad_nieuw`` and no ``pad_oud``, and what was lifted, is put in at ``pad_nieuw``, from the top of the
   book down and in each list from the front;
5. each of the ``gevolgen``, and of ``opmaak``, is handled as a change.

The result is the new book but for herkomst and what concerns the reading rather than the book (bron, verantwoording,
correcties).
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError

from pipeline.diff.pointer import split, step
from pipeline.errors import DataInvalidError
from pipeline.models.functieboek import Functieboek
from pipeline.models.wijzigingen import Volgorde, Wijzigingen

OUTSIDE = ("bron", "verantwoording", "correcties")
"""Fields that say how a book was read; they are no content and are not compared."""


@dataclass(frozen=True, slots=True)
class _Step:
    """One thing to do."""

    old: str | None
    new: str | None
    value: Any
    moves: bool = False
    """The item leaves its list for another one."""


class _Slot:
    """An item of a list, with an identity of its own while lists are taken apart."""

    __slots__ = ("value",)

    def __init__(self, value: Any) -> None:
        self.value = value


def content(book: Functieboek) -> dict[str, Any]:
    """Return what is compared of a book: all of it but herkomst and how it was read."""
    plain: dict[str, Any] = _without_places(book.model_dump(mode="json"))
    return {key: value for key, value in plain.items() if key not in OUTSIDE}


def _without_places(value: Any) -> Any:
    if isinstance(value, dict):
        return {k: _without_places(v) for k, v in value.items() if not k.endswith("herkomst")}
    if isinstance(value, list):
        return [_without_places(item) for item in value]
    return value


def apply(old: Functieboek, changes: Wijzigingen) -> Functieboek:
    """Return the old book with the changes made; its content is that of the new one.

    Raises:
        DataInvalidError: the changes do not fit this book.
    """
    tree = old.model_dump(mode="json")
    rebuilt = _Patch(tree)
    rebuilt.run(list(_steps(changes)), changes.volgorde)
    try:
        return Functieboek.model_validate_json(json.dumps(rebuilt.plain()))
    except ValidationError as error:
        raise DataInvalidError(
            f"De wijzigingen passen niet op {old.bron.bestand}: het resultaat is geen functieboek.",
            "Gebruik de wijzigingen bij de editie waarvoor ze gelden.",
        ) from error


def _steps(changes: Wijzigingen) -> Iterator[_Step]:
    for change in changes.wijzigingen:
        yield _Step(change.pad_oud, change.pad_nieuw, change.waarde_nieuw, change.soort == "verplaatst")
        for more in change.gevolgen:
            yield _Step(more.pad_oud, more.pad_nieuw, more.waarde_nieuw)
    for more in (*changes.opmaak, *(more for order in changes.volgorde for more in order.gevolgen)):
        yield _Step(more.pad_oud, more.pad_nieuw, more.waarde_nieuw)


class _Patch:
    """A tree of plain data in which changes are made; its lists hold slots."""

    def __init__(self, tree: Any) -> None:
        self._tree = _wrap(tree)

    def plain(self) -> Any:
        """Return the tree as plain data."""
        return _unwrap(self._tree)

    def run(self, steps: Sequence[_Step], orders: Sequence[Volgorde]) -> None:
        """Make all changes; every pointer into the old book is followed before anything moves."""
        places = [(item, *self._parent(item.old)) for item in steps if item.old is not None]
        lists = [(order, self._list(order.pad_oud)) for order in orders]
        slots = [[items[position] for position in order.posities] for order, items in lists]
        lifted: list[tuple[list[_Slot], _Slot]] = []
        arriving = [item for item in steps if item.old is None]
        for item, parent, key in places:
            if isinstance(parent, dict):
                parent[key] = _wrap(item.value) if item.new is not None else None
            elif item.new is None or item.moves:
                lifted.append((parent, parent[int(key)]))
                arriving += [item] if item.new is not None else []
            else:
                parent[int(key)].value = _wrap(item.value)
        for parent, slot in lifted:
            parent[:] = [other for other in parent if other is not slot]
        for (_, items), ordered in zip(lists, slots, strict=True):
            items[:] = ordered
        self._put_in(arriving)

    def _put_in(self, arriving: Sequence[_Step]) -> None:
        """Put in what is new, the whole before its parts; what lies inside something new came along with it."""
        whole: set[tuple[str, ...]] = set()
        for item in sorted(arriving, key=lambda item: _depth_first_key(item.new or "")):
            parts = tuple(split(item.new or ""))
            if any(parts[:length] in whole for length in range(1, len(parts))):
                continue
            parent, key = self._parent(item.new or "")
            if isinstance(parent, list):
                parent.insert(int(key), _Slot(_wrap(item.value)))
                whole.add(parts)
            else:
                parent[key] = _wrap(item.value)

    def _parent(self, pad: str) -> tuple[Any, str]:
        """Return the object or list in which a pointer ends, and the last key."""
        *path, key = split(pad)
        node = self._tree
        for part in path:
            node = step(node, part, pad)
            node = node.value if isinstance(node, _Slot) else node
        return node, key

    def _list(self, pad: str) -> list[_Slot]:
        parent, key = self._parent(pad)
        found = step(parent, key, pad)
        if not isinstance(found, list):
            raise DataInvalidError(f"Op het pad {pad} staat geen lijst.", "Maak de wijzigingen opnieuw.")
        return found


def _depth_first_key(pad: str) -> tuple[int, list[tuple[int, str]]]:
    """Sort by depth, then by position: in one list from the front."""
    parts = split(pad)
    return len(parts), [(int(part), "") if part.isdigit() else (-1, part) for part in parts]


def _wrap(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _wrap(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_Slot(_wrap(item)) for item in value]
    return value


def _unwrap(value: Any) -> Any:
    if isinstance(value, _Slot):
        return _unwrap(value.value)
    if isinstance(value, dict):
        return {key: _unwrap(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_unwrap(item) for item in value]
    return value
