"""What a change weighs: the contract's ``gewicht`` and ``niveaubepalend``.

``gewicht`` is a label, never a filter.  The rules are those of the contract and nothing else:

- redactioneel: only case, punctuation, white space or hyphens differ; or every pair of differing words lies within two
  letters of each other and the change turns a word that the Dutch word list does not know into one that it knows (or
  the reverse), or is only a verb's -d, -t or -dt;
- inhoudelijk: all else.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from pipeline.dutch.word_diff import tokens
from pipeline.models.functieboek import Kenmerk
from pipeline.models.wijzigingen import Gewicht

RULES = "1"
"""Version of these rules; written in the run statement."""

Known = Callable[[str], bool]
"""Whether the Dutch word list knows a word."""

_ENDINGS = ("dt", "d", "t", "")
_WORD = re.compile(r"[^\W\d_]")
_VOWEL_PAIR = re.compile(r"(.*[^aeiou])?([aeou])\2([bdfghklmnprstvz])$")
_SHORT_VOWEL = re.compile(r"(.*[^aeiou])?[aeiou][bdfgklmnprst]$")
_MAX_LETTERS = 2
_MIN_STEM = 2
_LONG_STEM = 5
"""Two words with a longer stem that differ in -d and -t are hardly ever two nouns."""


@lru_cache(maxsize=1)
def dutch_word_list() -> Known:
    """Return the lookup of the vendored Dutch word list; it is loaded at the first word that is looked up."""
    from pipeline.dutch.spelling import Speller

    return Speller().known


def weight(old: object, new: object, known: Known | None = None) -> Gewicht:
    """Return the weight of a change between two values; a number, a level or nothing on one side is inhoudelijk.

    >>> weight("en/of Taken", "en / of taken.")
    'redactioneel'
    >>> weight("schaal 10", "schaal 11")
    'inhoudelijk'
    """
    if not isinstance(old, str) or not isinstance(new, str):
        return "inhoudelijk"
    if numbers(old) != numbers(new):
        return "inhoudelijk"
    if letters(old) == letters(new):
        return "redactioneel"
    pairs = differing_words(old, new)
    if pairs is None:
        return "inhoudelijk"
    known = known or dutch_word_list()
    return "redactioneel" if all(_slip(a, b, known) for a, b in pairs) else "inhoudelijk"


def letters(text: str) -> str:
    """Return the letters and digits alone, without case: what is left when all that is editorial is taken off."""
    return "".join(char for char in text.casefold() if char.isalnum())


def numbers(text: str) -> list[str]:
    """Return the numbers of a text as printed: 1,5 and 15 differ by more than punctuation."""
    return re.findall(r"\d+(?:[.,]\d+)*", text)


def _words(text: str) -> list[str]:
    return [token for token in tokens(text) if _WORD.match(token) or token[:1].isdigit()]


def differing_words(old: str, new: str) -> list[tuple[str, str]] | None:
    """Pair the words that differ; None where a word was added, dropped or moved.

    A word that was only cut in two, or joined, differs by white space or a hyphen and is left out.
    """
    from rapidfuzz.distance import Indel

    before, after = _words(old), _words(new)
    plain_a, plain_b = [letters(word) for word in before], [letters(word) for word in after]
    pairs: list[tuple[str, str]] = []
    block_a: list[str] = []
    block_b: list[str] = []
    for code in (*Indel.opcodes(plain_a, plain_b), None):
        if code is not None and code.tag != "equal":
            block_a += before[code.src_start : code.src_end]
            block_b += after[code.dest_start : code.dest_end]
            continue
        if letters("".join(block_a)) != letters("".join(block_b)):
            if len(block_a) != len(block_b):
                return None
            pairs += [(a, b) for a, b in zip(block_a, block_b, strict=True) if letters(a) != letters(b)]
        block_a, block_b = [], []
    return pairs


def _slip(old: str, new: str, known: Known) -> bool:
    """Whether two words differ by a slip of the pen: a verb's ending, or a misspelling put right (or made)."""
    from rapidfuzz.distance import Levenshtein

    if verb_ending_only(old, new, known):
        return True
    near = Levenshtein.distance(old.casefold(), new.casefold(), score_cutoff=_MAX_LETTERS) <= _MAX_LETTERS
    return near and known(old) != known(new)


