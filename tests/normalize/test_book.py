"""Descriptions, modules and profiles in the wordings of other houses, written by hand."""

from __future__ import annotations

from typing import Any

import pytest

from pipeline.errors import NotAFunctieboekError
from tests.normalize.support import as_dict, read, written

FUNCTION = """
## Functiebeschrijving Adviseur II
Naam functie: Adviseur II
### Functiereeks Beleid:
Het adviseren.
### Overwegende functiekenmerken
- doet iets
### Competenties
- visie, niveau A (vooruitzien)
- lef, niveau B (durven)
### Resultaatgebied 1: Advies
- adviseert
### Module
"""
SECOND = FUNCTION.replace("Adviseur II", "Adviseur III").replace("visie, niveau A (vooruitzien)", "moed, niveau A (x)")


def book(text: str) -> dict[str, Any]:
    """What is read, places left out."""
    return clean(as_dict(read(written(text))))


def clean(value: Any) -> Any:
    skipped = {"herkomst", "nadruk_posities", "verantwoording", "bron", "module_herkomst"}
    if isinstance(value, dict):
        kept = {key: clean(item) for key, item in value.items() if key not in skipped}
        return {key: item for key, item in kept.items() if item not in (None, [], {})}
    return [clean(item) for item in value] if isinstance(value, list) else value


def tasks(functie: dict[str, Any]) -> list[tuple[Any, Any, list[str]]]:
    """The resultaatgebieden with their tasks."""
    return [
        (gebied.get("nummer"), gebied.get("naam"), [taak["tekst"] for taak in gebied.get("taken", [])])
        for gebied in functie["resultaatgebieden"]
    ]


def findings(text: str) -> list[str]:
    """The codes of what was in doubt."""
    return [finding.code for finding in read(written(text)).findings]


# descriptions


def test_headings_that_are_only_names() -> None:
    """Bold names without a label head the descriptions, and are no part of the one before."""
    text = "# Functiehuis Zeewijk\nVastgesteld op 3 juni 2024\n" + "".join(
        f"**{naam}**\n**Functiereeks Beleid**\nHet adviseren.\n**Functiegroep Advies**\nIets.\n"
        "**Overwegende functiekenmerken**\n- doet iets\n**Resultaatgebied 1 Advies**\n- adviseert\n"
        for naam in ("Adviseur II", "Adviseur III")
    )

    found = book(text)

    assert [functie["naam"] for functie in found["functies"]] == ["Adviseur II", "Adviseur III"]
    assert [tasks(functie) for functie in found["functies"]] == [[(1, "Advies", ["adviseert"])]] * 2
    assert "ondertitel" not in found


def test_a_description_in_one_table() -> None:
    found = book("""
# Functiehuis
| Functiebeschrijving | Adviseur II |
| Code | N03 |
| Functiereeks | Beleid |
| Functiegroep | Advies |
| Overwegende functiekenmerken | *doet iets; *doet meer |
| Competenties | *visie, niveau A (x); *lef (B) |
| Resultaatgebied 1: Advies | *adviseert; *schrijft |
| Resultaatgebied 2: Overleg | *overlegt |
| Module | Geen |
""")["functies"][0]

    assert (found["naam"], found["code"], found["module"]) == ("Adviseur II", "N03", "Geen")
    assert (found["functiereeks"], found["functiegroep"]) == ({"naam": "Beleid"}, {"naam": "Advies"})
    assert [kenmerk["tekst"] for kenmerk in found["kenmerken"]] == ["doet iets", "doet meer"]
    assert [(c["naam"], c["niveau"]) for c in found["competenties"]] == [("visie", "A"), ("lef", "B")]
    assert tasks(found) == [(1, "Advies", ["adviseert", "schrijft"]), (2, "Overleg", ["overlegt"])]


def test_areas_and_competences_in_tables() -> None:
    found = book("""
## Functiebeschrijving Adviseur II
Functienaam: Adviseur II
### Functiereeks: Beleid
### Overwegende functiekenmerken
- doet iets
### Competenties
| Competentie | Niveau | Niveaunaam |
| visie | A | vooruitzien |
| lef | niveau B | durven |
### Generieke taken
| Resultaatgebied | Taken |
| 1. Advies | *adviseert; *schrijft |
| 2. Overleg | *overlegt |
""")["functies"][0]

    assert found["competenties"] == [
        {"naam": "visie", "niveau": "A", "niveaunaam": "vooruitzien"},
        {"naam": "lef", "niveau": "B", "niveaunaam": "durven"},
    ]
    assert tasks(found) == [(1, "Advies", ["adviseert", "schrijft"]), (2, "Overleg", ["overlegt"])]


def test_parts_in_another_order() -> None:
    text = FUNCTION.replace("### Module\n", "").replace(
        "Naam functie: Adviseur II\n", "Naam functie: Adviseur II\n### Module\nGeen\n"
    )

    found = book(text)["functies"][0]

    assert found["module"] == "Geen"
    assert tasks(found) == [(1, "Advies", ["adviseert"])]


