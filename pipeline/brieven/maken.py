"""A whole run: check everything first, then letter by letter; nothing is kept but what must be joined."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from pipeline.brieven.bestand import read_sheet
from pipeline.brieven.bijlage import annex
from pipeline.brieven.brief import Omgeving, letter
from pipeline.brieven.bundel import PER_BUNDEL, bundle
from pipeline.brieven.controles import Balans, Gevraagd, balance, check_all, check_faulty
from pipeline.brieven.gemarkeerd import marked_copy
from pipeline.brieven.overzicht import kind_of, overview
from pipeline.brieven.regime import SOORTEN, wrong_words
from pipeline.brieven.rijen import Fout, Gelezen, Rij, read_rows
from pipeline.errors import TemplateFaultyError, UsageError
from pipeline.models.medewerkers import Regime

_MOST_TOLD = 20
"""Employees without a letter that one sentence names."""


@dataclass(frozen=True)
class Keuring:
    """What the checks found before anything is made."""

    gelezen: Gelezen
    fouten: tuple[Fout, ...]
    balans: tuple[Balans, ...]

    @property
    def blokkeert(self) -> bool:
        """Whether a fault stands in the way of all letters."""
        return any(f.zwaarte == "fout" for f in self.fouten)

    @property
    def waarschuwingen(self) -> int:
        """Doubts that the user must agree with."""
        return sum(f.zwaarte != "fout" for f in self.fouten)

    def marked(self) -> bytes:
        """A copy of the employee file with the faulty cells marked."""
        return marked_copy(self.gelezen.blad, self.fouten, self.gelezen.kolommen)


@dataclass(frozen=True)
class Gemaakt:
    """One file of a run."""

    naam: str
    """Path under the folder of the run, with forward slashes."""
    data: bytes = field(repr=False)
    is_brief: bool = False


def judge(data: bytes, naam: str, vraag: Gevraagd, omgeving: Omgeving) -> Keuring:
    """Read the employee file and check it against the book, the law and the calendar; nothing is made."""
    gelezen = read_rows(read_sheet(data, naam))
    fouten = [*gelezen.fouten]
    fouten += check_all(gelezen.rijen, omgeving.boek, vraag)
    fouten += check_faulty(gelezen, omgeving.boek)
    fouten.sort(key=lambda f: (f.rij or 0, f.zwaarte != "fout"))
    return Keuring(gelezen, tuple(fouten), balance(gelezen.rijen, omgeving.boek))


def require_kind(soort: str, regime: Regime) -> None:
    """Refuse a letter that the regime does not know.

    Raises:
        UsageError: an addendum before 2020: there was no contract to add to.
    """
    if soort not in SOORTEN[regime]:
        raise UsageError(
            f"Een {soort} bestaat niet voor brieven tot en met 31 december 2019: toen was er een aanstelling en geen "
            "arbeidsovereenkomst.",
            f"Kies een van: {', '.join(SOORTEN[regime])}.",
        )


def require_lawful(template: bytes, naam: str, regime: Regime) -> None:
    """Refuse a template whose fixed text belongs to the other regime.

    Raises:
        TemplateFaultyError: naming the words.
    """
    from pipeline.render.word import document_text

    if words := wrong_words(document_text(template), regime):
        raise TemplateFaultyError(
            f"{naam}: “{words[0]}” past niet bij het recht van deze datum "
            f"({'Cao Gemeenten, vanaf 2020' if regime == 'wnra' else 'Awb, tot en met 2019'}).",
            "Haal het woord uit het sjabloon; wat van het recht afhangt, staat in templates/brieven/bewoording.toml.",
        )


def make_letters(
    rijen: Sequence[Rij], omgeving: Omgeving, earlier: Mapping[str, bytes], zonder: Sequence[Rij] = ()
) -> Iterator[Gemaakt]:
    """Make every letter, the annexes, the bundles for printing and the overview, one after another.

    Letters are given as soon as they are made, so that memory stays flat however many there are.

    Args:
        rijen: the employees who get this kind of letter.
        omgeving: what the letters share.
        earlier: letters that stay as they were made before, by personnel number; bundled with the new ones.
        zonder: the employees who get another kind of letter; the overview tells of them.
    """
    annexes: dict[tuple[str, bool], bytes] = {}
    held: list[list[bytes]] = []
    number = 0
    for place, rij in enumerate(rijen, start=1):
        own = earlier.get(rij.medewerker.personeelsnummer) or letter(rij.medewerker, omgeving)
        yield Gemaakt(letter_name(rij), own, is_brief=True)
        held.append([own, *_annex_of(rij, omgeving, annexes)])
        if place % PER_BUNDEL == 0 or place == len(rijen):
            number += 1
            yield Gemaakt(f"bundel-{number:02}.docx", _joined(held, omgeving, number))
            held = []
    for (functie, met_module), data in sorted(annexes.items()):
        yield Gemaakt(f"bijlagen/{functie}{'-met-module' if met_module else ''}.docx", data)
    yield Gemaakt("overzicht.xlsx", overview(rijen, balance([*rijen, *zonder], omgeving.boek), omgeving, zonder))


def letter_name(rij: Rij) -> str:
    """The file name of a letter: the personnel number and nothing else of the person."""
    return f"{rij.medewerker.personeelsnummer}.docx"


def _annex_of(rij: Rij, omgeving: Omgeving, made: dict[tuple[str, bool], bytes]) -> list[bytes]:
    """The annex of a letter, made once for each function (with and without the module)."""
    row = omgeving.boek.row(rij.medewerker)
    book = omgeving.boek.book
    functie = next((f for f in book.functies if row is not None and f.id == row.functie), None)
    if functie is None or omgeving.soort == "addendum":
        return []
    key = (functie.id, rij.medewerker.coordinatiemodule)
    if key not in made:
        made[key] = annex(
            book,
            functie,
            omgeving.sjabloon_bijlage,
            organisatie=omgeving.instellingen.organisatie.naam or "",
            datum=omgeving.datum,
            met_module=rij.medewerker.coordinatiemodule,
        )
    return [made[key]]


def _joined(held: Sequence[Sequence[bytes]], omgeving: Omgeving, number: int) -> bytes:
    return bundle(
        held,
        rechterpagina=omgeving.instellingen.brieven.rechterpagina,
        titel=f"Brieven {omgeving.soort} {omgeving.datum.isoformat()}, deel {number}",
        auteur=omgeving.instellingen.organisatie.naam or "",
    )


def of_kind(rijen: Sequence[Rij], soort: str) -> list[Rij]:
    """The employees who get this kind of letter: a herplaatsingskandidaat gets niet-geplaatst, the others the rest."""
    return [r for r in rijen if (r.medewerker.plaatsingsgrond == "herplaatsing") == (soort == "niet-geplaatst")]


def without_letter(rijen: Sequence[Rij], soort: str) -> list[Rij]:
    """The employees of the file who do not get this kind of letter."""
    own = {rij.nummer for rij in of_kind(rijen, soort)}
    return [rij for rij in rijen if rij.nummer not in own]


def tell_without(zonder: Sequence[Rij]) -> str:
    """Say who gets no letter and which kind is theirs; nothing where everyone gets one."""
    if not zonder:
        return ""
    who = [f"{r.medewerker.personeelsnummer} ({r.medewerker.plaatsingsgrond}; soort {kind_of(r)})" for r in zonder]
    head = "1 medewerker krijgt" if len(who) == 1 else f"{len(who)} medewerkers krijgen"
    rest = f" en nog {len(who) - _MOST_TOLD}; allen staan in overzicht.xlsx" if len(who) > _MOST_TOLD else ""
    return f"{head} deze brief niet: {', '.join(who[:_MOST_TOLD])}{rest}."


def remade(rijen: Sequence[Rij], alleen: Sequence[str], made: Callable[[str], bool]) -> list[Rij]:
    """The employees of a run: all, or with ``alleen`` those named and those who have a letter already.

    Raises:
        UsageError: a number of ``alleen`` is not among them.
    """
    asked = {number.lower() for number in alleen}
    missing = asked - {r.medewerker.personeelsnummer.lower() for r in rijen}
    if missing:
        raise UsageError(
            f"Personeelsnummer {', '.join(sorted(missing))} krijgt deze brief niet.",
            "Controleer de nummers bij --alleen, en de soort brief.",
        )
    numbers = ((r, r.medewerker.personeelsnummer) for r in rijen)
    return [r for r, number in numbers if not asked or number.lower() in asked or made(number)]
