"""The shared XLSX writer: nothing runs, nothing is lost, the same rows give the same bytes."""

from __future__ import annotations

import datetime
import io
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from pipeline.errors import LimitExceededError
from pipeline.render import xlsx
from pipeline.render.xlsx import Column, Sheet, clean, workbook


def read(data: bytes, sheet: int = 0) -> list[list[object]]:
    return CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(sheet).to_python(skip_empty_area=False)


def parts(data: bytes) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        return {name: file.read(name).decode("utf-8") for name in file.namelist()}


def test_values_keep_their_type():
    """Numbers, dates and yes/no come back as what they are."""
    row = ["tekst", 7, 41.5, datetime.date(2018, 4, 4), True, None]
    data = workbook([Sheet("Blad", list("abcdef"), [row])], title="T")

    assert read(data)[1] == ["tekst", 7.0, 41.5, datetime.date(2018, 4, 4), "ja", ""]


@pytest.mark.parametrize(
    "text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", '=HYPERLINK("http://x")', "http://x.nl", "007"]
)
def test_text_stays_text(text):
    """No text becomes a formula, a link or a number."""
    data = workbook([Sheet("Blad", ["kop"], [[text]])], title="T")

    assert read(data)[1] == [text]
    assert "<f>" not in parts(data)["xl/worksheets/sheet1.xml"]
    assert not any("hyperlink" in body for body in parts(data).values())


def test_same_rows_same_bytes():
    """Two runs give the same file."""
    sheet = Sheet("Blad", [Column("kop", colours={"fout": "rood"})], [["fout"], [datetime.date(2020, 1, 1)]])

    assert workbook([sheet], title="T") == workbook([sheet], title="T")


def test_the_head_is_frozen_and_filtered():
    """Whoever scrolls keeps the head in sight and can filter on it."""
    body = parts(workbook([Sheet("Blad", ["a", "b"], [[1, 2]])], title="Bevindingen"))

    assert 'state="frozen"' in body["xl/worksheets/sheet1.xml"]
    assert '<autoFilter ref="A1:B2"/>' in body["xl/worksheets/sheet1.xml"]
    assert "<dc:title>Bevindingen</dc:title>" in body["docProps/core.xml"]


def test_sheet_names_are_made_to_fit():
    """Forbidden characters go, long names are cut, equal names get a number."""
    names = ["a/b:c", "x" * 40, "x" * 40, "", "''"]
    data = workbook([Sheet(name, ["k"], []) for name in names], title="T")

    found = CalamineWorkbook.from_filelike(io.BytesIO(data)).sheet_names
    assert found == ["a b c", "x" * 31, "x" * 27 + " (2)", "Blad", "Blad (2)"]


def test_what_xml_forbids_becomes_visible():
    """A control character or half a surrogate pair does not break the file."""
    data = workbook([Sheet("B", ["k"], [["a\x00b\x1fc\ud800d\r\ne_x0041_"]])], title="T\x01")

    assert read(data)[1] == ["a\ufffdb\ufffdc\ufffdd\ne_x0041_"]


def test_a_text_that_is_too_long_is_cut_and_says_so():
    """A spreadsheet holds 32,767 units in a cell; an emoji takes two of them."""
    cut = clean("😀" * 20_000)

    assert len(cut.encode("utf-16-le")) // 2 <= xlsx.MAX_CELL
    assert cut.endswith("(ingekort)")
    assert clean("x" * xlsx.MAX_CELL) == "x" * xlsx.MAX_CELL


def test_too_many_rows_is_an_error(monkeypatch):
    """More rows than the format holds is refused before half of them are gone."""
    monkeypatch.setattr(xlsx, "MAX_ROWS", 2)

    with pytest.raises(LimitExceededError, match="3 rijen"):
        workbook([Sheet("B", ["k"], [[1], [2], [3]])], title="T")


@settings(max_examples=30, deadline=None)
@given(st.lists(st.text(max_size=40), min_size=1, max_size=5))
def test_any_text_comes_back_as_it_was_cleaned(texts):
    """What is read back is what was written, whatever the characters."""
    data = workbook([Sheet("B", ["k"], [[text] for text in texts])], title="T")

    assert [row[0] for row in read(data)[1:]] == [clean(text) for text in texts]


def test_rows_are_tall_enough_for_their_text():
    """Not every program makes room for wrapped text by itself: the file says how tall a row is."""
    data = workbook(
        [Sheet("B", [Column("k", 20)], [["kort"], ["een tekst van zo'n zestig tekens die over drie regels"]])],
        title="T",
    )
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        sheet = package.read("xl/worksheets/sheet1.xml").decode()
    assert '<row r="3" spans="1:1" ht="45" customHeight="1">' in sheet
    assert '<row r="2" spans="1:1">' in sheet
