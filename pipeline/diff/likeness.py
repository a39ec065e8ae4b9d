"""How alike two texts are, in a way that does not depend on which is old and which is new.

Half of the score is letters in order (rapidfuzz ratio), half is shared words weighed by what they say: "de", "voor" and
"van" say little, so two sentences that share only those are not alike.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import lru_cache

from pipeline.diff.weigh import letters
from pipeline.dutch.word_diff import tokens

_SMALL_WORDS = """
aan af al als bij binnen buiten daar dan dat de deze die dit door een en er het hierbij hun ieder in is kan kunnen maar
mee met mede middels na naar niet of om onder ook op over per rond ten te tegen ter tot tussen uit van vanuit via
volgens voor waar waarbij waaronder wat welke wie wordt worden ze zich zijn zo zorg draagt zoals medewerker
"""
_SMALL = frozenset(_SMALL_WORDS.split())
_SMALL_WEIGHT = 0.25


@lru_cache(maxsize=65536)
def plain(text: str) -> str:
    """Return a text as it is compared: lower case, only letters and digits, words apart by one space."""
    return " ".join(word for word in (letters(token) for token in tokens(text)) if word)


@lru_cache(maxsize=65536)
def _bag(text: str) -> Counter[str]:
    return Counter(text.split())


def _weight(word: str) -> float:
    return _SMALL_WEIGHT if word in _SMALL or len(word) == 1 else 1.0


def shared_words(a: str, b: str) -> float:
    """Return the weighed share of words (of plain texts) that both have: 0 for none, 1 for all."""
    bag_a, bag_b = _bag(a), _bag(b)
    total = sum(_weight(w) * n for bag in (bag_a, bag_b) for w, n in sorted(bag.items()))
    both = sum(_weight(w) * n for w, n in sorted((bag_a & bag_b).items()))
    return 2 * both / total if total else float(a == b)


def likeness(a: str, b: str) -> float:
    """Return how alike two texts are, 0 to 1; symmetric."""
    from rapidfuzz import fuzz

    left, right = sorted((plain(a), plain(b)))
    if left == right:
        return 1.0
    if not left or not right:
        return 0.0
    return 0.5 * fuzz.ratio(left, right) / 100 + 0.5 * shared_words(left, right)


def likeness_matrix(old: Sequence[str], new: Sequence[str], floor: float) -> list[list[float]]:
    """Return the likeness of each old text with each new one; what cannot reach the floor stays 0.

    One call compares the letters of all pairs; the words are counted only where the letters leave the floor in reach.
    """
    from rapidfuzz import fuzz, process

    if not old or not new:
        return [[0.0] * len(new) for _ in old]
    left, right = [plain(text) for text in old], [plain(text) for text in new]
    ratios = process.cdist(left, right, scorer=fuzz.ratio).tolist()
    out: list[list[float]] = []
    for a, row in zip(left, ratios, strict=True):
        line = []
        for b, ratio in zip(right, row, strict=True):
            if ratio / 200 + 0.5 < floor or not a or not b:
                line.append(float(a == b))
            else:
                line.append(0.5 * ratio / 100 + 0.5 * shared_words(a, b))
        out.append(line)
    return out
