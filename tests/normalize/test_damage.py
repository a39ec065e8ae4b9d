"""However a document is damaged, the reading ends in a book whose account is right, or in our own error."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.errors import NotAFunctieboekError
from pipeline.extract.document import Block, Document, Line, Run
from pipeline.normalize.book import Reading
from tests.layouts.measure import measure
from tests.normalize.support import as_dict, document, made, read, script
from tests.normalize.typist import Wear

WHOLE = document(script("klein"), Wear("gewoon", width=80, pages=50))
WORDS = ["Functiebeschrijving", "Adviseur II", "Functiereeks", ":", "Niveau A", "(", ")", "Module", "Competenties",
         "Resultaatgebied 1", "•", "doet iets.", "n.t.b.", "\u00ad", "12", "Totaal", "Kennis", "", " "]  # fmt: skip


def right(reading: Reading) -> None:
    """The parts of the account add up, ids are unique, and every reference leads somewhere."""
    book, account = reading.book, reading.book.verantwoording
    assert account is not None
    parts = account.velden + account.lopende_tekst + account.inhoudsopgave + account.paginaopmaak
    assert parts + account.niet_geplaatst == account.tekens
    assert (account.niet_geplaatst == 0) == (account.aandeel == 1.0)
    assert (account.niet_geplaatst > 0) == any(f.code == "niet-geplaatste-tekst" for f in reading.findings)
    ids = [functie.id for functie in book.functies]
    assert len(ids) == len(set(ids))
    known = {*ids, *(f"module:{module.id}" for module in book.modules), None}
    refs = [*book.profielen, *book.functiematrix, *book.beschikbare_functies]
    assert {ref.functie for ref in refs} <= known
    for owner in [*book.functies, *book.beschikbare_functies]:
        for kenmerk in owner.kenmerken:
            assert [kenmerk.tekst[a:b] for a, b in kenmerk.nadruk_posities] == list(kenmerk.nadruk)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_blocks_lost_doubled_or_moved(data: st.DataObject) -> None:
    """Any pages may be missing, double or out of place."""
    blocks = list(WHOLE.blocks)
    for _ in range(data.draw(st.integers(1, 4))):
        a, b = sorted(data.draw(st.lists(st.integers(0, len(blocks)), min_size=2, max_size=2)))
        part = blocks[a : min(b, a + 120)]
        del blocks[a : min(b, a + 120)]
        times = data.draw(st.integers(0, 2))
        at = data.draw(st.integers(0, len(blocks)))
        blocks[at:at] = part * times
    try:
        reading = read(made(blocks))
    except NotAFunctieboekError:
        return

    right(reading)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.tuples(st.sampled_from(["heading", "paragraph", "item"]), st.lists(st.sampled_from(WORDS), max_size=4)),
        max_size=25,
    )
)
def test_labels_in_any_order(parts: list[tuple[str, list[str]]]) -> None:
    """Labels without sense or order break nothing."""
    blocks = [
        Block(kind, tuple(Line((Run(" ".join(texts)),), number=at) for _ in (0,)), level=int(kind == "heading"))  # type: ignore[arg-type]
        for at, (kind, texts) in enumerate(parts, 1)
    ]
    try:
        reading = read(made(blocks))
    except NotAFunctieboekError:
        return

    right(reading)


def without(source: Document, gone: range) -> Document:
    """The document without some of its pages."""
    kept = [block for block in source.blocks if not any(line.page in gone for line in block.all_lines())]
    return replace(made(kept), pages=source.pages)


# Page 7 is left out: it takes the end of one list of kenmerken and the start of the next one but one, so that two
# half lists run on as one and nothing in the text betrays it.
@pytest.mark.parametrize("page", [4, 5, 6, 8, 9, 10, 13, 16, 19, 22, 25])
def test_a_missing_page_costs_no_more_than_itself(page: int) -> None:
    """What stands on the other pages is read all the same: a page of thirty costs a few percent."""
    typed = script("klein")
    whole = document(typed, Wear("gewoon", width=80, pages=50))

    found = measure("blad weg", typed.truth, as_dict(read(without(whole, range(page, page + 1)))))

    assert found.strict["totaal"]["precision"] > 0.96
    assert found.strict["totaal"]["recall"] > 0.85


def test_a_book_six_times_over() -> None:
    """Every function is kept, and each that is double is reported."""
    one = read(WHOLE)
    six = read(made(WHOLE.blocks * 6))

    assert len(six.book.functies) == 6 * len(one.book.functies)
    assert sum(f.code == "functie-dubbel" for f in six.findings) == 5 * len(one.book.functies)


def test_the_document_to_damage_is_whole() -> None:
    """Without damage all of it comes back."""
    typed = script("klein")

    assert measure("heel", typed.truth, as_dict(read(WHOLE))).f1 == 1.0
