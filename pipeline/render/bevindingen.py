"""Findings in the order in which a person deals with them, and in words; shared by screen, report and workbook."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from pipeline.models.bevindingen import Bevinding, Bevindingen, Ernst
from pipeline.models.functieboek import Functieboek

WEIGHTS: tuple[Ernst, ...] = ("fout", "waarschuwing", "info")
"""Heaviest first."""
_MANY: dict[Ernst, tuple[str, str]] = {
    "fout": ("fout", "fouten"),
    "waarschuwing": ("waarschuwing", "waarschuwingen"),
    "info": ("opmerking", "opmerkingen"),
}


class Uitleg(NamedTuple):
    """What a rule says of itself."""

    uitleg: str
    bron: str


@dataclass(frozen=True, slots=True)
class Group:
    """The findings of one function, or of the whole book."""

    functie: str | None
    naam: str
    bevindingen: tuple[Bevinding, ...]

    @property
    def anchor(self) -> str:
        """The id of this group in a page."""
        return "boek" if self.functie is None else f"f-{self.functie.replace(':', '-')}"

    @property
    def heaviest(self) -> int:
        """The weight of its heaviest finding, 0 for fout."""
        return min(WEIGHTS.index(item.ernst) for item in self.bevindingen)

    @property
    def counts(self) -> str:
        """How many findings of each weight, in words."""
        return tally(self.bevindingen)


def names_of(book: Functieboek) -> dict[str, str]:
    """Return what the reader calls each function and module."""
    names = {functie.id: functie.naam for functie in book.functies}
    names.update({f"module:{module.id}": f"Module {module.naam}" for module in book.modules})
    return names


def groups(book: Functieboek, findings: Sequence[Bevinding]) -> list[Group]:
    """Group findings by function: those with the heaviest finding first, then the order of the book; heaviest first."""
    names = names_of(book)
    order = {functie: position for position, functie in enumerate(names)}
    found: dict[str | None, list[Bevinding]] = defaultdict(list)
    for item in findings:
        found[item.functie].append(item)
    made = [
        Group(
            functie,
            "Het hele boek" if functie is None else names.get(functie, functie),
            tuple(sorted(items, key=lambda item: WEIGHTS.index(item.ernst))),
        )
        for functie, items in found.items()
    ]
    return sorted(made, key=lambda g: (g.heaviest, -1 if g.functie is None else order.get(g.functie, len(order))))


def opened(findings: Bevindingen) -> list[Bevinding]:
    """The findings that still ask for attention."""
    return [item for item in findings.bevindingen if item.status == "open"]


def accepted(findings: Bevindingen) -> list[Bevinding]:
    """The findings that the organisation accepts as they are."""
    return [item for item in findings.bevindingen if item.status == "aanvaard"]


def tally(findings: Sequence[Bevinding]) -> str:
    """Return how many findings of each weight there are, in words.

    >>> tally([])
    'geen bevindingen'
    """
    counts = Counter(item.ernst for item in findings)
    parts = [f"{counts[e]} {_MANY[e][counts[e] != 1]}" for e in WEIGHTS if counts[e]]
    return ", ".join(parts) or "geen bevindingen"


def title_of(code: str) -> str:
    """Return a code as a heading.

    >>> title_of("kenmerken-wijken-af")
    'Kenmerken wijken af'
    """
    return code.replace("-", " ").capitalize()


def pages(item: Bevinding) -> str:
    """Return the pages or lines of a finding, each once: "13, 18"."""
    numbers = sorted({h.pagina for h in item.herkomst if h.pagina is not None})
    lines = sorted({h.regel for h in item.herkomst if h.regel is not None})
    return ", ".join(str(number) for number in numbers or lines)


def explained(item: Bevinding, rules: Mapping[str, Uitleg]) -> Uitleg:
    """What the rule of a finding says of itself."""
    return rules.get(item.code, Uitleg("", ""))
