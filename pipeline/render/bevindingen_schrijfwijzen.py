"""One word in several spellings, told apart: which spelling stands where and how often, with the word itself marked.

The quotations of such a finding differ in much that does not matter: capitals, and the words around.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from pipeline.dutch.spelled import Span, find_spelled
from pipeline.models.base import Herkomst
from pipeline.models.bevindingen import Bevinding

Marked = list[tuple[str, bool]]
"""A text in pieces, each with whether it is marked."""
_GROUPED = "term-varieert"
"""The rule whose places are told spelling by spelling."""
_POINTED = frozenset({_GROUPED, "schrijfwijze-verschilt", "onbekend-woord"})
"""The rules about a word: it is marked in what stands there."""
_QUOTED = re.compile("“([^”]+)”")


@dataclass(slots=True)
class Quoted:
    """A text that has a spelling, once whatever its capitals, with every place where it stands."""

    stukken: Marked
    herkomst: list[Herkomst] = field(default_factory=list)

    @property
    def tekst(self) -> str:
        """The text without marks."""
        return "".join(piece for piece, _ in self.stukken)

    @property
    def waar(self) -> str:
        """Where it stands, each page or line once with how often: "blz. 13 (4 keer), 16 en 34"."""
        counts = Counter((origin.pagina, origin.regel) for origin in self.herkomst)
        told = [
            f"{page or line} ({times} keer)" if times > 1 else f"{page or line}"
            for (page, line), times in counts.items()
            if page or line
        ]
        label = "blz." if any(page for page, _ in counts) else "regel"
        return f"{label} {' en '.join(part for part in (', '.join(told[:-1]), told[-1]) if part)}" if told else ""


@dataclass(slots=True)
class Spelling:
    """One of the spellings of a word."""

    woord: str
    citaten: list[Quoted] = field(default_factory=list)
    plekken: list[int] = field(default_factory=list)
    """Which places of the finding have it, by number."""

    @property
    def keer(self) -> int:
        """How many places have it."""
        return len(self.plekken)


def spellings(item: Bevinding) -> list[Spelling]:
    """Return the spellings, in the order of the message; none where the places do not tell them apart."""
    words = _QUOTED.findall(item.melding) if item.code == _GROUPED else []
    found = {word: Spelling(word) for word in dict.fromkeys(words)}
    for place, (quote, origin) in enumerate(zip(item.citaten, item.herkomst, strict=False)):
        spans = find_spelled(quote, found)
        if not spans:
            return []
        for word in spans:
            _add(found[word], place, mark(quote, spans[word]), origin)
    out = [spelling for spelling in found.values() if spelling.keer]
    return out if len(out) > 1 else []


def _add(spelling: Spelling, place: int, pieces: Marked, origin: Herkomst) -> None:
    made = Quoted(pieces)
    same = next((quoted for quoted in spelling.citaten if quoted.tekst.casefold() == made.tekst.casefold()), made)
    if same is made:
        spelling.citaten.append(made)
    same.herkomst.append(origin)
    spelling.plekken.append(place)


def pointed(item: Bevinding, quote: str) -> Marked:
    """Return a quotation with the words marked that the finding is about; the whole unmarked where it is about more."""
    if item.code not in _POINTED:
        return [(quote, False)]
    spans = find_spelled(quote, _QUOTED.findall(item.melding))
    return mark(quote, [span for found in spans.values() for span in found])


def mark(text: str, spans: Iterable[Span]) -> Marked:
    """Return a text in pieces, marked at the spans.

    >>> mark("een breed vak", [(4, 9)])
    [('een ', False), ('breed', True), (' vak', False)]
    """
    out: Marked = []
    at = 0
    for begin, end in sorted(spans):
        if begin > at:
            out.append((text[at:begin], False))
        out.append((text[max(begin, at) : end], True))
        at = end
    return [*out, (text[at:], False)] if at < len(text) or not out else out
