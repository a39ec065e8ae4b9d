"""Bullets and list numbers: which characters at the start of a line are a marker and no text.

All readers share this: the PDF layout, Word paragraphs whose author typed the bullet, web pages, and plain text.
"""

from __future__ import annotations

import re
import sys

PRIVATE_USE = {
    "\uf02d": "-",
    "\uf06c": "●",
    "\uf06e": "■",
    "\uf06f": "o",
    "\uf071": "❑",
    "\uf075": "◆",
    "\uf076": "❖",
    "\uf077": "◆",
    "\uf09e": "•",
    "\uf09f": "•",
    "\uf0a0": "▪",
    "\uf0a7": "▪",
    "\uf0a8": "◻",
    "\uf0ad": "•",
    "\uf0ae": "→",
    "\uf0b7": "•",
    "\uf0be": "-",
    "\uf0d8": "➢",
    "\uf0de": "⇒",
    "\uf0e0": "→",
    "\uf0e8": "➔",
    "\uf0f0": "⇨",
    "\uf0fc": "✓",
    "\uf0fd": "☒",
    "\uf0fe": "☑",
}
"""What the glyphs of Symbol, Wingdings and Courier bullets mean; they reach us as private-use characters."""

SURE_BULLETS = frozenset("•·∙●○◦‣⁃▪▫■□◻◼◆◇►▶▸➢➤➔→⇒⇨❑❖✓✔☐☑☒") | frozenset(PRIVATE_USE)
"""Characters that are a bullet wherever they open a line, with or without a space behind them."""

DASHES = frozenset("-‐‑–—−*")
"""Characters that are a bullet only when white space (or nothing) follows."""

_WINGDINGS_LOST = frozenset("§Øü")
"""What is left of ▪ ➢ ✓ where the font is lost and its code was read as Latin-1: a bullet before space and letter."""

_UNITS = r"(?:fte|fte's|uur|uren|%|procent|euro|eur|jaar|jaren|maanden?|punten|miljoen|miljard|m2|km)\b"
_DECIMAL = re.compile(r"(?P<marker>[1-9]\d?(?:\.[1-9]\d?){1,4}\.?)\s+(?P<rest>\S.*)", re.DOTALL)
_NUMBER = re.compile(r"(?P<marker>\(\d{1,3}\)|\d{1,3}[.)])(?:\s+(?P<rest>.*))?", re.DOTALL)
_LETTER = re.compile(r"(?P<marker>\([a-z]\)|[a-z][.)]|[A-Z]\))(?:\s+(?P<rest>.*))?", re.DOTALL)
_ROMAN = re.compile(
    r"(?P<marker>\((?:x{0,2}(?:ix|iv|v?i{0,3}))\)|(?:x{0,2}(?:ix|iv|v?i{0,3}))[.)])(?:\s+(?P<rest>.*))?", re.DOTALL
)
_MAY_OPEN = SURE_BULLETS | frozenset("ivx")
"""Letters that open a marker also where a letter follows: those of Roman numbers, and bullets that count as letters."""
_UNIT_FIRST = re.compile(_UNITS, re.IGNORECASE)


def readable(text: str) -> str:
    """Replace the known private-use glyphs by the character they show; others stay as they are."""
    return "".join(PRIVATE_USE.get(char, char) for char in text)


def opens_with_word(text: str) -> bool:
    """Whether a text surely opens with a word and no marker, as nearly every line does: two letters see to that."""
    return text[:2].isalpha() and len(text) > 1 and text[0] not in _MAY_OPEN


def split_marker(text: str) -> tuple[str, str]:
    """Split a line into its list marker and the text after it.

    A marker is a bullet ("•", "- ", a Wingdings glyph, "- •" of a web page), a number ("1.", "1)", "(1)", "1.2"), a
    letter ("a.", "a)") or a small Roman number ("ii.").  A number that belongs to the sentence ("3 FTE", "2018 was",
    "7.5 uur") is none.  The marker is given as the character it shows, and the rest without leading white space.

    Returns:
        The marker ("" where there is none), and the text after it (the whole text where there is no marker).
    """
    stripped = text.strip()
    if opens_with_word(stripped):
        return "", text
    bullet, rest = _split_bullet(stripped)
    if bullet:
        return bullet, rest
    for pattern in (_DECIMAL, _NUMBER, _LETTER, _ROMAN):
        match = pattern.fullmatch(stripped)
        if match:
            rest = (match["rest"] or "").lstrip()
            return ("", text) if _UNIT_FIRST.match(rest) else (match["marker"], rest)
    return "", text


def _split_bullet(text: str) -> tuple[str, str]:
    first, rest = text[:1], text[1:]
    if first in SURE_BULLETS and first:
        return sys.intern(PRIVATE_USE.get(first, first)), rest.lstrip()
    spaced = rest[:1].isspace()
    body = rest.lstrip()
    if first in DASHES and first and (spaced or not rest):
        inner, after = _split_bullet(body) if body[:1] in SURE_BULLETS and body else ("", "")
        return (f"{first} {inner}", after) if inner else (first, body)
    # the hollow bullet of Courier New; "o" is no Dutch word, but "o ja" and "o, ..." are said
    if first == "o" and (not rest or (spaced and not re.match(r"(ja|nee|zo|wee)\b|\W", body))):
        return "o", body
    if first in _WINGDINGS_LOST and first and spaced and body[:1].isalpha():
        return first, body
    return "", text


def is_marker(text: str) -> bool:
    """Whether the text is a list marker and nothing else."""
    marker, rest = split_marker(text)
    return bool(marker) and not rest


def is_bullet(marker: str) -> bool:
    """Whether a marker that ``split_marker`` gave is a bullet, and not a number or letter."""
    return bool(marker) and (marker[0] in SURE_BULLETS | DASHES | _WINGDINGS_LOST or marker == "o")
