"""What is wrong in the form of a vacancy, in the words of the form: its labels, Dutch numbers, and where to go."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError

from pipeline.models.foutmeldingen import shorten
from pipeline.models.vacature_regels import SAMENHANG, Samenhang, broken_beside

_PLAIN = {
    "string_too_short": "te kort: minstens {min_length} tekens",
    "string_too_long": "is te lang: hoogstens {max_length} tekens",
    "greater_than": "meer dan {gt}",
    "greater_than_equal": "minstens {ge}",
    "less_than": "minder dan {lt}",
    "less_than_equal": "hoogstens {le}",
    "finite_number": "schrijf een getal, zoals 36",
    "float_type": "schrijf een getal, zoals 36",
    "float_parsing": "schrijf een getal, zoals 36",
}


@dataclass(frozen=True, slots=True)
class Fout:
    """One thing that is wrong, or that is not filled in yet."""

    tekst: str
    """Without the label before it."""
    veld: str = ""
    """The field that it leads to; empty where it is about the whole."""
    label: str = ""
    leeg: bool = False
    """Nothing is wrong: it only is not there yet."""

    @property
    def geheel(self) -> str:
        """The label, a colon and the text."""
        return f"{self.label}: {self.tekst}" if self.label else self.tekst


def mistakes(error: ValidationError, content: Mapping[str, Mapping[str, Any]], labels: Mapping[str, str]) -> list[Fout]:
    """Return all that is wrong, the rules between fields included.

    Args:
        error: what the model found.
        content: what was filled in, by section.
        labels: what the form calls each field.
    """
    found = [_fault(dict(item), labels) for item in error.errors()]
    beside = broken_beside(content, [item["loc"] for item in error.errors()])
    return [*found, *(_of_rule(rule, labels) for rule in beside)]


def _of_rule(rule: Samenhang, labels: Mapping[str, str]) -> Fout:
    field = f"{rule.vak}.{rule.velden[0]}"
    return Fout(f"{rule.gewoon}.", field, labels.get(field, ""), leeg=rule.vraagt)


def _fault(item: Mapping[str, Any], labels: Mapping[str, str]) -> Fout:
    loc, message = tuple(item["loc"]), str(item.get("ctx", {}).get("error", ""))
    for rule in SAMENHANG:
        if loc == (rule.vak,) and message == rule.melding:
            return _of_rule(rule, labels)
    field = ".".join(str(part) for part in loc[:2])
    label = labels.get(field, "")
    if item["type"] == "missing":
        return Fout("nog niet ingevuld.", field, label, leeg=True)
    line = f"regel {loc[2] + 1}: " if len(loc) > 2 and isinstance(loc[2], int) else ""
    given = item["input"]
    told = f" U vulde {_shown(given)} in." if isinstance(given, str | int | float) else ""
    return Fout(f"{line}{_what(item)}.{told}", field, label)


def _what(item: Mapping[str, Any]) -> str:
    context, kind = item.get("ctx", {}), str(item["type"])
    if kind == "literal_error":
        return "kies een van deze: " + str(context["expected"]).replace(" or ", " of ").replace("'", "")
    if kind == "value_error":  # raised by our own validators, in Dutch
        return str(context.get("error", item["msg"])).rstrip(".")
    if kind.startswith("date"):
        return "schrijf een datum die bestaat, zoals 2027-05-31"
    wording = _PLAIN.get(kind)
    numbers = {key: dutch_number(value) for key, value in context.items()}
    return wording.format(**numbers) if wording else "dit kan hier niet staan"


def dutch_number(value: object) -> str:
    """Write a number with a comma, and without what follows it where that is nothing.

    >>> dutch_number(40.0), dutch_number(36.5), dutch_number(20000)
    ('40', '36,5', '20.000')
    """
    if not isinstance(value, int | float):
        return str(value)
    text = f"{value:,.2f}".rstrip("0").rstrip(".")
    return text.translate(str.maketrans(",.", ".,"))


def _shown(value: object) -> str:
    return dutch_number(value) if isinstance(value, int | float) else shorten(value)


def of_book(message: str, labels: Mapping[str, str]) -> Fout:
    """Return what the making of the text said of something that the book does not have, with the field it is about."""
    if choice := re.search(r"\b(kenmerken|competenties|schaal)=", message):
        field = f"keuzes.{choice[1]}"
        return Fout("het boek spreekt zichzelf tegen; kies welke tekst geldt.", field, labels.get(field, ""))
    about = {
        "taken.vertel": r"taken\.vertel",
        "vacature.module": r"\bmodule\b",
        "team.cluster": r"\bcluster\b",
        "aanbod.voorwaarden": r"enige informatie over het loon",
    }
    field = next((name for name, pattern in about.items() if re.search(pattern, message, re.IGNORECASE)), "")
    plain = re.sub(r"\s*taken\.vertel, (\d+e taak)", r" \1", message)
    return Fout(plain, field, labels.get(field, ""))
