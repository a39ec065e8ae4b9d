"""Reading Markdown: untidy, as an OCR program leaves it, with the line numbers of the file."""

from __future__ import annotations

import json

import pytest

from pipeline.extract.document import Document
from pipeline.extract.markdown import read_markdown
from tests.extract.outline import accounted, numbers, outline
from tests.support import REFERENCE, golden_dict


def read(text: str) -> Document:
    """Read, and hold the account in the same go."""
    document = read_markdown(text)
    assert accounted(document) == document.source_chars
    return document


def test_headings_paragraphs_and_lists() -> None:
    """Each block has its level, its marker and its line."""
    document = read("## Kop\n\nTekst.\n\n- een\n  - onder een\n- twee\n\n3. drie\n4. vier\n")

    assert outline(document.blocks) == ["h1 Kop", "p Tekst.", "- een", "  - onder een", "- twee", "3. drie", "4. vier"]
    assert numbers(document.blocks) == [1, 3, 5, 6, 7, 9, 10]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_any_line_end_gives_the_same(end: str) -> None:
    """Windows and old Mac line ends number the lines alike."""
    document = read("# Kop\n\n- een\n- twee\n".replace("\n", end))

    assert numbers(document.blocks) == [1, 3, 4]


def test_bold_in_italic_and_both_at_once() -> None:
    """Nested emphasis of any kind; an item in bold as a whole."""
    document = read("# K\n\n- *is **vet** en **einde***\n- ***alles***\n- **vet *beide* vet**\n")

    assert outline(document.blocks[1:]) == [
        "- _is_ **_vet_** _en_ **_einde_**",
        "- **_alles_**",
        "- **vet** **_beide_** **vet**",
    ]


def test_an_empty_bullet_is_an_item_without_lines() -> None:
    """It keeps its marker, and does not swallow the heading after it."""
    document = read("- een\n- \n\n## Kop\n")

    assert outline(document.blocks) == ["- een", "-", "h1 Kop"]
    assert document.blocks[1].marker_line is not None
    assert document.blocks[1].marker_line.number == 2


def test_lines_of_a_table_of_contents_are_paragraphs() -> None:
    """A title, a tab and a page number; three of them make a table of contents and no table."""
    document = read("# K\n\nInleiding\t3\n1. Eerste\t4\n2.1. Tweede (3 FTE)\t5\n")

    assert outline(document.blocks[1:]) == ["p Inleiding 3", "p 1. Eerste 4", "p 2.1. Tweede (3 FTE) 5"]


def test_a_label_and_a_number_are_a_row() -> None:
    """Two lines with a tab and a number are a table: a scale is no page."""
    document = read("# K\n\nSchaal\t11\nFormatie\t2\n")

    assert outline(document.blocks[1:])[0] == "table 2x2 head 0"


def test_a_table_of_tabs_keeps_empty_cells() -> None:
    """An empty first cell and empty cells at the end count as columns."""
    document = read("# K\n\n\tPolitiek\tBeleid\n14\tSecretaris 1000\t\n13\t\t\n")

    assert outline(document.blocks[1:]) == [
        "table 3x3 head 0",
        "[0,1] p Politiek",
        "[0,2] p Beleid",
        "[1,0] p 14",
        "[1,1] p Secretaris 1000",
        "[2,0] p 13",
    ]


def test_html_in_a_cell_is_read_as_html() -> None:
    """Lists, bold, entities, and the bullet that the OCR left in the text."""
    cell = '<ul style="list-style-type: none;"> <li>• is <b>eind</b> R&amp;D</li> <li>geeft <b>leiding</b></li></ul>'
    document = read(f"# K\n\n<b>Naam</b>\t{cell}\t<i>x</i>\n")

    assert outline(document.blocks[1:]) == [
        "table 1x3 head 0",
        "[0,0] p **Naam**",
        "[0,1] • is **eind** R&D",
        "[0,1] • geeft **leiding**",
        "[0,2] p _x_",
    ]


def test_a_table_broken_over_pages_is_one() -> None:
    """A repeated head is furniture; a row with an empty start whose list goes on continues the row above."""
    document = read(
        "# K\n\nFunctie\tKenmerken\tSchaal\nA\t<ul><li>een</li></ul>\t4\n\n"
        "Functie\tKenmerken\tSchaal\nB\t<ul><li>twee</li></ul>\t5\n\n\t<ul><li>drie</li></ul>\t\n\t**Totaal:**\t9\n"
    )

    assert outline(document.blocks[1:]) == [
        "table 4x3 head 1",
        "[0,0] p Functie",
        "[0,1] p Kenmerken",
        "[0,2] p Schaal",
        "[1,0] p A",
        "[1,1] • een",
        "[1,2] p 4",
        "[2,0] p B",
        "[2,1] • twee",
        "[2,1] • drie",
        "[2,2] p 5",
        "[3,1] p **Totaal:**",
        "[3,2] p 9",
    ]
    assert [item.line.text for item in document.furniture] == ["Functie", "Kenmerken", "Schaal"]
    drie = document.blocks[1].table.cells[7].blocks[1]  # type: ignore[union-attr]
    assert drie.lines[0].number == 9


