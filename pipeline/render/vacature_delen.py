"""The sections of a vacancy, each as full as the plan says."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from pipeline.models.functieboek import Onderwerp, Tekst, slug
from pipeline.render.vacature_bewoording import SNIPPETS, opsomming
from pipeline.render.vacature_bronnen import Zinbronnen
from pipeline.render.vacature_feiten import Feiten, Opdracht, as_sentence
from pipeline.render.vacature_model import Blok, Bron, Zin, tel_woorden
from pipeline.render.vacature_profiel import competentie_punt, onderwerp_punt, onderwerpen, opleiding_zin
from pipeline.render.vacature_selectie import chapter_of
from pipeline.render.vacature_taken import areas
from pipeline.render.vacature_zinnen import Gegeven, Ritme, apart, as_item, convert, lower_first, pairs, upper_first

OWN_REQUIREMENT = Bron("gegevens", "aanvullende eis", "overgenomen", veld="eisen.extra")
SAID = 80
"""Similarity (0-100) from which a task says again what the opening said."""


@dataclass(frozen=True, slots=True)
class Plan:
    """How much of each part a vacancy takes."""

    kenmerken: int = 1
    taken: tuple[int, ...] = ()
    """Sentences of each result area."""
    voorbeelden: tuple[int, ...] = ()
    """Indicators shown with each competence."""
    kennis: int = 0
    """Subjects of knowledge spelled out; the others are named in one sentence."""
    vaardigheden: int = 1
    """Skills, each a sentence."""
    situaties: int = 0
    richtingen: int = 5
    team: int = 80
    """Words of the team text."""
    krap: int = 0
    """How far a short vacancy is cut back: 1 and up leave out what matters least."""


class Stof:
    """What stays the same however much of it is used: the facts and the filled snippets."""

    def __init__(self, opdracht: Opdracht) -> None:
        self.opdracht = opdracht
        self.facts = Feiten(opdracht)
        context = self.facts.context()
        self.sources = Zinbronnen(opdracht, context)
        self.snippets = {name: opdracht.bewoording.snippet(name, context) for name in SNIPPETS}

    def snippet(self, name: str, ritme: Ritme) -> tuple[Blok, ...]:
        """The paragraphs of a snippet."""
        blocks = []
        for paragraph in self.snippets[name]:
            for line in paragraph:
                ritme.note(line)
            blocks.append(Blok("alinea", tuple(Zin(line, self.sources.of(name, line)) for line in paragraph)))
        return tuple(blocks)

    def snippet_list(self, name: str, ritme: Ritme) -> tuple[Blok, ...]:
        """The sentences of a snippet as a list."""
        items = tuple((zin,) for block in self.snippet(name, ritme) for zin in block.zinnen)
        return (Blok("lijst", punten=items),) if items else ()


def areas_of(opdracht: Opdracht) -> list[tuple[str, Sequence[Tekst]]]:
    """The result areas with their tasks; a module that belongs to the place comes last."""
    module = opdracht.gegevens.vacature.module if opdracht.gegevens else None
    return areas(opdracht.book, opdracht.selectie.functie, module)


def intro(stof: Stof, plan: Plan, ritme: Ritme) -> tuple[Blok, ...]:
    """Open with the snippet, and behind it the core of the function."""
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


def organisatie(stof: Stof, plan: Plan, ritme: Ritme) -> tuple[Blok, ...]:
    """Say where the work is: the team, by the recruiter or the book, and what is asked of everyone."""
    opdracht = stof.opdracht
    given = opdracht.gegevens
    blocks: list[Blok] = []
    if given and given.team.tekst:
        place = Bron("gegevens", "eigen tekst over het team", "overgenomen", veld="team.tekst")
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
        bron = Bron("boek", f"hoofdstuk “{title}”", "ingekort overgenomen", alinea.tekst, (alinea.herkomst,))
        for sentence in split_sentences(alinea.tekst):
            left -= tel_woorden(sentence)
            if left < 0 and sentences:
                return [Blok("alinea", tuple(sentences))]
            if not sentence.endswith(":"):  # announces a list that is not taken along
                sentences.append(Zin(sentence, (bron,)))
    return [Blok("alinea", tuple(sentences))] if sentences else []


def taken(opdracht: Opdracht, plan: Plan, ritme: Ritme) -> tuple[Blok, ...]:
    """Say what the work is, an area at a time; a short vacancy as a list, others as paragraphs.

    Where the chosen order comes back to an area after another, headings would come twice: then it is one list.
    """
    told = _chosen(opdracht, ritme) if opdracht.selectie.gekozen else _planned(opdracht, plan, ritme)
    kort = opdracht.lengte == "kort"
    blocks: list[Blok] = []
    if opdracht.selectie.gekozen and len({name for name, _ in told}) < len(told):
        each = [one for _, found in told for one in found]
        blocks = [Blok("lijst", punten=tuple((Zin(ritme.item(one), (one.bron,)),) for one in each))]
    elif kort:
        items = tuple(_short_area(name, found, ritme) for name, found in told)
        blocks = [Blok("lijst", punten=items)] if items else []
    else:
        blocks = _as_paragraphs(told, ritme)
    if not kort and (situations := _situations(opdracht, plan, ritme)):
        blocks += [Blok("kop", kop=opdracht.bewoording.koppen["situaties"]), Blok("alinea", situations)]
    return tuple(blocks)


def _planned(opdracht: Opdracht, plan: Plan, ritme: Ritme) -> list[tuple[str, list[Gegeven]]]:
    """Take as many sentences of each area as the plan says."""
    core = [one.part.text for one in _core(opdracht, plan, ritme)]
    found = [(name, _area_sentences(opdracht, name, tasks, ritme, core)) for name, tasks in areas_of(opdracht)]
    counts = dict(zip((name for name, _ in found), plan.taken, strict=False))
    return [(name, sentences[: counts[name]]) for name, sentences in found if sentences]


def _chosen(opdracht: Opdracht, ritme: Ritme) -> list[tuple[str, list[Gegeven]]]:
    """Take every task that was chosen, in that order; neighbours of one area stay together."""
    made = []
    for name, tasks in groupby(opdracht.selectie.gekozen, key=lambda one: one.gebied):
        what = _what(name, opdracht)
        found = pairs([one for task in tasks for one in convert(task.tekst, what, task.herkomst, ritme)])
        if found:
            made.append((name, found))
    return made


def _what(area: str, opdracht: Opdracht) -> str:
    return f"taak bij “{area}” van {opdracht.selectie.functie.naam}"


def _as_paragraphs(told: Sequence[tuple[str, Sequence[Gegeven]]], ritme: Ritme) -> list[Blok]:
    blocks: list[Blok] = []
    for name, found in told:
        sentences = []
        for number, one in enumerate(found):
            text = ritme.sentence(one, je=number == 0 or None, first=f"Bij {lower_first(name)}" if number == 0 else "")
            sentences.append(Zin(text, (one.bron,)))
        blocks += [Blok("kop", kop=upper_first(name)), Blok("alinea", tuple(sentences))]
    return blocks


def _area_sentences(
    opdracht: Opdracht, name: str, tasks: Sequence[Tekst], ritme: Ritme, core: Sequence[str]
) -> list[Gegeven]:
    """The tasks of an area as sentences; what the opening already said comes last."""
    from rapidfuzz import fuzz

    what = _what(name, opdracht)
    found = [one for task in tasks for one in convert(task.tekst, what, task.herkomst, ritme)]
    said = [
        one for one in found if any(fuzz.token_set_ratio(one.part.text.lower(), text.lower()) >= SAID for text in core)
    ]
    return apart([*pairs([one for one in found if one not in said]), *pairs(said)])


def _short_area(name: str, found: Sequence[Gegeven], ritme: Ritme) -> tuple[Zin, ...]:
    head = as_item(upper_first(name), found[0], ritme.bewoording)
    ritme.note(head.geheel)
    said = [head]
    for one in found[1:]:
        if ritme.run == 0 and ritme.may_start_with_je():
            said.append(Zin(ritme.item(one), (one.bron,)))
        else:  # one sentence with the last: a third "Je" in a row reads badly, and so does a connective in a list
            last = said.pop()
            text = ritme.bewoording.plain(one.part.text)
            joined = f"{last.tekst.rstrip('.')}; {text[:1].lower()}{text[1:]}"
            said.append(replace(last, tekst=joined, bronnen=(*last.bronnen, one.bron)))
    return tuple(said)


def profiel(opdracht: Opdracht, plan: Plan, ritme: Ritme) -> tuple[Blok, ...]:
    """Say who is sought: education, knowledge, skills, competences and the recruiter's own requirements."""
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
    own = [(Zin(as_sentence(one), (OWN_REQUIREMENT,)),) for one in extra]
    for (zin,) in own:
        ritme.note(zin.tekst)
    items = (*details, *asked, *own)
    if items:
        blocks.append(Blok("lijst", punten=items))
    return tuple(blocks)


