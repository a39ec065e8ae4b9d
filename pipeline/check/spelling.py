"""In the text: words that are probably misspelt, weighed against how the book itself spells them."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator

from pipeline.check.compare import near
from pipeline.check.context import Context
from pipeline.check.finding import Finding, Place, counted, quote, where
from pipeline.check.registry import rule
from pipeline.check.texts import Field, Text
from pipeline.models.bevindingen import Ernst

_SKIPPED: frozenset[Field] = frozenset({"matrixnaam", "matrixkop", "rijnaam", "normfunctie", "titel", "cluster"})
"""Names that are abbreviated, local, or told by the rules about names."""
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?(?:-[^\W\d_]+)*")
_ATTACHED = re.compile(r"[\w@./\\+&()-]")
_INFLECTION = ("e", "s", "n", "en", "t", "er", "ers")


@rule(
    "onbekend-woord",
    "waarschuwing",
    "tekst",
    uitleg="Een woord staat niet in de woordenlijst en lijkt op een woord dat er wel in staat.",
    bron="woordenlijst van OpenTaal (Hunspell nl), gewogen tegen de schrijfwijze elders in het boek",
    taal=True,
)
def unknown_word(ctx: Context) -> Iterator[Finding]:
    """Words outside the word list for which a word is meant that the book or the list has; one finding a word."""
    if ctx.language is None:
        return
    used: dict[str, list[Text]] = defaultdict(list)
    shapes: dict[str, Counter[str]] = defaultdict(Counter)
    for text in ctx.texts:
        if text.field in _SKIPPED:
            continue
        for word in words_to_check(text.text):
            used[word.casefold()].append(text)
            shapes[word.casefold()][word] += 1
    names = _names(ctx)
    unknown = dict.fromkeys(word for word in used if not _fine(ctx, word, shapes[word], names))
    right = {word for word in used if word not in unknown}
    for word in unknown:
        meant = ctx.language.suggest(word, right)
        weight = _weight(ctx, word, meant, right) if meant else None
        if meant and weight:
            shape = min(shapes[word], key=lambda one: (-shapes[word][one], one))
            yield _finding(shape, meant, used[word], used.get(meant, []), weight)


def words_to_check(text: str) -> Iterator[str]:
    """Yield the words of a text that can be spelt wrongly: no abbreviations, addresses or codes.

    A cut-off part ("beleids- en") is asked as it stands, of "locatie(s)" the word itself.

    >>> list(words_to_check("Beleids- en regelgeving e.d. (zie www.hr21.nl) op locatie(s)"))
    ['Beleids', 'en', 'regelgeving', 'zie', 'op', 'locatie']
    """
    for match in _WORD.finditer(text):
        word, begin, end = match.group(), match.start(), match.end()
        if _part_of_more(text, begin, end):
            continue
        if text[end : end + 1] in tuple("-‐‑"):
            if len(word) > 5:
                yield word
        elif not (text[begin - 1 : begin] == "(" and text[begin - 2 : begin - 1].isalnum() and len(word) < 4):
            yield word


def _part_of_more(text: str, begin: int, end: int) -> bool:
    """Whether the stretch is an abbreviation, or a piece of an address or code."""
    before, after, beyond = text[begin - 1 : begin], text[end : end + 1], text[end + 1 : end + 2]
    if after == "." and (end - begin < 4 or beyond.isalnum()):
        return True
    if after and after in "@_\\+&":
        return True
    if after == ":" and beyond == "/":
        return True
    if after == "/" and beyond.isalpha() and text[end - 1] == "s":
        return True  # "onderzoeks/verantwoordingsrapporten"
    if after == ")" and beyond.isalnum():
        return True  # "(beleids)uitvoering"
    if before and before in "-‐‑@_\\+":
        return True
    return before == "." and text[begin - 2 : begin - 1].isalnum()


def _names(ctx: Context) -> frozenset[str]:
    """Words of the names of the organisation and of its clusters."""
    named = [ctx.book.organisatie or "", ctx.book.titel or "", *(cluster.naam for cluster in ctx.book.clusters)]
    return frozenset(word.casefold() for name in named for word in _WORD.findall(name))


def _fine(ctx: Context, word: str, shapes: Counter[str], names: frozenset[str]) -> bool:
    """Whether a word is no misspelling: known, the organisation's own, an abbreviation, or a proper name."""
    assert ctx.language is not None
    if len(word) < 4 or ctx.language.known(word) or word in names:
        return True
    if word.endswith("s") and ctx.language.known(word[:-1]):
        return True  # the link of a cut-off part: "beleids- en beheersinstrumenten"
    if word in {own.casefold() for own in ctx.settings.woorden}:
        return True
    if all((shape.isupper() and len(shape) <= 6) or _mixed(shape) for shape in shapes):
        return True
    return any(ctx.language.known(shape) for shape in shapes)


def _mixed(shape: str) -> bool:
    """Capitals inside a word: DVO's, iBurgerzaken."""
    return any(c.isupper() for c in shape[1:]) and any(c.islower() for c in shape)


def _weight(ctx: Context, word: str, meant: str, right: set[str]) -> Ernst | None:
    """How sure it is that the word is a slip for the one that was meant; None when it is not.

    A compound of known words is one only where the book itself has the other spelling, and not for an ending: the list
    cannot hold every compound.  Where only the list knows better (a missing link letter), it is no more than a remark.
    """
    assert ctx.language is not None
    if word in {meant + ending for ending in _INFLECTION}:
        return None  # a form that the list lacks
    if not ctx.language.compound(word):
        return "waarschuwing"
    if meant in {word + ending for ending in _INFLECTION}:
        return None
    if meant in right:
        return "waarschuwing" if near(word, meant) else None
    return "info" if _link_missing(word, meant) else None


def _link_missing(word: str, meant: str) -> bool:
    """Whether the words differ in one -s- within: "beleidvelden" for "beleidsvelden"."""
    at = next((i for i, (a, b) in enumerate(zip(word, meant, strict=False)) if a != b), len(word))
    return 2 < at < len(word) - 2 and meant[at] == "s" and word[at:] == meant[at + 1 :]


def _finding(word: str, meant: str, texts: list[Text], elsewhere: list[Text], weight: Ernst) -> Finding:
    meant = meant.capitalize() if word[:1].isupper() and word[1:].islower() else meant
    places = list(dict.fromkeys(text.place() for text in texts))
    right = _best_counterpart(texts, elsewhere)
    also = f", zoals op {where([text.place() for text in elsewhere[:40]])}" if elsewhere else ""
    times = f", {counted(len(texts), 'keer', 'keer')}" if len(texts) > 1 else ""
    return Finding(
        f"{quote(word)} ({where(places)}{times}) staat niet in de woordenlijst; bedoeld is waarschijnlijk "
        f"{quote(meant)}{also}.",
        (*places, *([right] if right else [])),
        f"Schrijf {quote(meant)}, of zet {quote(word)} bij woorden in functieboek.toml als het goed is.",
        places[0].functie if len({place.functie for place in places}) == 1 else None,
        weight,
        ("woord", word.casefold()),
    )


def _best_counterpart(texts: list[Text], elsewhere: list[Text]) -> Place | None:
    """A place with the right spelling: in the same field where there is one."""
    fields = {text.field for text in texts}
    same = next((text for text in elsewhere if text.field in fields), None)
    chosen = same or next(iter(elsewhere), None)
    return chosen.place() if chosen else None
