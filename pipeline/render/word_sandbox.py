"""Filling a Word template with docxtpl: in the sandbox, and refusing what would silently lose text."""

from __future__ import annotations

import io
import re
from dataclasses import dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

from docxtpl import DocxTemplate
from jinja2 import TemplateError, TemplateSyntaxError, UndefinedError
from jinja2.exceptions import SecurityError
from lxml import etree

from pipeline.errors import TemplateFaultyError
from pipeline.render.sandbox import Sandbox
from pipeline.render.word_values import Picture, readable_picture

if TYPE_CHECKING:
    from docx.document import Document

_ADVICE = "Bekijk met `functieboek sjabloon velden` wat er gebruikt mag worden."


class _StrictTemplate(DocxTemplate):  # type: ignore[misc]  # docxtpl has no types
    """docxtpl that refuses broken XML in place of dropping the rest of the document."""

    def fix_tables(self, xml: str) -> Any:
        etree.fromstring(xml.encode())  # raises XMLSyntaxError where docxtpl would recover and lose text
        return super().fix_tables(xml)


@dataclass(frozen=True)
class _Drawing:
    """A picture on its way into the part that is being filled; closes the run of the tag, as ``Rich`` does."""

    picture: Picture
    word: Any

    def __str__(self) -> str:
        return ""

    def __html__(self) -> str:
        from docx.shared import Cm

        part = self.word.current_rendering_part
        with readable_picture():
            inline = part.new_pic_inline(io.BytesIO(self.picture.data), width=Cm(self.picture.breedte_cm))
        inline.docPr.set("descr", self.picture.beschrijving)
        inline.docPr.set("name", "Afbeelding")
        inline.graphic.graphicData.pic.nvPicPr.cNvPr.set("name", "Afbeelding")
        xml = etree.tostring(inline, encoding="unicode")
        return f'</w:t></w:r><w:r><w:drawing>{xml}</w:drawing></w:r><w:r><w:t xml:space="preserve">'


def _with_pictures(value: Any, word: Any) -> Any:
    if isinstance(value, Picture):
        return _Drawing(value, word)
    if isinstance(value, dict):
        return {key: _with_pictures(item, word) for key, item in value.items()}
    return [_with_pictures(item, word) for item in value] if isinstance(value, list) else value


def fill(template: bytes, context: dict[str, Any], naam: str) -> tuple[Document, list[str]]:
    """Render the template and return the document with all texts that it was made to show.

    Raises:
        TemplateFaultyError: an unknown or broken tag, forbidden code, or tags that break the document's structure.
    """
    environment = Sandbox()
    word = _StrictTemplate(io.BytesIO(template))
    try:
        word.render(_with_pictures(context, word), environment)
    except UndefinedError as error:
        raise TemplateFaultyError(f"{naam}: {_unknown(error, context)}", _ADVICE) from error
    except SecurityError as error:
        raise TemplateFaultyError(
            f"{naam} probeert iets wat een sjabloon niet mag: {_forbidden(error)}{_near(error)}.",
            "Gebruik alleen velden, herhalingen en keuzes.",
        ) from error
    except TemplateSyntaxError as error:
        raise TemplateFaultyError(
            f"{naam}: een veldcode klopt niet: {error.message}{_near(error)}.", _ADVICE
        ) from error
    except TemplateError as error:
        raise TemplateFaultyError(f"{naam}: {error.message}{_near(error)}.", _ADVICE) from error
    except etree.XMLSyntaxError as error:
        raise TemplateFaultyError(
            f"{naam}: een veldcode breekt de opbouw van het document (bijvoorbeeld een {{%p … %}} die niet alleen in "
            "zijn alinea staat, of een herhaling die in een andere alinea of tabelrij eindigt dan hij begint).",
            "Zoek hem op met `functieboek sjabloon controleren`.",
        ) from error
    except (KeyError, ValueError, TypeError, AttributeError) as error:
        raise TemplateFaultyError(f"{naam} kan niet worden ingevuld: {error}.", _ADVICE) from error
    return word.docx, environment.shown


def _forbidden(error: SecurityError) -> str:
    """Tell in Dutch what was tried; Jinja's own sentence names the attribute in quotes."""
    message = error.message or ""
    if found := re.search(r"access to attribute '([^']+)'", message):
        return f"het onderdeel of de opdracht “{found.group(1)}” gebruiken"
    return "code uitvoeren" if "unsafe" in message or "not safely callable" in message else message


def _unknown(error: UndefinedError, context: dict[str, Any]) -> str:
    """Say which name is unknown and which known name comes near."""
    names = re.findall(r"'([^']+)'", error.message or "")
    wanted = names[-1] if names else ""
    close = get_close_matches(wanted, sorted(_names(context)), n=1)
    hint = f" Bedoelt u “{close[0]}”?" if close else ""
    return f"het veld “{wanted or error.message}” bestaat niet{_near(error)}.{hint}"


def _names(value: Any) -> set[str]:
    if isinstance(value, dict):
        return set(value) | set().union(*(_names(item) for item in value.values()), set())
    return _names(value[0]) if isinstance(value, list) and value else set()


def _near(error: TemplateError) -> str:
    """Quote the line of the template where it goes wrong, when docxtpl tells."""
    lines = [line.strip() for line in getattr(error, "docx_context", ()) if line.strip()]
    return f" (bij “{lines[len(lines) // 2][:80]}”)" if lines else ""
