"""Run the rules over a book: collect, tell one cause once, weigh, accept, and put in order."""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from difflib import get_close_matches

from pipeline.check.context import Context, Language
from pipeline.check.finding import Finding, Place
from pipeline.check.registry import Rule, rules
from pipeline.errors import DataInvalidError
from pipeline.models.base import Herkomst
from pipeline.models.bevindingen import Bevinding, Bevindingen, Ernst
from pipeline.models.functieboek import Functieboek
from pipeline.models.instellingen import Aanvaarding, Controleren, Conversietabel

WEIGHT: dict[Ernst, int] = {"fout": 0, "waarschuwing": 1, "info": 2}
_TELLS = (
    "term-varieert",
    "niveaunaam-verschilt",
    "werkwoordsvorm",
    "dubbel-woord",
    "onbekend-woord",
    "schrijfwijze-verschilt",
)
"""Which rule tells a cause that several found: the one that says most about it."""


def check(
    book: Functieboek,
    settings: Controleren | None = None,
    reading: Iterable[Bevinding] = (),
    *,
    conversion: Conversietabel | None = None,
    accepted: Sequence[Aanvaarding] = (),
    language: Language | None = None,
) -> Bevindingen:
    """Return all findings of a book: those of the rules, and those that its reading left.

    Args:
        settings: which rules run and how heavy they weigh.
        reading: findings made while reading; those of rules that run here are left out, so that a second run over
            the file of the first gives the same.
        conversion: the organisation's table from points to scale; without it no rule about bands runs.
        accepted: findings that the organisation accepts as they are.
        language: the word list; without it no rule about spelling runs.

    Raises:
        DataInvalidError: the settings name a rule that does not exist.
    """
    settings = settings or Controleren()
    table = {known.code: known for known in rules()}
    _known_codes(settings, table)
    context = Context(book, settings, conversion or Conversietabel(), language)
    found = [
        (active, finding)
        for active in table.values()
        if active.run is not None and active.code not in settings.uit and (language is not None or not active.taal)
        for finding in active.run(context)
    ]
    findings = [_to_model(context, active, finding) for active, finding in told_once(found)]
    kept = [_kept(item, settings) for item in reading if _from_reading(item, table) and item.code not in settings.uit]
    findings = [item for item in findings if not _told_by_reading(item, kept)] + kept
    ordered = sorted(_numbered(findings), key=lambda item: _order(context, table, item))
    return Bevindingen(bron=book.bron, bevindingen=tuple(accept(ordered, accepted)))


def _known_codes(settings: Controleren, table: dict[str, Rule]) -> None:
    for code in (*settings.uit, *settings.ernst):
        if code not in table and not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", code):
            raise DataInvalidError(f"functieboek.toml, [controleren]: “{code}” is geen code van een regel.")
        if code not in table:
            close = get_close_matches(code, table, n=1, cutoff=0.6)
            hint = f"Bedoelt u {close[0]}?" if close else "De lijst: functieboek controleren --regels"
            raise DataInvalidError(f"functieboek.toml, [controleren]: de regel “{code}” bestaat niet.", hint)


_SHARED = {
    "titel-afgeleid": "titel-afgeleid",
    "onleesbare-tekens": "onleesbare-tekens",
    "schaal-onleesbaar": "geen-getal",
}
"""Rules that see in the book what the reader may have told already, and the code it tells it under."""


def _from_reading(item: Bevinding, table: dict[str, Rule]) -> bool:
    """Whether a finding is the reader's: no rule makes it, or the reader may make it as well."""
    known = table.get(item.code)
    return known is None or known.run is None or item.code in _SHARED.values()


def _told_by_reading(item: Bevinding, kept: Sequence[Bevinding]) -> bool:
    """Whether the reader already told of every place of this finding."""
    code = _SHARED.get(item.code)
    told = {_page(origin) for other in kept if other.code == code for origin in other.herkomst}
    return bool(told) and all(_page(origin) in told for origin in item.herkomst)


def _page(origin: Herkomst) -> tuple[int | None, int | None]:
    return origin.pagina, origin.regel


def _kept(item: Bevinding, settings: Controleren) -> Bevinding:
    """A finding of the reading, with the weight of the settings and no longer accepted: that is decided anew."""
    return item.model_copy(
        update={
            "ernst": settings.ernst.get(item.code, item.ernst),
            "status": "open",
            "reden": None,
            "sleutel": _key(item.code, item.functie, item.citaten or (item.melding,)),
        }
    )


