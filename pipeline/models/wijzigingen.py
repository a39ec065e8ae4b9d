"""Changes between two editions (schema ``wijzigingen/1``)."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import Field

from pipeline.models.base import Herkomst, Model
from pipeline.models.bevindingen import Bevinding

Soort = Literal["toegevoegd", "vervallen", "gewijzigd", "hernoemd", "verplaatst"]
Onderdeel = Literal[
    "functie", "naam", "beschikbare_functie", "schaal", "formatie", "normfunctie", "matrixcel", "punten",
    "functiereeks",
    "functiegroep", "kenmerk", "competentie", "niveau", "resultaatgebied", "taak", "module", "kritische_werksituatie",
    "definitie", "gedragsindicator", "kennis", "vaardigheid", "opleiding", "cluster", "organisatiecompetentie",
    "metadata", "hoofdstuk",
]  # fmt: skip
Gewicht = Literal["inhoudelijk", "redactioneel"]
Verbandsoort = Literal["gesplitst", "samengevoegd", "verplaatst-en-gewijzigd"]


class Editie(Model):
    """One of the two editions that were compared."""

    bestand: str
    sha256: str
    versie: str | None = None


class Gevolg(Model):
    """A value that follows from a change and is no news by itself: an id, a reference, a number, a profile."""

    pad_oud: str | None = Field(description="JSON Pointer into the old functieboek.json; null where it is new")
    pad_nieuw: str | None = Field(description="JSON Pointer into the new one; null where it is gone")
    waarde_oud: Any = None
    waarde_nieuw: Any = None


class Verband(Model):
    """How a change hangs together with others: a task split in two, joined, or moved and changed at once."""

    soort: Verbandsoort
    met: tuple[str, ...] = Field(default=(), description="sleutels of the other changes that tell the same event")


class Wijziging(Model):
    """One difference, with its place in both books and enough to redo it."""

    soort: Soort
    onderdeel: Onderdeel
    functie: str | None = Field(
        description="id in the new book (in the old one where it is gone); null for the whole book"
    )
    oud: str | int | float | None = Field(description="text or value; null for toegevoegd")
    nieuw: str | int | float | None = Field(description="null for vervallen")
    gewicht: Gewicht
    niveaubepalend: bool
    pad_oud: str | None = Field(description="JSON Pointer into the old functieboek.json; null for toegevoegd")
    pad_nieuw: str | None = Field(description="JSON Pointer into the new one; null for vervallen")
    waarde_oud: Any = None
    waarde_nieuw: Any = None
    herkomst_oud: Herkomst | None = None
    herkomst_nieuw: Herkomst | None = None
    sleutel: str = Field(default="", description="stable name of the change: the anchor in the report")
    toelichting: str | None = Field(default=None, description="a Dutch sentence: why it is told like this")
    verband: Verband | None = None
    gevolg_van: str | None = Field(default=None, description="sleutel of the change that this one follows from")
    gevolgen: tuple[Gevolg, ...] = Field(default=(), description="values that follow and are not told apart")
    twijfel: tuple[str, ...] = Field(
        default=(), description="doubts of the reading at this place: it may be no change of the book"
    )


class Volgorde(Model):
    """A list whose items stand in another order; which item moved past which cannot be known, so it is told once."""

    onderdeel: Onderdeel = Field(description="what the list holds")
    functie: str | None
    pad_oud: str = Field(description="JSON Pointer to the list in the old functieboek.json")
    pad_nieuw: str = Field(description="JSON Pointer to the same list in the new one")
    posities: tuple[int, ...] = Field(
        description="of the items that are in both: their old positions, in the order of the new list"
    )
    sleutel: str = ""
    gevolg_van: str | None = Field(default=None, description="sleutel of the change that the order follows from")
    gevolgen: tuple[Gevolg, ...] = ()


class Wijzigingen(Model):
    """All differences between two editions."""

    schema_: Literal["wijzigingen/1"] = Field(default="wijzigingen/1", alias="schema")
    oud: Editie
    nieuw: Editie
    wijzigingen: tuple[Wijziging, ...] = ()
    volgorde: tuple[Volgorde, ...] = Field(default=(), description="lists that only stand in another order")
    opmaak: tuple[Gevolg, ...] = Field(
        default=(), description="what differs by layout only, and is no change: the level of a heading, a bullet"
    )
    bevindingen: tuple[Bevinding, ...] = Field(default=(), description="where the comparison itself is in doubt")
