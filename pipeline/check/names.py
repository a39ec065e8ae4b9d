"""Between the parts: one function, competence or subject under several names or spellings."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.check.compare import fold, spelled_apart
from pipeline.check.context import Context, place_of_cell, place_of_function, place_of_profile, place_of_row
from pipeline.check.finding import Finding, Place, names, quote, where
from pipeline.check.matching import name_words, same_name, same_word, stem_alike
from pipeline.check.neighbours import near_pairs
from pipeline.check.registry import rule
from pipeline.check.texts import Field
from pipeline.dutch.spelled import find_spelled

_SUBJECTS: tuple[Field, ...] = (
    "competentie", "kennisnaam", "vaardigheidsnaam", "werksituatienaam", "resultaatgebied", "toelichting",
    "reeksnaam", "groepsnaam",
)  # fmt: skip
_NAMES: frozenset[Field] = frozenset(
    {"functienaam", "normfunctie", "groepsnaam", "reeksnaam", "titel", "matrixnaam", "matrixkop"}
)


def function_names(ctx: Context, functie: str) -> list[tuple[str, Place]]:
    """Every name that the parts of the book give a function, the description's first."""
    described = ctx.functions[functie]
    out = [(described.naam, place_of_function(described))]
    for cell in ctx.cells.get(functie, ()):
        out.append((cell.naam, place_of_cell(cell)))
    for row in ctx.rows.get(functie, ()):
        if row.normfunctie:
            out.append((row.normfunctie, place_of_row(row, row.normfunctie)))
    profiel = ctx.profiles.get(functie)
    if profiel and profiel.titel:
        out.append((title_name(profiel.titel), place_of_profile(profiel)))
    return out


def title_name(title: str) -> str:
    """Return the name in the title of a profile.

    >>> title_name("COMPETENTIEPROFIEL ADVISEUR II")
    'ADVISEUR II'
    """
    words = title.split()
    for position, word in enumerate(words[:3]):
        if "profiel" in word.casefold():
            return " ".join(words[position + 1 :]) or title
    return title


@rule(
    "naam-varieert",
    "waarschuwing",
    "onderdelen",
    uitleg="Een functie heet in het ene onderdeel van het boek anders dan in het andere.",
    bron="het boek zelf: matrix, tabel, beschrijving en profiel horen dezelfde naam te gebruiken",
)
def function_under_several_names(ctx: Context) -> Iterator[Finding]:
    """Functions whose names differ by more than abbreviation, capitals or a letter."""
    for functie, described in ctx.functions.items():
        found = function_names(ctx, functie)
        own = [described.naam, *([described.normfunctie] if described.normfunctie else [])]
        if all(any(same_name(one, name, any_abbreviation=True) for one in own) for name, _ in found):
            continue
        found += [(row.naam, place_of_row(row)) for row in ctx.rows.get(functie, ()) if _shares_word(row.naam, own[0])]
        distinct: dict[str, list[Place]] = defaultdict(list)
        labels: dict[str, str] = {}
        for name, place in found:
            labels.setdefault(fold(name), name)
            distinct[fold(name)].append(place)
        told = names([f"{quote(labels[key])} ({where(places)})" for key, places in distinct.items()])
        yield Finding(
            f"{described.naam} heeft {len(distinct)} namen in het boek: {told}.",
            tuple(place for places in distinct.values() for place in places),
            "Gebruik overal de naam uit de functiebeschrijving.",
            functie,
        )


def _shares_word(one: str, other: str) -> bool:
    """Whether a local name is a variant of the function's name rather than a name of its own."""
    words = fold(other).replace(" ", "")
    return all(word in words for word in fold(one).split())


@dataclass
class _Terms:
    """Words that stand for the same, with the places of each."""

    places: dict[str, list[Place]]
    pairs: set[tuple[str, str]]

    def clusters(self) -> Iterator[list[str]]:
        """Yield the words that hang together, each cluster once."""
        linked: dict[str, set[str]] = defaultdict(set)
        for a, b in self.pairs:
            linked[a].add(b)
            linked[b].add(a)
        done: set[str] = set()
        for word in sorted(linked):
            if word in done:
                continue
            cluster, todo = set(), [word]
            while todo:
                current = todo.pop()
                if current not in cluster:
                    cluster.add(current)
                    todo.extend(linked[current])
            done |= cluster
            yield sorted(cluster)


@rule(
    "term-varieert",
    "waarschuwing",
    "tekst",
    uitleg="Een naam of onderwerp is op de ene plaats anders gespeld dan op de andere; hoofdletters tellen niet mee.",
    bron="het boek zelf: namen van functies, competenties en onderwerpen horen overal gelijk te zijn",
)
def varying_term(ctx: Context) -> Iterator[Finding]:
    """Words in names that vary by a letter or an ending; one finding a group of words."""
    for terms in (_name_terms(ctx), _subject_terms(ctx), _education_terms(ctx)):
        for cluster in terms.clusters():
            yield _term_finding(ctx, cluster, terms.places)


