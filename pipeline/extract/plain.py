"""Read plain text: headings, items, label and value in columns, lines that were wrapped, by what the text shows."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from pipeline.extract.characters import count, plain
from pipeline.extract.continuation import join_broken_text
from pipeline.extract.document import Block, Document, Furniture, FurnitureKind
from pipeline.extract.items import levels_from_one, marked
from pipeline.extract.markdown_source import ContentsLines, TableLines, is_rule, lines_of, special_lines
from pipeline.extract.markers import is_bullet
from pipeline.extract.page_marks import without_page_marks
from pipeline.extract.plain_tables import Rows, blocks_of_rows, piped_rows, spaced_rows
from pipeline.extract.text import words_of

_WIDE = 130
"""Lines that are never longer than this were wrapped by the one who wrote them."""
_NEARLY = 12
"""A line this much shorter than the widest may be full: a word of common length did not fit."""
_DECIMAL = re.compile(r"\d+(?:\.\d+)+\.?")
_PAGE_NUMBER = re.compile(
    r"\s*(?:pagina|pag\.|blz\.|p\.)?\s*-?\s*\d{1,4}\s*(?:(?:van|/)\s*\d{1,4})?\s*-?\s*", re.IGNORECASE
)
_BROKEN = re.compile(r"(?<=\w)\u00ad(?=\s*$)")
MIN_PAGES = 3
"""Pages (between form feeds) from which a line that returns on them can be told to be furniture."""


def read_plain(text: str) -> Document:
    """Read a plain text.

    A new line is a new paragraph, unless the text plainly goes on: a small letter opens the line, it hangs under an
    item, or the line before it was full.  Columns made with spaces become tables that are not ruled.
    """
    source = [_BROKEN.sub("-", line) for line in lines_of(text)]
    broken = {index for index, line in enumerate(lines_of(text)) if _BROKEN.search(line)}
    raw, furniture = _without_page_furniture(source)
    reader = _Reader(raw, _width(raw), broken)
    blocks, marks = without_page_marks(reader.read())
    blocks = join_broken_text(levels_from_one(blocks))
    lines = [line for block in blocks for line in block.all_lines()]
    return Document(
        blocks=tuple(blocks),
        furniture=(*furniture, *marks),
        mediatype="text/plain",
        source_chars=sum(count(line) for line in source if not is_rule(line)) - reader.bars,
        words=words_of(lines),
    )


def _width(lines: list[str]) -> int | None:
    """The width at which the lines were wrapped; None where lines are as long as their paragraph."""
    lengths = [len(line.rstrip()) for line in lines if line.strip()]
    longest = max(lengths, default=0)
    full = sum(length > longest - _NEARLY for length in lengths)
    return longest if 40 <= longest <= _WIDE and full >= max(5, len(lengths) // 10) else None


def _without_page_furniture(lines: list[str]) -> tuple[list[str], list[Furniture]]:
    """Take out what the form feeds of a printed text show to be page furniture; the line numbers stay."""
    lines = list(lines)
    starts = [0] + [index for index, line in enumerate(lines) if "\f" in line]
    if len(starts) < MIN_PAGES:
        return [line.replace("\f", "") for line in lines], []
    edges: dict[str, list[int]] = {}
    for start, end in zip(starts, [*starts[1:], len(lines)], strict=True):
        filled = [index for index in range(start, end) if lines[index].strip()]
        for index in {*filled[:1], *filled[-1:]}:
            edges.setdefault(re.sub(r"\d+", "0", lines[index].strip()), []).append(index)
    furniture: list[Furniture] = []
    for same in edges.values():
        number = _PAGE_NUMBER.fullmatch(lines[same[0]]) is not None
        if len(same) >= (MIN_PAGES if number else max(MIN_PAGES, len(starts) // 2)):
            for index in same:
                edge: FurnitureKind = "header" if index in starts or "\f" in lines[index] else "footer"
                furniture.append(Furniture("page_number" if number else edge, plain(lines[index], index + 1)))
                lines[index] = ""
    return [line.replace("\f", "") for line in lines], sorted(furniture, key=lambda item: item.line.number or 0)


@dataclass
class _Reader:
    lines: list[str]
    width: int | None
    broken: set[int]
    """Indexes of the lines that end in a soft hyphen, which prints as a hyphen there."""
    blocks: list[Block] = field(default_factory=list)
    indents: list[int] = field(default_factory=list)
    """Columns at which the markers of the open lists stand."""
    hanging: int = 0
    """Column at which the text of the open item starts."""
    bars: int = 0
    """Signs that part cells and are no text."""
    open: bool = False
    """Whether the last block may go on in the next line."""

    def read(self) -> list[Block]:
        """Give the blocks of the text."""
        index = 0
        while index < len(self.lines):
            line = self.lines[index]
            if not line.strip():
                self.open = self.open and self._awaits_text()
                index += 1
            elif is_rule(line):
                self._underlined(line)
                index += 1
            else:
                index = self._table(index) or self._line(index)
        return self.blocks

    def _table(self, index: int) -> int | None:
        """Read a table that starts at a line; give the line after it, or None."""
        found = special_lines(self.lines, index)
        if isinstance(found, ContentsLines):
            self.blocks.extend(Block("paragraph", (plain(text, number),)) for number, text in found.lines)
            self.open = False
            return found.lines[-1][0]
        rows: Rows | None
        if isinstance(found, TableLines):
            cells = tuple(tuple((number, text) for text in texts) for number, texts in found.rows)
            rows = Rows(cells, found.rows[-1][0], ruled=True)
        else:
            rows = piped_rows(self.lines, index)
            if rows:
                self.bars += sum(line.count("|") for line in self.lines[index : rows.end] if not is_rule(line))
            else:
                rows = spaced_rows(self.lines, index)
        if rows is None:
            return None
        self.blocks.extend(blocks_of_rows(rows))
        self.open = False
        return rows.end

    def _line(self, index: int) -> int:
        raw = self.lines[index].expandtabs(4).rstrip()
        if raw.endswith("|"):  # what is left of a cell
            raw = raw[:-1]
            self.bars += 1
        line = replace(plain(raw, index + 1), hyphen_hint=index in self.broken)
        if not line.runs:
            return index + 1
        marker, marker_line, rest = marked(line)
        indent = len(raw) - len(raw.lstrip())
        if marker and not _DECIMAL.fullmatch(marker) and not self._wrapped_number(marker, raw, index):
            level = self._level(indent)
            self.blocks.append(
                Block("item", (rest,) if rest.text else (), level=level, marker=marker, marker_line=marker_line)
            )
            self.hanging = indent + len(raw.strip()) - len(rest.text)
            self.open = True
        elif self.open and self._goes_on(index, indent):
            last = self.blocks[-1]
            self.blocks[-1] = last.with_lines((*last.lines, line))
        else:
            heading = _is_capitals(line.text)
            self.blocks.append(Block("heading" if heading else "paragraph", (line,), level=1 if heading else 0))
            self.indents.clear()
            self.hanging = 0
            self.open = True
        return index + 1

    def _awaits_text(self) -> bool:
        """Whether the last block is a marker whose text is still to come."""
        last = self.blocks[-1] if self.blocks else None
        return last is not None and last.kind == "item" and not last.lines

    def _level(self, indent: int) -> int:
        while self.indents and indent < self.indents[-1]:
            self.indents.pop()
        if not self.indents or indent > self.indents[-1]:
            self.indents.append(indent)
        return len(self.indents) - 1

    def _full(self, index: int) -> bool:
        """Whether the first word of this line had no room at the end of the line before."""
        before = self.lines[index - 1].rstrip()
        word = self.lines[index].split()[0]
        return self.width is not None and len(before) + 1 + len(word) > self.width

    def _wrapped_number(self, marker: str, raw: str, index: int) -> bool:
        """Whether a line opens with a number because the sentence was wrapped there ("… artikel / 12. Het …")."""
        return (
            not is_bullet(marker)
            and self.open
            and bool(self.blocks[-1].lines)
            and self._full(index)
            and (self.blocks[-1].kind == "paragraph")
        )

    def _goes_on(self, index: int, indent: int) -> bool:
        """Whether this line continues the block before it."""
        last = self.blocks[-1]
        if self._awaits_text():
            return True
        before, after = self.lines[index - 1].strip(), self.lines[index].strip()
        if last.kind == "heading":
            return _is_capitals(after) and (self._full(index) or before.endswith(("&", "/", "-", ",")))
        if after[0].islower() or re.search(r"\w[-\u2010\u00ad]$", before):
            return True
        if last.kind == "item" and self.hanging and indent >= self.hanging > 0 and indent > 0:
            return True
        label = after.endswith(":") and len(after) < 60
        return self._full(index) and not before.endswith(":") and not (label and before.endswith("."))

    def _underlined(self, line: str) -> None:
        """A line of = or - under a single line makes that a heading."""
        last = self.blocks[-1] if self.blocks else None
        single = last is not None and last.kind == "paragraph" and len(last.lines) == 1 and self.open
        if last is not None and single and set(line.strip()) <= {"=", "-"}:
            self.blocks[-1] = replace(last, kind="heading", level=1 if "=" in line else 2)
        self.open = False


def _is_capitals(text: str) -> bool:
    """Whether a line is a title in capitals."""
    letters = [char for char in text if char.isalpha()]
    return (
        len(letters) >= 5
        and all(char.isupper() for char in letters)
        and len(letters) * 2 > len(text)
        and len(text) < 140
    )
