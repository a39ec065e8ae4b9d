"""The step from one function to another: what is said to be higher is higher, and nothing is said that is not sure."""

from __future__ import annotations

import pytest

from pipeline.loopbaanstap import highest_level, level_direction, next_steps, scales_of, step
from pipeline.models.functieboek import Functieboek


def _turned(book: Functieboek, levels: dict[str, str]) -> Functieboek:
    """The book with other names for its levels."""
    functies = tuple(
        functie.model_copy(
            update={
                "competenties": tuple(
                    one.model_copy(update={"niveau": levels.get(one.niveau or "", one.niveau)})
                    for one in functie.competenties
                )
            }
        )
        for functie in book.functies
    )
    return book.model_copy(update={"functies": functies})


def test_a_step_up_is_the_mirror_of_the_step_down(ommen_2018: Functieboek) -> None:
    """What is higher one way is lower the other way; what comes, goes."""
    mirror = {"hoger": "lager", "lager": "hoger", "erbij": "vervalt", "vervalt": "erbij"}
    for low, high in next_steps(ommen_2018).items():
        pair = [functie for key in (low, high) for functie in ommen_2018.functies if functie.id == key]
        up, down = step(ommen_2018, *pair), step(ommen_2018, *pair[::-1])
        assert (up.schaal, down.schaal) == ("hoger", "lager")
        for name in ("competenties", "kenmerken", "taken", "kennis"):
            there, back = ([one.verschil for one in getattr(found, name)] for found in (up, down))
            assert sorted(there) == sorted(mirror.get(one, one) for one in back), name


def test_a_function_beside_itself_differs_in_nothing(ommen_2018: Functieboek) -> None:
    """Whatever it holds."""
    for functie in ommen_2018.functies:
        found = step(ommen_2018, functie, functie)
        parts = (*found.competenties, *found.kenmerken, *found.taken, *found.kennis, found.opleiding)
        assert {one.verschil for one in parts} == {"gelijk"}
        assert found.schaal == "gelijk"


def test_every_text_of_both_is_told_once(ommen_2018: Functieboek) -> None:
    """On its own side, paired or alone."""
    left, right = ommen_2018.functies[1], ommen_2018.functies[-1]
    found = step(ommen_2018, left, right)
    tasks = [[task for area in functie.resultaatgebieden for task in area.taken] for functie in (left, right)]
    assert sorted(one.links.tekst for one in found.taken if one.links) == sorted(task.tekst for task in tasks[0])
    assert [one.rechts.tekst for one in found.taken if one.rechts] == [task.tekst for task in tasks[1]]


def test_the_book_shows_which_level_is_the_highest(ommen_2018: Functieboek) -> None:
    """A in HR21; in a catalogue that numbers, the number that the higher scales ask."""
    assert level_direction(ommen_2018) == -1
    numbered = _turned(ommen_2018, {"A": "4", "B": "3", "C": "2", "D": "1"})
    assert level_direction(numbered) == 1
    key, following = next(iter(next_steps(ommen_2018).items()))
    pair = [functie for one in (key, following) for functie in ommen_2018.functies if functie.id == one]
    renamed = [functie for one in (key, following) for functie in numbered.functies if functie.id == one]
    assert [one.verschil for one in step(ommen_2018, *pair).competenties] == [
        one.verschil for one in step(numbered, *renamed).competenties
    ]


@pytest.mark.parametrize("change", ["zonder schalen", "zonder volgorde"])
def test_without_proof_a_level_is_only_different(ommen_2018: Functieboek, change: str) -> None:
    """A book without scales, or one whose levels follow them no more often than not."""
    if change == "zonder schalen":
        book = ommen_2018.model_copy(update={"functiematrix": (), "beschikbare_functies": ()})
    else:
        half = ommen_2018.functies[::2]
        turned = {
            functie.id: functie for functie in _turned(ommen_2018, {"A": "D", "B": "C", "C": "B", "D": "A"}).functies
        }
        mixed = tuple(turned[functie.id] if functie in half else functie for functie in ommen_2018.functies)
        book = ommen_2018.model_copy(update={"functies": mixed})
    assert level_direction(book) == 0
    found = [step(book, a, b) for a in book.functies for b in book.functies]
    assert not {one.verschil for stap in found for one in stap.competenties} & {"hoger", "lager"}


def test_bold_words_alone_make_a_difference(ommen_2018: Functieboek) -> None:
    """A kenmerk with the same words of which others are bold asks another level."""
    functie = next(one for one in ommen_2018.functies if one.kenmerken and one.kenmerken[0].nadruk)
    plain = functie.kenmerken[0].model_copy(update={"nadruk": (), "nadruk_posities": ()})
    other = functie.model_copy(update={"kenmerken": (plain, *functie.kenmerken[1:])})
    found = step(ommen_2018, functie, other).kenmerken
    assert [one.verschil for one in found] == ["anders", *["gelijk"] * (len(found) - 1)]


def test_the_next_step_is_higher_in_the_same_series(ommen_2018: Functieboek) -> None:
    """The lowest scale above, whatever it is called; of several in that scale one of the same name."""
    functies, scales = {one.id: one for one in ommen_2018.functies}, scales_of(ommen_2018)
    steps = next_steps(ommen_2018)
    assert steps
    for low, high in steps.items():
        series = functies[low].functiereeks.naam
        assert functies[high].functiereeks.naam == series
        above = [one.id for one in functies.values() if one.functiereeks.naam == series and one.id in scales]
        above = [key for key in above if scales[key] > scales[low]]
        assert scales[high] == min(scales[key] for key in above)
        base = functies[low].naam.rpartition(" ")[0]
        if kin := [k for k in above if scales[k] == scales[high] and functies[k].naam.rpartition(" ")[0] == base]:
            assert high in kin


def test_the_highest_level_is_named_only_where_it_is_certain(ommen_2018: Functieboek) -> None:
    """A in HR21; nothing in a book without scales."""
    assert highest_level(ommen_2018) == "A"
    bare = ommen_2018.model_copy(update={"functiematrix": (), "beschikbare_functies": ()})
    assert highest_level(bare) == ""


def test_situations_and_behaviour_are_compared_too(ommen_2018: Functieboek) -> None:
    """Every situation of both profiles once; of the behaviour only competences that differ."""
    profiled = {one.functie for one in ommen_2018.profielen if one.kritische_werksituaties}
    left, right = [one for one in ommen_2018.functies if one.id in profiled][:2]
    found = step(ommen_2018, left, right)
    profile = next(one for one in ommen_2018.profielen if one.functie == right.id)
    assert [one.rechts for one in found.situaties if one.rechts] == list(profile.kritische_werksituaties)
    assert found.gedrag
    assert all(any(pair.verschil != "gelijk" for pair in pairs) for _, pairs in found.gedrag)
    assert step(ommen_2018, left, left).gedrag == ()
