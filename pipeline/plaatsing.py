"""Placement letters in a workspace: what was asked, what the checks found, and the folder with the letters.

What ``functieboek brieven`` and the workplace both call.
"""

from __future__ import annotations

import contextlib
import datetime
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.boeken import load_book
from pipeline.errors import DataInvalidError
from pipeline.opschoning import letters_root
from pipeline.plaatsing_map import (
    Bestanden,
    into_place,
    private_folder,
    require_office,
    require_ours,
    to_pdf,
    write_private,
)
from pipeline.workspace import Workspace, atomic_write, read_bytes

if TYPE_CHECKING:
    from pipeline.brieven.brief import Omgeving
    from pipeline.brieven.controles import Gevraagd
    from pipeline.brieven.maken import Keuring
    from pipeline.brieven.rijen import Rij
    from pipeline.models.functieboek import Functieboek

SOORTEN = ("voornemen", "definitief", "niet-geplaatst", "addendum")


@dataclass(frozen=True, slots=True, kw_only=True)
class Opdracht:
    """What was asked for."""

    soort: str
    """One of SOORTEN."""
    datum: datetime.date
    """Date of the letters; it decides the law."""
    was: str | None = None
    """The earlier book, to look for functions that follow one another."""
    alleen: tuple[str, ...] = ()
    """Personnel numbers to make again; empty for all."""
    pdf: bool = False
    uit: Path | None = None
    """Where the letters go; None for their own place in the workspace."""


