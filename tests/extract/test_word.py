"""Reading Word files: what Word prints is read, in the order of the body, and nothing is lost."""

from __future__ import annotations

import pytest

from pipeline.extract.document import Document
from pipeline.extract.word import read_word
from tests.extract.outline import accounted, numbers, outline
from tests.extract.word_files import in_list, in_style, level, lists, p, r, row, style, tc, word_file
from tests.support import REFERENCE

BULLETS = level(0, "bullet", "\uf0b7") + level(1, "bullet", "o")
DECIMALS = level(0, "decimal", "%1.") + level(1, "decimal", "%1.%2") + level(2, "lowerLetter", "%3)")


def read(body: str, **parts: str) -> Document:
    """Read a file with this body, and hold its account in the same go."""
    document = read_word(word_file(body, **parts))
    assert accounted(document) == document.source_chars
    return document


def test_paragraphs_headings_and_tables_keep_the_order_of_the_body() -> None:
    """A table between paragraphs stays between them; paragraphs are numbered with those in cells."""
    body = p("Kop", in_style("Kop1")) + p("Eerst.") + f"<w:tbl>{row(tc('a'), tc('b'))}</w:tbl>" + p("Laatst.")
    document = read(body, styles=style("Kop 1", ppr='<w:outlineLvl w:val="0"/>'))

    assert outline(document.blocks) == [
        "h1 Kop",
        "p Eerst.",
        "table 1x2 head 0",
        "[0,0] p a",
        "[0,1] p b",
        "p Laatst.",
    ]
    assert numbers(document.blocks) == [1, 2, 3, 5]


@pytest.mark.parametrize("name", ["heading 2", "Heading 2", "Kop 2", "kop 2"])
def test_a_heading_is_known_by_the_name_of_its_style(name: str) -> None:
    """English and Dutch names, also of a style that is based on one."""
    own = style("Huisstijl", based_on=name.replace(" ", ""))
    titles = p("Een", in_style("Kop1")) + p("Twee", in_style("Huisstijl"))
    document = read(titles, styles=style("Kop 1") + style(name) + own)

    assert outline(document.blocks) == ["h1 Een", "h2 Twee"]


def test_an_outline_level_on_the_paragraph_makes_a_heading() -> None:
    """Word shows such a paragraph in its navigation; level 9 is body text."""
    body = p("Titel", '<w:outlineLvl w:val="1"/>') + p("Tekst", in_style("Kop1") + '<w:outlineLvl w:val="9"/>')
    document = read(body, styles=style("Kop 1"))

    assert outline(document.blocks) == ["h1 Titel", "p Tekst"]


def test_bullets_and_numbers_are_those_that_word_prints() -> None:
    """Levels, restarts after a higher level, and letters come from numbering.xml."""
    items = [(2, 0), (2, 1), (2, 1), (2, 2), (2, 0), (2, 1), (1, 0), (1, 1)]
    body = "".join(p(f"tekst {at}", in_list(number, depth)) for at, (number, depth) in enumerate(items))
    document = read(body, numbering=lists(BULLETS, DECIMALS))

    assert [(block.marker, block.level) for block in document.blocks] == [
        ("1.", 0),
        ("1.1", 1),
        ("1.2", 1),
        ("a)", 2),
        ("2.", 0),
        ("2.1", 1),
        ("•", 0),
        ("o", 1),
    ]


def test_a_list_with_a_start_override_counts_anew_once() -> None:
    """Two lists on one abstract list go on counting, unless the second overrides its start."""
    numbering = lists(DECIMALS) + (
        '<w:num w:numId="7"><w:abstractNumId w:val="1"/>'
        '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>'
        '<w:num w:numId="8"><w:abstractNumId w:val="1"/></w:num>'
    )
    body = "".join(p("x", in_list(number)) for number in (1, 1, 7, 7, 8))
    document = read(body, numbering=numbering)

    assert [block.marker for block in document.blocks] == ["1.", "2.", "1.", "2.", "3."]


def test_a_number_before_a_heading_is_part_of_its_text() -> None:
    """ "2.1 Titel" is what the book prints, though the number stands in no run."""
    styles = style("Kop 1", ppr='<w:outlineLvl w:val="0"/>' + in_list(1)) + style(
        "Kop 2", ppr='<w:outlineLvl w:val="1"/>' + in_list(1, 1)
    )
    body = p("Een", in_style("Kop1")) + p("Twee", in_style("Kop1")) + p("Onder", in_style("Kop2"))
    document = read(body, styles=styles, numbering=lists(DECIMALS))

    assert outline(document.blocks) == ["h1 1. Een", "h1 2. Twee", "h2 2.1 Onder"]


