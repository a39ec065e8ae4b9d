"""Texts that should be the same in several places: grouped, with the usual wording apart from the others."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from pipeline.check.compare import Difference, alike, differ, fold
from pipeline.check.context import Context
from pipeline.check.features import feature_pairs
from pipeline.check.finding import Place
from pipeline.check.items import damaged

Known = Callable[[str], bool] | None


@dataclass(frozen=True)
class Variant:
    """A wording that differs from the usual one of the same subject."""

    subject: str
    text: str
    places: tuple[Place, ...]
    usual: str
    usual_places: tuple[Place, ...]
    difference: Difference
    """From the usual text to this one."""


def variants_of(subject: str, texts: Iterable[Place], known: Known) -> list[Variant]:
    """Group the places by what they quote and return the wordings that are not the usual one.

    The usual wording is the one that occurs most; of equals the one with fewer words outside the word list, then the
    first.  Differences of capitals and final punctuation do not count.
    """
    groups: dict[str, list[Place]] = defaultdict(list)
    for place in texts:
        groups[place.citaat.strip().rstrip(".;, ").casefold()].append(place)
    if len(groups) < 2:
        return []
    wordings = list(groups.values())
    usual = max(enumerate(wordings), key=lambda item: (len(item[1]), -_unknown(item[1][0].citaat, known), -item[0]))[1]
    out = []
    for places in wordings:
        if places is usual:
            continue
        difference = differ(usual[0].citaat, places[0].citaat, known)
        if difference.kind != "gelijk":
            out.append(Variant(subject, places[0].citaat, tuple(places), usual[0].citaat, tuple(usual), difference))
    return out


def _unknown(text: str, known: Known) -> int:
    return 0 if known is None else sum(not known(word) for word in set(fold(text).split()))


def definition_variants(ctx: Context) -> Iterator[Variant]:
    """Competences whose definition is worded in more than one way."""
    groups: dict[str, list[Place]] = defaultdict(list)
    labels: dict[str, str] = {}
    for profiel in ctx.book.profielen:
        for competence in profiel.competenties:
            if competence.definitie:
                key = fold(competence.naam)
                labels.setdefault(key, competence.naam)
                groups[key].append(
                    Place(competence.herkomst, competence.definitie, "competentieprofiel", profiel.functie)
                )
    for key, places in groups.items():
        yield from variants_of(labels[key], places, ctx.language.known if ctx.language else None)


def description_variants(ctx: Context, kind: str) -> Iterator[Variant]:
    """Functiereeksen ("reeks") or functiegroepen ("groep") whose text is worded in more than one way.

    A functiegroep is told apart by its functiereeks as well: "Uitvoering" can occur under two of them.
    """
    groups: dict[tuple[str, str], list[Place]] = defaultdict(list)
    labels: dict[tuple[str, str], str] = {}
    for functie in ctx.book.functies:
        group = functie.functiereeks if kind == "reeks" else functie.functiegroep
        if not group.naam or not group.omschrijving:
            continue
        key = (fold(group.naam), "" if kind == "reeks" else fold(functie.functiereeks.naam or ""))
        labels.setdefault(key, group.naam)
        origin = group.herkomst or functie.herkomst
        groups[key].append(Place(origin, group.omschrijving, "functiebeschrijving", functie.id))
    for key, places in groups.items():
        yield from variants_of(labels[key], places, ctx.language.known if ctx.language else None)


@dataclass(frozen=True)
class IndicatorVariant:
    """A profile whose indicators of a competence and level are not the usual ones."""

    competentie: str
    niveau: str
    functie: str | None
    head: Place
    usual: tuple[tuple[Place, tuple[Place, ...]], ...]
    """Head and items of the profiles that have the usual indicators."""
    changed: tuple[tuple[Place, Place, Difference], ...]
    """The usual item, this profile's item, and how they differ."""
    missing: tuple[Place, ...]
    """Usual items that this profile lacks (the places of another profile)."""
    extra: tuple[Place, ...]


