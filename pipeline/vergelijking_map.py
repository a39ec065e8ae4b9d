"""A comparison in a workspace: from two books on disk to the folder with its outputs and a line in the logboek.

What ``functieboek vergelijken`` and the workplace both call; what is made of two books without the disk is the business
of ``pipeline.vergelijking``.
"""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.boeken import LoadedBook
from pipeline.spelling import speller_of
from pipeline.workspace import BOOK_FILE, Workspace, atomic_write, read_bytes

if TYPE_CHECKING:
    from pipeline.models.functieboek import Functieboek
    from pipeline.models.wijzigingen import Wijzigingen
    from pipeline.vergelijking import Kant, Keuzes, Vergelijking


def differences(space: Workspace, before: LoadedBook, after: LoadedBook) -> Wijzigingen:
    """Say what differs between two books, without making documents of it."""
    from pipeline.diff.comparing import compare

    with speller_of(space) as speller:
        return compare(
            before.book,
            after.book,
            findings_old=before.findings.bevindingen,
            findings_new=after.findings.bevindingen,
            known=speller.known,
        )


def choices(
    space: Workspace,
    new: Functieboek,
    *,
    auteur: str | None = None,
    datum: datetime.date | None = None,
    zonder_beelden: bool = False,
) -> Keuzes:
    """Put together what the user chose and what functieboek.toml says."""
    from pipeline.drawing import limits_of
    from pipeline.vergelijking import Keuzes

    settings = space.settings()
    mine = settings.vergelijken
    return Keuzes(
        auteur=auteur or mine.auteur or settings.organisatie.naam or "functieboek",
        datum=datum or new.peildatum,
        beelden="geen" if zonder_beelden else mine.beelden,
        sjablonen=(space.templates,),
        grenzen=limits_of(settings.lezen),
    )


def outputs_of(space: Workspace, before: str, after: str) -> Path:
    """Where the outputs of a comparison of two editions stand."""
    return space.output / "wijzigingen" / f"{before}--{after}"


def doubts(before: LoadedBook, after: LoadedBook) -> list[str]:
    """Say what makes it likely that the wrong books, or the right ones the wrong way round, are compared."""
    from pipeline.render.report import datum

    told = []
    old, new = before.book.peildatum, after.book.peildatum
    if before.book.bron.sha256 == after.book.bron.sha256:
        told.append(f"Let op: {before.name} en {after.name} zijn uit hetzelfde bestand gelezen.")
    if old and new and new < old:
        told.append(
            f"Let op: {after.name} ({datum(new)}) is ouder dan {before.name} ({datum(old)}). "
            "Wat hier “toegevoegd” heet, is dan juist vervallen; draai de boeken om als u dat niet bedoelt."
        )
    return told


def run_comparison(space: Workspace, before: LoadedBook, after: LoadedBook, keuzes: Keuzes) -> Vergelijking:
    """Compare two books and make every output; keep what was decided about words for the next time."""
    from pipeline.vergelijking import vergelijk

    with speller_of(space) as speller:
        return vergelijk(_side(before), _side(after), keuzes, known=speller.known)


def _side(loaded: LoadedBook) -> Kant:
    from pipeline.models.io import to_json
    from pipeline.vergelijking import Kant

    path = loaded.folder / BOOK_FILE
    content = read_bytes(path) if path.is_file() else to_json(loaded.book).encode()
    pictured = loaded.source is not None and loaded.source.suffix.lower() == ".pdf"
    return Kant(
        naam=loaded.name,
        boek=loaded.book,
        bevindingen=loaded.findings.bevindingen,
        json=content,
        bron=loaded.source if pictured else None,
    )


def write_comparison(space: Workspace, folder: Path, made: Vergelijking, *, log: bool) -> list[Path]:
    """Write all outputs, and a line in the logboek; return where the outputs stand."""
    from pipeline.logboek import Bestand, Logboek, bestand

    written = [atomic_write(folder / name, data) for name, data in made.bestanden.items()]
    if log:
        predicate = made.verklaring.predicate
        Logboek(space.logbook).add(
            "vergelijken",
            tijd=datetime.datetime.now(datetime.UTC),
            wie=str(predicate.instellingen["auteur"]),
            invoer=[Bestand(naam=item.naam, sha256=item.digest.sha256) for item in predicate.invoer],
            uitvoer=[bestand(folder / name, data, space.root) for name, data in made.bestanden.items()],
            gegevens={**predicate.tellingen},
        )
    return written
