"""Later editions of a book: known changes planted in it, with the truth in the form that score_diff reads.

Each mutation takes the new edition (plain data), changes something that no other mutation has touched, and writes down
what a reader must find.  ``functie`` in the truth is the function itself until the end, so that a rename later on
changes it everywhere.
"""

from __future__ import annotations

import copy
from collections.abc import Callable
from random import Random
from typing import Any

from pipeline.models.functieboek import slug
from tests.diff.books import ENDS, LEVELS, THINGS, VERBS, Writer, function, profile

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


def rename_pair(new: Edition) -> None:
    """Two functions at once get another name; the level stays."""
    for _ in range(2):
        functie = new.pick(new.book["functies"])
        if functie is None:
            return
        old_id, old_name = functie["id"], functie["naam"]
        level = old_name.split()[-1]
        tail = f" {level}" if set(level) <= set("IVX") else ""
        thing = new.writer.fresh(lambda: new.random.choice(THINGS))
        name = f"{new.random.choice(['Specialist', 'Regisseur', 'Consulent'])} {thing}{tail}"
        if slug(name) in {f["id"] for f in new.book["functies"]}:
            return
        functie["naam"], functie["id"] = name, slug(name)
        new.tell("hernoemd", "functie", functie, old_name, name)
        for cell in new.book["functiematrix"]:
            if cell["functie"] == old_id:
                new.touch(cell)
                new.maybe("gewijzigd", "matrixcel", functie, cell["naam"], name)
                cell["functie"], cell["naam"] = slug(name), name
        for row in new.book["beschikbare_functies"]:
            if row["functie"] == old_id:
                new.touch(row)
                new.maybe("gewijzigd", "normfunctie", functie, row["normfunctie"], name)
                row["functie"], row["normfunctie"] = slug(name), name
        for profiel in new.book["profielen"]:
            if profiel["functie"] == old_id:
                titel = f"COMPETENTIEPROFIEL {name.upper()}"
                new.maybe("gewijzigd", "metadata", functie, profiel["titel"], titel)
                profiel["functie"], profiel["titel"] = slug(name), titel


def reorder_functions(new: Edition) -> None:
    """The descriptions stand in another order: nobody's function changes."""
    new.random.shuffle(new.book["functies"])
    new.random.shuffle(new.book["profielen"])


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


def change_level(new: Edition) -> None:
    functie = new.some_function()
    item = new.pick(functie["competenties"], lambda item: item["niveau"] in LEVELS)
    if item is None:
        return
    old = dict(item)
    level = new.random.choice([key for key in LEVELS if key != item["niveau"]])
    item["niveau"], item["niveaunaam"] = level, f"{LEVELS[level]} anders"
    show = [f"{x['naam']}, niveau {x['niveau']} ({x['niveaunaam']})" for x in (old, item)]
    new.tell("gewijzigd", "niveau", functie, *show, niveaubepalend=True)
    profiel = new.profile_of(functie)
    for other in profiel["competenties"] if profiel else []:
        if slug(other["naam"]) == slug(item["naam"]) and new.free(other):
            new.touch(other)
            was = dict(other)
            other["niveau"], other["niveaunaam"] = item["niveau"], item["niveaunaam"]
            new.maybe("gewijzigd", "niveau", functie, *(f"niveau {x['niveau']}" for x in (was, other)))


def replace_competence(new: Edition) -> None:
    functie = new.some_function()
    item = new.pick(functie["competenties"])
    if item is None:
        return
    name = f"{new.writer.fresh(lambda: new.random.choice(VERBS))} vermogen"
    old, item["naam"] = item["naam"], name
    new.tell("vervallen", "competentie", functie, old, None, niveaubepalend=True)
    new.tell("toegevoegd", "competentie", functie, None, name, niveaubepalend=True)


def _kenmerk(new: Edition, fits: Callable[[Item], bool]) -> tuple[Item, Item] | None:
    functie = new.some_function()
    item = new.pick(functie["kenmerken"], fits)
    return (functie, item) if item else None


