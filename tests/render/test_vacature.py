"""Vacancies: what they hold, how long they are, how they read, and that every file is right."""

from __future__ import annotations

import io
import json
import re
import shutil
import subprocess
import zipfile
from functools import cache
from pathlib import Path

import pytest

from pipeline.errors import DataInvalidError, TemplateFaultyError, UsageError
from pipeline.models.base import Herkomst
from pipeline.models.bevindingen import Bevinding
from pipeline.render.salaris import read_salary_table
from pipeline.render.vacature import Gemaakt, maak_vacature
from pipeline.render.vacature_bewoording import opsomming, read_wording
from pipeline.render.vacature_feiten import Opdracht
from pipeline.render.vacature_model import GRENZEN, Vacaturetekst, tel_woorden
from pipeline.render.vacature_opstellen import compose
from pipeline.render.vacature_selectie import candidates, check_choices, find, select, slugs
from pipeline.render.vacature_sjabloon import build_template
from pipeline.render.word import document_text
from tests.render.vacatures import FULL, STANDARD, book, example_facts, facts, means, wording
from tests.support import load_golden

CHOICES = {"kenmerken": "beschrijving", "competenties": "beschrijving", "schaal": "tabel"}
ALL = range(16)


@cache
def text_of(number: int, lengte: str = "normaal", *, with_facts: bool = False) -> Vacaturetekst:
    """Compose the text of a function."""
    selectie = select(book(), number, CHOICES)
    return compose(Opdracht(book(), selectie, wording(), lengte, facts() if with_facts else None))  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def made() -> list[Gemaakt]:
    """All vacancies of the reference book as concepts."""
    return [maak_vacature(book(), number, means()) for number in ALL]


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


def test_word_documents_pass_a_strict_validator(made: list[Gemaakt], tmp_path: Path) -> None:
    """All sixteen, as Word would want them."""
    from openxml_audit import OpenXmlValidator

    validator = OpenXmlValidator()
    for one in made:
        path = tmp_path / f"{one.slug}.docx"
        path.write_bytes(one.bestanden[".docx"])
        assert [str(error) for error in validator.validate(path).errors] == [], one.slug


def test_word_document_has_real_structure(made: list[Gemaakt]) -> None:
    """Headings in order, lists as lists, no empty paragraphs, title and language set."""
    from docx import Document

    for one in made:
        document = Document(io.BytesIO(one.bestanden[".docx"]))
        styles = [paragraph.style.name for paragraph in document.paragraphs if paragraph.style]
        assert styles.count("Title") == 1
        assert {"Heading 1", "Heading 2", "List Bullet"} <= set(styles)
        assert all(paragraph.text.strip() for paragraph in document.paragraphs)
        assert document.core_properties.title == f"Vacature {one.tekst.titel}"
        assert document.core_properties.language == "nl-NL"


def test_every_file_says_the_same(made: list[Gemaakt]) -> None:
    """Word, HTML, Markdown and JSON-LD hold every sentence of the text."""
    for one in made:
        word = document_text(one.bestanden[".docx"])
        page = (
            re.sub(r"<[^>]+>", "", one.bestanden[".fragment.html"].decode())
            .replace("&#x27;", "'")
            .replace("&amp;", "&")
        )
        markdown = one.bestanden[".md"].decode().replace("\\", "").replace("**", "")
        for _, zin in one.tekst.zinnen():
            assert zin.geheel in word
            assert zin.geheel in page
            assert zin.geheel in markdown


def test_provenance_names_every_sentence(made: list[Gemaakt]) -> None:
    """Each sentence knows its source, its rule, and for the book its page."""
    for one in made:
        data = json.loads(one.bestanden[".herkomst.json"])
        assert len(data["zinnen"]) == len(list(one.tekst.zinnen()))
        for zin in data["zinnen"]:
            assert zin["bronnen"]
            for bron in zin["bronnen"]:
                assert bron["regel"]
                if bron["soort"] == "boek" and zin["onderdeel"] != "concept":
                    assert all(place["pagina"] for place in bron["herkomst"])


def test_html_has_no_scripts_and_shows_sources(made: list[Gemaakt]) -> None:
    """The page shows each source on hover and focus; the fragment is bare."""
    page, fragment = (made[4].bestanden[suffix].decode() for suffix in (".html", ".fragment.html"))

    for text in (page, fragment):
        assert "<script" not in text
        assert not re.search(r"\son\w+=", text)
    assert 'lang="nl"' in page
    assert page.count('class="zin" tabindex="0"') == len(list(made[4].tekst.zinnen()))
    assert "blz. " in page
    assert not re.search(r"<(style|span|html|body)\b", fragment)


