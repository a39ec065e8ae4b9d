"""What the tests of vacancies share: the standard wording and template, facts, and a way to make one."""

from __future__ import annotations

from functools import cache

from pipeline.models.functieboek import Functieboek
from pipeline.models.vacature import Gegevens, example, read_facts
from pipeline.render.vacature import Middelen
from pipeline.render.vacature_bewoording import Bewoording, read_wording
from tests.support import ROOT, load_golden

STANDARD = ROOT / "templates"
CHOICES = {"kenmerken": "beschrijving", "competenties": "beschrijving", "schaal": "tabel"}
"""Which part of the book is followed where it contradicts itself."""
ALL = range(16)
"""The functions of the reference book."""


@cache
def wording() -> Bewoording:
    """The standard wording."""
    return read_wording({path.name: path.read_text(encoding="utf-8") for path in (STANDARD / "vacature").iterdir()})


@cache
def means() -> Middelen:
    """The standard wording and template."""
    return Middelen(bewoording=wording(), sjabloon=(STANDARD / "vacature.docx").read_bytes())


@cache
def book() -> Functieboek:
    """The reference book of 2018."""
    return load_golden("ommen-2018")


FULL = """
[vacature]
publicatiedatum = 2026-12-01
sluitingsdatum = 2027-01-15
nummer = "2026-014"
startdatum = 2027-03-01
[dienstverband]
uren_min = 32
uren_max = 36
contract = "vast"
[werkplek]
plaats = "Voorbeeldstad"
straat = "Raadhuisplein 1"
postcode = "1234 AB"
provincie = "Overijssel"
thuiswerken = "Je kunt twee dagen per week thuiswerken."
[team]
naam = "het team Ruimte"
tekst = "Ons team telt twaalf collega's die elkaar helpen. Samen werken we aan de stad van morgen."
[contact]
naam = "Sam de Vries"
functie = "teamleider Ruimte"
telefoon = "0123 456 789"
email = "s.devries@voorbeeldstad.nl"
[solliciteren]
webadres = "https://werkenbij.voorbeeldstad.nl/2026-014"
stappen = ["Het eerste gesprek is op 21 januari", "Een tweede gesprek volgt op 28 januari"]
vog = true
[eisen]
extra = ["Je kent de Omgevingswet"]
[aanbod]
cao = "Cao Gemeenten"
voorwaarden = ["Een individueel keuzebudget van 17,05% van je salaris", "Pensioen bij het ABP"]
"""


def facts(text: str = FULL, **changes: str) -> Gegevens:
    """Facts of a vacancy; a change puts another value for a key of the full text."""
    for key, value in changes.items():
        lines = [f"{key} = {value}" if line.startswith(f"{key} = ") else line for line in text.split("\n")]
        text = "\n".join(lines)
    return read_facts(text.encode(), "vacature.toml")


def example_facts() -> Gegevens:
    """The facts of the shipped example: only what is required."""
    return read_facts(example().encode(), "vacature.toml")
