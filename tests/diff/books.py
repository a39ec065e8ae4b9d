"""Functieboeken out of thin air: written from building blocks, different for each seed, alike within a family."""

from __future__ import annotations

import json
from random import Random
from typing import Any

from pipeline.models.functieboek import Functieboek, slug

_VERBS = (
    "adviseert beheert beoordeelt bewaakt coördineert evalueert formuleert implementeert inspecteert onderhoudt "
    "ontwikkelt organiseert plant presenteert registreert signaleert toetst verzamelt verwerkt vertaalt voert"
)
_THINGS = (
    "aanvragen beleidsnota's bestemmingsplannen contracten dossiers evenementen facturen gegevens geluidsmetingen "
    "handhavingsverzoeken inkooptrajecten jaarverslagen klachten leerlingenvervoer marktplaatsen notulen onderzoeken "
    "parkeervergunningen projectplannen rapportages rioleringsplannen roosters speelplaatsen subsidies uitkeringen "
    "vergunningen wegwerkzaamheden zwemlessen begraafplaatsen archieven"
)
_ENDS = (
    "binnen het eigen taakveld|ten behoeve van het college|volgens de geldende voorschriften|in overleg met inwoners|"
    "samen met ketenpartners|op basis van landelijke richtlijnen|voor alle afdelingen|met oog voor duurzaamheid|"
    "vanuit een regionaal netwerk|onder eigen verantwoordelijkheid|op verzoek van de raad|aan de hand van kengetallen"
)
_BROAD = "één beperkt|enkele samenhangende|meerdere brede|meerdere complexe|zeer complexe"
_FIELDS = "Beleid Publiek Beheer Toezicht Projecten Financiën Archief Communicatie Sport Groen"
ROMAN = ("I", "II", "III", "IV", "V", "VI")
_COMPETENCES = (
    "analytisch vermogen|klantgerichtheid|initiatief|samenwerken|overtuigingskracht|plannen en organiseren|visie|"
    "accuratesse|stressbestendigheid|leidinggeven|flexibiliteit|omgevingsbewustzijn"
)
LEVELS = {"A": "aansporen", "B": "voorzien", "C": "helpen", "D": "uitvoeren"}
_AREAS = "Advies|Beleidsontwikkeling|Uitvoering|Relatiebeheer|Informatiebeheer|Projectleiding|Ondersteuning"
VERBS, THINGS, FIELDS = (words.split() for words in (_VERBS, _THINGS, _FIELDS))
ENDS, BROAD, COMPETENCES, AREAS = (parts.split("|") for parts in (_ENDS, _BROAD, _COMPETENCES, _AREAS))
NO_PLACE: dict[str, Any] = {}


class Writer:
    """Writes sentences of which no two are the same."""

    def __init__(self, random: Random) -> None:
        self.random = random
        self._used: set[str] = set()

    def fresh(self, make: Any) -> str:
        """A text that was not given before."""
        while True:
            text = str(make())
            if text not in self._used:
                self._used.add(text)
                return text

    def task(self) -> str:
        return self.fresh(
            lambda: (
                f"{self.random.choice(VERBS)} {self.random.choice(THINGS)} en {self.random.choice(THINGS)} "
                f"{self.random.choice(ENDS)}"
            )
        )

    def sentence(self) -> str:
        return self.fresh(
            lambda: (
                f"De medewerker {self.random.choice(VERBS)} {self.random.choice(THINGS)}, "
                f"{self.random.choice(THINGS)} en {self.random.choice(THINGS)} {self.random.choice(ENDS)}."
            )
        )

    def kenmerk(self) -> dict[str, Any]:
        broad = self.random.choice(BROAD)
        text = self.fresh(
            lambda: (
                f"{self.random.choice(VERBS)} {self.random.choice(THINGS)} op {broad} terreinen "
                f"{self.random.choice(ENDS)}"
            )
        )
        begin = text.index(broad)
        bold = self.random.random() < 0.8
        return {
            "tekst": text,
            "nadruk": [broad] if bold else [],
            "nadruk_posities": [[begin, begin + len(broad)]] if bold else [],
            "herkomst": NO_PLACE,
        }


def competences(random: Random, count: int) -> list[dict[str, Any]]:
    chosen = random.sample(COMPETENCES, count)
    return [
        {"naam": name, "niveau": (level := random.choice("ABCD")), "niveaunaam": LEVELS[level], "herkomst": NO_PLACE}
        for name in chosen
    ]


