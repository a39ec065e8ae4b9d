"""Running headers, footers and page numbers: found by place and repetition over pages, never by what they say.

A line is furniture when the height at which it stands (from the top or the bottom edge) holds, on nearly all pages
where it is used, text that other pages have there too (digits and Roman page numbers masked).  The first line of the
body also stands at one height on many pages, but says something else on each.

Only lines near an edge can be furniture.  What must be known of them to decide over the whole book is kept in columns
of numbers, a few dozen bytes a line, so that the lines themselves need not be.
"""

from __future__ import annotations

import re
from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from operator import itemgetter

from pipeline.extract.document import Furniture, FurnitureKind
from pipeline.extract.pdf.lines import TextLine, finished

_BAND = 0.16
"""Headers and footers stand in this share of the page, from the top or the bottom."""
_DEPTH = 4
"""At most so many lines from the edge of the page inwards are looked at."""
_SHARE = 0.2
"""A header or footer stands on at least this share of the pages; odd and even ones on half each."""
_NUMBER = re.compile(r"\d+")
_ROMAN = re.compile(r"^[ivxlc]+$", re.IGNORECASE)
_PAGE_NUMBER = re.compile(
    r"^\W*(pagina|pag\.?|page|blad(zijde)?|blz\.?|p\.)?\s*#(\s*(van|/|of|-|\|)\s*#)?\W*$", re.IGNORECASE
)

Spot = tuple[int, int, int]
"""A line of a book: page, place among the lines of that page, -1; or page, place among its tables, and row."""


@dataclass(frozen=True, slots=True)
class _Place:
    """A line near the edge of a page."""

    spot: Spot
    height: float
    """Distance of its middle from the edge, in points."""
    size: float
    key: int
    """Stands for the masked text, by its hash: the same for the same text, and in this process only."""
    numbered: bool
    """Nothing but a page number."""
    number: int
    """The first number in it; -1 where there is none."""
    sides: tuple[int, int]
    """Stand for the masked text before and behind its last wide gap; 0 for none."""

    @property
    def page(self) -> int:
        return self.spot[0]


