"""In the text: wording that names a sex or an age where the function is meant; a description feeds vacancies."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from pipeline.check.context import Context
from pipeline.check.finding import Finding, names, quote, where
from pipeline.check.registry import rule
from pipeline.check.texts import Text

_PAIRS = re.compile(
    r"\b(?:hij/zij|zij/hij|hij of zij|zij of hij|zijn/haar|haar/zijn|zijn of haar|haar of zijn|hem/haar|haar/hem|"
    r"hem of haar|haar of hem|m/v|v/m)(?![/\w])",
    re.IGNORECASE,
)
# "zijn" is also a verb: only after a preposition, or before a noun that belongs to a person.
_ONE_SEX = re.compile(
    r"\bhij\b(?!/| of zij)|(?<!/)\bhem\b(?!/| of haar)|"
    r"\b(?:aan|van|in|op|met|over|voor|bij|door|uit|naar|binnen|onder|en) zijn (?:eigen )?"
    r"(?:handelen|werk|werkzaamheden|gedrag|taak|taken|functie|rol|standpunt|visie|mening|leidinggevende|team|vak|"
    r"vakgebied|werkgebied|verantwoordelijkheid|collega['’]?s|optreden|functioneren|inzet|kennis)\b",
    re.IGNORECASE,
)
_ANY = re.compile(r"\b(?:hij|zij|hem|haar|zijn|m/v|v/m)\b", re.IGNORECASE)
_OTHER_HALF = re.compile(r"\b(?:haar|vrouw)\b", re.IGNORECASE)
_TITLES = {
    "secretaresse": "secretarieel medewerker",
    "secretaresses": "secretarieel medewerkers",
    "telefoniste": "medewerker telefonie",
    "receptioniste": "medewerker receptie",
    "kassière": "kassamedewerker",
    "directrice": "directeur",
    "vakman": "vakkracht",
    "vakmannen": "vakkrachten",
    "raadsman": "raadgever",
    "tussenman": "tussenpersoon",
    "timmerman": "timmerkracht",
    "schoonmaakster": "schoonmaker",
    "werkster": "schoonmaker",
    "juffrouw": "leerkracht",
    "brandweerman": "brandwacht",
    "brandweermannen": "brandwachten",
    "woordvoerster": "woordvoerder",
    "afdelingsleidster": "afdelingshoofd",
    "medewerkster": "medewerker",
    "medewerksters": "medewerkers",
}
_AGE = re.compile(
    r"\b(?:jong(?:e)? (?:team|collega['’]?s|kandida(?:at|ten)|medewerkers?|professionals?|honden?)|"
    r"(?:maximaal|hoogstens|niet ouder dan|jonger dan|ouder dan|tussen) \d+(?: en \d+)? jaar(?! (?:werk)?ervaring)|"
    r"schoolverlaters?|pas afgestudeerd(?:e|en)?|middelbare leeftijd|leeftijdsgrens)\b",
    re.IGNORECASE,
)


@rule(
    "persoonsvorm-geslacht",
    "waarschuwing",
    "tekst",
    uitleg="De tekst noemt de medewerker hij, hem of hij/zij, terwijl een functiebeschrijving neutraal hoort te zijn.",
    bron="Algemene wet gelijke behandeling en richtlijn (EU) 2023/970: functienamen en vacatures zijn genderneutraal",
)
def gendered_forms(ctx: Context) -> Iterator[Finding]:
    """Forms for one sex (a finding for all), and forms for two (a lighter one for all)."""
    one: list[tuple[str, Text]] = []
    two: list[tuple[str, Text]] = []
    for text in ctx.texts:
        if not _ANY.search(text.text):
            continue
        pairs = [match.group().casefold() for match in _PAIRS.finditer(text.text)]
        rest = _PAIRS.sub("", text.text)
        two += [(form, text) for form in dict.fromkeys(pairs)]
        if not _OTHER_HALF.search(rest):
            one += [(form, text) for form in dict.fromkeys(m.group().casefold() for m in _ONE_SEX.finditer(rest))]
    if one:
        yield _forms(
            one, "Eén geslacht wordt genoemd", "Schrijf neutraal, bijvoorbeeld “de medewerker” of meervoud.", None
        )
    if two:
        advice = "Schrijf liever neutraal (de medewerker, eigen, die): dat leest korter en past zo in een vacature."
        yield _forms(two, "Vormen met twee geslachten komen voor", advice, "info")


def _forms(found: list[tuple[str, Text]], begin: str, advice: str, weight: str | None) -> Finding:
    counts: dict[str, int] = defaultdict(int)
    for form, _ in found:
        counts[form] += 1
    told = names([f"{quote(form)} ({number} keer)" if number > 1 else quote(form) for form, number in counts.items()])
    places = tuple(dict.fromkeys(text.place() for _, text in found))
    return Finding(f"{begin}: {told} ({where(places)}).", places, advice, ernst="info" if weight == "info" else None)


@rule(
    "functienaam-geslacht",
    "info",
    "tekst",
    uitleg="Een functienaam heeft een vorm voor één geslacht.",
    bron="richtlijn (EU) 2023/970 art. 5 lid 3: functienamen zijn genderneutraal",
)
def gendered_titles(ctx: Context) -> Iterator[Finding]:
    """Titles with a form for one sex, one finding a word."""
    groups: dict[str, list[Text]] = defaultdict(list)
    for text in ctx.texts:
        for word in dict.fromkeys(re.findall(r"[^\W\d_]+", text.text.casefold())):
            if word in _TITLES:
                groups[word].append(text)
    for word, texts in groups.items():
        places = tuple(dict.fromkeys(text.place() for text in texts))
        yield Finding(
            f"{quote(word)} is een vorm voor één geslacht ({where(places)}).",
            places,
            f"Overweeg een neutrale naam, zoals {quote(_TITLES[word])}.",
        )


@rule(
    "leeftijdswoord",
    "waarschuwing",
    "tekst",
    uitleg="De tekst stelt of suggereert een leeftijd.",
    bron="Wet gelijke behandeling op grond van leeftijd bij de arbeid, art. 1 en 3",
)
def age_words(ctx: Context) -> Iterator[Finding]:
    """Wording that asks or suggests an age."""
    for text in ctx.texts:
        match = _AGE.search(text.text)
        if match:
            place = text.place()
            yield Finding(
                f"{quote(match.group())} in {quote(text.text)} ({where([place])}) stelt of suggereert een leeftijd.",
                (place,),
                "Omschrijf de ervaring of de kennis die nodig is, niet de leeftijd.",
            )
