"""Between the parts: descriptions against competence profiles and modules."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from pipeline.check.compare import fold, near, no_accents
from pipeline.check.context import Context, place_of_function, place_of_profile
from pipeline.check.finding import Finding, Place, at, names, quote, where
from pipeline.check.registry import rule
from pipeline.models.base import Herkomst
from pipeline.models.functieboek import Competentie, Functie, Module, Profiel, Profielcompetentie


def competence_label(competence: Competentie | Profielcompetentie) -> str:
    """Return a competence with its level, as the book prints it."""
    level = f" {competence.niveau}" if competence.niveau else ""
    name = f" ({competence.niveaunaam})" if competence.niveaunaam else ""
    return f"{competence.naam}{level}{name}"


def competence_lists(
    ctx: Context,
) -> Iterator[tuple[str | None, str, Sequence[Competentie | Profielcompetentie]]]:
    """Every list of competences in the book: its owner, the part of the book, the competences."""
    for functie in ctx.book.functies:
        yield functie.id, "functiebeschrijving", functie.competenties
    for module in ctx.book.modules:
        yield f"module:{module.id}", "module", module.competenties
    for profiel in ctx.book.profielen:
        yield profiel.functie, "competentieprofiel", profiel.competenties


@dataclass
class _Sets:
    """How the competences of a description and of its profile go together."""

    paired: list[tuple[Competentie, Profielcompetentie]]
    missing: list[Competentie]
    """In the description only."""
    extra: list[Profielcompetentie]
    """In the profile only."""


def _pair(own: Sequence[Competentie], profile: Sequence[Profielcompetentie]) -> _Sets:
    """Pair by name: the same, or within a typing error of one that is left over; what stands twice counts once."""
    left = list({(fold(c.naam), c.niveau): c for c in reversed(own)}.values())[::-1]
    right = list({(fold(c.naam), c.niveau): c for c in reversed(profile)}.values())[::-1]
    paired: list[tuple[Competentie, Profielcompetentie]] = []
    tests: tuple[Callable[[str, str], bool], ...] = (lambda a, b: a == b, near)
    for same in tests:
        for competence in list(left):
            match = next((other for other in right if same(fold(competence.naam), fold(other.naam))), None)
            if match is not None:
                paired.append((competence, match))
                left.remove(competence)
                right.remove(match)
    return _Sets(paired, left, right)


def _owners(ctx: Context) -> Iterator[tuple[str, str, Functie | Module, Profiel]]:
    """Descriptions and modules that have competences and a profile: id, part, the thing itself, its profile."""
    for functie in ctx.book.functies:
        if functie.competenties and functie.id in ctx.profiles:
            yield functie.id, "functiebeschrijving", functie, ctx.profiles[functie.id]
    for module in ctx.book.modules:
        key = f"module:{module.id}"
        if module.competenties and key in ctx.profiles:
            yield key, "module", module, ctx.profiles[key]


@rule(
    "competenties-wijken-af",
    "fout",
    "onderdelen",
    uitleg="De competenties of hun niveaus in de beschrijving zijn andere dan die in het competentieprofiel.",
    bron="HR21: het profiel werkt de competenties van de beschrijving uit",
)
def other_competences(ctx: Context) -> Iterator[Finding]:
    """Competences missing, extra, or of another level."""
    for owner, part, thing, profiel in _owners(ctx):
        if not profiel.competenties:
            continue
        sets = _pair(thing.competenties, profiel.competenties)
        levels = [(a, b) for a, b in sets.paired if a.niveau and b.niveau and a.niveau.strip() != b.niveau.strip()]
        if not (sets.missing or sets.extra or levels):
            continue
        mine = [*sets.missing, *(a for a, _ in levels)]
        theirs = [*sets.extra, *(b for _, b in levels)]
        places = (
            *(Place(c.herkomst, competence_label(c), part, owner) for c in mine or thing.competenties[:1]),
            *(place_of_profile(profiel, competence_label(c), c.herkomst) for c in theirs or profiel.competenties[:1]),
        )
        yield Finding(
            f"{ctx.name(owner)}: {_told(sets, levels)} ({where(places)}).",
            places,
            "Stel vast welke competenties en niveaus gelden; het profiel gaat mee in gesprekken en contracten.",
            owner,
        )


def _told(sets: _Sets, levels: list[tuple[Competentie, Profielcompetentie]]) -> str:
    parts = []
    if sets.missing:
        parts.append(f"de beschrijving noemt {names([competence_label(c) for c in sets.missing])}, het profiel niet")
    if sets.extra:
        parts.append(f"het profiel noemt {names([competence_label(c) for c in sets.extra])}, de beschrijving niet")
    if levels:
        told = [f"{a.naam} is {a.niveau} in de beschrijving en {b.niveau} in het profiel" for a, b in levels]
        parts.append(names(told))
    return "; ".join(parts)


@rule(
    "beschrijving-zonder-profiel",
    "fout",
    "onderdelen",
    uitleg="Een beschreven functie of module heeft geen competentieprofiel.",
    bron="het boek zelf: de andere functies hebben wel een profiel",
)
def description_without_profile(ctx: Context) -> Iterator[Finding]:
    """Descriptions without a profile in a book that has profiles."""
    if not ctx.profiles:
        return
    for functie in ctx.once:
        if functie.id not in ctx.profiles:
            place = place_of_function(functie)
            yield Finding(
                f"{functie.naam} is beschreven{at(place)}, maar heeft geen competentieprofiel.",
                (place,),
                "Neem het profiel op in de bijlage.",
            )
    if not any(owner.startswith("module:") for owner in ctx.profiles):
        return
    for module in ctx.book.modules:
        if f"module:{module.id}" not in ctx.profiles:
            place = Place(module.herkomst, module.naam, "module", f"module:{module.id}")
            yield Finding(
                f"De module {module.naam}{at(place)} heeft geen competentieprofiel.",
                (place,),
                "Neem het profiel op in de bijlage.",
            )


@rule(
    "profiel-zonder-beschrijving",
    "fout",
    "onderdelen",
    uitleg="Een competentieprofiel hoort bij een functie of module die niet is beschreven.",
    bron="het boek zelf: elk profiel hoort bij een beschrijving",
)
def profile_without_description(ctx: Context) -> Iterator[Finding]:
    """Profiles of nothing that is described."""
    if not ctx.functions:
        return
    for profiel in ctx.book.profielen:
        if profiel.functie is None or profiel.functie not in ctx.order:
            place = place_of_profile(profiel)
            yield Finding(
                f"Bij {quote(profiel.titel or 'het competentieprofiel zonder titel')}{at(place)} staat geen "
                "functiebeschrijving in het boek.",
                (place,),
                "Neem de beschrijving op, of laat het profiel vervallen.",
            )


@rule(
    "profiel-dubbel",
    "fout",
    "onderdelen",
    uitleg="Een functie heeft meer dan één competentieprofiel.",
    bron="het boek zelf: elke functie hoort één profiel te hebben",
)
def profile_twice(ctx: Context) -> Iterator[Finding]:
    """Functions with several profiles."""
    groups: dict[str, list[Profiel]] = defaultdict(list)
    for profiel in ctx.book.profielen:
        if profiel.functie is not None:
            groups[profiel.functie].append(profiel)
    for owner, profiles in groups.items():
        if len(profiles) > 1:
            places = tuple(place_of_profile(profiel) for profiel in profiles)
            yield Finding(
                f"{ctx.name(owner)} heeft {len(profiles)} competentieprofielen ({where(places)}).",
                places,
                "Houd één profiel over.",
                owner,
            )


@rule(
    "competentie-dubbel",
    "waarschuwing",
    "onderdelen",
    uitleg="Dezelfde competentie staat tweemaal in een beschrijving of profiel.",
    bron="het boek zelf: een competentie heeft per functie één niveau",
)
def competence_twice(ctx: Context) -> Iterator[Finding]:
    """One competence twice in one list."""
    for owner, part, competences in competence_lists(ctx):
        groups: dict[str, list[Competentie | Profielcompetentie]] = defaultdict(list)
        for competence in competences:
            groups[fold(competence.naam)].append(competence)
        for twice in groups.values():
            if len(twice) > 1:
                places = tuple(Place(c.herkomst, competence_label(c), part, owner) for c in twice)
                yield Finding(
                    f"{ctx.name(owner)}: {quote(twice[0].naam)} staat {len(twice)} keer in het {_neuter(part)} "
                    f"({where(places)}).",
                    places,
                    "Laat de competentie één keer staan, met het niveau dat geldt.",
                )


def _neuter(part: str) -> str:
    """The part as it reads after "het": "het competentieprofiel", "het blok competenties van de beschrijving"."""
    return part if part == "competentieprofiel" else f"blok competenties van de {part}"


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


_NO_MODULE = frozenset({"geen", "nvt", "n v t", "niet van toepassing", "geen module", "nee"})


@rule(
    "module-niet-gebruikt",
    "waarschuwing",
    "onderdelen",
    uitleg="Een module is beschreven, maar bij geen functie ingevuld.",
    bron="het boek zelf: wie de module heeft, hoort uit de beschrijvingen te blijken",
)
def unused_module(ctx: Context) -> Iterator[Finding]:
    """Modules that no description names."""
    if not ctx.functions:
        return
    for module in ctx.book.modules:
        if any(functie.module and _names_module(functie.module, module) for functie in ctx.book.functies):
            continue
        place = Place(module.herkomst, f"Module {module.naam}", "module", f"module:{module.id}")
        mentions = [text for text in ctx.texts if text.field == "lopende tekst" and _names_module(text.text, module)]
        also = f", terwijl de tekst op {where([m.herkomst for m in mentions])} de module noemt" if mentions else ""
        empty = (
            "bij Module is nergens iets ingevuld"
            if not any(f.module for f in ctx.book.functies)
            else "geen functie noemt haar"
        )
        yield Finding(
            f"De module {module.naam} is beschreven{at(place)}, maar {empty}{also}.",
            (place, *(text.place() for text in mentions[:3]), *(place_of_function(f) for f in ctx.book.functies)),
            "Vul bij de functies die de module hebben de naam in.",
        )


def _names_module(text: str, module: Module) -> bool:
    """Whether a text names the module: "coördinatiemodule", "Module Coördinatie", "Coördinatie"."""
    plain, name = fold(no_accents(text)), fold(no_accents(module.naam))
    joined = plain.replace(" ", "")
    return plain == name or f"{name}module".replace(" ", "") in joined or f"module{name}".replace(" ", "") in joined


@rule(
    "module-onbekend",
    "fout",
    "onderdelen",
    uitleg="Een functie heeft een module die het boek niet beschrijft.",
    bron="het boek zelf: de taken van een module staan in haar beschrijving",
)
def unknown_module(ctx: Context) -> Iterator[Finding]:
    """Descriptions that name a module the book does not describe."""
    if not ctx.book.modules:
        return
    known = {fold(module.naam) for module in ctx.book.modules}
    for functie in ctx.book.functies:
        text = functie.module
        if not text or fold(text) in _NO_MODULE or any(_names_module(text, m) for m in ctx.book.modules):
            continue
        if any(near(fold(text), name) or name in fold(text) for name in known):
            continue
        place = Place(functie.module_herkomst or functie.herkomst, text, "functiebeschrijving", functie.id)
        yield Finding(
            f"{functie.naam} heeft module {quote(text)}{at(place)}, maar het boek beschrijft die niet.",
            (place,),
            "Neem de beschrijving van de module op, of verbeter de naam.",
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