def _embolden(item: Item, *spans: tuple[int, int]) -> None:
    item["nadruk_posities"] = [list(span) for span in spans]
    item["nadruk"] = [item["tekst"][a:b] for a, b in spans]


def move_bold(new: Edition) -> None:
    """Bold goes to another word, no letter changes."""
    found = _kenmerk(new, lambda item: len(item["tekst"].split()) > 4)
    if not found:
        return
    functie, item = found
    before = item["nadruk_posities"]
    words = item["tekst"].split()
    free = [w for w in words[:-1] if w.isalpha() and not any(w in stretch for stretch in item["nadruk"])]
    if not free:
        return
    begin = item["tekst"].index(word := new.random.choice(free))
    _embolden(item, (begin, begin + len(word)))
    if item["nadruk_posities"] != before:
        new.tell("gewijzigd", "kenmerk", functie, item["tekst"], item["tekst"], niveaubepalend=True)


def change_bold_word(new: Edition) -> None:
    found = _kenmerk(new, lambda item: len(item["nadruk_posities"]) == 1 and len(item["tekst"]) > 40)
    if not found:
        return
    functie, item = found
    (begin, end), old = item["nadruk_posities"][0], item["tekst"]
    word = "uitzonderlijk ruime"
    item["tekst"] = old[:begin] + word + old[end:]
    _embolden(item, (begin, begin + len(word)))
    group = new.group()
    new.tell("gewijzigd", "kenmerk", functie, old, item["tekst"], niveaubepalend=True, groep=group, optie=1)
    new.tell("vervallen", "kenmerk", functie, old, None, niveaubepalend=True, groep=group, optie=2)
    new.tell("toegevoegd", "kenmerk", functie, None, item["tekst"], niveaubepalend=True, groep=group, optie=2)


def change_plain_word(new: Edition) -> None:
    """Words outside the bold change: inhoudelijk, and no level is set, though the offsets of the bold shift."""
    found = _kenmerk(
        new, lambda item: len(item["tekst"].split()) >= 6 and all(b > 0 for b, _ in item["nadruk_posities"])
    )
    if not found:
        return
    functie, item = found
    old, extra = item["tekst"], "regionaal "
    item["tekst"] = extra + old
    _embolden(item, *((b + len(extra), e + len(extra)) for b, e in item["nadruk_posities"]))
    new.tell("gewijzigd", "kenmerk", functie, old, item["tekst"])


def drop_kenmerk(new: Edition) -> None:
    found = _kenmerk(new, lambda item: True)
    if not found or len(found[0]["kenmerken"]) < 2:
        return
    functie, item = found
    functie["kenmerken"].remove(item)
    new.tell("vervallen", "kenmerk", functie, item["tekst"], None, niveaubepalend=bool(item["nadruk"]))


def add_kenmerk(new: Edition) -> None:
    functie = new.some_function()
    item = new.writer.kenmerk()
    new.touch(item)
    functie["kenmerken"].insert(new.random.randint(0, len(functie["kenmerken"])), item)
    new.tell("toegevoegd", "kenmerk", functie, None, item["tekst"], niveaubepalend=bool(item["nadruk"]))


def revalue_cell(new: Edition) -> None:
    cell = new.pick(new.book["functiematrix"], lambda cell: isinstance(cell["schaal"], int) and cell["functie"])
    if cell is None:
        return
    old = cell["schaal"], cell["punten"]
    cell["schaal"], cell["punten"] = old[0] + 1, (old[1] or 0) + 41
    new.tell("gewijzigd", "schaal", cell["functie"], old[0], cell["schaal"], niveaubepalend=True)
    new.tell("gewijzigd", "punten", cell["functie"], old[1], cell["punten"], niveaubepalend=True)
    new.touch(*[f for f in new.book["functies"] if f["id"] == cell["functie"]])


