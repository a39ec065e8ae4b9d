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
_HIDDEN_CLASSES = frozenset({"sr-only", "visually-hidden", "visuallyhidden", "screen-reader-text", "u-visually-hidden"})

Rules = Mapping[str, Mapping[str, str]]
"""Declarations by selector: "p", ".kop" or "p.kop"."""


@dataclass(frozen=True, slots=True)
class Look:
    """How the text at a place of the page is shown."""

    bold: bool = False
    italic: bool = False
    pre: bool = False
    """White space and line ends count (<pre>)."""


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
    if declarations.get("white-space", "").startswith("pre"):
        look = replace(look, pre=True)
    return look


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
