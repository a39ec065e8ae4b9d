"""Running headers, footers and page numbers: found by place and repetition over pages, never by what they say.

A line is furniture when the height at which it stands (from the top or the bottom edge) holds, on nearly all pages
where it is used, text that other pages have there too (digits and Roman page numbers masked).  The first line of the
body also stands at one height on many pages, but says something else on each.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

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


@dataclass(frozen=True, slots=True)
class _Place:
    """A line near the edge of a page."""

    page: int
    edge: str
    height: float
    depth: int
    key: str
    line: TextLine


def find_furniture(pages: Sequence[tuple[int, float, Sequence[TextLine]]], body_size: float) -> dict[int, Furniture]:
    """Find the furniture of a document.

    Args:
        pages: number, height in points and lines of each page.
        body_size: font size of the running text; what is clearly larger is a heading, however often it returns.

    Returns:
        For ``id(line)`` of each line that is furniture, its Furniture.
    """
    places = [p for number, height, lines in pages for p in _near_edges(number, height, lines)]
    found: dict[int, Furniture] = {}
    for edge in ("top", "bottom"):
        blocked: set[int] = set()
        own = [p for p in places if p.edge == edge]
        for depth in range(_DEPTH):
            level = [p for p in own if p.depth == depth and p.page not in blocked]
            small = [p for p in level if p.line.size <= 1.2 * body_size]
            chosen = _furniture_at(small, len(pages))
            for place in level:
                if id(place.line) in chosen:
                    found[id(place.line)] = _furniture(place)
            # a line further in is furniture only where all lines between it and the edge are
            blocked |= {p.page for p in level if id(p.line) not in chosen}
    return found


def _near_edges(number: int, height: float, lines: Sequence[TextLine]) -> list[_Place]:
    out = []
    for edge in ("top", "bottom"):
        # (distance from the edge, line); of lines at one height the order of the page stays
        near = [(x.middle if edge == "top" else height - x.middle, x) for x in lines]
        near = sorted((pair for pair in near if pair[0] <= _BAND * height), key=lambda pair: pair[0])
        depth, last = -1, None
        for distance, line in near:
            if last is None or abs(line.middle - last) > 0.4 * line.size:
                depth, last = depth + 1, line.middle
            if depth >= _DEPTH:
                break
            out.append(_Place(number, edge, distance, depth, _masked(line), line))
    return out


def _masked(line: TextLine) -> str:
    return _masked_text(" ".join([*(w.text for w in line.marker_words), line.text]).strip())


def _masked_text(text: str) -> str:
    text = _NUMBER.sub("#", text)
    return "#" if _ROMAN.match(text) else text


def _furniture_at(level: Sequence[_Place], pages: int) -> set[int]:
    """The ids of the lines among those of one depth that repeat at one height."""
    chosen: set[int] = set()
    for band in _bands(level):
        keys = Counter(p.key for p in band)
        on_pages: dict[str, set[int]] = defaultdict(set)
        for p in band:
            on_pages[p.key].add(p.page)
        least = 2 if pages < 6 else 3
        repeated = {key for key, at in on_pages.items() if len(at) >= min(least, max(2, pages))}
        used = {p.page for p in band}
        covered = {p.page for p in band if p.key in repeated}
        numbers = {key for key in keys if _PAGE_NUMBER.match(key) and _counts_up(band, key)}
        usual = len(covered) >= _SHARE * pages
        if usual and len(covered) >= 0.75 * len(used) and _is_sparse(repeated, len(covered), keys):
            chosen |= {id(p.line) for p in band if p.key in repeated}
        chosen |= {id(p.line) for p in band if p.key in numbers}
        chosen |= _with_constant_part(band, pages)
    return chosen


def _with_constant_part(band: Sequence[_Place], pages: int) -> set[int]:
    """Lines of which one side of a wide gap is the same on most pages: title and chapter side by side."""
    tabbed = [p for p in band if p.line.parts > 1]
    chosen: set[int] = set()
    for side in (0, 1):
        parts = [(_masked_text(_parts(p.line)[side]), p) for p in tabbed]
        counts = Counter(text for text, _ in parts)
        for text, count in counts.items():
            if text and count >= max(4, _SHARE * pages) and count >= 0.4 * len({p.page for p in band}):
                chosen |= {id(p.line) for own, p in parts if own == text}
    return chosen


def _parts(line: TextLine) -> tuple[str, str]:
    """What stands before the last wide gap of a line, and behind it."""
    words = [*line.marker_words, *line.words]
    cut = line.tail_x0 - 0.1
    return " ".join(w.text for w in words if w.x0 < cut), " ".join(w.text for w in words if w.x0 >= cut)


def _is_sparse(repeated: set[str], covered: int, keys: Counter[str]) -> bool:
    """Whether few texts cover many pages: a header; a heading that opens every second page is caught by the share."""
    return bool(repeated) and covered >= 2 and sum(keys[k] for k in repeated) >= 2 * len(repeated)


def _counts_up(band: Sequence[_Place], key: str) -> bool:
    """Whether the first number on each of these lines runs with the page: a page number and nothing else."""
    shifts: Counter[int] = Counter()
    for p in band:
        if p.key == key:
            text = " ".join([*(w.text for w in p.line.marker_words), p.line.text])
            numbers = _NUMBER.findall(text)
            if numbers:
                shifts[int(numbers[0][:9]) - p.page] += 1
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


def _furniture(place: _Place) -> Furniture:
    kind: FurnitureKind = "header" if place.edge == "top" else "footer"
    if _PAGE_NUMBER.match(place.key):
        kind = "page_number"
    return Furniture(kind, finished([*place.line.marker_words, *place.line.words], place.page))
