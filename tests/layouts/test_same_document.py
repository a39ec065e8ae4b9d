"""Both engines give the same Document of whole printed books."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from pipeline.extract.pdf.reader import read_pdf
from tests.extract.pdf.sameness import differences, report
from tests.layouts.catalogue import BY_NAME, DEFAULT
from tests.layouts.engines import Compared, compare, page
from tests.layouts.printing import SUFFIX, Printed, missing

PDFS = [name for name in DEFAULT if BY_NAME[name].producer not in SUFFIX]


@pytest.mark.slow
@pytest.mark.parametrize("name", PDFS)
def test_both_engines_give_the_same_document_of_a_printed_book(name: str, printed: Mapping[str, Printed]) -> None:
    """Block by block, with every run, cell, box and remark; ``python -m tests.layouts.engines`` does all layouts."""
    lacking = missing(BY_NAME[name])
    if lacking:
        pytest.skip(f"{lacking} is not installed")
    path = printed[name].path

    found = differences(read_pdf(path), read_pdf(path, engine="pdfplumber"))

    assert not found, report(found)


def test_page_names_every_book_that_differs_and_every_page_that_fell_back() -> None:
    """The page of the comparison hides nothing."""
    same = Compared("klein", "Chromium", 20, (), ())
    other = Compared(
        "groot", "Chromium", 30, ("- paragraph, page 1: 'a'", "+ paragraph, page 1: 'b'"), ("Op pagina 2 …",)
    )

    text = page([same, other], [("boek.pdf", "pdfplumber", 0.5)])

    assert "| Chromium | 2 | 50 | 1 | 1 |" in text
    assert "**groot**: 2 differences" in text
    assert "Op pagina 2 …" in text
    assert "| boek.pdf | pdfplumber | 0.5000 |" in text


def test_a_book_that_one_engine_refuses_is_a_difference(tmp_path: Path) -> None:
    """A refusal counts, and stops nothing."""
    path = tmp_path / "a.pdf"
    path.write_bytes(b"%PDF-1.4\nniets")

    assert compare(path, "a", "reportlab").differences == ()
