"""Letters joined to one Word file for printing: every letter a section of its own, styles and numbering whole.

All letters of a run come from one template, so their paragraphs fit in one package as they are: only what must be
unique in a document is made so.  An annex whose template has other styles is brought in by docxcompose, once a file.
(docxcompose for every letter takes 0.3 s each; this takes a few thousandths.)
"""

from __future__ import annotations

import copy
import hashlib
import io
import zipfile
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from pipeline.errors import TemplateFaultyError

if TYPE_CHECKING:
    from docx.document import Document

PER_BUNDEL = 100
"""Letters in one file: what Word opens and a printer takes at one go."""
_OWN = ("word/document.xml", "docProps/", "[Content_Types].xml")
"""Parts of a letter that may differ between letters of one template."""
_LOOK = ("word/styles.xml", "word/numbering.xml")
_W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"


def bundle(stukken: Sequence[Sequence[bytes]], *, rechterpagina: bool, titel: str, auteur: str) -> bytes:
    """Join letters, each followed by its annexes, to one document in which each starts on a new page.

    Pages are numbered by letter and by annex, as in the separate files; all carry the letterhead of the letters.

    Args:
        stukken: for each letter, in order: the letter and its annexes; at least one letter.
        rechterpagina: let every letter start on an odd page, for printing on both sides.
        titel: the title property of the bundle.
        auteur: the author property.

    Raises:
        TemplateFaultyError: a header or footer says something of one employee, and would say it to all.
    """
    from pipeline.render.word import document_bytes, set_properties

    joined = _Joined(stukken[0][0])
    for letter, *annexes in stukken:
        joined.require_same_frame(letter)
        joined.add(letter, "oddPage" if rechterpagina else "nextPage")
        for annex in annexes:
            joined.add(annex, "nextPage")
    document = joined.finish()
    set_properties(document, titel=titel, auteur=auteur)
    return document_bytes(document)


