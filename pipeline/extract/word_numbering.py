"""Numbering of a Word file: the bullet or number that Word prints before a paragraph, which stands nowhere as text."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from pipeline.extract.characters import clean
from pipeline.extract.markers import is_bullet
from pipeline.extract.word_package import W
from pipeline.extract.word_styles import Styles, attribute, child, whole

MAX_LEVEL = 8
_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"),
    (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
_ORDINALS = {1: "eerste", 2: "tweede", 3: "derde", 4: "vierde", 5: "vijfde"}


@dataclass(frozen=True, slots=True)
class Level:
    """How one level of a list is numbered."""

    form: str
    text: str
    start: int
    restart: int | None
    """The level (from 1) after which counting starts anew; 0 for never, None for any higher level."""
    legal: bool
    """All numbers of the text in Arabic figures."""
    style: str | None


@dataclass(frozen=True, slots=True)
class Number:
    """What Word prints before a paragraph."""

    text: str
    level: int
    is_label: bool
    """The number holds words ("Resultaatgebied 1:"): it is text, and no marker."""


@dataclass
class Numbering:
    """The lists of a file, with the counters as they stand while the body is read from top to bottom."""

    levels: dict[str, dict[int, Level]] = field(default_factory=dict)
    """By abstract list."""
    abstract: dict[str, str] = field(default_factory=dict)
    """From list (numId) to abstract list."""
    overrides: dict[tuple[str, int], int] = field(default_factory=dict)
    """Where a list starts a level anew: (numId, level) to start."""
    replaced: dict[tuple[str, int], Level] = field(default_factory=dict)
    """Levels that a list defines itself."""
    counters: dict[str, dict[int, int]] = field(default_factory=dict)
    used: set[tuple[str, int]] = field(default_factory=set)

    @classmethod
    def of(cls, root: Any | None, styles: Styles) -> Numbering:
        """Read numbering.xml."""
        numbering = cls()
        if root is None:
            return numbering
        linked: dict[str, str] = {}
        for element in root.iterchildren(W + "abstractNum"):
            key = attribute(element, "abstractNumId") or ""
            numbering.levels[key] = {
                whole(attribute(level, "ilvl")) or 0: _level(level) for level in element.iterchildren(W + "lvl")
            }
            link = attribute(child(element, "numStyleLink"))
            if link:
                linked[key] = link
        for element in root.iterchildren(W + "num"):
            numbering._add_list(element)
        for key, style_id in linked.items():
            numbering._follow_link(key, style_id, styles)
        return numbering

    def _add_list(self, element: Any) -> None:
        num = attribute(element, "numId") or ""
        self.abstract[num] = attribute(child(element, "abstractNumId")) or ""
        for override in element.iterchildren(W + "lvlOverride"):
            at = whole(attribute(override, "ilvl")) or 0
            start = whole(attribute(child(override, "startOverride")))
            own = child(override, "lvl")
            if own is not None:
                self.replaced[num, at] = _level(own)
            if start is not None:
                self.overrides[num, at] = start

    def _follow_link(self, key: str, style_id: str, styles: Styles) -> None:
        """Take the levels of the list style that an abstract list refers to."""
        style = styles.by_id.get(style_id)
        num = attribute(style.element.find(f"{W}pPr/{W}numPr/{W}numId")) if style else None
        target = self.abstract.get(num or "")
        if target and target != key:
            self.levels[key] = self.levels.get(target, {})

    def next(self, paragraph: Any | None, style_id: str | None, styles: Styles) -> Number | None:
        """Count a paragraph and give what Word prints before it; None where it is in no list."""
        num, at = self._place(paragraph, style_id, styles)
        if not num or num == "0" or num not in self.abstract:
            return None
        key = self.abstract[num]
        level = self._level_of(num, at)
        if level is None:
            return None
        counters = self.counters.setdefault(key, {})
        first_use = (num, at) not in self.used
        self.used.add((num, at))
        if first_use and (num, at) in self.overrides:
            counters[at] = self.overrides[num, at]
        else:
            counters[at] = counters[at] + 1 if at in counters else level.start
        for lower in [lower for lower in counters if lower > at]:
            below = self._level_of(num, lower)
            if below is None or below.restart is None or below.restart > at:
                del counters[lower]
        return self._shown(num, at, level, counters)

    def _level_of(self, num: str, at: int) -> Level | None:
        return self.replaced.get((num, at)) or self.levels.get(self.abstract[num], {}).get(at)

    def _place(self, paragraph: Any | None, style_id: str | None, styles: Styles) -> tuple[str | None, int]:
        """The list and level of a paragraph: its own, or those of its style."""
        own = child(paragraph, "numPr")
        num = attribute(child(own, "numId"))
        at = whole(attribute(child(own, "ilvl")))
        if num is None:
            for style in styles.chain(style_id, "paragraph"):
                found = style.element.find(f"{W}pPr/{W}numPr")
                num = attribute(child(found, "numId"))
                if num is not None:
                    styled = whole(attribute(child(found, "ilvl")))
                    at = at if at is not None else self._linked_level(num, style.id, styled)
                    break
        return num, min(max(at or 0, 0), MAX_LEVEL)

    def _linked_level(self, num: str, style_id: str, styled: int | None) -> int | None:
        """The level that names the style; a style's own level is used where none does."""
        for at, level in self.levels.get(self.abstract.get(num, ""), {}).items():
            if level.style == style_id:
                return at
        return styled

    def _shown(self, num: str, at: int, level: Level, counters: dict[int, int]) -> Number | None:
        if level.form == "bullet":
            bullet = clean(level.text).strip()
            return Number(bullet if is_bullet(bullet) else "•", at, is_label=False)
        if level.form == "none" and "%" not in level.text:
            return Number(clean(level.text).strip(), at, is_label=True) if level.text.strip() else None

        def figure(match: re.Match[str]) -> str:
            other = int(match[1]) - 1
            definition = self._level_of(num, other)
            form = "decimal" if definition is None or (level.legal and other != at) else definition.form
            value = counters.get(other, definition.start if definition else 1)
            return formatted(value, form)

        text = clean(re.sub(r"%([1-9])", figure, level.text)).strip()
        words = re.sub(r"%[1-9]", " ", level.text)
        return Number(text, at, is_label=bool(re.search(r"[^\W\d_]{3,}", words))) if text else None


def _level(element: Any) -> Level:
    start = whole(attribute(child(element, "start")))
    return Level(
        form=attribute(child(element, "numFmt")) or "decimal",
        text=attribute(child(element, "lvlText")) or "",
        start=1 if start is None else start,
        restart=whole(attribute(child(element, "lvlRestart"))),
        legal=child(element, "isLgl") is not None,
        style=attribute(child(element, "pStyle")),
    )


def formatted(value: int, form: str) -> str:
    """A number in one of Word's number formats; an unknown format gives Arabic figures."""
    if form in {"lowerLetter", "upperLetter"} and 1 <= value <= 26 * 30:
        # Word repeats the letter: z, aa, bb
        letters = chr(ord("a") + (value - 1) % 26) * ((value - 1) // 26 + 1)
        return letters.upper() if form == "upperLetter" else letters
    if form in {"lowerRoman", "upperRoman"} and 1 <= value < 4000:
        roman, left = "", value
        for unit, sign in _ROMAN:
            count, left = divmod(left, unit)
            roman += sign * count
        return roman.upper() if form == "upperRoman" else roman
    if form == "decimalZero":
        return f"{value:02d}"
    if form == "ordinal":
        return f"{value}e"
    if form == "ordinalText":
        return _ORDINALS.get(value, f"{value}e")
    return "" if form == "none" else str(value)
