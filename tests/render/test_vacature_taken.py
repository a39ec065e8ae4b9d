"""Tasks that the recruiter chose: all told, in that order, found by their text, and refused with the place."""

from __future__ import annotations

import pytest

from pipeline.errors import DataInvalidError
from pipeline.models.vacature import Gegevens, Invoer, provisional
from pipeline.render.vacature import Gemaakt, maak_vacature
from pipeline.render.vacature_model import IN_TE_VULLEN
from pipeline.render.vacature_selectie import candidates
from pipeline.render.vacature_taken import Taak, tasks_of, told
from tests.render.vacatures import FULL, book, facts, means

CHOICES = {"kenmerken": "beschrijving", "competenties": "beschrijving", "schaal": "tabel"}
NUMBER = next(
    number for number, (_, _, functie) in enumerate(candidates(book())) if len(functie.resultaatgebieden) >= 3
)


def tasks() -> tuple[Taak, ...]:
    """The tasks of a function with several areas, those that can be told."""
    return tuple(one for one in tasks_of(book(), candidates(book())[NUMBER][2]) if one.zegbaar)


def toml(keys: list[str]) -> Gegevens:
    """Full facts with a choice of tasks."""
    listed = ", ".join("'''" + key + "'''" for key in keys)
    return facts(f"{FULL}\n[taken]\nvertel = [{listed}]\n")


def make(keys: list[str], lengte: str = "normaal") -> Gemaakt:
    """Make the vacancy with these tasks."""
    return maak_vacature(
        book(),
        NUMBER,
        means(),
        gegevens=toml(keys),
        keuzes=CHOICES,
        lengte=lengte,  # type: ignore[arg-type]
    )


@pytest.mark.parametrize("lengte", ["kort", "normaal", "volledig"])
@pytest.mark.parametrize("step", [1, -1, 3])
def test_all_chosen_tasks_are_told_in_that_order(lengte: str, step: int) -> None:
    """Also when the order is turned round or goes from one area to another and back."""
    wanted = tasks()[::step]
    made = make([one.sleutel for one in wanted], lengte)
    assert list(told(made.tekst, tasks())) == list(wanted)


def test_only_chosen_tasks_are_told() -> None:
    """An area without a chosen task gets no heading."""
    one = tasks()[-1]
    section = next(part for part in make([one.sleutel]).tekst.onderdelen if part.naam == "taken")
    headings = [block.kop for block in section.blokken if block.kop]
    assert headings[0] == one.gebied
    assert not {task.gebied for task in tasks()} - {one.gebied} & set(headings)


def test_an_order_across_areas_is_one_list() -> None:
    """Headings that would come twice are left out."""
    first = tasks()[0]
    other = next(one for one in tasks() if one.gebied != first.gebied)
    second = next(one for one in tasks()[1:] if one.gebied == first.gebied)
    made = make([one.sleutel for one in (first, other, second)])
    section = next(part for part in made.tekst.onderdelen if part.naam == "taken")
    assert section.blokken[0].soort == "lijst"
    assert len(section.blokken[0].punten) == 3


def test_a_choice_survives_another_reading() -> None:
    """Signs, spaces and capitals may differ; letters may not."""
    one = tasks()[2]
    assert told(make([one.tekst.upper().replace(" ", "  ").rstrip(".")]).tekst, tasks()) == (one,)


def test_a_task_that_is_not_in_the_book_is_refused_with_what_was_meant() -> None:
    """The place in the file, the text, and the likeliest task with its area and page."""
    one = tasks()[1]
    wrong = one.tekst.replace(" ", " ook ", 1)
    with pytest.raises(DataInvalidError) as caught:
        make([tasks()[0].sleutel, wrong, "Bakt elke ochtend verse broodjes."])
    message = str(caught.value)
    assert f"taken.vertel, 2e taak: “{wrong}” staat niet bij de taken van" in message
    assert f"Bedoelt u “{one.sleutel}” (resultaatgebied “{one.gebied}”, blz. {one.herkomst.pagina})?" in message
    assert "taken.vertel, 3e taak: “Bakt" in message


