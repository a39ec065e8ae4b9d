"""Whatever stands in a cell arrives as plain text: never a formula, a field code or a template instruction."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree
from python_calamine import CalamineWorkbook

from pipeline.brieven.brief import Omgeving, letter
from pipeline.brieven.controles import balance
from pipeline.brieven.gemarkeerd import marked_copy
from pipeline.brieven.overzicht import overview
from pipeline.brieven.rijen import Fout
from pipeline.render.word import document_text
from tests.brieven.support import one
from tests.brieven.test_letters import no_formulas

NASTY = [
    "=1+1",
    '=HYPERLINK("http://example.org","klik")',
    "+31 6 12345678",
    "-2",
    "@SUM(A1)",
    "{{ 7 * 7 }}",
    "{{ naam }}",
    "{% for x in y %}",
    "{%p if naam %}",
    "{# weg #}",
    "{_{ naam }_}",
    "MERGEFIELD Naam",
    "{ INCLUDETEXT c:\\x }",
    "<w:p/>&amp;<b>",
    "R&D",
    "]]>",
    "%0A=cmd|' /C calc'!A0",
]
FREE = st.text(
    st.characters(exclude_categories=["Cs", "Cc", "Cn"], exclude_characters="\xad\t"), min_size=1, max_size=40
)


def _arrives(check: Callable[..., Any], where: Omgeving, text: str) -> None:
    found = check(one(1, motivering=f"begin {text} eind", was_functie=f"{text}x", leidinggevende=f"L {text}"))
    rij = found.gelezen.rijen[0]
    data = letter(rij.medewerker, where)
    shown = document_text(data)
    for value in (rij.medewerker.motivering, rij.medewerker.was_functie, rij.medewerker.leidinggevende):
        assert value in shown
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        root = etree.fromstring(package.read("word/document.xml"))
    assert not [node for node in root.iter() if str(node.tag).endswith(("}instrText", "}fldSimple", "}hyperlink"))]
    sheet = overview(found.gelezen.rijen, balance(found.gelezen.rijen, where.boek), where)
    copy = marked_copy(found.gelezen.blad, [Fout(2, "motivering", text)], found.gelezen.kolommen)
    assert no_formulas(sheet)
    assert no_formulas(copy)
    cells = CalamineWorkbook.from_filelike(io.BytesIO(sheet)).get_sheet_by_index(0).to_python()[1]
    assert cells[2] == rij.medewerker.was_functie


@pytest.mark.parametrize("text", NASTY)
def test_instructions_of_any_kind_are_text(
    check: Callable[..., Any], surroundings: Callable[..., Omgeving], text: str
) -> None:
    _arrives(check, surroundings(), text)


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(pieces=st.lists(FREE | st.sampled_from(NASTY), min_size=1, max_size=3))
def test_any_text_arrives_as_it_is(
    check: Callable[..., Any], surroundings: Callable[..., Omgeving], pieces: list[str]
) -> None:
    import unicodedata

    text = unicodedata.normalize("NFC", " ".join("".join(pieces).split())) or "leeg"
    _arrives(check, surroundings(), text)
