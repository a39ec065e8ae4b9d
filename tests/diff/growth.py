"""Measure how the comparison grows with the number of functions: ``python -m tests.diff.growth``.

The first column compares editions with the same 25 changes, the second editions in which every function got another
name, so that every one must be recognised by its contents.  Processor seconds, reading and writing not counted.
"""

from __future__ import annotations

import copy
import sys
import time
from typing import Any

from pipeline.diff.comparing import compare
from pipeline.models.functieboek import Functieboek, slug
from tests.diff.books import book_dict, to_book
from tests.diff.mutations import mutate


def editions(functions: int) -> tuple[Functieboek, Functieboek, Functieboek]:
    """A book of so many functions, a later edition, and one in which all have another name."""
    old = book_dict(1, families=functions // 5, levels=5)
    new = mutate(old, 3, count=25).book
    return to_book(old), to_book(new), to_book(all_renamed(new))


def all_renamed(book: dict[str, Any]) -> dict[str, Any]:
    """The same book with another name for every function."""
    out = copy.deepcopy(book)
    for functie in out["functies"]:
        before = functie["id"]
        functie["naam"] = f"Andere {functie['naam']}"
        functie["id"] = slug(functie["naam"])
        for key in ("functiematrix", "beschikbare_functies", "profielen"):
            for item in out[key]:
                if item["functie"] == before:
                    item["functie"] = functie["id"]
    return out


def seconds(old: Functieboek, new: Functieboek) -> float:
    """Processor time of one comparison."""
    begin = time.process_time()
    compare(old, new, known=bool)
    return time.process_time() - begin


def main(sizes: list[int]) -> None:
    """Print the table."""
    compare(*editions(5)[:2], known=bool)  # the imports are not what is measured
    print("| functies | gewone wijziging (s) | alle functies hernoemd (s) |\n|---:|---:|---:|")
    for size in sizes:
        old, new, renamed = editions(size)
        print(f"| {size} | {seconds(old, new):.2f} | {seconds(old, renamed):.2f} |")


if __name__ == "__main__":
    main([int(text) for text in sys.argv[1:]] or [50, 100, 200, 500, 1000])
