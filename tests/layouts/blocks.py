"""Score the layout apart from the grammar: does each paragraph, item and cell of the script come back as one block?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from pipeline.extract.document import Block, Document, visible
from pipeline.extract.text import join
from tests.layouts.layout import Layout
from tests.layouts.script import Fields, Grid, Heading, Item, Paragraph, Script, Span, Toc, text_of

Piece = tuple[str, str, tuple[str, ...]]
"""Kind (item or text), the text, and its bold stretches (of items only)."""


@dataclass
class Outcome:
    """What was expected and not found, and the reverse."""

    right: int = 0
    missing: list[Piece] = field(default_factory=list)
    extra: list[Piece] = field(default_factory=list)
    unaccounted: int = 0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        return 2 * self.right / max(2 * self.right + len(self.missing) + len(self.extra), 1)


def _bold(spans: tuple[Span, ...], layout: Layout) -> tuple[str, ...]:
    return () if layout.no_bold else tuple(s.text.strip() for s in spans if s.bold)


def expected(script: Script, layout: Layout) -> Iterator[Piece]:
    """The pieces that the script prints; header blocks and contents are left to the grammar."""
    for e in script.elements:
        if isinstance(e, Heading):
            yield "text", e.text, ()
        elif isinstance(e, Paragraph):
            yield "text", text_of(e.spans), ()
        elif isinstance(e, Item):
            yield "item", text_of(e.spans), _bold(e.spans, layout)
        elif isinstance(e, Grid):
            for row in (*e.head, *e.rows):
                for cell in row:
                    for block in cell.blocks:
                        kind = "item" if isinstance(block, Item) else "text"
                        yield kind, text_of(block.spans), _bold(block.spans, layout) if kind == "item" else ()


def found(document: Document) -> Iterator[Piece]:
    """The pieces that the reader gives."""

    def of(block: Block) -> Iterator[Piece]:
        if block.table:
            for cell in block.table.cells:
                for inner in cell.blocks:
                    yield from of(inner)
            return
        styled = join(block.lines, document.words)
        if block.kind == "item":
            yield "item", styled.text, tuple(styled.text[b:e] for b, e in styled.bold_stretches())
        else:
            yield "text", styled.text, ()

    for block in document.blocks:
        yield from of(block)


def score(script: Script, layout: Layout, document: Document) -> Outcome:
    """Compare; without bullets an item may come back as a paragraph."""
    loose = not layout.bullet
    toc = {e.title for e in script.elements if isinstance(e, Toc)}
    toc |= {text for e in script.elements if isinstance(e, Toc) for _, text in e.entries}
    rows = [row for e in script.elements if isinstance(e, Fields) for row in e.rows]
    ignored = (
        {text for row in rows for text in row} | {f"{k}: {v}" for k, v in rows} | {f"{k} {v}" for k, v in rows} | {""}
    )

    def seen(pieces: Iterator[Piece]) -> Counter[Piece]:
        return Counter(("any" if loose else kind, text, () if loose else bold) for kind, text, bold in pieces if text)

    want, have = seen(expected(script, layout)), seen(found(document))
    out = Outcome(right=sum((want & have).values()))
    out.missing = list((want - have).elements())
    out.extra = [
        p
        for p in (have - want).elements()
        if p[1].rstrip(": ") not in ignored and p[1].rstrip(" .0123456789") not in toc and p[1] not in toc
    ]
    claimed = sum(visible(line.text) for block in document.blocks for line in block.all_lines())
    claimed += sum(visible(item.line.text) for item in document.furniture)
    claimed += sum(visible(mark) for mark in _markers(document.blocks))
    out.unaccounted = document.source_chars - claimed
    return out


def _markers(blocks: tuple[Block, ...]) -> Iterator[str]:
    for block in blocks:
        if block.marker_line:
            yield block.marker_line.text
        if block.table:
            for cell in block.table.cells:
                yield from _markers(cell.blocks)
