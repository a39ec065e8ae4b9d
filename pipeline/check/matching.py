"""When two names mean the same: capitals, abbreviations, Roman numerals, word order."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from pipeline.check.compare import fold, near, no_accents

_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5, "vi": 6, "vii": 7, "viii": 8, "ix": 9, "x": 10}
_SCALE = re.compile(r"(\d+)\s*([A-Za-z]*)$")
_NAME_WORD = re.compile(r"[^\W_]+\.?")
_JOINERS = frozenset({"en", "de", "het", "of", "van"})


@dataclass(frozen=True, slots=True)
class Levelled:
    """A name with its level apart: "Adviseur II" is ("adviseur", 2)."""

    base: str
    level: int | None
    roman: bool = False


@lru_cache(maxsize=16_384)
def levelled(naam: str) -> Levelled:
    """Split the level off a name.

    >>> levelled("Adviseur II")
    Levelled(base='adviseur', level=2, roman=True)
    >>> levelled("Administratief medewerker").level is None
    True
    """
    words = fold(no_accents(naam)).split()
    if len(words) > 1 and words[-1] in _ROMAN:
        return Levelled(" ".join(words[:-1]), _ROMAN[words[-1]], True)
    if len(words) > 1 and words[-1].isdigit() and len(words[-1]) < 3:
        return Levelled(" ".join(words[:-1]), int(words[-1]))
    return Levelled(" ".join(words), None)


def scale_order(schaal: int | str | None) -> tuple[int, str] | None:
    """Return what a scale sorts on: 10 before "10A" before 11; None where there is none.

    >>> scale_order(10) < scale_order("10A") < scale_order(11)
    True
    """
    if schaal is None:
        return None
    if isinstance(schaal, int):
        return (schaal, "")
    match = _SCALE.search(schaal)
    return (int(match.group(1)), match.group(2).casefold()) if match else None


def same_scale(one: int | str | None, other: int | str | None) -> bool:
    """Whether two scales are the same, however printed."""
    return scale_order(one) == scale_order(other)


def abbreviates(short: str, whole: str) -> bool:
    """Whether the letters of ``short`` stand in ``whole`` in that order and begin alike: Mdw for Medewerker.

    >>> abbreviates("mdw", "medewerker"), abbreviates("alq", "algemeen")
    (True, False)
    """
    if not short or not whole or short[0] != whole[0]:
        return False
    rest = iter(whole)
    return all(letter in rest for letter in short)


def same_name(one: str, other: str, *, any_abbreviation: bool = False) -> bool:
    """Whether two names are the same but for case, punctuation, abbreviation, word order and a letter or two.

    Only a word with a full stop counts as abbreviated: "Beleid" is not "Beleidsuitvoering".  With ``any_abbreviation``
    an abbreviation need only begin like its word.

    >>> same_name("Adm. & secr.", "Administratief & secretarieel"), same_name("Beleid", "Beleidsuitvoering")
    (True, False)
    """
    left, right = name_words(one), name_words(other)
    if left == right or _spells_out(left, right) or _spells_out(right, left):
        return True
    if len(left) != len(right):
        return False
    return _pairs_up(left, right, any_abbreviation) or _pairs_up(sorted(left), sorted(right), any_abbreviation)


def _spells_out(short: list[str], whole: list[str]) -> bool:
    """Whether the abbreviated words together begin the words of the whole: "Gem. secr." for Gemeentesecretaris."""
    dotted = sum(word.endswith(".") for word in short)
    if not 0 < dotted < 5 or len(short) == len(whole):
        return False
    pattern = "".join(re.escape(word[:-1]) + "[a-z]*" if word.endswith(".") else re.escape(word) for word in short)
    return re.fullmatch(pattern, "".join(whole)[:120]) is not None


def name_words(name: str) -> list[str]:
    """Return the words of a name in lower case without accents; an abbreviation keeps its full stop."""
    words = _NAME_WORD.findall(re.sub(r"(?<=\w)-(?=\w)", "", no_accents(name).casefold()))
    return [word for word in words if word not in _JOINERS]


def same_word(one: str, other: str) -> bool:
    """Whether two words of a name are the same, or one abbreviates the other."""
    a, b = one.rstrip("."), other.rstrip(".")
    return a == b or (one[-1] == "." and abbreviates(a, b)) or (other[-1] == "." and abbreviates(b, a))


def _pairs_up(left: list[str], right: list[str], any_abbreviation: bool) -> bool:
    return all(
        same_word(a, b)
        or near(a.rstrip("."), b.rstrip("."))
        or stem_alike(a, b)
        or (any_abbreviation and a[0] == b[0] and "." in (a[-1], b[-1]))
        for a, b in zip(left, right, strict=True)
    )


def stem_alike(one: str, other: str) -> bool:
    """Whether two long words begin alike for most of their length: secretariael, secretariaat, secretarieel."""
    shared = 0
    for a, b in zip(one, other, strict=False):
        if a != b:
            break
        shared += 1
    return shared >= 6 and shared * 3 >= max(len(one), len(other)) * 2