def drop_cell(new: Edition) -> None:
    cell = new.pick(new.book["functiematrix"])
    if cell is None:
        return
    new.book["functiematrix"].remove(cell)
    new.touch(*[f for f in new.book["functies"] if f["id"] == cell["functie"]])
    new.tell("vervallen", "matrixcel", cell["functie"], cell["naam"], None)


def add_cell(new: Edition) -> None:
    name = f"Mdw. {new.writer.fresh(lambda: new.random.choice(THINGS))} VI"
    new.book["functiematrix"].append({"schaal": 3, "functiereeks": "Nieuw", "functiegroep": "Nieuw", "naam": name,
                                      "punten": 99, "functie": None, "herkomst": {}})  # fmt: skip
    new.touch(new.book["functiematrix"][-1])
    new.tell("toegevoegd", "matrixcel", None, None, name)


def change_formation(new: Edition) -> None:
    row = new.pick(new.book["beschikbare_functies"], lambda row: row["formatie"] is not None)
    if row is None:
        return
    old, row["formatie"] = row["formatie"], row["formatie"] + 0.5
    new.tell("gewijzigd", "formatie", row["functie"], old, row["formatie"])
    new.touch(*[f for f in new.book["functies"] if f["id"] == row["functie"]])


def rename_row(new: Edition) -> None:
    row = new.pick(new.book["beschikbare_functies"])
    if row is None:
        return
    old, row["naam"] = row["naam"], f"{row['naam']} nieuwe stijl"
    new.tell("hernoemd", "beschikbare_functie", row["functie"], old, row["naam"])
    new.touch(*[f for f in new.book["functies"] if f["id"] == row["functie"]])


def other_norm_function(new: Edition) -> None:
    row = new.pick(new.book["beschikbare_functies"])
    functie = new.pick(new.book["functies"], lambda f: row and f["id"] != row["functie"])
    if row is None or functie is None:
        return
    new.touch(*[f for f in new.book["functies"] if f["id"] == row["functie"]])
    old, row["normfunctie"] = row["normfunctie"], functie["naam"]
    row["functie"] = functie["id"]
    new.tell("gewijzigd", "normfunctie", functie, old, functie["naam"], niveaubepalend=True)


def drop_function(new: Edition) -> None:
    functie = new.pick(new.book["functies"], lambda f: _untouched(new, f))
    if functie is None or len(new.book["functies"]) < 5:
        return
    name = functie["id"]
    new.book["functies"].remove(functie)
    new.tell("vervallen", "functie", name, functie["naam"], None)
    new.book["profielen"] = [p for p in new.book["profielen"] if p["functie"] != name]
    for row in new.rows_of(functie):
        new.book["beschikbare_functies"].remove(row)
        new.maybe("vervallen", "beschikbare_functie", name, row["naam"], None)
    for cell in new.cells_of(functie):
        new.book["functiematrix"].remove(cell)
        new.maybe("vervallen", "matrixcel", name, cell["naam"], None)


def _untouched(new: Edition, functie: Item) -> bool:
    parts = [functie, *functie["kenmerken"], *functie["competenties"], *functie["resultaatgebieden"],
             *(task for area in functie["resultaatgebieden"] for task in area["taken"]),
             *new.rows_of(functie), *new.cells_of(functie)]  # fmt: skip
    profiel = new.profile_of(functie)
    if profiel:
        parts += [*profiel["kritische_werksituaties"], *profiel["competenties"], *profiel["kennis"],
                  *profiel["vaardigheden"], profiel["opleiding"]]  # fmt: skip
    return not any(entry["functie"] is functie for entry in new.truth) and all(new.free(part) for part in parts)


