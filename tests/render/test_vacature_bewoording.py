"""The wording of vacancies: the organisation's own, and what is told when it is faulty."""

from __future__ import annotations

import pytest

from pipeline.errors import TemplateFaultyError
from pipeline.render.vacature_bewoording import opsomming, read_wording
from pipeline.render.vacature_feiten import Opdracht
from pipeline.render.vacature_model import tel_woorden
from pipeline.render.vacature_opstellen import compose
from pipeline.render.vacature_selectie import select
from tests.render.vacatures import CHOICES, STANDARD, book


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
