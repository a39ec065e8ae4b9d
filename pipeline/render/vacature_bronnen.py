"""Where the fixed sentences of a vacancy come from: the organisation's words, what the recruiter typed, or the book."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from pipeline.models.base import Herkomst
from pipeline.models.functieboek import slug
from pipeline.render.vacature_feiten import Opdracht, as_sentence
from pipeline.render.vacature_model import Bron

_TYPED = {
    "contactnaam": ("contact.naam", "wie vragen beantwoordt"),
    "sluitingsdatum": ("vacature.sluitingsdatum", "laatste dag om te reageren"),
    "startdatum": ("vacature.startdatum", "ingangsdatum"),
    "webadres": ("solliciteren.webadres", "pagina om te solliciteren"),
    "email": ("solliciteren.email", "adres voor sollicitaties"),
    "teamnaam": ("team.naam", "naam van het team"),
    "cao": ("aanbod.cao", "welke cao geldt"),
}
"""Names in a snippet that stand for one field: the field, and what it is called."""


class Zinbronnen:
    """Finds the sources of a line that a snippet gave."""

    def __init__(self, opdracht: Opdracht, context: Mapping[str, Any]) -> None:
        self._opdracht, self._context = opdracht, context
        self._own = dict(_whole_lines(opdracht))

    def of(self, snippet: str, line: str) -> tuple[Bron, ...]:
        """Return the sources: a line that was typed as it stands has only that one."""
        if line in self._own:
            field, what = self._own[line]
            return (Bron("gegevens", what, "overgenomen", veld=field),)
        fixed = Bron("sjabloon", f"templates/vacature/{snippet}", "sjabloon")
        return (fixed, *self._filled(line), *self._from_book(line))

    def _filled(self, line: str) -> Iterator[Bron]:
        for name, (field, what) in _TYPED.items():
            value = self._context.get(name)
            if isinstance(value, str) and not value.startswith("[") and _says(line, value):
                yield Bron("gegevens", what, "ingevuld", veld=field)
        hours = str(self._context.get("uren", ""))
        if not hours.startswith("[") and _says(line, f"{hours} uur per week"):
            yield Bron("gegevens", "uren en contract", "ingevuld", veld="dienstverband.uren_min")

    def _from_book(self, line: str) -> Iterator[Bron]:
        scale, fte = self._context.get("schaal"), self._context.get("cluster_fte")
        if scale and re.search(rf"schaal {re.escape(str(scale))}\b", line, re.IGNORECASE) and (place := self._scale()):
            yield Bron("boek", f"salarisschaal van {self._opdracht.selectie.naam}", "ingevuld", herkomst=(place,))
        cluster = self._context.get("cluster")
        if fte and _says(line, f"{fte} fte"):
            found = (one for one in self._opdracht.book.clusters if slug(one.naam) == slug(str(cluster)))
            for one in found:
                yield Bron("boek", f"omvang van het cluster {one.naam}", "ingevuld", herkomst=(one.herkomst,))

    def _scale(self) -> Herkomst | None:
        selectie = self._opdracht.selectie
        if selectie.rij is not None and selectie.rij.schaal == selectie.schaal:
            return selectie.rij.herkomst
        cells = self._opdracht.book.functiematrix
        return next(
            (one.herkomst for one in cells if one.functie == selectie.functie.id and one.schaal == selectie.schaal),
            None,
        )


def _whole_lines(opdracht: Opdracht) -> Iterator[tuple[str, tuple[str, str]]]:
    """Yield lines that the recruiter typed whole, with field and name."""
    given = opdracht.gegevens
    if given is None:
        return
    for line in (given.vacature.opening or "").splitlines():
        yield line.strip(), ("vacature.opening", "eigen openingszinnen")
    for text in filter(None, [given.werkplek.thuiswerken]):
        yield as_sentence(text), ("werkplek.thuiswerken", "thuiswerken")
    for text in given.aanbod.voorwaarden:
        yield as_sentence(text), ("aanbod.voorwaarden", "arbeidsvoorwaarde")
    for text in given.solliciteren.stappen:
        yield as_sentence(text), ("solliciteren.stappen", "stap van de selectie")


def _says(line: str, words: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(words)}(?!\w)", line) is not None
