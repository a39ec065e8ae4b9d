"""The comparison held against changes that were planted, and against itself."""

from __future__ import annotations

import importlib.util
import json
from collections import Counter
from types import ModuleType
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from pipeline.diff.apply import apply, content
from pipeline.diff.comparing import compare
from pipeline.diff.pointer import resolve
from pipeline.models.wijzigingen import Wijzigingen
from tests.diff.books import book_dict, to_book
from tests.diff.chaos import shake
from tests.diff.edition import Edition
from tests.diff.mutations import MUTATIONS, mutate
from tests.support import REFERENCE, load_golden

SEEDS = st.integers(0, 10_000)


def scorer() -> ModuleType:
    spec = importlib.util.spec_from_file_location("score_diff", REFERENCE / "score_diff.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


SCORER = scorer()


def base_dict(name: str, seed: int) -> dict[str, Any]:
    return book_dict(seed) if name == "gemaakt" else load_golden(name).model_dump(mode="json")


def score(truth: dict[str, Any], found: Wijzigingen) -> dict[str, Any]:
    result: dict[str, Any] = SCORER.score(truth, json.loads(found.model_dump_json()))
    return result


@pytest.mark.parametrize("name", ["ommen-2018", "ommen-2021"])
def test_book_against_itself_gives_nothing(name: str) -> None:
    book = load_golden(name)
    found = compare(book, book)
    assert (found.wijzigingen, found.volgorde, found.bevindingen) == ((), (), ())


@pytest.mark.parametrize("base", ["gemaakt", "ommen-2018", "ommen-2021"])
def test_planted_changes_are_found_and_nothing_else(base: str) -> None:
    """Precision and recall of at least 0.99 over editions with many changes at once, weights included."""
    total: Counter[str] = Counter()
    for seed in range(8):
        old = base_dict(base, seed)
        new = mutate(old, seed + 1000, count=24)
        result = score(new.finished_truth(), compare(to_book(old), to_book(new.book), known=new.known))
        total.update({key: result[key] for key in ("tp", "fp", "fn")})
        for key in ("gewicht", "niveaubepalend"):
            total[f"{key} fout"] += result[key]["van"] - result[key]["goed"]

    assert total["tp"] > 120
    assert total["tp"] / (total["tp"] + total["fp"]) >= 0.99
    assert total["tp"] / (total["tp"] + total["fn"]) >= 0.99
    assert total["gewicht fout"] == total["niveaubepalend fout"] == 0


@pytest.mark.parametrize("mutation", MUTATIONS, ids=lambda mutation: mutation.__name__)
def test_each_kind_of_change_alone(mutation: Any) -> None:
    """Each mutation by itself, on generated books: found exactly, with its weight."""
    for seed in range(2):
        old = book_dict(seed)
        new = Edition(old, seed)
        mutation(new)
        result = score(new.finished_truth(), compare(to_book(old), to_book(new.book), known=new.known))
        assert (result["gemist"], result["teveel"]) == ([], []), seed
        assert (result["gewicht_fout"], result["niveaubepalend_fout"]) == ([], []), seed


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(SEEDS, SEEDS, st.integers(1, 40))
def test_changes_rebuild_the_new_book(seed: int, change: int, count: int) -> None:
    """The list alone makes the new book of the old one, whatever was changed, and every pad points at its waarde."""
    old = book_dict(seed, families=2)
    new = mutate(old, change, count)
    a, b = to_book(old), to_book(new.book)

    found = compare(a, b, known=new.known)

    assert content(apply(a, found)) == content(b)
    plain_a, plain_b = a.model_dump(mode="json"), b.model_dump(mode="json")
    for item in found.wijzigingen:
        assert item.pad_oud is None or resolve(plain_a, item.pad_oud) == item.waarde_oud
        assert item.pad_nieuw is None or resolve(plain_b, item.pad_nieuw) == item.waarde_nieuw


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(SEEDS, SEEDS, SEEDS, st.integers(0, 60))
@example(9236, 9759, 1, 55)  # a profile that came with the module text of its function was told one way only
def test_any_two_books_of_the_right_form_rebuild_each_other(seed: int, one: int, two: int, blows: int) -> None:
    """Also where items are doubled, lists shuffled and texts turned round: nothing may get lost, either way."""
    base = book_dict(seed, families=2, levels=2)
    a, b = to_book(shake(base, one, blows)), to_book(shake(base, two, blows))
    there, back = compare(a, b, known=bool), compare(b, a, known=bool)

    assert content(apply(a, there)) == content(b)
    assert content(apply(b, back)) == content(a)
    assert sorted(map(mirrored, there.wijzigingen)) == sorted(map(plain, back.wijzigingen))
    assert compare(a, a).wijzigingen == ()


def test_a_profile_is_not_part_of_the_module_text_that_went_with_it() -> None:
    """Only the profile of a function or module that came or went is part of that change."""
    old = book_dict(3, families=1)
    owner = old["profielen"][0]["functie"]
    functie = next(one for one in old["functies"] if one["id"] == owner)
    functie["module"] = "Coördinatie van het team."
    new = json.loads(json.dumps(old))
    del new["profielen"][0]
    next(one for one in new["functies"] if one["id"] == owner)["module"] = None

    for found, soort in (
        (compare(to_book(old), to_book(new)), "vervallen"),
        (compare(to_book(new), to_book(old)), "toegevoegd"),
    ):
        assert sorted((one.soort, one.onderdeel, one.gevolgen) for one in found.wijzigingen) == [
            (soort, "metadata", ()),
            (soort, "module", ()),
        ]


@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(SEEDS, SEEDS)
def test_two_unrelated_books_rebuild_each_other(seed: int, other: int) -> None:
    a, b = to_book(book_dict(seed, families=2)), to_book(book_dict(other, families=3, levels=2))
    assert content(apply(a, compare(a, b))) == content(b)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(SEEDS, SEEDS, st.integers(1, 40))
def test_turned_round_is_the_mirror_image(seed: int, change: int, count: int) -> None:
    old = book_dict(seed, families=2)
    new = mutate(old, change, count)
    a, b = to_book(old), to_book(new.book)

    there = compare(a, b, known=new.known)
    back = compare(b, a, known=new.known)

    assert sorted(map(mirrored, there.wijzigingen)) == sorted(map(plain, back.wijzigingen))
    assert sorted((v.pad_oud, v.pad_nieuw) for v in there.volgorde) == sorted(
        (v.pad_nieuw, v.pad_oud) for v in back.volgorde
    )


def plain(change: Any) -> tuple[str, ...]:
    return tuple(
        repr(part)
        for part in (
            change.soort, change.onderdeel, change.oud, change.nieuw, change.pad_oud, change.pad_nieuw,
            change.waarde_oud, change.waarde_nieuw, change.gewicht, change.niveaubepalend,
        )
    )  # fmt: skip


def mirrored(change: Any) -> tuple[str, ...]:
    turned = {"toegevoegd": "vervallen", "vervallen": "toegevoegd"}
    return plain(
        change.model_copy(
            update={
                "soort": turned.get(change.soort, change.soort),
                "oud": change.nieuw,
                "nieuw": change.oud,
                "pad_oud": change.pad_nieuw,
                "pad_nieuw": change.pad_oud,
                "waarde_oud": change.waarde_nieuw,
                "waarde_nieuw": change.waarde_oud,
            }
        )
    )
