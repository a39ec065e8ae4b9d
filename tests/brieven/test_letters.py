"""Letters of a whole organisation, of each kind and under each law, opened again."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from python_calamine import CalamineWorkbook

from pipeline.brieven.bestand import read_sheet
from pipeline.brieven.bewoording import BESTAND, Bewoording
from pipeline.brieven.brief import Omgeving, euro, letter, long_date
from pipeline.brieven.maken import make_letters
from pipeline.brieven.regime import wrong_words
from pipeline.brieven.rijen import read_rows
from pipeline.brieven.sjablonen import BRIEF, templates
from pipeline.models.medewerkers import Medewerker
from pipeline.render.word import document_text
from tests.brieven.support import DATUMS, KINDS, employees, of_regime, table
from tests.support import ROOT

Runs = Callable[[str, str], Any]
kinds = pytest.mark.parametrize(("soort", "regime"), KINDS)


def expected(m: Medewerker, soort: str) -> list[str]:
    """Every value of an employee that a letter of this kind must show."""
    values: list[Any] = [m.naam, m.adres, f"{m.postcode}  {m.plaats}", m.was_functie, long_date(m.ingangsdatum)]
    values += [euro(m.was_bedrag) if m.was_bedrag else None, m.toelagen]
    if soort != "niet-geplaatst":
        values += [m.was_schaal, m.was_periodiek, m.was_eenheid, f"{m.was_uren:g}".replace(".", ",")]
        values += [m.wordt_functie, m.wordt_normfunctie, m.wordt_schaal, m.wordt_periodiek, m.wordt_eenheid]
        values += [m.leidinggevende, "coördinatiemodule" if m.coordinatiemodule else None]
        values += [{"salaris": "huidige salaris", "geen": None}.get(m.garantie, m.garantie)]
    if soort != "addendum":
        values += [m.motivering, m.feitelijke_functie]
    if soort in {"definitief", "niet-geplaatst"}:
        values += [m.zienswijze_reactie, m.pac_advies]
    return [str(value) for value in values if value is not None]


@kinds
def test_letters_of_a_whole_organisation(run_of: Runs, tmp_path: Path, soort: str, regime: str) -> None:
    """One test a kind, so that the letters are made once however the tests are divided over processes."""
    run = run_of(soort, regime)
    _everything_of_one_and_nothing_of_another(run, soort)
    _words_of_the_law(run, soort, regime)
    _bundle_of_every_letter_once_on_a_page_of_its_own(run, soort)
    assert audit(run.files["1005.docx"], tmp_path / "1005.docx") == []


def _everything_of_one_and_nothing_of_another(run: Any, soort: str) -> None:
    people = [rij.medewerker for rij in run.rijen]
    letters = {m.personeelsnummer: document_text(run.files[f"{m.personeelsnummer}.docx"]) for m in people}
    assert len(letters) == 45
    for m in people:
        text = letters[m.personeelsnummer]
        assert [value for value in expected(m, soort) if value not in text] == []
        for other in people:
            if other is not m:
                assert other.achternaam not in text
                assert other.adres not in text
                assert other.postcode not in text
                assert not other.motivering or other.motivering not in text
        assert "{{" not in text
        assert "{%" not in text
        assert "None" not in text


def _words_of_the_law(run: Any, soort: str, regime: str) -> None:
    text = document_text(run.files["1005.docx"])
    assert wrong_words(text, regime) == []
    remedy = {
        ("voornemen", "awb"): "28 mei 2019",
        ("voornemen", "wnra"): "26 mei 2026",
        ("definitief", "awb"): "binnen zes weken na de dag waarop deze brief is verzonden een bezwaarschrift",
        ("definitief", "wnra"): "binnen 6 weken voorleggen aan de regionale geschillencommissie",
        ("niet-geplaatst", "awb"): "een bezwaarschrift sturen aan het college",
        ("niet-geplaatst", "wnra"): "artikel 11.5 van de Cao Gemeenten",
        ("addendum", "wnra"): "zodra beide partijen het hebben ondertekend",
    }
    assert remedy[soort, regime] in text


def _bundle_of_every_letter_once_on_a_page_of_its_own(run: Any, soort: str) -> None:
    from docx import Document

    text = document_text(run.files["bundel-01.docx"])
    for rij in run.rijen:
        assert text.count(f"{rij.medewerker.adres}\n") == 1
    document = Document(io.BytesIO(run.files["bundel-01.docx"]))
    annexes = 0 if soort in {"addendum", "niet-geplaatst"} else 45
    assert len(document.sections) == 45 + annexes
    assert {int(section.start_type) for section in document.sections} == {2}  # each on a new page
    assert (document.core_properties.author, document.core_properties.language) == ("Gemeente Fictiedorp", "nl-NL")


def test_bundles_annexes_and_overview_are_valid(
    run_of: Runs, surroundings: Callable[..., Omgeving], tmp_path: Path
) -> None:
    some = run_of("voornemen", "wnra").rijen[24:26]
    for made in make_letters(some, surroundings(logo=_logo()), {}):
        assert audit(made.data, tmp_path / made.naam.replace("/", "-")) == [], made.naam


def audit(data: bytes, path: Path) -> list[str]:
    """What a strict validator has against a document."""
    from openxml_audit import OpenXmlValidator

    path.write_bytes(data)
    return [str(error) for error in OpenXmlValidator().validate(path).errors]


def _logo() -> bytes:
    from pipeline.brieven.velden import letter_fields

    wording = (ROOT / "templates" / BESTAND).read_bytes()
    return letter_fields(Bewoording.read(wording, wording))["logo"].data


def test_annexes_hold_the_description_and_the_profile(run_of: Runs, book: Any) -> None:
    files = run_of("voornemen", "wnra").files
    annexes = {name for name in files if name.startswith("bijlagen/")}
    functies = {row.functie for row in book.beschikbare_functies if row.formatie}
    assert {f"bijlagen/{functie}.docx" for functie in functies} <= annexes
    for functie in (f for f in book.functies if f.id in functies):
        text = document_text(files[f"bijlagen/{functie.id}.docx"])
        for area in functie.resultaatgebieden:
            assert all(task.tekst in text for task in area.taken)
        profile = next(p for p in book.profielen if p.functie == functie.id)
        assert all(w.omschrijving in text for w in profile.kritische_werksituaties)
    module = next(name for name in annexes if name.endswith("-met-module.docx"))
    assert book.modules[0].taken[0].tekst in document_text(files[module])


def test_the_overview_has_everyone_and_a_balance(run_of: Runs, book: Any) -> None:
    run = run_of("voornemen", "wnra")
    data = run.files["overzicht.xlsx"]
    sheets = CalamineWorkbook.from_filelike(io.BytesIO(data))
    people = sheets.get_sheet_by_name("Was-wordt").to_python()
    assert {str(row[0]) for row in people[1:]} == {rij.medewerker.personeelsnummer for rij in run.rijen}
    balance = {row[0]: row for row in sheets.get_sheet_by_name("Balans").to_python()[1:]}
    for line in book.beschikbare_functies:
        placed = sum(r.medewerker.fte for r in run.rijen if r.medewerker.wordt_functie == line.naam)
        assert balance[line.naam][3] == pytest.approx(placed, abs=0.01)
        assert balance[line.naam][6] in {"past", ""}
    assert no_formulas(data)


def no_formulas(data: bytes) -> bool:
    """Whether no sheet of a workbook has a formula or a link."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        sheets = [package.read(name) for name in package.namelist() if name.startswith("xl/worksheets/sheet")]
    return not any(b"<f>" in sheet or b"<f " in sheet or b"hyperlink" in sheet for sheet in sheets)


