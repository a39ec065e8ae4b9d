"""The sentence on education stays as it is; the rest is taken from it."""

from __future__ import annotations

from typing import Any

import pytest

from pipeline.extract.document import Line, Run
from pipeline.extract.text import join
from pipeline.models.functieboek import Opleiding
from pipeline.normalize.education import read_education
from pipeline.normalize.labels import load
from tests.support import golden_dict


def educated(text: str) -> Opleiding:
    return read_education(join([Line((Run(text),), number=1)]), load().words["opleiding"])


@pytest.mark.parametrize("edition", ["ommen-2018", "ommen-2021"])
def test_every_sentence_of_the_reference_books(edition: str) -> None:
    for profiel in golden_dict(edition)["profielen"]:
        if profiel["opleiding"]:
            found: dict[str, Any] = educated(profiel["opleiding"]["tekst"]).model_dump(mode="json")
            assert {key: found[key] for key in profiel["opleiding"]} == profiel["opleiding"]


@pytest.mark.parametrize(
    ("text", "minimaal", "niveau", "idealiter", "richtingen"),
    [
        ("Minimaal MBO niveau 3", "MBO", 3, None, ()),
        ("mbo-4 werk- en denkniveau", "MBO", 4, None, ()),
        ("MBO+ of HBO", "MBO", None, None, ()),
        ("HBO werk- en denkniveau", "HBO", None, None, ()),
        ("Minimaal vmbo.", "VMBO", None, None, ()),
        (
            "Universitaire opleiding op het gebied van recht, zorg en welzijn.",
            "WO",
            None,
            None,
            ("recht", "zorg en welzijn"),
        ),
        ("Minimaal HBO, idealiter post-hbo of wo, bijvoorbeeld recht", "HBO", None, "post-HBO of WO", ()),
        ("Idealiter HBO", None, None, "HBO", ()),
        ("Nader te bepalen", None, None, None, ()),
        ("Minimaal post-HBO", None, None, None, ()),
        ("Diploma twee jaar na afronding", None, None, None, ()),
    ],
)
def test_read(
    text: str, minimaal: str | None, niveau: int | None, idealiter: str | None, richtingen: tuple[str, ...]
) -> None:
    found = educated(text)

    assert found.tekst == text
    assert (found.minimaal, found.minimaal_niveau, found.idealiter, found.richtingen) == (
        minimaal,
        niveau,
        idealiter,
        richtingen,
    )
