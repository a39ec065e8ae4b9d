"""From the name of a function to all that the book says of it, contradictions included."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from pipeline.errors import DataInvalidError, UsageError
from pipeline.models.base import Herkomst
from pipeline.models.functieboek import (
    Alinea,
    BeschikbareFunctie,
    Competentie,
    Functie,
    Functieboek,
    Kenmerk,
    Profiel,
    Profielcompetentie,
    Schaal,
    slug,
)
from pipeline.models.vacature import ONDERDELEN
from pipeline.render.vacature_taken import Taak, chosen, tasks_of

SAME_NAME = 88
"""Similarity (0-100) from which two spellings name one competence: mondelijke / mondelinge communicatie."""


@dataclass(frozen=True, slots=True)
class Tegenstrijdigheid:
    """Two places of the book that say different things of the same function."""

    onderdeel: str
    melding: str
    kort: str
    """The same in a few words, for on a concept."""
    bronnen: tuple[str, ...]

    def keuze(self) -> str:
        """How to choose, for on the command line."""
        return " of ".join(f"--kies {self.onderdeel}={bron}" for bron in self.bronnen)


@dataclass(frozen=True, slots=True)
class Gevraagd:
    """A competence that the function asks, with how the book describes it at this level."""

    naam: str
    niveau: str | None
    definitie: str | None
    indicatoren: tuple[tuple[str, Herkomst], ...]
    herkomst: Herkomst


@dataclass(frozen=True, slots=True)
class Selectie:
    """What the book says of one function."""

    naam: str
    slug: str
    rij: BeschikbareFunctie | None
    functie: Functie
    profiel: Profiel | None
    schaal: Schaal
    kenmerken: tuple[Kenmerk, ...]
    competenties: tuple[Gevraagd, ...]
    tegenstrijdigheden: tuple[Tegenstrijdigheid, ...]
    """All that were found; see ``open_keuzes`` for those that nobody settled."""
    keuzes: Mapping[str, str]
    gekozen: tuple[Taak, ...] = ()
    """The tasks to tell, in this order; empty where the program chooses by length."""

    @property
    def open_keuzes(self) -> tuple[Tegenstrijdigheid, ...]:
        """Contradictions without a choice."""
        return tuple(t for t in self.tegenstrijdigheden if t.onderdeel not in self.keuzes)


def candidates(book: Functieboek) -> list[tuple[str, BeschikbareFunctie | None, Functie]]:
    """All functions that a vacancy can be made for: the establishment, and descriptions that no row stands for."""
    by_id = {functie.id: functie for functie in book.functies}
    rows = [(row.naam, row, by_id[row.functie]) for row in book.beschikbare_functies if row.functie in by_id]
    used = {functie.id for _, _, functie in rows}
    return [*rows, *((functie.naam, None, functie) for functie in book.functies if functie.id not in used)]


def slugs(book: Functieboek) -> list[str]:
    """A file name for each candidate, in the same order; a name that comes twice gets a number."""
    seen: dict[str, int] = {}
    names = []
    for naam, _, functie in candidates(book):
        base = slug(naam) or functie.id
        seen[base] = seen.get(base, 0) + 1
        names.append(base if seen[base] == 1 else f"{base}-{seen[base]}")
    return names


def find(book: Functieboek, text: str) -> int:
    """Return the number of the candidate that ``text`` means.

    An exact name of an available function wins over that of a norm function, that over a part of a name.

    Raises:
        UsageError: none has it, several have it, or the row stands for a description that the book does not have.
    """
    from pipeline.models.zoeken import find_named

    pool = list(enumerate(zip(candidates(book), slugs(book), strict=True)))
    if not pool:
        raise UsageError("Dit boek bevat geen functie met een beschrijving.", "Er is geen vacature van te maken.")
    wanted = slug(text)
    exact = [number for number, ((naam, _, _), name) in pool if wanted in (slug(naam), name)]
    norm = [number for number, ((_, row, functie), _) in pool if wanted in _norm_names(row, functie)]
    for found in (exact, norm):
        if len(found) == 1:
            return found[0]
        if found:
            choices = ", ".join(f"“{name}”" for number, (_, name) in pool if number in found)
            raise UsageError(f"“{text}” past op meer dan één functie: {choices}.", "Geef een van deze namen.")
    for row in book.beschikbare_functies:
        if slug(row.naam) == wanted and row.functie is None:
            raise UsageError(
                f"Van “{row.naam}” heeft het boek geen beschrijving "
                f"(normfunctie: {row.normfunctie or 'niet genoemd'}).",
                "Maak een vacature voor een functie die wel is beschreven.",
            )
    number, _ = find_named(pool, text, lambda item: (item[1][0][0], item[1][1], *_norm_names(*item[1][0][1:])))
    return number


def _norm_names(row: BeschikbareFunctie | None, functie: Functie) -> tuple[str, ...]:
    names = {
        functie.id,
        slug(functie.naam),
        slug((row.normfunctie if row else "") or ""),
        slug(functie.normfunctie or ""),
    }
    return tuple(sorted(names - {""}))


def select(
    book: Functieboek, number: int, keuzes: Mapping[str, str], *, taken: Sequence[str] = (), module: str | None = None
) -> Selectie:
    """Gather what the book says of a candidate, following the choices where it contradicts itself.

    Without a choice the description (for the scale: the table) is shown; ``open_keuzes`` tells that nobody chose.

    Args:
        book: the functieboek.
        number: which candidate.
        keuzes: which source counts, by part.
        taken: the tasks to tell, in order, as ``vacature.toml`` has them; none leaves the choice to the program.
        module: the module that belongs to the place, whose tasks can be chosen too.

    Raises:
        DataInvalidError: a chosen task does not stand in the book.
        UsageError: the book has no such module.
    """
    naam, row, functie = candidates(book)[number]
    profiel = next((one for one in book.profielen if one.functie == functie.id), None)
    found = [
        one
        for one in (
            _kenmerken(row, functie),
            _competenties(functie, profiel),
            _schaal(book, row, functie),
        )
        if one is not None
    ]
    return Selectie(
        naam=naam,
        slug=slugs(book)[number],
        rij=row,
        functie=functie,
        profiel=profiel,
        schaal=_chosen_scale(book, row, functie, keuzes.get("schaal", "tabel")),
        kenmerken=row.kenmerken if row and keuzes.get("kenmerken") == "tabel" else functie.kenmerken,
        competenties=_asked(book, functie, profiel, keuzes.get("competenties", "beschrijving")),
        tegenstrijdigheden=tuple(found),
        keuzes=dict(keuzes),
        gekozen=chosen(tasks_of(book, functie, module), taken, naam) if taken else (),
    )


def check_choices(keuzes: Iterable[str]) -> dict[str, str]:
    """Read ``onderdeel=bron`` arguments.

    Raises:
        UsageError: no such part or source.
    """
    chosen: dict[str, str] = {}
    for text in keuzes:
        onderdeel, _, bron = text.partition("=")
        if onderdeel not in ONDERDELEN or bron not in ONDERDELEN[onderdeel]:
            known = ", ".join(f"{part}={source}" for part, sources in ONDERDELEN.items() for source in sources)
            raise UsageError(f"“{text}” is geen keuze.", f"Mogelijk zijn: {known}.")
        chosen[onderdeel] = bron
    return chosen


def refuse_open(selectie: Selectie) -> None:
    """Stop when the book contradicts itself on a part and nobody chose.

    Raises:
        DataInvalidError: names every contradiction and how to choose.
    """
    if selectie.open_keuzes:
        lines = "\n".join(f"  - {one.melding} Kies {one.keuze()}." for one in selectie.open_keuzes)
        raise DataInvalidError(
            f"Het boek spreekt zichzelf tegen over “{selectie.naam}”:\n{lines}\n",
            "Geef de keuze mee; zij wordt bewaard onder [keuzes] in het gegevensbestand.",
        )


def _plain(text: str) -> str:
    return re.sub(r"\W+", " ", text.casefold()).strip()


def _kenmerken(row: BeschikbareFunctie | None, functie: Functie) -> Tegenstrijdigheid | None:
    if row is None or not row.kenmerken or not functie.kenmerken:
        return None
    table, described = [_plain(k.tekst) for k in row.kenmerken], [_plain(k.tekst) for k in functie.kenmerken]
    if sorted(table) == sorted(described):
        return None
    pages = _pages([k.herkomst for k in (*row.kenmerken, *functie.kenmerken)])
    only = [k.tekst for k, text in zip(row.kenmerken, table, strict=True) if text not in described]
    more = [k.tekst for k, text in zip(functie.kenmerken, described, strict=True) if text not in table]
    example = f" (in de tabel: “{_short(only[0])}”)" if only else ""
    if more and not only:
        example = f" (alleen in de beschrijving: “{_short(more[0])}”)"
    short = f"Kenmerken in tabel en beschrijving verschillen{pages}."
    return Tegenstrijdigheid(
        "kenmerken",
        f"De kenmerken in tabel en beschrijving verschillen{example}{pages}.",
        short,
        ONDERDELEN["kenmerken"],
    )


def _competenties(functie: Functie, profiel: Profiel | None) -> Tegenstrijdigheid | None:
    if profiel is None or not profiel.competenties or not functie.competenties:
        return None
    rest: list[Profielcompetentie] = list(profiel.competenties)
    missing = []
    for asked in functie.competenties:
        match = next((one for one in rest if _same(one.naam, asked.naam) and one.niveau == asked.niveau), None)
        if match is None:
            missing.append(_with_level(asked))
        else:
            rest.remove(match)
    if not missing and not rest:
        return None
    pages = _pages([*(c.herkomst for c in functie.competenties), *(c.herkomst for c in profiel.competenties)])
    parts = [f"alleen in de beschrijving: {', '.join(missing)}"] if missing else []
    parts += [f"alleen in het profiel: {', '.join(_with_level(one) for one in rest)}"] if rest else []
    return Tegenstrijdigheid(
        "competenties",
        f"De competenties in beschrijving en profiel verschillen ({'; '.join(parts)}){pages}.",
        f"Competenties in beschrijving en profiel verschillen{pages}.",
        ONDERDELEN["competenties"],
    )


def _schaal(book: Functieboek, row: BeschikbareFunctie | None, functie: Functie) -> Tegenstrijdigheid | None:
    cells = [cell for cell in book.functiematrix if cell.functie == functie.id and cell.schaal is not None]
    if row is None or row.schaal is None or not cells or any(_same_scale(cell.schaal, row.schaal) for cell in cells):
        return None
    matrix = ", ".join(str(cell.schaal) for cell in cells)
    pages = _pages([row.herkomst, *(cell.herkomst for cell in cells)])
    message = f"De tabel noemt schaal {row.schaal}, de functiematrix {matrix}{pages}."
    return Tegenstrijdigheid("schaal", message, message, ONDERDELEN["schaal"])


def _same_scale(one: Schaal, other: Schaal) -> bool:
    return str(one).strip().casefold() == str(other).strip().casefold()


def _chosen_scale(book: Functieboek, row: BeschikbareFunctie | None, functie: Functie, bron: str) -> Schaal:
    cells = [cell.schaal for cell in book.functiematrix if cell.functie == functie.id and cell.schaal is not None]
    table = row.schaal if row else None
    if bron == "matrix" and cells:
        return cells[0]
    return table if table is not None else (cells[0] if cells else None)


def _same(one: str, other: str) -> bool:
    from rapidfuzz import fuzz

    first, second = _plain(re.sub(r"\(.*?\)", "", one)), _plain(re.sub(r"\(.*?\)", "", other))
    return first == second or fuzz.ratio(first, second) >= SAME_NAME


def _asked(book: Functieboek, functie: Functie, profiel: Profiel | None, bron: str) -> tuple[Gevraagd, ...]:
    """The competences by the chosen source; their meaning from the profile, or from another at the same level."""
    own = list(profiel.competenties) if profiel else []
    others = [one for other in book.profielen if other is not profiel for one in other.competenties]
    wanted: Sequence[Competentie | Profielcompetentie] = (
        own if own and (bron == "profiel" or not functie.competenties) else functie.competenties
    )
    return tuple(_described(one, [*own, *others]) for one in wanted)


def _described(asked: Competentie | Profielcompetentie, pool: list[Profielcompetentie]) -> Gevraagd:
    same = [one for one in pool if _same(one.naam, asked.naam)]
    level = next((one for one in same if one.niveau == asked.niveau), None)
    named = level or next(iter(same), None)
    return Gevraagd(
        naam=asked.naam,
        niveau=asked.niveau,
        definitie=named.definitie if named else None,
        indicatoren=tuple((one.tekst, one.herkomst) for one in level.gedragsindicatoren) if level else (),
        herkomst=(level or named or asked).herkomst,
    )


def _with_level(one: Competentie | Profielcompetentie) -> str:
    return f"{one.naam} {one.niveau or ''}".strip().lower() if not one.niveau else f"{one.naam.lower()} {one.niveau}"


def _pages(places: Iterable[Herkomst]) -> str:
    pages = sorted({place.pagina for place in places if place.pagina})
    text = (
        " en ".join([", ".join(map(str, pages[:-1])), str(pages[-1])]) if len(pages) > 1 else "".join(map(str, pages))
    )
    return f" (blz. {text})" if pages else ""


def _short(text: str, limit: int = 60) -> str:
    return text if len(text) <= limit else f"{text[: limit - 1].rsplit(' ', 1)[0]} …"


def chapter_of(book: Functieboek, cluster: str) -> tuple[str, tuple[Alinea, ...]]:
    """Return the title of the chapter on a cluster and all its paragraphs, those of its sections included.

    The chapter that bears the name ("Cluster X (13 FTE)") wins over one that only mentions it ("Relatie met X").

    Raises:
        UsageError: the book has no cluster or chapter of that name; lists those it has.
    """
    wanted = slug(cluster)
    names = [
        slug(re.sub(r"\(.*?\)", "", chapter.titel or "")).removeprefix("cluster-") for chapter in book.hoofdstukken
    ]
    ranked = sorted((name != wanted, not name.startswith(wanted), n) for n, name in enumerate(names) if wanted in name)
    if ranked and wanted:
        first = ranked[0][2]
        chapter, paragraphs = book.hoofdstukken[first], list(book.hoofdstukken[first].alineas)
        for section in book.hoofdstukken[first + 1 :]:
            if section.niveau <= chapter.niveau:
                break
            paragraphs += section.alineas
        return chapter.titel or cluster, tuple(paragraphs)
    if any(slug(one.naam) == wanted for one in book.clusters):
        return cluster, ()
    known = [one.naam for one in book.clusters] or [c.titel for c in book.hoofdstukken if c.titel]
    raise UsageError(
        f"Het boek heeft geen cluster of hoofdstuk “{cluster}”.", f"Wel: {', '.join(known)}." if known else ""
    )
