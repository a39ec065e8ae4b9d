"""The layouts by name: each a house style that a municipality could have, together every option of a layout.

``DEFAULT`` names the few that the default test suite prints; ``make accuracy`` prints them all.
"""

from __future__ import annotations

from dataclasses import replace

from tests.layouts.layout import Labels, Layout

WEBPRINT = Labels(
    functie="Functiebeschrijving",
    naam="Functienaam",
    competentie="{naam} - niveau {niveau}",
    kenmerken="Overwegende functiekenmerken:",
    profiel="Competentieprofiel {naam}",
)
TITLE_CASE = Labels(
    functie="Functiebeschrijving: {naam}",
    naam="Functienaam",
    reeks="Functiereeks: {naam}",
    groep="Functiegroep: {naam}",
    kenmerken="Overwegende functiekenmerken",
    competenties="Competenties",
    gebied="Resultaatgebied {nummer} – {naam}",
    profiel="Competentieprofiel: {naam}",
    werksituaties="Kritische werksituaties",
    profielcompetenties="Competenties",
    modulecompetenties="Competenties",
    indicatoren="Gedragsindicatoren:",
    vakkennis="Vakkennis",
    kolommen=("Functie", "Normfunctie", "Kenmerken", "Functieschaal", "Fte"),
    totaal="Totaal",
    opleiding="Opleiding",
)
MISSPELT = Labels(
    functie="FUNCTIE BESCHRIJVING {NAAM}",
    naam="Naam Functie",
    reeks="Funciereeks {naam}:",
    groep="Functie groep {naam}:",
    kenmerken="Overwegende functie kenmerken:",
    gebied="Resultaat gebied {nummer}: {naam}",
    profiel="COMPETENTIE PROFIEL {NAAM}",
    werksituaties="KRITISCHE WERKSITUATIES",
    kennis="Kennis op het gebied van :",
    vaardigheden="Vaardigheden op het gebied van :",
)
COLONS = Labels(
    functie="Functieprofiel {naam}",
    competentie="{naam}: niveau {niveau} ({niveaunaam})",
    gebied="Resultaatgebied {nummer}. {naam}",
    niveau="Niveau {niveau}: {niveaunaam}",
    definitie="Definitie: ",
    indicatoren="Gedragsindicatoren",
    vraag_kennis="",
    opleiding="Opleidingsniveau",
)
BRACKETS = Labels(
    competentie="{naam} ({niveau})", niveau="Niveau {niveau} ({niveaunaam})", profiel="Competentieprofiel {naam}"
)

