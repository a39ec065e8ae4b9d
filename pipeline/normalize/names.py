"""From a name as printed to the id of a function: over abbreviation, word order, case, brackets and small typos.

Nothing here knows a name of any book.  Two names are the same when their words pair off, each word equal to, short for,
or a slip of the other: "Mdw. Adm. & secr. II" and "Medewerker administratief & secretariael II".  The numeral that sets
one level of a function apart from the next is never guessed at: II is not III.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from pipeline.models.functieboek import slug
from pipeline.normalize.folding import distance

_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5, "vi": 6, "vii": 7, "viii": 8, "ix": 9, "x": 10}
_NOISE = frozenset(
    "en de het van der den voor of m v x hr21 normfunctie functie functiebeschrijving competentieprofiel".split()  # noqa: SIM905 (a line reads better than a column)
)
_CONFUSABLE = frozenset(
    frozenset(pair) for pair in ("gq", "il", "ij", "lj", "ce", "un", "vy", "bh", "ft", "mn", "eo", "ao", "rn", "tl")
)
"""Letters that print, scan or type alike: "Alq." is "Alg."."""
_ACCEPTED = 0.45
"""Highest mean cost of a word for two names to be the same."""
_MARGIN = 0.08
"""How much better the best candidate must be than the next."""


@dataclass(frozen=True, slots=True)
class Words:
    """A name as words: plain letters, with those before a full stop known to be short, and its level."""

    words: tuple[tuple[str, bool], ...]
    level: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Resolution:
    """What a name stands for: one id, or several that fit equally well."""

    id: str | None
    rivals: tuple[str, ...] = ()


@lru_cache(maxsize=8192)
def words_of_name(name: str) -> Words:
    """Split a name in its words and its level numerals.

    >>> words_of_name("Mdw. publiek IV").level
    ('4',)
    """
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower().replace("&", " en ")
    plain = re.sub(r"\(\s*[mvx](?:\s*/\s*[mvx])+\s*\)", " ", plain)
    plain = re.sub(r"(?<=\w)\((\w+)\)|\((\w+)\)(?=\w)", lambda m: m[1] or m[2], plain)  # (gemeente)secretaris
    plain = re.sub(r"(?<=[a-z])-\s?(?=[a-z])", "", plain)
    words: list[tuple[str, bool]] = []
    level: list[str] = []
    for match in re.finditer(r"([a-z0-9]+)(\.?)", plain):
        word, dotted = match[1], bool(match[2])
        if word in _ROMAN and not dotted and (words or level):
            level.append(str(_ROMAN[word]))
        elif word.isdigit() and len(word) < 3:
            level.append(str(int(word)))
        elif len(word) == 1 and not dotted and word in "abcde" and match.end() == len(plain.rstrip()):
            level.append(word)
        elif word not in _NOISE:
            words.append((word, dotted))
    return Words(tuple(words), tuple(level))


@dataclass
class Names:
    """The names of a book's functions, to be looked up."""

    ids: dict[str, str] = field(default_factory=dict)
    """Slug of a name to id."""
    entries: list[tuple[Words, str, float]] = field(default_factory=list)
    by_level: dict[tuple[str, ...], list[int]] = field(default_factory=dict)
    known: dict[str, Resolution] = field(default_factory=dict)

    def add(self, naam: str, id_: str) -> None:
        """Make a function known under a name; the first that has it keeps it."""
        self.ids.setdefault(slug(naam), id_)
        whole = words_of_name(naam)
        self._entry(whole, id_, 0.0)
        if "/" in naam and not whole.level:  # a post with two names: either will do when nothing fits better
            for part in naam.split("/"):
                self._entry(words_of_name(part), id_, 0.3)

    def _entry(self, words: Words, id_: str, cost: float) -> None:
        if words.words:
            self.by_level.setdefault(words.level, []).append(len(self.entries))
            self.entries.append((words, id_, cost))

    def resolve(self, naam: str | None) -> Resolution:
        """Find the id that a name stands for; None when nothing fits, or when several fit alike."""
        if not naam or not naam.strip():
            return Resolution(None)
        if naam not in self.known:
            exact = self.ids.get(slug(naam))
            self.known[naam] = Resolution(exact) if exact else self._search(words_of_name(naam))
        return self.known[naam]

    def _search(self, wanted: Words) -> Resolution:
        if not wanted.words:
            return Resolution(None)
        best: dict[str, float] = {}
        for index in self.by_level.get(wanted.level, ()):
            words, id_, extra = self.entries[index]
            cost = pairing_cost(wanted.words, words.words)
            if cost is not None and cost + extra <= _ACCEPTED:
                best[id_] = min(best.get(id_, 1.0), cost + extra)
        if not best:
            return Resolution(None)
        ranked = sorted(best, key=lambda id_: (best[id_], id_))
        rivals = tuple(id_ for id_ in ranked if best[id_] < best[ranked[0]] + _MARGIN)
        return Resolution(ranked[0]) if len(rivals) == 1 else Resolution(None, rivals)


