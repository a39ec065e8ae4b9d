"""What a rule says: a sentence, what to do, and every place involved with what stands there."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pipeline.models.base import Herkomst
from pipeline.models.bevindingen import Ernst

_NAMED = 12
"""How many names a sentence lists before it says "en nog N"; all of them stand at their places."""
_LONG = 140
"""A quotation in a sentence is cut off here; the whole text stands at its place."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands, what stands there, and in which part of which function."""

    herkomst: Herkomst
    citaat: str
    onderdeel: str = ""
    """The part of the book in words for the reader: "beschrijving", "profiel", "matrix"."""
    functie: str | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """What one rule found; the registry adds code and weight."""

    melding: str
    places: tuple[Place, ...] = ()
    advies: str = ""
    functie: str | None = None
    """Id of the function; where absent, that of the places when they all belong to one."""
    ernst: Ernst | None = None
    """Another weight than that of the rule, where the case is clearer or more doubtful."""
    cause: tuple[str, ...] | None = None
    """Findings of several rules with the same cause are told once."""

    def owner(self) -> str | None:
        """The function that the finding is about; None for the whole book."""
        if self.functie is not None:
            return self.functie
        owners = {place.functie for place in self.places}
        return next(iter(owners)) if len(owners) == 1 else None


def quote(text: str, limit: int = _LONG) -> str:
    """Return the text between quotation marks, cut off at a word where it is long.

    >>> quote("stelt een beheerplan op")
    '“stelt een beheerplan op”'
    """
    if len(text) > limit:
        text = text[:limit].rsplit(" ", 1)[0] + " …"
    return f"“{text}”"


def names(parts: Sequence[str], limit: int = _NAMED) -> str:
    """Return the parts as a Dutch enumeration.

    >>> names(["a", "b", "c"]), names(["a"])
    ('a, b en c', 'a')
    """
    if len(parts) > limit:
        return f"{', '.join(parts[:limit])} en nog {len(parts) - limit}"
    if len(parts) < 2:
        return "".join(parts)
    return f"{', '.join(parts[:-1])} en {parts[-1]}"


def where(places: Iterable[Place | Herkomst]) -> str:
    """Return the pages (or lines) of the places, each once, in order.

    >>> where([Herkomst(pagina=13), Herkomst(pagina=18), Herkomst(pagina=13)])
    'blz. 13 en 18'
    """
    origins = [place.herkomst if isinstance(place, Place) else place for place in places]
    pages = sorted({origin.pagina for origin in origins if origin.pagina is not None})
    lines = sorted({origin.regel for origin in origins if origin.regel is not None})
    if pages:
        return "blz. " + names([str(page) for page in pages])
    return "regel " + names([str(line) for line in lines]) if lines else "plaats onbekend"


def at(place: Place | Herkomst) -> str:
    """Return where one thing stands, in brackets: " (blz. 13)"; nothing where it is not known."""
    text = where([place])
    return "" if text == "plaats onbekend" else f" ({text})"


def counted(number: int, one: str, many: str) -> str:
    """Return a count with its noun: "1 functie", "3 functies"."""
    return f"{number} {one if number == 1 else many}"
