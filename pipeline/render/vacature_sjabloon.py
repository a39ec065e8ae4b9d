"""The standard Word template for vacancies, built by this script and then edited by HR in Word.

``scripts/sjablonen.py`` writes it to ``templates/vacature.docx``; a test holds the two together.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.models.huisstijl import Huisstijl
from pipeline.render.word import base_document, document_bytes

if TYPE_CHECKING:
    from docx.document import Document

SECTIES = ("intro", "organisatie", "taken", "profiel", "aanbod", "procedure", "klein", "concept_punten")
"""Sections in the conventional order; HR can move or drop them in Word."""


def build_template() -> bytes:
    """Return the template: title, facts and the sections, each with its heading, paragraphs and lists."""
    document = base_document(titel="Vacature", huisstijl=Huisstijl())
    _only_if(document, "logo", "{{ logo }}")
    _only_if(document, "concept", "Concept: nog niet publiceren. Vul in wat gemarkeerd is.", style="Kader")
    document.add_paragraph("{{ titel }}", style="Title")
    document.add_paragraph("{{ feiten }}", style="Subtitle")
    for name in SECTIES:
        _section(document, name)
    return document_bytes(document)


def _only_if(document: Document, condition: str, text: str, style: str = "Normal") -> None:
    document.add_paragraph(f"{{%p if {condition} %}}")
    document.add_paragraph(text, style=style)
    document.add_paragraph("{%p endif %}")


def _section(document: Document, name: str) -> None:
    """A section that is left out, heading and all, when it has no text."""
    document.add_paragraph(f"{{%p if {name} %}}")
    if name != "intro":
        document.add_paragraph(f"{{{{ {name}.kop }}}}", style="Heading 1")
    document.add_paragraph(f"{{%p for blok in {name}.blokken %}}")
    _only_if(document, "blok.kop", "{{ blok.kop }}", style="Heading 2")
    _only_if(document, "blok.alinea", "{{ blok.alinea }}", style="Klein" if name == "klein" else "Normal")
    document.add_paragraph("{%p for punt in blok.punten %}")
    document.add_paragraph("{{ punt }}", style="List Bullet")
    document.add_paragraph("{%p endfor %}")
    document.add_paragraph("{%p endfor %}")
    document.add_paragraph("{%p endif %}")
