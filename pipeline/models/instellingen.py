"""The settings of a workspace (``functieboek.toml``): small models, one a section, with defaults for all that has one.

Every part of the program that has settings adds its section here.  A key carries ``description`` (Dutch, it becomes the
comment in the commented example) and ``examples`` (as written in TOML, shown in error messages).
"""

from __future__ import annotations

import tomllib
from typing import ClassVar, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from pipeline.errors import DataInvalidError
from pipeline.models.foutmeldingen import dutch_errors, dutch_toml


class Sectie(BaseModel):
    """Base of all sections: immutable, and a key that is not known is refused."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)

    toelichting: ClassVar[str] = ""
    """One Dutch sentence above the section in the commented example."""


class Organisatie(Sectie):
    """Who sends the documents, and what they look like."""

    toelichting = "Wie de documenten verstuurt, en hoe ze eruitzien."

    naam: str | None = Field(
        default=None, description="naam zoals die in documenten komt", examples=['"Gemeente Voorbeeld"']
    )
    logo: str | None = Field(
        default=None, description="afbeelding (PNG of JPG), vanaf de werkmap", examples=['"templates/logo.png"']
    )
    kleur: str = Field(
        default="#1F4E79",
        pattern=r"^#[0-9A-Fa-f]{6}$",
        description="huiskleur van koppen en lijnen",
        examples=['"#1F4E79"'],
    )
    kleur_accent: str = Field(
        default="#2E6E8E",
        pattern=r"^#[0-9A-Fa-f]{6}$",
        description="tweede kleur, van verwijzingen en kaders",
        examples=['"#2E6E8E"'],
    )
    logo_beschrijving: str = Field(
        default="", max_length=200, description="wat op het logo staat, voor wie het niet ziet", examples=['"Wapen"']
    )
    logo_breedte_cm: float = Field(default=4.0, gt=0, le=16, description="breedte van het logo", examples=["4.0"])
    lettertype: str = Field(
        default="Calibri", min_length=1, description="lettertype van documenten", examples=['"Calibri"']
    )


class Lezen(Sectie):
    """How sources are read, and how much one source may ask of the machine."""

    toelichting = "Hoe bronnen worden gelezen, en hoeveel één bron van de computer mag vragen."

    engine: Literal["pdfium", "pdfplumber"] = Field(
        default="pdfium", description="waarmee PDF's worden gelezen: pdfium (snel) of pdfplumber", examples=['"pdfium"']
    )
    max_paginas: int = Field(default=3000, ge=1, description="meer bladzijden wordt geweigerd", examples=["3000"])
    max_megabyte: int = Field(default=200, ge=1, description="een groter bestand wordt geweigerd", examples=["200"])
    max_geheugen: int = Field(
        default=1536, ge=256, description="geheugen dat het lezen mag gebruiken, in MB", examples=["1536"]
    )
    seconden_per_pagina: float = Field(
        default=30.0, gt=0, description="zo lang mag één bladzijde duren", examples=["30"]
    )
    seconden_totaal: float = Field(default=1800.0, gt=0, description="zo lang mag één boek duren", examples=["1800"])
    tekens_per_pagina: int = Field(
        default=200_000, ge=1000, description="meer tekens op één bladzijde wordt geweigerd", examples=["200000"]
    )


class Controleren(Sectie):
    """Which rules of Controleren run, how heavy they weigh, and which words the organisation knows."""

    toelichting = "Wat `functieboek controleren` doet; de codes staan in `functieboek controleren --regels`."

    uit: tuple[str, ...] = Field(
        default=(), description="regels die niet gelden", examples=['["code-ontbreekt", "persoonsvorm-geslacht"]']
    )
    ernst: dict[str, Literal["fout", "waarschuwing", "info"]] = Field(
        default={}, description="een ander gewicht voor een regel", examples=['{ "opleiding-daalt" = "info" }']
    )
    spelling: bool = Field(default=True, description="of de spelling wordt nagekeken", examples=["true"])
    woorden: tuple[str, ...] = Field(
        default=(), description="woorden die in uw organisatie goed zijn", examples=['["omgevingsdialoog"]']
    )


class Conversietabel(Sectie):
    """The organisation's own table from points to scale; none is built in, because they are local."""

    toelichting = "Uw eigen conversietabel van punten naar schaal, met de bron; er is geen tabel ingebouwd."

    bron: str | None = Field(default=None, description="waar de tabel staat", examples=['"Besluit van 4 maart 2024"'])
    schalen: dict[str, tuple[int, int]] = Field(
        default={},
        description="per schaal de laagste en de hoogste score, van laag naar hoog",
        examples=['{ "8" = [372, 451], "9" = [452, 531], "10A" = [532, 581] }'],
    )

    @field_validator("schalen")
    @classmethod
    def _bands(cls, value: dict[str, tuple[int, int]]) -> dict[str, tuple[int, int]]:
        for scale, (lowest, highest) in value.items():
            if lowest > highest:
                raise ValueError(f"bij schaal {scale} staat de laagste score {lowest} boven de hoogste {highest}")
        return value


