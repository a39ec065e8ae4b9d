"""One letter: from an employee, the book and the settings to the values of the template, and to a Word document."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pipeline.brieven.bewoording import Bewoording
from pipeline.brieven.controles import Boek
from pipeline.brieven.regime import no_working_day, regime_of
from pipeline.errors import DataInvalidError
from pipeline.models.functieboek import BeschikbareFunctie
from pipeline.models.huisstijl import Huisstijl
from pipeline.models.instellingen import Brieven, Instellingen, Organisatie
from pipeline.models.medewerkers import Medewerker

MAANDEN = (
    "januari", "februari", "maart", "april", "mei", "juni",
    "juli", "augustus", "september", "oktober", "november", "december",
)  # fmt: skip
GRONDEN = {"functievolger": "functievolger", "passend": "passende functie", "geschikt": "geschikte functie"}
_SMALL = frozenset({"het", "de", "ons", "onze", "een", "op", "door", "bij", "in", "namens"})
"""Words that have a capital at the beginning of a sentence only."""
_ALTIJD = (
    *("adres", "plaats", "kenmerk", "plan", "plan_vastgesteld"),
    *("ondertekenaar", "ondertekenaar_functie", "mandaat", "contactpersoon", "contact"),
)
_EXTRA = {
    ("voornemen", "awb"): ("zienswijze_weken", "zienswijze_adres"),
    ("voornemen", "wnra"): ("zienswijze_weken", "zienswijze_adres"),
    ("definitief", "awb"): ("bezwaar_adres",),
    ("definitief", "wnra"): ("geschillencommissie", "geschil_weken"),
    ("niet-geplaatst", "awb"): ("bezwaar_adres",),
    ("niet-geplaatst", "wnra"): ("geschillencommissie", "geschil_weken"),
}


@dataclass(frozen=True, slots=True)
class Omgeving:
    """What all letters of a run share."""

    soort: str
    datum: datetime.date
    boek: Boek
    instellingen: Instellingen
    bewoording: Bewoording
    sjabloon: bytes
    """With the house style applied, as the next."""
    sjabloon_bijlage: bytes
    huisstijl: Huisstijl
    logo: bytes | None = None

    @property
    def regime(self) -> str:
        """The law of the letters' date."""
        return regime_of(self.datum)


def require_settings(soort: str, datum: datetime.date, instellingen: Instellingen) -> None:
    """Ask for all settings that the letters need and that only the organisation knows.

    Raises:
        DataInvalidError: naming every missing key with an example.
    """
    missing = missing_settings(soort, datum, instellingen)
    if missing:
        lines = "\n".join(f"  - [{section}] {_example(section, key)}" for section, key in missing)
        raise DataInvalidError(
            f"In functieboek.toml ontbreekt wat elke brief nodig heeft:\n{lines}\n",
            "Vul het in; voor termijnen geldt uw sociaal plan of reglement.",
        )


def missing_settings(soort: str, datum: datetime.date, instellingen: Instellingen) -> list[tuple[str, str]]:
    """Return the section and key of every setting that a kind of letter needs on a day and that is not there."""
    needed = [*_ALTIJD, *_EXTRA.get((soort, regime_of(datum)), ())]
    name = [] if instellingen.organisatie.naam else [("organisatie", "naam")]
    return [*name, *(("brieven", key) for key in needed if not getattr(instellingen.brieven, key))]


def _example(section: str, key: str) -> str:
    field = (Brieven if section == "brieven" else Organisatie).model_fields[key]
    return f"{key} = {field.examples[0] if field.examples else '…'}  ({field.description})"


def term_end(datum: datetime.date, weken: int) -> datetime.date:
    """Last day of a term; one that ends on a weekend or holiday runs to the next working day.

    Source: Algemene termijnenwet, art. 1.
    """
    day = datum + datetime.timedelta(weeks=weken)
    while no_working_day(day):
        day += datetime.timedelta(days=1)
    return day


def long_date(day: datetime.date) -> str:
    """Write a date in words.

    >>> long_date(datetime.date(2026, 3, 1))
    '1 maart 2026'
    """
    return f"{day.day} {MAANDEN[day.month - 1]} {day.year}"


def euro(bedrag: float) -> str:
    """Write an amount as Dutch letters do.

    >>> euro(4450)
    '€ 4.450,00'
    """
    return "€ " + f"{bedrag:,.2f}".translate(str.maketrans(",.", ".,"))


