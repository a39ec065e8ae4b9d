"""Between the parts: what the running text promises against the tables, where it can be read safely."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.check.compare import fold, no_accents
from pipeline.check.context import Context
from pipeline.check.establishment import fte
from pipeline.check.finding import Finding, Place, at, quote
from pipeline.check.registry import rule
from pipeline.check.texts import Text

_NUMBERS = {
    "een": 1, "één": 1, "twee": 2, "drie": 3, "vier": 4, "vijf": 5, "zes": 6, "zeven": 7, "acht": 8, "negen": 9,
    "tien": 10,
}  # fmt: skip
_NUMBER = r"(\d{1,4}(?:[.,]\d{1,2})?)"
# "De organisatie heeft straks ca 45 FTE": the whole, not a cluster or a team.
_WHOLE = re.compile(
    r"\b(?:organisatie|gemeente|totale formatie|formatie|totaal)\b[^.;]{0,60}?\b(?:heeft|telt|omvat|bestaat uit|"
    r"bedraagt|is|van|krijgt)\b[^.;\d]{0,25}?(ca\.?|circa|ongeveer|plusminus|rond|bijna|ruim)?\s*"
    + _NUMBER
    + r"\s*fte",
    re.IGNORECASE,
)
_PART = re.compile(r"\b(?:clusters?|teams?|afdeling(?:en)?|domein(?:en)?|per)\b", re.IGNORECASE)
_ROUGH = 0.5
"""A rounded amount ("ca 45 FTE") may differ by half an FTE."""
_WITHIN = 1.6
"""An amount further from the total than this factor is not meant as the total."""
_WITH_MODULE = re.compile(r"\b(\d{1,3}|" + "|".join(_NUMBERS) + r")\s+functies?\b", re.IGNORECASE)
_COORDINATES = re.compile(r"\bco[oö]rdin(?:atie|erende?)\b", re.IGNORECASE)


def _amount(text: str) -> float:
    return float(text.replace(",", "."))


@rule(
    "tekst-noemt-andere-formatie",
    "waarschuwing",
    "onderdelen",
    uitleg="De lopende tekst noemt een andere omvang van de organisatie dan de tabel optelt.",
    bron="het boek zelf: het totaal onder de tabel met beschikbare functies",
)
def promised_fte(ctx: Context) -> Iterator[Finding]:
    """Sentences that give the FTE of the whole organisation."""
    total = ctx.book.totaal_formatie
    if total is None:
        return
    for text in ctx.texts:
        if text.field != "lopende tekst":
            continue
        for match in _WHOLE.finditer(text.text):
            said, rough = _amount(match.group(2)), match.group(1) is not None
            if _PART.search(match.group()) or abs(said - total) <= (_ROUGH if rough else 0.005):
                continue
            if not total / _WITHIN <= said <= total * _WITHIN:
                continue  # "de gemeente heeft 2 fte voor toezicht": not the whole
            place = text.place(match.group())
            rows = ctx.book.beschikbare_functies
            origin = ctx.book.totaal_formatie_herkomst or (rows[-1].herkomst if rows else None)
            printed = Place(origin, f"totaal {fte(total)}", "beschikbare functies") if origin else None
            yield Finding(
                f"De tekst noemt {quote(match.group())}{at(place)}, maar de formatie van de beschikbare functies is "
                f"{fte(total)} fte{at(printed) if printed else ''}.",
                (place, *([printed] if printed else [])),
                "Breng tekst en tabel in overeenstemming.",
            )


@rule(
    "tekst-noemt-andere-module",
    "waarschuwing",
    "onderdelen",
    uitleg="De lopende tekst noemt een ander aantal functies met de coördinatiemodule dan de beschrijvingen.",
    bron="het boek zelf: het veld Module van de functiebeschrijvingen",
)
def promised_modules(ctx: Context) -> Iterator[Finding]:
    """Sentences that say how many functions coordinate, against the descriptions that have the module."""
    modules = [m for m in ctx.book.modules if _COORDINATES.search(no_accents(m.naam)) or _COORDINATES.search(m.naam)]
    if not modules or not ctx.functions:
        return
    holders = [f for f in ctx.once if f.module and _COORDINATES.search(f.module)]
    for text in ctx.texts:
        said = _promise(text) if text.field == "lopende tekst" else None
        if said is None or said[0] == len(holders):
            continue
        place = text.place(said[1])
        module = Place(modules[0].herkomst, f"Module {modules[0].naam}", "module", f"module:{modules[0].id}")
        own = tuple(
            Place(f.module_herkomst or f.herkomst, f.module or "", "functiebeschrijving", f.id) for f in holders
        )
        have = "heeft geen functie" if not holders else f"hebben {len(holders)} functies"
        yield Finding(
            f"De tekst noemt {quote(said[1])}{at(place)}, maar volgens de beschrijvingen "
            f"{have if len(holders) != 1 else 'heeft 1 functie'} de module {modules[0].naam}{at(module)}.",
            (place, module, *own),
            "Vul de module in bij de functies die haar hebben, of verbeter de tekst.",
        )


def _promise(text: Text) -> tuple[int, str] | None:
    """The number of functions that a sentence says coordinate, and that sentence."""
    for sentence in re.split(r"(?<=[.!?])\s+", text.text):
        match = _WITH_MODULE.search(sentence)
        if match and _COORDINATES.search(sentence[match.end() :]):
            word = fold(match.group(1))
            number = _NUMBERS.get(match.group(1).casefold(), int(word) if word.isdigit() else 0)
            if number:
                return number, sentence
    return None
