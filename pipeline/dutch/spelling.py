"""Which Dutch words are correct, and which word was meant.

The judge is the Hunspell dictionary of OpenTaal, read by ``spylls``; it knows how compounds are made, but takes seconds
to load.  So a verdict is asked once: what the caller kept of an earlier run (``Verdicts``) is believed first, then the
written-out list of word forms, then ``spylls``.  Suggestions never come from ``spylls`` (seconds a word): they come
from the caller's own words, from the list, and from repairing one part of a compound.
"""

from __future__ import annotations

import hashlib
import json
import lzma
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spylls.hunspell import Dictionary

_DATA = Path(__file__).resolve().parent / "data"
DICTIONARY = _DATA / "nl"
"""Path of nl.aff and nl.dic without suffix, as spylls wants it."""
FORMS = _DATA / "nl-vormen.txt.xz"
_JARGON = _DATA / "vakwoorden.txt"

_APART = {
    "zonodig": "zo nodig", "danwel": "dan wel", "terzake": "ter zake", "inplaats": "in plaats",
    "tenbehoeve": "ten behoeve", "tenopzichte": "ten opzichte", "tenaanzien": "ten aanzien", "terplekke": "ter plekke",
    "alswel": "als wel", "ookal": "ook al", "perse": "per se", "adhoc": "ad hoc", "uptodate": "up-to-date",
    "teallen": "te allen",
}  # fmt: skip
"""Usual slips that no edit of letters finds: words that are written apart."""
_LETTERS = "abcdefghijklmnopqrstuvwxyzéëïöüè"
_CLASH = frozenset(
    {"aa", "ae", "ai", "ao", "au", "ee", "ei", "eu", "ie", "ii", "ij", "oe", "oi", "oo", "ou", "ui", "uu"}
)
"""Vowels that would read as one sound: a compound keeps a hyphen between them (Leidraad 6.B)."""
_SHORTEST_PART = 3
_SHORTEST_MENDED = 6
_MOST_TRIES = 40
"""How many repaired compounds spylls is asked about for one word: at a millisecond each."""


@dataclass
class Verdicts:
    """What was decided before, to keep between runs; belongs to one version of the dictionary."""

    known: dict[str, bool] = field(default_factory=dict)
    compound: dict[str, bool] = field(default_factory=dict)
    candidates: dict[str, list[str]] = field(default_factory=dict)
    changed: bool = False
    """Whether anything was added since it was loaded."""

    @classmethod
    def load(cls, data: bytes | None) -> Verdicts:
        """Read what ``dump`` wrote; nothing is kept of a damaged file or of another dictionary."""
        try:
            found = json.loads(data or b"{}")
            if found.get("woordenboek") != fingerprint():
                return cls()
            return cls(
                known={**dict.fromkeys(found["bekend"], True), **dict.fromkeys(found["onbekend"], False)},
                compound={str(word): bool(value) for word, value in found["samenstelling"].items()},
                candidates={str(word): [str(one) for one in value] for word, value in found["voorstellen"].items()},
            )
        except (ValueError, KeyError, TypeError, AttributeError):
            return cls()

    def dump(self) -> bytes:
        """Return the verdicts as JSON, sorted."""
        data = {
            "woordenboek": fingerprint(),
            "bekend": sorted(word for word, value in self.known.items() if value),
            "onbekend": sorted(word for word, value in self.known.items() if not value),
            "samenstelling": dict(sorted(self.compound.items())),
            "voorstellen": dict(sorted(self.candidates.items())),
        }
        return json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode()


def fingerprint() -> str:
    """Return what tells one set of word lists from another: their sizes and the program's own list."""
    parts = [f"{path.name}:{path.stat().st_size}" for path in (*map(DICTIONARY.with_suffix, (".aff", ".dic")), FORMS)]
    parts.append(hashlib.sha256(_JARGON.read_bytes()).hexdigest())
    return hashlib.sha256("|".join(parts).encode()).hexdigest()[:16]


