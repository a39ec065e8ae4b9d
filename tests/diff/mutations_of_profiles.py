"""Changes in the competences, features and profile of a function; see ``mutations``."""

from __future__ import annotations

from collections.abc import Callable

from pipeline.models.functieboek import slug
from tests.diff.books import LEVELS, THINGS, VERBS
from tests.diff.edition import Edition, Item


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
