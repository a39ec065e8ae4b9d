"""Compose a vacancy: select, convert, condense and order, within the number of words that was asked.

A vacancy grows from its smallest form.  ``_steps`` lists what may be added, the most telling first; each addition stays
when the whole still fits.  So the length holds for a function with five result areas and for one with two, and the same
input always gives the same text.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from pipeline.models.functieboek import Functieboek, Tekst, slug
from pipeline.models.vacature import Gegevens, Lengte
from pipeline.render.salaris import Loon, euro
from pipeline.render.vacature_bewoording import SNIPPETS, Bewoording
from pipeline.render.vacature_model import GRENZEN, Blok, Bron, Feit, Onderdeel, Vacaturetekst, Zin, tel_woorden
from pipeline.render.vacature_profiel import competentie_punt, onderwerp_punt, onderwerpen, opleiding_zin
from pipeline.render.vacature_selectie import Selectie, chapter_of
from pipeline.render.vacature_zinnen import Gegeven, Ritme, as_item, convert, lower_first, pairs, upper_first

SAID = 80
"""Similarity (0-100) from which a task says again what the opening said."""

MARGIN = 15
"""Words below the upper limit at which a vacancy stops growing, so that a small edit does not overrun it."""


@dataclass(frozen=True, slots=True)
class Opdracht:
    """All that a vacancy is made from."""

    book: Functieboek
    selectie: Selectie
    bewoording: Bewoording
    lengte: Lengte
    gegevens: Gegevens | None = None
    loon: Loon | None = None
    organisatie: str | None = None
    """Name as it comes in documents; without it that of the book."""


@dataclass(frozen=True, slots=True)
class Plan:
    """How much of each part a vacancy takes."""

    kenmerken: int = 1
    taken: tuple[int, ...] = ()
    """Sentences of each result area."""
    voorbeelden: tuple[int, ...] = ()
    """Indicators shown with each competence."""
    kennis: int = 0
    vaardigheden: int = 0
    """Subjects spelled out; the others are named in one sentence."""
    situaties: int = 0
    richtingen: int = 5
    team: int = 80
    """Words of the team text."""
    krap: int = 0
    """How far a short vacancy is cut back: 1 and up leave out what matters least."""


def compose(opdracht: Opdracht) -> Vacaturetekst:
    """Make the vacancy text, as full as its length allows."""
    _, upper = GRENZEN[opdracht.lengte]
    stof = _Stof(opdracht)
    areas, skills = len(_areas(opdracht)), len(opdracht.selectie.competenties)
    kort = opdracht.lengte == "kort"
    plan = Plan(
        taken=(1,) * areas,
        voorbeelden=(0,) * skills,
        richtingen=4 if kort else 6,
        team={"kort": 35, "normaal": 70, "volledig": 130}[opdracht.lengte],
    )
    text = _build(stof, plan)
    while text.woorden > upper - MARGIN and plan.krap < 4:
        plan = replace(plan, krap=plan.krap + 1, richtingen=max(1, plan.richtingen - 1), team=max(0, plan.team - 12))
        text = _build(stof, plan)
    for step in _steps(opdracht, plan):
        wider = step(plan)
        grown = _build(stof, wider)
        if text.woorden < grown.woorden <= upper - MARGIN:
            plan, text = wider, grown
    return text


def _steps(opdracht: Opdracht, plan: Plan) -> Iterator[Any]:
    """What may be added, in order; each step is a function of the plan at that moment."""

    def more(name: str) -> Any:
        return lambda now: replace(now, **{name: getattr(now, name) + 1})

    def more_at(name: str, index: int) -> Any:
        return lambda now: replace(
            now, **{name: tuple(value + (place == index) for place, value in enumerate(getattr(now, name)))}
        )

    areas, skills = range(len(plan.taken)), range(len(plan.voorbeelden))
    kort = opdracht.lengte == "kort"
    yield more("kenmerken")
    if not kort:
        yield from (more_at("taken", index) for index in areas)
        yield from (more_at("voorbeelden", index) for index in skills)
        yield more("kenmerken")
    for _ in range(4):
        yield from (more_at("taken", index) for index in areas)
    if not kort:
        yield more("kenmerken")
        yield from (more("vaardigheden") for _ in range(3))
        yield from (more("kennis") for _ in range(6))
        yield from (more_at("voorbeelden", index) for index in skills)
        yield from (more("situaties") for _ in range(3))
        yield from (more_at("voorbeelden", index) for index in skills)


class _Stof:
    """What stays the same however much of it is used: the facts and the filled snippets."""

    def __init__(self, opdracht: Opdracht) -> None:
        self.opdracht = opdracht
        self.facts = _Facts(opdracht)
        context = self.facts.context()
        self.snippets = {name: opdracht.bewoording.snippet(name, context) for name in SNIPPETS}

    def snippet(self, name: str, ritme: Ritme) -> tuple[Blok, ...]:
        """The paragraphs of a snippet."""
        bron = Bron("sjabloon", f"templates/vacature/{name}", "sjabloon")
        blocks = []
        for paragraph in self.snippets[name]:
            for line in paragraph:
                ritme.note(line)
            blocks.append(Blok("alinea", tuple(Zin(line, (bron,)) for line in paragraph)))
        return tuple(blocks)

    def snippet_list(self, name: str, ritme: Ritme) -> tuple[Blok, ...]:
        """The sentences of a snippet as a list."""
        items = tuple((zin,) for block in self.snippet(name, ritme) for zin in block.zinnen)
        return (Blok("lijst", punten=items),) if items else ()


def _build(stof: _Stof, plan: Plan) -> Vacaturetekst:
    opdracht, facts = stof.opdracht, stof.facts
    ritme = Ritme(opdracht.bewoording)
    koppen = opdracht.bewoording.koppen
    sections = (
        Onderdeel("intro", "", _intro(stof, plan, ritme)),
        Onderdeel("organisatie", koppen["organisatie"], _organisation(stof, plan, ritme)),
        Onderdeel("taken", koppen["taken"], _tasks(opdracht, plan, ritme)),
        Onderdeel("profiel", koppen["profiel"], _profile(opdracht, plan, ritme)),
        Onderdeel("aanbod", koppen["aanbod"], stof.snippet_list("aanbod.j2", ritme)),
        Onderdeel("procedure", koppen["procedure"], stof.snippet("procedure.j2", ritme)),
        Onderdeel("klein", koppen["klein"], stof.snippet("kleine-letters.j2", ritme)),
        *_concept(opdracht),
    )
    return Vacaturetekst(
        titel=facts.title,
        slug=opdracht.selectie.slug,
        organisatie=facts.organisation,
        feiten=facts.bar(),
        onderdelen=tuple(section for section in sections if section.blokken),
        lengte=opdracht.lengte,
        concept=opdracht.gegevens is None,
        open_punten=tuple(f"{one.melding} Kies {one.keuze()}." for one in opdracht.selectie.open_keuzes),
        opmerkingen=tuple(dict.fromkeys(ritme.opmerkingen)),
    )


def _concept(opdracht: Opdracht) -> tuple[Onderdeel, ...]:
    """On a concept: what of the book must be settled first."""
    open_points = opdracht.selectie.open_keuzes
    if opdracht.gegevens is not None or not open_points:
        return ()
    bron = Bron("boek", "tegenstrijdigheid in het boek", "vergelijking")
    items = tuple((Zin(f"{one.kort} Kies {' of '.join(one.bronnen)}.", (bron,)),) for one in open_points)
    return (Onderdeel("concept", opdracht.bewoording.koppen["concept"], (Blok("lijst", punten=items),)),)


class _Facts:
    """The facts as words, or as a marked gap where a concept still lacks them."""

    def __init__(self, opdracht: Opdracht) -> None:
        self.opdracht = opdracht
        self.given = opdracht.gegevens
        self.organisation = opdracht.organisatie or opdracht.book.organisatie or "[in te vullen: organisatie]"
        own = self.given.vacature.functienaam if self.given else None
        self.title = own or upper_first(opdracht.selectie.naam)

    def bar(self) -> tuple[Feit, ...]:
        """The facts under the title."""
        schaal = self.opdracht.selectie.schaal
        place = self.given.werkplek.plaats if self.given else "[in te vullen: standplaats]"
        facts = [
            Feit("Organisatie", self.organisation),
            Feit("Standplaats", place),
            Feit("Uren", f"{self.hours()} uur per week"),
            Feit("Salarisschaal", f"schaal {schaal}") if schaal is not None else None,
            Feit("Reageren", f"reageren tot en met {self.closing()}"),
            Feit("Vacaturenummer", f"vacaturenummer {self.given.vacature.nummer}")
            if self.given and self.given.vacature.nummer
            else None,
        ]
        if self.given and slug(place) in slug(self.organisation).split("-"):
            facts[1] = None  # "Gemeente Voorbeeldstad · Voorbeeldstad" says it twice
        return tuple(fact for fact in facts if fact)

    def hours(self) -> str:
        """ "32 tot 36", or "36"."""
        if not self.given:
            return "[in te vullen: uren per week]"
        low, high = _number(self.given.dienstverband.uren_min), _number(self.given.dienstverband.uren_max)
        return high if low == high else f"{low} tot {high}"

    def closing(self) -> str:
        """The last day to apply."""
        return dutch_date(self.given.vacature.sluitingsdatum) if self.given else "[in te vullen: sluitingsdatum]"

    def context(self) -> dict[str, Any]:
        """All names that a snippet may use."""
        return {**self._function(), **self._contract(), **self._applying()}

    def _function(self) -> dict[str, Any]:
        selectie, team = self.opdracht.selectie, self.given.team if self.given else None
        cluster = _cluster(self.opdracht)
        return {
            "functie": self.title,
            "functie_klein": lower_first(self.title),
            "normfunctie": selectie.functie.naam,
            "organisatie": self.organisation,
            "organisatiecompetenties": [lower_first(name) for name in self.opdracht.book.organisatiecompetenties],
            "teamnaam": team.naam if team else None,
            "cluster": cluster[0] if cluster else None,
            "cluster_fte": cluster[1] if cluster else None,
            "opening": self.given.vacature.opening if self.given else None,
            "schaal": None if selectie.schaal is None else str(selectie.schaal),
            "lengte": self.opdracht.lengte,
            "concept": self.given is None,
        }

    def _contract(self) -> dict[str, Any]:
        given = self.given
        return {
            "uren": self.hours(),
            "contract": given.dienstverband.contract if given else "[in te vullen: soort dienstverband]",
            "duur": given.dienstverband.duur if given else None,
            "startdatum": dutch_date(given.vacature.startdatum) if given and given.vacature.startdatum else None,
            "publicatiedatum": dutch_date(given.vacature.publicatiedatum)
            if given
            else "[in te vullen: publicatiedatum]",
            "sluitingsdatum": self.closing(),
            "plaats": given.werkplek.plaats if given else "[in te vullen: standplaats]",
            "thuiswerken": _sentence(given.werkplek.thuiswerken) if given and given.werkplek.thuiswerken else None,
            "cao": given.aanbod.cao if given else None,
            "voorwaarden": [_sentence(one) for one in given.aanbod.voorwaarden] if given else [],
            "bedragen": self._amounts(),
        }

    def _amounts(self) -> dict[str, Any] | None:
        loon = self.opdracht.loon
        if loon is None or self.given is None:
            return None
        low, high = self.given.dienstverband.uren_min, self.given.dienstverband.uren_max
        part = [hours for hours in dict.fromkeys((low, high)) if hours < 36]
        shares = [f"bij {_number(hours)} uur {' tot '.join(euro(one) for one in loon.bij(hours))}" for hours in part]
        return {
            "laagste": euro(loon.laagste),
            "hoogste": euro(loon.hoogste),
            "deeltijd": "; ".join(shares),
            "verouderd": loon.verouderd,
            "bron": loon.bron,
            "van": dutch_date(loon.van),
        }

    def _applying(self) -> dict[str, Any]:
        if self.given is None:
            return {
                "webadres": None,
                "email": "[in te vullen: e-mailadres of webadres]",
                "stappen": [],
                "assessment": False,
                "vog": False,
                "screening": False,
                "contactfunctie": None,
                "contactnaam": "[in te vullen: naam]",
                "bereikbaar": "[in te vullen: telefoon of e-mail]",
            }
        applying, contact = self.given.solliciteren, self.given.contact
        reach = [contact.telefoon, contact.email]
        return {
            "webadres": applying.webadres,
            "email": applying.email,
            "stappen": [_sentence(step) for step in applying.stappen],
            "assessment": applying.assessment,
            "vog": applying.vog,
            "screening": applying.screening,
            "contactnaam": contact.naam,
            "contactfunctie": contact.functie,
            "bereikbaar": " of ".join(one for one in reach if one),
        }


def _areas(opdracht: Opdracht) -> list[tuple[str, Sequence[Tekst]]]:
    """The result areas with their tasks; a module that belongs to the place comes last."""
    functie = opdracht.selectie.functie
    areas: list[tuple[str, Sequence[Tekst]]] = [
        (area.naam or f"Resultaatgebied {area.nummer or number}", area.taken)
        for number, area in enumerate(functie.resultaatgebieden, 1)
    ]
    if opdracht.gegevens and opdracht.gegevens.vacature.module:
        from pipeline.models.zoeken import find_named

        module = find_named(
            opdracht.book.modules, opdracht.gegevens.vacature.module, lambda one: (one.naam, one.id), what="module"
        )
        areas.append((module.naam, module.taken))
    return areas


def _cluster(opdracht: Opdracht) -> tuple[str, str | None] | None:
    name = opdracht.gegevens.team.cluster if opdracht.gegevens else None
    if not name:
        return None
    known = next((one for one in opdracht.book.clusters if slug(one.naam) == slug(name)), None)
    return (known.naam, _number(known.fte) if known.fte else None) if known else (name, None)


def _intro(stof: _Stof, plan: Plan, ritme: Ritme) -> tuple[Blok, ...]:
    first = stof.snippet("intro.j2", ritme)
    sentences = [
        Zin(ritme.sentence(one, "opening", je=False), (one.bron,)) for one in _core(stof.opdracht, plan, ritme)
    ]
    if not first or not sentences:
        return first or ((Blok("alinea", tuple(sentences)),) if sentences else ())
    return (*first[:-1], Blok("alinea", (*first[-1].zinnen, *sentences)))


def _core(opdracht: Opdracht, plan: Plan, ritme: Ritme) -> list[Gegeven]:
    """The kenmerken that open the text: first those that begin with another verb, so that no verb comes twice."""
    what = f"kenmerk van {opdracht.selectie.functie.naam}"
    found = [one for k in opdracht.selectie.kenmerken for one in convert(k.tekst, what, k.herkomst, ritme)]
    seen: set[str] = set()
    fresh: list[Gegeven] = []
    again: list[Gegeven] = []
    for one in found:
        verb = (one.part.bare or one.part.text).split()[0]
        (again if verb in seen else fresh).append(one)
        seen.add(verb)
    return [*fresh, *again][: plan.kenmerken]


def _organisation(stof: _Stof, plan: Plan, ritme: Ritme) -> tuple[Blok, ...]:
    opdracht = stof.opdracht
    given = opdracht.gegevens
    blocks: list[Blok] = []
    if given and given.team.tekst:
        place = Bron("gegevens", "eigen tekst over het team", "overgenomen")
        paragraphs = [line.strip() for line in given.team.tekst.splitlines() if line.strip()]
        blocks += [Blok("alinea", tuple(Zin(one, (place,)) for one in split_sentences(line))) for line in paragraphs]
    elif given and given.team.cluster:
        blocks += _chapter(opdracht, plan.team)
    for block in blocks:
        for zin in block.zinnen:
            ritme.note(zin.tekst)
    opening = [zin for block in stof.snippet("team.j2", ritme) for zin in block.zinnen]
    if opening and blocks:
        blocks[0] = Blok("alinea", (*opening, *blocks[0].zinnen))
    elif opening:
        blocks = [Blok("alinea", tuple(opening))]
    if plan.krap >= 3 and blocks:
        return tuple(blocks)
    return (*blocks, *stof.snippet("organisatie.j2", ritme))


def _chapter(opdracht: Opdracht, words: int) -> list[Blok]:
    """The book's own chapter on the cluster, whole sentences of it up to a number of words."""
    cluster = opdracht.gegevens.team.cluster if opdracht.gegevens else None
    title, paragraphs = chapter_of(opdracht.book, cluster) if cluster else ("", ())
    left, sentences = words, list[Zin]()
    for alinea in paragraphs:
        if alinea.soort != "alinea":
            continue
        bron = Bron("boek", f"hoofdstuk ‘{title}’", "ingekort overgenomen", alinea.tekst, (alinea.herkomst,))
        for sentence in split_sentences(alinea.tekst):
            left -= tel_woorden(sentence)
            if left < 0 and sentences:
                return [Blok("alinea", tuple(sentences))]
            if not sentence.endswith(":"):  # announces a list that is not taken along
                sentences.append(Zin(sentence, (bron,)))
    return [Blok("alinea", tuple(sentences))] if sentences else []


