"""The running text: chapters with their paragraphs, the clusters and the competences of the whole organisation."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from pipeline.models.functieboek import Alinea, Cluster, Hoofdstuk
from pipeline.normalize.account import Account
from pipeline.normalize.folding import squash
from pipeline.normalize.kenmerken import items_of, lines_of
from pipeline.normalize.labels import Grammar
from pipeline.normalize.pieces import Piece, place
from pipeline.normalize.values import read_number

_NUMBER = re.compile(r"^\s*(?P<number>\d{1,2}(?:\.\d{1,2})*\.?|[IVX]{1,4}\.|[A-Z]\.)\s+(?=\S)")
_KOP_WORDS = 14
_LONGEST_LIST = 20


@dataclass
class _Chapter:
    nummer: str | None
    titel: str | None
    level: int
    pieces: list[Piece]
    alineas: list[Alinea] = field(default_factory=list)


def read_chapters(pieces: Sequence[Piece]) -> tuple[Hoofdstuk, ...]:
    """Make chapters of all running text; each heading starts one."""
    chapters: list[_Chapter] = []
    for together in _rows([piece for piece in pieces if piece.table is None and piece.owner is None]):
        piece = together[0]
        for one in together:
            one.claim("lopende_tekst")
        if not piece.text and not piece.lines:
            continue
        if piece.kind == "heading":
            match = _NUMBER.match(piece.text)
            number, titel = (match["number"], piece.text[match.end() :]) if match else (None, piece.text)
            chapters.append(_Chapter(number, titel, piece.level or 1, [piece]))
            continue
        if not chapters:
            chapters.append(_Chapter(None, None, 1, [piece]))
        text = " | ".join(one.text for one in together if one.text)
        if text:
            soort = "opsomming" if piece.kind == "item" else "kop" if _is_kop(piece) else "alinea"
            chapters[-1].alineas.append(Alinea(soort=soort, tekst=text, herkomst=place(lines_of(together))))  # type: ignore[arg-type]  # one of the three literals
    levels = {level: rank for rank, level in enumerate(sorted({chapter.level for chapter in chapters}), 1)}
    return tuple(
        Hoofdstuk(
            nummer=chapter.nummer,
            titel=chapter.titel,
            niveau=levels[chapter.level],
            alineas=tuple(chapter.alineas),
            herkomst=place(lines_of(chapter.pieces)),
        )
        for chapter in chapters
    )


def _rows(pieces: Sequence[Piece]) -> Iterator[list[Piece]]:
    """Take the cells of one row of a table together."""
    row: list[Piece] = []
    for piece in pieces:
        if row and (piece.cell is None or row[0].cell is None or piece.cell[:2] != row[0].cell[:2]):
            yield row
            row = []
        row.append(piece)
    if row:
        yield row


def _is_kop(piece: Piece) -> bool:
    return piece.emphasised and len(piece.text.split()) <= _KOP_WORDS and not piece.text.endswith((".", ";"))


def read_clusters(pieces: Sequence[Piece], grammar: Grammar, account: Account) -> tuple[Cluster, ...]:
    """Find the headings "Cluster X (ca N FTE)"."""
    words = grammar.words["clusters"]
    kinds = "|".join(re.escape(word) for word in sorted(words["woorden"], key=len, reverse=True))
    units = "|".join(re.escape(word) for word in sorted(grammar.words["waarden"]["fte"], key=len, reverse=True))
    sized = re.compile(
        rf"^(?:\d[\d.]*\s+|[A-Z]\.\s+)?(?P<kind>{kinds})\s+(?P<naam>.+?)\s*[(\[–:,-]\s*(?P<size>[^()\[\]]*?\b(?:{units}|formatie)\b[^()\[\]]*)[)\]]?$",
        re.IGNORECASE,
    )
    bare = re.compile(rf"^(?:\d[\d.]*\s+)?(?:{'|'.join(words['zonder_omvang'])})\s+(?P<naam>[A-Z].+)$")
    out: list[Cluster] = []
    unsized: list[Cluster] = []
    for piece in pieces:
        if piece.table is not None or len(piece.text) > 140 or not (piece.emphasised or piece.kind == "paragraph"):
            continue
        match = sized.match(piece.text)
        if match:
            number = read_number(match["size"], grammar.words["waarden"])
            if number.odd:
                account.no_number("de omvang", match["size"].strip(), piece.text, piece.lines)
            out.append(Cluster(naam=match["naam"].strip(" :,"), fte=number.value, herkomst=place(piece.lines)))
        elif piece.kind == "heading" and (plain := bare.match(piece.text)):
            unsized.append(Cluster(naam=plain["naam"].strip(" :"), fte=None, herkomst=place(piece.lines)))
    chosen = out or unsized
    return tuple({squash(cluster.naam): cluster for cluster in reversed(chosen)}.values())[::-1]


def read_organisation_competences(pieces: Sequence[Piece], grammar: Grammar) -> tuple[str, ...]:
    """Find the list of competences that hold for the whole organisation, after the sentence that announces it."""
    hints = [squash(hint) for hint in grammar.words["organisatiecompetenties"]["aanwijzing"]]
    for index, piece in enumerate(pieces):
        if piece.table is not None or not any(hint in squash(piece.text) for hint in hints):
            continue
        names = _list_after(pieces, index)
        if names:
            return names
        if piece.text.count(":") == 1 and len(piece.text) < 400:
            names = _in_sentence(piece.text.partition(":")[2])
            if names:
                return names
    return ()


def _list_after(pieces: Sequence[Piece], index: int) -> tuple[str, ...]:
    """The list that follows within two pieces, the last of which leads it in; its bullets may be lost."""
    start = index + 1
    while (
        start < min(index + 3, len(pieces))
        and pieces[start].kind != "item"
        and not pieces[start - 1].text.endswith(":")
    ):
        start += 1
    if start >= len(pieces):
        return ()
    lead, first = pieces[start - 1], pieces[start]
    if not lead.text.endswith(":") and (first.kind != "item" or start - 1 != index):
        return ()
    members: list[Piece] = []
    for piece in pieces[start : start + _LONGEST_LIST]:
        if piece.kind != first.kind or piece.kind not in ("item", "paragraph") or piece.emphasised != first.emphasised:
            break
        if piece.kind == "paragraph" and (piece.text.endswith((".", ":")) or piece.match is not None):
            break
        members.append(piece)
    names: list[str] = []
    for item in items_of(members, frozenset()):
        naam = re.split(r"[:(]|\s[–—-]\s", item.text)[0].strip()
        if not naam or len(naam.split()) > 6:
            break
        names.append(naam)
    return tuple(names)


def _in_sentence(text: str) -> tuple[str, ...]:
    """The names in "zijn: resultaatgerichtheid, zelfreflectie en ondernemingszin."."""
    parts = [part.strip(" .") for part in re.split(r"[,;]", text)]
    if len(parts) > 1 and " en " in parts[-1]:
        parts[-1:] = parts[-1].rsplit(" en ", 1)
    good = [part for part in parts if part and len(part.split()) <= 4]
    return tuple(good) if 2 <= len(good) == len([part for part in parts if part]) else ()
