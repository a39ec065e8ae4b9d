"""The text of a Word paragraph: runs with their style, line breaks, fields, tracked changes, text boxes and notes."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from pipeline.extract.characters import count, tidy
from pipeline.extract.document import Line, Run
from pipeline.extract.word_package import DIAGRAM, DRAWING, MATH, MC, RELATION, W
from pipeline.extract.word_styles import Styles, attribute, child

_DROPPED = frozenset(
    W + name for name in ("del", "moveFrom", "pPr", "rPr", "sdtPr", "sdtEndPr", "delText", "instrText")
)
_CONTENTS_LINE = re.compile(r"\S\s*\t\s*\d{1,4}\s*$")
_LINE_ENDS = frozenset({W + "br", W + "cr"})
_SPACES = frozenset({W + "tab", W + "ptab"})
_PRIVATE_START, _PRIVATE_END = 0xE000, 0xF8FF


@dataclass(frozen=True, slots=True)
class Setting:
    """What a paragraph gets from where it stands."""

    style: str | None = None
    table_bold: bool = False
    table_italic: bool = False


ANYWHERE = Setting()
"""Outside a table."""


@dataclass
class Paragraph:
    """What the content of one paragraph gives."""

    lines: list[Line] = field(default_factory=list)
    is_contents_line: bool = False
    """A title, a tab and a page number: a line of a table of contents."""
    ends_in_space: bool = False
    boxes: list[Any] = field(default_factory=list)
    """Text boxes (w:txbxContent) anchored in it."""
    diagrams: list[str] = field(default_factory=list)
    """SmartArt diagrams that stand in it, by relationship id."""
    notes: list[tuple[str, str]] = field(default_factory=list)
    """Foot- and endnotes referred to: kind and id."""


@dataclass
class TextReader:
    """Reads paragraphs one after another; a field may run over several."""

    styles: Styles
    fields: list[bool] = field(default_factory=list)
    """For each field that is open: whether its result has begun (its code is no text)."""
    code_chars: int = 0
    """Characters of values that stand inside the code of a field."""
    hidden: list[str] = field(default_factory=list)
    """Text that Word does not print."""

    def read(self, paragraph: Any, number: int, setting: Setting) -> Paragraph:
        """Read the content of a paragraph."""
        filling = _Filling(self, number, setting)
        filling.children(paragraph)
        text = "".join(run.text for run in filling.runs)
        filling.found.is_contents_line = bool(_CONTENTS_LINE.search(text))
        filling.found.ends_in_space = text != text.rstrip()
        self.fields = [shown for shown in self.fields if shown]  # a code that does not end here never ends: damage
        filling.end_line(hard=False)
        return filling.found

    def in_code(self) -> bool:
        """Whether the text at this place is the code of a field and not its result."""
        return not all(self.fields)


@dataclass
class _Filling:
    reader: TextReader
    number: int
    setting: Setting
    found: Paragraph = field(default_factory=Paragraph)
    runs: list[Run] = field(default_factory=list)

    def end_line(self, *, hard: bool) -> None:
        runs = tidy(self.runs)
        if runs:
            self.found.lines.append(Line(runs, number=self.number, hard_end=hard))
        self.runs = []

    def children(self, element: Any) -> None:
        """Take in what stands in a paragraph or in a wrapper inside it (link, content control, insertion)."""
        for node in element:
            tag = node.tag
            if not isinstance(tag, str) or tag in _DROPPED:
                continue
            if tag == W + "r":
                self._run(node)
            elif tag == MC + "AlternateContent":
                self.children(chosen(node))
            elif tag == MATH + "t":
                self.runs.append(Run(node.text or ""))
            else:
                self.children(node)

    def _run(self, run: Any) -> None:
        properties = child(run, "rPr")
        if properties is not None and child(properties, "del") is not None:
            return
        look = self._look(properties)
        hidden = self.reader.styles.toggled(properties, self.setting.style, False, "vanish")
        self._run_content(run, look, hidden=hidden)

    def _run_content(self, run: Any, look: Run, *, hidden: bool) -> None:
        for node in run:
            tag = node.tag
            if not isinstance(tag, str) or tag in _DROPPED:
                continue
            if tag == W + "fldChar":
                self._field(attribute(node, "fldCharType"))
            elif tag == MC + "AlternateContent":
                self._run_content(chosen(node), look, hidden=hidden)
            elif tag in {W + "drawing", W + "pict", W + "object"}:
                self.found.boxes.extend(boxes_in(node))
                self.found.diagrams.extend(_attributes(node, DIAGRAM + "relIds", RELATION + "dm"))
            elif tag in {W + "footnoteReference", W + "endnoteReference"}:
                kind = "footnote" if tag == W + "footnoteReference" else "endnote"
                self.found.notes.append((kind, attribute(node, "id") or ""))
            elif tag == W + "ruby":
                for base in node.iter(W + "rubyBase"):
                    self.children(base)
            else:
                self._characters(node, look, hidden=hidden)

    def _characters(self, node: Any, look: Run, *, hidden: bool) -> None:
        text = characters_of(node)
        if self.reader.in_code():
            self.reader.code_chars += count(text)
        elif hidden:
            self.reader.hidden.append(text)
        elif node.tag in _LINE_ENDS:
            self.end_line(hard=True)
        elif text:
            self.runs.append(Run(text, look.bold, look.italic, look.size))

    def _look(self, properties: Any | None) -> Run:
        styles, setting = self.reader.styles, self.setting
        return Run(
            "",
            bold=styles.toggled(properties, setting.style, setting.table_bold, "b"),
            italic=styles.toggled(properties, setting.style, setting.table_italic, "i"),
            size=styles.size(properties, setting.style),
        )

    def _field(self, kind: str | None) -> None:
        fields = self.reader.fields
        if kind == "begin":
            fields.append(False)
        elif kind == "separate" and fields:
            fields[-1] = True
        elif kind == "end" and fields:
            fields.pop()


def characters_of(node: Any) -> str:
    """The characters that one element of a run prints."""
    tag = node.tag
    if tag == W + "t":
        return node.text or ""
    if tag in _SPACES:
        return "\t"
    if tag == W + "noBreakHyphen":
        return "-"
    if tag == W + "sym":
        return symbol(attribute(node, "char"))
    return ""


def symbol(code: str | None) -> str:
    """The character of a w:sym, which Word writes as a code in the private use area or in the font itself."""
    try:
        value = int(code or "", 16)
    except ValueError:
        return "\ufffd"
    if value < 0x100:
        value += 0xF000  # the code of a symbol font without its prefix
    return chr(value) if _PRIVATE_START <= value <= _PRIVATE_END or 0x100 <= value < 0xD800 else "\ufffd"


def chosen(alternate: Any) -> Any:
    """The branch of an mc:AlternateContent that is read: the first that holds anything."""
    for branch in alternate:
        if branch.tag == MC + "Choice" and len(branch):
            return branch
    fallback = alternate.find(MC + "Fallback")
    return fallback if fallback is not None else ()


def _attributes(element: Any, tag: str, name: str) -> list[str]:
    return [found.get(name, "") for found in element.iter(tag)]


def diagram_texts(diagram: Any) -> list[str]:
    """The texts of the shapes of a SmartArt diagram, in the order in which they were made."""
    texts = []
    for point in diagram.iter(DIAGRAM + "pt"):
        for paragraph in point.iter(DRAWING + "p"):
            text = "".join(node.text or "" for node in paragraph.iter(DRAWING + "t"))
            if text.strip():
                texts.append(text)
    return texts


def boxes_in(drawing: Any) -> list[Any]:
    """The text boxes in a drawing, those inside another box left to it; of a choice only the branch that is read."""
    found: list[Any] = []
    for node in drawing:
        if node.tag == W + "txbxContent":
            found.append(node)
        elif node.tag == MC + "AlternateContent":
            found.extend(boxes_in(chosen(node)))
        elif isinstance(node.tag, str):
            found.extend(boxes_in(node))
    return found