def function(writer: Writer, naam: str) -> dict[str, Any]:
    random = writer.random
    names = random.sample(AREAS, random.randint(1, 3))
    return {
        "id": slug(naam),
        "naam": naam,
        "code": None,
        "functiereeks": {"naam": naam.split()[1], "omschrijving": writer.sentence()},
        "functiegroep": {"naam": "Advies", "omschrijving": writer.sentence()},
        "kenmerken": [writer.kenmerk() for _ in range(random.randint(2, 4))],
        "competenties": competences(random, random.randint(2, 4)),
        "resultaatgebieden": [
            {
                "nummer": number,
                "naam": name,
                "taken": [{"tekst": writer.task(), "herkomst": NO_PLACE} for _ in range(random.randint(2, 5))],
                "herkomst": NO_PLACE,
            }
            for number, name in enumerate(names, start=1)
        ],
        "module": None,
        "herkomst": NO_PLACE,
    }


def profile(writer: Writer, functie: dict[str, Any]) -> dict[str, Any]:
    random = writer.random
    subject = [{"onderwerp": thing.capitalize(), "omschrijving": writer.sentence(), "herkomst": NO_PLACE}
               for thing in random.sample(THINGS, 5)]  # fmt: skip
    return {
        "functie": functie["id"],
        "titel": f"COMPETENTIEPROFIEL {functie['naam'].upper()}",
        "kritische_werksituaties": [
            {"nummer": n, "naam": f"Druk van {random.choice(THINGS)}", "omschrijving": writer.sentence(),
             "herkomst": NO_PLACE}
            for n in (1, 2)
        ],
        "competenties": [
            {
                "naam": item["naam"].capitalize(),
                "toelichting": None,
                "definitie": writer.sentence(),
                "niveau": item["niveau"],
                "niveaunaam": item["niveaunaam"],
                "gedragsindicatoren": [{"tekst": writer.sentence(), "herkomst": NO_PLACE} for _ in range(3)],
                "herkomst": NO_PLACE,
            }
            for item in functie["competenties"]
        ],
        "kennis": subject[:3],
        "vaardigheden": subject[3:],
        "opleiding": {"tekst": "Minimaal MBO niveau 3.", "minimaal": "MBO", "minimaal_niveau": 3, "idealiter": None,
                      "richtingen": []},
        "herkomst": NO_PLACE,
    }  # fmt: skip


def book_dict(seed: int, families: int = 3, levels: int = 3) -> dict[str, Any]:
    """A book as plain data: families of functions, with profiles, a matrix, an establishment and running text."""
    random = Random(seed)
    writer = Writer(random)
    functies, profielen, cells, rows = [], [], [], []
    fields = random.sample(FIELDS, min(families, len(FIELDS)))
    fields += [f"{random.choice(FIELDS)}{number}" for number in range(families - len(fields))]
    for number, field in enumerate(fields):
        for level in range(levels):
            naam = f"Medewerker {field} {ROMAN[level]}"
            functie = function(writer, naam)
            scale = 12 - level - number % 3
            functies.append(functie)
            profielen.append(profile(writer, functie))
            cells.append(
                {"schaal": scale, "functiereeks": field, "functiegroep": "Advies", "punten": 50 * scale + level,
                 "naam": f"Mdw. {field} {ROMAN[level]}", "functie": functie["id"], "herkomst": NO_PLACE}
            )  # fmt: skip
            rows.append(
                {"naam": f"{random.choice(THINGS).capitalize()}beheerder {field}", "normfunctie": naam,
                 "functie": functie["id"], "kenmerken": [], "schaal": scale,
                 "formatie": random.choice([0.5, 1.0, 2.5, 4.0, None]), "herkomst": NO_PLACE}
            )  # fmt: skip
    return {
        "schema": "functieboek/1",
        "titel": "Voorbeeldstad",
        "organisatie": "Gemeente Voorbeeldstad",
        "versie": "Vastgesteld op 1 mei 2020",
        "bron": {"bestand": "boek.md", "sha256": "0" * 64, "mediatype": "text/markdown"},
        "clusters": [
            {"naam": f"Cluster {field}", "fte": 4.0 + k, "herkomst": NO_PLACE} for k, field in enumerate(fields)
        ],
        "organisatiecompetenties": ["lef", "vertrouwen", "nabijheid"],
        "hoofdstukken": [
            {"nummer": f"{n}.", "titel": f"Over {thing}", "niveau": 1,
             "alineas": [{"soort": "alinea", "tekst": writer.sentence(), "herkomst": NO_PLACE} for _ in range(4)],
             "herkomst": NO_PLACE}
            for n, thing in enumerate(random.sample(THINGS, 3), start=1)
        ],
        "functiematrix": cells,
        "beschikbare_functies": rows,
        "totaal_formatie": 45.0,
        "functies": functies,
        "modules": [{"id": "coordinatie", "naam": "Coördinatie",
                     "taken": [{"tekst": writer.task(), "herkomst": NO_PLACE} for _ in range(3)],
                     "competenties": competences(random, 2), "herkomst": NO_PLACE}],
        "profielen": profielen,
    }  # fmt: skip


def to_book(data: dict[str, Any]) -> Functieboek:
    """The model of plain data."""
    return Functieboek.model_validate_json(json.dumps(data))
