"""The form of a vacancy: its fields from the model of vacature.toml, and back to validated facts.

So a key that the model gets appears here by itself.  What is wrong is told by ``pipeline.web.mistakes``.
"""

from __future__ import annotations

import contextlib
import datetime
import types
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel, ValidationError

from pipeline.models.instellingen import Sectie
from pipeline.models.vacature import Gegevens, Invoer, provisional
from pipeline.web.mistakes import Fout, mistakes

Soort = Literal["tekst", "lang", "lijst", "datum", "getal", "keuze", "vink", "taken"]
_NOT_HERE = frozenset({"aanbod.salaristabel"})
"""A path: in the browser the table of the settings counts."""
TASKS = "taken.vertel"
"""The tasks to tell: not typed but ticked, see ``pipeline.web.composer``."""
_LONG = frozenset({"vacature.opening", "team.tekst", "werkplek.thuiswerken"})


@dataclass(frozen=True, slots=True)
class Veld:
    """One field of the form."""

    naam: str
    """Section and key, with a dot."""
    label: str
    soort: Soort
    verplicht: bool
    keuzes: tuple[str, ...] = ()
    voorbeeld: str = ""


@dataclass(frozen=True, slots=True)
class Vak:
    """A section of the form."""

    naam: str
    toelichting: str
    velden: tuple[Veld, ...]


def form_of() -> list[Vak]:
    """Return the sections and fields of the model."""
    made = []
    for name, field in Gegevens.model_fields.items():
        section = field.annotation
        if isinstance(section, type) and issubclass(section, Sectie):
            made.append(Vak(name, section.toelichting, tuple(fields_of(name, section))))
    return made


def fields_of(section: str, model: type[BaseModel]) -> list[Veld]:
    """Return the fields of one section."""
    found = []
    for key, field in model.model_fields.items():
        name = f"{section}.{key}"
        if name in _NOT_HERE:
            continue
        kind, choices = _kind(field.annotation)
        if name in _LONG:
            kind = "lang"
        if name == TASKS:
            kind = "taken"
        example = str(field.examples[0]).strip('"[]') if field.examples else ""
        label = field.description or key
        found.append(Veld(name, label[:1].upper() + label[1:], kind, field.is_required(), choices, example))
    return found


def _kind(annotation: Any) -> tuple[Soort, tuple[str, ...]]:
    if get_origin(annotation) in (Union, types.UnionType):
        annotation = next(one for one in get_args(annotation) if one is not type(None))
    if get_origin(annotation) is Literal:
        return "keuze", tuple(str(one) for one in get_args(annotation))
    if get_origin(annotation) is tuple:
        return "lijst", ()
    plain: dict[Any, Soort] = {datetime.date: "datum", float: "getal", int: "getal", bool: "vink"}
    return plain.get(annotation, "tekst"), ()


def labels() -> dict[str, str]:
    """Return what the form calls each field."""
    named = {veld.naam: veld.label for vak in form_of() for veld in vak.velden}
    return {**named, TASKS: "Taken"}


def facts_of(values: Mapping[str, str]) -> tuple[Gegevens | None, list[Fout]]:
    """Return the facts that were filled in, or all that is wrong with them in the words of the form."""
    content = _content(values)
    try:
        return Gegevens.model_validate(content), []
    except ValidationError as error:
        return None, mistakes(error, content, labels())


def provisional_of(values: Mapping[str, str]) -> Invoer:
    """Return of what was filled in all that is right by itself."""
    return provisional(_content(values))


def _content(values: Mapping[str, str]) -> dict[str, dict[str, Any]]:
    content: dict[str, dict[str, Any]] = {}
    for vak in form_of():
        filled = {veld.naam.partition(".")[2]: _value(veld, values.get(veld.naam, "")) for veld in vak.velden}
        content[vak.naam] = {key: value for key, value in filled.items() if value is not None}
    return content


def _value(veld: Veld, text: str) -> Any:
    """Read a field as TOML would have given it; what cannot be read stays text, for the model to refuse."""
    text = text.replace("\r\n", "\n").strip()
    if veld.soort == "vink":
        return bool(text)
    if not text:
        return None
    if veld.soort in ("lijst", "taken"):
        return tuple(line.strip() for line in text.split("\n") if line.strip())
    with contextlib.suppress(ValueError):
        if veld.soort == "datum":
            return datetime.date.fromisoformat(text)
        if veld.soort == "getal":
            return float(text.replace(",", "."))
    return text
