"""An invented municipality's functieboek in which everything agrees, of any size; the tests plant errors in it."""

from __future__ import annotations

from typing import Any

from pipeline.models.base import Bron, Herkomst
from pipeline.models.functieboek import (
    Alinea,
    Benoemd,
    BeschikbareFunctie,
    Cluster,
    Competentie,
    Functie,
    Functieboek,
    Hoofdstuk,
    Kenmerk,
    Matrixcel,
    Module,
    Onderwerp,
    Opleiding,
    Profiel,
    Profielcompetentie,
    Resultaatgebied,
    Tekst,
    Werksituatie,
    slug,
)

ROMAN = ("I", "II", "III", "IV")
SCALES = (12, 11, 10, 9)
FIELDS = (
    "groen", "water", "wegen", "riolering", "verkeer", "milieu", "afval", "bodem", "bouw", "wonen", "sport", "cultuur",
    "onderwijs", "jeugd", "zorg", "welzijn", "werk", "inkomen", "schulden", "wijken", "veiligheid", "toezicht",
    "vergunningen", "belastingen", "archief", "communicatie", "inkoop", "personeel", "planning", "huisvesting",
    "begraafplaatsen", "havens", "markten", "musea", "bibliotheken", "zwembaden", "gebouwen", "energie", "klimaat",
    "landbouw", "natuur", "recreatie", "toerisme", "economie", "handhaving", "burgerzaken", "verkiezingen", "subsidies",
    "inspectie", "statistiek",
)  # fmt: skip
BREADTH = ("meerdere complexe en brede", "meerdere samenhangende", "een breed", "een afgebakend")
AREA = ("werkgebieden", "werkgebieden", "werkgebied", "werkgebied")
SCHOOLING = (("WO", None), ("HBO", None), ("HBO", None), ("MBO", 4))
COMPETENCES = {
    "analytisch vermogen": ("Herkent problemen en legt verbanden tussen gegevens.", "onderzoeken"),
    "samenwerken": ("Bereikt samen met anderen een gemeenschappelijk doel.", "verbinden"),
    "klantgerichtheid": ("Onderzoekt de wensen van klanten en handelt daarnaar.", "helpen"),
    "nauwkeurigheid": ("Werkt zorgvuldig en heeft oog voor details.", "controleren"),
}
LEVELS = ("A", "B", "C", "D")
INDICATORS = {
    "analytisch vermogen": "Onderscheidt hoofdzaken van bijzaken",
    "samenwerken": "Deelt kennis met collega's",
    "klantgerichtheid": "Vraagt door bij de klant",
    "nauwkeurigheid": "Controleert het eigen werk",
}
MANNER = ("op eigen initiatief", "in overleg", "volgens afspraak", "onder begeleiding")
SERIES = "Het voorbereiden en uitvoeren van beleid."


def at(page: int, top: float = 100.0) -> Herkomst:
    """A place on a page."""
    return Herkomst(pagina=page, kader=(70.0, top, 400.0, top + 12.0))


def bold(text: str, *stretches: str, page: int) -> Kenmerk:
    """A kenmerk with its bold stretches."""
    places = tuple((text.index(stretch), text.index(stretch) + len(stretch)) for stretch in stretches)
    return Kenmerk(tekst=text, nadruk=stretches, nadruk_posities=places, herkomst=at(page))


