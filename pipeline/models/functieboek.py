"""The functieboek as data: the contract's ``functieboek.json`` (schema ``functieboek/1``)."""

from __future__ import annotations

import datetime
import re
import unicodedata
from typing import Literal

from pydantic import Field

from pipeline.models.base import Bron, Herkomst, Model, Small, small

Schaal = int | str | None
"""A salary scale: a whole number, a string for an in-between scale ("10A"), or null where none can be read."""


def slug(naam: str) -> str:
    """Return the id of a name: lower case, no accents, ``&`` as ``en``, all else one hyphen.

    >>> slug("Medewerker administratief & secretariael II")
    'medewerker-administratief-en-secretariael-ii'
    """
    plain = unicodedata.normalize("NFKD", naam.replace("&", " en ")).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")


@small
class Tekst(Small):
    """A piece of text of the book with its place: a task, an indicator."""

    tekst: str = Field(description="verbatim, after undoing what belongs to the page")
    herkomst: Herkomst


@small
class Kenmerk(Small):
    """A functiekenmerk; its bold stretches (nadruk) are what sets the level in HR21."""

    tekst: str
    nadruk: tuple[str, ...] = Field(default=(), description="stretches printed in bold, in order")
    nadruk_posities: tuple[tuple[int, int], ...] = Field(
        default=(), description="character offsets [begin, end) in tekst of each stretch"
    )
    herkomst: Herkomst


class Cluster(Model):
    """A cluster of the organisation (Part I) with its size in FTE."""

    naam: str
    fte: float | None
    herkomst: Herkomst


@small
class Alinea(Small):
    """A piece of running text."""

    soort: Literal["alinea", "opsomming", "kop"]
    tekst: str
    herkomst: Herkomst


class Hoofdstuk(Model):
    """A chapter of running text: Part I and the introductions."""

    nummer: str | None = None
    titel: str | None
    niveau: int = Field(ge=1, description="1 for the highest heading")
    alineas: tuple[Alinea, ...] = ()
    herkomst: Herkomst


class Matrixcel(Model):
    """A filled cell of the functiematrix."""

    schaal: Schaal
    functiereeks: str | None
    functiegroep: str | None
    naam: str
    punten: int | None
    functie: str | None = Field(description="id of the description it stands for; null where the book has none")
    herkomst: Herkomst


class BeschikbareFunctie(Model):
    """A row of the establishment: a function that the organisation actually has."""

    naam: str
    normfunctie: str | None = Field(description="as printed")
    functie: str | None = Field(description="resolved id, null if it cannot be resolved")
    kenmerken: tuple[Kenmerk, ...] = ()
    schaal: Schaal
    formatie: float | None = Field(description="FTE; null where the cell is empty")
    herkomst: Herkomst


class Benoemd(Model):
    """A functiereeks or functiegroep: its name and what the book says of it."""

    naam: str | None
    omschrijving: str | None
    herkomst: Herkomst | None = None


@small
class Competentie(Small):
    """A competence with the level that a function or module asks."""

    naam: str
    niveau: str | None = Field(description="as printed: A to D in HR21, other letters or numbers elsewhere")
    niveaunaam: str | None
    herkomst: Herkomst


class Resultaatgebied(Model):
    """A result area of a function with its tasks."""

    nummer: int | None
    naam: str | None
    taken: tuple[Tekst, ...] = ()
    herkomst: Herkomst


class Functie(Model):
    """A norm function description (functiebeschrijving)."""

    id: str = Field(description="slug of naam")
    naam: str
    code: str | None = None
    normfunctie: str | None = Field(
        default=None, description="where the book prints Functienaam and Normfunctienaam apart"
    )
    peildatum: datetime.date | None = None
    functiereeks: Benoemd
    functiegroep: Benoemd
    kenmerken: tuple[Kenmerk, ...] = ()
    competenties: tuple[Competentie, ...] = ()
    resultaatgebieden: tuple[Resultaatgebied, ...] = ()
    module: str | None = Field(default=None, description='text under "Module", null if nothing stands there')
    module_herkomst: Herkomst | None = None
    herkomst: Herkomst


