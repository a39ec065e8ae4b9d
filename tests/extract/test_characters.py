"""Characters and runs as the Document wants them."""

from __future__ import annotations

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from pipeline.extract.characters import clean, count, only_start, tidy, unreadable, without_start
from pipeline.extract.document import Line, Run, visible


def test_what_steers_the_layout_is_gone() -> None:
    """Soft hyphens, zero-width and direction marks; ligatures are letters; the non-breaking hyphen is a hyphen."""
    assert (
        clean("be\u00adleid\u200b \ufb01nancie\u0308n HR21\u2011functie \u0133s\u202e")
        == "beleid financiën HR21-functie ijs"
    )


def test_a_symbol_font_bullet_is_a_bullet() -> None:
    """And what is no known glyph counts as unreadable."""
    assert clean("\uf0b7 een") == "• een"
    assert unreadable("\uf0b7 a \uf123 \ufffd") == 2


@given(st.text())
def test_cleaning_twice_changes_nothing(text: str) -> None:
    """The text is NFC and stays so."""
    once = clean(text)

    assert clean(once) == once
    assert unicodedata.is_normalized("NFC", once)
    assert count(text) == visible(once)


def test_tidy_runs() -> None:
    """Spaces are single and lie between words, equal neighbours are one, a mark joins its letter."""
    runs = tidy([Run("  een "), Run(" "), Run("twee", bold=True), Run("\u0308", bold=True), Run(" drie\n"), Run("")])

    assert runs == (Run("een "), Run("tweë", bold=True), Run(" drie"))


@given(st.lists(st.tuples(st.text("ab \u00ad", max_size=6), st.booleans())))
def test_tidy_keeps_every_visible_character(parts: list[tuple[str, bool]]) -> None:
    """Only white space is folded."""
    runs = tidy(Run(text, bold) for text, bold in parts)

    assert "".join("".join(run.text for run in runs).split()) == "".join(clean("".join(t for t, _ in parts)).split())
    assert not any("  " in run.text for run in runs)


@given(st.lists(st.tuples(st.text("abc ", min_size=1, max_size=5), st.booleans()), min_size=1), st.integers(0, 12))
def test_a_line_in_two_parts_is_the_line(parts: list[tuple[str, bool]], at: int) -> None:
    """Start and rest together hold the characters of the line, in their styles."""
    line = Line(tidy(Run(text, bold) for text, bold in parts))
    start, rest = only_start(line, at), without_start(line, at)

    assert "".join((start.text + rest.text).split()) == "".join(line.text.split())