def _tasks(opdracht: Opdracht, plan: Plan, ritme: Ritme) -> tuple[Blok, ...]:
    core = [one.part.text for one in _core(opdracht, plan, ritme)]
    areas = [(name, _area_sentences(opdracht, name, tasks, ritme, core)) for name, tasks in _areas(opdracht)]
    counts = dict(zip((name for name, _ in areas), plan.taken, strict=False))
    areas = [(name, found) for name, found in areas if found]
    if opdracht.lengte == "kort":
        items = tuple(_short_area(name, found[: counts[name]], ritme) for name, found in areas)
        return (Blok("lijst", punten=items),) if items else ()
    blocks: list[Blok] = []
    for name, found in areas:
        sentences = []
        for number, one in enumerate(found[: counts[name]]):
            text = ritme.sentence(one, je=number == 0 or None, first=f"Bij {lower_first(name)}" if number == 0 else "")
            sentences.append(Zin(text, (one.bron,)))
        blocks += [Blok("kop", kop=upper_first(name)), Blok("alinea", tuple(sentences))]
    if situations := _situations(opdracht, plan, ritme):
        blocks += [Blok("kop", kop=opdracht.bewoording.koppen["situaties"]), Blok("alinea", situations)]
    return tuple(blocks)


def _area_sentences(
    opdracht: Opdracht, name: str, tasks: Sequence[Tekst], ritme: Ritme, core: Sequence[str]
) -> list[Gegeven]:
    """The tasks of an area as sentences; what the opening already said comes last."""
    from rapidfuzz import fuzz

    what = f"taak bij ‘{name}’ van {opdracht.selectie.functie.naam}"
    found = [one for task in tasks for one in convert(task.tekst, what, task.herkomst, ritme)]
    said = [
        one for one in found if any(fuzz.token_set_ratio(one.part.text.lower(), text.lower()) >= SAID for text in core)
    ]
    return [*pairs([one for one in found if one not in said]), *pairs(said)]


