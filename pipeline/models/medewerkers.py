"""A row of the employee file: one person, the position before and the position after.

No BSN and no date of birth are asked: a placement letter does not need them (AVG, art. 5(1)(c), data minimisation).
"""

from __future__ import annotations

import datetime
import re
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

Grond = Literal["functievolger", "passend", "geschikt", "herplaatsing"]
Garantie = Literal["geen", "salaris", "salarisperspectief", "functieschaal"]
Regime = Literal["awb", "wnra"]
Schaal = int | str

VOLTIJD = 36.0
"""Hours a week of a full position (Cao Gemeenten, art. 5.1)."""


class Medewerker(BaseModel):
    """One employee; ``description`` is the explanation in the example workbook, ``examples`` what it shows."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)

    personeelsnummer: str = Field(
        min_length=1,
        max_length=20,
        pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]*$",
        description="uniek nummer; het komt in de bestandsnaam van de brief",
        examples=["1007"],
    )
    aanhef: str | None = Field(
        default=None,
        max_length=60,
        description="alleen als u die weet, zoals 'mevrouw' of 'heer'; leeg geeft 'Geachte A. de Vries'",
        examples=["mevrouw"],
    )
    voorletters: str = Field(min_length=1, max_length=30, description="met punten", examples=["A.B."])
    tussenvoegsel: str | None = Field(default=None, max_length=30, description="de, van der, …", examples=["de"])
    achternaam: str = Field(min_length=1, max_length=80, description="zonder tussenvoegsel", examples=["Vries"])
    adres: str = Field(min_length=1, max_length=120, description="straat en huisnummer", examples=["Dorpsstraat 1"])
    postcode: str = Field(
        pattern=r"^[1-9][0-9]{3} ?[A-Z]{2}$", description="vier cijfers en twee letters", examples=["1234 AB"]
    )
    plaats: str = Field(min_length=1, max_length=80, description="woonplaats", examples=["Voorbeeldstad"])
    was_functie: str = Field(
        min_length=1, max_length=120, description="de huidige functie", examples=["Beleidsadviseur"]
    )
    was_normfunctie: str | None = Field(
        default=None, max_length=120, description="de normfunctie daarvan, als die er is"
    )
    was_schaal: Schaal = Field(description="huidige salarisschaal", examples=[10])
    was_periodiek: int | None = Field(default=None, ge=0, le=30, description="huidige periodiek", examples=[8])
    was_bedrag: float | None = Field(
        default=None,
        gt=0,
        lt=50_000,
        description="huidig salaris in euro per maand bij volledige werktijd",
        examples=[4450.00],
    )
    was_eenheid: str = Field(
        min_length=1, max_length=120, description="huidige afdeling of cluster", examples=["Beleid"]
    )
    was_uren: float = Field(gt=0, le=40, description="huidige uren per week", examples=[36])
    feitelijke_functie: str | None = Field(
        default=None, max_length=120, description="het werk dat feitelijk wordt gedaan, als dat structureel anders is"
    )
    wordt_functie: str | None = Field(
        default=None,
        max_length=120,
        description="de nieuwe functie, zoals het functieboek die noemt; leeg bij herplaatsing",
    )
    wordt_normfunctie: str | None = Field(default=None, max_length=120, description="de normfunctie daarvan")
    wordt_schaal: Schaal | None = Field(default=None, description="nieuwe salarisschaal", examples=[11])
    wordt_periodiek: int | None = Field(default=None, ge=0, le=30, description="nieuwe periodiek")
    wordt_eenheid: str | None = Field(default=None, max_length=120, description="nieuwe afdeling of cluster")
    wordt_uren: float | None = Field(default=None, gt=0, le=40, description="nieuwe uren per week")
    coordinatiemodule: bool = Field(default=False, description="ja als de coördinatiemodule geldt", examples=["nee"])
    plaatsingsgrond: Grond = Field(
        description="functievolger, passend, geschikt of herplaatsing", examples=["functievolger"]
    )
    motivering: str | None = Field(
        default=None, max_length=10_000, description="waarom deze plaatsing; verplicht bij passend en geschikt"
    )
    garantie: Garantie = Field(
        default="geen", description="geen, salaris, salarisperspectief of functieschaal", examples=["geen"]
    )
    toelagen: str | None = Field(default=None, max_length=2_000, description="gevolgen voor toelagen, als die er zijn")
    ingangsdatum: datetime.date = Field(description="vanaf wanneer", examples=["1-1-2026"])
    leidinggevende: str | None = Field(default=None, max_length=120, description="de nieuwe leidinggevende")
    zienswijze_ontvangen: datetime.date | None = Field(
        default=None, description="datum van de zienswijze, als die er is"
    )
    zienswijze_reactie: str | None = Field(
        default=None,
        max_length=10_000,
        description="het antwoord op de zienswijze; verplicht bij definitief als er een zienswijze is",
    )
    pac_advies: str | None = Field(
        default=None, max_length=10_000, description="advies van de plaatsingsadviescommissie, en wat ermee is gedaan"
    )
    regime: Regime | None = Field(
        default=None, description="awb (tot en met 2019) of wnra (vanaf 2020); mag leeg: de datum van de brief beslist"
    )

    @field_validator("personeelsnummer")
    @classmethod
    def _is_file_name(cls, value: str) -> str:
        """The number becomes a file name: not one that Windows or the bundles use."""
        name = value.lower().split(".")[0]
        if name.startswith("bundel") or re.fullmatch(r"con|prn|aux|nul|com\d|lpt\d", name):
            raise ValueError("kan geen bestandsnaam zijn; kies een ander nummer")
        return value

    @field_validator("was_schaal", "wordt_schaal")
    @classmethod
    def _is_scale(cls, value: Schaal | None) -> Schaal | None:
        """A scale is a whole number 1 to 18, or one with a letter ("10A"), or the letter A alone (banenafspraak)."""
        if value is None:
            return None
        text = str(value).strip().upper()
        digits = text.rstrip("AB")
        if text == "A" or (digits.isdigit() and 1 <= int(digits) <= 25 and len(text) - len(digits) <= 1):
            return int(text) if text.isdigit() else text
        raise ValueError("moet een salarisschaal zijn, zoals 10 of 10A")

    @model_validator(mode="after")
    def _fits_its_ground(self) -> Medewerker:
        """What the ground of the placement asks of the other columns."""
        if self.plaatsingsgrond == "herplaatsing":
            if self.wordt_functie:
                raise ValueError("wordt_functie: moet leeg zijn bij plaatsingsgrond herplaatsing (nog niet geplaatst)")
            return self
        for name in ("wordt_functie", "wordt_schaal", "wordt_eenheid", "wordt_uren"):
            if getattr(self, name) is None:
                raise ValueError(f"{name}: ontbreekt; verplicht bij plaatsingsgrond {self.plaatsingsgrond}")
        if self.plaatsingsgrond in {"passend", "geschikt"} and not self.motivering:
            raise ValueError(f"motivering: ontbreekt; verplicht bij plaatsingsgrond {self.plaatsingsgrond}")
        return self

    @property
    def naam(self) -> str:
        """Initials and name as an address line has them."""
        return " ".join(part for part in (self.voorletters, self.tussenvoegsel, self.achternaam) if part)

    @property
    def fte(self) -> float:
        """The new position in FTE."""
        return (self.wordt_uren or 0.0) / VOLTIJD


def scale_order(schaal: Schaal) -> tuple[int, str]:
    """Sort key of scales: 10 before 10A before 11.

    >>> scale_order("10A") < scale_order(11)
    True
    """
    text = str(schaal)
    digits = "".join(c for c in text if c.isdigit())
    return (int(digits) if digits else 0, text[len(digits) :])
