"""What is printed, apart from how: a book as a list of elements, in the wording and order of a layout, with its truth.

A printer turns the elements into pages.  The truth is the book as this layout shows it: what is not printed (a column
left out, bold in plain text, a chapter that is missing) is not in it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal

Dict = dict[str, Any]
Role = Literal[
    "organisatie", "titel", "ondertitel", "versie",  # the title page
    "deel", "hoofdstuk", "functie", "profiel", "sectie", "label", "reeks", "gebied", "competentie", "niveau", "vraag",
]  # fmt: skip


@dataclass(frozen=True)
class Span:
    """A stretch of text in one style."""

    text: str
    bold: bool = False
    italic: bool = False


@dataclass(frozen=True)
class Heading:
    """A line that stands above others; its role decides how it is printed."""

    role: Role
    text: str
    toc: bool = False


@dataclass(frozen=True)
class Paragraph:
    """Running text."""

    spans: tuple[Span, ...]


@dataclass(frozen=True)
class Item:
    """An item of a list; with a number it is an ordered list."""

    spans: tuple[Span, ...]
    number: int | None = None
    last: bool = False


@dataclass(frozen=True)
class Fields:
    """Labels with their values: the header block of a description."""

    rows: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class CellText:
    """A cell of a table: paragraphs or items, maybe on its side, maybe over several columns."""

    blocks: tuple[Paragraph | Item, ...] = ()
    span: int = 1
    rotated: bool = False
    bold: bool = False
    centre: bool = False


@dataclass(frozen=True)
class Grid:
    """A table; widths are shares of the width of the page."""

    kind: Literal["matrix", "beschikbaar"]
    head: tuple[tuple[CellText, ...], ...]
    rows: tuple[tuple[CellText, ...], ...]
    widths: tuple[float, ...]
    landscape: bool = False
    """The table stands on a page of its own, turned."""


@dataclass(frozen=True)
class Toc:
    """The table of contents; the printer fills in the pages as well as it can."""

    title: str
    entries: tuple[tuple[int, str], ...] = ()


@dataclass(frozen=True)
class NewPage:
    """A page break."""


Element = Heading | Paragraph | Item | Fields | Grid | Toc | NewPage


@dataclass
class Script:
    """The elements of a book and the book as they show it."""

    elements: list[Element] = field(default_factory=list)
    truth: Dict = field(default_factory=dict)
    running_title: str = ""


def plain(text: str, *, bold: bool = False, italic: bool = False) -> tuple[Span, ...]:
    """One span."""
    return (Span(text, bold, italic),)


def emphasised(kenmerk: Dict, *, bold: bool, italic: bool = False) -> tuple[Span, ...]:
    """The spans of a kenmerk; without bold the whole is one."""
    text = kenmerk["tekst"]
    if not bold:
        return plain(text, italic=italic)
    spans, at = [], 0
    for begin, end in kenmerk["nadruk_posities"]:
        if begin > at:
            spans.append(Span(text[at:begin], False, italic))
        spans.append(Span(text[begin:end], True, italic))
        at = end
    if at < len(text):
        spans.append(Span(text[at:], False, italic))
    return tuple(spans)


def text_of(spans: tuple[Span, ...]) -> str:
    """The characters of the spans."""
    return "".join(span.text for span in spans)
