"""Check a Word template before it is used: unknown and broken tags by paragraph; and list what may be used.

The check works on the document as HR sees it: paragraph by paragraph, table cells, headers and footers included.  It
finds what docxtpl would lose without a word: a tag for a whole paragraph that shares it, a loop that is closed nowhere,
a name that does not exist.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Any

from pipeline.render.word import check_package
from pipeline.render.word_values import Picture, Rich

_TAG = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", re.DOTALL)
_HALF = re.compile(r"\{\{|\}\}|\{%|%\}|\{#|#\}")
_STATEMENT = re.compile(r"\{%-?\s*(p|tr|tc|r)?\s*(\w+)(.*?)-?%\}", re.DOTALL)
_PAIRS = {"if": "endif", "for": "endfor"}
_ALLOWED = frozenset({"if", "elif", "else", "endif", "for", "endfor", "set"})


@dataclass(frozen=True, slots=True)
class Sjabloonfout:
    """One fault of a template."""

    plaats: str
    """ "alinea 12", "tabel 1, rij 2", "koptekst", "voettekst"."""
    tekst: str
    """The paragraph, shortened."""
    melding: str


@dataclass(frozen=True, slots=True)
class Veld:
    """Something that a template may show."""

    naam: str
    soort: str
    """tekst, keuze, lijst, groep, afbeelding, getal."""
    voorbeeld: str


@dataclass(slots=True)
class _Reading:
    """What is known while the template is read: the names, what loops bring, and what is still open."""

    context: Mapping[str, Any]
    loops: dict[str, Any] = field(default_factory=dict)
    open: list[tuple[str, str, tuple[str, str]]] = field(default_factory=list)
    """(opening word, tag, (place, text)) of each if and for that is not closed yet."""

    @property
    def known(self) -> dict[str, Any]:
        """All names that a tag may use here."""
        return {**self.context, **self.loops, "loop": {"index": 1, "first": True, "last": True}}


def check_template(data: bytes, naam: str, context: Mapping[str, Any]) -> list[Sjabloonfout]:
    """Return all faults of a template, in the order of the document.

    Args:
        data: the .docx.
        naam: what to call it in a message.
        context: an example of what the template is filled with; its names are those that may be used.

    Raises:
        TemplateFaultyError: it is no Word document at all, or carries macros.
    """
    check_package(data, naam)
    faults: list[Sjabloonfout] = []
    reading = _Reading(context)
    for place, text in _paragraphs(data, naam):
        faults += [Sjabloonfout(place, _short(text), message) for message in _layout_faults(text)]
        for tag in _TAG.findall(text):
            faults += [Sjabloonfout(place, _short(text), one) for one in _tag_faults(tag, reading, (place, text))]
    faults += [
        Sjabloonfout(place, _short(text), f"“{tag}” wordt nergens afgesloten; zet er {{% {_PAIRS[word]} %}} achter")
        for word, tag, (place, text) in reading.open
    ]
    return faults or _rendering_faults(data, naam, context)


def _rendering_faults(data: bytes, naam: str, context: Mapping[str, Any]) -> list[Sjabloonfout]:
    """Fill the template with the example: what only shows then is still found before it matters."""
    from pipeline.errors import FunctieboekError
    from pipeline.render.word import render_template

    try:
        render_template(data, context, titel="Controle", naam=naam)
    except FunctieboekError as error:
        return [Sjabloonfout("het geheel", "", error.melding.rstrip("."))]
    return []


def _paragraphs(data: bytes, naam: str) -> Iterator[tuple[str, str]]:
    """All paragraphs with the place where HR finds them."""
    from docx import Document as open_document
    from docx.opc.exceptions import PackageNotFoundError

    from pipeline.errors import TemplateFaultyError

    try:
        document = open_document(io.BytesIO(data))
    except (PackageNotFoundError, KeyError, ValueError, SyntaxError) as error:
        raise TemplateFaultyError(
            f"{naam} is geen leesbaar Word-document.", "Open het in Word en bewaar het opnieuw als .docx."
        ) from error
    for section in document.sections:
        for kind, part in (("koptekst", section.header), ("voettekst", section.footer)):
            for paragraph in part.paragraphs:
                yield kind, paragraph.text
    paragraphs = tables = 0
    for block in document.iter_inner_content():
        if hasattr(block, "rows"):
            tables += 1
            for number, row in enumerate(block.rows, 1):
                for cell in row.cells:
                    for paragraph in cell.paragraphs:
                        yield f"tabel {tables}, rij {number}", paragraph.text
        else:
            paragraphs += 1
            yield f"alinea {paragraphs}", block.text


def _layout_faults(text: str) -> Iterator[str]:
    """Half tags, and tags that take their paragraph with them but do not stand alone in it."""
    for half in _HALF.findall(_TAG.sub("", text)):
        yield f"“{half}” hoort bij een veldcode die niet compleet is"
    for tag in _TAG.findall(text):
        kind = re.match(r"\{[{%]\s*(p|tr|tc|r)\s", tag)
        if kind and re.match(r"\{[{%]\s", tag):
            yield f"“{tag}”: zet “{kind.group(1)}” direct achter {tag[:2]}, zonder spatie ertussen"
        if re.match(r"\{[{%](p|tr|tc)\s", tag) and text.strip() != tag and "{%tr" not in tag and "{%tc" not in tag:
            yield f"“{tag}” neemt zijn hele alinea mee en moet daar alleen in staan"
        if re.match(r"\{\{r\s", tag):
            yield f"“{tag}”: schrijf gewoon {{{{ … }}}}; opgemaakte tekst heeft geen r nodig"


def _tag_faults(tag: str, reading: _Reading, here: tuple[str, str]) -> Iterator[str]:
    """What is wrong with one tag; keeps track of what is open and what loops bring."""
    if tag.startswith("{#"):
        return
    if tag.startswith("{{"):
        yield from _name_faults(re.sub(r"^\{\{-?(p|tr|tc|r)?\s|-?\}\}$", "", tag), tag, reading.known)
        return
    found = _STATEMENT.match(tag)
    if not found or found.group(2) not in _ALLOWED:
        yield f"“{tag}” is geen opdracht die een sjabloon kent (wel: if, elif, else, endif, for, endfor)"
        return
    word, rest = found.group(2), found.group(3).strip()
    if word in _PAIRS:
        reading.open.append((word, tag, here))
    elif word in _PAIRS.values():
        if reading.open and _PAIRS[reading.open[-1][0]] == word:
            reading.open.pop()
        else:
            yield f"“{tag}” sluit iets af dat niet (meer) openstaat"
    if word == "for":
        variable, _, source = rest.partition(" in ")
        yield from _name_faults(source, tag, reading.known)
        reading.loops[variable.strip()] = _first(_resolve(source.strip(), reading.known))
    elif word in {"if", "elif"}:
        yield from _name_faults(rest, tag, reading.known)


def _name_faults(expression: str, tag: str, known: Mapping[str, Any]) -> Iterator[str]:
    """Names that do not exist, with the one that looks most like it."""
    from jinja2 import TemplateSyntaxError, nodes

    from pipeline.render.sandbox import TextSandbox

    environment = TextSandbox({})
    try:
        tree = environment.parse("{{ " + expression + " }}")
    except TemplateSyntaxError as error:
        yield f"“{tag}” klopt niet: {error.message}"
        return
    if next(tree.find_all(nodes.Call), None):
        yield f"“{tag}” probeert iets uit te voeren; dat mag niet in een sjabloon"
        return
    for name in tree.find_all(nodes.Filter):
        if name.name not in environment.filters:
            yield f"“{tag}”: het filter “{name.name}” bestaat niet (wel: {', '.join(sorted(environment.filters))})"
    for one in tree.find_all(nodes.Name):
        if one.name not in known:
            yield _unknown(tag, one.name, known)
    for attribute in tree.find_all(nodes.Getattr):
        owner = _value_of(attribute.node, known)
        if (
            isinstance(owner, Mapping)
            and attribute.attr not in owner
            and attribute.attr not in {"items", "keys", "values"}
        ):
            yield _unknown(tag, attribute.attr, owner)
        if attribute.attr.startswith("_"):
            yield f"“{tag}” probeert bij de binnenkant van het programma te komen; dat mag niet"


def _unknown(tag: str, name: str, known: Mapping[str, Any]) -> str:
    close = get_close_matches(name, sorted(known), n=1)
    return f"“{tag}”: het veld “{name}” bestaat niet" + (f"; bedoelt u “{close[0]}”?" if close else "")


def _value_of(node: Any, known: Mapping[str, Any]) -> Any:
    from jinja2 import nodes

    if isinstance(node, nodes.Name):
        return known.get(node.name)
    if isinstance(node, nodes.Getattr):
        owner = _value_of(node.node, known)
        return owner.get(node.attr) if isinstance(owner, Mapping) else None
    return None


def _resolve(expression: str, known: Mapping[str, Any]) -> Any:
    value: Any = known
    for part in expression.split("."):
        value = value.get(part.strip()) if isinstance(value, Mapping) else None
    return value


def _first(value: Any) -> Any:
    return value[0] if isinstance(value, list | tuple) and value else value


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= 70 else f"{text[:67]}…"


def fields(context: Mapping[str, Any], before: str = "") -> Iterator[Veld]:
    """List what a template may use, what is inside lists and groups included."""
    for name, value in context.items():
        path = f"{before}{name}"
        if isinstance(value, Mapping):
            yield Veld(path, "groep", "")
            yield from fields(value, f"{path}.")
        elif isinstance(value, list | tuple):
            yield Veld(path, "lijst", "" if not value or isinstance(value[0], Mapping) else _short(str(value[0])))
            if value and isinstance(value[0], Mapping):
                yield from fields(value[0], f"{path}[].")
        else:
            yield Veld(path, _kind(value), "" if isinstance(value, Picture) else _short(str(value)))


def _kind(value: Any) -> str:
    if isinstance(value, bool):
        return "ja/nee"
    if isinstance(value, Picture):
        return "afbeelding"
    if isinstance(value, Rich):
        return "tekst (opgemaakt)"
    return "getal" if isinstance(value, int | float) else "tekst"
