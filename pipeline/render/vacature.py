"""Make a vacancy: compose the text once, and write it as Word, HTML, Markdown, JSON-LD and provenance."""

from __future__ import annotations

import datetime
import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from pipeline.dutch.readability import Leesbaarheid, readability
from pipeline.dutch.wording import Taalbevinding, check_wording, coded_words
from pipeline.errors import DataInvalidError
from pipeline.models.bevindingen import Bevinding
from pipeline.models.functieboek import Functieboek
from pipeline.models.huisstijl import Huisstijl
from pipeline.models.vacature import VAGUE_PAY, Gegevens, Invoer, Lengte
from pipeline.render import vacature_aandacht as aandacht
from pipeline.render.salaris import Loon, Salaristabel
from pipeline.render.vacature_bewoording import Bewoording
from pipeline.render.vacature_docx import vacature_docx
from pipeline.render.vacature_html import vacature_fragment, vacature_pagina
from pipeline.render.vacature_jsonld import as_json, vacature_jsonld
from pipeline.render.vacature_model import Vacaturetekst
from pipeline.render.vacature_opstellen import Opdracht, compose
from pipeline.render.vacature_selectie import Selectie, candidates, refuse_open, select
from pipeline.render.vacature_taken import tasks_of
from pipeline.render.vacature_tekst import vacature_herkomst, vacature_markdown


@dataclass(frozen=True, slots=True)
class Middelen:
    """What the organisation brings to every vacancy: its words, template and looks."""

    bewoording: Bewoording
    sjabloon: bytes
    huisstijl: Huisstijl = field(default_factory=Huisstijl)
    logo: bytes | None = None
    organisatie: str | None = None


@dataclass(frozen=True, slots=True)
class Gemaakt:
    """A finished vacancy."""

    tekst: Vacaturetekst
    bestanden: Mapping[str, bytes]
    """Suffix to contents: ".docx", ".html", ".fragment.html", ".md", ".json", ".herkomst.json"."""
    taal: tuple[Taalbevinding, ...]
    leesbaarheid: Leesbaarheid | None
    taal_zinnen: tuple[int, ...] = ()
    """For each finding about the language the number of its sentence in ``tekst.zinnen()``; -1 is the title."""
    velden: Mapping[str, str] = field(default_factory=dict)
    """For remarks of ``tekst.opmerkingen`` that are about one field of the facts: which."""

    @property
    def slug(self) -> str:
        """The stem of its file names."""
        return self.tekst.slug


def maak_vacature(
    book: Functieboek,
    number: int,
    middelen: Middelen,
    *,
    gegevens: Gegevens | Invoer | None = None,
    keuzes: Mapping[str, str] | None = None,
    lengte: Lengte = "normaal",
    salaristabel: Salaristabel | None = None,
    bevindingen: Sequence[Bevinding] = (),
    bron: bool = False,
) -> Gemaakt:
    """Make the vacancy of a candidate function (see ``vacature_selectie.find``).

    Args:
        book: the functieboek.
        number: which function.
        middelen: wording, template, looks.
        gegevens: the recruiter's facts; without them, or where they are not complete, the result is a concept.
        keuzes: which source counts where the book contradicts itself, above those in the facts.
        lengte: how long, where the facts do not say.
        salaristabel: amounts; none are built in.
        bevindingen: what is wrong in the book, to be told where it touches this function.
        bron: put sources in Word comments.

    Raises:
        DataInvalidError: the book contradicts itself and nobody chose, vague words are the only pay information, or a
            chosen task does not stand in the book.
        UsageError: the book has no such module or cluster.
        TemplateFaultyError: the template or a snippet is faulty.
    """
    given, missing = (gegevens.gegevens, gegevens.open) if isinstance(gegevens, Invoer) else (gegevens, None)
    selectie = select(
        book,
        number,
        {**_own_choices(given), **(keuzes or {})},
        taken=given.taken.vertel if given else (),
        module=given.vacature.module if given else None,
    )
    loon = _pay(selectie, given, missing, salaristabel)
    if given is not None and missing is None:
        refuse_open(selectie)
        _refuse_vague_pay(given, loon)
    lengte = given.vacature.lengte or lengte if given else lengte
    opdracht = Opdracht(book, selectie, middelen.bewoording, lengte, given, loon, middelen.organisatie, missing)
    tekst = compose(opdracht)
    points = _points(opdracht, tekst, bevindingen, table=salaristabel is not None)
    remarks = tuple(dict.fromkeys([*tekst.opmerkingen, *(text for _, text in points)]))
    made = _written(opdracht, replace(tekst, opmerkingen=remarks), middelen, bron=bron)
    return replace(made, velden={text: field for field, text in points if field})


