"""What a recruiter fills in for a vacancy (``vacature.toml``): all that a functieboek cannot know.

Every key carries ``description`` (Dutch, the comment in the example) and ``examples`` (as written in TOML, shown in the
example and in error messages).
"""

from __future__ import annotations

import datetime
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, Field, ValidationError, field_validator, model_validator

from pipeline.errors import DataInvalidError
from pipeline.models.foutmeldingen import dutch_errors, dutch_toml
from pipeline.models.instellingen import Sectie
from pipeline.models.vacature_regels import broken_beside, hold_together

Lengte = Literal["kort", "normaal", "volledig"]
ONDERDELEN = {
    "kenmerken": ("tabel", "beschrijving"),
    "competenties": ("beschrijving", "profiel"),
    "schaal": ("tabel", "matrix"),
}
"""The parts on which a book can contradict itself about a function, and the sources to choose from."""

PAY_HISTORY = re.compile(
    r"\b(laatst\s?verdiend\w*|loonstro\w+|salarisstro\w+|salarisspecificatie\w*|(huidig|vorig|laatste)e?\s+(salaris|loon)\w*|"
    r"salarishistorie|loonhistorie)\b",
    re.IGNORECASE,
)
"""Asking what an applicant earned before: forbidden by article 5(2) of Directive (EU) 2023/970."""

VAGUE_PAY = re.compile(
    r"\b(markt\s?conform\w*|concurrerende?\s+(salaris|beloning)|(competitie\w+|aantrekkelijke?|goede?|prima|uitstekende?|passende?)\s+"
    r"(salaris|beloning|loon)|salaris\s+(naar|in)\s+overleg|salaris\s+n\.?o\.?t\.?k\.?)",
    re.IGNORECASE,
)
"""Pay information that says nothing; as the only pay information it is refused (article 5(1) of the same directive)."""


_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def _no_pay_history(text: str) -> str:
    if found := PAY_HISTORY.search(text):
        raise ValueError(
            f"vraag niet naar wat iemand eerder verdiende (‘{found.group()}’); dat verbiedt de Europese richtlijn "
            "loontransparantie, artikel 5 lid 2"
        )
    return text


def _printable(text: str) -> str:
    """Refuse what no Word file can hold; it comes along unseen when text is pasted from another program."""
    if found := _UNPRINTABLE.search(text):
        raise ValueError(
            f"bevat het onzichtbare teken U+{ord(found.group()):04X} (het {found.start() + 1}e teken), dat niet in een "
            "document kan; haal het weg of typ de tekst opnieuw"
        )
    return text


def _e_mail(value: str) -> str:
    if not re.fullmatch(r"[^@\s<>]+@[^@\s<>]+\.[^@\s<>.]+", value):
        raise ValueError("is geen e-mailadres")
    return value


def _web_address(value: str) -> str:
    if not re.fullmatch(r"https?://[^\s<>\"]+\.[^\s<>\"]+", value):
        raise ValueError("is geen webadres dat met https:// begint")
    return value


_Schoon = AfterValidator(_printable)
Tekst = Annotated[str, Field(min_length=1, max_length=20_000), _Schoon, AfterValidator(_no_pay_history)]
Regel = Annotated[str, Field(min_length=1, max_length=300), _Schoon, AfterValidator(_no_pay_history)]
Taaktekst = Annotated[str, Field(min_length=1, max_length=4000), _Schoon]
Email = Annotated[str, Field(max_length=200), _Schoon, AfterValidator(_e_mail)]
Webadres = Annotated[str, Field(max_length=500), _Schoon, AfterValidator(_web_address)]


