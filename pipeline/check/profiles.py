"""Between the parts: descriptions against competence profiles and modules."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from pipeline.check.compare import fold, near
from pipeline.check.context import Context, place_of_function, place_of_profile
from pipeline.check.finding import Finding, Place, at, names, quote, where
from pipeline.check.registry import rule
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