def clean_book(families: int = 3, levels: int = 3) -> Functieboek:
    """A book with so many families of functions at so many levels, in which no rule finds anything heavy."""
    names = _family_names(families)
    functies, profielen, cellen, rijen = [], [], [], []
    for number, (family, field) in enumerate(names):
        for level in range(levels):
            page = 20 + 2 * (number * levels + level)
            naam = f"{family} {ROMAN[level]}"
            functies.append(_functie(naam, field, level, page, family=number))
            profielen.append(_profiel(naam, field, level, page + 1))
            cellen.append(_cel(naam, field, level, number))
            rijen.append(_rij(naam, field, level, number))
    total = float(len(rijen))
    module = Module(
        id="coordinatie",
        naam="Coördinatie",
        taken=(Tekst(tekst="verdeelt de werkzaamheden", herkomst=at(18)),),
        competenties=(Competentie(naam="samenwerken", niveau="B", niveaunaam="verbinden", herkomst=at(18)),),
        herkomst=at(18),
    )
    profielen.append(
        Profiel(
            functie="module:coordinatie",
            titel="COMPETENTIEPROFIEL COÖRDINATIE",
            competenties=(_competentie("samenwerken", 1, 19),),
            herkomst=at(19),
        )
    )
    return Functieboek(
        titel="Functieboek",
        organisatie="Gemeente Testdam",
        versie="Versie 1 mei 2024",
        bron=Bron(bestand="testdam.pdf", sha256="0" * 64, mediatype="application/pdf", paginas=500_000),
        clusters=(
            Cluster(naam="Beleid", fte=total - 2.0, herkomst=at(3)),
            Cluster(naam="Beheer", fte=2.0, herkomst=at(4)),
        ),
        organisatiecompetenties=("samenwerken",),
        hoofdstukken=(
            Hoofdstuk(
                nummer="1",
                titel="De organisatie",
                niveau=1,
                alineas=(
                    Alinea(soort="alinea", tekst=f"De organisatie telt {len(rijen)} FTE.", herkomst=at(2)),
                    Alinea(soort="alinea", tekst="Er is 1 functie met coördinerende taken.", herkomst=at(2, 130.0)),
                ),
                herkomst=at(2),
            ),
        ),
        functiematrix=tuple(cellen),
        beschikbare_functies=tuple(rijen),
        totaal_formatie=total,
        totaal_formatie_herkomst=at(8),
        functies=tuple(functies),
        modules=(module,),
        profielen=tuple(profielen),
    )


def _family_names(count: int) -> list[tuple[str, str]]:
    """Names of families with the field they work in: one field, and when these are used up, pairs of two."""
    out = [(f"Adviseur {field}", field) for field in FIELDS]
    out += [(f"Adviseur {a} en {b}", f"{a} en {b}") for a in FIELDS for b in FIELDS if a != b]
    return out[:count]


def _kenmerken(field: str, level: int, page: int) -> tuple[Kenmerk, ...]:
    return (
        bold(f"adviseert over {field} op {BREADTH[level]} {AREA[level]}", BREADTH[level], page=page),
        bold(f"voert de werkzaamheden voor {field} uit {MANNER[level]}", MANNER[level], page=page),
    )


def _own(level: int) -> list[str]:
    """The three competences of a level."""
    names = list(COMPETENCES)
    return [names[(level + shift) % 4] for shift in range(3)] if level else names[:3]


def _functie(naam: str, field: str, level: int, page: int, *, family: int) -> Functie:
    module = family == 0 and level == 0
    return Functie(
        id=slug(naam),
        naam=naam,
        code=f"N03.{family + 1:02}.0{level + 1}",
        functiereeks=Benoemd(naam="Beleid", omschrijving=SERIES, herkomst=at(page)),
        functiegroep=Benoemd(
            naam=f"Advies {field}", omschrijving=f"Het geven van advies over {field}.", herkomst=at(page)
        ),
        kenmerken=_kenmerken(field, level, page),
        competenties=tuple(
            Competentie(naam=name, niveau=LEVELS[level], niveaunaam=COMPETENCES[name][1], herkomst=at(page))
            for name in _own(level)
        ),
        resultaatgebieden=(
            Resultaatgebied(
                nummer=1,
                naam="Advies",
                taken=(
                    Tekst(tekst=f"adviseert over {field} {MANNER[level]}", herkomst=at(page, 300.0)),
                    Tekst(tekst=f"stelt rapportages over {field} op", herkomst=at(page, 320.0)),
                ),
                herkomst=at(page, 280.0),
            ),
            Resultaatgebied(
                nummer=2,
                naam="Uitvoering",
                taken=(
                    Tekst(tekst=f"bewaakt de planning voor {field}", herkomst=at(page, 360.0)),
                    Tekst(tekst=f"onderhoudt contacten over {field} {MANNER[level]}", herkomst=at(page, 380.0)),
                    Tekst(tekst="beheert de gegevens", herkomst=at(page, 400.0)),
                ),
                herkomst=at(page, 340.0),
            ),
        ),
        module="Coördinatie" if module else None,
        module_herkomst=at(page, 500.0) if module else None,
        herkomst=at(page),
    )


