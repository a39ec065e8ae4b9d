"""The values that go into a Word document: what may stand in them, what is put straight, what is refused."""

from __future__ import annotations

import datetime
import html
import re
import struct
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any

from pipeline.errors import DataInvalidError

NIVEAUBEPALEND = "Niveaubepalend"
"""Id of the character style for the bold words of a functiekenmerk."""

_FORBIDDEN = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
_LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_DOCXTPL_ESCAPES = re.compile(r"(?<=[{}%])_(?=[{}%])")


@dataclass(frozen=True, slots=True)
class Rich:
    """Text with stretches in a named character style; in a template simply ``{{ naam }}`` (not ``{{r naam }}``).

    ``stretches`` are offsets [begin, end) in ``tekst``, in order and apart, as ``Kenmerk.nadruk_posities``.
    """

    tekst: str
    stretches: tuple[tuple[int, int], ...] = ()
    style: str = NIVEAUBEPALEND
    styles: tuple[str, ...] = ()
    """A style for each stretch, where they differ; otherwise all have ``style``."""

    def parts(self) -> Iterator[tuple[str, str]]:
        """Cut the text in pieces, each with its style; an empty style is plain text."""
        end = 0
        for number, (begin, stop) in enumerate(self.stretches):
            if begin > end:
                yield self.tekst[end:begin], ""
            yield self.tekst[begin:stop], self.styles[number] if self.styles else self.style
            end = stop
        if end < len(self.tekst):
            yield self.tekst[end:], ""

    def __str__(self) -> str:
        return self.tekst

    def __html__(self) -> str:
        """Close the run of the tag and open another for each styled stretch; Jinja takes this as already escaped."""
        xml: list[str] = []
        for text, style in self.parts():
            escaped = html.escape(text, quote=False)
            if style:
                xml.append(
                    f'</w:t></w:r><w:r><w:rPr><w:rStyle w:val="{html.escape(style)}"/></w:rPr>'
                    f'<w:t xml:space="preserve">{escaped}</w:t></w:r><w:r><w:t xml:space="preserve">'
                )
            else:
                xml.append(escaped)
        return "".join(xml)


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture for a template (``{{ logo }}``): PNG or JPEG bytes, alternative text, width."""

    data: bytes
    beschrijving: str
    breedte_cm: float


@contextmanager
def readable_picture() -> Iterator[None]:
    """Turn what python-docx raises over a damaged picture into our own error.

    Raises:
        DataInvalidError: the picture is no PNG or JPEG, or is damaged.
    """
    from docx.image import exceptions

    try:
        yield
    except (
        exceptions.InvalidImageStreamError,
        exceptions.UnexpectedEndOfFileError,
        exceptions.UnrecognizedImageError,
        struct.error,
        ZeroDivisionError,
    ) as error:
        raise DataInvalidError(
            "De afbeelding (het logo) is geen PNG of JPEG, of is beschadigd.", "Bewaar haar opnieuw als PNG."
        ) from error


def clean_text(text: str, where: str = "") -> str:
    """Make a text fit for Word: NFC, line ends as newlines, tabs as spaces, soft hyphens gone.

    Raises:
        DataInvalidError: it holds control characters, half characters (lone surrogates) or non-characters, which XML
            cannot hold; the message names the value and the place in it.
    """
    text = _LINE_ENDS.sub("\n", text).replace("\t", " ").replace("\xad", "")
    if found := _FORBIDDEN.search(text):
        here = f"{where}: " if where else ""
        near = _FORBIDDEN.sub("·", text[max(0, found.start() - 20) : found.start() + 20])
        raise DataInvalidError(
            f"{here}op plaats {found.start() + 1} staat het onzichtbare teken U+{ord(found.group()):04X} "
            f"(bij “{near}”), dat niet in een Word-document kan.",
            "Typ de tekst daar opnieuw.",
        )
    return unicodedata.normalize("NFC", text)


def clean_context(context: Mapping[str, Any]) -> dict[str, Any]:
    """Clean all texts of a context and make sure that it holds plain data only."""
    return {key: _clean(value, key) for key, value in context.items()}


def _clean(value: Any, where: str) -> Any:
    if value is None or isinstance(value, bool | int | float | datetime.date | Picture):
        return value
    if isinstance(value, str):
        return clean_text(value, where)
    if isinstance(value, Rich):
        cleaned = clean_text(value.tekst, where)
        return value if cleaned == value.tekst else _rich_again(value, where)
    if isinstance(value, Mapping):
        return {str(key): _clean(item, f"{where}.{key}") for key, item in value.items()}
    if isinstance(value, Sequence):
        return [_clean(item, f"{where}[{number}]") for number, item in enumerate(value)]
    raise TypeError(f"{where}: {type(value).__name__} is no plain data for a template")


def _rich_again(value: Rich, where: str) -> Rich:
    """Clean piece by piece, so that the stretches stay where they are."""
    text, stretches = "", []
    for piece, styled in value.parts():
        cleaned = clean_text(piece, where)
        if styled:
            stretches.append((len(text), len(text) + len(cleaned)))
        text += cleaned
    return replace(value, tekst=text, stretches=tuple(stretches))


def free_private_character(values: Any) -> str:
    """Return the first private-use character that stands in no value."""
    used = set().union(*(set(text) for text in _texts(values)), set())
    return next(chr(code) for code in range(0xF000, 0xF8FF) if chr(code) not in used)


def protect_braces(values: Any, mark: str) -> Any:
    """Put ``mark`` for the underscore in ``{_{`` and its kin, which docxtpl would turn into ``{{``."""
    if isinstance(values, str):
        return _DOCXTPL_ESCAPES.sub(mark, values)
    if isinstance(values, Rich):
        return replace(values, tekst=_DOCXTPL_ESCAPES.sub(mark, values.tekst))
    if isinstance(values, dict):
        return {key: protect_braces(item, mark) for key, item in values.items()}
    if isinstance(values, list):
        return [protect_braces(item, mark) for item in values]
    return values


def _texts(values: Any) -> Iterator[str]:
    if isinstance(values, str):
        yield values
    elif isinstance(values, Rich):
        yield values.tekst
    elif isinstance(values, dict):
        for item in values.values():
            yield from _texts(item)
    elif isinstance(values, list):
        for item in values:
            yield from _texts(item)
