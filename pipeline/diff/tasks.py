"""Compare the result areas of a function and their tasks: matched within the area first, then across (verplaatst)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.diff.assign import Pairs, best_pairs, free, pair_equal, turned
from pipeline.diff.likeness import likeness, likeness_matrix, plain
from pipeline.diff.lists import FLOOR, Numbered, compare_list, places_of, renumber
from pipeline.diff.record import Draft, OrderDraft, Recorder, Spot
from pipeline.models.functieboek import Resultaatgebied, Tekst, slug

_AREA_FLOOR = 0.4
"""A result area is the same one when name and tasks together score this: the same tasks under another name do."""
_FAR_FLOOR = 0.75
"""A task that moved to another area and changed as well must be this much alike: nearness no longer speaks for it."""


@dataclass(frozen=True, slots=True)
class Placing:
    """A task by its area and its position in it."""

    area: int
    place: int
    text: str


Far = dict[Placing, Placing]


def compare_areas(
    recorder: Recorder, spot: Spot, old: Sequence[Resultaatgebied], new: Sequence[Resultaatgebied]
) -> None:
    """Tell the differences between the result areas of a function."""
    areas = match_areas(old, new)
    near, far = match_tasks(old, new, areas)
    whole: list[Numbered] = []

    def area_changed(here: Spot, before: Resultaatgebied, after: Resultaatgebied) -> None:
        i, j = places_of(here)
        recorder.scalar("resultaatgebied", here.at("naam"), before.naam, after.naam)
        whole.append(Numbered((i, j), (before.nummer, after.nummer), (before.naam or "", after.naam or "")))
        compare_tasks(
            recorder, here.at("taken"), before.taken, after.taken,
            pairs=near.get((i, j), {}),
            left={p.place for p in far if p.area == i},
            arrived={p.place for p in far.values() if p.area == j},
        )  # fmt: skip

    loose, order = compare_list(
        recorder, "resultaatgebied", spot, old, new,
        pairs=areas, show=lambda area: area.naam or "", changed=area_changed,
    )  # fmt: skip
    renumber(recorder, "resultaatgebied", spot, whole, _causes(loose, order))
    for a, b in far.items():
        _tell_move(recorder, spot, (old[a.area], a), (new[b.area], b))


def _causes(loose: list[Draft], order: OrderDraft | None) -> list[Draft | OrderDraft]:
    return [*loose, *([order] if order else [])]


def _tell_move(
    recorder: Recorder, spot: Spot, origin: tuple[Resultaatgebied, Placing], target: tuple[Resultaatgebied, Placing]
) -> None:
    (old_area, a), (new_area, b) = origin, target
    before, after = old_area.taken[a.place], new_area.taken[b.place]
    here = Spot(
        spot.functie,
        spot.oud.at(a.area, "taken", a.place, herkomst=before.herkomst),
        spot.nieuw.at(b.area, "taken", b.place, herkomst=after.herkomst),
    )
    # The move itself is inhoudelijk, also where the letters changed no more than editorially.
    draft = recorder.changed("taak", here, before.tekst, after.tekst, soort="verplaatst", gewicht="inhoudelijk")
    names = f"van resultaatgebied “{old_area.naam or '?'}” naar “{new_area.naam or '?'}”"
    if before.tekst == after.tekst:
        draft.toelichting = f"Verplaatst {names}."
    else:
        draft.toelichting = f"Verplaatst {names} en tegelijk gewijzigd."
        draft.verband = "verplaatst-en-gewijzigd"


def compare_tasks(
    recorder: Recorder,
    spot: Spot,
    old: Sequence[Tekst],
    new: Sequence[Tekst],
    *,
    pairs: Pairs,
    left: set[int] | None = None,
    arrived: set[int] | None = None,
) -> None:
    """Tell the differences between two lists of tasks; ``left`` and ``arrived`` moved and are told elsewhere."""

    def changed(here: Spot, before: Tekst, after: Tekst) -> Draft | None:
        if before.tekst == after.tekst:
            return None
        return recorder.changed("taak", here, before.tekst, after.tekst)

    compare_list(
        recorder, "taak", spot, old, new,
        pairs=pairs, show=lambda item: item.tekst, changed=changed,
        elsewhere_old=left or (), elsewhere_new=arrived or (),
    )  # fmt: skip


def match_areas(old: Sequence[Resultaatgebied], new: Sequence[Resultaatgebied]) -> Pairs:
    """Pair result areas: the same name, else name and tasks together."""
    pairs: Pairs = {}
    pair_equal(old, new, lambda area: slug(area.naam) if area.naam else None, pairs, unique=True)
    left, right = free(old, new, pairs)
    scores = [[_area_score(old[i], new[j]) for j in right] for i in left]
    flip = turned([_area_text(old[i]) for i in left], [_area_text(new[j]) for j in right])
    pairs.update({left[i]: right[j] for i, j in best_pairs(scores, _AREA_FLOOR, turned=flip)})
    return pairs


def _area_text(area: Resultaatgebied) -> str:
    return " | ".join([area.naam or "", *(task.tekst for task in area.taken)])


def _area_score(old: Resultaatgebied, new: Resultaatgebied) -> float:
    """Half the name, half the tasks that both have; an area without tasks is known by its name alone."""
    name = likeness(old.naam or "", new.naam or "")
    if not old.taken or not new.taken:
        return name if not old.taken and not new.taken else 0.5 * name
    a, b = [plain(task.tekst) for task in old.taken], [plain(task.tekst) for task in new.taken]
    pairs: Pairs = {}
    pair_equal(a, b, lambda text: text, pairs)
    shared = 2 * len(pairs) / (len(a) + len(b))
    return 0.5 * name + 0.5 * shared + (0.01 if old.nummer == new.nummer else 0.0)


def match_tasks(
    old: Sequence[Resultaatgebied], new: Sequence[Resultaatgebied], areas: Pairs
) -> tuple[dict[tuple[int, int], Pairs], Far]:
    """Pair the tasks: in the same area, then across areas by the same words, then alike in the area, then across.

    Between an area that is gone and one that is new no moves are told: the areas themselves are the change.
    """
    near: dict[tuple[int, int], Pairs] = {}
    texts = {(i, j): ([t.tekst for t in old[i].taken], [t.tekst for t in new[j].taken]) for i, j in areas.items()}
    for key, (a, b) in texts.items():
        near[key] = {}
        pair_equal(a, b, lambda text: text, near[key])
        pair_equal(a, b, lambda text: plain(text) or None, near[key])
    far: Far = {}
    rest_old, rest_new = _unpaired(old, new, areas, near, far)
    pairs: Pairs = {}
    pair_equal(rest_old, rest_new, lambda task: plain(task.text) or None, pairs)
    far.update(_told(rest_old, rest_new, pairs, areas))
    for (i, j), (a, b) in texts.items():
        _pair_near(
            near[i, j], a, b, {p.place for p in far if p.area == i}, {p.place for p in far.values() if p.area == j}
        )
    rest_old, rest_new = _unpaired(old, new, areas, near, far)
    a, b = [task.text for task in rest_old], [task.text for task in rest_new]
    chosen = best_pairs(likeness_matrix(a, b, _FAR_FLOOR), _FAR_FLOOR, turned=turned(a, b))
    far.update(_told(rest_old, rest_new, dict(chosen), areas))
    return near, far


def _pair_near(pairs: Pairs, old: list[str], new: list[str], left: set[int], arrived: set[int]) -> None:
    """Pair by likeness within one area what has no pair and did not move."""
    taken = set(pairs.values())
    rest_old = [i for i in range(len(old)) if i not in pairs and i not in left]
    rest_new = [j for j in range(len(new)) if j not in taken and j not in arrived]
    a, b = [old[i] for i in rest_old], [new[j] for j in rest_new]
    chosen = best_pairs(likeness_matrix(a, b, FLOOR), FLOOR, turned=turned(a, b))
    pairs.update({rest_old[i]: rest_new[j] for i, j in chosen})


def _unpaired(
    old: Sequence[Resultaatgebied],
    new: Sequence[Resultaatgebied],
    areas: Pairs,
    near: dict[tuple[int, int], Pairs],
    far: Far,
) -> tuple[list[Placing], list[Placing]]:
    """The tasks without a pair on both sides, in book order."""
    there = set(far.values())
    before, after = [], []
    for i, area in enumerate(old):
        paired = near.get((i, areas[i]), {}) if i in areas else {}
        places = [Placing(i, t, task.tekst) for t, task in enumerate(area.taken) if t not in paired]
        before += [place for place in places if place not in far]
    back = {j: i for i, j in areas.items()}
    for j, area in enumerate(new):
        paired_new = set(near[back[j], j].values()) if j in back else set()
        places = [Placing(j, t, task.tekst) for t, task in enumerate(area.taken) if t not in paired_new]
        after += [place for place in places if place not in there]
    return before, after


def _told(rest_old: list[Placing], rest_new: list[Placing], pairs: Pairs, areas: Pairs) -> Far:
    """The pairs that are a move between two areas, of which at least one is in both books."""
    kept_new = set(areas.values())
    out: Far = {}
    for i, j in pairs.items():
        a, b = rest_old[i], rest_new[j]
        if areas.get(a.area) != b.area and (a.area in areas or b.area in kept_new):
            out[a] = b
    return out