def test_a_number_that_holds_words_is_text() -> None:
    """A house style may number "Resultaatgebied 1:" by itself."""
    body = p("Advies", in_list(1)) + p("Beheer", in_list(1))
    document = read(body, numbering=lists(level(0, "decimal", "Resultaatgebied %1:")))

    assert outline(document.blocks) == ["p Resultaatgebied 1: Advies", "p Resultaatgebied 2: Beheer"]


def test_a_bullet_style_without_numbering_is_a_list() -> None:
    """The name of the style says so, in English and in Dutch."""
    styles = style("List Bullet") + style("Lijst opsom.teken 2")
    body = p("een", in_style("ListBullet")) + p("twee", in_style("Lijstopsom.teken2"))

    assert outline(read(body, styles=styles).blocks) == ["• een", "  • twee"]


def test_a_bullet_without_text_is_an_item_without_lines() -> None:
    """It stands in the book, so it is told; an empty paragraph is not."""
    document = read(p("een", in_list(1)) + p("", in_list(1)) + p(), numbering=lists(BULLETS))

    assert outline(document.blocks) == ["• een", "•"]


def test_typed_bullets_become_items() -> None:
    """Where the author typed the bullet, it is a marker all the same."""
    document = read(
        p("•\u00a0\u00a0levert advies") + p("-   beheert") + p("<w:r><w:t>a</w:t><w:br/><w:t>• b</w:t></w:r>")
    )

    assert outline(document.blocks) == ["• levert advies", "- beheert", "p a", "• b"]


def test_bold_and_italic_follow_the_styles() -> None:
    """Toggle properties flip between paragraph and character style; direct formatting decides."""
    styles = (
        style("Vet", rpr="<w:b/>")
        + style("Nadruk", kind="character", rpr="<w:b/>")
        + style("Schuin", kind="character", based_on="Nadruk", rpr='<w:b w:val="0"/><w:i/>')
    )
    nadruk, schuin = '<w:rStyle w:val="Nadruk"/>', '<w:rStyle w:val="Schuin"/>'
    switched = r("wel ", nadruk + "<w:b/>") + r("uit", '<w:b w:val="false"/>')
    body = p(r("vet ") + r("niet ", nadruk) + switched, in_style("Vet"))
    body += p(r("gewoon ") + r("nadruk ", nadruk) + r("schuin", schuin))
    document = read(body, styles=styles)

    assert outline(document.blocks) == ["p **vet** niet **wel** uit", "p gewoon **nadruk** _schuin_"]


def test_a_table_style_makes_the_first_row_bold() -> None:
    """Only where the table uses that part of its style."""
    styles = style("Raster", kind="table").replace(
        "</w:style>", '<w:tblStylePr w:type="firstRow"><w:rPr><w:b/></w:rPr></w:tblStylePr></w:style>'
    )
    look = '<w:tblPr><w:tblStyle w:val="Raster"/><w:tblLook w:firstRow="1" w:firstColumn="0"/></w:tblPr>'
    body = f"<w:tbl>{look}{row(tc('kop'), tc('kop'))}{row(tc('cel'), tc('cel'))}</w:tbl>"

    cells = read(body, styles=styles).blocks[0].table.cells  # type: ignore[union-attr]
    assert [next(cell.lines()).bold for cell in cells] == [True, True, False, False]


def test_tracked_changes_are_read_as_accepted() -> None:
    """Insertions and moved-to text are in the book, deletions and moved-from text are not."""
    body = p(
        r("Het ")
        + f'<w:ins w:id="1">{r("nieuwe ")}</w:ins>'
        + '<w:del w:id="2"><w:r><w:delText>oude </w:delText></w:r></w:del>'
        + f'<w:moveFrom w:id="3">{r("weg ")}</w:moveFrom><w:moveTo w:id="4">{r("hier ")}</w:moveTo>'
        + r("boek")
    )
    deleted_row = row(tc("weg"), tc("weg"), properties='<w:del w:id="5"/>')
    body += f"<w:tbl>{row(tc('a'), tc('b'))}{deleted_row}</w:tbl>"
    document = read(body)

    assert outline(document.blocks) == ["p Het nieuwe hier boek", "table 1x2 head 0", "[0,0] p a", "[0,1] p b"]


def test_a_deleted_paragraph_end_joins_two_paragraphs() -> None:
    """Accepting the change makes one paragraph of them."""
    document = read(p("eerste ", '<w:rPr><w:del w:id="1"/></w:rPr>') + p("tweede"))

    assert outline(document.blocks) == ["p eerste tweede"]


