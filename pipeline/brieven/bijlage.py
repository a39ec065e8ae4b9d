"""The annex of a letter: the function description and competency profile as the book has them."""

from __future__ import annotations

import datetime
from typing import Any

from pipeline.models.functieboek import Functie, Functieboek, Kenmerk, Module, Profiel


def annex_context(book: Functieboek, functie: Functie, *, met_module: bool) -> dict[str, Any]:
    """The values for ``bijlage-functie.docx``: the description, the profile and, where asked, the module."""
    profile = next((p for p in book.profielen if p.functie == functie.id), None)
    delen = [*_description(functie), *(_profile(profile) if profile else [])]
    if met_module:
        for module in book.modules:
            delen += _module(module)
    versie = f", {book.versie}" if book.versie else ""
    return {"functie": functie.naam, "bron": f"Uit {book.titel or book.bron.bestand}{versie}", "delen": delen}


def annex(
    book: Functieboek, functie: Functie, sjabloon: bytes, *, organisatie: str, datum: datetime.date, met_module: bool
) -> bytes:
    """Make the annex as a Word document."""
    from pipeline.render.word import render_template

    return render_template(
        sjabloon,
        annex_context(book, functie, met_module=met_module),
        titel=f"Functiebeschrijving en competentieprofiel {functie.naam}",
        naam="Het sjabloon bijlage-functie.docx",
        auteur=organisatie,
        onderwerp="Bijlage bij een plaatsingsbrief",
        datum=datum,
        verplicht=(functie.naam,),
    )


def _part(kop: str, alineas: list[Any] | None = None, punten: list[Any] | None = None, onderdelen: Any = ()) -> Any:
    return {"kop": kop, "alineas": alineas or [], "punten": punten or [], "onderdelen": list(onderdelen)}


def _sub(kop: str, alineas: list[Any] | None = None, punten: list[Any] | None = None) -> Any:
    return {"kop": kop, "alineas": alineas or [], "punten": punten or []}


def _description(functie: Functie) -> list[Any]:
    out = []
    for label, group in (("Functiereeks", functie.functiereeks), ("Functiegroep", functie.functiegroep)):
        if group.naam:
            out.append(_part(f"{label} {group.naam}", [group.omschrijving] if group.omschrijving else []))
    if functie.kenmerken:
        out.append(_part("Overwegende functiekenmerken", punten=[_rich(k) for k in functie.kenmerken]))
    if functie.competenties:
        out.append(_part("Competenties", punten=[_level(c.naam, c.niveau, c.niveaunaam) for c in functie.competenties]))
    if functie.resultaatgebieden:
        subs = [
            _sub(
                " ".join(p for p in (f"{r.nummer}." if r.nummer else "", r.naam or "") if p),
                punten=[t.tekst for t in r.taken],
            )
            for r in functie.resultaatgebieden
        ]
        out.append(_part("Generieke taken", onderdelen=subs))
    return out


def _profile(profile: Profiel) -> list[Any]:
    out = []
    if profile.kritische_werksituaties:
        situations = [_titled(w.naam, w.omschrijving) for w in profile.kritische_werksituaties]
        out.append(_part("Kritische werksituaties", punten=situations))
    subs = [
        _sub(
            _level(c.naam, c.niveau, c.niveaunaam),
            [c.definitie] if c.definitie else [],
            [g.tekst for g in c.gedragsindicatoren],
        )
        for c in profile.competenties
    ]
    if subs:
        out.append(_part("Competentieprofiel", onderdelen=subs))
    for kop, items in (("Kennis", profile.kennis), ("Vaardigheden", profile.vaardigheden)):
        if items:
            out.append(_part(kop, punten=[_titled(o.onderwerp, o.omschrijving) for o in items]))
    if profile.opleiding and profile.opleiding.tekst:
        out.append(_part("Opleiding", [profile.opleiding.tekst]))
    return out


def _module(module: Module) -> list[Any]:
    levels = [_level(c.naam, c.niveau, c.niveaunaam) for c in module.competenties]
    subs = [_sub("Competenties", punten=levels)] if levels else []
    return [_part(f"Module {module.naam}", punten=[t.tekst for t in module.taken], onderdelen=subs)]


def _level(naam: str, niveau: str | None, niveaunaam: str | None) -> str:
    text = f"{naam}, niveau {niveau}" if niveau else naam
    return f"{text} ({niveaunaam})" if niveaunaam else text


def _titled(kop: str | None, tekst: str | None) -> str:
    return ": ".join(part for part in (kop, tekst) if part)


def _rich(kenmerk: Kenmerk) -> Any:
    from pipeline.render.word import Rich

    return Rich(kenmerk.tekst, tuple(kenmerk.nadruk_posities))
