"""Between the parts: the modules against the descriptions that should name them."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.check.compare import fold, near, no_accents
from pipeline.check.context import Context, place_of_function
from pipeline.check.finding import Finding, Place, at, quote, where
from pipeline.check.registry import rule
from pipeline.models.functieboek import Module

_NO_MODULE = frozenset({"geen", "nvt", "n v t", "niet van toepassing", "geen module", "nee"})


@rule(
    "module-niet-gebruikt",
    "waarschuwing",
    "onderdelen",
    uitleg="Een module is beschreven, maar bij geen functie ingevuld.",
    bron="het boek zelf: wie de module heeft, hoort uit de beschrijvingen te blijken",
)
def unused_module(ctx: Context) -> Iterator[Finding]:
    """Modules that no description names."""
    if not ctx.functions:
        return
    for module in ctx.book.modules:
        if any(functie.module and _names_module(functie.module, module) for functie in ctx.book.functies):
            continue
        place = Place(module.herkomst, f"Module {module.naam}", "module", f"module:{module.id}")
        mentions = [text for text in ctx.texts if text.field == "lopende tekst" and _names_module(text.text, module)]
        also = f", terwijl de tekst op {where([m.herkomst for m in mentions])} de module noemt" if mentions else ""
        empty = (
            "bij Module is nergens iets ingevuld"
            if not any(f.module for f in ctx.book.functies)
            else "geen functie noemt haar"
        )
        yield Finding(
            f"De module {module.naam} is beschreven{at(place)}, maar {empty}{also}.",
            (place, *(text.place() for text in mentions[:3]), *(place_of_function(f) for f in ctx.book.functies)),
            "Vul bij de functies die de module hebben de naam in.",
        )


def _names_module(text: str, module: Module) -> bool:
    """Whether a text names the module: "coördinatiemodule", "Module Coördinatie", "Coördinatie"."""
    plain, name = fold(no_accents(text)), fold(no_accents(module.naam))
    joined = plain.replace(" ", "")
    return plain == name or f"{name}module".replace(" ", "") in joined or f"module{name}".replace(" ", "") in joined


@rule(
    "module-onbekend",
    "fout",
    "onderdelen",
    uitleg="Een functie heeft een module die het boek niet beschrijft.",
    bron="het boek zelf: de taken van een module staan in haar beschrijving",
)
def unknown_module(ctx: Context) -> Iterator[Finding]:
    """Descriptions that name a module the book does not describe."""
    if not ctx.book.modules:
        return
    known = {fold(module.naam) for module in ctx.book.modules}
    for functie in ctx.book.functies:
        text = functie.module
        if not text or fold(text) in _NO_MODULE or any(_names_module(text, m) for m in ctx.book.modules):
            continue
        if any(near(fold(text), name) or name in fold(text) for name in known):
            continue
        place = Place(functie.module_herkomst or functie.herkomst, text, "functiebeschrijving", functie.id)
        yield Finding(
            f"{functie.naam} heeft module {quote(text)}{at(place)}, maar het boek beschrijft die niet.",
            (place,),
            "Neem de beschrijving van de module op, of verbeter de naam.",
        )
