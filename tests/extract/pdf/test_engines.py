"""The two engines see the same: words, styles, boxes and lines, on the reference books and on pages that are hard."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pikepdf
import pytest

from pipeline.extract.pdf.engine import open_pdf
from pipeline.extract.pdf.page import PageContent
from tests.extract.pdf.printed import HARD, by_chromium, by_libreoffice, by_pdflatex, changed, page
from tests.extract.pdf.sameness import assert_same_page
from tests.support import SOURCES


def read(path: Path, engine: str, first: int = 1, last: int | None = None) -> list[PageContent]:
    """Read pages of a PDF with one engine."""
    source = open_pdf(path, engine=engine)
    try:
        return list(source.read(first, last))
    finally:
        source.close()


@pytest.mark.parametrize("name", sorted(HARD))
def test_both_engines_see_the_same_on_hard_pages(tmp_path: Path, name: str) -> None:
    """Turned, doubled, stroked, letter-spaced, nested and disordered text is the same for both."""
    path = page(tmp_path / "a.pdf", HARD[name])

    assert_same_page(read(path, "pdfium")[0], read(path, "pdfplumber")[0])


@pytest.mark.parametrize("turn", [90, 180, 270])
@pytest.mark.parametrize("name", ["plain", "turned", "lined", "in_forms", "picture"])
def test_both_engines_see_the_same_on_turned_and_cropped_pages(tmp_path: Path, name: str, turn: int) -> None:
    """/Rotate, a MediaBox that does not start at 0 and a CropBox inside it move everything alike."""

    def turn_and_crop(pdf: pikepdf.Pdf) -> None:
        pdf.pages[0].Rotate = turn
        pdf.pages[0].MediaBox = pikepdf.Array([-20, -30, 700, 900])
        pdf.pages[0].CropBox = pikepdf.Array([10, 20, 560, 800])

    path = changed(page(tmp_path / "a.pdf", HARD[name]), turn_and_crop)

    one, other = read(path, "pdfium")[0], read(path, "pdfplumber")[0]

    assert (one.width, one.height) == pytest.approx((550, 780) if turn == 180 else (780, 550))
    assert_same_page(one, other)


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_a_turned_page_is_read_as_it_is_shown(tmp_path: Path, turn: int) -> None:
    """Text that runs upwards in the file runs as the reader of the turned page sees it."""
    path = page(tmp_path / "a.pdf", HARD["turned"])
    changed(path, lambda pdf: setattr(pdf.pages[0], "Rotate", turn))

    angles = [word.angle for word in read(path, "pdfium")[0].words if word.text == "II"]

    assert angles == [(angle - turn) % 360 for angle in (0, 90, 180, 270)]


@pytest.mark.parametrize("engine", ["pdfium", "pdfplumber"])
def test_the_rotated_heads_of_the_matrix_are_whole_words(engine: str) -> None:
    """The heads of the narrow columns read from bottom to top, bold, in words and not in letters."""
    words = [word for word in read(SOURCES / "ommen-2018.pdf", engine, 13, 13)[0].words if word.angle]

    assert {word.angle for word in words} == {90}
    assert all(word.bold for word in words)
    assert [word.text for word in words[:6]] == ["Strategisch", "I", "Strategisch", "II", "Strategisch", "III"]
    assert "Bedrijfsvoering" in [word.text for word in words]


@pytest.mark.parametrize("engine", ["pdfium", "pdfplumber"])
def test_simulated_bold_is_bold_and_counted_once(tmp_path: Path, engine: str) -> None:
    """A line, a glyph or a word printed twice with a small shift is one bold text; so is stroked text."""
    doubled = read(page(tmp_path / "a.pdf", HARD["doubled"]), engine)[0]
    stroked = read(page(tmp_path / "b.pdf", HARD["stroked"]), engine)[0]

    bold = [word.text for word in doubled.words if word.bold]
    assert bold == ["hele", "regel", "dubbel", "teken", "later", "nog", "eens"]
    assert doubled.chars == sum(len(word.text) for word in doubled.words)
    assert sum(word.text == "later" for word in doubled.words) == 1
    assert [(word.text, word.bold) for word in stroked.words] == [
        ("gewoon", False), ("meerdere", True), ("complexe", True), ("taken", False)
    ]  # fmt: skip


@pytest.mark.parametrize("engine", ["pdfium", "pdfplumber"])
def test_words_part_where_the_reader_sees_a_space(tmp_path: Path, engine: str) -> None:
    """A gap makes a word, letter-spacing does not, and a superscript is glued to its word."""
    words = read(page(tmp_path / "a.pdf", HARD["spaced"]), engine)[0].words
    texts = [word.text for word in words]

    assert texts[:3] == ["woorden", "zonder", "spaties"]
    assert texts[-10:-5] == ["GESPATIEERD", "OPSCHRIFT", "versmalde", "tekst", "hier"]
    raised = next(word for word in words if word.text == "2")
    assert (raised.space, raised.size) == (False, 7.0)


@pytest.mark.parametrize("engine", ["pdfium", "pdfplumber"])
def test_the_parts_of_a_line_stand_in_the_order_of_the_file(tmp_path: Path, engine: str) -> None:
    """PDFium sorts them; we undo that."""
    words = read(page(tmp_path / "a.pdf", HARD["out_of_order"]), engine)[0].words

    assert [word.text for word in words] == ["rechts", "midden", "links"]


@pytest.mark.parametrize("engine", ["pdfium", "pdfplumber"])
def test_a_hyphen_that_breaks_a_word_is_marked(tmp_path: Path, engine: str) -> None:
    """It is a plain hyphen with a hint."""
    words = read(page(tmp_path / "a.pdf", HARD["plain"]), engine)[0].words

    assert [(word.text, word.hyphen_hint) for word in words][-2:] == [("beleids-", True), ("ontwikkeling", False)]


@pytest.mark.parametrize("engine", ["pdfium", "pdfplumber"])
def test_an_image_of_a_page_is_seen(tmp_path: Path, engine: str) -> None:
    """A scan has no words and a full page of image."""
    content = read(page(tmp_path / "a.pdf", HARD["picture"]), engine)[0]

    assert (content.words, content.chars) == ((), 0)
    assert content.image_share == pytest.approx(1.0, abs=0.01)


@pytest.fixture(
    scope="module",
    params=[("chromium", by_chromium), ("soffice", by_libreoffice), ("pdflatex", by_pdflatex)],
    ids=["chromium", "libreoffice", "pdflatex"],
)
def produced(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The same page as other producers print it."""
    program, make = request.param
    if not shutil.which(program):
        pytest.skip(f"{program} is not installed")
    folder = tmp_path_factory.mktemp("produced")
    make(folder)
    yield folder / "a.pdf"


@pytest.mark.office
def test_both_engines_see_the_same_of_every_producer(produced: Path) -> None:
    """Chromium, LibreOffice and TeX write fonts, spaces and lines each in their own way."""
    fast, plain = read(produced, "pdfium"), read(produced, "pdfplumber")

    assert any(content.words for content in fast)
    for one, other in zip(fast, plain, strict=True):
        assert_same_page(one, other)


@pytest.mark.office
def test_words_of_every_producer_are_whole(produced: Path) -> None:
    """Ligatures are letters, unused soft hyphens are gone, bold is seen."""
    words = [word for content in read(produced, "pdfium") for word in content.words]
    texts = [word.text for word in words]

    assert {"officiële", "efficiënte", "flexibel."} <= set(texts)
    assert not any("\u00ad" in text or "\ufb01" in text for text in texts)
    assert {"Beleid", "meerdere", "complexe", "brede"} <= {word.text for word in words if word.bold}
    assert "het" not in {word.text for word in words if word.bold}
    assert "complexe" in {word.text for word in words if word.italic}
