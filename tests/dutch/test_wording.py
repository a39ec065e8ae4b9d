"""Wording that shuts people out."""

from __future__ import annotations

import pytest

from pipeline.dutch.wording import check_wording, coded_words


def codes(text: str, names: tuple[str, ...] = ()) -> list[str]:
    """The codes of the findings in a text."""
    return [one.code for one in check_wording([("alinea 1", text)], names)]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Je bent tussen de 25 en 35 jaar.", "leeftijd-eis"),
        ("Leeftijd maximaal 30 jaar oud.", "leeftijd-eis"),
        ("Je bent vanaf 18 jaar welkom.", "leeftijd-eis"),
        ("Je komt in een team van 20-40 jaar.", "leeftijd-eis"),
        ("Maximaal drie jaar werkervaring.", "ervaring-maximum"),
        ("Je hebt 2 tot 5 jaar ervaring.", "ervaring-maximum"),
        ("Wij zoeken een jonge hond.", "leeftijd-woord"),
        ("Ben jij jong en ambitieus?", "leeftijd-woord"),
        ("Leuk als bijbaan naast je studie.", "leeftijd-woord"),
        ("Een eerste stap in je carrière.", "leeftijd-woord"),
        ("Ook voor schoolverlaters.", "leeftijd-woord"),
        ("Een functie voor een starter.", "leeftijd-woord"),
        ("Wij zoeken een aankomend adviseur.", "leeftijd-woord"),
        ("Een senior kandidaat past hier.", "leeftijd-kandidaat"),
        ("De adviseur weet wat hij/zij wil.", "geslacht-voornaamwoord"),
        ("Een sterke man voor de buitendienst.", "geslacht-woord"),
        ("Wij zoeken een dame voor de balie.", "geslacht-woord"),
        ("Beleidsmedewerker (m/v)", "geslacht-mv"),
        ("Secretaresse gevraagd.", "geslacht-functienaam"),
        ("Je spreekt accentloos Nederlands.", "herkomst"),
        ("Je hebt de Nederlandse nationaliteit.", "nationaliteit"),
        ("Je bent in het bezit van een Belgische nationaliteit.", "nationaliteit"),
        ("Wij zoeken alleen Nederlanders.", "nationaliteit"),
        ("Nederlands is je moedertaal: moedertaal Nederlands.", "herkomst"),
        ("Je bent fit en gezond.", "gezondheid"),
        ("Je hebt rijbewijs B.", "rijbewijs"),
        ("Wij bieden een marktconform salaris.", "vaag-loon"),
        ("Stuur je laatste loonstrook mee.", "loonverleden"),
    ],
)
def test_found(text: str, code: str) -> None:
    """Each kind of wording is found."""
    assert code in codes(text)


@pytest.mark.parametrize(
    "text",
    [
        "Je hebt minimaal drie jaar ervaring.",
        "Een seniorfunctie in een ervaren team.",
        "Beleidsmedewerker (v/m/x)",
        "Je werkt voor jonge inwoners en hun ouders.",
        "Je begeleidt studenten bij hun stage.",
        "Je helpt starters op de woningmarkt.",
        "Je verstrekt paspoorten en rijbewijzen.",
        "Je rijdt met een vrachtwagen; rijbewijs C is nodig.",
        "Dames en heren zijn welkom.",
        "Je schrijft en spreekt goed Nederlands.",
        "Salarisschaal 10: € 2.943 tot € 4.450.",
        "De heer De Vries beantwoordt vragen.",
        "Iedereen is welkom, ongeacht nationaliteit.",
        "Je behandelt aanvragen van de Nederlandse nationaliteit.",
        "Je werkt met mensen van verschillende nationaliteiten.",
    ],
)
def test_not_found(text: str) -> None:
    """What may be said is left alone."""
    assert codes(text) == []


def test_names_of_functions_are_not_wording() -> None:
    """ "Aankomend beheerder" as the name of a function is no wording of the text."""
    assert codes("De functie van aankomend beheerder.", ("Aankomend beheerder",)) == []
    assert codes("De functie van aankomend beheerder.") == ["leeftijd-woord"]


def test_finding_tells_all() -> None:
    """A finding has its words, its sentence, its place, a reason, a suggestion and a source."""
    (one,) = check_wording([("alinea 3", "Hallo daar. Wij zoeken een jonge hond! Tot ziens.")])

    assert (one.plaats, one.tekst, one.ernst) == ("alinea 3", "jonge hond", "fout")
    assert one.omgeving == "Wij zoeken een jonge hond!"
    assert one.uitleg
    assert one.suggestie
    assert "WGBL" in one.bron


def test_coded_words_are_counted() -> None:
    """Coded words are counted on both sides, as information."""
    coded = coded_words("Je bent zelfstandig, analytisch en zorgvuldig.")

    assert (len(coded.mannelijk), len(coded.vrouwelijk)) == (2, 1)
