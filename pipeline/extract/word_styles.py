"""Styles of a Word file: what a paragraph or run looks like after all inheritance."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from pipeline.extract.word_package import W

_HEADING_NAME = re.compile(r"(?:heading|kop|titre|überschrift|rubrik)\s*(\d)\b", re.IGNORECASE)
_TITLE_NAMES = frozenset({"title", "titel"})
_BULLET_LIST = re.compile(r"list bullet|lijst ?opsom\.?teken|opsomming", re.IGNORECASE)
_LIST_LEVEL = re.compile(r"(?:list|lijst)\D+([2-9])$", re.IGNORECASE)
_CONTENTS = re.compile(r"(?:toc|inhopg|inhoudsopgave|inhalt)\s*\d", re.IGNORECASE)
_OFF = frozenset({"0", "false", "off", "none"})
BODY_TEXT = 9
"""The outline level that means: no heading."""


def attribute(element: Any | None, name: str = "val") -> str | None:
    """A w: attribute of an element, or None."""
    return element.get(W + name) if element is not None else None


def child(element: Any | None, name: str) -> Any | None:
    """The first w: child of this name, or None."""
    return element.find(W + name) if element is not None else None


def is_on(element: Any | None, name: str) -> bool | None:
    """Whether a switch such as w:b is on or off; None where it is not mentioned."""
    found = child(element, name)
    if found is None:
        return None
    return (attribute(found) or "1").lower() not in _OFF


def whole(value: str | None) -> int | None:
    """A whole number from an attribute, or None where there is none."""
    match = re.fullmatch(r"\s*(-?\d{1,9})(?:\.\d+)?\s*", value or "")
    return int(match[1]) if match else None


@dataclass(frozen=True, slots=True)
class Style:
    """One style as the file defines it."""

    id: str
    name: str
    kind: str
    based_on: str | None
    element: Any


@dataclass
class Styles:
    """All styles, and the questions a reader asks of them."""

    by_id: dict[str, Style] = field(default_factory=dict)
    default: dict[str, str] = field(default_factory=dict)
    """The default style of each kind (paragraph, character, table)."""
    doc_run: Any | None = None
    """The run properties of the document defaults."""

    @classmethod
    def of(cls, root: Any | None) -> Styles:
        """Read styles.xml."""
        styles = cls()
        if root is None:
            return styles
        defaults = root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr")
        styles.doc_run = defaults
        for element in root.iterchildren(W + "style"):
            style_id = attribute(element, "styleId") or ""
            kind = attribute(element, "type") or "paragraph"
            name = attribute(child(element, "name")) or style_id
            styles.by_id[style_id] = Style(style_id, name, kind, attribute(child(element, "basedOn")), element)
            if (attribute(element, "default") or "").lower() in {"1", "true", "on"}:
                styles.default[kind] = style_id
        return styles

    def chain(self, style_id: str | None, kind: str) -> Iterator[Style]:
        """A style and those it is based on, nearest first; a loop in the file ends it."""
        style_id = style_id if style_id in self.by_id else self.default.get(kind)
        seen: set[str] = set()
        while style_id and style_id in self.by_id and style_id not in seen:
            seen.add(style_id)
            style = self.by_id[style_id]
            yield style
            style_id = style.based_on

    def switch(self, style_id: str | None, kind: str, name: str) -> bool:
        """Whether a style, with those it is based on, turns a run property on."""
        for style in self.chain(style_id, kind):
            value = is_on(child(style.element, "rPr"), name)
            if value is not None:
                return value
        return False

    def toggled(self, run: Any | None, paragraph_style: str | None, table_on: bool, name: str) -> bool:
        """Whether a toggle property (w:b, w:i, w:vanish) holds for a run.

        Direct formatting decides; else the styles of table, paragraph and run each flip it, and the document default
        turns it on for all (ECMA-376 part 1, 17.7.3).
        """
        direct = is_on(run, name)
        if direct is not None:
            return direct
        if is_on(self.doc_run, name):
            return True
        character = attribute(child(run, "rStyle"))
        by_character = self.switch(character, "character", name) if character else False
        return table_on ^ self.switch(paragraph_style, "paragraph", name) ^ by_character

    def size(self, run: Any | None, paragraph_style: str | None) -> float | None:
        """The font size of a run in points."""
        value = whole(attribute(child(run, "sz")))
        character = attribute(child(run, "rStyle"))
        chains = ((character, "character"),) if character else ()
        for style_id, kind in (*chains, (paragraph_style, "paragraph")):
            for style in self.chain(style_id, kind) if value is None else ():
                value = whole(attribute(child(child(style.element, "rPr"), "sz")))
                if value is not None:
                    break
        if value is None:
            value = whole(attribute(child(self.doc_run, "sz")))
        return value / 2 if value else None

    def heading_level(self, paragraph: Any | None, style_id: str | None) -> int:
        """The heading level, 1 for the highest; 0 for no heading."""
        direct = whole(attribute(child(paragraph, "outlineLvl")))
        if direct is not None:
            return direct + 1 if 0 <= direct < BODY_TEXT else 0
        for style in self.chain(style_id, "paragraph"):
            level = whole(attribute(child(child(style.element, "pPr"), "outlineLvl")))
            named = _HEADING_NAME.match(style.name)
            if level is not None:
                return level + 1 if 0 <= level < BODY_TEXT else 0
            if named:
                return int(named[1])
            if style.name.lower() in _TITLE_NAMES:
                return 1
        return 0

    def is_bullet_list(self, style_id: str | None) -> bool:
        """Whether the style is a bullet list by its name (Word draws the bullet from it even without numbering)."""
        return any(_BULLET_LIST.match(style.name) for style in self.chain(style_id, "paragraph"))

    def named_level(self, style_id: str | None) -> int:
        """The level in a list that the name of the style says ("List Bullet 2" is 1); 0 where it says none."""
        for style in self.chain(style_id, "paragraph"):
            match = _LIST_LEVEL.match(style.name)
            if match:
                return int(match[1]) - 1
        return 0

    def is_contents(self, style_id: str | None) -> bool:
        """Whether the style is that of a line in a table of contents."""
        return any(_CONTENTS.match(style.name) for style in self.chain(style_id, "paragraph"))

    def paragraph_property(self, paragraph: Any | None, style_id: str | None, name: str) -> Any | None:
        """A paragraph property: direct, or of the nearest style that has it."""
        direct = child(paragraph, name)
        if direct is not None:
            return direct
        for style in self.chain(style_id, "paragraph"):
            found = child(child(style.element, "pPr"), name)
            if found is not None:
                return found
        return None

    def table_switch(self, style_id: str | None, name: str, areas: tuple[str, ...]) -> bool:
        """Whether a table style turns a run property on, for all cells or for one of these areas (firstRow, …)."""
        for style in self.chain(style_id, "table"):
            for part in style.element.iterchildren(W + "tblStylePr"):
                if attribute(part, "type") in areas:
                    value = is_on(child(part, "rPr"), name)
                    if value is not None:
                        return value
        return self.switch(style_id, "table", name) if style_id else False
