"""What the characters of a PDF become in a word, and which of them are no text at all; the same for both engines."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import replace

from pipeline.extract.pdf.page import Word

SOFT_HYPHEN = "\u00ad"
HYPHENS = "-\u2010\u2011"
UNKNOWN = "\ufffd"
"""Stands for each glyph that has no Unicode meaning."""
GAP = 0.2
"""White space, as a share of the size, from which two glyphs belong to two words though no space is printed between
them.  TeX shrinks its spaces to 0.22; letter-spaced headings reach 0.18."""
VOID = 0.02
"""A white space that moves the text on by less than this share of the size is none: Chromium prints the soft hyphens
that it does not need as spaces without room."""
HIDDEN = 0.1
"""The room, as a share of the size, that a kerned space still leaves where PDFium hides it; a ligature whose letters it
gives to its neighbours leaves less."""
BEHIND = 0.15
"""A white space that starts further before the end of the letter above it, as a share of the size, divides nothing:
LibreOffice draws underlines with spaces under the words."""
BACK = 0.5
"""Step backwards, as a share of the size, from which a glyph starts a new word."""
SHIFT = 0.12
"""A glyph printed again within this share of the size is the same glyph (simulated bold)."""

_WINGDINGS = re.compile("wingdings|webdings", re.IGNORECASE)
_ZAPF = re.compile("(itc)?zapfdingbats|dingbats$", re.IGNORECASE)
_ZAPF_ELSEWHERE = dict(zip("%*+Hlnstuw", "☎☛☞★●■▲▼◆◗", strict=True))
_CID = re.compile(r"\(cid:\d+\)")
_IGNORED = re.compile("[\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]")
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\ufffe\uffff\ud800-\udfff]")


def clean(text: str) -> str:
    """Make the text of a word or glyph what the contract asks: NFC, ligatures as letters, nothing invisible.

    Soft hyphens stay (the caller knows whether one is printed); what has no meaning becomes U+FFFD.
    """
    if text.isascii() and text.isprintable() and not text.startswith("(cid:"):
        return text
    text = _CONTROL.sub(UNKNOWN, _CID.sub(UNKNOWN, _IGNORED.sub("", text)))
    text = "".join(_letters(char) for char in text)
    return unicodedata.normalize("NFC", text)


def as_read(text: str) -> str:
    """Turn about a word whose letters are read from right to left: it was printed from left to right."""
    letters = "" if text.isascii() else [unicodedata.bidirectional(char) for char in text if char.isalpha()]
    return text[::-1] if letters and all(kind in {"R", "AL"} for kind in letters) else text


def _letters(char: str) -> str:
    """Write a ligature (U+FB00 to U+FB06 and the Dutch ij U+0132, U+0133) as its letters."""
    if "\ufb00" <= char <= "\ufb06":
        return unicodedata.normalize("NFKC", char)
    return {"\u0132": "IJ", "\u0133": "ij"}.get(char, char)


def as_symbols(text: str, family: str) -> str:
    """Give the characters of a symbol font as the symbols they show, where the file says only their codes.

    Wingdings and its kin become private-use characters (U+F000 and the code), as Word writes them; Zapf Dingbats
    stands in Unicode in its own order, but for ten glyphs that were there before.
    """
    if _WINGDINGS.match(family):
        return "".join(chr(0xF000 + ord(char)) if "!" <= char <= "\xff" else char for char in text)
    if _ZAPF.match(family):
        return "".join(
            _ZAPF_ELSEWHERE.get(char, chr(0x2700 + ord(char) - 0x20)) if "!" <= char <= "~" else char for char in text
        )
    return text


def count_unreadable(text: str) -> int:
    """Count the characters of a word without a Unicode meaning.

    A private-use character that stands alone is a bullet of a symbol font; inside a word it is a letter we cannot read.
    """
    alone = len(text) == 1
    return sum(char == UNKNOWN or (not alone and unicodedata.category(char) == "Co") for char in text)


def shows_symbols(family: str) -> bool:
    """Whether the characters of a font may be codes of symbols (see ``as_symbols``)."""
    return bool(_WINGDINGS.match(family) or _ZAPF.match(family))


def settle_hyphens(words: Sequence[Word]) -> tuple[Word, ...]:
    """Make visible soft hyphens plain, drop the others, and mark hyphens that break a word at a line end.

    A hyphen is marked when a letter stands before it and the next word in the content stream starts with a letter on
    another line: the rule by which PDFium writes U+FFFE, here for both engines.
    """
    out = list(words)
    last = len(words) - 1
    dropped = False
    for index in [i for i, word in enumerate(words) if word.text[-1] in HYPHENS or SOFT_HYPHEN in word.text]:
        word = words[index]
        text = word.text
        follower = words[index + 1] if index < last else None
        ends_line = follower is None or not _same_line(word, follower)
        if SOFT_HYPHEN in text:
            kept = text.rstrip(SOFT_HYPHEN).replace(SOFT_HYPHEN, "")
            if text[-1] == SOFT_HYPHEN and ends_line:
                out[index] = replace(word, text=kept + "-", hyphen_hint=True)
            else:
                out[index] = replace(word, text=kept)
                dropped = dropped or not kept
            continue
        broken = ends_line and text[-2:-1].isalpha() and follower is not None and follower.text[0].isalpha()
        if broken:
            out[index] = replace(word, text=text[:-1] + "-", hyphen_hint=True)
    return tuple(word for word in out if word.text) if dropped else tuple(out)


def _same_line(word: Word, follower: Word) -> bool:
    """Whether the next word goes on where this one ends."""
    if word.angle != follower.angle:
        return False
    if word.angle in (90, 270):
        return abs((word.x0 + word.x1) - (follower.x0 + follower.x1)) / 2 < word.size * 0.5
    return abs((word.top + word.bottom) - (follower.top + follower.bottom)) / 2 < word.size * 0.5
