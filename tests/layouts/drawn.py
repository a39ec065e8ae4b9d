"""Layouts drawn at random, each from its seed: combinations that nobody thought of."""

from __future__ import annotations

import random
from dataclasses import replace

from tests.layouts.catalogue import BRACKETS, COLONS, MISSPELT, TITLE_CASE, WEBPRINT
from tests.layouts.layout import Labels, Layout, Producer


def draw(seed: int, producer: Producer) -> Layout:
    """The layout of a seed, for a producer."""
    rng = random.Random(f"{producer}{seed}")
    rules = rng.choice(("full", "full", "horizontal", "shaded", "none"))
    matrix = rng.choice(
        ("rotated", "horizontal", "list", "none") if rules in {"full", "horizontal"} else ("list", "none")
    )
    columns = 2 if producer in {"browser", "rl"} and rng.random() < 0.2 else 1
    paged = producer in {"browser", "rl", "word", "latex"}
    layout = Layout(
        name=f"{producer}-{seed}",
        producer=producer,
        book=f"geloot-{seed}",
        labels=rng.choice((Labels(), Labels(), WEBPRINT, TITLE_CASE, MISSPELT, COLONS, BRACKETS)),
        title_page=rng.random() < 0.8,
        toc=rng.random() < 0.7,
        matrix=matrix,  # type: ignore[arg-type]
        establishment=rng.choice(("before", "after", "end", "none")),
        columns_of_table=rng.choice(((0, 1, 2, 3, 4), (0, 1, 2, 3, 4), (0, 1, 3, 4), (3, 0, 1, 2, 4), (1, 0, 3, 4, 2))),
        profiles=rng.choice(("annex", "annex", "each", "none")),
        competences=rng.random() < 0.9,
        modules=rng.random() < 0.7,
        header=rng.choice(("table", "lines", "two-lines", "colon-cells")),
        series=rng.choice(("label", "label", "fields", "label-only")),
        task_numbers=rng.random() < 0.2,
        capitals=rng.random() < 0.3,
        font=rng.choice(("serif", "sans", "condensed", "dejavu", "carlito")),
        size=rng.choice((8.5, 9.0, 10.0, 11.0, 12.0)),
        page=rng.choice(("A4", "A4", "A4", "Letter", "A4-landscape")),
        turn="landscape-table" if matrix in {"rotated", "horizontal"} and paged else "none",
        columns=columns,
        bullet=rng.choice(("•", "–", "-", "o", "▪", "symbol", ""))
        if producer != "latex"
        else rng.choice(("•", "–", "")),
        headings=rng.choice(("size", "bold", "colour", "number", "underline", "spacing")),
        rules=rules,  # type: ignore[arg-type]
        repeat_heads=rng.random() < 0.7,
        rows_break=rng.random() < 0.7,
        running=rng.choice(("none", "simple", "alternating", "chapter", "logo", "page-of")),
        justify=rng.random() < 0.4,
        hyphens=rng.choice(("none", "soft")),
        no_bold=rng.random() < 0.1,
        italic_kenmerken=rng.random() < 0.2,
        tagged=rng.random() < 0.5,
        tight=rng.random() < 0.3,
        page_per_function=rng.random() < 0.7,
    )
    if layout.bullet == "symbol" and producer == "browser":
        layout = replace(layout, bullet="•")
    if not layout.bullet and (layout.tight or columns > 1):
        layout = replace(layout, tight=False)
    if layout.no_bold and layout.headings == "bold":
        layout = replace(layout, headings="size")  # nothing at all would set a heading apart
    return layout
