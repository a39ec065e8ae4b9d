"""What must agree between the facts of a vacancy, told apart from the model so that it can be asked of half a form.

Pydantic looks at a whole section only when each of its fields is right by itself; who fills in a form wants to hear of
everything at once.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Samenhang:
    """A rule over fields of one section."""

    vak: str
    velden: tuple[str, ...]
    """The first is where a form tells it."""
    geldt: Callable[..., bool]
    """Whether the rule is kept by the values of the fields, in that order."""
    melding: str
    """In the words of vacature.toml."""
    gewoon: str
    """In the words of the form."""
    vraagt: bool = False
    """It asks for something that may simply not be filled in yet."""


SAMENHANG = (
    Samenhang(
        "vacature",
        ("sluitingsdatum", "publicatiedatum"),
        lambda closing, opening: closing >= opening,
        "de sluitingsdatum ligt voor de publicatiedatum",
        "ligt voor de datum waarop de vacature openstaat",
    ),
    Samenhang(
        "dienstverband",
        ("uren_max", "uren_min"),
        lambda most, least: most >= least,
        "uren_max is lager dan uren_min",
        "lager dan het minste aantal uren",
    ),
    Samenhang(
        "contact",
        ("telefoon", "email"),
        lambda phone, mail: bool(phone or mail),
        "geef een telefoon of een email op",
        "vul een telefoonnummer of een e-mailadres in",
        vraagt=True,
    ),
    Samenhang(
        "solliciteren",
        ("webadres", "email"),
        lambda site, mail: bool(site or mail),
        "geef een webadres of een email op",
        "vul een webadres of een e-mailadres voor sollicitaties in",
        vraagt=True,
    ),
)


def hold_together(vak: str, values: Mapping[str, Any]) -> None:
    """Refuse a section whose fields do not agree.

    Raises:
        ValueError: the first rule that is broken, in the words of the toml.
    """
    for rule in _broken(vak, values, ()):
        raise ValueError(rule.melding)


def broken_beside(content: Mapping[str, Mapping[str, Any]], wrong: Collection[tuple[Any, ...]]) -> list[Samenhang]:
    """Return the broken rules of sections in which a field is wrong, where pydantic did not come to its own.

    Args:
        content: the facts by section, as they were given.
        wrong: (section, field) of what is wrong or lacking; a rule over such a field cannot be judged.
    """
    touched = {place[0] for place in wrong if len(place) > 1}
    return [
        rule
        for vak in content
        if vak in touched
        for rule in _broken(vak, content[vak], {place[1] for place in wrong if place[0] == vak and len(place) > 1})
    ]


def _broken(vak: str, values: Mapping[str, Any], unsure: Collection[Any]) -> Iterator[Samenhang]:
    for rule in SAMENHANG:
        if rule.vak != vak or set(rule.velden) & set(unsure):
            continue
        given = [values.get(name) for name in rule.velden]
        if not rule.vraagt and None in given:
            continue
        try:
            kept = rule.geldt(*given)
        except TypeError:  # kinds that cannot be compared are told by the fields themselves
            continue
        if not kept:
            yield rule
