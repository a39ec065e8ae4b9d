"""What the letter templates may use: the values of a made-up employee, for ``functieboek sjabloon``."""

from __future__ import annotations

import base64
import datetime
import json
from typing import Any

from pipeline.brieven.bewoording import Bewoording
from pipeline.brieven.bijlage import annex_context
from pipeline.brieven.brief import Omgeving, context
from pipeline.brieven.controles import Boek
from pipeline.models.functieboek import Functieboek
from pipeline.models.huisstijl import Huisstijl
from pipeline.models.instellingen import Brieven, Instellingen, Organisatie
from pipeline.models.medewerkers import Medewerker

_PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)
"""A picture of one dot, for {{ logo }}."""
_BOEK: dict[str, Any] = {
    "titel": "Functieboek Voorbeeldstad",
    "organisatie": "Gemeente Voorbeeldstad",
    "bron": {"bestand": "voorbeeld.md", "sha256": "0" * 64, "mediatype": "text/markdown"},
    "beschikbare_functies": [
        {"naam": "Beleidsadviseur", "normfunctie": "Adviseur I", "functie": "adviseur-i", "schaal": 11, "formatie": 1}
    ],
    "functies": [
        {
            "id": "adviseur-i",
            "naam": "Adviseur I",
            "functiereeks": {"naam": "Beleid", "omschrijving": "Het adviseren over beleid."},
            "functiegroep": {"naam": "Advies", "omschrijving": "Advisering vanuit een vakgebied."},
            "kenmerken": [{"tekst": "adviseert op meerdere vakgebieden"}],
            "competenties": [{"naam": "analytisch vermogen", "niveau": "A", "niveaunaam": "achterhalen"}],
            "resultaatgebieden": [{"nummer": 1, "naam": "Advies", "taken": [{"tekst": "adviseert het bestuur"}]}],
        }
    ],
}


def letter_fields(bewoording: Bewoording) -> dict[str, Any]:
    """Return every name a letter template may use, each with a value: those of the letter that says most."""
    return context(_employee(), _surroundings(bewoording))


def annex_fields() -> dict[str, Any]:
    """Return every name the template of the annex may use, each with a value."""
    book = _book()
    made = annex_context(book, book.functies[0], met_module=False)
    full = {"kop": "Kop", "alineas": ["Een alinea."], "punten": ["een punt"]}
    return {**made, "delen": [{**full, "onderdelen": [full]}, *made["delen"]]}


def _book() -> Functieboek:
    placed = {key: _placed(value) if isinstance(value, list) else value for key, value in _BOEK.items()}
    return Functieboek.model_validate_json(json.dumps(placed))


def _placed(value: Any) -> Any:
    """Give every item of the example a place in its source, as the model asks."""
    if isinstance(value, dict):
        return {**{key: _placed(item) for key, item in value.items()}, "herkomst": {"regel": 1}}
    return [_placed(item) for item in value] if isinstance(value, list) else value


def _surroundings(bewoording: Bewoording) -> Omgeving:
    filled = {
        key: 2 if key.endswith("_weken") else f"({key})"
        for key in Brieven.model_fields
        if key not in {"adres", "rechterpagina"}
    }
    settings = Instellingen(
        organisatie=Organisatie(naam="Gemeente Voorbeeldstad"),
        brieven=Brieven.model_validate({**filled, "adres": ["Postbus 1", "1234 AB Voorbeeldstad"]}),
    )
    day = datetime.date(2026, 5, 12)
    return Omgeving("definitief", day, Boek(_book()), settings, bewoording, b"", b"", Huisstijl(), _PIXEL)


def _employee() -> Medewerker:
    return Medewerker(
        personeelsnummer="1001",
        aanhef="mevrouw",
        voorletters="A.B.",
        tussenvoegsel="van",
        achternaam="Voorbeeld",
        adres="Voorbeeldstraat 1",
        postcode="1234 AB",
        plaats="Voorbeeldstad",
        was_functie="Medewerker beleid",
        was_schaal=12,
        was_periodiek=8,
        was_bedrag=4450,
        was_eenheid="Beleid",
        was_uren=36,
        wordt_functie="Beleidsadviseur",
        wordt_schaal=11,
        wordt_periodiek=9,
        wordt_eenheid="Beleid",
        wordt_uren=36,
        coordinatiemodule=True,
        plaatsingsgrond="passend",
        motivering="De nieuwe functie sluit aan bij uw ervaring.",
        feitelijke_functie="Beleidsadviseur",
        garantie="salaris",
        toelagen="Uw toelage loopt af.",
        ingangsdatum=datetime.date(2026, 6, 1),
        leidinggevende="C. Fictie",
        zienswijze_ontvangen=datetime.date(2026, 4, 20),
        zienswijze_reactie="Wij hebben uw punten meegewogen.",
        pac_advies="De commissie adviseert positief.",
    )
