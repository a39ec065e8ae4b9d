"""The outputs of a comparison: report, workbooks, and Word with revisions."""

from __future__ import annotations

import copy
import datetime
import io
import json
import re
import shutil
import zipfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree, html
from python_calamine import CalamineWorkbook

from pipeline.models.functieboek import Functieboek
from pipeline.models.koppeling import Koppeling
from pipeline.render.wijzigingen import groups, pieces_of
from pipeline.render.wijzigingen_alineas import paired_paragraphs
from pipeline.render.wijzigingen_tekst import change_text
from pipeline.render.wijzigingen_word import Reviser, changes_docx
from pipeline.render.word import document_text
from pipeline.vergelijking import Kant, Keuzes, Vergelijking, vergelijk
from tests.diff.books import book_dict, to_book
from tests.diff.mutations import mutate
from tests.render.revisions import Office, W, settle_by_the_standard
from tests.support import SOURCES

DAY = datetime.date(2021, 10, 12)


def side(book: Functieboek, source: Path | None = None) -> Kant:
    return Kant(naam="boek", boek=book, bevindingen=(), json=b"{}", bron=source)


def made(old: Functieboek, new: Functieboek, **more: Any) -> Vergelijking:
    return vergelijk(side(old), side(new), Keuzes(auteur="Afdeling HR", datum=DAY, **more), known=bool)


@pytest.fixture(scope="module")
def ommen(ommen_2018: Functieboek, ommen_2021: Functieboek) -> Vergelijking:
    """The reference editions compared, with pictures of the pages."""
    kanten = [side(book, SOURCES / book.bron.bestand) for book in (ommen_2018, ommen_2021)]
    return vergelijk(*kanten, Keuzes(auteur="Afdeling HR", datum=DAY), known=bool)


@pytest.fixture(scope="module")
def report(ommen: Vergelijking) -> html.HtmlElement:
    return html.fromstring(ommen.bestanden["wijzigingen.html"].decode())


def test_every_change_stands_in_the_report_once_under_its_anchor(ommen: Vergelijking, report: html.HtmlElement) -> None:
    for change in (*ommen.wijzigingen.wijzigingen, *ommen.wijzigingen.volgorde):
        assert len(report.xpath(f"//*[@id='{change.sleutel}']")) == 1, change.sleutel


def test_every_link_of_the_report_leads_somewhere(report: html.HtmlElement) -> None:
    anchors = {element.get("id") for element in report.xpath("//*[@id]")}
    links = {element.get("href") for element in report.xpath("//a[@href]")}
    assert links and all(link.startswith("#") and link[1:] in anchors for link in links)


def test_report_stands_alone_and_runs_nothing(ommen: Vergelijking, report: html.HtmlElement) -> None:
    """No script, nothing fetched: a file that an auditor can keep for years."""
    text = ommen.bestanden["wijzigingen.html"].decode()
    assert not report.xpath("//script | //link | //iframe | //@onclick | //form")
    sources = report.xpath("//@src | //@href")
    assert sources and all(source.startswith(("#", "data:image/png;base64,")) for source in sources)
    assert not re.search(r"@import|url\((?!#)", text)
    assert "default-src 'none'" in text
    assert len(text) < 2_000_000


def test_old_and_new_place_stand_side_by_side_with_their_page(ommen: Vergelijking, report: html.HtmlElement) -> None:
    change = next(
        c for c in ommen.wijzigingen.wijzigingen
        if c.onderdeel == "taak" and c.soort == "gewijzigd" and c.gewicht == "inhoudelijk" and c.functie
    )  # fmt: skip
    figures = report.xpath(f"//*[@id='{change.sleutel}']//figure")
    assert [figure.get("class") for figure in figures] == ["oud", "nieuw"]
    assert change.herkomst_oud and change.herkomst_nieuw
    captions = [figure.findtext("figcaption") for figure in figures]
    assert captions == [f"Oud, blz. {change.herkomst_oud.pagina}", f"Nieuw, blz. {change.herkomst_nieuw.pagina}"]
    for figure, name in zip(figures, ("ommen-2018.pdf", "ommen-2021.pdf"), strict=True):
        (image,) = figure.findall("img")
        assert image.get("src").startswith("data:image/png;base64,")
        assert name in image.get("alt")


def test_differences_are_told_in_words_too(report: html.HtmlElement) -> None:
    """Who cannot see colour, underline or strike-through hears what went and what came."""
    for tag, word in (("del", "vervallen"), ("ins", "toegevoegd")):
        elements = report.xpath(f"//article//{tag}")
        assert elements
        assert all(word in element.xpath("string(span[1])") for element in elements)


