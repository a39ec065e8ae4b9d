"""``functieboek brieven``: placement letters for a whole reorganisation, or a list of what is wrong."""

from __future__ import annotations

import contextlib
import datetime
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from pipeline.cli import common
from pipeline.cli.brieven_map import (
    Bestanden,
    into_place,
    private_folder,
    require_office,
    require_ours,
    to_pdf,
    write_private,
)
from pipeline.errors import DataInvalidError, UsageError
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
        self.alleen = [number.strip() for number in (options["alleen"] or "").split(",") if number.strip()]
        self.target: Path = options["uit"] or space.output / "brieven" / f"{self.datum.isoformat()}-{self.soort}"
        require_ours(self.target)
        if options["pdf"]:
            require_office()
        self.data = _read(medewerkers)
        self.loaded = common.load_book(space, boek)
        self.omgeving = _environment(space, self.loaded.book, self.soort, self.datum)
        self.keuring: Keuring
        self.rijen: Sequence[Rij]

    def check(self) -> None:
        """Check the whole file; stop when anything stands in the way."""
        from pipeline.brieven.maken import judge, of_kind, remade

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
        own = of_kind(found.gelezen.rijen, self.soort)
        if not own:
            raise DataInvalidError(
                f"Geen enkele medewerker krijgt een brief {self.soort}.",
                "Grond herplaatsing krijgt de brief niet-geplaatst; alle andere gronden de andere soorten.",
            )
        self.rijen = remade(own, self.alleen, lambda number: (self.target / f"{number}.docx").is_file())

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

        with private_folder(self.target) as folder:
            with common.progress(len(self.rijen), "Brieven maken") as bar:
                for made in make_letters(self.rijen, self.omgeving, self._earlier()):
                    write_private(folder / made.naam, made.data)
                    bar.update(made.is_brief)
            self._add_pdfs(folder)
            self._state(folder)
            into_place(folder, self.target)
        self._log(self.target)
        return self.target

    def _earlier(self) -> Mapping[str, bytes]:
        """With --alleen: the letters of an earlier run that stay as they are, by personnel number."""
        if not self.alleen:
            return {}
        remade = {number.lower() for number in self.alleen}
        numbers = [rij.medewerker.personeelsnummer for rij in self.rijen]
        return Bestanden(self.target, {n: f"{n}.docx" for n in numbers if n.lower() not in remade})

    def _add_pdfs(self, folder: Path) -> None:
        """Make the PDFs, or take over those of letters that stayed as they were."""
        from pipeline.brieven.maken import letter_name

        if self.options["pdf"]:
            to_pdf(folder, [letter_name(rij) for rij in self.rijen])
            return
        for number in self._earlier():
            path = self.target / f"{number}.pdf"
            if path.is_file():
                write_private(folder / path.name, path.read_bytes())

    def _state(self, folder: Path) -> None:
        """Write the run statement: hashes and counts, no names."""
        from pipeline.models.io import to_json
        from pipeline.verklaring import Grondstof, statement

        book = self.loaded.folder / "functieboek.json"
        inputs = [Grondstof.of("medewerkers", "medewerkersbestand", self.data)]
        if book.is_file():
            inputs.append(Grondstof.of("functieboek", self.loaded.name, book.read_bytes()))
        made = statement(
            "brieven",
            inputs=inputs,
            outputs=Bestanden.all_of(folder),
            instellingen={"soort": self.soort, "datum": self.datum.isoformat(), "regime": self.omgeving.regime},
            tellingen={"brieven": len(self.rijen), "waarschuwingen": self.keuring.waarschuwingen},
            bibliotheken=("docxtpl", "docxcompose", "python-docx", "pydantic"),
        )
        write_private(folder / "verklaring.json", to_json(made).encode())

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
        count = len(self.rijen) - len(self._earlier())
        click.echo(f"{count} {'brief' if count == 1 else 'brieven'} {self.soort} gemaakt in {folder}")
        click.echo("Verwijder ze als ze verstuurd zijn: functieboek opschonen")


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
    wording = Bewoording.read(_read(space.template(BESTAND)), _read(standard_templates() / BESTAND))
    wording.check_regime(regime)
    styled = []
    for name in (BRIEF[soort], BIJLAGE):
        template = _read(space.template(name))
        require_lawful(template, f"Het sjabloon {name}", regime)
        styled.append(apply_house_style(template, style))
    logo = _read(space.root / own.logo) if own.logo else None
    return Omgeving(soort, datum, Boek(book), settings, wording, styled[0], styled[1], style, logo)


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


def _write_example(space: Workspace, boek: str | None, uit: Path | None) -> None:
    from pipeline.brieven.voorbeeld import example_workbook

    names = [row.naam for row in common.load_book(space, boek).book.beschikbare_functies] if boek else []
    path = (uit or Path.cwd()) / "medewerkers-voorbeeld.xlsx"
    if path.exists():
        raise UsageError(f"{path} bestaat al.", "Verplaats of verwijder het eerst; er wordt niets overschreven.")
    atomic_write(path, example_workbook(names))
    click.echo(f"Geschreven: {path}")


def _nl(value: float | None) -> str:
    return "" if value is None else f"{value:.2f}".rstrip("0").rstrip(".").replace(".", ",")
