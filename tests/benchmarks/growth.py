"""Books that grow: the reference book again and again under other names, printed with reportlab."""

from __future__ import annotations

import copy
from pathlib import Path
from typing import Any

from tests.layouts.books import load
from tests.layouts.compose import Composer
from tests.layouts.layout import Layout
from tests.layouts.rl import write

Book = dict[str, Any]

# Each copy of the book belongs to another unit; the word goes into every name, so that no two functions are the same.
UNITS = (
    "Wonen", "Haven", "Zorg", "Groen", "Water", "Wegen", "Sport", "Kunst", "Milieu", "Markt", "Jeugd", "Inkomen",
    "Toerisme", "Archief", "Bouw", "Belasting", "Burgerzaken", "Cultuur", "Educatie", "Energie", "Erfgoed", "Financien",
    "Gebouwen", "Handhaving", "Inkoop", "Klimaat", "Landschap", "Monumenten", "Natuur", "Onderwijs", "Parkeren",
    "Recreatie", "Ruimte", "Subsidies", "Veiligheid", "Verkeer", "Vergunningen", "Welzijn", "Werk", "Wijken",
)  # fmt: skip

_LEVELS = {"I", "II", "III", "IV", "V"}


def renamed(name: str, unit: str) -> str:
    """Put the unit into a name, before its level: "Adviseur II" becomes "Adviseur Wonen II"."""
    head, _, level = name.rpartition(" ")
    return f"{head} {unit} {level}" if level in _LEVELS else f"{name} {unit}"


FUNCTIONS = 16
"""In the reference book."""
FRONT, EACH = 8.0, 3.5
"""Pages before the functions, and pages a function with its profile takes, in the layout below."""


def repeated(functions: int) -> Book:
    """Repeat the reference book until it has so many functions; each of every copy has a name of its own."""
    whole = copy.deepcopy(load("ommen-2018"))
    units = iter(UNITS)
    while len(whole["functies"]) < functions:
        again = _copy_for(next(units), functions - len(whole["functies"]))
        whole["functies"] += again["functies"]
        whole["profielen"] += again["profielen"]
    return whole


def _copy_for(unit: str, most: int) -> Book:
    """Make a copy of the functions and their profiles under the name of a unit."""
    again = copy.deepcopy(load("ommen-2018"))
    functions = again["functies"][:most]
    names = {f["id"]: renamed(f["naam"], unit) for f in functions}
    ids = {old: renamed(old.replace("-", " "), unit).replace(" ", "-").lower() for old in names}
    profiles = [p for p in again["profielen"] if p["functie"] in names]
    for function in functions:
        function["naam"], function["id"] = names[function["id"]], ids[function["id"]]
    for profile in profiles:
        profile["titel"] = f"COMPETENTIEPROFIEL {names[profile['functie']].upper()}"
        profile["functie"] = ids[profile["functie"]]
    return {"functies": functions, "profielen": profiles}


def grown_book(folder: Path, pages: int) -> Path:
    """Print a book of about so many pages, unless it stands in the folder already."""
    path = folder / f"gegroeid-{pages}.pdf"
    if not path.exists():
        layout = Layout("groei", "rl", bullet="•", font="carlito", running="page-of", page_per_function=True)
        fresh = path.with_suffix(".nieuw")
        functions = max(FUNCTIONS, round((pages - FRONT) / EACH))
        write(Composer(repeated(functions), layout).script(), layout, fresh)
        fresh.replace(path)
    return path
