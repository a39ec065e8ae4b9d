"""Reading one source, as it happens inside the limited child: file → Document → book → corrections → files.

The folder of the result is written here, by the process that made it, whole or not at all.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.atomic import atomic_write_all, remove_leftovers
from pipeline.cache import Cache
from pipeline.compact import Compact
from pipeline.errors import NotAFunctieboekError, SourceUnreadableError
from pipeline.workspace import BOOK_FILE, FINDINGS_FILE

if TYPE_CHECKING:
    from pipeline.models.base import Bron
    from pipeline.models.instellingen import Lezen
    from pipeline.normalize.book import Reading


def read_book(job: dict[str, Any], progress: Callable[[int, int], None]) -> dict[str, Any]:
    """Read the source of a job (see ``pipeline.intake.Job``), write its two files, and return what was found.

    Raises:
        FunctieboekError: the source, the settings or the corrections are at fault, or the folder cannot be written.
    """
    settings = _settings(job)
    reading = _corrected(_read(job, settings, progress), job)
    _refuse_empty(reading, Path(job["source"]).name)
    files = _files(reading)
    facts = _facts(reading)
    Cache(Path(job["cache"]) if job["cache"] else None).put(job["key"], facts, files)
    if job["folder"]:
        folder = Path(job["folder"])
        remove_leftovers(folder)
        # The book last: an edition is there when its book is.
        atomic_write_all({folder / name: files[name] for name in (FINDINGS_FILE, BOOK_FILE)})
    return facts


def _settings(job: dict[str, Any]) -> Lezen:
    """Validate the whole settings file here, where the models are loaded anyway; the command's own options win."""
    from pipeline.models.instellingen import Instellingen, read_settings

    path = Path(job["settings"]) if job["settings"] else None
    settings = read_settings(path.read_bytes(), str(path)) if path else Instellingen()
    return settings.lezen.model_copy(update=job["options"])


def _read(job: dict[str, Any], settings: Lezen, progress: Callable[[int, int], None]) -> Reading:
    from pipeline.extract.packed import Packed
    from pipeline.extract.reading import read
    from pipeline.models.base import Bron
    from pipeline.normalize.book import normalize

    path = Path(job["source"])
    document = read(
        path,
        password=job["password"],
        engine=settings.engine,
        max_pages=settings.max_paginas,
        max_chars=settings.tekens_per_pagina,
        on_page=progress,
        **_by_ranges(job, progress),
    )
    bron: Bron = Bron(bestand=path.name, sha256=job["sha256"], mediatype=document.mediatype, paginas=document.pages)
    # Corrections change the book as a whole; without them a large one need not be held.
    return normalize(document, bron, shelve=not job["corrections"] and isinstance(document.blocks, Packed))


def _by_ranges(job: dict[str, Any], progress: Callable[[int, int], None]) -> dict[str, Any]:
    """Let other children read the pages of a large PDF, where more tasks were allowed than there are books."""
    if job["tasks"] < 2 or not job["source"].lower().endswith(".pdf"):
        return {}
    from pipeline.limits import Limits
    from pipeline.split_reading import opener

    return {"opener": opener(job["tasks"], Limits(**job["limits"]), progress)}


def _corrected(reading: Reading, job: dict[str, Any]) -> Reading:
    """Apply what a person put right; the findings of the corrections come after those of the reading."""
    if not job["corrections"]:
        return reading
    from pipeline.normalize.corrections import apply_corrections, read_corrections

    path = Path(job["corrections"])
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise SourceUnreadableError(
            f"{path} kan niet worden gelezen.", "Sla het op als UTF-8 en let op de rechten."
        ) from error
    book, findings = apply_corrections(reading.book, read_corrections(text, str(path)), str(path))
    return replace(reading, book=book, findings=(*reading.findings, *findings))


def _refuse_empty(reading: Reading, name: str) -> None:
    """A reading without content is an error and not a result."""
    book = reading.book
    if not (len(reading.functies) or len(reading.profielen) or book.functiematrix or book.beschikbare_functies):
        raise NotAFunctieboekError(
            f"In {name} staat geen functieboek: er is geen functiebeschrijving, profiel of functiematrix gevonden.",
            "Controleer of dit het goede bestand is.",
        )


def _files(reading: Reading) -> dict[str, Compact]:
    from pipeline.models.bevindingen import Bevindingen
    from pipeline.models.io import json_of

    findings = Bevindingen(bron=reading.book.bron, bevindingen=tuple(reading.findings))
    return {BOOK_FILE: Compact(reading.json_parts()), FINDINGS_FILE: Compact([json_of(findings), b"\n"])}


def _facts(reading: Reading) -> dict[str, Any]:
    """Count what the table of ``inlezen`` tells."""
    book = reading.book
    return {
        "titel": book.titel,
        "paginas": book.bron.paginas,
        "functies": len(reading.functies),
        "profielen": len(reading.profielen),
        "beschikbare_functies": len(book.beschikbare_functies),
        "matrixcellen": len(book.functiematrix),
        "modules": len(book.modules),
        "aandeel": book.verantwoording.aandeel if book.verantwoording else None,
        "bevindingen": len(reading.findings),
        "correcties": len(book.correcties),
    }
