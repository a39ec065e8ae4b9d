"""All rules: importing this module registers them."""

from __future__ import annotations

from pipeline.check import (
    competences,
    completeness,
    establishment,
    features,
    functions,
    grammar,
    items,
    levels,
    matrix,
    modules,
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
    "completeness",
    "establishment",
    "features",
    "functions",
    "grammar",
    "items",
    "levels",
    "matrix",
    "modules",
    "names",
    "neutral",
    "profiles",
    "punctuation",
    "reading",
    "running_text",
    "spelling",
    "verbs",
]
