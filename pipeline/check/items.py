"""In the text: items that are empty, glued together, or have swallowed the heading that follows them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from pipeline.check.compare import fold
from pipeline.check.context import Context
from pipeline.check.finding import Finding, Place, at, quote, where
from pipeline.check.registry import rule
from pipeline.check.texts import ITEMS, SENTENCES
from pipeline.models.functieboek import Kenmerk, Tekst

# A bullet or dash after the end of a sentence, or a bullet anywhere within an item.
_GLUED = re.compile(r"[.;!?]\s+[-–—•▪●◦*]\s*(?=[^\W\d_])|\S\s*[•▪●◦]\s*(?=[^\W\d_])|\s[-–—]\s(?=[A-Z][a-zë]+t\s)")
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+(?=[A-Z])")

_HEADINGS = frozenset(
    fold(label)
    for label in (
        "Gedragsindicatoren", "Gedragsindicator", "Definitie", "Niveau", "Competenties", "Competentie", "Kennis",
        "Vakkennis", "Vakkennis normfunctie", "Vaardigheden", "Vaardigheid", "Opleiding", "Opleidingsniveau",
        "Opleidingseisen", "Kritische werksituaties", "Kritische situaties", "Resultaatgebieden", "Resultaatgebied",
        "Generieke taken", "Taken", "Functiereeks", "Functiegroep", "Functiekenmerken",
        "Overwegende functiekenmerken", "Module", "Naam functie", "Functienaam", "Code", "Competentieprofiel",
        "Functiebeschrijving", "Functie-eisen", "Vaardigheden normfunctie", "Kennis en vaardigheden",
    )
)  # fmt: skip
"""Headings of HR21 books; a text that ends in one after a full stop has swallowed it."""


def damaged(text: str) -> bool:
    """Whether a text holds more than one item, or an item and the heading after it: rules of their own tell that."""
    return bool(_GLUED.search(text)) or swallowed(text) is not None


def swallowed(text: str) -> str | None:
    """Return the heading that a text ends in after the end of its sentence."""
    parts = _SENTENCE_END.split(text.strip())
    last = parts[-1]
    if len(parts) < 2 or last.endswith((".", "!", "?")) or fold(last.rstrip(":")) not in _HEADINGS:
        return None
    return last


@rule(
    "leeg-onderdeel",
    "waarschuwing",
    "tekst",
    uitleg="Een opsomming heeft een leeg onderdeel.",
    bron="het boek zelf: een opsommingsteken zonder tekst is een verdwenen of vergeten onderdeel",
)
def empty_item(ctx: Context) -> Iterator[Finding]:
    """Items without a letter."""
    for text in ctx.texts:
        if text.field in ITEMS and not any(c.isalnum() for c in text.text):
            place = text.place()
            yield Finding(
                f"{ctx.name(text.functie)}: in de {text.onderdeel or 'tekst'}{at(place)} staat een "
                f"{text.field} zonder tekst.",
                (place,),
                "Vul de tekst aan, of haal het opsommingsteken weg.",
            )


@rule(
    "onderdeel-dubbel",
    "waarschuwing",
    "tekst",
    uitleg="Hetzelfde onderdeel staat twee keer in dezelfde opsomming.",
    bron="het boek zelf: een taak, kenmerk of indicator hoort één keer in haar opsomming te staan",
)
def item_twice(ctx: Context) -> Iterator[Finding]:
    """Items that stand twice in one result area, list of kenmerken, competence or list of knowledge."""
    for owner, kind, items in _lists(ctx):
        groups: dict[str, list[Tekst | Kenmerk]] = defaultdict(list)
        for item in items:
            groups[fold(item.tekst)].append(item)
        for text, twice in groups.items():
            if text and len(twice) > 1:
                part = "competentieprofiel" if kind == "gedragsindicator" else "functiebeschrijving"
                places = tuple(Place(item.herkomst, item.tekst, part, owner) for item in twice)
                yield Finding(
                    f"{ctx.name(owner)}: {quote(twice[0].tekst)} staat {len(twice)} keer in dezelfde opsomming "
                    f"({where(places)}).",
                    places,
                    f"Laat {'het' if kind == 'kenmerk' else 'de'} {kind} één keer staan.",
                )


def _lists(ctx: Context) -> Iterator[tuple[str | None, str, Sequence[Tekst | Kenmerk]]]:
    """Every list of items with its owner and what its items are."""
    for functie in ctx.book.functies:
        yield functie.id, "kenmerk", functie.kenmerken
        for area in functie.resultaatgebieden:
            yield functie.id, "taak", area.taken
    for profiel in ctx.book.profielen:
        for competence in profiel.competenties:
            yield profiel.functie, "gedragsindicator", competence.gedragsindicatoren


@rule(
    "regel-samengevoegd",
    "waarschuwing",
    "tekst",
    uitleg="Twee onderdelen van een opsomming zijn aan elkaar geplakt.",
    bron="het boek zelf: een opsommingsteken of een elders los onderdeel staat midden in de tekst",
)
def glued_items(ctx: Context) -> Iterator[Finding]:
    """Items with a bullet inside, or made of two items that stand apart elsewhere."""
    separate: dict[str, int] = defaultdict(int)
    for text in ctx.texts:
        if text.field in ITEMS:
            separate[fold(text.text)] += 1
    for text in ctx.texts:
        if text.field not in ITEMS:
            continue
        match = _GLUED.search(text.text)
        parts = _SENTENCE_END.split(text.text)
        known = len(parts) > 1 and all(separate.get(fold(part)) for part in parts)
        if not match and not known:
            continue
        place = text.place()
        second = text.text[match.end() :] if match else parts[1]
        yield Finding(
            f"{ctx.name(text.functie)}: in {quote(text.text)}{at(place)} zijn twee onderdelen samengevoegd; het tweede "
            f"begint bij {quote(second, 60)}.",
            (place,),
            "Maak er twee onderdelen van.",
        )


@rule(
    "kop-ingeslikt",
    "waarschuwing",
    "tekst",
    uitleg="Een kop staat achter een zin in plaats van op een eigen regel.",
    bron="het boek zelf: de kop komt elders als kop voor",
)
def swallowed_heading(ctx: Context) -> Iterator[Finding]:
    """Texts that end in a heading after the end of their sentence."""
    for text in ctx.texts:
        if text.field not in SENTENCES or text.field == "lopende tekst":
            continue
        last = swallowed(text.text)
        if last is None:
            continue
        place = text.place()
        before = text.text.strip().removesuffix(last).rstrip()
        yield Finding(
            f"{ctx.name(text.functie)}: achter {quote(before)}{at(place)} staat de kop {quote(last)}.",
            (place,),
            "Zet de kop op een eigen regel.",
        )
