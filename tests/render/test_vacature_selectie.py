"""Which function a vacancy is about, and what is chosen where the book contradicts itself or lacks something."""

from __future__ import annotations

import pytest

from pipeline.errors import DataInvalidError, UsageError
from pipeline.render.vacature import maak_vacature
from pipeline.render.vacature_selectie import candidates, check_choices, find, select, slugs
from pipeline.render.word import document_text
from tests.render.vacatures import ALL, FULL, book, facts, means


def test_contradiction_asks_for_a_choice() -> None:
    """With facts a contradiction must be settled; the message says how."""
    with pytest.raises(DataInvalidError, match=r"--kies competenties=beschrijving of --kies competenties=profiel"):
        maak_vacature(book(), 12, means(), gegevens=facts())


@pytest.mark.parametrize(("bron", "lead"), [("beschrijving", "Integriteit"), ("profiel", "Zelfreflectie")])
def test_choice_is_followed(bron: str, lead: str) -> None:
    """Each choice shows the competences of that source."""
    text = document_text(
        maak_vacature(book(), 12, means(), gegevens=facts(), keuzes={"competenties": bron}).bestanden[".docx"]
    )

    assert f"{lead}: je " in text


def test_choice_in_the_facts_is_followed() -> None:
    """A choice that was kept in the facts counts."""
    kept = facts(FULL + '[keuzes]\ncompetenties = "profiel"\n')

    assert "Zelfreflectie: je " in document_text(maak_vacature(book(), 12, means(), gegevens=kept).bestanden[".docx"])


def test_all_contradictions_of_the_book() -> None:
    """Those that a careful reader found, and no others."""
    found = {
        (candidates(book())[number][0], one.onderdeel)
        for number in ALL
        for one in select(book(), number, {}).tegenstrijdigheden
    }

    assert {
        ("Gemeentesecretaris", "kenmerken"),
        ("Beheerder", "kenmerken"),
        ("Senior ondersteuner", "kenmerken"),
        ("Beheerder accommodaties", "kenmerken"),
        ("Medewerker reserveringen", "kenmerken"),
        ("Senior administratief medewerker", "kenmerken"),
        ("Zweminstructeur", "competenties"),
    } == found


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Regisseur/adviseur", "Regisseur/adviseur"),
        ("Adviseur", "Adviseur"),
        ("adviseur-iii", "Regisseur/adviseur"),
        ("Adviseur III", "Regisseur/adviseur"),
        ("strategisch-beleidsadviseur", "Strategisch beleidsadviseur"),
        ("zwem", "Zweminstructeur"),
        ("reserveringen", "Medewerker reserveringen"),
    ],
)
def test_find(text: str, name: str) -> None:
    """An exact name wins over a norm name, that over a part."""
    assert name == candidates(book())[find(book(), text)][0]


@pytest.mark.parametrize(("text", "message"), [("beheer", "meer dan één"), ("brandweer", "Er is geen functie")])
def test_find_refuses_what_is_not_clear(text: str, message: str) -> None:
    """Ambiguity lists the choices; an unknown name says so."""
    with pytest.raises(UsageError, match=message):
        find(book(), text)


def test_two_rows_with_one_norm_function() -> None:
    """Two available functions of one norm function are told apart by their own names."""
    rows = book().beschikbare_functies
    twice = book().model_copy(
        update={"beschikbare_functies": (*rows, rows[4].model_copy(update={"naam": "Projectleider"}))}
    )

    with pytest.raises(UsageError, match="meer dan één functie"):
        find(twice, "Adviseur III")
    assert candidates(twice)[find(twice, "Projectleider")][0] == "Projectleider"


def test_same_name_twice_gets_a_number() -> None:
    """Two rows of one name make two files."""
    rows = book().beschikbare_functies
    twice = book().model_copy(update={"beschikbare_functies": (*rows, rows[4])})

    assert "regisseur-adviseur-2" in slugs(twice)


def test_row_without_description() -> None:
    """A row that the book does not describe is named as such."""
    rows = book().beschikbare_functies
    lost = rows[4].model_copy(update={"functie": None, "naam": "Griffier"})
    other = book().model_copy(update={"beschikbare_functies": (*rows, lost)})

    with pytest.raises(UsageError, match="geen beschrijving"):
        find(other, "Griffier")


def test_book_without_establishment() -> None:
    """Where the book has no table of available functions, the descriptions serve."""
    bare = book().model_copy(update={"beschikbare_functies": ()})

    assert len(bare.functies) == len(candidates(bare))
    assert maak_vacature(bare, find(bare, "Adviseur II"), means()).tekst.titel == "Adviseur II"


def test_function_without_profile_or_areas() -> None:
    """A poor book gives a short text, not an error and no empty heading."""
    functie = book().functies[3].model_copy(update={"resultaatgebieden": (), "kenmerken": (), "competenties": ()})
    poor = book().model_copy(update={"functies": (functie,), "profielen": (), "beschikbare_functies": ()})
    one = maak_vacature(poor, 0, means())

    assert "Wat ga je doen?" not in document_text(one.bestanden[".docx"])
    assert any("is bedoeld voor" in remark for remark in one.tekst.opmerkingen)


@pytest.mark.parametrize("text", ["loon=tabel", "competenties", "schaal=profiel", "=", "kenmerken=Tabel"])
def test_choices_are_checked(text: str) -> None:
    """A choice that does not exist is refused with those that do."""
    with pytest.raises(UsageError, match="is geen keuze"):
        check_choices([text])
