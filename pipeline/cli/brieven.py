"""``functieboek brieven`` and ``functieboek opschonen``: placement letters, and removing them again."""

from __future__ import annotations

import contextlib
import datetime
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from pipeline.cli import common
from pipeline.errors import DataInvalidError, OutputNotWritableError, UsageError
from pipeline.workspace import Workspace, atomic_write, unreadable

if TYPE_CHECKING:
    from pipeline.brieven.brief import Omgeving
    from pipeline.brieven.controles import Gevraagd
    from pipeline.brieven.maken import Keuring
    from pipeline.brieven.rijen import Rij

_MOST_SHOWN = 60
"""Faults shown on screen; the marked copy has them all."""
_SOORTEN = ("voornemen", "definitief", "niet-geplaatst", "addendum")


@click.command(
    epilog="""\b
Voorbeelden:
  functieboek brieven --voorbeeld
  functieboek brieven gemeente-2026 medewerkers.xlsx --soort voornemen --datum 7-4-2026
  functieboek brieven gemeente-2026 medewerkers.xlsx --soort definitief --datum 12-5-2026 --was gemeente-2022 --pdf
  functieboek brieven gemeente-2026 medewerkers.xlsx --soort definitief --datum 12-5-2026 --alleen 1007,1012
"""
)
@click.argument("boek", required=False)
@click.argument("medewerkers", required=False, type=click.Path(path_type=Path))
@click.option("--soort", type=click.Choice(_SOORTEN), help="Welke brief.")
@click.option("--datum", metavar="D-M-JJJJ", help="Datum van de brieven (verplicht); hij bepaalt ook welk recht geldt.")
@click.option("--was", metavar="OUD", help="Het vorige boek, om functievolgers te toetsen.")
@click.option("--alleen", metavar="NUMMERS", help="Alleen deze personeelsnummers, met komma's ertussen.")
@click.option("--akkoord-met-waarschuwingen", is_flag=True, help="Maak de brieven ook als er waarschuwingen zijn.")
@click.option("--pdf", is_flag=True, help="Maak ook PDF/A van elke brief (met LibreOffice).")
@click.option("--voorbeeld", is_flag=True, help="Schrijf een voorbeeldbestand voor medewerkers, met uitleg.")
@common.werkmap_option
@common.uit_option
@common.json_option
def brieven(*, boek: str | None, medewerkers: Path | None, werkmap: Path | None, **options: Any) -> None:
    """Maak een plaatsingsbrief voor elke medewerker.

    BOEK is het functieboek waarin wordt geplaatst, MEDEWERKERS een Excel-werkmap (.xlsx) of CSV-bestand. Alles wordt
    eerst gecontroleerd: bij een fout wordt er geen enkele brief gemaakt, en krijgt u een kopie van het bestand waarin
    de foute cellen zijn gemarkeerd. De brieven komen in output/brieven/DATUM-SOORT/; alleen u kunt ze openen.
    """
    space = common.workspace(werkmap)
    if options["voorbeeld"]:
        _write_example(space, boek, options["uit"])
        return
    if not boek or medewerkers is None or not options["soort"] or not options["datum"]:
        raise UsageError(
            "Geef het boek, het bestand met medewerkers, --soort en --datum.",
            "Voorbeeld: functieboek brieven gemeente-2026 medewerkers.xlsx --soort voornemen --datum 7-4-2026",
        )
    run = _Run(space, boek, medewerkers, options)
    run.check()
    folder = run.make()
    run.tell(folder)


