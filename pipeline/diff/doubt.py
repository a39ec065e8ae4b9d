"""Carry doubt of the reading along: a change at a place that was hard to read may be no change of the book."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pipeline.models.base import Herkomst, Kader
from pipeline.models.bevindingen import Bevinding
from pipeline.models.wijzigingen import Wijziging

_PREFIX = "Mogelijk een leesfout"
_HYPHEN = (
    f"{_PREFIX}: alleen een koppelteken binnen een woord verschilt; dat kan komen doordat het woord in een van de "
    "edities aan het einde van een regel is afgebroken."
)
_INNER_HYPHEN = re.compile(r"(?<=[^\W\d_])[-\u2010\u2011](?=[^\W\d_])")


class Doubts:
    """The findings about the reading of both books, by place."""

    def __init__(self, old: Sequence[Bevinding], new: Sequence[Bevinding]) -> None:
        """Keep those that concern the reading and are still open."""
        self._old = [item for item in old if item.betreft == "lezen" and item.status == "open" and item.herkomst]
        self._new = [item for item in new if item.betreft == "lezen" and item.status == "open" and item.herkomst]

    def mark(self, change: Wijziging) -> Wijziging:
        """Give the change with the doubts that lie at its places."""
        found = (
            *self._at(change.herkomst_oud, change.oud, self._old, "oude"),
            *self._at(change.herkomst_nieuw, change.nieuw, self._new, "nieuwe"),
            *([_HYPHEN] if _only_a_hyphen(change) else []),
        )
        return change.model_copy(update={"twijfel": found}) if found else change

    @staticmethod
    def _at(place: Herkomst | None, text: object, findings: Sequence[Bevinding], side: str) -> tuple[str, ...]:
        if place is None:
            return ()
        out = []
        for finding in findings:
            if any(same_place(place, other) for other in finding.herkomst) and _speaks_of(finding, text):
                out.append(f"{_PREFIX} ({side} editie): {finding.melding}")
        return tuple(dict.fromkeys(out))


def _only_a_hyphen(change: Wijziging) -> bool:
    """Whether two texts differ in hyphens between letters alone, and one of them was printed in lines."""
    if not isinstance(change.oud, str) or not isinstance(change.nieuw, str) or change.oud == change.nieuw:
        return False
    printed = any(
        place is not None and place.pagina is not None for place in (change.herkomst_oud, change.herkomst_nieuw)
    )
    return printed and _INNER_HYPHEN.sub("", change.oud) == _INNER_HYPHEN.sub("", change.nieuw)


def _speaks_of(finding: Bevinding, text: object) -> bool:
    """Whether the finding quotes words of this text; one without a quote speaks of all that stands at its place."""
    if not finding.citaten or not isinstance(text, str):
        return True
    return any(quote in text or text in quote for quote in finding.citaten if quote)


def same_place(a: Herkomst, b: Herkomst) -> bool:
    """Whether two places overlap: the same line, or boxes that touch; a page alone is too coarse."""
    if a.regel is not None or b.regel is not None:
        return a.regel == b.regel
    return any(p == q and _overlap(x, y) for p, x in _boxes(a) for q, y in _boxes(b))


def _boxes(place: Herkomst) -> Iterator[tuple[int, Kader]]:
    if place.pagina is not None and place.kader is not None:
        yield place.pagina, place.kader
    for more in place.vervolg:
        yield more.pagina, more.kader


def _overlap(a: Kader, b: Kader) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]
