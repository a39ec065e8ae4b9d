"""How hard a text reads: an indication, never a language level.

Flesch-Douma (1960) looks at the length of sentences and words only; counters of syllables differ by a few points.  So
there are no decimals here, and no "B1": that asks for readers, not for a formula.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

Band = Literal[
    "zeer moeilijk", "moeilijk", "vrij moeilijk", "gemiddeld", "vrij gemakkelijk", "gemakkelijk", "zeer gemakkelijk"
]

LONG_SENTENCE = 20
"""Words from which a sentence is called long (plain-language guides say 15 to 20)."""

_BANDS: tuple[tuple[int, Band], ...] = (
    (30, "zeer moeilijk"),
    (45, "moeilijk"),
    (60, "vrij moeilijk"),
    (70, "gemiddeld"),
    (80, "vrij gemakkelijk"),
    (90, "gemakkelijk"),
)
_VOWELS = re.compile(
    r"aai|ooi|oei|eeu|ieu|aa|ee|oo|uu|ie|oe|eu|ui|ou|au|ei|ij|ai|oi|[aeiouyáàâéèêëíìîïóòôöúùûü]", re.IGNORECASE
)
_NOMINAL = re.compile(
    r"\bhet\s+(?!eigen\b|leven\b|eten\b|verleden\b|heden\b|wezen\b|midden\b|vertrouwen\b|teken\b)\w{3,}en\s+van\b"
    r"|\b(zorg\s+(draagt|dragen|draag)|draagt?\s+(je\s+)?zorg)\s+voor\s+(de|het)\s+\w+(ing|atie|ering)\b"
    r"|\bde\s+(totstandkoming|uitvoering|realisatie|implementatie|afhandeling|verslaglegging|toetsing)\s+van\b",
    re.IGNORECASE,
)
_PASSIVE = re.compile(r"\b(word|wordt|worden|werd|werden)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Leesbaarheid:
    """An indication of how hard a text reads."""

    woorden: int
    zinnen: int
    woorden_per_zin: int
    score: int
    """Flesch-Douma, 0 (very hard) to 100 (very easy)."""
    band: Band
    lange_zinnen: tuple[tuple[str, str], ...]
    """(place, sentence) of those longer than ``LONG_SENTENCE`` words."""
    lange_woorden: tuple[str, ...]
    """Words of five syllables or more, the most frequent first."""
    naamwoordstijl: tuple[tuple[str, str], ...]
    """(place, words) where a noun says what a verb could: "het opstellen van"."""
    lijdend: int
    """Sentences in the passive."""


def syllables(word: str) -> int:
    """Count the syllables of a Dutch word by its vowel groups; at least one.

    >>> syllables("beleidsontwikkeling"), syllables("reële"), syllables("taak")
    (6, 3, 1)
    """
    plain = re.sub(r"([aeiou])([ëïöü])", r"\1-\2", word.lower())
    return max(1, len(_VOWELS.findall(plain)))


def readability(paragraphs: Sequence[tuple[str, str]]) -> Leesbaarheid | None:
    """Measure a text; None where there is nothing to measure.

    Args:
        paragraphs: (place, text) pairs; a paragraph or item ends a sentence.
    """
    sentences = [(place, one) for place, text in paragraphs for one in _sentences(text)]
    words = [word for _, sentence in sentences for word in _words(sentence)]
    if not words:
        return None
    per_sentence, per_word = len(words) / len(sentences), sum(map(syllables, words)) / len(words)
    score = round(206.84 - 0.93 * per_sentence - 77 * per_word)
    return Leesbaarheid(
        woorden=len(words),
        zinnen=len(sentences),
        woorden_per_zin=round(per_sentence),
        score=max(0, min(100, score)),
        band=next((band for limit, band in _BANDS if score < limit), "zeer gemakkelijk"),
        lange_zinnen=tuple((place, one) for place, one in sentences if len(_words(one)) > LONG_SENTENCE),
        lange_woorden=_long_words(words),
        naamwoordstijl=tuple((place, m.group()) for place, one in sentences for m in _NOMINAL.finditer(one)),
        lijdend=sum(bool(_PASSIVE.search(one)) for _, one in sentences),
    )


def _sentences(text: str) -> list[str]:
    return [one for one in re.split(r"(?<=[.!?])\s+|\n+", text) if _words(one)]


def _words(text: str) -> list[str]:
    return re.findall(r"[^\W\d_]+(?:['’-][^\W\d_]+)*", text)


def _long_words(words: Sequence[str]) -> tuple[str, ...]:
    counts: dict[str, int] = {}
    for word in words:
        if syllables(word) >= 5:
            counts[word.lower()] = counts.get(word.lower(), 0) + 1
    return tuple(sorted(counts, key=lambda word: (-counts[word], word)))