def letter(medewerker: Medewerker, omgeving: Omgeving) -> bytes:
    """Make the Word document of one employee.

    Raises:
        TemplateFaultyError: the template or the wording is faulty, or a value did not arrive.
        DataInvalidError: a value holds characters that a Word document cannot hold.
    """
    from pipeline.render.word import render_template

    values = context(medewerker, omgeving)
    must = [medewerker.naam, values["onderwerp"]]
    if omgeving.soort != "addendum":  # a contract need not show where someone lives
        must.append(medewerker.adres)
    if values["wordt_functie"]:
        must.append(values["wordt_functie"])
    return render_template(
        omgeving.sjabloon,
        values,
        titel=f"{values['onderwerp']} ({medewerker.personeelsnummer})",
        naam=f"Het sjabloon voor {omgeving.soort}",
        auteur=str(values["organisatie"]),
        onderwerp=str(values["onderwerp"]),
        datum=omgeving.datum,
        verplicht=must,
    )


def context(medewerker: Medewerker, omgeving: Omgeving) -> dict[str, Any]:
    """The names that a letter template may use (``functieboek sjabloon velden`` lists them)."""
    from pipeline.render.word import Picture

    m, own = medewerker, omgeving.instellingen.brieven
    row = omgeving.boek.row(m)
    plain = _plain(m, omgeving, row)
    say = omgeving.bewoording.text
    soort, regime = omgeving.soort, omgeving.regime
    rest = _rest(m, omgeving, plain)
    organisatie = plain["organisatie"]
    style = omgeving.huisstijl
    return {
        **plain,
        "logo": Picture(omgeving.logo, style.logo_beschrijving or f"Logo {organisatie}", style.logo_breedte_cm)
        if omgeving.logo
        else None,
        "afzender": "\n".join([str(organisatie), *own.adres]),
        "geadresseerde": f"{_addressee(m)}\n{m.adres}\n{m.postcode}  {m.plaats}",
        "plaats_en_datum": f"{own.plaats}, {plain['datum']}",
        "onderwerp": say(f"onderwerp.{soort}", plain),
        "aanhef": _salutation(m),
        "opening": _kept(say(f"opening.{soort}", plain), say(f"{regime}.gevolg.{soort}", plain)),
        "positie": _position(m, row),
        **rest,
        "bijlagen": _annexes(m, omgeving, row),
    }


def _plain(m: Medewerker, omgeving: Omgeving, row: BeschikbareFunctie | None) -> dict[str, Any]:
    """Every single value, as a text."""
    own = omgeving.instellingen.brieven
    weken = own.zienswijze_weken
    return {
        "organisatie": omgeving.instellingen.organisatie.naam or "",
        "soort": omgeving.soort,
        "regime": omgeving.regime,
        "datum": long_date(omgeving.datum),
        "personeelsnummer": m.personeelsnummer,
        "naam": m.naam,
        "adres": m.adres,
        "postcode": m.postcode,
        "woonplaats": m.plaats,
        "was_functie": m.was_functie,
        "was_normfunctie": m.was_normfunctie or "",
        "was_schaal": str(m.was_schaal),
        "was_bedrag": euro(m.was_bedrag) if m.was_bedrag else "",
        "was_eenheid": m.was_eenheid,
        "feitelijke_functie": m.feitelijke_functie or "",
        "wordt_functie": row.naam if row else m.wordt_functie or "",
        "wordt_normfunctie": m.wordt_normfunctie or (row.normfunctie if row else "") or "",
        "wordt_schaal": str(m.wordt_schaal or ""),
        "wordt_eenheid": m.wordt_eenheid or "",
        "plaatsingsgrond": m.plaatsingsgrond,
        "motivering": m.motivering or "",
        "garantie": m.garantie,
        "toelagen": m.toelagen or "",
        "ingangsdatum": long_date(m.ingangsdatum),
        "leidinggevende": m.leidinggevende or "",
        "zienswijze_ontvangen": long_date(m.zienswijze_ontvangen) if m.zienswijze_ontvangen else "",
        "zienswijze_reactie": m.zienswijze_reactie or "",
        "zienswijze_tot": long_date(term_end(omgeving.datum, weken)) if weken else "",
        "pac_advies": m.pac_advies or "",
        "coordinatiemodule": m.coordinatiemodule,
        **_of_organisation(own),
    }


def _of_organisation(own: Brieven) -> dict[str, Any]:
    """The settings that sentences may use."""
    names = [name for name in Brieven.model_fields if name not in {"adres", "rechterpagina", "plaats"}]
    values = {name: "" if getattr(own, name) is None else getattr(own, name) for name in names}
    decided = re.sub(r"^vastgesteld\s+", "", str(values["plan_vastgesteld"]), flags=re.IGNORECASE)
    return {**values, "plan": inside_sentence(str(values["plan"])), "plan_vastgesteld": inside_sentence(decided)}


