"""From the elements of a web page (or of HTML inside Markdown) to blocks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from lxml import etree
from lxml import html as lxml_html

from pipeline.errors import LimitExceededError
from pipeline.extract.characters import tidy
from pipeline.extract.document import Block, Cell, Furniture, FurnitureKind, Line, Run, Table
from pipeline.extract.html_style import Look, Rules, declared, for_screen_readers_only, is_hidden, look_of
from pipeline.extract.items import blocks_of, item_of

MAX_DEPTH = 150
"""Elements within elements; pages of the regulation bank stay under 40."""
MAX_SPAN = 1000
"""Columns or rows that one cell may cover, as in the HTML standard."""
MAX_GRID = 2_000_000
"""Places in the grid of one table."""

SKIPPED = frozenset(
    {"script", "style", "template", "noscript", "head", "svg", "math", "iframe", "object", "audio", "video", "canvas"}
    | {"input", "datalist", "colgroup", "col", "map", "img", "picture", "link", "meta", "base", "param", "source"}
)
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

    def element(self, element: Any, look: Look = Look(), depth: int = 0) -> None:  # noqa: B008 - frozen default
        """Take an element in, with all that it holds."""
        if not isinstance(element.tag, str) or element.tag in SKIPPED:
            return
        if depth > MAX_DEPTH:
            raise LimitExceededError(
                f"De pagina nestelt elementen meer dan {MAX_DEPTH} diep; zo diep leest het programma niet.",
                "Open de pagina in een browser, bewaar haar als PDF en lees die.",
            )
        if self.fixed_number is None and element.sourceline:
            self.cursor = max(self.cursor, element.sourceline)
        declarations = declared(element, self.rules)
        if is_hidden(element, declarations):
            self.hidden_chars.append("".join(element.itertext()))
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
            self._table(element, look, depth)
        elif tag == "dl":
            self._definitions(element, look, depth)
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
        inner = self._inside(element, look, depth)
        level = _HEADINGS.get(element.tag) or _whole(element.get("aria-level"), 2)
        for block in inner:
            if block.kind == "paragraph":
                self.blocks.append(replace(block, kind="heading", level=level))
            elif block.kind == "item" and block.marker_line:  # "1. Titel" or "- Titel" printed in a heading
                self.blocks.append(Block("heading", (_rejoined(block), *block.lines[1:]), level=level))
            else:
                self.blocks.append(block)

    def _inside(self, element: Any, look: Look, depth: int) -> list[Block]:
        """The blocks inside an element, kept apart from those before it."""
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
        number = _whole(element.get("start"), 1)
        for child in element:
            if child.tag == "li":
                number = _whole(child.get("value"), number)
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
        if self.fixed_number is None and element.sourceline:
            self.cursor = max(self.cursor, element.sourceline)
        self.children(element, look_of(element, look, declared(element, self.rules)), depth)
        self.flush()

    # -- tables -------------------------------------------------------------------------------------------------

    def _definitions(self, element: Any, look: Look, depth: int) -> None:
        """Read a <dl> as a table of two columns: the label and what is said of it."""
        self.flush()
        if self.chrome:
            self.children(element, look, depth)
            self.flush()
            return
        cells: list[Cell] = []
        row = -1
        for child in element.iter("dt", "dd"):
            if child.tag == "dt" or row < 0:
                row += 1
            column = 0 if child.tag == "dt" else 1
            blocks = tuple(self._inside(child, look, depth + 1))
            if cells and (cells[-1].row, cells[-1].column) == (row, column):
                cells[-1] = replace(cells[-1], blocks=cells[-1].blocks + blocks)
            elif blocks:
                cells.append(Cell(row, column, blocks, number=_first_number(blocks)))
        if cells:
            self.blocks.append(Block("table", table=Table(tuple(cells), row + 1, 2)))

    def _table(self, element: Any, look: Look, depth: int) -> None:
        self.flush()
        if self.chrome:
            self.children(element, look, depth)
            self.flush()
            return
        for caption in element.iterchildren("caption"):
            self.element(caption, look, depth + 1)
        rows, head = _rows(element)
        grid: set[tuple[int, int]] = set()
        cells: list[Cell] = []
        for index, row in enumerate(rows):
            column = 0
            for source in row.iterchildren("td", "th"):
                while (index, column) in grid:
                    column += 1
                height, width = _spans(source, len(rows) - index)
                if len(grid) + height * width > MAX_GRID:
                    raise LimitExceededError(f"Een tabel op regel {element.sourceline} heeft meer cellen dan kan.")
                grid.update((index + down, column + right) for down in range(height) for right in range(width))
                inner_look = look_of(source, look, declared(source, self.rules))
                if self.fixed_number is None and source.sourceline:
                    self.cursor = max(self.cursor, source.sourceline)
                blocks = tuple(self._inside(source, inner_look, depth + 3))
                number = _first_number(blocks) or self.fixed_number or source.sourceline
                cells.append(Cell(index, column, blocks, height, width, number=number))
                column += width
        if not any(cell.blocks for cell in cells):
            return
        columns = max(column for _, column in grid) + 1
        if len(rows) == 1 and columns == 1:
            self.blocks.extend(cells[0].blocks)
            return
        self.blocks.append(Block("table", table=Table(tuple(cells), len(rows), columns, head)))


def _rows(table: Any) -> tuple[list[Any], int]:
    """The rows of a table as shown (head, bodies, foot), and how many of them are head."""
    head = [row for part in table.iterchildren("thead") for row in part.iterchildren("tr")]
    body = [
        row
        for part in table.iterchildren("tbody", "tr")
        for row in ([part] if part.tag == "tr" else part.iterchildren("tr"))
    ]
    foot = [row for part in table.iterchildren("tfoot") for row in part.iterchildren("tr")]
    heads = len(head)
    if not heads:
        for row in body:
            tags = [cell.tag for cell in row.iterchildren("td", "th")]
            if not tags or "td" in tags or heads == len(body) - 1:
                break
            heads += 1
    return head + body + foot, heads


def _spans(cell: Any, rows_left: int) -> tuple[int, int]:
    height = _whole(cell.get("rowspan"), 1)
    height = rows_left if height == 0 else height
    return max(1, min(height, rows_left)), max(1, min(_whole(cell.get("colspan"), 1), MAX_SPAN))


def _whole(value: str | None, default: int) -> int:
    match = re.fullmatch(r"\s*(-?\d{1,6})\s*", value or "")
    return int(match[1]) if match else default


def _first_number(blocks: tuple[Block, ...]) -> int | None:
    return next((line.number for line in _lines(blocks)), None)


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


def _lines(blocks: tuple[Block, ...]) -> Iterator[Line]:
    for block in blocks:
        yield from block.all_lines()


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
    try:
        root = lxml_html.fragment_fromstring(source, create_parent="div")
    except (etree.LxmlError, ValueError, AssertionError):
        root = lxml_html.Element("div")
        root.text = re.sub(r"<[^<>]*>", " ", source)
    walk = Walk(fixed_number=number)
    walk.element(root)
    walk.flush()
    return walk.blocks if number else [_moved(block, first - 1) for block in walk.blocks]
