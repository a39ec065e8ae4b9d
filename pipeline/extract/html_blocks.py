"""From the elements of a web page (or of HTML inside Markdown) to blocks."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import Any

from lxml import etree
from lxml import html as lxml_html

from pipeline.errors import LimitExceededError
from pipeline.extract.characters import tidy
from pipeline.extract.document import Block, Furniture, FurnitureKind, Line, Run
from pipeline.extract.html_style import (
    PLAIN,
    SKIPPED,
    Look,
    Rules,
    declared,
    for_screen_readers_only,
    is_hidden,
    look_of,
    text_of,
)
from pipeline.extract.html_tables import read_definitions, read_table, whole
from pipeline.extract.items import blocks_of, item_of

MAX_DEPTH = 150
"""Elements within elements; pages of the regulation bank stay under 40."""

_NOT_IN_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_CHROME = frozenset({"nav", "button", "select", "textarea", "dialog", "menu"})
_CHROME_ROLES = frozenset({"navigation", "banner", "contentinfo", "search", "dialog", "menu", "menubar", "toolbar"})
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_BLOCKS = frozenset(
    {"html", "body", "p", "div", "section", "article", "main", "header", "footer", "address", "blockquote", "figure"}
    | {"figcaption", "center", "form", "fieldset", "legend", "pre", "hr", "details", "summary", "hgroup", "aside"}
    | {"dl", "dt", "dd", "ul", "ol", "dir", "li", "table", "caption", "thead", "tbody", "tfoot", "tr", "td", "th"}
    | frozenset(_HEADINGS)
)
_ROMAN = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))


@dataclass
class Walk:
    """The state of one walk: what has been found, and the line being filled."""

    rules: Rules = field(default_factory=dict)
    fixed_number: int | None = None
    """The line number for everything, where the source line is known otherwise (HTML inside Markdown)."""
    blocks: list[Block] = field(default_factory=list)
    furniture: list[Furniture] = field(default_factory=list)
    hidden_chars: list[str] = field(default_factory=list)
    chrome: FurnitureKind | None = None
    """Set while inside page chrome: what is found there is furniture."""
    list_level: int = -1
    lines: list[Line] = field(default_factory=list)
    runs: list[Run] = field(default_factory=list)
    cursor: int = 1
    line_start: int | None = None

    # -- text ---------------------------------------------------------------------------------------------------

    def text(self, text: str | None, look: Look) -> None:
        """Take a stretch of text in."""
        if not text:
            return
        if look.pre:
            for index, part in enumerate(text.split("\n")):
                if index:
                    self.end_line()
                    self.cursor += 1
                self._add(part, look)
            return
        lead = len(text) - len(text.lstrip())
        if self.line_start is None and text.strip():
            self.line_start = self.cursor + text[:lead].count("\n")
        self.runs.append(Run(text, look.bold, look.italic, look.size))
        self.cursor += text.count("\n")

    def _add(self, text: str, look: Look) -> None:
        if text.strip() and self.line_start is None:
            self.line_start = self.cursor
        self.runs.append(Run(text, look.bold, look.italic, look.size))

    def go_to(self, element: Any) -> None:
        """Move to the line of the source on which an element starts."""
        if self.fixed_number is None and element.sourceline:
            self.cursor = max(self.cursor, element.sourceline)

    def end_line(self) -> None:
        """End the line that is being filled: <br>, or a line end that counts."""
        runs = tidy(self.runs)
        number = self.fixed_number or self.line_start or self.cursor
        if runs:
            self.lines.append(Line(runs, number=number, hard_end=True))
        self.runs, self.line_start = [], None

    def take_lines(self) -> list[Line]:
        """Give the lines since the last block and start anew."""
        self.end_line()
        lines, self.lines = self.lines, []
        if lines:
            lines[-1] = replace(lines[-1], hard_end=False)
        return lines

    def flush(self) -> None:
        """Turn the lines gathered so far into paragraphs and items."""
        lines = self.take_lines()
        if not lines:
            return
        if self.chrome:
            self.furniture.extend(Furniture(self.chrome, line) for line in lines)
        else:
            level = max(self.list_level, 0)
            numbers = not all(line.bold for line in lines)
            for block in blocks_of(lines, numbers=numbers):  # a bold "1. Inleiding" is a title and no item
                self.blocks.append(replace(block, level=level) if block.kind == "item" else block)

    # -- elements -----------------------------------------------------------------------------------------------

    def element(self, element: Any, look: Look = PLAIN, depth: int = 0) -> None:
        """Take an element in, with all that it holds."""
        if not isinstance(element.tag, str) or element.tag in SKIPPED:
            return
        if depth > MAX_DEPTH:
            raise LimitExceededError(
                f"De pagina nestelt elementen meer dan {MAX_DEPTH} diep; zo diep leest het programma niet.",
                "Open de pagina in een browser, bewaar haar als PDF en lees die.",
            )
        self.go_to(element)
        declarations = declared(element, self.rules)
        if is_hidden(element, declarations):
            self.hidden_chars.append(text_of(element))
            return
        if self._is_chrome(element):
            self._within_chrome(element, look, depth)
            return
        self._visible(element, look_of(element, look, declarations), depth)

    def _visible(self, element: Any, look: Look, depth: int) -> None:
        tag = element.tag
        if tag == "br":
            self.end_line()
        elif tag in _HEADINGS or element.get("role") == "heading":
            self._heading(element, look, depth)
        elif tag in {"ul", "ol", "dir"}:
            self._list(element, look, depth)
        elif tag == "table" and element.get("role") not in {"presentation", "none"}:
            read_table(self, element, look, depth)
        elif tag == "dl":
            read_definitions(self, element, look, depth)
        elif tag in _BLOCKS:
            self.flush()
            self.children(element, look, depth)
            self.flush()
        else:
            self.children(element, look, depth)

    def children(self, element: Any, look: Look, depth: int) -> None:
        """Take in what stands inside an element."""
        self.text(element.text, look)
        for child in element:
            self.element(child, look, depth + 1)
            self.text(child.tail, look)

    def _is_chrome(self, element: Any) -> bool:
        if self.chrome:
            return False
        return (
            element.tag in _CHROME
            or element.get("role") in _CHROME_ROLES
            or element.get("data-chrome") is not None
            or for_screen_readers_only(element)
        )

    def _within_chrome(self, element: Any, look: Look, depth: int) -> None:
        self.flush()
        self.chrome = "footer" if element.get("data-chrome") == "footer" else "header"
        self.children(element, look, depth)
        self.flush()
        self.chrome = None

    def _heading(self, element: Any, look: Look, depth: int) -> None:
        self.flush()
        if self.chrome:
            self.children(element, look, depth)
            self.flush()
            return
        inner = self.inside(element, look, depth)
        level = _HEADINGS.get(element.tag) or whole(element.get("aria-level"), 2)
        for block in inner:
            if block.kind == "paragraph":
                self.blocks.append(replace(block, kind="heading", level=level))
            elif block.kind == "item" and block.marker_line:  # "1. Titel" or "- Titel" printed in a heading
                self.blocks.append(Block("heading", (_rejoined(block), *block.lines[1:]), level=level))
            else:
                self.blocks.append(block)

    def inside(self, element: Any, look: Look, depth: int) -> list[Block]:
        """Give the blocks inside an element, kept apart from those before it."""
        outer, self.blocks = self.blocks, []
        level, self.list_level = self.list_level, -1
        self.children(element, look, depth)
        self.flush()
        inner, self.blocks = self.blocks, outer
        self.list_level = level
        return inner

    # -- lists --------------------------------------------------------------------------------------------------

    def _list(self, element: Any, look: Look, depth: int) -> None:
        self.flush()
        self.list_level += 1
        number = whole(element.get("start"), 1)
        self.text(element.text, look)
        for child in element:
            if child.tag == "li":
                number = whole(child.get("value"), number)
                self._item(child, _list_marker(element, number), look, depth + 1)
                number += 1
            else:
                self.element(child, look, depth + 1)
            self.text(child.tail, look)
        self.flush()
        self.list_level -= 1

    def _item(self, element: Any, marker: str, look: Look, depth: int) -> None:
        if self.chrome:
            self.element_content(element, look, depth)
            return
        outer, self.blocks = self.blocks, []
        self.element_content(element, look, depth)
        inner, self.blocks = self.blocks, outer
        self.blocks.extend(_as_item(inner, marker, self.list_level))

    def element_content(self, element: Any, look: Look, depth: int) -> None:
        """Take in an element's children as blocks of their own."""
        self.flush()
        self.go_to(element)
        self.children(element, look_of(element, look, declared(element, self.rules)), depth)
        self.flush()


