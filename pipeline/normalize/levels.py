"""Competences with a level, in the ways that books write them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

_LEVEL = r"(?:[A-Ha-h]|\d|[IVX]{1,4})"
_WORD = r"(?:competentie|gedrags)?niveau"
_BRACKETED = r"[(\[]\s*(?P<a>.+?)\s*[)\]]"
# "naam, niveau A (naam)"  "naam - niveau C"  "naam niveau C: inleven"  "naam (niveau B: naam)"
_WORDED = re.compile(
    rf"^(?P<name>.*?)[\s,;:–—-]*[(\[]?\s*\b{_WORD}\s*[:–-]?\s*(?P<level>{_LEVEL})(?![\w])\s*(?P<rest>.*)$",
    re.IGNORECASE,
)
# "naam (B)"  "naam, B (naam)"  "naam - B"  "naam B"
_BARE = re.compile(
    r"^(?P<name>.*?[^\W\d].*?)(?:\s*[,;:–—-]\s*|\s+)(?:[(\[]\s*(?P<in>[A-H]|\d)\s*[)\]]|(?P<level>[A-H]|\d))\s*(?P<rest>[(\[:–-].*)?$"
)

_LONG = 120
"""A longer text names no competence with a bare letter."""


@dataclass(frozen=True, slots=True)
class Levelled:
    """The name of a competence, its level and the name of that level."""

    naam: str
    niveau: str | None
    niveaunaam: str | None


@lru_cache(maxsize=8192)
def read_levelled(text: str) -> Levelled:
    """Read a competence with its level.

    >>> read_levelled("plannen en organiseren, niveau B (afstemmen)")
    Levelled(naam='plannen en organiseren', niveau='B', niveaunaam='afstemmen')
    >>> read_levelled("Samenwerken (B)")
    Levelled(naam='Samenwerken', niveau='B', niveaunaam=None)
    """
    bare = text.strip()
    match = _WORDED.match(bare) if "niveau" in bare.lower() else _BARE.match(bare) if len(bare) < _LONG else None
    if not match:
        return Levelled(bare, None, None)
    groups = match.groupdict()
    level = groups.get("level") or groups.get("in")
    return Levelled(_trimmed(match["name"]), level.upper() if level else None, level_name(match["rest"] or ""))


def read_level(text: str) -> tuple[str | None, str | None]:
    """Read what follows the word "Niveau": the level and its name."""
    match = re.match(rf"\s*[:–-]?\s*[(\[]?\s*({_LEVEL})(?!\w)\s*(.*)$", text)
    return (match[1], level_name(match[2])) if match else (None, None)


def level_name(text: str) -> str | None:
    """The name of a level, without brackets, colon or dash around it."""
    bare = text.strip().lstrip(":–—-=,|)] ").strip()
    if bare.startswith(("(", "[")):
        bare = bare[1:]
        if bare.endswith((")", "]", ").", ");")):
            bare = bare.rstrip(".;")[:-1]
    elif bare.endswith(")") and bare.count(")") > bare.count("("):
        bare = bare[:-1]
    return bare.strip() or None


def _trimmed(name: str) -> str:
    return name.strip().rstrip(" ,;:|–—-([")
