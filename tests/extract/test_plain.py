"""Reading plain text: what bullets, columns of spaces, wrapped lines and form feeds say."""

from __future__ import annotations

from pipeline.extract.document import Document
from pipeline.extract.plain import read_plain
from tests.extract.outline import accounted, numbers, outline
from tests.support import REFERENCE


def read(text: str) -> Document:
    """Read, and hold the account in the same go."""
    document = read_plain(text)
    assert accounted(document) == document.source_chars
    return document


def test_lines_are_paragraphs_unless_they_go_on() -> None:
    """A small letter at the start of a line continues the line before it; a capital starts anew."""
    document = read("Generieke taken\nstelt besluiten op en handelt\ndeze af\n\nGeen\n")

    assert outline(document.blocks) == ["p Generieke taken / stelt besluiten op en handelt / deze af", "p Geen"]


def test_wrapped_lines_are_one_paragraph() -> None:
    """Where all lines are about as wide, a line was wrapped when the next word had no room on it."""
    words = ("Het college van de Gemeente Voorbeeld stelt vast dat iedere Medewerker van de Organisatie " * 6).split()
    lines, line = [], ""
    for word in words:
        if len(line) + 1 + len(word) > 60:
            lines.append(line)
            line = word
        else:
            line = f"{line} {word}".strip()
    document = read("\n".join([*lines, line]) + "\n\nNieuwe alinea\n")

    assert len(document.blocks) == 2
    assert len(document.blocks[0].lines) == len(lines) + 1


def test_one_long_line_says_nothing_of_a_width() -> None:
    """The longest line of a text that was not wrapped does not swallow the label after it."""
    document = read(
        "Functiegroep Publiek:\nHet behandelen van vragen aan de balie en aan de telefoon.\n"
        "Overwegende functiekenmerken:\n"
    )

    assert len(document.blocks) == 3


def test_items_nest_and_hang() -> None:
    """The column of the marker gives the level; a line under the text of an item belongs to it."""
    document = read("•  een\n   Twee woorden\n   o  onder\n•  drie\n1. vier\n2. vijf\n")

    assert outline(document.blocks) == ["• een / Twee woorden", "  o onder", "• drie", "1. vier", "2. vijf"]


def test_a_bullet_alone_waits_for_its_text() -> None:
    """Copied web pages have the bullet and the text on lines of their own."""
    document = read("- •\nbehandelt aanvragen\n- •\n\nis verantwoordelijk\n- •\n- •\neinde\n")

    assert outline(document.blocks) == ["- • behandelt aanvragen", "- • is verantwoordelijk", "- •", "- • einde"]
    assert numbers(document.blocks) == [2, 5, None, 8]


def test_labels_and_values_in_columns() -> None:
    """Values that stand under one another, or one line with a wide gap, are a table that is not ruled."""
    document = read(
        "Functienaam        Regisseur\nCode               N03\n\nPeildatum      01-01-2022\n\nMaar  gewoon\n"
    )

    assert outline(document.blocks) == [
        "table 2x2 head 0",
        "[0,0] p Functienaam",
        "[0,1] p Regisseur",
        "[1,0] p Code",
        "[1,1] p N03",
        "table 1x2 head 0",
        "[0,0] p Peildatum",
        "[0,1] p 01-01-2022",
        "p Maar gewoon",
    ]
    assert document.blocks[0].table is not None
    assert not document.blocks[0].table.ruled


def test_cells_on_lines_of_their_own_are_a_row_again() -> None:
    """A cell of ":" says what the label is and what its value; a label may have no value."""
    document = read("Naam functie |\n: |\nMedewerker II |\nCode |\n: |\nReeks |\n: |\nBeheer |\n")

    assert outline(document.blocks) == [
        "table 3x3 head 0",
        "[0,0] p Naam functie",
        "[0,1] p :",
        "[0,2] p Medewerker II",
        "[1,0] p Code",
        "[1,1] p :",
        "[2,0] p Reeks",
        "[2,1] p :",
        "[2,2] p Beheer",
    ]
    assert numbers(document.blocks) == [1]


def test_bars_part_cells() -> None:
    """Rows of as many cells are a table; a bar that ends a single line is dropped."""
    document = read("Functie | Schaal\nAdviseur | 11\n\nLosse cel |\n")

    assert outline(document.blocks) == [
        "table 2x2 head 0",
        "[0,0] p Functie",
        "[0,1] p Schaal",
        "[1,0] p Adviseur",
        "[1,1] p 11",
        "p Losse cel",
    ]


def test_titles_in_capitals_and_underlined() -> None:
    """Capitals of some length are a heading, also over two lines; so is a line with a rule under it."""
    document = read("FUNCTIEBESCHRIJVING MEDEWERKER ADMINISTRATIEF &\nSECRETARIEEL II\nHBO\n\nTitel\n=====\n")

    assert outline(document.blocks) == [
        "h1 FUNCTIEBESCHRIJVING MEDEWERKER ADMINISTRATIEF & / SECRETARIEEL II",
        "p HBO",
        "h1 Titel",
    ]