def indicator_variants(ctx: Context) -> Iterator[IndicatorVariant]:
    """Profiles whose indicators differ from what the same competence and level has elsewhere."""
    known = ctx.language.known if ctx.language else None
    groups: dict[tuple[str, str], dict[tuple[str, ...], list[tuple[Place, tuple[Place, ...]]]]] = defaultdict(dict)
    labels: dict[tuple[str, str], str] = {}
    for profiel in ctx.book.profielen:
        for competence in profiel.competenties:
            if not competence.niveau or not competence.gedragsindicatoren:
                continue
            key = (fold(competence.naam), competence.niveau)
            labels.setdefault(key, competence.naam)
            items = tuple(
                Place(i.herkomst, i.tekst, "competentieprofiel", profiel.functie) for i in competence.gedragsindicatoren
            )
            head = Place(
                competence.herkomst, f"{competence.naam} {competence.niveau}", "competentieprofiel", profiel.functie
            )
            wording = tuple(item.citaat.strip().rstrip(".;, ").casefold() for item in items)
            groups[key].setdefault(wording, []).append((head, items))
    for key, wordings in groups.items():
        if len(wordings) < 2:
            continue
        lists = list(wordings.values())
        usual = max(enumerate(lists), key=lambda item: (not _any_damaged(item[1]), len(item[1]), -item[0]))[1]
        for found in lists:
            if found is usual:
                continue
            for head, items in found:
                yield _indicator_variant((labels[key], key[1]), head, items, tuple(usual), known)


def _any_damaged(profiles: list[tuple[Place, tuple[Place, ...]]]) -> bool:
    return any(damaged(item.citaat) for _, items in profiles[:1] for item in items)


def _indicator_variant(
    competence: tuple[str, str],
    head: Place,
    items: tuple[Place, ...],
    usual: tuple[tuple[Place, tuple[Place, ...]], ...],
    known: Known,
) -> IndicatorVariant:
    broken = " ".join(fold(item.citaat) for item in items if damaged(item.citaat))  # told by rules of its own
    left = [item for item in usual[0][1] if fold(item.citaat) not in broken]
    right = [item for item in items if not damaged(item.citaat)]
    for item in list(left):
        match = next((c for c in right if fold(c.citaat) == fold(item.citaat)), None)
        if match is not None:
            left.remove(item)
            right.remove(match)
    changed = []
    for item in list(left):
        scored = [(alike(item.citaat, other.citaat), -i, other) for i, other in enumerate(right)]
        best = max(scored, key=lambda one: one[:2], default=None)
        if best and best[0] >= 0.6:
            changed.append((item, best[2], differ(item.citaat, best[2].citaat, known)))
            left.remove(item)
            right.remove(best[2])
    return IndicatorVariant(*competence, head.functie, head, usual, tuple(changed), tuple(left), tuple(right))


@dataclass(frozen=True)
class Twin:
    """Two places where the same text should stand, and the word in which they differ."""

    usual: Place
    other: Place
    usual_word: str
    other_word: str


def twins(ctx: Context) -> Iterator[Twin]:
    """Every pair of words that differ in spelling only, between texts that should be the same."""
    for pair in feature_pairs(ctx):
        if pair.difference.pairs and pair.norm and pair.own:
            places = pair.places()
            for a, b in pair.difference.pairs:
                yield Twin(places[0], places[1], a, b)
    for variant in [
        *definition_variants(ctx),
        *description_variants(ctx, "reeks"),
        *description_variants(ctx, "groep"),
    ]:
        for a, b in variant.difference.pairs:
            for place in variant.places:
                yield Twin(variant.usual_places[0], place, a, b)
    for found in indicator_variants(ctx):
        for usual, own, difference in found.changed:
            for a, b in difference.pairs:
                yield Twin(usual, own, a, b)