class Module(Model):
    """A module (coordination) that can come on top of a function."""

    id: str
    naam: str
    taken: tuple[Tekst, ...] = ()
    competenties: tuple[Competentie, ...] = ()
    herkomst: Herkomst


@small
class Werksituatie(Small):
    """A kritische werksituatie of a profile."""

    nummer: int | None
    naam: str | None
    omschrijving: str | None
    herkomst: Herkomst


@small
class Profielcompetentie(Small):
    """A competence as a profile describes it: definition, level and indicators."""

    naam: str
    toelichting: str | None = Field(default=None, description="the part in brackets after the name")
    definitie: str | None
    niveau: str | None
    niveaunaam: str | None
    gedragsindicatoren: tuple[Tekst, ...] = ()
    herkomst: Herkomst


@small
class Onderwerp(Small):
    """A subject of knowledge or skill with what it asks."""

    onderwerp: str | None
    omschrijving: str | None
    herkomst: Herkomst


class Opleiding(Model):
    """The education that a profile asks."""

    tekst: str | None
    minimaal: Literal["VMBO", "MBO", "HBO", "WO"] | None = None
    minimaal_niveau: int | None = Field(default=None, description='1-4 for "MBO niveau 2"')
    idealiter: str | None = Field(default=None, description='what is named after "idealiter", level words in capitals')
    richtingen: tuple[str, ...] = ()
    herkomst: Herkomst | None = None


class Profiel(Model):
    """A competentieprofiel."""

    functie: str | None = Field(
        description='id of the function, "module:<id>" for a module; null if it cannot be known'
    )
    titel: str | None = Field(description="the whole heading; null where the source lost it")
    kritische_werksituaties: tuple[Werksituatie, ...] = ()
    competenties: tuple[Profielcompetentie, ...] = ()
    kennis: tuple[Onderwerp, ...] = ()
    vaardigheden: tuple[Onderwerp, ...] = ()
    opleiding: Opleiding | None = None
    herkomst: Herkomst


class Correctie(Model):
    """A misreading that a person put right (``correcties.toml``)."""

    pad: str = Field(description="JSON Pointer into functieboek.json")
    oud: object = Field(description="what the program read")
    nieuw: object = Field(description="what stands in the book")
    wie: str
    waarom: str


class Verantwoording(Model):
    """The proof that nothing was lost: where the characters of the source went (white space not counted)."""

    tekens: int = Field(description="characters in the source")
    velden: int = Field(description="claimed by functions, profiles, modules, matrix, tables and metadata")
    lopende_tekst: int = Field(description="claimed by hoofdstukken")
    inhoudsopgave: int
    paginaopmaak: int = Field(description="running headers and footers, page numbers")
    niet_geplaatst: int = Field(description="claimed by no one; each is a finding niet-geplaatste-tekst")
    aandeel: float = Field(description="share accounted for, 1.0 for all")


class Functieboek(Model):
    """A functieboek that has been read."""

    schema_: Literal["functieboek/1"] = Field(default="functieboek/1", alias="schema")
    titel: str | None
    ondertitel: str | None = None
    organisatie: str | None
    versie: str | None = Field(default=None, description="as printed on the title page")
    peildatum: datetime.date | None = Field(default=None, description="the date found in versie")
    bron: Bron
    clusters: tuple[Cluster, ...] = ()
    organisatiecompetenties: tuple[str, ...] = ()
    hoofdstukken: tuple[Hoofdstuk, ...] = ()
    functiematrix: tuple[Matrixcel, ...] = ()
    beschikbare_functies: tuple[BeschikbareFunctie, ...] = ()
    totaal_formatie: float | None = Field(default=None, description="as printed")
    totaal_formatie_herkomst: Herkomst | None = None
    functies: tuple[Functie, ...] = ()
    modules: tuple[Module, ...] = ()
    profielen: tuple[Profiel, ...] = ()
    correcties: tuple[Correctie, ...] = Field(default=(), description="misreadings put right by a person")
    verantwoording: Verantwoording | None = None
