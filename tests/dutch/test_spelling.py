"""The Dutch word list: what it knows, what it proposes, and what it remembers."""

from __future__ import annotations

import json
import lzma

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.check.spelling import words_to_check
from pipeline.dutch.expand import expand
from pipeline.dutch.spelling import FORMS, Speller, Verdicts


@pytest.mark.parametrize(
    "word",
    [
        "werkterrein",
        "beleidsuitvoering",
        "functie-uitoefening",
        "Klantgerichtheid",
        "governance",
        "HBO",
        "post-HBO",
        "creëren",
    ],
)
def test_correct_words_are_known(speller, word):
    """Words, compounds, hyphenated words, capitals and terms of the trade."""
    assert speller.known(word)


@pytest.mark.parametrize(
    "word", ["werkkerrein", "afhangelijkheid", "secretariael", "relativieren", "functieuitoefening"]
)
def test_misspelt_words_are_not(speller, word):
    """Slips that a functieboek had in print."""
    assert not speller.known(word)


@pytest.mark.parametrize(
    ("wrong", "own", "right"),
    [
        ("werkkerrein", {"werkterrein", "werkgebied"}, "werkterrein"),
        ("werkkerrein", set(), "werkterrein"),
        ("werkteerein", set(), "werkterrein"),
        ("sprekt", {"spreekt", "strekt"}, "spreekt"),
        ("mondelijke", {"mondelinge", "mogelijke"}, "mondelinge"),
        ("relativieren", set(), "relativeren"),
        ("resultaatafpraak", {"afspraken"}, "resultaatafspraak"),
        ("functieuitoefening", set(), "functie-uitoefening"),
        ("beleidvelden", set(), "beleidsvelden"),
        ("xqzvw", {"beleid"}, None),
    ],
)
def test_suggestions(speller, wrong, own, right):
    """The book's own words first, then the list, then a compound of which one part is mended."""
    assert speller.suggest(wrong, own) == right


@pytest.mark.parametrize("word", ["vraagverheldering", "opdrachtnemerschap", "termijneffecten"])
def test_compounds_of_known_words(speller, word):
    """The list cannot hold every compound; its parts tell."""
    assert speller.compound(word)


def test_own_words_are_known():
    """What the organisation says is right is right, in any case."""
    assert Speller(extra=["Omgevingsdialoogje"]).known("omgevingsdialoogje")


def test_verdicts_are_remembered(speller, monkeypatch):
    """A second run asks no dictionary: not for known words, unknown words or suggestions."""
    asked = ["werkterrein", "werkkerrein", "vraagverheldering"]
    first = [(speller.known(word), speller.compound(word), speller.suggest(word, {"werk"})) for word in asked]
    again = Speller(Verdicts.load(speller.verdicts.dump()))
    monkeypatch.setattr(Speller, "_dictionary", property(lambda self: pytest.fail("the dictionary was loaded")))
    monkeypatch.setattr(Speller, "_forms", property(lambda self: pytest.fail("the list was loaded")))

    assert [(again.known(word), again.compound(word), again.suggest(word, {"werk"})) for word in asked] == first
    assert not again.verdicts.changed


@pytest.mark.parametrize("data", [None, b"", b"{", b"[]", b'{"woordenboek":"ander"}', b"\xff"])
def test_a_damaged_memory_is_forgotten(data):
    """Verdicts of another dictionary, or half a file, are not believed."""
    assert Verdicts.load(data).known == {}


def test_a_memory_without_a_part_is_forgotten(speller):
    """A file that lacks one of its lists is damaged."""
    data = json.loads(speller.verdicts.dump())
    del data["voorstellen"]

    assert Verdicts.load(json.dumps(data).encode()).known == {}


def test_the_list_of_forms_is_that_of_the_dictionary(speller):
    """The list that travels with the program is what its generator makes of the dictionary."""
    assert expand(speller._dictionary) == lzma.decompress(FORMS.read_bytes()).decode().split()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Wet- en regelgeving", ["en", "regelgeving"]),
        ("beleids- of beheerstaken, e.d.", ["beleids", "of", "beheerstaken"]),
        ("zie www.voorbeeld.nl of info@voorbeeld.nl", ["zie", "of"]),
        ("(beleids)uitvoering en adviseur(s)", ["uitvoering", "en", "adviseur"]),
        ("hij/zij werkt", ["hij", "zij", "werkt"]),
        ("Mdw. Adm. & secr. II", ["secr", "II"]),
        ("functie-uitoefening", ["functie-uitoefening"]),
        ("project's en collega’s", ["project's", "en", "collega’s"]),
    ],
)
def test_what_is_asked_of_the_list(text, words):
    """No abbreviations, addresses, or halves of words."""
    assert list(words_to_check(text)) == words


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(word=st.text(st.characters(categories=("Ll", "Lu")), min_size=1, max_size=20))
def test_any_word_gets_an_answer(speller, word):
    """No string of letters makes it fail."""
    assert isinstance(speller.known(word), bool)
    assert isinstance(speller.compound(word), bool)
    assert speller.suggest(word, {"beleid"}) is None or isinstance(speller.suggest(word, {"beleid"}), str)
