"""The life of one function over all editions: its names, its valuation, and what changed each time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from pipeline.diff.comparing import compare
from pipeline.diff.was_wordt import formation, points, scales, successor_ids
from pipeline.diff.weigh import Known
from pipeline.models.functieboek import Functie, Functieboek, Schaal
from pipeline.models.wijzigingen import Wijziging, Wijzigingen


@dataclass(frozen=True, slots=True)
class Stage:
    """A function in one edition."""

    edition: str
    functie: Functie | None
    """None where the edition does not have it."""
    schaal: tuple[Schaal, ...]
    punten: tuple[int, ...]
    formatie: float | None
    changes: tuple[Wijziging, ...]
    """What changed since the edition before; empty for the first."""


def history(
    editions: Sequence[tuple[str, Functieboek]], place: int, functie: str, *, known: Known | None = None
) -> tuple[Stage, ...]:
    """Return a function in each edition, followed through its renames both ways.

    Args:
        editions: name and book of each, the earliest first.
        place: the edition in which the function was found.
        functie: its id there.
        known: the Dutch word list; the vendored one if not given.
    """
    steps = [compare(before, after, known=known) for (_, before), (_, after) in pairwise(editions)]
    links = [
        successor_ids(editions[number][1], editions[number + 1][1], changes) for number, changes in enumerate(steps)
    ]
    ids: list[str | None] = [None] * len(editions)
    ids[place] = functie
    for number in range(place, len(links)):
        ids[number + 1] = links[number].get(ids[number] or "")
    for number in range(place, 0, -1):
        back = {new: old for old, new in links[number - 1].items()}
        ids[number - 1] = back.get(ids[number] or "")
    return tuple(_stage(editions[number], ids[number], _changes(steps, ids, number)) for number in range(len(editions)))


def _changes(steps: Sequence[Wijzigingen], ids: Sequence[str | None], number: int) -> tuple[Wijziging, ...]:
    """What changed between the edition before and this one, for the function under its new id (its old one if gone)."""
    if number == 0:
        return ()
    owner = ids[number] or ids[number - 1]
    return tuple(change for change in steps[number - 1].wijzigingen if owner and change.functie == owner)


def _stage(edition: tuple[str, Functieboek], functie: str | None, changes: tuple[Wijziging, ...]) -> Stage:
    name, book = edition
    return Stage(
        edition=name,
        functie=next((item for item in book.functies if item.id == functie), None),
        schaal=scales(book, functie),
        punten=points(book, functie),
        formatie=formation(book, functie),
        changes=changes,
    )