def test_two_tables_stay_two() -> None:
    """Tables of different width, or of the same width without a sign that one goes on, are not joined."""
    document = read("# K\n\na\tb\nc\td\n\ne\tf\tg\n\nh\ti\tj\n")

    assert [line for line in outline(document.blocks) if line.startswith("table")] == [
        "table 2x2 head 0",
        "table 1x3 head 0",
        "table 1x3 head 0",
    ]


def test_pipe_tables() -> None:
    """The head of a pipe table, <br> in a cell, and a head that syntax demanded but is empty."""
    document = read(
        "| Functie | Kenmerken |\n|---|---|\n| A | • een<br>• **twee** |\n\ntekst\n\n| | |\n|-|-|\n| Code | x |\n"
    )

    assert outline(document.blocks) == [
        "table 2x2 head 1",
        "[0,0] p Functie",
        "[0,1] p Kenmerken",
        "[1,0] p A",
        "[1,1] • een",
        "[1,1] • **twee**",
        "p tekst",
        "table 1x2 head 0",
        "[0,0] p Code",
        "[0,1] p x",
    ]


def test_an_html_table_with_blank_lines_is_one_table() -> None:
    """CommonMark would end it at the blank line."""
    document = read("# K\n\n<table>\n<tr><td>a</td>\n\n<td>b</td></tr>\n</table>\n\nTekst.\n")

    assert outline(document.blocks[1:]) == ["table 1x2 head 0", "[0,0] p a", "[0,1] p b", "p Tekst."]
    assert numbers(document.blocks) == [1, 4, 9]


def test_a_sentence_parted_by_a_page_break_is_one() -> None:
    """No end of a sentence, then a small letter; a label and its value stay two."""
    document = read(
        "# K\n\nHet is de bedoeling dat zij afspraken maken op basis van bijvoorbeeld\n\norganisatie- en plannen.\n\n"
        "- stelt besluiten op en handelt\n\ndeze af\n\nNaam:\n\nadviseur\n"
    )

    assert outline(document.blocks[1:]) == [
        "p Het is de bedoeling dat zij afspraken maken op basis van bijvoorbeeld / organisatie- en plannen.",
        "- stelt besluiten op en handelt / deze af",
        "p Naam:",
        "p adviseur",
    ]


def test_bullets_that_markdown_does_not_know() -> None:
    """A typed bullet starts an item, also in the middle of a paragraph."""
    document = read("# K\n\nTaken:\n• een\n• twee gaat\nover twee regels\n\n– drie\n")

    assert outline(document.blocks[1:]) == ["p Taken:", "• een", "• twee gaat / over twee regels", "– drie"]


def test_indented_lines_are_text() -> None:
    """A book holds no code; four spaces are only indentation."""
    assert outline(read("# K\n\n    ingesprongen tekst\n").blocks[1:]) == ["p ingesprongen tekst"]


def test_escapes_entities_and_soft_hyphens() -> None:
    """What Markdown and HTML hide is shown; a soft hyphen at a line end is a broken word."""
    document = read("# K\n\n1\\. R&amp;D \\*ster\\* be\u00adleid\n\nBeleids\u00ad\neffecten\n")

    assert outline(document.blocks[1:]) == ["1. R&D *ster* beleid", "p Beleids- / effecten"]
    assert document.blocks[2].lines[0].hyphen_hint


def test_rules_and_underlined_titles() -> None:
    """A rule is no text; a line under a title makes it a heading."""
    assert outline(read("Titel\n=====\n\n---\n\nTekst.\n\n***\n").blocks) == ["h1 Titel", "p Tekst."]


def test_the_reference_book_is_read_whole() -> None:
    """Each character is accounted for, and each item of the golden stands at its line."""
    source = (REFERENCE / "ommen-2018.md").read_text(encoding="utf-8")
    document = read(source)

    lines: dict[int, str] = {}
    for block in document.blocks:
        for line in block.all_lines():
            lines[line.number or 0] = lines.get(line.number or 0, "") + " " + line.text
    for text, number in _places(golden_dict("ommen-2018.md")):
        assert text in lines[number], (number, text)


def _places(value: object) -> list[tuple[str, int]]:
    """Every text of the golden that has a line number of its own."""
    found: list[tuple[str, int]] = []
    if isinstance(value, dict):
        if "tekst" in value and "regel" in value.get("herkomst", {}):
            found.append((value["tekst"], value["herkomst"]["regel"]))
        for inner in value.values():
            found.extend(_places(inner))
    elif isinstance(value, list):
        for inner in value:
            found.extend(_places(inner))
    return found


def test_the_golden_has_places() -> None:
    """The test above looks at something."""
    assert len(_places(json.loads(json.dumps(golden_dict("ommen-2018.md"))))) > 500
