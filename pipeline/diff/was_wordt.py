"""What became of each function: its successor, how much stayed, and the status to propose for a was-wordt list.

The content of a function is its kenmerken, competences, result areas, tasks, and its profile; each item counts for the
letters it has.  The status is a proposal with its reason: a person decides.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from pipeline.diff.matching import profile_of
from pipeline.models.functieboek import BeschikbareFunctie, Functie, Functieboek, Profiel, Schaal
from pipeline.models.koppeling import Koppeling
from pipeline.models.vergelijking import Plaats, Status, WasWordt
from pipeline.models.weergave import competentie_text, onderwerp_text, werksituatie_text
from pipeline.models.wijzigingen import Wijziging, Wijzigingen

_REVALUED = ("schaal", "punten")
_ESTABLISHMENT = ("beschikbare_functie", "formatie", "matrixcel", "normfunctie")


@dataclass(frozen=True, slots=True)
class Unit:
    """A piece of a function's content."""

    pad: str
    letters: int


def was_wordt(old: Functieboek, new: Functieboek, changes: Wijzigingen) -> tuple[WasWordt, ...]:
    """Return a row for each function: those of the old book in its order, then the new ones."""
    by_function: dict[str, list[Wijziging]] = defaultdict(list)
    for change in changes.wijzigingen:
        if change.functie:
            by_function[change.functie].append(change)
    successors = successor_ids(old, new, changes)
    rows = []
    for place, functie in enumerate(old.functies):
        target = successors.get(functie.id)
        mine = by_function.get(target or functie.id, [])
        rows.append(_row(old, new, (place, functie), target, mine))
    came = set(successors.values())
    for functie in new.functies:
        if functie.id not in came:
            rows.append(_new_row(new, functie))
    return tuple(rows)


def successor_ids(old: Functieboek, new: Functieboek, changes: Wijzigingen) -> dict[str, str]:
    """Return the id in the new book of each function that is still there, as the list of changes tells it."""
    pairs = Koppeling(changes).pairs("/functies", "/functies", len(old.functies), len(new.functies))
    return {old.functies[i].id: new.functies[j].id for i, j in pairs}


def units(book: Functieboek, place: int, functie: Functie) -> Iterator[Unit]:
    """Give the pieces of a function's content with their pointers."""
    root = f"/functies/{place}"
    for key in ("functiereeks", "functiegroep"):
        named = getattr(functie, key)
        if named.omschrijving:
            yield Unit(f"{root}/{key}/omschrijving", len(named.omschrijving))
    yield from _each(f"{root}/kenmerken", (item.tekst for item in functie.kenmerken))
    yield from _each(f"{root}/competenties", (competentie_text(item) for item in functie.competenties))
    for number, area in enumerate(functie.resultaatgebieden):
        here = f"{root}/resultaatgebieden/{number}"
        if area.naam:
            yield Unit(f"{here}/naam", len(area.naam))
        yield from _each(f"{here}/taken", (task.tekst for task in area.taken))
    if functie.module:
        yield Unit(f"{root}/module", len(functie.module))
    profile = profile_of(book, functie)
    if profile:
        yield from _profile_units(f"/profielen/{book.profielen.index(profile)}", profile)


def _profile_units(root: str, profile: Profiel) -> Iterator[Unit]:
    yield from _each(
        f"{root}/kritische_werksituaties", (werksituatie_text(item) for item in profile.kritische_werksituaties)
    )
    for number, item in enumerate(profile.competenties):
        here = f"{root}/competenties/{number}"
        yield Unit(f"{here}/naam", len(competentie_text(item)))
        if item.definitie:
            yield Unit(f"{here}/definitie", len(item.definitie))
        yield from _each(f"{here}/gedragsindicatoren", (part.tekst for part in item.gedragsindicatoren))
    for key in ("kennis", "vaardigheden"):
        yield from _each(f"{root}/{key}", (onderwerp_text(item) for item in getattr(profile, key)))
    if profile.opleiding and profile.opleiding.tekst:
        yield Unit(f"{root}/opleiding", len(profile.opleiding.tekst))


def _each(root: str, texts: Iterable[str]) -> Iterator[Unit]:
    for number, text in enumerate(texts):
        yield Unit(f"{root}/{number}", len(text))


