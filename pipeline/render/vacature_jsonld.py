"""A composed vacancy as schema.org JobPosting, and all vacancies of a workspace as one feed."""

from __future__ import annotations

import datetime
import json
from collections.abc import Mapping, Sequence
from html import escape
from typing import Any
from zoneinfo import ZoneInfo

from pipeline.models.vacature import Gegevens
from pipeline.render.salaris import FULL_WEEK, Loon
from pipeline.render.vacature_html import vacature_fragment
from pipeline.render.vacature_model import Vacaturetekst
from pipeline.render.vacature_selectie import Selectie

REQUIRED = ("title", "description", "datePosted", "hiringOrganization", "jobLocation")
"""What Google asks of a JobPosting."""

_ZONE = ZoneInfo("Europe/Amsterdam")
_CREDENTIALS = {
    "VMBO": "high school",
    "MBO": "professional certificate",
    "HBO": "bachelor degree",
    "WO": "bachelor degree",
}
"""Google's list of educational credentials, the nearest to each Dutch level."""


def vacature_jsonld(
    vacature: Vacaturetekst, selectie: Selectie, gegevens: Gegevens | None, loon: Loon | None
) -> dict[str, Any]:
    """Return the vacancy as a JobPosting; a concept lacks what is not known and says that it is one."""
    organisation: dict[str, Any] = {"@type": "Organization", "name": vacature.organisatie}
    posting: dict[str, Any] = {
        "@context": "https://schema.org/",
        "@type": "JobPosting",
        "title": vacature.titel,
        "description": vacature_fragment(vacature),
        "inLanguage": "nl-NL",
        "hiringOrganization": organisation,
        "responsibilities": "\n".join(_lines(vacature, "taken")),
        "skills": ", ".join(one.naam for one in selectie.competenties),
        "qualifications": "\n".join(_lines(vacature, "profiel")),
        **_education(selectie),
    }
    posting = {key: value for key, value in posting.items() if value}
    if gegevens is None:
        return {**posting, "disambiguatingDescription": "Concept: nog niet publiceren."}
    return {
        **posting,
        **_dates(gegevens),
        **_contract(gegevens),
        **_place(gegevens),
        **_pay(gegevens, loon),
        **_identity(gegevens, vacature),
        **_benefits(gegevens),
    }


def as_json(posting: Mapping[str, Any]) -> str:
    """Write a posting as JSON text."""
    return json.dumps(posting, ensure_ascii=False, indent=1) + "\n"


def _lines(vacature: Vacaturetekst, name: str) -> list[str]:
    return [
        line
        for section in vacature.onderdelen
        if section.naam == name
        for block in section.blokken
        if not block.kop
        for line in block.regels()
    ]


def _education(selectie: Selectie) -> dict[str, Any]:
    opleiding = selectie.profiel.opleiding if selectie.profiel else None
    if not opleiding or not opleiding.minimaal:
        return {}
    credential = {"@type": "EducationalOccupationalCredential", "credentialCategory": _CREDENTIALS[opleiding.minimaal]}
    return {"educationRequirements": credential}


def _dates(gegevens: Gegevens) -> dict[str, Any]:
    """Dates with zone: a vacancy is open until the end of its closing day in the Netherlands."""
    vacancy = gegevens.vacature
    closes = datetime.datetime.combine(vacancy.sluitingsdatum, datetime.time(23, 59, 59), tzinfo=_ZONE)
    dates = {"datePosted": vacancy.publicatiedatum.isoformat(), "validThrough": closes.isoformat()}
    return {**dates, **({"jobStartDate": vacancy.startdatum.isoformat()} if vacancy.startdatum else {})}


def _contract(gegevens: Gegevens) -> dict[str, Any]:
    work = gegevens.dienstverband
    kinds = ["FULL_TIME"] if work.uren_max >= float(FULL_WEEK) else []
    kinds += ["PART_TIME"] if work.uren_min < float(FULL_WEEK) else []
    kinds += ["TEMPORARY"] if work.contract != "vast" else []
    low, high = f"{work.uren_min:g}", f"{work.uren_max:g}"
    hours = f"{high} uur per week" if low == high else f"{low}-{high} uur per week"
    return {"employmentType": kinds, "workHours": hours}


