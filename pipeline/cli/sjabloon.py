"""``functieboek sjabloon``: check a Word template and list what may be used in it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click

from pipeline.cli import common
from pipeline.errors import TemplateFaultyError

KINDS = ("vacature", "brief")


@click.group()
def sjabloon() -> None:
    """Controleer Word-sjablonen en toon welke velden er gebruikt mogen worden."""


@sjabloon.command(
    epilog="""\b
Voorbeelden:
  functieboek sjabloon controleren templates/vacature.docx
  functieboek sjabloon controleren mijn-brief.docx --soort brief
"""
)
@click.argument("bestand", type=click.Path(path_type=Path))
@click.option("--soort", type=click.Choice(KINDS), help="Waar het sjabloon voor is (standaard: op de bestandsnaam).")
@common.json_option
def controleren(*, bestand: Path, soort: str | None, als_json: bool) -> None:
    """Zoek onbekende en kapotte veldcodes, per alinea. Code 8 als er fouten zijn."""
    from pipeline.render.sjabloon import check_template
    from pipeline.vacatures import read_bytes

    kind = soort or ("brief" if "brief" in bestand.stem.lower() or "besluit" in bestand.stem.lower() else "vacature")
    faults = check_template(read_bytes(bestand), bestand.name, example_context(kind))
    if als_json:
        common.print_json([{"plaats": f.plaats, "tekst": f.tekst, "melding": f.melding} for f in faults])
    for fault in faults if not als_json else ():
        click.echo(f"{fault.plaats}: {fault.melding}." + (f"\n    in: {fault.tekst}" if fault.tekst else ""))
    if faults:
        count = f"{len(faults)} fout" + ("en" if len(faults) != 1 else "")
        raise TemplateFaultyError(f"{bestand.name} heeft {count}.", "De velden: functieboek sjabloon velden")
    common.say(f"{bestand.name} is in orde (gecontroleerd als sjabloon voor een {kind}).")


@sjabloon.command()
@click.option(
    "--soort", type=click.Choice(KINDS), default="vacature", show_default=True, help="Waar het sjabloon voor is."
)
@common.json_option
def velden(*, soort: str, als_json: bool) -> None:
    """Toon welke velden een sjabloon mag gebruiken, met een voorbeeld."""
    from pipeline.render.sjabloon import fields

    rows = [(one.naam, one.soort, one.voorbeeld) for one in fields(example_context(soort))]
    if als_json:
        common.print_json([dict(zip(("naam", "soort", "voorbeeld"), row, strict=True)) for row in rows])
    else:
        common.print_table(("veld", "soort", "voorbeeld"), rows)


def example_context(kind: str) -> Mapping[str, Any]:
    """The names that a template of a kind may use.

    Raises:
        TemplateFaultyError: the program does not know that kind of template.
    """
    if kind == "vacature":
        from pipeline.render.vacature_voorbeeld import example_context as vacancy

        return vacancy()
    import importlib
    import importlib.util

    if importlib.util.find_spec("pipeline.render.brief_voorbeeld") is None:
        raise TemplateFaultyError("Voor brieven zijn er nog geen velden bekend.", "Gebruik --soort vacature.")
    found: Mapping[str, Any] = importlib.import_module("pipeline.render.brief_voorbeeld").example_context()
    return found