def verb_ending_only(old: str, new: str, known: Known) -> bool:
    """Whether two forms differ only in a verb's -d, -t or -dt (Verbeterd/Verbetert, wordt/word, neem/neemt).

    One of the two must be the form of a verb, for "hard" and "hart", "blij" and "blijt" are not forms of one verb.
    The list of verbs decides; for a longer stem that it lacks, the word list does.
    """
    from pipeline.dutch.verbs import is_joined_third_person

    a, b = old.casefold(), new.casefold()
    stems = {
        a[: len(a) - len(x)]
        for x in _ENDINGS
        for y in _ENDINGS
        if x != y and a.endswith(x) and b.endswith(y) and a[: len(a) - len(x)] == b[: len(b) - len(y)]
    }
    if not any(len(stem) >= _MIN_STEM for stem in stems):
        return False
    if is_joined_third_person(a) or is_joined_third_person(b):
        return True
    both = a[-1:] in "dt" and b[-1:] in "dt"
    return both and any(known(verb) for stem in stems if len(stem) >= _LONG_STEM for verb in infinitives(stem))


def infinitives(stem: str) -> list[str]:
    """Return the infinitives that a stem can belong to: the plain one, an open syllable, a doubled consonant, v and z.

    >>> infinitives("neem"), infinitives("zet"), infinitives("schrijf")
    (['neemen', 'nemen'], ['zeten', 'zetten'], ['schrijfen', 'schrijven'])
    """
    forms = [stem + "en"]
    if stem.endswith(("f", "s")):
        forms.append(stem[:-1] + {"f": "v", "s": "z"}[stem[-1]] + "en")
    for form in list(forms):
        body = form[:-2]
        pair = _VOWEL_PAIR.match(body)
        if pair:
            forms.append((pair.group(1) or "") + pair.group(2) + pair.group(3) + "en")
        if _SHORT_VOWEL.match(body):
            forms.append(body + body[-1] + "en")
    return forms


@dataclass(frozen=True, slots=True)
class Emphasis:
    """A word with which of its letters are bold."""

    word: str
    bold: tuple[bool, ...]


def emphasised_words(kenmerk: Kenmerk) -> list[Emphasis]:
    """Cut a kenmerk in words, letters and digits only, each with the bold of its letters."""
    bold = [False] * len(kenmerk.tekst)
    for begin, end in kenmerk.nadruk_posities:
        bold[begin:end] = [True] * (min(end, len(bold)) - begin)
    out: list[Emphasis] = []
    at = 0
    for token in tokens(kenmerk.tekst):
        kept = [(char, bold[at + i]) for i, char in enumerate(token) if char.isalnum()]
        at += len(token)
        if kept:
            out.append(Emphasis("".join(char for char, _ in kept).casefold(), tuple(flag for _, flag in kept)))
    return out


def emphasis_differs(old: Kenmerk, new: Kenmerk) -> bool:
    """Whether the bold stretches differ in text or in place, seen from the words and not from their offsets.

    A word put in before a bold stretch shifts its offsets and changes no emphasis; a bold word that is replaced, or
    bold that goes to another word, does.
    """
    from rapidfuzz.distance import Indel

    before, after = emphasised_words(old), emphasised_words(new)
    if not any(any(item.bold) for item in (*before, *after)):
        return old.nadruk != new.nadruk and not (old.nadruk_posities or new.nadruk_posities)
    for code in Indel.opcodes([item.word for item in before], [item.word for item in after]):
        left, right = before[code.src_start : code.src_end], after[code.dest_start : code.dest_end]
        if code.tag == "equal":
            if any(a.bold != b.bold for a, b in zip(left, right, strict=True)):
                return True
        elif any(any(item.bold) for item in (*left, *right)):
            return True
    return False


def kenmerk_weight(old: Kenmerk, new: Kenmerk, known: Known | None = None) -> tuple[Gewicht, bool]:
    """Return gewicht and niveaubepalend of a changed kenmerk.

    Bold that goes elsewhere is inhoudelijk and niveaubepalend though no letter changed; a misspelling put right inside
    a bold stretch is neither.
    """
    text = weight(old.tekst, new.tekst, known) if old.tekst != new.tekst else "redactioneel"
    if text == "inhoudelijk":
        return text, emphasis_differs(old, new)
    moved = _bold_moved(emphasised_words(old), emphasised_words(new))
    return ("inhoudelijk", True) if moved else ("redactioneel", False)


def _bold_moved(before: Sequence[Emphasis], after: Sequence[Emphasis]) -> bool:
    """Whether bold moved between texts that differ editorially: word by word where they pair, else by bold letters."""
    if len(before) == len(after):
        return any(_flags(a) != _flags(b) for a, b in zip(before, after, strict=True))
    bold_a = "".join(c for item in before for c, flag in zip(item.word, item.bold, strict=True) if flag)
    bold_b = "".join(c for item in after for c, flag in zip(item.word, item.bold, strict=True) if flag)
    return bold_a != bold_b


def _flags(item: Emphasis) -> tuple[bool, ...] | bool:
    """The bold of a word: as one where it is all or nothing, so that a letter more or less does not count."""
    return item.bold[0] if len(set(item.bold)) == 1 else item.bold