def test_chart_has_a_text_alternative(report: html.HtmlElement) -> None:
    text = html.tostring(report, encoding="unicode")
    assert "schaal 13: 0 wordt 4 FTE" in text
    assert report.xpath(
        "//table[caption[contains(., 'FTE per schaal')]]//th[.='13']/following-sibling::td[1]/text()"
    ) == ["0"]


def test_source_without_pages_shows_quote_and_line() -> None:
    old = book_dict(1, families=1)
    old["functies"][0]["kenmerken"][0]["herkomst"] = {"regel": 12}
    new = copy.deepcopy(old)
    kenmerk = new["functies"][0]["kenmerken"][0]
    kenmerk |= {"tekst": "doet iets anders <b>", "nadruk": [], "nadruk_posities": [], "herkomst": {"regel": 15}}
    page = html.fromstring(made(to_book(old), to_book(new)).bestanden["wijzigingen.html"].decode())
    figures = page.xpath("//article//figure")
    assert [figure.findtext("figcaption") for figure in figures] == ["Oud, regel 12", "Nieuw, regel 15"]
    assert figures[1].findtext("blockquote") == "doet iets anders <b>"


def test_corrections_of_the_reading_are_shown_in_every_output() -> None:
    old = book_dict(5, families=1)
    new = copy.deepcopy(old) | {
        "correcties": [
            {"pad": "/functies/0/naam", "oud": "lI", "nieuw": "II", "wie": "A. Jansen", "waarom": "kleine l"}
        ]
    }
    files = made(to_book(old), to_book(new)).bestanden
    assert "kleine l" in files["wijzigingen.html"].decode()
    assert "kleine l" in files["verklaring.json"].decode()
    book = CalamineWorkbook.from_filelike(io.BytesIO(files["wijzigingen.xlsx"]))
    assert ["Gecorrigeerd bij het lezen: /functies/0/naam", "", "kleine l"] in book.get_sheet_by_name(
        "Samenvatting"
    ).to_python()


def test_equal_books_say_so_everywhere() -> None:
    book = to_book(book_dict(2, families=1))
    result = made(book, book)
    assert "er is geen enkele wijziging" in result.bestanden["wijzigingen.html"].decode()
    rows = CalamineWorkbook.from_filelike(io.BytesIO(result.bestanden["wijzigingen.xlsx"])).get_sheet_by_name(
        "Wijzigingen"
    )
    assert len(rows.to_python()) == 1


@pytest.mark.parametrize("seed", [1, 2])
def test_same_comparison_gives_the_same_bytes(seed: int) -> None:
    old = book_dict(seed, families=1)
    new = mutate(old, seed, 10)
    one, two = (made(to_book(old), to_book(new.book)) for _ in range(2))
    assert one.bestanden == two.bestanden


def test_statement_holds_the_fingerprint_of_every_output(ommen: Vergelijking) -> None:
    import hashlib

    data = json.loads(ommen.bestanden["verklaring.json"])
    named = {item["name"]: item["digest"]["sha256"] for item in data["subject"]}
    files = {name: content for name, content in ommen.bestanden.items() if name != "verklaring.json"}
    assert named == {name: hashlib.sha256(content).hexdigest() for name, content in files.items()}
    sources = {item["rol"]: item["digest"]["sha256"] for item in data["predicate"]["invoer"]}
    assert sources["bron oud"] == hashlib.sha256((SOURCES / "ommen-2018.pdf").read_bytes()).hexdigest()
    assert data["predicate"]["tellingen"]["wijzigingen"] == len(ommen.wijzigingen.wijzigingen)


def test_workbook_has_a_row_a_change_and_columns_to_sign(ommen: Vergelijking) -> None:
    book = CalamineWorkbook.from_filelike(io.BytesIO(ommen.bestanden["wijzigingen.xlsx"]))
    head, *rows = book.get_sheet_by_name("Wijzigingen").to_python()
    assert {"Beoordelaar", "Akkoord", "Opmerking"} <= set(head)
    key = head.index("Sleutel")
    changes = ommen.wijzigingen
    assert [row[key] for row in rows] == [c.sleutel for c in (*changes.wijzigingen, *changes.volgorde)]
    assert all(row[head.index("Akkoord")] == "" for row in rows)


