"""An example of what a vacancy template is filled with: the names that it may use, for checking and for listing."""

from __future__ import annotations

import base64
from typing import Any

from pipeline.models.huisstijl import Huisstijl
from pipeline.render.vacature_docx import context
from pipeline.render.vacature_model import Blok, Bron, Feit, Onderdeel, Vacaturetekst, Zin

_BRON = (Bron("sjabloon", "voorbeeld", "voorbeeld"),)
_KOPPEN = {
    "intro": "",
    "organisatie": "Waar kom je te werken?",
    "taken": "Wat ga je doen?",
    "profiel": "Wie ben jij?",
    "aanbod": "Wat bieden wij?",
    "procedure": "Solliciteren",
    "klein": "Goed om te weten",
    "concept": "Nog te doen",
}
_PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)
"""A picture of one dot, for {{ logo }}."""


def example_context() -> dict[str, Any]:
    """Return every name a vacancy template may use, each with a value."""
    blocks = (
        Blok("kop", kop="Advies"),
        Blok("alinea", (Zin("Je adviseert het bestuur.", _BRON),)),
        Blok("lijst", punten=((Zin("je ziet verbanden.", _BRON, "Analytisch vermogen"),),)),
    )
    merged = Blok("alinea", blocks[1].zinnen, blocks[2].punten, kop="Advies")
    text = Vacaturetekst(
        titel="Adviseur",
        slug="adviseur",
        organisatie="Gemeente Voorbeeldstad",
        feiten=(Feit("Organisatie", "Gemeente Voorbeeldstad"), Feit("Salarisschaal", "schaal 10")),
        onderdelen=tuple(Onderdeel(name, kop, (merged,)) for name, kop in _KOPPEN.items()),
        lengte="normaal",
        concept=True,
    )
    return context(text, Huisstijl(), _PIXEL)
