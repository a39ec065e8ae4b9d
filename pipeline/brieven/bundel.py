"""Letters joined to one Word file for printing, with page breaks; numbering, styles and footers stay whole."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence

PER_BUNDEL = 100
"""Letters in one file: what Word opens and a printer takes at one go."""


def bundle(brieven: Sequence[bytes], *, rechterpagina: bool, titel: str, auteur: str) -> bytes:
    """Join letters to one document, each starting on a new page (or on a right-hand page).

    Args:
        brieven: the letters, in order; at least one.
        rechterpagina: let every letter start on an odd page, for printing on both sides.
        titel: the title property of the bundle.
        auteur: the author property.
    """
    from docx import Document
    from docx.enum.section import WD_SECTION
    from docxcompose.composer import Composer

    from pipeline.render.word import document_bytes, set_properties

    document = Document(io.BytesIO(brieven[0]))
    composer = Composer(document)
    kind = WD_SECTION.ODD_PAGE if rechterpagina else WD_SECTION.NEW_PAGE
    for data in brieven[1:]:
        document.add_section(kind)
        composer.append(Document(io.BytesIO(data)))
    set_properties(document, titel=titel, auteur=auteur)
    return document_bytes(document)


def parts(brieven: Iterable[bytes], size: int = PER_BUNDEL) -> Iterable[list[bytes]]:
    """Cut a stream of letters into bundles, holding no more than one bundle at a time."""
    held: list[bytes] = []
    for data in brieven:
        held.append(data)
        if len(held) == size:
            yield held
            held = []
    if held:
        yield held
