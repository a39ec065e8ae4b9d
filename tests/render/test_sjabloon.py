"""Checking a Word template before it is used."""

from __future__ import annotations

import io

import pytest

from pipeline.errors import TemplateFaultyError
from pipeline.render.sjabloon import check_template, fields
from pipeline.render.vacature_voorbeeld import example_context
from pipeline.render.word import base_document, document_bytes
from tests.support import ROOT


def faults(*paragraphs: str) -> list[tuple[str, str]]:
    """The faults of a template of these paragraphs: place and message."""
    document = base_document(titel="x")
    for text in paragraphs:
        document.add_paragraph(text)
    found = check_template(document_bytes(document), "proef.docx", example_context())
    return [(one.plaats, one.melding) for one in found]


def test_shipped_template_is_right() -> None:
    """The template that comes with the program has no faults."""
    assert check_template((ROOT / "templates" / "vacature.docx").read_bytes(), "v.docx", example_context()) == []


@pytest.mark.parametrize(
    ("paragraph", "message"),
    [
        ("{{ titell }}", "bedoelt u “titel”"),
        ("{{ taken.kopp }}", "bedoelt u “kop”"),
        ("{{ titel }", "niet compleet"),
        ("titel }}", "niet compleet"),
        ("{% p if taken %}", "zonder spatie"),
        ("tekst {%p if taken %}", "alleen in staan"),
        ("{%p if taken %}", "nergens afgesloten"),
        ("{% endfor %}", "niet (meer) openstaat"),
        ("{{r titel }}", "heeft geen r nodig"),
        ("{{ titel|attr('x') }}", "het filter “attr” bestaat niet"),
        ("{{ titel.__class__ }}", "binnenkant"),
        ("{{ titel.upper() }}", "uit te voeren"),
        ("{% include 'x' %}", "geen opdracht"),
        ("{% if %}{% endif %}", "klopt niet"),
        ("{{ titel titel }}", "klopt niet"),
    ],
)
def test_each_kind_of_fault(paragraph: str, message: str) -> None:
    """Every fault is told with its paragraph."""
    found = faults("Vacature {{ titel }}", paragraph)

    assert any(place == "alinea 2" and message in text for place, text in found), found


def test_names_from_a_loop_are_known() -> None:
    """What a loop brings may be used inside it."""
    assert (
        faults(
            "{%p if taken %}",
            "{%p for b in taken.blokken %}",
            "{{ b.kop }} {{ loop.index }}",
            "{%p endfor %}",
            "{%p endif %}",
        )
        == []
    )


def test_wrong_name_in_a_loop() -> None:
    """A wrong name of an item is found as well."""
    assert faults("{%p for b in taken.blokken %}", "{{ b.koop }}", "{%p endfor %}") == [
        ("alinea 2", "“{{ b.koop }}”: het veld “koop” bestaat niet; bedoelt u “kop”?")
    ]


def test_tables_and_headers_are_looked_at() -> None:
    """A tag in a cell or footer is checked, and named by where it stands."""
    document = base_document(titel="x")
    document.add_table(rows=2, cols=1).rows[1].cells[0].text = "{{ fout }}"
    document.sections[0].header.paragraphs[0].text = "{{ ook_fout }}"
    places = [one.plaats for one in check_template(document_bytes(document), "x", example_context())]

    assert places == ["koptekst", "tabel 1, rij 2"]


def test_tag_split_over_runs_is_read_whole() -> None:
    """Word cuts a tag in pieces when a cursor or the spelling was in it; that is no fault."""
    document = base_document(titel="x")
    paragraph = document.add_paragraph()
    for piece in ("{{ ti", "t", "el }}"):
        paragraph.add_run(piece)

    assert check_template(document_bytes(document), "x", example_context()) == []


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04 kapot", b"%PDF-1.4"])
def test_no_word_document(data: bytes) -> None:
    """What is no Word document is refused."""
    with pytest.raises(TemplateFaultyError):
        check_template(data, "x", example_context())


def test_zip_with_a_broken_document() -> None:
    """A package without readable parts is refused, not crashed on."""
    import zipfile

    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as package:
        package.writestr("word/document.xml", "<kapot")
    with pytest.raises(TemplateFaultyError):
        check_template(buffer.getvalue(), "x", example_context())


def test_fields_list_everything() -> None:
    """All names stand in the list, those inside lists as well, each with its kind."""
    found = {one.naam: one.soort for one in fields(example_context())}

    assert {"titel": "tekst", "logo": "afbeelding", "concept": "ja/nee", "taken": "groep"}.items() <= found.items()
    assert "taken.blokken[].punten" in found
