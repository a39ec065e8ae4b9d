"""Helpers that several test packages use."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from pipeline.models.functieboek import Functieboek

ROOT = Path(__file__).resolve().parent.parent
REFERENCE = ROOT / "tests" / "data" / "reference"
SOURCES = ROOT / "sources"


def _with_positions(kenmerk: dict[str, Any]) -> None:
    """Add nadruk_posities, found by searching each stretch after the one before it."""
    start, posities = 0, []
    for stretch in kenmerk["nadruk"]:
        begin = kenmerk["tekst"].index(stretch, start)
        start = begin + len(stretch)
        posities.append([begin, start])
    kenmerk["nadruk_posities"] = posities


def golden_dict(name: str) -> dict[str, Any]:
    """A golden as it stands in tests/data/reference, e.g. "ommen-2018" or "ommen-2018.md"."""
    return json.loads((REFERENCE / f"{name}.golden.json").read_text(encoding="utf-8"))


def load_golden(name: str) -> Functieboek:
    """A golden as a Functieboek: sha256 and nadruk_posities filled in, no kader, no hoofdstukken."""
    data = golden_dict(name)
    data["bron"]["sha256"] = "0" * 64
    for owner in [*data["functies"], *data["beschikbare_functies"]]:
        for kenmerk in owner["kenmerken"]:
            _with_positions(kenmerk)
    return Functieboek.model_validate_json(json.dumps(data))
