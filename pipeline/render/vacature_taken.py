"""The tasks of a function, and which of them a vacancy tells."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.errors import DataInvalidError
from pipeline.models.base import Herkomst
from pipeline.models.functieboek import Functie, Functieboek, Tekst
from pipeline.models.vacature import letters
from pipeline.render.vacature_model import Vacaturetekst

LIKE = 60
"""Similarity (0-100) from which a task is named as what was probably meant."""


@dataclass(frozen=True, slots=True)
class Taak:
    """A task that can be told."""

    gebied: str
    """Name of its result area, or of its module."""
    tekst: str
    herkomst: Herkomst
    sleutel: str
    """How it is written in vacature.toml: its text, after its area where that text stands in several."""

    @property
    def zegbaar(self) -> bool:
        """Whether the rules can put it in the second person; if not, the recruiter has to write it."""
        from pipeline.dutch.second_person import second_person

        return not second_person(self.tekst).marked


def areas(book: Functieboek, functie: Functie, module: str | None = None) -> list[tuple[str, Sequence[Tekst]]]:
    """Return the result areas with their tasks; a module that belongs to the place comes last.

    Raises:
        UsageError: the book has no such module.
    """
    found: list[tuple[str, Sequence[Tekst]]] = [
        (area.naam or f"Resultaatgebied {area.nummer or number}", area.taken)
        for number, area in enumerate(functie.resultaatgebieden, 1)
    ]
    if module:
        from pipeline.models.zoeken import find_named

        one = find_named(book.modules, module, lambda each: (each.naam, each.id), what="module")
        found.append((one.naam, one.taken))
    return found


def tasks_of(book: Functieboek, functie: Functie, module: str | None = None) -> tuple[Taak, ...]:
    """Return every task once, in the order of the book."""
    pairs = [(name, task) for name, tasks in areas(book, functie, module) for task in tasks if letters(task.tekst)]
    times = Counter(letters(task.tekst) for _, task in pairs)
    made: dict[str, Taak] = {}
    for name, task in pairs:
        text = " ".join(task.tekst.split())
        key = text if times[letters(text)] == 1 else f"{name}: {text}"
        made.setdefault(letters(key), Taak(name, text, task.herkomst, key))
    return tuple(made.values())


def chosen(tasks: Sequence[Taak], wanted: Sequence[str], naam: str) -> tuple[Taak, ...]:
    """Find the tasks that were chosen, in that order.

    Only letters and digits count, so that a choice survives a reading that solves a hyphen or a space otherwise.

    Raises:
        DataInvalidError: the book does not have them, or a text could be two tasks; all faults at once.
    """
    found, faults = [], []
    for number, text in enumerate(wanted, 1):
        same = matching(tasks, text)
        if len(same) == 1:
            found.append(same[0])
        else:
            faults.append(f"  - taken.vertel, {number}e taak: {_fault(text, same, tasks, naam)}")
    if faults:
        raise DataInvalidError(
            "Niet alle gekozen taken zijn te vinden:\n" + "\n".join(faults) + "\n",
            "Neem de tekst van de taak over zoals het boek haar heeft, of haal de regel weg.",
        )
    return tuple(dict.fromkeys(found))


def matching(tasks: Sequence[Taak], text: str) -> list[Taak]:
    """Return the tasks that a text can stand for: by its text alone, or with its area before it."""
    key = letters(text)
    return [one for one in tasks if key in (letters(one.tekst), letters(one.gebied + one.tekst))]


def _fault(text: str, same: Sequence[Taak], tasks: Sequence[Taak], naam: str) -> str:
    if same:
        options = " of ".join(f"“{one.sleutel}”" for one in same)
        return f"“{text}” staat bij meer dan één resultaatgebied. Schrijf {options}."
    from rapidfuzz import fuzz, process

    near = process.extractOne(text, [one.tekst for one in tasks], scorer=fuzz.token_sort_ratio, score_cutoff=LIKE)
    told = f"“{text}” staat niet bij de taken van “{naam}”."
    if near is None:
        return told
    one = tasks[near[2]]
    place = f", blz. {one.herkomst.pagina}" if one.herkomst.pagina else ""
    return f"{told} Bedoelt u “{one.sleutel}” (resultaatgebied “{one.gebied}”{place})?"


def told(tekst: Vacaturetekst, tasks: Sequence[Taak]) -> tuple[Taak, ...]:
    """Return the tasks that a vacancy tells, in its order: each sentence has the places it was made of."""
    by_place = {id(one.herkomst): one for one in tasks}
    places = [
        place
        for section, zin in tekst.zinnen()
        if section == "taken"
        for bron in zin.bronnen
        for place in bron.herkomst
        if id(place) in by_place
    ]
    return tuple(dict.fromkeys(by_place[id(place)] for place in places))