def test_words_broken_at_a_line_end_stay_apart() -> None:
    """The hyphen is kept for the one who joins the lines; a soft hyphen says that it is one."""
    document = read("De beleids-\nEffecten en de beheers\u00ad\ninstrumenten\n")

    assert [line.text for line in document.blocks[0].lines] == [
        "De beleids-",
        "Effecten en de beheers-",
        "instrumenten",
    ]
    assert [line.hyphen_hint for line in document.blocks[0].lines] == [False, True, False]


def test_page_furniture_between_form_feeds() -> None:
    """Lines that return at the edge of every page, and page numbers, are no text; an item goes on over the break."""
    pages = [
        f"Functieboek Voorbeeld\n\nover de bladzijde loopt.\nRegel {number}.\n•  een item dat\n\n{number}\n"
        for number in range(1, 5)
    ]
    document = read("\f".join(pages))

    assert outline(document.blocks)[:4] == [
        "p over de bladzijde loopt.",
        "p Regel 1.",
        "• een item dat / over de bladzijde loopt.",
        "p Regel 2.",
    ]
    assert [item.kind for item in document.furniture] == ["header", "page_number"] * 4


def test_lines_of_a_table_of_contents() -> None:
    """Titles with a tab and a rising page number."""
    document = read("Inleiding\t3\nBeleid\t4\nBeheer\t9\n")

    assert outline(document.blocks) == ["p Inleiding 3", "p Beleid 4", "p Beheer 9"]


def test_the_specimen_of_a_regulation_page() -> None:
    """Labels, values and bullets of a copied page of the regulation bank are put together."""
    document = read((REFERENCE / "varianten" / "hr21-cvdr-tabelcellen.txt").read_text(encoding="utf-8"))
    lines = outline(document.blocks)

    assert "[0,0] p Naam functie" in lines
    assert "[0,2] p Medewerker voorbeeld II" in lines
    assert "[1,2] p N05.03.02" in lines
    assert "- • stelt besluiten op en handelt / deze af" in lines
    assert "p Geen" in lines


def test_the_specimen_of_a_web_application() -> None:
    """Columns of spaces are label and value, bullets are items."""
    document = read((REFERENCE / "varianten" / "hr21-webapplicatie-kop.txt").read_text(encoding="utf-8"))
    lines = outline(document.blocks)

    assert lines[1:5] == [
        "table 4x2 head 0",
        "[0,0] p Functienaam",
        "[0,1] p Regisseur buitenruimte",
        "[1,0] p Normfunctienaam",
    ]
    assert "• Plannen en organiseren, niveau B (afstemmen)" in lines


def test_a_table_of_cells_on_lines_finds_its_width() -> None:
    """Where one width only gives columns of numbers and columns of text, that is the table."""
    cells = [
        "Functie",
        "Normfunctie",
        "Schaal",
        "Formatie",
        "Adviseur",
        "Adviseur II",
        "12",
        "1,00",
        "Beheerder",
        "Beheer I",
        "8",
        "",
    ]
    document = read("\n".join(f"{cell} |" for cell in cells))

    assert outline(document.blocks)[:6] == [
        "table 3x4 head 0",
        "[0,0] p Functie",
        "[0,1] p Normfunctie",
        "[0,2] p Schaal",
        "[0,3] p Formatie",
        "[1,0] p Adviseur",
    ]
    assert numbers(document.blocks[0].table.cells[4].blocks) == [5]  # type: ignore[union-attr]


def test_cells_that_say_nothing_of_a_width_are_paragraphs() -> None:
    """Nothing is guessed."""
    assert outline(read("een |\ntwee |\ndrie |\nvier |\n").blocks)[0].startswith("p een")


def test_a_cell_on_lines_may_hold_items() -> None:
    """The items of a cell stand on lines without a bar; the last ends the cell; a row of totals may follow."""
    text = (
        "Functie |\nKenmerken |\nSchaal |\nAdviseur |\n- •\nlevert advies\n- •\nbewaakt |\n12 |\n"
        "Beheerder |\n- •\nbeheert |\n8 |\n|\nTotaal: |\n20 |\nVerdere tekst\n"
    )
    document = read(text)

    assert outline(document.blocks)[4:] == [
        "[1,0] p Adviseur",
        "[1,1] - • levert advies",
        "[1,1] - • bewaakt",
        "[1,2] p 12",
        "[2,0] p Beheerder",
        "[2,1] - • beheert",
        "[2,2] p 8",
        "[3,1] p Totaal:",
        "[3,2] p 20",
        "p Verdere tekst",
    ]
