"""``functieboek taalcheck`` and ``functieboek je-vorm``: the language of any text, and of statements."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from pipeline.cli import common
from pipeline.errors import FindingsError, SourceUnreadableError

if TYPE_CHECKING:
    from pipeline.dutch.readability import Leesbaarheid
    from pipeline.dutch.wording import Taalbevinding

MAX_BYTES = 20 * 1024 * 1024
"""A larger text is no vacancy."""


@click.command(
    epilog="""\b
Voorbeelden:
  functieboek taalcheck vacature.docx
  functieboek taalcheck vacature.md --json
  functieboek taalcheck vacature.txt --streng
"""
)
@click.argument("bestand", type=click.Path(path_type=Path))
@click.option("--streng", is_flag=True, help="Eindig met code 10 als er fouten zijn.")
@common.werkmap_option
@common.json_option
def taalcheck(*, bestand: Path, streng: bool, werkmap: Path | None, als_json: bool) -> None:
    """Controleer een tekst (Word, Markdown of platte tekst) op woorden die mensen uitsluiten.

    Daarna volgt een indicatie van de leesbaarheid. Namen van functies uit de boeken in de werkmap tellen niet mee.
    """
    from pipeline.dutch.readability import readability
    from pipeline.dutch.wording import check_wording, coded_words

    paragraphs = read_paragraphs(bestand)
    findings = check_wording(paragraphs, _function_names(werkmap))
    reading = readability(paragraphs)
    coded = coded_words("\n".join(text for _, text in paragraphs))
    if als_json:
        common.print_json(
            {
                "bestand": bestand.name,
                "bevindingen": [as_data(one) for one in findings],
                "gekleurd": {"mannelijk": list(coded.mannelijk), "vrouwelijk": list(coded.vrouwelijk)},
                "leesbaarheid": reading_as_data(reading),
            }
        )
    else:
        for one in findings:
            click.echo(f"{one.ernst.upper()}  {one.plaats}: “{one.tekst}”\n  {one.uitleg}\n  Liever: {one.suggestie}")
            click.echo(f"  Bron: {one.bron}\n")
        if not findings:
            click.echo("Geen woorden gevonden die mensen uitsluiten.\n")
        click.echo(
            f"Gekleurde woorden (ter informatie): {len(coded.mannelijk)} die mannelijk en "
            f"{len(coded.vrouwelijk)} die vrouwelijk overkomen."
        )
        if reading:
            click.echo(describe_reading(reading))
    if streng and any(one.ernst == "fout" for one in findings):
        raise FindingsError(f"{bestand.name} bevat woorden die mensen uitsluiten.", "Zie de lijst hierboven.")


def as_data(finding: Taalbevinding) -> dict[str, Any]:
    """A finding for JSON."""
    from dataclasses import asdict

    return asdict(finding)


def reading_as_data(reading: Leesbaarheid | None) -> dict[str, Any]:
    """The readability for JSON."""
    from dataclasses import asdict

    return asdict(reading) if reading else {}


def describe_reading(reading: Leesbaarheid) -> str:
    """Say how a text reads, as an indication."""
    lines = [
        f"Leesbaarheidsindicatie: {reading.band} ({reading.score} van 100, Flesch-Douma). "
        "Dit is een indicatie, geen taalniveau.",
        f"  {reading.woorden} woorden, {reading.zinnen} zinnen, gemiddeld {reading.woorden_per_zin} woorden per zin.",
    ]
    lines += [f"  Lange zin ({place}): {_short(text)}" for place, text in reading.lange_zinnen[:5]]
    if reading.lange_woorden:
        lines.append(f"  Lange woorden: {', '.join(reading.lange_woorden[:8])}.")
    lines += [f"  Kan met een werkwoord ({place}): “{text}”" for place, text in reading.naamwoordstijl[:5]]
    if reading.lijdend:
        lines.append(f"  Zinnen in de lijdende vorm: {reading.lijdend}.")
    return "\n".join(lines)


def _short(text: str) -> str:
    return text if len(text) <= 90 else f"{text[:87]}…"


def read_paragraphs(path: Path) -> list[tuple[str, str]]:
    """Read a text as (place, text) pairs: Word by paragraph, other files by line.

    Raises:
        SourceUnreadableError: it is not there, too large, or no text.
    """
    from pipeline.workspace import unreadable

    try:
        if path.stat().st_size > MAX_BYTES:
            raise SourceUnreadableError(f"{path.name} is groter dan 20 MB.", "Geef één vacaturetekst op.")
        data = path.read_bytes()
    except OSError as error:
        raise unreadable(path, error) from error
    if path.suffix.lower() == ".docx" or data[:2] == b"PK":
        return _word_paragraphs(data, path.name)
    return text_paragraphs(decode(data), markdown=path.suffix.lower() in {".md", ".markdown"})


def _word_paragraphs(data: bytes, name: str) -> list[tuple[str, str]]:
    import zipfile

    from pipeline.errors import TemplateFaultyError
    from pipeline.render.word import check_package, document_text

    try:
        check_package(data, name)
        text = document_text(data)
    except (TemplateFaultyError, zipfile.BadZipFile, SyntaxError, ValueError, KeyError) as error:
        raise SourceUnreadableError(
            f"{name} is geen leesbaar Word-document.", "Open het in Word en bewaar het opnieuw als .docx."
        ) from error
    lines = [line for line in text.split("\n") if line.strip()]
    return [(f"alinea {number}", line) for number, line in enumerate(lines, 1)]


def text_paragraphs(text: str, *, markdown: bool) -> list[tuple[str, str]]:
    """Cut a plain text in lines with their numbers; signs of Markdown are left out."""
    import re

    found = []
    for number, line in enumerate(text.splitlines(), 1):
        plain = re.sub(r"^\s*(#{1,6}|[-*+>]|\d+[.)])\s+|\*\*|__|\\(?=\W)", "", line) if markdown else line
        if plain.strip():
            found.append((f"regel {number}", plain.strip()))
    return found


def decode(data: bytes) -> str:
    """Read UTF-8, with or without mark, or what Windows used before."""
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return data.decode("latin-1")


def _function_names(werkmap: Path | None) -> list[str]:
    """Names of functions in the books of the workspace, which are no wording of the text."""
    space = common.workspace(werkmap)
    names: set[str] = set()
    for edition in space.editions():
        book = edition.book()
        names |= {row.naam for row in book.beschikbare_functies} | {functie.naam for functie in book.functies}
    return sorted(names)


@click.command(
    "je-vorm",
    epilog="""\b
