"""Lines, blocks, columns, furniture and tables, on pages drawn as text (see drawing.py)."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pipeline.extract.document import Document, visible
from pipeline.extract.pdf.layout import lay_out
from pipeline.extract.pdf.page import Angle, PageContent, Rule
from tests.extract.pdf.drawing import assembled, document, page, told

FILLER = "zo lang is een regel van lopende tekst op deze bladspiegel dat hij de rechterrand raakt aan"


def counted(doc: Document) -> int:
    """Visible characters in blocks, markers and furniture."""
    lines = [line for block in doc.blocks for line in block.all_lines()]
    lines += [b.marker_line for b in doc.blocks if b.marker_line]
    for block in doc.blocks:
        for cell in block.table.cells if block.table else ():
            lines += [b.marker_line for b in cell.blocks if b.marker_line]
    lines += [f.line for f in doc.furniture]
    return sum(visible(line.text) for line in lines)


def test_a_short_line_ends_its_paragraph() -> None:
    """A line behind which the next word would have fitted was ended by the author."""
    doc = document(f"{FILLER}\n{FILLER}\nslot van de alinea\nde volgende alinea")

    assert told(doc) == [f"{FILLER} {FILLER} slot van de alinea", "de volgende alinea"]


def test_items_with_hanging_indent() -> None:
    """A line at the indent of the item's text belongs to the item."""
    doc = document(f"{FILLER}\n•   bewaakt de voortgang en\n    stuurt bij\n•   schrijft")

    assert told(doc)[1:] == ["• bewaakt de voortgang en stuurt bij", "• schrijft"]


@pytest.mark.parametrize("marker", ["•", "-", "–", "▪", "o", "\uf0b7", "\uf0a7"])
def test_bullets_of_every_kind(marker: str) -> None:
    """Bullets are set apart from the text whatever glyph they are."""
    doc = document(f"{FILLER}\n{marker}   bewaakt\n{marker}   schrijft")

    assert [b.kind for b in doc.blocks] == ["paragraph", "item", "item"]
    assert [b.lines[0].text for b in doc.blocks[1:]] == ["bewaakt", "schrijft"]


def test_nested_items_have_a_level() -> None:
    """An item further to the right is inside the one above it."""
    doc = document(f"{FILLER}\n•   buiten\n     -   binnen\n•   buiten")

    assert told(doc)[1:] == ["• buiten", "  - binnen", "• buiten"]


def test_an_empty_bullet_is_an_item_without_lines() -> None:
    """A bullet without text is kept, so that it can be reported."""
    doc = document(f"{FILLER}\n•   eerste\n•\n•   derde")

    assert [b.lines == () for b in doc.blocks[1:]] == [False, True, False]


def test_a_dash_inside_a_sentence_is_no_bullet() -> None:
    """A dash that a full line happens to bring to the start of the next belongs to the sentence."""
    doc = document(f"{FILLER}\n– en dus ook hier – verder")

    assert told(doc) == [f"{FILLER} – en dus ook hier – verder"]


def test_hyphens_at_line_ends() -> None:
    """A broken word is whole again; a suspended hyphen and a hyphen before a capital stay."""
    start = FILLER[:-10]
    doc = document(f"{start} beleids-\neffecten en\n\n{start[:-9]} beleids- en beheers-\ninstrumenten")

    texts = told(doc)

    assert texts[0].endswith("beleidseffecten en")
    assert texts[1].endswith("beleids- en beheersinstrumenten")


def test_headings_by_size_and_weight() -> None:
    """Larger is a higher level than bold; neither is a paragraph."""
    doc = document(f"^Hoofdstuk\n{FILLER}\n\n*Kopje*\n{FILLER}\n{FILLER}")

    assert [(b.kind, b.level) for b in doc.blocks] == [
        ("heading", 1),
        ("paragraph", 0),
        ("heading", 2),
        ("paragraph", 0),
    ]


