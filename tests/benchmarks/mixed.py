"""Books that really differ, of all formats and sizes, with damaged ones among them; the same for the same number."""

from __future__ import annotations

import random
import shutil
from collections.abc import Iterator
from pathlib import Path

from tests.layouts.books import Maker
from tests.layouts.compose import Composer
from tests.layouts.layout import Layout, Producer
from tests.layouts.printing import SUFFIX, write
from tests.layouts.recipes import Recipe
from tests.support import SOURCES

KINDS: tuple[Producer, ...] = ("rl", "rl", "docx", "rl", "markdown", "html")
"""In turn; most books are PDFs."""
DAMAGED = 8
"""One of so many is damaged."""


def mixed_books(folder: Path, count: int, largest: int = 24) -> list[Path]:
    """Write so many books, with up to ``largest`` functions, and return them in the order of their names."""
    folder.mkdir(parents=True, exist_ok=True)
    return [_keep(folder, number, largest) for number in range(1, count + 1)]


def _keep(folder: Path, number: int, largest: int) -> Path:
    """Return the book of that number, made if it is not there yet."""
    if there := list(folder.glob(f"boek-{number:03}.*")):
        return there[0]
    if number % DAMAGED == 0:
        return _damaged(folder, number)
    if largest >= 16 and number in _REAL:
        return Path(shutil.copyfile(SOURCES / _REAL[number], folder / f"boek-{number:03}.pdf"))
    kind = KINDS[number % len(KINDS)]
    path = folder / f"boek-{number:03}{SUFFIX.get(kind, '.pdf')}"
    functions = random.Random(number).randint(1, largest)
    layout = Layout(f"gemengd-{number}", kind, page_per_function=number % 2 == 0)
    fresh = path.with_name(f"nieuw-{path.name}")
    write(Composer(Maker(Recipe(seed=5000 + number, functies=functions)).book(), layout).script(), layout, fresh)
    return fresh.replace(path)


_REAL = {5: "ommen-2018.pdf", 50: "ommen-2021.pdf"}
"""The books of the repository stand among the invented ones, where large books are asked."""


def _damaged(folder: Path, number: int) -> Path:
    path = folder / f"boek-{number:03}.pdf"
    kinds = list(_damages())
    path.write_bytes(kinds[number // DAMAGED % len(kinds)])
    return path


def _damages() -> Iterator[bytes]:
    """What arrives in practice: nothing, a part, another file, and a PDF without its end."""
    whole = (SOURCES / "ommen-2018.pdf").read_bytes()
    yield b""
    yield whole[: len(whole) // 50]
    yield b"\x89PNG\r\n\x1a\n" + bytes(64)
    yield b"%PDF-1.7\n1 0 obj\n<<\n"