def told_once(found: Sequence[tuple[Rule, Finding]]) -> list[tuple[Rule, Finding]]:
    """Join the findings that have the same cause: the rule that says most tells it, with the places of all."""
    causes: dict[tuple[str, ...], list[tuple[Rule, Finding]]] = defaultdict(list)
    out: list[tuple[Rule, Finding]] = []
    for active, finding in found:
        if finding.cause is None:
            out.append((active, finding))
        else:
            causes[finding.cause].append((active, finding))
    for alike in causes.values():
        alike.sort(key=lambda item: _TELLS.index(item[0].code) if item[0].code in _TELLS else len(_TELLS))
        active, first = alike[0]
        places = dict.fromkeys(place for _, finding in alike for place in finding.places)
        weight = min((finding.ernst or known.ernst for known, finding in alike), key=lambda ernst: WEIGHT[ernst])
        out.append((active, replace(first, places=tuple(places), ernst=weight, functie=first.owner())))
    return out


def _to_model(context: Context, active: Rule, finding: Finding) -> Bevinding:
    places = _distinct(finding.places)
    owner = finding.owner()
    citaten = tuple(place.citaat for place in places)
    return Bevinding(
        code=active.code,
        ernst=context.settings.ernst.get(active.code, finding.ernst or active.ernst),
        betreft=active.betreft,
        functie=owner,
        melding=finding.melding,
        advies=finding.advies or None,
        citaten=citaten,
        onderdelen=tuple(_part(context, place, owner) for place in places),
        sleutel=_key(active.code, owner, citaten or (finding.melding,)),
        herkomst=tuple(place.herkomst for place in places),
    )


def _part(context: Context, place: Place, owner: str | None) -> str:
    """The part of the book in words, with the function's name where the finding is not about that function alone."""
    named = place.functie is not None and place.functie != owner
    return f"{place.onderdeel} {context.name(place.functie)}" if named else place.onderdeel


def _distinct(places: Iterable[Place]) -> list[Place]:
    """The places, each once: the same quotation on the same spot is one place, whoever owns it."""
    seen: dict[tuple[object, str], Place] = {}
    for place in places:
        seen.setdefault((place.herkomst, place.citaat), place)
    return list(seen.values())


def _key(code: str, functie: str | None, citaten: Iterable[str]) -> str:
    """Return what a finding is known by as long as its texts do not change: no pages, no order."""
    texts = sorted({" ".join(text.split()) for text in citaten})
    content = "\0".join([code, functie or "", *texts])
    return hashlib.sha256(content.encode()).hexdigest()[:12]


def _numbered(findings: Sequence[Bevinding]) -> list[Bevinding]:
    """Make the keys unique: the second of the same texts gets ``-2``."""
    counts: dict[str, int] = defaultdict(int)
    out = []
    for item in findings:
        key = item.sleutel or ""
        counts[key] += 1
        out.append(item if counts[key] == 1 else item.model_copy(update={"sleutel": f"{key}-{counts[key]}"}))
    return out


def _order(context: Context, table: dict[str, Rule], item: Bevinding) -> tuple[object, ...]:
    """The whole book first, then the functions in the order of the book; the heaviest first, then by rule and page."""
    position = -1 if item.functie is None else context.order.get(item.functie, len(context.order))
    rank = list(table).index(item.code) if item.code in table else len(table)
    first = item.herkomst[0] if item.herkomst else None
    page = (first.pagina or first.regel or 0) if first else 0
    return (position, item.functie or "", WEIGHT[item.ernst], rank, page, item.melding)


def accept(findings: Sequence[Bevinding], accepted: Sequence[Aanvaarding]) -> list[Bevinding]:
    """Mark the accepted findings; say of one whose text changed since that the acceptance has expired."""
    by_key = {item.sleutel: item for item in accepted}
    present = {finding.sleutel for finding in findings}
    expired: dict[tuple[str | None, str | None], Aanvaarding] = {
        (item.code, item.functie): item for item in accepted if item.sleutel not in present and item.code is not None
    }
    out = []
    for finding in findings:
        own = by_key.get(finding.sleutel or "")
        old = expired.get((finding.code, finding.functie))
        if own is not None:
            reason = own.reden + (f" ({own.wie})" if own.wie else "")
            out.append(finding.model_copy(update={"status": "aanvaard", "reden": reason}))
        elif old is not None:
            note = f"Eerder is dit aanvaard ({old.reden}), maar de tekst is sindsdien veranderd."
            out.append(finding.model_copy(update={"advies": f"{finding.advies or ''} {note}".strip()}))
        else:
            out.append(finding)
    return out