def add_function(new: Edition) -> None:
    name = f"Medewerker {new.writer.fresh(lambda: new.random.choice(THINGS))} VI"
    functie = function(new.writer, name)
    profiel = profile(new.writer, functie)
    new.touch(functie, profiel)
    new.book["functies"].insert(new.random.randint(0, len(new.book["functies"])), functie)
    new.book["profielen"].append(profiel)
    new.tell("toegevoegd", "functie", functie, None, name)


def respell_name(new: Edition) -> None:
    functie = new.pick(new.book["functies"], lambda f: f["naam"].upper() != f["naam"])
    if functie is None:
        return
    old, functie["naam"] = functie["naam"], functie["naam"].upper()
    new.tell("gewijzigd", "naam", functie, old, functie["naam"], gewicht="redactioneel")


def _profile(new: Edition) -> tuple[Item, Item] | None:
    functie = new.some_function()
    profiel = new.profile_of(functie)
    return (functie, profiel) if profiel else None


def change_situation(new: Edition) -> None:
    found = _profile(new)
    item = found and new.pick(found[1]["kritische_werksituaties"], lambda w: w["omschrijving"] and w["naam"])
    if not found or not item:
        return
    old = item["omschrijving"]
    item["omschrijving"] = f"{old} {new.writer.sentence()}"
    new.tell("gewijzigd", "kritische_werksituatie", found[0],
             *(f"{item['naam']}: {text}" for text in (old, item["omschrijving"])))  # fmt: skip


def add_situation(new: Edition) -> None:
    found = _profile(new)
    if not found:
        return
    item = {"nummer": 9, "naam": f"Spanning rond {new.random.choice(THINGS)}", "omschrijving": new.writer.sentence(),
            "herkomst": {}}  # fmt: skip
    new.touch(item)
    found[1]["kritische_werksituaties"].append(item)
    new.tell("toegevoegd", "kritische_werksituatie", found[0], None, f"{item['naam']}: {item['omschrijving']}")


def change_subject(new: Edition) -> None:
    found = _profile(new)
    key, onderdeel = new.random.choice([("kennis", "kennis"), ("vaardigheden", "vaardigheid")])
    item = found and new.pick(found[1][key], lambda o: o["omschrijving"] and o["onderwerp"])
    if not found or not item:
        return
    old = item["omschrijving"]
    item["omschrijving"] = old.replace(" en ", " en vooral ", 1) if " en " in old else old + " Ook onder druk."
    new.tell("gewijzigd", onderdeel, found[0],
             *(f"{item['onderwerp']}: {text}" for text in (old, item["omschrijving"])))  # fmt: skip


def drop_subject(new: Edition) -> None:
    found = _profile(new)
    key, onderdeel = new.random.choice([("kennis", "kennis"), ("vaardigheden", "vaardigheid")])
    item = found and new.pick(found[1][key], lambda o: o["omschrijving"] and o["onderwerp"])
    if not found or not item:
        return
    found[1][key].remove(item)
    new.tell("vervallen", onderdeel, found[0], f"{item['onderwerp']}: {item['omschrijving']}", None)


def change_indicator(new: Edition) -> None:
    found = _profile(new)
    item = found and new.pick(found[1]["competenties"], lambda c: len(c["gedragsindicatoren"]) > 1)
    if not found or not item:
        return
    kind = new.random.choice(["weg", "nieuw", "anders"])
    indicators = item["gedragsindicatoren"]
    victim = new.random.choice(indicators)
    old = victim["tekst"]
    if kind == "weg":
        indicators.remove(victim)
        new.tell("vervallen", "gedragsindicator", found[0], old, None)
    elif kind == "nieuw":
        indicators.append({"tekst": new.writer.sentence(), "herkomst": {}})
        new.tell("toegevoegd", "gedragsindicator", found[0], None, indicators[-1]["tekst"])
    else:
        victim["tekst"] = f"{old[:-1]} onder hoge tijdsdruk."
        new.tell("gewijzigd", "gedragsindicator", found[0], old, victim["tekst"])


