"""What a reader keeps of the reference book: tasks as items, bold stretches, cells of the matrix, rows of the table.

Our own output is asked as data; that of the others as the Markdown or text they give.  Spaces and hyphens do not count,
so that only what is lost counts, and not how a line end was undone.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

Book = dict[str, Any]

_ITEM = re.compile(r"^\s*(?:[-*+•]|\d+[.)])\s+(.*)$")
"""An item of Markdown, or a bullet that is told; the glyph of a symbol font (U+F0B7) tells nothing."""
_BOLD = re.compile(r"\*\*(.+?)\*\*|__(.+?)__|<b>(.+?)</b>", re.DOTALL)


@dataclass(frozen=True)
class Kept:
    """How many of each a reader keeps."""

    tasks: int
    """Distinct tasks that stand in its output, letter for letter."""
    items: int
    """Those that are an item of their own."""
    bold: int
    """Bold stretches of the functiekenmerken that are told as bold."""
    cells: int
    """Cells of the functiematrix in the row of their scale."""
    rows: int
    """Rows of the table of functions with all their parts in one row."""


def squash(text: str) -> str:
    """Letters, digits and signs only."""
    return re.sub(r"[\s\u00ad\-‐*_\\|]|<br\s*/?>|&nbsp;", "", text).replace("&amp;", "&")


def tasks_of(book: Book) -> set[str]:
    """The distinct tasks of a book."""
    return {task["tekst"] for f in book["functies"] for area in f["resultaatgebieden"] for task in area["taken"]}


def stretches_of(book: Book) -> list[str]:
    """The bold stretches in the kenmerken of descriptions and table."""
    owners = [*book["functies"], *book["beschikbare_functies"]]
    return [text for owner in owners for kenmerk in owner["kenmerken"] for text in kenmerk["nadruk"]]


def cells_of(book: Book) -> list[tuple[str, str, str]]:
    """Scale, name and points of each cell of the matrix."""
    return [(str(c["schaal"]), squash(c["naam"]), str(c["punten"])) for c in book["functiematrix"]]


def rows_of(book: Book) -> list[list[str]]:
    """The parts of each row of the table of functions."""
    return [
        [row["naam"], row["normfunctie"], *(k["tekst"] for k in row["kenmerken"])]
        for row in book["beschikbare_functies"]
    ]


def all_of(truth: Book) -> Kept:
    """What there is to keep."""
    tasks = len(tasks_of(truth))
    return Kept(tasks, tasks, len(stretches_of(truth)), len(cells_of(truth)), len(rows_of(truth)))


def kept_as_data(truth: Book, path: Path) -> Kept:
    """What a functieboek.json keeps."""
    book = json.loads(path.read_text(encoding="utf-8"))
    tasks = len(tasks_of(truth) & tasks_of(book))
    rows = [list(map(squash, row)) for row in rows_of(book)]
    return Kept(
        tasks=tasks,
        items=tasks,
        bold=_common(stretches_of(truth), stretches_of(book)),
        cells=_common(cells_of(truth), cells_of(book)),
        rows=sum(list(map(squash, row)) in rows for row in rows_of(truth)),
    )


def kept_as_text(truth: Book, text: str) -> Kept:
    """What Markdown or plain text keeps."""
    whole = squash(text)
    items = {squash(match.group(1)) for line in text.splitlines() if (match := _ITEM.match(line))}
    tasks = [squash(task) for task in tasks_of(truth)]
    table = [[squash(cell) for cell in line.strip().strip("|").split("|")] for line in text.splitlines() if "|" in line]
    joined = ["".join(row) for row in table]
    bold = [squash("".join(found)) for found in _BOLD.findall(text)]
    return Kept(
        tasks=sum(task in whole for task in tasks),
        items=sum(task in items for task in tasks),
        bold=_common(map(squash, stretches_of(truth)), bold),
        cells=sum(_in_its_row(cell, table) for cell in cells_of(truth)),
        rows=sum(any(all(squash(part) in row for part in parts) for row in joined) for parts in rows_of(truth)),
    )


def _in_its_row(cell: tuple[str, str, str], table: Sequence[Sequence[str]]) -> bool:
    scale, name, points = cell
    return any(scale in row[:2] and any(name in own and points in own for own in row) for row in table)


def _common(wanted: Iterable[Any], found: Iterable[Any]) -> int:
    """How many of the wanted there are among the found, each used once."""
    left = list(found)
    count = 0
    for one in wanted:
        if one in left:
            left.remove(one)
            count += 1
    return count
