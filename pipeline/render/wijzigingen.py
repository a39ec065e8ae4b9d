"""What the reports of a comparison share: Dutch words for its parts, word differences, and the changes by function."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from pipeline.dutch.word_diff import Piece, Spans, word_diff
from pipeline.models.functieboek import Functieboek
from pipeline.models.wijzigingen import Onderdeel, Volgorde, Wijziging, Wijzigingen
from pipeline.render.report import datum, getal

NAMES: Mapping[Onderdeel, str] = {
    "functie": "functie", "naam": "naam van de functie", "beschikbare_functie": "beschikbare functie",
    "schaal": "schaal", "formatie": "formatie (FTE)", "normfunctie": "normfunctie",
    "matrixcel": "cel in de functiematrix",
    "punten": "punten", "functiereeks": "functiereeks", "functiegroep": "functiegroep", "kenmerk": "functiekenmerk",
    "competentie": "competentie", "niveau": "competentieniveau", "resultaatgebied": "resultaatgebied", "taak": "taak",
    "module": "module", "kritische_werksituatie": "kritische werksituatie", "definitie": "definitie van competentie",
    "gedragsindicator": "gedragsindicator", "kennis": "kennis", "vaardigheid": "vaardigheid", "opleiding": "opleiding",
    "cluster": "cluster", "organisatiecompetentie": "organisatiecompetentie", "metadata": "algemene gegevens",
    "hoofdstuk": "lopende tekst",
}  # fmt: skip
"""How each onderdeel is called in a report."""

PARTS: tuple[tuple[str, str, frozenset[str]], ...] = (
    ("functies", "Functies en namen", frozenset({"functie", "naam", "functiereeks", "functiegroep", "module"})),
    ("waardering", "Waardering en bezetting", frozenset({
        "schaal", "punten", "normfunctie", "formatie", "beschikbare_functie", "matrixcel", "cluster"})),
    ("kenmerken", "Functiekenmerken", frozenset({"kenmerk"})),
    ("competenties", "Competenties en niveaus", frozenset({
        "competentie", "niveau", "definitie", "gedragsindicator", "organisatiecompetentie"})),
    ("taken", "Resultaatgebieden en taken", frozenset({"resultaatgebied", "taak"})),
    ("profiel", "Werksituaties, kennis, vaardigheden, opleiding", frozenset({
        "kritische_werksituatie", "kennis", "vaardigheid", "opleiding"})),
    ("boek", "Algemene gegevens", frozenset({"metadata"})),
    ("tekst", "Lopende tekst", frozenset({"hoofdstuk"})),
)  # fmt: skip
"""Groups of onderdelen by which a reader filters: key, name, onderdelen."""

_WHOLE_BOOK = "Het boek als geheel"
_RUNNING = "Lopende tekst"


@dataclass(frozen=True, slots=True)
class ChangeView:
    """A change with what follows from it, as a report shows it."""

    change: Wijziging
    pieces: tuple[Piece, ...]
    """The word differences; empty where one side has nothing."""
    followers: tuple[ChangeView, ...] = ()

    @property
    def part(self) -> str:
        """The key of the group it belongs to."""
        return part_of(self.change.onderdeel)

    @property
    def parts(self) -> tuple[str, ...]:
        """The keys of its own group and of those of its consequences."""
        return tuple(dict.fromkeys([self.part, *(view.part for view in self.followers)]))

    @property
    def level(self) -> bool:
        """Whether it, or something that follows from it, sets a level."""
        return self.change.niveaubepalend or any(view.change.niveaubepalend for view in self.followers)

    @property
    def weights(self) -> tuple[str, ...]:
        """The weights of it and its consequences."""
        return tuple(dict.fromkeys([self.change.gewicht, *(view.change.gewicht for view in self.followers)]))


@dataclass(frozen=True, slots=True)
class Group:
    """The changes of one function, of the book as a whole, or of the running text."""

    anchor: str
    naam: str
    functie: str | None
    changes: tuple[ChangeView, ...] = field(default=())

    @property
    def count(self) -> int:
        """How many changes it holds, consequences included."""
        return sum(1 + len(view.followers) for view in self.changes)


def part_of(onderdeel: str) -> str:
    """Return the key of the group that an onderdeel is filtered by."""
    return next(key for key, _, members in PARTS if onderdeel in members)


def as_text(value: str | int | float | None) -> str:
    """Return a value of a change as Dutch prints it; nothing for None."""
    if value is None:
        return ""
    return value if isinstance(value, str) else getal(value)


def side_texts(change: Wijziging) -> tuple[str, str]:
    """Return both sides of a change as a reader sees them; nothing for a side that is not there.

    The change itself holds a date as ISO 8601, for programs; a reader gets it in Dutch words.
    """
    of_date = (change.pad_nieuw or change.pad_oud or "").endswith("/peildatum")
    old, new = (_dutch_date(value) if of_date else as_text(value) for value in (change.oud, change.nieuw))
    return old, new


def _dutch_date(value: str | int | float | None) -> str:
    return datum(datetime.date.fromisoformat(value)) if isinstance(value, str) else as_text(value)


def spans(value: Any) -> Spans:
    """Return the bold stretches of a kenmerk as it stands in ``waarde_oud`` or ``waarde_nieuw``."""
    found = value.get("nadruk_posities", ()) if isinstance(value, dict) else ()
    return tuple((int(begin), int(end)) for begin, end in found)


def pieces_of(change: Wijziging) -> tuple[Piece, ...]:
    """Return the word differences of a change, bold included; one piece where one side has nothing."""
    old, new = side_texts(change)
    whole = not isinstance(change.oud, str) or (change.pad_oud or "").endswith(("/peildatum", "/id"))
    if change.oud is not None and change.nieuw is not None and whole:
        return (Piece("weg", old), Piece("nieuw", new))
    return word_diff(old, new, spans(change.waarde_oud), spans(change.waarde_nieuw))


def groups(old: Functieboek, new: Functieboek, changes: Wijzigingen) -> list[Group]:
    """Return the changes by what they are about: the book, the functions in its order, the running text.

    Consequences stand under their cause.
    """
    followers: dict[str, list[Wijziging]] = {}
    for change in changes.wijzigingen:
        if change.gevolg_van:
            followers.setdefault(change.gevolg_van, []).append(change)
    by_owner: dict[str, list[ChangeView]] = {}
    for change in changes.wijzigingen:
        if change.gevolg_van is None:
            view = ChangeView(
                change,
                pieces_of(change),
                tuple(ChangeView(item, pieces_of(item)) for item in followers.get(change.sleutel, ())),
            )
            by_owner.setdefault(_owner(change), []).append(view)
    names = owner_names(old, new)
    order = [_WHOLE_BOOK, *_owners_in_order(old, new), _RUNNING]
    order += [owner for owner in by_owner if owner not in set(order)]
    out = []
    for owner in dict.fromkeys(order):
        if views := by_owner.get(owner):
            functie = owner if owner in names else None
            out.append(Group(_anchor(owner), names.get(owner, owner), functie, tuple(views)))
    return out


def _owner(change: Wijziging) -> str:
    if change.onderdeel == "hoofdstuk":
        return _RUNNING
    return change.functie or _WHOLE_BOOK


def _anchor(owner: str) -> str:
    fixed = {_WHOLE_BOOK: "boek", _RUNNING: "lopende-tekst"}
    return fixed.get(owner) or "functie-" + owner.replace(":", "-")


def owner_names(old: Functieboek, new: Functieboek) -> dict[str, str]:
    """Return the name of each function and module by its id, that of the new book first."""
    names = {functie.id: functie.naam for functie in (*old.functies, *new.functies)}
    return names | {f"module:{module.id}": f"Module {module.naam}" for module in (*old.modules, *new.modules)}


def _owners_in_order(old: Functieboek, new: Functieboek) -> Iterable[str]:
    """The functions of the new book, each gone one after what stood before it, then the modules."""
    order = [functie.id for functie in new.functies]
    before: str | None = None
    for functie in old.functies:
        if functie.id not in order:
            order.insert(order.index(before) + 1 if before in order else 0, functie.id)
        before = functie.id
    return [*order, *(f"module:{module.id}" for module in (*new.modules, *old.modules))]


def order_text(item: Volgorde, names: Mapping[str, str]) -> str:
    """Say in Dutch which list stands in another order."""
    what = {
        "functie": "de functiebeschrijvingen", "taak": "de taken van een resultaatgebied", "kenmerk": "de kenmerken",
        "competentie": "de competenties", "matrixcel": "de cellen van de functiematrix",
        "beschikbare_functie": "de beschikbare functies", "resultaatgebied": "de resultaatgebieden",
        "metadata": "de competentieprofielen", "hoofdstuk": "de lopende tekst", "cluster": "de clusters",
        "gedragsindicator": "de gedragsindicatoren", "kennis": "de kennis", "vaardigheid": "de vaardigheden",
        "kritische_werksituatie": "de kritische werksituaties", "module": "de modules",
        "organisatiecompetentie": "de organisatiecompetenties",
    }.get(item.onderdeel, item.onderdeel)  # fmt: skip
    owner = names.get(item.functie or "")
    return f"{owner}: {what}" if owner else f"{what[:1].upper()}{what[1:]}"


def contents_text(value: Any) -> str:
    """Say in Dutch what an added or dropped whole holds: "3 resultaatgebieden, 14 taken, 5 competenties"."""
    if not isinstance(value, dict):
        return ""
    areas = value.get("resultaatgebieden") or []
    counts = [
        (len(value.get("kenmerken") or []), "kenmerk", "kenmerken"),
        (len(areas), "resultaatgebied", "resultaatgebieden"),
        (len(value.get("taken") or []) + sum(len(area["taken"]) for area in areas), "taak", "taken"),
        (len(value.get("kritische_werksituaties") or []), "kritische werksituatie", "kritische werksituaties"),
        (len(value.get("competenties") or []), "competentie", "competenties"),
        (len(value.get("alineas") or []), "alinea", "alinea's"),
    ]
    return ", ".join(f"{count} {one if count == 1 else many}" for count, one, many in counts if count)


def present_parts(found: Sequence[Group]) -> list[tuple[str, str]]:
    """Return the groups of onderdelen that occur, for the filter: key and name."""
    there = {key for group in found for view in group.changes for key in view.parts}
    return [(key, name) for key, name, _ in PARTS if key in there]
