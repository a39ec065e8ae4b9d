"""Between the functions: the same tasks at two levels, and the same text in two spellings."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from pipeline.check.compare import fold, verb_slip
from pipeline.check.context import Context, place_of_function
from pipeline.check.finding import Finding, Place, names, quote, where
from pipeline.check.matching import levelled, scale_order
from pipeline.check.registry import rule
from pipeline.check.variants import Twin, twins
from pipeline.models.functieboek import Functie


@rule(
    "taken-gelijk",
    "waarschuwing",
    "functies",
    uitleg="Twee functies van een verschillend niveau hebben woord voor woord dezelfde taken.",
    bron="HR21: het niveau van een functie blijkt uit haar taken en kenmerken",
)
def same_tasks(ctx: Context) -> Iterator[Finding]:
    """Functions with the same tasks, word for word, in the same order or not."""
    groups: dict[tuple[str, ...], list[Functie]] = defaultdict(list)
    for functie in ctx.book.functies:
        tasks = tuple(sorted(fold(task.tekst) for area in functie.resultaatgebieden for task in area.taken))
        if tasks:
            groups[tasks].append(functie)
    for tasks, functions in groups.items():
        if len({levelled(functie.naam) for functie in functions}) < 2:
            continue
        places = []
        for functie in functions:
            first = next(area for area in functie.resultaatgebieden if area.taken)
            quoted = f"{len(tasks)} taken, te beginnen met {quote(first.taken[0].tekst)}"
            places.append(Place(first.herkomst, quoted, "functiebeschrijving", functie.id))
        scales = [cell.schaal for f in functions for cell in ctx.cells.get(f.id, ())[:1] if scale_order(cell.schaal)]
        levels = f", in schaal {names([str(s) for s in scales])}" if len({str(s) for s in scales}) > 1 else ""
        yield Finding(
            f"{names([functie.naam for functie in functions])} hebben woord voor woord dezelfde {len(tasks)} taken "
            f"({where(places)}), hoewel het verschillende functies zijn{levels}.",
            tuple(places),
            "Ga na of bij een van beide de verkeerde taken zijn overgenomen; het niveau moet uit de taken blijken.",
            functions[-1].id,
        )


@rule(
    "code-dubbel",
    "fout",
    "functies",
    uitleg="Twee functies hebben dezelfde code.",
    bron="HR21: een code wijst één normfunctie aan",
)
def same_code(ctx: Context) -> Iterator[Finding]:
    """One code at several functions."""
    groups: dict[str, list[Functie]] = defaultdict(list)
    for functie in ctx.once:
        if functie.code:
            groups[functie.code.strip().casefold()].append(functie)
    for functions in groups.values():
        norms = {functie.normfunctie for functie in functions}
        if len(functions) < 2 or (len(norms) == 1 and norms != {None}):
            continue  # local functions of one norm function share its code
        places = tuple(place_of_function(functie, f"{functie.naam}: {functie.code}") for functie in functions)
        yield Finding(
            f"{names([functie.naam for functie in functions])} hebben dezelfde code {quote(functions[0].code or '')} "
            f"({where(places)}).",
            places,
            "Zoek de juiste codes op en verbeter ze.",
        )


@rule(
    "schrijfwijze-verschilt",
    "waarschuwing",
    "functies",
    uitleg="Dezelfde tekst is op de ene plaats anders gespeld dan op de andere.",
    bron="het boek zelf: teksten die gelijk horen te zijn, zijn letter voor letter vergeleken",
)
def two_spellings(ctx: Context) -> Iterator[Finding]:
    """Words that differ in spelling between texts that should be the same; one finding a pair of words."""
    groups: dict[tuple[str, str], list[tuple[Place, Place]]] = defaultdict(list)
    for twin in twins(ctx):
        wrong, right, bad, good = _which(ctx, twin)
        groups[wrong, right].append((bad, good))
    for (wrong, right), found in groups.items():
        bad_places = list(dict.fromkeys(place for place, _ in found))
        good_places = list(dict.fromkeys(place for _, place in found))
        yield Finding(
            f"Op {where(bad_places)} staat {quote(wrong)} waar dezelfde tekst op {where(good_places)} "
            f"{quote(right)} heeft.",
            (*bad_places, good_places[0]),
            f"Schrijf op beide plaatsen hetzelfde; waarschijnlijk is {quote(right)} bedoeld.",
            bad_places[0].functie if len({place.functie for place in bad_places}) == 1 else None,
            cause=("woord", wrong),
        )


def _which(ctx: Context, twin: Twin) -> tuple[str, str, Place, Place]:
    """Return the wrong word, the right one, and their places.

    The word outside the word list is wrong; of a verb's -d and -t the participle is; else the less usual one.
    """
    a, b = twin.usual_word, twin.other_word
    swap = ctx.language is not None and ctx.known(b) and not ctx.known(a)
    if not swap and verb_slip(a, b) and (ctx.language is None or ctx.known(a) == ctx.known(b)):
        swap = a.endswith("d") and b.endswith("t") and twin.usual.citaat.casefold().startswith(a)
    return (a, b, twin.usual, twin.other) if swap else (b, a, twin.other, twin.usual)
