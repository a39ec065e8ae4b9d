"""Where the changes are gathered while two books are walked through, before they become the contract's models."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Any

from pipeline.diff.pointer import join, resolve
from pipeline.diff.weigh import Known, weight
from pipeline.models.base import Herkomst
from pipeline.models.wijzigingen import (
    Gevolg,
    Gewicht,
    Onderdeel,
    Soort,
    Verband,
    Verbandsoort,
    Volgorde,
    Wijziging,
)

Value = str | int | float | None


@dataclass(frozen=True, slots=True)
class Side:
    """The same thing on one side: its pointer and its place in the source."""

    pad: str
    herkomst: Herkomst | None = None

    def at(self, *keys: str | int, herkomst: Herkomst | None = None) -> Side:
        """Go down by keys; the place is that of the part, or of the whole where the part has none."""
        return Side(join(self.pad, *keys), herkomst or self.herkomst)


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a comparison stands: the same thing in both books, and whose it is."""

    functie: str | None
    oud: Side
    nieuw: Side

    def at(self, *keys: str | int, old: Herkomst | None = None, new: Herkomst | None = None) -> Spot:
        """Go down by the same keys on both sides."""
        return Spot(self.functie, self.oud.at(*keys, herkomst=old), self.nieuw.at(*keys, herkomst=new))

    def items(self, i: int, j: int, old: Herkomst | None = None, new: Herkomst | None = None) -> Spot:
        """Go to item i of the old list and item j of the new one."""
        return Spot(self.functie, self.oud.at(i, herkomst=old), self.nieuw.at(j, herkomst=new))

    def of(self, functie: str | None) -> Spot:
        """The same place, as belonging to another function."""
        return replace(self, functie=functie)


@dataclass(slots=True, eq=False)
class Draft:
    """A change in the making."""

    soort: Soort
    onderdeel: Onderdeel
    functie: str | None
    oud: Value
    nieuw: Value
    gewicht: Gewicht
    niveaubepalend: bool
    pad_oud: str | None
    pad_nieuw: str | None
    herkomst_oud: Herkomst | None
    herkomst_nieuw: Herkomst | None
    toelichting: str | None = None
    gevolgen: list[tuple[str | None, str | None]] = field(default_factory=list)
    verband: Verbandsoort | None = None
    met: list[Draft] = field(default_factory=list)
    cause: Draft | None = None
    competentie: str | None = None
    """The competence (slug) that a level, indicator or definition belongs to."""
    sleutel: str = ""

    @property
    def of_whole(self) -> bool:
        """Whether it is about a function or module as such; the module text within a description is a part of it."""
        pad = self.pad_nieuw or self.pad_oud or ""
        return self.onderdeel in ("functie", "naam", "module") and not pad.endswith("/module")


@dataclass(slots=True, eq=False)
class OrderDraft:
    """A list in another order, in the making."""

    onderdeel: Onderdeel
    functie: str | None
    pad_oud: str
    pad_nieuw: str
    posities: tuple[int, ...]
    gevolgen: list[tuple[str | None, str | None]] = field(default_factory=list)
    cause: Draft | None = None
    sleutel: str = ""


class Recorder:
    """Gathers the changes of one comparison."""

    def __init__(self, known: Known | None = None) -> None:
        """Start with nothing; ``known`` is the word list, the vendored one if not given."""
        self.known = known
        self.drafts: list[Draft] = []
        self.orders: list[OrderDraft] = []
        self.layout: list[tuple[str | None, str | None]] = []

    def gone(
        self, onderdeel: Onderdeel, functie: str | None, side: Side, oud: Value, *, niveaubepalend: bool = False
    ) -> Draft:
        """Tell that something is no longer there."""
        return self._add(
            Draft("vervallen", onderdeel, functie, oud, None, "inhoudelijk", niveaubepalend,
                  side.pad, None, side.herkomst, None)
        )  # fmt: skip

    def come(
        self, onderdeel: Onderdeel, functie: str | None, side: Side, nieuw: Value, *, niveaubepalend: bool = False
    ) -> Draft:
        """Tell that something is new."""
        return self._add(
            Draft("toegevoegd", onderdeel, functie, None, nieuw, "inhoudelijk", niveaubepalend,
                  None, side.pad, None, side.herkomst)
        )  # fmt: skip

    def changed(
        self,
        onderdeel: Onderdeel,
        spot: Spot,
        oud: Value,
        nieuw: Value,
        *,
        soort: Soort = "gewijzigd",
        gewicht: Gewicht | None = None,
        niveaubepalend: bool = False,
    ) -> Draft:
        """Tell that something is in both and not the same; the weight follows from the texts if not given.

        A change that is not inhoudelijk never sets a level.
        """
        gewicht = gewicht or weight(oud, nieuw, self.known)
        return self._add(
            Draft(soort, onderdeel, spot.functie, oud, nieuw, gewicht, niveaubepalend and gewicht == "inhoudelijk",
                  spot.oud.pad, spot.nieuw.pad, spot.oud.herkomst, spot.nieuw.herkomst)
        )  # fmt: skip

    def scalar(
        self, onderdeel: Onderdeel, spot: Spot, oud: Value, nieuw: Value, *, niveaubepalend: bool = False
    ) -> Draft | None:
        """Tell of a single value: new, gone, changed, or nothing when it is the same."""
        if oud == nieuw and type(oud) is type(nieuw):
            return None
        if oud is None:
            return self.come(onderdeel, spot.functie, spot.nieuw, nieuw, niveaubepalend=niveaubepalend)
        if nieuw is None:
            return self.gone(onderdeel, spot.functie, spot.oud, oud, niveaubepalend=niveaubepalend)
        return self.changed(onderdeel, spot, oud, nieuw, niveaubepalend=niveaubepalend)

    def laid_out(self, spot: Spot) -> None:
        """Keep a value that differs by layout only: no change, but the new book has it so."""
        self.layout.append((spot.oud.pad, spot.nieuw.pad))

    def order(self, onderdeel: Onderdeel, spot: Spot, posities: Iterable[int]) -> OrderDraft:
        """Tell that the kept items of a list stand in another order."""
        made = OrderDraft(onderdeel, spot.functie, spot.oud.pad, spot.nieuw.pad, tuple(posities))
        self.orders.append(made)
        return made

    def _add(self, draft: Draft) -> Draft:
        self.drafts.append(draft)
        return draft


