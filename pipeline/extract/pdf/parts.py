"""The parts of a Document as they come: blocks, furniture, words; packed where the book is large."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pipeline.extract.document import Block, Document, Furniture
from pipeline.extract.packed import Packer, block_of, furniture_of, plain_block, plain_furniture
from pipeline.extract.pdf.blocks import style_of
from pipeline.extract.plain_bytes import Plain
from pipeline.extract.text import BookWords

Style = tuple[float, bool, bool]


class DocumentParts:
    """Collects what a Document is made of, in reading order."""

    def __init__(self, packs: bool) -> None:
        """Start empty; ``packs`` is whether the book is so large that its blocks must be kept as bytes."""
        self._packs = packs
        self._blocks: list[tuple[int | None, Block]] = []
        self._packed_blocks = Packer()
        self._furniture: list[Furniture] = []
        self._packed_furniture = Packer()
        self._repeated_heads: list[Furniture] = []
        self._styles: dict[Style, int] = {}
        """The styles that headings have, each with its number; the level of a heading is told by it at the end."""
        self._words = BookWords()

    def add(self, block: Block) -> None:
        """Add the next block; the level of a heading is found at the end, over the whole book."""
        self._words.add(block.all_lines())
        heading = block.kind == "heading"
        style = self._styles.setdefault(style_of(block), len(self._styles)) if heading else None
        if self._packs:
            self._packed_blocks.add(plain_block(block, level=style))
        else:
            self._blocks.append((style, block))

    def add_furniture(self, furniture: Furniture) -> None:
        """Add what belongs to a page."""
        if self._packs:
            self._packed_furniture.add(plain_furniture(furniture))
        else:
            self._furniture.append(furniture)

    def add_repeated_head(self, furniture: Furniture) -> None:
        """Add the head of a table that its next page repeats; it comes after what belongs to the pages."""
        self._repeated_heads.append(furniture)

    def document(self, **facts: Any) -> Document:
        """Return the Document, with what else is known of it."""
        for head in self._repeated_heads:
            self.add_furniture(head)
        return Document(
            blocks=self._all_blocks(),
            furniture=self._packed_furniture.packed(furniture_of) if self._packs else tuple(self._furniture),
            mediatype="application/pdf",
            words=self._words.found(),
            **facts,
        )

    def _all_blocks(self) -> Sequence[Block]:
        """The blocks, each heading with its level: the styles of headings in this book from the heaviest down."""
        ranked = sorted(self._styles, reverse=True)
        levels = [ranked.index(style) + 1 for style in self._styles]

        def block_at_level(values: Plain) -> Block:
            block = block_of(values)
            return block.with_lines(block.lines, level=levels[block.level]) if block.kind == "heading" else block

        if self._packs:
            return self._packed_blocks.packed(block_at_level)
        return tuple([x if style is None else x.with_lines(x.lines, level=levels[style]) for style, x in self._blocks])