class Plaatsing:
    """One run: what was asked, what was found, and the folder with the letters."""

    def __init__(
        self, space: Workspace, boek: str, opdracht: Opdracht, *, naam: str, lees: Callable[[], bytes]
    ) -> None:
        """Gather what the letters need; nothing is checked of the employees yet.

        Args:
            space: the workspace.
            boek: the book in which people are placed.
            opdracht: what was asked for.
            naam: the name of the employee file, for messages and the marked copy.
            lees: gives its bytes; called when all that is cheaper to find wrong was looked at.

        Raises:
            FunctieboekError: the kind, the settings, the target, a template or the book stand in the way.
        """
        from pipeline.brieven.brief import require_settings
        from pipeline.brieven.maken import require_kind
        from pipeline.brieven.regime import regime_of

        self.space, self.opdracht, self.naam = space, opdracht, naam
        require_kind(opdracht.soort, regime_of(opdracht.datum))
        require_settings(opdracht.soort, opdracht.datum, space.settings())
        own = letters_root(space) / f"{opdracht.datum.isoformat()}-{opdracht.soort}"
        self.target: Path = opdracht.uit or own
        require_ours(self.target)
        if opdracht.pdf:
            require_office()
        self.data = lees()
        self.loaded = load_book(space, boek)
        self.omgeving = _environment(space, self.loaded.book, opdracht.soort, opdracht.datum)
        self.keuring: Keuring
        self.rijen: Sequence[Rij]
        self.zonder: Sequence[Rij] = ()

    def judge(self) -> Keuring:
        """Check the whole file, and return what was found.

        Raises:
            DataInvalidError: it is no file with employees at all.
        """
        from pipeline.brieven.maken import judge

        self.keuring = judge(self.data, self.naam, self._asked(), self.omgeving)
        return self.keuring

    def _asked(self) -> Gevraagd:
        from pipeline.brieven.controles import Gevraagd

        was = self.opdracht.was
        old = load_book(self.space, was).book if was else None
        errors = Counter(
            one.functie
            for one in self.loaded.findings.bevindingen
            if one.functie and one.ernst == "fout" and one.status == "open"
        )
        return Gevraagd(
            self.opdracht.soort,
            self.opdracht.datum,
            _changed(old, self.loaded.book) if old else {},
            vorige=_names(old) if old else None,
            open_fouten=errors,
        )

    def approve(self, *, akkoord: bool) -> None:
        """Decide who gets a letter; call ``judge`` first.

        Args:
            akkoord: whether the user agrees with the warnings.

        Raises:
            DataInvalidError: something stands in the way; then there is a marked copy of the file.
        """
        from pipeline.brieven.maken import of_kind, remade, without_letter

        found, soort = self.keuring, self.opdracht.soort
        if found.blokkeert or (found.waarschuwingen and not akkoord):
            self._refuse()
        own, self.zonder = of_kind(found.gelezen.rijen, soort), without_letter(found.gelezen.rijen, soort)
        if not own:
            raise DataInvalidError(
                f"Geen enkele medewerker krijgt een brief {soort}.",
                "Grond herplaatsing krijgt de brief niet-geplaatst; alle andere gronden de andere soorten.",
            )
        self.rijen = remade(own, self.opdracht.alleen, lambda number: (self.target / f"{number}.docx").is_file())

    def _refuse(self) -> None:
        found = self.keuring
        folder = self.opdracht.uit or letters_root(self.space)
        copy = atomic_write(folder / f"{Path(self.naam).stem}-met-fouten.xlsx", found.marked(), private=True)
        faults = sum(f.zwaarte == "fout" for f in found.fouten)
        told = f"{faults} {'fout' if faults == 1 else 'fouten'}" if faults else ""
        doubts = found.waarschuwingen
        told += " en " if faults and doubts else ""
        told += f"{doubts} {'waarschuwing' if doubts == 1 else 'waarschuwingen'}" if doubts else ""
        advice = f"Alle meldingen staan gemarkeerd in {copy}."
        if not faults:
            advice += " Zijn de waarschuwingen terecht zo, geef dan --akkoord-met-waarschuwingen."
        raise DataInvalidError(
            f"Er is geen brief gemaakt: {told} in {self.naam}.",
            advice,
        )

    def make(self, on_made: Callable[[bool], object]) -> Path:
        """Make everything in a hidden folder beside the target, and put it in place when it is complete.

        Args:
            on_made: called after each file with whether it is a letter.

        Returns:
            the folder with the letters.
        """
        from pipeline.brieven.maken import make_letters

        with private_folder(self.target) as folder:
            for made in make_letters(self.rijen, self.omgeving, self.earlier(), self.zonder):
                write_private(folder / made.naam, made.data)
                on_made(made.is_brief)
            self._add_pdfs(folder)
            self._state(folder)
            into_place(folder, self.target)
        self._log()
        return self.target

    def earlier(self) -> Mapping[str, bytes]:
        """With ``alleen``: the letters of an earlier run that stay as they are, by personnel number."""
        if not self.opdracht.alleen:
            return {}
        remade = {number.lower() for number in self.opdracht.alleen}
        numbers = [rij.medewerker.personeelsnummer for rij in self.rijen]
        return Bestanden(self.target, {n: f"{n}.docx" for n in numbers if n.lower() not in remade})

    def _add_pdfs(self, folder: Path) -> None:
        """Make the PDFs, or take over those of letters that stayed as they were."""
        from pipeline.brieven.maken import letter_name

        if self.opdracht.pdf:
            to_pdf(folder, [letter_name(rij) for rij in self.rijen])
            return
        for number in self.earlier():
            path = self.target / f"{number}.pdf"
            if path.is_file():
                write_private(folder / path.name, path.read_bytes())

    def _state(self, folder: Path) -> None:
        """Write the run statement: hashes and counts, no names."""
        from pipeline.models.io import to_json
        from pipeline.verklaring import Grondstof, statement

        asked = self.opdracht
        book = self.loaded.folder / "functieboek.json"
        inputs = [Grondstof.of("medewerkers", "medewerkersbestand", self.data)]
        if book.is_file():
            inputs.append(Grondstof.of("functieboek", self.loaded.name, book.read_bytes()))
        made = statement(
            "brieven",
            inputs=inputs,
            outputs=Bestanden.all_of(folder),
            instellingen={"soort": asked.soort, "datum": asked.datum.isoformat(), "regime": self.omgeving.regime},
            tellingen={"brieven": len(self.rijen), "waarschuwingen": self.keuring.waarschuwingen},
            bibliotheken=("docxtpl", "docxcompose", "python-docx", "pydantic"),
        )
        write_private(folder / "verklaring.json", to_json(made).encode())

    def _log(self) -> None:
        """One line in the logboek: counts and the hash of the statement, nothing of a person."""
        from pipeline.logboek import Logboek, bestand

        if not self.space.is_prepared:
            return
        path = self.target / "verklaring.json"
        soort, datum = self.opdracht.soort, self.opdracht.datum.isoformat()
        Logboek(self.space.logbook).add(
            "brieven",
            tijd=datetime.datetime.now(datetime.UTC),
            uitvoer=[bestand(path, path.read_bytes(), self.space.root)],
            gegevens={"soort": soort, "datum": datum, "brieven": len(self.rijen)},
        )