def name_drafts(drafts: list[Draft], orders: list[OrderDraft]) -> None:
    """Give each change its sleutel: from what it says, not from where it stands, so that it survives a new reading."""
    seen: dict[str, int] = {}

    def key(*parts: object) -> str:
        text = "\x1f".join("" if part is None else str(part) for part in parts)
        seen[text] = seen.get(text, 0) + 1
        return "w-" + hashlib.sha256(f"{text}\x1f{seen[text]}".encode()).hexdigest()[:12]

    for draft in drafts:
        draft.sleutel = key(draft.soort, draft.onderdeel, draft.functie, draft.oud, draft.nieuw)
    for order in orders:
        order.sleutel = key("volgorde", order.onderdeel, order.functie, order.pad_nieuw)


def finish(drafts: list[Draft], old: Any, new: Any) -> tuple[Wijziging, ...]:
    """Make the models, with the values as they stand in both books."""
    return tuple(
        Wijziging(
            soort=draft.soort,
            onderdeel=draft.onderdeel,
            functie=draft.functie,
            oud=draft.oud,
            nieuw=draft.nieuw,
            gewicht=draft.gewicht,
            niveaubepalend=draft.niveaubepalend,
            pad_oud=draft.pad_oud,
            pad_nieuw=draft.pad_nieuw,
            waarde_oud=_value(old, draft.pad_oud),
            waarde_nieuw=_value(new, draft.pad_nieuw),
            herkomst_oud=_place(draft.herkomst_oud),
            herkomst_nieuw=_place(draft.herkomst_nieuw),
            sleutel=draft.sleutel,
            toelichting=draft.toelichting,
            verband=Verband(soort=draft.verband, met=tuple(other.sleutel for other in draft.met))
            if draft.verband
            else None,
            gevolg_van=draft.cause.sleutel if draft.cause else None,
            gevolgen=consequences(draft.gevolgen, old, new),
        )
        for draft in drafts
    )


def finish_orders(orders: list[OrderDraft], old: Any, new: Any) -> tuple[Volgorde, ...]:
    """Make the models of the lists in another order."""
    return tuple(
        Volgorde(
            onderdeel=order.onderdeel,
            functie=order.functie,
            pad_oud=order.pad_oud,
            pad_nieuw=order.pad_nieuw,
            posities=order.posities,
            sleutel=order.sleutel,
            gevolg_van=order.cause.sleutel if order.cause else None,
            gevolgen=consequences(order.gevolgen, old, new),
        )
        for order in orders
    )


def consequences(pads: list[tuple[str | None, str | None]], old: Any, new: Any) -> tuple[Gevolg, ...]:
    """Make the models of values that are not told apart."""
    return tuple(
        Gevolg(pad_oud=a, pad_nieuw=b, waarde_oud=_value(old, a), waarde_nieuw=_value(new, b)) for a, b in pads
    )


def _value(data: Any, pad: str | None) -> Any:
    return None if pad is None else resolve(data, pad)


def _place(herkomst: Herkomst | None) -> Herkomst | None:
    """A place that says nothing (a bare text, metadata) is no place."""
    return None if herkomst is None or (herkomst.pagina is None and herkomst.regel is None) else herkomst
