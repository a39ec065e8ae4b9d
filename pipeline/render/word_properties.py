"""The core properties of a Word document: title, author, language, and dates that are not the clock's."""

from __future__ import annotations

import datetime
from html import escape
from typing import TYPE_CHECKING

from pipeline.render.word_values import clean_text

if TYPE_CHECKING:
    from docx.document import Document

FIXED_TIME = datetime.datetime(1980, 1, 1, tzinfo=datetime.UTC)
"""Created and modified where no date was given: the same for everyone, never the clock."""

_CORE_NAMES = (
    'xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
    'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
)


def set_properties(
    document: Document,
    *,
    titel: str,
    auteur: str = "",
    onderwerp: str = "",
    trefwoorden: str = "",
    datum: datetime.date | None = None,
) -> None:
    """Set the core properties ourselves: docxtpl would escape them twice, python-docx would take the clock."""
    if isinstance(datum, datetime.datetime):
        moment = datum
    elif datum is not None:
        moment = datetime.datetime.combine(datum, datetime.time(), tzinfo=datetime.UTC)
    else:
        moment = FIXED_TIME
    texts = {
        "dc:title": titel,
        "dc:subject": onderwerp,
        "dc:creator": auteur,
        "cp:keywords": trefwoorden,
        "cp:lastModifiedBy": auteur,
        "dc:language": "nl-NL",
    }
    stamp = moment.strftime("%Y-%m-%dT%H:%M:%SZ")
    inner = "".join(f"<{tag}>{escape(clean_text(text)[:255])}</{tag}>" for tag, text in texts.items() if text)
    inner += "<cp:revision>1</cp:revision>" + "".join(
        f'<dcterms:{kind} xsi:type="dcterms:W3CDTF">{stamp}</dcterms:{kind}>' for kind in ("created", "modified")
    )
    _replace_core(document, f"<cp:coreProperties {_CORE_NAMES}>{inner}</cp:coreProperties>")


def _replace_core(document: Document, xml: str) -> None:
    """Put a whole core part in place of the document's own.

    Setting single properties goes wrong once docxcompose is imported: it gives python-docx's prefix ``cp`` to another
    namespace, and the properties end up twice.
    """
    from docx.opc.constants import RELATIONSHIP_TYPE
    from docx.oxml import parse_xml

    package = document.part.package
    package.core_properties  # noqa: B018  # makes the part where the document has none
    package.part_related_by(RELATIONSHIP_TYPE.CORE_PROPERTIES)._element = parse_xml(xml)
