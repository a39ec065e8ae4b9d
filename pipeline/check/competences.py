"""Between the functions: competences that are described or worked out differently from one profile to the next."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator

from pipeline.check.compare import fold, near
from pipeline.check.context import Context
from pipeline.check.finding import Finding, Place, at, names, quote, where
from pipeline.check.profiles import competence_lists
from pipeline.check.registry import rule
from pipeline.check.texts import Text
from pipeline.check.variants import (
    IndicatorVariant,
    Variant,
    definition_variants,
    description_variants,
    indicator_variants,
)

_TOLD_ELSEWHERE = ("spelling", "dubbel", "leesteken")
"""Differences that the rules of the text tell, once for the whole book."""
_MANY = 4
"""A subject with more odd wordings than this has no usual one: told once."""
_SHOWN = 12
"""How many of the profiles that have the usual wording a finding shows as places."""


@rule(
    "definitie-verschilt",
    "waarschuwing",
    "functies",
    uitleg="Dezelfde competentie is in twee profielen anders omschreven.",
    bron="HR21: een competentie heeft één definitie, ongeacht de functie",
)
def other_definition(ctx: Context) -> Iterator[Finding]:
    """Definitions that say something else than the usual one."""
    yield from _told(ctx, definition_variants(ctx), "De competentie")


@rule(
    "reeks-verschilt",
    "waarschuwing",
    "functies",
    uitleg="Dezelfde functiereeks is in twee beschrijvingen anders omschreven.",
    bron="HR21: een functiereeks heeft één omschrijving",
)
def other_series(ctx: Context) -> Iterator[Finding]:
    """Functiereeksen that are described in more than one way."""
    yield from _told(ctx, description_variants(ctx, "reeks"), "De functiereeks")


@rule(
    "groep-verschilt",
    "waarschuwing",
    "functies",
    uitleg="Dezelfde functiegroep is in twee beschrijvingen anders omschreven.",
    bron="HR21: een functiegroep heeft één omschrijving",
)
def other_group(ctx: Context) -> Iterator[Finding]:
    """Functiegroepen that are described in more than one way."""
    yield from _told(ctx, description_variants(ctx, "groep"), "De functiegroep")


def _told(ctx: Context, variants: Iterable[Variant], kind: str) -> Iterator[Finding]:
    """Tell each wording that differs in content; a subject with many wordings is told once."""
    groups: dict[str, list[Variant]] = defaultdict(list)
    for variant in variants:
        if variant.difference.kind not in _TOLD_ELSEWHERE:
            groups[variant.subject].append(variant)
    for subject, found in groups.items():
        if len(found) > _MANY:
            places = (found[0].usual_places[0], *(variant.places[0] for variant in found))
            yield Finding(
                f"{kind} {quote(subject)} is op {len(found) + 1} manieren omschreven ({where(places)}).",
                places,
                "Kies één omschrijving en neem die overal op.",
            )
            continue
        for variant in found:
            yield _variant_finding(ctx, variant, f"{kind} {quote(subject)}")


def _variant_finding(ctx: Context, variant: Variant, begin: str) -> Finding:
    usual, own = variant.usual_places, variant.places
    words = ""
    if len(variant.difference.removed) + len(variant.difference.added) <= 8:
        gone, new = " ".join(variant.difference.removed), " ".join(variant.difference.added)
        words = f": {quote(new) if new else 'niets'} in plaats van {quote(gone) if gone else 'niets'}"
    return Finding(
        f"{begin} is bij {names([ctx.name(place.functie) for place in own], 4)} ({where(own)}) anders omschreven dan "
        f"elders ({where(usual)}){words}.",
        (*own, usual[0]),
        "Neem overal dezelfde tekst op.",
        own[0].functie if len({place.functie for place in own}) == 1 else None,
    )


@rule(
    "indicatoren-wijken-af",
    "waarschuwing",
    "functies",
    uitleg="Dezelfde competentie op hetzelfde niveau heeft in een profiel andere gedragsindicatoren dan elders.",
    bron="HR21: competentie en niveau bepalen samen de gedragsindicatoren",
)
def other_indicators(ctx: Context) -> Iterator[Finding]:
    """Indicators that are missing, extra or worded differently."""
    homes = _homes(ctx)
    groups: dict[tuple[object, ...], list[IndicatorVariant]] = defaultdict(list)
    for found in indicator_variants(ctx):
        changed = tuple(pair for pair in found.changed if pair[2].kind not in (*_TOLD_ELSEWHERE, "gelijk"))
        if changed or found.missing or found.extra:
            key = (
                found.competentie,
                found.niveau,
                tuple(fold(own.citaat) for _, own, _ in changed),
                tuple(fold(place.citaat) for place in (*found.missing, *found.extra)),
            )
            groups[key].append(found)
    by_subject: dict[tuple[object, ...], list[list[IndicatorVariant]]] = defaultdict(list)
    for subject, alike in groups.items():
        by_subject[subject[:2]].append(alike)
    for variants in by_subject.values():
        if len(variants) > _MANY:
            yield _many_indicators([one for alike in variants for one in alike], len(variants) + 1)
            continue
        for alike in variants:
            yield _indicator_finding(ctx, alike, homes)


def _many_indicators(found: list[IndicatorVariant], wordings: int) -> Finding:
    """Tell once that a competence and level have as many lists of indicators as profiles."""
    places = (found[0].usual[0][0], *(one.head for one in found))
    return Finding(
        f"{found[0].competentie}, niveau {found[0].niveau}, heeft in het boek {wordings} verschillende reeksen "
        f"gedragsindicatoren ({where(places)}).",
        places,
        "Kies per niveau één reeks indicatoren, of leg uit waarom de functies verschillen.",
    )


def _indicator_finding(
    ctx: Context, alike: list[IndicatorVariant], homes: dict[str, list[tuple[str, Text]]]
) -> Finding:
    found = alike[0]
    told: list[str] = []
    places: list[Place] = []
    for usual, own, difference in found.changed:
        if difference.kind not in (*_TOLD_ELSEWHERE, "gelijk"):
            told.append(f"{quote(own.citaat)}{at(own)}, elders {quote(usual.citaat)}{at(usual)}")
            places += [own, usual]
    for place in found.extra:
        home = next((text for name, text in homes[fold(place.citaat)] if name != fold(found.competentie)), None)
        belongs = f", een indicator van {quote(home.onderdeel)}{at(home.herkomst)}" if home else ""
        told.append(f"extra is {quote(place.citaat)}{at(place)}{belongs}")
        places.append(place)
        if home:
            places.append(Place(home.herkomst, home.text, "competentieprofiel", home.functie))
    for place in found.missing:
        told.append(f"niet genoemd is {quote(place.citaat)}{at(place)}")
        places.append(place)
    others = [items[-1] for _, items in found.usual[:_SHOWN]]
    return Finding(
        f"{found.competentie}, niveau {found.niveau}, heeft bij {names([ctx.name(one.functie) for one in alike], 4)} "
        f"niet dezelfde gedragsindicatoren als bij {names([ctx.name(head.functie) for head, _ in found.usual], 2)}: "
        f"{'; '.join(told)}.",
        (*places, *(one.head for one in alike[1:_SHOWN]), *others),
        "Neem overal dezelfde indicatoren op, of leg uit waarom deze functie afwijkt.",
        found.functie if len(alike) == 1 else None,
    )


def _homes(ctx: Context) -> dict[str, list[tuple[str, Text]]]:
    """For each indicator the competences (with their level) that it stands under."""
    out: dict[str, list[tuple[str, Text]]] = defaultdict(list)
    for profiel in ctx.book.profielen:
        for competence in profiel.competenties:
            label = f"{competence.naam} {competence.niveau or ''}".strip()
            for indicator in competence.gedragsindicatoren:
                out[fold(indicator.tekst)].append(
                    (
                        fold(competence.naam),
                        Text("gedragsindicator", indicator.tekst, indicator.herkomst, profiel.functie, label),
                    )
                )
    return out


@rule(
    "niveaunaam-verschilt",
    "waarschuwing",
    "functies",
    uitleg="Hetzelfde niveau van een competentie heeft op verschillende plaatsen een andere naam.",
    bron="HR21: elk niveau van een competentie heeft één naam",
)
def other_level_name(ctx: Context) -> Iterator[Finding]:
    """Level names that are not the usual one, in descriptions, modules and profiles alike."""
    groups: dict[tuple[str, str], list[Place]] = defaultdict(list)
    labels: dict[tuple[str, str], str] = {}
    for text_owner, part, competences in competence_lists(ctx):
        for competence in competences:
            if competence.niveau and competence.niveaunaam:
                key = (fold(competence.naam), competence.niveau)
                labels.setdefault(key, competence.naam)
                groups[key].append(Place(competence.herkomst, competence.niveaunaam, part, text_owner))
    for key, places in groups.items():
        yield from _level_names(ctx, labels[key], key[1], places)


def _level_names(ctx: Context, competence: str, level: str, places: list[Place]) -> Iterator[Finding]:
    counts = Counter(fold(place.citaat) for place in places)
    if len(counts) < 2:
        return
    usual = max(
        counts,
        key=lambda name: (counts[name], all(ctx.known(word) for word in name.split()), -list(counts).index(name)),
    )
    first = [place for place in places if fold(place.citaat) == usual]
    for name in counts:
        if name == usual:
            continue
        own = [place for place in places if fold(place.citaat) == name]
        odd = [a for a, b in zip(name.split(), usual.split(), strict=False) if a != b and near(a, b)]
        yield Finding(
            f"{competence}, niveau {level}, heet bij {names([ctx.name(p.functie) for p in own], 4)} "
            f"{quote(own[0].citaat)} ({where(own)}) en elders {quote(first[0].citaat)} ({where(first)}).",
            (*own, *first[:_SHOWN]),
            "Gebruik overal dezelfde naam voor het niveau.",
            own[0].functie if len({p.functie for p in own}) == 1 else None,
            cause=("woord", odd[0]) if len(odd) == 1 and len(name.split()) == len(usual.split()) else None,
        )


@rule(
    "organisatiecompetentie-zonder-profiel",
    "info",
    "onderdelen",
    uitleg="Een competentie voor de hele organisatie komt in geen enkel profiel voor.",
    bron="het boek zelf: wat van iedereen wordt gevraagd, hoort omschreven te zijn",
)
def organisation_competence(ctx: Context) -> Iterator[Finding]:
    """Competences of the organisation that no profile works out."""
    if not ctx.profiles:
        return
    held = {fold(c.naam) for profiel in ctx.book.profielen for c in profiel.competenties}
    absent = [name for name in ctx.book.organisatiecompetenties if fold(name) not in held]
    if not absent:
        return
    wanted = {fold(name) for name in absent}
    places = tuple(text.place() for text in ctx.texts if text.field == "lopende tekst" and fold(text.text) in wanted)
    many = len(absent) > 1
    yield Finding(
        f"De organisatiecompetentie{'s' if many else ''} {names([quote(name) for name in absent])} "
        f"{'komen' if many else 'komt'} in geen enkel competentieprofiel voor"
        f"{f' ({where(places)})' if places else ''}.",
        places,
        "Omschrijf de competentie in het boek, of neem haar op in de profielen.",
    )