def test_was_wordt_workbook_proposes_a_status_for_each_function(ommen: Vergelijking) -> None:
    book = CalamineWorkbook.from_filelike(io.BytesIO(ommen.bestanden["was-wordt.xlsx"]))
    head, *rows = book.get_sheet_by_name("Functies").to_python()
    statuses = [row[head.index("Voorstel status")] for row in rows]
    assert sorted(set(statuses)) == ["gewijzigd", "nieuw", "ongewijzigd", "vervallen"]
    assert all(row[head.index("Reden")] for row in rows)
    assert len(book.get_sheet_by_name("Beschikbare functies").to_python()) == 1 + len(ommen.plaatsen)


def both_texts(old: Functieboek, new: Functieboek, result: Vergelijking) -> tuple[list[str], list[str]]:
    pairs = list(paired_paragraphs(old, new, Koppeling(result.wijzigingen)))
    return [a.text for a, _ in pairs if a], [b.text for _, b in pairs if b]


def expected_runs(old: Functieboek, new: Functieboek, result: Vergelijking) -> tuple[list[Any], list[Any]]:
    """Each paragraph as characters with their bold, on both sides."""

    def flags(alinea: Any) -> list[tuple[str, bool]]:
        return [(c, any(a <= i < b for a, b in alinea.bold)) for i, c in enumerate(alinea.text)]

    pairs = list(paired_paragraphs(old, new, Koppeling(result.wijzigingen)))
    return [flags(a) for a, _ in pairs if a], [flags(b) for _, b in pairs if b]


def letters(paragraphs: list[list[tuple[str, bool]]]) -> list[list[tuple[str, bool]]]:
    return [[(c, bold) for text, bold in runs for c in text] for runs in paragraphs]


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.integers(0, 1000), st.integers(0, 1000))
def test_accepting_gives_the_new_text_and_rejecting_the_old_bold_included(seed: int, change: int) -> None:
    """By the letter of the standard, for any books."""
    old = book_dict(seed, families=1)
    new = mutate(old, change, 25)
    a, b = to_book(old), to_book(new.book)
    result = vergelijk(side(a), side(b), Keuzes(auteur="HR", datum=None, beelden="geen"), known=new.known)
    document = result.bestanden["wijzigingen.docx"]
    was, becomes = expected_runs(a, b, result)
    assert letters(settle_by_the_standard(document, accept=True))[3:-1] == becomes
    assert letters(settle_by_the_standard(document, accept=False))[3:-1] == was


def test_word_text_holds_all_of_both_descriptions(
    ommen_2018: Functieboek, ommen_2021: Functieboek, ommen: Vergelijking
) -> None:
    was, becomes = both_texts(ommen_2018, ommen_2021, ommen)
    for book, texts in ((ommen_2018, was), (ommen_2021, becomes)):
        tasks = [t.tekst for f in book.functies for a in f.resultaatgebieden for t in a.taken]
        indicators = [i.tekst for p in book.profielen if not (p.functie or "").startswith("module")
                      for c in p.competenties for i in c.gedragsindicatoren]  # fmt: skip
        assert set(tasks) | set(indicators) <= set(texts)


@pytest.mark.office
@pytest.mark.slow
def test_libreoffice_accepts_to_the_new_and_rejects_to_the_old_text(
    ommen_2018: Functieboek, ommen_2021: Functieboek, ommen: Vergelijking, tmp_path: Path
) -> None:
    if not (shutil.which("soffice") or shutil.which("libreoffice")):
        pytest.skip("LibreOffice is niet geïnstalleerd")
    office = Office(tmp_path)
    for accept, texts in zip((False, True), both_texts(ommen_2018, ommen_2021, ommen), strict=True):
        lines = document_text(office.settle(ommen.bestanden["wijzigingen.docx"], accept=accept)).split("\n")
        begin = lines.index(texts[0])
        assert lines[begin : begin + len(texts)] == texts
        assert lines[begin + len(texts)].startswith("Einde")


def test_word_document_is_valid_and_says_who_and_when(ommen: Vergelijking, tmp_path: Path) -> None:
    from openxml_audit import OpenXmlValidator

    path = tmp_path / "w.docx"
    path.write_bytes(ommen.bestanden["wijzigingen.docx"])
    result = OpenXmlValidator().validate(str(path))
    assert result.is_valid, result.errors
    with zipfile.ZipFile(path) as package:
        body = etree.fromstring(package.read("word/document.xml"))
    marks = list(body.iter(f"{W}ins", f"{W}del"))
    assert len(marks) > 100
    assert {mark.get(f"{W}author") for mark in marks} == {"Afdeling HR"}
    assert {mark.get(f"{W}date") for mark in marks} == {"2021-10-12T00:00:00Z"}
    numbers = [mark.get(f"{W}id") for mark in marks]
    assert len(set(numbers)) == len(numbers)