def test_content_controls_links_and_fields_lose_no_text() -> None:
    """Text in w:sdt, w:hyperlink, w:smartTag and the result of a field is text; the code of a field is none."""
    field = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>PAGEREF x</w:instrText></w:r>'
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{r("12")}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    inline = (
        f"<w:sdt><w:sdtPr/><w:sdtContent>{r('een ')}</w:sdtContent></w:sdt>"
        f"<w:hyperlink>{r('twee ')}</w:hyperlink><w:smartTag>{r('drie ')}</w:smartTag>"
        f'<w:fldSimple w:instr="AUTHOR">{r("vier ")}</w:fldSimple>'
    )
    body = f"<w:sdt><w:sdtContent>{p(inline + field)}</w:sdtContent></w:sdt>"
    cell = f"<w:sdt><w:sdtContent>{tc('b')}</w:sdtContent></w:sdt>"
    body += f"<w:tbl><w:sdt><w:sdtContent>{row(tc('a'), cell)}</w:sdtContent></w:sdt></w:tbl>"
    document = read(body)

    assert outline(document.blocks) == ["p een twee drie vier 12", "table 1x2 head 0", "[0,0] p a", "[0,1] p b"]


def test_a_field_that_never_ends_swallows_no_text() -> None:
    """In a damaged file the text after an open field is text; a value inside the code of a field is none."""
    begin = '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
    ends = '<w:r><w:fldChar w:fldCharType="separate"/></w:r>{}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    inner = begin + "<w:r><w:instrText>MERGEFIELD x</w:instrText></w:r>" + ends.format(r("waarde"))
    nested = begin + "<w:r><w:instrText>IF </w:instrText></w:r>" + inner + ends.format(r("uitkomst"))
    document = read(p(nested) + p(begin + "<w:r><w:instrText>TOC</w:instrText></w:r>") + p("Verder."))

    assert outline(document.blocks) == ["p uitkomst", "p Verder."]


def test_text_boxes_and_notes_follow_their_paragraph() -> None:
    """A text box that is written twice, for new and old Word, is read once; a note stands after its reference."""
    box = "<w:txbxContent>" + p("in het kader") + "</w:txbxContent>"
    drawing = (
        f'<mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wps:txbx>{box}</wps:txbx></w:drawing></mc:Choice>'
        f"<mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent>"
    )
    body = p(r("Tekst") + f"<w:r>{drawing}</w:r>" + '<w:r><w:footnoteReference w:id="2"/></w:r>') + p("Verder.")
    notes = (
        f'<w:footnote w:type="separator" w:id="0">{p("----")}</w:footnote>'
        f'<w:footnote w:id="2">{p("De noot.")}</w:footnote>'
        f'<w:footnote w:id="3">{p("Ongebruikt.")}</w:footnote>'
    )
    document = read(body, footnotes=notes)

    assert outline(document.blocks) == ["p Tekst", "p in het kader", "p De noot.", "p Verder."]


def test_the_texts_of_a_diagram_follow_their_paragraph() -> None:
    """The shapes of a SmartArt organisation chart are text of the book."""
    points = "".join(
        f"<dgm:pt><dgm:t><a:p><a:r><a:t>{text}</a:t></a:r></a:p></dgm:t></dgm:pt>" for text in ("Directie", "Team")
    )
    drawing = '<w:r><w:drawing><dgm:relIds r:dm="rId1"/></w:drawing></w:r>'
    document = read(p(r("Organogram") + drawing) + p("Verder."), diagramData=f"<dgm:ptLst>{points}</dgm:ptLst>")

    assert outline(document.blocks) == ["p Organogram", "p Directie", "p Team", "p Verder."]


def test_headers_and_footers_are_furniture() -> None:
    """They are no text of the book, but they are accounted for."""
    document = read(p("Tekst."), header=p("Gemeente Voorbeeld"), footer=p("Pagina 1"))

    assert outline(document.blocks) == ["p Tekst."]
    assert [(item.kind, item.line.text) for item in document.furniture] == [
        ("header", "Gemeente Voorbeeld"),
        ("footer", "Pagina 1"),
    ]


def test_hidden_text_is_left_out_and_told() -> None:
    """Hidden directly or by a style."""
    styles = style("Geheim", kind="character", rpr="<w:vanish/>")
    body = p(r("zichtbaar ") + r("weg", "<w:vanish/>") + r("ook", '<w:rStyle w:val="Geheim"/>'))
    document = read(body, styles=styles)

    assert outline(document.blocks) == ["p zichtbaar"]
    assert [remark.code for remark in document.remarks] == ["verborgen-tekst"]


def test_hyphens_symbols_and_breaks() -> None:
    """Soft hyphens go, non-breaking hyphens stay, symbols are what they show, a line break parts lines."""
    inside = (
        "<w:r><w:t>beleids</w:t><w:softHyphen/><w:t>plan en HR21</w:t><w:noBreakHyphen/><w:t>functie</w:t>"
        '<w:br/><w:sym w:font="Wingdings" w:char="F0FC"/><w:t xml:space="preserve"> klaar</w:t></w:r>'
    )
    document = read(p(inside))

    assert outline(document.blocks) == ["p beleidsplan en HR21-functie", "✓ klaar"]