def test_two_runs_give_the_same_bytes(run_of: Runs, surroundings: Callable[..., Omgeving]) -> None:
    run = run_of("voornemen", "wnra")
    some = run.rijen[:3]
    first, second = (list(make_letters(some, surroundings("voornemen"), {})) for _ in range(2))
    assert [(f.naam, f.data) for f in first] == [(f.naam, f.data) for f in second]
    assert first[0].data == run.files["1001.docx"]


def test_letters_begin_on_a_right_hand_page_when_asked(
    run_of: Runs, surroundings: Callable[..., Omgeving], settings: Any
) -> None:
    from docx import Document
    from docx.enum.section import WD_SECTION

    own = settings.model_copy(update={"brieven": settings.brieven.model_copy(update={"rechterpagina": True})})
    files = {
        f.naam: f.data for f in make_letters(run_of("voornemen", "wnra").rijen[:2], surroundings(instellingen=own), {})
    }
    sections = Document(io.BytesIO(files["bundel-01.docx"])).sections
    assert [section.start_type for section in sections] == [WD_SECTION.ODD_PAGE, WD_SECTION.NEW_PAGE] * 2


def test_numbered_lists_begin_again_and_logos_stay_in_a_bundle(surroundings: Callable[..., Omgeving]) -> None:
    from docx import Document

    from pipeline.brieven.bundel import bundle
    from pipeline.render.word import base_document, document_bytes
    from pipeline.render.word_base import add_list

    def numbered(name: str) -> bytes:
        document = base_document(titel="x")
        document.add_paragraph(name)
        add_list(document, ["een", "twee"], genummerd=True)
        return document_bytes(document)

    joined = bundle([[numbered("a")], [numbered("b")]], rechterpagina=False, titel="t", auteur="a")
    body = Document(io.BytesIO(joined)).element.body
    lists = [node.val for node in body.iter("{*}numId")]
    assert lists[0] == lists[1] != lists[2] == lists[3]


def test_a_footer_with_something_personal_is_refused_in_a_bundle() -> None:
    from pipeline.brieven.bundel import bundle
    from pipeline.errors import TemplateFaultyError
    from pipeline.render.word import base_document, document_bytes

    letters = [[document_bytes(base_document(titel="x", voettekst=name))] for name in ("A. Een", "B. Twee")]
    with pytest.raises(TemplateFaultyError, match="kop- of voettekst"):
        bundle(letters, rechterpagina=False, titel="t", auteur="a")


