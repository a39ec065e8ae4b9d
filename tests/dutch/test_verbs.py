"""Forms of Dutch verbs."""

from __future__ import annotations

import pytest

from pipeline.dutch.verbs import before_je, corrected, is_infinitive, is_joined_third_person, is_third_person


@pytest.mark.parametrize(
    "word",
    [
        "maakt",
        "zet",
        "geeft",
        "leest",
        "houdt",
        "leidt",
        "levert",
        "adviseert",
        "creëert",
        "beheert",
        "int",
        "staat",
        "ziet",
        "doet",
        "is",
        "kan",
    ],
)
def test_third_person(word: str) -> None:
    """Forms by the spelling rules, and the irregular ones."""
    assert is_third_person(word)


@pytest.mark.parametrize(
    "word", ["inzicht", "beleid", "kwaliteit", "kennis", "overleg", "maken", "adviseren", "opdracht", "goed"]
)
def test_not_third_person(word: str) -> None:
    """Nouns, infinitives and adjectives are not."""
    assert not is_third_person(word)


@pytest.mark.parametrize(
    ("third", "stem"),
    [
        ("is", "ben"),
        ("heeft", "heb"),
        ("kan", "kun"),
        ("zal", "zul"),
        ("vindt", "vind"),
        ("houdt", "houd"),
        ("treedt", "treed"),
        ("weet", "weet"),
        ("zet", "zet"),
        ("moet", "moet"),
        ("laat", "laat"),
        ("wordt", "word"),
        ("gaat", "ga"),
        ("doet", "doe"),
        ("plant", "plan"),
        ("start", "start"),
        ("reist", "reis"),
        ("geeft", "geef"),
        ("coacht", "coach"),
        ("adviseert", "adviseer"),
    ],
)
def test_before_je(third: str, stem: str) -> None:
    """Before "je" the -t of the ending goes and the -t of the stem stays."""
    assert stem == before_je(third)


def test_before_je_unknown() -> None:
    """A verb that is in no list is not guessed: "xerpt" could be of xerpen or xerpten."""
    assert before_je("xerpt") is None


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ("verbeterd", "verbetert"),
        ("neem", "neemt"),
        ("sprekt", "spreekt"),
        ("vind", "vindt"),
        ("behandeld", "behandelt"),
        ("adviseer", "adviseert"),
        ("beantwoord", "beantwoordt"),
        ("nemt", "neemt"),
        ("analyseerd", "analyseert"),
    ],
)
def test_corrected(wrong: str, right: str) -> None:
    """One slip is put right."""
    assert right == corrected(wrong)


@pytest.mark.parametrize("word", ["kennis", "inzicht", "opleiding", "teamwork"])
def test_not_corrected(word: str) -> None:
    """A word that is no verb has no correction."""
    assert corrected(word) is None


def test_joined_forms() -> None:
    """At the end of a clause the particle is joined to its verb."""
    assert is_joined_third_person("toepast")
    assert is_infinitive("vaststellen")