class _Run:
    """One run: what was asked, what was found, and the folder with the letters."""

    def __init__(self, space: Workspace, boek: str, medewerkers: Path, options: Mapping[str, Any]) -> None:
        from pipeline.brieven.brief import require_settings
        from pipeline.brieven.maken import require_kind
        from pipeline.brieven.regime import regime_of

        self.space, self.options, self.file = space, options, medewerkers
        self.soort: str = options["soort"]
        self.datum = _date(options["datum"])
        require_kind(self.soort, regime_of(self.datum))
        require_settings(self.soort, self.datum, space.settings())
        self.data = _read(medewerkers)
        self.loaded = common.load_book(space, boek)
        self.omgeving = _environment(space, self.loaded.book, self.soort, self.datum)
        self.keuring: Keuring
        self.rijen: Sequence[Rij]

    def check(self) -> None:
        """Check the whole file; stop when anything stands in the way."""
        from pipeline.brieven.maken import judge, of_kind

        self.keuring = judge(self.data, self.file.name, self._asked(), self.omgeving)
        found = self.keuring
        stop = found.blokkeert or (found.waarschuwingen and not self.options["akkoord_met_waarschuwingen"])
        for fout in found.fouten[:_MOST_SHOWN]:
            word = "FOUT" if fout.zwaarte == "fout" else "LET OP"
            common.say(f"{word}  {fout.tekst(found.gelezen.blad.naam)}")
        if len(found.fouten) > _MOST_SHOWN:
            common.say(f"… en nog {len(found.fouten) - _MOST_SHOWN} meldingen.")
        if stop:
            self._refuse()
        alleen = [number.strip() for number in (self.options["alleen"] or "").split(",") if number.strip()]
        self.rijen = of_kind(found.gelezen.rijen, self.soort, alleen)
        if not self.rijen:
            raise DataInvalidError(
                f"Geen enkele medewerker krijgt een brief {self.soort}.",
                "Grond herplaatsing krijgt de brief niet-geplaatst; alle andere gronden de andere soorten.",
            )

    def _asked(self) -> Gevraagd:
        from pipeline.brieven.controles import Gevraagd

        was = self.options["was"]
        changed = _changed(self.space, was, self.loaded.book) if was else {}
        return Gevraagd(self.soort, self.datum, changed)

    def _refuse(self) -> None:
        found = self.keuring
        folder = self.options["uit"] or self.space.output / "brieven"
        copy = atomic_write(folder / f"{self.file.stem}-met-fouten.xlsx", found.marked(), private=True)
        faults = sum(f.zwaarte == "fout" for f in found.fouten)
        advice = f"Alle meldingen staan gemarkeerd in {copy}."
        if not faults:
            advice += " Zijn de waarschuwingen terecht zo, geef dan --akkoord-met-waarschuwingen."
        raise DataInvalidError(
            f"Er is geen brief gemaakt: {faults} fouten en {found.waarschuwingen} waarschuwingen in {self.file.name}.",
            advice,
        )

    def make(self) -> Path:
        """Make everything in a hidden folder beside the target, and put it in place when it is complete."""
        from pipeline.brieven.maken import make_letters

        target: Path = self.options["uit"] or (self.space.output / "brieven" / f"{self.datum.isoformat()}-{self.soort}")
        annex = self.space.template("bijlage-functie.docx").read_bytes()
        only_some = bool(self.options["alleen"])
        with _private_folder(target) as folder:
            with common.progress(len(self.rijen), "Brieven maken") as bar:
                for made in make_letters(self.rijen, self.omgeving, annex):
                    if only_some and made.naam.startswith(("bundel", "overzicht")):
                        continue
                    _write_private(folder / made.naam, made.data)
                    bar.update(1 if made.naam.count("/") == 0 and made.naam[0] != "b" else 0)
            if self.options["pdf"]:
                _to_pdf(folder)
            self._state(folder)
            _into_place(folder, target, merge=only_some)
        self._log(target)
        return target

    def _state(self, folder: Path) -> None:
        """Write the run statement: hashes and counts, no names."""
        from pipeline.models.io import to_json
        from pipeline.verklaring import Grondstof, statement

        files = sorted(p for p in folder.rglob("*") if p.is_file())
        book = self.loaded.folder / "functieboek.json"
        inputs = [Grondstof.of("medewerkers", "medewerkersbestand", self.data)]
        if book.is_file():
            inputs.append(Grondstof.of("functieboek", self.loaded.name, book.read_bytes()))
        made = statement(
            "brieven",
            inputs=inputs,
            outputs={p.relative_to(folder).as_posix(): p.read_bytes() for p in files},
            instellingen={"soort": self.soort, "datum": self.datum.isoformat(), "regime": self.omgeving.regime},
            tellingen={"brieven": len(self.rijen), "waarschuwingen": self.keuring.waarschuwingen},
            bibliotheken=("docxtpl", "docxcompose", "python-docx", "pydantic"),
        )
        _write_private(folder / "verklaring.json", to_json(made).encode())

    def _log(self, target: Path) -> None:
        """One line in the logboek: counts and the hash of the statement, nothing of a person."""
        from pipeline.logboek import Logboek, bestand

        if not self.space.is_prepared:
            return
        path = target / "verklaring.json"
        Logboek(self.space.logbook).add(
            "brieven",
            tijd=datetime.datetime.now(datetime.UTC),
            uitvoer=[bestand(path, path.read_bytes(), self.space.root)],
            gegevens={"soort": self.soort, "datum": self.datum.isoformat(), "brieven": len(self.rijen)},
        )

    def tell(self, folder: Path) -> None:
        """Say what was made, and show the balance."""
        balans = [b for b in self.keuring.balans if b.medewerkers or b.formatie]
        if self.options["als_json"]:
            common.print_json(
                {
                    "map": str(folder),
                    "soort": self.soort,
                    "regime": self.omgeving.regime,
                    "brieven": len(self.rijen),
                    "waarschuwingen": self.keuring.waarschuwingen,
                    "balans": [
                        {"functie": b.functie, "formatie": b.formatie, "geplaatst": b.geplaatst} for b in balans
                    ],
                }
            )
            return
        rows = [(b.functie, _nl(b.formatie), _nl(b.geplaatst), b.medewerkers, _nl(b.ruimte)) for b in balans]
        common.print_table(("functie", "formatie", "geplaatst", "medewerkers", "ruimte"), rows, right=(1, 2, 3, 4))
        count = len(self.rijen)
        click.echo(f"{count} {'brief' if count == 1 else 'brieven'} {self.soort} in {folder}")
        click.echo("Verwijder ze als ze verstuurd zijn: functieboek opschonen")