def inside_sentence(text: str) -> str:
    """Write small what was filled in with a capital and stands in the middle of a sentence; names keep theirs.

    >>> inside_sentence("Het Plaatsingsplan"), inside_sentence("Plaatsingsplan 2026")
    ('het Plaatsingsplan', 'Plaatsingsplan 2026')
    """
    return f"{text[:1].lower()}{text[1:]}" if text.split(" ", maxsplit=1)[0].lower() in _SMALL else text


def _rest(m: Medewerker, omgeving: Omgeving, plain: Mapping[str, Any]) -> dict[str, list[str]]:
    """The sections: each a list of paragraphs, empty where there is nothing to say."""
    say = omgeving.bewoording.text
    soort, regime = omgeving.soort, omgeving.regime
    reasons = [say(f"gronden.{m.plaatsingsgrond}", plain), m.motivering or ""]
    if m.feitelijke_functie:
        reasons.insert(1, say("overig.feitelijk", plain))
    if m.pac_advies and soort in {"definitief", "niet-geplaatst"}:
        reasons.append(say("overig.pac", plain))
    sure = [say(f"garantie.{m.garantie}", plain)]
    sure.append(say("overig.bedrag", plain) if m.was_bedrag else "")
    sure.append(say("overig.toelagen", plain) if m.toelagen else "")
    sure.append(say("overig.ongewijzigd", plain) if soort in {"definitief", "addendum"} else "")
    remarks = [say("overig.module", plain) if m.coordinatiemodule else ""]
    remarks.append(say("overig.leidinggevende", plain) if m.leidinggevende else "")
    answered = soort in {"definitief", "niet-geplaatst"} and m.zienswijze_ontvangen and m.zienswijze_reactie
    return {
        "positie_toelichting": _kept(*remarks),
        "redenen": _kept(*reasons),
        "zekerheid": _kept(*sure),
        "zienswijze": _kept(say("overig.zienswijze", plain)) if answered else [],
        "rechtsmiddel": _kept(say(f"{regime}.rechtsmiddel.{soort}", plain)),
        "vragen": _kept(say("overig.vragen", plain)),
    }


def _kept(*texts: str) -> list[str]:
    return [text for text in texts if text.strip()]


def _position(m: Medewerker, row: BeschikbareFunctie | None) -> list[dict[str, str]]:
    """Old and new side by side; a line where neither side has anything is left out."""
    norm = m.wordt_normfunctie or (row.normfunctie if row else None)
    lines = [
        ("Functie", m.was_functie, row.naam if row else m.wordt_functie),
        ("Normfunctie", m.was_normfunctie, norm),
        ("Salarisschaal", str(m.was_schaal), str(m.wordt_schaal) if m.wordt_schaal is not None else None),
        ("Periodiek", _number(m.was_periodiek), _number(m.wordt_periodiek)),
        ("Afdeling of cluster", m.was_eenheid, m.wordt_eenheid),
        ("Uren per week", _hours(m.was_uren), _hours(m.wordt_uren)),
        ("Plaatsingsgrond", None, GRONDEN.get(m.plaatsingsgrond)),
    ]
    return [{"naam": naam, "was": was or "–", "wordt": wordt or "–"} for naam, was, wordt in lines if was or wordt]


def _number(value: int | None) -> str | None:
    return None if value is None else str(value)


def _hours(value: float | None) -> str | None:
    return None if value is None else f"{value:g}".replace(".", ",")


def _addressee(m: Medewerker) -> str:
    """Begin the address line with a capital: "De heer", "Mevrouw"."""
    if not m.aanhef:
        return m.naam
    title = f"de {m.aanhef}" if m.aanhef.lower() == "heer" else m.aanhef
    return f"{title[:1].upper()}{title[1:]} {m.naam}"


def _salutation(m: Medewerker) -> str:
    """Address the person without guessing: by title where it was given, else by initials and name."""
    if not m.aanhef:
        return f"Geachte {m.naam}"
    family = f"{m.tussenvoegsel[:1].upper()}{m.tussenvoegsel[1:]} {m.achternaam}" if m.tussenvoegsel else m.achternaam
    title = m.aanhef.lower().removeprefix("de ")
    return f"Geachte {title if title in {'heer', 'mevrouw'} else m.aanhef} {family}"


def _annexes(m: Medewerker, omgeving: Omgeving, row: BeschikbareFunctie | None) -> list[str]:
    if omgeving.soort == "addendum" or not m.wordt_functie:
        return []
    out = []
    if row is not None and row.functie:
        out.append(f"Functiebeschrijving en competentieprofiel {row.normfunctie or row.naam}")
    if omgeving.soort == "definitief" and omgeving.regime == "wnra":
        out.append("Addendum bij uw arbeidsovereenkomst")
    return out
