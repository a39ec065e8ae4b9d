"""Where a word stands in a text, however it is printed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.dutch.spelled import find_spelled


@pytest.mark.parametrize(
    ("text", "words", "found"),
    [
        ("SECRETARIEEL II", ["secretarieel"], {"secretarieel": ["SECRETARIEEL"]}),
        ("de secretariële taken", ["secretariele"], {"secretariele": ["secretariële"]}),
        ("secretariële en secretariele", ["secretariële"], {"secretariële": ["secretariële"]}),
        ("beleids-uitvoering", ["beleidsuitvoering"], {"beleidsuitvoering": ["beleids-uitvoering"]}),
        ("beleidsuitvoeringsplan", ["beleidsuitvoering"], {}),
        ("Gemeentesecretaris / directeur", ["gemeentesecretaris", "gemeentesecretaris / directeur"],
         {"gemeentesecretaris / directeur": ["Gemeentesecretaris / directeur"]}),
        ("taak, Taak en TAAK", ["taak"], {"taak": ["taak", "Taak", "TAAK"]}),
        ("niets", ["", "iets"], {}),
    ],
)  # fmt: skip
def test_a_word_is_found_as_it_is_printed(text, words, found):
    """Capitals never count; accents and hyphens do where they can."""
    spans = find_spelled(text, words)

    assert found == {word: [text[begin:end] for begin, end in places] for word, places in spans.items()}


@given(st.text(), st.lists(st.text(min_size=1), max_size=3))
def test_a_stretch_that_is_found_lies_in_the_text(text, words):
    """Whatever the text holds, also letters that fold to two."""
    for spans in find_spelled(text, words).values():
        assert all(0 <= begin < end <= len(text) for begin, end in spans)
