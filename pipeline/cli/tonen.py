"""``functieboek tonen`` and ``functieboek versies``: look at what was read."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pipeline.boeken import find_book
from pipeline.cli import common

if TYPE_CHECKING:
    from pipeline.models.functieboek import Functie, Functieboek, Module

WIDEST = 100
"""Longer lines read badly."""


@click.command(
    epilog="""\b
Voorbeelden:
  functieboek tonen functieboek-2022
  functieboek tonen functieboek-2022 "Adviseur II"
  functieboek tonen functieboek.pdf --xlsx
"""
)
@click.argument("boek")
@click.argument("functie", required=False)
@click.option("--xlsx", is_flag=True, help="Maak een werkmap voor Excel van het hele boek.")
@common.werkmap_option
@common.uit_option
@common.json_option
def tonen(
    *, boek: str, functie: str | None, xlsx: bool, werkmap: Path | None, uit: Path | None, als_json: bool
) -> None:
    """Toon een boek, of één functie of module daaruit met haar competentieprofiel.

    BOEK is de naam van een ingelezen boek, een functieboek.json of een bron (die dan eerst wordt gelezen). Van FUNCTIE
    is een deel van de naam genoeg.
    """
    space = common.workspace(werkmap)
    edition = find_book(space, boek)
    book = edition.book()
    found = find(book, functie) if functie else None
    if xlsx:
        _write_workbook(book, (uit or space.output / "boeken") / f"{edition.name}.xlsx")
    elif als_json:
        common.print_json((found or book).model_dump(mode="json"))
    else:
        _show(_text(book, found))


def find(book: Functieboek, name: str) -> Functie | Module:
    """Return the function or module that the user means.

    Raises:
        UsageError: there is none, or more than one.
    """
    from pipeline.models.zoeken import find_named

    rows = {row.functie: row.naam for row in reversed(book.beschikbare_functies) if row.functie}
    items: list[Functie | Module] = [*book.functies, *book.modules]
    return find_named(items, name, lambda item: (item.naam, item.id, rows.get(item.id)))


def _text(book: Functieboek, found: Functie | Module | None) -> str:
    from pipeline.models.functieboek import Functie
    from pipeline.render.boek_tekst import book_text, function_text, module_text

    width = min(shutil.get_terminal_size().columns, WIDEST)
    if found is None:
        return book_text(book, width)
    return function_text(book, found, width) if isinstance(found, Functie) else module_text(book, found, width)


def _show(text: str) -> None:
    """Page long text for a person at a terminal; a pipe gets all of it at once."""
    if sys.stdout.isatty() and text.count("\n") >= shutil.get_terminal_size().lines:
        click.echo_via_pager(text)
    else:
        click.echo(text, nl=False)


def _write_workbook(book: Functieboek, path: Path) -> None:
    from pipeline.render.boek_xlsx import book_workbook
    from pipeline.workspace import atomic_write

    click.echo(f"Geschreven: {atomic_write(path, book_workbook(book))}")


@click.command(
    epilog="""\b
Voorbeeld:
  functieboek versies --werkmap functieboeken
"""
)
@common.werkmap_option
@common.json_option
def versies(*, werkmap: Path | None, als_json: bool) -> None:
    """Toon welke boeken in de werkmap zijn ingelezen, de oudste eerst."""
    space = common.workspace(werkmap)
    editions = space.editions()
    if als_json:
        keys = ("name", "titel", "organisatie", "versie", "peildatum", "bestand", "sha256", "paginas")
        names = {"name": "naam"}
        common.print_json([{names.get(key, key): getattr(edition, key) for key in keys} for edition in editions])
    elif editions:
        rows = [(e.name, e.peildatum, e.titel, e.organisatie, e.bestand, e.paginas) for e in editions]
        common.print_table(["boek", "peildatum", "titel", "organisatie", "bron", "pagina's"], rows, right=[5])
    else:
        common.say(f"In {space.extracted} is nog geen boek ingelezen. Begin met: functieboek inlezen BESTAND")
