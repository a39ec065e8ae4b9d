"""The report of findings: every place shown, nothing fetched, readable for everyone."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from pipeline.check import check, rules
from pipeline.models.base import Herkomst, Vervolg
from pipeline.models.bevindingen import Bevinding, Bevindingen
from pipeline.models.instellingen import Aanvaarding
from pipeline.render.bevindingen import Uitleg, groups, tally
from pipeline.render.bevindingen_html import SHOWN, figures, findings_html, mark_differences
from pipeline.render.bevindingen_schrijfwijzen import spellings
from pipeline.render.bevindingen_tekst import findings_text
from pipeline.render.bevindingen_xlsx import bevindingen_xlsx
from pipeline.render.page_images import Cutting
from tests.check.clean_book import at, changed, clean_book
from tests.check.plants import PLANTS

EXPLAINED = {known.code: Uitleg(known.uitleg, known.bron) for known in rules()}
CLEAN = clean_book()
WRONG = changed(PLANTS["schaal-wijkt-af: scale_of_a_row"][1](CLEAN, 4), "functies", 2, code=None)
FOUND = check(WRONG)
PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108000000003a7e9b550000000a49444154789c636000000002000148afa471"
    "0000000049454e44ae426082"
)


def cutter(areas):
    return {area: Cutting(PIXEL, area[1]) for area in areas}


def report(findings=FOUND, book=WRONG, **options):
    return findings_html(book, findings, EXPLAINED, name="testdam", **options)


def finding(*places: Herkomst, **values) -> Bevinding:
    told = {"code": "schaal-wijkt-af", "ernst": "fout", "betreft": "boek", "melding": "Iets.", "sleutel": "abcdef"}
    return Bevinding(herkomst=places, **{**told, **values})


def test_each_finding_is_shown_with_both_places():
    """Each place is cut out of its page, with a box round the text."""
    page = report(cutter=cutter)

    assert page.count('<article class="bevinding') == len(FOUND.bevindingen) == 2
    assert page.count("<svg") == page.count("<image") == page.count("<rect") == 3
    assert 'viewBox="48.0 ' in page
    assert 'aria-label="Uitsnede van bladzijde 7 van testdam.pdf; een kader wijst de tekst aan"' in page
    assert "Blz. 6, functiematrix" in page


def test_the_heaviest_come_first():
    """Functions with an error stand before those with less, whatever their order in the book."""
    assert [group.naam for group in groups(WRONG, FOUND.bevindingen)] == ["Adviseur water II", "Adviseur groen III"]
    assert tally(FOUND.bevindingen) == "1 fout, 1 waarschuwing"


def test_without_pages_the_texts_still_stand_there():
    """A source without pages, or one that is gone, gives a report without pictures."""
    page = report(cutter=lambda areas: {})

    assert "<svg" not in page
    assert "De bron is niet meer te vinden" in page
    assert "schaal 7" in page


def test_a_book_without_findings_says_so():
    """An empty report is not a blank page."""
    assert "Er zijn geen open bevindingen." in report(check(CLEAN), CLEAN)
    assert findings_text(CLEAN, check(CLEAN)) == "Geen bevindingen in testdam.pdf.\n"


def test_text_of_the_book_is_text():
    """What looks like HTML in a book does not become HTML."""
    hostile = finding(at(3), melding="<script>alert(1)</script>", citaten=("<img src=x onerror=1>",), onderdelen=("a",))

    page = report(Bevindingen(bron=WRONG.bron, bevindingen=(hostile,)), cutter=cutter)

    assert "<script" not in page
    assert "<img" not in page.replace("<image", "")


def test_nothing_is_fetched_from_elsewhere():
    """The report is one file: pictures are inside, nothing runs."""
    page = report(cutter=cutter)

    assert not re.search(r"""(?:src|href)=["'](?!#|data:)""", page)
    assert "<script" not in page


def test_the_same_findings_give_the_same_bytes():
    """Report and workbook hold no clock and no chance."""
    assert report(cutter=cutter) == report(cutter=cutter)
    assert bevindingen_xlsx(WRONG, FOUND, EXPLAINED) == bevindingen_xlsx(WRONG, FOUND, EXPLAINED)


def test_places_in_one_part_of_a_page_are_one_figure():
    """Five competences in one list are one cutting with five boxes, and no more are shown than can be read."""
    same = [at(3, top) for top in (100.0, 120.0, 140.0)]
    other = [at(page) for page in range(4, 12)]
    item = finding(*same, *other, citaten=tuple("abcdefghijk"), onderdelen=("profiel",) * 11)

    shown = figures(item)

    assert (shown[0].page, len(shown[0].boxes), shown[0].quotes) == (3, 3, ["a", "b", "c"])
    assert len(shown) == 9
    assert report(Bevindingen(bron=WRONG.bron, bevindingen=(item,)), cutter=cutter).count("<figure>") == SHOWN


