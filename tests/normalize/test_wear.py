"""Invented books in many wordings come back whole, however much the reader's blocks are worn."""

from __future__ import annotations

import itertools

import pytest

from tests.layouts import books
from tests.layouts.books import Maker, Recipe
from tests.layouts.catalogue import BRACKETS, COLONS, MISSPELT, TITLE_CASE, WEBPRINT
from tests.layouts.compose import Composer
from tests.layouts.layout import Layout
from tests.layouts.measure import measure
from tests.normalize.support import as_dict, read
from tests.normalize.typist import Typist, Wear

WEARS = (
    Wear("gewoon"),
    Wear("vette koppen", headings="bold"),
    Wear("kale koppen", headings="plain"),
    Wear("platte koppen", headings="flat"),
    Wear("zonder opsommingstekens", items="paragraph"),
    Wear("lijst in een alinea", items="merged"),
    Wear("nummers in de tekst", numbers="text"),
    Wear("label en waarde op een regel", fields="lines"),
    Wear("label en waarde op twee regels", fields="two-lines"),
    Wear("zonder dubbele punt", fields="no-colon"),
    Wear("alle velden op een regel", fields="one-line"),
    Wear("dubbele punt in een cel", fields="colon-cells"),
    Wear("kop vast aan de alinea", glue=True),
    Wear("kop in twee blokken", halves=40),
    Wear("afgebroken regels", width=70),
    Wear("bladzijden", width=80, pages=50),
    Wear("bladzijden zonder tekens", width=80, pages=50, items="paragraph"),
    Wear("bladzijden en lijst in een alinea", width=80, pages=50, items="merged", numbers="text"),
    Wear("inhoud in een blok", toc="block"),
    Wear("inhoud in cellen", toc="cells"),
    Wear("inhoud met puntjes", toc="dots"),
    Wear("gespatieerd", letterspaced=True),
    Wear("lege opsommingstekens", empty_items=True),
    Wear("vet zonder tekens", headings="bold", items="paragraph"),
    Wear("kaal zonder tekens", headings="plain", items="paragraph", fields="lines"),
    Wear("kaal op bladzijden", headings="plain", width=75, pages=45, glue=True, fields="lines"),
    Wear("vet en geplakt", headings="bold", width=75, pages=45, glue=True, halves=30, fields="two-lines"),
)
LAYOUTS = (
    ("klein", Layout("gewoon", "rl")),
    ("duinveld", Layout("profiel erbij", "rl", profiles="each", matrix="list", establishment="after")),
    ("cijfers", Layout("cijfers", "rl", labels=BRACKETS, toc=False, capitals=True, matrix="horizontal")),
    ("webprint", Layout("webprint", "rl", labels=WEBPRINT, establishment="end", profiles="each")),
    ("letters", Layout("velden", "rl", labels=COLONS, task_numbers=True, series="fields", headings="number")),
    (
        "zonder-niveaus",
        Layout("titels", "rl", labels=TITLE_CASE, modules=False, columns_of_table=(3, 0, 1, 2, 4)),
    ),
    (
        "klein",
        Layout("verschreven", "rl", labels=MISSPELT, profiles="each", title_page=False, toc=False, headings="number"),
    ),
)
# every wear with one or two wordings, every wording with several wears
PAIRS = [
    (wear, *LAYOUTS[(at + step) % len(LAYOUTS)])
    for at, wear in enumerate(WEARS)
    for step in ((0, 3) if at % 2 else (0,))
]


@pytest.mark.parametrize(("wear", "book", "layout"), PAIRS, ids=[f"{w.name}-{o.name}" for w, _, o in PAIRS])
def test_worn_documents(wear: Wear, book: str, layout: Layout) -> None:
    """Strict F1 of at least 0.99 and every character accounted for."""
    script = Composer(books.load(book), layout).script()
    reading = read(Typist(script, wear).document())

    found = measure(wear.name, script.truth, as_dict(reading))

    assert found.f1 >= 0.99, found.wrong[:5]
    assert found.accounted == 1.0, [finding.melding for finding in reading.findings]


@pytest.mark.parametrize("seed", range(6))
def test_other_books(seed: int) -> None:
    """Books that no one has seen: other functions, names, levels and marks."""
    options = list(itertools.product(("romeins", "cijfers", "letters", "geen"), ("ABCD", "1234"), ("", ".", ";")))
    levels, competence_levels, closing = options[seed * 4 % len(options)]
    recipe = Recipe(
        seed=900 + seed,
        functies=4,
        niveaus=levels,
        competentieniveaus=competence_levels,
        slotteken=closing,
        codes=bool(seed % 2),
        normfuncties=seed % 3 == 0,
        tussenschalen=bool(seed % 2),
        hoofdletters=seed > 3,
    )
    labels = (TITLE_CASE, COLONS, BRACKETS, MISSPELT, WEBPRINT)[seed % 5]
    script = Composer(Maker(recipe).book(), Layout("ander boek", "rl", labels=labels)).script()

    found = measure("ander boek", script.truth, as_dict(read(Typist(script, WEARS[seed * 5 % len(WEARS)]).document())))

    assert found.f1 >= 0.99, found.wrong[:5]
