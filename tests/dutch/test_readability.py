"""Readability as an indication."""

from __future__ import annotations

import pytest

from pipeline.dutch.readability import readability, syllables


@pytest.mark.parametrize(
    ("word", "count"),
    [
        ("taak", 1),
        ("beleid", 2),
        ("reële", 3),
        ("ideeën", 3),
        ("mooie", 2),
        ("nieuwe", 2),
        ("januari", 4),
        ("creëren", 3),
        ("beleidsontwikkeling", 6),
        ("bestuurskundige", 5),
        ("ij", 1),
        ("b", 1),
    ],
)
def test_syllables(word: str, count: int) -> None:
    """Vowel groups, with a trema as a new syllable."""
    assert count == syllables(word)


def test_plain_text_scores_higher() -> None:
    """Short words and sentences read easier than long ones; the score stays between 0 and 100."""
    plain = readability([("1", "Ik loop naar huis. Het is mooi weer. Ik zie een hond.")])
    hard = readability([("1", "Beleidsverantwoordelijkheden representeren organisatieontwikkelingsmogelijkheden.")])

    assert plain is not None
    assert hard is not None
    assert 80 < plain.score <= 100
    assert hard.score == 0
    assert hard.band == "zeer moeilijk"


def test_details_have_their_place() -> None:
    """Long sentences and nominalisations are named with where they stand."""
    long = "Je " + "werkt en " * 21 + "rust."
    result = readability(
        [("alinea 1", "Kort."), ("alinea 2", long), ("alinea 3", "Je taak is het opstellen van plannen.")]
    )

    assert result is not None
    assert [place for place, _ in result.lange_zinnen] == ["alinea 2"]
    assert list(result.naamwoordstijl) == [("alinea 3", "het opstellen van")]


def test_nothing_to_measure() -> None:
    """An empty text has no score."""
    assert readability([("1", " . ")]) is None


def test_never_called_a_level() -> None:
    """No band bears the name of a language level."""
    result = readability([("1", "Dit is een zin.")])

    assert result is not None
    assert "B1" not in result.band
