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


def take_in(paths: Iterable[Path], folder: Path) -> dict[Path, dict[str, object]]:
    """Read the sources with the command line; a source that was refused gives an empty book."""
    books = {}
    for path in paths:
        command = [
            sys.executable,
            "-m",
            "pipeline.cli",
            "inlezen",
            str(path),
            "--uit",
            str(folder),
            "--naam",
            path.name,
        ]
        subprocess.run(command, check=False, capture_output=True, cwd=ROOT)
        made = folder / path.name / "functieboek.json"
        books[path] = json.loads(made.read_text(encoding="utf-8")) if made.exists() else {}
    return books


def public(folder: Path) -> list[Measured]:
    """The reference books; pages count where the source has them."""
    books = take_in([path for _, path, _, _ in PUBLIC], folder)
    return [measure(name, golden_dict(golden), books[path], pages=pages) for name, path, golden, pages in PUBLIC]


def printed(folder: Path) -> list[Result]:
    """Every layout that this machine can print."""
    files = print_all(LAYOUTS, folder)
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


def page(books: Sequence[Measured], layouts: Sequence[Result]) -> str:
    """The whole document."""
    all_printed = [r.measured for r in layouts]
    columns = [(name, [r.measured for r in layouts if r.group == name]) for name, _ in GROUPS]
    columns = [(name, group) for name, group in columns if group]
    head = ("book", "strict F1", "soft F1", "accounted", "running text")
    skipped = [layout.name for layout in LAYOUTS if missing(layout)]
    parts = [
        INTRO,
        "## Public books\n",
        table(head[:4], (row[:4] for row in book_rows(books))),
        "\nF1 per field, strict:\n",
        fields(books, [(m.name, [m]) for m in books], "strict"),
        "\nF1 per field, soft:\n",
        fields(books, [(m.name, [m]) for m in books], "soft"),
        "\n## Printed layouts\n",
        table(head, book_rows(all_printed)),
        *([f"\nNot printed here, for want of the program: {', '.join(skipped)}."] if skipped else []),
        "\nF1 per field and producer, strict:\n",
        fields(all_printed, columns, "strict"),
        "\nF1 per field and producer, soft:\n",
        fields(all_printed, columns, "soft"),
        "\n## What did not come back\n",
        *(failures(m) for m in [*books, *all_printed] if m.wrong),
    ]
    return "\n".join(parts).rstrip() + "\n"


def failures(m: Measured) -> str:
    """The first differences of a book, and how many there are."""
    shown = "\n".join(f"- `{text[:200].replace('`', '´')}`" for text in m.wrong[:5])
    return f"**{m.name}**: {len(m.wrong)} differences, the first {min(5, len(m.wrong))}:\n\n{shown}\n"


def main() -> None:
    """Measure, write the page, and print the tables."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        books = public(folder / "openbaar")
        layouts = printed(folder)
    text = page(books, layouts)
    TARGET.write_text(text, encoding="utf-8")
    print(text)


if __name__ == "__main__":
    main()
