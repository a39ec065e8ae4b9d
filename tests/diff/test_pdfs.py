"""The comparison of the reference books as they were read, not as the goldens have them."""

from __future__ import annotations

import json

from pipeline.diff.apply import apply, content
from pipeline.diff.comparing import compare
from pipeline.models.functieboek import Functieboek
from tests.conftest import read_book
from tests.diff.test_comparing import score
from tests.support import REFERENCE, load_golden


def test_two_pdfs_score_one_on_all_counts(ommen_2018: Functieboek, ommen_2021: Functieboek) -> None:
    """From the PDFs: every true change, none besides, each with its weight and level."""
    found = compare(ommen_2018, ommen_2021)
    truth = json.loads((REFERENCE / "ommen-2018--2021.wijzigingen.json").read_text(encoding="utf-8"))
    result = score(truth, found)
    assert (result["precision"], result["recall"]) == (1.0, 1.0)
    assert (result["gewicht"]["accuratesse"], result["niveaubepalend"]["accuratesse"]) == (1.0, 1.0)
    assert content(apply(ommen_2018, found)) == content(ommen_2021)
    told = [change for change in found.wijzigingen if change.onderdeel in ("taak", "kenmerk", "niveau")]
    assert all(change.herkomst_nieuw for change in told if change.nieuw is not None)
    assert all(change.herkomst_oud for change in told if change.oud is not None)


def test_pdf_against_word_against_golden_gives_no_change(ommen_2018: Functieboek) -> None:
    """The same book in two layouts, and as the golden says it; the golden leaves out the running text."""
    word = read_book(REFERENCE / "ommen-2018.docx")
    golden = load_golden("ommen-2018").model_copy(update={"hoofdstukken": ommen_2018.hoofdstukken})
    for other in (word, golden):
        found = compare(ommen_2018, other)
        assert (found.wijzigingen, found.volgorde) == ((), ())
        assert content(apply(ommen_2018, found)) == content(other)
