"""Dutch verb forms: third person singular, the stem before "je", and what a misspelt form must have been.

The list of infinitives is general Dutch.  Forms follow from the spelling rules (open and closed syllables, v/f, z/s),
so that the list stays short; where the stress decides (leveren, adviseren) both spellings are accepted.
"""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files

from pipeline.dutch.words import words

IRREGULAR = {"is": "bent", "heeft": "hebt", "kan": "kunt", "zal": "zult", "wil": "wilt"}
"""Third person to second where the two differ; all other verbs have one form for both."""

_INVERTED = {"is": "ben", "heeft": "heb", "kan": "kun", "zal": "zul", "wil": "wil", "mag": "mag"}
_THIRD = {
    "zijn": "is",
    "hebben": "heeft",
    "kunnen": "kan",
    "zullen": "zal",
    "willen": "wil",
    "mogen": "mag",
    "komen": "komt",
    "voorkomen": "voorkomt",
    "managen": "managet",
    "monitoren": "monitort",
    "sponsoren": "sponsort",
    "waarborgen": "waarborgt",
    "beheren": "beheert",
    "webcaren": "webcaret",
}
_PLURAL_ONLY = frozenset({"zijn", "hebben", "kunnen", "zullen", "willen", "mogen", "moeten", "worden"})
_DIGRAPHS = ("aa", "ee", "oo", "uu", "ie", "oe", "eu", "ui", "ou", "au", "ei", "ij", "ai", "ea", "oa", "ae")
_VOWELS = "aeiouyëïöüé"
_SHORT_FORMS = re.compile(r"(aan|zien|doen)$")
_UNSTRESSED = re.compile(r"[^aeiou]e[lrnm]en$")


def _stems(infinitive: str) -> set[str]:
    """The stem or stems by the spelling rules: maken gives maak, zetten zet, geven geef, leveren lever and leveer."""
    if _SHORT_FORMS.search(infinitive):
        return {infinitive.removesuffix("an").removesuffix("n")}
    raw = infinitive.removesuffix("en") if infinitive.endswith("en") else infinitive.removesuffix("n")
    if len(raw) > 2 and raw[-1] == raw[-2] and raw[-1] not in _VOWELS:
        return {raw[:-1]}
    hard = raw[:-1] + {"v": "f", "z": "s"}.get(raw[-1], raw[-1])
    open_syllable = len(raw) > 1 and raw[-1] not in _VOWELS and raw[-2] in "aeou"
    if not open_syllable or raw[-3:-1] in _DIGRAPHS:
        return {hard}
    doubled = hard[:-1] + hard[-2] + hard[-1]
    if _UNSTRESSED.search(infinitive) and any(letter in _VOWELS for letter in raw[:-2]):
        return {hard, doubled}
    return {doubled}


@cache
def _forms() -> dict[str, tuple[str, str]]:
    """Every third person singular in the list, with its stem and its infinitive."""
    text = (files("pipeline.dutch") / "data" / "werkwoorden.txt").read_text(encoding="utf-8")
    forms: dict[str, tuple[str, str]] = {}
    for infinitive in (line for line in text.split("\n") if line and not line.startswith("#")):
        if infinitive in _THIRD:
            third = _THIRD[infinitive]
            forms[third] = (_INVERTED.get(third, third.removesuffix("t")), infinitive)
            continue
        for stem in _stems(infinitive):
            third = f"{stem}at" if infinitive.endswith("aan") else stem if stem.endswith("t") else f"{stem}t"
            forms.setdefault(third, (stem, infinitive))
    return forms


@cache
def _infinitives() -> frozenset[str]:
    return frozenset(infinitive for _, infinitive in _forms().values())


def is_third_person(word: str) -> bool:
    """Whether a lower-case word is a third person singular; words in -eert always are."""
    return word in _forms() or (word.endswith(("eert", "eëert")) and len(word) > 5)


def is_joined_third_person(word: str) -> bool:
    """Whether a word is a third person at the end of a subordinate clause, particle included: "toepast"."""
    return is_third_person(word) or any(is_third_person(rest) for rest in _without_particle(word))


def is_infinitive(word: str) -> bool:
    """Whether a word is an infinitive or a present plural, which look the same; particle included."""
    known = _infinitives()
    return (
        word in known or (word.endswith("eren") and len(word) > 5) or any(r in known for r in _without_particle(word))
    )


def _without_particle(word: str) -> list[str]:
    return [word[len(p) :] for p in words().deeltjes if word.startswith(p) and len(word) > len(p) + 2]


def infinitive_of(word: str) -> str:
    """The infinitive of a third person, or the word itself where it is not in the list."""
    return _forms()[word][1] if word in _forms() else word


def before_je(word: str) -> str | None:
    """The form before "je" of a third person: heeft gives heb, vindt vind, weet weet; None where it cannot be known.

    >>> before_je("houdt"), before_je("zet"), before_je("adviseert")
    ('houd', 'zet', 'adviseer')
    """
    if word in _INVERTED:
        return _INVERTED[word]
    if word in _forms():
        return _forms()[word][0]
    return word[:-1] if word.endswith(("eert", "eëert", "dt")) else None


def second_person(word: str) -> str:
    """The form after "je" of a third person."""
    return IRREGULAR.get(word, word)


def corrected(word: str) -> str | None:
    """The third person that a misspelt form stands for, or None where no single slip explains it.

    In order: -d for -t ("verbeterd"), a missing -t ("neem", "houd"), one vowel for two or two for one ("sprekt").
    A word that is a noun as well ("beheer") is not judged here.
    """
    if word in ("heb", "hep"):
        return "heeft"
    if len(word) < 3:
        return None
    if word.endswith("d") and is_third_person(word[:-1] + "t"):
        return word[:-1] + "t"
    if not word.endswith("t") and is_third_person(word + "t") and word not in words().naamwoord_op_t:
        return word + "t"
    if word.endswith("eer") and len(word) > 5 and word not in words().naamwoord_stam:
        return word + "t"
    slips = {re.sub(r"([aeou])(?=[^aeiou]+t$)", r"\1\1", word), re.sub(r"([aeou])\1(?=[^aeiou]+t$)", r"\1", word)}
    slips |= {word[:-1] + "dt"} if word.endswith("t") else {word[:-1]}
    found = sorted(slip for slip in slips if slip != word and is_third_person(slip))
    return found[0] if len(found) == 1 else None