Voorbeelden:
  functieboek je-vorm zinnen.txt
  echo "is verantwoordelijk voor de begroting" | functieboek je-vorm
""",
)
@click.argument("bestand", type=click.Path(path_type=Path, allow_dash=True), default=Path("-"))
@common.json_option
def je_vorm(*, bestand: Path, als_json: bool) -> None:
    """Zet zinnen uit een functieboek om in de je-vorm: één regel in, één regel uit.

    Wat geen regel zeker dekt, komt terug als "? " met de regel zoals hij was. Verbeterde werkwoorden worden op stderr
    gemeld.
    """
    from pipeline.dutch.second_person import second_person

    data = sys.stdin.buffer.read() if str(bestand) == "-" else _read(bestand)
    results = []
    for number, line in enumerate(_lines(decode(data)), 1):
        statement = second_person(line)
        results.append({"in": line, "uit": statement.text, "gemarkeerd": statement.marked, "reden": statement.reason})
        if not als_json:
            click.echo(f"? {line}" if statement.marked and line.strip() else "" if not line.strip() else statement.text)
        for wrong, right in statement.corrections:
            common.say(f"regel {number}: werkwoord “{wrong}” verbeterd tot “{right}”.")
    if als_json:
        common.print_json(results)


def _lines(text: str) -> list[str]:
    """Lines as they were typed; only real line ends count, so that what goes in and comes out have as many."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return lines[:-1] if lines[-1] == "" else lines


def _read(path: Path) -> bytes:
    from pipeline.workspace import unreadable

    try:
        return path.read_bytes()
    except OSError as error:
        raise unreadable(path, error) from error