def test_unknown_text_in_a_description_is_reported_and_no_running_text() -> None:
    text = "# Functieboek\n" + FUNCTION.replace("### Competenties", "### Contacten\nMet iedereen.\n### Competenties")

    reading = read(written(text))

    assert reading.book.hoofdstukken == ()
    assert [f.citaten for f in reading.findings if f.code == "niet-geplaatste-tekst"] == [("Contacten Met iedereen.",)]
    assert reading.book.verantwoording is not None and reading.book.verantwoording.aandeel < 1


def test_the_same_function_twice() -> None:
    """Both are kept, the second as -2; references go to the first, and a finding names both places."""
    reading = read(written("# Boek\n" + FUNCTION + FUNCTION))

    assert [functie.id for functie in reading.book.functies] == ["adviseur-ii", "adviseur-ii-2"]
    double = [finding for finding in reading.findings if finding.code == "functie-dubbel"]
    assert [len(finding.herkomst) for finding in double] == [2]


def test_a_list_of_terms_is_no_description() -> None:
    found = book(
        "# Functieboek Zeewijk\n## Begrippen\nFunctiereeks: een stap in het proces.\nFunctiegroep: de bijdrage.\n"
        "Resultaatgebied: een groep taken.\nCompetenties: wat iemand kan.\n" + FUNCTION
    )

    assert len(found["functies"]) == 1
    assert len(found["hoofdstukken"][0]["alineas"]) == 4


def test_a_chapter_after_the_descriptions() -> None:
    """A heading of the same rank ends the description, also when words of its labels follow."""
    found = book(
        "# Boek\n" + FUNCTION + "## Overgangsregeling\nWie in dienst is, behoudt zijn schaal.\n### Competenties\n"
        "Iets over competenties.\n## Bijlage 2 Conversietabel\n| Schaal | Punten van |\n| 10 | 532 |\n"
    )

    assert [hoofdstuk["titel"] for hoofdstuk in found["hoofdstukken"]] == [
        "Overgangsregeling",
        "Competenties",
        "Bijlage 2 Conversietabel",
    ]
    assert [c["naam"] for c in found["functies"][0]["competenties"]] == ["visie", "lef"]
    assert "functiematrix" not in found


# modules


@pytest.mark.parametrize(
    ("heading", "naam"),
    [
        ("## Module HR21\n| Modulenaam | Coördinatie |\n### Module taken\n**1. Coördinatie**", "Coördinatie"),
        ("## Module Coördinatie\n### Taken", "Coördinatie"),
        ("## Coördinatiemodule\n### Moduletaken", "Coördinatiemodule"),
    ],
)
def test_modules(heading: str, naam: str) -> None:
    text = f"# Boek\n{FUNCTION}{heading}\n- plant\n- verdeelt\n### Competenties\n- plannen, niveau B (afstemmen)\n"

    found = book(text)

    assert [(m["naam"], [t["tekst"] for t in m["taken"]]) for m in found["modules"]] == [(naam, ["plant", "verdeelt"])]
    assert [c["naam"] for c in found["modules"][0]["competenties"]] == ["plannen"]
    assert "hoofdstukken" not in found


# profiles


def profile(text: str) -> dict[str, Any]:
    """The one profile of a book."""
    found = book("# Boek\n" + FUNCTION + text)
    assert len(found["profielen"]) == 1
    profiel: dict[str, Any] = found["profielen"][0]
    return profiel


def test_a_level_in_the_name() -> None:
    found = profile("""
## Competentieprofiel adviseur II
### Competenties
#### Visie - niveau A (vooruitzien)
Ziet ver.
- Kijkt vooruit.
- Denkt na.
#### Lef (durf), niveau B: durven
Durft.
- Durft veel.
""")

    assert found["competenties"] == [
        {
            "naam": "Visie",
            "definitie": "Ziet ver.",
            "niveau": "A",
            "niveaunaam": "vooruitzien",
            "gedragsindicatoren": [{"tekst": "Kijkt vooruit."}, {"tekst": "Denkt na."}],
        },
        {
            "naam": "Lef",
            "toelichting": "durf",
            "definitie": "Durft.",
            "niveau": "B",
            "niveaunaam": "durven",
            "gedragsindicatoren": [{"tekst": "Durft veel."}],
        },
    ]


def test_a_profile_in_tables() -> None:
    found = profile("""
## Competentieprofiel
| Functienaam | Adviseur II |
### Kritische werksituaties
| 1 | Druk | er is druk |
| 2 | Kou | het is koud |
### Competenties
| Competentie | Niveau | Omschrijving |
| Visie | A | Ziet ver. |
### Kennis
| Recht | weet van recht |
""")

    assert found["functie"] == "adviseur-ii"
    assert found["kritische_werksituaties"] == [
        {"nummer": 1, "naam": "Druk", "omschrijving": "er is druk"},
        {"nummer": 2, "naam": "Kou", "omschrijving": "het is koud"},
    ]
    assert found["competenties"] == [{"naam": "Visie", "definitie": "Ziet ver.", "niveau": "A"}]
    assert found["kennis"] == [{"onderwerp": "Recht", "omschrijving": "weet van recht"}]


