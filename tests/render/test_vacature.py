"""Vacancies: what they hold, how long they are, how they read, and that every file is right."""

from __future__ import annotations

import io
import json
import re
import zipfile
from functools import cache

import pytest

from pipeline.errors import DataInvalidError
from pipeline.models.base import Herkomst
from pipeline.models.bevindingen import Bevinding
from pipeline.render.salaris import read_salary_table
from pipeline.render.vacature import maak_vacature
from pipeline.render.vacature_feiten import Opdracht
from pipeline.render.vacature_model import GRENZEN, Vacaturetekst
from pipeline.render.vacature_opstellen import compose
from pipeline.render.vacature_selectie import candidates, select
from pipeline.render.word import document_text
from tests.render.vacatures import ALL, CHOICES, FULL, STANDARD, book, example_facts, facts, means, wording
from tests.support import load_golden


@cache
def text_of(number: int, lengte: str = "normaal", *, with_facts: bool = False) -> Vacaturetekst:
    """Compose the text of a function."""
    selectie = select(book(), number, CHOICES)
    return compose(Opdracht(book(), selectie, wording(), lengte, facts() if with_facts else None))  # type: ignore[arg-type]


@pytest.mark.parametrize("lengte", ["kort", "normaal", "volledig"])
@pytest.mark.parametrize("with_facts", [False, True])
def test_length_holds(lengte: str, with_facts: bool) -> None:
    """Every function keeps to every length, as a concept and with facts, whatever is counted as a word."""
    low, high = GRENZEN[lengte]  # type: ignore[index]
    for number in ALL:
        text = text_of(number, lengte, with_facts=with_facts)
        printed = sum(len(line.split()) for line in text.regels())
        assert low <= text.woorden <= high, (text.slug, text.woorden)
        assert printed <= high, (text.slug, printed)


@pytest.mark.parametrize("lengte", ["kort", "normaal", "volledig"])
def test_rhythm(lengte: str) -> None:
    """At most half of the sentences begin with "Je", and never three in a row."""
    for number in ALL:
        starts = [zin.geheel.startswith("Je ") for _, zin in text_of(number, lengte).zinnen()]
        assert 2 * sum(starts) <= len(starts)
        assert "111" not in "".join(str(int(one)) for one in starts)


@pytest.mark.parametrize("lengte", ["kort", "normaal", "volledig"])
def test_every_result_area_is_present(lengte: str) -> None:
    """No area of the work is left out, however short the text."""
    for number in ALL:
        text = text_of(number, lengte)
        section = next(one for one in text.onderdelen if one.naam == "taken")
        names = {block.kop for block in section.blokken}
        names |= {punt[0].aanhef for block in section.blokken for punt in block.punten}
        for area in candidates(book())[number][2].resultaatgebieden:
            assert area.naam in names


def test_nothing_is_said_twice() -> None:
    """No sentence of a vacancy comes back in it."""
    for number in ALL:
        sentences = [zin.tekst for _, zin in text_of(number, "volledig").zinnen()]
        assert len(sentences) == len(set(sentences)), candidates(book())[number][0]


def test_speaks_to_the_reader() -> None:
    """No "de medewerker", no third person, no broken sentence, no empty heading."""
    for number in ALL:
        text = text_of(number, "volledig", with_facts=True)
        for section in text.onderdelen:
            assert section.blokken
            for block in section.blokken:
                assert list(block.regels())
        for _, zin in text.zinnen():
            assert "de medewerker " not in zin.tekst.replace("voor de medewerkers ", "")
            assert not re.search(r"\b(hij/zij|[Jj]e (is|heeft|kan|zal|wil))\b", zin.tekst)
            assert re.search(r"[.!?]$", zin.tekst), zin.tekst
            assert "  " not in zin.tekst
            assert "{{" not in zin.tekst


def test_deterministic() -> None:
    """The same input gives the same text and the same bytes."""
    first, second = (maak_vacature(book(), 4, means(), gegevens=facts()) for _ in range(2))

    assert dict(first.bestanden) == dict(second.bestanden)


def test_book_with_other_functions() -> None:
    """The later edition is served the same way."""
    other = load_golden("ommen-2021")
    for number in range(len(candidates(other))):
        text = compose(Opdracht(other, select(other, number, CHOICES), wording(), "normaal"))
        assert 450 <= text.woorden <= 600


