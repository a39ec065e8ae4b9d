"""``functieboek vergelijken`` and ``functieboek historie``: what changed, and the life of one function."""

from __future__ import annotations

import datetime
import shutil
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from pipeline import vergelijking_map
from pipeline.boeken import load_book
from pipeline.cli import common
from pipeline.errors import UsageError
from pipeline.spelling import speller_of
from pipeline.vergelijking_map import doubts, outputs_of, run_comparison, write_comparison
from pipeline.workspace import Edition, Workspace

if TYPE_CHECKING:
    from pipeline.diff.history import Stage
    from pipeline.dutch.spelling import Speller
    from pipeline.models.functieboek import Functieboek
    from pipeline.vergelijking import Keuzes, Vergelijking

_WIDEST = 100


@click.command(
    epilog="""\b
Voorbeelden:
  functieboek vergelijken functieboek-2022 functieboek-2024
  functieboek vergelijken oud.pdf nieuw.docx --uit vergelijking
  functieboek vergelijken functieboek-2022 functieboek-2024 --auteur "Afdeling HR" --datum 2021-10-12
"""
)
@click.argument("oud")
@click.argument("nieuw")
@click.option("--auteur", metavar="NAAM", help="Van wie de revisies in Word zijn.")
@click.option(
    "--datum",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="JJJJ-MM-DD",
    help="Datum van de revisies in Word (standaard de peildatum van het nieuwe boek).",
)
@click.option("--zonder-beelden", is_flag=True, help="Neem in het rapport geen uitsneden van bladzijden op.")
@common.werkmap_option
@common.uit_option
@common.json_option
def vergelijken(*, oud: str, nieuw: str, werkmap: Path | None, uit: Path | None, **options: Any) -> None:
    """Vergelijk twee versies van een boek.

    OUD en NIEUW zijn namen van ingelezen boeken, een functieboek.json of een bron (die dan eerst wordt gelezen). De
    wijzigingen komen in wijzigingen.json, een rapport (HTML), een Word-document met revisies en twee werkmappen
    (wijzigingen.xlsx, was-wordt.xlsx), met een verklaring waarin alle hashes staan. De map is
    output/wijzigingen/OUD--NIEUW/, of die van --uit.
    """
    space = common.workspace(werkmap)
    before, after = load_book(space, oud), load_book(space, nieuw)
    for told in doubts(before, after):
        common.say(told)
    made = run_comparison(space, before, after, choices(space, after.book, options))
    folder = uit or outputs_of(space, before.name, after.name)
    written = write_comparison(space, folder, made, log=uit is None or space.is_prepared)
    _tell(before.book, after.book, made, written, as_json=options["als_json"])


def choices(space: Workspace, new: Functieboek, options: Mapping[str, Any]) -> Keuzes:
    """Put together what the user chose on the command line and in functieboek.toml."""
    day: datetime.datetime | None = options.get("datum")
    return vergelijking_map.choices(
        space,
        new,
        auteur=options.get("auteur"),
        datum=day.date() if day else None,
        zonder_beelden=bool(options.get("zonder_beelden")),
    )


def _tell(old: Functieboek, new: Functieboek, made: Vergelijking, written: Sequence[Path], *, as_json: bool) -> None:
    for note in made.meldingen:
        common.say(note)
    if as_json:
        common.print_json(made.wijzigingen.model_dump(mode="json"))
        return
    from pipeline.render.wijzigingen import owner_names
    from pipeline.render.wijzigingen_tekst import summary_text

    text = summary_text(made.wijzigingen, made.samenvatting, owner_names(old, new), _width())
    click.echo(text, nl=False)
    for path in written:
        common.say(f"Geschreven: {path}")


def _width() -> int:
    return min(shutil.get_terminal_size().columns, _WIDEST) if sys.stdout.isatty() else _WIDEST


