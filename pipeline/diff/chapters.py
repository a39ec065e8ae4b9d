"""Compare the running text: chapters, and the paragraphs in them."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.diff.assign import Pairs, best_pairs, free, pair_equal, turned
from pipeline.diff.likeness import likeness
from pipeline.diff.lists import compare_list, pair_alike, places_of
from pipeline.diff.record import Draft, Recorder, Spot
from pipeline.models.functieboek import Alinea, Hoofdstuk, slug

_FLOOR = 0.5
_MOVED_LENGTH = 20
"""A shorter paragraph ("Taken:") stands in many chapters: the same words elsewhere are no move."""
_HEAD = 600
"""Letters of a chapter's beginning that are compared to find which chapter it is."""


def compare_chapters(recorder: Recorder, old: Sequence[Hoofdstuk], new: Sequence[Hoofdstuk], root: Spot) -> None:
    """Tell the differences of the running text, all as ``hoofdstuk``."""
    spot = root.at("hoofdstukken")
    chapters = match_chapters(old, new)
    within = {(i, j): _pair_paragraphs(old[i].alineas, new[j].alineas) for i, j in chapters.items()}
    moves = _moves(old, new, within)
    for (a, p), (b, q) in moves:
        before, after = old[a].alineas[p], new[b].alineas[q]
        here = Spot(
            None,
            spot.oud.at(a, "alineas", p, herkomst=before.herkomst),
            spot.nieuw.at(b, "alineas", q, herkomst=after.herkomst),
        )
        draft = recorder.changed(
            "hoofdstuk", here, before.tekst, after.tekst, soort="verplaatst", gewicht="inhoudelijk"
        )
        draft.toelichting = f"Verplaatst van “{_title(old[a])}” naar “{_title(new[b])}”."
    gone, come = {place for place, _ in moves}, {place for _, place in moves}

    def changed(here: Spot, before: Hoofdstuk, after: Hoofdstuk) -> None:
        i, j = places_of(here)
        recorder.scalar("hoofdstuk", here.at("nummer"), before.nummer, after.nummer)
        recorder.scalar("hoofdstuk", here.at("titel"), before.titel, after.titel)
        if before.niveau != after.niveau:
            recorder.laid_out(here.at("niveau"))
        compare_list(
            recorder, "hoofdstuk", here.at("alineas"), before.alineas, after.alineas,
            pairs=within[i, j], show=lambda alinea: alinea.tekst,
            changed=lambda where, a, b: _compare_paragraph(recorder, where, a, b),
            elsewhere_old=[p for c, p in gone if c == i], elsewhere_new=[q for c, q in come if c == j],
        )  # fmt: skip

    compare_list(recorder, "hoofdstuk", spot, old, new, pairs=chapters, show=_title, changed=changed)


def _compare_paragraph(recorder: Recorder, here: Spot, old: Alinea, new: Alinea) -> Draft | None:
    if old.tekst == new.tekst:
        if old.soort != new.soort:  # the same words as a bullet, or under a bold line: layout
            recorder.laid_out(here.at("soort"))
        return None
    return recorder.changed("hoofdstuk", here, old.tekst, new.tekst)


def _title(chapter: Hoofdstuk) -> str:
    return " ".join(part for part in (chapter.nummer, chapter.titel) if part)


def match_chapters(old: Sequence[Hoofdstuk], new: Sequence[Hoofdstuk]) -> Pairs:
    """Pair chapters: number and title, then title alone, else title and text together."""
    pairs: Pairs = {}
    pair_equal(old, new, lambda c: (c.nummer, slug(c.titel or "")), pairs)
    pair_equal(old, new, lambda c: slug(c.titel) if c.titel else None, pairs, unique=True)
    left, right = free(old, new, pairs)
    a, b = [_opening(old[i]) for i in left], [_opening(new[j]) for j in right]
    scores = [[_chapter_score((old[i], a[x]), (new[j], b[y])) for y, j in enumerate(right)] for x, i in enumerate(left)]
    pairs.update({left[i]: right[j] for i, j in best_pairs(scores, _FLOOR, turned=turned(a, b))})
    return pairs


def _opening(chapter: Hoofdstuk) -> str:
    return " ".join(alinea.tekst for alinea in chapter.alineas)[:_HEAD]


def _chapter_score(old: tuple[Hoofdstuk, str], new: tuple[Hoofdstuk, str]) -> float:
    title = likeness(old[0].titel or "", new[0].titel or "")
    if not old[1] and not new[1]:
        return title
    return 0.5 * title + 0.5 * likeness(old[1], new[1])


def _pair_paragraphs(old: Sequence[Alinea], new: Sequence[Alinea]) -> Pairs:
    pairs: Pairs = {}
    pair_equal(old, new, lambda alinea: (alinea.soort, alinea.tekst), pairs)
    pair_equal(old, new, lambda alinea: alinea.tekst, pairs)
    pair_alike([alinea.tekst for alinea in old], [alinea.tekst for alinea in new], pairs, _FLOOR)
    return pairs


def _moves(
    old: Sequence[Hoofdstuk], new: Sequence[Hoofdstuk], within: dict[tuple[int, int], Pairs]
) -> list[tuple[tuple[int, int], tuple[int, int]]]:
    """Paragraphs that stand word for word in another chapter; both chapters are in both books."""
    rest_old, rest_new = [], []
    for (i, j), pairs in within.items():
        left, right = free(old[i].alineas, new[j].alineas, pairs)
        rest_old += [(i, p) for p in left]
        rest_new += [(j, q) for q in right]
    pairs = {}
    a = [old[i].alineas[p] for i, p in rest_old]
    b = [new[j].alineas[q] for j, q in rest_new]
    pair_equal(a, b, lambda alinea: alinea.tekst if len(alinea.tekst) >= _MOVED_LENGTH else None, pairs)
    return sorted((rest_old[x], rest_new[y]) for x, y in pairs.items())