LAYOUTS: tuple[Layout, ...] = (
    # LibreOffice, from Word
    Layout("word-gewoon", "word", "klein", bullet="symbol", font="carlito", header="table"),
    Layout(
        "word-uitgevuld", "word", "duinveld", hyphens="soft", justify=True, rules="horizontal", header="two-lines",
        running="page-of", font="serif", headings="colour", turn="landscape-table", bullet="wingdings",
    ),
    Layout(
        "word-zonder-opsommingstekens", "word", "cijfers", toc=False, header="lines", bullet="", matrix="horizontal",
        turn="landscape-table",
        rules="shaded", running="alternating", font="dejavu", size=8.5, headings="spacing", capitals=True,
    ),
    Layout(
        "word-webprint", "word", "webprint", labels=WEBPRINT, header="colon-cells", bullet="–", profiles="each",
        establishment="after", running="logo", tagged=False, matrix="list", font="sans", size=11,
    ),
    Layout(
        "word-zonder-lijnen", "word", "zonder-niveaus", labels=TITLE_CASE, header="table", rules="none", bullet="▪",
        page="Letter", establishment="end", repeat_heads=False, running="chapter", modules=False, headings="bold",
        matrix="list",
    ),
    Layout(
        "word-verschreven", "word", "letters", labels=MISSPELT, header="lines", bullet="o", task_numbers=True,
        page="A4-landscape", running="none", title_page=False, toc=False, matrix="horizontal", turn="landscape-table",
        tight=True, size=9,
    ),
    Layout(
        "word-groot", "word", "groot", turn="landscape-table", bullet="symbol", hyphens="soft", font="carlito",
        rows_break=True, running="page-of",
    ),
    # Chromium
    Layout("browser-gewoon", "browser", "klein"),
    Layout(
        "browser-twee-kolommen", "browser", "duinveld", columns=2, hyphens="soft", justify=True, rules="horizontal",
        header="two-lines", running="page-of", font="serif", headings="colour", turn="landscape-table",
    ),
    Layout(
        "browser-kaal", "browser", "cijfers", toc=False, header="lines", bullet="", matrix="horizontal",
        turn="landscape-table", rules="none",
        running="alternating", font="dejavu", size=8.5, headings="spacing", capitals=True, tagged=False,
    ),
    Layout(
        "browser-profiel-bij-functie", "browser", "letters", labels=TITLE_CASE, profiles="each", establishment="end",
        header="lines", bullet="–", font="carlito", size=11.5, headings="number", rules="shaded", series="fields",
    ),
    Layout(
        "browser-webprint", "browser", "webprint", labels=WEBPRINT, header="two-lines", matrix="none",
        establishment="none",
        profiles="none", clusters=False, running="none", title_page=False, bullet="-", page="Letter",
    ),
    Layout(
        "browser-dichtbedrukt", "browser", "zonder-niveaus", labels=COLONS, tight=True, size=8, font="condensed",
        bullet="▪",
        header="colon-cells", matrix="list", page_per_function=False, repeat_heads=False, running="logo", modules=False,
    ),
    Layout(
        "browser-zonder-vet", "browser", "klein", no_bold=True, headings="size", font="serif", size=12,
        columns_of_table=(0, 3, 4, 1),
        establishment="after", header="table", rules="horizontal", running="simple", italic_kenmerken=True,
    ),
    Layout(
        "browser-onderstreept", "browser", "cijfers", labels=BRACKETS, headings="underline", task_numbers=True,
        bullet="o",
        header="table", rules="full", columns_of_table=(3, 0, 1, 2, 4), series="label-only", font="sans", size=9.5,
    ),
    # reportlab
    Layout("rl-gewoon", "rl", "klein", bullet="•", font="sans", running="page-of"),
    Layout(
        "rl-gedraaid", "rl", "duinveld", bullet="•", font="carlito", turn="rotate-flag", rules="full",
        header="colon-cells",
    ),
    Layout(
        "rl-twee-kolommen", "rl", "webprint", columns=2, hyphens="soft", justify=True, rules="horizontal",
        header="two-lines",
        running="page-of", font="serif", headings="colour", turn="landscape-table", bullet="wingdings", fake_bold=True,
    ),
    Layout(
        "rl-zonder-lijnen", "rl", "cijfers", toc=False, header="lines", bullet="", matrix="horizontal",
        turn="landscape-table", rules="none",
        running="alternating", font="dejavu", size=8.5, headings="underline", capitals=True, repeat_heads=False,
    ),
    Layout(
        "rl-letter", "rl", "zonder-niveaus", labels=TITLE_CASE, page="Letter", rules="shaded", header="table",
        bullet="–",
        establishment="end", profiles="each", running="logo", headings="number", size=11, modules=False,
    ),
    Layout(
        "rl-alleen-functies", "rl", "letters", labels=COLONS, matrix="none", establishment="none", profiles="none",
        running_text=False, clusters=False, toc=False, modules=False, header="lines", font="serif", running="simple",
    ),
    Layout(
        "rl-liggend", "rl", "duinveld", labels=MISSPELT, page="A4-landscape", header="table", rules="horizontal",
        bullet="-",
        headings="bold", tight=True, page_per_function=False, running="chapter", matrix="list", font="condensed",
    ),
    Layout(
        "rl-groot", "rl", "groot", turn="landscape-table", bullet="•", font="carlito", hyphens="soft", justify=True,
        running="alternating",
    ),
    # LaTeX
    Layout("latex-gewoon", "latex", "klein", font="serif", running="chapter"),
    Layout(
        "latex-schreefloos", "latex", "duinveld", font="sans", hyphens="soft", rules="horizontal", header="two-lines",
        running="simple", headings="colour", turn="landscape-table", bullet="–",
    ),
    Layout(
        "latex-kaal", "latex", "cijfers", labels=TITLE_CASE, toc=False, header="lines", bullet="", matrix="list",
        rules="shaded",
        running="alternating", headings="underline", profiles="each", establishment="after",
    ),
    # formats without pages
    Layout("docx", "docx", "duinveld", bullet="symbol"),
    Layout(
        "docx-webprint", "docx", "webprint", labels=WEBPRINT, header="colon-cells", bullet="–", profiles="each",
        establishment="end",
    ),
    Layout(
        "docx-regels", "docx", "cijfers", labels=TITLE_CASE, header="lines", bullet="wingdings", task_numbers=True,
        matrix="list",
    ),
    Layout("markdown", "markdown", "duinveld", header="table"),
    Layout("markdown-regels", "markdown", "letters", labels=COLONS, header="lines", profiles="each", matrix="list"),
    Layout("html", "html", "klein", header="colon-cells"),
    Layout(
        "html-regelingenbank", "html", "webprint", labels=WEBPRINT, header="colon-cells", bullet="bank",
        profiles="each", toc=False,
    ),
    # the reference book in other clothes
    Layout("ommen-browser", "browser", "ommen-2018", font="carlito", hyphens="soft", series="label"),
    Layout(
        "ommen-rl", "rl", "ommen-2021", font="condensed", labels=TITLE_CASE, header="lines", profiles="each",
        bullet="–",
    ),
)  # fmt: skip
BY_NAME = {layout.name: layout for layout in LAYOUTS}
DEFAULT = (
    "word-gewoon",
    "word-webprint",
    "browser-twee-kolommen",
    "rl-zonder-lijnen",
    "rl-gedraaid",
    "latex-gewoon",
    "docx",
    "html",
)


def variant(name: str, **changes: object) -> Layout:
    """A layout of the catalogue with some options changed."""
    return replace(BY_NAME[name], **changes)  # type: ignore[arg-type]
