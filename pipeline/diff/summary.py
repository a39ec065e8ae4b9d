"""The summary of a comparison: what a director reads in a minute, and the signals for the works council."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence

from pipeline.models.functieboek import Functieboek, Schaal
from pipeline.models.vergelijking import FunctieKort, Samenvatting, SchaalFte, Signaal
from pipeline.models.wijzigingen import Wijziging, Wijzigingen

_POWERS = re.compile(
    r"(?i)\b(beslis\w*|besluit|besluiten|mandaat\w*|gemandateerd\w*|bevoegd\w*|eindverantwoordelijk\w*)\b"
)
"""Words that speak of a division of powers; a signal hangs on them, never a verdict."""


_LEVEL_WORDS = (
    ("kenmerk", "kenmerk", "kenmerken"),
    ("niveau", "competentieniveau", "competentieniveaus"),
    ("competentie", "competentie", "competenties"),
)


def summarise(old: Functieboek, new: Functieboek, changes: Wijzigingen) -> Samenvatting:
    """Return the summary of a comparison."""
    told = changes.wijzigingen
    fte, sums, without = _fte(old, new)
    return Samenvatting(
        totaal=len(told),
        gevolgen=sum(change.gevolg_van is not None for change in told),
        inhoudelijk=sum(change.gewicht == "inhoudelijk" for change in told),
        redactioneel=sum(change.gewicht == "redactioneel" for change in told),
        niveaubepalend=sum(change.niveaubepalend for change in told),
        lopende_tekst=sum(change.onderdeel == "hoofdstuk" for change in told),
        volgorde=len(changes.volgorde),
        twijfel=sum(bool(change.twijfel) for change in told),
        functies_oud=len(old.functies),
        functies_nieuw=len(new.functies),
        nieuw=_functions(told, "toegevoegd"),
        vervallen=_functions(told, "vervallen"),
        hernoemd=_functions(told, "hernoemd"),
        herwaardering=_revalued(told, old, new),
        niveau=_levels(told, old, new),
        fte=fte,
        fte_oud=sums[0],
        fte_nieuw=sums[1],
        fte_gedrukt_oud=old.totaal_formatie,
        fte_gedrukt_nieuw=new.totaal_formatie,
        zonder_formatie_oud=without[0],
        zonder_formatie_nieuw=without[1],
        signalen=signals(old, new, told),
    )


def _functions(changes: Iterable[Wijziging], soort: str) -> tuple[FunctieKort, ...]:
    out = []
    for change in changes:
        if change.onderdeel == "functie" and change.soort == soort:
            text = f"{change.oud} → {change.nieuw}" if soort == "hernoemd" else str(change.nieuw or change.oud)
            out.append(FunctieKort(functie=change.functie, tekst=text, sleutels=(change.sleutel,)))
    return tuple(out)


def _names(old: Functieboek, new: Functieboek) -> Callable[[str | None], str]:
    names = {functie.id: functie.naam for functie in (*old.functies, *new.functies)}
    names |= {f"module:{module.id}": f"Module {module.naam}" for module in (*old.modules, *new.modules)}
    return lambda functie: names.get(functie or "", functie or "Het boek")


def _revalued(changes: Sequence[Wijziging], old: Functieboek, new: Functieboek) -> tuple[FunctieKort, ...]:
    """Functions whose scale, points or norm function changed, each once; what is only repeated is not told again."""
    name = _names(old, new)
    found: dict[str, list[Wijziging]] = {}
    for change in changes:
        if change.onderdeel in ("schaal", "punten", "normfunctie") and change.niveaubepalend and not change.gevolg_van:
            found.setdefault(_bearer(change, new, name), []).append(change)
    return tuple(
        FunctieKort(
            functie=mine[0].functie,
            tekst=f"{bearer}: " + ", ".join(_step(change) for change in mine),
            sleutels=tuple(change.sleutel for change in mine),
        )
        for bearer, mine in found.items()
    )


def _bearer(change: Wijziging, new: Functieboek, name: Callable[[str | None], str]) -> str:
    """Name who it is about: the norm function changes of one available function, scale and points of the function."""
    parts = (change.pad_nieuw or "").split("/")
    if change.onderdeel == "normfunctie" and parts[1:2] == ["beschikbare_functies"]:
        return f"Beschikbare functie {new.beschikbare_functies[int(parts[2])].naam}"
    return name(change.functie)


def _step(change: Wijziging) -> str:
    before, after = ("geen" if value is None else str(value) for value in (change.oud, change.nieuw))
    return f"{change.onderdeel} {before} → {after}"


def _levels(changes: Sequence[Wijziging], old: Functieboek, new: Functieboek) -> tuple[FunctieKort, ...]:
    name = _names(old, new)
    found: dict[str | None, list[Wijziging]] = {}
    for change in changes:
        level = change.niveaubepalend and change.onderdeel in ("kenmerk", "niveau", "competentie")
        if level and not change.gevolg_van:
            found.setdefault(change.functie, []).append(change)
    out = []
    for functie, mine in found.items():
        counts = [(sum(c.onderdeel == kind for c in mine), one, many) for kind, one, many in _LEVEL_WORDS]
        text = ", ".join(f"{count} {one if count == 1 else many}" for count, one, many in counts if count)
        out.append(
            FunctieKort(functie=functie, tekst=f"{name(functie)}: {text}", sleutels=tuple(c.sleutel for c in mine))
        )
    return tuple(out)


def _fte(old: Functieboek, new: Functieboek) -> tuple[tuple[SchaalFte, ...], tuple[float, float], tuple[int, int]]:
    """Sum the FTE by scale on both sides, from high to low; rows without FTE are counted apart."""
    sums: dict[str, list[float]] = {}
    without = [0, 0]
    for side, book in enumerate((old, new)):
        for row in book.beschikbare_functies:
            if row.formatie is None:
                without[side] += 1
                continue
            sums.setdefault(str(row.schaal) if row.schaal is not None else "", [0.0, 0.0])[side] += row.formatie
    rows = tuple(
        SchaalFte(schaal=scale, oud=round(sums[scale][0], 4), nieuw=round(sums[scale][1], 4))
        for scale in sorted(sums, key=scale_key, reverse=True)
    )
    totals = round(sum(row.oud for row in rows), 4), round(sum(row.nieuw for row in rows), 4)
    return rows, totals, (without[0], without[1])


def scale_key(scale: str | Schaal) -> tuple[int, str]:
    """Sort scales by number, then by what stands behind it: 9, 10, 10A, 11; a scale without a number first.

    >>> sorted(["10A", "9", "11", "10", ""], key=scale_key)
    ['', '9', '10', '10A', '11']
    """
    match = re.match(r"\D*(\d+)(.*)", str(scale if scale is not None else ""))
    return (int(match.group(1)), match.group(2)) if match else (-1, str(scale))


def signals(old: Functieboek, new: Functieboek, changes: Sequence[Wijziging]) -> tuple[Signaal, ...]:
    """Return what the works council or local consultation may have a say in, in words that decide nothing."""
    rules: tuple[tuple[str, str, Callable[[Wijziging], bool]], ...] = (
        (
            "Functies vervallen of nieuw",
            "Er vervallen functies of er komen functies bij. Gaat dit samen met een belangrijke wijziging van de "
            "organisatie, dan kan de ondernemingsraad adviesrecht hebben (Wet op de ondernemingsraden, artikel 25).",
            lambda c: c.onderdeel == "functie" and c.soort in ("toegevoegd", "vervallen"),
        ),
        (
            "Bezetting",
            "De formatie of het aantal plaatsen verandert. Ga na of dit een belangrijke inkrimping of uitbreiding is.",
            lambda c: c.onderdeel == "formatie" or (c.onderdeel == "beschikbare_functie" and c.soort != "hernoemd"),
        ),
        (
            "Clusters",
            "De indeling of omvang van clusters verandert. Ga na of de organisatiestructuur wezenlijk anders wordt.",
            lambda c: c.onderdeel == "cluster",
        ),
        (
            "Verdeling van bevoegdheden",
            "Teksten over beslissen, mandaat of verantwoordelijkheid veranderen. Ga na of bevoegdheden verschuiven.",
            _powers_differ,
        ),
        (
            "Waardering",
            "De schaal, de punten of de normfunctie verandert. Ga na of de functie opnieuw is gewaardeerd, volgens "
            "welke procedure, en wat dit betekent voor de mensen die de functie vervullen.",
            lambda c: c.onderdeel in ("schaal", "punten", "normfunctie") and c.niveaubepalend,
        ),
        (
            "Niveaubepalende teksten",
            "Niveaubepalende kenmerken of competentieniveaus veranderen. Ga na of een nieuwe waardering nodig is.",
            lambda c: c.onderdeel in ("kenmerk", "niveau", "competentie") and c.niveaubepalend,
        ),
    )  # fmt: skip
    leading = [change for change in changes if change.gevolg_van is None]
    out = []
    for topic, text, concerns in rules:
        keys = tuple(change.sleutel for change in leading if concerns(change))
        if keys:
            out.append(Signaal(onderwerp=topic, tekst=text, sleutels=keys))
    out += _conversion_signal(old, new, leading)
    return tuple(out)


def _powers_differ(change: Wijziging) -> bool:
    """Whether words of power come or go in a task, kenmerk or definition."""
    if change.onderdeel not in ("taak", "kenmerk") or change.soort == "verplaatst":
        return False
    words = [sorted(w.casefold() for w in _POWERS.findall(str(v or ""))) for v in (change.oud, change.nieuw)]
    return words[0] != words[1]


def _conversion_signal(old: Functieboek, new: Functieboek, changes: Sequence[Wijziging]) -> list[Signaal]:
    """The same points with another scale in the new book: the table from points to scale seems to differ."""
    scale_of = [
        {cell.punten: cell.schaal for cell in book.functiematrix if cell.punten is not None and cell.schaal is not None}
        for book in (old, new)
    ]
    other = sorted(p for p in scale_of[0].keys() & scale_of[1].keys() if scale_of[0][p] != scale_of[1][p])
    if not other:
        return []
    keys = tuple(change.sleutel for change in changes if change.onderdeel == "schaal")
    shown = ", ".join(f"{p} punten: schaal {scale_of[0][p]} → {scale_of[1][p]}" for p in other[:5])
    text = (
        f"Bij dezelfde punten hoort een andere schaal ({shown}). Ga na of de conversietabel is gewijzigd, en met wie "
        "dat is overlegd."
    )
    return [Signaal(onderwerp="Conversietabel", tekst=text, sleutels=keys)]
