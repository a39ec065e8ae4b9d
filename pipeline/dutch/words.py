"""The closed word classes that the rules lean on, read once from ``data/woorden.toml``."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, fields
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Words:
    """Sets of lower-case words; what each is for stands in the file itself."""

    deeltjes: frozenset[str]
    voorzetsels: frozenset[str]
    lidwoorden: frozenset[str]
    onderschikkend: frozenset[str]
    nevenschikkend: frozenset[str]
    bijwoorden: frozenset[str]
    vooropgezet: frozenset[str]
    rollen: frozenset[str]
    rollen_in_situatie: frozenset[str]
    personen: frozenset[str]
    organen: frozenset[str]
    eigen_terrein: frozenset[str]
    objectwerkwoorden: frozenset[str]
    met_deeltje: frozenset[str]
    zonder_persoon: frozenset[str]
    lijdend_zonder_persoon: frozenset[str]
    naamwoord_op_t: frozenset[str]
    persoonlijk: frozenset[str]
    naamwoord_stam: frozenset[str]
    afkortingen: frozenset[str]


def _set(value: str | list[str]) -> frozenset[str]:
    """A list as it is, a text with bars split at those (entries of several words), any other text at white space."""
    if isinstance(value, list):
        return frozenset(value)
    if "|" in value:
        return frozenset(" ".join(part.split()) for part in value.split("|") if part.strip())
    return frozenset(value.split())


@cache
def words() -> Words:
    """Read the classes."""
    data = tomllib.loads((files("pipeline.dutch") / "data" / "woorden.toml").read_text(encoding="utf-8"))
    return Words(**{field.name: _set(data[field.name]) for field in fields(Words)})
