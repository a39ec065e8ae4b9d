"""Two editions as paragraphs side by side: which paragraph of the old text became which of the new one."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from pipeline.dutch.word_diff import Spans
from pipeline.models.functieboek import Functie, Functieboek, Module, Profiel
from pipeline.models.koppeling import Koppeling
from pipeline.models.weergave import competentie_text, onderwerp_text, werksituatie_text

BULLET = "List Bullet"
Pair = tuple["Alinea | None", "Alinea | None"]


@dataclass(frozen=True, slots=True)
class Alinea:
    """A paragraph of the document, with what makes it the same one in both editions."""

    key: tuple[object, ...]
    style: str
    text: str
    bold: Spans = ()


class _Pen:
    """Writes the paragraphs of one side; ``name`` gives an item of a list the name it has on both sides."""

    def __init__(self, name: Callable[[str, int], object]) -> None:
        self._name = name
        self.out: list[Alinea] = []

    def line(self, key: str, style: str, text: str | None) -> None:
        """A paragraph that stands once; nothing when there is no text."""
        if text:
            self.out.append(Alinea((key,), style, text))

    def items(self, pad: str, style: str, texts: Sequence[str], bold: Sequence[Spans] = ()) -> None:
        """The items of a list."""
        for place, text in enumerate(texts):
            spans = bold[place] if bold else ()
            self.out.append(Alinea((self._name(pad, place),), style, text, spans))

    def item(self, pad: str, place: int, part: str, style: str, text: str | None) -> None:
        """A paragraph that belongs to one item of a list."""
        if text:
            self.out.append(Alinea((self._name(pad, place), part), style, text))


def paired_paragraphs(old: Functieboek, new: Functieboek, links: Koppeling) -> Iterator[Pair]:
    """Give the paragraphs of all descriptions in reading order: both, or only the old or the new one."""
    functions = dict(links.pairs("/functies", "/functies", len(old.functies), len(new.functies)))
    modules = dict(links.pairs("/modules", "/modules", len(old.modules), len(new.modules)))

    def function_side(book: Functieboek, place: int, namer: _Namer) -> list[Alinea]:
        return function_paragraphs(book, place, book.functies[place], _Pen(namer))

    def module_side(book: Functieboek, place: int, namer: _Namer) -> list[Alinea]:
        return module_paragraphs(place, book.modules[place], _Pen(namer))

    two = _Two(old, new, links)
    yield from _pair_wholes(two, functions, (len(old.functies), len(new.functies)), function_side)
    yield from _pair_wholes(two, modules, (len(old.modules), len(new.modules)), module_side)


@dataclass(frozen=True, slots=True)
class _Two:
    """Two editions and the changes between them."""

    old: Functieboek
    new: Functieboek
    links: Koppeling


class _Namer:
    """Names items: a paired item by its place in the new book, another one by its own place and side."""

    def __init__(self, side: str, two: _Two, twin: Callable[[str], str | None]) -> None:
        self._side, self._two, self._twin = side, two, twin
        self._known: dict[str, dict[int, object]] = {}

    def __call__(self, pad: str, place: int) -> object:
        """Return the name of an item of the list at ``pad`` of this side."""
        if pad not in self._known:
            self._known[pad] = self._names(pad)
        return self._known[pad].get(place, (self._side, pad, place))

    def _names(self, pad: str) -> dict[int, object]:
        other = self._twin(pad)
        if other is None:
            return {}
        before, after = (pad, other) if self._side == "oud" else (other, pad)
        lengths = len(_walk(self._two.old, before)), len(_walk(self._two.new, after))
        pairs = self._two.links.pairs(before, after, *lengths)
        return {(i if self._side == "oud" else j): ("samen", after, j) for i, j in pairs}


def _pair_wholes(
    two: _Two,
    pairs: dict[int, int],
    counts: tuple[int, int],
    side: Callable[[Functieboek, int, _Namer], list[Alinea]],
) -> Iterator[Pair]:
    """Pair functions (or modules) in reading order; one that stands elsewhere goes there and comes here as a whole."""
    from rapidfuzz.distance import Indel

    before = [("samen", pairs[i]) if i in pairs else ("oud", i) for i in range(counts[0])]
    after = [("samen", j) if j in pairs.values() else ("nieuw", j) for j in range(counts[1])]
    alone = _Namer("", two, lambda pad: None)
    for code in Indel.opcodes(before, after):
        if code.tag != "equal":
            for i in range(code.src_start, code.src_end):
                yield from ((alinea, None) for alinea in side(two.old, i, alone))
            for j in range(code.dest_start, code.dest_end):
                yield from ((None, alinea) for alinea in side(two.new, j, alone))
            continue
        for i, j in zip(range(code.src_start, code.src_end), range(code.dest_start, code.dest_end), strict=True):
            twins = _Twins(two, i, j)
            left = side(two.old, i, _Namer("oud", two, twins.of_old))
            right = side(two.new, j, _Namer("nieuw", two, twins.of_new))
            yield from pair_paragraphs(left, right)


def pair_paragraphs(old: Sequence[Alinea], new: Sequence[Alinea]) -> Iterator[Pair]:
    """Pair the paragraphs of two texts by their keys; what goes stands before what comes."""
    from rapidfuzz.distance import Indel

    for code in Indel.opcodes([alinea.key for alinea in old], [alinea.key for alinea in new]):
        before, after = old[code.src_start : code.src_end], new[code.dest_start : code.dest_end]
        if code.tag == "equal":
            yield from zip(before, after, strict=True)
        else:
            yield from ((alinea, None) for alinea in before)
            yield from ((None, alinea) for alinea in after)


class _Twins:
    """Finds the list in the other book that answers to a list of this function, profile or module."""

    def __init__(self, two: _Two, i: int, j: int) -> None:
        old, new = two.old, two.new
        self._roots = [(f"/functies/{i}", f"/functies/{j}"), (f"/modules/{i}", f"/modules/{j}")]
        if i < len(old.functies) and j < len(new.functies):
            a, b = (_profile_place(book, book.functies[k]) for book, k in ((old, i), (new, j)))
            paired = dict(two.links.pairs("/profielen", "/profielen", len(old.profielen), len(new.profielen)))
            if a is not None and paired.get(a) == b:
                self._roots.append((f"/profielen/{a}", f"/profielen/{b}"))
        self._two = two

    def of_old(self, pad: str) -> str | None:
        """The list in the new book for a list of the old one; None where there is none."""
        return self._follow(pad, forward=True)

    def of_new(self, pad: str) -> str | None:
        """The list in the old book for a list of the new one; None where there is none."""
        return self._follow(pad, forward=False)

    def _follow(self, pad: str, *, forward: bool) -> str | None:
        for old, new in self._roots:
            here, there = (old, new) if forward else (new, old)
            if pad.startswith(here + "/"):
                return self._inner(pad[len(here) :], (here, there), forward=forward)
        return None

    def _inner(self, rest: str, roots: tuple[str, str], *, forward: bool) -> str | None:
        """Follow a list inside an item of a list: the tasks of a result area, the indicators of a competence."""
        parts = rest[1:].split("/")
        here, there = f"{roots[0]}/{parts[0]}", f"{roots[1]}/{parts[0]}"
        if len(parts) == 1:
            return there
        before, after = (here, there) if forward else (there, here)
        lengths = len(_walk(self._two.old, before)), len(_walk(self._two.new, after))
        pairs = self._two.links.pairs(before, after, *lengths)
        place = int(parts[1])
        target = dict(pairs).get(place) if forward else {b: a for a, b in pairs}.get(place)
        return None if target is None else f"{there}/{target}/{parts[2]}"


def _walk(book: Functieboek, pad: str) -> Sequence[Any]:
    found: Any = book
    for part in pad[1:].split("/"):
        found = found[int(part)] if part.isdigit() else getattr(found, part)
    return found  # type: ignore[no-any-return]  # the pointers made here end in lists


def _profile_place(book: Functieboek, functie: Functie) -> int | None:
    return next((place for place, profile in enumerate(book.profielen) if profile.functie == functie.id), None)


def function_paragraphs(book: Functieboek, place: int, functie: Functie, pen: _Pen) -> list[Alinea]:
    """Return a function description and its profile as paragraphs."""
    root = f"/functies/{place}"
    pen.line("naam", "Heading 1", functie.naam)
    pen.line("code", "Normal", f"Code: {functie.code}" if functie.code else None)
    pen.line("normfunctie", "Normal", f"Normfunctie: {functie.normfunctie}" if functie.normfunctie else None)
    for key, label in (("functiereeks", "Functiereeks"), ("functiegroep", "Functiegroep")):
        named = getattr(functie, key)
        pen.line(key, "Heading 2", f"{label} {named.naam}" if named.naam else None)
        pen.line(f"{key} tekst", "Normal", named.omschrijving)
    if functie.kenmerken:
        pen.line("kop kenmerken", "Heading 2", "Functiekenmerken")
        pen.items(
            f"{root}/kenmerken", BULLET, [item.tekst for item in functie.kenmerken],
            [item.nadruk_posities for item in functie.kenmerken],
        )  # fmt: skip
    if functie.competenties:
        pen.line("kop competenties", "Heading 2", "Competenties")
        pen.items(f"{root}/competenties", BULLET, [competentie_text(item) for item in functie.competenties])
    for number, area in enumerate(functie.resultaatgebieden):
        pad = f"{root}/resultaatgebieden"
        label = f"Resultaatgebied {area.nummer}: {area.naam}" if area.nummer else f"Resultaatgebied {area.naam}"
        pen.item(pad, number, "kop", "Heading 2", label)
        pen.items(f"{pad}/{number}/taken", BULLET, [task.tekst for task in area.taken])
    pen.line("kop module", "Heading 2", "Module" if functie.module else None)
    pen.line("module", "Normal", functie.module)
    at = _profile_place(book, functie)
    if at is not None:
        profile_paragraphs(f"/profielen/{at}", book.profielen[at], pen)
    return pen.out


def profile_paragraphs(root: str, profile: Profiel, pen: _Pen) -> None:
    """Write a profile as paragraphs."""
    pen.line("kop profiel", "Heading 2", "Competentieprofiel")
    if profile.kritische_werksituaties:
        pen.line("kop werksituaties", "Heading 3", "Kritische werksituaties")
        texts = [werksituatie_text(item) for item in profile.kritische_werksituaties]
        pen.items(f"{root}/kritische_werksituaties", BULLET, texts)
    pad = f"{root}/competenties"
    for number, item in enumerate(profile.competenties):
        extra = f" [{item.toelichting}]" if item.toelichting else ""
        pen.item(pad, number, "kop", "Heading 3", competentie_text(item) + extra)
        pen.item(pad, number, "definitie", "Normal", item.definitie)
        pen.items(f"{pad}/{number}/gedragsindicatoren", BULLET, [part.tekst for part in item.gedragsindicatoren])
    for key, label in (("kennis", "Kennis"), ("vaardigheden", "Vaardigheden")):
        found = getattr(profile, key)
        pen.line(f"kop {key}", "Heading 3", label if found else None)
        pen.items(f"{root}/{key}", BULLET, [onderwerp_text(item) for item in found])
    if profile.opleiding and profile.opleiding.tekst:
        pen.line("kop opleiding", "Heading 3", "Opleiding")
        pen.line("opleiding", "Normal", profile.opleiding.tekst)


def module_paragraphs(place: int, module: Module, pen: _Pen) -> list[Alinea]:
    """Return a module as paragraphs."""
    pen.line("naam", "Heading 1", f"Module {module.naam}")
    pen.items(f"/modules/{place}/taken", BULLET, [task.tekst for task in module.taken])
    if module.competenties:
        pen.line("kop competenties", "Heading 2", "Competenties")
        pen.items(f"/modules/{place}/competenties", BULLET, [competentie_text(item) for item in module.competenties])
    return pen.out
