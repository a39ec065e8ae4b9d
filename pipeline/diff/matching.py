"""Which function is which: exact id, else content and name, with the level guarded; too close to call is no pair.

Name likeness alone is worthless here ("Adviseur II" and "Adviseur III" are 96 % alike), so the level suffix is split
off and a pair whose levels differ is forbidden unless the contents are all but the same.  What they do decides: tasks,
kenmerken, competences and the profile, as weighed words and word triples.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.diff.assign import Pairs, best_pairs, free, pair_equal, turned
from pipeline.diff.likeness import likeness, plain
from pipeline.models.functieboek import Functie, Functieboek, Profiel, slug

if TYPE_CHECKING:
    from numpy import ndarray

FLOOR = 0.55
"""A pair of functions that scores less is no pair."""
MARGIN = 0.04
"""The next best telling of the same functions must score at least this much less."""
_CONTENT, _NAME = 0.75, 0.25
_SAME_CONTENT = 0.93
"""From here on the contents say that a function only changed its level suffix."""
_LEVEL = re.compile(r"^((?=[ivx])x{0,2}(ix|iv|v?i{0,3})|\d{1,2}[a-z]?|[a-h]|schaal|niveau)$")
_RANKS = frozenset({"junior", "medior", "senior", "aankomend", "leerling"})


@dataclass(frozen=True, slots=True)
class Link:
    """A function paired with its successor, and the evidence."""

    old: int
    new: int
    exact: bool
    score: float = 1.0
    content: float = 1.0
    name: float = 1.0
    runner_up: float = 0.0
    """The score of the next best candidate of either."""


@dataclass(frozen=True, slots=True)
class Doubt:
    """A pair that was not made because another is as likely."""

    old: int
    new: int
    score: float
    rival: float
    """What the next best telling scores."""


@dataclass(frozen=True, slots=True)
class Matching:
    """Which function became which."""

    links: tuple[Link, ...]
    doubts: tuple[Doubt, ...] = ()

    @property
    def pairs(self) -> Pairs:
        """Old position to new position."""
        return {link.old: link.new for link in self.links}


def level_suffix(naam: str) -> tuple[str, tuple[str, ...]]:
    """Split a name in what it says and what sets its level: a numeral or letter at the end, a rank, a scale.

    >>> level_suffix("Medewerker publiek III")
    ('medewerker publiek', ('iii',))
    >>> level_suffix("Senior adviseur schaal 10A")
    ('adviseur', ('senior', 'schaal', '10a'))
    """
    words = re.findall(r"[^\W_]+", naam.casefold())
    level = [word for word in words if word in _RANKS]
    rest = [word for word in words if word not in _RANKS]
    tail: list[str] = []
    while len(rest) > 1 and _LEVEL.match(rest[-1]):
        tail.insert(0, rest.pop())
    return " ".join(rest), (*level, *tail)


def match_functions(old: Functieboek, new: Functieboek) -> Matching:
    """Pair the functions of two editions."""
    pairs: Pairs = {}
    before, after = old.functies, new.functies
    pair_equal(before, after, lambda f: slug(f.naam) or f.id, pairs, unique=True)
    _pair_namesakes(old, new, pairs)
    pair_equal(before, after, lambda f: f.id, pairs)
    links = [Link(i, j, True) for i, j in pairs.items()]
    rest_old, rest_new = free(before, after, pairs)
    more, doubts = _pair_by_content(old, new, rest_old, rest_new)
    return Matching(tuple(sorted([*links, *more], key=lambda link: link.new)), doubts)


def _pair_namesakes(old: Functieboek, new: Functieboek, pairs: Pairs) -> None:
    """Pair functions that share one name (a function described twice gets ``-2``): by what they say, not by number."""
    names: dict[str, tuple[list[int], list[int]]] = {}
    for side, functies in enumerate((old.functies, new.functies)):
        for place, functie in enumerate(functies):
            names.setdefault(slug(functie.naam) or functie.id, ([], []))[side].append(place)
    for mine, others in names.values():
        left = [i for i in mine if i not in pairs]
        right = [j for j in others if j not in pairs.values()]
        if not left or not right:
            continue
        a = [_text(old, i) for i in left]
        b = [_text(new, j) for j in right]
        scores = [[0.1 + likeness(x, y) for y in b] for x in a]
        pairs.update({left[i]: right[j] for i, j in best_pairs(scores, 0.0, turned=turned(a, b))})


def _pair_by_content(
    old: Functieboek, new: Functieboek, rest_old: Sequence[int], rest_new: Sequence[int]
) -> tuple[list[Link], tuple[Doubt, ...]]:
    if not rest_old or not rest_new:
        return [], ()
    import numpy
    from rapidfuzz import fuzz, process

    names_a = [level_suffix(old.functies[i].naam) for i in rest_old]
    names_b = [level_suffix(new.functies[j].naam) for j in rest_new]
    content = _content_scores(old, new, rest_old, rest_new)
    name = process.cdist([text for text, _ in names_a], [text for text, _ in names_b], scorer=fuzz.ratio) / 100
    ranks = {level: place for place, level in enumerate({level for _, level in (*names_a, *names_b)})}
    left, right = (numpy.asarray([ranks[level] for _, level in names]) for names in (names_a, names_b))
    same_level = left[:, None] == right[None, :]
    allowed = same_level | (content >= _SAME_CONTENT)
    score = numpy.where(allowed, _CONTENT * content + _NAME * name - 0.05 * ~same_level, 0.0)
    flip = turned([old.functies[i].naam for i in rest_old], [new.functies[j].naam for j in rest_new])
    chosen = best_pairs(score.tolist(), FLOOR, turned=flip)
    links: list[Link] = []
    doubts: list[Doubt] = []
    margins = _margins(score, chosen)
    for i, j in chosen:
        margin, rival = margins[i, j]
        if margin < MARGIN:
            doubts.append(Doubt(rest_old[i], rest_new[j], float(score[i, j]), rival))
            continue
        links.append(
            Link(
                rest_old[i], rest_new[j], False,
                float(score[i, j]), float(content[i, j]), float(name[i, j]), rival,
            )
        )  # fmt: skip
    return links, tuple(doubts)


def _margins(score: ndarray, chosen: Sequence[tuple[int, int]]) -> dict[tuple[int, int], tuple[float, float]]:
    """Return, for each pair, how much less the next best telling scores, and the best rival score of either side.

    Another telling pairs either side with one that has no pair, or swaps partners with another pair.
    """
    import numpy

    rows, columns = score.shape
    own_of_row, own_of_column = numpy.zeros(rows), numpy.zeros(columns)
    partner = numpy.full(columns, -1)
    for i, j in chosen:
        own_of_row[i] = own_of_column[j] = score[i, j]
        partner[j] = i
    out = {}
    for i, j in chosen:
        own = float(score[i, j])
        # Pair i with b instead; the one that b was paired with, if any, then takes j.
        instead = numpy.where(partner >= 0, score[partner, j], 0.0)
        loss_row = own + own_of_column - score[i] - instead
        loss_row[j] = own
        # Pair j with a instead, where a has no pair: swaps were counted above.
        loss_column = own - score[:, j] + numpy.where(own_of_row > 0, numpy.inf, 0.0)
        loss_column[i] = own
        rivals = numpy.concatenate([numpy.delete(score[i], j), numpy.delete(score[:, j], i), [0.0]])
        out[i, j] = float(min(loss_row.min(), loss_column.min())), float(rivals.max())
    return out


def profile_of(book: Functieboek, functie: Functie) -> Profiel | None:
    """Return the first profile of a function."""
    return next((profiel for profiel in book.profielen if profiel.functie == functie.id), None)


def function_texts(book: Functieboek, functie: Functie) -> list[str]:
    """Return all that a book says of a function, one text an item, without its name."""
    out = [kenmerk.tekst for kenmerk in functie.kenmerken]
    out += [f"{c.naam} niveau {c.niveau}" for c in functie.competenties]
    for gebied in functie.resultaatgebieden:
        out += [gebied.naam or "", *(taak.tekst for taak in gebied.taken)]
    profiel = profile_of(book, functie)
    if profiel:
        out += [f"{w.naam} {w.omschrijving}" for w in profiel.kritische_werksituaties]
        out += [f"{o.onderwerp} {o.omschrijving}" for o in (*profiel.kennis, *profiel.vaardigheden)]
        out += [f"{c.naam} {c.definitie}" for c in profiel.competenties]
        if profiel.opleiding and profiel.opleiding.tekst:
            out.append(profiel.opleiding.tekst)
    return out


def _text(book: Functieboek, place: int) -> str:
    return " | ".join(function_texts(book, book.functies[place]))


def _content_scores(old: Functieboek, new: Functieboek, rest_old: Sequence[int], rest_new: Sequence[int]) -> ndarray:
    """Return the cosine of word and word-triple vectors, each feature weighed by how few functions have it."""
    import numpy
    from scipy.sparse import csr_matrix

    bags = [_features(old, i) for i in rest_old] + [_features(new, j) for j in rest_new]
    spread: dict[str, int] = {}
    for bag in bags:
        for feature in bag:
            spread[feature] = spread.get(feature, 0) + 1
    column = {feature: place for place, feature in enumerate(sorted(spread))}
    rows, columns, values = [], [], []
    for row, bag in enumerate(bags):
        for feature in sorted(bag):
            rows.append(row)
            columns.append(column[feature])
            values.append(bag[feature] * numpy.log1p(2 * len(bags) / spread[feature]))
    matrix = csr_matrix((values, (rows, columns)), shape=(len(bags), max(len(column), 1)), dtype=float)
    norms = numpy.sqrt(numpy.asarray(matrix.multiply(matrix).sum(axis=1)).ravel())
    norms[norms == 0] = 1.0
    left, right = matrix[: len(rest_old)], matrix[len(rest_old) :]
    scores = (left @ right.T).toarray() / norms[: len(rest_old), None] / norms[None, len(rest_old) :]
    return numpy.asarray(numpy.round(scores, 9))


def _features(book: Functieboek, place: int) -> dict[str, float]:
    """Words and word triples of all that is said of a function; an empty description has none."""
    bag: dict[str, float] = {}
    for text in function_texts(book, book.functies[place]):
        words = plain(text).split()
        triples = [" ".join(words[k : k + 3]) for k in range(len(words) - 2)]
        for feature in (*words, *triples):
            bag[feature] = bag.get(feature, 0.0) + 1.0
    return {feature: count**0.5 for feature, count in bag.items()}