def _touches(pad: str | None, unit: Unit) -> bool:
    """Whether a change is at, in or around a unit; a level belongs to the competence it is of."""
    if pad is None:
        return False
    pad = pad.removesuffix("/niveaunaam").removesuffix("/niveau")
    here = unit.pad.removesuffix("/naam") if "/competenties/" in unit.pad else unit.pad
    return pad in (unit.pad, here) or unit.pad.startswith(pad + "/") or pad == here + "/naam"


def _shares(pieces: Sequence[Unit], changes: Sequence[Wijziging], side: str) -> tuple[float, float, float]:
    """Return the shares that stayed, changed editorially, and changed or went, by letters."""
    total = sum(unit.letters for unit in pieces)
    if not total:
        return 1.0, 0.0, 0.0
    editorial = changed = 0
    for unit in pieces:
        found = [
            change
            for change in changes
            if _touches(getattr(change, f"pad_{side}"), unit)
            and not (change.soort == "verplaatst" and change.oud == change.nieuw)
        ]
        if any(change.gewicht == "inhoudelijk" for change in found):
            changed += unit.letters
        elif found:
            editorial += unit.letters
    return (total - editorial - changed) / total, editorial / total, changed / total


def _row(
    old: Functieboek, new: Functieboek, origin: tuple[int, Functie], target: str | None, changes: Sequence[Wijziging]
) -> WasWordt:
    place, functie = origin
    heir = next((j for j, other in enumerate(new.functies) if other.id == target), None)
    pieces = list(units(old, place, functie))
    kept, editorial, changed = (0.0, 0.0, 1.0) if heir is None else _shares(pieces, changes, "oud")
    added = 0.0
    if heir is not None:
        fresh = [change for change in changes if change.soort == "toegevoegd"]
        added = _shares(list(units(new, heir, new.functies[heir])), fresh, "nieuw")[2]
    told = [change for change in changes if change.gevolg_van is None]
    status, reason = _status(told, heir is None)
    return WasWordt(
        was=functie.id,
        wordt=target,
        was_naam=functie.naam,
        wordt_naam=new.functies[heir].naam if heir is not None else None,
        was_schaal=scales(old, functie.id),
        wordt_schaal=scales(new, target),
        was_punten=points(old, functie.id),
        wordt_punten=points(new, target),
        was_formatie=formation(old, functie.id),
        wordt_formatie=formation(new, target),
        gelijk=round(kept, 4),
        redactioneel=round(editorial, 4),
        gewijzigd=round(changed, 4),
        toegevoegd=round(added, 4),
        inhoudelijk_aantal=sum(change.gewicht == "inhoudelijk" for change in told),
        redactioneel_aantal=sum(change.gewicht == "redactioneel" for change in told),
        niveaubepalend_aantal=sum(change.niveaubepalend for change in told),
        status=status,
        reden=reason,
        herkomst_oud=functie.herkomst,
        herkomst_nieuw=new.functies[heir].herkomst if heir is not None else None,
    )


def _new_row(new: Functieboek, functie: Functie) -> WasWordt:
    return WasWordt(
        was=None,
        wordt=functie.id,
        was_naam=None,
        wordt_naam=functie.naam,
        was_schaal=(),
        wordt_schaal=scales(new, functie.id),
        wordt_punten=points(new, functie.id),
        was_formatie=None,
        wordt_formatie=formation(new, functie.id),
        gelijk=0.0,
        redactioneel=0.0,
        gewijzigd=0.0,
        toegevoegd=1.0,
        inhoudelijk_aantal=1,
        redactioneel_aantal=0,
        niveaubepalend_aantal=0,
        status="nieuw",
        reden="De functie staat alleen in de nieuwe editie; er is geen voorganger met zekerheid aan te wijzen.",
        herkomst_nieuw=functie.herkomst,
    )


