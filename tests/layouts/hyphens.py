"""Soft hyphens at Dutch syllables, good enough to break words at line ends as a word processor would."""

from __future__ import annotations

import re
from itertools import pairwise

SOFT = "\u00ad"
_VOWELS = "aeiouyáéíóúàèëïöü"
_ONSETS = {
    "bl", "br", "ch", "dr", "fl", "fr", "gl", "gr", "kl", "kn", "kr", "kw", "pl", "pr", "sch", "schr", "sl", "sm", "sn",
    "sp", "spr", "st", "str", "tr", "tw", "vl", "vr", "wr", "zw",
}  # fmt: skip
_WORD = re.compile(r"[^\W\d_]{6,}")


def _split(word: str) -> str:
    """Soft hyphens between vowel groups: before the longest group of consonants that can start a syllable."""
    low, out, last = word.lower(), "", 0
    groups = [m.span() for m in re.finditer(f"[{_VOWELS}]+", low)]
    for (_, end), (begin, _) in pairwise(groups):
        consonants = low[end:begin]
        if not consonants or "x" in consonants:
            continue
        keep = next((n for n in range(len(consonants), 1, -1) if consonants[-n:] in _ONSETS), 1)
        at = begin - keep
        if at - last >= 2 and len(word) - at >= 3 and at >= 2:
            out += word[last:at] + SOFT
            last = at
    return out + word[last:]


def with_soft_hyphens(text: str) -> str:
    """The text with a soft hyphen at each place where a long word may be broken."""
    return _WORD.sub(lambda match: match.group() if match.group().isupper() else _split(match.group()), text)
