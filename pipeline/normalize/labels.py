"""The labels of a functieboek: read from ``labels.toml``, recognised tolerantly at the start of a line.

Matching looks at letters and digits only: case, accents, spaces, letterspacing and a final colon do not matter, and a
small misspelling ("Funciereeks") is forgiven in longer labels.  What follows a label is content and never touched.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from importlib import resources
from pathlib import Path
from typing import Any, Literal

from pipeline.errors import DataInvalidError
from pipeline.normalize.folding import ends_word, near, squash, squash_with_offsets

Follows = Literal["niets", "titel", "waarde", "naam", "nummer", "niveau", "kop"]

_NUMBERING = re.compile(r"^\s*(?:§\s*)?(?:\d{1,3}(?:\.\d{1,3})*[.):]?|[A-Za-z][.)]|[IVX]{1,5}[.)])\s+(?=\S)")
_GLUED_NUMBER = re.compile(r"(?:\d{1,2}|[A-Z])(?![A-Za-z])")
_MAX_LINE = 200
"""A line longer than this is no label with its value but running text; wrapped lines are never this long."""


@dataclass(frozen=True, slots=True)
class Label:
    """A label of the book: what it is called in the code, and how books write it."""

    role: str
    follows: Follows
    words: tuple[str, ...]
    """Squashed spellings that stand on their own."""
    with_colon: tuple[str, ...] = ()
    with_number: tuple[str, ...] = ()
    suffixes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Match:
    """A label found at the start of a text."""

    role: str
    follows: Follows
    begin: int
    """Where the label starts, after a chapter number."""
    end: int
    """Where what follows starts: after the label, its addition and a colon."""
    numbering: str = ""
    """A chapter number before the label: "3.2"."""
    suffix: str = ""
    """Squashed addition: "module" in "Competenties module"."""
    colon: bool = False
    """A colon stands after the label."""
    exact: bool = True
    """Spelled as the grammar has it."""
    alone: bool = False
    """Nothing follows."""


@dataclass(frozen=True)
class Grammar:
    """All that is known of how a kind of functieboek words its parts."""

    name: str
    labels: tuple[Label, ...]
    columns: Mapping[str, tuple[str, ...]]
    """Heads of table columns, squashed."""
    words: Mapping[str, Any]
    """The other sections of the file, as they stand."""
    heads: frozenset[str] = frozenset()
    """Other heads of columns, squashed."""
    _starts: dict[str, list[tuple[str, Label, str]]] = field(default_factory=dict, repr=False)
    _cache: dict[str, Match | None] = field(default_factory=dict, repr=False)

    def __post_init__(self) -> None:
        for label in self.labels:
            for kind, words in (("", label.words), (":", label.with_colon), ("#", label.with_number)):
                for word in words:
                    self._starts.setdefault(word[:2], []).append((word, label, kind))
        for entries in self._starts.values():
            entries.sort(key=lambda entry: (-len(entry[0]), entry[1].role))

    def match(self, text: str) -> Match | None:
        """Recognise the label that a text starts with."""
        if len(text) > _MAX_LINE:
            text = text[:_MAX_LINE]
        if text not in self._cache:
            if len(self._cache) > 5_000:
                self._cache.clear()  # a book of thousands of pages must not grow the process
            self._cache[text] = self._match(text)
        return self._cache[text]

    def unfinished(self, text: str) -> bool:
        """Whether a text is the first half of a long label that was wrapped."""
        letters = squash(text)
        return len(letters) >= 12 and any(
            word.startswith(letters) and len(word) > len(letters) for word, _, _ in self._starts.get(letters[:2], ())
        )

    def column(self, text: str) -> str | None:
        """Recognise the head of a table column; give its role."""
        letters = squash(text)
        for role, words in self.columns.items():
            if letters in words:
                return role
        for role, words in self.columns.items():
            # of another length it is another word (see ``near``); this asks a hundred words for every cell
            if any(near(letters, word) for word in words if -3 < len(word) - len(letters) < 3):
                return role
        return None

    def _match(self, text: str) -> Match | None:
        numbered = _NUMBERING.match(text)
        found = self._at(text, 0, "")
        if found is None and numbered:
            found = self._at(text, numbered.end(), numbered.group().strip().rstrip(".):"))
        return found

    def _at(self, text: str, begin: int, numbering: str) -> Match | None:
        start = squash(text[begin : begin + 12])[:2]
        entries = self._starts.get(start)
        if not entries:
            return None
        letters, ends = squash_with_offsets(text[begin:])
        for near_ones in (False, True):
            for word, label, kind in entries:
                if near_ones:
                    length = _near_length(letters, ends, text[begin:], word)
                else:
                    length = _length(letters, ends, text[begin:], word, label.follows)
                if not length:
                    continue
                found = _complete(
                    label, kind, text, begin, begin + ends[length - 1], numbering=numbering, exact=not near_ones
                )
                if found:
                    return found
        return None


def _length(letters: str, ends: list[int], text: str, word: str, follows: Follows) -> int:
    """How many letters the word takes at the start of the text, 0 if it does not stand there."""
    if not letters.startswith(word):
        return 0
    # a heading in capitals that lost the space after its label: COMPETENTIEPROFIELADVISEUR
    glued = follows == "titel" and len(word) > 11 and len(letters) > len(word) + 3 and text.isupper()
    # a number or level that lost it: Resultaatgebied1, NiveauA
    glued |= follows in ("nummer", "niveau") and bool(_GLUED_NUMBER.match(text, ends[len(word) - 1]))
    return len(word) if glued or ends_word(text, ends[len(word) - 1]) else 0


def _near_length(letters: str, ends: list[int], text: str, word: str) -> int:
    if len(word) < 8:
        return 0
    for length in range(max(len(word) - 2, 1), min(len(word) + 2, len(letters)) + 1):
        if ends_word(text, ends[length - 1]) and near(letters[:length], word):
            return length
    return 0


def _complete(label: Label, kind: str, text: str, begin: int, end: int, *, numbering: str, exact: bool) -> Match | None:
    """Take the addition and the colon after a label, and see whether what follows can follow it."""
    while end < len(text) and text[end] in ")?":
        end += 1
    suffix, end = _suffix(label, text, end)
    rest = text[end:]
    colon = bool(re.match(r"\s*[:|]", rest))
    after = end + len(rest) - len(rest.lstrip(" \t:|.–—-")) if label.follows != "nummer" else end
    alone = not text[after:].strip(" \t:|.?!–—-")
    if kind == ":" and not colon:
        return None
    if kind == "#" and not re.match(r"\s*(\d{1,2}|[IVX]{1,5}|[A-Z])\b", rest):
        return None
    if label.follows == "niets" and not alone and not colon:
        return None
    if label.follows == "niveau" and not re.match(r"\s*[:\-–]?\s*[(\[]?([A-Z]|\d|[IVX]{1,4})\b", rest):
        return None
    return Match(label.role, label.follows, begin, min(after, len(text)), numbering, suffix, colon, exact, alone)


def _suffix(label: Label, text: str, end: int) -> tuple[str, int]:
    if not label.suffixes:
        return "", end
    letters, ends = squash_with_offsets(text[end:], 60)
    for suffix in label.suffixes:
        if letters.startswith(suffix) and ends_word(text, end + ends[len(suffix) - 1]):
            return suffix, end + ends[len(suffix) - 1]
    return "", end


def load(source: Path | Mapping[str, Any] | Grammar | None = None) -> Grammar:
    """Load a grammar: the one of HR21 that is built in, a TOML file, or what a TOML file would say.

    Raises:
        DataInvalidError: the file cannot be read or is no grammar.
    """
    if isinstance(source, Grammar):
        return source
    if source is None:
        return _built_in()
    if isinstance(source, Mapping):
        return _grammar(source, "de opgegeven labels")
    try:
        data = tomllib.loads(source.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise DataInvalidError(
            f"Het bestand met labels {source} kan niet worden gelezen: {error}.",
            "Neem pipeline/normalize/labels.toml als voorbeeld.",
        ) from error
    return _grammar(data, str(source))


@lru_cache(maxsize=1)
def _built_in() -> Grammar:
    text = resources.files("pipeline.normalize").joinpath("labels.toml").read_text(encoding="utf-8")
    return _grammar(tomllib.loads(text), "labels.toml")


def _grammar(data: Mapping[str, Any], origin: str) -> Grammar:
    base: Mapping[str, Any] = {} if origin == "labels.toml" else _built_in().words
    try:
        labels = tuple(
            Label(
                role,
                spec["volgt"],
                _squashed(spec.get("woorden", ())),
                _squashed(spec.get("met_dubbelepunt", ())),
                _squashed(spec.get("met_nummer", ())),
                tuple(sorted(_squashed(spec.get("toevoegingen", ())), key=len, reverse=True)),
            )
            for role, spec in data["labels"].items()
        )
        columns = {role: _squashed(words) for role, words in data.get("kolommen", base.get("kolommen", {})).items()}
    except (KeyError, TypeError, AttributeError) as error:
        raise DataInvalidError(
            f"In {origin} ontbreekt {error} of staat iets anders dan verwacht.",
            "Elk label heeft 'volgt' en 'woorden'; neem pipeline/normalize/labels.toml als voorbeeld.",
        ) from error
    heads = frozenset(squash(word) for word in data.get("tabelkoppen", base.get("tabelkoppen", {})).get("woorden", ()))
    words = {**base, **{key: value for key, value in data.items() if key != "labels"}}
    return Grammar(str(data.get("naam", origin)), labels, columns, words, heads)


def _squashed(words: Any) -> tuple[str, ...]:
    return tuple(dict.fromkeys(squash(word) for word in words))
