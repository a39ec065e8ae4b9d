"""Whatever stands in a book, checking it gives findings and never an exception."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from pipeline.check import check
from pipeline.models.functieboek import Functieboek
from pipeline.models.instellingen import Conversietabel
from pipeline.render.bevindingen_html import findings_html
from pipeline.render.bevindingen_tekst import findings_text
from pipeline.render.bevindingen_xlsx import bevindingen_xlsx
from tests.check.clean_book import clean_book

BASE = clean_book(2, 2).model_dump(mode="json")
TEXTS = [
    "",
    " ",
    ".",
    "..",
    "I",
    "II",
    "X IV",
    "-",
    "(",
    "a. b.",
    "Mdw. ",
    "de de",
    "hij",
    "\u202e",
    "é" * 40,
    "5",
    "10A",
    "“”",
    "\n",
]


class Words:
    """A word list with a mind of its own."""

    def known(self, word: str) -> bool:
        """Half of all words."""
        return len(word) % 2 == 0

    def compound(self, word: str) -> bool:
        """A third of them."""
        return len(word) % 3 == 0

    def suggest(self, word: str, own: Any) -> str | None:
        """Something for the long ones."""
        return word[:-1] + "e" if len(word) > 5 else None


def paths(thing: Any, here: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Every place in a tree of lists and dictionaries."""
    out = [here] if here else []
    for key, value in thing.items() if isinstance(thing, dict) else enumerate(thing) if isinstance(thing, list) else ():
        out += paths(value, (*here, key))
    return out


PATHS = [path for path in paths(BASE) if path[0] not in {"schema", "bron"} and "herkomst" not in path]


@st.composite
def books(draw: st.DrawFn) -> Functieboek | None:
    """A clean book with a few places replaced by anything of the same kind; None where that is no book."""
    data = json.loads(json.dumps(BASE))
    for _ in range(draw(st.integers(1, 6))):
        path = draw(st.sampled_from(PATHS))
        owner = data
        try:
            for part in path[:-1]:
                owner = owner[part]
            old = owner[path[-1]]
        except (KeyError, IndexError, TypeError):
            continue
        owner[path[-1]] = draw(replacement(old))
    try:
        return Functieboek.model_validate_json(json.dumps(data))
    except ValidationError:
        return None


def replacement(old: Any) -> st.SearchStrategy[Any]:
    """Something else of the same kind, or nothing."""
    if isinstance(old, str):
        return st.sampled_from([*TEXTS, None]) | st.text(max_size=30)
    if isinstance(old, int | float):
        return st.sampled_from([0, -1, 1, 10**9, 7.25, "10A", "x", None])
    if isinstance(old, list):
        return st.sampled_from([[], old[:1], [*old, *old]])
    return st.none()


@settings(max_examples=150, deadline=None)
@given(book=books())
def test_no_book_makes_it_fail(book):
    """Empty names, doubled lists, nonsense numbers: every rule copes, and every output can show it."""
    if book is None:
        return
    table = Conversietabel(schalen={"x": (1, 5), "10A": (4, 9)})

    findings = check(book, conversion=table, language=Words())

    assert len({item.sleutel for item in findings.bevindingen}) == len(findings.bevindingen)
    assert findings_text(book, findings)
    assert findings_html(book, findings, {}, name="boek")
    assert bevindingen_xlsx(book, findings, {})
