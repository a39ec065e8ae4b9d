"""Compare two lists whose items are paired: what went, what came, what changed, and the order."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeVar

from pipeline.diff.assign import Pairs, best_pairs, free, in_order, pair_equal, turned
from pipeline.diff.likeness import likeness_matrix, plain
from pipeline.diff.record import Draft, OrderDraft, Recorder, Spot
from pipeline.models.base import Herkomst
from pipeline.models.wijzigingen import Onderdeel

FLOOR = 0.55
"""Two texts less alike than this are not one text that changed."""


class Placed(Protocol):
    """Anything of a book that knows where it stands."""

    @property
    def herkomst(self) -> Herkomst:
        """Its place in the source."""


T = TypeVar("T", bound=Placed)


def pair_texts(old: Sequence[str], new: Sequence[str], floor: float = FLOOR) -> Pairs:
    """Pair two lists of texts: the same, then the same but for what is editorial, then the most alike."""
    pairs: Pairs = {}
    pair_equal(old, new, lambda text: text, pairs)
    pair_equal(old, new, lambda text: plain(text) or None, pairs)
    pair_alike(old, new, pairs, floor)
    return pairs


def pair_alike(old: Sequence[str], new: Sequence[str], pairs: Pairs, floor: float) -> None:
    """Pair what is left by likeness."""
    left, right = free(old, new, pairs)
    a, b = [old[i] for i in left], [new[j] for j in right]
    chosen = best_pairs(likeness_matrix(a, b, floor), floor, turned=turned(a, b))
    pairs.update({left[i]: right[j] for i, j in chosen})


def compare_list(
    recorder: Recorder,
    onderdeel: Onderdeel,
    spot: Spot,
    old: Sequence[T],
    new: Sequence[T],
    *,
    pairs: Pairs,
    show: Callable[[T], str | None],
    changed: Callable[[Spot, T, T], Draft | None],
    sets_level: Callable[[T], bool] = lambda item: False,
    elsewhere_old: Collection[int] = (),
    elsewhere_new: Collection[int] = (),
    owner: Callable[[T], str | None] | None = None,
    after: Callable[[T, Draft], None] | None = None,
) -> tuple[list[Draft], OrderDraft | None]:
    """Tell the differences of two lists.

    Args:
        recorder: takes the changes.
        onderdeel: what the items are.
        spot: the two lists.
        old: the old items.
        new: the new items.
        pairs: which is which.
        show: an item as text.
        changed: compares a pair and tells what changed.
        sets_level: whether an item that comes or goes is niveaubepalend.
        elsewhere_old: old items that moved to another list, told by the caller.
        elsewhere_new: new items that came from another list, told by the caller.
        owner: the function an item belongs to, where that differs from item to item.
        after: called with each item that came or went and its draft.

    Returns:
        What came and went, and the change of order if there is one.
    """
    loose: list[Draft] = []
    left, right = free(old, new, pairs)
    for i in left:
        if i in elsewhere_old:
            continue
        item = old[i]
        functie = owner(item) if owner else spot.functie
        side = spot.oud.at(i, herkomst=item.herkomst)
        loose.append(recorder.gone(onderdeel, functie, side, show(item), niveaubepalend=sets_level(item)))
        if after:
            after(item, loose[-1])
    back = {j: i for i, j in pairs.items()}
    for j, item in enumerate(new):
        if j in back:
            before = old[back[j]]
            changed(spot.items(back[j], j, before.herkomst, item.herkomst), before, item)
        elif j in right and j not in elsewhere_new:
            functie = owner(item) if owner else spot.functie
            side = spot.nieuw.at(j, herkomst=item.herkomst)
            loose.append(recorder.come(onderdeel, functie, side, show(item), niveaubepalend=sets_level(item)))
            if after:
                after(item, loose[-1])
    return loose, order_of(recorder, onderdeel, spot, pairs)


def order_of(recorder: Recorder, onderdeel: Onderdeel, spot: Spot, pairs: Pairs) -> OrderDraft | None:
    """Tell that paired items stand in another order, if they do."""
    positions = [i for i, _ in sorted(pairs.items(), key=lambda pair: pair[1])]
    return None if in_order(positions) else recorder.order(onderdeel, spot, positions)


@dataclass(frozen=True, slots=True)
class Numbered:
    """A kept item with its number on both sides."""

    places: tuple[int, int]
    numbers: tuple[int | None, int | None]
    names: tuple[str, str]


def renumber(
    recorder: Recorder,
    onderdeel: Onderdeel,
    spot: Spot,
    kept: Sequence[Numbered],
    causes: Sequence[Draft | OrderDraft],
) -> None:
    """Tell of numbers that differ: as a consequence of what came, went or moved in the list, else as a change.

    Args:
        recorder: takes the changes.
        onderdeel: what the items are.
        spot: the two lists.
        kept: the items that are in both.
        causes: what came, went or moved in this list.
    """
    for one in kept:
        if one.numbers[0] == one.numbers[1]:
            continue
        item = spot.items(*one.places).at("nummer")
        if causes:
            causes[0].gevolgen.append((item.oud.pad, item.nieuw.pad))
        else:
            oud, nieuw = (
                f"{number}. {name}" if number is not None else name
                for number, name in zip(one.numbers, one.names, strict=True)
            )
            recorder.changed(onderdeel, item, oud, nieuw)


def places_of(spot: Spot) -> tuple[int, int]:
    """Return the positions in both lists of the item that a comparison stands at."""
    return int(spot.oud.pad.rsplit("/", 1)[1]), int(spot.nieuw.pad.rsplit("/", 1)[1])
