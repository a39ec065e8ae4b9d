"""Make the generated pages of ``docs/`` again: the commands, the exit codes, the rules, the JSON Schemas.

``python -m scripts.docs`` writes them; a test holds them to what this module makes, so that they cannot lie.
"""

from __future__ import annotations

import ast
import inspect
from collections.abc import Iterator
from pathlib import Path

import click

from pipeline import errors
from pipeline.cli import nederlands
from pipeline.cli.main import cli
from pipeline.cli.werkmap import SCHEMAS, schema_text
from pipeline.errors import ExitCode
from pipeline.models.instellingen import example
from pipeline.workspace import SETTINGS_FILE

DOCS = Path(__file__).resolve().parent.parent / "docs"
WIDTH = 100

MEANINGS = {
    ExitCode.OK: ("Gelukt.", "–"),
    ExitCode.UNEXPECTED: ("Een fout in het programma zelf.", "Stuur het verslag dat genoemd wordt aan uw beheerder."),
    ExitCode.USAGE: ("De opdracht is verkeerd gegeven, of de naam is al in gebruik.", "Zie `--help` bij de opdracht."),
    ExitCode.SOURCE_UNREADABLE: (
        "De bron ontbreekt, is beschadigd, leeg, of van een soort die niet gelezen kan worden.",
        "Controleer het bestand; bewaar het opnieuw vanuit het oorspronkelijke programma.",
    ),
    ExitCode.NOT_A_FUNCTIEBOEK: ("In de bron staat geen functieboek.", "Controleer of dit het goede bestand is."),
    ExitCode.PASSWORD_NEEDED: ("De bron is beveiligd.", "Geef het wachtwoord met `--wachtwoord`."),
    ExitCode.OUTPUT_NOT_WRITABLE: (
        "Het resultaat kan niet worden geschreven: geen rechten, schijf vol, of het bestand is geopend.",
        "Sluit het bestand, maak ruimte, of kies een andere map met `--uit`.",
    ),
    ExitCode.DATA_INVALID: (
        "Gegevens of instellingen kloppen niet; alle fouten staan in de melding.",
        "Verbeter het bestand dat genoemd wordt.",
    ),
    ExitCode.TEMPLATE_FAULTY: ("Een sjabloon bevat fouten.", "`functieboek sjabloon controleren BESTAND`"),
    ExitCode.LIMIT_EXCEEDED: (
        "De bron vraagt meer bladzijden, tijd of geheugen dan toegestaan.",
        "Maak de bron opnieuw, of verhoog de grens onder `[lezen]` in `functieboek.toml`.",
    ),
    ExitCode.FINDINGS: ("Met `--streng`: er staan open bevindingen van gewicht fout.", "Los ze op of aanvaard ze."),
    ExitCode.INTERRUPTED: ("Onderbroken (Ctrl-C). Wat klaar was, is bewaard.", "Geef de opdracht opnieuw."),
}


def rules_page() -> str:
    """Return docs/regels.md: every rule of Controleren, by what it looks at."""
    from pipeline.check.registry import KINDS, rules

    lines = [
        "# Regels van Controleren",
        "",
        "<!-- Gemaakt door scripts/docs.py uit pipeline/check/; verander het daar. -->",
        "",
        "Elke bevinding heeft de code van een regel. Hetzelfde toont `functieboek controleren --regels`. Een regel",
        "gaat uit, of krijgt een ander gewicht, onder `[controleren]` in `functieboek.toml`.",
        "",
        "Een **fout** is een tegenspraak, of iets dat ontbreekt, met gevolgen voor schaal, niveau, formatie of inhoud",
        "van een functie; een **waarschuwing** een tegenspraak of vergissing zonder dat gevolg; **info** wat opviel",
        "maar bedoeld kan zijn. Regels “bij het lezen” gaan over het lezen van de bron en niet over het boek.",
    ]
    for kind, heading in KINDS.items():
        lines += ["", f"## {heading}", "", "| code | gewicht | uitleg | bron |", "|---|---|---|---|"]
        for known in rules():
            if known.soort == kind:
                cells = (f"`{known.code}`", known.ernst, known.uitleg, known.bron)
                lines.append("| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |")
    return "\n".join(lines) + "\n"


def exit_codes() -> str:
    """Return docs/fouten.md."""
    names: dict[ExitCode, str] = {}
    for name, kind in _error_classes():
        names.setdefault(kind.exit_code, name)  # a finer kind of error comes after the one whose code it shares
    lines = [
        "# Afsluitcodes",
        "",
        "<!-- Gemaakt door scripts/docs.py uit pipeline/errors.py; verander het daar. -->",
        "",
        "Wat de opdrachtregel aan een script teruggeeft. De melding zelf staat op stderr en zegt wat er mis is en",
        "wat u kunt doen. Bij meer boeken tegelijk geldt de ernstigste: 1 boven alles, anders het hoogste getal.",
        "",
        "| code | naam | betekenis | wat u kunt doen |",
        "|---|---|---|---|",
    ]
    for code in ExitCode:
        meaning, advice = MEANINGS[code]
        lines.append(f"| {int(code)} | `{names.get(code, code.name)}` | {meaning} | {advice} |")
    return "\n".join(lines) + "\n"


def _error_classes() -> Iterator[tuple[str, type[errors.FunctieboekError]]]:
    """Give the error classes in the order of their definition."""
    for node in ast.parse(inspect.getsource(errors)).body:
        if isinstance(node, ast.ClassDef) and node.name.endswith("Error"):
            yield node.name, getattr(errors, node.name)


def commands() -> str:
    """Return docs/opdrachten.md: the help of every command, in the order of the list."""
    nederlands.install()
    context = click.Context(cli, info_name="functieboek", terminal_width=WIDTH, max_content_width=WIDTH)
    lines = [
        "# Opdrachten",
        "",
        "<!-- Gemaakt door scripts/docs.py uit de uitleg van de opdrachten zelf; verander het daar. -->",
        "",
        *_block(cli.get_help(context)),
    ]
    for name in cli.list_commands(context):
        command = cli.get_command(context, name)
        if command is not None:
            lines += _command(command, context, name, level=2)
    return "\n".join(lines) + "\n"


def _command(command: click.Command, parent: click.Context, name: str, level: int) -> list[str]:
    context = click.Context(command, info_name=name, parent=parent, terminal_width=WIDTH, max_content_width=WIDTH)
    path = context.command_path.removeprefix("functieboek ")
    lines = ["", f"{'#' * level} {path}", "", *_block(command.get_help(context))]
    if isinstance(command, click.Group):
        for sub in command.list_commands(context):
            found = command.get_command(context, sub)
            if found is not None:
                lines += _command(found, context, sub, level + 1)
    return lines


def _block(text: str) -> list[str]:
    return ["```text", *(line.rstrip() for line in text.splitlines()), "```"]


def pages() -> dict[Path, str]:
    """Return every generated page with its text."""
    made = {DOCS / "fouten.md": exit_codes(), DOCS / "opdrachten.md": commands(), DOCS / "regels.md": rules_page()}
    for name in SCHEMAS:
        made[DOCS / "schema" / f"{name}.schema.json"] = schema_text(name)
    made[DOCS.parent / SETTINGS_FILE] = example()  # the repository is a workspace, with every setting explained
    return made


def main() -> None:
    """Write the pages."""
    for path, text in pages().items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
