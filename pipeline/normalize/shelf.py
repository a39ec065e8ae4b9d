"""Where the functions and profiles of a large book go as soon as they are made: as the JSON that they are written as.

What is still asked of a function afterwards, its names and its competences, stays at hand.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any, Generic, TypeVar, overload

from pydantic import TypeAdapter

from pipeline.models.base import Model
from pipeline.models.functieboek import Benoemd, Functie, Profiel
from pipeline.models.io import json_of

_FAST = 1

T = TypeVar("T")


class Shelved:
    """Models as compressed JSON, in order."""

    def __init__(self) -> None:
        """Start empty."""
        self._packed: list[bytes] = []

    def put(self, model: Model) -> None:
        """Add a model."""
        self._packed.append(zlib.compress(json_of(model), _FAST))

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self._packed)

    def __iter__(self) -> Iterator[bytes]:
        """Give the JSON of each (see ``json_of``)."""
        return map(zlib.decompress, self._packed)


class Folded(Sequence[T], Generic[T]):
    """Small models as compressed JSON, made again each time they are asked for."""

    def __init__(self, items: tuple[T, ...]) -> None:
        """Fold the items, of which there is at least one, all of one kind."""
        kind: Any = type(items[0])
        self._kind = kind
        self._length = len(items)
        self._packed = zlib.compress(_adapter(self._kind).dump_json(items), _FAST)

    def __len__(self) -> int:
        """Return the number of items."""
        return self._length

    @overload
    def __getitem__(self, index: int) -> T: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[T, ...]: ...
    def __getitem__(self, index: int | slice) -> T | tuple[T, ...]:
        """Make the items, and give one or some."""
        made: tuple[T, ...] = _adapter(self._kind).validate_json(zlib.decompress(self._packed))
        return made[index]

    def __iter__(self) -> Iterator[T]:
        """Make the items."""
        return iter(self[:])


def folded(items: Sequence[T]) -> Sequence[T]:
    """Return the items in little room."""
    return Folded(tuple(items)) if items else ()


@cache
def _adapter(kind: Any) -> TypeAdapter[Any]:
    return TypeAdapter(tuple[kind, ...])


class Shelf:
    """The functions and profiles of a book, in the order of the book."""

    def __init__(self) -> None:
        """Start empty."""
        self.functies = Shelved()
        self.profielen = Shelved()

    def put_functie(self, functie: Functie) -> Functie:
        """Put a function away; return what of it stays at hand."""
        self.functies.put(functie)
        none = Benoemd(naam=None, omschrijving=None)
        heavy = {"kenmerken": (), "resultaatgebieden": (), "module": None, "functiereeks": none, "functiegroep": none}
        return functie.model_copy(update=heavy)

    def put_profiel(self, profiel: Profiel) -> None:
        """Put a profile away."""
        self.profielen.put(profiel)
