"""A large book is read in little room: pieces are stored, functions and profiles shelved; the book is the same."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.extract.document import Block, Document
from pipeline.extract.packed import Packer, block_of, plain_block
from pipeline.extract.pdf.reader import read_pdf
from pipeline.models.functieboek import Competentie, Functieboek, Onderwerp
from pipeline.models.io import to_json
from pipeline.normalize.pieces import Piece
from pipeline.normalize.shelf import Folded, folded
from pipeline.normalize.store import Store
from tests.normalize.support import document, read, script, written
from tests.support import SOURCES


def packed(source: Document) -> Document:
    """The same document, as a reader gives it of a large book."""
    packer = Packer()
    for block in source.blocks:
        packer.add(plain_block(block))
    return replace(source, blocks=packer.packed(block_of))


def the_json(source: Document, **options: bool) -> str:
    """The whole book as it is written."""
    return b"".join(read(source, **options).json_parts()).decode()


@pytest.fixture(scope="module", params=["klein", "ommen-2018.pdf"])
def source(request: pytest.FixtureRequest) -> Document:
    """A book: two that a typist typed, one that was printed."""
    return read_pdf(SOURCES / request.param) if request.param.endswith(".pdf") else document(script(request.param))


def test_the_parts_are_what_the_whole_book_is_written_as(source: Document) -> None:
    assert the_json(source) == to_json(read(source).book)


def test_a_large_book_is_read_the_same(source: Document) -> None:
    """With its findings: what was in doubt, and what nobody claimed."""
    plain, stored, shelved = read(source), read(packed(source)), read(packed(source), shelve=True)

    assert stored == plain
    assert shelved.findings == plain.findings
    assert (len(shelved.functies), len(shelved.profielen)) == (len(plain.book.functies), len(plain.book.profielen))
    assert b"".join(shelved.json_parts()).decode() == to_json(plain.book)


def test_shelving_holds_neither_functions_nor_profiles(source: Document) -> None:
    reading = read(packed(source), shelve=True)

    assert (reading.book.functies, reading.book.profielen) == ((), ())
    assert Functieboek.model_validate_json(b"".join(reading.json_parts())) == read(source).book


def test_a_document_is_used_up_only_where_it_is_shelved() -> None:
    book = packed(document(script()))
    read(book)
    assert len(book.blocks) == len(document(script()).blocks)

    read(book, shelve=True)
    assert len(book.blocks) == 0


TORN = """
# Functiebeschrijving Adviseur I
Functiereeks Advies: adviseert
## Resultaatgebieden
1. Beleid
- Maakt plannen
# Competentieprofiel Adviseur I
## Kritische werksituaties
1. Weerstand: men wil niet
## Competenties
**Overtuigen (niveau B)**
- Brengt argumenten in
## Kritische werksituaties
1. Drukte: alles tegelijk
"""


def test_a_book_with_lost_headings_is_read_the_same() -> None:
    """What is taken apart, and whose profile it is, is decided with parts that were folded."""
    source = written(TORN)

    assert the_json(packed(source), shelve=True) == to_json(read(source).book)


def test_pieces_that_are_stored_say_the_same_from_front_to_back_and_back() -> None:
    blocks = 20 * [block for block in document(script()).blocks if block.table is None]
    pieces = [_piece(block, number) for number, block in enumerate(blocks)]
    stored = Store().keep(iter(pieces))

    for one, other in [*zip(stored, pieces, strict=True), *zip(reversed(stored), reversed(pieces), strict=True)]:
        assert (one.text, one.styled, one.lines) == (other.text, other.styled, other.lines)
        assert (one.kind, one.marker, one.level, one.chars) == (other.kind, other.marker, other.level, other.chars)
    stored[3].claim("velden")
    assert [piece.owner for piece in stored[2:5]] == [None, "velden", None]


def _piece(block: Block, number: int) -> Piece:
    from pipeline.extract.text import join

    return Piece(block.kind, join(block.lines), level=block.level, marker=block.marker, chars=number)


names = st.text(min_size=1, max_size=20).map(lambda text: text.encode("utf-8", "ignore").decode())
subjects = st.builds(
    lambda naam, page: Onderwerp.model_validate_json(
        f'{{"onderwerp": null, "omschrijving": null, "herkomst": {{"pagina": {page}}}}}'
    ).model_copy(update={"onderwerp": naam}),
    names,
    st.integers(1, 3000),
)


@given(st.lists(subjects, max_size=5).map(tuple))
def test_what_is_folded_unfolds_to_the_same(items: tuple[Onderwerp, ...]) -> None:
    found = folded(items)

    assert len(found) == len(items)
    assert tuple(found) == tuple(found) == items
    assert found[1:] == items[1:]
    assert [found[i] for i in range(len(items))] == list(items)


def test_nothing_folds_to_nothing() -> None:
    nothing: tuple[Competentie, ...] = ()

    assert folded(nothing) == ()
    assert not isinstance(folded(nothing), Folded)