def test_comments_hold_the_sources() -> None:
    """With sources asked, each sentence has a comment with its page and rule, without a date."""
    one = maak_vacature(book(), 4, means(), gegevens=facts(), bron=True)
    with zipfile.ZipFile(io.BytesIO(one.bestanden[".docx"])) as package:
        comments = package.read("word/comments.xml").decode()

    assert comments.count("<w:comment ") == len(list(one.tekst.zinnen()))
    assert "blz. " in comments
    assert "w:date" not in comments
    assert "CommentReference" not in comments


def test_comments_pass_a_strict_validator(tmp_path: Path) -> None:
    """Comments use styles that are there."""
    from openxml_audit import OpenXmlValidator

    path = tmp_path / "bron.docx"
    path.write_bytes(maak_vacature(book(), 0, means(), bron=True).bestanden[".docx"])

    assert [str(error) for error in OpenXmlValidator().validate(path).errors] == []


@pytest.mark.office
def test_libreoffice_keeps_language_and_title(made: list[Gemaakt], tmp_path: Path) -> None:
    """LibreOffice converts them; the PDF is Dutch and bears the title."""
    if not shutil.which("soffice"):
        pytest.skip("LibreOffice is niet geïnstalleerd")
    chosen = [made[0], made[4], made[12]]
    for one in chosen:
        (tmp_path / f"{one.slug}.docx").write_bytes(one.bestanden[".docx"])
    command = ["soffice", f"-env:UserInstallation=file://{tmp_path}/profiel", "--headless", "--convert-to", "pdf"]
    subprocess.run(
        [*command, "--outdir", str(tmp_path), *(str(tmp_path / f"{one.slug}.docx") for one in chosen)],
        check=True,
        capture_output=True,
        timeout=150,
    )
    import pikepdf

    for one in chosen:
        with pikepdf.open(tmp_path / f"{one.slug}.pdf") as pdf:
            assert str(pdf.Root.Lang) == "nl-NL"
            assert f"Vacature {one.tekst.titel}" == str(pdf.docinfo["/Title"])


def test_template_is_what_the_script_makes() -> None:
    """The shipped template is the script's output, so that nobody edits it by hand."""
    assert build_template() == (STANDARD / "vacature.docx").read_bytes()


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


def test_contradiction_asks_for_a_choice() -> None:
    """With facts a contradiction must be settled; the message says how."""
    with pytest.raises(DataInvalidError, match=r"--kies competenties=beschrijving of --kies competenties=profiel"):
        maak_vacature(book(), 12, means(), gegevens=facts())


@pytest.mark.parametrize(("bron", "lead"), [("beschrijving", "Integriteit"), ("profiel", "Zelfreflectie")])
def test_choice_is_followed(bron: str, lead: str) -> None:
    """Each choice shows the competences of that source."""
    text = document_text(
        maak_vacature(book(), 12, means(), gegevens=facts(), keuzes={"competenties": bron}).bestanden[".docx"]
    )

    assert f"{lead}: je " in text


def test_choice_in_the_facts_is_followed() -> None:
    """A choice that was kept in the facts counts."""
    kept = facts(FULL + '[keuzes]\ncompetenties = "profiel"\n')

    assert "Zelfreflectie: je " in document_text(maak_vacature(book(), 12, means(), gegevens=kept).bestanden[".docx"])


def test_all_contradictions_of_the_book() -> None:
    """Those that a careful reader found, and no others."""
    found = {
        (candidates(book())[number][0], one.onderdeel)
        for number in ALL
        for one in select(book(), number, {}).tegenstrijdigheden
    }

    assert {
        ("Gemeentesecretaris", "kenmerken"),
        ("Beheerder", "kenmerken"),
        ("Senior ondersteuner", "kenmerken"),
        ("Beheerder accommodaties", "kenmerken"),
        ("Medewerker reserveringen", "kenmerken"),
        ("Senior administratief medewerker", "kenmerken"),
        ("Zweminstructeur", "competenties"),
    } == found


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


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Regisseur/adviseur", "Regisseur/adviseur"),
        ("Adviseur", "Adviseur"),
        ("adviseur-iii", "Regisseur/adviseur"),
        ("Adviseur III", "Regisseur/adviseur"),
        ("strategisch-beleidsadviseur", "Strategisch beleidsadviseur"),
        ("zwem", "Zweminstructeur"),
        ("reserveringen", "Medewerker reserveringen"),
    ],
)
def test_find(text: str, name: str) -> None:
    """An exact name wins over a norm name, that over a part."""
    assert name == candidates(book())[find(book(), text)][0]


@pytest.mark.parametrize(("text", "message"), [("beheer", "meer dan één"), ("brandweer", "Er is geen functie")])
def test_find_refuses_what_is_not_clear(text: str, message: str) -> None:
    """Ambiguity lists the choices; an unknown name says so."""
    with pytest.raises(UsageError, match=message):
        find(book(), text)


