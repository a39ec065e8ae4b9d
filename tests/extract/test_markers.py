"""What is a list marker and what is text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.extract.markers import DASHES, PRIVATE_USE, SURE_BULLETS, is_bullet, is_marker, readable, split_marker


@pytest.mark.parametrize(
    ("text", "marker", "rest"),
    [
        ("• levert advies", "•", "levert advies"),
        ("•levert advies", "•", "levert advies"),
        ("\uf0b7\tlevert advies", "•", "levert advies"),
        ("\uf0a7 levert", "▪", "levert"),
        ("\uf0d8 levert", "➢", "levert"),
        ("\uf0fc levert", "✓", "levert"),
        ("- levert", "-", "levert"),
        ("– levert", "–", "levert"),
        ("— levert", "—", "levert"),
        ("* levert", "*", "levert"),
        ("- • levert", "- •", "levert"),
        ("- •", "- •", ""),
        ("o levert", "o", "levert"),
        ("o", "o", ""),
        ("1. levert", "1.", "levert"),
        ("12) levert", "12)", "levert"),
        ("(3) levert", "(3)", "levert"),
        ("a) levert", "a)", "levert"),
        ("a. levert", "a.", "levert"),
        ("iv. levert", "iv.", "levert"),
        ("(ii) levert", "(ii)", "levert"),
        ("1.2 COMPETENTIES", "1.2", "COMPETENTIES"),
        ("2.1. Cluster", "2.1.", "Cluster"),
        ("§ levert", "§", "levert"),
        ("•", "•", ""),
        ("1.", "1.", ""),
    ],
)
def test_markers_are_split_off(text: str, marker: str, rest: str) -> None:
    """A marker is given as the character it shows, the rest without leading space."""
    assert split_marker(text) == (marker, rest)


@pytest.mark.parametrize(
    "text",
    [
        "3 FTE",
        "2018 was een druk jaar",
        "2018. Dat was een druk jaar",
        "7.5 FTE voor het team",
        "7.0",
        "1.000 inwoners",
        "15,5 FTE",
        "-niveau",
        "o.a. het college",
        "o ja",
        "A. Jansen",
        "§ 3.2 van de wet",
        "organiseert",
        "",
        "   ",
        "14",
        "10A",
        "en/of taken",
        "Øresund",
    ],
)
def test_text_that_only_looks_like_a_marker_stays_whole(text: str) -> None:
    """Numbers, abbreviations and initials belong to the sentence."""
    assert split_marker(text) == ("", text)


@given(
    st.sampled_from(sorted(SURE_BULLETS | DASHES)),
    st.from_regex(r"[b-np-z][a-z]{1,8}( [b-z]{2,8}){0,4}", fullmatch=True),
)
def test_a_bullet_never_eats_text(bullet: str, text: str) -> None:
    """Whatever the bullet, the text after it comes back whole."""
    marker, rest = split_marker(f"{bullet} {text}")

    assert rest == text
    assert is_bullet(marker)
    assert is_marker(bullet)


@given(st.text())
def test_marker_and_rest_together_are_the_text(text: str) -> None:
    """No visible character is lost or made by splitting."""
    marker, rest = split_marker(text)

    assert "".join(readable(text).split()) == "".join((marker + readable(rest)).split())


def test_private_use_glyphs_become_what_they_show() -> None:
    """Glyphs of symbol fonts are readable characters, unknown ones stay."""
    assert readable("\uf0b7 \uf0e0 \uf123") == "• → \uf123"
    assert all(len(shown) == 1 for shown in PRIVATE_USE.values())
