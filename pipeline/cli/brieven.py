"""``functieboek brieven``: placement letters for a whole reorganisation, or a list of what is wrong."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from pipeline.boeken import load_book
from pipeline.cli import common
from pipeline.errors import UsageError
from pipeline.plaatsing import SOORTEN, Opdracht, Plaatsing, parse_date
from pipeline.workspace import Workspace, atomic_write, read_bytes

if TYPE_CHECKING:
    from pipeline.brieven.maken import Keuring

_MOST_SHOWN = 60
"""Faults shown on screen; the marked copy has them all."""


@click.command(
    epilog="""\b
Voorbeelden:
  functieboek brieven --voorbeeld
  functieboek brieven gemeente-2026 medewerkers.xlsx --soort voornemen --datum 7-4-2026
  functieboek brieven gemeente-2026 medewerkers.xlsx --soort definitief --datum 12-5-2026 --was gemeente-2022 --pdf
  functieboek brieven gemeente-2026 medewerkers.xlsx --soort definitief --datum 12-5-2026 --alleen 1007,1012
"""
)
@click.argument("boek", required=False)
@click.argument("medewerkers", required=False, type=click.Path(path_type=Path))
@click.option("--soort", type=click.Choice(SOORTEN), help="Welke brief.")
@click.option("--datum", metavar="D-M-JJJJ", help="Datum van de brieven (verplicht); hij bepaalt ook welk recht geldt.")
@click.option("--was", metavar="OUD", help="Het vorige boek, om functievolgers te toetsen.")
@click.option("--alleen", metavar="NUMMERS", help="Alleen deze personeelsnummers, met komma's ertussen.")
@click.option("--akkoord-met-waarschuwingen", is_flag=True, help="Maak de brieven ook als er waarschuwingen zijn.")
@click.option("--pdf", is_flag=True, help="Maak ook PDF/A van elke brief (met LibreOffice).")
@click.option("--voorbeeld", is_flag=True, help="Schrijf een voorbeeldbestand voor medewerkers, met uitleg.")
@common.werkmap_option
@common.uit_option
@common.json_option
def brieven(*, boek: str | None, medewerkers: Path | None, werkmap: Path | None, **options: Any) -> None:
    """Maak een plaatsingsbrief voor elke medewerker.

    BOEK is het functieboek waarin wordt geplaatst, MEDEWERKERS een Excel-werkmap (.xlsx) of CSV-bestand. Alles wordt
    eerst gecontroleerd: bij een fout wordt er geen enkele brief gemaakt, en krijgt u een kopie van het bestand waarin
    de foute cellen zijn gemarkeerd. De brieven komen in output/brieven/DATUM-SOORT/; alleen u kunt ze openen.
    """
    space = common.workspace(werkmap)
    if options["voorbeeld"]:
        _write_example(space, boek, options["uit"])
        return
    if not boek or medewerkers is None or not options["soort"] or not options["datum"]:
        raise UsageError(
            "Geef het boek, het bestand met medewerkers, --soort en --datum.",
            "Voorbeeld: functieboek brieven gemeente-2026 medewerkers.xlsx --soort voornemen --datum 7-4-2026",
        )
    datum = parse_date(options["datum"])
    if datum is None:
        raise UsageError(f"--datum: “{options['datum']}” is geen datum.", "Geef bijvoorbeeld 7-4-2026.")
    asked = Opdracht(
        soort=options["soort"],
        datum=datum,
        was=options["was"],
        alleen=tuple(number.strip() for number in (options["alleen"] or "").split(",") if number.strip()),
        pdf=options["pdf"],
        uit=options["uit"],
    )
    run = Plaatsing(space, boek, asked, naam=medewerkers.name, lees=lambda: read_bytes(medewerkers))
    _tell_faults(run.judge())
    run.approve(akkoord=options["akkoord_met_waarschuwingen"])
    with common.progress(len(run.rijen), "Brieven maken") as bar:
        folder = run.make(bar.update)
    _tell(run, folder, as_json=options["als_json"])


def _tell_faults(found: Keuring) -> None:
    for fout in found.fouten[:_MOST_SHOWN]:
        word = "FOUT" if fout.zwaarte == "fout" else "WAARSCHUWING"
        common.say(f"{word}  {fout.tekst(found.gelezen.blad.naam)}")
    if len(found.fouten) > _MOST_SHOWN:
        common.say(f"… en nog {len(found.fouten) - _MOST_SHOWN} meldingen.")


def _tell(run: Plaatsing, folder: Path, *, as_json: bool) -> None:
    """Say what was made, and show the balance."""
    from pipeline.brieven.controles import total
    from pipeline.brieven.maken import tell_without

    balans = run.keuring.balans
    if as_json:
        common.print_json(
            {
                "map": str(folder),
                "soort": run.opdracht.soort,
                "regime": run.omgeving.regime,
                "brieven": len(run.rijen),
                "zonder_brief": [rij.medewerker.personeelsnummer for rij in run.zonder],
                "waarschuwingen": run.keuring.waarschuwingen,
                "balans": [{"functie": b.functie, "formatie": b.formatie, "geplaatst": b.geplaatst} for b in balans],
            }
        )
        return
    rows = [(b.functie, _nl(b.formatie), _nl(b.geplaatst), b.medewerkers, _room(b.ruimte)) for b in balans]
    whole = total(balans)
    rows += [("Totaal", _nl(whole.formatie), _nl(whole.geplaatst), whole.medewerkers, _room(whole.ruimte))]
    common.print_table(("functie", "formatie", "geplaatst", "medewerkers", "ruimte"), rows, right=(1, 2, 3, 4))
    count = len(run.rijen) - len(run.earlier())
    click.echo(f"{count} {'brief' if count == 1 else 'brieven'} {run.opdracht.soort} gemaakt in {folder}")
    if told := tell_without(run.zonder):
        click.echo(told)
    click.echo("Verwijder ze als ze verstuurd zijn: functieboek opschonen")


def _write_example(space: Workspace, boek: str | None, uit: Path | None) -> None:
    from pipeline.brieven.voorbeeld import example_workbook, next_placement

    book = load_book(space, boek).book if boek else None
    path = (uit or Path.cwd()) / "medewerkers-voorbeeld.xlsx"
    if path.exists():
        raise UsageError(f"{path} bestaat al.", "Verplaats of verwijder het eerst; er wordt niets overschreven.")
    start = next_placement(datetime.datetime.now(datetime.UTC).date())
    atomic_write(path, example_workbook(book, vanaf=start), private=True)  # it will hold people
    click.echo(f"Geschreven: {path}")


def _nl(value: float | None) -> str:
    return "–" if value is None else f"{value:.2f}".rstrip("0").rstrip(".").replace(".", ",")


def _room(value: float | None) -> str:
    return f"{_nl(value)} te veel".removeprefix("-") if value is not None and value < -0.005 else _nl(value)
