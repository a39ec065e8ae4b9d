"""What a careful reader found in the reference books is found, on the right pages, and what is right is left alone."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from pipeline.models.bevindingen import Bevinding
from pipeline.models.functieboek import Functieboek

Findings = Callable[..., tuple[Bevinding, ...]]


@pytest.fixture(scope="module")
def found_2018(ommen_2018: Functieboek, findings: Findings) -> tuple[Bevinding, ...]:
    return findings(ommen_2018)


@pytest.fixture(scope="module")
def found_2021(ommen_2021: Functieboek, findings: Findings) -> tuple[Bevinding, ...]:
    return findings(ommen_2021)


# code, words that the sentence holds, pages that must be among the places; the numbers are those of
# tests/data/reference/ommen-2018.tegenstrijdigheden.md
CONTRADICTIONS = {
    "1": ("competenties-wijken-af", ("integriteit D", "Zelfreflectie C", "klantgerichtheid is D"), {46, 81}),
    "2": ("kenmerken-wijken-af", ("beperkte", "bepaalde"), {41, 16}),
    "3": ("kenmerken-wijken-af", ("meerdere locaties en accommodaties", "meerdere accommodaties"), {39, 16}),
    "4a": ("matrixkolom-wijkt-af", ("Politiek", "Management"), {13, 18}),
    "4b": ("matrixkolom-wijkt-af", ("Medewerker locatie I ", "Realisatie", "Beheer"), {13, 37}),
    "4c": ("matrixkolom-wijkt-af", ("Medewerker locatie II", "Technische uitvoering", "Locatie"), {13, 39}),
    "5": ("taken-gelijk", ("beleidsuitvoering II en", "beleidsuitvoering III", "13 taken"), {30, 32}),
    "6": ("clusters-tellen-anders-op", ("41,5", "45,0"), {6, 7, 8, 17}),
    "7a": ("code-ontbreekt", ("Geen van de 16",), {18, 46}),
    "7b": ("module-niet-gebruikt", ("Coördinatie", "nergens"), {48, 18, 46}),
    "7c": ("tekst-noemt-andere-module", ("3 functies",), {9, 48}),
    "8": ("formatie-ontbreekt", ("6 van de 16", "Zweminstructeur"), {16, 17}),
    "9": ("matrix-zonder-beschrijving", ("11 functies", "Adviseur I"), {13}),
    "10": ("indicatoren-wijken-af", ("Klantgerichtheid, niveau C", "Schriftelijke communicatie C"), {74, 75}),
    "11a": ("onbekend-woord", ("werkerreinen", "werkterreinen"), {52, 49}),
    "11b": ("niveaunaam-verschilt", ("risikeren", "riskeren"), {49, 52}),
    "12": ("werkwoordsvorm", ("Verbeterd ook", "Verbetert"), {64, 72}),
    "13": ("dubbel-woord", ("ontwikkelingen ontwikkelingen",), {18, 14}),
    "14": ("kenmerken-wijken-af", ("praktische context uitwerking", "praktische context en uitwerking"), {32, 16}),
    "15a": ("naam-varieert", ("(gemeente)secretaris", "Gem. secr.", "Gemeentesecretaris /"), {13, 14, 18, 49}),
    "15b": ("term-varieert", ("secretariael", "secretarieel", "secretariaat"), {34, 67, 13}),
    "15c": ("kop-verkeerd-gespeld", ("Funciereeks", "Functiereeks"), {18, 46}),
    "16": ("opleiding-daalt", ("locatie II (schaal 8)", "MBO niveau 2", "schaal 7", "niveau 4"), {73, 67}),
    "17a": ("onbekend-woord", ("werkkerrein", "werkterrein"), {34}),
    "17b": ("onbekend-woord", ("werkteerein", "werkterrein"), {34}),
    "17c": ("term-varieert", ("afhangelijkheid", "afhankelijkheid"), {71}),
    "17d": ("onbekend-woord", ("gebruikaspecten", "gebruiksaspecten"), {72}),
    "17e": ("werkwoordsvorm", ("Neem opmerkingen", "Neemt"), {64, 72}),
    "17f": ("dubbel-leesteken", ("klaar is..",), {73}),
    "17g": ("dubbel-leesteken", ("handelen..",), {66}),
}
READ = {"15c"}
"""Told by the reading itself, which sees the labels."""


@pytest.mark.parametrize("number", [number for number in CONTRADICTIONS if number not in READ])
def test_each_contradiction_of_the_book_is_found(number, found_2018):
    """One finding tells it, with every page that the careful reader named."""
    code, words, pages = CONTRADICTIONS[number]

    told = [item for item in found_2018 if item.code == code and all(word in item.melding for word in words)]

    assert len(told) == 1
    assert pages <= {origin.pagina for origin in told[0].herkomst}


def test_only_the_competences_of_one_function_differ(found_2018):
    """The levels of the other fifteen and of the module agree."""
    assert [item.functie for item in found_2018 if item.code == "competenties-wijken-af"] == ["medewerker-educatie-iii"]


@pytest.mark.parametrize(
    "code",
    [
        "totaal-klopt-niet", "schaal-wijkt-af", "schaal-verschilt", "beschrijving-zonder-matrix",
        "beschrijving-zonder-rij", "beschrijving-zonder-profiel", "profiel-zonder-beschrijving",
        "normfunctie-onbekend", "nummering-onderbroken", "punten-niet-oplopend", "punten-gelijk-andere-schaal",
        "schaal-niet-bij-niveau", "tekst-noemt-andere-formatie",
    ],
)  # fmt: skip
def test_what_is_right_is_not_reported(code, found_2018):
    """The list of what was checked and found right gives no finding."""
    assert [item.melding for item in found_2018 if item.code == code] == []


def test_the_later_edition_has_its_own_contradictions(found_2021):
    """The norm function that was taken over wrongly, and the text that was not brought up to date."""
    by_code = {(item.code, item.functie): item for item in found_2021}

    wrong = by_code["kenmerken-wijken-af", "medewerker-beleidsuitvoering-ii"]
    assert "precies die van Medewerker locatie I" in wrong.melding
    assert by_code["beschrijving-zonder-rij", "medewerker-locatie-i"]
    assert "48,5" in by_code["tekst-noemt-andere-formatie", None].melding


def test_every_place_has_a_box_and_a_quotation(found_2018):
    """The report can show every place that a finding names."""
    for item in found_2018:
        assert len(item.herkomst) == len(item.citaten) == len(item.onderdelen)
        assert all(origin.pagina and origin.kader for origin in item.herkomst), item.melding


def test_every_finding_is_one_sentence_with_advice_and_a_key(found_2018, found_2021):
    """What HR reads: a sentence that ends, what to do, and a key that no other finding has."""
    for found in (found_2018, found_2021):
        assert all(item.melding.endswith(".") and item.advies for item in found)
        assert len({item.sleutel for item in found}) == len(found)


def test_few_findings_ask_for_attention(found_2018, found_2021):
    """Guards their number: each was read and judged right, see docs/besluiten/regels-en-gewicht.md."""
    heavy = [sum(item.ernst != "info" for item in found) for found in (found_2018, found_2021)]

    assert heavy[0] <= 48
    assert heavy[1] <= 46
