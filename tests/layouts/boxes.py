"""Check boxes: the characters inside the boxes of an item are the item's own, all of them and no other's.

The characters come from pdfplumber, whatever engine read the book; a character lies in a box when its middle does.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pdfplumber
from pdfminer.layout import LTChar, LTContainer

Dict = dict[str, Any]
_LABELS = re.compile(r"niveau|competentie|resultaatgebied|definitie|opleiding(sniveau)?", re.IGNORECASE)
_MARKER = re.compile(r"^(?:\W|o(?=\s)|\(cid:\d+\)|\d{1,2}[.)])")


@dataclass(frozen=True)
class Boxed:
    """An item with its text, what the text may stand among, and its place."""

    what: str
    text: str
    herkomst: Dict


def items_of(book: Dict) -> Iterator[Boxed]:
    """Every item of the book that is a piece of text of its own."""
    for f in book["functies"]:
        for k in f["kenmerken"]:
            yield Boxed("kenmerk", k["tekst"], k["herkomst"])
        for r in f["resultaatgebieden"]:
            yield Boxed("resultaatgebied", f"{r['nummer'] or ''}{r['naam'] or ''}", r["herkomst"])
            for t in r["taken"]:
                yield Boxed("taak", t["tekst"], t["herkomst"])
    for owner in [*book["functies"], *book["modules"]]:
        for c in owner["competenties"]:
            yield Boxed("competentie", "".join(c[k] or "" for k in ("naam", "niveau", "niveaunaam")), c["herkomst"])
    for m in book["modules"]:
        for t in m["taken"]:
            yield Boxed("moduletaak", t["tekst"], t["herkomst"])
    for p in book["profielen"]:
        yield from _of_profile(p)
    for row in book["beschikbare_functies"]:
        for k in row["kenmerken"]:
            yield Boxed("kenmerk in de tabel", k["tekst"], k["herkomst"])
    for cell in book["functiematrix"]:
        if cell["punten"] is not None:
            yield Boxed("matrixcel", f"{cell['naam']}{cell['punten']}", cell["herkomst"])
    for chapter in book["hoofdstukken"]:
        for a in chapter["alineas"]:
            yield Boxed("alinea", a["tekst"], a["herkomst"])


def _of_profile(p: Dict) -> Iterator[Boxed]:
    for s in p["kritische_werksituaties"]:
        yield Boxed("werksituatie", f"{s['naam'] or ''}{s['omschrijving'] or ''}", s["herkomst"])
    for c in p["competenties"]:
        for g in c["gedragsindicatoren"]:
            yield Boxed("gedragsindicator", g["tekst"], g["herkomst"])
    for kind in ("kennis", "vaardigheden"):
        for o in p[kind]:
            yield Boxed(kind, f"{o['onderwerp'] or ''}{o['omschrijving'] or ''}", o["herkomst"])
    if p["opleiding"] and p["opleiding"]["tekst"] and p["opleiding"]["herkomst"]:
        yield Boxed("opleiding", p["opleiding"]["tekst"], p["opleiding"]["herkomst"])


def folded(text: str) -> str:
    """Letters and figures only: white space, hyphens of line ends and marks do not count; ligatures are letters."""
    return re.sub(r"[\W_]", "", unicodedata.normalize("NFKD", text)).casefold()


class Pages:
    """The characters of a PDF by page, with their middles."""

    def __init__(self, path: Path) -> None:
        self.chars: list[list[tuple[float, float, str]]] = []
        with pdfplumber.open(path) as pdf:
            for page in pdf.pages:
                # What page.chars is made of: making all that it tells of a character takes as long as reading it.
                left, top = page.mediabox[:2]
                self.chars.append(
                    [
                        ((c.x0 + c.x1) / 2 + left, page.height - (c.y0 + c.y1) / 2 + top, c.get_text())
                        for c in _characters(page.layout)
                    ]
                )
                page.close()

    def inside(self, herkomst: Dict) -> str:
        """The characters in the boxes of a herkomst, in the order of the file."""
        out = ""
        for place in [herkomst, *herkomst.get("vervolg", [])]:
            x0, top, x1, bottom = place["kader"]
            chars = self.chars[place["pagina"] - 1]
            out += "".join(t for x, y, t in chars if x0 <= x <= x1 and top <= y <= bottom)
        return out


def _characters(shape: LTContainer) -> Iterator[LTChar]:
    """The characters of a page and of the forms on it, in the order of the file."""
    for part in shape:
        if isinstance(part, LTContainer):
            yield from _characters(part)
        elif isinstance(part, LTChar):
            yield part


def strays(book: Dict, path: Path) -> list[str]:
    """Every item whose boxes hold other characters than its own, with what they hold."""
    pages, out = Pages(path), []
    for item in items_of(book):
        held = pages.inside(item.herkomst)
        want = folded(item.text)
        seen = folded(_MARKER.sub("", held.strip()))
        if Counter(seen) != Counter(want) and Counter(_LABELS.sub("", seen)) != Counter(want):
            out.append(f"{item.what} {item.herkomst}: {item.text[:90]!r} <> {held[:90]!r}")
    return out
