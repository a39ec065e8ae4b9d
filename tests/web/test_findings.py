"""The page of findings: what it says of the check itself, and of a word in several spellings."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from pipeline.controle import run_check
from pipeline.models.base import Herkomst
from pipeline.models.bevindingen import Bevinding, Bevindingen
from pipeline.models.functieboek import Functieboek
from pipeline.models.io import to_json
from pipeline.workspace import Workspace
from tests.web.conftest import OWN, SETTINGS, entered


def test_a_check_without_spelling_says_so(
    books: Workspace, finished: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nobody takes a book for faultless that was not looked at; the note goes with the first check that did look."""
    client, place = entered(books), "/boek/ommen-2018/bevindingen"
    asked: list[bool] = []

    def quick(*given: Any, spelling: bool) -> Bevindingen:
        asked.append(spelling)
        return run_check(*given, spelling=False)

    monkeypatch.setattr("pipeline.web.findings.run_check", quick)

    def check() -> str:
        text: str = finished(client, client.post("/boek/ommen-2018/controleren", headers=OWN)).text
        return text

    skipped = "Bij de laatste controle is de spelling overgeslagen"
    assert skipped not in client.get(place).text
    assert skipped in check()
    assert "<code>spelling = false</code>" in client.get(place).text

    books.settings_file.write_text(SETTINGS.replace("spelling = false", ""), encoding="utf-8")
    assert "Controleer opnieuw om dat alsnog te doen" in client.get(place).text
    assert skipped not in check()
    assert asked == [False, True]


def test_a_word_in_two_spellings_is_told_spelling_by_spelling(books: Workspace, ommen_2018: Functieboek) -> None:
    """Each spelling with how often it stands where; the word is marked, for quotations differ in capitals as well."""
    found = Bevinding(
        code="term-varieert",
        ernst="waarschuwing",
        betreft="boek",
        melding="Eén naam staat in 2 schrijfwijzen in het boek: “secretarieel” (blz. 67) en “secretariael” (blz. 34).",
        citaten=("Administratief & secretariael", "Administratief & secretariael", "PROFIEL SECRETARIEEL II"),
        herkomst=(Herkomst(pagina=34), Herkomst(pagina=34), Herkomst(pagina=67)),
        sleutel="abcdef",
    )
    saved = to_json(Bevindingen(bron=ommen_2018.bron, bevindingen=(found,)))
    (books.extracted / "ommen-2018" / "bevindingen.json").write_text(saved, encoding="utf-8")

    text = entered(books).get("/boek/ommen-2018/bevindingen").text

    assert "<strong>“secretarieel”</strong>, 1 keer" in text
    assert "“PROFIEL <mark>SECRETARIEEL</mark> II”" in text
    assert "<strong>“secretariael”</strong>, 2 keer" in text
    assert text.count("“Administratief &amp; <mark>secretariael</mark>”") == 1
    assert "Hoofdletters tellen hierbij niet mee." in text