def test_concept_shows_its_gaps() -> None:
    """Without facts the text is a concept: gaps stand marked, in Word in a style of their own."""
    one = maak_vacature(book(), 12, means())

    assert one.tekst.concept
    assert "[in te vullen: uren per week]" in document_text(one.bestanden[".docx"])
    with zipfile.ZipFile(io.BytesIO(one.bestanden[".docx"])) as package:
        assert '<w:rStyle w:val="Invullen"/>' in package.read("word/document.xml").decode()
    assert "<mark>[in te vullen:" in one.bestanden[".html"].decode()
    assert "Concept" in json.loads(one.bestanden[".json"])["disambiguatingDescription"]


def test_concept_lists_contradictions() -> None:
    """Where the book contradicts itself, the concept says so with the pages."""
    one = maak_vacature(book(), 12, means())

    assert "Competenties in beschrijving en profiel verschillen (blz. 46, 81 en 82)" in document_text(
        one.bestanden[".docx"]
    )


def test_facts_are_in_the_text() -> None:
    """Every fact that was given is told."""
    word = document_text(maak_vacature(book(), 4, means(), gegevens=facts()).bestanden[".docx"])

    for fact in (
        "32 tot 36 uur per week",
        "15 januari 2027",
        "2026-014",
        "1 maart 2027",
        "vast dienstverband",
        "thuiswerken",
    ):
        assert fact in word
    for fact in ("het team Ruimte", "twaalf collega's", "Sam de Vries, teamleider Ruimte, 0123 456 789", "21 januari"):
        assert fact in word
    for fact in (
        "https://werkenbij.voorbeeldstad.nl/2026-014",
        "(VOG)",
        "Omgevingswet",
        "17,05%",
        "ABP",
        "Cao Gemeenten",
    ):
        assert fact in word


def test_missing_optional_facts_leave_no_trace() -> None:
    """With only the required facts nothing dangles: no None, no gap, no empty brackets."""
    word = document_text(maak_vacature(book(), 4, means(), gegevens=example_facts()).bestanden[".docx"])

    assert not re.search(r"None|in te vullen|\(\)| ,|\.\.", word)


@pytest.mark.parametrize(
    "value", ["R&D <b>", "Team \"Oost\" & 'West'", "emoji 😀", "{{ titel }} {% if %}", "*vet* _cursief_ `code`"]
)
def test_strange_values_arrive_everywhere(value: str) -> None:
    """What means something in XML, Jinja, HTML or Markdown arrives as it was given."""
    given = facts(tekst=json.dumps(f"Over {value} gesproken.", ensure_ascii=False))
    one = maak_vacature(book(), 4, means(), gegevens=given)

    assert f"Over {value} gesproken." in document_text(one.bestanden[".docx"])
    assert value in re.sub(r"\\(.)", r"\1", one.bestanden[".md"].decode())
    assert "<b>" not in one.bestanden[".fragment.html"].decode()


def test_control_characters_are_refused() -> None:
    """A value that Word cannot hold is refused with its place."""
    with pytest.raises(DataInvalidError, match="onzichtbare teken"):
        maak_vacature(book(), 4, means(), gegevens=facts(tekst='"bel \\u0007"'))


def test_long_team_text_arrives_whole() -> None:
    """Ten thousand characters of the recruiter's own are not cut; the length is told."""
    long = "Dit is een zin over ons team. " * 340
    one = maak_vacature(book(), 4, means(), gegevens=facts(tekst=json.dumps(long)))

    assert document_text(one.bestanden[".docx"]).count("een zin over ons team") == 340
    assert any("is bedoeld voor" in remark for remark in one.tekst.opmerkingen)


def test_pay_from_a_table() -> None:
    """Amounts of the scale, and by hours; in the machine-readable vacancy too."""
    rows = [f"11;{step};{3526 + step * 100};2026-01-01;2027-12-31;cao" for step in range(12)]
    table = read_salary_table(("schaal;periodiek;bedrag;geldig_van;geldig_tot;bron\n" + "\n".join(rows)).encode(), "t")
    one = maak_vacature(book(), 4, means(), gegevens=facts(), salaristabel=table)
    posting = json.loads(one.bestanden[".json"])

    assert "€ 3.526 tot € 4.626 bruto per maand bij 36 uur (bij 32 uur € 3.134 tot € 4.112)" in document_text(
        one.bestanden[".docx"]
    )
    assert posting["baseSalary"]["value"] == {
        "@type": "QuantitativeValue",
        "minValue": 3134,
        "maxValue": 4626,
        "unitText": "MONTH",
    }