def _place(gegevens: Gegevens) -> dict[str, Any]:
    work = gegevens.werkplek
    address = {
        "@type": "PostalAddress",
        "streetAddress": work.straat,
        "addressLocality": work.plaats,
        "postalCode": work.postcode,
        "addressRegion": work.provincie,
        "addressCountry": "NL",
    }
    return {"jobLocation": {"@type": "Place", "address": {key: value for key, value in address.items() if value}}}


def _pay(gegevens: Gegevens, loon: Loon | None) -> dict[str, Any]:
    """The range from the lowest amount at the fewest hours to the highest at the most; none from an outdated table."""
    if loon is None or loon.verouderd:
        return {}
    work = gegevens.dienstverband
    value = {
        "@type": "QuantitativeValue",
        "minValue": int(loon.bij(work.uren_min)[0]),
        "maxValue": int(loon.bij(work.uren_max)[1]),
        "unitText": "MONTH",
    }
    return {"baseSalary": {"@type": "MonetaryAmount", "currency": "EUR", "value": value}}


def _identity(gegevens: Gegevens, vacature: Vacaturetekst) -> dict[str, Any]:
    applying, contact = gegevens.solliciteren, gegevens.contact
    number = gegevens.vacature.nummer or f"{vacature.slug}-{gegevens.vacature.publicatiedatum.isoformat()}"
    point = {
        "@type": "ContactPoint",
        "contactType": "recruiting",
        "name": contact.naam,
        "telephone": contact.telefoon,
        "email": contact.email or applying.email,
    }
    return {
        "identifier": {"@type": "PropertyValue", "name": vacature.organisatie, "value": number},
        "directApply": False,
        "applicationContact": {key: value for key, value in point.items() if value},
        **({"url": applying.webadres} if applying.webadres else {}),
    }


def _benefits(gegevens: Gegevens) -> dict[str, Any]:
    terms = [*gegevens.aanbod.voorwaarden, *([gegevens.werkplek.thuiswerken] if gegevens.werkplek.thuiswerken else [])]
    return {"jobBenefits": "\n".join(terms)} if terms else {}


def feed_json(postings: Sequence[Mapping[str, Any]]) -> str:
    """Write all postings as one JSON-LD graph."""
    graph = [{key: value for key, value in one.items() if key != "@context"} for one in postings]
    return json.dumps({"@context": "https://schema.org/", "@graph": graph}, ensure_ascii=False, indent=1) + "\n"


def feed_xml(postings: Sequence[Mapping[str, Any]], uitgever: str) -> str:
    """Write all postings as the XML feed that job boards read (source, publisher, job …), newest first.

    There is no build time in it: the newest publication date stands for it, so that the same vacancies give the same
    feed.
    """
    ordered = sorted(postings, key=lambda one: (one["datePosted"], one["title"]), reverse=True)
    newest = ordered[0]["datePosted"] if ordered else ""
    jobs = "\n".join(_job(one) for one in ordered)
    return (
        f'<?xml version="1.0" encoding="utf-8"?>\n<source>\n<publisher>{escape(uitgever)}</publisher>\n'
        f"<lastBuildDate>{newest}</lastBuildDate>\n{jobs}\n</source>\n"
    )


def _job(posting: Mapping[str, Any]) -> str:
    address = posting["jobLocation"]["address"]
    contact = posting.get("applicationContact", {})
    fields = {
        "title": posting["title"],
        "date": posting["datePosted"],
        "expirationdate": posting["validThrough"],
        "referencenumber": posting["identifier"]["value"],
        "url": posting.get("url", ""),
        "company": posting["hiringOrganization"]["name"],
        "city": address.get("addressLocality", ""),
        "state": address.get("addressRegion", ""),
        "postalcode": address.get("postalCode", ""),
        "streetaddress": address.get("streetAddress", ""),
        "country": address["addressCountry"],
        "email": contact.get("email", ""),
        "jobtype": ", ".join(posting["employmentType"]),
        "description": posting["description"],
    }
    lines = "\n".join(f"<{name}>{_cdata(value)}</{name}>" for name, value in fields.items() if value)
    return f"<job>\n{lines}\n</job>"


def _cdata(text: str) -> str:
    return f"<![CDATA[{text.replace(']]>', ']]]]><![CDATA[>')}]]>"
