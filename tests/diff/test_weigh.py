"""The weight of a change, rule by rule, with the word list that comes with the program."""

from __future__ import annotations

import pytest

from pipeline.diff.weigh import emphasis_differs, infinitives, kenmerk_weight, verb_ending_only, weight
from pipeline.models.base import Herkomst
from pipeline.models.functieboek import Kenmerk

_WORDS = """
het beleid op een afgebakend werkterrein verbetert verbeteren wordt worden word neemt neem nemen en of taken advies
adviseert adviseerde adviseren blij blijk geven uitoefening functie breed brede stelt stel stellen hard hart haren
"""
WORDS = frozenset(_WORDS.split())


def known(word: str) -> bool:
    return word.lower() in WORDS


def kenmerk(text: str) -> Kenmerk:
    """A kenmerk in which *stars* stand around the bold stretches."""
    parts = text.split("*")
    plain, spans = "", []
    for number, part in enumerate(parts):
        if number % 2:
            spans.append((len(plain), len(plain) + len(part)))
        plain += part
    return Kenmerk(
        tekst=plain,
        nadruk=tuple(plain[a:b] for a, b in spans),
        nadruk_posities=tuple(spans),
        herkomst=Herkomst(),
    )


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("voert taken uit", "Voert taken uit."),
        ("en / of taken", "en/of taken"),
        ("functieuitoefening", "functie-uitoefening"),
        ("eind verantwoordelijk", "eindverantwoordelijk"),
        ("op een afgebakend werkkerrein", "op een afgebakend werkterrein"),
        ("op een afgebakend werkterrein", "op een afgebakend werkterein"),
        ("Verbeterd het beleid", "Verbetert het beleid"),
        ("dat word beleid", "dat wordt beleid"),
        ("neem advies en stelt beleid", "neemt advies en stelt beleid"),
        ("het afgebakend werkterein wordt", "Het afgebakend werkterrein word."),
    ],
)
def test_only_case_punctuation_spaces_hyphens_and_slips_are_editorial(old: str, new: str) -> None:
    assert weight(old, new, known) == weight(new, old, known) == "redactioneel"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("adviseert het beleid", "adviseerde het beleid"),
        ("geven blij", "geven blijk"),
        ("het beleid", "het brede beleid"),
        ("beleid en taken", "taken en beleid"),
        ("minimaal niveau 2", "minimaal niveau 3"),
        ("budget van 1,5 miljoen", "budget van 15 miljoen"),
        ("en taken", "of taken"),
        ("xqzt taken", "xqzw taken"),
        ("breed beleid", "brede beleid"),
        (12, 13),
        (None, "nieuw"),
        ("op blij werkkerrein", "op blijk werkterrein"),
        ("hard beleid", "hart beleid"),
    ],
)
def test_all_else_is_a_change_of_content(old: object, new: object) -> None:
    assert weight(old, new, known) == weight(new, old, known) == "inhoudelijk"


def test_the_vendored_word_list_knows_compounds() -> None:
    """OpenTaal through Hunspell: beleidsvelden is a word though no list holds it, beleidvelden is none."""
    assert weight("intern gerichte beleidvelden", "intern gerichte beleidsvelden") == "redactioneel"


@pytest.mark.parametrize(
    ("one", "other", "slip"),
    [
        ("verbeterd", "verbetert", True),
        ("wordt", "word", True),
        ("vindt", "vind", True),
        ("blij", "blijt", False),
        ("d", "t", False),
        ("hard", "hart", False),
        ("Neem", "neemt", True),
        ("behandeld", "behandelt", True),
    ],
)
def test_verb_endings(one: str, other: str, slip: bool) -> None:
    assert verb_ending_only(one, other, known) is slip


@pytest.mark.parametrize(
    ("stem", "verb"),
    [("werk", "werken"), ("neem", "nemen"), ("zet", "zetten"), ("schrijf", "schrijven"), ("lees", "lezen"),
     ("stel", "stellen"), ("beoordeel", "beoordelen"), ("adviseer", "adviseren")],
)  # fmt: skip
def test_infinitive_is_among_those_of_its_stem(stem: str, verb: str) -> None:
    assert verb in infinitives(stem)


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("voert *brede* taken uit", "voert brede *taken* uit", ("inhoudelijk", True)),
        ("voert *brede* taken uit", "voert brede taken uit", ("inhoudelijk", True)),
        ("voert brede taken uit", "voert *brede* taken uit", ("inhoudelijk", True)),
        ("voert *brede* taken uit", "voert *smalle* taken uit", ("inhoudelijk", True)),
        ("voert *brede* taken uit", "voert dagelijks *brede* taken uit", ("inhoudelijk", False)),
        ("voert *brede* taken uit", "voert *brede* werkzaamheden uit", ("inhoudelijk", False)),
        ("een *afgebakend werkkerrein* en taken", "een *afgebakend werkterrein* en taken", ("redactioneel", False)),
        ("een *afgebakend* werkkerrein", "een afgebakend *werkterrein*", ("inhoudelijk", True)),
        ("voert *brede*, taken uit", "voert *brede,* taken uit", ("redactioneel", False)),
        ("*beleids*advies", "*beleidsadvies*", ("inhoudelijk", True)),
        ("voert *brede* taken uit", "*zeer* voert *brede* taken uit", ("inhoudelijk", True)),
    ],
)
def test_bold_sets_the_level_by_words_and_not_by_offsets(old: str, new: str, expected: tuple[str, bool]) -> None:
    assert kenmerk_weight(kenmerk(old), kenmerk(new), known) == expected
    assert kenmerk_weight(kenmerk(new), kenmerk(old), known) == expected


def test_emphasis_without_offsets_is_compared_by_its_stretches() -> None:
    """A source that names its bold stretches but not where they stand."""
    one = kenmerk("voert brede taken uit").model_copy(update={"nadruk": ("brede",)})
    other = one.model_copy(update={"nadruk": ("taken",)})
    assert emphasis_differs(one, other)
    assert not emphasis_differs(one, one)