def test_merged_cells_keep_their_place() -> None:
    """gridSpan, vMerge, the older hMerge, and cells left out at the start of a row."""
    body = (
        "<w:tbl>"
        + row(tc("a", '<w:gridSpan w:val="2"/>'), tc("b", '<w:vMerge w:val="restart"/>'))
        + row(tc("c"), tc("d"), tc(p(), "<w:vMerge/>"))
        + row(tc("e", '<w:hMerge w:val="restart"/>'), tc(p(), '<w:hMerge w:val="continue"/>'), tc("f"))
        + row(tc("g"), properties='<w:gridBefore w:val="2"/>')
        + "</w:tbl>"
    )
    document = read(body)

    assert outline(document.blocks) == [
        "table 4x3 head 0",
        "[0,0 1x2] p a",
        "[0,2 2x1] p b",
        "[1,0] p c",
        "[1,1] p d",
        "[2,0 1x2] p e",
        "[2,2] p f",
        "[3,2] p g",
    ]


def test_head_rows_rotated_cells_and_nested_tables() -> None:
    """What Word repeats is a head; a table in a cell is a block of that cell; a frame of one cell is no table."""
    inner = f"<w:tbl>{row(tc('x'), tc('y'))}</w:tbl>"
    body = "<w:tbl>" + row(tc("kop", '<w:textDirection w:val="btLr"/>'), tc("kop"), properties="<w:tblHeader/>")
    body += row(tc(inner + p()), tc("cel")) + "</w:tbl>" + p("Tussen.") + f"<w:tbl>{row(tc('kader'))}</w:tbl>"
    document = read(body)

    table = document.blocks[0].table
    assert table is not None
    assert (table.header_rows, table.cells[0].rotated, table.cells[1].rotated) == (1, True, False)
    inside = table.cells[2].blocks[0].table
    assert inside is not None
    assert [line.text for cell in inside.cells for line in cell.lines()] == ["x", "y"]
    assert outline(document.blocks[1:]) == ["p Tussen.", "p kader"]


def test_a_table_in_two_pieces_is_one() -> None:
    """A table that was cut by hand, its head repeated, is put together and the second head is furniture."""
    head = row(tc("Functie"), tc("Schaal"))
    body = (
        f"<w:tbl>{head}{row(tc('Adviseur'), tc('11'))}</w:tbl>{p()}<w:tbl>{head}{row(tc('Beheerder'), tc('8'))}</w:tbl>"
    )
    document = read(body)

    assert [line for line in outline(document.blocks) if "p " not in line] == ["table 3x2 head 1"]
    assert [item.line.text for item in document.furniture] == ["Functie", "Schaal"]


def test_lines_of_a_table_of_contents_stay_whole() -> None:
    """Their number is no list number, by their style or by tab and page number."""
    tabbed = "<w:r><w:t>2. Beleid</w:t><w:tab/><w:t>5</w:t></w:r>"
    body = p("1. Inleiding", in_style("Inhopg1")) + p(tabbed) + p("1. gewoon")
    document = read(body, styles=style("Inhopg 1"))

    assert outline(document.blocks) == ["p 1. Inleiding", "p 2. Beleid 5", "1. gewoon"]


@pytest.mark.parametrize(
    "kind",
    [
        "application/vnd.ms-word.document.macroEnabled.main+xml",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml",
        "application/vnd.ms-word.template.macroEnabledTemplate.main+xml",
    ],
)
def test_templates_and_files_with_macros_are_read(kind: str) -> None:
    """A .dotx, .docm or .dotm holds the same text; macros never run."""
    assert outline(read_word(word_file(p("Tekst."), main_type=kind)).blocks) == ["p Tekst."]


def test_strict_open_xml_is_read() -> None:
    """Word can save in the strict form of the standard, with other namespaces."""
    import io
    import zipfile

    source = word_file(p("Streng.", in_style("Kop1")), styles=style("Kop 1"))
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(source)) as package, zipfile.ZipFile(out, "w") as strict:
        for name in package.namelist():
            content = package.read(name)
            content = content.replace(
                b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
                b"http://purl.oclc.org/ooxml/wordprocessingml/main",
            ).replace(
                b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
                b"http://purl.oclc.org/ooxml/officeDocument/relationships",
            )
            strict.writestr(name, content)

    assert outline(read_word(out.getvalue()).blocks) == ["h1 Streng."]


def test_the_reference_book_is_read_whole() -> None:
    """Every character of the reference file is in a block or is furniture, and its tables keep their shape."""
    document = read_word((REFERENCE / "ommen-2018.docx").read_bytes())

    assert accounted(document) == document.source_chars
    tables = [block.table for block in document.blocks if block.table]
    assert [(table.rows, table.columns) for table in tables[:2]] == [(16, 25), (18, 5)]
    assert document.remarks == ()
