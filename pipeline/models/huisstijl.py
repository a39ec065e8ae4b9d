"""The organisation's house style for documents: ``[huisstijl]`` in ``functieboek.toml``."""

from __future__ import annotations

from pydantic import Field, field_validator

from pipeline.models.base import Model

MINIMUM_CONTRAST = 4.5
"""WCAG 2.1, 1.4.3: text against white."""


def contrast_with_white(colour: str) -> float:
    """Return the WCAG contrast ratio of a colour "RRGGBB" against white, 1 to 21.

    >>> round(contrast_with_white("000000"))
    21
    """
    channels = [int(colour[start : start + 2], 16) / 255 for start in (0, 2, 4)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05)


class Huisstijl(Model):
    """Fonts, colours and logo; the defaults suit an organisation that filled in nothing."""

    lettertype: str = Field(default="Calibri", pattern=r"^[\w \-]{1,60}$", description="font of the text")
    lettertype_koppen: str | None = Field(
        default=None, pattern=r"^[\w \-]{1,60}$", description="font of the headings; None for that of the text"
    )
    kleur: str = Field(default="1F3A5F", description="colour of the headings, six hexadecimal digits")
    kleur_accent: str = Field(default="2E6E8E", description="colour of rules, links and table heads")
    logo: str | None = Field(default=None, description="picture (PNG or JPEG) relative to functieboek.toml")
    logo_beschrijving: str = Field(default="", max_length=200, description="alternative text of the logo")
    logo_breedte_cm: float = Field(default=4.0, gt=0, le=16)

    @field_validator("kleur", "kleur_accent")
    @classmethod
    def _readable(cls, value: str) -> str:
        """Refuse a colour that cannot be read on white: accessibility is law for public bodies."""
        colour = value.removeprefix("#").upper()
        if len(colour) != 6 or any(digit not in "0123456789ABCDEF" for digit in colour):
            raise ValueError(f'"{value}" is geen kleur; geef zes tekens 0-9 en A-F, zoals "1F3A5F"')
        ratio = contrast_with_white(colour)
        if ratio < MINIMUM_CONTRAST:
            raise ValueError(
                f"kleur {colour} heeft op wit een contrast van {ratio:.1f}; voor toegankelijkheid is 4,5 nodig. "
                "Kies een donkerder kleur"
            )
        return colour