@click.command(
    epilog="""\b
Voorbeelden:
  functieboek historie "Adviseur III"
  functieboek historie adviseur-iii --json
"""
)
@click.argument("functie")
@common.werkmap_option
@common.json_option
def historie(*, functie: str, werkmap: Path | None, als_json: bool) -> None:
    """Toon het verloop van een functie door alle versies.

    Volgt de functie door alle boeken van dezelfde organisatie in de werkmap, ook als zij een andere naam kreeg: haar
    schaal, punten en FTE, en wat er telkens veranderde.
    """
    space = common.workspace(werkmap)
    with speller_of(space) as speller:
        stages = _history(space, functie, speller)
    if als_json:
        common.print_json([_as_data(stage) for stage in stages])
        return
    _show_history(stages)


def _history(space: Workspace, name: str, speller: Speller) -> tuple[Stage, ...]:
    from pipeline.diff.history import history

    editions = space.editions()
    found = _find(editions, name)
    if found is None:
        known = ", ".join(edition.name for edition in editions)
        raise UsageError(
            f"Geen van de boeken in {space.root} heeft een functie “{name}”.",
            f"Doorzocht: {known}." if known else "Lees eerst boeken in: functieboek inlezen BESTAND",
        )
    edition, functie = found
    mine = [other for other in editions if _organisation(other) == _organisation(edition)]
    books = [(other.name, other.book()) for other in mine]
    return history(books, mine.index(edition), functie, known=speller.known)


def _organisation(edition: Edition) -> str:
    return (edition.organisatie or "").casefold()


def _find(editions: Sequence[Edition], name: str) -> tuple[Edition, str] | None:
    """Find the function by its own name, that of an available function, or a part of its own; the newest wins."""
    from pipeline.models.functieboek import slug
    from pipeline.models.zoeken import find_named

    books = [(edition, edition.book()) for edition in reversed(editions)]
    for edition, book in books:
        for functie in book.functies:
            if slug(name) in (functie.id, slug(functie.naam)):
                return edition, functie.id
    for edition, book in books:
        if found := _of_available(book, name):
            return edition, found
    for edition, book in books:
        try:
            return edition, find_named(book.functies, name, lambda item: (item.naam, item.id)).id
        except UsageError as error:
            if "meer dan één" in str(error):
                raise
    return None


def _of_available(book: Functieboek, name: str) -> str | None:
    """The function behind an available function of this name; nothing where no row is called so.

    Raises:
        UsageError: rows of this name stand for several functions.
    """
    from pipeline.models.functieboek import slug

    known = {functie.id: functie.naam for functie in book.functies}
    found = {row.functie for row in book.beschikbare_functies if slug(row.naam) == slug(name)} & known.keys()
    if len(found) > 1:
        names = ", ".join(sorted(known[key] for key in found if key))
        raise UsageError(f"“{name}” past op meer dan één functie: {names}.", "Noem de functie zelf.")
    return next(iter(found), None)


def _as_data(stage: Stage) -> dict[str, Any]:
    return {
        "editie": stage.edition,
        "functie": stage.functie.id if stage.functie else None,
        "naam": stage.functie.naam if stage.functie else None,
        "schaal": list(stage.schaal),
        "punten": list(stage.punten),
        "formatie": stage.formatie,
        "wijzigingen": [change.model_dump(mode="json") for change in stage.changes],
    }


def _show_history(stages: Sequence[Stage]) -> None:
    from pipeline.render.report import aantal, getal
    from pipeline.render.wijzigingen_tekst import change_text

    rows = [
        (
            stage.edition,
            stage.functie.naam if stage.functie else "–",
            " / ".join(map(str, stage.schaal)),
            " / ".join(map(str, stage.punten)),
            getal(stage.formatie),
            len(stage.changes) if number else "",
        )
        for number, stage in enumerate(stages)
    ]
    common.print_table(["editie", "naam", "schaal", "punten", "FTE", "wijzigingen"], rows, right=(5,))
    for stage in stages[1:]:
        told = [change for change in stage.changes if change.gevolg_van is None]
        if told:
            more = len(stage.changes) - len(told)
            extra = f" (en {aantal(more, 'gevolg', 'gevolgen')} daarvan)" if more else ""
            click.echo(f"\n{stage.edition}: {aantal(len(told), 'wijziging', 'wijzigingen')}{extra}")
            for change in told:
                click.echo(change_text(change, _width()))
