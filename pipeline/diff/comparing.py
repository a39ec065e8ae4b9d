"""What differs between two functieboeken, once it is known which part is which: the list of changes of the contract."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from pipeline.diff.assign import Pairs, pair_equal
from pipeline.diff.chapters import compare_chapters
from pipeline.diff.doubt import Doubts
from pipeline.diff.establishment import Successor, compare_available, compare_clusters, compare_matrix
from pipeline.diff.functions import compare_function, compare_module
from pipeline.diff.links import connect
from pipeline.diff.lists import compare_list, pair_alike
from pipeline.diff.matching import Doubt, Link, Matching, match_functions
from pipeline.diff.profiles import compare_profile
from pipeline.diff.record import Draft, Recorder, Side, Spot, consequences, finish, finish_orders, name_drafts
from pipeline.diff.references import settle_references
from pipeline.diff.weigh import Known
from pipeline.models.base import Herkomst
from pipeline.models.bevindingen import Bevinding
from pipeline.models.functieboek import Functieboek, Profiel, slug
from pipeline.models.wijzigingen import Editie, Wijzigingen

_ROOT = Spot(None, Side(""), Side(""))
_MODULE = "module:"
_LABELS = {
    "titel": "De titel van het boek.",
    "ondertitel": "De ondertitel van het boek.",
    "organisatie": "De naam van de organisatie.",
    "versie": "De versie zoals gedrukt.",
    "peildatum": "De peildatum.",
}


def compare(
    old: Functieboek,
    new: Functieboek,
    *,
    findings_old: Sequence[Bevinding] = (),
    findings_new: Sequence[Bevinding] = (),
    known: Known | None = None,
) -> Wijzigingen:
    """Return all changes between two editions.

    Args:
        old: the earlier edition.
        new: the later edition.
        findings_old: findings of the old book; those that concern the reading are carried along as ``twijfel``.
        findings_new: the same of the new book.
        known: the Dutch word list; the vendored one if not given.
    """
    matching = match_functions(old, new)
    recorder = Recorder(known)
    successor = _successor(old, new, matching)
    _compare_metadata(recorder, old, new)
    compare_clusters(recorder, old.clusters, new.clusters, _ROOT)
    _compare_core_competences(recorder, old.organisatiecompetenties, new.organisatiecompetenties)
    cells = compare_matrix(recorder, old, new, _ROOT, successor)
    rows = compare_available(recorder, old, new, _ROOT, successor)
    here = _ROOT.at("totaal_formatie", old=old.totaal_formatie_herkomst, new=new.totaal_formatie_herkomst)
    total = recorder.scalar("formatie", here, old.totaal_formatie, new.totaal_formatie)
    if total:
        total.toelichting = "Het totaal van de formatie zoals gedrukt."
    _compare_functions(recorder, old, new, matching)
    modules = _compare_modules(recorder, old, new)
    profiles = match_profiles(old, new, matching, modules)
    _compare_profiles(recorder, old, new, profiles)
    compare_chapters(recorder, old.hoofdstukken, new.hoofdstukken, _ROOT)
    settle_references(recorder, old, new, cells=cells, rows=rows, profiles=profiles)
    connect(recorder.drafts, successor)
    name_drafts(recorder.drafts, recorder.orders)
    plain_old, plain_new = old.model_dump(mode="json"), new.model_dump(mode="json")
    doubts = Doubts(findings_old, findings_new)
    return Wijzigingen(
        oud=_edition(old),
        nieuw=_edition(new),
        wijzigingen=tuple(doubts.mark(change) for change in finish(recorder.drafts, plain_old, plain_new)),
        volgorde=finish_orders(recorder.orders, plain_old, plain_new),
        opmaak=consequences(recorder.layout, plain_old, plain_new),
        bevindingen=tuple(_finding(doubt, old, new) for doubt in matching.doubts),
    )


def _edition(book: Functieboek) -> Editie:
    return Editie(bestand=book.bron.bestand, sha256=book.bron.sha256, versie=book.versie)


def _successor(old: Functieboek, new: Functieboek, matching: Matching) -> Successor:
    known = {old.functies[i].id: new.functies[j].id for i, j in matching.pairs.items()}
    return lambda functie: known.get(functie) if functie is not None else None


def _compare_metadata(recorder: Recorder, old: Functieboek, new: Functieboek) -> None:
    for key, label in _LABELS.items():
        texts = (getattr(book, key) for book in (old, new))
        draft = recorder.scalar("metadata", _ROOT.at(key), *(str(text) if text else None for text in texts))
        if draft:
            draft.toelichting = label


class _Word:
    """A bare text of the book, which has no place of its own."""

    herkomst = Herkomst()

    def __init__(self, text: str) -> None:
        self.text = text


def _compare_core_competences(recorder: Recorder, old: Sequence[str], new: Sequence[str]) -> None:
    """A misspelling put right is gewijzigd; another competence is one that went and one that came."""
    pairs: Pairs = {}
    pair_equal(old, new, slug, pairs)
    pair_alike(old, new, pairs, 0.85)

    def changed(here: Spot, before: _Word, after: _Word) -> None:
        recorder.scalar("organisatiecompetentie", here, before.text, after.text)

    compare_list(
        recorder, "organisatiecompetentie", _ROOT.at("organisatiecompetenties"),
        [_Word(text) for text in old], [_Word(text) for text in new],
        pairs=pairs, show=lambda word: word.text, changed=changed,
    )  # fmt: skip


def _compare_functions(recorder: Recorder, old: Functieboek, new: Functieboek, matching: Matching) -> None:
    links = {link.new: link for link in matching.links}

    def changed(here: Spot, before: object, after: object) -> None:
        link = links[int(here.nieuw.pad.rsplit("/", 1)[1])]
        was, becomes = old.functies[link.old], new.functies[link.new]
        first = len(recorder.drafts)
        compare_function(recorder, here.of(becomes.id), was, becomes)
        for draft in recorder.drafts[first:]:
            if draft.soort == "hernoemd" and draft.onderdeel == "functie":
                draft.toelichting = _evidence(link)

    compare_list(
        recorder, "functie", _ROOT.at("functies"), old.functies, new.functies,
        pairs=matching.pairs, show=lambda functie: functie.naam, changed=changed, owner=lambda functie: functie.id,
    )  # fmt: skip


def _evidence(link: Link) -> str:
    """Say why a function is held for another one under a new name."""
    rival = (
        f"de eerstvolgende kandidaat scoort {_percent(link.runner_up)}"
        if link.runner_up
        else "er is geen andere kandidaat"
    )
    return (
        f"Herkend aan de inhoud: {_percent(link.content)} overeenkomst in inhoud, {_percent(link.name)} in naam "
        f"(samen {_percent(link.score)}; {rival})."
    )


def _percent(share: float) -> str:
    return f"{round(share * 100)}%"


def _compare_modules(recorder: Recorder, old: Functieboek, new: Functieboek) -> Pairs:
    pairs: Pairs = {}
    pair_equal(old.modules, new.modules, lambda module: slug(module.naam) or module.id, pairs)
    before, after = ([" ".join([m.naam, *(t.tekst for t in m.taken)]) for m in book.modules] for book in (old, new))
    pair_alike(before, after, pairs, 0.6)
    compare_list(
        recorder, "module", _ROOT.at("modules"), old.modules, new.modules,
        pairs=pairs, show=lambda module: module.naam, owner=lambda module: _MODULE + module.id,
        changed=lambda here, a, b: compare_module(recorder, here.of(_MODULE + b.id), a, b),
    )  # fmt: skip
    return pairs


def match_profiles(old: Functieboek, new: Functieboek, matching: Matching, modules: Pairs) -> Pairs:
    """Pair profiles by the function or module they belong to, else by their title."""
    names = {old.functies[i].id: new.functies[j].id for i, j in matching.pairs.items()}
    names |= {_MODULE + old.modules[i].id: _MODULE + new.modules[j].id for i, j in modules.items()}
    mapped = {id(profile): names.get(profile.functie or "") for profile in old.profielen}
    mapped |= {id(profile): profile.functie for profile in new.profielen}
    pairs: Pairs = {}
    pair_equal(old.profielen, new.profielen, lambda p: mapped[id(p)], pairs)
    pair_equal(
        old.profielen, new.profielen, lambda p: slug(p.titel) if p.titel and not p.functie else None, pairs, unique=True
    )
    pair_equal(old.profielen, new.profielen, _subject, pairs, unique=True)
    return pairs


def _subject(profile: Profiel) -> str | None:
    """The owner as printed in the title, for a profile whose reference could be resolved on one side only."""
    return slug(profile.titel) if profile.titel else None


def _compare_profiles(recorder: Recorder, old: Functieboek, new: Functieboek, pairs: Pairs) -> None:
    """Compare profiles; that of a function that came or went is part of that change and not told apart."""
    spot = _ROOT.at("profielen")
    owners: dict[tuple[str, str | None], Draft] = {
        (draft.soort, draft.functie): draft
        for draft in recorder.drafts
        if draft.of_whole and draft.soort in ("toegevoegd", "vervallen")
    }

    def absorb(
        before: Sequence[Profiel], soort: Literal["toegevoegd", "vervallen"], pairs_of_side: set[int]
    ) -> list[int]:
        absorbed = []
        for place, profile in enumerate(before):
            owner = owners.get((soort, profile.functie))
            if place in pairs_of_side or owner is None:
                continue
            side = spot.oud if soort == "vervallen" else spot.nieuw
            pad = side.at(place).pad
            owner.gevolgen.append((pad, None) if soort == "vervallen" else (None, pad))
            absorbed.append(place)
        return absorbed

    compare_list(
        recorder, "metadata", spot, old.profielen, new.profielen,
        pairs=pairs, show=lambda profile: profile.titel or "Competentieprofiel", owner=lambda profile: profile.functie,
        changed=lambda here, a, b: compare_profile(recorder, here.of(b.functie or a.functie), a, b),
        elsewhere_old=absorb(old.profielen, "vervallen", set(pairs)),
        elsewhere_new=absorb(new.profielen, "toegevoegd", set(pairs.values())),
        after=lambda profile, draft: setattr(draft, "toelichting", "Het hele competentieprofiel."),
    )  # fmt: skip


def _finding(doubt: Doubt, old: Functieboek, new: Functieboek) -> Bevinding:
    """Tell of two functions that may be one, as a finding: they stand in the list as gone and new."""
    was, becomes = old.functies[doubt.old], new.functies[doubt.new]
    return Bevinding(
        code="koppeling-onzeker",
        ernst="waarschuwing",
        betreft="boek",
        functie=becomes.id,
        melding=(
            f"“{was.naam}” (oud) kan zijn opgevolgd door “{becomes.naam}” (nieuw), maar een andere koppeling is bijna "
            f"even aannemelijk ({_percent(doubt.score)} tegen {_percent(doubt.rival)}). Daarom staan ze als vervallen "
            "en toegevoegd in de lijst."
        ),
        advies="Beoordeel zelf of dit dezelfde functie is.",
        citaten=(was.naam, becomes.naam),
        herkomst=(was.herkomst, becomes.herkomst),
    )
