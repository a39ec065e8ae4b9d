"""Between the parts: descriptions and profiles that lack what most others have, and numbers that do not run on."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.check.context import Context, place_of_function, place_of_profile
from pipeline.check.finding import Finding, Place, at, names, quote, where
from pipeline.check.registry import rule
from pipeline.models.base import Herkomst


@rule(
    "profiel-onvolledig",
    "waarschuwing",
    "onderdelen",
    uitleg="Een competentieprofiel mist opleiding, kennis, vaardigheden, competenties of kritische werksituaties.",
    bron="het boek zelf: de meeste andere profielen hebben dat onderdeel wel",
)
def incomplete_profile(ctx: Context) -> Iterator[Finding]:
    """Profiles of functions that lack what most profiles of functions have."""
    profiles = [p for p in ctx.book.profielen if p.functie is None or not p.functie.startswith("module:")]
    has = {
        "opleiding": [p.opleiding is not None and bool(p.opleiding.tekst) for p in profiles],
        "kennis": [bool(p.kennis) for p in profiles],
        "vaardigheden": [bool(p.vaardigheden) for p in profiles],
        "competenties": [bool(p.competenties) for p in profiles],
        "kritische werksituaties": [bool(p.kritische_werksituaties) for p in profiles],
    }
    usual = {part for part, present in has.items() if sum(present) * 2 > len(profiles)}
    for index, profiel in enumerate(profiles):
        lacking = [part for part, present in has.items() if part in usual and not present[index]]
        if lacking:
            place = place_of_profile(profiel)
            yield Finding(
                f"Het competentieprofiel van {ctx.name(profiel.functie)}{at(place)} heeft geen {names(lacking)}.",
                (place,),
                "Vul het onderdeel aan; de meeste andere profielen hebben het wel.",
            )


@rule(
    "beschrijving-onvolledig",
    "fout",
    "onderdelen",
    uitleg="Een functiebeschrijving mist resultaatgebieden, of een resultaatgebied heeft geen taken.",
    bron="HR21: resultaatgebieden met taken zijn de kern van de beschrijving",
)
def incomplete_description(ctx: Context) -> Iterator[Finding]:
    """Descriptions without result areas, result areas without tasks."""
    for functie in ctx.book.functies:
        if not functie.resultaatgebieden:
            place = place_of_function(functie)
            yield Finding(
                f"De beschrijving van {functie.naam}{at(place)} heeft geen resultaatgebieden.",
                (place,),
                "Vul de resultaatgebieden met hun taken aan.",
            )
        for area in functie.resultaatgebieden:
            if not any(task.tekst.strip() for task in area.taken):
                place = Place(area.herkomst, area.naam or "", "functiebeschrijving", functie.id)
                yield Finding(
                    f"Het resultaatgebied {quote(area.naam or 'zonder naam')} van {functie.naam}{at(place)} heeft geen "
                    "taken.",
                    (place,),
                    "Vul de taken aan, of laat het resultaatgebied vervallen.",
                )


@rule(
    "beschrijving-mist-onderdeel",
    "waarschuwing",
    "onderdelen",
    uitleg="Een functiebeschrijving mist kenmerken, competenties, functiereeks of functiegroep.",
    bron="het boek zelf: de meeste andere beschrijvingen hebben dat onderdeel wel",
)
def description_lacks_part(ctx: Context) -> Iterator[Finding]:
    """Descriptions that lack what most descriptions have."""
    functions = ctx.book.functies
    has = {
        "functiereeks": [bool(f.functiereeks.naam) for f in functions],
        "functiegroep": [bool(f.functiegroep.naam) for f in functions],
        "functiekenmerken": [bool(f.kenmerken) for f in functions],
        "competenties": [bool(f.competenties) for f in functions],
    }
    usual = {part for part, present in has.items() if sum(present) * 2 > len(functions)}
    for index, functie in enumerate(functions):
        lacking = [part for part, present in has.items() if part in usual and not present[index]]
        if lacking:
            place = place_of_function(functie)
            yield Finding(
                f"De beschrijving van {functie.naam}{at(place)} heeft geen {names(lacking)}.",
                (place,),
                "Vul het onderdeel aan; de meeste andere beschrijvingen hebben het wel.",
            )


@rule(
    "code-ontbreekt",
    "info",
    "onderdelen",
    uitleg="Functies hebben geen HR21-code.",
    bron="HR21: een normfunctie heeft een code van de vorm N02.01.02",
)
def no_code(ctx: Context) -> Iterator[Finding]:
    """Descriptions without a code, in one finding."""
    functions = ctx.book.functies
    empty = [functie for functie in functions if not functie.code]
    if not empty:
        return
    places = tuple(place_of_function(functie) for functie in empty)
    if len(empty) == len(functions):
        told = f"Geen van de {len(functions)} functiebeschrijvingen heeft een code"
    else:
        told = f"Van de {len(functions)} functiebeschrijvingen hebben er {len(empty)} geen code: "
        told += names([functie.naam for functie in empty])
    yield Finding(
        f"{told} ({where(places)}).",
        places,
        "Vul de HR21-code in; daarmee is de normfunctie eenduidig.",
        ernst=None if len(empty) == len(functions) else "waarschuwing",
    )


@rule(
    "competentie-onvolledig",
    "waarschuwing",
    "onderdelen",
    uitleg="Een competentie in een profiel mist haar definitie, niveau of gedragsindicatoren.",
    bron="het boek zelf: de meeste andere competenties hebben dat onderdeel wel",
)
def incomplete_competence(ctx: Context) -> Iterator[Finding]:
    """Competences in profiles that lack what most have."""
    every = [(p, c) for p in ctx.book.profielen for c in p.competenties]
    has = {
        "definitie": [bool(c.definitie) for _, c in every],
        "niveau": [bool(c.niveau) for _, c in every],
        "gedragsindicatoren": [bool(c.gedragsindicatoren) for _, c in every],
    }
    usual = {part for part, present in has.items() if sum(present) * 2 > len(every)}
    for index, (profiel, competence) in enumerate(every):
        lacking = [part for part, present in has.items() if part in usual and not present[index]]
        if lacking:
            place = place_of_profile(profiel, competence.naam, competence.herkomst)
            yield Finding(
                f"{ctx.name(profiel.functie)}: de competentie {quote(competence.naam)}{at(place)} heeft geen "
                f"{names(lacking)}.",
                (place,),
                "Vul het onderdeel aan; de meeste andere competenties hebben het wel.",
            )


@rule(
    "nummering-onderbroken",
    "waarschuwing",
    "onderdelen",
    uitleg="De nummering van resultaatgebieden of kritische werksituaties slaat een nummer over of telt dubbel.",
    bron="het boek zelf: nummers lopen door, en een gat kan een verdwenen onderdeel zijn",
)
def broken_numbering(ctx: Context) -> Iterator[Finding]:
    """Numbers that do not run 1, 2, 3."""
    for functie in ctx.book.functies:
        areas = [(area.nummer, area.naam, area.herkomst) for area in functie.resultaatgebieden]
        yield from _numbering(ctx, areas, "resultaatgebieden", "functiebeschrijving", functie.id)
    for profiel in ctx.book.profielen:
        situations = [(s.nummer, s.naam, s.herkomst) for s in profiel.kritische_werksituaties]
        yield from _numbering(ctx, situations, "kritische werksituaties", "competentieprofiel", profiel.functie)


def _numbering(
    ctx: Context,
    items: list[tuple[int | None, str | None, Herkomst]],
    kind: str,
    part: str,
    owner: str | None,
) -> Iterator[Finding]:
    numbers = [number for number, _, _ in items]
    if any(number is None for number in numbers) or numbers == list(range(1, len(numbers) + 1)):
        return
    wrong = next(i for i, number in enumerate(numbers) if number != i + 1)
    places = tuple(Place(origin, f"{number}. {name or ''}".strip(), part, owner) for number, name, origin in items)
    yield Finding(
        f"De {kind} van {ctx.name(owner)} zijn genummerd {names([str(n) for n in numbers])} ({where(places)}); "
        f"bij nummer {numbers[wrong]} werd {wrong + 1} verwacht.",
        (places[wrong], *places[:wrong], *places[wrong + 1 :]),
        "Ga na of er een onderdeel is weggevallen en nummer opnieuw.",
    )
