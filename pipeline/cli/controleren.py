"""``functieboek controleren``: find what is wrong or doubtful in a book."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from pipeline.boeken import LoadedBook, load_book
from pipeline.cli import common
from pipeline.controle import accept_finding, run_check, with_kept_language, write_findings
from pipeline.errors import FindingsError, UsageError
from pipeline.workspace import Workspace

if TYPE_CHECKING:
    from pipeline.check import Rule
    from pipeline.models.bevindingen import Bevindingen

_COLOURS = {"fout": "red", "waarschuwing": "yellow", "info": "cyan"}
_WIDEST = 100


@click.command(
    epilog="""\b
Voorbeelden:
  functieboek controleren functieboek-2022
  functieboek controleren functieboek-2022 --tot waarschuwing
  functieboek controleren functieboek.pdf --uit resultaten --streng
  functieboek controleren functieboek-2022 --aanvaard 3f9a1c20b7d4 --reden "Zo vastgesteld."
  functieboek controleren --regels
"""
)
@click.argument("boek", required=False)
@click.option("--regels", is_flag=True, help="Toon alle regels met hun gewicht, uitleg en bron.")
@click.option("--streng", is_flag=True, help="Eindig met afsluitcode 10 als er een fout open staat.")
@click.option(
    "--tot",
    type=click.Choice(["fout", "waarschuwing", "info"]),
    default="info",
    help="Toon op het scherm niets lichters dan dit; de bestanden bevatten alles.",
)
@click.option(
    "--zonder-spelling",
    is_flag=True,
    help="Kijk de spelling nu niet na; wat eerder is gevonden, blijft in de bestanden staan.",
)
@click.option("--zonder-beelden", is_flag=True, help="Neem in het rapport geen uitsneden van bladzijden op.")
@click.option("--aanvaard", metavar="SLEUTEL", help="Aanvaard de bevinding met deze sleutel (geef ook --reden).")
@click.option("--reden", metavar="TEKST", help="Waarom de bevinding zo mag blijven.")
@click.option("--wie", metavar="NAAM", help="Wie haar aanvaardt.")
@common.werkmap_option
@common.uit_option
@common.json_option
def controleren(*, boek: str | None, werkmap: Path | None, **options: Any) -> None:
    """Zoek fouten en tegenstrijdigheden in een boek.

    BOEK is de naam van een ingelezen boek, een functieboek.json of een bron (die dan eerst wordt gelezen). De
    bevindingen komen op het scherm, in bevindingen.json en in een rapport (HTML) en een werkmap (XLSX) onder
    output/bevindingen/.
    """
    if options["regels"]:
        _show_rules(as_json=options["als_json"])
        return
    if boek is None:
        raise UsageError(
            "Geef het boek op dat u wilt controleren.", "Bijvoorbeeld: functieboek controleren functieboek-2022"
        )
    if options["reden"] and not options["aanvaard"]:
        raise UsageError("--reden hoort bij --aanvaard.", 'Bijvoorbeeld: --aanvaard SLEUTEL --reden "Zo vastgesteld."')
    space = common.workspace(werkmap)
    loaded = load_book(space, boek)
    spelling = space.settings().controleren.spelling and not options["zonder_spelling"]
    findings = run_check(space, loaded, spelling=spelling)
    if options["aanvaard"]:
        item = accept_finding(space, findings, options["aanvaard"], options["reden"], options["wie"])
        common.say(f"Aanvaard: {item.melding}")
        space = Workspace(space.root)  # its settings have changed
        findings = run_check(space, loaded, spelling=spelling)
    kept = with_kept_language(space, loaded, findings) if options["zonder_spelling"] else findings
    written = write_findings(
        space, loaded, kept, options["uit"], pictures=not options["zonder_beelden"], spelling=spelling
    )
    for note in written.meldingen:
        common.say(note)
    _tell(loaded, findings, written.bestanden, options)
    _be_strict(findings, strict=options["streng"])


def _tell(loaded: LoadedBook, findings: Bevindingen, written: Sequence[Path], options: Mapping[str, Any]) -> None:
    if options["als_json"]:
        common.print_json(findings.model_dump(mode="json"))
        return
    from pipeline.render.bevindingen_tekst import findings_text

    width = min(shutil.get_terminal_size().columns, _WIDEST) if sys.stdout.isatty() else _WIDEST
    style = _coloured if sys.stdout.isatty() else _plain
    text = findings_text(loaded.book, findings, lightest=options["tot"], width=width, style=style)
    click.echo(text, nl=False)
    for path in written:
        common.say(f"Geschreven: {path}")


def _plain(text: str, weight: str) -> str:
    return text


def _coloured(text: str, weight: str) -> str:
    if weight == "kop":
        return click.style(text, bold=True)
    return click.style(text, dim=True) if weight == "zacht" else click.style(text, fg=_COLOURS[weight], bold=True)


def _be_strict(findings: Bevindingen, *, strict: bool) -> None:
    heavy = [item for item in findings.bevindingen if item.ernst == "fout" and item.status == "open"]
    if strict and heavy:
        raise FindingsError(
            f"Er staan {len(heavy)} fouten open." if len(heavy) > 1 else "Er staat 1 fout open.",
            "Verbeter het boek, of aanvaard wat zo mag blijven.",
        )


def _show_rules(*, as_json: bool) -> None:
    from pipeline.check import rules

    if as_json:
        keys = ("code", "ernst", "betreft", "soort", "uitleg", "bron")
        common.print_json([{key: getattr(known, key) for key in keys} for known in rules()])
        return
    click.echo(rules_text(rules()), nl=False)


def rules_text(known: Sequence[Rule]) -> str:
    """Return the list of rules for the screen, by what they look at."""
    from pipeline.check.registry import KINDS

    lines: list[str] = []
    for kind, heading in KINDS.items():
        mine = [one for one in known if one.soort == kind]
        lines += [heading, "-" * len(heading)]
        for one in mine:
            lines += [f"{one.code}  ({one.ernst})", f"    {one.uitleg}", f"    Bron: {one.bron}."]
        lines.append("")
    lines.append("Een regel uitzetten of anders wegen: [controleren] in functieboek.toml.")
    return "\n".join(lines) + "\n"
