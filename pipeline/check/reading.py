"""In the reading: what the reader was not sure of, told apart from what is wrong in the book."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator

from pipeline.check.compare import fold
from pipeline.check.context import Context, place_of_cell, place_of_profile, place_of_row
from pipeline.check.finding import Finding, Place, at, names, quote, where
from pipeline.check.registry import declare, rule
from pipeline.check.texts import Text

_CID = re.compile(r"\(cid:\d+\)")
_LOOSE_HYPHEN = re.compile(r"\b([^\W\d_]{3,})- ([^\W\d_]{3,})")
_SUSPENDED = frozenset({"en", "of", "dan", "tot", "noch", "maar", "als", "respectievelijk", "resp"})

_ACCOUNT = "verantwoording: elk teken en elke bladzijde van de bron krijgt een plaats"
for _code, _ernst, _uitleg, _bron in (
    (
        "niet-geplaatste-tekst",
        "waarschuwing",
        "Tekst uit de bron kon in geen onderdeel van het boek worden geplaatst.",
        _ACCOUNT,
    ),
    (
        "tekst-ontbreekt",
        "fout",
        "Een deel van de bron is niet gelezen, omdat het bestand beschadigd of onvolledig is.",
        _ACCOUNT,
    ),
    (
        "pagina-zonder-tekst",
        "waarschuwing",
        "Een bladzijde heeft geen tekst, bijvoorbeeld omdat zij een afbeelding is.",
        _ACCOUNT,
    ),
    ("pagina-overgeslagen", "fout", "Een bladzijde kon niet worden gelezen.", _ACCOUNT),
    ("pagina-met-bijzonderheid", "info", "Bij het lezen van een bladzijde viel iets op.", _ACCOUNT),
    ("verborgen-tekst", "info", "De bron bevat tekst die niet wordt getoond; die is niet gelezen.", _ACCOUNT),
    (
        "ingevoegd-bestand",
        "waarschuwing",
        "De bron verwijst naar een ander bestand; de tekst daarvan is niet gelezen.",
        _ACCOUNT,
    ),
    (
        "tekencodering",
        "waarschuwing",
        "Het is niet zeker of letters met accenten goed zijn gelezen.",
        "de bron zegt niet, of verkeerd, hoe zijn letters zijn opgeslagen",
    ),
    (
        "twijfel-afbreekstreepje",
        "info",
        "Het is niet zeker of een streepje aan het eind van een regel bij het woord hoort.",
        "volgorde van bewijs: de spelling, het boek zelf, dan samenvoegen",
    ),
    (
        "geen-getal",
        "waarschuwing",
        "Waar een getal hoort te staan, staat iets anders; de waarde is leeg gelaten.",
        "schaal, punten en formatie zijn getallen",
    ),
    (
        "geen-datum",
        "waarschuwing",
        "Waar een datum hoort te staan, staat iets anders; de waarde is leeg gelaten.",
        "een peildatum is een datum",
    ),
    (
        "naam-ontbreekt",
        "fout",
        "Een functie of competentie heeft in de bron geen naam.",
        "elk onderdeel van een functieboek heeft een opschrift",
    ),
    (
        "naam-dubbelzinnig",
        "waarschuwing",
        "Een naam past bij meer dan één functie; er is niet gekozen.",
        "namen worden alleen verbonden als er één mogelijkheid is",
    ),
    (
        "naam-niet-gevonden",
        "waarschuwing",
        "Bij een profiel is geen functie met die naam gevonden.",
        "namen worden alleen verbonden als er één mogelijkheid is",
    ),
):
    declare(_code, _ernst, uitleg=_uitleg, bron=_bron)  # type: ignore[arg-type]  # the table's second column is an Ernst
declare(
    "kop-verkeerd-gespeld",
    "waarschuwing",
    uitleg="Een vast opschrift, zoals Functiereeks, is op een deel van de plaatsen verkeerd gespeld.",
    bron="het boek zelf: hetzelfde opschrift staat elders goed",
    betreft="boek",
)


@rule(
    "titel-afgeleid",
    "info",
    "lezen",
    uitleg="De titel van een competentieprofiel ontbreekt; bij welke functie het hoort, is afgeleid.",
    bron="de volgorde van de profielen in het boek",
    betreft="lezen",
)
def inferred_title(ctx: Context) -> Iterator[Finding]:
    """Profiles without a title."""
    for profiel in ctx.book.profielen:
        if profiel.titel is None:
            place = place_of_profile(profiel)
            owner = (
                f"het is gelezen als dat van {ctx.name(profiel.functie)}"
                if profiel.functie
                else "niet is te zeggen bij welke functie het hoort"
            )
            yield Finding(
                f"Een competentieprofiel{at(place)} heeft geen titel; {owner}.",
                (place,),
                "Kijk na of dat klopt, en zet zo nodig de titel in correcties.toml.",
            )


@rule(
    "schaal-onleesbaar",
    "waarschuwing",
    "lezen",
    uitleg="Waar een schaal hoort te staan, staat geen schaal.",
    bron="een schaal is een geheel getal, of een tussenschaal als 10A",
    betreft="lezen",
)
def no_scale(ctx: Context) -> Iterator[Finding]:
    """Cells and rows without a scale, in a book where others have one."""
    places = [place_of_cell(c, f"{c.naam}: geen schaal") for c in ctx.book.functiematrix if c.schaal is None]
    rows = [row for row in ctx.book.beschikbare_functies if row.schaal is None]
    if len(rows) < len(ctx.book.beschikbare_functies):
        places += [place_of_row(row, f"{row.naam}: geen schaal") for row in rows]
    if places:
        yield Finding(
            f"Bij {names([place.citaat.partition(':')[0] for place in places])} ({where(places)}) is geen schaal "
            "gelezen.",
            tuple(places),
            "Kijk wat er staat; vul de schaal in het boek in, of in correcties.toml als hij verkeerd is gelezen.",
        )


@rule(
    "punten-ontbreken",
    "info",
    "lezen",
    uitleg="Bij een functie in de matrix zijn geen punten gelezen, bij de andere wel.",
    bron="het boek zelf: de andere cellen van de matrix hebben punten",
    betreft="lezen",
)
def no_points(ctx: Context) -> Iterator[Finding]:
    """Cells without points where most have them."""
    cells = ctx.book.functiematrix
    empty = [cell for cell in cells if cell.punten is None]
    if empty and len(empty) * 2 < len(cells):
        places = tuple(place_of_cell(cell) for cell in empty)
        yield Finding(
            f"Bij {names([cell.naam for cell in empty])} zijn in de functiematrix ({where(places)}) geen punten "
            "gelezen.",
            places,
            "Kijk wat er staat; vul de punten in het boek in, of in correcties.toml als zij verkeerd zijn gelezen.",
        )


def unreadable(text: str) -> list[str]:
    """Return the characters of a text that no reader can mean: replacement, private use, control, (cid:N)."""
    if text.isascii() and text.isprintable() and "(cid:" not in text:
        return []
    found = _CID.findall(text)
    found += [c for c in text if c == "\ufffd" or unicodedata.category(c) in {"Co", "Cc", "Cn", "Cs"}]
    return list(dict.fromkeys(found))


@rule(
    "onleesbare-tekens",
    "fout",
    "lezen",
    uitleg="Een tekst bevat tekens die het lettertype van de bron niet prijsgeeft.",
    bron="Unicode: vervangingstekens, privétekens en stuurtekens zijn geen tekst",
    betreft="lezen",
)
def unreadable_characters(ctx: Context) -> Iterator[Finding]:
    """Texts with characters that cannot be text, one finding a function."""
    groups: dict[str | None, list[Text]] = defaultdict(list)
    for text in ctx.texts:
        if unreadable(text.text):
            groups[text.functie].append(text)
    for owner, texts in groups.items():
        places = tuple(text.place() for text in texts)
        shown = names([f"U+{ord(c):04X}" if len(c) == 1 else c for t in texts for c in unreadable(t.text)][:4])
        yield Finding(
            f"{ctx.name(owner)}: {len(texts)} tekst{'en' if len(texts) > 1 else ''} ({where(places)}) "
            f"{'bevatten' if len(texts) > 1 else 'bevat'} onleesbare tekens ({shown}).",
            places,
            "Vraag een betere bron, of zet de juiste tekst in correcties.toml.",
            owner,
        )


@rule(
    "afbreekstreepje-in-tekst",
    "info",
    "lezen",
    uitleg="Midden in een tekst staat een streepje met een spatie, alsof een woord is afgebroken.",
    bron="spelling: na een streepje volgt alleen een spatie bij een weggelaten woorddeel (wet- en regelgeving)",
    betreft="lezen",
)
def hyphen_in_text(ctx: Context) -> Iterator[Finding]:
    """ "beleids- effecten" where the book has "beleidseffecten", one finding a word."""
    words = {word for text in ctx.texts for word in fold(text.text).split()}
    groups: dict[tuple[str, str], list[Place]] = defaultdict(list)
    for text in ctx.texts:
        for match in _LOOSE_HYPHEN.finditer(text.text):
            one, two = match.group(1).casefold(), match.group(2).casefold()
            if two not in _SUSPENDED and (one + two in words or ctx.known(one + two)):
                groups[match.group(), one + two].append(text.place())
    for (broken, whole), places in groups.items():
        yield Finding(
            f"{quote(broken)} ({where(places)}) is waarschijnlijk {quote(whole)}.",
            tuple(places),
            "Kijk na wat er staat; verbeter het boek, of zet de juiste tekst in correcties.toml.",
        )