class Speller:
    """The Dutch word list; nothing is loaded before the first word that no earlier verdict decides."""

    def __init__(self, verdicts: Verdicts | None = None, extra: Collection[str] = ()) -> None:
        """Keep the verdicts of an earlier run and the caller's own words (any case)."""
        self.verdicts = verdicts if verdicts is not None else Verdicts()
        self._extra = frozenset(word.casefold() for word in extra)

    @cached_property
    def _dictionary(self) -> Dictionary:
        from spylls.hunspell import Dictionary

        return Dictionary.from_files(str(DICTIONARY))

    @cached_property
    def _forms(self) -> frozenset[str]:
        return frozenset(lzma.decompress(FORMS.read_bytes()).decode().split())

    @cached_property
    def _jargon(self) -> frozenset[str]:
        lines = _JARGON.read_text(encoding="utf-8").split("\n")
        return frozenset(line.strip() for line in lines if line and not line.startswith("#"))

    def known(self, word: str) -> bool:
        """Whether the word or compound is correct Dutch; a hyphenated word is when its parts are."""
        if word.casefold() in self._extra:
            return True
        verdict = self.verdicts.known.get(word)
        if verdict is None:
            verdict = self._judge(word)
            self.verdicts.known[word] = verdict
            self.verdicts.changed = True
        return verdict

    def _judge(self, word: str) -> bool:
        plain = word.replace("’", "'")
        low = plain.casefold()
        if low in self._jargon or plain in self._forms or low in self._forms:
            return True
        if self._dictionary.lookup(plain) or (low != plain and self._dictionary.lookup(low)):
            return True
        parts = [part for part in plain.split("-") if part]
        return len(parts) > 1 and all(len(part) == 1 or self.known(part) for part in parts)

    def compound(self, word: str) -> bool:
        """Whether the word is made of known words, though the list does not hold the whole.

        The list cannot hold every compound ("vraagverheldering"); parts may be linked by -s-.
        """
        verdict = self.verdicts.compound.get(word)
        if verdict is None:
            low = word.casefold()
            verdict = any(self._part(left) and self._part(right) for left, right in _splits(low))
            self.verdicts.compound[word] = verdict
            self.verdicts.changed = True
        return verdict

    def _part(self, part: str) -> bool:
        """Whether a part of a compound is a word, with or without a linking -s-."""
        if len(part) < _SHORTEST_PART:
            return False
        return self._simple(part) or (part.endswith("s") and len(part) > 4 and self._simple(part[:-1]))

    def _simple(self, part: str) -> bool:
        return (
            part in self._forms
            or part in self._jargon
            or part in self._extra
            or (len(part) > 6 and self._dictionary.lookup(part))
        )

    def suggest(self, word: str, own: Collection[str]) -> str | None:
        """Return the word that was probably meant.

        Args:
            own: correct words of the book in lower case; the nearest of them goes before the list.
        """
        from rapidfuzz.distance import DamerauLevenshtein

        low = word.casefold()
        if low in _APART:
            return _APART[low]
        room = 0 if len(low) < 5 else 1 if len(low) < 8 else 2
        close = []
        for candidate in own:
            if abs(len(candidate) - len(low)) <= room and candidate != low:
                distance = DamerauLevenshtein.distance(low, candidate, score_cutoff=room)
                if distance <= room and (distance == 1 or candidate[0] == low[0]):
                    slip = _unlikely(low, candidate) if distance == 1 else 0
                    close.append((distance, slip, -_shared(low, candidate), candidate))
        listed = self._candidates(low)
        if close and (min(close)[0] == 1 or not listed):
            return min(close)[-1]
        in_both = [one for one in close if one[-1] in listed]
        if in_both:
            return min(in_both)[-1]
        return listed[0] if listed else (min(close)[-1] if close else None)

    def _candidates(self, word: str) -> list[str]:
        """Words of the list that are one letter away, then compounds of which one part is."""
        kept = self.verdicts.candidates.get(word)
        if kept is None:
            near = sorted(
                (one for one in set(_edits(word)) if one in self._forms), key=lambda c: (_unlikely(word, c), c)
            )
            kept = near[:5] if len(word) > 4 else []
            kept = kept or self._repaired(word)
            self.verdicts.candidates[word] = kept
            self.verdicts.changed = True
        return kept

    def _repaired(self, word: str) -> list[str]:
        """Compounds that are a link, a hyphen or one letter away."""
        tries: dict[str, None] = dict.fromkeys(_with_hyphen(word))
        for left, right in _splits(word):
            if self._part(left) and self._part(right):
                tries[f"{left}-{right}" if left[-1] + right[0] in _CLASH else f"{left}s{right}"] = None
        for left, right in _splits(word):
            if self._part(left):
                tries.update((left + one, None) for one in self._mended(right))
            if self._part(right):
                tries.update((one + right, None) for one in self._mended(left))
        ranked = sorted(tries, key=lambda one: (_unlikely(word, one), one))[:_MOST_TRIES]
        return [one for one in ranked if one != word and self.known(one)][:3]

    def _mended(self, part: str) -> Iterator[str]:
        """Words that are one letter from a part of a compound; a short part can be mended into too much."""
        if len(part) >= _SHORTEST_MENDED - 1:
            yield from (one for one in _edits(part) if len(one) >= _SHORTEST_MENDED and one in self._forms)


def _with_hyphen(word: str) -> Iterator[str]:
    """The word with a hyphen where it has a diaeresis: reïntegratie, re-integratie."""
    plain = dict(zip("äëïöü", "aeiou", strict=True))
    for at, letter in enumerate(word):
        if letter in plain and at > 0:
            yield f"{word[:at]}-{plain[letter]}{word[at + 1 :]}"


def _shared(one: str, other: str) -> int:
    """How many letters two words begin with alike."""
    return next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))


def _splits(word: str) -> Iterator[tuple[str, str]]:
    for at in range(_SHORTEST_PART, len(word) - _SHORTEST_PART + 1):
        yield word[:at], word[at:]


def _edits(word: str) -> Iterator[str]:
    """Every word that is one typing error away."""
    for at in range(len(word) + 1):
        left, right = word[:at], word[at:]
        if right:
            yield left + right[1:]
            for letter in _LETTERS:
                yield left + letter + right[1:]
        if len(right) > 1:
            yield left + right[1] + right[0] + right[2:]
        for letter in _LETTERS:
            yield left + letter + right


_KEYS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
_BESIDE = {pair for row in _KEYS for pair in pairwise(row)}
_SOUND_ALIKE = {("d", "t"), ("f", "v"), ("s", "z"), ("c", "k"), ("g", "h")}
_VOWELS = frozenset("aeiouyëéèïöü")


def _unlikely(wrong: str, right: str) -> int:
    """How unlikely a slip is, small for the usual ones: a doubled letter, two letters swapped, a neighbouring key."""
    first = 0 if wrong[0] == right[0] else 3
    if len(wrong) != len(right):
        short, long = sorted((wrong, right), key=len)
        at = next((i for i, c in enumerate(short) if c != long[i]), len(short))
        doubled = long[at : at + 1] in (long[at - 1 : at], long[at + 1 : at + 2])
        return first + (0 if doubled else 1)
    if sorted(wrong) == sorted(right):
        return first
    changed = [(a, b) for a, b in zip(wrong, right, strict=True) if a != b]
    usual = all(
        (a in _VOWELS and b in _VOWELS) or any(pair in _BESIDE | _SOUND_ALIKE for pair in ((a, b), (b, a)))
        for a, b in changed
    )
    return first + (1 if usual else 2)
