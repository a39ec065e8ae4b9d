"""``make accuracy``: read every public book, format and printed layout, and publish how much of it came back.

``functieboek.json``, as ``functieboek inlezen`` writes it, is the only thing that is looked at.  The table goes to
``docs/nauwkeurigheid.md`` and to the screen; it holds no times and no dates, so that it changes only when reading does.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.layouts.catalogue import LAYOUTS
from tests.layouts.drawn import draw
from tests.layouts.layout import Layout
from tests.layouts.measure import Measured, measure
from tests.layouts.printing import missing, print_all
from tests.support import REFERENCE, ROOT, SOURCES, golden_dict

TARGET = ROOT / "docs" / "nauwkeurigheid.md"
PUBLIC = (
    ("ommen-2018.pdf", SOURCES / "ommen-2018.pdf", "ommen-2018", True),
    ("ommen-2021.pdf", SOURCES / "ommen-2021.pdf", "ommen-2021", True),
    ("ommen-2018.docx", REFERENCE / "ommen-2018.docx", "ommen-2018", False),
    ("ommen-2018.md", REFERENCE / "ommen-2018.md", "ommen-2018.md", False),
)
GROUPS = (
    ("LibreOffice", "word"),
    ("Chromium", "browser"),
    ("reportlab", "rl"),
    ("LaTeX", "latex"),
    ("Word file", "docx"),
    ("Markdown", "markdown"),
    ("web page", "html"),
)
DRAWN: tuple[Layout, ...] = tuple(
    draw(seed, producer)
    for producer, count in (
        ("word", 10),
        ("browser", 10),
        ("rl", 10),
        ("latex", 6),
        ("docx", 3),
        ("markdown", 3),
        ("html", 3),
    )
    for seed in range(101, 101 + count)
)
"""Layouts and books drawn at random; nobody looks at these one by one while mending the reader."""
INTRO = """# Accuracy

Written by `make accuracy`; do not edit. Every book is read with `functieboek inlezen`, and the
`functieboek.json` that it writes is compared with what the book says. F1 is micro-averaged over all fields of a
kind, lists in order, exact match.

- **strict**: after Unicode NFC and collapsing of white space, as `tests/data/reference/score.py` does.
- **soft**: case, accents, punctuation and spaces may differ as well.
- **accounted**: share of the characters of the source that a field claims, or that are page furniture or contents.
- **running text**: share of the headings and paragraphs of `hoofdstukken` that came back whole and in order
  (the goldens of the public books do not hold running text).

The printed layouts are books of organisations that do not exist, made by `tests/layouts/` from a seed and printed
by the producer named, in another house style each. Nothing of them is in the package.
"""


@dataclass(frozen=True)
class Result:
    """A measured book with the group that it counts for."""

    group: str
    measured: Measured


def take_in(paths: Sequence[Path], folder: Path) -> dict[Path, dict[str, object]]:
    """Read the sources with the command line; a source that was refused gives an empty book."""
    command = [sys.executable, "-m", "pipeline.cli", "inlezen", *map(str, paths), "--uit", str(folder), "--taken", "2"]
    subprocess.run(command, check=False, capture_output=True, cwd=ROOT)
    made = {path: folder / path.stem / "functieboek.json" for path in paths}
    return {p: json.loads(book.read_text(encoding="utf-8")) if book.exists() else {} for p, book in made.items()}


def public(folder: Path) -> list[Measured]:
    """The reference books; pages count where the source has them."""
    out = []
    for name, path, golden, pages in PUBLIC:
        book = take_in([path], folder / name)[path]
        out.append(measure(name, golden_dict(golden), book, pages=pages))
    return out


def printed(layouts: Sequence[Layout], folder: Path) -> list[Result]:
    """Those of the layouts that this machine can print."""
    folder.mkdir(parents=True)
    files = print_all(layouts, folder)
    books = take_in([item.path for item in files.values()], folder / "gelezen")
    groups = {producer: name for name, producer in GROUPS}
    return [
        Result(groups[item.layout.producer], measure(name, item.truth, books[item.path]))
        for name, item in files.items()
    ]


def percent(value: float) -> str:
    """A share with four figures; 1 only when it is exactly that."""
    return f"{int(value * 10_000) / 10_000:.4f}"


def totals(results: Sequence[Measured], kind: str, which: str) -> str:
    """Micro-F1 of one kind over several books, or a dash where none has it."""
    found = [getattr(m, which)["soorten"].get(kind) for m in results]
    tp = sum(s["tp"] for s in found if s)
    wrong = sum(s["fn"] + s["fp"] for s in found if s)
    return percent(2 * tp / (2 * tp + wrong)) if tp + wrong else "–"


def support(results: Sequence[Measured], kind: str) -> int:
    """How many values of a kind the truth holds."""
    found = [m.strict["soorten"].get(kind) for m in results]
    return sum(s["tp"] + s["fn"] for s in found if s)


def kinds(results: Sequence[Measured]) -> list[str]:
    """The kinds of field that occur, in the order of the scorer."""
    return list(dict.fromkeys(kind for m in results for kind in m.strict["soorten"]))


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A Markdown table, its figures to the right."""
    lines = ["| " + " | ".join(head) + " |", "|---|" + "---:|" * (len(head) - 1)]
    return "\n".join([*lines, *("| " + " | ".join(row) + " |" for row in rows)])


