"""Word documents: values arrive or are refused, templates run no code, the same bytes each time."""

from __future__ import annotations

import datetime
import io
import zipfile
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.errors import DataInvalidError, TemplateFaultyError
from pipeline.models.huisstijl import Huisstijl
from pipeline.render.huisstijl import apply_house_style
from pipeline.render.word import (
    Picture,
    Rich,
    add_list,
    add_picture,
    add_table,
    add_text,
    base_document,
    check_package,
    clean_text,
    document_bytes,
    document_text,
    render_template,
    reproducible,
)

PNG = (
    b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x06\x00\x00\x00\x1f\x15\xc4\x89\x00\x00\x00\rIDATx"
    b"\xdac\xfc\xcf\xc0P\x0f\x00\x04\x85\x01\x80\x84\xa9\x8c!\x00\x00\x00\x00IEND\xaeB`\x82"
)


def template(*paragraphs: str) -> bytes:
    """A template of these paragraphs."""
    document = base_document(titel="Sjabloon")
    for text in paragraphs:
        document.add_paragraph(text)
    return document_bytes(document)


def fill(text: str, **context: Any) -> str:
    """Fill a template of one paragraph between two others and return the text of the document."""
    return document_text(render_template(template("voor", text, "na"), context, titel="Proef"))


def audit(data: bytes, tmp_path: Any) -> list[str]:
    """What a strict validator has against a document, warnings included."""
    from openxml_audit import OpenXmlValidator

    path = tmp_path / "document.docx"
    path.write_bytes(data)
    return [str(error) for error in OpenXmlValidator().validate(path).errors]