def test_outdated_pay_is_marked() -> None:
    """Amounts that no longer hold are not printed without saying so, and not published for machines."""
    table = read_salary_table((STANDARD / "salaristabel-voorbeeld.csv").read_bytes(), "voorbeeld")
    one = maak_vacature(book(), 4, means(), gegevens=facts(), salaristabel=table)

    assert "tabel die op 1 december 2026 niet meer geldt" in document_text(one.bestanden[".docx"])
    assert "baseSalary" not in json.loads(one.bestanden[".json"])
    assert any("salaristabel geldt niet" in remark for remark in one.tekst.opmerkingen)


def test_vague_pay_alone_is_refused() -> None:
    """ "Marktconform" tells nothing; beside amounts it may stand."""
    vague = facts(voorwaarden='["Een marktconform salaris"]')
    table = read_salary_table((STANDARD / "salaristabel-voorbeeld.csv").read_bytes(), "voorbeeld")

    with pytest.raises(DataInvalidError, match="niet de enige informatie over het loon"):
        maak_vacature(book(), 4, means(), gegevens=vague)
    assert maak_vacature(book(), 4, means(), gegevens=vague, salaristabel=table).bestanden


def test_jsonld_is_a_job_posting() -> None:
    """Google's required and recommended properties, with the closing moment in the Dutch zone."""
    posting = json.loads(maak_vacature(book(), 4, means(), gegevens=facts()).bestanden[".json"])

    for key in (
        "title",
        "description",
        "datePosted",
        "hiringOrganization",
        "jobLocation",
        "employmentType",
        "identifier",
    ):
        assert posting[key]
    for key in (
        "responsibilities",
        "skills",
        "qualifications",
        "educationRequirements",
        "workHours",
        "jobBenefits",
        "url",
    ):
        assert posting[key]
    assert posting["validThrough"] == "2027-01-15T23:59:59+01:00"
    assert posting["employmentType"] == ["FULL_TIME", "PART_TIME"]
    assert posting["title"] == "Regisseur/adviseur"
    assert {"@type", "streetAddress", "addressLocality", "postalCode", "addressRegion", "addressCountry"} == set(
        posting["jobLocation"]["address"]
    )


def test_temporary_part_time() -> None:
    """Few hours and a fixed term."""
    given = facts(uren_min="16", uren_max="24", contract='"tijdelijk"')
    posting = json.loads(maak_vacature(book(), 4, means(), gegevens=given).bestanden[".json"])

    assert (posting["employmentType"], posting["workHours"]) == (["PART_TIME", "TEMPORARY"], "16-24 uur per week")


def test_own_name_and_opening() -> None:
    """A recruiter may give the vacancy another name and another opening."""
    given = facts(FULL.replace('nummer = "2026-014"', 'functienaam = "Adviseur wonen"\nopening = "Bouw je mee?"'))
    one = maak_vacature(book(), 4, means(), gegevens=given)

    assert one.tekst.titel == "Adviseur wonen"
    assert "Bouw je mee? In deze functie adviseer je" in document_text(one.bestanden[".docx"])


def test_module_is_an_area_of_its_own() -> None:
    """A place with the coordination module has its tasks as well."""
    given = facts(FULL.replace('nummer = "2026-014"', 'module = "Coördinatie"'))
    word = document_text(maak_vacature(book(), 4, means(), gegevens=given).bestanden[".docx"])

    assert "\nCoördinatie\n" in word
    assert "plant en verdeelt" in word or "plan en verdeel je" in word


def test_findings_of_the_book_are_told() -> None:
    """What Controleren found about this function reaches the recruiter; accepted findings do not."""
    found = [
        Bevinding(
            code="onbekend-woord",
            ernst="waarschuwing",
            betreft="boek",
            functie="adviseur-iii",
            melding="Melding A.",
            status=status,
            herkomst=(Herkomst(pagina=1),),
        )  # type: ignore[arg-type]
        for status in ("open", "aanvaard")
    ]
    remarks = maak_vacature(book(), 4, means(), bevindingen=found).tekst.opmerkingen

    assert sum("Melding A." in remark for remark in remarks) == 1


def test_marked_statements_are_told_not_guessed() -> None:
    """A statement that no rule covers is left out and told, with its page."""
    remarks = maak_vacature(book(), 4, means(), lengte="volledig").tekst.opmerkingen

    assert any("Legt dwarsverbanden. Betreft ideeën" in remark and "blz. 59" in remark for remark in remarks)