class Vacature(Sectie):
    """What is being advertised, and until when."""

    toelichting = "De vacature zelf."

    publicatiedatum: datetime.date = Field(description="vanaf wanneer de vacature openstaat", examples=["2026-12-01"])
    sluitingsdatum: datetime.date = Field(description="laatste dag om te reageren", examples=["2027-01-15"])
    nummer: Regel | None = Field(default=None, description="uw vacaturenummer", examples=['"2026-014"'])
    functienaam: Regel | None = Field(
        default=None,
        description="naam boven de vacature, als het boek een andere heeft",
        examples=['"Beleidsadviseur wonen"'],
    )
    startdatum: datetime.date | None = Field(default=None, description="gewenste ingangsdatum", examples=["2027-03-01"])
    lengte: Lengte | None = Field(
        default=None,
        description="lengte: kort (250-350 woorden), normaal (450-600) of volledig (tot 900)",
        examples=['"normaal"'],
    )
    opening: Tekst | None = Field(
        default=None,
        description="eigen openingszinnen, in plaats van de standaardopening",
        examples=['"Wil jij meebouwen aan een gemeente die dicht bij haar inwoners staat?"'],
    )
    module: Regel | None = Field(
        default=None, description="module uit het boek die bij deze plek hoort", examples=['"Coördinatie"']
    )

    @model_validator(mode="after")
    def _order(self) -> Vacature:
        hold_together("vacature", vars(self))
        return self


class Dienstverband(Sectie):
    """Hours and contract."""

    toelichting = "Uren en contract."

    uren_min: float = Field(gt=0, le=40, description="minste uren per week", examples=["32"])
    uren_max: float = Field(gt=0, le=40, description="meeste uren per week", examples=["36"])
    contract: Literal["vast", "tijdelijk", "tijdelijk met uitzicht op vast"] = Field(
        description="soort dienstverband", examples=['"vast"']
    )
    duur: Regel | None = Field(default=None, description="duur van een tijdelijk contract", examples=['"één jaar"'])

    @model_validator(mode="after")
    def _order(self) -> Dienstverband:
        hold_together("dienstverband", vars(self))
        return self


class Werkplek(Sectie):
    """Where the work is done; the address goes into the machine-readable vacancy."""

    toelichting = "Waar het werk wordt gedaan."

    plaats: Regel = Field(description="standplaats", examples=['"Voorbeeldstad"'])
    straat: Regel | None = Field(default=None, description="straat en huisnummer", examples=['"Raadhuisplein 1"'])
    postcode: Regel | None = Field(default=None, description="postcode", examples=['"1234 AB"'])
    provincie: Regel | None = Field(default=None, description="provincie", examples=['"Overijssel"'])
    thuiswerken: Regel | None = Field(
        default=None, description="een zin over thuiswerken", examples=['"Je kunt twee dagen per week thuiswerken."']
    )


class Team(Sectie):
    """What stands under the organisation and the team."""

    toelichting = "De tekst over het team: van uzelf, of uit het hoofdstuk van het boek over het cluster."

    naam: Regel | None = Field(default=None, description="naam van het team in een zin", examples=['"het team Ruimte"'])
    tekst: Tekst | None = Field(
        default=None,
        description="uw tekst over organisatie en team",
        examples=['"Ons team telt twaalf collega\'s."'],
    )
    cluster: Regel | None = Field(
        default=None, description="naam van het cluster in het boek", examples=['"Beleid en Ontwikkeling"']
    )


class Contact(Sectie):
    """Who answers questions."""

    toelichting = "Wie vragen beantwoordt; een telefoonnummer of een e-mailadres is nodig."

    naam: Regel = Field(description="naam", examples=['"Sam de Vries"'])
    functie: Regel | None = Field(default=None, description="functie", examples=['"teamleider Ruimte"'])
    telefoon: Regel | None = Field(default=None, description="telefoonnummer", examples=['"0123 456 789"'])
    email: Email | None = Field(default=None, description="e-mailadres", examples=['"s.devries@voorbeeldstad.nl"'])

    @model_validator(mode="after")
    def _reachable(self) -> Contact:
        hold_together("contact", vars(self))
        return self


