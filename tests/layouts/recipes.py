"""What kinds of books are invented."""

from __future__ import annotations

import random
from dataclasses import dataclass


@dataclass(frozen=True)
class Recipe:
    """What kind of book to invent; the seed decides the rest."""

    seed: int
    functies: int = 8
    niveaus: str = "romeins"
    """How levels of a function are written: romeins, cijfers, letters or geen."""
    competentieniveaus: str = "ABCD"
    codes: bool = False
    normfuncties: bool = False
    """The header names Functienaam and Normfunctienaam apart, with a Peildatum."""
    slotteken: str = ""
    """What closes each task: nothing, a full stop or a semicolon."""
    tussenschalen: bool = False
    modules: int = 1
    hoofdletters: bool = False
    """Items start with a capital."""


RECIPES: dict[str, Recipe] = {
    "klein": Recipe(seed=11, functies=6),
    "duinveld": Recipe(seed=23, functies=9, codes=True, tussenschalen=True),
    "cijfers": Recipe(seed=37, functies=10, niveaus="cijfers", competentieniveaus="1234", slotteken="."),
    "zonder-niveaus": Recipe(seed=41, functies=8, niveaus="geen", slotteken=";", modules=0),
    "webprint": Recipe(seed=53, functies=7, codes=True, normfuncties=True, modules=0, hoofdletters=True),
    "groot": Recipe(seed=67, functies=40, tussenschalen=True, modules=2),
    "letters": Recipe(seed=71, functies=7, niveaus="letters", hoofdletters=True, slotteken="."),
}


def drawn(seed: int) -> Recipe:
    """A recipe drawn at random from its seed."""
    rng = random.Random(seed)
    return Recipe(
        seed=1000 + seed,
        functies=rng.randint(4, 12),
        niveaus=rng.choice(("romeins", "cijfers", "letters", "geen")),
        competentieniveaus=rng.choice(("ABCD", "1234")),
        codes=rng.random() < 0.5,
        normfuncties=rng.random() < 0.25,
        slotteken=rng.choice(("", "", ".", ";")),
        tussenschalen=rng.random() < 0.4,
        modules=rng.choice((0, 1, 2)),
        hoofdletters=rng.random() < 0.3,
    )