def test_the_label_behind_the_name() -> None:
    found = profile(
        "## Adviseur II - Competentieprofiel\n### Kritische werksituaties\n1. Druk: er is druk.\n### Opleiding\nHBO\n"
    )

    assert (found["functie"], found["titel"]) == ("adviseur-ii", "Adviseur II - Competentieprofiel")


def test_knowledge_without_the_usual_words() -> None:
    found = profile("""
## Competentieprofiel Adviseur II
### Kennis en vaardigheden
Kennis van:
- recht
- bestuur
Vaardigheden:
- schrijven
Opleiding en ervaring: Minimaal MBO niveau 4.
""")

    assert [kennis["onderwerp"] for kennis in found["kennis"]] == ["recht", "bestuur"]
    assert [vaardigheid["onderwerp"] for vaardigheid in found["vaardigheden"]] == ["schrijven"]
    assert found["opleiding"]["tekst"] == "Minimaal MBO niveau 4."


PROFILE = """
### Kritische werksituaties
1. Druk: er is druk.
### Competenties normfunctie
#### {naam}
Kan het.
Niveau A (x)
- Doet het.
### Opleiding
Minimaal HBO.
"""


def test_profiles_without_headings_go_by_their_order() -> None:
    text = f"# Boek\n{FUNCTION}{SECOND}## Bijlage\n{PROFILE.format(naam='Visie')}{PROFILE.format(naam='Moed')}"

    found = book(text)

    assert [(p["functie"], p.get("titel")) for p in found["profielen"]] == [
        ("adviseur-ii", None),
        ("adviseur-iii", None),
    ]
    assert findings(text) == ["titel-afgeleid", "titel-afgeleid"]


def test_a_profile_right_after_its_description() -> None:
    text = f"# Boek\n{FUNCTION}{PROFILE.format(naam='Visie')}{SECOND}{PROFILE.format(naam='Moed')}"

    assert [p["functie"] for p in book(text)["profielen"]] == ["adviseur-ii", "adviseur-iii"]


def test_a_profile_of_a_function_that_is_not_described() -> None:
    text = f"# Boek\n{FUNCTION}## Competentieprofiel Griffier\n{PROFILE.format(naam='Visie')}"

    assert "functie" not in book(text)["profielen"][0]
    assert findings(text) == ["naam-niet-gevonden"]


def test_the_first_page_of_a_profile_is_lost() -> None:
    """What is left is the next profile, and not a part of the one before."""
    text = (
        f"# Boek\n{FUNCTION}{SECOND}## Bijlage\n## Competentieprofiel Adviseur II\n{PROFILE.format(naam='Visie')}"
        "- Verweesd.\n#### Moed\nDurft.\nNiveau A (x)\n- Springt.\n### Opleiding\nMinimaal WO.\n"
    )

    first, second = book(text)["profielen"]

    assert [c["naam"] for c in first["competenties"]] == ["Visie"]
    assert first["opleiding"]["tekst"] == "Minimaal HBO."
    assert (second["functie"], [c["naam"] for c in second["competenties"]]) == ("adviseur-iii", ["Moed"])
    assert sorted(findings(text)) == ["niet-geplaatste-tekst", "titel-afgeleid"]


def test_the_first_page_of_a_description_is_lost() -> None:
    text = f"# Boek\n{FUNCTION}- verweesd\n### Resultaatgebied 2: Overleg\n- overlegt\n### Module\n{SECOND}"

    found = book(text)["functies"]

    assert [functie["id"] for functie in found] == ["adviseur-ii", "naam-ontbreekt", "adviseur-iii"]
    assert "naam-ontbreekt" in findings(text)


def test_the_contents_name_a_description_that_lost_its_heading() -> None:
    contents = "Inhoudsopgave\n" + "".join(
        f"Functiebeschrijving {naam} {page}\n"
        for page, naam in ((3, "Adviseur II"), (5, "Regisseur"), (7, "Adviseur III"))
    )
    lost = FUNCTION.replace("## Functiebeschrijving Adviseur II\nNaam functie: Adviseur II\n", "")

    found = book(f"# Boek\n{contents}{FUNCTION}{lost}{SECOND}")["functies"]

    assert [functie["naam"] for functie in found] == ["Adviseur II", "Regisseur", "Adviseur III"]


# what is none


@pytest.mark.parametrize(
    "text",
    [
        "# Factuur 2024-001\nAan: gemeente Zeewijk\n| Omschrijving | Prijs |\n| Advies functieboek | 100,00 |\n",
        "# Jaarverslag\nWij werkten aan een functieboek.\n## Competenties\nBelangrijk.\n"
        "| Functie | Schaal | Fte |\n| Griffier | 12 | 1 |\n",
        "Alleen een zin.",
        "",
    ],
)
def test_no_functieboek(text: str) -> None:
    with pytest.raises(NotAFunctieboekError, match=r"In boek\.pdf is geen functieboek gevonden"):
        read(written(text))
