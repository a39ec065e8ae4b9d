"""Write out the word forms of the Dutch Hunspell dictionary as a plain list, for fast look-up and for suggestions.

``python -m pipeline.dutch.expand`` makes ``data/nl-vormen.txt.xz`` anew after the dictionary was replaced.  Compounds
are not in it: there is no end to them.
"""

from __future__ import annotations

import lzma
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from pipeline.dutch.spelling import DICTIONARY, FORMS

if TYPE_CHECKING:
    from spylls.hunspell import Dictionary

_PLAIN = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")


def expand(dictionary: Dictionary) -> list[str]:
    """Return every stem and every stem with one suffix that may stand alone, sorted."""
    aff = dictionary.aff
    never = {flag for flag in (aff.FORBIDDENWORD, aff.NOSUGGEST) if flag}
    not_alone = {flag for flag in (aff.ONLYINCOMPOUND, aff.NEEDAFFIX) if flag}
    forms: set[str] = set()
    for word in dictionary.dic.words:
        flags = word.flags or set()
        if flags & never:
            continue
        if not flags & not_alone:
            forms.add(word.stem)
        forms.update(_suffixed(aff, word.stem, flags, not_alone))
    plain = (form.replace("ĳ", "ij").replace("Ĳ", "IJ") for form in forms)  # the dictionary writes ij as one letter
    return sorted({form for form in plain if _PLAIN.fullmatch(form)})


def _suffixed(aff: object, stem: str, flags: set[str], not_alone: set[str]) -> Iterator[str]:
    for flag in flags:
        for suffix in aff.SFX.get(flag, ()):  # type: ignore[attr-defined]  # spylls has no types
            fits = (not suffix.strip or stem.endswith(suffix.strip)) and suffix.cond_regexp.search(stem)
            if fits and not suffix.flags & not_alone:
                yield stem[: len(stem) - len(suffix.strip)] + suffix.add


def pack(forms: list[str]) -> bytes:
    """Return the list compressed, the same bytes for the same list."""
    return lzma.compress(("\n".join(forms) + "\n").encode(), preset=9)


if __name__ == "__main__":
    from spylls.hunspell import Dictionary

    FORMS.write_bytes(pack(expand(Dictionary.from_files(str(DICTIONARY)))))