class Vergelijken(Sectie):
    """Whose the revisions are, and whether the report shows the pages."""

    toelichting = "Wat `functieboek vergelijken` maakt."

    auteur: str | None = Field(
        default=None,
        min_length=1,
        description="van wie de revisies in Word zijn (standaard de naam van de organisatie)",
        examples=['"Afdeling HR"'],
    )
    beelden: Literal["uitsnede", "geen"] = Field(
        default="uitsnede", description="of het rapport uitsneden van de bladzijden toont", examples=['"uitsnede"']
    )


class Brieven(Sectie):
    """Who signs placement letters, on what plan, and the terms of the local regulation; none of these has a default."""

    toelichting = "Wat elke plaatsingsbrief zegt; `functieboek brieven` noemt wat nog ontbreekt."

    adres: tuple[str, ...] = Field(
        default=(), description="adresregels van de afzender", examples=['["Postbus 1", "1234 AB Voorbeeldstad"]']
    )
    plaats: str | None = Field(default=None, description="plaats boven de brief", examples=['"Voorbeeldstad"'])
    kenmerk: str | None = Field(default=None, description="zaaknummer van de reorganisatie", examples=['"Z2026-0001"'])
    plan: str | None = Field(
        default=None, description="het plan waarop de plaatsing berust", examples=['"het Plaatsingsplan 2026"']
    )
    plan_vastgesteld: str | None = Field(
        default=None,
        description="wanneer en door wie het is vastgesteld",
        examples=['"op 3 maart 2026 door het college"'],
    )
    ondertekenaar: str | None = Field(default=None, description="wie ondertekent", examples=['"mr. A. Voorbeeld"'])
    ondertekenaar_functie: str | None = Field(default=None, description="functie", examples=['"gemeentesecretaris"'])
    mandaat: str | None = Field(
        default=None,
        description="namens wie, zoals het mandaatbesluit het zegt",
        examples=['"Namens het college van burgemeester en wethouders"'],
    )
    contactpersoon: str | None = Field(default=None, description="bij wie vragen terechtkunnen", examples=['"team HR"'])
    contact: str | None = Field(
        default=None, description="telefoon of e-mail daarvan", examples=['"hr@voorbeeldstad.example"']
    )
    zienswijze_weken: int | None = Field(
        default=None, ge=1, le=26, description="termijn voor een zienswijze volgens uw sociaal plan", examples=["2"]
    )
    zienswijze_adres: str | None = Field(
        default=None, description="waar de zienswijze naartoe kan", examples=['"de plaatsingsadviescommissie"']
    )
    bezwaar_adres: str | None = Field(
        default=None, description="tot en met 2019: waar het bezwaarschrift naartoe kan", examples=['"het college"']
    )
    geschillencommissie: str | None = Field(
        default=None, description="vanaf 2020: de geschillencommissie (Cao Gemeenten art. 11.5)", examples=['"de GGC"']
    )
    geschil_weken: int | None = Field(
        default=None,
        ge=1,
        le=52,
        description="vanaf 2020: termijn volgens het reglement van die commissie",
        examples=["6"],
    )
    geschil_vanaf: str | None = Field(
        default=None,
        description="vanaf 2020: wanneer die termijn begint, volgens dat reglement",
        examples=['"na de dag waarop deze brief is verzonden"'],
    )
    salaristabel_datum: str | None = Field(
        default=None, description="datum van de salaristabel waaruit was_bedrag komt", examples=['"1 januari 2026"']
    )
    rechterpagina: bool = Field(
        default=False, description="of in de bundel elke brief op een rechterpagina begint", examples=["true"]
    )


