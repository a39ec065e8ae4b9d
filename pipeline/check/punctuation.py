"""In the text: doubled words, doubled punctuation, and final punctuation that one item has and its neighbours not."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from pipeline.check.context import Context
from pipeline.check.features import feature_pairs
from pipeline.check.finding import Finding, Place, quote, where
from pipeline.check.items import damaged
from pipeline.check.registry import rule
from pipeline.check.texts import SENTENCES, Text, of_function, of_profile
from pipeline.check.variants import definition_variants, description_variants, indicator_variants

# "die die", "dat dat", "van van die" and names can be right; "in in" and "de de" cannot.
_MAY_DOUBLE = frozenset({"die", "dat", "wat", "zij", "je", "ze", "u", "was", "had", "is", "heel", "zeer", "bla"})
# "stelt een plan op op basis van": the part of a verb beside a preposition.
_PARTICLES = frozenset(
    {"op", "aan", "in", "uit", "over", "door", "voor", "om", "bij", "af", "toe", "mee", "na", "tegen"}
)
_DOUBLE_WORD = re.compile(r"\b([^\W\d_]+)\s+(\1)\b(?![-'’])", re.IGNORECASE)
_DOUBLE_MARK = re.compile(
    r"(?<![.\w])\.\.(?!\.)|(?<=\w)\.\.(?!\.)|,\s?,|;\s?;|:\s?:|\?\?|!!|\s[,;](?=\s)|[,;]\s*\.(?=\s|$)"
)
_FINAL = tuple(".!?")
_ABBREVIATED_END = re.compile(r"(?:\b\w\.){2,}$|\b(?:etc|enz|e\.d|bijv|resp|incl|excl|ca|nr)\.$", re.IGNORECASE)
"""An item that ends in an abbreviation does not tell whether it ends in a full stop."""


@rule(
    "dubbel-woord",
    "waarschuwing",
    "tekst",
    uitleg="Een woord staat tweemaal achter elkaar.",
    bron="taalregel: een herhaald woord is bijna altijd een tikfout",
)
def doubled_word(ctx: Context) -> Iterator[Finding]:
    """Words that are repeated, with the place where the same text has the word once."""
    singles = _single_elsewhere(ctx)
    groups: dict[tuple[str, str], list[Text]] = defaultdict(list)
    for text in ctx.texts:
        for match in _DOUBLE_WORD.finditer(text.text):
            word = match.group(1)
            if word.casefold() not in _MAY_DOUBLE and not (word[:1].isupper() and match.group(2)[:1].isupper()):
                groups[match.group().casefold(), text.text].append(text)
    for (doubled, whole), texts in groups.items():
        places = [text.place() for text in texts]
        single = singles.get(whole)
        if single is None and doubled.split()[0] in _PARTICLES:
            continue
        elsewhere = f"; op {where([single])} staat het woord in dezelfde tekst één keer" if single else ""
        yield Finding(
            f"{quote(doubled)} staat dubbel in {quote(_around(whole, doubled))} ({where(places)}){elsewhere}.",
            (*places, *([single] if single else [])),
            "Haal het tweede woord weg.",
            places[0].functie if len({place.functie for place in places}) == 1 else None,
        )


def _around(text: str, part: str, reach: int = 45) -> str:
    """Cut a stretch round a part out of a text, at whole words."""
    at = text.casefold().find(part.casefold())
    begin, end = max(at - reach, 0), min(at + len(part) + reach, len(text))
    while begin > 0 and not text[begin - 1].isspace():
        begin -= 1
    while end < len(text) and not text[end].isspace():
        end += 1
    return ("… " if begin else "") + text[begin:end].strip() + (" …" if end < len(text) else "")


def _single_elsewhere(ctx: Context) -> dict[str, Place]:
    """For a text with a doubled word: where the same text stands without it."""
    out: dict[str, Place] = {}
    for pair in feature_pairs(ctx):
        if pair.difference.kind == "dubbel" and pair.norm and pair.own:
            norm, own = pair.places()
            out.setdefault(norm.citaat, own)
            out.setdefault(own.citaat, norm)
    for variant in (
        *definition_variants(ctx),
        *description_variants(ctx, "reeks"),
        *description_variants(ctx, "groep"),
    ):
        if variant.difference.kind == "dubbel":
            out.setdefault(variant.text, variant.usual_places[0])
            out.setdefault(variant.usual, variant.places[0])
    for found in indicator_variants(ctx):
        for usual, own, difference in found.changed:
            if difference.kind == "dubbel":
                out.setdefault(own.citaat, usual)
                out.setdefault(usual.citaat, own)
    return out


@rule(
    "dubbel-leesteken",
    "waarschuwing",
    "tekst",
    uitleg="Een leesteken staat dubbel of los van het woord.",
    bron="taalregel: twee punten of komma's achter elkaar zijn een tikfout",
)
def doubled_mark(ctx: Context) -> Iterator[Finding]:
    """Texts with two full stops, two commas, or a comma between spaces."""
    groups: dict[tuple[str, str], list[Text]] = defaultdict(list)
    for text in ctx.texts:
        match = _DOUBLE_MARK.search(text.text) if text.field in SENTENCES else None
        if match:
            groups[text.text, match.group().strip()].append(text)
    for (whole, mark), texts in groups.items():
        places = [text.place() for text in texts]
        yield Finding(
            f"In {quote(_tail(whole, mark))} ({where(places)}) staat {quote(mark)}.",
            tuple(places),
            "Laat één leesteken staan, direct achter het woord.",
            places[0].functie if len({place.functie for place in places}) == 1 else None,
        )


def _tail(text: str, mark: str) -> str:
    at = text.find(mark)
    begin = max(at - 60, 0)
    while begin > 0 and not text[begin - 1].isspace():
        begin -= 1
    return ("… " if begin else "") + text[begin : at + len(mark) + 30].strip()


@rule(
    "slotpunt-wijkt-af",
    "info",
    "tekst",
    uitleg="In een opsomming eindigt een onderdeel anders dan de andere: met of zonder punt.",
    bron="het boek zelf: de andere onderdelen van dezelfde opsomming",
)
def other_ending(ctx: Context) -> Iterator[Finding]:
    """Items whose final full stop is not that of their list; one finding a function."""
    for owner, lists in _lists(ctx):
        odd: list[Text] = []
        for items in lists:
            odd += _odd_endings(items)
        if not odd:
            continue
        places = [text.place() for text in odd]
        without = [text for text in odd if not text.text.rstrip().endswith(_FINAL)]
        told = f"{quote(odd[0].text)} eindigt {'zonder' if odd[0] in without else 'met een'} punt"
        more = f", en zo nog {len(odd) - 1}" if len(odd) > 1 else ""
        yield Finding(
            f"{ctx.name(owner)}: {told}, anders dan de rest van de opsomming ({where(places)}){more}.",
            tuple(places),
            "Sluit alle onderdelen van een opsomming op dezelfde manier af.",
            owner,
        )


def _lists(ctx: Context) -> Iterator[tuple[str | None, list[list[Text]]]]:
    """The lists of each description and profile: tasks, kenmerken, indicators, knowledge, skills."""
    for functie in ctx.book.functies:
        by_field: dict[str, list[Text]] = defaultdict(list)
        for text in of_function(functie):
            if text.field in {"taak", "kenmerk"}:
                by_field[text.field].append(text)
        yield functie.id, list(by_field.values())
    for profiel in ctx.book.profielen:
        fields: dict[str, list[Text]] = defaultdict(list)
        for text in of_profile(profiel):
            if text.field in {"gedragsindicator", "kennis", "vaardigheid", "werksituatie"}:
                fields[text.field].append(text)
        yield profiel.functie, list(fields.values())


def _odd_endings(items: Sequence[Text]) -> list[Text]:
    """The items that end otherwise than at least three quarters of their list of four or more."""
    items = [
        item
        for item in items
        if item.text.strip() and not _ABBREVIATED_END.search(item.text.strip()) and not damaged(item.text)
    ]
    ended = [item.text.rstrip().endswith(_FINAL) for item in items]
    share = sum(ended) / len(items) if items else 0.0
    if len(items) < 4 or 0.25 < share < 0.75:
        return []
    return [item for item, end in zip(items, ended, strict=True) if end != (share >= 0.75)]