def test_a_text_in_two_areas_needs_its_area() -> None:
    """Then the key has the area before it, and the bare text is refused."""
    number, functie = NUMBER, candidates(book())[NUMBER][2]
    first, second, *rest = functie.resultaatgebieden
    double = second.model_copy(update={"taken": (first.taken[0], *second.taken)})
    twice = functie.model_copy(update={"resultaatgebieden": (first, double, *rest)})
    changed = book().model_copy(
        update={"functies": tuple(twice if one.id == functie.id else one for one in book().functies)}
    )
    key = f"{second.naam}: {' '.join(first.taken[0].tekst.split())}"
    assert key in [one.sleutel for one in tasks_of(changed, twice)]
    made = maak_vacature(changed, number, means(), gegevens=toml([key]), keuzes=CHOICES)
    section = next(part for part in made.tekst.onderdelen if part.naam == "taken")
    assert section.blokken[0].kop == second.naam
    with pytest.raises(DataInvalidError, match="meer dan één resultaatgebied"):
        maak_vacature(changed, number, means(), gegevens=toml([first.taken[0].tekst]), keuzes=CHOICES)


def test_the_same_task_twice_is_refused() -> None:
    """In the words of the other faults of the file."""
    with pytest.raises(DataInvalidError, match=r"taken\.vertel: .*deze taak staat er twee keer"):
        toml(["Doet iets.", "doet  iets"])


def test_half_filled_in_facts_give_a_concept_with_what_is_known() -> None:
    """What is right is shown, what lacks or is wrong stands open, and no example comes through."""
    given = provisional({"werkplek": {"plaats": "Testdam"}, "contact": {"naam": "Robin", "email": "fout"},
                         "taken": {"vertel": (tasks()[0].sleutel,)}})  # fmt: skip
    assert "werkplek.plaats" not in given.open
    assert "vacature.sluitingsdatum" in given.open
    made = maak_vacature(book(), NUMBER, means(), gegevens=given, keuzes=CHOICES)
    text = "\n".join(made.tekst.regels())
    assert made.tekst.concept
    assert "Testdam" in text
    assert "Robin" in text
    for gap in ("sluitingsdatum", "uren per week", "soort dienstverband", "telefoon of e-mail", "webadres"):
        assert any(gap in found for found in IN_TE_VULLEN.findall(text)), gap
    assert told(made.tekst, tasks()) == (tasks()[0],)
    for shown in ("Voorbeeldstad", "Sam de Vries", "2027", "36 uur"):
        assert shown not in text
        assert shown.encode() not in made.bestanden[".json"]


def test_nothing_filled_in_gives_the_plain_concept() -> None:
    """The same text as without facts."""
    empty = maak_vacature(book(), NUMBER, means(), gegevens=provisional({}), keuzes=CHOICES)
    assert empty.bestanden == maak_vacature(book(), NUMBER, means(), keuzes=CHOICES).bestanden


def test_faults_between_fields_keep_the_concept() -> None:
    """Each date is right by itself; together they are not, so the facts are not complete."""
    wrong = provisional({"vacature": {"publicatiedatum": facts().vacature.sluitingsdatum,
                                      "sluitingsdatum": facts().vacature.publicatiedatum}})  # fmt: skip
    assert isinstance(wrong, Invoer)
    assert maak_vacature(book(), NUMBER, means(), gegevens=wrong).tekst.concept


def test_findings_about_the_language_know_their_sentence() -> None:
    """Number and place in it, also where a word comes twice."""
    text = FULL.replace("Ons team telt", "Wij zoeken een jonge hond. Ons team telt")
    made = maak_vacature(book(), NUMBER, means(), gegevens=facts(text), keuzes=CHOICES)
    sentences = [zin.geheel for _, zin in made.tekst.zinnen()]
    assert made.taal
    assert len(made.taal) == len(made.taal_zinnen)
    for found, number in zip(made.taal, made.taal_zinnen, strict=True):
        where = made.tekst.titel if number < 0 else sentences[number]
        assert where[found.begin : found.begin + len(found.tekst)] == found.tekst


@pytest.mark.parametrize("lengte", ["kort", "normaal", "volledig"])
def test_no_linking_words_in_lists(lengte: str) -> None:
    """An item stands by itself: "Daarnaast", "Ook" and "Verder" lean on what comes before."""
    for number in range(8):
        made = maak_vacature(book(), number, means(), lengte=lengte)  # type: ignore[arg-type]
        for section in made.tekst.onderdelen:
            for block in section.blokken if section.naam in ("taken", "profiel") else ():
                for zin in (zin for punt in block.punten for zin in punt):
                    assert not zin.tekst.startswith(("Daarnaast ", "Ook ", "Verder ", "Daarbij "))
