"""Say which changes belong together: split and joined tasks, and what only follows from another change."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from pipeline.diff.establishment import Successor
from pipeline.diff.likeness import plain
from pipeline.diff.record import Draft

_COVERED = 0.7
"""Share of the words of a part that must stand in the whole it came from."""


def connect(drafts: Sequence[Draft], successor: Successor) -> None:
    """Mark split and joined tasks, and the causes of consequences."""
    by_function: dict[str | None, list[Draft]] = defaultdict(list)
    for draft in drafts:
        by_function[draft.functie].append(draft)
    for functie, mine in by_function.items():
        _mark_divisions([draft for draft in mine if draft.onderdeel == "taak"])
        if functie is not None:
            _mark_consequences(mine)


def _mark_divisions(tasks: Sequence[Draft]) -> None:
    """A changed task and a new one that together say what the old one said are one task, split; the reverse: joined."""
    for draft in tasks:
        if draft.soort not in ("gewijzigd", "verplaatst") or draft.oud == draft.nieuw:
            continue
        for other in tasks:
            if other.verband or other is draft:
                continue
            if other.soort == "toegevoegd" and _is_rest(draft.oud, draft.nieuw, other.nieuw):
                _join(draft, other, "gesplitst")
            elif other.soort == "vervallen" and _is_rest(draft.nieuw, draft.oud, other.oud):
                _join(draft, other, "samengevoegd")


def _join(draft: Draft, other: Draft, how: str) -> None:
    split = how == "gesplitst"
    draft.verband = other.verband = "gesplitst" if split else "samengevoegd"
    draft.met.append(other)
    other.met.append(draft)
    if split:
        draft.toelichting = f"Gesplitst: een deel van deze taak is nu een eigen taak (“{other.nieuw}”)."
        other.toelichting = f"Afgesplitst van de taak “{draft.oud}”."
    else:
        draft.toelichting = f"Samengevoegd: hierin is ook de taak “{other.oud}” opgegaan."
        other.toelichting = f"Samengevoegd met een andere taak tot “{draft.nieuw}”."


def _is_rest(whole: object, part: object, rest: object) -> bool:
    """Whether ``rest`` is what ``whole`` says beyond ``part``."""
    words = plain(str(whole)).split()
    kept = plain(str(part)).split()
    if len(kept) >= len(words):
        return False
    missing = list(words)
    for word in kept:
        if word in missing:
            missing.remove(word)
    left = plain(str(rest)).split()
    if not left or not missing:
        return False
    from_missing = _share(left, missing)
    from_whole = _share(left, words)
    return from_whole >= _COVERED and from_missing >= 0.5 and _share(missing, left) >= 0.5


def _share(words: Sequence[str], pool: Sequence[str]) -> float:
    """The share of words, counted with their number, that the pool has too."""
    left = list(pool)
    found = 0
    for word in words:
        if word in left:
            left.remove(word)
            found += 1
    return found / len(words)


def _mark_consequences(mine: Sequence[Draft]) -> None:
    """Point from what follows to what it follows from, within one function."""
    leader = next(
        (
            d
            for d in mine
            if d.onderdeel in ("functie", "naam") and not (d.pad_oud or d.pad_nieuw or "").endswith("/id")
        ),
        None,
    )
    if leader:
        for draft in mine:
            if draft is not leader and draft.cause is None and _follows_name(draft, leader):
                draft.cause = leader
    _follow_levels(mine)
    _follow_copies(mine)


def _follows_name(draft: Draft, leader: Draft) -> bool:
    pad = draft.pad_nieuw or draft.pad_oud or ""
    if leader.soort in ("toegevoegd", "vervallen"):
        return draft.onderdeel in ("beschikbare_functie", "matrixcel") and draft.soort == leader.soort
    if draft.onderdeel == "normfunctie":
        return not draft.niveaubepalend and pad.startswith("/beschikbare_functies/")
    if draft.onderdeel == "matrixcel":
        return pad.endswith("/naam")
    return draft.onderdeel == "metadata" and pad.endswith("/titel")


def _follow_levels(mine: Sequence[Draft]) -> None:
    """A competence stands in the description and in the profile: the description leads."""
    first: dict[tuple[str, str | None], Draft] = {}
    for draft in mine:
        if draft.onderdeel in ("niveau", "competentie") and draft.competentie and draft.cause is None:
            key = (f"{draft.soort} {draft.onderdeel}", draft.competentie)
            if key in first:
                draft.cause = first[key]
            else:
                first[key] = draft
    for draft in mine:  # what follows from a consequence follows from its cause
        if draft.cause is not None and draft.cause.cause is not None:
            draft.cause = draft.cause.cause


def _follow_copies(mine: Sequence[Draft]) -> None:
    """The table of available functions repeats scale and kenmerken: the matrix and the description lead."""
    seen: dict[tuple[object, ...], Draft] = {}
    leading = sorted(mine, key=lambda d: (d.pad_nieuw or d.pad_oud or "").startswith("/beschikbare_functies/"))
    for draft in leading:
        if draft.onderdeel not in ("schaal", "kenmerk") or draft.cause is not None:
            continue
        key = (draft.onderdeel, draft.soort, draft.oud, draft.nieuw)
        pad = draft.pad_nieuw or draft.pad_oud or ""
        if key in seen and pad.startswith("/beschikbare_functies/"):
            draft.cause = seen[key]
        seen.setdefault(key, draft)
