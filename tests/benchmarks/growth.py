"""Books that grow: the reference book again and again under other names, printed with reportlab; and many books."""

from __future__ import annotations

import copy
import shutil
from pathlib import Path
from typing import Any

from tests.layouts.books import load
from tests.layouts.compose import Composer
from tests.layouts.layout import Layout
from tests.layouts.rl import write
from tests.support import SOURCES

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


def many_times(copies: int) -> Book:
    """Repeat the reference book; every function of every copy has a name of its own."""
    one = load("ommen-2018")
    whole = copy.deepcopy(one)
    for unit in UNITS[: copies - 1]:
        again = copy.deepcopy(one)
        names = {f["id"]: renamed(f["naam"], unit) for f in again["functies"]}
        ids = {old: renamed(old.replace("-", " "), unit).replace(" ", "-").lower() for old in names}
        for function in again["functies"]:
            function["naam"], function["id"] = names[function["id"]], ids[function["id"]]
        for profile in again["profielen"]:
            if profile["functie"] in names:
                profile["titel"] = f"COMPETENTIEPROFIEL {names[profile['functie']].upper()}"
                profile["functie"] = ids[profile["functie"]]
        whole["functies"] += again["functies"]
        whole["profielen"] += [p for p in again["profielen"] if p["functie"] in ids.values()]
    return whole


def grown_book(folder: Path, copies: int) -> Path:
    """Print the book of so many copies, unless it stands in the folder already."""
    path = folder / f"boek-{copies}x.pdf"
    if not path.exists():
        layout = Layout("groei", "rl", bullet="•", font="carlito", running="page-of", page_per_function=True)
        fresh = path.with_suffix(".nieuw")
        write(Composer(many_times(copies), layout).script(), layout, fresh)
        fresh.replace(path)
    return path


def many_books(folder: Path, count: int) -> list[Path]:
    """Copy the reference book under so many names; the bytes differ, as those of different books do."""
    folder.mkdir(parents=True, exist_ok=True)
    out = []
    for number in range(1, count + 1):
        path = folder / f"gemeente-{number:03}.pdf"
        if not path.exists():
            shutil.copyfile(SOURCES / "ommen-2018.pdf", path)
            with path.open("ab") as file:
                file.write(f"% {path.stem}\n".encode())
        out.append(path)
    return out
