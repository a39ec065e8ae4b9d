"""Take apart what a lost page ran together: the rest of one description or profile behind the start of another.

Nothing in the text says so; what does is that the parts fit the next function, by its competences or by the order of
the contents, and not the one whose heading stands above them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pipeline.models.functieboek import Functie
from pipeline.normalize.folding import squash
from pipeline.normalize.function import FunctionDraft
from pipeline.normalize.names import Names, same_name
from pipeline.normalize.profile import ProfileDraft

_SURE = 2
"""Competences of another function that make a profile of their own."""


def split_functions(drafts: Sequence[FunctionDraft], listed: Sequence[str]) -> list[FunctionDraft]:
    """Take two descriptions apart of which the second lost its first page, and the first its last.

    The result areas of the first do not start at 1, and a function is listed between it and the next description.
    """
    out: list[FunctionDraft] = []
    given = [draft.given for draft in drafts]
    for index, draft in enumerate(drafts):
        numbers = [area.nummer for area in draft.resultaatgebieden if area.nummer is not None]
        whole = not numbers or min(numbers) == 1 or not given[index] or index + 1 == len(drafts)
        # the names are looked for only where something is missing: for each function they are all compared
        if whole or not between(listed, [*given[: index + 1], None, *given[index + 1 :]], index + 1):
            out.append(draft)
            continue
        out.append(replace(draft, resultaatgebieden=(), module=None))
        second = FunctionDraft(resultaatgebieden=draft.resultaatgebieden, module=draft.module)
        second.origin = draft.resultaatgebieden[0].herkomst
        out.append(second)
    return out


def split_profiles(drafts: Sequence[ProfileDraft], functies: Sequence[Functie], names: Names) -> list[ProfileDraft]:
    """Take two profiles apart of which the second lost its heading with the page that both stood on.

    The competences of the second are of a function that has no profile yet, and none is of the first.
    """
    out: list[ProfileDraft] = []
    owned = {names.resolve(draft.naam).id for draft in drafts}
    asked = {f.id: {squash(c.naam) for c in f.competenties} for f in functies}
    for draft in drafts:
        own = asked.get(names.resolve(draft.naam).id or "", set())
        found = [squash(c.naam) for c in draft.competenties]
        cut = next((at for at, naam in enumerate(found) if naam not in own), len(found))
        rest = set(found[cut:])
        others = [f.id for f in functies if f.id not in owned and rest <= asked[f.id]]
        if not own or not cut or len(rest) < _SURE or rest & own or len(others) != 1:
            out.append(draft)
            continue
        second = replace(draft, titel=None, naam=None, werksituaties=(), competenties=draft.competenties[cut:])
        second.origin = draft.competenties[cut].herkomst
        owned.add(others[0])
        out += [
            replace(draft, competenties=draft.competenties[:cut], kennis=(), vaardigheden=(), opleiding=None),
            second,
        ]
    return out


def between(listed: Sequence[str], given: Sequence[str | None], index: int) -> list[str]:
    """The names that are listed between those of the descriptions before and after one without a name."""

    def at(name: str | None) -> int | None:
        return next((i for i, one in enumerate(listed) if name and same_name(one, name)), None)

    before = next((i for name in reversed(given[:index]) if (i := at(name)) is not None), None)
    after = next((i for name in given[index + 1 :] if (i := at(name)) is not None), None)
    if before is None and after is None:
        return []
    return list(listed[0 if before is None else before + 1 : len(listed) if after is None else after])
