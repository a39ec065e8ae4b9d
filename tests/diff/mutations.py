"""Later editions of a book: known changes planted in it, with the truth in the form that score_diff reads.

Each mutation takes the new edition (plain data), changes something that no other mutation has touched, and writes down
what a reader must find.  ``functie`` in the truth is the function itself until the end, so that a rename later on
changes it everywhere.
"""

from __future__ import annotations

from collections.abc import Callable

from pipeline.models.functieboek import slug
from tests.diff.books import ENDS, THINGS, function, profile
from tests.diff.edition import Edition, Item
from tests.diff.mutations_of_profiles import (
    add_kenmerk,
    add_situation,
    change_bold_word,
    change_definition,
    change_education,
    change_indicator,
    change_level,
    change_plain_word,
    change_situation,
    change_subject,
    drop_kenmerk,
    drop_subject,
    move_bold,
    replace_competence,
)
from tests.diff.mutations_of_tasks import (
    add_area,
    add_task,
    drop_area,
    drop_task,
    edit_task,
    editorial_task,
    join_tasks,
    misspell_task,
    move_and_change_task,
    move_task,
    rename_area,
    reorder_tasks,
    split_task,
    swap_words,
)


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
