"""The entry point: which command lives in which module, and what the shell hears when something goes wrong.

The help list is made from the table below without importing the commands, so that ``functieboek --help`` answers at
once; a command is imported when it is called.
"""

from __future__ import annotations

import importlib
import importlib.util
import os
import sys
from typing import Any, NamedTuple

import click
from click.shell_completion import CompletionItem

from pipeline import __version__
from pipeline.cli import nederlands
from pipeline.errors import ExitCode, FunctieboekError


class Entry(NamedTuple):
    """A command: where it is defined and what the list of commands says of it."""

    target: str
    help: str


COMMANDS = {
    "init": Entry("pipeline.cli.werkmap:init", "Maak een lege werkmap met standaardsjablonen en instellingen."),
    "inlezen": Entry("pipeline.cli.lezen:inlezen", "Lees een functieboek in (PDF, Word, HTML, Markdown)."),
    "tonen": Entry("pipeline.cli.tonen:tonen", "Toon een boek of een functie op het scherm."),
    "versies": Entry("pipeline.cli.tonen:versies", "Toon welke boeken in de werkmap zijn ingelezen."),
    "controleren": Entry("pipeline.cli.controleren:controleren", "Zoek fouten en tegenstrijdigheden in een boek."),
    "vergelijken": Entry("pipeline.cli.vergelijken:vergelijken", "Vergelijk twee versies van een boek."),
    "historie": Entry("pipeline.cli.vergelijken:historie", "Toon het verloop van een functie door alle versies."),
    "vacature": Entry("pipeline.cli.vacature:vacature", "Maak een vacaturetekst bij een functie."),
    "vacatures": Entry("pipeline.cli.vacature:vacatures", "Toon de vacatures van de werkmap of maak er een feed van."),
    "taalcheck": Entry("pipeline.cli.taal:taalcheck", "Controleer een tekst op uitsluitende en moeilijke taal."),
    "je-vorm": Entry("pipeline.cli.taal:je_vorm", "Zet zinnen uit een functieboek om in de je-vorm."),
    "sjabloon": Entry("pipeline.cli.sjabloon:sjabloon", "Controleer Word-sjablonen en toon hun velden."),
    "brieven": Entry("pipeline.cli.brieven:brieven", "Maak plaatsingsbrieven voor een reorganisatie."),
    "opschonen": Entry("pipeline.cli.opschonen:opschonen", "Verwijder gemaakte brieven uit de werkmap."),
    "logboek": Entry("pipeline.cli.logboek:logboek", "Toon of controleer het logboek."),
    "web": Entry("pipeline.cli.web:web", "Open de werkplek in de browser."),
    "uitvoeren": Entry("pipeline.cli.uitvoeren:uitvoeren", "Doe alles wat nieuw is: lezen, controleren, vergelijken."),
    "schema": Entry("pipeline.cli.werkmap:schema", "Toon het JSON Schema van de gegevens."),
}


def _is_there(entry: Entry) -> bool:
    return importlib.util.find_spec(entry.target.partition(":")[0]) is not None


class LazyGroup(click.Group):
    """A group whose commands are imported when they are used and listed without being imported."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names in the order of the table, which follows the work from book to letter."""
        return [name for name, entry in COMMANDS.items() if _is_there(entry)]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import the module of the command and return the command."""
        entry = COMMANDS.get(cmd_name)
        if entry is None or not _is_there(entry):
            return None
        module, _, attribute = entry.target.partition(":")
        return nederlands.in_dutch(getattr(importlib.import_module(module), attribute))

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        """Complete a command from the table, without importing any."""
        names = [name for name in self.list_commands(ctx) if name.startswith(incomplete)]
        items = [CompletionItem(name, help=COMMANDS[name].help) for name in names]
        return items + click.Command.shell_complete(self, ctx, incomplete)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command; a misspelt one is refused with the names that look like it."""
        if args and not args[0].startswith("-") and args[0] not in self.list_commands(ctx):
            ctx.fail(_unknown_command(args[0], self.list_commands(ctx)))
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the list of commands from the table."""
        rows = [(name, COMMANDS[name].help) for name in self.list_commands(ctx)]
        if rows:
            with formatter.section(nederlands.translate("Commands")):
                formatter.write_dl(rows)


def _unknown_command(name: str, known: list[str]) -> str:
    from difflib import get_close_matches

    close = get_close_matches(name.lower(), known, n=3, cutoff=0.5)
    hint = f" Bedoelde u {' of '.join(close)}?" if close else " De lijst: functieboek --help"
    return f"De opdracht “{name}” bestaat niet.{hint}"


EPILOG = """\b
Voorbeelden:
  functieboek init mijn-werkmap
  functieboek inlezen functieboek-2024.pdf
  functieboek tonen functieboek-2024 "Adviseur II"

Uitleg bij een opdracht: functieboek OPDRACHT --help
"""


@click.group(
    cls=LazyGroup,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog=EPILOG,
    subcommand_metavar="OPDRACHT [ARGUMENTEN]...",
    options_metavar="[OPTIES]",
)
@click.version_option(
    __version__,
    "--versie",
    "--version",
    prog_name="functieboek",
    message="%(prog)s %(version)s",
    help="Toon de versie.",
)
def cli() -> None:
    """Van functieboek naar gegevens, controles, verschillen, vacatures en brieven."""


def _use_utf8() -> None:
    """Write UTF-8 also where the console has another code page (Windows), and never fail on a character."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure and (stream.encoding or "").lower().replace("-", "") != "utf8":
            reconfigure(encoding="utf-8", errors="replace")


def _say(message: str) -> None:
    click.echo(message, err=True)


def _bug(error: Exception, command: str) -> int:
    from pipeline.crash_report import bug_message, describe, write_report

    _say(bug_message(type(error).__name__, write_report(describe(error), command)))
    return ExitCode.UNEXPECTED


def _quiet_stdout() -> None:
    """Point stdout at nothing, so that the interpreter does not complain when it flushes a closed pipe at exit."""
    with open(os.devnull, "w") as nothing:  # noqa: PTH123 - a device, not a path
        os.dup2(nothing.fileno(), sys.stdout.fileno())


def run(arguments: list[str] | None = None) -> int:
    """Run one command and return its exit code; every error has become a message on stderr."""
    nederlands.install()
    stdout = sys.stdout
    command = next((a for a in (sys.argv[1:] if arguments is None else arguments) if a in COMMANDS), "")
    try:
        result: Any = cli.main(args=arguments, prog_name="functieboek", standalone_mode=False)
        sys.stdout.flush()
        return int(result) if isinstance(result, int) else ExitCode.OK
    except click.exceptions.Exit as stop:
        return int(stop.exit_code)
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.ctx.get_help() if error.ctx else error.format_message())
        return ExitCode.OK
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except FunctieboekError as error:
        _say(f"Fout: {error}")
        return error.exit_code
    except (KeyboardInterrupt, click.Abort) as stop:
        told = str(stop.__cause__ or stop)  # click puts its own Abort around the interruption
        _say(f"\n{told or 'Afgebroken; wat al klaar was, is bewaard.'}")
        return ExitCode.INTERRUPTED
    except BrokenPipeError:
        _quiet_stdout()
        return ExitCode.OK
    except SystemExit:
        if sys.stdout is not stdout:  # click put a wrapper there: whoever read our output has stopped reading
            return ExitCode.OK
        raise
    except Exception as error:  # the one place where a bug is caught: the user gets a message and never a traceback
        return _bug(error, command)


def main() -> None:
    """Be the ``functieboek`` program."""
    _use_utf8()
    sys.exit(run())
