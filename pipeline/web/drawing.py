"""Drawing pages for the workplace: asked here, done in a limited child that is kept; see ``pipeline.drawing``.

``draw`` is the child's side.
"""

from __future__ import annotations

import base64
from collections import OrderedDict
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from threading import Lock, Thread
from typing import TYPE_CHECKING, Any, Literal

from pipeline.drawing import opened
from pipeline.errors import FunctieboekError, PasswordNeededError
from pipeline.limits import Limits, Worker

if TYPE_CHECKING:
    from pipeline.models.base import Kader

DRAW, READY = "pipeline.web.drawing:draw", "pipeline.web.drawing:ready"
_ENCRYPTED = b"/Encrypt"
"""Stands in every PDF that is encrypted, also in those that open without a password."""
_KEPT = 80
"""Pictures in memory; some 60 kB each."""
Tint = Literal["oud", "nieuw", "bevinding"]


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawn page, or a strip of one."""

    png: bytes
    width: float
    """Of a whole page in points, of a strip in pixels."""
    height: float
    alt: str = ""


def draw(argument: dict[str, Any], progress: Callable[[int, int], None]) -> dict[str, Any]:
    """Draw one page (no marks) or the strip round its marks; runs in the child.

    Raises:
        SourceUnreadableError: no PDF, no such page, or it cannot be drawn.
    """
    from pipeline.render.page_images import Mark

    images = opened(argument)
    if argument["kaders"]:
        marks = [Mark((k[0], k[1], k[2], k[3]), argument["tint"]) for k in argument["kaders"]]
        made, size = images.strip(argument["pagina"], marks, snug=True), 1.0
    else:
        made = images.page(argument["pagina"])
        size = made.scale
    return {
        "png": base64.b64encode(made.png).decode(),
        "breedte": made.width / size,
        "hoogte": made.height / size,
        "alt": made.alt,
    }


def ready(argument: None, progress: Callable[[int, int], None]) -> None:
    """Load what drawing needs, so that the first page does not wait for it; runs in the child."""
    import PIL.ImageDraw
    import PIL.PngImagePlugin  # noqa: F401
    import pypdfium2  # noqa: F401 - loading is the purpose

    import pipeline.render.page_images  # noqa: F401


class Drawer:
    """Asks the child for pictures and keeps the last ones."""

    def __init__(self) -> None:
        """Start no child yet; the first picture does."""
        self._lock = Lock()
        self._worker: Worker | None = None
        self._kept: OrderedDict[tuple[object, ...], Picture] = OrderedDict()
        self._passwords: dict[str, str] = {}
        self.locked: set[str] = set()
        """Sources that ask for a password that is not known here."""

    def warm(self) -> None:
        """Start the child before it is needed."""
        with self._lock:
            self._child().run(READY, None, subject="")

    def _child(self) -> Worker:
        if self._worker is None:
            self._worker = Worker(Limits(silence=20.0, total=20.0))
        return self._worker

    def page(self, source: Path, sha256: str, number: int) -> Picture:
        """Give a whole page.

        Raises:
            FunctieboekError: it cannot be drawn, or asks too much.
        """
        return self._ask(source, sha256, number, (), "bevinding")

    def strip(self, source: Path, sha256: str, number: int, boxes: Iterable[Kader], tint: Tint) -> Picture:
        """Give the part of a page around some boxes, with the boxes drawn."""
        return self._ask(source, sha256, number, tuple(boxes), tint)

    def unlock(self, source: Path, sha256: str, password: str) -> None:
        """Keep the password of a source, in memory and until the server stops; only when it is right.

        Raises:
            PasswordNeededError: it is wrong.
        """
        before = self._passwords.get(sha256)
        self._passwords[sha256] = password
        try:
            self.page(source, sha256, 1)
        except FunctieboekError:
            self._passwords.pop(sha256, None)
            if before is not None:
                self._passwords[sha256] = before
            raise
        self.locked.discard(sha256)

    def look(self, source: Path, sha256: str) -> None:
        """Find out whether a source asks for a password, where it says that it is encrypted."""
        if _ENCRYPTED in source.read_bytes():
            with suppress(FunctieboekError):
                self.page(source, sha256, 1)

    def ahead(self, source: Path, sha256: str, number: int) -> None:
        """Begin with a page that will be asked for soon; what is wrong with it is told when it is."""
        Thread(target=self._try, args=(source, sha256, number), daemon=True).start()

    def _try(self, source: Path, sha256: str, number: int) -> None:
        with suppress(FunctieboekError):
            self.page(source, sha256, number)

    def _ask(self, source: Path, sha256: str, number: int, boxes: Sequence[Kader], tint: Tint) -> Picture:
        key = (sha256, number, tuple(boxes), tint)
        with self._lock:
            if key not in self._kept:
                task = {
                    "sleutel": sha256,
                    "bron": str(source),
                    "naam": source.name,
                    "pagina": number,
                    "kaders": list(boxes),
                    "wachtwoord": self._passwords.get(sha256),
                    "dpi": 110,
                    "tint": tint,
                }
                try:
                    made = self._child().run(DRAW, task, subject=source.name)
                except PasswordNeededError:
                    self.locked.add(sha256)
                    raise
                png = base64.b64decode(made["png"])
                self._kept[key] = Picture(png, float(made["breedte"]), float(made["hoogte"]), str(made["alt"]))
                while len(self._kept) > _KEPT:
                    self._kept.popitem(last=False)
            self._kept.move_to_end(key)
            return self._kept[key]

    def close(self) -> None:
        """End the child."""
        with self._lock:
            if self._worker is not None:
                self._worker.close()
                self._worker = None
