"""The title page: what the book is called, whose it is, and which version."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Any

from pipeline.normalize.contents import Contents
from pipeline.normalize.folding import squash
from pipeline.normalize.labels import Grammar
from pipeline.normalize.pieces import Piece, make_piece
from pipeline.normalize.values import find_date

_LONG = 200
"""A longer text is a paragraph, and ends the title page."""
_SEARCHED = 60
_SECTION_LABELS = frozenset({"naam_functie", "functiereeks", "functiegroep", "kenmerken", "werksituaties"})


@dataclass
class TitlePage:
    """What the title page says."""

    titel: str | None = None
    ondertitel: str | None = None
    organisatie: str | None = None
    versie: str | None = None
    peildatum: date | None = None


def split_title_page(pieces: list[Piece], contents: Contents, words: frozenset[str]) -> int:
    """Cut the front of the stream in units of a line or a wrapped title; give how many are the title page."""
    end = _end(pieces, contents)
    units = [unit for piece in pieces[:end] for unit in _units(piece, words)]
    pieces[:end] = units
    if contents.begin is not None and contents.end is not None:
        contents.begin += len(units) - end
        contents.end += len(units) - end
    return len(units)


def _end(pieces: Sequence[Piece], contents: Contents) -> int:
    """Where the title page ends: at the contents, a label, a long text, the second page, or the second heading."""
    limit = contents.begin if contents.begin is not None else min(len(pieces), _SEARCHED)
    first_page = next((line.page for piece in pieces[:limit] for line in piece.lines), None)
    headings = 0
    for index, piece in enumerate(pieces[:limit]):
        page = piece.lines[0].page if piece.lines else first_page
        if piece.role in _SECTION_LABELS and index > 1 and pieces[index - 1].emphasised:
            return index - 1  # the heading of a section, without a label of its own
        if piece.table is not None or piece.match is not None or page != first_page:
            return index
        if len(piece.text) > _LONG:  # a paragraph; what stands above it in heading print is its heading
            return index - 1 if index > 1 and pieces[index - 1].emphasised else index
        headings += piece.kind == "heading"
        if headings > 1 and first_page is None and contents.begin is None:
            return index
    return limit


def _units(piece: Piece, words: frozenset[str]) -> list[Piece]:
    if len(piece.lines) < 2:
        return [piece]
    paged = piece.lines[0].page is not None
    cuts = [index + 1 for index in piece.breaks] if paged or piece.kind == "heading" else range(1, len(piece.lines))
    starts = [0, *cuts, len(piece.lines)]
    out = []
    for begin, end in pairwise(starts):
        unit = make_piece(piece.kind, piece.lines[begin:end], words, marker=piece.marker if begin == 0 else "")
        unit.level, unit.cell, unit.page_top = piece.level, piece.cell, piece.page_top
        out.append(unit)
    return out


class TitleReader:
    """Finds the parts of a title page by what they say and how large they are printed."""

    def __init__(self, grammar: Grammar) -> None:
        """Prepare."""
        self.words: Mapping[str, Any] = grammar.words["titelblad"]
        forms = "|".join(re.escape(form) for form in sorted(self.words["organisatievormen"], key=len, reverse=True))
        name = r"(?:\s+(?:van|de|het|der|den|en|aan|op|'[st]|’[st]|[A-Z’'][\w’'.-]*)){1,8}"
        self.organisation = re.compile(rf"^(?:{forms}){name}$", re.IGNORECASE)
        small = r"(?:de|het|den|der|en|aan|op|bij|van)(?=\s+[A-Z’'])"
        self.inside = re.compile(rf"\b(?i:{forms})(?:\s+(?:{small}|[A-Z’'][\w’'-]*)){{1,5}}")
        self.form = re.compile(rf"^(?:{forms})$", re.IGNORECASE)
        version = "|".join(re.escape(word) for word in self.words["versie"])
        self.version = re.compile(rf"(?<!\w)(?:{version})(?!\w)", re.IGNORECASE)

    def read(self, units: Sequence[Piece]) -> TitlePage:
        """Read the title page; what it does not use stays unclaimed."""
        page = TitlePage()
        left = [unit for unit in units if unit.text]
        left = self._organisation(page, left)
        left = self._version(page, left)
        skip = {squash(text) for text in self.words["geen_titel"]}
        left = [unit for unit in left if squash(unit.text) not in skip]
        title = self._title(left)
        if title is None:
            return page
        title.claim("velden")
        page.titel = title.text
        after = left[left.index(title) + 1 :]
        if (
            after
            and not squash(after[0].text).startswith(squash(title.text))
            and len(after[0].text) <= _LONG
            and not after[0].text.endswith((".", ":"))
        ):
            after[0].claim("velden")
            page.ondertitel = after[0].text
        if page.organisatie is None:
            self._named_inside(page)
        return page

    def _organisation(self, page: TitlePage, units: list[Piece]) -> list[Piece]:
        for index, unit in enumerate(units):
            if self.form.match(unit.text) and index + 1 < len(units) and units[index + 1].text[:1].isupper():
                page.organisatie = f"{unit.text} {units[index + 1].text}"
                unit.claim("velden")
                units[index + 1].claim("velden")
                return units[:index] + units[index + 2 :]
        for index, unit in enumerate(units):
            if self.organisation.match(unit.text) and not find_date(unit.text):
                page.organisatie = unit.text
                unit.claim("velden")
                return units[:index] + units[index + 1 :]
        return units

    def _version(self, page: TitlePage, units: list[Piece]) -> list[Piece]:
        """The line with a version word and a date; failing that, with a date, or with a version word and a number."""
        skip = {squash(text) for text in self.words["geen_titel"]}
        best: tuple[int, int] | None = None
        for index, unit in enumerate(units):
            if squash(unit.text) in skip:
                continue
            dated, worded = find_date(unit.text) is not None, bool(self.version.search(unit.text))
            score = (
                3
                if dated and worded
                else 2
                if dated and unit.kind != "heading"
                else 1
                if worded and re.search(r"\d", unit.text)
                else 0
            )
            if score and (best is None or score > best[0]):
                best = (score, index)
        if best is None:
            return units
        unit = units[best[1]]
        unit.claim("velden")
        page.versie, page.peildatum = unit.text, find_date(unit.text)
        return units[: best[1]] + units[best[1] + 1 :]

    def _title(self, units: Sequence[Piece]) -> Piece | None:
        """The largest print; without sizes the highest heading, the text that names the kind of book, or the first."""
        if not units:
            return None
        sizes = [max((line.size or 0.0) for line in unit.lines) for unit in units]
        largest = max(sizes)
        if largest and sum(size > largest - 0.6 for size in sizes) < len(sizes):
            return units[sizes.index(largest)]
        headings = [unit for unit in units if unit.kind == "heading"]
        if headings:
            return min(headings, key=lambda unit: unit.level)
        books = [squash(word) for word in self.words["boek"]]
        named = [unit for unit in units if any(book in squash(unit.text) for book in books)]
        return named[0] if named else units[0]

    def _named_inside(self, page: TitlePage) -> None:
        for text in (page.ondertitel, page.titel, page.versie):
            match = self.inside.search(text or "")
            if match:
                page.organisatie = match[0]
                return
