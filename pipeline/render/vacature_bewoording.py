"""The words that HR can change: connectives, headings and plain-language replacements (TOML), snippets (Jinja).

A snippet gives a sentence a line; an empty line starts a new paragraph.  It runs in the same sandbox as the Word
templates: it shows values, repeats and chooses, and nothing more.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from pipeline.errors import TemplateFaultyError
from pipeline.models.foutmeldingen import dutch_toml
from pipeline.models.vacature import PAY_HISTORY

WORDING = "bewoording.toml"
SNIPPETS = ("intro.j2", "team.j2", "organisatie.j2", "aanbod.j2", "procedure.j2", "kleine-letters.j2")
_GROUPS = ("koppen", "overgangen", "gewoner")


@dataclass(frozen=True)
class Bewoording:
    """Everything in ``templates/vacature``."""

    koppen: Mapping[str, str]
    overgangen: Mapping[str, tuple[str, ...]]
    gewoner: tuple[tuple[re.Pattern[str], str], ...]
    snippets: Mapping[str, str] = field(repr=False)
    _plain: dict[str, str] = field(default_factory=dict, repr=False, compare=False)
    _compiled: dict[str, Any] = field(default_factory=dict, repr=False, compare=False)
    """The snippets as Jinja compiled them: for all vacancies of a book once."""

    def plain(self, text: str) -> str:
        """Put the plainer words for those of the book; after "en" the text stays, where a shared object would break."""
        if (done := self._plain.get(text)) is not None:
            return done
        result = text
        for pattern, plain in self.gewoner:
            result = pattern.sub(plain, result)
        self._plain[text] = result
        return result

    def snippet(self, name: str, context: Mapping[str, Any]) -> list[list[str]]:
        """Fill a snippet and return its paragraphs, each a list of sentences.

        Raises:
            TemplateFaultyError: an unknown name or a broken tag, with the line.
        """
        from jinja2 import TemplateError, UndefinedError

        try:
            text = self._template(name).render(context)
        except UndefinedError as error:
            known = ", ".join(sorted(context))
            raise TemplateFaultyError(
                f"templates/vacature/{name}: {_dutch(str(error.message))}.", f"Bekend zijn: {known}."
            ) from error
        except TemplateError as error:
            line = getattr(error, "lineno", None)
            where = f", regel {line}" if line else ""
            raise TemplateFaultyError(
                f"templates/vacature/{name}{where}: {error.message}.", "Verbeter die regel."
            ) from error
        if found := PAY_HISTORY.search(text):
            raise TemplateFaultyError(
                f"templates/vacature/{name} vraagt naar wat iemand eerder verdiende (“{found.group()}”).",
                "Haal dat weg: het is verboden (richtlijn loontransparantie, artikel 5 lid 2).",
            )
        return [
            [line.strip() for line in paragraph.splitlines() if line.strip()]
            for paragraph in re.split(r"\n\s*\n\s*\n?", re.sub(r"\n{3,}", "\n\n", text.strip()))
            if paragraph.strip()
        ]

    def _template(self, name: str) -> Any:
        from pipeline.render.sandbox import TextSandbox

        if name not in self._compiled:
            self._compiled[name] = TextSandbox({"opsomming": opsomming}).from_string(self.snippets[name])
        template = self._compiled[name]
        template.environment.start_anew()
        return template


def read_wording(files: Mapping[str, str]) -> Bewoording:
    """Make the wording from the texts of the files in ``templates/vacature``.

    Raises:
        TemplateFaultyError: a file is missing, or the TOML has other groups or kinds of values than the standard one.
    """
    for name in (WORDING, *SNIPPETS):
        if name not in files:
            raise TemplateFaultyError(
                f"templates/vacature/{name} ontbreekt.", "Haal het terug met `functieboek init` in een lege map."
            )
    try:
        data = tomllib.loads(files[WORDING])
    except tomllib.TOMLDecodeError as error:
        raise TemplateFaultyError(
            f"templates/vacature/{WORDING}: {dutch_toml(error)}.", "Verbeter die regel."
        ) from error
    if unknown := sorted(set(data) - set(_GROUPS)):
        raise TemplateFaultyError(
            f"templates/vacature/{WORDING}: onbekende groep {', '.join(unknown)}.", f"Bekend: {', '.join(_GROUPS)}."
        )
    return Bewoording(
        koppen=_headings(data.get("koppen", {})),
        overgangen=_connectives(data.get("overgangen", {})),
        gewoner=tuple(_replacement(old, new) for old, new in data.get("gewoner", {}).items()),
        snippets={name: files[name] for name in SNIPPETS},
    )


_HEADINGS = {
    "organisatie": "Waar kom je te werken?",
    "taken": "Wat ga je doen?",
    "profiel": "Wie ben jij?",
    "aanbod": "Wat bieden wij?",
    "procedure": "Solliciteren",
    "klein": "Goed om te weten",
    "situaties": "Waar krijg je mee te maken?",
    "concept": "Nog te doen bij dit concept",
}
_CONNECTIVES = {
    "opening": ("In deze functie", "Daarbij", "Verder"),
    "vervolg": ("Daarnaast", "Ook", "Verder", "Daarbij"),
    "voorbeeld": ("Zo", "Ook"),
}


def _headings(given: Mapping[str, Any]) -> dict[str, str]:
    if wrong := sorted(set(given) - set(_HEADINGS)):
        raise TemplateFaultyError(
            f"templates/vacature/{WORDING}: onbekende kop {', '.join(wrong)}.", f"Bekend: {', '.join(_HEADINGS)}."
        )
    return {**_HEADINGS, **{key: str(value).strip() for key, value in given.items() if str(value).strip()}}


def _connectives(given: Mapping[str, Any]) -> dict[str, tuple[str, ...]]:
    found = dict(_CONNECTIVES)
    for key, value in given.items():
        if key not in found or not isinstance(value, list) or not value:
            raise TemplateFaultyError(
                f"templates/vacature/{WORDING}: overgangen.{key} moet een lijst met woorden zijn.",
                f"Bekend: {', '.join(_CONNECTIVES)}.",
            )
        found[key] = tuple(str(word).strip() for word in value)
    return found


def _replacement(old: str, new: object) -> tuple[re.Pattern[str], str]:
    return re.compile(rf"(?<!\ben )(?<!\bof )\b{re.escape(old)}\b"), str(new)


def _dutch(message: str) -> str:
    name = re.findall(r"'([^']+)'", message)
    return f"“{name[-1]}” bestaat niet" if name else message


def opsomming(items: Sequence[object], voegwoord: str = "en") -> str:
    """Write a list as a reader expects it: a, b en c; ``voegwoord`` is the word before the last.

    >>> opsomming(["lezen", "schrijven", "rekenen"])
    'lezen, schrijven en rekenen'
    """
    words = [str(item) for item in items]
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {voegwoord} {words[-1]}"
