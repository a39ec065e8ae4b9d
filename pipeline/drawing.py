"""Pictures of pages of a source, for reports and the workplace: asked here, drawn in a limited child.

Drawing a page is parsing its source, and PDFium ends its process on some files.  ``opened``, ``look``, ``places`` and
``cuttings`` are the child's side; it keeps the last files open, so that the next page takes only the drawing.
"""

from __future__ import annotations

import base64
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from pipeline.errors import FunctieboekError, SourceUnreadableError
from pipeline.limits import Limits, Progress, Worker

if TYPE_CHECKING:
    from pipeline.models.base import Herkomst
    from pipeline.models.instellingen import Lezen
    from pipeline.render.bevindingen_html import Area
    from pipeline.render.page_images import Cutting, PageImage, PageImages, Tint

_LOOK, _PLACES, _CUTTINGS = (f"pipeline.drawing:{name}" for name in ("look", "places", "cuttings"))
_MOST_OPEN = 2
"""Files that a child keeps open: the two editions of a comparison."""
_open: OrderedDict[str, PageImages] = OrderedDict()
"""In the child: the files that are open."""


class PageUndrawableError(SourceUnreadableError):
    """One place could not be drawn; others of the same source may."""


class Draughtsman:
    """Asks a limited child for pictures; use as a context manager, so that the child ends."""

    def __init__(self, limits: Limits | None = None) -> None:
        """Start the child."""
        self._worker = Worker(limits)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._worker.close()

    def look(self, source: Path, name: str) -> None:
        """Open a source, to know that it can be drawn; ``name`` is what messages and pictures call it.

        Raises:
            FunctieboekError: it cannot be opened, or asks too much.
        """
        self._worker.run(_LOOK, _asked(source, name), subject=name)

    def places(
        self, source: Path, name: str, place: Herkomst, tint: Tint, *, below: float = 0.0
    ) -> tuple[PageImage, ...]:
        """Give a strip of every page that a place touches, with boxes round it.

        Raises:
            PageUndrawableError: this place cannot be drawn.
            FunctieboekError: the source cannot be opened, or asks too much.
        """
        from pipeline.render.page_images import PageImage

        asked = _asked(source, name, plaats=place.model_dump_json(), tint=tint, onder=below)
        answer = self._worker.run(_PLACES, asked, subject=name)
        if "fout" in answer:
            raise PageUndrawableError(*answer["fout"])
        return tuple(
            PageImage(
                png=base64.b64decode(one["png"]),
                page=int(one["page"]),
                width=int(one["width"]),
                height=int(one["height"]),
                alt=str(one["alt"]),
                top=float(one["top"]),
                scale=float(one["scale"]),
            )
            for one in answer["beelden"]
        )

    def cuttings(self, source: Path, areas: Sequence[Area]) -> dict[Area, Cutting]:
        """Cut areas out of the pages of a source; those on pages that it does not have are left out.

        Raises:
            FunctieboekError: the source or one of its pages cannot be drawn, or asks too much.
        """
        from pipeline.render.page_images import Cutting

        asked = _asked(source, source.name, stukken=[[page, list(box)] for page, box in areas], dpi=96)
        answer = self._worker.run(_CUTTINGS, asked, subject=source.name)
        made: dict[Area, Cutting] = {}
        for number, png, box in answer:
            x0, top, x1, bottom = (float(value) for value in box)
            made[areas[number]] = Cutting(base64.b64decode(png), (x0, top, x1, bottom))
        return made


def limits_of(settings: Lezen) -> Limits:
    """Drawing may ask as much of the machine as reading."""
    return Limits(
        memory=settings.max_geheugen * 2**20, silence=settings.seconden_per_pagina, total=settings.seconden_totaal
    )


def _asked(source: Path, name: str, **more: object) -> dict[str, object]:
    return {"sleutel": str(source), "bron": str(source), "naam": name, "wachtwoord": None, "dpi": 110, **more}


def opened(argument: Mapping[str, Any]) -> PageImages:
    """Open a source, or give it as it is open; runs in the child.

    Raises:
        SourceUnreadableError: it is gone, no PDF, or damaged beyond opening.
        PasswordNeededError: encrypted and the password is missing or wrong.
    """
    from pipeline.render.page_images import PageImages
    from pipeline.workspace import read_bytes

    key = argument["sleutel"]
    if key not in _open:
        while len(_open) >= _MOST_OPEN:
            _open.popitem(last=False)[1].close()
        _open[key] = PageImages(
            read_bytes(Path(argument["bron"])),
            argument["naam"],
            password=argument["wachtwoord"],
            dpi=argument["dpi"],
        )
    _open.move_to_end(key)
    return _open[key]


def look(argument: Mapping[str, Any], progress: Progress) -> None:
    """Open a source; runs in the child."""
    opened(argument)


def places(argument: Mapping[str, Any], progress: Progress) -> dict[str, Any]:
    """Draw the strips of a place; runs in the child."""
    from pipeline.models.base import Herkomst

    images = opened(argument)
    try:
        made = images.of(
            Herkomst.model_validate_json(argument["plaats"]), tint=argument["tint"], snug=True, below=argument["onder"]
        )
    except FunctieboekError as error:
        return {"fout": [error.melding, error.advies]}
    names = ("page", "width", "height", "alt", "top", "scale")
    return {
        "beelden": [{"png": _text(one.png), **{name: getattr(one, name) for name in names}} for one in made],
    }


def cuttings(argument: Mapping[str, Any], progress: Progress) -> list[tuple[int, str, Sequence[float]]]:
    """Cut areas out of their pages, each page drawn once; runs in the child."""
    images = opened(argument)
    by_page: dict[int, list[int]] = {}
    for number, (page, _) in enumerate(argument["stukken"]):
        by_page.setdefault(page, []).append(number)
    made: list[tuple[int, str, Sequence[float]]] = []
    for page in sorted(by_page):
        if page <= images.pages:
            boxes = [
                (x0, top, x1, bottom) for x0, top, x1, bottom in (argument["stukken"][n][1] for n in by_page[page])
            ]
            found = zip(by_page[page], images.cut(page, boxes), strict=True)
            made += [(number, _text(one.png), one.kader) for number, one in found]
            progress(page, images.pages)
    return made


def _text(png: bytes) -> str:
    return base64.b64encode(png).decode()
