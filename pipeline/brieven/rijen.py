"""Raw rows to employees: headings matched tolerantly, Dutch numbers and dates read, every fault told with its cell."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError
from rapidfuzz import fuzz, process

from pipeline.brieven.bestand import Blad, Cel
from pipeline.dutch.months import MONTHS
from pipeline.models.foutmeldingen import dutch_errors
from pipeline.models.medewerkers import Medewerker

KOLOMMEN = tuple(Medewerker.model_fields)
_SYNONIEMEN = {
    "persnr": "personeelsnummer",
    "personeelsnr": "personeelsnummer",
    "medewerkernummer": "personeelsnummer",
    "initialen": "voorletters",
    "voorvoegsel": "tussenvoegsel",
    "naam": "achternaam",
    "straat": "adres",
    "woonplaats": "plaats",
    "huidigefunctie": "was_functie",
    "oudefunctie": "was_functie",
    "huidigeschaal": "was_schaal",
    "oudeschaal": "was_schaal",
    "huidigeuren": "was_uren",
    "huidigeafdeling": "was_eenheid",
    "wasafdeling": "was_eenheid",
    "nieuwefunctie": "wordt_functie",
    "nieuweschaal": "wordt_schaal",
    "nieuweuren": "wordt_uren",
    "nieuweafdeling": "wordt_eenheid",
    "wordtafdeling": "wordt_eenheid",
    "grond": "plaatsingsgrond",
    "motivatie": "motivering",
    "salarisgarantie": "garantie",
    "ingang": "ingangsdatum",
    "datumingang": "ingangsdatum",
    "zienswijze": "zienswijze_ontvangen",
    "module": "coordinatiemodule",
}
_BSN = re.compile(r"(^|[^a-z])(bsn|burgerservice(nummer|nr)?|sofi(nummer|nr)?)([^a-z]|$)")
_NUMBERS = {"was_bedrag", "was_uren", "wordt_uren"}
_WHOLE = {"was_periodiek", "wordt_periodiek"}
_DATES = {"ingangsdatum", "zienswijze_ontvangen"}
_EXCEL_EPOCH = datetime.date(1899, 12, 30)


@dataclass(frozen=True, slots=True)
class Fout:
    """A fault (or doubt) in the employee file, at a cell where there is one."""

    rij: int | None
    kolom: str | None
    melding: str
    zwaarte: str = "fout"
    """fout blocks; waarschuwing needs the user's agreement."""

    def tekst(self, blad: str) -> str:
        """One Dutch line: sheet, row, column, what is wrong."""
        where = [f"blad {blad}"]
        where += [f"rij {self.rij}"] if self.rij else []
        where += [f"kolom {self.kolom}"] if self.kolom else []
        return f"{', '.join(where)}: {self.melding}"


@dataclass(frozen=True, slots=True)
class Rij:
    """A valid row: where it stands, and the employee."""

    nummer: int
    medewerker: Medewerker


@dataclass(frozen=True, slots=True)
class Gelezen:
    """The employee file after reading: the valid rows, all faults, and which column is which."""

    blad: Blad
    rijen: tuple[Rij, ...]
    fouten: tuple[Fout, ...]
    kolommen: dict[str, int]
    """Place in the row, from 0, of each known column."""
    half: tuple[Rij, ...] = ()
    """Rows with a faulty cell, not validated: only what stands in cells without a fault may be looked at."""


def read_rows(blad: Blad) -> Gelezen:
    """Read every row; a faulty row never hides the faults of another."""
    kolommen, fouten = _columns(blad)
    rijen: list[Rij] = []
    half: list[Rij] = []
    if not any(f.zwaarte == "fout" for f in fouten):
        for nummer, cells in blad.rijen:
            own, wrong = _row(nummer, cells, kolommen)
            fouten.extend(wrong)
            (half if wrong else rijen).append(Rij(nummer, own))
        if not blad.rijen:
            fouten.append(Fout(None, None, "er staan geen medewerkers onder de koprij"))
    return Gelezen(blad, tuple(rijen), tuple(fouten), kolommen, tuple(half))


