"""What a change is about, and what stands inside a part that came or went, for a page that can unfold it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel

from pipeline.models.base import Small
from pipeline.models.functieboek import Functieboek, Profiel
from pipeline.models.wijzigingen import Wijziging
from pipeline.render.report import getal

_NAMED = ("naam", "titel", "onderwerp")
_LISTS: Mapping[str, str] = {
    "kenmerken": "Functiekenmerken", "resultaatgebieden": "Resultaatgebieden", "taken": "Taken",
    "competenties": "Competenties", "gedragsindicatoren": "Gedragsindicatoren",
    "kritische_werksituaties": "Kritische werksituaties", "kennis": "Kennis", "vaardigheden": "Vaardigheden",
    "alineas": "Tekst",
}  # fmt: skip
"""What a part can hold, and how that is called."""
_SINGLES: Mapping[str, str] = {
    "functiereeks": "Functiereeks", "functiegroep": "Functiegroep", "module": "Module", "opleiding": "Opleiding",
    "definitie": "Definitie", "normfunctie": "Normfunctie",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Inhoud:
    """A heading with what stands under it, or a text by itself."""

    tekst: str
    delen: tuple[Inhoud, ...] = ()


def inside(change: Wijziging, old: Functieboek, new: Functieboek) -> tuple[Inhoud, ...]:
    """Return all that stands in a part that was added or dropped; nothing where it holds nothing of its own."""
    if change.oud is not None and change.nieuw is not None:
        return ()
    value, book = (change.waarde_nieuw, new) if change.oud is None else (change.waarde_oud, old)
    if not isinstance(value, dict):
        return ()
    rows = tuple(_rows(value.get("id"), book)) if change.onderdeel == "functie" else ()
    return (*rows, *_parts(value))


def _rows(functie: str | None, book: Functieboek) -> Iterator[Inhoud]:
    """Scale, points and size of a function, which stand elsewhere in its book."""
    cells = [f"{cell.naam}: schaal {cell.schaal or 'niet bekend'}"
             + (f", {cell.punten} punten" if cell.punten is not None else "")
             for cell in book.functiematrix if cell.functie == functie]  # fmt: skip
    if cells:
        yield Inhoud("Functiematrix", tuple(Inhoud(text) for text in cells))
    rows = [f"{row.naam}: schaal {row.schaal or 'niet bekend'}"
            + (f", {getal(row.formatie)} FTE" if row.formatie is not None else ", FTE niet bekend")
            for row in book.beschikbare_functies if row.functie == functie]  # fmt: skip
    if rows:
        yield Inhoud("Beschikbare functies", tuple(Inhoud(text) for text in rows))


def _parts(value: Mapping[str, Any]) -> Iterator[Inhoud]:
    for key, label in _SINGLES.items():
        one = value.get(key)
        text = _text(one) if isinstance(one, dict) else str(one or "")
        if text:
            yield Inhoud(f"{label}: {text}")
    for key, label in _LISTS.items():
        found = [item for item in value.get(key) or () if isinstance(item, dict | str)]
        if found:
            yield Inhoud(label, tuple(_item(item) for item in found))


def _item(value: Mapping[str, Any] | str) -> Inhoud:
    return Inhoud(value) if isinstance(value, str) else Inhoud(_text(value) or "(zonder naam)", tuple(_parts(value)))


def _text(value: Mapping[str, Any]) -> str:
    """The words of one item: its text, or its name with what is said of it and its level."""
    name = next((str(value[key]) for key in _NAMED if value.get(key)), "")
    said = str(value.get("tekst") or value.get("omschrijving") or "")
    level = f"niveau {value['niveau']}" if isinstance(value.get("niveau"), str) else ""
    return ", ".join(filter(None, (": ".join(filter(None, (name, said))), level)))


def subject(change: Wijziging, old: Functieboek, new: Functieboek, *, owner: str = "") -> str:
    """Say which row, area or competence a change is about, by the names on the way to it.

    Args:
        change: the change.
        old: the book before.
        new: the book after.
        owner: what stands above it already and is not said again.
    """
    path, book = (change.pad_nieuw, new) if change.pad_nieuw else (change.pad_oud, old)
    said = tuple(str(value).casefold() for value in (change.oud, change.nieuw) if value is not None)
    names = (name for name in _names(book, path or "") if name != owner)
    return " › ".join(dict.fromkeys(name for name in names if not any(one.startswith(name.casefold()) for one in said)))


def _names(book: Functieboek, path: str) -> Iterator[str]:
    """The names of the things that a JSON Pointer passes."""
    here: Any = book
    for step in path.split("/")[1:]:
        here = _step(here, step.replace("~1", "/").replace("~0", "~"))
        if here is None:
            return
        if isinstance(here, BaseModel | Small):
            own = (text for key in _NAMED if (text := getattr(here, key, None)))
            if name := (_owner(here, book) if isinstance(here, Profiel) else None) or next(own, None):
                yield str(name)


def _step(here: Any, step: str) -> Any:
    if isinstance(here, BaseModel | Small):
        return getattr(here, step, None)
    if isinstance(here, tuple) and step.isdecimal() and int(step) < len(here):
        return here[int(step)]
    return None


def _owner(here: Profiel, book: Functieboek) -> str | None:
    """The name of the function that a profile belongs to, which says more than its heading in capitals."""
    return next((functie.naam for functie in book.functies if functie.id == here.functie), None)
