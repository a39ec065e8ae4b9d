"""Read Markdown: markdown-it tokens with their line numbers, tab-separated and pipe tables, HTML inside cells.

Markdown that came out of an OCR program is not tidy: tables are lines with tabs, cells hold HTML lists, a list or table
that ran over a page is in two pieces.  What belongs together beyond doubt is put together, everything else stays as is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from pipeline.errors import LimitExceededError
from pipeline.extract.characters import clean, tidy
from pipeline.extract.continuation import join_broken_text, join_tables
from pipeline.extract.document import Block, Cell, Document, Line, Run, Table
from pipeline.extract.items import blocks_of, computed_markers, item_of, levels_from_one, marked
from pipeline.extract.markdown_source import (
    ContentsLines,
    Piece,
    TableLines,
    pieces_of,
    source_chars,
    with_lone_bullets,
)
from pipeline.extract.markers import is_bullet
from pipeline.extract.page_marks import without_page_marks
from pipeline.extract.text import words_of

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

MAX_NESTING = 60
"""Lists and quotes within one another; a book uses three or four."""
MAX_OPENINGS = 2_000
"""Openings of a link or comment in one paragraph above which they are read as the characters they are."""
_BLOCK_TAGS = ("<ul", "<ol", "<li", "<p>", "<p ", "<div", "<br", "<table", "<dl")


def read_markdown(text: str) -> Document:
    """Read a Markdown text.

    Args:
        text: the decoded file; line ends may be of any kind.

    Raises:
        LimitExceededError: lists or quotes are nested deeper than any book does.
    """
    parser = _parser(text)
    blocks: list[Block] = []
    for piece in pieces_of(text):
        if isinstance(piece, TableLines):
            blocks.append(_tab_table(piece, parser))
        elif isinstance(piece, ContentsLines):
            blocks.extend(_contents(piece, parser))
        elif piece.html:
            blocks.extend(_html_blocks(piece))
        else:
            blocks.extend(_Reader(parser, piece.first).read(piece.text))
    blocks, marks = without_page_marks(blocks)
    blocks, heads = join_tables(levels_from_one(blocks))
    blocks = join_broken_text(blocks)
    lines = [line for block in blocks for line in block.all_lines()]
    return Document(
        blocks=tuple(blocks),
        furniture=(*marks, *heads),
        mediatype="text/markdown",
        source_chars=source_chars(text) + computed_markers(blocks),
        words=words_of(lines),
    )


def _parser(text: str) -> MarkdownIt:
    """The parser, without the rules that would take quadratic time on this text."""
    from markdown_it import MarkdownIt

    off = ["code", "reference", "autolink"]
    paragraphs = re.split(r"\n\s*\n", text)
    if any(paragraph.count("[") > MAX_OPENINGS for paragraph in paragraphs):
        off += ["link", "image"]
    if any(paragraph.count("<!") > MAX_OPENINGS for paragraph in paragraphs):
        off += ["html_inline"]
    # indented code does not occur in a book, indented lines do
    parser = MarkdownIt("commonmark", {"maxNesting": MAX_NESTING}).enable(["table", "strikethrough"])
    return parser.disable(off)


@dataclass
class _Reader:
    """Walks the tokens of one piece of Markdown."""

    parser: MarkdownIt
    first: int
    """Line number of the piece's first line."""
    blocks: list[Block] = field(default_factory=list)
    lists: list[str] = field(default_factory=list)
    """For each list that is open: "" for bullets, or "ordered"."""

    def read(self, text: str) -> list[Block]:
        """Give the blocks of the piece."""
        tokens = self.parser.parse(with_lone_bullets(text))
        if any(token.level >= MAX_NESTING - 1 for token in tokens):
            raise LimitExceededError(
                f"De tekst nestelt opsommingen of citaten dieper dan {MAX_NESTING // 2}; dat leest het programma niet.",
                "Controleer of dit het goede bestand is.",
            )
        index = 0
        while index < len(tokens):
            index = self._token(tokens, index)
        return self.blocks

    def _number(self, token: Token) -> int:
        return self.first + (token.map[0] if token.map else 0)

    def _token(self, tokens: Sequence[Token], index: int) -> int:
        """Take in the token at ``index``; give the index of the next."""
        token = tokens[index]
        if token.type == "heading_open":
            lines = _inline_lines(tokens[index + 1], self._number(token))
            if lines:
                self.blocks.append(Block("heading", tuple(lines), level=int(token.tag[1])))
            return index + 3
        if token.type == "list_item_open":
            return self._item(tokens, index)
        if token.type in {"bullet_list_open", "ordered_list_open"}:
            self.lists.append(token.type)
        elif token.type in {"bullet_list_close", "ordered_list_close"}:
            self.lists.pop()
        elif token.type == "inline":
            self.blocks.extend(blocks_of(_inline_lines(token, self._number(token))))
        elif token.type == "table_open":
            return self._pipe_table(tokens, index)
        elif token.type == "html_block":
            self.blocks.extend(_html_blocks(Piece(self._number(token), token.content, html=True)))
        elif token.type in {"fence", "code_block"}:
            start = self._number(token) + (token.type == "fence")
            rows = token.content.splitlines()
            lines = [Line(tidy((Run(row),)), number=start + at, hard_end=True) for at, row in enumerate(rows)]
            self.blocks.extend(blocks_of(lines))
        return index + 1

    def _item(self, tokens: Sequence[Token], index: int) -> int:
        """Read one list item: its own paragraphs are the item, what is nested in it follows as blocks."""
        token = tokens[index]
        marker = token.info + token.markup if token.info else token.markup
        number = self._number(token)
        level = len(self.lists) - 1
        own: list[Line] = []
        index += 1
        while tokens[index].type in {"paragraph_open", "paragraph_close", "inline"}:
            if tokens[index].type == "inline":
                if own:
                    own[-1] = replace(own[-1], hard_end=True)
                own.extend(_inline_lines(tokens[index], self._number(tokens[index])))
            index += 1
        printed = Line((Run(marker),), number=number)
        item = item_of(own, marker, level=level, marker_line=printed)
        if item.marker_line is not printed and item.marker_line is not None:  # "- • tekst": both stand in the source
            both = f"{marker} {item.marker}"
            item = replace(item, marker=both, marker_line=Line((Run(both),), number=number))
        at = next((at for at, line in enumerate(item.lines) if at and is_bullet(marked(line)[0])), len(item.lines))
        self.blocks.append(item.with_lines(item.lines[:at]))
        self.blocks.extend(replace(more, level=level) for more in blocks_of(item.lines[at:]))
        while tokens[index].type != "list_item_close" or tokens[index].level != token.level:
            index = self._token(tokens, index)
        return index + 1

    def _pipe_table(self, tokens: Sequence[Token], index: int) -> int:
        cells: list[Cell] = []
        row, column, head = -1, 0, 0
        while tokens[index].type != "table_close":
            token = tokens[index]
            if token.type == "tr_open":
                row, column = row + 1, 0
                number = self._number(token)
            elif token.type in {"th_open", "td_open"}:
                head = max(head, row + 1) if token.type == "th_open" else head
                blocks = cell_blocks(tokens[index + 1].content, number, self.parser)
                cells.append(Cell(row, column, tuple(blocks), number=number))
                column += 1
            index += 1
        columns = max((cell.column for cell in cells), default=0) + 1
        # the first row of a pipe table is a head by syntax only; left empty it is none
        if not any(cell.blocks for cell in cells if cell.row < head):
            cells = [replace(cell, row=cell.row - head) for cell in cells if cell.row >= head]
            row, head = row - head, 0
        if any(cell.blocks for cell in cells):
            self.blocks.append(Block("table", table=Table(tuple(cells), row + 1, columns, head)))
        return index + 1