def _skills(opdracht: Opdracht) -> tuple[Onderwerp, ...]:
    """The skills of the profile, but those that are asked as a competence already."""
    profiel = opdracht.selectie.profiel
    asked = {slug(one.naam) for one in opdracht.selectie.competenties}
    return tuple(one for one in profiel.vaardigheden if slug(one.onderwerp or "") not in asked) if profiel else ()


def _knowledge(opdracht: Opdracht, plan: Plan, ritme: Ritme) -> list[Zin]:
    """Name the subjects of knowledge that are not spelled out below, and say what the reader can do."""
    profiel = opdracht.selectie.profiel
    if profiel is None:
        return []
    found = []
    kennis = profiel.kennis[plan.kennis :] if plan.krap < 2 else profiel.kennis[:3]
    if names := onderwerpen(kennis):
        bron = Bron("boek", "kennis in het profiel", "opsomming", herkomst=tuple(one.herkomst for one in kennis))
        lead = "Verder heb" if plan.kennis else "Ook heb"
        found.append(Zin(f"{lead} je kennis van {opsomming(names)}.", (bron,)))
        ritme.note(found[0].tekst)
    for one in _skills(opdracht)[: plan.vaardigheden]:
        for skill in convert(one.omschrijving or "", f"vaardigheid “{one.onderwerp or ''}”", one.herkomst, ritme)[:1]:
            found.append(Zin(ritme.sentence(skill, je=False), (skill.bron,)))
    return found


def _details(opdracht: Opdracht, plan: Plan, ritme: Ritme) -> list[tuple[Zin, ...]]:
    profiel = opdracht.selectie.profiel
    chosen = profiel.kennis[: plan.kennis] if profiel else ()
    return [(zin,) for one in chosen if (zin := onderwerp_punt(one, "kennis", ritme))]


def _situations(opdracht: Opdracht, plan: Plan, ritme: Ritme) -> tuple[Zin, ...]:
    profiel = opdracht.selectie.profiel
    sentences: list[Zin] = []
    for one in profiel.kritische_werksituaties[: plan.situaties] if profiel else ():
        what = f"kritische werksituatie “{one.naam or one.nummer}”"
        for found in convert(one.omschrijving or "", what, one.herkomst, ritme) if one.omschrijving else []:
            text = ritme.bewoording.plain(found.part.text)
            ritme.note(text)
            sentences.append(Zin(text, (found.bron,)))
    return tuple(sentences)


def split_sentences(text: str) -> list[str]:
    """Split running text after full stops that end a sentence."""
    return [one for one in re.split(r"(?<=[.!?])\s+(?=[A-ZÀ-Ý‘\"'(])", " ".join(text.split())) if one]