class Solliciteren(Sectie):
    """How to apply and what follows."""

    toelichting = "Hoe iemand reageert en wat er daarna gebeurt; een webadres of een e-mailadres is nodig."

    webadres: Webadres | None = Field(
        default=None,
        description="pagina om te solliciteren",
        examples=['"https://werkenbij.voorbeeldstad.nl/2026-014"'],
    )
    email: Email | None = Field(
        default=None, description="adres voor sollicitaties", examples=['"hr@voorbeeldstad.nl"']
    )
    stappen: tuple[Regel, ...] = Field(
        default=(),
        description="stappen van de selectie, met datum waar die bekend is",
        examples=['["Eerste gesprek op 21 januari", "Tweede gesprek op 28 januari"]'],
    )
    assessment: bool = Field(default=False, description="een assessment hoort bij de selectie", examples=["false"])
    vog: bool = Field(default=False, description="een Verklaring Omtrent het Gedrag is nodig", examples=["true"])
    screening: bool = Field(default=False, description="referenties of diploma's worden nagegaan", examples=["false"])

    @model_validator(mode="after")
    def _reachable(self) -> Solliciteren:
        hold_together("solliciteren", vars(self))
        return self


class Eisen(Sectie):
    """Requirements that do not stand in the book."""

    toelichting = "Eisen die niet in het boek staan; alleen wat voor het werk nodig is."

    extra: tuple[Regel, ...] = Field(
        default=(),
        description="aanvullende eisen, elk een hele zin",
        examples=['["Je kent de Omgevingswet."]'],
    )


class Aanbod(Sectie):
    """What the employer offers beside the scale."""

    toelichting = "Wat u biedt; de schaal komt uit het boek, bedragen alleen uit uw eigen salaristabel."

    salaristabel: Regel | None = Field(
        default=None, description="CSV-bestand met uw salaristabel, vanaf dit bestand", examples=['"salaristabel.csv"']
    )
    cao: Regel | None = Field(default=None, description="welke cao geldt", examples=['"Cao Gemeenten"'])
    voorwaarden: tuple[Regel, ...] = Field(
        default=(),
        description="overige arbeidsvoorwaarden",
        examples=['["Individueel keuzebudget van 17,05% van je salaris", "Pensioen bij het ABP"]'],
    )


class Keuzes(Sectie):
    """Which source counts where the book contradicts itself on this function."""

    toelichting = "Welke tekst geldt waar het boek zichzelf tegenspreekt (zie `functieboek vacature --kies`)."

    kenmerken: Literal["tabel", "beschrijving"] | None = Field(
        default=None, description="tabel van beschikbare functies, of functiebeschrijving", examples=['"beschrijving"']
    )
    competenties: Literal["beschrijving", "profiel"] | None = Field(
        default=None, description="functiebeschrijving of competentieprofiel", examples=['"profiel"']
    )
    schaal: Literal["tabel", "matrix"] | None = Field(
        default=None, description="tabel van beschikbare functies, of functiematrix", examples=['"tabel"']
    )


def letters(text: str) -> str:
    """Return only the letters and digits of a text: how a task is recognised, also when it was read a little otherwise.

    >>> letters("Stelt beleids- nota's op.")
    'steltbeleidsnotasop'
    """
    return re.sub(r"[\W_]+", "", text.casefold())


