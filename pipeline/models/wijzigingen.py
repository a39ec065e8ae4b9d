"""Changes between two editions (schema ``wijzigingen/1``)."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import Field

from pipeline.models.base import Herkomst, Model

Soort = Literal["toegevoegd", "vervallen", "gewijzigd", "hernoemd", "verplaatst"]
Onderdeel = Literal[
    "functie", "naam", "beschikbare_functie", "schaal", "formatie", "normfunctie", "matrixcel", "punten",
    "functiereeks",
    "functiegroep", "kenmerk", "competentie", "niveau", "resultaatgebied", "taak", "module", "kritische_werksituatie",
    "definitie", "gedragsindicator", "kennis", "vaardigheid", "opleiding", "cluster", "organisatiecompetentie",
    "metadata", "hoofdstuk",
]  # fmt: skip
Gewicht = Literal["inhoudelijk", "redactioneel"]


class Editie(Model):
    """One of the two editions that were compared."""

    bestand: str
    sha256: str
    versie: str | None = None


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


class Wijzigingen(Model):
    """All differences between two editions."""

    schema_: Literal["wijzigingen/1"] = Field(default="wijzigingen/1", alias="schema")
    oud: Editie
    nieuw: Editie
    wijzigingen: tuple[Wijziging, ...] = ()
