"""What is decided over a whole book from numbers is what its lines themselves would say."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from pathlib import Path

import pytest

from pipeline.extract.pdf.blocks import Leading
from pipeline.extract.pdf.engine import open_pdf
from pipeline.extract.pdf.evidence import Decided, Evidence, frame_of
from pipeline.extract.pdf.layout import PageLayout, lay_out
from pipeline.extract.pdf.lines import TextLine
from pipeline.extract.pdf.page import Word
from tests.extract.pdf.drawing import page
from tests.extract.pdf.printed import out_of_order, spaced
from tests.extract.pdf.printed import page as printed
from tests.support import SOURCES


def decided(layouts: Sequence[PageLayout]) -> Decided:
    """Gather the evidence of pages and decide."""
    evidence = Evidence()
    for layout in layouts:
        evidence.add(layout)
    return evidence.decide()


def leading_of(lines: Sequence[TextLine]) -> Leading:
    """The leading, measured on the lines themselves, furniture and tables left out."""
    found: dict[float, list[float]] = {}
    for before, after in itertools.pairwise(lines):
        same = (before.page, before.column, before.size) == (after.page, after.column, after.size)
        near = 0 < after.middle - before.middle < 3 * before.size
        if same and near and before.words and after.words and not after.marker and not before.would_fit(after):
            found.setdefault(before.size, []).append(after.middle - before.middle)
    return Leading.of(found)


def body(layouts: Sequence[PageLayout], found: Decided) -> list[TextLine]:
    """The lines of the book, each told between which edges its column runs."""
    out = []
    for layout in layouts:
        for at, line in enumerate(e for e in layout.elements if e.table is None):
            if (layout.number, at, -1) not in found.furniture:
                line.left, line.right = found.edges[frame_of(layout, line.column)]
                out.append(line)
    return out


def of_file(path: Path) -> list[PageLayout]:
    """The pages of a PDF, laid out."""
    out: list[PageLayout] = []
    source = open_pdf(path)
    for content in source.read():
        out.append(lay_out(content, out[-1] if out else None))
    source.close()
    return out


def drawn(*texts: str) -> list[PageLayout]:
    """Pages drawn as text, laid out."""
    return [lay_out(page(text, number + 1)) for number, text in enumerate(texts)]


COLUMNS = """
@30 Functieboek Zuiderlanden                                                     {n}
de medewerker adviseert het bestuur over    de medewerker voert het beleid uit dat
beleid en draagt zorg voor de uitvoering    is vastgesteld en legt daarover iedere
van wat het bestuur daarover heeft beslo    maand verantwoording af aan het hoofd
ten en legt daar verantwoording over af.    van de afdeling waar hij onder valt en
de medewerker adviseert het bestuur over    de medewerker voert het beleid uit dat
beleid en draagt zorg voor de uitvoering    is vastgesteld en legt daarover iedere
"""
BETWEEN = """
@700 {word} adviseert het bestuur over het beleid en draagt zorg voor de uitvoering daarvan in {word}
@712 Pagina {n} van 7
@724 de hele organisatie en legt daarover verantwoording af aan {word} en aan alle anderen die {word}
@736 dat nodig hebben om hun werk voor {word} te kunnen doen en om daar later over te {word} zeggen
"""
WORDS = ("een", "twee", "drie", "vier", "vijf", "zes", "zeven")


def between() -> list[PageLayout]:
    """Pages with their number between the lines of a paragraph, of which each page says something else."""
    return drawn(*(BETWEEN.format(n=n, word=word) for n, word in enumerate(WORDS, 1)))


@pytest.mark.parametrize("name", ["ommen-2018", "kolommen", "tussen", "spaties", "volgorde"])
def test_numbers_say_what_the_lines_say(name: str, tmp_path: Path) -> None:
    """Also where furniture stands between two lines, and where columns have edges of their own."""
    layouts = {
        "ommen-2018": lambda: of_file(SOURCES / "ommen-2018.pdf"),
        "kolommen": lambda: drawn(*(COLUMNS.format(n=n) for n in range(1, 8))),
        "tussen": between,
        "spaties": lambda: of_file(printed(tmp_path / "a.pdf", spaced, spaced)),
        "volgorde": lambda: of_file(printed(tmp_path / "a.pdf", out_of_order)),
    }[name]()
    found = decided(layouts)
    lines = body(layouts, found)

    assert found.leading == leading_of(lines)
    assert lines
    for left, right in found.edges.values():
        assert left <= right


def line(text: str, top: float, number: int) -> TextLine:
    """A line of one word that runs from edge to edge."""
    return TextLine([Word(text, 50.0, top, 545.0, top + 10, "F", 10.0, False, False)], number)


def test_what_stands_between_two_lines_and_is_furniture_parts_them_no_more() -> None:
    """A header that the reading order puts between the lines of a paragraph."""
    layouts = [
        PageLayout(n, 595.0, 842.0, [line(f"{w}a", 400, n), line("Functieboek", 30, n), line(f"{w}b", 412, n)])
        for n, w in enumerate(WORDS, 1)
    ]
    found = decided(layouts)

    assert found.furniture == dict.fromkeys([(n, 1, -1) for n in range(1, 8)], "header")
    assert found.leading == leading_of(body(layouts, found)) == Leading({10.0: 12.0})


def test_what_stands_between_two_lines_and_is_no_furniture_parts_them() -> None:
    layouts = [
        PageLayout(n, 595.0, 842.0, [line(f"{w}a", 400, n), line(f"{w} {w}", 30, n), line(f"{w}b", 412, n)])
        for n, w in enumerate(WORDS, 1)
    ]
    found = decided(layouts)

    assert found.furniture == {}
    assert found.leading == leading_of(body(layouts, found)) == Leading()


def test_a_book_without_lines_has_a_body_all_the_same() -> None:
    found = decided([PageLayout(1, 595.0, 842.0, [])])

    assert (found.body.size, found.furniture, found.edges, found.leading) == (10.0, {}, {}, Leading())