def _environment(space: Workspace, book: Any, soort: str, datum: datetime.date) -> Omgeving:
    from pipeline.brieven.bewoording import BESTAND, Bewoording
    from pipeline.brieven.brief import Omgeving
    from pipeline.brieven.controles import Boek
    from pipeline.brieven.maken import require_lawful
    from pipeline.brieven.regime import regime_of
    from pipeline.brieven.sjablonen import BRIEF
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
    template = _read(space.template(BRIEF[soort]))
    regime = regime_of(datum)
    require_lawful(template, f"Het sjabloon {BRIEF[soort]}", regime)
    wording = Bewoording.read(_read(space.template(BESTAND)), _read(standard_templates() / BESTAND))
    wording.check_regime(regime)
    logo = _read(space.root / own.logo) if own.logo else None
    return Omgeving(soort, datum, Boek(book), settings, wording, apply_house_style(template, style), style, logo)


def _changed(space: Workspace, was: str, new: Any) -> dict[str, str]:
    """What changed in level-setting words since the old book, by the slug of each name of the function."""
    from pipeline.diff.comparing import compare
    from pipeline.models.functieboek import slug

    old = common.load_book(space, was).book
    ids: dict[str, str] = {}
    for change in compare(old, new).wijzigingen:
        if change.niveaubepalend and change.functie:
            text = f"{change.onderdeel} ‘{change.oud}’ werd ‘{change.nieuw}’"
            ids.setdefault(change.functie, text)
    names = {f.id: [f.naam] for f in new.functies}
    for row in new.beschikbare_functies:
        if row.functie in names:
            names[row.functie] += [row.naam, row.normfunctie or ""]
    return {slug(name): text for id_, text in ids.items() for name in names.get(id_, []) if name}


def _date(text: str) -> datetime.date:
    for form in ("%d-%m-%Y", "%Y-%m-%d", "%d/%m/%Y"):
        with contextlib.suppress(ValueError):
            return datetime.datetime.strptime(text.strip(), form).replace(tzinfo=datetime.UTC).date()
    raise UsageError(f"--datum: ‘{text}’ is geen datum.", "Geef bijvoorbeeld 7-4-2026.")


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise unreadable(path, error) from error


@contextlib.contextmanager
def _private_folder(target: Path) -> Iterator[Path]:
    """A folder for the owner only, beside the target; gone again when the run does not finish."""
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        folder = Path(tempfile.mkdtemp(prefix=f".{target.name}-", dir=target.parent))
    except OSError as error:
        raise OutputNotWritableError(
            f"In {target.parent} kan niet worden geschreven.", "Controleer de rechten."
        ) from error
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _write_private(path: Path, data: bytes) -> None:
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
            file.write(data)
    except OSError as error:
        raise OutputNotWritableError(
            f"{path.name} kan niet worden geschreven ({error.strerror}).", "Maak ruimte op de schijf vrij."
        ) from error


def _into_place(folder: Path, target: Path, *, merge: bool) -> None:
    """Put the finished folder in the place of an older one, or add its files to it (--alleen)."""
    if merge and target.is_dir():
        for path in sorted(p for p in folder.rglob("*") if p.is_file()):
            place = target / path.relative_to(folder)
            place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            path.replace(place)
        return
    old = target.with_name(f".{target.name}-oud")
    shutil.rmtree(old, ignore_errors=True)
    if target.exists():
        if not _is_ours(target):
            raise OutputNotWritableError(
                f"{target} bestaat al en is geen map met brieven van dit programma.", "Kies een andere map met --uit."
            )
        target.rename(old)
    folder.rename(target)
    folder.mkdir()  # for the clean-up of the caller
    shutil.rmtree(old, ignore_errors=True)