def book_rows(results: Iterable[Measured]) -> Iterable[list[str]]:
    """One row a book."""
    for m in results:
        yield [m.name, percent(m.f1), percent(m.soft_f1), percent(m.accounted), percent(m.running_text)]


def fields(results: Sequence[Measured], columns: Sequence[tuple[str, Sequence[Measured]]], which: str) -> str:
    """The table of F1 per kind of field."""
    head = ["field", "values", *[name for name, _ in columns]]
    rows = (
        [kind, str(support(results, kind)), *[totals(m, kind, which) for _, m in columns]] for kind in kinds(results)
    )
    return table(head, rows)


def page(books: Sequence[Measured], layouts: Sequence[Result], drawn: Sequence[Result] = ()) -> str:
    """The whole document."""
    head = ("book", "strict F1", "soft F1", "accounted", "running text")
    skipped = [layout.name for layout in (*LAYOUTS, *DRAWN) if missing(layout)]
    parts = [
        INTRO,
        "## Public books\n",
        table(head[:4], (row[:4] for row in book_rows(books))),
        "\nF1 per field, strict:\n",
        fields(books, [(m.name, [m]) for m in books], "strict"),
        "\nF1 per field, soft:\n",
        fields(books, [(m.name, [m]) for m in books], "soft"),
        "\n## Layouts by design\n",
        *section(head, layouts),
        "\n## Layouts drawn at random\n\nThe number is the seed of both the book and the layout.\n",
        *section(head, drawn),
        *([f"\nNot printed here, for want of the program: {', '.join(skipped)}."] if skipped else []),
        "\n## What did not come back\n",
        *(failures(m) for m in [*books, *(r.measured for r in [*layouts, *drawn])] if m.wrong),
    ]
    return "\n".join(parts).rstrip() + "\n"


def section(head: Sequence[str], results: Sequence[Result]) -> list[str]:
    """The tables of a group of printed books."""
    books = [r.measured for r in results]
    columns = [(name, [r.measured for r in results if r.group == name]) for name, _ in GROUPS]
    columns = [(name, group) for name, group in columns if group]
    scores = sorted(m.f1 for m in books)
    summary = (
        f"\n{len(books)} books: {sum(s == 1 for s in scores)} without a fault, "
        f"{sum(s >= 0.99 for s in scores)} at 0.99 or better, median {percent(scores[len(scores) // 2])}, "
        f"lowest {percent(scores[0])}.\n"
        if scores
        else ""
    )
    return [
        table(head, book_rows(books)),
        summary,
        "F1 per field and producer, strict:\n",
        fields(books, columns, "strict"),
        "\nF1 per field and producer, soft:\n",
        fields(books, columns, "soft"),
    ]


def failures(m: Measured) -> str:
    """The first differences of a book, and how many there are."""
    shown = "\n".join(f"- `{text[:200].replace('`', '´')}`" for text in m.wrong[:5])
    return f"**{m.name}**: {len(m.wrong)} differences, the first {min(5, len(m.wrong))}:\n\n{shown}\n"


def main() -> None:
    """Measure, write the page, and print the tables."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        books = public(folder / "openbaar")
        layouts = printed(LAYOUTS, folder / "ontworpen")
        drawn = printed(DRAWN, folder / "geloot")
    text = page(books, layouts, drawn)
    TARGET.write_text(text, encoding="utf-8")
    print(text)


if __name__ == "__main__":
    main()
