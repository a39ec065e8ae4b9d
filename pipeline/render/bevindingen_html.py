"""The findings as one HTML file: every finding with the places it speaks of, cut out of the page and boxed."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path
from typing import Protocol

from pipeline.models.base import Herkomst, Kader
from pipeline.models.bevindingen import Bevinding, Bevindingen
from pipeline.models.functieboek import Functieboek
from pipeline.render.bevindingen import Uitleg, accepted, groups, opened, tally, title_of
from pipeline.render.bevindingen_schrijfwijzen import Marked, pointed, spellings
from pipeline.render.report import data_uri, render

SHOWN = 4
"""Places of one finding that are shown; the others are listed by page."""
MOST_PICTURES = 1000
"""Pictures that a report takes in: some 5 kB each."""
_CONTEXT = 22.0
"""Points shown above and below a box: about a line and a half."""
_NARROWEST = 380.0
"""Points that a cutting is wide at least, so that its letters are no larger than those of the report."""
_ALL_DIFFERS = 0.4
"""Of two texts that differ in more than this share of their words no single word is pointed at."""

Area = tuple[int, Kader]
"""A part of a page that a report wants to show: the page, and the part in points."""


class Picture(Protocol):
    """A part of a page as a picture."""

    @property
    def png(self) -> bytes:
        """The picture."""

    @property
    def kader(self) -> Kader:
        """The part of the page in points that it shows."""


Cutter = Callable[[Sequence[Area]], Mapping[Area, Picture]]
"""Gives the pictures of areas, as far as they can be had."""


@dataclass
class Figure:
    """A place of a finding as the report shows it: a cutting with boxes, and what stands there."""

    page: int | None
    caption: str
    quotes: list[str]
    boxes: list[Kader] = field(default_factory=list)
    more: list[str] = field(default_factory=list)
    """Further pages that the text runs on to."""
    differences: list[Marked] = field(default_factory=list)

    @property
    def area(self) -> Area | None:
        """The part of the page that is to be shown: round the boxes, with some context."""
        if self.page is None or not self.boxes:
            return None
        left, right = min(box[0] for box in self.boxes) - _CONTEXT, max(box[2] for box in self.boxes) + _CONTEXT
        top, bottom = min(box[1] for box in self.boxes) - _CONTEXT, max(box[3] for box in self.boxes) + _CONTEXT
        return self.page, (left, top, max(right, left + _NARROWEST), bottom)

    def marked(self) -> list[Marked]:
        """The quotations, with the words that differ from the place beside it marked."""
        return self.differences or [[(quote, False)] for quote in self.quotes]


def figures(item: Bevinding) -> list[Figure]:
    """Return the places of a finding: those in the same part on the same page are one figure."""
    out: list[Figure] = []
    parts = item.onderdelen or ("",) * len(item.herkomst)
    quotes = item.citaten or ("",) * len(item.herkomst)
    placed = list(zip(item.herkomst, parts, quotes, strict=False))
    for origin, part, quote in (placed[place] for place in _told_first(item, len(placed))):
        caption = _caption(origin, part)
        same = next((f for f in out if f.page is not None and f.page == origin.pagina and f.caption == caption), None)
        if same is None:
            same = Figure(origin.pagina, caption, [])
            out.append(same)
        if quote and quote not in same.quotes:
            same.quotes.append(quote)
        if origin.kader and origin.kader not in same.boxes:
            same.boxes.append(origin.kader)
        for rest in origin.vervolg:
            if rest.pagina == origin.pagina:
                same.boxes.append(rest.kader)
            elif f"blz. {rest.pagina}" not in same.more:
                same.more.append(f"blz. {rest.pagina}")
    for figure in out:
        pieces = [pointed(item, quote) for quote in figure.quotes]
        figure.differences = pieces if any(marked for quote in pieces for _, marked in quote) else []
    if len(out) == 2 and all(len(figure.quotes) == 1 and not figure.differences for figure in out):
        one, other = mark_differences(out[0].quotes[0], out[1].quotes[0])
        out[0].differences, out[1].differences = [one], [other]
    return out


def _told_first(item: Bevinding, places: int) -> list[int]:
    """The places in the order in which they are shown: of a word in several spellings one place of each comes first."""
    first = [spelling.plekken[0] for spelling in spellings(item)]
    return list(dict.fromkeys([*first, *range(places)]))


def mark_differences(one: str, other: str) -> tuple[Marked, Marked]:
    """Return two texts in pieces, with the words marked that the other does not have there.

    >>> mark_differences("een breed vak", "een smal vak")[0]
    [('een ', False), ('breed ', True), ('vak', False)]
    """
    from rapidfuzz.distance import Indel

    left, right = _words(one), _words(other)
    marks: tuple[list[bool], list[bool]] = ([False] * len(left), [False] * len(right))
    for step in Indel.opcodes([w.strip() for w in left], [w.strip() for w in right]):
        if step.tag != "equal":
            marks[0][step.src_start : step.src_end] = [True] * (step.src_end - step.src_start)
            marks[1][step.dest_start : step.dest_end] = [True] * (step.dest_end - step.dest_start)
    if sum(marks[0]) + sum(marks[1]) > _ALL_DIFFERS * (len(left) + len(right)):
        return [(one, False)], [(other, False)]
    return _joined(left, marks[0]), _joined(right, marks[1])


def _words(text: str) -> list[str]:
    return re.findall(r"\S+\s*", text)


def _joined(words: Sequence[str], marks: Sequence[bool]) -> Marked:
    return [
        ("".join(word for word, _ in run), marked)
        for marked, run in groupby(zip(words, marks, strict=True), key=lambda pair: pair[1])
    ]


def _caption(origin: Herkomst, part: str) -> str:
    where = f"Blz. {origin.pagina}" if origin.pagina is not None else f"Regel {origin.regel}" if origin.regel else ""
    return ", ".join(text for text in (where, part) if text)


def findings_html(
    book: Functieboek,
    findings: Bevindingen,
    rules: Mapping[str, Uitleg],
    *,
    name: str,
    cutter: Cutter | None = None,
    templates: Sequence[Path] = (),
) -> str:
    """Return the report.

    Args:
        book: the book that was checked.
        findings: what was found.
        rules: what each rule says of itself.
        name: the name of the edition, for the commands that the report shows.
        cutter: gives the pictures of places; None where the source is gone or has no pages.
        templates: folders with templates of the organisation.

    Raises:
        TemplateFaultyError: the organisation's own template is faulty.
    """
    shown = {id(item): figures(item) for item in findings.bevindingen}
    wanted = [figure.area for item in findings.bevindingen for figure in shown[id(item)][:SHOWN]]
    areas = list(dict.fromkeys(area for area in wanted if area is not None))[:MOST_PICTURES]
    pictures = dict(cutter(areas)) if cutter and areas else {}
    return render(
        "bevindingen.html.j2",
        {
            "boek": book,
            "naam": name,
            "bron": findings.bron,
            "groepen": groups(book, opened(findings)),
            "aanvaard": groups(book, accepted(findings)),
            "telling": tally(opened(findings)),
            "over_lezen": sum(item.betreft == "lezen" for item in opened(findings)),
            "aantal_aanvaard": len(accepted(findings)),
            "plaatsen": lambda item: shown[id(item)][:SHOWN],
            "overige": lambda item: shown[id(item)][SHOWN:],
            "schrijfwijzen": spellings,
            "beelden": pictures,
            "afbeelding": data_uri,
            "titel_van": title_of,
            "regels": rules,
            "bron_weg": bool(areas) and not pictures,
        },
        templates,
    )
