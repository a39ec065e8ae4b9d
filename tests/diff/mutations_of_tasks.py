"""Changes in the tasks and result areas of a function; see ``mutations``."""

from __future__ import annotations

from collections.abc import Callable

from tests.diff.books import THINGS
from tests.diff.edition import Edition, Item


def reorder_tasks(new: Edition) -> None:
    new.random.shuffle(new.random.choice(new.some_function()["resultaatgebieden"])["taken"])


def split_task(new: Edition) -> None:
    found = new.task(lambda task: task["tekst"].count(" en ") == 1 and len(task["tekst"]) > 50)
    if not found:
        return
    functie, area, task = found
    whole = task["tekst"]
    head, tail = whole.split(" en ")
    verb = head.split()[0]
    first, second = head, f"{verb} {tail}"
    if len(first.split()) < 2 or len(second.split()) < 2 or first in [t["tekst"] for t in area["taken"]]:
        return
    place = area["taken"].index(task)
    task["tekst"] = first
    other = {"tekst": second, "herkomst": {}}
    area["taken"].insert(place + 1, other)
    new.touch(other)
    _tell_division(new, functie, whole, (first, second), split=True)


def join_tasks(new: Edition) -> None:
    found = new.task()
    if not found:
        return
    functie, area, task = found
    other = new.pick(area["taken"])
    if other is None:
        return
    parts = task["tekst"], other["tekst"]
    whole = f"{parts[0]} en {parts[1]}"
    task["tekst"] = whole
    area["taken"].remove(other)
    _tell_division(new, functie, whole, parts, split=False)


def _tell_division(new: Edition, functie: Item, whole: str, parts: tuple[str, str], *, split: bool) -> None:
    """Either part may be held for the task that changed; or the task is gone and two are new."""
    group = new.group()
    for option, (kept, rest) in enumerate((parts, parts[::-1]), start=1):
        choice = {"groep": group, "optie": option}
        if split:
            new.tell("gewijzigd", "taak", functie, whole, kept, **choice)
            new.tell("toegevoegd", "taak", functie, None, rest, **choice)
        else:
            new.tell("gewijzigd", "taak", functie, kept, whole, **choice)
            new.tell("vervallen", "taak", functie, rest, None, **choice)


def _two_areas(new: Edition, fits: Callable[[Item], bool] = lambda task: True) -> tuple[Item, Item, Item, Item] | None:
    found = new.task(fits)
    if not found:
        return None
    functie, area, task = found
    others = [other for other in functie["resultaatgebieden"] if other is not area and new.free(other)]
    if not others or len(area["taken"]) < 2:
        return None
    target = new.random.choice(others)
    area["taken"].remove(task)
    target["taken"].insert(new.random.randint(0, len(target["taken"])), task)
    return functie, area, target, task


def move_task(new: Edition) -> None:
    moved = _two_areas(new)
    if moved:
        new.tell("verplaatst", "taak", moved[0], moved[3]["tekst"], moved[3]["tekst"])


def move_and_change_task(new: Edition) -> None:
    moved = _two_areas(new, lambda task: len(task["tekst"].split()) >= 7)
    if not moved:
        return
    functie, _, _, task = moved
    old = task["tekst"]
    task["tekst"] = f"{old} en {new.random.choice(THINGS)}"
    group = new.group()
    new.tell("verplaatst", "taak", functie, old, task["tekst"], groep=group, optie=1)
    new.tell("vervallen", "taak", functie, old, None, groep=group, optie=2)
    new.tell("toegevoegd", "taak", functie, None, task["tekst"], groep=group, optie=2)


def edit_task(new: Edition) -> None:
    found = new.task(lambda task: len(task["tekst"].split()) >= 5)
    if not found:
        return
    functie, _, task = found
    old = task["tekst"]
    words = old.split()
    words.insert(new.random.randint(1, len(words)), new.random.choice(["ook", "zelfstandig", "regionale", "jaarlijks"]))
    task["tekst"] = " ".join(words)
    new.tell("gewijzigd", "taak", functie, old, task["tekst"])


