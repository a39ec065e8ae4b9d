"""What one function of a book asks more than another: the step that somebody may take in a career.

The same means as comparing editions (pairing, word differences) on two functions of one book.  What is higher is said
only where it is certain: the book itself must show, by its scales, which end of its competence levels is the highest
(A in HR21, 4 in catalogues that number).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Generic, Literal, TypeVar

from pipeline.check.ladders import heavier
from pipeline.check.matching import scale_order
from pipeline.diff.lists import pair_texts
from pipeline.dutch.word_diff import Piece, word_diff
from pipeline.models.functieboek import (
    BeschikbareFunctie,
    Competentie,
    Functie,
    Functieboek,
    Kenmerk,
    Matrixcel,
    Onderwerp,
    Profiel,
    Tekst,
    Werksituatie,
    slug,
)

Verschil = Literal["hoger", "lager", "anders", "erbij", "vervalt", "gelijk"]
Order = tuple[int, str]
T = TypeVar("T")

_ENOUGH, _SURE = 8, 0.8
"""So many pairs of functions must speak of the order of the levels, and so great a share of them must agree."""
_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII")


@dataclass(frozen=True, slots=True)
class Paar(Generic[T]):
    """The same thing in both functions, or a thing that only one has."""

    links: T | None
    rechts: T | None
    verschil: Verschil
    stukken: tuple[Piece, ...] = ()
    """The word differences, where both have it."""
    zwaarder: tuple[str, str] | None = None
    """The words by which the right one is heavier, and those of the left one, where that is certain."""


@dataclass(frozen=True, slots=True)
class Stap:
    """All that differs between two functions."""

    schaal: Verschil
    competenties: tuple[Paar[Competentie], ...]
    """What goes up first, then what comes, changes, goes down, goes and stays."""
    kenmerken: tuple[Paar[Kenmerk], ...]
    taken: tuple[Paar[Tekst], ...]
    kennis: tuple[Paar[Onderwerp], ...]
    """Knowledge and skills."""
    opleiding: Paar[Profiel]
    situaties: tuple[Paar[Werksituatie], ...]
    """Critical work situations."""
    gedrag: tuple[tuple[str, tuple[Paar[Tekst], ...]], ...]
    """The indicators of each competence of the profiles, by its name; what differs in nothing is left out."""
    hoogste: str
    """The highest level of a competence in this book; empty where that is not certain."""


def step(book: Functieboek, left: Functie, right: Functie) -> Stap:
    """Compare two functions of a book, seen from the left one."""
    a, b = (_profile(book, functie.id) for functie in (left, right))
    return Stap(
        schaal=_scales(book, left.id, right.id),
        competenties=_competences(left, right, level_direction(book)),
        kenmerken=tuple(_features(left.kenmerken, right.kenmerken)),
        taken=tuple(_pairs(_tasks(left), _tasks(right), lambda task: task.tekst)),
        kennis=tuple(_pairs(_subjects(a), _subjects(b), _subject)),
        opleiding=_education(a, b),
        situaties=tuple(_pairs(_situations(a), _situations(b), _situation)),
        gedrag=tuple(_behaviour(a, b)),
        hoogste=highest_level(book),
    )


def highest_level(book: Functieboek) -> str:
    """Return the highest level that a function of the book asks, where the book shows which end that is."""
    direction = level_direction(book)
    found = {one.niveau or "": _rank(one.niveau) for functie in book.functies for one in functie.competenties}
    ranked = [(rank * direction, level) for level, rank in found.items() if rank is not None]
    return max(ranked)[1] if direction and ranked else ""


def _situations(profile: Profiel | None) -> Sequence[Werksituatie]:
    return profile.kritische_werksituaties if profile else ()


def _situation(one: Werksituatie) -> str:
    return ": ".join(part for part in (one.naam, one.omschrijving) if part)


def _behaviour(left: Profiel | None, right: Profiel | None) -> Iterable[tuple[str, tuple[Paar[Tekst], ...]]]:
    a, b = ({slug(one.naam): one for one in profile.competenties} if profile else {} for profile in (left, right))
    for key in dict.fromkeys([*b, *a]):
        sides = [found[key].gedragsindicatoren if key in found else () for found in (a, b)]
        pairs = tuple(_pairs(sides[0], sides[1], lambda one: one.tekst))
        if any(pair.verschil != "gelijk" for pair in pairs):
            yield (b.get(key) or a[key]).naam, pairs


def scales_of(book: Functieboek) -> dict[str, Order]:
    """Return the highest scale of each function that has one that can be ordered."""
    found: dict[str, Order] = {}
    places: list[Matrixcel | BeschikbareFunctie] = [*book.functiematrix, *book.beschikbare_functies]
    for place in places:
        order = scale_order(place.schaal)
        if place.functie and order is not None:
            found[place.functie] = max(order, found.get(place.functie, order))
    return found


def next_steps(book: Functieboek) -> dict[str, str]:
    """Return for each function the next one of its series: the lowest above it; of those, one of the same name."""
    scales = scales_of(book)
    series: dict[str, list[Functie]] = defaultdict(list)
    for functie in book.functies:
        if functie.functiereeks.naam and functie.id in scales:
            series[slug(functie.functiereeks.naam)].append(functie)
    found = {}
    for members in series.values():
        for functie in members:
            above = [one for one in members if scales[one.id] > scales[functie.id]]
            if above:
                found[functie.id] = min(above, key=lambda one: (scales[one.id], not _kin(functie, one))).id
    return found


def _kin(one: Functie, other: Functie) -> bool:
    """Whether two functions bear the same name but for their level."""
    return one.naam.rpartition(" ")[0] == other.naam.rpartition(" ")[0]


def level_direction(book: Functieboek) -> int:
    """Say which way the competence levels of a book rise: 1 when 4 is above 1, -1 when A is above B, 0 when unknown.

    Each pair of functions of one series in different scales that ask the same competence at different levels is a
    witness.
    """
    scales, up, down = scales_of(book), 0, 0
    series: dict[str | None, list[Functie]] = defaultdict(list)
    for functie in book.functies:
        if functie.id in scales:
            series[functie.functiereeks.naam].append(functie)
    for members in series.values():
        for one, other in combinations(members, 2):
            low, high = sorted((one, other), key=lambda functie: scales[functie.id])
            if scales[low.id] == scales[high.id]:
                continue
            for a, b in _levels_of_both(low, high):
                up, down = up + (b > a), down + (b < a)
    if up + down < _ENOUGH or max(up, down) < _SURE * (up + down):
        return 0
    return 1 if up > down else -1


def _levels_of_both(low: Functie, high: Functie) -> Iterable[tuple[int, int]]:
    levels = {slug(one.naam): _rank(one.niveau) for one in low.competenties}
    for one in high.competenties:
        a, b = levels.get(slug(one.naam)), _rank(one.niveau)
        if a is not None and b is not None:
            yield a, b


def _rank(level: str | None) -> int | None:
    """The place of a level in its row: letters, Arabic and Roman numerals."""
    text = (level or "").strip().upper()
    if text.isascii() and text.isdigit():
        return int(text)
    if text in _ROMAN:
        return _ROMAN.index(text) + 1
    return ord(text) - ord("A") + 1 if len(text) == 1 and "A" <= text <= "H" else None


def _scales(book: Functieboek, left: str, right: str) -> Verschil:
    scales = scales_of(book)
    a, b = scales.get(left), scales.get(right)
    if a is None or b is None:
        return "gelijk" if a == b else "anders"
    return "hoger" if b > a else "lager" if b < a else "gelijk"


_SHOWN: Mapping[Verschil, int] = {"hoger": 0, "erbij": 1, "anders": 2, "lager": 3, "vervalt": 4, "gelijk": 5}


def _competences(left: Functie, right: Functie, direction: int) -> tuple[Paar[Competentie], ...]:
    a, b = ({slug(one.naam): one for one in functie.competenties} for functie in (left, right))
    pairs = [Paar(a.get(k), b.get(k), _level(a.get(k), b.get(k), direction)) for k in dict.fromkeys([*b, *a])]
    return tuple(sorted(pairs, key=lambda pair: _SHOWN[pair.verschil]))


def _level(left: Competentie | None, right: Competentie | None, direction: int) -> Verschil:
    if left is None or right is None:
        return "erbij" if left is None else "vervalt"
    if (left.niveau or "").upper() == (right.niveau or "").upper():
        return "gelijk"
    a, b = _rank(left.niveau), _rank(right.niveau)
    if a is None or b is None or not direction:
        return "anders"
    return "hoger" if (b - a) * direction > 0 else "lager"


def _features(left: Sequence[Kenmerk], right: Sequence[Kenmerk]) -> Iterable[Paar[Kenmerk]]:
    for pair in _pairs(left, right, lambda one: one.tekst, lambda one: one.nadruk_posities):
        if pair.links is None or pair.rechts is None:
            yield pair
        else:
            more = heavier(pair.rechts.tekst, pair.links.tekst)
            yield Paar(pair.links, pair.rechts, pair.verschil, pair.stukken, more)


def _pairs(
    left: Sequence[T],
    right: Sequence[T],
    text: Callable[[T], str],
    bold: Callable[[T], tuple[tuple[int, int], ...]] = lambda one: (),
) -> list[Paar[T]]:
    """Pair two lists; in the order of the right one, then what only the left one has."""
    a, b = [text(one) for one in left], [text(one) for one in right]
    back = {j: i for i, j in pair_texts(a, b).items()}
    made: list[Paar[T]] = []
    for j, one in enumerate(right):
        i = back.get(j)
        if i is None:
            made.append(Paar(None, one, "erbij"))
            continue
        pieces = word_diff(a[i], b[j], bold(left[i]), bold(one))
        same = all(piece.kind == "gelijk" for piece in pieces)
        made.append(Paar(left[i], one, "gelijk" if same else "anders", pieces))
    return made + [Paar(one, None, "vervalt") for i, one in enumerate(left) if i not in back.values()]


def _tasks(functie: Functie) -> list[Tekst]:
    return [task for area in functie.resultaatgebieden for task in area.taken]


def _profile(book: Functieboek, functie: str) -> Profiel | None:
    return next((profile for profile in book.profielen if profile.functie == functie), None)


def _subjects(profile: Profiel | None) -> list[Onderwerp]:
    return [*profile.kennis, *profile.vaardigheden] if profile else []


def _subject(one: Onderwerp) -> str:
    return ": ".join(part for part in (one.onderwerp, one.omschrijving) if part)


def _education(left: Profiel | None, right: Profiel | None) -> Paar[Profiel]:
    a, b = ((one.opleiding.tekst or "" if one and one.opleiding else "") for one in (left, right))
    if not a or not b:
        verschil: Verschil = "gelijk" if a == b else "erbij" if b else "vervalt"
        return Paar(left, right, verschil)
    return Paar(left, right, "gelijk" if a == b else "anders", word_diff(a, b))
