"""Between the parts: the functiekenmerken of an available function against those of its norm function."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.check.compare import Difference, alike, differ, fold
from pipeline.check.context import Context
from pipeline.check.finding import Finding, Place, at, names, quote, where
from pipeline.check.registry import rule
from pipeline.models.bevindingen import Ernst
from pipeline.models.functieboek import BeschikbareFunctie, Functie, Kenmerk

_ENOUGH_ROWS = 4
"""Rows from which it can be said how the table words its functions."""
_SAME_ITEM = 0.5
"""Two kenmerken that share at least half of their words are the same one, worded differently."""


@dataclass(frozen=True)
class FeaturePair:
    """A kenmerk of a description beside that of an available function; one of them is None where it is missing."""

    functie: Functie
    row: BeschikbareFunctie
    norm: Kenmerk | None
    own: Kenmerk | None
    difference: Difference

    def places(self) -> tuple[Place, ...]:
        """Both places, the description first."""
        out = []
        if self.norm:
            out.append(Place(self.norm.herkomst, self.norm.tekst, "functiebeschrijving", self.functie.id))
        if self.own:
            out.append(Place(self.own.herkomst, self.own.tekst, "beschikbare functies", self.functie.id))
        return tuple(out)


def feature_pairs(ctx: Context) -> Iterator[FeaturePair]:
    """Pair the kenmerken of every row with those of its norm function; equal pairs are left out."""
    known = ctx.language.known if ctx.language else None
    for functie, rows in ctx.rows.items():
        norm = ctx.functions.get(functie)
        if norm is None or not norm.kenmerken:
            continue
        for row in rows:
            if not row.kenmerken:
                continue
            for left, right in align(norm.kenmerken, row.kenmerken):
                difference = differ(left.tekst, right.tekst, known) if left and right else Difference("inhoud")
                if difference.kind != "gelijk":
                    yield FeaturePair(norm, row, left, right, difference)


def align(one: tuple[Kenmerk, ...], other: tuple[Kenmerk, ...]) -> list[tuple[Kenmerk | None, Kenmerk | None]]:
    """Pair two lists of kenmerken: the equal ones first, then the most alike, the rest alone."""
    left, right = list(one), list(other)
    pairs: list[tuple[Kenmerk | None, Kenmerk | None]] = []
    for item in one:
        match = next((candidate for candidate in right if fold(candidate.tekst) == fold(item.tekst)), None)
        if match is not None:
            pairs.append((item, match))
            left.remove(item)
            right.remove(match)
    scored = sorted(
        ((alike(a.tekst, b.tekst), -i, -j) for i, a in enumerate(left) for j, b in enumerate(right)), reverse=True
    )
    used_left: set[int] = set()
    used_right: set[int] = set()
    for score, i, j in scored:
        if score >= _SAME_ITEM and -i not in used_left and -j not in used_right:
            used_left.add(-i)
            used_right.add(-j)
            pairs.append((left[-i], right[-j]))
    pairs += [(item, None) for i, item in enumerate(left) if i not in used_left]
    pairs += [(None, item) for j, item in enumerate(right) if j not in used_right]
    return pairs


@rule(
    "kenmerken-wijken-af",
    "fout",
    "onderdelen",
    uitleg="De functiekenmerken van een beschikbare functie zijn anders dan die van haar normfunctie.",
    bron="HR21: de kenmerken bepalen het niveau van de functie",
)
def other_features(ctx: Context) -> Iterator[Finding]:
    """Kenmerken that say something else (a finding each), and those missing or extra (a finding a row)."""
    if _in_its_own_words(ctx):
        return
    alone: dict[int, list[FeaturePair]] = defaultdict(list)
    for pair in feature_pairs(ctx):
        if pair.norm is None or pair.own is None:
            alone[id(pair.row)].append(pair)
        elif _worth_telling(pair.norm, pair.own, pair.difference):
            yield _worded_differently(ctx, pair)
    by_features = {tuple(fold(k.tekst) for k in f.kenmerken): f for f in reversed(ctx.book.functies) if f.kenmerken}
    for pairs in alone.values():
        yield _alone(ctx, pairs, by_features)


def _in_its_own_words(ctx: Context) -> bool:
    """Whether the table describes its functions freely, so that a comparison word by word says nothing."""
    compared = copied = 0
    for functie, rows in ctx.rows.items():
        norm = ctx.functions.get(functie)
        known = {fold(kenmerk.tekst) for kenmerk in norm.kenmerken} if norm else set()
        for row in rows:
            if known and row.kenmerken:
                compared += 1
                copied += any(fold(kenmerk.tekst) in known for kenmerk in row.kenmerken)
    return compared >= _ENOUGH_ROWS and copied * 2 < compared


@rule(
    "kenmerken-niet-vergeleken",
    "info",
    "onderdelen",
    uitleg="De tabel met beschikbare functies omschrijft de functies in eigen woorden; zij is niet vergeleken.",
    bron="het boek zelf: de meeste rijen nemen geen enkel kenmerk van hun normfunctie over",
)
def features_not_compared(ctx: Context) -> Iterator[Finding]:
    """A table that does not copy the kenmerken of the norm functions, in one finding."""
    if _in_its_own_words(ctx):
        rows = [row for rows in ctx.rows.values() for row in rows if row.kenmerken]
        places = tuple(Place(r.kenmerken[0].herkomst, r.kenmerken[0].tekst, "beschikbare functies") for r in rows)
        yield Finding(
            f"De tabel met beschikbare functies ({where(places)}) omschrijft de functies in eigen woorden; de "
            "kenmerken zijn niet met die van de normfuncties vergeleken.",
            places,
            "Ga na of de omschrijvingen bij de normfuncties passen.",
        )


def _worth_telling(norm: Kenmerk, own: Kenmerk, difference: Difference) -> bool:
    """Whether the difference is told here; a spelling or a doubled word is told once for the whole book."""
    if difference.kind in {"spelling", "dubbel"} or (difference.kind == "leesteken" and difference.pairs):
        return False
    return norm.tekst.rstrip(".;, ").casefold() != own.tekst.rstrip(".;, ").casefold()


def _worded_differently(ctx: Context, pair: FeaturePair) -> Finding:
    norm, own = pair.places()
    weights: dict[str, Ernst] = {"leesteken": "info", "klein": "waarschuwing"}
    return Finding(
        f"{pair.row.naam} ({ctx.name(pair.functie.id)}): de beschrijving zegt {quote(norm.citaat)}{at(norm)}, de tabel "
        f"{quote(own.citaat)}{at(own)}{_differs(pair.difference)}.",
        (norm, own),
        "Neem in de tabel de woorden van de normfunctie over, of stel vast welke tekst geldt.",
        pair.functie.id,
        weights.get(pair.difference.kind),
    )


def _alone(ctx: Context, pairs: list[FeaturePair], by_features: dict[tuple[str, ...], Functie]) -> Finding:
    """Tell what a row lacks and has too much; where its kenmerken are those of another function, say which."""
    row, functie = pairs[0].row, pairs[0].functie
    missing = [pair.places()[0] for pair in pairs if pair.own is None]
    extra = [pair.places()[0] for pair in pairs if pair.norm is None]
    told = []
    if missing:
        told.append(
            f"in de tabel ontbreekt {names([quote(p.citaat, 90) for p in missing], 3)} uit de beschrijving"
            f" ({where(missing)})"
        )
    if extra:
        told.append(
            f"de tabel heeft {names([quote(p.citaat, 90) for p in extra], 3)} ({where(extra)}), "
            f"{'wat' if missing else 'en dat'} niet in de beschrijving staat"
        )
    other = by_features.get(tuple(fold(k.tekst) for k in row.kenmerken))
    hint = f"; haar kenmerken zijn precies die van {other.naam}" if other and other.id != functie.id else ""
    counterpart = (
        Place(functie.herkomst, functie.naam, "functiebeschrijving", functie.id)
        if not missing
        else Place(row.herkomst, row.naam, "beschikbare functies", functie.id)
    )
    return Finding(
        f"{row.naam} ({functie.naam}): {' en '.join(told)}{hint}.",
        (*missing, *extra, *([] if missing and extra else [counterpart])),
        "Ga na of de normfunctie klopt." if hint else "Breng de tabel en de beschrijving in overeenstemming.",
        functie.id,
    )


def _differs(difference: Difference) -> str:
    """Say which words differ, when they are few."""
    if difference.removed and difference.added and len(difference.removed) + len(difference.added) <= 6:
        return f"; {quote(' '.join(difference.removed))} tegenover {quote(' '.join(difference.added))}"
    if difference.removed and not difference.added and len(difference.removed) <= 6:
        return f"; in de tabel ontbreekt {quote(' '.join(difference.removed))}"
    if difference.added and not difference.removed and len(difference.added) <= 6:
        return f"; in de beschrijving ontbreekt {quote(' '.join(difference.added))}"
    return ""


@rule(
    "nadruk-wijkt-af",
    "info",
    "onderdelen",
    uitleg="In de tabel zijn andere woorden van een kenmerk vet dan in de beschrijving.",
    bron="HR21: de vetgedrukte woorden zijn de niveaubepalende",
)
def other_emphasis(ctx: Context) -> Iterator[Finding]:
    """The same kenmerk with other bold words; one finding a row."""
    for functie, rows in ctx.rows.items():
        norm = ctx.functions.get(functie)
        if norm is None:
            continue
        for row in rows:
            if not any(k.nadruk for k in norm.kenmerken) or not any(k.nadruk for k in row.kenmerken):
                continue  # a table without any bold has another print, not another meaning
            pairs = [
                (a, b)
                for a, b in align(norm.kenmerken, row.kenmerken)
                if a and b and fold(a.tekst) == fold(b.tekst) and _bold(a) != _bold(b)
            ]
            if not pairs:
                continue
            places = tuple(
                place
                for a, b in pairs
                for place in (
                    Place(a.herkomst, _quoted_bold(a), "functiebeschrijving", functie),
                    Place(b.herkomst, _quoted_bold(b), "beschikbare functies", functie),
                )
            )
            told = names(
                [f"{_quoted_bold(a)} in de beschrijving en {_quoted_bold(b)} in de tabel" for a, b in pairs], 3
            )
            yield Finding(
                f"{row.naam} ({norm.naam}): vet is {told} ({where(places)}).",
                places,
                "Maak dezelfde woorden vet: zij bepalen het niveau.",
                functie,
            )


def _bold(kenmerk: Kenmerk) -> tuple[str, ...]:
    return tuple(word for stretch in kenmerk.nadruk for word in fold(stretch).split())


def _quoted_bold(kenmerk: Kenmerk) -> str:
    return names([quote(stretch) for stretch in kenmerk.nadruk]) or "niets"
