"""Between the functions: levels, scales, points and education that should rise together."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from pipeline.check.compare import fold, no_accents
from pipeline.check.context import Context, place_of_cell, place_of_profile
from pipeline.check.finding import Finding, Place, at, names, quote, where
from pipeline.check.ladders import heavier
from pipeline.check.matching import Levelled, levelled, scale_order
from pipeline.check.registry import rule
from pipeline.models.functieboek import Functie, Matrixcel, Opleiding, Profiel

Order = tuple[int, str]


def _graded(cells: Iterable[Matrixcel]) -> list[tuple[Order, int, Matrixcel]]:
    """The cells that have both scale and points."""
    out = []
    for cell in cells:
        order = scale_order(cell.schaal)
        if order is not None and cell.punten is not None:
            out.append((order, cell.punten, cell))
    return out


@rule(
    "punten-gelijk-andere-schaal",
    "fout",
    "functies",
    uitleg="Functies met evenveel punten staan in verschillende schalen.",
    bron="HR21: de conversietabel geeft bij één score één schaal",
)
def equal_points(ctx: Context) -> Iterator[Finding]:
    """One number of points in several scales."""
    groups: dict[int, list[tuple[Order, Matrixcel]]] = defaultdict(list)
    for order, points, cell in _graded(ctx.book.functiematrix):
        groups[points].append((order, cell))
    for points, found in groups.items():
        if len({order for order, _ in found}) < 2:
            continue
        places = tuple(place_of_cell(cell, f"{cell.naam}: {points} punten, schaal {cell.schaal}") for _, cell in found)
        yield Finding(
            f"Functies met {points} punten staan in verschillende schalen ({where(places)}): "
            f"{names([f'{cell.naam} in schaal {cell.schaal}' for _, cell in found])}.",
            places,
            "Ga na of de punten of de schaal verkeerd zijn overgenomen.",
        )


@rule(
    "punten-niet-oplopend",
    "fout",
    "functies",
    uitleg="Een functie heeft meer punten dan een functie in een hogere schaal.",
    bron="HR21: meer punten geven nooit een lagere schaal",
)
def falling_points(ctx: Context) -> Iterator[Finding]:
    """Cells whose points do not fit between those of the scales below and above."""
    for odd, against in _outliers(_graded(ctx.book.functiematrix)):
        place = place_of_cell(odd, f"{odd.naam}: {odd.punten} punten, schaal {odd.schaal}")
        others = tuple(place_of_cell(c, f"{c.naam}: {c.punten} punten, schaal {c.schaal}") for c in against)
        told = names([f"{c.naam} ({c.punten} punten, schaal {c.schaal})" for c in against], 3)
        yield Finding(
            f"{odd.naam} heeft {odd.punten} punten in schaal {odd.schaal}{at(place)}; dat past niet bij {told} "
            f"({where(others)}).",
            (place, *others),
            "Ga na of de punten of de schaal verkeerd zijn overgenomen.",
            odd.functie,
        )


def _outliers(graded: list[tuple[Order, int, Matrixcel]]) -> list[tuple[Matrixcel, list[Matrixcel]]]:
    """Return the fewest cells that explain every pair in which the lower scale has more points, and their neighbours.

    Sorted by scale and points, a cell fits when it lies on the longest run of points that does not fall (patience
    sorting, n log n); the others are the odd ones.
    """
    ordered = sorted(graded, key=lambda item: (item[0], item[1]))
    fits = _longest_run([points for _, points, _ in ordered])
    fitting = set(fits)
    out = []
    for index, (_, points, cell) in enumerate(ordered):
        if index in fitting:
            continue
        position = bisect_left(fits, index)
        below = [i for i in fits[max(position - 2, 0) : position] if ordered[i][1] > points]
        above = [i for i in fits[position : position + 2] if ordered[i][1] < points]
        clash = [ordered[i][2] for i in below + above if ordered[i][0] != ordered[index][0]]
        if clash:
            out.append((cell, clash))
    return out


def _longest_run(values: Sequence[int]) -> list[int]:
    """Return the indexes of the longest run of values that does not fall."""
    tails: list[int] = []
    ends: list[int] = []
    previous: list[int] = []
    for index, value in enumerate(values):
        position = bisect_right(tails, value)
        previous.append(ends[position - 1] if position else -1)
        tails[position : position + 1] = [value]
        ends[position : position + 1] = [index]
    run: list[int] = []
    index = ends[-1] if ends else -1
    while index >= 0:
        run.append(index)
        index = previous[index]
    return run[::-1]


@dataclass(frozen=True)
class _Step:
    """A function with its level in a series of the same name."""

    level: Levelled
    functie: Functie
    cell: Matrixcel | None


def _series(ctx: Context) -> list[list[_Step]]:
    """Functions of the same name and group at several levels, the lowest number first."""
    groups: dict[tuple[str, str], list[_Step]] = defaultdict(list)
    for functie in ctx.book.functies:
        level = levelled(functie.naam)
        if level.level is not None:
            cells = ctx.cells.get(functie.id, [])
            groups[level.base, fold(functie.functiegroep.naam or "")].append(
                _Step(level, functie, cells[0] if cells else None)
            )
    return [sorted(steps, key=lambda step: step.level.level or 0) for steps in groups.values() if len(steps) > 1]


def _first_is_highest(ctx: Context) -> bool | None:
    """Whether level 1 is the highest, as the scales of most series in this book say.

    HR21 numbers downwards.  Where too few scales tell, Roman numerals are read as HR21's and others as unknown.
    """
    down = up = 0
    for cells in _cell_series(ctx):
        for (_, one), (_, two) in pairwise(cells):
            if one is not None and two is not None and one != two:
                down, up = (down + 1, up) if one > two else (down, up + 1)
    if down + up >= 3 and max(down, up) >= 3 * min(down, up):
        return down > up
    roman = [levelled(functie.naam).roman for functie in ctx.book.functies if levelled(functie.naam).level]
    if roman and all(roman):
        return True
    return down > up if down != up and not (down and up) else None


def _cell_series(ctx: Context) -> list[list[tuple[int, Order | None]]]:
    groups: dict[str, list[tuple[int, Order | None]]] = defaultdict(list)
    for cell in ctx.book.functiematrix:
        level = levelled(cell.naam)
        if level.level is not None:
            groups[level.base].append((level.level, scale_order(cell.schaal)))
    return [sorted(cells, key=lambda item: item[0]) for cells in groups.values()]


@rule(
    "schaal-niet-bij-niveau",
    "fout",
    "functies",
    uitleg="Binnen een reeks genummerde functies loopt de schaal of het aantal punten niet mee met het niveau.",
    bron="HR21: binnen een functiegroep is niveau I het hoogst",
)
def scale_against_level(ctx: Context) -> Iterator[Finding]:
    """Neighbouring levels whose scale or points run the other way, or stay equal."""
    down = _first_is_highest(ctx)
    if down is None:
        return
    odd = {id(cell) for cell, _ in _outliers(_graded(ctx.book.functiematrix))}  # told by punten-niet-oplopend
    groups: dict[str, list[tuple[int, Matrixcel]]] = defaultdict(list)
    for cell in ctx.book.functiematrix:
        level = levelled(cell.naam)
        if level.level is not None and id(cell) not in odd:
            groups[level.base].append((level.level, cell))
    for cells in groups.values():
        ordered = sorted(cells, key=lambda item: item[0] if down else -item[0])
        for (_, high), (_, low) in pairwise(ordered):
            yield from _wrong_step(high, low)


def _wrong_step(high: Matrixcel, low: Matrixcel) -> Iterator[Finding]:
    above, below = scale_order(high.schaal), scale_order(low.schaal)
    if fold(high.naam) == fold(low.naam) or above is None or below is None or above > below:
        return
    if above < below:
        told = f"staat lager (schaal {high.schaal}) dan {low.naam} (schaal {low.schaal})"
    elif high.punten is None or low.punten is None or high.punten > low.punten:
        return  # two levels in one scale, told apart by their points
    else:
        told = f"heeft in schaal {high.schaal} niet meer punten ({high.punten}) dan {low.naam} ({low.punten})"
    places = tuple(place_of_cell(c, f"{c.naam}: schaal {c.schaal}, {c.punten or '?'} punten") for c in (high, low))
    yield Finding(
        f"{high.naam} {told}, hoewel het een hoger niveau is ({where(places)}).",
        places,
        "Ga na of schaal, punten of nummering klopt.",
        high.functie,
    )


@rule(
    "kenmerk-niet-bij-niveau",
    "info",
    "functies",
    uitleg="Een kenmerk van een lager niveau lijkt zwaarder dan hetzelfde kenmerk van een hoger niveau.",
    bron="HR21: de vetgedrukte woorden zetten het ene niveau af tegen het andere",
)
def feature_against_level(ctx: Context) -> Iterator[Finding]:
    """Kenmerken that read the same but for level-setting words, with the heavier word at the lower level."""
    down = _first_is_highest(ctx)
    if down is None:
        return
    for steps in _series(ctx):
        ordered = steps if down else steps[::-1]
        for high, low in pairwise(ordered):
            for below in low.functie.kenmerken:
                for above in high.functie.kenmerken:
                    words = heavier(below.tekst, above.tekst)
                    if words is None:
                        continue
                    places = (
                        Place(below.herkomst, below.tekst, "functiebeschrijving", low.functie.id),
                        Place(above.herkomst, above.tekst, "functiebeschrijving", high.functie.id),
                    )
                    yield Finding(
                        f"{low.functie.naam} heeft {quote(words[0])}{at(places[0])} waar het hogere niveau "
                        f"{high.functie.naam} {quote(words[1])} heeft{at(places[1])}; dat lijkt omgekeerd.",
                        places,
                        "Ga na of de kenmerken bij het juiste niveau staan.",
                        low.functie.id,
                    )


_EDUCATION = {"VMBO": 0.0, "MBO": 1.0, "HBO": 2.0, "WO": 3.0}


def _education(opleiding: Opleiding | None) -> tuple[float, float] | None:
    """The lowest and highest level that an education can mean; MBO without a number is any MBO."""
    if opleiding is None or opleiding.minimaal is None:
        return None
    base = _EDUCATION[opleiding.minimaal]
    if opleiding.minimaal == "MBO":
        if opleiding.minimaal_niveau is None:
            return (base + 0.1, base + 0.4)
        return (base + opleiding.minimaal_niveau / 10,) * 2
    return (base, base)


@rule(
    "opleiding-daalt",
    "waarschuwing",
    "onderdelen",
    uitleg="Een functie vraagt een lagere opleiding dan functies in een lagere schaal.",
    bron="het boek zelf: bij een hogere schaal hoort zelden een lagere opleidingseis",
)
def falling_education(ctx: Context) -> Iterator[Finding]:
    """Functions that ask less education than functions in lower scales; the fewest that explain all pairs."""
    classes: dict[tuple[Order, tuple[float, float]], list[tuple[Functie, Profiel, int | str | None]]] = defaultdict(
        list
    )
    for functie in ctx.book.functies:
        profiel = ctx.profiles.get(functie.id)
        cells = ctx.cells.get(functie.id) or ctx.rows.get(functie.id) or []
        order = scale_order(cells[0].schaal) if cells else None
        education = _education(profiel.opleiding) if profiel else None
        if profiel and order and education:
            classes[order, education].append((functie, profiel, cells[0].schaal))
    for odd, against in _conflicts(list(classes)):
        for functie, profiel, scale in classes[odd]:
            others = [classes[other][0] for other in against]
            places = (
                *(_education_place(one) for one in (profiel, *(other for _, other, _ in others))),
                *(place_of_profile(one) for one in (profiel, *(other for _, other, _ in others))),
            )
            told = names([f"{f.naam} (schaal {s}) {_asks(p)}{at(_education_place(p))}" for f, p, s in others], 3)
            less = odd[0] > against[0][0]
            sum_up = "een hogere schaal met een lagere" if less else "een lagere schaal met een hogere"
            yield Finding(
                f"{functie.naam} (schaal {scale}) vraagt {_asks(profiel)}{at(places[0])}, terwijl {told} "
                f"{'vraagt' if len(others) == 1 else 'vragen'}: {sum_up} opleiding.",
                places,
                "Ga na of de opleidingseisen kloppen.",
                functie.id,
            )


def _conflicts(
    classes: Sequence[tuple[Order, tuple[float, float]]],
) -> list[tuple[tuple[Order, tuple[float, float]], list[tuple[Order, tuple[float, float]]]]]:
    """Pick the class with the most conflicts until none are left: few classes (scales times levels), so all pairs."""
    clashes: dict[tuple[Order, tuple[float, float]], set[tuple[Order, tuple[float, float]]]] = defaultdict(set)
    for one in classes:
        for other in classes:
            if one[0] > other[0] and one[1][1] < other[1][0]:
                clashes[one].add(other)
                clashes[other].add(one)
    out = []
    while any(clashes.values()):
        worst = max(sorted(clashes), key=lambda key: (len(clashes[key]), key[0]))
        against = sorted(clashes.pop(worst))
        for other in against:
            clashes[other].discard(worst)
        out.append((worst, against))
    return out


def _asks(profiel: Profiel) -> str:
    opleiding = profiel.opleiding
    if opleiding is None or opleiding.minimaal is None:
        return "geen opleiding"
    return opleiding.minimaal + (f" niveau {opleiding.minimaal_niveau}" if opleiding.minimaal_niveau else "")


def _education_place(profiel: Profiel) -> Place:
    opleiding = profiel.opleiding
    text = (opleiding.tekst if opleiding else None) or ""
    return place_of_profile(profiel, text, opleiding.herkomst if opleiding else None)


def _scale_name(text: str) -> str:
    return no_accents(text).casefold().removeprefix("schaal").strip()


@rule(
    "schaal-niet-bij-punten",
    "fout",
    "functies",
    uitleg="De schaal van een functie past niet bij haar punten volgens uw conversietabel.",
    bron="uw conversietabel ([conversietabel] in functieboek.toml); er is er geen ingebouwd",
)
def conversion(ctx: Context) -> Iterator[Finding]:
    """Cells whose points lie outside the band of their scale."""
    bands = {scale_order(_scale_name(scale)): (scale, band) for scale, band in ctx.conversion.schalen.items()}
    if not bands:
        return
    for order, points, cell in _graded(ctx.book.functiematrix):
        own = bands.get(order)
        if own and own[1][0] <= points <= own[1][1]:
            continue
        fitting = [scale for scale, (low, high) in bands.values() if low <= points <= high]
        place = place_of_cell(cell, f"{cell.naam}: {points} punten, schaal {cell.schaal}")
        right = f"schaal {names(fitting)}" if fitting else "geen enkele schaal"
        yield Finding(
            f"{cell.naam} heeft {points} punten en staat in schaal {cell.schaal}{at(place)}; de conversietabel geeft "
            f"bij {points} punten {right}.",
            (place,),
            f"Ga na of de schaal klopt (conversietabel: {ctx.conversion.bron or 'bron niet ingevuld'}).",
            cell.functie,
        )


@rule(
    "banden-overlappen",
    "waarschuwing",
    "functies",
    uitleg="Twee banden van uw conversietabel overlappen, of er ligt een gat tussen.",
    bron="uw conversietabel: bij elke score hoort precies één schaal",
)
def bands(ctx: Context) -> Iterator[Finding]:
    """Bands that overlap, leave a gap, or do not rise with the scale."""
    ordered = sorted(ctx.conversion.schalen.items(), key=lambda item: scale_order(_scale_name(item[0])) or (0, ""))
    for (one, (_, high)), (two, (low, _)) in pairwise(ordered):
        if low == high + 1:
            continue
        told = f"overlappen bij {low}" if low <= high else f"laten een gat van {high + 1} tot en met {low - 1}"
        yield Finding(
            f"In uw conversietabel {told}: schaal {one} loopt tot {high} en schaal {two} begint bij {low}.",
            (),
            "Verbeter de tabel in functieboek.toml, of vraag na wat de vastgestelde tabel zegt.",
        )