class Aanvaarding(Sectie):
    """A finding that the organisation accepts as it is; expires when the text of the finding changes."""

    sleutel: str = Field(min_length=6, description="de sleutel van de bevinding", examples=['"3f9a1c20b7d4"'])
    reden: str = Field(min_length=3, description="waarom het zo mag blijven", examples=['"Zo vastgesteld."'])
    code: str | None = Field(default=None, description="de code van de bevinding", examples=['"opleiding-daalt"'])
    functie: str | None = Field(default=None, description="de functie van de bevinding", examples=['"adviseur-ii"'])
    wie: str | None = Field(default=None, description="wie dit besloot", examples=['"P. de Vries"'])


class Vacatures(Sectie):
    """How vacancies are made where ``vacature.toml`` or the command line says nothing else."""

    toelichting = "Hoe vacatures worden gemaakt als het gegevensbestand niets anders zegt."

    lengte: Literal["kort", "normaal", "volledig"] = Field(
        default="normaal",
        description="kort (250-350 woorden), normaal (450-600) of volledig (tot 900)",
        examples=['"normaal"'],
    )
    salaristabel: str | None = Field(
        default=None,
        description="uw salaristabel (CSV), vanaf de werkmap; er is geen tabel ingebouwd",
        examples=['"salaristabel.csv"'],
    )


class Instellingen(Sectie):
    """All settings of a workspace."""

    organisatie: Organisatie = Organisatie()
    lezen: Lezen = Lezen()
    controleren: Controleren = Controleren()
    conversietabel: Conversietabel = Conversietabel()
    vergelijken: Vergelijken = Vergelijken()
    vacatures: Vacatures = Vacatures()
    brieven: Brieven = Brieven()
    aanvaard: tuple[Aanvaarding, ...] = ()


def read_settings(text: bytes, name: str) -> Instellingen:
    """Read the settings from the bytes of a TOML file.

    Raises:
        DataInvalidError: it is no TOML, or a key or value is wrong; the message lists all faults, one a line.
    """
    try:
        data = tomllib.loads(text.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise DataInvalidError(f"{name} is geen UTF-8-tekst.", "Sla het bestand op als UTF-8.") from error
    except tomllib.TOMLDecodeError as error:
        raise DataInvalidError(f"{name} is geen geldige TOML: {dutch_toml(error)}.", "Verbeter die regel.") from error
    try:
        return Instellingen.model_validate(data)
    except ValidationError as error:
        faults = "\n".join(f"  - {fault}" for fault in dutch_errors(error, Instellingen))
        raise DataInvalidError(
            f"{name} bevat fouten:\n{faults}\n", "Verbeter het bestand en probeer opnieuw."
        ) from error


def example() -> str:
    """Return a functieboek.toml with every key commented out at its default, explained in Dutch."""
    lines = [
        "# Instellingen van deze werkmap. Wat met # begint, is uitgezet; de standaardwaarde staat erbij.",
        "# Haal de # weg en pas de waarde aan. Onbekende sleutels worden geweigerd.",
    ]
    for name, section in Instellingen.model_fields.items():
        model = section.annotation
        if isinstance(model, type) and issubclass(model, BaseModel):
            lines += ["", *_comment(model), f"[{name}]", *_example_keys(model)]
    return "\n".join(lines) + "\n"


def _comment(model: type[BaseModel]) -> list[str]:
    text = model.toelichting if issubclass(model, Sectie) else ""
    return [f"# {text}"] if text else []


def _example_keys(model: type[BaseModel]) -> list[str]:
    lines = []
    for key, field in model.model_fields.items():
        if field.description:
            lines.append(f"# {field.description}")
        lines.append(f"#{key} = {field.examples[0] if field.examples else '…'}")
    return lines