def same_name(one: str, other: str) -> bool:
    """Whether two names stand for the same function, when nothing but these two is known."""
    left, right = words_of_name(one), words_of_name(other)
    if left.level != right.level:
        return False
    cost = pairing_cost(left.words, right.words)
    return cost is not None and cost <= _ACCEPTED


def names_of(pairs: Iterable[tuple[str, str]]) -> Names:
    """Make known a list of (name, id)."""
    names = Names()
    for naam, id_ in pairs:
        names.add(naam, id_)
    return names


def pairing_cost(left: Sequence[tuple[str, bool]], right: Sequence[tuple[str, bool]]) -> float | None:
    """Pair off the words of two names; give the mean cost of a word, or None when a word stays alone."""
    if len(left) > 8 or len(right) > 8 or not left or not right:
        return None
    total = _pair(tuple(left), tuple(right))
    return None if total is None else total / max(len(left), len(right))


def _pair(left: tuple[tuple[str, bool], ...], right: tuple[tuple[str, bool], ...]) -> float | None:
    if not left or not right:
        return None if left or right else 0.0
    first, rest = left[0], left[1:]
    best: float | None = None
    for i, other in enumerate(right):
        others = right[:i] + right[i + 1 :]
        best = _better(best, word_cost(first, other), rest, others)
        for j, second in enumerate(rest):  # "gem. secr." for "gemeentesecretaris"
            both = _compound(first, second, other) or _compound(second, first, other)
            best = _better(best, both, rest[:j] + rest[j + 1 :], others)
        for j, second in enumerate(others):
            both = _compound(other, second, first) or _compound(second, other, first)
            best = _better(best, both, rest, others[:j] + others[j + 1 :])
        if best == 0.0:
            break
    return best


def _better(
    best: float | None,
    cost: float | None,
    left: tuple[tuple[str, bool], ...],
    right: tuple[tuple[str, bool], ...],
) -> float | None:
    if cost is None or (best is not None and cost >= best):
        return best
    more = _pair(left, right)
    if more is None:
        return best
    return cost + more if best is None else min(best, cost + more)


@lru_cache(maxsize=65536)
def word_cost(left: tuple[str, bool], right: tuple[str, bool]) -> float | None:
    """How far a word is from another: 0 equal, up to 1 for a doubtful abbreviation, None for another word."""
    if left[0] == right[0]:
        return 0.0
    (short, dotted), (long, _) = (left, right) if len(left[0]) <= len(right[0]) else (right, left)
    if short[0] != long[0]:
        return None
    if len(short) >= 6:
        allowed = 1 if len(short) < 10 else 2
        steps = distance(short, long, allowed)
        if steps <= allowed:
            return 0.15 * steps
    gap = len(long) - len(short)
    if long.startswith(short) and (dotted or (len(short) >= 3 and gap >= 2)):
        return 0.2
    if len(short) >= 2 and gap >= 3 and (dotted or len(short) <= 4) and _in_order(short, long):
        return 0.4  # mdw., secr., beleidsmdw.
    if len(short) >= 3 and (dotted or gap >= 3) and _slip(short, long[: len(short)]):
        return 0.6
    return None


def _in_order(short: str, long: str) -> bool:
    letters = iter(long)
    return all(letter in letters for letter in short)


def _slip(short: str, start: str) -> bool:
    differing = [frozenset(pair) for pair in zip(short, start, strict=True) if pair[0] != pair[1]]
    return len(differing) == 1 and differing[0] in _CONFUSABLE


def _compound(first: tuple[str, bool], second: tuple[str, bool], whole: tuple[str, bool]) -> float | None:
    """Cost of two words that together stand for one compound word."""
    one, two, word = first[0], second[0], whole[0]
    if one + two == word:
        return 0.05
    if len(one) < 2 or len(two) < 2 or not word.startswith(one) or len(word) <= len(one) + len(two):
        return None
    at = word.find(two, len(one))
    return 0.4 if at > 0 and (second[1] or word.endswith(two)) else None