def test_an_annex_in_another_style_keeps_it() -> None:
    from docx import Document

    from pipeline.brieven.bundel import bundle
    from pipeline.render.word import base_document, document_bytes

    letter = base_document(titel="x")
    letter.add_paragraph("brief")
    annex = base_document(titel="y")
    annex.styles.add_style("Bijzonder", 1)
    annex.add_paragraph("bijlage", style="Bijzonder")
    pair = [document_bytes(letter), document_bytes(annex)]
    joined = Document(io.BytesIO(bundle([pair, pair], rechterpagina=False, titel="t", auteur="a")))
    shown = [(p.text, p.style.name) for p in joined.paragraphs if p.text]
    assert [text for text, _ in shown] == ["brief", "bijlage"] * 2
    assert shown[1][1] == shown[3][1] == "Bijzonder"


def test_the_salutation_guesses_nothing(run_of: Runs) -> None:
    run = run_of("voornemen", "wnra")
    for rij in run.rijen:
        m = rij.medewerker
        text = document_text(run.files[f"{m.personeelsnummer}.docx"])
        if not m.aanhef:
            assert f"Geachte {m.naam}," in text
            assert "mevrouw" not in text
            assert " heer " not in text
    assert "Geachte mevrouw De Bakkerij," in document_text(run.files["1002.docx"])


def _text(surroundings: Callable[..., Omgeving], soort: str = "definitief", brieven: Any = None, **cells: str) -> str:
    """The text of one letter."""
    rows = [{**employees()[1], **cells}]
    own = of_regime(rows, "wnra", nowhere=soort == "niet-geplaatst")
    found = read_rows(read_sheet(table(own), "m.csv"))
    assert found.fouten == ()
    where = surroundings(soort)
    settings = where.instellingen
    if brieven:
        settings = settings.model_copy(update={"brieven": settings.brieven.model_copy(update=brieven)})
    return document_text(letter(found.rijen[0].medewerker, surroundings(soort, instellingen=settings)))


def test_the_scale_fits_only_where_it_is_the_same(surroundings: Callable[..., Omgeving]) -> None:
    shared = {"plaatsingsgrond": "passend", "motivering": "Zo is het.", "wordt_schaal": "10"}
    assert "uw kennis, ervaring en huidige schaal." in _text(surroundings, was_schaal="10", **shared)
    other = _text(surroundings, was_schaal="9", **shared)
    assert "uw kennis en ervaring." in other
    assert "huidige schaal" not in other


def test_words_begin_as_their_place_asks(surroundings: Callable[..., Omgeving]) -> None:
    """The address with a capital, what stands inside a sentence without; the question only in its heading."""
    settings = {"plan": "Het Plaatsingsplan", "plan_vastgesteld": "Vastgesteld op 3 maart"}
    text = _text(surroundings, brieven=settings, aanhef="heer", tussenvoegsel="", achternaam="Fictie")
    assert "\nDe heer " in text
    assert "Geachte heer Fictie," in text
    assert "Op grond van het Plaatsingsplan, vastgesteld op 3 maart, plaatsen wij" in text
    assert text.count("mee eens") == 1
    assert "\nMevrouw " in _text(surroundings, aanhef="mevrouw")


def test_a_term_tells_when_it_begins_where_that_is_known(surroundings: Callable[..., Omgeving]) -> None:
    assert "binnen 6 weken voorleggen" in _text(surroundings, "niet-geplaatst")
    known = {"geschil_vanaf": "na de datum van deze brief"}
    for soort in ("niet-geplaatst", "definitief"):
        assert "binnen 6 weken na de datum van deze brief voorleggen" in _text(surroundings, soort, known)


def test_the_greeting_is_never_alone_on_a_page() -> None:
    """From the remedy to the signature each paragraph keeps with the next."""
    for soort in ("voornemen", "definitief", "niet-geplaatst"):
        paragraphs = Document(io.BytesIO(templates()[BRIEF[soort]])).paragraphs
        texts = [paragraph.text for paragraph in paragraphs]
        start, end = texts.index("{%p for alinea in rechtsmiddel %}"), texts.index("Met vriendelijke groet,")
        kept = [one for one in paragraphs[start : end + 2] if not one.text.startswith("{%p")]
        assert len(kept) == 4
        assert all(one.paragraph_format.keep_with_next for one in kept)


@pytest.mark.parametrize("name", sorted(templates()))
def test_shipped_templates_are_those_of_the_script(name: str) -> None:
    assert (ROOT / "templates" / name).read_bytes() == templates()[name]


def test_dates_of_the_law() -> None:
    from pipeline.brieven.regime import regime_of

    assert {regime: regime_of(day) for regime, day in DATUMS.items()} == {"awb": "awb", "wnra": "wnra"}