def _points(
    opdracht: Opdracht, tekst: Vacaturetekst, bevindingen: Sequence[Bevinding], *, table: bool
) -> list[aandacht.Punt]:
    """All that the recruiter should look at, each with the field it is about."""
    selectie, given, missing = opdracht.selectie, opdracht.gegevens, opdracht.open or frozenset()
    module = given.vacature.module if given else None
    dated = given is not None and bool(given.vacature.startdatum or "vacature.publicatiedatum" not in missing)
    return [
        *aandacht.of_facts(given, missing, opdracht.loon),
        *aandacht.of_book(selectie, bevindingen),
        *aandacht.of_length(tekst),
        *aandacht.of_pay(selectie, opdracht.loon, table=table, dated=dated),
        *aandacht.of_tasks(tekst, selectie, tasks_of(opdracht.book, selectie.functie, module)),
    ]


def _written(opdracht: Opdracht, tekst: Vacaturetekst, middelen: Middelen, *, bron: bool) -> Gemaakt:
    """Write all files, and look at the language of the text."""
    book, gegevens = opdracht.book, None if opdracht.concept else opdracht.gegevens
    names = [naam for naam, _, _ in candidates(book)] + [functie.naam for functie in book.functies]
    paragraphs = [(f"onderdeel “{section}”", zin.geheel) for section, zin in tekst.zinnen()]
    taal = [
        (number, found)
        for number, paragraph in enumerate([("titel", tekst.titel), *paragraphs], -1)
        for found in check_wording([paragraph], names)
    ]
    reading = readability(paragraphs)
    datum: datetime.date | None = gegevens.vacature.publicatiedatum if gegevens else book.peildatum
    files: dict[str, bytes] = {
        ".docx": vacature_docx(
            tekst, middelen.sjabloon, huisstijl=middelen.huisstijl, logo=middelen.logo, datum=datum, bron=bron
        ),
        ".html": vacature_pagina(tekst).encode(),
        ".fragment.html": vacature_fragment(tekst).encode(),
        ".md": vacature_markdown(tekst).encode(),
        ".json": as_json(vacature_jsonld(tekst, opdracht.selectie, gegevens, opdracht.loon)).encode(),
    }
    coded = coded_words(" ".join(text for _, text in paragraphs))
    extra: dict[str, Any] = {
        "gekleurd": {"mannelijk": len(coded.mannelijk), "vrouwelijk": len(coded.vrouwelijk)},
        "bestanden": {suffix: hashlib.sha256(data).hexdigest() for suffix, data in sorted(files.items())},
    }
    provenance = json.loads(
        vacature_herkomst(tekst, [asdict(one) for _, one in taal], asdict(reading) if reading else {})
    )
    files[".herkomst.json"] = (json.dumps({**provenance, **extra}, ensure_ascii=False, indent=1) + "\n").encode()
    return Gemaakt(tekst, files, tuple(one for _, one in taal), reading, tuple(number for number, _ in taal))


def _own_choices(gegevens: Gegevens | None) -> dict[str, str]:
    chosen = gegevens.keuzes.model_dump() if gegevens else {}
    return {key: value for key, value in chosen.items() if value}


def _pay(
    selectie: Selectie, gegevens: Gegevens | None, missing: frozenset[str] | None, tabel: Salaristabel | None
) -> Loon | None:
    if tabel is None or gegevens is None or selectie.schaal is None:
        return None
    vacancy = gegevens.vacature
    if vacancy.startdatum is None and "vacature.publicatiedatum" in (missing or ()):
        return None
    return tabel.loon(selectie.schaal, vacancy.startdatum or vacancy.publicatiedatum)


def _refuse_vague_pay(gegevens: Gegevens, loon: Loon | None) -> None:
    """Vague words may stand beside amounts, never in their place."""
    if loon is not None:
        return
    texts = [*gegevens.aanbod.voorwaarden, gegevens.team.tekst or "", gegevens.vacature.opening or ""]
    for text in texts:
        if found := VAGUE_PAY.search(text):
            raise DataInvalidError(
                f"“{found.group()}” mag niet de enige informatie over het loon zijn "
                "(Richtlijn (EU) 2023/970, artikel 5).",
                "Geef uw salaristabel op bij aanbod.salaristabel, of haal deze woorden weg.",
            )
