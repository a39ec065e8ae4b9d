"""What characters become: letters of ligatures, hyphens with or without a hint, symbols, and what has no meaning."""

from __future__ import annotations

import unicodedata
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.extract.pdf import glyphs
from pipeline.extract.pdf.fonts import font_style
from pipeline.extract.pdf.page import Word
from pipeline.extract.pdf.rules import Step, rules_of_path

BASE = Word("x", 50, 100, 80, 112, "Helvetica", 10, False, False)


def words(*texts: str, line: int = 0) -> list[Word]:
    """Words one after another; "/" starts a new line."""
    out = []
    for text in texts:
        if text == "/":
            line += 1
            continue
        out.append(replace(BASE, text=text, top=100 + 14 * line, bottom=112 + 14 * line))
    return out


@pytest.mark.parametrize(
    ("raw", "meant"),
    [
        ("efﬁciënt", "efficiënt"),
        ("ﬂexibel", "flexibel"),
        ("oﬀerte", "offerte"),
        ("ĳzer", "ijzer"),
        ("cafe\u0301", "café"),
        ("zero\u200bwidth\ufeff", "zerowidth"),
        ("(cid:12)(cid:3)x", "\ufffd\ufffdx"),
        ("a\x00b\x07", "a\ufffdb\ufffd"),
        ("\uf0b7", "\uf0b7"),
        ("gewoon", "gewoon"),
    ],
)
def test_text_is_made_what_the_contract_asks(raw: str, meant: str) -> None:
    """NFC, letters for ligatures, U+FFFD for what means nothing; bullets of symbol fonts stay."""
    assert glyphs.clean(raw) == meant


@given(st.text())
def test_clean_text_stays_clean(text: str) -> None:
    """Cleaning twice changes nothing, and what comes out is NFC that can be written as UTF-8."""
    once = glyphs.clean(text)

    assert glyphs.clean(once) == once
    assert unicodedata.is_normalized("NFC", once)
    once.encode("utf-8")


@pytest.mark.parametrize(
    ("texts", "meant"),
    [
        (["beleids-", "/", "effecten"], [("beleids-", True), ("effecten", False)]),
        (["beleids-", "en"], [("beleids-", False), ("en", False)]),
        (["24-", "/", "uurs"], [("24-", False), ("uurs", False)]),
        (["beleids-", "/", "2030"], [("beleids-", False), ("2030", False)]),
        (["-", "/", "adviseert"], [("-", False), ("adviseert", False)]),
        (["beleids\u00ad", "/", "effecten"], [("beleids-", True), ("effecten", False)]),
        (["beleids\u00adeffecten"], [("beleidseffecten", False)]),
        (["beleids\u00ad", "nota"], [("beleids", False), ("nota", False)]),
        (["afge\u2010", "/", "broken"], [("afge-", True), ("broken", False)]),
        (["einde-"], [("einde-", False)]),
    ],
)
def test_hyphens_are_settled(texts: list[str], meant: list[tuple[str, bool]]) -> None:
    """A hyphen is marked where it breaks a word at a line end, and a soft one is seen only there."""
    settled = glyphs.settle_hyphens(words(*texts))

    assert [(word.text, word.hyphen_hint) for word in settled] == meant


@pytest.mark.parametrize(
    ("text", "count"), [("\uf0b7", 0), ("\ufffd", 1), ("a\uf041b\ufffd", 2), ("gewoon", 0), ("\uf041\uf042", 2)]
)
def test_what_has_no_meaning_is_counted(text: str, count: int) -> None:
    """A private-use character alone is a bullet; in a word it is a letter we cannot read."""
    assert glyphs.count_unreadable(text) == count


@pytest.mark.parametrize(
    ("text", "font", "meant"),
    [("n", "Wingdings", "\uf06e"), ("§", "Wingdings-Regular", "\uf0a7"), ("n", "ZapfDingbats", "■"),
     ("a", "ZapfDingbats", "❁"), ("n", "Arial", "n"), ("•", "Wingdings", "•")],
)  # fmt: skip
def test_symbol_fonts_show_symbols(text: str, font: str, meant: str) -> None:
    """The n of Wingdings is a square and no letter."""
    assert glyphs.as_symbols(text, font) == meant


