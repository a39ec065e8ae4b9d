"""``functieboek vacature`` and ``functieboek vacatures``: from a function to an advertisement, and to a feed."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from pipeline.boeken import LoadedBook, load_book
from pipeline.cli import common
from pipeline.errors import DataInvalidError, FindingsError, FunctieboekError, UsageError

if TYPE_CHECKING:
    from pipeline.models.bevindingen import Bevinding
    from pipeline.render.vacature import Gemaakt, Middelen
    from pipeline.workspace import Workspace

LENGTHS = click.Choice(["kort", "normaal", "volledig"])


@click.command(
    epilog="""\b
Voorbeelden:
  functieboek vacature --voorbeeld > vacature.toml
  functieboek vacature functieboek-2022 "Regisseur/adviseur" --gegevens vacature.toml
  functieboek vacature functieboek-2022 Zweminstructeur --kies competenties=profiel
  functieboek vacature functieboek-2022 --alle
"""
)
@click.argument("boek", required=False)
@click.argument("functie", required=False)
@click.option(
    "--gegevens",
    type=click.Path(path_type=Path),
    metavar="BESTAND",
    help="De gegevens van deze vacature (TOML); bij --alle een map met <functie>.toml.",
)
@click.option(
    "--kies",
    multiple=True,
    metavar="ONDERDEEL=BRON",
    help="Welke tekst geldt waar het boek zichzelf tegenspreekt; wordt in het gegevensbestand bewaard.",
)
@click.option("--lengte", type=LENGTHS, help="Hoe lang de tekst wordt (standaard: normaal).")
@click.option("--bron", is_flag=True, help="Zet bij elke zin de bron als opmerking in Word.")
@click.option("--alle", is_flag=True, help="Maak een vacature van elke functie.")
@click.option("--streng", is_flag=True, help="Eindig met code 10 als de taalcontrole fouten vindt.")
@click.option("--overschrijven", is_flag=True, help="Overschrijf ook een document dat in Word is gewijzigd.")
@click.option("--voorbeeld", is_flag=True, help="Toon een gegevensbestand met uitleg, en stop.")
@common.werkmap_option
@common.uit_option
@common.json_option
def vacature(
    *,
    boek: str | None,
    functie: str | None,
    gegevens: Path | None,
    kies: tuple[str, ...],
    lengte: str | None,
    bron: bool,
    alle: bool,
    streng: bool,
    overschrijven: bool,
    voorbeeld: bool,
    werkmap: Path | None,
    uit: Path | None,
    als_json: bool,
) -> None:
    """Maak een vacaturetekst bij een functie: Word, HTML, Markdown en JSON-LD.

    FUNCTIE is de naam van een beschikbare functie of normfunctie; een deel is genoeg. Zonder --gegevens ontstaat een
    concept, waarop staat wat nog moet worden ingevuld.
    """
    if voorbeeld:
        from pipeline.models.vacature import example

        click.echo(example(), nl=False)
        return
    if boek is None:
        raise UsageError("Geef een boek op.", 'Bijvoorbeeld: functieboek vacature functieboek-2022 "Adviseur"')
    if (functie is None) != alle:
        raise UsageError("Geef één FUNCTIE op, of --alle.", "De functies staan in `functieboek tonen BOEK`.")
    if alle and kies:
        raise UsageError("--kies geldt voor één functie.", "Zet de keuzes in de gegevensbestanden.")
    job = _Job(common.workspace(werkmap), boek, uit=uit, lengte=lengte, bron=bron, overwrite=overschrijven)
    made = job.every(gegevens) if alle else [job.one(functie or "", gegevens, kies)]
    if als_json:
        common.print_json([_as_data(one, job.folder) for one in made])
    if streng and any(finding.ernst == "fout" for one in made for finding in one.taal):
        raise FindingsError("De taalcontrole vond fouten.", "Zie de meldingen hierboven.")


class _Job:
    """What the making of one vacancy and of all have in common."""

    def __init__(
        self, space: Workspace, boek: str, *, uit: Path | None, lengte: str | None, bron: bool, overwrite: bool
    ) -> None:
        from pipeline.vacatures import middelen

        self.space = space
        self.loaded = load_book(space, boek)
        self.folder = uit or space.output / "vacatures" / self.loaded.name
        self.lengte = lengte or space.settings().vacatures.lengte
        self.bron, self.overwrite = bron, overwrite
        self.middelen: Middelen = middelen(space)
        self.findings = _findings(space, self.loaded)

    def one(self, functie: str, gegevens: Path | None, kies: tuple[str, ...]) -> Gemaakt:
        """Make one vacancy, keep the choices, and tell what to look at."""
        from pipeline import vacatures
        from pipeline.render.vacature_selectie import check_choices, find, slugs

        number, chosen = find(self.loaded.book, functie), check_choices(kies)
        if not self.overwrite:
            vacatures.refuse_overwrite(self.folder, slugs(self.loaded.book)[number])
        made = self._make(number, gegevens, chosen)
        if chosen and gegevens:
            vacatures.keep_choices(gegevens, chosen)
            common.say(f"De keuze is bewaard in {gegevens}.")
        for path in vacatures.write(self.folder, made):
            common.say(f"Geschreven: {path}")
        self._log([made])
        _tell(made)
        return made

    def every(self, folder: Path | None) -> list[Gemaakt]:
        """Make all vacancies; a document that was edited, or finished with facts, is left as it is."""
        from pipeline import vacatures
        from pipeline.render.vacature_selectie import slugs

        if folder is not None and not folder.is_dir():
            raise UsageError(f"Bij --alle is --gegevens een map; {folder} is dat niet.", "Zet er <functie>.toml in.")
        names = slugs(self.loaded.book)
        made, faults = [], []
        with common.progress(len(names), "Vacatures") as bar:
            for number, slug in enumerate(names):
                facts = folder / f"{slug}.toml" if folder and (folder / f"{slug}.toml").is_file() else None
                if reason := self._keep(slug, facts):
                    common.say(f"{slug}: {reason}")
                else:
                    try:
                        one = self._make(number, facts, {})
                    except DataInvalidError as error:
                        faults.append(f"{slug}: {error}")
                    else:
                        vacatures.write(self.folder, one)
                        made.append(one)
                bar.update(1)
        concepts = sum(one.tekst.concept for one in made)
        common.say(f"{len(made)} vacatures geschreven in {self.folder}, waarvan {concepts} als concept.")
        for one in made:
            for point in one.tekst.open_punten:
                common.say(f"{one.slug}: {point}")
        self._log(made)
        if faults:
            raise DataInvalidError("Niet gemaakt:\n" + "\n".join(faults), "")
        return made

    def _keep(self, slug: str, facts: Path | None) -> str:
        """Why a vacancy that stands there is left as it is; empty where it may be made again."""
        from pipeline import vacatures

        if self.overwrite:
            return ""
        if vacatures.edited(self.folder, slug):
            return "het Word-document is gewijzigd en blijft zoals het is (--overschrijven vervangt het)"
        if facts is None and vacatures.is_finished(self.folder, slug):
            return "er staat al een vacature met gegevens; die blijft (--overschrijven vervangt haar)"
        return ""

    def _make(self, number: int, path: Path | None, chosen: dict[str, str]) -> Gemaakt:
        from pipeline import vacatures
        from pipeline.render.vacature import maak_vacature

        facts = vacatures.facts(path) if path else None
        try:
            return maak_vacature(
                self.loaded.book,
                number,
                self.middelen,
                gegevens=facts,
                keuzes=chosen,
                lengte=self.lengte,  # type: ignore[arg-type]  # click checked it
                salaristabel=vacatures.salary_table(self.space, facts, path),
                bevindingen=self.findings,
                bron=self.bron,
            )
        except DataInvalidError as error:
            where = f"{path.name}: " if path else ""
            raise DataInvalidError(f"{where}{error.melding}", error.advies) from error

    def _log(self, made: list[Gemaakt]) -> None:
        """Write a line in the logboek of a prepared workspace; the Word document is meant to be changed, so its
        provenance stands for it."""
        if not made or not self.space.is_prepared:
            return
        from pipeline.logboek import Logboek, bestand
        from pipeline.vacatures import PROVENANCE

        outputs = [
            bestand(self.folder / f"{one.slug}{PROVENANCE}", one.bestanden[PROVENANCE], self.space.root) for one in made
        ]
        Logboek(self.space.logbook).add(
            "vacature",
            tijd=datetime.datetime.now(datetime.UTC),
            uitvoer=outputs,
            gegevens={
                "boek": self.loaded.name,
                "vacatures": len(made),
                "concepten": sum(m.tekst.concept for m in made),
            },
        )


def _findings(space: Workspace, loaded: LoadedBook) -> tuple[Bevinding, ...]:
    """The findings of the book: those that were written, and where the book was not checked yet, a check now."""
    if loaded.findings.gecontroleerd:
        return loaded.findings.bevindingen
    from pipeline.check.run import check

    settings = space.settings()
    return check(loaded.book, settings.controleren, loaded.findings.bevindingen, accepted=settings.aanvaard).bevindingen


def _tell(made: Gemaakt) -> None:
    """Tell the recruiter what to look at."""
    if made.tekst.concept:
        common.say("Dit is een concept: vul de gemarkeerde gegevens in, of geef --gegevens mee.")
    for point in made.tekst.open_punten:
        common.say(f"Kies nog: {point}")
    for remark in made.tekst.opmerkingen:
        common.say(f"Let op: {remark}")
    for finding in made.taal:
        common.say(f"Taal ({finding.ernst}), {finding.plaats}: “{finding.tekst}”. {finding.uitleg} {finding.suggestie}")
    reading = made.leesbaarheid
    if reading:
        common.say(
            f"{made.tekst.woorden} woorden; leesbaarheidsindicatie: {reading.band} "
            f"({reading.score} van 100), gemiddeld {reading.woorden_per_zin} woorden per zin."
        )


def _as_data(made: Gemaakt, folder: Path) -> dict[str, Any]:
    return {
        "functie": made.slug,
        "titel": made.tekst.titel,
        "concept": made.tekst.concept,
        "woorden": made.tekst.woorden,
        "open_punten": list(made.tekst.open_punten),
        "opmerkingen": list(made.tekst.opmerkingen),
        "taal": len(made.taal),
        "bestanden": [str(folder / f"{made.slug}{suffix}") for suffix in made.bestanden],
    }


@click.command(
    epilog="""\b