def _columns(blad: Blad) -> tuple[dict[str, int], list[Fout]]:
    found: dict[str, int] = {}
    fouten: list[Fout] = []
    known = {_folded(name): name for name in KOLOMMEN} | _SYNONIEMEN
    for place, kop in enumerate(blad.koppen):
        if not kop:
            continue
        if is_bsn(kop):
            fouten.append(
                Fout(
                    blad.koprij,
                    kop,
                    "een burgerservicenummer mag hier niet staan: een plaatsingsbrief heeft het niet nodig "
                    "(dataminimalisatie, AVG). Verwijder de kolom",
                )
            )
            continue
        name = known.get(_folded(kop)) or _nearest(_folded(kop), known)
        if name is None:
            fouten.append(Fout(blad.koprij, kop, "deze kolom is onbekend en wordt niet gebruikt", "waarschuwing"))
        elif name in found:
            fouten.append(Fout(blad.koprij, kop, f"kolom {name} staat er twee keer"))
        else:
            found[name] = place
    missing = [n for n, f in Medewerker.model_fields.items() if f.is_required() and n not in found]
    fouten += [Fout(blad.koprij, name, "deze verplichte kolom ontbreekt") for name in missing]
    return found, fouten


def is_staff(blad: Blad) -> bool:
    """Whether a sheet lists employees: it has a column of their numbers and one of their names."""
    return {"personeelsnummer", "achternaam"} <= set(_columns(blad)[0])


def is_bsn(kop: str) -> bool:
    """Whether a heading is that of a column of citizen service numbers."""
    return _BSN.search(kop.lower()) is not None


def _folded(kop: str) -> str:
    return re.sub(r"[^a-z0-9]", "", kop.lower().replace("ë", "e").replace("ö", "o"))


def _nearest(kop: str, known: dict[str, str]) -> str | None:
    """The column that a slightly misspelt heading means; was and wordt are never taken for each other."""
    near = process.extract(kop, known.keys(), scorer=fuzz.ratio, score_cutoff=88, limit=2)
    if not near or (len(near) > 1 and near[0][1] - near[1][1] < 4 and known[near[0][0]] != known[near[1][0]]):
        return None
    match = str(near[0][0])
    return known[match] if kop[:3] == match[:3] else None


def _row(nummer: int, cells: Sequence[Cel], kolommen: dict[str, int]) -> tuple[Medewerker, list[Fout]]:
    values: dict[str, Any] = {}
    fouten: list[Fout] = []
    for name, place in kolommen.items():
        cell = cells[place] if place < len(cells) else None
        if cell is None or (isinstance(cell, str) and not cell.strip()):
            continue
        try:
            values[name] = _value(name, cell)
        except ValueError as error:
            fouten.append(Fout(nummer, name, str(error)))
    faulty = {f.kolom for f in fouten}
    try:
        own = Medewerker.model_validate(values)
    except ValidationError as error:
        fouten += [f for f in _faults(nummer, error) if f.kolom not in faulty]
        own = Medewerker.model_construct(**values)
    return own, fouten


def _faults(nummer: int, error: ValidationError) -> Iterable[Fout]:
    for sentence in dutch_errors(error, Medewerker):
        name, _, rest = sentence.partition(": ")
        if name not in KOLOMMEN:  # a fault of the whole row names its column itself
            name, _, rest = rest.partition(": ")
        known = name in KOLOMMEN
        yield Fout(nummer, name if known else None, _for_spreadsheet(rest if known else sentence).rstrip("."))


def _for_spreadsheet(text: str) -> str:
    """Take away what only a settings file needs (the example as key = value), and write as a Dutch spreadsheet does."""
    text = re.sub(r"\.?\s*Voorbeeld: \w+ = (.+)$", r" (bijvoorbeeld: \1)", text)
    text = re.sub(r"“([^”]*)”", lambda found: f"“{_comma(found[1])}”", text)
    text = re.sub(r"'([a-z]+)'", r"“\1”", text)
    return text.replace("(tussen aanhalingstekens)", "").replace("  ", " ")


