"""In the text: items that are empty, glued together, or have swallowed the heading that follows them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from pipeline.check.compare import fold
from pipeline.check.context import Context
from pipeline.check.finding import Finding, at, quote
from pipeline.check.registry import rule
from pipeline.check.texts import ITEMS, SENTENCES

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
        parts = _SENTENCE_END.split(text.text.strip())
        last = parts[-1]
        if len(parts) < 2 or last.endswith((".", "!", "?")) or fold(last.rstrip(":")) not in _HEADINGS:
            continue
        place = text.place()
        yield Finding(
            f"{ctx.name(text.functie)}: achter {quote(' '.join(parts[:-1]))}{at(place)} staat de kop {quote(last)}.",
            (place,),
            "Zet de kop op een eigen regel.",
        )
