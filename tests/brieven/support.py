"""The rows of the made-up organisation as dicts, and writing them as a file again."""

from __future__ import annotations

import csv
import datetime
import io
from collections.abc import Iterable, Mapping

from tests.support import ROOT

EMPLOYEES = ROOT / "tests" / "data" / "brieven" / "medewerkers.csv"
"""Made-up people only; the first line of the file says so."""
DATUMS = {"awb": datetime.date(2019, 5, 14), "wnra": datetime.date(2026, 5, 12)}
"""A day of letters under each law."""
KINDS = [
    ("voornemen", "awb"),
    ("definitief", "awb"),
    ("niet-geplaatst", "awb"),
    ("voornemen", "wnra"),
    ("definitief", "wnra"),
    ("niet-geplaatst", "wnra"),
    ("addendum", "wnra"),
]
SETTINGS = """
[organisatie]
naam = "Gemeente Fictiedorp"
[brieven]
adres = ["Postbus 1", "1234 AB Fictiedorp"]
plaats = "Fictiedorp"
kenmerk = "Z-0001"
plan = "het Plaatsingsplan"
plan_vastgesteld = "op 3 maart door het college"
ondertekenaar = "mr. A. Voorbeeld"
ondertekenaar_functie = "gemeentesecretaris"
mandaat = "Namens het college van burgemeester en wethouders"
contactpersoon = "team HR"
contact = "hr@fictiedorp.example"
zienswijze_weken = 2
zienswijze_adres = "de plaatsingsadviescommissie"
bezwaar_adres = "het college van burgemeester en wethouders"
geschillencommissie = "de regionale geschillencommissie"
geschil_weken = 6
"""


def employees() -> list[dict[str, str]]:
    """The 45 rows, as text."""
    return list(csv.DictReader(EMPLOYEES.read_text(encoding="utf-8").splitlines()[1:], delimiter=";"))


def of_regime(rows: Iterable[Mapping[str, str]], regime: str, *, nowhere: bool = False) -> list[dict[str, str]]:
    """The rows with dates under a law; ``nowhere`` makes everyone a herplaatsingskandidaat."""
    out = []
    for row in rows:
        own = {key: value.replace("-2026", "-2019") if regime == "awb" else value for key, value in row.items()}
        if nowhere:
            own = {key: "" if key.startswith("wordt_") else value for key, value in own.items()}
            own.update(plaatsingsgrond="herplaatsing", garantie="geen")
        out.append(own)
    return out


def table(rows: Iterable[Mapping[str, str]], separator: str = ";") -> bytes:
    """Write rows as a CSV file."""
    rows = list(rows)
    text = io.StringIO()
    writer = csv.DictWriter(text, list(rows[0]), delimiter=separator, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode()


def one(number: int = 1, **changes: str) -> bytes:
    """A file of one employee, with some cells changed."""
    return table([{**employees()[number], **changes}])
