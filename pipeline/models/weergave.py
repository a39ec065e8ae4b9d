"""How parts of a book are shown in a change: as text, the way the book prints them."""

from __future__ import annotations

from pipeline.models.functieboek import Competentie, Onderwerp, Profielcompetentie, Werksituatie


def competentie_text(item: Competentie | Profielcompetentie) -> str:
    """Return a competence with its level: "initiatief, niveau B (voorzien)"."""
    text = item.naam
    if item.niveau:
        text += f", niveau {item.niveau}"
    if item.niveaunaam:
        text += f" ({item.niveaunaam})" if item.niveau else f", {item.niveaunaam}"
    return text


def onderwerp_text(item: Onderwerp) -> str:
    """Return knowledge or a skill as "Onderwerp: omschrijving"."""
    return ": ".join(part for part in (item.onderwerp, item.omschrijving) if part)


def werksituatie_text(item: Werksituatie) -> str:
    """Return a kritische werksituatie as "Naam: omschrijving"."""
    return ": ".join(part for part in (item.naam, item.omschrijving) if part)
