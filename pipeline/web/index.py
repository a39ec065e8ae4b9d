"""Everything in a book that has a place, numbered in reading order of the data, and the words to find it by.

A page of the source wants the items of that page only, and most visits never search: so the places are gathered when a
book is opened, the texts of items when they are shown, and the words when somebody first looks for one.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache, cached_property
from typing import Any, get_args

from pipeline.models.base import Herkomst, Kader, Model, Small
from pipeline.models.functieboek import (
    BeschikbareFunctie,
    Functie,
    Functieboek,
    Kenmerk,
    Matrixcel,
    Module,
    Profiel,
    slug,
)
from pipeline.render.page_images import boxes_by_page
from pipeline.render.report import getal
from pipeline.render.wijzigingen import as_text
from pipeline.web.addresses import path

KINDS = {
    "Cluster": "cluster", "Alinea": "tekst", "Hoofdstuk": "hoofdstuk", "Matrixcel": "functiematrix",
    "BeschikbareFunctie": "beschikbare functie", "Functie": "functie", "Benoemd": "reeks of groep",
    "Kenmerk": "kenmerk", "Competentie": "competentie", "Resultaatgebied": "resultaatgebied", "Tekst": "taak",
    "Module": "module", "Werksituatie": "kritische werksituatie", "Profielcompetentie": "competentie in het profiel",
    "Onderwerp": "kennis of vaardigheid", "Opleiding": "opleiding", "Profiel": "competentieprofiel",
}  # fmt: skip
_SHOWN_ON = {
    "Cluster": "organisatie", "Hoofdstuk": "organisatie", "Alinea": "organisatie", "Matrixcel": "matrix",
    "BeschikbareFunctie": "formatie", "totaal_formatie": "formatie",
}  # fmt: skip
"""The page of a book on which values of this kind stand; all else stands on that of its function or module."""
_OWN_PLACE = "_herkomst"
"""How the place of a single value is called: ``module_herkomst`` is that of ``module``."""
_FUZZY = 78
"""Similarity (0-100) from which a word counts as another spelling of what was typed."""
_NEAR = 12
"""So much less alike a word of a function may be than the best hit, for the function to come first all the same."""
MOST = 60
"""Hits of a search that are shown."""
_FIRST = ("Functie", "BeschikbareFunctie", "Matrixcel", "Module", "Profiel")
"""What most people look for, before the texts that speak of it."""
_FUNCTIONS = _FIRST[:3]
_SMALL = frozenset({
    "aan", "als", "bij", "dat", "de", "die", "een", "en", "er", "het", "iemand", "iets", "ik", "in", "is", "met",
    "naar", "niet", "of", "om", "op", "te", "tot", "uit", "van", "voor", "wat", "wie", "wij", "worden", "wordt", "ze",
    "zij", "zijn", "zo",
})  # fmt: skip
"""Words that say nothing of what somebody looks for."""


@dataclass(frozen=True)
class Item:
    """One value of the book with its place."""

    nummer: int
    functie: str | None
    herkomst: Herkomst
    model: Model | Small
    veld: str = ""
    """The one value of the model that stands at this place; empty for the model as a whole."""

    @property
    def soort(self) -> str:
        """What kind of value it is, in Dutch."""
        return self.veld.replace("_", " ") or KINDS.get(type(self.model).__name__, "tekst")

    @cached_property
    def tekst(self) -> str:
        """What it says."""
        return as_text(getattr(self.model, self.veld)) if self.veld else _text(self.model)

    @cached_property
    def boxes(self) -> dict[int, tuple[Kader, ...]]:
        """Its boxes by page."""
        return boxes_by_page(self.herkomst)


@dataclass(frozen=True)
class Gevonden:
    """What a search gave."""

    items: list[Item]
    alle: bool
    """Every word stands in each of them; else most of the words."""


@dataclass
class Index:
    """The items of one book, by number, by page and by word."""

    items: list[Item] = field(default_factory=list)
    _by_place: dict[int, int] = field(default_factory=dict)
    _by_page: dict[int, list[Item]] = field(default_factory=lambda: defaultdict(list))

    @classmethod
    def of(cls, book: Functieboek) -> Index:
        """Number the items of a book; the book must stay alive as long as the index."""
        index = cls()
        for model, veld, place, functie in _items(book, None):
            index._add(model, veld, place, functie)
        return index

    def _add(self, model: Model | Small, veld: str, place: Herkomst, functie: str | None) -> None:
        item = Item(len(self.items), functie, place, model, veld)
        self.items.append(item)
        self._by_place.setdefault(id(place), item.nummer)
        pages = [place.pagina, *(more.pagina for more in place.vervolg)]
        for page in dict.fromkeys(page for page in pages if page is not None):
            self._by_page[page].append(item)

    @cached_property
    def _words(self) -> dict[str, set[int]]:
        """The numbers of the items by the words of their texts."""
        words: dict[str, set[int]] = defaultdict(set)
        for item in self.items:
            for word in slug(item.tekst).split("-"):
                words[word].add(item.nummer)
        return words

    def number(self, place: Herkomst | None) -> int | None:
        """Return the number of the item that has this place.

        A place of the book itself is known at once; one that was written down elsewhere (in a finding, in a change) is
        looked up by what it says: the same box, else the smallest text that holds the middle of its box.
        """
        if place is None:
            return None
        known = self._by_place.get(id(place))
        if known is None or self.items[known].herkomst is not place:
            return self._around(place)
        return known

    def _around(self, place: Herkomst) -> int | None:
        if place.pagina is None or place.kader is None:
            return None
        x, y = (place.kader[0] + place.kader[2]) / 2, (place.kader[1] + place.kader[3]) / 2
        found: list[tuple[bool, float, int]] = []
        for item in self._by_page.get(place.pagina, ()):
            for box in item.boxes[place.pagina]:
                if box[0] <= x <= box[2] and box[1] <= y <= box[3]:
                    found.append((box != place.kader, (box[2] - box[0]) * (box[3] - box[1]), item.nummer))
        return min(found)[2] if found else None

    def on_page(self, page: int) -> list[Item]:
        """Return the items with a box on a page, from top to bottom."""
        return sorted(
            self._by_page.get(page, ()),
            key=lambda item: min((box[1], box[0]) for box in item.boxes[page] or ((0,) * 4,)),
        )

    def address(self, name: str, item: Item) -> str:
        """Return where the product shows an item: the page of its function, or that part of the book."""
        page = _SHOWN_ON.get(item.veld or type(item.model).__name__)
        if page is None and item.functie:
            page = "modules" if ":" in item.functie else f"functie/{item.functie}"
        elif page is None and isinstance(item.model, Kenmerk):  # one without a function is of the establishment
            page = "formatie"
        return path("boek", name, *page.split("/")) + f"#w-{item.nummer}" if page else ""

    def search(self, query: str) -> list[Item]:
        """Return the items in which the words of the query stand, misspelt or half typed included; best first.

        Small words ("met", "een") count only where nothing else was asked.  Functions come before the texts that speak
        of them.  Where no item has every word, those with most of them are given: see ``Gevonden.alle``.
        """
        return self.find(query).items

    def find(self, query: str) -> Gevonden:
        """Search, and tell whether every word was found together."""
        typed = [word for word in slug(query).split("-") if word]
        words = [word for word in typed if word not in _SMALL] or typed
        likes = [self._like(word) for word in words]
        counts = Counter(number for found in likes for number in found)
        if not counts:
            return Gevonden([], alle=True)
        most = max(counts.values())
        scores = {n: sum(found.get(n, 0.0) for found in likes) for n, count in counts.items() if count == most}
        near = max(scores.values()) - _NEAR * most
        ranked = sorted(
            scores.items(),
            key=lambda pair: (self._late(pair[0]) or pair[1] < near, -pair[1], self._rank(pair[0]), pair[0]),
        )
        return Gevonden([self.items[number] for number, _ in ranked[:MOST]], alle=most == len(words))

    def _late(self, number: int) -> bool:
        """Whether an item comes after the functions themselves."""
        return type(self.items[number].model).__name__ not in _FUNCTIONS or bool(self.items[number].veld)

    def _rank(self, number: int) -> int:
        kind = type(self.items[number].model).__name__
        return _FIRST.index(kind) if kind in _FIRST else len(_FIRST)

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


_Found = tuple[Model | Small, str, Herkomst, str | None]
"""A model, the value of it that has the place (empty for all of it), the place, and whose it is."""


def _items(model: Model | Small, functie: str | None) -> Iterator[_Found]:
    if isinstance(model, Functie):
        functie = model.id
    elif isinstance(model, Module):
        functie = f"module:{model.id}"
    elif isinstance(model, Profiel):
        functie = model.functie
    place = getattr(model, "herkomst", None)
    if isinstance(place, Herkomst):
        own = getattr(model, "functie", None)
        yield model, "", place, functie or (own if isinstance(own, str) else None)
    kind: type = type(model)
    for name in _holding(kind):
        value = getattr(model, name)
        for one in value if isinstance(value, tuple) else (value,):
            if isinstance(one, Herkomst):
                yield model, name.removesuffix(_OWN_PLACE), one, functie
            elif isinstance(one, Model | Small):
                yield from _items(one, functie)


@cache
def _holding(kind: Any) -> tuple[str, ...]:
    """The fields of a model in which other models may stand; looking at all of them costs half the time."""
    fields = kind.model_fields.items()
    return tuple(name for name, info in fields if name not in {"herkomst", "bron"} and _names_a_model(info.annotation))


def _names_a_model(annotation: object) -> bool:
    if isinstance(annotation, type) and issubclass(annotation, Model | Small):
        return True
    return any(_names_a_model(part) for part in get_args(annotation))


def _text(model: Model | Small) -> str:
    parts = [
        getattr(model, name, None) for name in ("titel", "naam", "onderwerp", "tekst", "omschrijving", "definitie")
    ]
    text = ": ".join(part for part in parts if isinstance(part, str) and part)
    level = getattr(model, "niveau", None)
    told = [f"niveau {level}"] if isinstance(level, str) else []
    if isinstance(model, BeschikbareFunctie | Matrixcel) and model.schaal is not None:
        told.append(f"schaal {model.schaal}")
    fte = getattr(model, "formatie", None) or getattr(model, "fte", None)
    told += [f"{getal(fte)} fte"] if isinstance(fte, float) else []
    return ", ".join([text, *told]) if text else text
