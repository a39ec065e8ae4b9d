"""The options of a layout: what a house style and a producer decide."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

Producer = Literal["word", "browser", "rl", "latex", "docx", "markdown", "html"]


@dataclass(frozen=True)
class Labels:
    """The wording of the labels; every variant is one that a municipality would print."""

    functie: str = "FUNCTIEBESCHRIJVING {NAAM}"
    naam: str = "Naam functie"
    normfunctie: str = "Normfunctienaam"
    code: str = "Code"
    reeks: str = "Functiereeks {naam}:"
    groep: str = "Functiegroep {naam}:"
    kenmerken: str = "Overwegende functiekenmerken:"
    competenties: str = "Competenties:"
    competentie: str = "{naam}, niveau {niveau} ({niveaunaam})"
    taken: str = "Generieke taken"
    gebied: str = "Resultaatgebied {nummer}: {naam}"
    module: str = "Module"
    profiel: str = "COMPETENTIEPROFIEL {NAAM}"
    werksituaties: str = "Kritische werksituatie normfunctie"
    profielcompetenties: str = "Competenties normfunctie"
    modulecompetenties: str = "Competenties module"
    niveau: str = "Niveau {niveau} ({niveaunaam})"
    definitie: str = ""
    """A label before the definition ("Definitie: "), if any."""
    indicatoren: str = ""
    """A label above the indicators ("Gedragsindicatoren:"), if any."""
    vakkennis: str = "Vakkennis normfunctie"
    vraag_kennis: str = "Over welke vakkennis dient de medewerker te beschikken?"
    kennis: str = "Kennis op het gebied van:"
    vaardigheden: str = "Vaardigheden op het gebied van:"
    opleiding: str = "Welke opleiding voldoet als minimale basis/idealiter voor deze vakkennis?"
    matrix: str = "Functiematrix"
    beschikbaar: str = "Beschikbare functies"
    kolommen: tuple[str, str, str, str, str] = (
        "Beschikbare functie",
        "HR21-normfunctie",
        "Toelichting / overwegende functiekenmerken",
        "Schaal",
        "Formatie",
    )
    totaal: str = "Totaal:"
    normfuncties: str = "Normfuncties"
    bijlage: str = "Bijlage (competentieprofielen, inclusief vakkennis en opleidingseisen)"
    modules: str = "Module HR21"
    modulenaam: str = "Modulenaam"
    moduletaken: str = "Module taken"
    toc: str = "Inhoudsopgave"


@dataclass(frozen=True)
class Layout:
    """One way to print a book."""

    name: str
    producer: Producer
    book: str = "klein"
    labels: Labels = field(default_factory=Labels)
    # what is printed, and where
    title_page: bool = True
    toc: bool = True
    running_text: bool = True
    clusters: bool = True
    matrix: Literal["rotated", "horizontal", "list", "none"] = "rotated"
    establishment: Literal["before", "after", "end", "none"] = "before"
    columns_of_table: tuple[int, ...] = (0, 1, 2, 3, 4)
    """Which columns of the establishment are printed, in order: naam, normfunctie, kenmerken, schaal, formatie."""
    profiles: Literal["annex", "each", "none"] = "annex"
    competences: bool = True
    modules: bool = True
    header: Literal["table", "lines", "two-lines", "colon-cells"] = "table"
    series: Literal["label", "fields", "label-only"] = "label"
    """Reeks and groep: a label with the name and a paragraph; in the header block; the name without omschrijving."""
    task_numbers: bool = False
    capitals: bool = False
    """Labels, and headings above functions and profiles, in capitals."""
    # how it looks
    font: Literal["serif", "sans", "condensed", "dejavu", "carlito"] = "sans"
    size: float = 10.0
    page: Literal["A4", "Letter", "A4-landscape"] = "A4"
    turn: Literal["none", "rotate-flag", "landscape-table"] = "none"
    """All pages with /Rotate 90 (drawn sideways), or only the page of a wide table in landscape."""
    columns: int = 1
    bullet: str = "•"
    """The sign, "" for none at all (hanging indent), or "symbol"/"wingdings" for a private use glyph."""
    headings: Literal["size", "bold", "colour", "number", "underline", "spacing"] = "size"
    rules: Literal["full", "horizontal", "none", "shaded"] = "full"
    repeat_heads: bool = True
    rows_break: bool = True
    running: Literal["none", "simple", "alternating", "chapter", "logo", "page-of"] = "simple"
    justify: bool = False
    hyphens: Literal["none", "soft", "auto"] = "none"
    fake_bold: bool = False
    no_bold: bool = False
    """Nothing in the book is bold (typewriter style): nadruk is lost."""
    italic_kenmerken: bool = False
    tagged: bool = True
    tight: bool = False
    """Little white between blocks."""
    page_per_function: bool = True
