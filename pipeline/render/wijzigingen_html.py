"""The comparison as one HTML file: a summary to read in a minute, then every change with both places beside it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline.models.base import Herkomst
from pipeline.models.functieboek import Functieboek
from pipeline.models.vergelijking import Samenvatting, SchaalFte, WasWordt
from pipeline.models.wijzigingen import Wijziging, Wijzigingen
from pipeline.render.page_images import PageImage
from pipeline.render.report import data_uri, getal, plaats, render
from pipeline.render.wijzigingen import (
    NAMES,
    as_text,
    contents_text,
    groups,
    order_text,
    owner_names,
    present_parts,
    side_texts,
)
from pipeline.render.wijzigingen_xlsx import scale_text

Pictures = Callable[[Herkomst, float], Sequence[PageImage]]
"""Gives the pictures of a place, with so many further points below it; nothing where the source has no pages."""

MOST_PICTURES = 800
"""Pictures in one report; some 6 kB each."""
_UNDER_HEADING = 64.0
"""Points shown below a heading where the change stands in the text under it: some four lines."""
_SHORT = 40
"""A longer text is not quoted in a link."""
_SHOWN = 2
"""Pages shown of one place: a whole function runs over many."""


@dataclass(frozen=True, slots=True)
class Look:
    """One side of a change as the report shows it: pictures, or a quote with its line."""

    label: str
    where: str
    images: tuple[PageImage, ...]
    quote: str
    more: int
    """Further pages that are not shown."""


@dataclass(frozen=True, slots=True)
class Bar:
    """A scale in the chart, in units of the drawing."""

    label: str
    y: float
    old: float
    new: float
    old_text: str
    new_text: str


class _Looks:
    """Makes the two sides of each change, and stops with pictures where the report would grow too large."""

    def __init__(self, old: Pictures | None, new: Pictures | None) -> None:
        self._sources = {"oud": old, "nieuw": new}
        self._left = MOST_PICTURES
        self._seen: dict[tuple[str, str], tuple[PageImage, ...]] = {}
        self.cut = False

    def of(self, change: Wijziging) -> list[Look]:
        """Return the sides that have a place."""
        old, new = side_texts(change)
        sides = (("Oud", "oud", change.herkomst_oud, old), ("Nieuw", "nieuw", change.herkomst_nieuw, new))
        below = _UNDER_HEADING if change.onderdeel in ("definitie", "functie") else 0.0
        return [
            self._look((label, side, text), place, below) for label, side, place, text in sides if place is not None
        ]

    def _look(self, what: tuple[str, str, str], place: Herkomst, below: float) -> Look:
        label, side, text = what
        key = (side, f"{place.model_dump_json()} {below}")
        if key not in self._seen:
            source = self._sources[side]
            wanted = source is not None and self._left > 0
            self._seen[key] = tuple(source(place, below)) if wanted and source else ()
            self._left -= min(len(self._seen[key]), _SHOWN)
            self.cut = self.cut or (source is not None and not wanted)
        images = self._seen[key]
        return Look(label, plaats(place), images[:_SHOWN], text, max(0, len(images) - _SHOWN))


def changes_html(
    old: Functieboek,
    new: Functieboek,
    changes: Wijzigingen,
    summary: Samenvatting,
    table: Sequence[WasWordt],
    *,
    program: str,
    pictures_old: Pictures | None = None,
    pictures_new: Pictures | None = None,
    templates: Sequence[Path] = (),
) -> str:
    """Return the report.

    Args:
        old: the earlier edition.
        new: the later edition.
        changes: what changed between them.
        summary: the figures at the top.
        table: what became of each function.
        program: name and version of the program and its rules, for the account at the end.
        pictures_old: gives pictures of the old source; None where it is gone or has no pages.
        pictures_new: the same of the new source.
        templates: folders with templates of the organisation.

    Raises:
        TemplateFaultyError: the organisation's own template is faulty.
    """
    found = groups(old, new, changes)
    names = owner_names(old, new)
    looks = _Looks(pictures_old, pictures_new)
    sides = {id(change): looks.of(change) for change in changes.wijzigingen}
    return render(
        "wijzigingen.html.j2",
        {
            "oud": old,
            "nieuw": new,
            "wijzigingen": changes,
            "kort": summary,
            "tabel": table,
            "groepen": found,
            "ankers": {group.functie: group.anchor for group in found if group.functie},
            "onderdelen": present_parts(found),
            "namen": NAMES,
            "zijden": lambda change: sides[id(change)],
            "inhoud_van": contents_text,
            "volgorde_tekst": lambda item: order_text(item, names),
            "waarde": as_text,
            "schaaltekst": scale_text,
            "procent": lambda share: f"{round(share * 100)}%",
            "staven": chart(summary.fte),
            "afbeelding": data_uri,
            "programma": program,
            "beelden_weg": not any(look.images for views in sides.values() for look in views),
            "beelden_afgekapt": looks.cut,
            "etiket": _labeller(changes, names),
        },
        templates,
    )


def _labeller(changes: Wijzigingen, names: Mapping[str, str]) -> Callable[[str], str]:
    """Give what a link to a change is called: whose it is, and what."""
    by_key = {change.sleutel: change for change in changes.wijzigingen}

    def label(key: str) -> str:
        change = by_key[key]
        owner = names.get(change.functie or "")
        what = NAMES[change.onderdeel]
        if owner is None:
            value = side_texts(change)[0 if change.nieuw is None else 1]
            return f"{what} {value}" if len(value) <= _SHORT else what
        return owner if change.onderdeel == "functie" else f"{owner} ({what})"

    return label


def chart(rows: Sequence[SchaalFte], width: float = 420.0) -> list[Bar]:
    """Return the bars of the chart of FTE by scale; the longest is ``width`` units."""
    longest = max((max(row.oud, row.nieuw) for row in rows), default=0.0) or 1.0
    return [
        Bar(
            label=f"schaal {row.schaal}" if row.schaal else "geen schaal",
            y=number * 44.0,
            old=round(row.oud / longest * width, 1),
            new=round(row.nieuw / longest * width, 1),
            old_text=getal(row.oud),
            new_text=getal(row.nieuw),
        )
        for number, row in enumerate(rows)
    ]
