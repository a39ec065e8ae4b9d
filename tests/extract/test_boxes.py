"""The boxes of an item enclose its text and nothing else, on every reference book."""

from __future__ import annotations

import json

import pytest

from pipeline.models.functieboek import Functieboek
from tests.layouts.boxes import items_of, strays
from tests.support import SOURCES


@pytest.mark.slow
@pytest.mark.parametrize("name", ["ommen_2018", "ommen_2021"])
def test_boxes_hold_the_text_of_their_item_and_no_other(name: str, request: pytest.FixtureRequest) -> None:
    """The characters inside kader and vervolg, found by another engine, are those of the item, labels excepted."""
    book: Functieboek = request.getfixturevalue(name)
    data = json.loads(book.model_dump_json(by_alias=True))

    assert len(list(items_of(data))) > 1000
    assert strays(data, SOURCES / f"{name.replace('_', '-')}.pdf") == []
