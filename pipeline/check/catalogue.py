"""All rules: importing this module registers them."""

from __future__ import annotations

from pipeline.check import (
    competences,
    establishment,
    features,
    functions,
    grammar,
    items,
    levels,
    matrix,
    names,
    neutral,
    profiles,
    punctuation,
    reading,
    running_text,
    spelling,
    verbs,
)

__all__ = [
    "competences",
    "establishment",
    "features",
    "functions",
    "grammar",
    "items",
    "levels",
    "matrix",
    "names",
    "neutral",
    "profiles",
    "punctuation",
    "reading",
    "running_text",
    "spelling",
    "verbs",
]
