"""The sentences of the letters: ``templates/brieven/bewoording.toml``, filled in a sandbox."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from pipeline.brieven.regime import SOORTEN, wrong_words
from pipeline.errors import TemplateFaultyError
from pipeline.models.foutmeldingen import dutch_toml
from pipeline.models.medewerkers import Regime

if TYPE_CHECKING:
    from jinja2 import Template

    from pipeline.render.sandbox import TextSandbox

BESTAND = "brieven/bewoording.toml"


@dataclass(frozen=True)
class Bewoording:
    """The wording of the letters; what HR left out falls back on the standard text."""

    teksten: Mapping[str, Any]
    standaard: Mapping[str, Any]

    @classmethod
    def read(cls, eigen: bytes, standaard: bytes) -> Bewoording:
        """Read the organisation's wording and the standard one.

        Raises:
            TemplateFaultyError: no TOML, or a text where a group of texts should stand.
        """
        return cls(_parsed(eigen), _parsed(standaard))

    def text(self, path: str, context: Mapping[str, Any]) -> str:
        """Fill the text at a path ("awb.rechtsmiddel.definitief"); "" where there is none.

        Raises:
            TemplateFaultyError: an unknown name or a broken tag; the message names the text.
        """
        from jinja2 import TemplateError, UndefinedError

        source = _at(self.teksten, path)
        source = _at(self.standaard, path) if source is None else source
        if not source:
            return ""
        try:
            template, environment = _compiled(source)
            environment.shown, environment.size = [], 0  # it counts what one document shows, and serves thousands
            return template.render(context).strip()
        except UndefinedError as error:
            known = ", ".join(sorted(context))
            raise TemplateFaultyError(
                f"templates/{BESTAND}, {path}: een naam tussen accolades is onbekend.", f"Bekend zijn: {known}."
            ) from error
        except TemplateError as error:
            raise TemplateFaultyError(
                f"templates/{BESTAND}, {path}: {error.message}.", "Verbeter die tekst."
            ) from error

    def check_regime(self, regime: Regime) -> None:
        """Refuse wording that belongs to the other regime (a "bezwaar" in a letter of 2026).

        Raises:
            TemplateFaultyError: with the text and the words.
        """
        for path, source in _leaves(self.teksten):
            first, *_, last = path.split(".")
            if (first in SOORTEN and first != regime) or (last in SOORTEN["wnra"] and last not in SOORTEN[regime]):
                continue  # what only the other regime says, and letters that this one does not know
            if words := wrong_words(source, regime):
                raise TemplateFaultyError(
                    f"templates/{BESTAND}, {path}: “{words[0]}” past niet bij het recht van "
                    f"{'vanaf' if regime == 'wnra' else 'tot'} 1 januari 2020.",
                    "Zet die tekst onder het andere regime, of haal het woord weg.",
                )


@lru_cache(maxsize=256)
def _compiled(source: str) -> tuple[Template, TextSandbox]:
    """A text ready to be filled: the same few sentences serve thousands of letters."""
    from pipeline.render.sandbox import TextSandbox

    environment = TextSandbox({})
    return environment.from_string(source), environment


def _parsed(data: bytes) -> Mapping[str, Any]:
    try:
        return tomllib.loads(data.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise TemplateFaultyError(
            f"templates/{BESTAND} is geen UTF-8-tekst.", "Sla het bestand op als UTF-8."
        ) from error
    except tomllib.TOMLDecodeError as error:
        raise TemplateFaultyError(
            f"templates/{BESTAND} is geen geldige TOML: {dutch_toml(error)}.", "Verbeter die regel."
        ) from error


def _at(texts: Mapping[str, Any], path: str) -> str | None:
    value: Any = texts
    for part in path.split("."):
        if not isinstance(value, Mapping) or part not in value:
            return None
        value = value[part]
    if not isinstance(value, str):
        raise TemplateFaultyError(
            f"templates/{BESTAND}: bij {path} hoort een tekst.", "Zet de tekst tussen aanhalingstekens."
        )
    return value


def _leaves(texts: Mapping[str, Any], path: str = "") -> list[tuple[str, str]]:
    out: list[tuple[str, str]] = []
    for key, value in texts.items():
        here = f"{path}.{key}" if path else key
        if isinstance(value, Mapping):
            out.extend(_leaves(value, here))
        elif isinstance(value, str):
            out.append((here, value))
    return out
