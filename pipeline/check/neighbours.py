"""Which words of a list lie within two typing errors of each other, without comparing each with each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import combinations

from pipeline.check.compare import near

_LONGEST = 24
"""Words longer than this are compared on their first and last halves only by deleting one letter."""


def near_pairs(words: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Yield each pair of different words that ``near`` calls near, each pair once, in order.

    Two words within one or two letters share a form from which as many letters are deleted (as SymSpell does), so the
    work grows with the number of words and not with its square.
    """
    forms: dict[str, list[str]] = defaultdict(list)
    seen: set[tuple[str, str]] = set()
    for word in sorted(set(words)):
        if len(word) < 6 or any(c.isdigit() for c in word):
            continue
        for form in _deletions(word):
            forms[form].append(word)
    for candidates in forms.values():
        if len(candidates) > 1:
            seen.update(pair for pair in combinations(candidates, 2) if near(*pair))
    yield from sorted(seen)


def _deletions(word: str) -> set[str]:
    out = {word}
    out.update(word[:i] + word[i + 1 :] for i in range(len(word)))
    if 9 <= len(word) <= _LONGEST:
        out.update(
            word[:i] + word[i + 1 : j] + word[j + 1 :] for i in range(len(word)) for j in range(i + 1, len(word))
        )
    return out
