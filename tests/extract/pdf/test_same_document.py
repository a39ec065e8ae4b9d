"""Both engines give the same Document, block by block, of pages on which they have every reason to differ."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest

from pipeline.extract.document import Block, Cell, Document, Furniture, Line, Remark, Run, Table
from pipeline.extract.pdf.engine import open_pdf
from pipeline.extract.pdf.reader import read_pdf
from tests.extract.pdf.drawn_lines import content
from tests.extract.pdf.evil import EVIL, KNOWN, written
from tests.extract.pdf.printed import HARD, changed, page
from tests.extract.pdf.sameness import assert_same_page, differences, fallen_back, report

CASES = [
    pytest.param(name, marks=pytest.mark.xfail(reason=KNOWN[name], strict=True) if name in KNOWN else ())
    for name in sorted(EVIL)
]


def assert_same(path: Path) -> Document:
    """Read a PDF with both engines; give what the default one read."""
    fast, plain = read_pdf(path), read_pdf(path, engine="pdfplumber")
    found = differences(fast, plain)
    assert not found, report(found)
    return fast


@pytest.mark.parametrize("name", CASES)
def test_both_engines_give_the_same_document_of_an_evil_page(name: str, tmp_path: Path) -> None:
    """Ligatures, spaces, hyphens, fonts and order, each as some producer gets it wrong."""
    EVIL[name](tmp_path / "a.pdf")

    assert_same(tmp_path / "a.pdf")


@pytest.mark.parametrize("engine", ["pdfium", "pdfplumber"])
@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("slanted", "schuin gezet en verder"),
        ("spaced_letters_in_objects", "FUNCTIE BOEK VAN DE GEMEENTE"),
        ("letters_kerned_apart", "GENERIEKE TAKEN"),
        ("actual_text", "efficiënt beleids-"),
        ("ligatures_of_many_letters", "cognittie ofhangen efficiënt fjord Thuis wittig latti"),
        ("names_by_number", "€ 12 coördinatie ab"),
        ("codes_that_are_not_used", "taak 177"),
    ],
)
def test_what_both_engines_read_is_what_stands_there(name: str, text: str, engine: str, tmp_path: Path) -> None:
    """Agreeing is not enough: they could be wrong alike."""
    EVIL[name](tmp_path / "a.pdf")

    assert read_pdf(tmp_path / "a.pdf", engine=engine).blocks[0].lines[0].text == text


@pytest.mark.parametrize("seed", range(12))
def test_both_engines_see_the_same_words_of_drawn_lines(seed: int, tmp_path: Path) -> None:
    """Spacing, kerning, rise, slant and cuts in combinations that nobody thought of."""
    written(tmp_path / "a.pdf", content(seed))
    fast, plain = (
        next(iter(open_pdf(tmp_path / "a.pdf", engine=engine).read(1, 1))) for engine in ("pdfium", "pdfplumber")
    )

    assert_same_page(fast, plain)


@pytest.mark.parametrize("name", sorted(HARD.keys() - {"picture"}))
def test_both_engines_give_the_same_document_of_a_hard_page(name: str, tmp_path: Path) -> None:
    """The pages of the tests of words, as Documents."""
    assert_same(page(tmp_path / "a.pdf", HARD[name]))


def _turned(angle: int) -> Callable[[pikepdf.Pdf], None]:
    def change(pdf: pikepdf.Pdf) -> None:
        pdf.pages[0].Rotate = angle
        pdf.pages[0].MediaBox = pikepdf.Array([-20, -30, 620, 870])
        pdf.pages[0].CropBox = pikepdf.Array([0, 10, 590, 842])

    return change


@pytest.mark.parametrize("angle", [90, 180, 270])
@pytest.mark.parametrize(
    "name",
    ["ligatures_apart", "letter_spaced", "justified", "forms_of_forms", "raised_and_lowered", "a_word_in_pieces",
     "table_with_words_on_the_lines", "interleaved_columns"],
)  # fmt: skip
def test_both_engines_give_the_same_document_of_a_turned_page(name: str, angle: int, tmp_path: Path) -> None:
    """/Rotate with a MediaBox that does not start at 0 and a CropBox inside it."""
    EVIL[name](tmp_path / "a.pdf")

    assert_same(changed(tmp_path / "a.pdf", _turned(angle)))


def test_a_page_without_meaning_is_read_by_the_other_engine_and_the_document_says_so(tmp_path: Path) -> None:
    """A remark in Dutch names the page."""
    EVIL["glyphs_that_are_drawings"](tmp_path / "a.pdf")

    found = fallen_back(assert_same(tmp_path / "a.pdf"))

    assert len(found) == 1
    assert found[0].startswith("Op pagina 1 ")


LINE = Line((Run("voert beleid uit", size=11.0),), page=1, box=(72.0, 100.0, 150.0, 112.0))
SMALL = Document(
    (Block("item", (LINE,), marker="•"), Block("paragraph", (LINE,))), pages=1, page_sizes=((595.0, 842.0),)
)


def _with(**changes: object) -> Document:
    """The small Document with its first block changed."""
    return replace(SMALL, blocks=(replace(SMALL.blocks[0], **changes), *SMALL.blocks[1:]))  # type: ignore[arg-type]


def _with_line(**changes: object) -> Document:
    return _with(lines=(replace(LINE, **changes),))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "other",
    [
        _with(kind="paragraph"),
        _with(marker="-"),
        _with(level=1),
        _with(page_top=True),
        _with(indent=2.0),
        _with_line(runs=(Run("voert beleid in", size=11.0),)),
        _with_line(runs=(Run("voert beleid uit", bold=True, size=11.0),)),
        _with_line(runs=(Run("voert ", size=11.0), Run("beleid uit", italic=True, size=11.0))),
        _with_line(runs=(Run("voert beleid uit", size=11.1),)),
        _with_line(box=(72.0, 100.0, 151.6, 112.0)),
        _with_line(page=2),
        _with_line(column=1),
        _with_line(hyphen_hint=True),
        replace(SMALL, blocks=SMALL.blocks[:1]),
        replace(SMALL, blocks=SMALL.blocks[::-1]),
        replace(SMALL, furniture=(Furniture("footer", LINE),)),
        replace(SMALL, blocks=(*SMALL.blocks, Block("table", table=Table((Cell(0, 0, SMALL.blocks),), 1, 1)))),
        replace(SMALL, source_chars=1),
        replace(SMALL, page_sizes=((595.0, 840.0),)),
        replace(SMALL, words=frozenset({"beleid"})),
        replace(SMALL, metadata={"Title": "Functieboek"}),
        replace(SMALL, remarks=(Remark("onleesbare-tekens", "Op pagina 1 staan 3 tekens zonder betekenis."),)),
    ],
)
def test_every_kind_of_difference_is_seen(other: Document) -> None:
    """The comparison can fail: whatever is changed in a Document is told."""
    assert differences(SMALL, SMALL) == []
    assert differences(SMALL, other)


def test_a_box_a_little_further_is_the_same() -> None:
    """1.5 points is what the engines may measure differently."""
    assert differences(SMALL, _with_line(box=(70.6, 101.4, 148.6, 112.0))) == []
