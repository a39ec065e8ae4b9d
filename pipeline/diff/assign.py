"""Pair the items of two lists: equal ones first, the rest as an assignment problem.

All pairing is symmetric: the same two lists give the same pairs whichever is called old, so that the comparison turned
round is the mirror image.  A problem is always solved in one canonical direction.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import TypeVar

Pairs = dict[int, int]
"""Old position to new position."""
T = TypeVar("T")
_TIE = 1e-7


def pair_equal(
    old: Sequence[T], new: Sequence[T], key: Callable[[T], Hashable | None], pairs: Pairs, *, unique: bool = False
) -> None:
    """Pair what has the same key and has no pair yet, the first with the first; a key of None pairs with nothing.

    Args:
        old: the old items.
        new: the new items.
        key: what must be the same.
        pairs: the pairs so far; grows.
        unique: pair only where exactly one item on each side has the key.
    """
    taken = set(pairs.values())
    waiting: dict[Hashable, list[int]] = defaultdict(list)
    for j, item in enumerate(new):
        if j not in taken and (k := key(item)) is not None:
            waiting[k].append(j)
    mine: dict[Hashable, list[int]] = defaultdict(list)
    for i, item in enumerate(old):
        if i not in pairs and (k := key(item)) is not None:
            mine[k].append(i)
    for k, places in mine.items():
        others = waiting.get(k, [])
        if unique and (len(places) != 1 or len(others) != 1):
            continue
        pairs.update(zip(places, others, strict=False))


def free(old: Sequence[object], new: Sequence[object], pairs: Pairs) -> tuple[list[int], list[int]]:
    """Return the positions on both sides that have no pair yet."""
    taken = set(pairs.values())
    return [i for i in range(len(old)) if i not in pairs], [j for j in range(len(new)) if j not in taken]


def best_pairs(scores: Sequence[Sequence[float]], floor: float, *, turned: bool = False) -> list[tuple[int, int]]:
    """Return the pairs of the assignment with the highest sum of scores, without those below the floor.

    Args:
        scores: one row an old item, one column a new item.
        floor: a pair with less is no pair.
        turned: solve it the other way round; the caller derives this from the contents, so that it does not depend on
            which side is old.
    """
    if not scores or not scores[0]:
        return []
    import numpy
    from scipy.optimize import linear_sum_assignment

    matrix = numpy.asarray(scores, dtype=float)
    matrix = numpy.where(matrix < floor, 0.0, matrix)
    rows, columns = matrix.shape
    # Equal scores go to the pair that stands nearest to its own place.
    place = numpy.abs(numpy.arange(rows)[:, None] / max(rows, 1) - numpy.arange(columns)[None, :] / max(columns, 1))
    cost = _TIE * place - matrix
    if turned:
        right, left = linear_sum_assignment(cost.T)
    else:
        left, right = linear_sum_assignment(cost)
    return sorted((int(i), int(j)) for i, j in zip(left, right, strict=True) if matrix[i, j] >= floor)


def turned(old: Sequence[Hashable], new: Sequence[Hashable]) -> bool:
    """Whether the canonical direction of a problem is the other way round: the side that sorts first is solved from."""
    return [str(item) for item in old] > [str(item) for item in new]


def in_order(positions: Iterable[int]) -> bool:
    """Whether positions only rise."""
    last = -1
    for position in positions:
        if position < last:
            return False
        last = position
    return True