def _status(changes: Sequence[Wijziging], gone: bool) -> tuple[Status, str]:
    """Propose a status from the changes that are no consequence of another."""
    if gone:
        return (
            "vervallen",
            "De functie staat niet in de nieuwe editie; er is geen opvolger met zekerheid aan te wijzen.",
        )
    weighty = [c for c in changes if c.gewicht == "inhoudelijk"]
    name = [c for c in weighty if c.soort == "hernoemd" and c.onderdeel == "functie"]
    valued = [c for c in weighty if c.onderdeel in _REVALUED and c.niveaubepalend]
    rows = [c for c in weighty if c.onderdeel in _ESTABLISHMENT and c not in valued]
    rest = [c for c in weighty if c not in (*name, *valued, *rows)]
    parts = []
    if name:
        parts.append(f"de naam was “{name[0].oud}”")
    if valued:
        parts.append("de waardering is anders (" + ", ".join(_told(c) for c in valued) + ")")
    if rest:
        level = sum(c.niveaubepalend for c in rest)
        count = "1 inhoudelijke wijziging" if len(rest) == 1 else f"{len(rest)} inhoudelijke wijzigingen"
        parts.append(f"{count} in beschrijving of profiel" + (f", waarvan {level} niveaubepalend" if level else ""))
    if rows:
        parts.append("de beschikbare functies (naam, normfunctie of FTE) zijn anders")
    editorial = len(changes) - len(weighty)
    if editorial:
        parts.append(f"{editorial} redactioneel")
    if valued or rest:
        return "gewijzigd", _sentence(parts)
    if not parts:
        return "ongewijzigd", "Alle teksten, schaal, punten en bezetting zijn gelijk."
    return "ongewijzigd", "Taken, niveau en waardering zijn gelijk; " + "; ".join(parts) + "."


def _told(change: Wijziging) -> str:
    return f"{change.onderdeel} {_value(change.oud)} → {_value(change.nieuw)}"


def _sentence(parts: Sequence[str]) -> str:
    text = "; ".join(parts)
    return text[:1].upper() + text[1:] + "."


def places(old: Functieboek, new: Functieboek, changes: Wijzigingen) -> tuple[Plaats, ...]:
    """Return a row for each available function: those of the old book in its order, then the new ones."""
    before, after = old.beschikbare_functies, new.beschikbare_functies
    key = "/beschikbare_functies"
    heirs = dict(Koppeling(changes).pairs(key, key, len(before), len(after)))
    rows = [_place_row(row, after[heirs[i]] if i in heirs else None) for i, row in enumerate(before)]
    came = set(heirs.values())
    return (*rows, *(_place_row(None, row) for j, row in enumerate(after) if j not in came))


def _place_row(old: BeschikbareFunctie | None, new: BeschikbareFunctie | None) -> Plaats:
    labels = {"naam": "naam", "normfunctie": "normfunctie", "schaal": "schaal", "formatie": "FTE"}
    if old is None or new is None:
        status: Status = "nieuw" if old is None else "vervallen"
        reason = "Staat alleen in de nieuwe editie." if old is None else "Staat niet in de nieuwe editie."
    else:
        differing = [
            f"{label} {_value(getattr(old, key))} → {_value(getattr(new, key))}"
            for key, label in labels.items()
            if getattr(old, key) != getattr(new, key)
        ]
        status = "gewijzigd" if differing else "ongewijzigd"
        reason = _sentence(differing) if differing else "Naam, normfunctie, schaal en FTE zijn gelijk."
    return Plaats(
        was_naam=old.naam if old else None,
        wordt_naam=new.naam if new else None,
        was_normfunctie=old.normfunctie if old else None,
        wordt_normfunctie=new.normfunctie if new else None,
        was_schaal=old.schaal if old else None,
        wordt_schaal=new.schaal if new else None,
        was_formatie=old.formatie if old else None,
        wordt_formatie=new.formatie if new else None,
        status=status,
        reden=reason,
        herkomst_oud=old.herkomst if old else None,
        herkomst_nieuw=new.herkomst if new else None,
    )


def _value(value: object) -> str:
    """A value as Dutch prints it."""
    if value is None:
        return "leeg"
    return f"{value:g}".replace(".", ",") if isinstance(value, float) else str(value)


def scales(book: Functieboek, functie: str | None) -> tuple[Schaal, ...]:
    """Return the scales that a function has in the matrix and the establishment, each once, in order of the book."""
    if functie is None:
        return ()
    found: list[Schaal] = [cell.schaal for cell in book.functiematrix if cell.functie == functie]
    found += [row.schaal for row in book.beschikbare_functies if row.functie == functie]
    return tuple(dict.fromkeys(scale for scale in found if scale is not None))


def points(book: Functieboek, functie: str | None) -> tuple[int, ...]:
    """Return the points that a function has in the matrix, each once."""
    found = [cell.punten for cell in book.functiematrix if functie and cell.functie == functie]
    return tuple(dict.fromkeys(value for value in found if value is not None))


def formation(book: Functieboek, functie: str | None) -> float | None:
    """Return the FTE of all rows of the establishment that stand for a function; None where none has a number."""
    found = [row.formatie for row in book.beschikbare_functies if functie and row.functie == functie]
    known = [value for value in found if value is not None]
    return round(sum(known), 4) if known else None
