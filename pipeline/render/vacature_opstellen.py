"""Compose a vacancy: select, convert, condense and order, within the number of words that was asked.

A vacancy grows from its smallest form.  ``_steps`` lists what may be added, the most telling first; each addition stays
when the whole still fits.  So the length holds for a function with five result areas and for one with two, and the same
input always gives the same text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from pipeline.render import vacature_delen as delen
from pipeline.render.vacature_delen import Plan, Stof
from pipeline.render.vacature_feiten import Opdracht
from pipeline.render.vacature_model import GRENZEN, Blok, Bron, Onderdeel, Vacaturetekst, Zin
from pipeline.render.vacature_zinnen import Ritme

__all__ = ["Opdracht", "compose"]

MARGIN = 15
"""Words below the upper limit at which a vacancy stops growing, so that a small edit does not overrun it."""


def compose(opdracht: Opdracht) -> Vacaturetekst:
    """Make the vacancy text, as full as its length allows."""
    _, upper = GRENZEN[opdracht.lengte]
    stof = Stof(opdracht)
    areas = 0 if opdracht.selectie.gekozen else len(delen.areas_of(opdracht))  # what was chosen, is told whatever fits
    skills = len(opdracht.selectie.competenties)
    kort = opdracht.lengte == "kort"
    plan = Plan(
        taken=(1,) * areas,
        voorbeelden=(0,) * skills,
        richtingen=4 if kort else 6,
        team={"kort": 35, "normaal": 70, "volledig": 130}[opdracht.lengte],
    )
    text = _build(stof, plan)
    while text.woorden > upper - MARGIN and plan.krap < 4:
        plan = replace(
            plan,
            krap=plan.krap + 1,
            vaardigheden=0,
            richtingen=max(1, plan.richtingen - 1),
            team=max(0, plan.team - 12),
        )
        text = _build(stof, plan)
    size = text.woorden
    for step in _steps(opdracht, plan):
        wider = step(plan)
        grown = _build(stof, wider)
        if size < (longer := grown.woorden) <= upper - MARGIN:
            plan, text, size = wider, grown, longer
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
    yield more("vaardigheden")
    if not kort:
        yield from (more_at("taken", index) for index in areas)
        yield from (more_at("voorbeelden", index) for index in skills)
        yield more("kenmerken")
    for _ in range(4):
        yield from (more_at("taken", index) for index in areas)
    if not kort:
        yield more("kenmerken")
        yield from (more_at("voorbeelden", index) for index in skills)
        yield from (more("vaardigheden") for _ in range(2))
        yield from (more("kennis") for _ in range(6))
        yield from (more("situaties") for _ in range(3))
        yield from (more_at("voorbeelden", index) for index in skills)


def _build(stof: Stof, plan: Plan) -> Vacaturetekst:
    opdracht, facts = stof.opdracht, stof.facts
    ritme = Ritme(opdracht.bewoording)
    koppen = opdracht.bewoording.koppen
    sections = (
        Onderdeel("intro", "", delen.intro(stof, plan, ritme)),
        Onderdeel("organisatie", koppen["organisatie"], delen.organisatie(stof, plan, ritme)),
        Onderdeel("taken", koppen["taken"], delen.taken(opdracht, plan, ritme)),
        Onderdeel("profiel", koppen["profiel"], delen.profiel(opdracht, plan, ritme)),
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
        concept=opdracht.concept,
        open_punten=tuple(f"{one.melding} Kies {one.keuze()}." for one in opdracht.selectie.open_keuzes),
        opmerkingen=tuple(dict.fromkeys([*ritme.opmerkingen, *_put_right(ritme, sections)])),
    )


def _put_right(ritme: Ritme, sections: Iterable[Onderdeel]) -> list[str]:
    """Tell which verbs were put right, each once, and only where the text has them."""
    said = [zin for section in sections for block in section.blokken for zin in block.alle_zinnen()]
    places: dict[int, str] = {}
    for zin in said:
        for place in (one for bron in zin.bronnen for one in bron.herkomst):
            places[id(place)] = f"{places.get(id(place), '')} {zin.geheel.lower()}"
    found: dict[tuple[str, str], str] = {}
    for wrong, right, bron in ritme.verbeterd:
        if any(_has(places.get(id(place), ""), right) for place in bron.herkomst):
            note = f"Werkwoord verbeterd: “{wrong}” is in de vacature “{right}” ({bron.plek()})."
            found.setdefault((wrong, right), note)
    return list(found.values())


def _has(text: str, word: str) -> bool:
    return re.search(rf"\b{re.escape(word.lower())}\b", text) is not None


def _concept(opdracht: Opdracht) -> tuple[Onderdeel, ...]:
    """On a concept: what of the book must be settled first."""
    open_points = opdracht.selectie.open_keuzes
    if not opdracht.concept or not open_points:
        return ()
    bron = Bron("boek", "tegenstrijdigheid in het boek", "vergelijking")
    items = tuple((Zin(f"{one.kort} Kies {' of '.join(one.bronnen)}.", (bron,)),) for one in open_points)
    return (Onderdeel("concept", opdracht.bewoording.koppen["concept"], (Blok("lijst", punten=items),)),)