def parse_date(text: str) -> datetime.date | None:
    """Read a date as people write it; None where it is none.

    >>> parse_date("7-4-2026")
    datetime.date(2026, 4, 7)
    """
    for form in ("%d-%m-%Y", "%Y-%m-%d", "%d/%m/%Y"):
        with contextlib.suppress(ValueError):
            return datetime.datetime.strptime(text.strip(), form).replace(tzinfo=datetime.UTC).date()
    return None


def _environment(space: Workspace, book: Any, soort: str, datum: datetime.date) -> Omgeving:
    from pipeline.brieven.bewoording import BESTAND, Bewoording
    from pipeline.brieven.brief import Omgeving
    from pipeline.brieven.controles import Boek
    from pipeline.brieven.maken import require_lawful
    from pipeline.brieven.regime import regime_of
    from pipeline.brieven.sjablonen import BIJLAGE, BRIEF
    from pipeline.models.huisstijl import Huisstijl
    from pipeline.render.huisstijl import apply_house_style
    from pipeline.workspace import standard_templates

    settings = space.settings()
    own = settings.organisatie
    style = Huisstijl(
        lettertype=own.lettertype,
        kleur=own.kleur.removeprefix("#"),
        kleur_accent=own.kleur_accent.removeprefix("#"),
        logo=own.logo,
        logo_beschrijving=own.logo_beschrijving,
        logo_breedte_cm=own.logo_breedte_cm,
    )
    regime = regime_of(datum)
    wording = Bewoording.read(read_bytes(space.template(BESTAND)), read_bytes(standard_templates() / BESTAND))
    wording.check_regime(regime)
    styled = []
    for name in (BRIEF[soort], BIJLAGE):
        template = read_bytes(space.template(name))
        require_lawful(template, f"Het sjabloon {name}", regime)
        styled.append(apply_house_style(template, style))
    logo = read_bytes(space.root / own.logo) if own.logo else None
    return Omgeving(soort, datum, Boek(book), settings, wording, styled[0], styled[1], style, logo)


def _names(book: Functieboek) -> frozenset[str]:
    """The slug of every name by which a book knows a function."""
    from pipeline.models.functieboek import slug

    rows = [name for row in book.beschikbare_functies for name in (row.naam, row.normfunctie) if name]
    return frozenset(slug(name) for name in [*rows, *(functie.naam for functie in book.functies)])


def _changed(old: Functieboek, new: Functieboek) -> dict[str, str]:
    """What changed in level-setting words since the old book, by the slug of each name of the function."""
    from pipeline.diff.comparing import compare
    from pipeline.models.functieboek import slug

    ids: dict[str, str] = {}
    for change in compare(old, new).wijzigingen:
        if change.niveaubepalend and change.functie:
            text = f"{change.onderdeel} “{change.oud}” werd “{change.nieuw}”"
            ids.setdefault(change.functie, text)
    names = {f.id: [f.naam] for f in new.functies}
    for row in new.beschikbare_functies:
        if row.functie in names:
            names[row.functie] += [row.naam, row.normfunctie or ""]
    return {slug(name): text for id_, text in ids.items() for name in names.get(id_, []) if name}
