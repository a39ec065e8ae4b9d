"""The pages of a book that were laid out, from the first page until the blocks are made.

A small book is held as it is.  Of a large one the lines are packed as soon as their page is laid out, and unpacked page
by page when blocks are made of them: so its size is that of its text, and not of an object a line.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from pipeline.extract.packed import Packer
from pipeline.extract.pdf.evidence import Evidence
from pipeline.extract.pdf.layout import PageLayout
from pipeline.extract.pdf.lines import TextLine
from pipeline.extract.pdf.packed_lines import page_bytes, page_of

HELD = 150
"""Pages up to which a book is held as it is: some 6 MB.  Packing takes a twentieth of the time of reading."""

_TOGETHER = 8
"""Pages that are packed together: they say much the same, and compressing them apart takes half as much again."""


class LaidOut:
    """Pages that were laid out, and the evidence in them."""

    def __init__(self, pages: int) -> None:
        """Prepare for a book of so many pages."""
        self.pages: list[PageLayout] = []
        """The pages without their lines, once they are packed or taken."""
        self.evidence = Evidence()
        self.packs = pages > HELD
        self._packed = Packer(_TOGETHER)

    def add(self, layout: PageLayout) -> None:
        """Add the next page."""
        self.evidence.add(layout)
        if self.packs:
            self._packed.add(page_bytes(layout.number, layout.elements))
            layout = replace(layout, elements=[])  # the one that was given is still needed to lay out the next page
        self.pages.append(layout)

    def take(self) -> Iterator[tuple[PageLayout, list[TextLine]]]:
        """Give each page with its lines and tables, and let go of them."""
        if self.packs:
            yield from zip(self.pages, self._packed.packed(page_of).drain(), strict=True)
            return
        for layout in self.pages:
            elements, layout.elements = layout.elements, []
            yield layout, elements
