"""What a comparison comes down to: the summary for a director, and what became of each function."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from pipeline.models.base import Herkomst, Model
from pipeline.models.functieboek import Schaal

Status = Literal["ongewijzigd", "gewijzigd", "vervallen", "nieuw"]


class WasWordt(Model):
    """What became of one function: a proposal for the was-wordt list of a reorganisation, for a person to decide."""

    was: str | None = Field(description="id in the old book; null for a new function")
    wordt: str | None = Field(description="id in the new book; null where it is gone")
    was_naam: str | None
    wordt_naam: str | None
    was_schaal: tuple[Schaal, ...] = Field(
        description="scales in matrix and establishment; more than one if they differ"
    )
    wordt_schaal: tuple[Schaal, ...]
    was_punten: tuple[int, ...] = ()
    wordt_punten: tuple[int, ...] = ()
    was_formatie: float | None = Field(
        description="FTE of its available functions together; null where none is printed"
    )
    wordt_formatie: float | None
    gelijk: float = Field(description="share of the old content that is word for word the same, 0 to 1, by letters")
    redactioneel: float = Field(description="share that changed only editorially")
    gewijzigd: float = Field(description="share that changed or is gone")
    toegevoegd: float = Field(description="what is new, as a share of the new content")
    inhoudelijk_aantal: int = Field(description="changes of content, consequences not counted")
    redactioneel_aantal: int
    niveaubepalend_aantal: int
    status: Status
    reden: str = Field(description="Dutch: why this status is proposed")
    herkomst_oud: Herkomst | None = None
    herkomst_nieuw: Herkomst | None = None


class Plaats(Model):
    """What became of one row of the establishment: the function as people have it."""

    was_naam: str | None
    wordt_naam: str | None
    was_normfunctie: str | None
    wordt_normfunctie: str | None
    was_schaal: Schaal
    wordt_schaal: Schaal
    was_formatie: float | None
    wordt_formatie: float | None
    status: Status
    reden: str = Field(description="Dutch: why this status is proposed")
    herkomst_oud: Herkomst | None = None
    herkomst_nieuw: Herkomst | None = None


class FunctieKort(Model):
    """A function as the summary names it."""

    functie: str | None
    tekst: str
    sleutels: tuple[str, ...] = Field(description="the changes that say so")


class SchaalFte(Model):
    """The establishment in one scale, before and after."""

    schaal: str = Field(description="as printed; empty for rows without a scale")
    oud: float
    nieuw: float


class Signaal(Model):
    """Something that the works council or the unions may have a say in: a signal, no verdict."""

    onderwerp: str
    tekst: str
    sleutels: tuple[str, ...]


class Samenvatting(Model):
    """What a director reads in a minute."""

    totaal: int
    gevolgen: int = Field(description="how many of these only follow from another change")
    inhoudelijk: int
    redactioneel: int
    niveaubepalend: int
    lopende_tekst: int = Field(description="changes of running text")
    volgorde: int
    twijfel: int = Field(description="changes at a place where the reading is in doubt")
    functies_oud: int
    functies_nieuw: int
    nieuw: tuple[FunctieKort, ...]
    vervallen: tuple[FunctieKort, ...]
    hernoemd: tuple[FunctieKort, ...]
    herwaardering: tuple[FunctieKort, ...] = Field(description="another scale, other points or another norm function")
    niveau: tuple[FunctieKort, ...] = Field(description="level-setting changes in the description")
    fte: tuple[SchaalFte, ...]
    fte_oud: float
    fte_nieuw: float
    fte_gedrukt_oud: float | None = Field(description="the total as the book prints it")
    fte_gedrukt_nieuw: float | None
    zonder_formatie_oud: int = Field(description="available functions without FTE")
    zonder_formatie_nieuw: int
    signalen: tuple[Signaal, ...]
