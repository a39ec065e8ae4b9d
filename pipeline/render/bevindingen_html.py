"""The findings as one HTML file: every finding with the places it speaks of, cut out of the page and boxed."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from pipeline.models.base import Herkomst, Kader
from pipeline.models.bevindingen import Bevinding, Bevindingen
from pipeline.models.functieboek import Functieboek
from pipeline.render.bevindingen import Uitleg, accepted, groups, opened, tally, title_of
from pipeline.render.report import data_uri, render

SHOWN = 6
"""Places of one finding that are shown; the others are listed by page."""
MOST_PAGES = 150
"""Pages of which a picture is taken in: some 30 kB each."""
_CONTEXT = 22.0
"""Points shown above and below a box: about a line and a half."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """The picture of a page, in PNG, with the size of the page in points."""

    png: bytes
    width: float
    height: float


Sheets = Callable[[Sequence[int]], Mapping[int, Sheet]]
"""Gives the pictures of pages, as far as they can be had."""


@dataclass
class Figure:
    """A place of a finding as the report shows it: a cutting with boxes, and what stands there."""

    page: int | None
    caption: str
    quotes: list[str]
    boxes: list[Kader] = field(default_factory=list)
    more: list[str] = field(default_factory=list)
    """Further pages that the text runs on to."""

    def view(self, sheet: Sheet) -> tuple[float, float, float, float]:
        """The part of the page that is shown: from side to side, from above the first box to below the last."""
        top = max(min(box[1] for box in self.boxes) - _CONTEXT, 0.0)
        bottom = min(max(box[3] for box in self.boxes) + _CONTEXT, sheet.height)
        return (0.0, round(top, 1), round(sheet.width, 1), round(max(bottom - top, 10.0), 1))


def figures(item: Bevinding, names: Mapping[str, str]) -> list[Figure]:
    """Return the places of a finding: those in the same part on the same page are one figure."""
    out: list[Figure] = []
    parts = item.onderdelen or ("",) * len(item.herkomst)
    quotes = item.citaten or ("",) * len(item.herkomst)
    for origin, part, quote in zip(item.herkomst, parts, quotes, strict=False):
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
    return out


def _caption(origin: Herkomst, part: str) -> str:
    where = f"Blz. {origin.pagina}" if origin.pagina is not None else f"Regel {origin.regel}" if origin.regel else ""
    return ", ".join(text for text in (where, part) if text)


def findings_html(
    book: Functieboek,
    findings: Bevindingen,
    rules: Mapping[str, Uitleg],
    *,
    name: str,
    sheets: Sheets | None = None,
    templates: Sequence[Path] = (),
) -> str:
    """Return the report.

    Args:
        book: the book that was checked.
        findings: what was found.
        rules: what each rule says of itself.
        name: the name of the edition, for the commands that the report shows.
        sheets: gives the pictures of pages; None where the source is gone or has no pages.
        templates: folders with templates of the organisation.

    Raises:
        TemplateFaultyError: the organisation's own template is faulty.
    """
    shown = {id(item): figures(item, {}) for item in findings.bevindingen}
    wanted = [
        figure.page
        for item in findings.bevindingen
        for figure in shown[id(item)][:SHOWN]
        if figure.page is not None and figure.boxes
    ]
    pages = list(dict.fromkeys(wanted))[:MOST_PAGES]
    pictures = dict(sheets(sorted(pages))) if sheets and pages else {}
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
            "bladen": pictures,
            "afbeelding": data_uri,
            "titel_van": title_of,
            "regels": rules,
            "bron_weg": bool(pages) and not pictures,
        },
        templates,
    )