class _Joined:
    """The document that grows: the package of the first letter, emptied, and filled with all."""

    def __init__(self, first: bytes) -> None:
        from docx import Document as open_document

        self.document: Document = open_document(io.BytesIO(first))
        self.frame, self.look = _digest(first, but=_OWN), _digest(first, only=_LOOK)
        self.body = self.document.element.body
        self.section = copy.deepcopy(self.body.sectPr)
        for element in list(self.body)[:-1]:
            self.body.remove(element)
        self.foreign: dict[str, list[Any]] = {}
        self.pending: tuple[list[Any], str] | None = None

    def require_same_frame(self, letter: bytes) -> None:
        """Refuse a letter whose header, footer or notes differ from those of the first."""
        if _digest(letter, but=_OWN) != self.frame:
            raise TemplateFaultyError(
                "Het sjabloon zet in de kop- of voettekst (of in een noot) iets dat per medewerker verschilt.",
                "Zet dat in de brief zelf: in de bundel zou het boven alle brieven staan.",
            )

    def add(self, data: bytes, start: str) -> None:
        """Add a document as a section that starts on a new or an odd page."""
        elements = self._elements(data)
        self._restart_lists(elements)
        self._close(start)
        for element in elements:
            self.body.sectPr.addprevious(element)
        self.pending = (elements, start)

    def finish(self) -> Document:
        """Give the last section its properties, and make unique what must be so."""
        _set_start(self.body.sectPr, self.pending[1] if self.pending else "nextPage")
        for number, properties in enumerate(self.body.iter("{*}docPr"), start=1):
            properties.set("id", str(number))
        for relation in self.document.part.rels.values():
            if relation.reltype.endswith(("/header", "/footer")):
                for code in relation.target_part.element.iter("{*}instrText"):
                    code.text = (code.text or "").replace("NUMPAGES", "SECTIONPAGES")
        return self.document

    def _elements(self, data: bytes) -> list[Any]:
        from docx import Document
        from docx.oxml.parser import parse_xml

        if _digest(data, only=_LOOK) == self.look and (_digest(data, but=_OWN) == self.frame or not _refers(data)):
            with zipfile.ZipFile(io.BytesIO(data)) as package:
                body = parse_xml(package.read("word/document.xml")).body
            return [_freed(element) for element in list(body) if element is not body.sectPr]
        key = hashlib.sha256(data).hexdigest()
        if key not in self.foreign:
            from docxcompose.composer import Composer

            before = len(self.body)
            Composer(self.document).append(Document(io.BytesIO(data)))
            self.foreign[key] = list(self.body)[before - 1 : -1]
            for element in self.foreign[key]:
                self.body.remove(element)
        return [_freed(copy.deepcopy(element)) for element in self.foreign[key]]

    def _close(self, start: str) -> None:
        """End the section before the one that comes, with its properties in its last paragraph."""
        from docx.oxml.parser import OxmlElement

        if self.pending is None:
            return
        elements, own_start = self.pending
        section = copy.deepcopy(self.section)
        _set_start(section, own_start)
        last = elements[-1] if elements else None
        if last is None or not last.tag.endswith("}p") or last.find("{*}pPr/{*}sectPr") is not None:
            last = OxmlElement("w:p")  # a table cannot carry the end of a section
            self.body.sectPr.addprevious(last)
        last.get_or_add_pPr().append(section)

    def _restart_lists(self, elements: Sequence[Any]) -> None:
        """Let numbered lists begin at 1 again in every letter."""
        new: dict[int, int] = {}
        for element in elements:
            for paragraph in element.iter("{*}p"):
                number = self._list_of(paragraph)
                if number is None:
                    continue
                if number not in new:
                    new[number] = self._again(number)
                own = paragraph.get_or_add_pPr().get_or_add_numPr()
                own.get_or_add_numId().val = new[number]
                own.get_or_add_ilvl()

    def _list_of(self, paragraph: Any) -> int | None:
        """The numbered list that a paragraph belongs to, itself or by its style; None for bullets."""
        properties = paragraph.pPr
        if properties is None:
            return None
        found = properties.find("{*}numPr/{*}numId")
        if found is None and properties.style:
            style = self.document.styles.element.get_by_id(properties.style)
            found = style.find("{*}pPr/{*}numPr/{*}numId") if style is not None else None
        if found is None or not found.val or self._is_bullets(found.val):
            return None
        return int(found.val)

    def _is_bullets(self, number: int) -> bool:
        numbering = self.document.part.numbering_part.element
        abstract = numbering.num_having_numId(number).abstractNumId.val
        kinds = numbering.xpath(f"./w:abstractNum[@w:abstractNumId='{abstract}']/w:lvl/w:numFmt/@w:val")
        return not kinds or kinds[0] in {"bullet", "none"}

    def _again(self, number: int) -> int:
        numbering = self.document.part.numbering_part.element
        again = numbering.add_num(numbering.num_having_numId(number).abstractNumId.val)
        for level in range(9):
            again.add_lvlOverride(level).add_startOverride(1)
        return int(again.numId)


def _set_start(section: Any, start: str) -> None:
    """Begin on a new or an odd page, and count pages from 1."""
    from docx.enum.section import WD_SECTION
    from docx.oxml.ns import qn
    from docx.oxml.parser import OxmlElement

    section.start_type = WD_SECTION.ODD_PAGE if start == "oddPage" else WD_SECTION.NEW_PAGE
    for old in section.findall(qn("w:pgNumType")):
        section.remove(old)
    count = OxmlElement("w:pgNumType", {qn("w:start"): "1"})
    section.find(qn("w:pgMar")).addnext(count)


def _freed(element: Any) -> Any:
    """Take away the marks that must be unique in a document and that a printed letter does not need."""
    for mark in list(element.iter("{*}bookmarkStart", "{*}bookmarkEnd")):
        mark.getparent().remove(mark)
    for node in element.iter("{*}p", "{*}tr"):
        for name in ("paraId", "textId"):
            node.attrib.pop(f"{_W14}{name}", None)
    return element


def _digest(data: bytes, *, only: tuple[str, ...] = (), but: tuple[str, ...] = ()) -> str:
    """One fingerprint of some parts of a package."""
    made = hashlib.sha256()
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        for name in sorted(package.namelist()):
            if (not only or name.startswith(only)) and not (but and name.startswith(but)):
                made.update(name.encode() + b"\0" + package.read(name))
    return made.hexdigest()


def _refers(data: bytes) -> bool:
    """Whether the text refers to other parts (pictures, links) beside header and footer."""
    from docx.oxml.parser import parse_xml

    with zipfile.ZipFile(io.BytesIO(data)) as package:
        root = parse_xml(package.read("word/document.xml"))
    return any(
        name.startswith(_R) for node in root.iter() if not str(node.tag).endswith("Reference") for name in node.attrib
    )