def _term_finding(ctx: Context, cluster: list[str], places: dict[str, list[Place]]) -> Finding:
    ranked = sorted(cluster, key=lambda word: (_rejected(ctx, word), -len(places[word]), word))
    wrong = ranked[-1]
    printed = {word: _as_printed(word, places[word]) for word in ranked}
    told = names([f"{quote(printed[word])} ({where(places[word])})" for word in ranked])
    certain = ctx.language is not None and [_rejected(ctx, word) for word in ranked].count(False) == 1
    advice = (
        f"Schrijf overal {quote(printed[ranked[0]])}." if certain else "Kies één schrijfwijze en gebruik die overal."
    )
    owners = {place.functie for place in places[wrong]}
    return Finding(
        f"Eén naam staat in {len(ranked)} schrijfwijzen in het boek: {told}.",
        tuple(place for word in reversed(ranked) for place in places[word]),
        advice,
        next(iter(owners)) if len(owners) == 1 else None,
        cause=("woord", wrong),
    )


def _as_printed(word: str, places: Sequence[Place]) -> str:
    """Give a word the accents and hyphens that it mostly has in the book, in small letters."""
    found = [
        place.citaat[begin:end].lower()
        for place in places
        for begin, end in find_spelled(place.citaat, [word]).get(word, ())
    ]
    return max(Counter(found).items(), key=lambda item: item[1])[0] if found else word


def _rejected(ctx: Context, word: str) -> bool:
    return ctx.language is not None and not ctx.known(word)


def _name_terms(ctx: Context) -> _Terms:
    """Words of function names and of series and groups that differ between the parts of the book."""
    pairs: set[tuple[str, str]] = set()
    for functie, described in ctx.functions.items():
        found = function_names(ctx, functie)
        for name, _ in found[1:]:
            pairs |= _other_words(found[0][0], name)
        for cell in ctx.cells.get(functie, ())[:1]:
            pairs |= _other_words(described.functiereeks.naam or "", cell.functiereeks or "")
            pairs |= _other_words(described.functiegroep.naam or "", cell.functiegroep or "")
    places: dict[str, list[Place]] = {word: [] for pair in pairs for word in pair}
    for text in ctx.texts if pairs else ():
        if text.field in _NAMES:
            for word in dict.fromkeys(name_words(text.text)):
                if word in places:
                    places[word].append(text.place())
    return _Terms(places, pairs)


def _other_words(one: str, other: str) -> set[tuple[str, str]]:
    """The words in which two spellings of one name differ."""
    left, right = name_words(one), name_words(other)
    if len(left) != len(right) or not same_name(one, other):
        return set()
    return {
        (min(a, b), max(a, b))
        for a, b in zip(left, right, strict=True)
        if not same_word(a, b) and min(len(a), len(b)) > 5 and not a.endswith(".") and not b.endswith(".")
    }


def _subject_terms(ctx: Context) -> _Terms:
    """Words of competences, subjects and result areas that differ by a letter from the same name elsewhere."""
    terms = _Terms(defaultdict(list), set())
    for field in _SUBJECTS:
        named = [(text.text, text.place()) for text in ctx.texts if text.field == field]
        _near_names(ctx, named, terms)
    return terms


def _education_terms(ctx: Context) -> _Terms:
    """Fields of study that differ by a letter from the same field elsewhere."""
    terms = _Terms(defaultdict(list), set())
    named = [
        (direction, place_of_profile(p, p.opleiding.tekst, p.opleiding.herkomst))
        for p in ctx.book.profielen
        if p.opleiding
        for direction in p.opleiding.richtingen
    ]
    _near_names(ctx, named, terms)
    return terms


def _near_names(ctx: Context, named: Sequence[tuple[str, Place]], terms: _Terms) -> None:
    """Find names that are equal but for one word, where the two words are one word in two spellings."""
    frames: dict[tuple[str, ...], dict[str, list[Place]]] = defaultdict(lambda: defaultdict(list))
    for name, place in named:
        words = tuple(word.casefold() for word in name.split())
        for position, word in enumerate(words):
            bare = word.strip(".,;:()'’“”\"")
            if len(bare) > 5:
                frame = (*words[:position], "*", *words[position + 1 :])
                frames[frame][bare].append(place)
    known = ctx.language.known if ctx.language else None
    for found in frames.values():
        if len(found) < 2:
            continue
        for a, b in near_pairs(found):
            if spelled_apart(a, b, known) and not stem_only(a, b):
                terms.pairs.add((a, b))
                for word in (a, b):
                    terms.places[word] = list(dict.fromkeys([*terms.places[word], *found[word]]))


def stem_only(one: str, other: str) -> bool:
    """Whether two words differ in an ending of inflection only, which is no other spelling.

    >>> stem_only("bestuurlijk", "bestuurlijke"), stem_only("risikeren", "riskeren")
    (True, False)
    """
    short, long = sorted((one, other), key=len)
    return long in {short + ending for ending in ("e", "s", "n", "en", "t")} and stem_alike(one, other)