def test_the_number_of_a_heading_is_text() -> None:
    """A number before a heading is no list marker."""
    doc = document(f"^1.2 Competenties\n{FILLER}\n{FILLER}")

    assert told(doc)[0] == "# 1.2 Competenties"


def test_bold_inside_a_line_keeps_its_place() -> None:
    """Bold survives as runs, also within a word."""
    doc = document(f"{FILLER}\n•   is *eind*verantwoordelijk voor *alles*")

    runs = [(r.text, r.bold) for r in doc.blocks[1].lines[0].runs]

    assert runs == [("is", False), (" eind", True), ("verantwoordelijk voor", False), (" alles", True)]


PAGES = [
    f"@20 Functieboek Voorbeeldstad      versie 2\n{w} {FILLER[:-5]}\n{FILLER}\neinde van bladzijde {w}\n@800 {n}"
    for n, w in enumerate(["een", "twee", "drie", "vier", "vijf", "zes"], start=1)
]


def test_headers_and_page_numbers_are_furniture() -> None:
    """What repeats at one height, digits masked, belongs to the page."""
    doc = document(*PAGES)

    assert {f.kind for f in doc.furniture} == {"header", "page_number"}
    assert len(doc.furniture) == 12
    assert all("Functieboek" not in text for text in told(doc))


def test_headers_that_alternate() -> None:
    """Odd and even pages may have headers of their own."""
    texts = [
        f"@20 {'Functieboek' if i % 2 else 'Gemeente Voorbeeldstad'}\n{'abcdefgh'[i]} {FILLER}\nslot {'abcdefgh'[i]}"
        for i in range(8)
    ]

    doc = document(*texts)

    assert len(doc.furniture) == 8


def test_a_heading_that_opens_every_second_page_is_no_header() -> None:
    """The first line of the body stands at one height too, but the other pages say something else there."""
    starts = [
        "Functiebeschrijving",
        "bewaakt dit",
        "Functiebeschrijving",
        "stelt op",
        "Functiebeschrijving",
        "regelt zaken",
    ]

    doc = document(*[f"{s}\n{FILLER}\n{FILLER}\nslot" for s in starts])

    assert not doc.furniture


def test_a_paragraph_runs_on_over_a_page() -> None:
    """A full last line and a first line in lower case are one paragraph, headers between them or not."""
    texts = [p.replace("einde van bladzijde een", FILLER) if i == 0 else p for i, p in enumerate(PAGES)]

    doc = document(*texts)

    pages = [f"{w} {FILLER[:-5]} {FILLER}" for w in ("een", "twee")]
    assert told(doc)[0] == f"{pages[0]} {FILLER} {pages[1]} einde van bladzijde twee"
    assert {line.page for line in doc.blocks[0].lines} == {1, 2}


def test_an_item_runs_on_over_a_page() -> None:
    """An item broken inside a word at the bottom of a page is one item."""
    first = f"{FILLER}\n•   {FILLER[:-8]} onder-"
    second = f"    houd van wegen\n•   volgende\n{FILLER}"

    doc = document(first, second)

    assert told(doc)[1] == f"• {FILLER[:-8]} onderhoud van wegen"


def test_two_columns_are_read_one_after_the_other() -> None:
    """A gutter that no line crosses parts two columns of text."""
    left = [
        "deze tekst staat helemaal links in de",
        "eerste van twee kolommen en loopt zo",
        "door tot hij onderaan is gekomen bij",
        "het slot van de eerste kolom van twee",
    ]
    right = [
        "en hier begint dan de tweede kolom die",
        "naast de eerste staat en die pas gelezen",
        "mag worden als de eerste uit is en niet",
        "regel voor regel er dwars doorheen",
    ]
    text = "\n".join(f"{a:<48}{b}" for a, b in zip(left, right, strict=True))

    assert told(document(text)) == [" ".join(left + right)]


