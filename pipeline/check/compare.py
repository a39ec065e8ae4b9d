"""How two texts that should say the same differ: not at all, in print, in a letter, in a doubled word, in content."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from rapidfuzz.distance import DamerauLevenshtein, Levenshtein

Kind = Literal["gelijk", "leesteken", "spelling", "dubbel", "klein", "inhoud"]

WORD = re.compile(r"[^\W_]+(?:[-'’.&/][^\W_]+)*")
_SMALL = frozenset(
    {
        "de", "het", "een", "en", "of", "van", "in", "op", "te", "ten", "ter", "aan", "om", "voor", "met", "bij",
        "door", "uit", "tot", "dan", "is", "er", "als", "die", "dat", "naar", "over",
    }
)  # fmt: skip
"""Words that carry grammar rather than content: one too few is a slip, not another level."""
_ENDINGS = ("d", "t", "dt")


@dataclass(frozen=True, slots=True)
class Difference:
    """What differs between two texts."""

    kind: Kind
    pairs: tuple[tuple[str, str], ...] = ()
    """Spelling: the words that stand opposite each other, first text first."""
    removed: tuple[str, ...] = ()
    """Words of the first text only."""
    added: tuple[str, ...] = ()
    """Words of the second text only."""


def no_accents(text: str) -> str:
    """Return the text without accents."""
    if text.isascii():
        return text
    return "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))


@lru_cache(maxsize=65_536)
def fold(text: str) -> str:
    """Return what two texts have in common when only case, punctuation, hyphens and spaces differ.

    >>> fold("Wet- en regelgeving.") == fold("wet en  regelgeving")
    True
    """
    return " ".join(re.findall(r"[^\W_]+", text.casefold()))


@lru_cache(maxsize=65_536)
def tokens(text: str) -> tuple[str, ...]:
    """Return the words of a text in lower case."""
    return tuple(match.group().casefold() for match in WORD.finditer(text))


def verb_slip(one: str, other: str) -> bool:
    """Whether two words are the same verb but for -d, -t or -dt.

    >>> verb_slip("verbeterd", "verbetert"), verb_slip("bestuurd", "bestuur")
    (True, False)
    """
    for ending in _ENDINGS:
        stem = one[: -len(ending)]
        if one.endswith(ending) and len(stem) > 2 and any(other == stem + e for e in _ENDINGS if e != ending):
            return True
    return False


def near(one: str, other: str) -> bool:
    """Whether two words are within a typing error: two letters, in short words one, in the shortest none.

    >>> near("werkkerrein", "werkterrein"), near("lange", "lage"), near("intern", "extern")
    (True, False, False)
    """
    longest = max(len(one), len(other))
    room = 0 if longest < 6 else 1 if longest < 9 else 2
    return 0 < DamerauLevenshtein.distance(one, other, score_cutoff=room) <= room


def spelled_apart(one: str, other: str, known: Callable[[str], bool] | None) -> bool:
    """Whether two different words are one word in two spellings.

    With a word list, one of them must be unknown; without it only a difference of one letter in a long word counts.
    """
    if verb_slip(one, other) or one.replace("-", "") == other.replace("-", ""):
        return True
    if not near(one, other):
        return False
    if known is not None:
        return known(one) != known(other)
    return len(one) > 7 and DamerauLevenshtein.distance(one, other) == 1 and one[:1] == other[:1]


def differ(one: str, other: str, known: Callable[[str], bool] | None = None) -> Difference:
    """Say how two texts differ.

    Args:
        known: whether a word stands in the word list; None when there is none.
    """
    if one == other or one.casefold() == other.casefold():
        return Difference("gelijk")
    left, right = tokens(one), tokens(other)
    if left == right or fold(one) == fold(other):
        return Difference("leesteken", *_hyphen_pairs(left, right))
    pairs: list[tuple[str, str]] = []
    removed: list[str] = []
    added: list[str] = []
    for step in Levenshtein.opcodes(left, right):
        kind, gone, new = step.tag, left[step.src_start : step.src_end], right[step.dest_start : step.dest_end]
        if kind == "equal":
            continue
        if (
            kind == "replace"
            and len(gone) == len(new)
            and all(spelled_apart(a, b, known) for a, b in zip(gone, new, strict=True))
        ):
            pairs.extend(zip(gone, new, strict=True))
        else:
            removed.extend(gone)
            added.extend(new)
    return Difference(_kind(left, right, pairs, removed, added), tuple(pairs), tuple(removed), tuple(added))


def _hyphen_pairs(left: tuple[str, ...], right: tuple[str, ...]) -> tuple[tuple[tuple[str, str], ...]]:
    """Words that differ in a hyphen only, when the words stand one to one."""
    if len(left) != len(right):
        return ((),)
    return (tuple((a, b) for a, b in zip(left, right, strict=True) if a != b),)


def _kind(
    left: tuple[str, ...],
    right: tuple[str, ...],
    pairs: list[tuple[str, str]],
    removed: list[str],
    added: list[str],
) -> Kind:
    if not removed and not added:
        return "spelling" if pairs else "gelijk"
    if not pairs and (undoubled(left) == right or undoubled(right) == left):
        return "dubbel"
    if all(word in _SMALL for word in [*removed, *added]):
        return "klein"
    return "inhoud"


def undoubled(words: tuple[str, ...]) -> tuple[str, ...]:
    """Return the words without a word that repeats the one before it."""
    return tuple(word for i, word in enumerate(words) if i == 0 or word != words[i - 1])


def alike(one: str, other: str) -> float:
    """Return how much two texts share, 0 to 1, counted in words."""
    return float(Levenshtein.normalized_similarity(tokens(one), tokens(other)))
