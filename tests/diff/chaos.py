"""Editions that no one would write: any list shuffled, doubled or emptied, any value replaced or taken away."""

from __future__ import annotations

import copy
from random import Random
from typing import Any

_REQUIRED = {"schema", "bron", "herkomst", "id", "tekst", "naam", "niveau", "soort", "resultaatgebieden"}
_CODED = {
    "soort",
    "minimaal",
    "minimaal_niveau",
    "richtingen",
    "nadruk",
    "nadruk_posities",
    "functie",
    "peildatum",
    "schema",
}
_NUMBERS = {"schaal": (1, 14), "punten": (1, 900), "nummer": (1, 9), "niveau": (1, 3)}


def shake(book: dict[str, Any], seed: int, blows: int) -> dict[str, Any]:
    """Return a copy of a book after a number of blows; it still has the form of a book."""
    random = Random(seed)
    out = copy.deepcopy(book)
    for _ in range(blows):
        _blow(out, random)
    _repair_ids(out)
    return out


def _spots(node: Any, found: list[tuple[Any, Any]]) -> list[tuple[Any, Any]]:
    if isinstance(node, dict):
        for key, value in node.items():
            if key in ("bron", "herkomst", "module_herkomst"):
                continue
            found.append((node, key))
            _spots(value, found)
    elif isinstance(node, list):
        for item in node:
            _spots(item, found)
    return found


def _blow(book: dict[str, Any], random: Random) -> None:
    parent, key = random.choice(_spots(book, []))
    value = parent[key]
    if isinstance(value, list) and key not in ("nadruk", "nadruk_posities", "richtingen"):
        _hit_list(value, random)
    elif key == "nadruk_posities" and parent["tekst"]:
        begin = random.randrange(len(parent["tekst"]))
        parent["nadruk_posities"] = [[begin, len(parent["tekst"])]]
        parent["nadruk"] = [parent["tekst"][begin:]]
    elif key in _CODED:
        return
    elif isinstance(value, str):
        options = [value.upper(), value + " anders", value[::-1], value.replace(" en ", " of "), ""]
        parent[key] = random.choice(options) or ("x" if key in _REQUIRED else None)
        if "nadruk" in parent:
            parent["nadruk"], parent["nadruk_posities"] = [], []
    elif value is None and key in ("titel", "ondertitel", "versie", "code", "module", "toelichting", "normfunctie"):
        parent[key] = "Nieuw"
    elif key in _NUMBERS and isinstance(value, int):
        parent[key] = random.randint(*_NUMBERS[key])
    elif isinstance(value, float):
        parent[key] = random.choice([value + 1, 0.5])


def _hit_list(items: list[Any], random: Random) -> None:
    kind = random.choice(["schud", "weg", "dubbel", "leeg", "draai", "schud"])
    if kind == "schud":
        random.shuffle(items)
    elif kind == "draai":
        items.reverse()
    elif kind == "leeg" and random.random() < 0.3:
        items.clear()
    elif items and kind == "weg":
        items.pop(random.randrange(len(items)))
    elif items and kind == "dubbel":
        items.insert(random.randint(0, len(items)), copy.deepcopy(random.choice(items)))


def _repair_ids(book: dict[str, Any]) -> None:
    """No two functions or modules may have one id: the second gets -2, as the reader does."""
    for key in ("functies", "modules"):
        seen: dict[str, int] = {}
        for item in book[key]:
            base = item["id"]
            seen[base] = seen.get(base, 0) + 1
            if seen[base] > 1:
                item["id"] = f"{base}-{seen[base]}"
