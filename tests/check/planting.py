"""How an error is planted in a clean book, and what several plants need for it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from pipeline.models.functieboek import Functieboek, Matrixcel
from tests.check.clean_book import changed, with_more

Plant = Callable[[Functieboek, int], Functieboek]
"""Takes the clean book and the number of a function; the error stands there."""
PLANTS: dict[str, tuple[str, Plant]] = {}
"""By name: the code, and the plant."""


def plant(code: str) -> Callable[[Plant], Plant]:
    """Register a plant under the name of its function."""

    def register(function: Plant) -> Plant:
        PLANTS[f"{code}: {function.__name__}"] = (code, function)
        return function

    return register


def task(book: Functieboek, i: int, text: str) -> Functieboek:
    """Replace the first task of a function."""
    return changed(book, "functies", i, "resultaatgebieden", 0, "taken", 0, tekst=text)


def level_of(book: Functieboek, i: int) -> int:
    """The level of a function: 0 for I."""
    return ("I", "II", "III", "IV").index(book.functies[i].naam.split()[-1])


def sibling(book: Functieboek, i: int) -> int:
    """Another function than this one."""
    return (i + 1) % len(book.functies)


def add_row(book: Functieboek, i: int, **values: Any) -> Functieboek:
    """Add a copy of a row without FTE."""
    row = book.beschikbare_functies[i].model_copy(update={"formatie": 0.0, **values})
    return with_more(book, "beschikbare_functies", item=row)


def cell(book: Functieboek, i: int) -> Matrixcel:
    """The matrix cell of a function."""
    return book.functiematrix[i]
