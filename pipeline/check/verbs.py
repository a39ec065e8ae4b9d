"""In the text: verbs in the wrong form, as far as they can be told without a grammar of the whole sentence."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.check.compare import WORD
from pipeline.check.context import Context
from pipeline.check.finding import Finding, Place, names, quote, where
from pipeline.check.registry import rule
from pipeline.check.texts import ITEMS, SENTENCES, Text

_PREFIXES = ("ver", "be", "ge", "ont", "her", "er", "mis")
_NOT_AFTER_VERB = frozenset(
    {
        "van", "voor", "op", "over", "met", "tot", "bij", "aan", "in", "uit", "naar", "door", "tussen", "binnen", "en",
        "of", "&", "te", "ten", "ter", "is", "zijn", "wordt", "worden",
    }
)  # fmt: skip
"""What follows a noun at the head of an item ("Beheer van", "Kennis en") rather than a verb."""
_DETERMINERS = frozenset({"de", "het", "een", "zich", "deze", "dit", "alle", "anderen"})
_NOUNS = frozenset(
    {
        "beheer", "overleg", "toezicht", "onderhoud", "werk", "plan", "zorg", "toets", "steun", "hulp", "inkoop",
        "verkoop", "aanleg", "bouw", "handel", "gebruik", "verzoek", "bezoek", "beroep", "bericht", "beleid", "vraag",
        "antwoord", "begin", "spoor", "verkeer", "schrijf", "leer", "deel", "doel", "kern", "rol", "taak",
        "ontwerp", "onderzoek", "advies", "besluit", "beeld", "regel", "meld", "start", "stuur", "controle", "verslag",
    }
)  # fmt: skip
"""Stems that are nouns as well."""
_SUBJECT = re.compile(
    r"\b(?:hij/zij|zij/hij|hij|hij of zij|iemand|men|de medewerker|de functionaris|de functiehouder|de adviseur|"
    r"de leidinggevende)\s+([^\W\d_]+d)\b",
    re.IGNORECASE,
)
_COORDINATED = re.compile(r"\b(?:en|of)\s+([^\W\d_]{3,}t)\b")
_AUXILIARY = re.compile(r"\b(?:is|zijn|was|waren|heeft|hebben|had|hadden|wordt|worden|werd|werden|geworden)\b", re.I)
_IRREGULAR = frozenset({"is", "heeft", "kan", "mag", "wil", "zal", "weet"})


@dataclass(frozen=True, slots=True)
class _Slip:
    wrong: str
    right: str
    text: Text


@rule(
    "werkwoordsvorm",
    "waarschuwing",
    "tekst",
    uitleg="Een werkwoord staat in de verkeerde vorm, zoals “Verbeterd de werkwijze” of “Neem … en zoekt”.",
    bron="spelling: de derde persoon enkelvoud krijgt stam + t; andere onderdelen van de opsomming staan in die vorm",
    taal=True,
)
def wrong_verb(ctx: Context) -> Iterator[Finding]:
    """Items that should begin with a third person and do not; subjects followed by a participle."""
    if ctx.language is None:
        return
    groups: dict[tuple[str, str], list[Text]] = defaultdict(list)
    for slip in (*_item_slips(ctx), *_subject_slips(ctx)):
        groups[slip.wrong, slip.right].append(slip.text)
    rights = _places_by_first_word(ctx)
    for (wrong, right), texts in groups.items():
        places = [text.place() for text in texts]
        twin = _same_text(texts, rights.get(right, []), wrong, right)
        elsewhere = f"; op {where([twin])} staat in dezelfde tekst {quote(right)}" if twin else ""
        by_text: dict[str, list[Text]] = defaultdict(list)
        for text in texts:
            by_text[_head(text, wrong)].append(text)
        heads = names([f"{quote(head)} ({where([t.place() for t in same])})" for head, same in by_text.items()], 4)
        yield Finding(
            f"{heads}: de werkwoordsvorm {quote(wrong)} moet {quote(right)} zijn{elsewhere}.",
            (*places, *([twin] if twin else [])),
            f"Schrijf {quote(right)}.",
            places[0].functie if len({place.functie for place in places}) == 1 else None,
            cause=("woord", wrong.casefold()),
        )


def _head(text: Text, wrong: str) -> str:
    at = text.text.find(wrong)
    return ("… " if at > 30 else "") + (text.text[at:] if at > 30 else text.text)[:80].rsplit(" ", 1)[0] + " …"


def _places_by_first_word(ctx: Context) -> dict[str, list[Text]]:
    out: dict[str, list[Text]] = defaultdict(list)
    for text in ctx.texts:
        if text.field in ITEMS:
            first = WORD.match(text.text)
            if first:
                out[first.group()].append(text)
    return out


def _same_text(texts: list[Text], candidates: list[Text], wrong: str, right: str) -> Place | None:
    """Where the same item stands with the right form."""
    wanted = {text.text.replace(wrong, right, 1).casefold() for text in texts}
    return next((c.place() for c in candidates if c.text.casefold() in wanted), None)


def _item_slips(ctx: Context) -> Iterator[_Slip]:
    """Items whose first word is a stem or participle where the book uses the third person."""
    items = [text for text in ctx.texts if text.field in ITEMS]
    finite = Counter(
        match.group().casefold() for text in items if (match := WORD.match(text.text)) and _third_person(match.group())
    )
    if sum(finite.values()) * 2 < len(items):
        return  # a book that lists nouns or infinitives
    for text in items:
        words = [match.group() for match in WORD.finditer(text.text)]
        if len(words) < 2:
            continue
        right = _participle_slip(ctx, words, finite) or _stem_slip(ctx, words, finite, text.text)
        if right is not None:
            capital = words[0][:1].isupper()
            yield _Slip(words[0], right.capitalize() if capital else right, text)


def _third_person(word: str) -> bool:
    low = word.casefold()
    return low.endswith("t") or low in _IRREGULAR


def _participle_slip(ctx: Context, words: list[str], finite: Counter[str]) -> str | None:
    """Find "Verbeterd de werkwijze": a participle in -d where stem + t is the verb."""
    first, after = words[0].casefold(), words[1].casefold()
    if not first.endswith("d") or len(first) < 5 or after == "zijn":
        return None
    if after == "en" and not (len(words) > 2 and _verb(ctx, words[2], finite)):
        return None  # "Bekend en vertrouwd met": adjectives
    right = first[:-1] + "t"
    begins = first.startswith(_PREFIXES)
    return right if finite[right] or (begins and ctx.known(right) and ctx.known(first)) else None


def _stem_slip(ctx: Context, words: list[str], finite: Counter[str], whole: str) -> str | None:
    """Find "Neem opmerkingen serieus en zoekt": a bare stem where the third person is stem + t.

    A noun can look like a stem ("Beheer", "Overleg"), so a second sign is asked: a third person after it or after en/of
    in the same item; or the right form at the head of other items, and here no preposition after the word.
    """
    first, after = words[0].casefold(), words[1].casefold()
    right = first + "t"
    if first.endswith("t") or first in _IRREGULAR or len(first) < 3:
        return None
    if not ctx.known(first) or not ctx.known(right) or not _infinitive(ctx, first):
        return None
    joined = after in {"en", "of"} and len(words) > 2 and _verb(ctx, words[2], finite)
    listed = "," in whole[: len(words[0]) + 1] and _verb(ctx, words[1], finite)
    if joined or listed:
        return right
    noun = first in _NOUNS
    if not noun and any(_verb(ctx, match.group(1), finite) for match in _COORDINATED.finditer(whole)):
        return right
    if first.endswith("eer") and not noun:
        return right
    object_ = after not in _NOT_AFTER_VERB and (not noun or after in _DETERMINERS)
    return right if object_ and finite[right] else None


def _verb(ctx: Context, word: str, finite: Counter[str]) -> bool:
    """Whether a word is a third person: it begins items of this book, or is a stem with -t that has an infinitive."""
    low = word.casefold()
    return bool(finite[low]) or (low.endswith("t") and len(low) > 3 and ctx.known(low) and _infinitive(ctx, low[:-1]))


def _infinitive(ctx: Context, stem: str) -> bool:
    """Whether the stem has an infinitive in the word list: neem - nemen, zet - zetten, blijf - blijven."""
    low = stem.casefold()
    forms = {low + "en", low + low[-1:] + "en"}
    if len(low) > 3 and low[-2] == low[-3]:  # a doubled vowel: neem - nemen
        forms.add(low[:-2] + low[-1] + "en")
        forms.add(low[:-2] + {"f": "v", "s": "z"}.get(low[-1], low[-1]) + "en")
    forms.add(low[:-1] + {"f": "v", "s": "z"}.get(low[-1:], low[-1:]) + "en")
    return any(ctx.known(form) for form in forms)


def _subject_slips(ctx: Context) -> Iterator[_Slip]:
    """ "de medewerker verbeterd", "hij/zij vind": a subject with a form in -d that lacks its -t."""
    for text in ctx.texts:
        if text.field not in SENTENCES:
            continue
        for match in _SUBJECT.finditer(text.text):
            wrong = match.group(1)
            low = wrong.casefold()
            with_t, for_d = low + "t", low[:-1] + "t"
            if _AUXILIARY.search(text.text, match.start()):
                continue  # "als hij/zij daarom gevraagd wordt"
            if ctx.known(with_t):
                yield _Slip(wrong, with_t, text)
            elif low.startswith(_PREFIXES) and ctx.known(for_d) and ctx.known(low):
                yield _Slip(wrong, for_d, text)