class _Level:
    """The lines of one edge and one depth, over all pages, as columns of numbers."""

    def __init__(self) -> None:
        self.spots, self.measures, self.keys, self.numbers = array("i"), array("d"), array("q"), array("i")

    def add(self, spot: Spot, distance: float, line: TextLine) -> None:
        text = " ".join([*[w.text for w in line.marker_words], line.text])
        masked = _masked_text(text.strip())
        first = _NUMBER.search(text)
        left, right = _parts(line) if line.parts > 1 else ("", "")
        self.spots.extend(spot)
        self.measures.extend((distance, line.size))
        self.keys.extend((hash(masked), hash(_masked_text(left)), hash(_masked_text(right))))
        numbered = "#" in masked and _PAGE_NUMBER.match(masked) is not None
        self.numbers.extend((numbered, int(first[0][:9]) if first else -1))

    def places(self) -> Iterator[_Place]:
        for i in range(len(self.spots) // 3):
            page, at, row = self.spots[3 * i : 3 * i + 3]
            height, size = self.measures[2 * i : 2 * i + 2]
            key, left, right = self.keys[3 * i : 3 * i + 3]
            numbered, number = self.numbers[2 * i : 2 * i + 2]
            yield _Place((page, at, row), height, size, key, bool(numbered), number, (left, right))


class EdgeLines:
    """The lines near the edges of the pages of a book, and which of them are furniture."""

    def __init__(self) -> None:
        """Start without pages."""
        self._pages = 0
        self._levels: dict[tuple[str, int], _Level] = defaultdict(_Level)

    def add(
        self, page: int, height: float, lines: Sequence[TextLine], rows: Iterable[tuple[Spot, TextLine]] = ()
    ) -> set[Spot]:
        """Look at the next page, which is so many points high; return the lines and rows that may be furniture."""
        self._pages += 1
        band = _BAND * height
        near: dict[str, list[tuple[float, Spot, TextLine]]] = {"top": [], "bottom": []}
        for spot, line in chain((((page, at, -1), line) for at, line in enumerate(lines)), rows):
            middle = line.middle
            if middle <= band:
                near["top"].append((middle, spot, line))
            elif height - middle <= band:
                near["bottom"].append((height - middle, spot, line))
        out: set[Spot] = set()
        for edge, found in near.items():
            found.sort(key=_distance)  # of lines at one height the order of the page stays
            depth, last = -1, None
            for distance, spot, line in found:
                if last is None or abs(line.middle - last) > 0.4 * line.size:
                    depth, last = depth + 1, line.middle
                if depth >= _DEPTH:
                    break
                self._levels[edge, depth].add(spot, distance, line)
                out.add(spot)
        return out

    def furniture(self, body_size: float) -> dict[Spot, FurnitureKind]:
        """Tell which lines are furniture.

        Args:
            body_size: font size of the running text; what is clearly larger is a heading, however often it returns.
        """
        found: dict[Spot, FurnitureKind] = {}
        for edge in ("top", "bottom"):
            blocked: set[int] = set()
            kind: FurnitureKind = "header" if edge == "top" else "footer"
            for depth in range(_DEPTH):
                level = [p for p in self._levels[edge, depth].places() if p.page not in blocked]
                small = [p for p in level if p.size <= 1.2 * body_size]
                chosen = _furniture_at(small, self._pages)
                for place in level:
                    if place.spot in chosen:
                        found[place.spot] = "page_number" if place.numbered else kind
                # a line further in is furniture only where all lines between it and the edge are
                blocked |= {p.page for p in level if p.spot not in chosen}
        return found


def furniture_of(line: TextLine, kind: FurnitureKind) -> Furniture:
    """Make the furniture of a line that was found to be it."""
    return Furniture(kind, finished([*line.marker_words, *line.words], line.page))


_distance = itemgetter(0)


def _masked_text(text: str) -> str:
    text = _NUMBER.sub("#", text)
    return "#" if _ROMAN.match(text) else text


def _furniture_at(level: Sequence[_Place], pages: int) -> set[Spot]:
    """The lines among those of one depth that repeat at one height."""
    chosen: set[Spot] = set()
    for band in _bands(level):
        keys = Counter(p.key for p in band)
        on_pages: dict[int, set[int]] = defaultdict(set)
        for p in band:
            on_pages[p.key].add(p.page)
        least = 2 if pages < 6 else 3
        repeated = {key for key, at in on_pages.items() if len(at) >= min(least, max(2, pages))}
        used = {p.page for p in band}
        covered = {p.page for p in band if p.key in repeated}
        numbers = {key for key in {p.key for p in band if p.numbered} if _counts_up(band, key)}
        usual = len(covered) >= _SHARE * pages
        if usual and len(covered) >= 0.75 * len(used) and _is_sparse(repeated, len(covered), keys):
            chosen |= {p.spot for p in band if p.key in repeated}
        chosen |= {p.spot for p in band if p.key in numbers}
        chosen |= _with_constant_part(band, pages)
    return chosen


def _with_constant_part(band: Sequence[_Place], pages: int) -> set[Spot]:
    """Lines of which one side of a wide gap is the same on most pages: title and chapter side by side."""
    chosen: set[Spot] = set()
    for side in (0, 1):
        parts = [(p.sides[side], p) for p in band if any(p.sides)]
        counts = Counter(text for text, _ in parts)
        for text, count in counts.items():
            if text and count >= max(4, _SHARE * pages) and count >= 0.4 * len({p.page for p in band}):
                chosen |= {p.spot for own, p in parts if own == text}
    return chosen


def _parts(line: TextLine) -> tuple[str, str]:
    """What stands before the last wide gap of a line, and behind it."""
    words = [*line.marker_words, *line.words]
    cut = line.tail_x0 - 0.1
    return " ".join(w.text for w in words if w.x0 < cut), " ".join(w.text for w in words if w.x0 >= cut)


def _is_sparse(repeated: set[int], covered: int, keys: Counter[int]) -> bool:
    """Whether few texts cover many pages: a header; a heading that opens every second page is caught by the share."""
    return bool(repeated) and covered >= 2 and sum(keys[k] for k in repeated) >= 2 * len(repeated)


def _counts_up(band: Sequence[_Place], key: int) -> bool:
    """Whether the first number on each of these lines runs with the page: a page number and nothing else."""
    shifts = Counter(p.number - p.page for p in band if p.key == key and p.number >= 0)
    if sum(shifts.values()) == 1:
        return 0 in shifts  # a lone number is a page number only where it is the page's own
    return bool(shifts) and max(shifts.values()) >= 0.6 * sum(shifts.values())


def _bands(level: Sequence[_Place]) -> list[list[_Place]]:
    """Lines whose height agrees within 3 points."""
    out: list[list[_Place]] = []
    for place in sorted(level, key=lambda p: p.height):
        if out and place.height - out[-1][-1].height <= 1.0 and place.height - out[-1][0].height <= 4.0:
            out[-1].append(place)
        else:
            out.append([place])
    return out
