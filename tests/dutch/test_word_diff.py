"""Differences word by word."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.dutch.word_diff import tokens, word_diff

TEXT = st.text(st.sampled_from("ab 1.,-'é"), max_size=20)


def shown(old: str, new: str) -> str:
    marks = {"gelijk": "{}", "weg": "[-{}-]", "nieuw": "[+{}+]"}
    return "".join(marks[piece.kind].format(piece.text) for piece in word_diff(old, new))


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("een brede taak", "een smalle taak", "een [-brede-][+smalle+] taak"),
        ("een taak", "een brede taak", "een [+brede +]taak"),
        ("doet dit en dat", "laat zien hoe het gaat", "[-doet dit en dat-][+laat zien hoe het gaat+]"),
        ("taak", "taak.", "taak[+.+]"),
        ("kosten 1.000 euro", "kosten 2.000 euro", "kosten [-1.000-][+2.000+] euro"),
        ("", "nieuw", "[+nieuw+]"),
        ("gelijk", "gelijk", "gelijk"),
    ],
)
def test_words_stay_whole_and_a_rewritten_phrase_is_one(old: str, new: str, expected: str) -> None:
    assert shown(old, new) == expected


@given(TEXT, TEXT, st.integers(0, 20), st.integers(0, 20))
def test_pieces_give_both_texts_back_with_their_bold(old: str, new: str, a: int, b: int) -> None:
    """Whatever the texts and the bold: nothing is lost on either side."""
    bold_old, bold_new = ((0, min(a, len(old))),), ((min(b, len(new)), len(new)),)
    pieces = word_diff(old, new, bold_old, bold_new)

    for text, gone, spans in ((old, "nieuw", bold_old), (new, "weg", bold_new)):
        kept = [piece for piece in pieces if piece.kind != gone]
        assert "".join(piece.text for piece in kept) == text
        flags = [piece.bold for piece in kept for _ in piece.text]
        assert flags == [any(x <= i < y for x, y in spans) for i in range(len(text))]


@given(st.text(max_size=30))
def test_tokens_join_to_the_text(text: str) -> None:
    assert "".join(tokens(text)) == text


def test_word_that_becomes_bold_goes_and_comes() -> None:
    pieces = word_diff("een brede taak", "een brede taak", (), ((4, 9),))
    assert [(p.kind, p.text, p.bold) for p in pieces] == [
        ("gelijk", "een ", False), ("weg", "brede", False), ("nieuw", "brede", True), ("gelijk", " taak", False),
    ]  # fmt: skip
