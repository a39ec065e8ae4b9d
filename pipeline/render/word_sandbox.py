"""What a Word template may do: show values, repeat, choose.  Nothing that runs code or eats the machine."""

from __future__ import annotations

import datetime
import io
import re
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

from docxtpl import DocxTemplate
from jinja2 import StrictUndefined, TemplateError, TemplateSyntaxError, UndefinedError
from jinja2.exceptions import SecurityError
from jinja2.runtime import LoopContext
from jinja2.sandbox import ImmutableSandboxedEnvironment
from lxml import etree

from pipeline.errors import TemplateFaultyError
from pipeline.render.word_values import Rich

if TYPE_CHECKING:
    from docx.document import Document

FILTERS = frozenset(
    [
        *("capitalize", "d", "default", "first", "join", "last", "length", "list", "lower"),
        *("replace", "reverse", "round", "sort", "title", "trim", "unique", "upper"),
    ]
)
"""The filters a template may use; those that can blow up a text (center, format) or call things are not here."""

MAX_SHOWN = 20_000_000
"""Characters that one template may show; stops a loop in a loop in a loop."""

_METHODS = {dict: {"items", "keys", "values", "get"}}
_ADVICE = "Bekijk met `functieboek sjabloon velden` wat er gebruikt mag worden."


class WordSandbox(ImmutableSandboxedEnvironment):
    """Jinja for Word templates: autoescape, unknown names are errors, plain data only."""

    intercepted_binops = frozenset(["*", "**"])

    def __init__(self) -> None:
        self.shown: list[str] = []
        self.size = 0
        super().__init__(autoescape=True, undefined=StrictUndefined, finalize=self._record)
        self.globals.clear()
        self.filters = {name: function for name, function in self.filters.items() if name in FILTERS}

    def _record(self, value: Any) -> Any:
        """Keep what is shown, for the check that it arrived; None shows as nothing."""
        if value is None:
            return ""
        if isinstance(value, StrictUndefined):
            return value
        if isinstance(value, datetime.date):
            raise TemplateError("een datum moet al als tekst worden aangeleverd")
        text = str(value)
        self.size += len(text)
        if self.size > MAX_SHOWN:
            raise SecurityError("het sjabloon maakt een onbegrensd lang document")
        if isinstance(value, str | Rich):
            self.shown.append(text)
        return value

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        """Allow fields of data and of the loop; no methods but the few of a dict, nothing that starts with ``_``."""
        if attr.startswith("_") or not super().is_safe_attribute(obj, attr, value):
            return False
        if isinstance(obj, LoopContext):
            return True
        return not callable(value) or attr in _METHODS.get(type(obj), ())

    def wrap_str_format(self, value: Any) -> None:
        """Leave ``str.format`` to ``is_safe_attribute``, which refuses it: its padding can fill the memory."""

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
        """Multiply numbers only: text times a milliard is how a template fills the memory."""
        if operator == "**" or not all(isinstance(side, int | float) for side in (left, right)):
            raise SecurityError("vermenigvuldigen van tekst of machtsverheffen mag niet in een sjabloon")
        return super().call_binop(context, operator, left, right)


class _StrictTemplate(DocxTemplate):  # type: ignore[misc]  # docxtpl has no types
    """docxtpl that refuses broken XML in place of dropping the rest of the document."""

    def fix_tables(self, xml: str) -> Any:
        etree.fromstring(xml.encode())  # raises XMLSyntaxError where docxtpl would recover and lose text
        return super().fix_tables(xml)


def fill(template: bytes, context: dict[str, Any], naam: str) -> tuple[Document, list[str]]:
    """Render the template and return the document with all texts that it was made to show.

    Raises:
        TemplateFaultyError: an unknown or broken tag, forbidden code, or tags that break the document's structure.
    """
    environment = WordSandbox()
    word = _StrictTemplate(io.BytesIO(template))
    try:
        word.render(context, environment)
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
        return f"het onderdeel of de opdracht ‘{found.group(1)}’ gebruiken"
    return "code uitvoeren" if "unsafe" in message or "not safely callable" in message else message


def _unknown(error: UndefinedError, context: dict[str, Any]) -> str:
    """Say which name is unknown and which known name comes near."""
    names = re.findall(r"'([^']+)'", error.message or "")
    wanted = names[-1] if names else ""
    close = get_close_matches(wanted, sorted(_names(context)), n=1)
    hint = f" Bedoelt u ‘{close[0]}’?" if close else ""
    return f"het veld ‘{wanted or error.message}’ bestaat niet{_near(error)}.{hint}"


def _names(value: Any) -> set[str]:
    if isinstance(value, dict):
        return set(value) | set().union(*(_names(item) for item in value.values()), set())
    return _names(value[0]) if isinstance(value, list) and value else set()


def _near(error: TemplateError) -> str:
    """Quote the line of the template where it goes wrong, when docxtpl tells."""
    lines = [line.strip() for line in getattr(error, "docx_context", ()) if line.strip()]
    return f" (bij ‘{lines[len(lines) // 2][:80]}’)" if lines else ""