def _is_ours(folder: Path) -> bool:
    return folder.is_dir() and ((folder / "verklaring.json").is_file() or not any(folder.iterdir()))


def _to_pdf(folder: Path) -> None:
    """Make PDF/A-2 of every letter with LibreOffice, in a profile of its own."""
    office = shutil.which("soffice") or shutil.which("libreoffice")
    if not office:
        raise UsageError(
            "LibreOffice is niet gevonden; --pdf heeft het nodig.", "Installeer LibreOffice, of laat --pdf weg."
        )
    letters = sorted(str(p) for p in folder.glob("*.docx") if not p.name.startswith("bundel"))
    with tempfile.TemporaryDirectory() as profile:
        for start in range(0, len(letters), 50):
            command = [
                office,
                f"-env:UserInstallation={Path(profile).as_uri()}",
                "--headless",
                "--convert-to",
                'pdf:writer_pdf_Export:{"SelectPdfVersion":{"type":"long","value":"2"},"UseTaggedPDF":{"type":"boolean","value":"true"}}',
                "--outdir",
                str(folder),
                *letters[start : start + 50],
            ]
            done = subprocess.run(command, capture_output=True, timeout=600, check=False)
            if done.returncode:
                raise OutputNotWritableError(
                    "LibreOffice kon de PDF's niet maken.", "Sluit LibreOffice en probeer opnieuw."
                )
    for path in folder.glob("*.pdf"):
        path.chmod(0o600)


def _write_example(space: Workspace, boek: str | None, uit: Path | None) -> None:
    from pipeline.brieven.overzicht import example_workbook

    names = [row.naam for row in common.load_book(space, boek).book.beschikbare_functies] if boek else []
    path = (uit or Path.cwd()) / "medewerkers-voorbeeld.xlsx"
    if path.exists():
        raise UsageError(f"{path} bestaat al.", "Verplaats of verwijder het eerst; er wordt niets overschreven.")
    atomic_write(path, example_workbook(names))
    click.echo(f"Geschreven: {path}")


@click.command(
    epilog="""\b
Voorbeelden:
  functieboek opschonen
  functieboek opschonen 2026-04-07-voornemen --ja
"""
)
@click.argument("mappen", nargs=-1)
@click.option("--ja", is_flag=True, help="Vraag niet om bevestiging.")
@common.werkmap_option
def opschonen(*, mappen: Sequence[str], ja: bool, werkmap: Path | None) -> None:
    """Verwijder gemaakte brieven uit de werkmap.

    Zonder MAPPEN worden alle mappen onder output/brieven verwijderd, ook de kopieën met gemarkeerde fouten.
    """
    space = common.workspace(werkmap)
    root = space.output / "brieven"
    targets = _targets(root, mappen)
    if not targets:
        click.echo("Er zijn geen brieven om te verwijderen.")
        return
    for path in targets:
        common.say(f"  {path.relative_to(root.parent)}")
    if not ja:
        if not sys.stdin.isatty():
            raise UsageError("Dit verwijdert de brieven hierboven.", "Geef --ja om het te doen.")
        if not click.confirm(f"{len(targets)} verwijderen?", default=False):
            return
    names = _remove(targets)
    _log_removed(space, names)
    click.echo(f"{len(targets)} verwijderd.")


def _targets(root: Path, mappen: Sequence[str]) -> list[Path]:
    if not root.is_dir():
        return []
    if not mappen:
        return sorted(root.iterdir())
    out = []
    for name in mappen:
        path = root / name
        if path.parent != root or not path.exists():
            raise UsageError(f"{name} staat niet in {root}.", "Geef de naam van een map zoals 2026-04-07-voornemen.")
        out.append(path)
    return out


def _remove(targets: Iterable[Path]) -> list[str]:
    names = []
    for path in targets:
        names.append(path.name)
        try:
            shutil.rmtree(path) if path.is_dir() and not path.is_symlink() else path.unlink()
        except OSError as error:
            raise OutputNotWritableError(
                f"{path.name} kan niet worden verwijderd ({error.strerror}).",
                "Sluit de brieven in Word en probeer opnieuw.",
            ) from error
    return names


def _log_removed(space: Workspace, names: Sequence[str]) -> None:
    from pipeline.logboek import Logboek

    if space.is_prepared:
        removed = [f"output/brieven/{name}/verklaring.json" for name in names]
        Logboek(space.logbook).add("opschonen", tijd=datetime.datetime.now(datetime.UTC), verwijderd=removed)


def _nl(value: float | None) -> str:
    return "" if value is None else f"{value:.2f}".rstrip("0").rstrip(".").replace(".", ",")
