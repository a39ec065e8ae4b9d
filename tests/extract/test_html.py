"""Reading web pages: lists, tables and bold of the page, without the site around it."""

from __future__ import annotations

import pytest

from pipeline.extract.document import Document
from pipeline.extract.html import read_html
from tests.extract.outline import accounted, numbers, outline


def read(body: str, head: str = "") -> Document:
    """Read a page with this body, and hold the account in the same go."""
    page = f"<!DOCTYPE html>\n<html><head><meta charset='utf-8'>{head}</head>\n<body>\n{body}\n</body></html>"
    document = read_html(page.encode())
    assert accounted(document) == document.source_chars
    return document


def test_headings_paragraphs_and_line_numbers() -> None:
    """The number is the line of the source on which the text starts."""
    document = read("<h2 class='kop'>Kop</h2>\n<p>\nEen\nalinea.</p>\n<div>los <b>vet</b></div>")

    assert outline(document.blocks) == ["h1 Kop", "p Een alinea.", "p los **vet**"]
    assert numbers(document.blocks) == [4, 6, 8]


def test_bold_by_tag_style_and_style_sheet() -> None:
    """<b>, <strong>, font-weight in the element, and in a class of the page."""
    document = read(
        "<p><strong>a</strong> <span style='font-weight: 700'>b</span> <span class='vet'>c</span> "
        "<b>d <span style='font-weight:normal'>e</span></b> <em>f</em></p>",
        "<style>/* x */ .vet { font-weight: bold } p > .los { font-weight: bold }</style>",
    )

    assert outline(document.blocks) == ["p **a** **b** **c** **d** e _f_"]


def test_nested_and_numbered_lists() -> None:
    """A bullet for <ul>; numbers, letters and Roman numbers for <ol>, with start and value."""
    document = read(
        "<ul><li>een<ul><li>onder</li></ul></li><li><p>twee</p><p>meer</p></li></ul>"
        "<ol start='3'><li>c</li><li value='9'>i</li></ol>"
        "<ol type='a'><li>x</li></ol><ol type='i'><li>y</li><li>z</li></ol>"
    )

    assert outline(document.blocks) == [
        "• een",
        "  • onder",
        "• twee / meer",
        "3. c",
        "9. i",
        "a. x",
        "i. y",
        "ii. z",
    ]


@pytest.mark.parametrize(
    "item",
    [
        "<li><p>•</p><p>behandelt aanvragen</p></li>",
        "<li><span class='ol'>•</span> behandelt aanvragen</li>",
        "<li><p>• behandelt aanvragen</p></li>",
        "<li><div><div>•</div><div><p>behandelt aanvragen</p></div></div></li>",
    ],
)
def test_a_bullet_in_an_element_of_its_own_is_the_marker(item: str) -> None:
    """Pages of the regulation bank print the bullet as text inside the item."""
    assert outline(read(f"<ul>{item}</ul>").blocks) == ["• behandelt aanvragen"]


def test_paragraphs_with_typed_bullets_are_items() -> None:
    """Word's own HTML writes lists as paragraphs; <br> parts typed items; a bold number is a title."""
    document = read(
        "<p>•<span>&nbsp;&nbsp; </span>een</p><p>- twee<br>- drie</p>"
        "<p>1. vier</p><p><b>1. Titel</b></p><p>1.2 Artikel</p>"
    )

    assert outline(document.blocks) == ["• een", "- twee", "- drie", "1. vier", "p **1. Titel**", "p 1.2 Artikel"]


def test_tables_with_merged_cells_and_heads() -> None:
    """colspan, rowspan, thead or rows of <th>, and lists in cells."""
    document = read(
        "<table><thead><tr><th rowspan='2'>Schaal</th><th colspan='2'>Beleid</th></tr>"
        "<tr><th>Advies</th><th>Uitvoering</th></tr></thead>"
        "<tbody><tr><td>12</td><td>Adviseur II<br>719</td><td><ul><li>a</li><li>b</li></ul></td></tr></tbody></table>"
    )

    assert outline(document.blocks) == [
        "table 3x3 head 2",
        "[0,0 2x1] p Schaal",
        "[0,1 1x2] p Beleid",
        "[1,1] p Advies",
        "[1,2] p Uitvoering",
        "[2,0] p 12",
        "[2,1] p Adviseur II / 719",
        "[2,2] • a",
        "[2,2] • b",
    ]


