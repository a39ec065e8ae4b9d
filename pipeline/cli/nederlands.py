"""Click in Dutch: its own words ("Usage", "Options", "No such command") in the language of the user.

Click asks gettext for its messages under the name ``_`` in each of its modules.  A catalogue on disk would depend on
the locale of the machine and on compiled files; replacing that name in click's modules gives the same Dutch
everywhere.  A message that a later click words otherwise stays English, nothing breaks.
"""

from __future__ import annotations

import importlib
import re
from types import MappingProxyType

import click

MESSAGES = MappingProxyType(
    {
        "Usage:": "Gebruik:",
        "Options": "Opties",
        "Commands": "Opdrachten",
        "Positional arguments": "Argumenten",
        "Show this message and exit.": "Toon deze uitleg.",
        "Show the version and exit.": "Toon de versie.",
        "Error: {message}": "Fout: {message}",
        "Aborted!": "Afgebroken.",
        "Try '{command} {option}' for help.": "Uitleg: {command} {option}",
        "Missing command.": "Er ontbreekt een opdracht.",
        "Missing argument": "Er ontbreekt een argument",
        "Missing option": "Er ontbreekt een optie",
        "Missing parameter": "Er ontbreekt een waarde",
        "Missing parameter: {param_name}": "Er ontbreekt een waarde: {param_name}",
        "Missing {param_type}": "Er ontbreekt een {param_type}",
        "No such command {name!r}.": "De opdracht “{name}” bestaat niet.",
        "No such option {name!r}.": "De optie “{name}” bestaat niet.",
        "Invalid value: {message}": "Ongeldige waarde: {message}",
        "Invalid value for {param_hint}: {message}": "Ongeldige waarde voor {param_hint}: {message}",
        "Invalid start character for option ({option})": "Een optie kan zo niet beginnen ({option})",
        "Argument {name!r} takes {nargs} values.": "Bij “{name}” horen {nargs} waarden.",
        "Option {name!r} does not take a value.": "Bij de optie “{name}” hoort geen waarde.",
        "Value must be an iterable.": "Hier hoort een lijst van waarden.",
        "Could not open file {filename!r}: {message}": "Het bestand “{filename}” kan niet worden geopend: {message}",
        "unknown error": "onbekende fout",
        "default: {default}": "standaard: {default}",
        "env var: {var}": "omgevingsvariabele: {var}",
        "deprecated": "verouderd",
        "(dynamic)": "(wisselend)",
        "file": "bestand",
        "directory": "map",
        "path": "pad",
        "{name} {filename!r} does not exist.": "{name} “{filename}” bestaat niet.",
        "{name} {filename!r} is a file.": "{name} “{filename}” is een bestand.",
        "{name} {filename!r} is a directory.": "{name} “{filename}” is een map.",
        "{name} {filename!r} is not readable.": "{name} “{filename}” kan niet worden gelezen.",
        "{name} {filename!r} is not writable.": "{name} “{filename}” kan niet worden geschreven.",
        "{name} {filename!r} is not executable.": "{name} “{filename}” kan niet worden uitgevoerd.",
        "{value!r} is not a valid {number_type}.": "“{value}” is geen geldige waarde ({number_type}).",
        "{value!r} is not a valid UUID.": "“{value}” is geen geldige UUID.",
        "{value!r} is not a valid boolean. Recognized values: {states}": "“{value}” is geen ja of nee. Kies: {states}",
        "{value} is not in the range {range}.": "{value} valt buiten {range}.",
        "Choose from:\n\t{choices}": "Kies uit:\n\t{choices}",
        "Choice({choices})": "Keuze({choices})",
        "Unknown standard stream '{name}'": "Onbekende stroom “{name}”",
        "Do you want to continue?": "Wilt u doorgaan?",
        "Confirm the action without prompting.": "Voer uit zonder te vragen.",
        "Repeat for confirmation": "Herhaal ter controle",
        "Error: invalid input": "Fout: ongeldige invoer",
        "Error: The two entered values do not match.": "Fout: de twee waarden zijn niet gelijk.",
        "Press any key to continue...": "Druk op een toets om door te gaan …",
        "Did you mean {possibility}?": "Bedoelde u {possibility}?",
        "(Did you mean one of: {possibilities}?)": "(Bedoelde u een van deze: {possibilities}?)",
        "Got unexpected extra argument ({args})": "Er staat een argument te veel ({args})",
        "Got unexpected extra arguments ({args})": "Er staan argumenten te veel ({args})",
        "Option {name!r} requires an argument.": "Bij de optie “{name}” hoort een waarde.",
        "Option {name!r} requires {nargs} arguments.": "Bij de optie “{name}” horen {nargs} waarden.",
        "Takes {nargs} values but 1 was given.": "Hier horen {nargs} waarden, er staat er 1.",
        "Takes {nargs} values but {len} were given.": "Hier horen {nargs} waarden, er staan er {len}.",
        "{value!r} is not {choice}.": "“{value}” is niet {choice}.",
        "{value!r} is not one of {choices}.": "“{value}” is geen van {choices}.",
        "{value!r} does not match the format {format}.": "“{value}” heeft niet de vorm {format}.",
        "{value!r} does not match the formats {formats}.": "“{value}” heeft geen van de vormen {formats}.",
    }
)

_MODULES = ("core", "decorators", "exceptions", "formatting", "parser", "shell_completion", "termui", "types", "utils")


_NAMED = frozenset({"choice", "choices", "param_hint"})
"""What click puts between straight quotation marks before it asks for the message."""


class _Message(str):
    """A message that writes the names which click quoted itself between Dutch quotation marks."""

    __slots__ = ()

    def format(self, *args: object, **values: object) -> str:
        quoted = {key: re.sub("'([^']*)'", r"“\1”", str(values[key])) for key in _NAMED & values.keys()}
        return super().format(*args, **{**values, **quoted})


def translate(message: str) -> str:
    """Return the Dutch of one of click's messages, or the message itself."""
    return _Message(MESSAGES[message]) if message in MESSAGES else message


def translate_plural(singular: str, plural: str, number: int) -> str:
    """Return the Dutch of a message that has a singular and a plural."""
    return translate(singular if number == 1 else plural)


def install() -> None:
    """Make click speak Dutch in this process."""
    for name in _MODULES:
        module = importlib.import_module(f"click.{name}")
        for attribute, function in (("_", translate), ("ngettext", translate_plural)):
            if hasattr(module, attribute):
                setattr(module, attribute, function)


def in_dutch(command: click.Command) -> click.Command:
    """Put the words that click wrote into a command when it was defined in Dutch, also in its subcommands."""
    if command.options_metavar == "[OPTIONS]":
        command.options_metavar = "[OPTIES]"
    command.context_settings.setdefault("help_option_names", ["-h", "--help"])
    if isinstance(command, click.Group):
        command.subcommand_metavar = "OPDRACHT [ARGUMENTEN]..."
        for subcommand in command.commands.values():
            in_dutch(subcommand)
    return command
