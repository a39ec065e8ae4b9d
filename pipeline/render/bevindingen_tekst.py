"""The findings as text for the screen: by function, the heaviest first."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from textwrap import fill

from pipeline.models.bevindingen import Bevinding, Bevindingen, Ernst
from pipeline.models.functieboek import Functieboek
from pipeline.render.bevindingen import WEIGHTS, accepted, groups, opened, pages, tally

Style = Callable[[str, str], str]
"""Gives a text the look of a weight; the screen colours it, a file does not."""
_SIGN: dict[Ernst, str] = {"fout": "FOUT", "waarschuwing": "WAARSCHUWING", "info": "opmerking"}


def findings_text(
    book: Functieboek,
    findings: Bevindingen,
    *,
    lightest: Ernst = "info",
    width: int = 100,
    style: Style = lambda text, weight: text,
) -> str:
    """Return the findings as text.

    Args:
        book: for the names of its functions.
        findings: what was found.
        lightest: lighter findings are counted but not shown.
        width: columns of the screen.
        style: gives words the colour of their weight.
    """
    shown = [item for item in opened(findings) if WEIGHTS.index(item.ernst) <= WEIGHTS.index(lightest)]
    lines: list[str] = []
    for group in groups(book, shown):
        lines += [style(group.naam, "kop"), style("-" * min(len(group.naam), width), "kop")]
        for item in group.bevindingen:
            lines += [*_finding(item, width, style), ""]
    lines += _closing(findings, len(opened(findings)) - len(shown), width)
    return "\n".join(lines) + "\n"


def _finding(item: Bevinding, width: int, style: Style) -> list[str]:
    where = pages(item)
    place = f"  blz. {where}" if item.herkomst and item.herkomst[0].pagina is not None else f"  regel {where}"
    about = "  (over het lezen)" if item.betreft == "lezen" else ""
    lines = [f"{style(_SIGN[item.ernst], item.ernst)}{place if where else ''}{about}"]
    lines.append(fill(item.melding, width, initial_indent="  ", subsequent_indent="  "))
    if item.advies:
        lines.append(fill(item.advies, width, initial_indent="  → ", subsequent_indent="    "))
    lines.append(f"  {style(f'[{item.code}, sleutel {item.sleutel}]', 'zacht')}")
    return lines


def _closing(findings: Bevindingen, hidden: int, width: int) -> list[str]:
    found = opened(findings)
    lines = [fill(f"{_sentence(tally(found))} in {findings.bron.bestand}{_of_which(found)}.", width)]
    if hidden:
        lines.append(f"{hidden} lichtere bevinding(en) zijn hier niet getoond; ze staan in het rapport.")
    kept = accepted(findings)
    if kept:
        lines.append(f"{len(kept)} aanvaard: {', '.join(sorted({item.code for item in kept}))}.")
    return lines


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]


def _of_which(found: Sequence[Bevinding]) -> str:
    reading = sum(item.betreft == "lezen" for item in found)
    return f", waarvan {reading} over het lezen" if reading else ""