def _comma(text: str) -> str:
    """Write a number with a comma.

    >>> _comma("99.0"), _comma("7.25"), _comma("v1.2")
    ('99', '7,25', 'v1.2')
    """
    found = re.fullmatch(r"(-?\d+)\.(\d+)", text)
    return text if not found else found[1] if not found[2].strip("0") else f"{found[1]},{found[2]}"


def _value(name: str, cell: Cel) -> object:
    if name in _DATES:
        return _date(cell)
    if name in _NUMBERS:
        return _number(cell)
    if name in _WHOLE:
        number = _number(cell)
        if number != int(number):
            raise ValueError(f"moet een geheel getal zijn; er staat {_shown(cell)}")
        return int(number)
    if name in {"was_schaal", "wordt_schaal"}:
        return int(cell) if isinstance(cell, float) and cell.is_integer() else cell
    if name == "coordinatiemodule":
        return _yes(cell)
    text = _text(cell)
    if name == "postcode":
        return re.sub(r"^(\d{4})\s*([A-Z]{2})$", r"\1 \2", text.upper())
    if name in {"plaatsingsgrond", "garantie", "regime"}:
        return text.lower()
    return text


def _text(cell: Cel) -> str:
    if isinstance(cell, bool):
        return "ja" if cell else "nee"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime.datetime | datetime.date):
        return cell.strftime("%d-%m-%Y")
    text = str(cell).strip()
    if re.search("[\x00-\x08\x0b\x0c\x0e-\x1f]", text):
        raise ValueError("bevat een onzichtbaar stuurteken dat niet in een brief kan; typ de tekst opnieuw")
    return text


def _number(cell: Cel) -> float:
    """Read a number as Dutch people write it: 1.234,50, 36, 36,0, € 4.450,00."""
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return float(cell)
    text = re.sub(r"[\s€\u00a0]|,-$", "", str(cell))
    if re.fullmatch(r"-?\d{1,3}(\.\d{3})+(,\d+)?", text):
        text = text.replace(".", "").replace(",", ".")
    elif re.fullmatch(r"-?\d+,\d+", text):
        text = text.replace(",", ".")
    elif not re.fullmatch(r"-?\d+(\.\d{1,2})?", text):
        raise ValueError(f"moet een getal zijn; er staat {_shown(cell)}")
    return float(text)


def _date(cell: Cel) -> datetime.date:
    """Read a date as a cell holds it, or as it is written: 1-1-2026, 01/01/2026, 2026-01-01, 1 januari 2026."""
    if isinstance(cell, datetime.datetime):
        return cell.date()
    if isinstance(cell, datetime.date):
        return cell
    if isinstance(cell, float | int) and not isinstance(cell, bool) and 20_000 < cell < 80_000:
        return _EXCEL_EPOCH + datetime.timedelta(days=int(cell))
    text = str(cell).strip().lower()
    match = re.fullmatch(r"(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4})", text)
    iso = re.fullmatch(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[t ].*)?", text)
    words = re.fullmatch(r"(\d{1,2}) ([a-z]+)\.? (\d{4})", text)
    try:
        if match:
            return datetime.date(int(match[3]), int(match[2]), int(match[1]))
        if iso:
            return datetime.date(int(iso[1]), int(iso[2]), int(iso[3]))
        if words and words[2] in MONTHS:
            return datetime.date(int(words[3]), MONTHS[words[2]], int(words[1]))
    except ValueError:
        pass
    raise ValueError(f"moet een datum zijn, zoals 31-12-2025; er staat {_shown(cell)}")


def _yes(cell: Cel) -> bool:
    text = str(cell).strip().lower()
    if text in {"ja", "j", "true", "waar", "1", "x", "1.0"}:
        return True
    if text in {"nee", "n", "false", "onwaar", "0", "0.0"}:
        return False
    raise ValueError(f"moet ja of nee zijn; er staat {_shown(cell)}")


def _shown(cell: Cel) -> str:
    text = str(cell)
    return f"“{text if len(text) <= 40 else text[:39] + '…'}”"