def _short_area(name: str, found: Sequence[Gegeven], ritme: Ritme) -> tuple[Zin, ...]:
    head = as_item(upper_first(name), found[0], ritme.bewoording)
    ritme.note(head.geheel)
    return (head, *(Zin(ritme.sentence(one, je=False), (one.bron,)) for one in found[1:]))


def _profile(opdracht: Opdracht, plan: Plan, ritme: Ritme) -> tuple[Blok, ...]:
    profiel, blocks = opdracht.selectie.profiel, []
    sentences: list[Zin] = []
    if profiel and profiel.opleiding and (text := opleiding_zin(profiel.opleiding, plan.richtingen)):
        places = (profiel.opleiding.herkomst or profiel.herkomst,)
        sentences.append(
            Zin(text, (Bron("boek", "opleiding in het profiel", "opleiding", profiel.opleiding.tekst or "", places),))
        )
        ritme.note(text)
    sentences += _knowledge(opdracht, plan, ritme)
    if sentences:
        blocks.append(Blok("alinea", tuple(sentences)))
    details = _details(opdracht, plan, ritme)
    kort = opdracht.lengte == "kort"
    asked = [
        competentie_punt(one, ritme, voorbeelden=count, kort=kort)
        for one, count in zip(opdracht.selectie.competenties, plan.voorbeelden, strict=True)
    ]
    extra = opdracht.gegevens.eisen.extra if opdracht.gegevens else ()
    own = [(Zin(_sentence(one), (Bron("gegevens", "aanvullende eis", "overgenomen"),)),) for one in extra]
    for (zin,) in own:
        ritme.note(zin.tekst)
    items = (*details, *asked, *own)
    if items:
        blocks.append(Blok("lijst", punten=items))
    return tuple(blocks)


