"""One vacancy in the making: what its form says, the text that gives, and which tasks that tells."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from starlette.datastructures import FormData

from pipeline.dutch.wording import Taalbevinding
from pipeline.errors import DataInvalidError, UsageError
from pipeline.models.base import Herkomst
from pipeline.models.vacature import ONDERDELEN, Gegevens, Invoer
from pipeline.render.vacature import Gemaakt, maak_vacature
from pipeline.render.vacature_model import Zin
from pipeline.render.vacature_selectie import Tegenstrijdigheid, candidates, select
from pipeline.render.vacature_taken import Taak, matching, tasks_of, told
from pipeline.web.forms import TASKS, facts_of, form_of, labels, provisional_of
from pipeline.web.mistakes import Fout, of_book
from pipeline.web.site import Opened, Site, text_of

_MOST = 100_000
"""Characters of a field; more than the model allows, so that a text that is too long is told and not cut off."""
_MODULE = "vacature.module"
SEEN = "taal.bekeken"
"""Kept in a draft: which forbidden wording somebody looked at."""
_REFERRING = frozenset({TASKS, _MODULE, "team.cluster"})
"""Fields that name something in the book; when it is not there, the text is shown without them."""


@dataclass(frozen=True, slots=True)
class Rij:
    """A task in the list to choose from."""

    nummer: int
    """In the order of the book; a text that is not in the book comes after all others."""
    sleutel: str
    taak: Taak | None
    """None where the book does not have it, or not any more."""


@dataclass(frozen=True, slots=True)
class Keuze:
    """The tasks in two lists: those that are told, in order, and the others."""

    eigen: bool
    """The recruiter chose; else the program."""
    verteld: tuple[Rij, ...]
    over: tuple[Rij, ...]

    @property
    def voorstel(self) -> str:
        """What the program chose, a line a task: sent along to see whether the recruiter changed it."""
        return "" if self.eigen else "\n".join(one.sleutel for one in self.verteld)


@dataclass(frozen=True, slots=True)
class Stuk:
    """A piece of a sentence: bold, or words that a hint is about."""

    tekst: str
    vet: bool = False
    hint: int | None = None


@dataclass(frozen=True, slots=True)
class Beeld:
    """What the page shows of a vacancy as it stands."""

    gemaakt: Gemaakt
    fouten: tuple[Fout, ...]
    keuze: Keuze
    open_keuzes: tuple[Tegenstrijdigheid, ...]
    """Where the book contradicts itself and nobody chose yet."""
    tegenstrijdig: frozenset[str]
    """The parts on which it does, chosen or not."""
    gezien: str
    """Of which forbidden wording somebody said to have looked at it; see ``kenmerk``."""

    @property
    def niet_doen(self) -> list[tuple[int, Taalbevinding]]:
        """Wording that must not go out like this, each with the number of its sentence."""
        found = zip(self.gemaakt.taal_zinnen, self.gemaakt.taal, strict=True)
        return [(place, one) for place, one in found if one.ernst == "fout"]

    @property
    def kenmerk(self) -> str:
        """What tells this forbidden wording from other: who looked at it, did not look at what came after."""
        words = sorted({f"{one.code}:{one.tekst.casefold()}" for _, one in self.niet_doen})
        return hashlib.sha256("\n".join(words).encode()).hexdigest()[:16]

    @property
    def bekeken(self) -> bool:
        """Whether nothing forbidden is left that nobody looked at."""
        return not self.niet_doen or self.gezien == self.kenmerk

    @property
    def klaar(self) -> bool:
        """Whether this can go out."""
        return not self.gemaakt.tekst.concept and self.bekeken

    @staticmethod
    def bladen(zin: Zin) -> list[Herkomst]:
        """The places of a sentence in the book, a page once."""
        places = [place for bron in zin.bronnen for place in bron.herkomst if place.pagina]
        return list({place.pagina: place for place in reversed(places)}.values())[::-1]

    def hints(self, zin: int) -> list[tuple[int, Taalbevinding]]:
        """Return the findings about the language of a sentence (-1: the title), numbered over the whole text."""
        found = zip(self.gemaakt.taal_zinnen, self.gemaakt.taal, strict=True)
        return [(number, one) for number, (place, one) in enumerate(found, 1) if place == zin]

    def stukken(self, zin: int, text: str, lead: str = "") -> list[Stuk]:
        """Cut a sentence where a lead ends and where words are marked."""
        edges: list[tuple[int, int, int | None]] = [(0, len(lead), None)] if lead else []
        edges += [(one.begin, one.begin + len(one.tekst), number) for number, one in self.hints(zin)]
        return list(_pieces(text, sorted(edges, key=lambda edge: edge[0]), bool(lead)))

    @property
    def mis(self) -> dict[str, str]:
        """What is wrong by field, to stand under it; that something lacks is no mistake yet."""
        told: dict[str, list[str]] = {}
        for one in self.fouten:
            if one.veld and not one.leeg:
                told.setdefault(one.veld, []).append(one.tekst)
        return {name: " ".join(texts) for name, texts in told.items()}

    @property
    def lange_zinnen(self) -> list[tuple[int, str]]:
        """Long sentences with the number of the sentence of the vacancy that they stand in."""
        reading = self.gemaakt.leesbaarheid
        texts = [zin.geheel for _, zin in self.gemaakt.tekst.zinnen()]
        found = [] if reading is None else [text for _, text in reading.lange_zinnen]
        numbered = [(next((n for n, whole in enumerate(texts) if text in whole), -1), text) for text in found]
        return [(number, text) for number, text in numbered if number >= 0]


def _pieces(text: str, edges: Sequence[tuple[int, int, int | None]], has_lead: bool) -> Iterator[Stuk]:
    at = 0
    for begin, end, hint in edges:
        if begin < at or end <= begin:  # inside what is marked already; its note stands there all the same
            continue
        if begin > at:
            yield Stuk(text[at:begin])
        yield Stuk(text[begin:end], has_lead and hint is None, hint)
        at = end
    if at < len(text):
        yield Stuk(text[at:])


def view_of(site: Site, opened: Opened, number: int, values: Mapping[str, str]) -> Beeld:
    """Make the vacancy of what was filled in: finished where that is complete, and as a concept as long as it is not.

    Raises:
        FunctieboekError: the organisation's own wording, template or table is faulty.
    """
    made, faults = _make(site, opened, number, values)
    settled = {part: bron for part in ONDERDELEN if (bron := values.get(f"keuzes.{part}"))}
    chosen = select(opened.loaded.book, number, settled)
    return Beeld(
        made,
        tuple(dict.fromkeys(faults)),
        _choice(opened, number, values, made),
        chosen.open_keuzes,
        frozenset(one.onderdeel for one in chosen.tegenstrijdigheden),
        values.get(SEEN, ""),
    )


def _make(site: Site, opened: Opened, number: int, values: Mapping[str, str]) -> tuple[Gemaakt, list[Fout]]:
    from pipeline.vacatures import middelen, salary_table

    space, book = site.space, opened.loaded.book
    facts, faults = facts_of(values)
    make = partial(
        maak_vacature,
        book,
        number,
        middelen(space),
        lengte=space.settings().vacatures.lengte,
        salaristabel=salary_table(space, facts, None),
        bevindingen=opened.loaded.findings.bevindingen,
    )
    safe = {key: value for key, value in values.items() if key not in _REFERRING}
    attempts: list[Gegevens | Invoer] = [provisional_of(values), provisional_of(safe)]
    for given in [facts, *attempts] if facts else attempts:
        try:
            return make(gegevens=given), faults
        except (DataInvalidError, UsageError) as error:
            if given is attempts[-1]:
                raise
            faults.append(of_book(str(error), labels()))
    raise AssertionError  # the last attempt returns or raises


def tasks_in(opened: Opened, number: int, values: Mapping[str, str]) -> tuple[Taak, ...]:
    """Return the tasks to choose from; those of the module that was filled in too, where the book has it."""
    book = opened.loaded.book
    functie = candidates(book)[number][2]
    try:
        return tasks_of(book, functie, values.get(_MODULE))
    except UsageError:
        return tasks_of(book, functie)


def _choice(opened: Opened, number: int, values: Mapping[str, str], made: Gemaakt) -> Keuze:
    tasks = tasks_in(opened, number, values)
    rows = {one: Rij(place, one.sleutel, one) for place, one in enumerate(tasks)}
    wanted = values.get(TASKS, "").splitlines()
    above = [rows[one] for one in told(made.tekst, tasks)]
    if wanted:
        same = [(text, matching(tasks, text)) for text in wanted]
        above = [
            rows[found[0]] if len(found) == 1 else Rij(len(rows) + place, text, None)
            for place, (text, found) in enumerate(same)
        ]
    above = list(dict.fromkeys(above))
    return Keuze(bool(wanted), tuple(above), tuple(row for row in rows.values() if row not in above))


def placed(opened: Opened, number: int, form: FormData, values: dict[str, str]) -> dict[str, str]:
    """Return the values with tasks that were ticked just now behind the last told one of their own area.

    A form that went through a script has them in place already, and sends no list of what was told before.
    """
    before = text_of(form, "verteld", 200_000).splitlines()
    ticked = values.get(TASKS, "").splitlines()
    if not before or not ticked:
        return values
    area = {one.sleutel: one.gebied for one in tasks_in(opened, number, values)}
    order = [one for one in ticked if one in before]
    for one in (key for key in ticked if key not in before):
        same = [place for place, key in enumerate(order) if area.get(key) == area.get(one) is not None]
        order.insert(same[-1] + 1 if same else len(order), one)
    return {**values, TASKS: "\n".join(order)}


def values_of(form: FormData) -> dict[str, str]:
    """Return what a form says, by field; what was left empty is not there."""
    plain = [veld.naam for vak in form_of() for veld in vak.velden if veld.soort != "taken"]
    values = {key: text for key in plain if (text := text_of(form, key, _MOST))}
    if seen := text_of(form, SEEN, 64):
        values[SEEN] = seen
    if wanted := _wanted(form):
        values[TASKS] = "\n".join(wanted)
    return values


def _wanted(form: FormData) -> list[str]:
    """The tasks that were ticked, after the button that was pressed; none where that is what the program chose."""
    if "programma" in form:
        return []
    ticked = list(dict.fromkeys(" ".join(one.split()) for one in form.getlist(TASKS) if isinstance(one, str)))
    for button, step in (("omhoog", -1), ("omlaag", 1)):
        if (key := text_of(form, button)) in ticked:
            place = ticked.index(key)
            ticked.insert(max(place + step, 0), ticked.pop(place))
    return [] if ticked == text_of(form, "voorstel", 200_000).splitlines() else ticked