def _html_blocks(piece: Piece) -> Iterator[Block]:
    from pipeline.extract.html_blocks import fragment_blocks

    yield from fragment_blocks(piece.text, None, first=piece.first)


def _tab_table(table: TableLines, parser: MarkdownIt) -> Block:
    """Make a table of lines that hold tabs."""
    columns = max(len(row) for _, row in table.rows)
    cells = [
        Cell(index, column, tuple(cell_blocks(text, number, parser)), number=number)
        for index, (number, row) in enumerate(table.rows)
        for column, text in enumerate(row)
    ]
    return Block("table", table=Table(tuple(cells), len(table.rows), columns, table.header_rows))


def _contents(contents: ContentsLines, parser: MarkdownIt) -> Iterator[Block]:
    """Each line of a table of contents is a paragraph, as it is printed."""
    for number, text in contents.lines:
        lines = _inline_lines(parser.parseInline(text.strip())[0], number)
        if lines:
            yield Block("paragraph", tuple(lines))


def cell_blocks(source: str, number: int, parser: MarkdownIt) -> list[Block]:
    """Read the content of one table cell: inline Markdown, or HTML with lists and line breaks."""
    if not source.strip():
        return []
    if any(tag in source.lower() for tag in _BLOCK_TAGS):
        from pipeline.extract.html_blocks import fragment_blocks

        # in HTML a single asterisk is an asterisk; who mixes the two writes the bold of Markdown
        return fragment_blocks(parser.renderInline(source) if "**" in source else source, number)
    token = parser.parseInline(source.strip())[0]
    return blocks_of(_inline_lines(token, number), numbers=False)


def _inline_lines(token: Token, number: int) -> list[Line]:
    """Turn an inline token into lines of runs; a soft or hard break ends a line."""
    lines: list[Line] = []
    runs: list[Run] = []
    bold = italic = 0

    def end(hard: bool) -> None:
        nonlocal number
        done = tidy(runs)
        if done and set("".join(run.text for run in done)) != {"="}:  # the line under a title, after an item
            lines.append(_broken_word(Line(done, number=number, hard_end=hard), runs))
        runs.clear()

    for child in token.children or ():
        kind, tag = child.type, child.tag
        if kind == "html_inline":
            tag, opening = _html_tag(child.content)
            kind = "br" if tag == "br" else ("open" if opening else "close")
        if tag in {"strong", "b"}:
            bold = max(0, bold + (1 if kind.endswith("open") else -1))
        elif tag in {"em", "i"} and kind != "br":
            italic = max(0, italic + (1 if kind.endswith("open") else -1))
        elif kind in {"softbreak", "hardbreak", "br"}:
            end(hard=kind != "softbreak")
            number += kind != "br"
        elif child.content and child.type not in {"html_inline", "image"}:  # the name of a picture is no text
            runs.append(Run(child.content, bold > 0, italic > 0))
    end(hard=False)
    return lines


def _broken_word(line: Line, runs: Sequence[Run]) -> Line:
    """Show a soft hyphen at a line end as the hyphen that it prints."""
    if not "".join(run.text for run in runs).rstrip().endswith("\u00ad"):
        return line
    last = line.runs[-1]
    return replace(line, runs=(*line.runs[:-1], replace(last, text=clean(last.text) + "-")), hyphen_hint=True)


def _html_tag(source: str) -> tuple[str, bool]:
    """The name of an inline HTML tag, and whether it opens."""
    inner = source.strip("<>/ \n\t").split()
    return (inner[0].rstrip("/").lower() if inner else ""), not source.startswith("</")
