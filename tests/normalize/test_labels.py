"""Labels are recognised tolerantly, and running text that begins with the same word is not."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.errors import DataInvalidError
from pipeline.normalize.folding import distance, near, squash, squash_with_offsets
from pipeline.normalize.labels import load

GRAMMAR = load()


@pytest.mark.parametrize(
    ("text", "role", "rest"),
    [
        ("FUNCTIEBESCHRIJVING ADVISEUR II", "functie_titel", "ADVISEUR II"),
        ("Functiebeschrijving: adviseur II", "functie_titel", "adviseur II"),
        ("3.2 Functiebeschrijving Adviseur", "functie_titel", "Adviseur"),
        ("FUNCTIE BESCHRIJVING X", "functie_titel", "X"),
        ("Funciereeks Management:", "functiereeks", "Management:"),
        ("Functie groep Advies:", "functiegroep", "Advies:"),
        ("Naam functie : Adviseur", "naam_functie", "Adviseur"),
        ("Naam functie |", "naam_functie", ""),
        ("Code N05.03.02", "code", "N05.03.02"),
        ("Overwegende functie kenmerken:", "kenmerken", ""),
        ("F U N C T I E K E N M E R K E N", "kenmerken", ""),
        ("Kritische werksituatie(s) normfunctie", "werksituaties", ""),
        ("Competenties module", "competenties", ""),
        ("1.2 COMPETENTIES", "competenties", ""),
        ("Resultaatgebied1: Advies", "resultaatgebied", "1: Advies"),
        ("NIVEAU B (AFSTEMMEN)", "niveau", "B (AFSTEMMEN)"),
        ("NiveauA: beheersen", "niveau", "A: beheersen"),
        ("Module: Geen", "module", "Geen"),
        ("Module Coördinatie", "module_kop", "Coördinatie"),
        ("Module HR21", "module_titel", ""),
        ("COMPETENTIEPROFIELADVISEUR", "profiel_titel", "ADVISEUR"),
        ("Welke opleiding voldoet als minimale basis/idealiter voor deze vakkennis?", "opleiding", ""),
        ("BIJLAGE (profielen)", "hoofdstuk", "(profielen)"),
        ("Normfuncties HR21", "hoofdstuk", ""),
    ],
)
def test_recognised(text: str, role: str, rest: str) -> None:
    match = GRAMMAR.match(text)

    assert match is not None
    assert (match.role, text[match.end :].strip()) == (role, rest)


@pytest.mark.parametrize(
    "text",
    [
        "Kennis van wetten is nodig",
        "Competenties zijn een combinatie van kennis en gedrag.",
        "Niveau van de medewerker",
        "Codering van stukken",
        "Modulair bouwen",
        "Functie",
        "Reeks van taken",
        "Taken die horen bij de functie",
        "",
        "12",
    ],
)
def test_not_recognised(text: str) -> None:
    assert GRAMMAR.match(text) is None


def test_a_short_label_is_taken_to_the_letter() -> None:
    """One letter more or less makes another word of a short label."""
    assert GRAMMAR.match("Mode: 3") is None
    assert GRAMMAR.match("Cude: 3") is None


def test_half_of_a_wrapped_label_is_known_as_such() -> None:
    assert GRAMMAR.unfinished("Welke opleiding voldoet als minimale basis/idealiter voor deze")
    assert not GRAMMAR.unfinished("Welke opleiding heeft u?")


@given(st.text(max_size=60))
def test_any_text_can_be_asked(text: str) -> None:
    """No text breaks the matching, and what is found lies within the text."""
    match = GRAMMAR.match(text)

    assert match is None or 0 <= match.begin < match.end <= len(text)


@given(st.text(max_size=40))
def test_squash_tells_where_its_letters_stand(text: str) -> None:
    letters, ends = squash_with_offsets(text, 200)

    assert letters == squash(text)
    assert len(letters) == len(ends) and ends == sorted(ends)


@given(st.text("abcde", max_size=8), st.text("abcde", max_size=8))
def test_distance_is_symmetric_and_zero_for_equals(one: str, other: str) -> None:
    assert distance(one, other, 9) == distance(other, one, 9)
    assert (distance(one, other, 9) == 0) == (one == other)


def test_near_forgives_one_letter_in_a_long_word() -> None:
    assert near("funciereeks", "functiereeks")
    assert not near("functiegroep", "functiereeks")


def test_another_system_needs_only_another_file(tmp_path: Path) -> None:
    """A file with other words replaces the labels; what it does not say stays as it is."""
    file = tmp_path / "labels.toml"
    file.write_text('naam = "FGR"\n[labels.resultaatgebied]\nvolgt = "nummer"\nwoorden = ["Kernopgave"]\n', "utf-8")

    grammar = load(file)

    assert grammar.name == "FGR"
    assert grammar.match("Kernopgave 1: Beleid").role == "resultaatgebied"  # type: ignore[union-attr]
    assert grammar.match("Resultaatgebied 1: Beleid") is None
    assert grammar.column("Salarisschaal") == "schaal"


@pytest.mark.parametrize("text", ["[labels", "[labels.x]\nwoorden = ['a']\n", "x = 1\n"])
def test_a_file_that_is_no_grammar_is_refused(tmp_path: Path, text: str) -> None:
    file = tmp_path / "labels.toml"
    file.write_text(text, "utf-8")

    with pytest.raises(DataInvalidError, match=r"labels\.toml"):
        load(file)


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DataInvalidError, match=r"weg\.toml kan niet worden gelezen"):
        load(tmp_path / "weg.toml")
