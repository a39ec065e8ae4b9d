"""The new edition's function descriptions as a Word document in which the changes are revisions.

Accepting all revisions gives the new text, rejecting them the old one, bold included.  The revisions are written here
(``w:ins`` and ``w:del``, ECMA-376 part 1, 17.13.5) from the word differences; which paragraph became which is read
from the list of changes, so that the document says the same as wijzigingen.json.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import count
from typing import Any

from pipeline.dutch.word_diff import Piece, word_diff
from pipeline.models.functieboek import Functieboek
from pipeline.models.huisstijl import Huisstijl
from pipeline.models.koppeling import Koppeling
from pipeline.models.wijzigingen import Wijzigingen
from pipeline.render.report import datum as in_words
from pipeline.render.wijzigingen_alineas import Alinea, paired_paragraphs
from pipeline.render.word import base_document, clean_text, document_bytes

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_BOLD = "Niveaubepalend"


@dataclass(frozen=True, slots=True)
class Reviser:
    """Who the revisions are of, and when; Word shows both."""

    auteur: str
    datum: datetime.date | None = None

    def stamp(self, number: int) -> dict[str, str]:
        """The attributes of one revision."""
        stamp = {f"{_W}id": str(number), f"{_W}author": clean_text(self.auteur)}
        if self.datum:
            stamp[f"{_W}date"] = f"{self.datum.isoformat()}T00:00:00Z"
        return stamp


def changes_docx(
    old: Functieboek,
    new: Functieboek,
    changes: Wijzigingen,
    *,
    reviser: Reviser,
    huisstijl: Huisstijl | None = None,
) -> bytes:
    """Return the document.

    Args:
        old: the earlier edition.
        new: the later edition.
        changes: what changed between them.
        reviser: author and date of the revisions; never the moment of making.
        huisstijl: fonts and colours.
    """
    title = f"{new.titel or changes.nieuw.bestand}: functiebeschrijvingen met wijzigingen"
    document = base_document(
        titel=title,
        huisstijl=huisstijl,
        auteur=reviser.auteur,
        onderwerp=new.versie or "",
        datum=reviser.datum,
        voettekst=f"{changes.oud.bestand} – {changes.nieuw.bestand}",
    )
    document.add_paragraph(clean_text(title), style="Title")
    for text in _introduction(changes, reviser):
        document.add_paragraph(clean_text(text))
    numbers = count(1)
    bold = document.styles[_BOLD].style_id
    for before, after in paired_paragraphs(old, new, Koppeling(changes)):
        shown = after or before
        assert shown is not None
        paragraph = document.add_paragraph(style=shown.style)
        _write(paragraph._p, before, after, _Pen(reviser, numbers, bold))
    # Something unchanged must stand last: the mark of the last paragraph of a document cannot be deleted.
    document.add_paragraph("Einde van de functiebeschrijvingen.", style="Klein")
    return document_bytes(document)


def _introduction(changes: Wijzigingen, reviser: Reviser) -> Iterator[str]:
    yield (
        f"Dit is de tekst van {changes.nieuw.bestand}. De verschillen met {changes.oud.bestand} staan erin als "
        f"revisies van {reviser.auteur}{f' ({in_words(reviser.datum)})' if reviser.datum else ''}."
    )
    yield (
        "Alle revisies accepteren geeft de nieuwe tekst, alle revisies weigeren de oude. Vetgedrukte woorden in de "
        "kenmerken bepalen het niveau; verandert alleen het vet, dan is ook dat een revisie."
    )


class _Pen:
    """Makes runs and revision marks."""

    def __init__(self, reviser: Reviser, numbers: Iterator[int], bold_style: str) -> None:
        self._reviser = reviser
        self._numbers = numbers
        self._bold = bold_style

    def mark(self, name: str) -> Any:
        """A new ``w:ins`` or ``w:del``."""
        from lxml import etree

        return etree.Element(f"{_W}{name}", self._reviser.stamp(next(self._numbers)))

    def run(self, piece: Piece) -> Any:
        """A run with the text of a piece; deleted text has an element of its own."""
        from lxml import etree

        run = etree.Element(f"{_W}r")
        if piece.bold:
            properties = etree.SubElement(run, f"{_W}rPr")
            etree.SubElement(properties, f"{_W}rStyle", {f"{_W}val": self._bold})
        text = etree.SubElement(run, f"{_W}delText" if piece.kind == "weg" else f"{_W}t", {_SPACE: "preserve"})
        text.text = " ".join(clean_text(piece.text).split("\n"))
        return run


def _write(paragraph: Any, before: Alinea | None, after: Alinea | None, pen: _Pen) -> None:
    """Fill a paragraph; one that is new or gone as a whole has a revised paragraph mark too."""
    if before is None or after is None:
        _mark_whole(paragraph, pen.mark("ins" if before is None else "del"))
    for piece in _pieces(before, after):
        if piece.kind == "gelijk":
            paragraph.append(pen.run(piece))
            continue
        mark = pen.mark("del" if piece.kind == "weg" else "ins")
        mark.append(pen.run(piece))
        paragraph.append(mark)


def _pieces(before: Alinea | None, after: Alinea | None) -> Sequence[Piece]:
    return word_diff(
        before.text if before else "",
        after.text if after else "",
        before.bold if before else (),
        after.bold if after else (),
    )


def _mark_whole(paragraph: Any, mark: Any) -> None:
    from lxml import etree

    properties = paragraph.get_or_add_pPr()
    run_properties = etree.SubElement(properties, f"{_W}rPr")
    run_properties.append(mark)
