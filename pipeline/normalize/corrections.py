"""Corrections: what a person saw was misread, put right at each reading and refused when the reading has changed.

``correcties.toml`` stands beside the ``functieboek.json`` that it corrects::

    [[correctie]]
    pad = "/functies/3/kenmerken/0/tekst"      # JSON Pointer (RFC 6901) into functieboek.json as it was read
    oud = "adviseert over en ontwikkelt be leid"
    nieuw = "adviseert over en ontwikkelt beleid"
    wie = "M. Jansen, HR"
    waarom = "spatie in het woord, zie pagina 24"

``oud`` left out: nothing was read there (null, or an item to add with ``/-`` at the end of the path).  ``nieuw`` left
out: nothing stands there in the book (null, or an item to drop).
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterable, Sequence
from typing import Any

from pydantic import Field, ValidationError

from pipeline.errors import DataInvalidError
from pipeline.models.base import Herkomst, Model
from pipeline.models.bevindingen import Bevinding
from pipeline.models.functieboek import Correctie, Functieboek, slug

_FIXED = ("schema", "bron", "verantwoording", "correcties")
"""What is no reading, and so cannot be misread."""
_MISSING: Any = object()


class _Entry(Model):
    pad: str = Field(pattern="^/")
    oud: object = None
    nieuw: object = None
    wie: str = Field(min_length=1)
    waarom: str = Field(min_length=1)


def read_corrections(text: str, bestand: str = "correcties.toml") -> tuple[Correctie, ...]:
    """Read the text of a ``correcties.toml``.

    Raises:
        DataInvalidError: it is no TOML, or a correction lacks a key; the message names the correction and the key.
    """
    advice = "Elke [[correctie]] heeft pad, wie en waarom, en oud en nieuw waar die er zijn."
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise DataInvalidError(f"{bestand} is geen geldig TOML-bestand: {error}.", advice) from error
    entries = data.pop("correctie", [])
    if data or not isinstance(entries, list):
        strange = ", ".join(data) or "correctie"
        raise DataInvalidError(f"In {bestand} staat {strange}; verwacht wordt alleen [[correctie]].", advice)
    out = []
    for number, entry in enumerate(entries, 1):
        try:
            found = _Entry.model_validate(entry)
        except ValidationError as error:
            first = error.errors()[0]
            key = ".".join(str(part) for part in first["loc"]) or "de correctie"
            what = (
                "ontbreekt"
                if first["type"] == "missing"
                else "bestaat niet"
                if first["type"] == "extra_forbidden"
                else "klopt niet"
            )
            raise DataInvalidError(f"In {bestand}, correctie {number}: {key} {what}.", advice) from error
        out.append(Correctie(pad=found.pad, oud=found.oud, nieuw=found.nieuw, wie=found.wie, waarom=found.waarom))
    return tuple(out)


def apply_corrections(
    book: Functieboek, corrections: Iterable[Correctie], bestand: str = "correcties.toml"
) -> tuple[Functieboek, tuple[Bevinding, ...]]:
    """Put right what a person saw was misread; the paths are those of the book as it was read.

    A corrected ``naam`` of a function changes its id and every reference to it; in a corrected text the emphasised
    stretches keep their words and get their new places.

    Returns:
        The corrected book, which lists the corrections, and an info finding for each.

    Raises:
        DataInvalidError: a path does not exist, the old value no longer stands there, or the result is no functieboek.
    """
    wanted = tuple(corrections)
    if not wanted:
        return book, ()
    data = json.loads(book.model_dump_json())
    findings: list[Bevinding] = []
    drops: list[tuple[list[Any], int]] = []
    for number, correction in enumerate(wanted, 1):
        holder, key = _locate(data, correction, number, bestand)
        findings.append(_finding(data, correction))
        if isinstance(holder, list) and correction.nieuw is None and key < len(holder):
            drops.append((holder, key))
        elif isinstance(holder, list) and key >= len(holder):
            holder.append(_plain(correction.nieuw))
        else:
            holder[key] = _plain(correction.nieuw)
    for holder, key in sorted(drops, key=lambda drop: -drop[1]):
        del holder[key]
    _renew_ids(book, data, [correction.pad for correction in wanted])
    _renew_emphasis(data)
    data["correcties"] = [*data["correcties"], *(json.loads(c.model_dump_json()) for c in wanted)]
    try:
        corrected = Functieboek.model_validate_json(json.dumps(data))
    except ValidationError as error:
        first = error.errors()[0]
        where = "/" + "/".join(str(part) for part in first["loc"])
        raise DataInvalidError(
            f"Met de correcties in {bestand} is het resultaat geen geldig functieboek: bij {where} past de nieuwe"
            " waarde niet.",
            "Kijk in `functieboek schema` wat daar mag staan.",
        ) from error
    return corrected, tuple(findings)


def _plain(value: object) -> Any:
    """A value as JSON has it; TOML also knows dates."""
    return json.loads(json.dumps(value, default=str))


def _locate(data: dict[str, Any], correction: Correctie, number: int, bestand: str) -> tuple[Any, Any]:
    """Follow the path; give what holds the value and the key in it, after checking the old value."""
    here = f"{bestand}, correctie {number} ({correction.pad})"
    parts = [part.replace("~1", "/").replace("~0", "~") for part in correction.pad.split("/")[1:]]
    if not parts or parts[0] in _FIXED:
        raise DataInvalidError(
            f"{here}: dit deel van het resultaat kan niet worden gecorrigeerd.", "Kies een ander pad."
        )
    holder: Any = data
    for part in parts[:-1]:
        holder = _step(holder, part)
        if holder is _MISSING:
            raise _no_path(here)
    last = parts[-1]
    if isinstance(holder, list) and last in ("-", str(len(holder))):
        key: Any = len(holder)
        found: Any = None
    else:
        found = _step(holder, last)
        if found is _MISSING:
            raise _no_path(here)
        key = int(last) if isinstance(holder, list) else last
    if _plain(correction.oud) != found:
        raise DataInvalidError(
            f"{here}: er stond {_shown(correction.oud)}, maar er is nu {_shown(found)} gelezen.",
            "De lezing is veranderd. Kijk of de correctie nog nodig is; pas oud aan of haal haar weg.",
        )
    return holder, key


def _no_path(here: str) -> DataInvalidError:
    return DataInvalidError(
        f"{here}: dit pad bestaat niet in functieboek.json.",
        "Kijk of de lezing veranderd is; `functieboek tonen` laat zien wat er staat.",
    )


def _step(holder: Any, part: str) -> Any:
    if isinstance(holder, dict):
        return holder.get(part, _MISSING)
    if isinstance(holder, list) and part.isdecimal() and int(part) < len(holder):
        return holder[int(part)]
    return _MISSING


def _shown(value: object) -> str:
    text = json.dumps(value, ensure_ascii=False, default=str) if value is not None else "niets"
    return text if len(text) <= 120 else f"{text[:119]}…"


def _finding(data: dict[str, Any], correction: Correctie) -> Bevinding:
    """Show a correction beside the findings, at the place of the nearest part that has one."""
    node: Any = data
    place: Herkomst | None = None
    for part in correction.pad.split("/")[1:]:
        node = _step(node, part)
        if isinstance(node, dict) and isinstance(node.get("herkomst"), dict):
            place = Herkomst.model_validate_json(json.dumps(node["herkomst"]))
    return Bevinding(
        code="correctie-toegepast",
        ernst="info",
        betreft="lezen",
        melding=(
            f"{correction.wie} heeft de lezing verbeterd: {_shown(correction.oud)} werd {_shown(correction.nieuw)}"
            f" ({correction.waarom})."
        ),
        herkomst=(place,) if place else (),
    )


def _renew_ids(book: Functieboek, data: dict[str, Any], paths: Sequence[str]) -> None:
    """Give functions whose name was corrected the id of their new name, in every reference."""
    for index, functie in enumerate(book.functies):
        if f"/functies/{index}/naam" not in paths:
            continue
        now = next((f for f in data["functies"] if f["id"] == functie.id), None)
        if now is None or not isinstance(now["naam"], str):
            continue
        new = slug(now["naam"])
        if not new or new == functie.id or any(f["id"] == new for f in data["functies"]):
            continue
        now["id"] = new
        for key in ("functiematrix", "beschikbare_functies", "profielen"):
            for item in data[key]:
                if isinstance(item, dict) and item.get("functie") == functie.id:
                    item["functie"] = new


def _renew_emphasis(data: dict[str, Any]) -> None:
    """Find the emphasised stretches of each kenmerk again in its text; one that is gone from it is dropped."""
    for owner in [*data["functies"], *data["beschikbare_functies"]]:
        for kenmerk in owner.get("kenmerken", ()) if isinstance(owner, dict) else ():
            text = kenmerk.get("tekst")
            places = kenmerk.get("nadruk_posities")
            stretches = kenmerk.get("nadruk", [])
            if not isinstance(text, str) or _holds(text, stretches, places):
                continue
            start, kept, found = 0, [], []
            for stretch in stretches:
                at = text.find(stretch, start)
                if at >= 0:
                    start = at + len(stretch)
                    kept.append(stretch)
                    found.append([at, start])
            kenmerk["nadruk"], kenmerk["nadruk_posities"] = kept, found


def _holds(text: str, stretches: Sequence[str], places: Any) -> bool:
    return isinstance(places, list) and [text[a:b] for a, b in places] == list(stretches)
