"""Account for references that follow from other changes: what a cell, a row or a profile points to.

``functie`` is what the reader resolved, not what the book prints.  Where it differs the reason is nearly always a
function that came, went or got another name, or the row's own norm function; there it is written as a consequence, so
that the list tells no news twice and still rebuilds the new book.
"""

from __future__ import annotations

from pipeline.diff.assign import Pairs
from pipeline.diff.record import Draft, Recorder
from pipeline.models.functieboek import Functieboek


def settle_references(
    recorder: Recorder, old: Functieboek, new: Functieboek, *, cells: Pairs, rows: Pairs, profiles: Pairs
) -> None:
    """Attach each reference that differs to its cause; tell it as a change of its own only where there is none."""
    own = {
        (draft.pad_oud, draft.pad_nieuw): draft
        for draft in recorder.drafts
        if draft.pad_oud and draft.pad_oud.endswith(("/normfunctie", "/naam"))
    }
    causes: dict[str, Draft] = {}
    for draft in recorder.drafts:
        if draft.functie and draft.of_whole and draft.pad_nieuw:
            causes.setdefault(draft.functie, draft)
    for draft in recorder.drafts:
        if draft.functie and draft.of_whole and draft.soort == "vervallen":
            causes.setdefault(draft.functie, draft)
    for key, pairs in (("functiematrix", cells), ("beschikbare_functies", rows), ("profielen", profiles)):
        before, after = getattr(old, key), getattr(new, key)
        for i, j in pairs.items():
            was, becomes = before[i].functie, after[j].functie
            if was == becomes:
                continue
            pads = f"/{key}/{i}/functie", f"/{key}/{j}/functie"
            cause = (
                own.get((f"/{key}/{i}/normfunctie", f"/{key}/{j}/normfunctie"))
                or causes.get(becomes or "")
                or causes.get(was or "")
                or own.get((f"/{key}/{i}/naam", f"/{key}/{j}/naam"))
            )
            if cause is None:
                _tell(recorder, key, (was, becomes), pads)
            else:
                cause.gevolgen.append(pads)


def _tell(recorder: Recorder, key: str, ids: tuple[str | None, str | None], pads: tuple[str, str]) -> None:
    onderdeel = {"functiematrix": "matrixcel", "beschikbare_functies": "beschikbare_functie"}.get(key, "metadata")
    was, becomes = ids
    draft = Draft(
        "gewijzigd" if was and becomes else "toegevoegd" if becomes else "vervallen",
        onderdeel,  # type: ignore[arg-type]  # one of three literals, looked up by key
        becomes or was, was, becomes, "inhoudelijk", False,
        pads[0] if was else None, pads[1] if becomes else None, None, None,
        toelichting="De verwijzing naar de functiebeschrijving is anders, terwijl de tekst gelijk is.",
    )  # fmt: skip
    recorder.drafts.append(draft)