def part(data: bytes, name: str) -> str:
    """A part of a package as text."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return package.read(name).decode("utf-8")


@pytest.mark.parametrize(
    "value",
    [
        "R&D <b> x",
        "</w:t></w:r>",
        "‘enkel’ \"dubbel\" 'recht'",
        "emoji 😀 en 👩🏽\u200d💻",
        "a\nb",
        "{{ naam }}",
        "{% if x %}",
        "{# x #}",
        "{_{ x }_} {_% y %_}",
        "ﬁ ligatuur",
        "z" * 10000,
        "  spaties  ",
        "&amp; &lt;",
        "]]>",
        "\\u0000 letterlijk",
    ],
)
def test_values_arrive(value: str) -> None:
    """Whatever a value holds, it stands in the document as it was given."""
    assert clean_text(value) in fill("{{ waarde }}", waarde=value)


@pytest.mark.parametrize("value", ["a\x00b", "bel\x07", "\x1b[31m", "half \ud800", "\ufffe", "\x8d"])
def test_impossible_characters_are_refused(value: str) -> None:
    """Control characters and half characters are refused with the name of the value and the place."""
    with pytest.raises(DataInvalidError, match=r"waarde: op plaats \d+ staat het onzichtbare teken U\+"):
        fill("{{ waarde }}", waarde=value)


def test_nested_values_are_named() -> None:
    """The message tells which value of which list it is."""
    with pytest.raises(DataInvalidError, match=r"lijst\[1\]\.naam"):
        fill("{{ lijst }}", lijst=[{"naam": "goed"}, {"naam": "fout\x01"}])


def test_tabs_and_page_breaks_become_plain() -> None:
    """Tabs, form feeds and Windows line ends do not reach docxtpl, which makes breaks and pages of them."""
    assert "a b\nc\nd" in fill("{{ waarde }}", waarde="a\tb\x0cc\r\nd")


@settings(max_examples=25, deadline=None)
@given(st.text(max_size=200))
def test_any_text_arrives_or_is_refused(value: str) -> None:
    """There is no third way."""
    try:
        text = fill("{{ waarde }}", waarde=value)
    except DataInvalidError:
        return
    assert clean_text(value) in text
    assert text.startswith("voor\n")
    assert "\nna\n" in text


@pytest.mark.parametrize(
    "code",
    [
        "{{ cycler.__init__.__globals__.os.popen('id').read() }}",
        "{{ ''.__class__.__mro__[1].__subclasses__() }}",
        "{{ naam.format(1) }}",
        "{{ lijst.append(1) }}",
        "{{ naam|attr('__class__') }}",
        "{{ self.__init__ }}",
        "{% include '/etc/passwd' %}",
        "{% import 'os' as os %}",
        "{{ 'a' * 1000000000 }}",
        "{{ 9 ** 9 ** 9 }}",
        "{{ range(100000000) }}",
        "{{ lipsum() }}",
        "{{ naam|center(1000000000) }}",
    ],
)
def test_code_in_a_template_is_refused(code: str) -> None:
    """A template shows values, repeats and chooses; it runs nothing."""
    with pytest.raises(TemplateFaultyError):
        fill(code, naam="a", lijst=[1])


def test_unknown_name_is_an_error_with_a_hint() -> None:
    """A name that does not exist is told, with the one that looks like it."""
    with pytest.raises(TemplateFaultyError, match=r"“naamm” bestaat niet.*Bedoelt u “naam”\?"):
        fill("{{ naamm }}", naam="x")


@pytest.mark.parametrize(
    "broken", ["{{ naam }", "{% if naam %}", "{% for %}", "{% endif %}", "{{ naam | bestaatniet }}"]
)
def test_broken_tags_are_errors(broken: str) -> None:
    """What docxtpl would swallow or half fill is refused."""
    with pytest.raises(TemplateFaultyError):
        fill(broken, naam="x")


def test_tags_that_break_the_document_are_refused() -> None:
    """A paragraph tag beside text would lose the rest of the document without a word."""
    with pytest.raises(TemplateFaultyError, match="opbouw van het document"):
        render_template(template("{{r naam }}", "{{ naam }}"), {"naam": Rich("ab", ((0, 1),))}, titel="x")


def test_required_text_must_be_shown() -> None:
    """A template that drops what must be there is refused."""
    with pytest.raises(TemplateFaultyError, match="staat niet in het gemaakte document"):
        render_template(template("niets"), {"naam": "Sam"}, titel="x", verplicht=("Sam",))


def test_rich_text_keeps_its_stretches() -> None:
    """Bold words carry the named character style, and only they."""
    data = render_template(template("Over {{ k }}."), {"k": Rich("een & twee <drie>", ((6, 10),))}, titel="x")
    xml = part(data, "word/document.xml")

    assert '<w:rStyle w:val="Niveaubepalend"/></w:rPr><w:t xml:space="preserve">twee</w:t>' in xml
    assert "Over een & twee <drie>." in document_text(data)


def test_rich_text_that_needs_cleaning_keeps_its_places() -> None:
    """Cleaning shortens a text; the stretch moves along."""
    data = render_template(template("{{ k }}"), {"k": Rich("a\xad\xadb vet", ((5, 8),))}, titel="x")

    assert ">vet</w:t>" in part(data, "word/document.xml")


def test_picture_has_alternative_text() -> None:
    """A picture in a template carries its description and a name that is no file."""
    data = render_template(template("{{ logo }}"), {"logo": Picture(PNG, "Wapen & naam", 3)}, titel="x")

    assert 'descr="Wapen &amp; naam"' in part(data, "word/document.xml")


@pytest.mark.parametrize("data", [b"", b"GEEN", PNG[:20], b"\xff\xd8\xff kapot"])
def test_damaged_picture_is_refused(data: bytes) -> None:
    """A logo that cannot be read is told as such, in a template and in a document of ours."""
    with pytest.raises(DataInvalidError, match="geen PNG of JPEG"):
        render_template(template("{{ logo }}"), {"logo": Picture(data, "x", 3)}, titel="x")
    with pytest.raises(DataInvalidError, match="geen PNG of JPEG"):
        add_picture(base_document(titel="x"), data, beschrijving="x", breedte_cm=1)


def test_same_input_same_bytes() -> None:
    """Two runs are equal, byte for byte."""
    first, second = (render_template(template("{{ a }}"), {"a": "x"}, titel="x") for _ in range(2))

    assert first == second


def test_reproducible_orders_and_dates_the_parts() -> None:
    """The order and the times of the parts do not depend on who zipped them."""
    one, other = io.BytesIO(), io.BytesIO()
    for buffer, names in ((one, ["b", "[Content_Types].xml", "a"]), (other, ["a", "b", "[Content_Types].xml"])):
        with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED if buffer is one else zipfile.ZIP_STORED) as package:
            for name in names:
                package.writestr(name, name * 50)

    assert reproducible(one.getvalue()) == reproducible(other.getvalue())
    with zipfile.ZipFile(io.BytesIO(reproducible(one.getvalue()))) as package:
        assert package.namelist() == ["[Content_Types].xml", "a", "b"]


def test_properties() -> None:
    """Title, author, language and dates are ours; nothing of python-docx is left, and & is escaped once."""
    data = render_template(template("x"), {}, titel="R&D <x>", auteur="Gemeente X", datum=datetime.date(2026, 11, 1))
    core = part(data, "docProps/core.xml")

    assert "<dc:title>R&amp;D &lt;x&gt;</dc:title>" in core
    assert "<dc:language>nl-NL</dc:language>" in core
    assert core.count("2026-11-01T00:00:00Z") == 2
    assert "python-docx" not in core


def test_dutch_is_the_language_of_the_styles() -> None:
    """The language stands where an exported PDF takes it from."""
    assert '<w:lang w:val="nl-NL"' in part(template("x"), "word/styles.xml")


def test_base_document_passes_a_strict_validator(tmp_path: Any) -> None:
    """Everything that the base offers, in one document."""
    document = base_document(titel="Proef", huisstijl=Huisstijl(lettertype="Arial", kleur="#004400"), liggend=True)
    for level in range(1, 5):
        document.add_heading(f"Kop {level}", level)
    for style in ("Title", "Subtitle", "Klein", "Kader", "Caption"):
        document.add_paragraph(style, style=style)
    add_list(document, ["a", Rich("b vet", ((2, 5),))])
    add_list(document, ["een"], genummerd=True)
    add_list(document, ["dieper"], niveau=2)
    table = add_table(document, ["Kop", "Twee"], [["1", "2"]], [4, 5])
    add_picture(document, PNG, beschrijving="Punt", breedte_cm=1)
    for style in ("Toegevoegd", "Vervallen", "In te vullen", "Strong", "Hyperlink", "Niveaubepalend"):
        document.add_paragraph().add_run(style, style=style)
    add_text(document.add_paragraph(), Rich("a b", ((0, 1), (2, 3)), styles=("Zwaar", "Invullen")))

    assert audit(document_bytes(document), tmp_path) == []
    assert "w:tblHeader" in table._tbl.xml


def test_house_style_changes_only_what_is_standard() -> None:
    """Standard values become the organisation's; what HR chose in Word stays."""
    changed = apply_house_style(template("x"), Huisstijl(lettertype="Arial", kleur="004400"))
    again = apply_house_style(changed, Huisstijl(lettertype="Verdana", kleur="440000"))

    assert "Arial" in part(changed, "word/styles.xml")
    assert "004400" in part(changed, "word/theme/theme1.xml")
    assert part(changed, "word/styles.xml") == part(again, "word/styles.xml")


@pytest.mark.parametrize("colour", ["FFFF00", "#EEEEEE", "rood", "12345"])
def test_unreadable_colours_are_refused(colour: str) -> None:
    """A colour that cannot be read on white, or is no colour, is refused."""
    with pytest.raises(ValueError, match="kleur"):
        Huisstijl(kleur=colour)


def test_no_word_document() -> None:
    """What is no Word document, or carries macros, is refused before it is opened."""
    with pytest.raises(TemplateFaultyError, match="geen Word-document"):
        check_package(b"%PDF-1.7", "brief.docx")
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as package:
        package.writestr("word/document.xml", "<x/>")
        package.writestr("word/vbaProject.bin", "x")
    with pytest.raises(TemplateFaultyError, match="macro"):
        check_package(buffer.getvalue(), "brief.docm")


def test_context_must_be_plain_data() -> None:
    """An object of ours in a context is a mistake of the programmer, not of the user."""
    with pytest.raises(TypeError, match="no plain data"):
        fill("{{ x }}", x=object())