def _knowledge(opdracht: Opdracht, plan: Plan, ritme: Ritme) -> list[Zin]:
    """Name in a sentence each the subjects of knowledge and skill that are not spelled out below."""
    from pipeline.render.vacature_bewoording import opsomming

    profiel = opdracht.selectie.profiel
    if profiel is None:
        return []
    found = []
    known, able = onderwerpen(profiel.kennis[plan.kennis :]), onderwerpen(profiel.vaardigheden[plan.vaardigheden :])
    if known:
        bron = Bron(
            "boek",
            "kennis in het profiel",
            "opsomming",
            herkomst=tuple(k.herkomst for k in profiel.kennis[plan.kennis :]),
        )
        found.append(Zin(f"{'Verder heb' if plan.kennis else 'Ook heb'} je kennis van {opsomming(known)}.", (bron,)))
    if able:
        rest = profiel.vaardigheden[plan.vaardigheden :]
        bron = Bron("boek", "vaardigheden in het profiel", "opsomming", herkomst=tuple(one.herkomst for one in rest))
        verb = "gaat" if len(able) == 1 else "gaan"
        found.append(Zin(f"{upper_first(opsomming(able))} {verb} je goed af.", (bron,)))
    for zin in found:
        ritme.note(zin.tekst)
    return found


