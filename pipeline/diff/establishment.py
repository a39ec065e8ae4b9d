"""Compare what the organisation has: the functiematrix, the available functions, the clusters."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from pipeline.diff.assign import Pairs, best_pairs, free, in_order, pair_equal, turned
from pipeline.diff.functions import compare_kenmerken
from pipeline.diff.likeness import likeness
from pipeline.diff.lists import compare_list
from pipeline.diff.matching import level_suffix
from pipeline.diff.record import Draft, OrderDraft, Recorder, Spot
from pipeline.models.functieboek import BeschikbareFunctie, Cluster, Functieboek, Matrixcel, slug

Successor = Callable[[str | None], str | None]
"""The id in the new book of a function of the old one; None where it is gone."""
_PART_OF_NAME = 0.4
_CELL_FLOOR, _ROW_FLOOR, _CLUSTER_FLOOR = 0.6, 0.6, 0.55


def compare_matrix(recorder: Recorder, old: Functieboek, new: Functieboek, root: Spot, successor: Successor) -> Pairs:
    """Tell the differences between the matrices; return which cell is which."""
    pairs = match_cells(old.functiematrix, new.functiematrix, successor)
    first, known = len(recorder.drafts), len(recorder.orders)

    def changed(here: Spot, before: Matrixcel, after: Matrixcel) -> None:
        first = len(recorder.drafts)
        here = here.of(_owner(before.functie, after.functie, successor))
        if before.naam != after.naam:
            recorder.changed("matrixcel", here.at("naam"), before.naam, after.naam)
        _compare_column(recorder, here, before, after)
        recorder.scalar("schaal", here.at("schaal"), before.schaal, after.schaal, niveaubepalend=True)
        recorder.scalar("punten", here.at("punten"), before.punten, after.punten, niveaubepalend=True)
        for draft in recorder.drafts[first:]:
            if draft.toelichting is None:
                draft.toelichting = f"In de functiematrix, bij “{after.naam}”."

    compare_list(
        recorder, "matrixcel", root.at("functiematrix"), old.functiematrix, new.functiematrix,
        pairs=pairs, show=lambda cell: cell.naam, changed=changed, owner=lambda cell: cell.functie,
    )  # fmt: skip
    _explain_order(recorder.drafts[first:], recorder.orders[known:])
    return pairs


def _explain_order(drafts: Sequence[Draft], orders: Sequence[OrderDraft]) -> None:
    """A matrix is read from scale to scale: a cell that changed scale or column also stands elsewhere in the list."""
    moved = {
        int((draft.pad_oud or "").split("/")[2]): draft
        for draft in drafts
        if draft.pad_oud and draft.pad_nieuw and (draft.onderdeel == "schaal" or draft.soort == "verplaatst")
    }
    for order in orders:
        if moved and in_order(position for position in order.posities if position not in moved):
            order.cause = moved[min(moved)]


def _compare_column(recorder: Recorder, here: Spot, old: Matrixcel, new: Matrixcel) -> None:
    """A cell under another functiereeks or functiegroep has moved; both together are one move."""
    keys = [key for key in ("functiereeks", "functiegroep") if getattr(old, key) != getattr(new, key)]
    if not keys:
        return
    texts = [" / ".join(part for part in (cell.functiereeks, cell.functiegroep) if part) or None for cell in (old, new)]
    draft = recorder.changed("matrixcel", here.at(keys[-1]), *texts, soort="verplaatst")
    draft.toelichting = f"“{new.naam}” staat in de matrix onder een andere functiereeks of functiegroep."
    for key in keys[:-1]:
        draft.gevolgen.append((here.oud.at(key).pad, here.nieuw.at(key).pad))


def match_cells(old: Sequence[Matrixcel], new: Sequence[Matrixcel], successor: Successor) -> Pairs:
    """Pair cells: the same name in the same place, the same function, the same name, else the most alike."""
    pairs: Pairs = {}
    pair_equal(old, new, lambda c: (slug(c.naam), c.functiereeks, c.functiegroep, str(c.schaal)), pairs)
    pair_equal(old, new, lambda c: (slug(c.naam), c.functiereeks, c.functiegroep), pairs, unique=True)
    _pair_by_function(old, new, pairs, successor)
    pair_equal(old, new, lambda c: slug(c.naam), pairs, unique=True)
    left, right = free(old, new, pairs)
    scores = [[_cell_score(old[i], new[j], successor) for j in right] for i in left]
    flip = turned([old[i].naam for i in left], [new[j].naam for j in right])
    pairs.update({left[i]: right[j] for i, j in best_pairs(scores, _CELL_FLOOR, turned=flip)})
    return pairs


def _pair_by_function(
    old: Sequence[Matrixcel] | Sequence[BeschikbareFunctie],
    new: Sequence[Matrixcel] | Sequence[BeschikbareFunctie],
    pairs: Pairs,
    successor: Successor,
) -> None:
    """Pair what alone, on both sides, stands for a function and its successor."""
    before: dict[str, list[int]] = {}
    after: dict[str, list[int]] = {}
    left, right = free(old, new, pairs)
    for i in left:
        target = successor(old[i].functie)
        if target:
            before.setdefault(target, []).append(i)
    for j in right:
        if functie := new[j].functie:
            after.setdefault(functie, []).append(j)
    for functie, places in before.items():
        others = after.get(functie, [])
        if len(places) == 1 and len(others) == 1:
            pairs[places[0]] = others[0]


def _cell_score(old: Matrixcel, new: Matrixcel, successor: Successor) -> float:
    """The name decides, its level guarded; the place in the matrix and the points support it."""
    if (old.functie or new.functie) and successor(old.functie) != new.functie and old.functie and new.functie:
        return 0.0
    (name_a, level_a), (name_b, level_b) = level_suffix(old.naam), level_suffix(new.naam)
    if level_a != level_b:
        return 0.0
    column = 0.5 * (old.functiereeks == new.functiereeks) + 0.5 * (old.functiegroep == new.functiegroep)
    value = 0.5 * (old.schaal == new.schaal) + 0.5 * (old.punten == new.punten)
    return 0.6 * likeness(name_a, name_b) + 0.25 * column + 0.15 * value


def compare_available(
    recorder: Recorder, old: Functieboek, new: Functieboek, root: Spot, successor: Successor
) -> Pairs:
    """Tell the differences between the available functions; return which row is which."""
    pairs = match_rows(old.beschikbare_functies, new.beschikbare_functies, successor)

    def changed(here: Spot, before: BeschikbareFunctie, after: BeschikbareFunctie) -> None:
        first = len(recorder.drafts)
        here = here.of(_owner(before.functie, after.functie, successor))
        if before.naam != after.naam:
            renamed = slug(before.naam) != slug(after.naam)
            recorder.changed(
                "beschikbare_functie", here.at("naam"), before.naam, after.naam,
                soort="hernoemd" if renamed else "gewijzigd",
            )  # fmt: skip
        # Another spelling, or the new name of the same norm function, is no other norm function.
        heir = successor(before.functie)
        other = heir is None or heir != after.functie
        recorder.scalar(
            "normfunctie", here.at("normfunctie"), before.normfunctie, after.normfunctie, niveaubepalend=other
        )
        compare_kenmerken(recorder, here.at("kenmerken"), before.kenmerken, after.kenmerken)
        recorder.scalar("schaal", here.at("schaal"), before.schaal, after.schaal, niveaubepalend=True)
        recorder.scalar("formatie", here.at("formatie"), before.formatie, after.formatie)
        for draft in recorder.drafts[first:]:
            if draft.toelichting is None and draft.onderdeel != "beschikbare_functie":
                draft.toelichting = f"Bij de beschikbare functie “{after.naam}”."

    compare_list(
        recorder, "beschikbare_functie", root.at("beschikbare_functies"),
        old.beschikbare_functies, new.beschikbare_functies,
        pairs=pairs, show=lambda row: row.naam, changed=changed, owner=lambda row: row.functie,
    )  # fmt: skip
    return pairs


def match_rows(old: Sequence[BeschikbareFunctie], new: Sequence[BeschikbareFunctie], successor: Successor) -> Pairs:
    """Pair rows: the same name and norm function, the same name, else name, norm function and figures together."""
    pairs: Pairs = {}
    mapped = {id(row): successor(row.functie) for row in old} | {id(row): row.functie for row in new}
    pair_equal(old, new, lambda row: (slug(row.naam), mapped[id(row)], str(row.schaal), row.formatie), pairs)
    pair_equal(old, new, lambda row: (slug(row.naam), mapped[id(row)]), pairs)
    pair_equal(old, new, lambda row: slug(row.naam), pairs, unique=True)
    renamed: Pairs = dict(pairs)
    _pair_by_function(old, new, renamed, successor)
    pairs.update({i: j for i, j in renamed.items() if i not in pairs and _same_row(old[i], new[j])})
    left, right = free(old, new, pairs)
    scores = [[_row_score(old[i], new[j], mapped[id(old[i])]) for j in right] for i in left]
    flip = turned([old[i].naam for i in left], [new[j].naam for j in right])
    pairs.update({left[i]: right[j] for i, j in best_pairs(scores, _ROW_FLOOR, turned=flip)})
    return pairs


def _same_row(old: BeschikbareFunctie, new: BeschikbareFunctie) -> bool:
    """Whether the one row left of a norm function is the one row left of its successor under another name.

    The norm function speaks for it; the size or part of the name must not speak against it.
    """
    return old.formatie == new.formatie or likeness(old.naam, new.naam) >= _PART_OF_NAME


def _row_score(old: BeschikbareFunctie, new: BeschikbareFunctie, successor: str | None) -> float:
    """Several rows share one norm function, and with it kenmerken and scale: name and FTE must speak as well."""
    (name_a, level_a), (name_b, level_b) = level_suffix(old.naam), level_suffix(new.naam)
    name = likeness(name_a, name_b) if level_a == level_b else 0.5 * likeness(name_a, name_b)
    same = 1.0 if successor is not None and successor == new.functie else 0.0
    size = 1.0 if old.formatie is not None and old.formatie == new.formatie else 0.0
    scale = 1.0 if old.schaal == new.schaal else 0.0
    return 0.5 * name + 0.25 * same + 0.15 * size + 0.1 * scale


def compare_clusters(recorder: Recorder, old: Sequence[Cluster], new: Sequence[Cluster], root: Spot) -> None:
    """Tell the differences between the clusters: name and size."""
    pairs: Pairs = {}
    pair_equal(old, new, lambda cluster: slug(cluster.naam), pairs)
    left, right = free(old, new, pairs)
    scores = [[_cluster_score(old[i], new[j]) for j in right] for i in left]
    flip = turned([old[i].naam for i in left], [new[j].naam for j in right])
    pairs.update({left[i]: right[j] for i, j in best_pairs(scores, _CLUSTER_FLOOR, turned=flip)})

    def changed(here: Spot, before: Cluster, after: Cluster) -> Draft | None:
        if before.naam != after.naam:
            soort = recorder.changed(
                "cluster", here.at("naam"), before.naam, after.naam,
                soort="hernoemd" if slug(before.naam) != slug(after.naam) else "gewijzigd",
            )  # fmt: skip
            soort.toelichting = "De naam van het cluster."
        size = recorder.scalar("cluster", here.at("fte"), before.fte, after.fte)
        if size:
            size.toelichting = f"De omvang (FTE) van het cluster “{after.naam}”."
        return size

    compare_list(
        recorder, "cluster", root.at("clusters"), old, new, pairs=pairs, show=lambda c: c.naam, changed=changed
    )


def _cluster_score(old: Cluster, new: Cluster) -> float:
    return 0.8 * likeness(old.naam, new.naam) + (0.2 if old.fte == new.fte else 0.0)


def _owner(old: str | None, new: str | None, successor: Successor) -> str | None:
    """The function a row or cell belongs to: the id in the new book, in the old one where it is gone."""
    return new or successor(old) or old
