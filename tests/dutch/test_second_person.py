"""Statements of a functieboek in the second person."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.dutch.second_person import MAX_LENGTH, drop_topic, second_person
from pipeline.models.functieboek import Functieboek
from tests.support import REFERENCE, ROOT, load_golden

MORE = Path(__file__).parent / "data" / "je-vorm-meer.tsv"


def pairs(path: Path) -> list[tuple[str, list[str]]]:
    """The statements of a file with their right answers."""
    lines = [line for line in path.read_text(encoding="utf-8").split("\n") if line and not line.startswith("#")]
    return [
        (text, [one.strip() for one in right.split(" || ")]) for text, _, right in (ln.partition("\t") for ln in lines)
    ]


def answer(text: str) -> str:
    """What the command line prints for a statement."""
    statement = second_person(text)
    return f"? {text}" if statement.marked else statement.text


def statements(book: Functieboek) -> Iterator[tuple[str, str]]:
    """Every statement of a book about the holder of a function, with its kind."""
    for functie in book.functies:
        yield from (("kenmerk", one.tekst) for one in functie.kenmerken)
        yield from (("taak", one.tekst) for area in functie.resultaatgebieden for one in area.taken)
    yield from (("taak", one.tekst) for module in book.modules for one in module.taken)
    for profiel in book.profielen:
        yield from (("situatie", one.omschrijving or "") for one in profiel.kritische_werksituaties)
        yield from (("kennis", one.omschrijving or "") for one in (*profiel.kennis, *profiel.vaardigheden))
        for competence in profiel.competenties:
            yield ("definitie", competence.definitie or "")
            yield from (("indicator", one.tekst) for one in competence.gedragsindicatoren)


@pytest.mark.parametrize(("text", "right"), pairs(REFERENCE / "je-vorm.tsv"))
def test_reference_pairs(text: str, right: list[str]) -> None:
    """Every pair of the reference comes out as one of its right answers."""
    assert answer(text) in right


@pytest.mark.parametrize(("text", "right"), pairs(MORE))
def test_further_statements(text: str, right: list[str]) -> None:
    """General HR Dutch, written before the rules were run on it."""
    assert answer(text) in right


def test_there_are_many_further_statements() -> None:
    """The rules are held against far more than the reference."""
    assert len(pairs(MORE)) >= 400


@pytest.mark.parametrize("name", ["ommen-2018", "ommen-2021"])
def test_whole_book(name: str) -> None:
    """All statements of a book are converted; what is marked is rare and is no statement about the reader."""
    found = list(dict.fromkeys(statements(load_golden(name))))
    marked = [text for _, text in found if text and second_person(text).marked]

    assert len(marked) <= 3
    assert "interpretatie van werkprocedures en voorschriften" in marked


@pytest.mark.parametrize("name", ["ommen-2018", "ommen-2021"])
def test_nothing_is_left_in_the_third_person(name: str) -> None:
    """No converted statement speaks of "de medewerker" or "hij/zij", and none says "Je is", "Je heeft"."""
    for kind, text in statements(load_golden(name)):
        result = second_person(text)
        if result.marked:
            continue
        words = f" {result.text.lower()} "
        for wrong in (
            " hij/zij ",
            " zijn/haar ",
            " hem/haar ",
            " je is ",
            " je heeft ",
            " je kan ",
            " je zal ",
            " je wil ",
        ):
            assert wrong not in words, (kind, text)
        if not text.lower().startswith(("geeft", "stelt", "stimuleert", "creëert", "stemt", "heeft", "verzorgt")):
            assert "de medewerker " not in words, (kind, text)


def test_marked_text_is_unchanged_and_has_a_reason() -> None:
    """A marked statement comes back as it was, with the reason in Dutch."""
    result = second_person("kennis van  wet- en regelgeving")

    assert (result.marked, result.text) == (True, "kennis van  wet- en regelgeving")
    assert result.reason


def test_corrections_are_told() -> None:
    """A verb that was put right is named as it stood and as it is now."""
    assert second_person("Verbeterd de werkwijze.").corrections == (("Verbeterd", "verbetert"),)
    assert second_person("Verbetert de werkwijze.").corrections == ()


def test_parts_give_the_other_forms() -> None:
    """A sentence can be had inverted and without its subject."""
    (part,) = second_person("ontvangt en staat bezoekers te woord en verwijst indien nodig door").parts

    assert part.inverted == "ontvang en sta je bezoekers te woord en verwijs je indien nodig door"
    assert part.bare == "ontvangt en staat bezoekers te woord en verwijst indien nodig door"


def test_inverted_form_of_irregular_verbs() -> None:
    """After a fronted word: ben je, heb je, kun je."""
    parts = second_person("is bestuurder en heeft invloed en kan besluiten nemen").parts

    assert parts[0].inverted == "ben je bestuurder en heb je invloed en kun je besluiten nemen"


def test_every_sentence_of_a_statement_is_a_part() -> None:
    """A definition of three sentences has three parts that each speak to the reader."""
    result = second_person("Neemt afstand van de praktijk. Is in staat zich te richten. Vertaalt ideeën.")

    assert [" ".join(part.text.split()[:2]) for part in result.parts] == ["Je neemt", "Je bent", "Je vertaalt"]


def test_sentence_about_others_is_not_addressed() -> None:
    """A sentence with another subject is kept, and says that it does not speak to the reader."""
    assert not second_person("verschillende belangen vragen om een afweging").addressed
    assert second_person("adviseert over beleid").addressed


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("Openbaar bestuur: de medewerker weet veel", "de medewerker weet veel"),
        ("Is resultaatgericht: stelt doelen", "Is resultaatgericht: stelt doelen"),
        ("Opleiding: minimaal HBO", "Opleiding: minimaal HBO"),
    ],
)
def test_drop_topic(text: str, rest: str) -> None:
    """A leading subject goes only when a statement follows it."""
    assert rest == drop_topic(text)


def test_too_long_is_marked() -> None:
    """Running text that lost its structure is not torn through the rules."""
    assert second_person("adviseert " * (MAX_LENGTH // 5)).marked


@settings(max_examples=120, deadline=None)
@given(st.text(max_size=120))
def test_any_text_gives_an_answer(text: str) -> None:
    """Whatever stands there: an answer, marked or closed with a stop, on one line."""
    result = second_person(text)

    if result.marked:
        assert text == result.text
    else:
        assert "\n" not in result.text
        assert result.text.rstrip("\"'’”»)")[-1:] in ".!?…"


WORDS = st.sampled_from(
    [
        "adviseert",
        "is",
        "heeft",
        "kan",
        "zich",
        "hij/zij",
        "zijn/haar",
        "en",
        "of",
        "maar",
        ",",
        ";",
        "de",
        "medewerker",
        "het",
        "beleid",
        "eigen",
        "dat",
        "die",
        "wanneer",
        "om",
        "te",
    ]
)


@settings(max_examples=120, deadline=None)
@given(st.lists(WORDS, min_size=1, max_size=14).map(" ".join))
def test_heaps_of_function_words_do_not_break_it(text: str) -> None:
    """Nonsense of the very words the rules look at is answered all the same, and the same each time."""
    assert second_person(text) == second_person.__wrapped__(text)


def test_converting_twice_changes_nothing() -> None:
    """What is already in the second person stays as it is."""
    for text, _ in pairs(REFERENCE / "je-vorm.tsv"):
        once = second_person(text).text
        if once.startswith("Je "):
            assert once == second_person(once).text


def test_hash_order_does_not_show() -> None:
    """Two processes with other hash seeds give the same answers."""
    code = (
        "from pipeline.dutch.second_person import second_person as s\n"
        "print(s('staat het college bij in zijn contacten en stelt de medewerker in staat zich te ontwikkelen').text)"
    )
    outputs = {
        subprocess.run(
            [sys.executable, "-c", code],
            cwd=ROOT,
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }

    assert len(outputs) == 1


def test_spacy_is_imported_late() -> None:
    """The module itself costs nothing; spaCy comes with the first statement."""
    code = "import sys, pipeline.dutch.second_person; print('spacy' in sys.modules)"
    result = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)

    assert result.stdout.strip() == "False"
