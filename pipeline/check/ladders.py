"""Words that weigh more or less in HR21's kenmerken, as far as they can be ordered safely.

The order is that of the words themselves ("meerdere complexe en brede" holds more than "een breed").  A pair of texts
is compared only when they read the same but for one such word group, so a doubtful comparison gives nothing.
"""

from __future__ import annotations

import re
from functools import lru_cache

from pipeline.check.compare import fold

_LADDERS: tuple[tuple[str, ...], ...] = (
    (
        "een afgebakend", "een breed", "een complex en breed", "meerdere", "meerdere samenhangende",
        "meerdere complexe en brede",
    ),
    ("operationeel", "tactisch dan wel operationeel", "tactisch", "strategisch dan wel tactisch", "strategisch"),
    ("korte", "middellange", "lange"),
    ("beperkte", "bepaalde", "zekere", "ruime"),
    ("tegenstrijdige", "grote tegenstrijdige"),
    ("lokale", "regionale", "nationale", "internationale"),
)  # fmt: skip
_RANK = {rung: (ladder, rank) for ladder, rungs in enumerate(_LADDERS) for rank, rung in enumerate(rungs)}
_PATTERN = re.compile(r"\b(?:" + "|".join(re.escape(rung) for rung in sorted(_RANK, key=len, reverse=True)) + r")\b")
_INFLECTED = re.compile(r"(gebied|terrein|vakgebied|beleidsterrein)(en)?\b")


@lru_cache(maxsize=16_384)
def _frame(text: str) -> tuple[str, tuple[str, ...]]:
    """The text with its level-setting words masked, and those words."""
    plain = fold(text)
    words = tuple(match.group() for match in _PATTERN.finditer(plain))
    return _INFLECTED.sub(r"\1", _PATTERN.sub("…", plain)), words


def heavier(one: str, other: str) -> tuple[str, str] | None:
    """Return the words by which ``one`` is heavier than ``other``; None when it is not, or cannot be said.

    >>> heavier("werkt op meerdere samenhangende terreinen", "werkt op een breed terrein")
    ('meerdere samenhangende', 'een breed')
    >>> heavier("werkt op een breed terrein", "werkt op meerdere samenhangende terreinen") is None
    True
    """
    frame, words = _frame(one)
    frame_other, words_other = _frame(other)
    if frame != frame_other or not words or len(words) != len(words_other):
        return None
    more: tuple[str, str] | None = None
    for a, b in zip(words, words_other, strict=True):
        if _RANK[a][0] != _RANK[b][0] or _RANK[a][1] < _RANK[b][1]:
            return None
        if _RANK[a][1] > _RANK[b][1] and more is None:
            more = (a, b)
    return more
