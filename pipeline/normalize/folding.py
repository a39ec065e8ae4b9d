"""Text as labels are compared: lower case, no accents, nothing but letters and digits."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_WORD_END = frozenset(" \t\n.,;:!?()[]{}/|-–—\"'’‘“”…•*")

_NO_LETTERS = re.compile(r"[^a-z0-9]+")


@lru_cache(maxsize=2048)
def _plain(char: str) -> str:
    """The letters and digits of one character, without accents and in lower case."""
    return "".join(
        c for c in unicodedata.normalize("NFKD", char).lower() if c.isalnum() and not unicodedata.combining(c)
    )


def squash(text: str) -> str:
    """Keep letters and digits only, lower case and without accents.

    >>> squash("F U N C T I E – Reeks:")
    'functiereeks'
    """
    if text.isascii():
        return _NO_LETTERS.sub("", text.lower())
    return "".join([_plain(c) for c in text])


def squash_with_offsets(text: str, limit: int = 160) -> tuple[str, list[int]]:
    """Squash the first characters of a text; give for each letter the offset where it ends in the text."""
    text = text[:limit]
    if text.isascii():
        kept = [(char, end) for end, char in enumerate(text.lower(), 1) if char.isalnum()]
        return "".join([char for char, _ in kept]), [end for _, end in kept]
    letters: list[str] = []
    ends: list[int] = []
    for offset, char in enumerate(text):
        for letter in _plain(char):
            letters.append(letter)
            ends.append(offset + 1)
    return "".join(letters), ends


def ends_word(text: str, offset: int) -> bool:
    """Whether no word runs on at this offset."""
    return offset >= len(text) or text[offset] in _WORD_END or text[offset].isspace()


@lru_cache(maxsize=16384)
def near(found: str, wanted: str) -> bool:
    """Whether a squashed text is a label with a small misspelling: one letter in eight, at most two.

    Short labels are taken to the letter: "Code" is not "Mode".
    """
    allowed = 0 if len(wanted) < 8 else 1 if len(wanted) < 14 else 2
    if not allowed or abs(len(found) - len(wanted)) > allowed or not found:
        return found == wanted
    return distance(found, wanted, allowed) <= allowed


def distance(left: str, right: str, limit: int) -> int:
    """Letters to change, add or drop to make one word of the other; more than the limit is given as limit + 1."""
    while left and right and left[0] == right[0]:
        left, right = left[1:], right[1:]
    while left and right and left[-1] == right[-1]:
        left, right = left[:-1], right[:-1]
    if max(len(left), len(right)) <= 1 or not left or not right:
        return min(max(len(left), len(right)), limit + 1)
    if len(left) == 2 and left == right[::-1]:
        return 1  # two letters changed places
    if abs(len(left) - len(right)) > limit or _strange(left, right) > limit:
        return limit + 1
    return _levenshtein(left, right, limit)


def _strange(left: str, right: str) -> int:
    """Count the letters of one word that the other has none of: each costs a change, and nearly all pairs have many."""
    one, other = set(left), set(right)
    return max(len(one - other), len(other - one))


def _levenshtein(left: str, right: str, limit: int) -> int:
    row = list(range(len(right) + 1))
    for i, a in enumerate(left, 1):
        before, row = row, [i]
        for j, b in enumerate(right, 1):
            row.append(min(before[j] + 1, row[-1] + 1, before[j - 1] + (a != b)))
        if min(row) > limit:
            return limit + 1
    return min(row[-1], limit + 1)


def is_capitals(text: str) -> bool:
    """Whether a text of more than two letters is in capitals, level numerals and small words apart."""
    letters = list(filter(str.isalpha, text))
    return len(letters) > 2 and sum(map(str.isupper, letters)) >= 0.9 * len(letters)