def _moved(block: Block, by: int) -> Block:
    """The block with all its line numbers moved."""

    def line_moved(line: Line) -> Line:
        return replace(line, number=line.number + by if line.number else None)

    table = block.table
    if table:
        cells = tuple(
            replace(
                cell,
                number=cell.number + by if cell.number else None,
                blocks=tuple(_moved(inner, by) for inner in cell.blocks),
            )
            for cell in table.cells
        )
        table = replace(table, cells=cells)
    marker_line = line_moved(block.marker_line) if block.marker_line else None
    return replace(block, lines=tuple(map(line_moved, block.lines)), marker_line=marker_line, table=table)


def _rejoined(block: Block) -> Line:
    """The first line of an item with its marker back in front, for a heading."""
    marker = block.marker_line.runs if block.marker_line else ()
    rest = block.lines[0].runs if block.lines else ()
    line = block.lines[0] if block.lines else block.marker_line
    assert line is not None
    return replace(line, runs=tidy((*marker, Run(" "), *rest)))


def _as_item(inner: list[Block], marker: str, level: int) -> list[Block]:
    """The blocks of one <li>: its own text is the item, what is nested in it comes after.

    Paragraphs before a nested list or table belong to the item; so does a typed bullet in an element of its own.
    """
    own: list[Line] = []
    marker_line: Line | None = None
    rest = list(inner)
    while rest and (rest[0].kind == "paragraph" or (rest[0].kind == "item" and rest[0].marker_line and not own)):
        block = rest.pop(0)
        if block.kind == "item":
            if marker_line:
                rest.insert(0, block)
                break
            marker, marker_line = block.marker, block.marker_line
        if own:
            own[-1] = replace(own[-1], hard_end=True)
        own.extend(block.lines)
    if marker_line:
        first = Block("item", tuple(own), level=level, marker=marker, marker_line=marker_line)
    else:
        first = item_of(own, marker, level=level)
    return [first, *rest]


