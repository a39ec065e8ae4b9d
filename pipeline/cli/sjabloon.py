"""``functieboek sjabloon``: check a Word template and list what may be used in it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from pipeline.cli import common
from pipeline.errors import TemplateFaultyError
from pipeline.models.medewerkers import Regime
from pipeline.workspace import read_bytes

if TYPE_CHECKING:
    from pipeline.brieven.bewoording import Bewoording
    from pipeline.render.sjabloon import Sjabloonfout

KINDS = ("vacature", "brief", "bijlage")


@click.group(
    epilog="""\b
Voorbeelden:
  functieboek sjabloon velden --soort brief
  functieboek sjabloon controleren templates/brief-definitief.docx
"""
)
def sjabloon() -> None:
    """Controleer Word-sjablonen en toon welke velden er gebruikt mogen worden."""


@sjabloon.command(
    epilog="""\b
Voorbeelden:
  functieboek sjabloon controleren templates/vacature.docx
  functieboek sjabloon controleren mijn-brief.docx --soort brief
  functieboek sjabloon controleren brief-2019.docx --regime awb
"""
)
@click.argument("bestand", type=click.Path(path_type=Path))
@click.option("--soort", type=click.Choice(KINDS), help="Waar het sjabloon voor is (standaard: op de bestandsnaam).")
@click.option(
    "--regime",
    type=click.Choice(("wnra", "awb")),
    default="wnra",
    show_default=True,
    help="Voor brieven vanaf 2020 (wnra) of tot en met 2019 (awb): woorden van het andere recht zijn fout.",
)
@common.json_option
def controleren(*, bestand: Path, soort: str | None, regime: Regime, als_json: bool) -> None:
    """Zoek onbekende en kapotte veldcodes, per alinea, en in een brief woorden van ander recht. Code 8 bij fouten."""
    from pipeline.render.sjabloon import check_template

    kind = soort or _kind_of(bestand.stem.lower())
    data = read_bytes(bestand)
    faults = check_template(data, bestand.name, example_context(kind))
    if kind != "vacature":
        faults += _unlawful(data, regime)
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
    """The names that a template of a kind may use."""
    if kind == "vacature":
        from pipeline.render.vacature_voorbeeld import example_context as vacancy

        return vacancy()
    from pipeline.brieven.velden import annex_fields, letter_fields

    return annex_fields() if kind == "bijlage" else letter_fields(_standard_wording())


def _standard_wording() -> Bewoording:
    from pipeline.brieven.bewoording import BESTAND, Bewoording
    from pipeline.workspace import standard_templates

    text = (standard_templates() / BESTAND).read_bytes()
    return Bewoording.read(text, text)


def _kind_of(stem: str) -> str:
    if stem.startswith("bijlage"):
        return "bijlage"
    return "brief" if any(word in stem for word in ("brief", "besluit", "addendum")) else "vacature"


def _unlawful(data: bytes, regime: Regime) -> list[Sjabloonfout]:
    """Words that have no place in a letter under this law: "bezwaar" in one of 2026."""
    from pipeline.brieven.regime import wrong_words
    from pipeline.render.sjabloon import Sjabloonfout
    from pipeline.render.word import document_text

    when = "vanaf 1 januari 2020 (Cao Gemeenten)" if regime == "wnra" else "tot en met 31 december 2019 (Awb)"
    return [
        Sjabloonfout("het geheel", word, f"“{word}” past niet bij het recht {when}; haal het uit het sjabloon")
        for word in wrong_words(document_text(data), regime)
    ]
