"""Where a word stands in a text, however the text prints it: in capitals, with an accent, with a hyphen."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

Span = tuple[int, int]
"""Begin and end (exclusive) of a stretch of a text."""
_HYPHENS = "-\u2010\u2011"


def find_spelled(text: str, words: Iterable[str]) -> dict[str, list[Span]]:
    """Return where the words stand in the text as whole words; a word that does not is left out.

    Capitals never count.  Accents and hyphens within a word count where that finds a word at all: so "secretariële"
    finds itself and not "secretariele", and finds "SECRETARIELE" where that is all there is.  Of a word within a longer
    one that is asked for as well, only the longer is found.

    >>> find_spelled("COMPETENTIEPROFIEL SECRETARIEEL II", ["secretarieel", "secretariael"])
    {'secretarieel': [(19, 31)]}
    """
    asked = tuple(dict.fromkeys(words))
    for accents, hyphens in ((True, True), (False, True), (False, False)):
        letters = _letters(text, accents=accents, hyphens=hyphens)
        found = {word: _spans(letters, _letters(word, accents=accents, hyphens=hyphens)) for word in asked}
        every = [span for spans in found.values() for span in spans]
        found = {word: [span for span in spans if not _within(span, every)] for word, spans in found.items()}
        if any(found.values()):
            return {word: spans for word, spans in found.items() if spans}
    return {}


Letters = list[tuple[str, int]]
"""The characters that count, each with its place in the text."""


def _letters(text: str, *, accents: bool, hyphens: bool) -> Letters:
    out: Letters = []
    for place, character in enumerate(text):
        inside = 0 < place < len(text) - 1 and text[place - 1].isalnum() and text[place + 1].isalnum()
        if character in _HYPHENS and inside and not hyphens:
            continue
        for part in character.casefold() if accents else unicodedata.normalize("NFKD", character).casefold():
            if accents or not unicodedata.combining(part):
                out.append((part, place))
    return out


def _spans(text: Letters, word: Letters) -> list[Span]:
    line, sought = "".join(letter for letter, _ in text), "".join(letter for letter, _ in word)
    out: list[Span] = []
    at = line.find(sought) if sought else -1
    while at >= 0:
        end = at + len(sought)
        if not line[max(at - 1, 0) : at].isalnum() and not line[end : end + 1].isalnum():
            out.append((text[at][1], text[end - 1][1] + 1))
        at = line.find(sought, at + 1)
    return out


def _within(span: Span, others: Iterable[Span]) -> bool:
    return any(other != span and other[0] <= span[0] and span[1] <= other[1] for other in others)