def _details(opdracht: Opdracht, plan: Plan, ritme: Ritme) -> list[tuple[Zin, ...]]:
    profiel = opdracht.selectie.profiel
    if profiel is None:
        return []
    chosen = [("kennis", one) for one in profiel.kennis[: plan.kennis]]
    chosen += [("vaardigheid", one) for one in profiel.vaardigheden[: plan.vaardigheden]]
    return [(zin,) for soort, one in chosen if (zin := onderwerp_punt(one, soort, ritme))]


def _situations(opdracht: Opdracht, plan: Plan, ritme: Ritme) -> tuple[Zin, ...]:
    profiel = opdracht.selectie.profiel
    sentences: list[Zin] = []
    for one in profiel.kritische_werksituaties[: plan.situaties] if profiel else ():
        what = f"kritische werksituatie ‘{one.naam or one.nummer}’"
        for found in convert(one.omschrijving or "", what, one.herkomst, ritme) if one.omschrijving else []:
            text = ritme.bewoording.plain(found.part.text)
            ritme.note(text)
            sentences.append(Zin(text, (found.bron,)))
    return tuple(sentences)


def split_sentences(text: str) -> list[str]:
    """Split running text after full stops that end a sentence."""
    return [one for one in re.split(r"(?<=[.!?])\s+(?=[A-ZÀ-Ý‘\"'(])", " ".join(text.split())) if one]


def _sentence(text: str) -> str:
    text = " ".join(text.split())
    return text if text.endswith((".", "!", "?")) else f"{text}."


def _number(value: float) -> str:
    return f"{value:g}".replace(".", ",")


_MONTHS = [
    "januari",
    "februari",
    "maart",
    "april",
    "mei",
    "juni",
    "juli",
    "augustus",
    "september",
    "oktober",
    "november",
    "december",
]


def dutch_date(date: datetime.date) -> str:
    """Write a date as a reader says it.

    >>> dutch_date(datetime.date(2027, 1, 15))
    '15 januari 2027'
    """
    return f"{date.day} {_MONTHS[date.month - 1]} {date.year}"