def change_definition(new: Edition) -> None:
    found = _profile(new)
    item = found and new.pick(found[1]["competenties"], lambda c: c["definitie"])
    if not found or not item:
        return
    old, item["definitie"] = item["definitie"], f"{item['definitie']} Doet dat ook als het tegenzit."
    new.tell("gewijzigd", "definitie", found[0], old, item["definitie"])


def change_education(new: Edition) -> None:
    found = _profile(new)
    if not found or not found[1]["opleiding"] or not new.free(found[1]["opleiding"]):
        return
    item = found[1]["opleiding"]
    new.touch(item)
    old, item["tekst"] = item["tekst"], "Minimaal MBO niveau 4 met ervaring."
    item["minimaal"], item["minimaal_niveau"] = "MBO", 4
    new.tell("gewijzigd", "opleiding", found[0], old, item["tekst"])


def change_module_text(new: Edition) -> None:
    functie = new.pick(new.book["functies"], lambda f: f["module"] is None)
    if functie is None:
        return
    functie["module"] = "Coördinatie van het team"
    new.tell("toegevoegd", "module", functie, None, functie["module"])


def change_module_task(new: Edition) -> None:
    module = new.random.choice(new.book["modules"])
    task = new.pick(module["taken"])
    if task is None:
        return
    old, task["tekst"] = task["tekst"], f"{task['tekst']} en {new.random.choice(THINGS)}"
    new.tell("gewijzigd", "taak", f"module:{module['id']}", old, task["tekst"])


def change_cluster(new: Edition) -> None:
    cluster = new.pick(new.book["clusters"], lambda c: c["fte"] is not None)
    if cluster is None:
        return
    old, cluster["fte"] = cluster["fte"], cluster["fte"] + 1.5
    new.tell("gewijzigd", "cluster", None, old, cluster["fte"])


def change_metadata(new: Edition) -> None:
    if not new.free(new.book):
        return
    new.touch(new.book)
    old, new.book["versie"] = new.book.get("versie"), f"Gewijzigd op 3 juni 2024, {new.random.choice(ENDS)}"
    new.tell("gewijzigd" if old else "toegevoegd", "metadata", None, old, new.book["versie"])


def core_competence(new: Edition) -> None:
    word = f"{new.writer.fresh(lambda: new.random.choice(THINGS))}kracht"
    new.book["organisatiecompetenties"].append(word)
    new.tell("toegevoegd", "organisatiecompetentie", None, None, word)


def change_chapter(new: Edition) -> None:
    """Running text: not scored, but it must be rebuilt."""
    if new.book.get("hoofdstukken"):
        chapter = new.random.choice(new.book["hoofdstukken"])
        chapter["alineas"].insert(0, {"soort": "alinea", "tekst": new.writer.sentence(), "herkomst": {}})
        new.random.shuffle(new.book["hoofdstukken"])
        chapter["alineas"][-1]["tekst"] += " Dat blijft zo."


MUTATIONS: tuple[Callable[[Edition], None], ...] = (
    rename_pair, reorder_functions, reorder_tasks, split_task, join_tasks, move_task, move_and_change_task, edit_task,
    swap_words, editorial_task, misspell_task, add_task, drop_task, drop_area, add_area, rename_area, change_level,
    replace_competence, move_bold, change_bold_word, change_plain_word, drop_kenmerk, add_kenmerk, revalue_cell,
    drop_cell, add_cell, change_formation, rename_row, other_norm_function, drop_function, add_function, respell_name,
    change_situation, add_situation, change_subject, drop_subject, change_indicator, change_definition,
    change_education, change_module_text, change_module_task, change_cluster, change_metadata, core_competence,
    change_chapter,
)  # fmt: skip


def mutate(old: Item, seed: int, count: int = 14) -> Edition:
    """A later edition with some mutations, chosen by the seed."""
    new = Edition(old, seed)
    for mutation in new.random.choices(MUTATIONS, k=count):
        if new.functions():
            mutation(new)
    return new
