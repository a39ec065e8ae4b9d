"""One comparison from two books to all its outputs: what ``functieboek vergelijken`` and the workplace both call.

Nothing here touches the disk: bytes and models in, the bytes of each output by name out.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import pipeline
from pipeline.errors import FunctieboekError
from pipeline.models.base import Herkomst
from pipeline.models.io import to_json
from pipeline.verklaring import Digest, Grondstof, Verklaring, sha256, statement

if TYPE_CHECKING:
    from pipeline.diff.weigh import Known
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
    bron: bytes | None = None
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
        wanted = keuzes.beelden == "uitsnede"
        before = stack.enter_context(_pictures(stof.oud, "oud", notes)) if wanted else None
        after = stack.enter_context(_pictures(stof.nieuw, "nieuw", notes)) if wanted else None
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


@contextmanager
def _pictures(kant: Kant, tint: Tint, notes: list[str]) -> Iterator[Pictures | None]:
    """Give what cuts places out of the pages of a source; None where that cannot be, with a note if it should."""
    from pipeline.render.page_images import PageImages

    if kant.bron is None:
        yield None
        return
    name = kant.boek.bron.bestand
    try:
        images = PageImages(kant.bron, name, dpi=110)
    except FunctieboekError as error:
        notes.append(f"Het rapport heeft geen uitsneden van {name}: {error}")
        yield None
        return

    def cut(place: Herkomst, below: float) -> Sequence[PageImage]:
        try:
            return images.of(place, tint=tint, snug=True, below=below) if _boxed(place) else ()
        except FunctieboekError as error:
            notes.append(str(error))
            return ()

    with images:
        yield cut


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
