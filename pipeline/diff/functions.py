"""Compare two functions, two modules and two profiles that belong together, part by part."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from pipeline.diff.assign import Pairs, pair_equal
from pipeline.diff.lists import FLOOR, compare_list, pair_alike, pair_texts
from pipeline.diff.record import Draft, Recorder, Spot
from pipeline.diff.tasks import compare_areas, compare_tasks
from pipeline.diff.weigh import kenmerk_weight
from pipeline.models.functieboek import (
    Benoemd,
    Competentie,
    Functie,
    Kenmerk,
    Module,
    Profielcompetentie,
    slug,
)
from pipeline.models.weergave import competentie_text
from pipeline.models.wijzigingen import Onderdeel

C = TypeVar("C", Competentie, Profielcompetentie)
_NAME_FLOOR = 0.85
"""A competence whose name changed more than this is another competence."""


def compare_function(recorder: Recorder, spot: Spot, old: Functie, new: Functie) -> None:
    """Tell the differences between two editions of one function description."""
    _compare_name(recorder, spot, old, new)
    code = recorder.scalar("metadata", spot.at("code"), old.code, new.code)
    if code:
        code.toelichting = "De code van de functie."
    recorder.scalar("normfunctie", spot.at("normfunctie"), old.normfunctie, new.normfunctie)
    dates = [str(day) if day else None for day in (old.peildatum, new.peildatum)]
    date = recorder.scalar("metadata", spot.at("peildatum"), *dates)
    if date:
        date.toelichting = "De peildatum van de functie."
    _compare_named(recorder, "functiereeks", spot, old.functiereeks, new.functiereeks)
    _compare_named(recorder, "functiegroep", spot, old.functiegroep, new.functiegroep)
    compare_kenmerken(recorder, spot.at("kenmerken"), old.kenmerken, new.kenmerken)
    compare_competences(recorder, spot.at("competenties"), old.competenties, new.competenties)
    compare_areas(recorder, spot.at("resultaatgebieden"), old.resultaatgebieden, new.resultaatgebieden)
    recorder.scalar(
        "module", spot.at("module", old=old.module_herkomst, new=new.module_herkomst), old.module, new.module
    )


def _compare_name(recorder: Recorder, spot: Spot, old: Functie, new: Functie) -> None:
    """Another id is a renamed function; the same id in another spelling a changed name."""
    here = spot.at("naam")
    if slug(old.naam) != slug(new.naam):
        draft = recorder.changed("functie", here, old.naam, new.naam, soort="hernoemd")
    elif old.naam != new.naam:
        draft = recorder.changed("naam", here, old.naam, new.naam)
    elif old.id != new.id:  # one of two descriptions with the same name came or went
        draft = recorder.changed("metadata", spot.at("id"), old.id, new.id)
        draft.toelichting = "Dezelfde naam komt in één van de edities vaker voor; alleen het kenmerk (id) verschilt."
        return
    else:
        return
    if old.id != new.id:
        draft.gevolgen.append((spot.oud.at("id").pad, spot.nieuw.at("id").pad))


def _compare_named(recorder: Recorder, onderdeel: Onderdeel, spot: Spot, old: Benoemd, new: Benoemd) -> None:
    here = spot.at(onderdeel, old=old.herkomst, new=new.herkomst)
    for key, label in (("naam", "De naam"), ("omschrijving", "De omschrijving")):
        draft = recorder.scalar(onderdeel, here.at(key), getattr(old, key), getattr(new, key))
        if draft:
            draft.toelichting = f"{label} van de {onderdeel}."


def compare_kenmerken(recorder: Recorder, spot: Spot, old: Sequence[Kenmerk], new: Sequence[Kenmerk]) -> None:
    """Tell the differences between two lists of kenmerken, bold included."""

    def changed(here: Spot, before: Kenmerk, after: Kenmerk) -> Draft | None:
        if _kenmerk_content(before) == _kenmerk_content(after):
            return None
        gewicht, sets_level = kenmerk_weight(before, after, recorder.known)
        draft = recorder.changed("kenmerk", here, before.tekst, after.tekst, gewicht=gewicht, niveaubepalend=sets_level)
        if before.tekst == after.tekst:
            draft.toelichting = "De woorden zijn gelijk; de vetgedrukte (niveaubepalende) woorden zijn anders."
        return draft

    compare_list(
        recorder, "kenmerk", spot, old, new,
        pairs=pair_kenmerken(old, new), show=lambda item: item.tekst, changed=changed,
        sets_level=lambda item: bool(item.nadruk or item.nadruk_posities),
    )  # fmt: skip


def pair_kenmerken(old: Sequence[Kenmerk], new: Sequence[Kenmerk]) -> Pairs:
    """Pair kenmerken: the same with their bold first, so that of two with the same words each finds its own."""
    pairs: Pairs = {}
    pair_equal(old, new, _kenmerk_content, pairs)
    a, b = [item.tekst for item in old], [item.tekst for item in new]
    pair_equal(a, b, lambda text: text, pairs)
    rest: Pairs = dict(pairs)
    pair_alike(a, b, rest, FLOOR)
    return rest


def _kenmerk_content(item: Kenmerk) -> tuple[object, ...]:
    return item.tekst, item.nadruk, item.nadruk_posities


def compare_competences(recorder: Recorder, spot: Spot, old: Sequence[Competentie], new: Sequence[Competentie]) -> None:
    """Tell the differences between the competences that a function or module asks."""
    compare_list(
        recorder, "competentie", spot, old, new,
        pairs=pair_competences(old, new), show=competentie_text,
        changed=lambda here, a, b: compare_level(recorder, here, a, b), sets_level=lambda item: True,
        after=lambda item, draft: note_competence(draft, item.naam),
    )  # fmt: skip


def note_competence(draft: Draft, naam: str) -> None:
    """Write down which competence a change is about."""
    draft.competentie = slug(naam)


def pair_competences(old: Sequence[C], new: Sequence[C]) -> Pairs:
    """Pair competences by name, a misspelling allowed; another name is another competence."""
    pairs: Pairs = {}
    pair_equal(old, new, lambda item: (slug(item.naam), item.niveau), pairs)
    pair_equal(old, new, lambda item: slug(item.naam), pairs)
    pair_alike([item.naam for item in old], [item.naam for item in new], pairs, _NAME_FLOOR)
    return pairs


def compare_level(recorder: Recorder, spot: Spot, old: C, new: C) -> Draft | None:
    """Tell of a competence that is in both: its name, and its level as one change with the name of the level."""
    recorder.scalar("competentie", spot.at("naam"), old.naam, new.naam)
    if (old.niveau, old.niveaunaam) == (new.niveau, new.niveaunaam):
        return None
    texts = competentie_text(old), competentie_text(new)
    if old.niveau == new.niveau:
        # Where no level is printed, its name is the level.
        draft = recorder.changed("niveau", spot.at("niveaunaam"), *texts, niveaubepalend=old.niveau is None)
    else:
        draft = recorder.changed("niveau", spot.at("niveau"), *texts, gewicht="inhoudelijk", niveaubepalend=True)
        if old.niveaunaam != new.niveaunaam:
            here = spot.at("niveaunaam")
            draft.gevolgen.append((here.oud.pad, here.nieuw.pad))
    draft.competentie = slug(new.naam)
    return draft


def compare_module(recorder: Recorder, spot: Spot, old: Module, new: Module) -> None:
    """Tell the differences between two editions of a module."""
    here = spot.at("naam")
    if old.naam != new.naam:
        draft = recorder.changed(
            "module", here, old.naam, new.naam, soort="hernoemd" if old.id != new.id else "gewijzigd"
        )
        if old.id != new.id:
            draft.gevolgen.append((spot.oud.at("id").pad, spot.nieuw.at("id").pad))
    elif old.id != new.id:
        recorder.changed("metadata", spot.at("id"), old.id, new.id)
    texts = [item.tekst for item in old.taken], [item.tekst for item in new.taken]
    compare_tasks(recorder, spot.at("taken"), old.taken, new.taken, pairs=pair_texts(*texts))
    compare_competences(recorder, spot.at("competenties"), old.competenties, new.competenties)
