"""One comparison from two books to all its outputs: what ``functieboek vergelijken`` and the workplace both call.

Nothing here touches the disk: models in, the bytes of each output by name out.  The pictures are made by a limited
child, which reads the sources.
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import pipeline
from pipeline.drawing import Draughtsman, PageUndrawableError
from pipeline.errors import FunctieboekError
from pipeline.models.base import Herkomst
from pipeline.models.io import to_json
from pipeline.verklaring import Digest, Grondstof, Verklaring, sha256, statement

if TYPE_CHECKING:
    from pipeline.diff.weigh import Known
    from pipeline.limits import Limits
    from pipeline.models.bevindingen import Bevinding
    from pipeline.models.functieboek import Functieboek
    from pipeline.models.huisstijl import Huisstijl
    from pipeline.models.vergelijking import Plaats, Samenvatting, WasWordt
    from pipeline.models.wijzigingen import Wijzigingen
    from pipeline.render.page_images import PageImage, Tint
    from pipeline.render.wijzigingen_html import Pictures

LIBRARIES = ("lxml", "numpy", "pydantic", "pypdfium2", "python-docx", "rapidfuzz", "scipy", "xlsxwriter")
"""Libraries whose version can change an output."""
Beelden = Literal["uitsnede", "geen"]


@dataclass(frozen=True, slots=True)
class Kant:
    """One of the two editions, with what is known of it."""

    naam: str
    """Name of the edition."""
    boek: Functieboek
    bevindingen: tuple[Bevinding, ...]
    json: bytes
    """Its functieboek.json as it stands."""
    bron: Path | None = None
    """Its source where that is a PDF and still there, for the pictures."""


@dataclass(frozen=True, slots=True)
class Keuzes:
    """What the user chose; written in the statement."""

    auteur: str
    datum: datetime.date | None
    """Author and date of the revisions in Word."""
    beelden: Beelden = "uitsnede"
    huisstijl: Huisstijl | None = None
    sjablonen: tuple[Path, ...] = ()
    grenzen: Limits | None = None
    """What drawing the pages of one source may ask of the machine."""


@dataclass(frozen=True, slots=True)
class Vergelijking:
    """All that one comparison gives."""

    wijzigingen: Wijzigingen
    samenvatting: Samenvatting
    was_wordt: tuple[WasWordt, ...]
    plaatsen: tuple[Plaats, ...]
    bestanden: dict[str, bytes]
    """Each output by file name, the statement included."""
    verklaring: Verklaring
    meldingen: tuple[str, ...] = ()
    """What the user must know: pictures that could not be made."""


def vergelijk(oud: Kant, nieuw: Kant, keuzes: Keuzes, *, known: Known | None = None) -> Vergelijking:
    """Compare two editions and make every output.

    Args:
        oud: the earlier edition.
        nieuw: the later edition.
        keuzes: author and date of the revisions, pictures, house style.
        known: the Dutch word list; the vendored one if not given.
    """
    from pipeline.diff.comparing import compare
    from pipeline.diff.summary import summarise
    from pipeline.diff.was_wordt import places, was_wordt

    old, new = oud.boek, nieuw.boek
    changes = compare(old, new, findings_old=oud.bevindingen, findings_new=nieuw.bevindingen, known=known)
    summary = summarise(old, new, changes)
    table, rows = was_wordt(old, new, changes), places(old, new, changes)
    files, notes = _files(_Stof(oud, nieuw, keuzes, changes, summary, table, rows))
    made = _statement(oud, nieuw, keuzes, files, summary)
    files["verklaring.json"] = to_json(made).encode()
    return Vergelijking(changes, summary, table, rows, files, made, tuple(notes))


@dataclass(frozen=True, slots=True)
class _Stof:
    """All that the outputs are made of."""

    oud: Kant
    nieuw: Kant
    keuzes: Keuzes
    changes: Wijzigingen
    summary: Samenvatting
    table: Sequence[WasWordt]
    rows: Sequence[Plaats]


def _files(stof: _Stof) -> tuple[dict[str, bytes], list[str]]:
    from pipeline.render.wijzigingen_html import changes_html
    from pipeline.render.wijzigingen_word import Reviser, changes_docx
    from pipeline.render.wijzigingen_xlsx import was_wordt_xlsx, wijzigingen_xlsx

    old, new, changes, keuzes = stof.oud.boek, stof.nieuw.boek, stof.changes, stof.keuzes
    notes: list[str] = []
    with ExitStack() as stack:
        wanted = keuzes.beelden == "uitsnede" and (stof.oud.bron or stof.nieuw.bron)
        drawer = stack.enter_context(Draughtsman(keuzes.grenzen)) if wanted else None
        before = _pictures(drawer, stof.oud, "oud", notes) if drawer else None
        after = _pictures(drawer, stof.nieuw, "nieuw", notes) if drawer else None
        report = changes_html(
            old, new, changes, stof.summary, stof.table,
            program=program(), pictures_old=before, pictures_new=after, templates=keuzes.sjablonen,
        )  # fmt: skip
    reviser = Reviser(keuzes.auteur, keuzes.datum)
    title = f"Was-wordt {changes.oud.bestand} – {changes.nieuw.bestand}"
    return {
        "wijzigingen.json": to_json(changes).encode(),
        "wijzigingen.html": report.encode(),
        "wijzigingen.docx": changes_docx(old, new, changes, reviser=reviser, huisstijl=keuzes.huisstijl),
        "wijzigingen.xlsx": wijzigingen_xlsx(old, new, changes, stof.summary),
        "was-wordt.xlsx": was_wordt_xlsx(stof.table, stof.rows, title=title),
    }, notes


def _pictures(drawer: Draughtsman, kant: Kant, tint: Tint, notes: list[str]) -> Pictures | None:
    """Give what cuts places out of the pages of a source; None where that cannot be, with a note if it should.

    A source on which the child came to its end is asked no more.
    """
    source, name, asked = kant.bron, kant.boek.bron.bestand, True
    if source is None:
        return None
    try:
        drawer.look(source, name)
    except FunctieboekError as error:
        notes.append(f"Het rapport heeft geen uitsneden van {name}: {error}")
        return None

    def cut(place: Herkomst, below: float) -> Sequence[PageImage]:
        nonlocal asked
        if not asked or not _boxed(place):
            return ()
        try:
            return drawer.places(source, name, place, tint, below=below)
        except PageUndrawableError as error:
            notes.append(str(error))
        except FunctieboekError as error:
            asked = False
            notes.append(f"Het rapport heeft niet alle uitsneden van {name}: {error}")
        return ()

    return cut


def _boxed(place: Herkomst) -> bool:
    """Whether there is a box to draw; a whole page without one shows nothing that its number does not say."""
    return place.kader is not None


def program() -> str:
    """Return name and version of the program and of the rules of comparing."""
    from pipeline.diff.weigh import RULES

    return f"functieboek {pipeline.__version__}, regels voor vergelijken {RULES}"


def _statement(oud: Kant, nieuw: Kant, keuzes: Keuzes, files: dict[str, bytes], summary: Samenvatting) -> Verklaring:
    from pipeline.diff.weigh import RULES
    from pipeline.dutch.spelling import fingerprint

    inputs = []
    for label, kant in (("oud", oud), ("nieuw", nieuw)):
        source = kant.boek.bron
        inputs.append(Grondstof(rol=f"bron {label}", naam=source.bestand, digest=Digest(sha256=source.sha256)))
        inputs.append(
            Grondstof(
                rol=f"functieboek {label}",
                naam=f"{kant.naam}/functieboek.json",
                digest=Digest(sha256=sha256(kant.json)),
            )
        )
    return statement(
        "vergelijken",
        inputs=inputs,
        outputs=files,
        instellingen={
            "auteur": keuzes.auteur,
            "datum": keuzes.datum.isoformat() if keuzes.datum else None,
            "beelden": keuzes.beelden,
        },
        tellingen=_counts(summary),
        regels={"vergelijken": RULES, "woordenlijst": fingerprint()},
        bibliotheken=LIBRARIES,
        toelichting=(
            "De statussen in was-wordt.xlsx zijn voorstellen; een mens beslist.",
            *(
                f"Bij het lezen van de {label} editie gecorrigeerd op {item.pad} ({item.wie}: {item.waarom})."
                for label, kant in (("oude", oud), ("nieuwe", nieuw))
                for item in kant.boek.correcties
            ),
        ),
    )


def _counts(summary: Samenvatting) -> dict[str, int]:
    keys = (
        "totaal",
        "inhoudelijk",
        "redactioneel",
        "niveaubepalend",
        "gevolgen",
        "lopende_tekst",
        "volgorde",
        "twijfel",
    )
    counts: dict[str, Any] = {"wijzigingen" if key == "totaal" else key: getattr(summary, key) for key in keys}
    return counts
