"""A composed vacancy as Markdown, and where every sentence came from as JSON."""

from __future__ import annotations

import json
import re
from typing import Any

from pipeline.render.vacature_model import Vacaturetekst, Zin

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~])")


def vacature_markdown(vacature: Vacaturetekst) -> str:
    """Write the vacancy as Markdown (CommonMark); signs that mean something there are escaped."""
    lines = [f"# {_escape(vacature.titel)}", "", f"**{_escape(vacature.feitenregel)}**"]
    if vacature.concept:
        lines += ["", "> **Concept: nog niet publiceren.** Vul in wat tussen haken staat."]
    for section in vacature.onderdelen:
        if section.kop:
            lines += ["", f"## {_escape(section.kop)}"]
        for block in section.blokken:
            if block.kop:
                lines += ["", f"### {_escape(block.kop)}"]
            if block.zinnen:
                lines += ["", " ".join(_sentence(zin) for zin in block.zinnen)]
            if block.punten:
                lines += ["", *(f"- {' '.join(_sentence(zin) for zin in punt)}" for punt in block.punten)]
    return "\n".join(lines) + "\n"


def _sentence(zin: Zin) -> str:
    lead = f"**{_escape(zin.aanhef)}**: " if zin.aanhef else ""
    return lead + _escape(zin.tekst)


def _escape(text: str) -> str:
    return _SPECIAL.sub(r"\\\1", text)


def vacature_herkomst(vacature: Vacaturetekst, taal: list[dict[str, Any]], leesbaarheid: dict[str, Any]) -> str:
    """Write for every sentence where it comes from, with the checks of the language, as JSON.

    Args:
        vacature: the composed text.
        taal: findings of the language check on it.
        leesbaarheid: the readability indication.
    """
    data = {
        "schema": "vacature-herkomst/1",
        "functie": vacature.slug,
        "titel": vacature.titel,
        "lengte": vacature.lengte,
        "woorden": vacature.woorden,
        "concept": vacature.concept,
        "open_punten": list(vacature.open_punten),
        "opmerkingen": list(vacature.opmerkingen),
        "taal": taal,
        "leesbaarheid": leesbaarheid,
        "zinnen": [
            {
                "onderdeel": section,
                "tekst": zin.geheel,
                "bronnen": [
                    {
                        "soort": bron.soort,
                        "omschrijving": bron.omschrijving,
                        "regel": bron.regel,
                        **({"tekst": bron.tekst} if bron.tekst else {}),
                        **(
                            {"herkomst": [place.model_dump(mode="json") for place in bron.herkomst]}
                            if bron.herkomst
                            else {}
                        ),
                    }
                    for bron in zin.bronnen
                ],
            }
            for section, zin in vacature.zinnen()
        ],
    }
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"