class Taken(Sectie):
    """Which tasks of the function are told, in which order."""

    toelichting = "Welke taken de vacature vertelt. Zonder eigen keuze kiest het programma, naar de lengte."

    vertel: tuple[Taaktekst, ...] = Field(
        default=(),
        description=(
            "de taken zoals ze in het boek staan, in de volgorde van de vacature; staat een tekst bij meer "
            "resultaatgebieden, zet dan het gebied ervoor"
        ),
        examples=['["Stelt beleidsnota\'s op.", "Advies: Adviseert het bestuur."]'],
    )

    @field_validator("vertel")
    @classmethod
    def _each_once(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        seen: set[str] = set()
        for text in value:
            if letters(text) in seen:
                raise ValueError(f"deze taak staat er twee keer: ‘{text}’")
            seen.add(letters(text))
        return value


class Gegevens(Sectie):
    """All facts of a vacancy."""

    vacature: Vacature
    dienstverband: Dienstverband
    werkplek: Werkplek
    contact: Contact
    solliciteren: Solliciteren
    team: Team = Team()
    eisen: Eisen = Eisen()
    aanbod: Aanbod = Aanbod()
    keuzes: Keuzes = Keuzes()
    taken: Taken = Taken()


@dataclass(frozen=True, slots=True)
class Invoer:
    """Facts that are not complete yet: what is right of them, for a concept."""

    gegevens: Gegevens
    """Under the keys that are open stands an example; it must never be shown."""
    open: frozenset[str]
    """Required keys that are missing or wrong."""


def provisional(content: Mapping[str, Mapping[str, Any]]) -> Invoer:
    """Take from half filled in facts each value that is right by itself; the others count as not filled in."""
    try:
        Gegevens.model_validate(content)
        wrong: set[tuple[int | str, ...]] = set()
    except ValidationError as error:
        wrong = {fault["loc"][:2] for fault in error.errors()}
    sections, still_open = {}, set()
    for name, field in Gegevens.model_fields.items():
        model = field.annotation
        if not (isinstance(model, type) and issubclass(model, Sectie)):
            continue
        given = {key: value for key, value in content.get(name, {}).items() if (name, key) not in wrong}
        for key, one in model.model_fields.items():
            if one.is_required() and key not in given:
                given[key] = tomllib.loads(f"x = {one.examples[0]}" if one.examples else "x = ''")["x"]
                still_open.add(f"{name}.{key}")
        sections[name] = model.model_construct(**given)
    return Invoer(Gegevens.model_construct(**sections), frozenset(still_open))  # type: ignore[arg-type]


def read_facts(data: bytes, name: str) -> Gegevens:
    """Read the facts of a vacancy from the bytes of a TOML file.

    Raises:
        DataInvalidError: it is no TOML, or keys are missing or wrong; the message lists all faults at once.
    """
    try:
        content = tomllib.loads(data.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise DataInvalidError(f"{name} is geen UTF-8-tekst.", "Sla het bestand op als UTF-8.") from error
    except tomllib.TOMLDecodeError as error:
        raise DataInvalidError(f"{name} is geen geldige TOML: {dutch_toml(error)}.", "Verbeter die regel.") from error
    for section in Gegevens.model_fields:
        if section not in content and Gegevens.model_fields[section].is_required():
            content[section] = {}  # so that each missing key of a missing section is told by name
    try:
        return Gegevens.model_validate(content)
    except ValidationError as error:
        wrong = [fault["loc"] for fault in error.errors()]
        sections = {name: part for name, part in content.items() if isinstance(part, dict)}
        beside = [f"{rule.vak}: {rule.melding}." for rule in broken_beside(sections, wrong)]
        faults = "\n".join(f"  - {fault}" for fault in [*dutch_errors(error, Gegevens), *beside])
        raise DataInvalidError(
            f"{name} is nog niet compleet of klopt niet:\n{faults}\n",
            "Een voorbeeld met uitleg: functieboek vacature --voorbeeld",
        ) from error


def required_facts() -> list[tuple[str, str]]:
    """Return the required keys with what each means, as a concept shows them to be filled in."""
    found = []
    for section, field in Gegevens.model_fields.items():
        kind = field.annotation
        if field.is_required() and isinstance(kind, type) and issubclass(kind, BaseModel):
            found += [
                (f"{section}.{key}", one.description or key)
                for key, one in kind.model_fields.items()
                if one.is_required()
            ]
    return found


def example() -> str:
    """Return a vacature.toml with an explanation at every key; optional ones are switched off with ``#``."""
    lines = [
        "# Gegevens bij één vacature. Wat met # begint, is facultatief en uitgezet.",
        "# Gebruik: functieboek vacature BOEK FUNCTIE --gegevens vacature.toml",
    ]
    for name, field in Gegevens.model_fields.items():
        section = field.annotation
        if not (isinstance(section, type) and issubclass(section, Sectie)):
            continue
        lines += ["", f"# {section.toelichting}", f"[{name}]"]
        for key, one in section.model_fields.items():
            needed = one.is_required() or f"{name}.{key}" in {"contact.email", "solliciteren.email"}
            lines.append(f"# {one.description}")
            lines.append(f"{'' if needed else '#'}{key} = {one.examples[0] if one.examples else '…'}")
    return "\n".join(lines) + "\n"