Voorbeelden:
  functieboek vacatures
  functieboek vacatures --feed
  functieboek vacatures --feed --datum 2027-01-10
"""
)
@click.option("--feed", is_flag=True, help="Schrijf feed.xml en feed.json met alle vacatures die klaar zijn.")
@click.option(
    "--datum",
    type=click.DateTime(formats=["%Y-%m-%d"]),
    metavar="JJJJ-MM-DD",
    help="Laat vacatures weg die op deze dag gesloten zijn of nog niet openstaan.",
)
@common.werkmap_option
@common.uit_option
@common.json_option
def vacatures(
    *, feed: bool, datum: datetime.datetime | None, werkmap: Path | None, uit: Path | None, als_json: bool
) -> None:
    """Toon de vacatures van de werkmap, of maak er een feed van. Concepten komen niet in de feed."""
    from pipeline.vacatures import existing

    space = common.workspace(werkmap)
    found = list(existing(space.output / "vacatures"))
    if feed:
        day = datum.date().isoformat() if datum else None
        ready = [one for one in found if not one.concept and _open_on(one.posting, day)]
        _write_feed(space, [one.posting for one in ready], uit or space.output / "vacatures")
        for one in found:
            if one not in ready:
                reason = "concept" if one.concept else "niet open op die dag"
                common.say(f"Niet in de feed: {one.boek}/{one.slug} ({reason}).")
        return
    rows = [(one.boek, one.slug, one.titel, "concept" if one.concept else "klaar", one.sluit) for one in found]
    if als_json:
        keys = ("boek", "functie", "titel", "staat", "sluit")
        common.print_json([dict(zip(keys, row, strict=True)) for row in rows])
    elif rows:
        common.print_table(("boek", "functie", "titel", "staat", "sluit"), rows)
    else:
        common.say("Er zijn nog geen vacatures. Maak er een met: functieboek vacature BOEK FUNCTIE")


def _open_on(posting: dict[str, Any], day: str | None) -> bool:
    return day is None or posting["datePosted"] <= day <= posting["validThrough"][:10]


def _write_feed(space: Workspace, postings: list[dict[str, Any]], folder: Path) -> None:
    from pipeline.atomic import atomic_write
    from pipeline.render.vacature_jsonld import REQUIRED, feed_json, feed_xml

    for one in postings:
        if missing := [key for key in REQUIRED if key not in one]:
            raise FunctieboekError(f"Een vacature mist {', '.join(missing)}.", "Maak haar opnieuw met --gegevens.")
    names = {str(one["hiringOrganization"]["name"]) for one in postings}
    publisher = space.settings().organisatie.naam or ", ".join(sorted(names)) or "functieboek"
    for name, content in (("feed.xml", feed_xml(postings, publisher)), ("feed.json", feed_json(postings))):
        common.say(f"Geschreven: {atomic_write(folder / name, content)} ({len(postings)} vacatures)")
