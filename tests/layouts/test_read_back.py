"""Books of organisations that do not exist, printed by several producers in several house styles, come back whole."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from tests.layouts import books
from tests.layouts.accuracy import Result, page
from tests.layouts.boxes import strays
from tests.layouts.catalogue import BY_NAME, DEFAULT, LAYOUTS
from tests.layouts.compose import Composer
from tests.layouts.layout import Layout
from tests.layouts.measure import as_json, measure, read_file
from tests.layouts.printing import Printed, missing, print_all
from tests.layouts.script import Dict

FLOOR = 0.99


def _read(printed: Mapping[str, Printed], name: str) -> tuple[Printed, Dict]:
    lacking = missing(BY_NAME[name])
    if lacking:
        pytest.skip(f"{lacking} is not installed")
    item = printed[name]
    return item, as_json(read_file(item.path))


@pytest.mark.parametrize("name", DEFAULT)
def test_printed_book_comes_back(name: str, printed: Mapping[str, Printed]) -> None:
    """Fields, running text and the account of an unseen book in an unseen layout are right."""
    item, found = _read(printed, name)

    measured = measure(name, item.truth, found)

    assert measured.f1 >= FLOOR, "\n".join(measured.wrong[:20])
    assert measured.accounted == 1.0
    assert measured.running_text >= FLOOR


@pytest.mark.parametrize(
    "options", [{"columns": 2, "justify": True}, {"turn": "rotate-flag"}], ids=["columns", "turned"]
)
def test_boxes_hold_the_text_of_their_item(options: dict[str, Any], tmp_path: Path) -> None:
    """Also in columns and on turned pages the boxes of an item hold its characters and no other's."""
    layout = Layout("kaders", "rl", "klein", toc=False, **options)
    printed = print_all([layout], tmp_path)["kaders"]

    assert strays(as_json(read_file(printed.path)), printed.path) == []


@pytest.mark.slow
@pytest.mark.parametrize("name", ["rl-gedraaid", "browser-twee-kolommen"])
def test_boxes_of_a_printed_layout_hold_the_text_of_their_item(name: str, printed: Mapping[str, Printed]) -> None:
    """The same in whole printed books, with all that stands on their pages."""
    item, found = _read(printed, name)

    assert strays(found, item.path) == []


def test_books_are_the_same_for_the_same_seed() -> None:
    """The generator depends on its seed alone."""
    assert [books.invented(name) for name in books.RECIPES] == [books.invented(name) for name in books.RECIPES]


def test_names_of_layouts_are_unique_and_the_variety_is_kept() -> None:
    """No fewer layouts than were promised, from all producers."""
    assert len(BY_NAME) == len(LAYOUTS) >= 24
    assert {layout.producer for layout in LAYOUTS} >= {"word", "browser", "rl", "latex", "docx", "markdown", "html"}


def test_truth_leaves_out_what_the_layout_cannot_show() -> None:
    """A layout without bold, profiles and establishment has none of them in its truth."""
    layout = Layout("proef", "rl", no_bold=True, profiles="none", establishment="none", matrix="none")

    truth = Composer(books.load("klein"), layout).script().truth

    assert not truth["profielen"]
    assert not truth["beschikbare_functies"]
    assert truth["totaal_formatie"] is None
    assert not any(k["nadruk"] for f in truth["functies"] for k in f["kenmerken"])


def test_measure_sees_a_wrong_word_and_soft_measure_forgives_a_comma() -> None:
    """The measure can fail, and the soft one forgives only what it should."""
    truth = books.load("klein")
    found = json.loads(json.dumps(truth))
    task = found["functies"][0]["resultaatgebieden"][0]["taken"][0]
    task["tekst"] += ","

    comma = measure("komma", truth, found)
    task["tekst"] = "iets anders"
    word = measure("woord", truth, found)

    assert comma.f1 < comma.soft_f1 == 1.0
    assert word.soft_f1 < 1.0
    assert any("iets anders" in text for text in word.wrong)


def test_published_page_names_every_book_and_every_failure() -> None:
    """The page of make accuracy shows what did not come back."""
    truth = books.load("klein")
    measured = measure("proefboek", truth, {})

    text = page([measured], [Result("Chromium", measured)])

    assert "| proefboek | 0.0000 |" in text
    assert "**proefboek**" in text
