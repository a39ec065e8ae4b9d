"""The rules: each a small function, registered under the code of the finding it makes."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Literal

from pipeline.check.context import Context
from pipeline.check.finding import Finding
from pipeline.models.bevindingen import Betreft, Ernst

Soort = Literal["onderdelen", "functies", "tekst", "lezen"]
"""What a rule looks at: between the parts, between the functions, in the text, in the reading."""

KINDS: dict[Soort, str] = {
    "onderdelen": "Tussen de onderdelen van het boek",
    "functies": "Tussen de functies",
    "tekst": "In de tekst",
    "lezen": "Bij het lezen",
}
"""The kinds in the order in which they are shown, with their headings."""

RuleFunction = Callable[[Context], Iterable[Finding]]


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule of Controleren, as ``--regels`` and ``docs/regels.md`` show it."""

    code: str
    ernst: Ernst
    soort: Soort
    uitleg: str
    """One Dutch sentence for HR."""
    bron: str
    """Why it is a rule: the HR21 convention, the spelling guide, the law, or the book itself."""
    betreft: Betreft = "boek"
    run: RuleFunction | None = None
    """None for a finding that the reading itself makes."""
    taal: bool = False
    """Whether the rule needs the word list."""


_RULES: dict[str, Rule] = {}


def rule(
    code: str,
    ernst: Ernst,
    soort: Soort,
    *,
    uitleg: str,
    bron: str,
    betreft: Betreft = "boek",
    taal: bool = False,
) -> Callable[[RuleFunction], RuleFunction]:
    """Register a function as the rule of a code."""

    def register(function: RuleFunction) -> RuleFunction:
        _add(Rule(code, ernst, soort, uitleg, bron, betreft, function, taal))
        return function

    return register


def declare(code: str, ernst: Ernst, *, uitleg: str, bron: str, betreft: Betreft = "lezen") -> None:
    """Name a finding that the reading makes, so that it is explained, weighed and switched like the others."""
    _add(Rule(code, ernst, "lezen", uitleg, bron, betreft))


def _add(new: Rule) -> None:
    if new.code in _RULES:
        raise ValueError(f"two rules of the code {new.code}")
    _RULES[new.code] = new


def rules() -> tuple[Rule, ...]:
    """Return all rules, in the order in which they are registered: parts, functions, text, reading."""
    from pipeline.check import catalogue  # noqa: F401 - importing the modules registers their rules

    order = list(KINDS)
    return tuple(sorted(_RULES.values(), key=lambda known: order.index(known.soort)))
