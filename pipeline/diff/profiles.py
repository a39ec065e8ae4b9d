"""Compare two competentieprofielen that belong together, part by part."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.diff.assign import Pairs, pair_equal
from pipeline.diff.functions import compare_level, note_competence, pair_competences
from pipeline.diff.lists import FLOOR, Numbered, compare_list, pair_alike, pair_texts, places_of, renumber
from pipeline.diff.record import Draft, Recorder, Spot
from pipeline.models.functieboek import Onderwerp, Profiel, Profielcompetentie, Tekst, Werksituatie, slug
from pipeline.models.weergave import competentie_text, onderwerp_text, werksituatie_text
from pipeline.models.wijzigingen import Onderdeel


def compare_profile(recorder: Recorder, spot: Spot, old: Profiel, new: Profiel) -> None:
    """Tell the differences between two editions of a competentieprofiel."""
    title = recorder.scalar("metadata", spot.at("titel"), old.titel, new.titel)
    if title:
        title.toelichting = "De titel van het competentieprofiel."
    _compare_situations(
        recorder, spot.at("kritische_werksituaties"), old.kritische_werksituaties, new.kritische_werksituaties
    )
    compare_list(
        recorder, "competentie", spot.at("competenties"), old.competenties, new.competenties,
        pairs=pair_competences(old.competenties, new.competenties), show=competentie_text,
        changed=lambda here, a, b: _compare_profile_competence(recorder, here, a, b), sets_level=lambda item: True,
        after=lambda item, draft: note_competence(draft, item.naam),
    )  # fmt: skip
    _compare_subjects(recorder, spot, old, new)
    education = [item.tekst if item else None for item in (old.opleiding, new.opleiding)]
    here = spot.at(
        "opleiding",
        old=old.opleiding.herkomst if old.opleiding else None,
        new=new.opleiding.herkomst if new.opleiding else None,
    )
    if old.opleiding is not None and new.opleiding is not None:
        same = old.opleiding.model_copy(update={"herkomst": None}) == new.opleiding.model_copy(
            update={"herkomst": None}
        )
        if not same:
            recorder.changed("opleiding", here, *education)
    elif new.opleiding is not None:
        recorder.come("opleiding", spot.functie, here.nieuw, education[1])
    elif old.opleiding is not None:
        recorder.gone("opleiding", spot.functie, here.oud, education[0])


def _compare_situations(
    recorder: Recorder, spot: Spot, old: Sequence[Werksituatie], new: Sequence[Werksituatie]
) -> None:
    numbers: list[Numbered] = []

    def changed(here: Spot, before: Werksituatie, after: Werksituatie) -> None:
        if (before.naam, before.omschrijving) != (after.naam, after.omschrijving):
            recorder.changed("kritische_werksituatie", here, werksituatie_text(before), werksituatie_text(after))
            return
        texts = werksituatie_text(before), werksituatie_text(after)
        numbers.append(Numbered(places_of(here), (before.nummer, after.nummer), texts))

    pairs: Pairs = {}
    pair_equal(old, new, lambda item: (item.naam, item.omschrijving), pairs)
    pair_equal(old, new, lambda item: slug(item.naam) if item.naam else None, pairs, unique=True)
    pair_alike([werksituatie_text(item) for item in old], [werksituatie_text(item) for item in new], pairs, FLOOR)
    loose, order = compare_list(
        recorder, "kritische_werksituatie", spot, old, new, pairs=pairs, show=werksituatie_text, changed=changed
    )
    renumber(recorder, "kritische_werksituatie", spot, numbers, [*loose, *([order] if order else [])])


def _compare_profile_competence(
    recorder: Recorder, spot: Spot, old: Profielcompetentie, new: Profielcompetentie
) -> None:
    level = compare_level(recorder, spot, old, new)
    extra = recorder.scalar("competentie", spot.at("toelichting"), old.toelichting, new.toelichting)
    if extra:
        extra.toelichting = f"De toelichting achter de naam van de competentie “{new.naam}”."
    first = len(recorder.drafts)
    recorder.scalar("definitie", spot.at("definitie"), old.definitie, new.definitie)
    texts = [item.tekst for item in old.gedragsindicatoren], [item.tekst for item in new.gedragsindicatoren]
    _compare_indicators(recorder, spot.at("gedragsindicatoren"), old, new, pair_texts(*texts))
    for draft in recorder.drafts[first:]:
        draft.competentie = slug(new.naam)
        draft.cause = level


def _compare_indicators(
    recorder: Recorder, spot: Spot, old: Profielcompetentie, new: Profielcompetentie, pairs: Pairs
) -> None:
    def changed(here: Spot, before: Tekst, after: Tekst) -> Draft | None:
        if before.tekst == after.tekst:
            return None
        return recorder.changed("gedragsindicator", here, before.tekst, after.tekst)

    compare_list(
        recorder, "gedragsindicator", spot, old.gedragsindicatoren, new.gedragsindicatoren,
        pairs=pairs, show=lambda item: item.tekst, changed=changed,
    )  # fmt: skip


def _compare_subjects(recorder: Recorder, spot: Spot, old: Profiel, new: Profiel) -> None:
    """Compare kennis and vaardigheden; what only went from one list to the other is verplaatst."""
    kennis, vaardig = pair_subjects(old.kennis, new.kennis), pair_subjects(old.vaardigheden, new.vaardigheden)
    moved = [
        *_crossings(recorder, spot, ("kennis", old.kennis, kennis), ("vaardigheden", new.vaardigheden, vaardig)),
        *_crossings(recorder, spot, ("vaardigheden", old.vaardigheden, vaardig), ("kennis", new.kennis, kennis)),
    ]
    for key, onderdeel, before, after, pairs in (
        ("kennis", "kennis", old.kennis, new.kennis, kennis),
        ("vaardigheden", "vaardigheid", old.vaardigheden, new.vaardigheden, vaardig),
    ):
        _compare_subject_list(recorder, _ONDERDEEL[onderdeel], spot.at(key), before, after, pairs=pairs, moved=moved)


_ONDERDEEL: dict[str, Onderdeel] = {"kennis": "kennis", "vaardigheid": "vaardigheid", "vaardigheden": "vaardigheid"}


def _compare_subject_list(
    recorder: Recorder,
    onderdeel: Onderdeel,
    spot: Spot,
    old: Sequence[Onderwerp],
    new: Sequence[Onderwerp],
    *,
    pairs: Pairs,
    moved: Sequence[tuple[str, str]],
) -> None:
    def changed(here: Spot, before: Onderwerp, after: Onderwerp) -> Draft | None:
        if (before.onderwerp, before.omschrijving) == (after.onderwerp, after.omschrijving):
            return None
        return recorder.changed(onderdeel, here, onderwerp_text(before), onderwerp_text(after))

    compare_list(
        recorder, onderdeel, spot, old, new,
        pairs=pairs, show=onderwerp_text, changed=changed,
        elsewhere_old=[i for i in range(len(old)) if spot.oud.at(i).pad in {a for a, _ in moved}],
        elsewhere_new=[j for j in range(len(new)) if spot.nieuw.at(j).pad in {b for _, b in moved}],
    )  # fmt: skip


def pair_subjects(old: Sequence[Onderwerp], new: Sequence[Onderwerp]) -> Pairs:
    """Pair knowledge or skills: the same, then the same subject, then alike."""
    pairs: Pairs = {}
    pair_equal(old, new, lambda item: (item.onderwerp, item.omschrijving), pairs)
    pair_equal(old, new, lambda item: slug(item.onderwerp) if item.onderwerp else None, pairs, unique=True)
    pair_alike([onderwerp_text(item) for item in old], [onderwerp_text(item) for item in new], pairs, FLOOR)
    return pairs


def _crossings(
    recorder: Recorder,
    spot: Spot,
    origin: tuple[str, Sequence[Onderwerp], Pairs],
    target: tuple[str, Sequence[Onderwerp], Pairs],
) -> list[tuple[str, str]]:
    """Tell of items that went to the other list with the same words; return their pointers."""
    (from_key, old, from_pairs), (to_key, new, to_pairs) = origin, target
    rest_old = [i for i in range(len(old)) if i not in from_pairs]
    rest_new = [j for j in range(len(new)) if j not in to_pairs.values()]
    pairs: Pairs = {}
    a, b = [onderwerp_text(old[i]) for i in rest_old], [onderwerp_text(new[j]) for j in rest_new]
    pair_equal(a, b, lambda text: text or None, pairs)
    out = []
    for x, y in pairs.items():
        i, j = rest_old[x], rest_new[y]
        here = Spot(
            spot.functie,
            spot.oud.at(from_key, i, herkomst=old[i].herkomst),
            spot.nieuw.at(to_key, j, herkomst=new[j].herkomst),
        )
        draft = recorder.changed(_ONDERDEEL[to_key], here, a[x], b[y], soort="verplaatst", gewicht="inhoudelijk")
        draft.toelichting = f"Verplaatst van {from_key} naar {to_key}."
        out.append((here.oud.pad, here.nieuw.pad))
    return out