def _competentie(name: str, level: int, page: int) -> Profielcompetentie:
    definitie, niveaunaam = COMPETENCES[name]
    return Profielcompetentie(
        naam=name.capitalize(),
        definitie=definitie,
        niveau=LEVELS[level],
        niveaunaam=niveaunaam,
        gedragsindicatoren=(
            Tekst(tekst=f"{INDICATORS[name]} {MANNER[level]}.", herkomst=at(page, 200.0)),
            Tekst(tekst=f"Neemt besluiten {MANNER[level]}.", herkomst=at(page, 220.0)),
        ),
        herkomst=at(page, 180.0),
    )


def _profiel(naam: str, field: str, level: int, page: int) -> Profiel:
    schooling, number = SCHOOLING[level]
    text = f"Minimaal {schooling}{f' niveau {number}' if number else ''} op het gebied van bestuurskunde."
    return Profiel(
        functie=slug(naam),
        titel=f"COMPETENTIEPROFIEL {naam.upper()}",
        kritische_werksituaties=(
            Werksituatie(
                nummer=1,
                naam="Weerstand",
                omschrijving=f"de belangen bij {field} lopen uiteen.",
                herkomst=at(page, 120.0),
            ),
            Werksituatie(
                nummer=2, naam="Werkdruk", omschrijving=f"er zijn veel vragen over {field}.", herkomst=at(page, 140.0)
            ),
        ),
        competenties=tuple(_competentie(name, level, page) for name in _own(level)),
        kennis=(
            Onderwerp(
                onderwerp="Openbaar bestuur",
                omschrijving="de medewerker kent de inrichting van de gemeente.",
                herkomst=at(page, 500.0),
            ),
        ),
        vaardigheden=(
            Onderwerp(
                onderwerp="Adviseren", omschrijving="de medewerker kan belangen afwegen.", herkomst=at(page, 520.0)
            ),
        ),
        opleiding=Opleiding(
            tekst=text,
            minimaal=schooling,  # type: ignore[arg-type]
            minimaal_niveau=number,
            richtingen=("bestuurskunde",),
            herkomst=at(page, 600.0),
        ),
        herkomst=at(page),
    )


def _cel(naam: str, field: str, level: int, number: int) -> Matrixcel:
    return Matrixcel(
        schaal=SCALES[level],
        functiereeks="Beleid",
        functiegroep=f"Advies {field}",
        naam=naam.replace("Adviseur", "Adv."),
        punten=800 - 80 * level,
        functie=slug(naam),
        herkomst=at(6, 50.0 + number % 600),
    )


def _rij(naam: str, field: str, level: int, number: int) -> BeschikbareFunctie:
    rank = ("Strateeg", "Specialist", "Vakgenoot", "Assistent")[level]
    return BeschikbareFunctie(
        naam=f"{rank} {field}",
        normfunctie=naam,
        functie=slug(naam),
        kenmerken=_kenmerken(field, level, 7),
        schaal=SCALES[level],
        formatie=1.0,
        herkomst=at(7, 50.0 + number % 600),
    )


def changed(book: Functieboek, *path: str | int, **values: Any) -> Functieboek:
    """Return the book with fields of the thing at the path replaced: changed(book, "functies", 0, code=None)."""
    return _changed(book, path, values)


def _changed(thing: Any, path: tuple[str | int, ...], values: dict[str, Any]) -> Any:
    if not path:
        return thing.model_copy(update=values)
    head, rest = path[0], path[1:]
    if isinstance(head, str):
        return thing.model_copy(update={head: _changed(getattr(thing, head), rest, values)})
    return tuple(_changed(item, rest, values) if i == head else item for i, item in enumerate(thing))


def without(book: Functieboek, *path: str | int) -> Functieboek:
    """Return the book without the list item at the path: without(book, "profielen", 2)."""
    *parents, name, index = path
    owner: Any = book
    for part in parents:
        owner = getattr(owner, part) if isinstance(part, str) else owner[part]
    items = tuple(item for i, item in enumerate(getattr(owner, str(name))) if i != index)
    return changed(book, *parents, **{str(name): items})


def with_more(book: Functieboek, *path: str | int, item: Any) -> Functieboek:
    """Return the book with an item added at the end of the list at the path."""
    *parents, name = path
    owner: Any = book
    for part in parents:
        owner = getattr(owner, part) if isinstance(part, str) else owner[part]
    return changed(book, *parents, **{str(name): (*getattr(owner, str(name)), item)})
