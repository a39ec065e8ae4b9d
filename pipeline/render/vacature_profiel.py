""" "Wie ben jij": education, knowledge, skills and competences in plain words."""

from __future__ import annotations

import re
from collections.abc import Iterable

from pipeline.models.functieboek import Onderwerp, Opleiding
from pipeline.render.vacature_bewoording import opsomming
from pipeline.render.vacature_model import Bron, Zin, tel_woorden
from pipeline.render.vacature_selectie import Gevraagd
from pipeline.render.vacature_zinnen import Gegeven, Ritme, as_item, convert, first_verb, lower_first, upper_first

REPEATS = 80
"""Similarity (0-100) from which an indicator says again what the definition said."""
LONGEST_EXAMPLE = 20
"""Words of an indicator that still reads as an example."""

_LEVELS = re.compile(r"\b(VMBO|MBO|HBO|WO)\b", re.IGNORECASE)
_MINIMUM = re.compile(
    r"^(?:minimaal|ten minste|minstens)\s+(?:een\s+)?(VMBO|MBO|HBO|WO)\b(?![- ]?(?:opleiding|werk|denk|diploma))"
    r"(\s*niveau\s*\d)?",
    re.IGNORECASE,
)
_FIELDS = re.compile(r"(,?\s*)(bijvoorbeeld )?(?:op het gebied van|in de richting van)\s+(.+)$", re.IGNORECASE)


def opleiding_zin(opleiding: Opleiding, hoogstens: int) -> str:
    """Say what education is asked; of examples ("bijvoorbeeld op het gebied van …") at most ``hoogstens`` are named.

    >>> opleiding_zin(Opleiding(tekst="Minimaal MBO niveau 2."), 4)
    'Je hebt minimaal een mbo-opleiding op niveau 2.'
    """
    text = " ".join((opleiding.tekst or "").split()).rstrip(" .")
    found = _MINIMUM.match(text)
    if not found:
        return f"Opleiding: {lower_first(_small(text))}." if text else ""
    level = found.group(2) or ""
    number = re.sub(r"\D", "", level)
    start = f"Je hebt minimaal een {found.group(1).lower()}-opleiding{f' op niveau {number}' if number else ''}"
    rest = text[found.end() :]
    tail = ""
    if fields := _FIELDS.search(rest):
        rest, tail = rest[: fields.start()], _fields(fields, hoogstens)
    rest = re.sub(r",?\s*\bidealiter\b", ", bij voorkeur", _small(rest)).rstrip(" ,")
    return f"{start}{rest}{tail}."


def _fields(found: re.Match[str], hoogstens: int) -> str:
    names = [name.strip() for name in found.group(3).split(",") if name.strip()]
    if found.group(2):
        names = names[: max(hoogstens, 1)]
        return f", bijvoorbeeld op het gebied van {opsomming(names, 'of')}"
    return f" op het gebied van {opsomming(names, 'of')}"


def _small(text: str) -> str:
    return _LEVELS.sub(lambda match: match.group().lower(), text)


def onderwerpen(items: Iterable[Onderwerp]) -> list[str]:
    """The names of subjects as they stand in a sentence."""
    return [lower_first(item.onderwerp.strip()) for item in items if item.onderwerp]


def competentie_punt(gevraagd: Gevraagd, ritme: Ritme, *, voorbeelden: int, kort: bool) -> tuple[Zin, ...]:
    """A competence as an item: its name, what it is in one sentence, and what that looks like at this level."""
    name = upper_first(re.sub(r"\s*\(.*?\)", "", gevraagd.naam).strip())
    level = f", niveau {gevraagd.niveau}" if gevraagd.niveau else ""
    meaning = _meaning(gevraagd, ritme, f"definitie van “{gevraagd.naam}”{level}")
    examples = _examples(gevraagd, ritme, f"gedragsindicator bij “{gevraagd.naam}”{level}")
    if kort and examples:
        shortest = min([*meaning[:1], *examples[:3]], key=lambda one: len(one.part.text))
        sentences = [as_item(name, shortest, ritme.bewoording)]
    elif meaning or examples:
        head = (meaning or examples)[0]
        follow = _other_verbs(head, examples if meaning else examples[1:])[:voorbeelden]
        sentences = [as_item(name, _commas(head), ritme.bewoording)]
        ritme.note(sentences[0].geheel)
        return (sentences[0], *_shown(follow, ritme))
    else:
        bron = Bron("boek", f"competentie “{gevraagd.naam}”{level}", "naam", gevraagd.naam, (gevraagd.herkomst,))
        sentences = [Zin(f"{name}.", (bron,))]
    ritme.note(sentences[0].geheel)
    return tuple(sentences)


def _shown(examples: list[Gegeven], ritme: Ritme) -> list[Zin]:
    """Write the examples of one item: the first as such, the others by themselves."""
    lead = ritme.bewoording.overgangen["voorbeeld"][0]
    first = [Zin(ritme.sentence(one, je=False, first=lead), (one.bron,)) for one in examples[:1]]
    return [*first, *(Zin(ritme.item(one), (one.bron,)) for one in examples[1:])]


def _examples(gevraagd: Gevraagd, ritme: Ritme, what: str) -> list[Gegeven]:
    """What the competence looks like at this level: short indicators that do not repeat the definition."""
    from rapidfuzz import fuzz

    found: list[Gegeven] = []
    for text, place in gevraagd.indicatoren:
        repeats = fuzz.token_set_ratio(text.lower(), (gevraagd.definitie or "").lower()) >= REPEATS
        if not repeats and ";" not in text and tel_woorden(text) <= LONGEST_EXAMPLE:
            found += convert(text, what, place, ritme)[:1]
    return found


def _other_verbs(head: Gegeven, examples: list[Gegeven]) -> list[Gegeven]:
    """Examples that can follow a fronted word and do not begin with a verb that was just used."""
    seen, found = {first_verb(head)}, []
    for one in examples:
        if one.part.inverted and first_verb(one) not in seen:
            seen.add(first_verb(one))
            found.append(one)
    return found


def _meaning(gevraagd: Gevraagd, ritme: Ritme, what: str) -> list[Gegeven]:
    return convert(gevraagd.definitie, what, gevraagd.herkomst, ritme) if gevraagd.definitie else []


def _commas(gegeven: Gegeven) -> Gegeven:
    """Clauses with semicolons read as a list: a, b en c."""
    pieces = [piece.strip() for piece in gegeven.part.text.rstrip(".").split(";")]
    if len(pieces) == 1:
        return gegeven
    text = f"{opsomming(pieces)}."
    return Gegeven(type(gegeven.part)(text), gegeven.bron)


def onderwerp_punt(item: Onderwerp, soort: str, ritme: Ritme) -> Zin | None:
    """A subject of knowledge or skill as an item: "Openbaar bestuur: je weet …"; None where no rule covers it."""
    if not item.omschrijving:
        return None
    found = convert(item.omschrijving, f"{soort} “{item.onderwerp or ''}”", item.herkomst, ritme)
    if not found:
        return None
    zin = (
        as_item(upper_first(item.onderwerp), found[0], ritme.bewoording)
        if item.onderwerp
        else Zin(found[0].part.text, (found[0].bron,))
    )
    ritme.note(zin.geheel)
    return zin
