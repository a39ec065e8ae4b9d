"""In the text: words written apart that belong together, and an ending that the article forbids."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from pipeline.check.context import Context
from pipeline.check.finding import Finding, quote, where
from pipeline.check.registry import rule
from pipeline.check.texts import SENTENCES, Text

_ADVERBS = {
    "daar naar": "daarnaar", "hier op": "hierop", "daar op": "daarop", "daar mee": "daarmee", "hier mee": "hiermee",
    "daar bij": "daarbij", "hier bij": "hierbij", "hier van": "hiervan", "daar van": "daarvan", "daar aan": "daaraan",
    "hier aan": "hieraan", "zo danig": "zodanig",
}  # fmt: skip
_APART = re.compile(r"\b(" + "|".join(_ADVERBS) + r")(?=[\s.,;]|$)", re.IGNORECASE)
_SUFFIXED = re.compile(r"\b([^\W\d_]{4,}) (brede|breed|overstijgende?|gebonden|gerichte?|specifieke?)\b")
# After "daar" and "hier" these can be a verb's own part: "hier op te treden", "daar mee te werken".
# Before an article they are a place and a preposition: "zoals hier aan de orde".
_VERB_PART = re.compile(r"\s+(?:te|om|de|het|een|deze|dit|die|dat)\b")
_NEUTER = (
    "beleid", "gebied", "terrein", "niveau", "kader", "proces", "project", "doel", "plan", "resultaat", "product",
    "belang", "advies", "besluit", "team", "overleg", "onderzoek", "systeem", "programma", "netwerk", "draagvlak",
    "vraagstuk", "budget", "contract", "rapport", "beeld", "oordeel", "standpunt", "gesprek", "antwoord",
)  # fmt: skip
"""Common nouns with "het"; a compound has the gender of its last part."""
_INFLECTED = re.compile(r"\b[Ee]en ([^\W\d_]{4,}e) ([^\W\d_]*(?:" + "|".join(_NEUTER) + r"))\b")
_ORDINAL = re.compile(r"(?:de|ste)$")


@rule(
    "los-geschreven",
    "info",
    "tekst",
    uitleg="Twee woorden zijn los geschreven die één woord zijn, zoals “organisatie brede” of “daar naar”.",
    bron="spelling: samenstellingen en voornaamwoordelijke bijwoorden zijn één woord (Leidraad 12)",
    taal=True,
)
def written_apart(ctx: Context) -> Iterator[Finding]:
    """Words that belong together, one finding a pair."""
    groups: dict[tuple[str, str], list[Text]] = defaultdict(list)
    for text in ctx.texts:
        if text.field not in SENTENCES:
            continue
        for match in _APART.finditer(text.text):
            if not _VERB_PART.match(text.text, match.end()):
                groups[match.group().casefold(), _ADVERBS[match.group().casefold()]].append(text)
        for match in _SUFFIXED.finditer(text.text):
            whole = match.group(1).casefold() + match.group(2)
            if ctx.known(match.group(1).casefold()) and ctx.known(whole):
                groups[match.group().casefold(), whole].append(text)
    for (apart, whole), texts in groups.items():
        places = list(dict.fromkeys(text.place() for text in texts))
        yield Finding(
            f"{quote(apart)} ({where(places)}) is één woord: {quote(whole)}.",
            tuple(places),
            f"Schrijf {quote(whole)}.",
        )


@rule(
    "buigings-e",
    "waarschuwing",
    "tekst",
    uitleg="Na “een” heeft een bijvoeglijk naamwoord een -e te veel, zoals “een strategische kader”.",
    bron="grammatica: na “een” blijft het bijvoeglijk naamwoord bij een het-woord onverbogen (ANS 6.4.1)",
    taal=True,
)
def extra_ending(ctx: Context) -> Iterator[Finding]:
    """ "een strategische kader": an inflected adjective before a neuter noun, one finding a pair of words."""
    groups: dict[tuple[str, str], list[Text]] = defaultdict(list)
    for text in ctx.texts:
        if text.field not in SENTENCES:
            continue
        for match in _INFLECTED.finditer(text.text):
            bare = _bare(ctx, match.group(1).casefold())
            if bare is not None:
                groups[match.group(), f"een {bare} {match.group(2)}"].append(text)
    for (wrong, right), texts in groups.items():
        places = list(dict.fromkeys(text.place() for text in texts))
        yield Finding(
            f"{quote(wrong)} ({where(places)}) moet {quote(right)} zijn.",
            tuple(places),
            f"Schrijf {quote(right)}.",
        )


def _bare(ctx: Context, adjective: str) -> str | None:
    """The adjective without its -e; None for an ordinal, a noun, or a word that always ends so."""
    if _ORDINAL.search(adjective) and not adjective.endswith(("ende", "elde")):
        return None
    bare = adjective[:-1]
    if bare.endswith(("z", "v")):
        bare = bare[:-1] + ("s" if bare.endswith("z") else "f")
    if len(bare) > 3 and bare[-1] == bare[-2] and bare[-1] not in "aeou":
        bare = bare[:-1]  # korte klinker: snelle - snel
    is_adjective = bare.endswith(("isch", "lijk", "ig", "eel", "iek", "ief", "aal", "ent", "end", "aam", "baar", "air"))
    return bare if is_adjective and ctx.known(bare) else None
