"""What a PDF engine gives of one page: words with style and box, ruling lines, and the count of characters.

Two engines fill this shape: ``pdfplumber`` (the reference, plain and obvious) and ``pdfium`` (the default, no Python
object a glyph).  All that comes after it (lines, columns, furniture, blocks, tables) is engine-independent.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, Protocol

Angle = Literal[0, 90, 180, 270]

METADATA = ("Title", "Author", "Subject", "Keywords", "Creator", "Producer", "CreationDate", "ModDate")
"""What a file may say of itself (PDF 32000-1, table 317)."""


@dataclass(slots=True, unsafe_hash=True)
class Word:
    """A run of characters without white space in one style, with its box on the page as shown (after /Rotate).

    Nobody but its maker changes one (``dataclasses.replace`` makes another).  It is not frozen for the sake of speed:
    a book has tens of thousands, and freezing makes each four times as dear.
    """

    text: str
    """NFC; ligatures expanded; soft hyphens dropped; a hyphen that the engine marks at a line end is a plain '-'."""
    x0: float
    top: float
    x1: float
    bottom: float
    font: str
    """Font name without the subset tag."""
    size: float
    """Font size in points as shown (matrix applied), rounded to 0.1."""
    bold: bool
    """By font name, weight, flags, stroke-and-fill text mode, or the same glyph printed twice with a small shift."""
    italic: bool
    angle: Angle = 0
    """Reading direction on the page as shown: 0 left to right, 90 bottom to top (the head of a narrow column),
    180 upside down, 270 top to bottom."""
    space: bool = True
    """White space (a space character or a gap) stands before it; False where only the style changed inside a word."""
    hyphen_hint: bool = False
    """The word ends in a hyphen that the engine or the file marks as a word break (U+FFFE, U+00AD)."""
    by_gap: bool = False
    """A word in capitals that only a gap parts from the word before it on its line, and no white space that is printed:
    the two may be one word in spaced letters.  Not asked of other words."""
    shown: tuple[float, float, float, float] | None = None
    """The box on the page as shown, where the layout works on a page that it turned; None where they are the same."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A straight ruling line, or an edge of a drawn rectangle; thin filled rectangles count as lines."""

    x0: float
    top: float
    x1: float
    bottom: float
    filled: bool = False
    """An edge of a filled area (the background of a cell) and not a drawn line."""


@dataclass(frozen=True, slots=True)
class PageContent:
    """All that an engine sees of one page."""

    number: int
    """From 1."""
    width: float
    height: float
    """As shown: of a page with /Rotate 90 the width is the longer side as the reader sees it."""
    words: tuple[Word, ...]
    """In the order of the content stream."""
    rules: tuple[Rule, ...] = ()
    chars: int = 0
    """Visible characters that the engine counted on the page, each doubled (fake bold) character once."""
    image_share: float = 0.0
    """Share of the page covered by images: a page without words and full of image is a scan."""
    unreadable: int = 0
    """Characters without a Unicode meaning (U+FFFD, (cid:N), U+0000, private use that is no known bullet)."""
    notes: tuple[str, ...] = field(default=())
    """What the engine had to mend or could not see, in Dutch; becomes a remark."""
    engine: Literal["pdfium", "pdfplumber"] = "pdfium"
    """Who read the page."""


class PageSource(Protocol):
    """An open PDF that gives its pages one by one and keeps none of them."""

    pages: int
    metadata: dict[str, str]

    def read(self, first: int = 1, last: int | None = None) -> Iterator[PageContent]:
        """Give the pages first to last (from 1, inclusive), each closed before the next is opened."""

    def close(self) -> None:
        """Release the file."""


class Engine(Protocol):
    """Opens a PDF.

    Raises (both engines, the same):
        SourceUnreadableError: no PDF, damaged beyond reading, zero bytes.
        PasswordNeededError: encrypted and the password is missing or wrong.
    """

    def __call__(self, path: Path, password: str | None = None) -> PageSource:
        """Open the file."""
