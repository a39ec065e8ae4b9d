"""Page numbers and running heads between paragraphs are told from text that only looks like them."""

from __future__ import annotations

from pipeline.extract.characters import plain
from pipeline.extract.document import Block
from pipeline.extract.page_marks import without_page_marks
from tests.extract.outline import outline


def paragraphs(*texts: str) -> list[Block]:
    """Paragraphs of one line."""
    return [Block("paragraph", (plain(text, number),)) for number, text in enumerate(texts, 1)]


def test_rising_numbers_are_page_numbers() -> None:
    """In whatever form they are printed; the running head beside them goes with them."""
    blocks = paragraphs(
        *(text for page in range(2, 9) for text in (f"Tekst {page}.", "Functieboek", f"Pagina {page} van 9"))
    )
    kept, furniture = without_page_marks(blocks)

    assert outline(kept) == [f"p Tekst {page}." for page in range(2, 9)]
    assert [item.kind for item in furniture] == ["header", "page_number"] * 7


def test_few_or_falling_numbers_stay() -> None:
    """The scales of a table that lost its cells are no page numbers."""
    for texts in (
        ["1", "2", "3"],
        ["14", "13", "12", "11", "10", "9"],
        ["1", "2", "2", "3", "4", "5"],
        ["1", "90", "200", "400", "900"],
    ):
        assert without_page_marks(paragraphs(*texts)) == (paragraphs(*texts), [])


def test_text_that_returns_elsewhere_stays() -> None:
    """A label that every function has is no running head, though it stands next to a number now and then."""
    texts = [text for page in range(1, 7) for text in ("Code", "x", "Code", "y", str(page))]
    kept, _ = without_page_marks(paragraphs(*texts))

    assert outline(kept).count("p Code") == 12


def test_articles_stay() -> None:
    """Numbers behind a word that is none of pages are titles."""
    blocks = paragraphs(*(f"Artikel {number}" for number in range(1, 12)))

    assert without_page_marks(blocks) == (blocks, [])
