"""Pages drawn as text: a small language in which layout tests stay readable.

Each character is 5 points wide (a space 3) and each line 12 points high; text is 10 points.  ``*word*`` is bold; three
spaces or more are a wide gap.  ``^`` at the start of a line makes it a heading of 16 points.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.extract.document import Document
from pipeline.extract.pdf.laid_out import LaidOut
from pipeline.extract.pdf.layout import PageLayout, lay_out
from pipeline.extract.pdf.page import PageContent, Rule, Word
from pipeline.extract.pdf.reader import assemble
from pipeline.extract.text import join

LEFT, TOP, WIDTH, HEIGHT = 50.0, 60.0, 595.0, 842.0


def page(text: str, number: int = 1, rules: tuple[Rule, ...] = (), top: float = TOP) -> PageContent:
    """Draw a page; a line "@y text" stands at that height instead of below the line before it."""
    words: list[Word] = []
    y = top
    for drawn in text.strip("\n").split("\n"):
        fixed = re.match(r"@(\d+) ", drawn)
        at = float(fixed.group(1)) if fixed else y
        line = drawn[fixed.end() :] if fixed else drawn
        size = 16.0 if line.startswith("^") else 10.0
        _draw(line.removeprefix("^"), at, size, words)
        if not fixed:
            y += 12 * size / 10
    chars = sum(len(w.text) for w in words)
    return PageContent(number, WIDTH, HEIGHT, tuple(words), rules, chars)


def _draw(line: str, at: float, size: float, words: list[Word]) -> None:
    """Add the words of one line."""
    bold = False
    column = 0
    scale = size / 10
    for piece in re.finditer(r"\*|[^\s*]+|\s+", line):
        token = piece.group()
        if token == "*":
            bold = not bold
            continue
        if token.strip():
            x = LEFT + 5 * column * scale
            glued = bool(words) and words[-1].top == at and abs(words[-1].x1 - 2 * scale - x) < 0.01
            x1 = x + (5 * len(token) + 2) * scale
            words.append(Word(token, x, at, x1, at + size, "F", size, bold, False, space=not glued))
        column += len(token)


def document(*texts: str, rules: tuple[Rule, ...] = ()) -> Document:
    """Lay out pages drawn as text and make a Document of them."""
    layouts = []
    for i, text in enumerate(texts):
        layouts.append(lay_out(page(text, i + 1, rules), layouts[-1] if layouts else None))
    return assembled(layouts)


def assembled(layouts: Sequence[PageLayout]) -> Document:
    """Make a Document of pages that were laid out."""
    laid_out = LaidOut(len(layouts))
    for layout in layouts:
        laid_out.add(layout)
    return assemble(laid_out, {})


def told(doc: Document) -> list[str]:
    """The blocks of a document, one string each: "# heading", "text", "• item", "| cell | cell |" a table row."""
    out: list[str] = []
    for block in doc.blocks:
        if block.table:
            for r in range(block.table.rows):
                cells = [
                    " / ".join((b.marker + " " if b.marker else "") + join(b.lines, doc.words).text for b in c.blocks)
                    for c in block.table.row(r)
                ]
                out.append("| " + " | ".join(cells) + " |")
        else:
            text = join(block.lines, doc.words).text
            sign = {"heading": "# ", "item": f"{'  ' * block.level}{block.marker} ", "paragraph": ""}[block.kind]
            out.append((sign + text).rstrip())
    return out
