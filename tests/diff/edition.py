"""A later edition of a book in the making, with the truth in the form that score_diff reads."""

from __future__ import annotations

import copy
from collections.abc import Callable
from random import Random
from typing import Any

from tests.diff.books import Writer

Item = dict[str, Any]


class Edition:
    """A new edition in the making, with its truth."""

    def __init__(self, old: Item, seed: int) -> None:
        self.random = Random(seed)
        self.writer = Writer(self.random)
        self.book = copy.deepcopy(old)
        self.truth: list[Item] = []
        self.misspelt: set[str] = set()
        self._touched: set[int] = set()
        self._kept: list[Any] = []
        self._worked: set[int] = set()
        self._groups = 0

    def known(self, word: str) -> bool:
        """A word list that knows every word but those misspelt on purpose."""
        return word.lower() not in self.misspelt

    def pick(self, items: list[Any], fits: Callable[[Any], bool] = lambda item: True) -> Any | None:
        """An item that no mutation has touched yet; it is touched from now on."""
        left = [item for item in items if id(item) not in self._touched and fits(item)]
        if not left:
            return None
        chosen = self.random.choice(left)
        self.touch(chosen)
        return chosen

    def touch(self, *items: Any) -> None:
        """Keep other mutations off these items."""
        self._kept.extend(items)  # so that no id is used twice
        self._touched.update(id(item) for item in items)

    def free(self, item: Any) -> bool:
        return id(item) not in self._touched

    def tell(self, soort: str, onderdeel: str, functie: Any, oud: Any, nieuw: Any, **more: Any) -> None:
        """Write down a change; inhoudelijk and not level-setting unless said otherwise."""
        self.truth.append(
            {"soort": soort, "onderdeel": onderdeel, "functie": functie, "oud": oud, "nieuw": nieuw,
             "gewicht": "inhoudelijk", "niveaubepalend": False, **more}
        )  # fmt: skip

    def maybe(self, soort: str, onderdeel: str, functie: Any, oud: Any, nieuw: Any) -> None:
        """Write down a consequence: told or not, it is neither right nor wrong."""
        self.tell(soort, onderdeel, functie, oud, nieuw, optioneel=True)

    def group(self) -> str:
        self._groups += 1
        return f"groep-{self._groups}"

    def finished_truth(self) -> Item:
        """The truth with the ids of the finished book."""
        for entry in self.truth:
            owner = entry["functie"]
            entry["functie"] = owner["id"] if isinstance(owner, dict) else owner
        return {"wijzigingen": self.truth}

    # what belongs to a function

    def functions(self) -> list[Item]:
        return [functie for functie in self.book["functies"] if self.free(functie)]

    def some_function(self) -> Item:
        return self.random.choice(self.functions())

    def profile_of(self, functie: Item) -> Item | None:
        return next((p for p in self.book["profielen"] if p["functie"] == functie["id"]), None)

    def cells_of(self, functie: Item) -> list[Item]:
        return [cell for cell in self.book["functiematrix"] if cell["functie"] == functie["id"]]

    def rows_of(self, functie: Item) -> list[Item]:
        return [row for row in self.book["beschikbare_functies"] if row["functie"] == functie["id"]]

    def task(self, fits: Callable[[Item], bool] = lambda task: True) -> tuple[Item, Item, Item] | None:
        """A task with its area and function, all untouched; only the task is touched from now on."""
        found = [
            (functie, area, task)
            for functie in self.functions()
            for area in functie["resultaatgebieden"]
            if self.free(area)
            for task in area["taken"]
            if self.free(task) and fits(task)
        ]
        if not found:
            return None
        chosen = self.random.choice(found)
        self.touch(chosen[2])
        self._kept.append(chosen[1])
        self._worked.add(id(chosen[1]))
        return chosen

    def whole(self, area: Item) -> bool:
        """Whether no task was taken from, put in or changed in this area."""
        return id(area) not in self._worked and all(self.free(task) for task in area["taken"])
