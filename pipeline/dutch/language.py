"""The Dutch pipeline: spaCy's blank "nl" with our own span rules and a component that finds the sentences.

No statistical model: every decision can be pointed to in a rule.  Importing this module imports spaCy, which takes
most of a second; import it inside functions.
"""

from __future__ import annotations

from functools import cache
from typing import Any, cast

import spacy
from spacy.language import Language
from spacy.symbols import ORTH
from spacy.tokens import Doc

from pipeline.dutch.words import words

SPANS = "taal"
"""Key of the spans that the rules find: SUBJECT, OBJECT, POSSESSIVE, REFLEXIVE, ROLE, SITUATION_ROLE, OWN."""

_SLASH = {"LOWER": {"IN": ["/", "of", "en/of"]}}
_BULLETS = frozenset("-–—•*·")


def _pair(first: str, second: str) -> list[list[dict[str, Any]]]:
    """The ways to write a pair: "hij/zij", "hij / zij", "hij of zij", "hij (zij)", and the other way round."""
    patterns: list[list[dict[str, Any]]] = []
    for one, two in ((first, second), (second, first)):
        patterns += [
            [{"LOWER": f"{one}/{two}"}],
            [{"LOWER": one}, _SLASH, {"LOWER": two}],
            [{"LOWER": f"{one}/"}, {"LOWER": two}],
            [{"LOWER": one}, {"ORTH": "("}, {"LOWER": two}, {"ORTH": ")"}],
        ]
    return patterns


def _patterns() -> list[dict[str, Any]]:
    """The span rules; where two match the same words the longer wins."""
    roles, situation_roles = sorted(words().rollen), sorted(words().rollen_in_situatie)
    rules: dict[str, list[list[dict[str, Any]]]] = {
        "SUBJECT": [*_pair("hij", "zij"), *_pair("hij", "ze"), [{"LOWER": "hij"}], [{"LOWER": "(s)hij"}]],
        "OBJECT": [*_pair("hem", "haar"), [{"LOWER": "hem"}]],
        "POSSESSIVE": [*_pair("zijn", "haar"), [{"LOWER": "zijn"}], [{"LOWER": "z'n"}], [{"LOWER": "haar"}]],
        "REFLEXIVE": [[{"LOWER": {"IN": ["zich", "zichzelf"]}}]],
        "ROLE": [[{"LOWER": {"IN": ["de", "een"]}}, {"LOWER": {"IN": roles}}]],
        "SITUATION_ROLE": [[{"LOWER": "de"}, {"LOWER": {"IN": situation_roles}}]],
        "OWN": [[{"LOWER": {"IN": ["de", "het"]}}, {"LOWER": "eigen"}]],
    }
    return [{"label": label, "pattern": pattern} for label, patterns in rules.items() for pattern in patterns]


@Language.component("functieboek_zinnen")
def _sentences(doc: Doc) -> Doc:
    """Start a sentence after a full stop, and where a bullet glues a second statement to the first."""
    new = True
    for token in doc:
        token.is_sent_start = new
        new = token.text in {".", "..", "...", "…", "!", "?"}
        if new and token.i + 1 < len(doc):
            follower = doc[token.i + 1]
            new = bool(token.whitespace_) and (follower.text[:1].isupper() or follower.text in _BULLETS)
    return doc


@cache
def dutch() -> Language:
    """The pipeline, built once a process."""
    nlp: Any = spacy.blank("nl")
    for abbreviation in sorted(words().afkortingen):
        nlp.tokenizer.add_special_case(abbreviation, [{ORTH: abbreviation}])
    ruler = nlp.add_pipe(
        "span_ruler", config={"spans_key": SPANS, "spans_filter": {"@misc": "spacy.first_longest_spans_filter.v1"}}
    )
    ruler.add_patterns(_patterns())
    nlp.add_pipe("functieboek_zinnen")
    return cast(Language, nlp)