def _list_marker(element: Any, number: int) -> str:
    """The marker that a browser would show."""
    if element.tag != "ol":
        return "•"
    kind = element.get("type") or "1"
    if kind in {"a", "A"} and 1 <= number <= 26:
        letter = chr(ord("a") + number - 1)
        return f"{letter.upper() if kind == 'A' else letter}."
    if kind in {"i", "I"} and 1 <= number < 40:
        roman, left = "", number
        for value, sign in _ROMAN:
            while left >= value:
                roman, left = roman + sign, left - value
        return f"{roman.upper() if kind == 'I' else roman}."
    return f"{number}."


def fragment_blocks(source: str, number: int | None, *, first: int = 1) -> list[Block]:
    """Read a piece of HTML that stands inside another format.

    Args:
        source: the piece, with or without an outer element.
        number: the line of the source that everything in it gets; None to count the lines.
        first: where lines are counted, the number of the first.
    """
    source = _NOT_IN_XML.sub(" ", source)
    try:
        root = lxml_html.fragment_fromstring(source, create_parent="div")
    except (etree.LxmlError, ValueError, AssertionError):
        root = lxml_html.Element("div")
        root.text = re.sub(r"<[^<>]*>", " ", source)
    walk = Walk(fixed_number=number)
    walk.element(root)
    walk.flush()
    return walk.blocks if number else [_moved(block, first - 1) for block in walk.blocks]
