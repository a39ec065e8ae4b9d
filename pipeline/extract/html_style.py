"""What the print of a web page says: bold, italic, hidden, from tags, inline styles and simple style rules."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

_RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
_SIMPLE = re.compile(r"^(?:([a-z][a-z0-9]*)|([a-z][a-z0-9]*)?\.([\w-]+))$", re.IGNORECASE)
_BOLD_TAGS = frozenset({"b", "strong"})
_ITALIC_TAGS = frozenset({"i", "em", "cite", "dfn", "var", "address"})
BODY_SIZE = 12.0
"""Points of the text of a page that says nothing of it (16 pixels)."""
_FONT_SIZES = {"1": 7.5, "2": 10.0, "3": 12.0, "4": 13.5, "5": 18.0, "6": 24.0, "7": 36.0}
_NAMED_SIZES = {"x-small": 7.5, "small": 10.0, "medium": 12.0, "large": 13.5, "x-large": 18.0, "xx-large": 24.0}
_TAG_SIZES = {"h1": 2.0, "h2": 1.5, "h3": 1.17, "h4": 1.0, "h5": 0.83, "h6": 0.67, "small": 0.83, "big": 1.2}
_UNITS = {"pt": 1.0, "px": 0.75, "cm": 28.35, "mm": 2.835, "in": 72.0}
SKIPPED = frozenset(
    {"script", "style", "template", "noscript", "head", "svg", "math", "iframe", "object", "audio", "video", "canvas"}
    | {"input", "datalist", "colgroup", "col", "map", "img", "picture", "link", "meta", "base", "param", "source"}
)
"""Elements that hold no text for readers."""
_HIDDEN_CLASSES = frozenset({"sr-only", "visually-hidden", "visuallyhidden", "screen-reader-text", "u-visually-hidden"})

Rules = Mapping[str, Mapping[str, str]]
"""Declarations by selector: "p", ".kop" or "p.kop"."""


@dataclass(frozen=True, slots=True)
class Look:
    """How the text at a place of the page is shown."""

    bold: bool = False
    italic: bool = False
    size: float | None = None
    """Font size in points; None where it is not known (HTML inside Markdown)."""
    pre: bool = False
    """White space and line ends count (<pre>)."""


PLAIN = Look()


def style_rules(css: str) -> dict[str, dict[str, str]]:
    """Read the rules of a style sheet whose selector is one tag, one class, or a tag with a class; skip the rest."""
    rules: dict[str, dict[str, str]] = {}
    css = re.sub(r"/\*.*?\*/|<!--|-->", " ", css, flags=re.DOTALL)
    for selectors, body in _RULE.findall(css[:200_000]):
        declarations = _declarations(body)
        for selector in selectors.split(","):
            name = selector.strip()
            if _SIMPLE.match(name):
                rules.setdefault(name.lower(), {}).update(declarations)
    return rules


def _declarations(text: str) -> dict[str, str]:
    pairs = (part.split(":", 1) for part in text.split(";") if ":" in part)
    return {name.strip().lower(): value.strip().lower() for name, value in pairs}


def declared(element: Any, rules: Rules) -> dict[str, str]:
    """All declarations that hold for an element: of its tag, its classes, and its style attribute, in that order."""
    found: dict[str, str] = {}
    tag = element.tag
    classes = (element.get("class") or "").lower().split()
    for selector in (tag, *(f".{name}" for name in classes), *(f"{tag}.{name}" for name in classes)):
        found.update(rules.get(selector, {}))
    style = element.get("style")
    if style:
        found.update(_declarations(style))
    return found


def look_of(element: Any, inherited: Look, declarations: Mapping[str, str]) -> Look:
    """The look of an element within its parent's."""
    look = inherited
    tag = element.tag
    if tag in _BOLD_TAGS:
        look = replace(look, bold=True)
    elif tag in _ITALIC_TAGS:
        look = replace(look, italic=True)
    elif tag == "pre":
        look = replace(look, pre=True)
    weight = declarations.get("font-weight", "")
    if weight in {"bold", "bolder"} or (weight.isdigit() and int(weight) >= 600):
        look = replace(look, bold=True)
    elif weight in {"normal", "lighter"} or weight.isdigit():
        look = replace(look, bold=False)
    slant = declarations.get("font-style", "")
    if slant in {"italic", "oblique", "normal"}:
        look = replace(look, italic=slant != "normal")
    size = _size(element, inherited.size, declarations.get("font-size", ""))
    if size != look.size:
        look = replace(look, size=size)
    if declarations.get("white-space", "").startswith("pre"):
        look = replace(look, pre=True)
    return look


def _size(element: Any, inherited: float | None, declared_size: str) -> float | None:
    """The font size as a browser works it out: declared, of <font>, of the tag, or inherited."""
    value = re.fullmatch(r"(\d{1,4}(?:\.\d+)?)(pt|px|cm|mm|in|em|rem|%)", declared_size)
    if value:
        number, unit = float(value[1]), value[2]
        if unit in _UNITS:
            return round(number * _UNITS[unit], 1)
        base = BODY_SIZE if unit == "rem" or inherited is None else inherited
        return round(base * (number / 100 if unit == "%" else number), 1)
    if declared_size in _NAMED_SIZES:
        return _NAMED_SIZES[declared_size]
    if element.tag == "font" and element.get("size") in _FONT_SIZES:
        return _FONT_SIZES[element.get("size")]
    if element.tag in _TAG_SIZES and inherited is not None:
        return round(inherited * _TAG_SIZES[element.tag], 1)
    return inherited


def text_of(element: Any) -> str:
    """All text in an element, without that of scripts and the like."""
    parts: list[str] = []
    waiting: list[Any] = [element]
    while waiting:
        node = waiting.pop()
        if isinstance(node, str):
            parts.append(node)
            continue
        parts.append(node.text or "")
        for child in reversed(node):
            waiting.append(child.tail or "")
            if isinstance(child.tag, str) and child.tag not in SKIPPED:
                waiting.append(child)
    return "".join(parts)


def is_hidden(element: Any, declarations: Mapping[str, str]) -> bool:
    """Whether the page does not show the element."""
    return (
        element.get("hidden") is not None
        or declarations.get("display") == "none"
        or declarations.get("visibility") == "hidden"
        or declarations.get("mso-hide") == "all"
    )


def for_screen_readers_only(element: Any) -> bool:
    """Whether the element holds a help text that only screen readers give."""
    return bool(_HIDDEN_CLASSES & set((element.get("class") or "").lower().split()))