def test_labels_with_values_stay_on_one_line() -> None:
    """Label, colon and value far apart are one line each, not a table and not columns."""
    doc = document(f"{FILLER}\nNaam functie      :      Adviseur II\nCode              :")

    assert told(doc)[1:] == ["Naam functie : Adviseur II", "Code :"]


TABLE = """
*Functie*               *Toelichting*                                 *Schaal*   *FTE*
Adviseur               •  adviseert over vraagstukken van             11       4,0
Publiek                   alle soorten
                       •  bewaakt
Beheerder              •  beheert de accommodaties                    8        2,5
                       •  onderhoudt
"""


def test_a_table_without_lines() -> None:
    """Columns are told by gutters, rows by a column of numbers; bullets stay in their cell."""
    doc = document(f"{FILLER}\n\n{TABLE.strip()}")

    assert told(doc)[1:] == [
        "| Functie | Toelichting | Schaal | FTE |",
        "| Adviseur Publiek | • adviseert over vraagstukken van alle soorten / • bewaakt | 11 | 4,0 |",
        "| Beheerder | • beheert de accommodaties / • onderhoudt | 8 | 2,5 |",
    ]


def grid(rows: list[float], columns: list[float]) -> tuple[Rule, ...]:
    """The lines of a table."""
    level = [Rule(columns[0], y, columns[-1], y) for y in rows]
    return (*level, *(Rule(x, rows[0], x, rows[-1]) for x in columns))


def test_a_ruled_table_over_two_pages_with_a_broken_row() -> None:
    """The head is told once, and a row broken inside a word is one row."""
    first = "@100 *Functie*             *Kenmerken*\n@130 Adviseur            •  bewaakt de uit-"
    second = "@100 *Functie*             *Kenmerken*\n@130                        voering\n"
    second += "@160 Beheerder           •  beheert"
    one = lay_out(page(first, 1, grid([95, 125, 155], [45, 145, 300])))
    two = lay_out(page(second, 2, grid([95, 125, 155, 185], [45, 145, 300])))

    doc = assembled([one, two])

    assert told(doc) == [
        "| Functie | Kenmerken |",
        "| Adviseur | • bewaakt de uitvoering |",
        "| Beheerder | • beheert |",
    ]
    assert [b.table.header_rows for b in doc.blocks if b.table] == [1]
    assert {f.kind for f in doc.furniture} == {"repeated_head"}


def turned(content: PageContent, angle: Angle) -> PageContent:
    """The page with its content on its side."""
    width, height = content.width, content.height

    def turn(o: object) -> dict[str, float]:
        x0, top, x1, bottom = (getattr(o, k) for k in ("x0", "top", "x1", "bottom"))
        box = (top, width - x1, bottom, width - x0) if angle == 90 else (height - bottom, x0, height - top, x1)
        return dict(zip(("x0", "top", "x1", "bottom"), box, strict=True))

    words = tuple(replace(w, angle=angle, **turn(w)) for w in content.words)
    return replace(content, words=words, width=height, height=width)


@pytest.mark.parametrize("angle", [90, 270])
def test_a_page_on_its_side_reads_as_if_upright(angle: Angle) -> None:
    """Blocks are those of the upright page; boxes are where the text stands."""
    upright = page(f"^Kop\n{FILLER}\n•   eerste\n•   tweede")
    side = turned(upright, angle)

    doc = assembled([lay_out(side)])

    assert told(doc) == told(assembled([lay_out(upright)]))
    box = doc.blocks[0].lines[0].box
    assert box is not None
    assert box[3] - box[1] > box[2] - box[0]


@pytest.mark.parametrize(
    "text", [f"^Kop\n{FILLER}\n•   eerste\n1.  tweede", TABLE, "\n".join(PAGES[0].split("\n")[1:-1])]
)
def test_no_character_is_lost(text: str) -> None:
    """What the engine counted stands in blocks, markers and furniture."""
    doc = document(text)

    assert counted(doc) == doc.source_chars