SPELLED = {
    "code": "term-varieert",
    "ernst": "waarschuwing",
    "melding": "Eén naam staat in 2 schrijfwijzen in het boek: “secretarieel” (blz. 9) en “secretariael” (blz. 3).",
    "onderdelen": ("functiebeschrijving",) * 7,
    "citaten": (
        *("Medewerker secretariael II", "Secretariael") * 2,
        "Medewerker Secretariael II",
        "Secretariael",
        "PROFIEL SECRETARIEEL II",
    ),
}


def spelled() -> Bevinding:
    """A word in two spellings, of which the first six places have the same one."""
    return finding(*[at(page) for page in (3, 3, 4, 4, 5, 6, 9)], **SPELLED)


def test_a_word_in_two_spellings_is_told_spelling_by_spelling():
    """Capitals and the words around differ too; what matters is marked, with how often and where it stands."""
    told = {s.woord: (s.keer, [(c.tekst, c.waar) for c in s.citaten]) for s in spellings(spelled())}

    assert told == {
        "secretarieel": (1, [("PROFIEL SECRETARIEEL II", "blz. 9")]),
        "secretariael": (6, [("Medewerker secretariael II", "blz. 3, 4 en 5"), ("Secretariael", "blz. 3, 4 en 6")]),
    }
    assert list(told) == ["secretarieel", "secretariael"]

    page = report(Bevindingen(bron=WRONG.bron, bevindingen=(spelled(),)), cutter=cutter)

    assert "<td>6 keer</td>" in page
    assert "“PROFIEL <mark>SECRETARIEEL</mark> II”, blz. 9" in page
    assert "Hoofdletters tellen hierbij niet mee." in page


def test_each_spelling_is_among_the_places_that_are_shown():
    """Not four times the one, with the other under “Ook”."""
    assert [figure.page for figure in figures(spelled())[:SHOWN]] == [9, 3, 4, 5]


def test_the_workbook_tells_the_spellings_apart():
    """A cell cannot mark a word: the spelling stands above the texts that have it."""
    book = bevindingen_xlsx(WRONG, Bevindingen(bron=WRONG.bron, bevindingen=(spelled(),)), EXPLAINED)
    rows = CalamineWorkbook.from_filelike(io.BytesIO(book)).get_sheet_by_name("Bevindingen").to_python()
    told = dict(zip(rows[0], rows[1], strict=True))["Wat er staat"]

    assert told.startswith("“secretarieel”, 1 keer:\n– PROFIEL SECRETARIEEL II (blz. 9)\n“secretariael”, 6 keer:\n")


def test_a_spelling_that_is_nowhere_leaves_the_places_as_they_are():
    """Texts in which the words do not stand are shown one by one."""
    assert spellings(finding(at(3), at(4), **{**SPELLED, "citaten": ("iets anders", "Secretariael")})) == []


def test_a_text_that_runs_on_says_where():
    """The rest of an item on the next page is named."""
    over = Herkomst(pagina=3, kader=(1.0, 2.0, 3.0, 4.0), vervolg=(Vervolg(pagina=4, kader=(1.0, 2.0, 3.0, 4.0)),))

    assert figures(finding(over, citaten=("a",), onderdelen=("",)))[0].more == ["blz. 4"]


def test_words_that_differ_are_marked():
    """Two texts side by side show where they differ; two that share little are left alone."""
    one, other = mark_differences("op een breed terrein werken", "op een smal terrein werken")

    assert [text for text, marked in one if marked] == ["breed "]
    assert [text for text, marked in other if marked] == ["smal "]
    assert mark_differences("een twee drie", "vier vijf zes") == (
        [("een twee drie", False)],
        [("vier vijf zes", False)],
    )


def test_accepted_findings_stand_apart():
    """They are shown with their reason, and do not count as open."""
    key = FOUND.bevindingen[0].sleutel or ""
    accepted = check(WRONG, accepted=[Aanvaarding(sleutel=key, reden="Zo vastgesteld")])

    page = report(accepted)

    assert "Aanvaard omdat:</strong> Zo vastgesteld" in page
    assert "1 bevinding is aanvaard en staat onderaan" in page


@pytest.mark.browser
def test_the_report_is_accessible(tmp_path: Path):
    """axe finds nothing against WCAG in the report, with pictures, quotations and an accepted finding."""
    playwright = pytest.importorskip("playwright.sync_api")
    axe = pytest.importorskip("axe_playwright_python.sync_playwright")
    chromium = Path("/usr/bin/chromium")
    if not chromium.exists():
        pytest.skip("Chromium is not installed")
    key = FOUND.bevindingen[0].sleutel or ""
    accepted = check(WRONG, accepted=[Aanvaarding(sleutel=key, reden="Zo vastgesteld")])
    path = tmp_path / "rapport.html"
    path.write_text(report(accepted, cutter=cutter), encoding="utf-8")

    with playwright.sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=str(chromium), args=["--no-sandbox"])
        page = browser.new_page()
        page.goto(path.as_uri())
        result = axe.Axe().run(page)
        browser.close()

    assert result.violations_count == 0, result.generate_report()
