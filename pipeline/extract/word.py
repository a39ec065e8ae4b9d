"""Read Word files (.docx, .docm, .dotx): paragraphs, lists and tables in the order of the body.

python-docx opens the package; the body is walked here, since python-docx does not see content controls, tracked
changes, text boxes and computed numbers, and text would be lost.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from pipeline.extract.characters import count, plain, tidy, unreadable
from pipeline.extract.continuation import join_tables
from pipeline.extract.document import Block, Document, Furniture, FurnitureKind, Line, Remark, Run
from pipeline.extract.items import blocks_of, computed_markers, item_of, levels_from_one
from pipeline.extract.text import words_of
from pipeline.extract.word_account import source_chars
from pipeline.extract.word_numbering import Number, Numbering
from pipeline.extract.word_package import MC, Parts, W, open_word
from pipeline.extract.word_styles import Styles, attribute, child, is_on, whole
from pipeline.extract.word_tables import read_table
from pipeline.extract.word_text import ANYWHERE, Paragraph, Setting, TextReader, chosen, diagram_texts

TWIPS = 20.0
"""Twips in a point."""
MEDIATYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def read_word(data: bytes) -> Document:
    """Read a Word file.

    Tracked changes are read as if accepted: insertions are text, deletions are not.  ``Line.number`` is the number of
    the paragraph in the body from 1, paragraphs in tables and text boxes counted where they stand.

    Raises:
        PasswordNeededError: the file is encrypted.
        SourceUnreadableError: the file is no Word file, or damaged.
        LimitExceededError: it unpacks to more than any book needs.
    """
    parts = open_word(data)
    body = Body.of(parts)
    blocks, furniture = join_tables(levels_from_one(body.read(parts.body)))
    furniture += _furniture(parts, body)
    lines = [line for block in blocks for line in block.all_lines()]
    return Document(
        blocks=tuple(blocks),
        furniture=tuple(furniture),
        mediatype=MEDIATYPE,
        source_chars=source_chars(parts, body.styles)
        + body.numbered_chars
        + computed_markers(blocks)
        - body.text.code_chars,
        words=words_of(lines),
        metadata=parts.metadata,
        remarks=tuple(_remarks(body, lines)),
    )


def _furniture(parts: Parts, body: Body) -> Iterator[Furniture]:
    """The headers and footers, each once."""
    both: tuple[tuple[FurnitureKind, tuple[Any, ...]], ...] = (("header", parts.headers), ("footer", parts.footers))
    for kind, trees in both:
        for tree in trees:
            for block in body.aside(tree):
                for line in block.all_lines():
                    yield Furniture(kind, line)
                if block.marker_line:
                    yield Furniture(kind, block.marker_line)


def _remarks(body: Body, lines: list[Line]) -> Iterator[Remark]:
    hidden = count("".join(body.text.hidden))
    if hidden:
        yield Remark(
            "verborgen-tekst",
            f"Het Word-bestand bevat verborgen tekst ({hidden} tekens); die is niet gelezen.",
            weight="waarschuwing",
        )
    if body.foreign:
        yield Remark(
            "ingevoegd-bestand",
            f"Het Word-bestand voegt {body.foreign} ander(e) bestand(en) in; de tekst daarvan is niet gelezen.",
            weight="waarschuwing",
        )
    bad = [line for line in lines if unreadable(line.text)]
    if bad:
        yield Remark(
            "onleesbare-tekens",
            f"{sum(unreadable(line.text) for line in bad)} teken(s) in het Word-bestand zijn niet leesbaar.",
            lines=tuple(bad),
            weight="waarschuwing",
        )


@dataclass
class Body:
    """Walks a body (or a header, note, text box or cell) and gives its blocks."""

    styles: Styles
    numbering: Numbering
    text: TextReader
    notes: dict[tuple[str, str], Any] = field(default_factory=dict)
    diagrams: dict[str, Any] = field(default_factory=dict)
    number: int = 0
    foreign: int = 0
    """Files of another kind that Word would insert when it opens this one (w:altChunk)."""
    numbered_chars: int = 0
    """Characters of numbers that Word prints in front of headings, and that are in no run."""
    carried: list[Line] = field(default_factory=list)
    """Lines of a paragraph whose end is deleted: they belong to the next."""

    @classmethod
    def of(cls, parts: Parts) -> Body:
        """Prepare to read a file."""
        styles = Styles.of(parts.styles)
        body = cls(styles, Numbering.of(parts.numbering, styles), TextReader(styles), diagrams=dict(parts.diagrams))
        for kind, tree in (("footnote", parts.footnotes), ("endnote", parts.endnotes)):
            for note in tree.iterchildren(W + kind) if tree is not None else ():
                if attribute(note, "type") in {None, "normal"}:
                    body.notes[kind, attribute(note, "id") or ""] = note
        return body

    def read(self, container: Any, setting: Setting = ANYWHERE) -> list[Block]:
        """The blocks of a container, in order."""
        blocks: list[Block] = []
        for node in _unwrapped(container):
            if node.tag == W + "p":
                blocks.extend(self._paragraph(node, setting))
            elif node.tag == W + "tbl":
                blocks.extend(read_table(self, node))
            elif node.tag == W + "altChunk":
                self.foreign += 1
        if self.carried:  # the last paragraph has nothing to be joined to
            blocks.append(Block("paragraph", tuple(self.carried)))
            self.carried = []
        return blocks

    def aside(self, tree: Any) -> list[Block]:
        """The blocks of a header or footer, without counting its paragraphs."""
        number = self.number
        blocks = self.read(tree)
        self.number = number
        return blocks

    def _paragraph(self, node: Any, setting: Setting) -> Iterator[Block]:
        self.number += 1
        properties = child(node, "pPr")
        setting = replace(setting, style=attribute(child(properties, "pStyle")))
        content = self.text.read(node, self.number, setting)
        mark = child(properties, "rPr")
        if mark is not None and (child(mark, "del") is not None or child(mark, "moveFrom") is not None):
            self.carried = _one_line(self.carried, content.lines)
            if self.carried and content.ends_in_space:
                self.carried[-1] = replace(self.carried[-1], runs=(*self.carried[-1].runs, Run(" ")))
            content = replace(content, lines=[])
        elif self.carried:
            content = replace(content, lines=_one_line(self.carried, content.lines))
            self.carried = []
        if content.lines:
            yield from self._blocks(properties, setting, content)
        elif is_on(mark, "vanish") is not True and not self._is_gone(mark):
            yield from self._empty_item(properties, setting, content)
        yield from self._attached(content)

    @staticmethod
    def _is_gone(mark: Any | None) -> bool:
        return mark is not None and (child(mark, "del") is not None or child(mark, "moveFrom") is not None)

    def _empty_item(self, properties: Any | None, setting: Setting, content: Paragraph) -> Iterator[Block]:
        """A bullet without text is an item; an empty paragraph is nothing, an empty heading keeps its number."""
        if content.boxes:
            return
        shown = self.numbering.next(properties, setting.style, self.styles)
        if shown and not shown.is_label and not self.styles.heading_level(properties, setting.style):
            yield Block("item", level=shown.level, marker=shown.text)

    def _blocks(self, properties: Any | None, setting: Setting, content: Paragraph) -> Iterator[Block]:
        lines = content.lines
        shown = self.numbering.next(properties, setting.style, self.styles)
        heading = self.styles.heading_level(properties, setting.style)
        indent = self._indent(properties, setting.style)
        if heading or (shown and shown.is_label):
            lines = self._with_number(lines, shown)
            if heading:
                yield Block("heading", tuple(lines), level=heading, indent=indent)
            else:
                yield Block("paragraph", tuple(lines), indent=indent)
        elif shown:
            level = shown.level or self.styles.named_level(setting.style)
            yield replace(item_of(lines, shown.text, level=level), indent=indent)
        elif content.is_contents_line or self.styles.is_contents(setting.style):
            yield Block("paragraph", tuple(lines), indent=indent)
        elif self.styles.is_bullet_list(setting.style):
            yield replace(item_of(lines, "•", level=self.styles.named_level(setting.style)), indent=indent)
        else:
            numbers = not all(line.bold for line in lines)  # a bold "1. Inleiding" is a title and no item
            for block in blocks_of(lines, numbers=numbers):
                yield replace(block, indent=indent)

    def _with_number(self, lines: list[Line], shown: Number | None) -> list[Line]:
        """Lines with the number that Word prints in front of them."""
        if not shown or not shown.text:
            return lines
        self.numbered_chars += count(shown.text)
        first = lines[0]
        like = first.runs[0]
        front = Run(shown.text + " ", like.bold, like.italic, like.size)
        return [replace(first, runs=tidy((front, *first.runs))), *lines[1:]]

    def _indent(self, properties: Any | None, style_id: str | None) -> float:
        """The left edge of the text in points."""
        found = self.styles.paragraph_property(properties, style_id, "ind")
        twips = whole(attribute(found, "left")) or whole(attribute(found, "start"))
        return round(twips / TWIPS, 1) if twips else 0.0

    def _attached(self, content: Paragraph) -> Iterator[Block]:
        """What hangs on a paragraph: its text boxes and its notes."""
        for box in content.boxes:
            yield from self.read(box)
        for name in content.diagrams:
            diagram = self.diagrams.pop(name, None)
            for text in diagram_texts(diagram) if diagram is not None else ():
                yield Block("paragraph", (plain(text, self.number),))
        for key in content.notes:
            note = self.notes.pop(key, None)
            if note is not None:
                yield from self.read(note)


def _one_line(before: list[Line], after: list[Line]) -> list[Line]:
    """Join the last line of a paragraph whose end was deleted to the first of the next."""
    if not before or not after:
        return before or after
    last, first = before[-1], after[0]
    joined = replace(first, runs=tidy((*last.runs, *first.runs)), number=last.number)
    return [*before[:-1], joined, *after[1:]]


def _unwrapped(container: Any) -> Iterator[Any]:
    """The paragraphs and tables of a container, out of content controls, insertions and other wrappers."""
    for node in container:
        tag = node.tag
        if not isinstance(tag, str) or tag in {W + "del", W + "moveFrom", W + "sdtPr", W + "sdtEndPr", W + "sectPr"}:
            continue
        if tag in {W + "p", W + "tbl", W + "altChunk"}:
            yield node
        elif tag == MC + "AlternateContent":
            yield from _unwrapped(chosen(node))
        elif tag in {W + name for name in ("sdt", "sdtContent", "ins", "moveTo", "customXml", "smartTag")}:
            yield from _unwrapped(node)
