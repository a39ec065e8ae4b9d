"""Everything in a book that has a place, numbered in reading order of the data, and the words to find it by."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from pipeline.models.base import Herkomst, Kader, Model
from pipeline.models.functieboek import Functie, Functieboek, Module, Profiel, slug
from pipeline.render.page_images import boxes_by_page

KINDS = {
    "Cluster": "cluster", "Alinea": "tekst", "Hoofdstuk": "hoofdstuk", "Matrixcel": "functiematrix",
    "BeschikbareFunctie": "beschikbare functie", "Functie": "functie", "Benoemd": "reeks of groep",
    "Kenmerk": "kenmerk", "Competentie": "competentie", "Resultaatgebied": "resultaatgebied", "Tekst": "taak",
    "Module": "module", "Werksituatie": "kritische werksituatie", "Profielcompetentie": "competentie in het profiel",
    "Onderwerp": "kennis of vaardigheid", "Opleiding": "opleiding", "Profiel": "competentieprofiel",
}  # fmt: skip
_FUZZY = 78
"""Similarity (0-100) from which a word counts as another spelling of what was typed."""
_MOST = 60


@dataclass(frozen=True, slots=True)
class Item:
    """One value of the book with its place."""

    nummer: int
    soort: str
    tekst: str
    functie: str | None
    herkomst: Herkomst

    @property
    def boxes(self) -> dict[int, tuple[Kader, ...]]:
        """Its boxes by page."""
        return boxes_by_page(self.herkomst)


@dataclass
class Index:
    """The items of one book, by number, by page and by word."""

    items: list[Item] = field(default_factory=list)
    _by_place: dict[int, int] = field(default_factory=dict)
    _by_page: dict[int, list[Item]] = field(default_factory=lambda: defaultdict(list))
    _words: dict[str, set[int]] = field(default_factory=lambda: defaultdict(set))

    @classmethod
    def of(cls, book: Functieboek) -> Index:
        """Number the items of a book; the book must stay alive as long as the index."""
        index = cls()
        for item, functie in _items(book, None):
            index._add(item, functie)
        return index

    def _add(self, model: Model, functie: str | None) -> None:
        place: Herkomst = model.herkomst  # type: ignore[attr-defined]  # _items gives only models that have one
        text = _text(model)
        item = Item(len(self.items), KINDS.get(type(model).__name__, "tekst"), text, functie, place)
        self.items.append(item)
        self._by_place.setdefault(id(place), item.nummer)
        for page in item.boxes:
            self._by_page[page].append(item)
        for word in slug(text).split("-"):
            self._words[word].add(item.nummer)

    def number(self, place: Herkomst | None) -> int | None:
        """Return the number of the item that has this very place."""
        return None if place is None else self._by_place.get(id(place))

    def on_page(self, page: int) -> list[Item]:
        """Return the items with a box on a page, from top to bottom."""
        return sorted(
            self._by_page.get(page, ()),
            key=lambda item: min((box[1], box[0]) for box in item.boxes[page] or ((0,) * 4,)),
        )

    def search(self, query: str) -> list[Item]:
        """Return the items in which every word of the query stands, misspelt or half typed included; best first."""
        words = [word for word in slug(query).split("-") if word]
        if not words:
            return []
        scores: dict[int, float] | None = None
        for word in words:
            found = self._like(word)
            scores = found if scores is None else {n: scores[n] + s for n, s in found.items() if n in scores}
        ranked = sorted((scores or {}).items(), key=lambda pair: (-pair[1], pair[0]))
        return [self.items[number] for number, _ in ranked[:_MOST]]

    def _like(self, word: str) -> dict[int, float]:
        from rapidfuzz import fuzz, process

        found: dict[int, float] = {}
        near = {str(w): float(s) for w, s, _ in process.extract(
            word, list(self._words), scorer=fuzz.ratio, score_cutoff=_FUZZY, limit=40)}  # fmt: skip
        near |= {known: 99.0 for known in self._words if known.startswith(word) and known != word}
        near |= {known: 90.0 for known in self._words if len(word) > 3 and word in known and known not in near}
        for known, score in near.items():
            for number in self._words[known]:
                found[number] = max(found.get(number, 0.0), score)
        return found


def _items(model: Model, functie: str | None) -> Iterator[tuple[Model, str | None]]:
    if isinstance(model, Functie):
        functie = model.id
    elif isinstance(model, Module):
        functie = f"module:{model.id}"
    elif isinstance(model, Profiel):
        functie = model.functie
    if isinstance(getattr(model, "herkomst", None), Herkomst):
        own = getattr(model, "functie", None)
        yield model, functie or (own if isinstance(own, str) else None)
    for name in type(model).model_fields:
        value = getattr(model, name)
        if isinstance(value, Model) and not isinstance(value, Herkomst):
            yield from _items(value, functie)
        elif isinstance(value, tuple):
            for one in _models(value):
                yield from _items(one, functie)


def _models(values: Iterable[object]) -> Iterator[Model]:
    return (value for value in values if isinstance(value, Model) and not isinstance(value, Herkomst))


def _text(model: Model) -> str:
    parts = [
        getattr(model, name, None) for name in ("titel", "naam", "onderwerp", "tekst", "omschrijving", "definitie")
    ]
    text = ": ".join(part for part in parts if isinstance(part, str) and part)
    level = getattr(model, "niveau", None)
    return f"{text}, niveau {level}" if isinstance(level, str) and text else text