def test_tables_for_layout_are_opened() -> None:
    """A frame of one cell, and a table that says it is for presentation."""
    document = read(
        "<table><tr><td><h1>Kop</h1><p>Tekst.</p></td></tr></table>"
        "<table role='presentation'><tr><td>links</td><td>rechts</td></tr></table>"
    )

    assert outline(document.blocks) == ["h1 Kop", "p Tekst.", "p links", "p rechts"]


def test_a_list_of_definitions_is_a_table_of_two_columns() -> None:
    """A label and what is said of it."""
    document = read("<dl><dt>Functienaam</dt><dd>Regisseur</dd><dt>Code</dt><dd>x</dd><dd>y</dd></dl>")

    assert outline(document.blocks) == [
        "table 2x2 head 0",
        "[0,0] p Functienaam",
        "[0,1] p Regisseur",
        "[1,0] p Code",
        "[1,1] p x",
        "[1,1] p y",
    ]


def test_the_site_around_the_page_is_furniture() -> None:
    """What stands outside the main content, menus and buttons; scripts are no text."""
    document = read(
        "<header>Overheid.nl</header><nav><ul><li>Home</li></ul></nav><main><h1>Functieboek</h1><button>Kopieer</button>"
        "<p>De tekst van het boek is lang genoeg om het meeste van de pagina te zijn.</p></main>"
        "<script>var x = 1;</script><footer>Contact</footer>"
    )

    assert outline(document.blocks) == [
        "h1 Functieboek",
        "p De tekst van het boek is lang genoeg om het meeste van de pagina te zijn.",
    ]
    assert [(item.kind, item.line.text) for item in document.furniture] == [
        ("header", "Overheid.nl"),
        ("header", "Home"),
        ("header", "Kopieer"),
        ("footer", "Contact"),
    ]


def test_a_header_that_holds_the_title_is_text() -> None:
    """Without a main part, a header with the title of the page belongs to it."""
    document = read(
        "<header><h1>Functieboek</h1></header><p>Tekst.</p><footer>Voet</footer>" + "<p>Meer tekst.</p>" * 5
    )

    assert outline(document.blocks)[:2] == ["h1 Functieboek", "p Tekst."]
    assert [item.line.text for item in document.furniture] == ["Voet"]


def test_hidden_text_is_left_out_and_told() -> None:
    """display:none, hidden, and classes that hide."""
    document = read(
        "<p>zichtbaar</p><p style='display:none'>weg</p><p hidden>ook</p><p class='x'>en dit</p>",
        "<style>.x{display:none}</style>",
    )

    assert outline(document.blocks) == ["p zichtbaar"]
    assert [remark.code for remark in document.remarks] == ["verborgen-tekst"]


def test_entities_soft_hyphens_and_preformatted_text() -> None:
    """Characters as they show; <pre> keeps its lines."""
    document = read("<p>R&amp;D be&shy;leid&nbsp;&euro; ﬁnanci&euml;n e\u0301e\u0301n</p><pre>een\ntwee</pre>")

    assert outline(document.blocks) == ["p R&D beleid € financiën één", "p een / twee"]


@pytest.mark.parametrize("encoding", ["utf-8", "windows-1252", "iso-8859-1", "utf-16"])
def test_the_declared_encoding_is_used(encoding: str) -> None:
    """By a meta element, or by the byte order mark."""
    page = f"<html><head><meta charset='{encoding}'></head><body><p>financiën één</p></body></html>"

    assert outline(read_html(page.encode(encoding)).blocks) == ["p financiën één"]


def test_a_page_that_is_cut_off_is_read_as_far_as_it_goes() -> None:
    """Elements that never close lose no text."""
    document = read_html(b"<html><body><h1>Kop</h1><ul><li>een<li>twee<table><tr><td>cel<td>cel")

    assert [line for line in outline(document.blocks) if "twee" in line or "een" in line] == ["• een", "• twee"]
    assert accounted(document) == document.source_chars


def test_adjacent_tables_that_repeat_their_head_are_one() -> None:
    """As when a page was made out of a paged document."""
    head = "<tr><th>Functie</th><th>Schaal</th></tr>"
    document = read(
        f"<table>{head}<tr><td>A</td><td>1</td></tr></table><table>{head}<tr><td>B</td><td>2</td></tr></table>"
    )

    assert outline(document.blocks)[0] == "table 3x2 head 1"
    assert [item.kind for item in document.furniture] == ["repeated_head", "repeated_head"]