def test_revision_without_a_date_carries_none() -> None:
    old = book_dict(3, families=1, levels=1)
    new = mutate(old, 5, 6).book
    a, b = to_book(old), to_book(new)
    changes = made(a, b).wijzigingen
    document = changes_docx(a, b, changes, reviser=Reviser("HR & <co>"))
    with zipfile.ZipFile(io.BytesIO(document)) as package:
        body = etree.fromstring(package.read("word/document.xml"))
    marks = list(body.iter(f"{W}ins", f"{W}del"))
    assert marks and all(mark.get(f"{W}date") is None for mark in marks)
    assert {mark.get(f"{W}author") for mark in marks} == {"HR & <co>"}


def test_consequences_stand_under_their_cause(
    ommen_2018: Functieboek, ommen_2021: Functieboek, ommen: Vergelijking
) -> None:
    found = groups(ommen_2018, ommen_2021, ommen.wijzigingen)
    shown = [v.change.sleutel for g in found for v in g.changes]
    shown += [f.change.sleutel for g in found for v in g.changes for f in v.followers]
    assert sorted(shown) == sorted(c.sleutel for c in ommen.wijzigingen.wijzigingen)
    names = [group.naam for group in found]
    assert names.index("Medewerker educatie III") > names.index("Het boek als geheel")


def test_pieces_of_a_number_are_not_cut() -> None:
    old = book_dict(4, families=1)
    new = copy.deepcopy(old)
    new["clusters"][0]["fte"] = 15.5
    (change,) = made(to_book(old), to_book(new)).wijzigingen.wijzigingen
    assert [(piece.kind, piece.text) for piece in pieces_of(change)] == [("weg", "4"), ("nieuw", "15,5")]


@pytest.mark.browser
@pytest.mark.slow
def test_report_is_accessible_and_filters_without_script(ommen: Vergelijking, tmp_path: Path) -> None:
    """axe finds nothing against WCAG, and a choice hides what does not fit."""
    playwright = pytest.importorskip("playwright.sync_api")
    axe = pytest.importorskip("axe_playwright_python.sync_playwright")
    chromium = Path("/usr/bin/chromium")
    if not chromium.exists():
        pytest.skip("Chromium is niet geïnstalleerd")
    path = tmp_path / "rapport.html"
    path.write_bytes(ommen.bestanden["wijzigingen.html"])
    with playwright.sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=str(chromium), args=["--no-sandbox"])
        page = browser.new_context(java_script_enabled=True, viewport={"width": 1280, "height": 900}).new_page()
        page.goto(path.as_uri())
        result = axe.Axe().run(page)
        every = page.locator("article.wijziging:visible").count()
        page.check("#n-ja")
        level = page.locator("article.wijziging:visible").count()
        page.check("#n-alles")
        page.check("#g-redactioneel")
        editorial = page.locator("article.wijziging:visible").count()
        headings = page.locator("section.groep:visible").count()
        browser.close()
    assert result.violations_count == 0, result.generate_report()
    assert every > level > 0
    assert every > editorial >= headings > 0


def test_dates_are_told_in_dutch_and_kept_in_iso(ommen_2018: Functieboek) -> None:
    """A reader gets “4 april 2018”; the JSON keeps what the contract says, for programs."""
    old = ommen_2018.model_copy(update={"peildatum": datetime.date(2018, 4, 4)})
    first = old.functies[0].model_copy(update={"peildatum": datetime.date(2021, 1, 1)})
    new = old.model_copy(update={"peildatum": datetime.date(2021, 10, 12), "functies": (first, *old.functies[1:])})

    result = made(old, new)

    page = html.fromstring(result.bestanden["wijzigingen.html"].decode())
    told = [" ".join(one.text_content().split()) for one in page.xpath("//p[@class='verschil']")]
    assert [re.sub(r" ?(vervallen:|toegevoegd:|\(einde \w+\)) ?", "|", one) for one in told] == [
        "|4 april 2018||12 oktober 2021|",
        "|1 januari 2021|",
    ]
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(result.bestanden["wijzigingen.xlsx"])).get_sheet_by_index(0)
    head, *rows = sheet.to_python()
    assert [tuple(row[head.index(side)] for side in ("Oud", "Nieuw")) for row in rows] == [
        ("4 april 2018", "12 oktober 2021"),
        ("", "1 januari 2021"),
    ]
    assert "oud:   4 april 2018" in change_text(result.wijzigingen.wijzigingen[0])
    kept = json.loads(result.bestanden["wijzigingen.json"])["wijzigingen"]
    assert [(one["oud"], one["nieuw"]) for one in kept] == [("2018-04-04", "2021-10-12"), (None, "2021-01-01")]