def swap_words(new: Edition) -> None:
    """Only the order of the words changes: a change all the same."""
    found = new.task(lambda task: len(set(task["tekst"].split())) >= 5)
    if not found:
        return
    functie, _, task = found
    old = task["tekst"]
    words = old.split()
    words[-1], words[-2] = words[-2], words[-1]
    if words == old.split():
        return
    task["tekst"] = " ".join(words)
    new.tell("gewijzigd", "taak", functie, old, task["tekst"])


def editorial_task(new: Edition) -> None:
    found = new.task(lambda task: " " in task["tekst"] and not task["tekst"].endswith("."))
    if not found:
        return
    functie, _, task = found
    old = task["tekst"]
    edits = [
        old + ".",
        old[0].swapcase() + old[1:],
        old.replace(" en ", " & "),
        old.replace(" ", ", ", 1),
    ]
    task["tekst"] = new.random.choice(edits)
    if task["tekst"] == old:
        return
    weight = "inhoudelijk" if "&" in task["tekst"] and "&" not in old else "redactioneel"
    new.tell("gewijzigd", "taak", functie, old, task["tekst"], gewicht=weight)


def misspell_task(new: Edition) -> None:
    found = new.task(lambda task: any(len(word) > 8 and word.isalpha() for word in task["tekst"].split()))
    if not found:
        return
    functie, _, task = found
    old = task["tekst"]
    word = next(word for word in old.split() if len(word) > 8 and word.isalpha())
    wrong = word[:4] + word[5:]
    if not new.known(word.lower()):
        return
    new.misspelt.add(wrong.lower())
    task["tekst"] = old.replace(word, wrong, 1)
    new.tell("gewijzigd", "taak", functie, old, task["tekst"], gewicht="redactioneel")


def add_task(new: Edition) -> None:
    functie = new.some_function()
    area = new.random.choice(functie["resultaatgebieden"])
    if not new.free(area):
        return
    task = {"tekst": new.writer.task(), "herkomst": {}}
    new.touch(task)
    area["taken"].insert(new.random.randint(0, len(area["taken"])), task)
    new.tell("toegevoegd", "taak", functie, None, task["tekst"])


def drop_task(new: Edition) -> None:
    found = new.task()
    if not found or len(found[1]["taken"]) < 3:
        return
    functie, area, task = found
    area["taken"].remove(task)
    new.tell("vervallen", "taak", functie, task["tekst"], None)


def drop_area(new: Edition) -> None:
    functie = new.some_function()
    areas = functie["resultaatgebieden"]
    area = new.pick(areas, new.whole)
    if area is None or len(areas) < 2:
        return
    areas.remove(area)
    for number, other in enumerate(areas, start=1):
        other["nummer"] = number
    new.tell("vervallen", "resultaatgebied", functie, area["naam"], None)


def add_area(new: Edition) -> None:
    functie = new.some_function()
    name = f"Taakveld {new.writer.fresh(lambda: new.random.choice(THINGS))}"
    area = {"nummer": 1, "naam": name, "herkomst": {},
            "taken": [{"tekst": new.writer.task(), "herkomst": {}} for _ in range(3)]}  # fmt: skip
    new.touch(area, *area["taken"])
    functie["resultaatgebieden"].insert(new.random.randint(0, len(functie["resultaatgebieden"])), area)
    for number, other in enumerate(functie["resultaatgebieden"], start=1):
        other["nummer"] = number
    new.tell("toegevoegd", "resultaatgebied", functie, None, name)


def rename_area(new: Edition) -> None:
    functie = new.some_function()
    area = new.pick(
        functie["resultaatgebieden"], lambda area: all(new.free(task) for task in area["taken"]) and area["naam"]
    )
    if area is None:
        return
    old, area["naam"] = area["naam"], f"{area['naam']} en netwerken"
    new.touch(*area["taken"])
    new.tell("gewijzigd", "resultaatgebied", functie, old, area["naam"], alternatieven=[{"soort": "hernoemd"}])
