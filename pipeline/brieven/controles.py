"""Checks over the whole employee file against the book: places, scales, guarantees, law and dates."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from pipeline.brieven.regime import no_working_day, regime_of
from pipeline.brieven.rijen import Fout, Gelezen, Rij
from pipeline.models.functieboek import BeschikbareFunctie, Functieboek, slug
from pipeline.models.medewerkers import VOLTIJD, Medewerker, Regime, scale_order


@dataclass(frozen=True, slots=True)
class Balans:
    """One line of the balance table: places of a function against the people placed in it."""

    functie: str
    schaal: int | str | None
    formatie: float | None
    """FTE of the book; None where the book has none."""
    geplaatst: float
    medewerkers: int

    @property
    def ruimte(self) -> float | None:
        """FTE left; negative when more people are placed than there are places."""
        return None if self.formatie is None else round(self.formatie - self.geplaatst, 2)


@dataclass(frozen=True, slots=True)
class Totaal:
    """The last line of the balance."""

    formatie: float | None
    geplaatst: float
    medewerkers: int
    ruimte: float | None
    """None where people are placed in a function whose FTE the book does not tell."""


def total(balans: Sequence[Balans]) -> Totaal:
    """Add up the balance; what cannot be known is not guessed."""
    known = [line.formatie for line in balans if line.formatie is not None]
    sure = all(line.formatie is not None for line in balans if line.medewerkers)
    formatie = round(sum(known), 2) if known else None
    placed = round(sum(line.geplaatst for line in balans), 2)
    room = round(formatie - placed, 2) if formatie is not None and sure else None
    return Totaal(formatie, placed, sum(line.medewerkers for line in balans), room)


class Boek:
    """The available functions of a book, found by name."""

    def __init__(self, book: Functieboek) -> None:
        """Index the book by the slug of each available function and of each norm function."""
        self.book = book
        self.rows: dict[str, list[BeschikbareFunctie]] = defaultdict(list)
        self.norms: dict[str, list[BeschikbareFunctie]] = defaultdict(list)
        for row in book.beschikbare_functies:
            self.rows[slug(row.naam)].append(row)
            for norm in {slug(row.normfunctie or ""), row.functie or ""} - {""}:
                self.norms[norm].append(row)

    def row(self, medewerker: Medewerker) -> BeschikbareFunctie | None:
        """The row of the establishment that the employee is to get.

        The name of its norm function (or its id) does as well where one row alone has it; between namesakes the norm
        function decides.
        """
        name = slug(medewerker.wordt_functie or "")
        norms = self.norms.get(name, [])
        found = self.rows.get(name) or (norms if len(norms) == 1 else [])
        if len(found) > 1 and medewerker.wordt_normfunctie:
            own = slug(medewerker.wordt_normfunctie)
            found = [r for r in found if own in {slug(r.normfunctie or ""), r.functie}] or found
        return found[0] if found else None

    def nearest(self, naam: str) -> list[str]:
        """The available functions whose names look like a name that is not in the book: one that is near, or a few."""
        from rapidfuzz import fuzz, process

        names = [row.naam for row in self.book.beschikbare_functies]
        found = process.extract(naam, names, scorer=fuzz.WRatio, score_cutoff=60, processor=str.lower, limit=3)
        near = [str(one[0]) for one in found if one[1] >= 75]
        return near[:1] or [str(one[0]) for one in found]


@dataclass(frozen=True, slots=True)
class Gevraagd:
    """What the user asks of a run."""

    soort: str
    datum: datetime.date
    gewijzigd: Mapping[str, str]
    """With --was: for the slug of each function that changed in level-setting words, what changed (one sentence)."""
    vorige: frozenset[str] | None = None
    """With --was: the slugs of all functions of the previous book; None without."""
    open_fouten: Mapping[str, int] = field(default_factory=dict)
    """How many findings of weight fout are open, by the id of each function that has any."""


def check_all(rijen: Sequence[Rij], boek: Boek, vraag: Gevraagd) -> list[Fout]:
    """Return every fault and doubt, in row order."""
    out = [*_twice(rijen), *_places(rijen, boek), *_annexes(rijen, boek, vraag)]
    if reason := no_working_day(vraag.datum):
        out.append(Fout(None, None, f"de datum van de brieven valt op {reason}", "waarschuwing"))
    for rij in rijen:
        out += [
            *_in_book(rij, boek),
            *_pay(rij),
            *_follower(rij, vraag),
            *_dates(rij, vraag),
            *_law(rij, vraag),
        ]
    return sorted(out, key=lambda f: (f.rij or 0, f.zwaarte != "fout"))


def check_faulty(gelezen: Gelezen, boek: Boek) -> list[Fout]:
    """Check of the rows with a faulty cell what can be: their new function and scale, unless those are faulty too."""
    wrong = {(fout.rij, fout.kolom) for fout in gelezen.fouten}
    return [
        fout
        for rij in gelezen.half
        if (rij.nummer, "wordt_functie") not in wrong
        for fout in _in_book(rij, boek)
        if fout.kolom and (rij.nummer, fout.kolom) not in wrong and getattr(rij.medewerker, fout.kolom) is not None
    ]


def balance(rijen: Iterable[Rij], boek: Boek) -> tuple[Balans, ...]:
    """Places of each available function of the book against the people placed in it."""
    placed: dict[int, list[Medewerker]] = defaultdict(list)
    for rij in rijen:
        row = boek.row(rij.medewerker)
        if row is not None:
            placed[id(row)].append(rij.medewerker)
    return tuple(
        Balans(
            row.naam,
            row.schaal,
            row.formatie,
            round(sum(m.fte for m in placed[id(row)]), 2),
            len(placed[id(row)]),
        )
        for row in boek.book.beschikbare_functies
    )


def _twice(rijen: Sequence[Rij]) -> Iterable[Fout]:
    numbers: dict[str, int] = {}
    people: dict[tuple[str, str, str], int] = {}
    for rij in rijen:
        m = rij.medewerker
        key = m.personeelsnummer.lower()
        if key in numbers:
            yield Fout(rij.nummer, "personeelsnummer", f"staat ook in rij {numbers[key]}; elke medewerker één keer")
        elif (person := (slug(m.naam), m.postcode, slug(m.adres))) in people:
            melding = f"dezelfde persoon lijkt ook in rij {people[person]} te staan, met een ander nummer"
            yield Fout(rij.nummer, "achternaam", melding, "waarschuwing")
        else:
            people[person] = rij.nummer
        numbers.setdefault(key, rij.nummer)


def _places(rijen: Sequence[Rij], boek: Boek) -> Iterable[Fout]:
    for line in balance(rijen, boek):
        if not line.medewerkers:
            continue
        if line.formatie is None:
            yield Fout(
                None,
                "wordt_uren",
                f"{line.functie}: het boek noemt geen formatie; {_nl(line.geplaatst)} fte is niet te toetsen",
                "waarschuwing",
            )
        elif line.geplaatst > line.formatie + 0.005:
            yield Fout(
                None,
                "wordt_uren",
                f"{line.functie}: {_nl(line.geplaatst)} fte geplaatst ({line.medewerkers} medewerkers), "
                f"het boek heeft {_nl(line.formatie)} fte",
            )


def _annexes(rijen: Sequence[Rij], boek: Boek, vraag: Gevraagd) -> Iterable[Fout]:
    """Doubt an annex while its description contradicts itself: it is not to be sent like that by accident."""
    if vraag.soort == "addendum":
        return
    found = (boek.row(rij.medewerker) for rij in rijen)
    used = {row.functie: row.normfunctie or row.naam for row in found if row is not None and row.functie}
    for key, name in used.items():
        if count := vraag.open_fouten.get(key):
            what = "1 open bevinding" if count == 1 else f"{count} open bevindingen"
            melding = f"de bijlage {name} heeft {what} met gewicht fout in het boek; kijk die eerst na"
            yield Fout(None, "wordt_functie", melding, "waarschuwing")


def _in_book(rij: Rij, boek: Boek) -> Iterable[Fout]:
    m = rij.medewerker
    if not m.wordt_functie:
        return
    row = boek.row(m)
    if row is None:
        near = " of ".join(f"“{name}”" for name in boek.nearest(m.wordt_functie))
        hint = f"; bedoelt u {near}?" if near else "; kies een naam uit de tabel met beschikbare functies"
        yield Fout(rij.nummer, "wordt_functie", f"“{m.wordt_functie}” staat niet in het functieboek{hint}")
        return
    if row.schaal is None:
        yield Fout(rij.nummer, "wordt_schaal", "het boek noemt bij deze functie geen schaal", "waarschuwing")
    elif str(row.schaal).upper() != str(m.wordt_schaal).upper():
        melding = f"er staat schaal {m.wordt_schaal}, het boek geeft {row.naam} schaal {row.schaal}"
        yield Fout(rij.nummer, "wordt_schaal", melding)
    if m.wordt_normfunctie and slug(m.wordt_normfunctie) not in {slug(row.normfunctie or ""), row.functie}:
        melding = f"het boek noemt als normfunctie “{row.normfunctie}”"
        yield Fout(rij.nummer, "wordt_normfunctie", melding)
    units = {slug(c.naam) for c in boek.book.clusters}
    if units and m.wordt_eenheid and not any(slug(m.wordt_eenheid) in u or u in slug(m.wordt_eenheid) for u in units):
        yield Fout(rij.nummer, "wordt_eenheid", f"“{m.wordt_eenheid}” is geen cluster van het boek", "waarschuwing")


def _pay(rij: Rij) -> Iterable[Fout]:
    m = rij.medewerker
    if m.wordt_schaal is None:
        return
    lower = scale_order(m.wordt_schaal) < scale_order(m.was_schaal)
    if lower and m.garantie == "geen":
        melding = f"van schaal {m.was_schaal} naar {m.wordt_schaal} zonder garantie; kies salaris of salarisperspectief"
        yield Fout(rij.nummer, "garantie", melding)
    if not lower and m.garantie != "geen":
        melding = f"een garantie terwijl de schaal niet daalt ({m.was_schaal} naar {m.wordt_schaal})"
        yield Fout(rij.nummer, "garantie", melding, "waarschuwing")
    if m.plaatsingsgrond == "functievolger" and lower:
        melding = "een functievolger houdt een ongewijzigde functie, maar de schaal daalt"
        yield Fout(rij.nummer, "plaatsingsgrond", melding, "waarschuwing")


def _follower(rij: Rij, vraag: Gevraagd) -> Iterable[Fout]:
    m = rij.medewerker
    if m.plaatsingsgrond != "functievolger":
        return
    names = [slug(name) for name in (m.wordt_functie, m.wordt_normfunctie) if name]
    before = {slug(name) for name in (m.was_functie, m.was_normfunctie) if name}
    if vraag.vorige is not None and not before & vraag.vorige:
        melding = f"functievolger, maar “{m.was_functie}” staat niet in het vorige boek; of de functie gelijk bleef, "
        yield Fout(rij.nummer, "was_functie", f"{melding}is niet getoetst", "waarschuwing")
    changed = next((vraag.gewijzigd[name] for name in names if name in vraag.gewijzigd), None)
    if changed:
        yield Fout(
            rij.nummer, "plaatsingsgrond", f"functievolger, maar de functie is gewijzigd: {changed}", "waarschuwing"
        )


def _dates(rij: Rij, vraag: Gevraagd) -> Iterable[Fout]:
    m = rij.medewerker
    if m.ingangsdatum < vraag.datum:
        melding = f"{_day(m.ingangsdatum)} ligt vóór de datum van de brief ({_day(vraag.datum)})"
        yield Fout(rij.nummer, "ingangsdatum", melding)
    elif m.ingangsdatum.day != 1 and (reason := no_working_day(m.ingangsdatum)):
        yield Fout(rij.nummer, "ingangsdatum", f"{_day(m.ingangsdatum)} valt op {reason}", "waarschuwing")
    if m.zienswijze_ontvangen and m.zienswijze_ontvangen > vraag.datum:
        yield Fout(rij.nummer, "zienswijze_ontvangen", f"{_day(m.zienswijze_ontvangen)} ligt na de datum van de brief")
    if vraag.soort == "definitief" and m.zienswijze_ontvangen and not m.zienswijze_reactie:
        melding = "er is een zienswijze ontvangen; een definitieve brief zonder antwoord daarop kan niet"
        yield Fout(rij.nummer, "zienswijze_reactie", melding)
    if m.zienswijze_reactie and not m.zienswijze_ontvangen:
        yield Fout(rij.nummer, "zienswijze_ontvangen", "er staat een antwoord, maar geen datum van de zienswijze")
    if m.was_uren > VOLTIJD or (m.wordt_uren or 0) > VOLTIJD:
        yield Fout(rij.nummer, "wordt_uren", f"meer dan {VOLTIJD:g} uur per week", "waarschuwing")


def _law(rij: Rij, vraag: Gevraagd) -> Iterable[Fout]:
    m = rij.medewerker
    holds: Regime = regime_of(vraag.datum)
    if m.regime and m.regime != holds:
        melding = f"regime {m.regime} past niet bij een brief van {_day(vraag.datum)}; dan geldt {holds}"
        yield Fout(rij.nummer, "regime", melding)
    elif regime_of(m.ingangsdatum) != holds:
        melding = (
            f"de brief is van {_day(vraag.datum)} ({holds}), de plaatsing gaat in onder {regime_of(m.ingangsdatum)}"
        )
        yield Fout(rij.nummer, "ingangsdatum", melding, "waarschuwing")


def _day(day: datetime.date) -> str:
    return f"{day.day}-{day.month}-{day.year}"


def _nl(number: float) -> str:
    return f"{number:.2f}".rstrip("0").rstrip(".").replace(".", ",")
