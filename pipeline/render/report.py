"""The base of all HTML reports: one file without network or scripts, readable on paper and with a screen reader.

A report is a Jinja2 template that extends ``rapport.html.j2``.  Templates may be the user's own, so they run in a
sandbox; what they insert is always escaped, and a name that does not exist is an error rather than nothing.
"""

from __future__ import annotations

import base64
import datetime
from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.errors import TemplateFaultyError
from pipeline.models.base import Herkomst

if TYPE_CHECKING:
    from jinja2.sandbox import ImmutableSandboxedEnvironment

_MONTHS = (
    "januari", "februari", "maart", "april", "mei", "juni",
    "juli", "augustus", "september", "oktober", "november", "december",
)  # fmt: skip


def standard_templates() -> Path:
    """Return the folder of the templates that come with the program: inside the package, or the repository's own."""
    package = Path(__file__).resolve().parent.parent
    inside = package / "templates"
    return inside if inside.is_dir() else package.parent / "templates"


def render(template: str, values: Mapping[str, object], folders: Sequence[Path] = ()) -> str:
    """Return the report that a template makes of the values.

    Args:
        template: file name, such as "bevindingen.html.j2".
        values: what the template may use.
        folders: folders of the user, looked in before the program's own.

    Raises:
        TemplateFaultyError: the template is missing, broken, uses an unknown name, or tries what the sandbox forbids.
    """
    from jinja2 import TemplateError, TemplateNotFound, TemplateSyntaxError

    try:
        return _environment(tuple(str(folder) for folder in folders)).get_template(template).render(values)
    except TemplateSyntaxError as error:
        raise TemplateFaultyError(
            f"{error.name or template}, regel {error.lineno}: het sjabloon is niet goed gevormd ({error.message}).",
            "Herstel die regel, of verwijder het bestand om het standaardsjabloon te gebruiken.",
        ) from error
    except TemplateNotFound as error:
        raise TemplateFaultyError(
            f"Het sjabloon {error.name} is niet gevonden.", "Zet het terug, of maak een nieuwe werkmap met `init`."
        ) from error
    except TemplateError as error:
        raise TemplateFaultyError(
            f"{template}: het sjabloon vraagt iets dat er niet is of niet mag ({error.message}).",
            "Vergelijk het met het standaardsjabloon.",
        ) from error


@lru_cache(maxsize=4)
def _environment(folders: tuple[str, ...]) -> ImmutableSandboxedEnvironment:
    from jinja2 import FileSystemLoader, StrictUndefined
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    loader = FileSystemLoader([*folders, str(standard_templates())])
    environment = ImmutableSandboxedEnvironment(
        loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    environment.filters.update(getal=getal, datum=datum, plaats=plaats, data_uri=data_uri, aantal=aantal)
    return environment


def getal(value: float | None, decimals: int | None = None) -> str:
    """Return a number as Dutch prints it.

    >>> getal(41.5), getal(45.0), getal(1234.5, 2), getal(None)
    ('41,5', '45', '1.234,50', '')
    """
    if value is None:
        return ""
    text = f"{value:,.6f}".rstrip("0").rstrip(".") if decimals is None else f"{value:,.{decimals}f}"
    return text.translate({ord(","): ".", ord("."): ","})


def datum(value: datetime.date | None) -> str:
    """Return a date in Dutch words.

    >>> datum(datetime.date(2018, 4, 4))
    '4 april 2018'
    """
    return f"{value.day} {_MONTHS[value.month - 1]} {value.year}" if value else ""


def moment(iso: str) -> str:
    """Return a moment that was kept in ISO 8601 as a clock on the wall here shows it.

    >>> len(moment("2026-05-01T12:00:00+00:00")), moment("")
    (16, '')
    """
    return datetime.datetime.fromisoformat(iso).astimezone().strftime("%d-%m-%Y %H:%M") if iso else ""


def plaats(herkomst: Herkomst | None) -> str:
    """Return where something stands, in words: the page, or the line of a source without pages.

    >>> plaats(Herkomst(pagina=12)), plaats(Herkomst(regel=812))
    ('blz. 12', 'regel 812')
    """
    if herkomst is None:
        return ""
    if herkomst.pagina is not None:
        return f"blz. {herkomst.pagina}"
    return f"regel {herkomst.regel}" if herkomst.regel is not None else ""


def aantal(number: int, one: str, many: str) -> str:
    """Return a count with its noun.

    >>> aantal(1, "bevinding", "bevindingen"), aantal(0, "bevinding", "bevindingen")
    ('1 bevinding', '0 bevindingen')
    """
    return f"{number} {one if number == 1 else many}"


def data_uri(image: bytes, mediatype: str = "image/png") -> str:
    """Return an image as a data URI, so that the report stays one file."""
    return f"data:{mediatype};base64,{base64.b64encode(image).decode('ascii')}"
