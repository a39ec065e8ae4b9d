"""The files of a vacancy: valid Word documents, the same text in each, sources, and the template they are made with."""

from __future__ import annotations

import io
import json
import re
import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest

from pipeline.render.vacature import Gemaakt, maak_vacature
from pipeline.render.vacature_sjabloon import build_template
from pipeline.render.word import document_text
from tests.render.vacatures import ALL, STANDARD, book, facts, means


@pytest.fixture(scope="module")
def made() -> list[Gemaakt]:
    """All vacancies of the reference book as concepts."""
    return [maak_vacature(book(), number, means()) for number in ALL]


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
