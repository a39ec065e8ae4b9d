"""Compare the two PDF engines on every printed layout: ``python -m tests.layouts.engines``, part of ``make accuracy``.

Each book is read with both, and their Documents are compared block by block.  The table goes to ``docs/motoren.md`` and
to the screen; like that of ``make accuracy`` it holds no times and no dates.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from pipeline.errors import FunctieboekError
from pipeline.extract.document import Document
from pipeline.extract.pdf.engine import ENGINES
from pipeline.extract.pdf.reader import read_pdf
from tests.extract.pdf.evil import EVIL, KNOWN
from tests.extract.pdf.sameness import differences, fallen_back
from tests.layouts.accuracy import GROUPS, percent, table
from tests.layouts.catalogue import LAYOUTS
from tests.layouts.drawn import draw
from tests.layouts.layout import Layout
from tests.layouts.measure import as_json, measure, read_file
from tests.layouts.printing import SUFFIX, missing, print_all
from tests.support import ROOT, SOURCES, golden_dict

TARGET = ROOT / "docs" / "motoren.md"
BOOKS = ("ommen-2018", "ommen-2021")
DRAWN: tuple[Layout, ...] = tuple(
    draw(seed, producer)
    for producer, count in (("word", 24), ("browser", 24), ("rl", 24), ("latex", 6))
    for seed in range(101, 101 + count)
)
EVIL_PAGES = "pages made to pull them apart"
INTRO = """# Two engines

Written by `python -m tests.layouts.engines` (part of `make accuracy`); do not edit. Every book is read with PDFium
and with pdfplumber, and the two Documents are compared block by block: kinds, texts, bold and italic stretches, sizes,
list markers, cells of tables, furniture, remarks, and every box within 1.5 point.
"""


@dataclass(frozen=True)
class Compared:
    """A book that both engines read."""

    name: str
    group: str
    pages: int
    differences: tuple[str, ...]
    fallen_back: tuple[str, ...]


def compare(path: Path, name: str, group: str) -> Compared:
    """Read a book with both engines."""
    one, other = (_read(path, engine) for engine in ENGINES)
    if isinstance(one, Document) and isinstance(other, Document):
        found = tuple(differences(one, other))
        return Compared(name, group, one.pages or 0, found, tuple(fallen_back(one)))
    told = [str(result) if isinstance(result, FunctieboekError) else "read" for result in (one, other)]
    return Compared(name, group, 0, () if told[0] == told[1] else tuple(told), ())


def _read(path: Path, engine: str) -> Document | FunctieboekError:
    try:
        return read_pdf(path, engine=engine)
    except FunctieboekError as error:
        return error


def jobs(folder: Path) -> list[tuple[Path, str, str]]:
    """Print all layouts and evil pages that this machine can print."""
    names = {producer: name for name, producer in GROUPS}
    layouts = [layout for layout in (*LAYOUTS, *DRAWN) if layout.producer not in SUFFIX]
    printed = print_all(layouts, folder)
    out = [(SOURCES / f"{name}.pdf", name, "public books") for name in BOOKS]
    out += [(item.path, name, names[item.layout.producer]) for name, item in printed.items()]
    for name, make in EVIL.items():
        path = folder / f"evil-{name}.pdf"
        make(path)
        out.append((path, name, EVIL_PAGES))
    return out


def public() -> list[tuple[str, str, float]]:
    """F1 of each public book with each engine."""
    return [
        (path.name, engine, measure(path.stem, golden_dict(path.stem), as_json(read_file(path, engine)), pages=True).f1)
        for path in (SOURCES / f"{name}.pdf" for name in BOOKS)
        for engine in ENGINES
    ]


def page(found: Sequence[Compared], scores: Iterable[tuple[str, str, float]]) -> str:
    """The whole document."""
    groups = list(dict.fromkeys(c.group for c in found))
    rows = []
    for group in groups:
        own = [c for c in found if c.group == group]
        same = sum(not c.differences for c in own)
        rows.append(
            [group, *map(str, (len(own), sum(c.pages for c in own), same, sum(len(c.fallen_back) for c in own)))]
        )
    skipped = sorted({name for layout in (*LAYOUTS, *DRAWN) if (name := missing(layout))})
    parts = [
        INTRO,
        table(("printed by", "books", "pages", "the same", "pages fallen back"), rows),
        *([f"\nNot printed here, for want of {', '.join(skipped)}: its layouts.\n"] if skipped else [""]),
        "F1 of the public books, strict, pages included:\n",
        table(("book", "engine", "F1"), ([name, engine, percent(f1)] for name, engine, f1 in scores)),
        "\n## Where they differ\n",
        *(_told(c) for c in found if c.differences),
        "## Where the page falls back to pdfplumber\n\nThe Document says so, in a remark:\n",
        *(f"- {c.name}: {note}" for c in found for note in c.fallen_back),
    ]
    return "\n".join(parts).rstrip() + "\n"


def _told(compared: Compared) -> str:
    reason = f" ({KNOWN[compared.name]})" if compared.group == EVIL_PAGES and compared.name in KNOWN else ""
    shown = "\n".join(f"- `{' '.join(text.split())[:200].replace('`', '´')}`" for text in compared.differences[:4])
    return f"**{compared.name}**: {len(compared.differences)} differences{reason}, of which the first:\n\n{shown}\n"


def main() -> None:
    """Compare, write the page, and print it."""
    with tempfile.TemporaryDirectory() as name, ProcessPoolExecutor(2) as pool:
        found = list(pool.map(compare, *zip(*jobs(Path(name)), strict=True)))
        text = page(found, public())
    TARGET.write_text(text, encoding="utf-8")
    print(text)


if __name__ == "__main__":
    main()