def test_two_rows_with_one_norm_function() -> None:
    """Two available functions of one norm function are told apart by their own names."""
    rows = book().beschikbare_functies
    twice = book().model_copy(
        update={"beschikbare_functies": (*rows, rows[4].model_copy(update={"naam": "Projectleider"}))}
    )

    with pytest.raises(UsageError, match="meer dan één functie"):
        find(twice, "Adviseur III")
    assert candidates(twice)[find(twice, "Projectleider")][0] == "Projectleider"


def test_same_name_twice_gets_a_number() -> None:
    """Two rows of one name make two files."""
    rows = book().beschikbare_functies
    twice = book().model_copy(update={"beschikbare_functies": (*rows, rows[4])})

    assert "regisseur-adviseur-2" in slugs(twice)


def test_row_without_description() -> None:
    """A row that the book does not describe is named as such."""
    rows = book().beschikbare_functies
    lost = rows[4].model_copy(update={"functie": None, "naam": "Griffier"})
    other = book().model_copy(update={"beschikbare_functies": (*rows, lost)})

    with pytest.raises(UsageError, match="geen beschrijving"):
        find(other, "Griffier")


def test_book_without_establishment() -> None:
    """Where the book has no table of available functions, the descriptions serve."""
    bare = book().model_copy(update={"beschikbare_functies": ()})

    assert len(bare.functies) == len(candidates(bare))
    assert maak_vacature(bare, find(bare, "Adviseur II"), means()).tekst.titel == "Adviseur II"


def test_function_without_profile_or_areas() -> None:
    """A poor book gives a short text, not an error and no empty heading."""
    functie = book().functies[3].model_copy(update={"resultaatgebieden": (), "kenmerken": (), "competenties": ()})
    poor = book().model_copy(update={"functies": (functie,), "profielen": (), "beschikbare_functies": ()})
    one = maak_vacature(poor, 0, means())

    assert "Wat ga je doen?" not in document_text(one.bestanden[".docx"])
    assert any("is bedoeld voor" in remark for remark in one.tekst.opmerkingen)


@pytest.mark.parametrize("text", ["loon=tabel", "competenties", "schaal=profiel", "=", "kenmerken=Tabel"])
def test_choices_are_checked(text: str) -> None:
    """A choice that does not exist is refused with those that do."""
    with pytest.raises(UsageError, match="is geen keuze"):
        check_choices([text])


def test_wording_is_the_organisations() -> None:
    """HR changes headings, connectives, replacements and snippets without code."""
    files = {path.name: path.read_text(encoding="utf-8") for path in (STANDARD / "vacature").iterdir()}
    files["bewoording.toml"] = (
        '[koppen]\ntaken = "Je werk"\n[overgangen]\nvervolg = ["Bovendien"]\n[gewoner]\n"risico\'s" = "gevaren"\n'
    )
    files["kleine-letters.j2"] = "{# leeg #}"
    text = compose(Opdracht(book(), select(book(), 4, CHOICES), read_wording(files), "normaal"))
    lines = "\n".join(text.regels())

    assert "Je werk" in lines
    assert "gevaren" in lines
    assert "Daarnaast" not in lines
    assert "Goed om te weten" not in lines


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("bewoording.toml", "[kopen]\n", "onbekende groep"),
        ("bewoording.toml", '[koppen]\nwerk = "x"\n', "onbekende kop"),
        ("bewoording.toml", "[overgangen]\nvervolg = []\n", "moet een lijst"),
        ("bewoording.toml", "[", "bewoording.toml"),
        ("intro.j2", "{{ organisatienaam }}", "“organisatienaam” bestaat niet"),
        ("intro.j2", "{% if %}", "regel 1"),
        ("intro.j2", "{{ ''.__class__ }}", "intro.j2"),
        ("intro.j2", "Stuur je laatste loonstrook mee.", "eerder verdiende"),
    ],
)
def test_faulty_wording_is_told(name: str, content: str, message: str) -> None:
    """A mistake in a file of HR is named with the file and what is wrong."""
    files = {path.name: path.read_text(encoding="utf-8") for path in (STANDARD / "vacature").iterdir()} | {
        name: content
    }
    with pytest.raises(TemplateFaultyError, match=message):
        compose(Opdracht(book(), select(book(), 4, CHOICES), read_wording(files), "normaal"))


def test_missing_snippet_is_told() -> None:
    """A file that is gone is named."""
    with pytest.raises(TemplateFaultyError, match=r"bewoording\.toml ontbreekt"):
        read_wording({})


@pytest.mark.parametrize(
    ("items", "text"), [([], ""), (["a"], "a"), (["a", "b"], "a en b"), (["a", "b", "c"], "a, b en c")]
)
def test_opsomming(items: list[str], text: str) -> None:
    """Lists as a reader expects them."""
    assert text == opsomming(items)


def test_tel_woorden() -> None:
    """Signs count as a word processor counts them."""
    assert tel_woorden("een · twee – drie €") == 6