@pytest.mark.parametrize(
    "name",
    ["ABCDEF+Calibri-Bold", "Arial,Bold", "Arial-BoldMT", "TimesNewRomanPS-BoldItalicMT", "Verdana-Black", "CMBX12",
     "SFBX1000", "NimbusRomNo9L-Medi", "FrutigerLT-Bd", "MyriadPro-Semibold", "HelveticaNeue-Heavy",
     "FranklinGothic-Demi",
     "LMRoman12-Bold", "Univers-BoldOblique", "HelveticaNeueLTStd-BdCn", "OpenSans-ExtraBold"],
)  # fmt: skip
def test_bold_fonts_are_known_by_name(name: str) -> None:
    """In the ways that foundries and producers name them."""
    assert font_style(name).bold


@pytest.mark.parametrize(
    "name",
    ["ABCDEF+Calibri", "ArialMT", "Helvetica", "Frutiger-Roman", "CMR10", "CMTI10", "LMRoman10-Regular",
     "OpenSans-Light",
     "MyriadPro-SemiCn", "TheSans-SemiLight", "Garamond-Italic", "unknown", "", "Bodoni", "Abadi", "Embed"],
)  # fmt: skip
def test_other_fonts_are_not_bold(name: str) -> None:
    """Also where letters of the name look like it."""
    assert not font_style(name).bold


def test_the_file_may_say_what_the_name_does_not() -> None:
    """The flag for bold and thick stems count; a stem does not against a name that says otherwise."""
    assert font_style("F1", flags=1 << 18).bold
    assert font_style("F1", stem=150).bold
    assert not font_style("Frutiger-Roman", stem=150).bold
    assert font_style("F1", italic_angle=-12).italic
    assert font_style("F1", flags=1 << 6).italic
    assert font_style("MyriadPro-It").italic
    assert font_style("CMTI10").italic


def steps(*points: tuple[float, float]) -> list[Step]:
    """A path of straight lines."""
    return [(x, y, True) for x, y in points]


def told(
    path: list[Step], *, closed: bool = False, stroked: bool = True, filled: bool = False
) -> list[tuple[float, ...]]:
    """The ruling lines of a path, as numbers."""
    return [(r.x0, r.top, r.x1, r.bottom) for r in rules_of_path(path, closed=closed, stroked=stroked, filled=filled)]


def test_rectangles_have_four_edges_and_thin_ones_are_a_line() -> None:
    """However the producer closes them."""
    corners = [(0, 0), (100, 0), (100, 50), (0, 50)]
    edges = {(0, 0, 100, 0), (0, 50, 100, 50), (0, 0, 0, 50), (100, 0, 100, 50)}

    assert set(told(steps(*corners), closed=True)) == edges
    assert set(told(steps(*corners, (0, 0)))) == edges
    assert set(told(steps(*corners), stroked=False, filled=True)) == edges
    assert told(steps((0, 0), (100, 0), (100, 1), (0, 1)), closed=True, stroked=False, filled=True) == [
        (0, 0.5, 100, 0.5)
    ]
    assert told(steps((0, 0), (1, 0), (1, 90), (0, 90)), closed=True, stroked=False, filled=True) == [(0.5, 0, 0.5, 90)]


def test_slanting_and_unpainted_paths_are_no_lines() -> None:
    """A diagonal, a curve, a clip and a filled triangle rule nothing; the straight parts of a rounded box do."""
    assert told(steps((0, 0), (100, 40))) == []
    assert told(steps((0, 0), (100, 0)), stroked=False) == []
    assert told(steps((0, 0), (100, 0), (50, 80)), closed=True, stroked=False, filled=True) == []
    assert told([(0, 0, True), (100, 0, True), (105, 5, False), (105, 60, True)]) == [(0, 0, 100, 0), (105, 5, 105, 60)]
