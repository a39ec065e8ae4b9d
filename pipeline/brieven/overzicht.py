"""The was-wordt overview of a run, with its balance."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.brieven.brief import Omgeving
from pipeline.brieven.controles import Balans, total
from pipeline.brieven.rijen import Rij
from pipeline.render.xlsx import Column, Sheet, Value, workbook


def kind_of(rij: Rij) -> str:
    """The kinds of letter that are for an employee, as told to those who do not get the one that was asked for."""
    return "niet-geplaatst" if rij.medewerker.plaatsingsgrond == "herplaatsing" else "voornemen of definitief"


def overview(rijen: Sequence[Rij], balans: Sequence[Balans], omgeving: Omgeving, zonder: Sequence[Rij] = ()) -> bytes:
    """Return the was-wordt list of everyone, also those without a letter, and the balance per function."""
    brief = {rij.nummer: f"geen: soort {kind_of(rij)}" for rij in zonder}
    everyone = sorted([*rijen, *zonder], key=lambda rij: rij.nummer)
    people: list[list[Value]] = [
        [
            m.personeelsnummer, m.naam, m.was_functie, m.was_schaal, m.was_eenheid, m.was_uren,
            m.wordt_functie, m.wordt_schaal, m.wordt_eenheid, m.wordt_uren, m.plaatsingsgrond, m.garantie,
            m.ingangsdatum, brief.get(rij.nummer, f"{m.personeelsnummer}.docx"),
        ]
        for rij in everyone for m in (rij.medewerker,)
    ]  # fmt: skip
    heads = ["Personeelsnummer", "Naam", "Was: functie", "Was: schaal", "Was: eenheid", "Was: uren", "Wordt: functie"]
    heads += ["Wordt: schaal", "Wordt: eenheid", "Wordt: uren", "Grond", "Garantie"]
    columns: list[Column | str] = [*heads, Column("Ingangsdatum", number_format="dd-mm-yyyy"), "Brief"]
    places: list[list[Value]] = [
        [b.functie, b.schaal, b.formatie, b.geplaatst, b.medewerkers, b.ruimte, _judgement(b)] for b in balans
    ]
    nowhere = sum(rij.medewerker.wordt_functie is None for rij in everyone)
    if nowhere:
        places.append(["(zonder nieuwe functie)", None, None, None, nowhere, None, ""])
    whole = total(balans)
    places.append(["Totaal", None, whole.formatie, whole.geplaatst, whole.medewerkers + nowhere, whole.ruimte, ""])
    colours = {"te veel": "rood", "past": "groen", "niet te toetsen": "geel"}
    sheets = [
        Sheet("Was-wordt", columns, people, frozen_columns=2),
        Sheet(
            "Balans",
            [
                "Functie",
                "Schaal",
                "Formatie",
                "Geplaatst (fte)",
                "Medewerkers",
                "Ruimte",
                Column("Oordeel", colours=colours),
            ],
            places,
        ),
    ]
    return workbook(sheets, title=f"Overzicht {omgeving.soort} {omgeving.datum.isoformat()}")


def _judgement(line: Balans) -> str:
    if line.ruimte is None:
        return "niet te toetsen" if line.medewerkers else ""
    return "te veel" if line.ruimte < -0.005 else "past"
