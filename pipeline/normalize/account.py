"""The account of a reading: who claimed each piece of text, what was in doubt, and the proof that nothing was lost."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from pipeline.extract.document import Cell, Document, Line, visible
from pipeline.models.bevindingen import Bevinding, Ernst
from pipeline.models.functieboek import Verantwoording
from pipeline.normalize.pieces import Owner, Piece, place

_QUOTE = 160
"""Longest quotation in a finding."""


@dataclass
class Account:
    """Collects claims on table cells and findings while a book is read."""

    findings: list[Bevinding] = field(default_factory=list)
    cells: dict[int, Owner] = field(default_factory=dict)
    """Claims by id of the cell."""

    def claim_cell(self, cell: Cell, owner: Owner) -> None:
        """Say who the text of a cell belongs to; the first claim stands."""
        self.cells.setdefault(id(cell), owner)

    def find(
        self,
        code: str,
        melding: str,
        lines: Iterable[Line] = (),
        *,
        ernst: Ernst = "waarschuwing",
        functie: str | None = None,
        advies: str | None = None,
        citaat: str | None = None,
    ) -> None:
        """Add a finding about the reading."""
        lines = tuple(lines)
        herkomst = (place(lines),) if lines else ()
        self.findings.append(
            Bevinding(
                code=code,
                ernst=ernst,
                betreft="lezen",
                functie=functie,
                melding=melding,
                advies=advies,
                citaten=(citaat,) if citaat is not None and herkomst else (),
                herkomst=herkomst,
            )
        )

    def no_number(self, what: str, text: str, where: str, lines: Sequence[Line]) -> None:
        """Report that no number stands where one is wanted."""
        self.find(
            "geen-getal",
            f"Bij {where} staat voor {what} “{text}”; dat is geen getal en is leeg gelaten.",
            lines,
            advies="Vul de waarde aan in het boek, of zet haar in correcties.toml.",
            citaat=text,
        )


def settle(document: Document, pieces: Sequence[Piece], account: Account) -> Verantwoording:
    """Count where the characters of the source went, and report each piece that nobody claimed."""
    count: Counter[str] = Counter()
    for piece in pieces:
        if piece.table is None:
            count[piece.owner or ""] += piece.chars
        else:
            for cell in piece.table.cells:
                count[account.cells.get(id(cell), "")] += _cell_chars(cell)
    furniture = sum(visible(item.line.text) for item in document.furniture)
    known = sum(count.values()) + furniture
    total = max(document.source_chars, known)
    _report_unplaced(pieces, account)
    if total > known:
        account.find(
            "niet-geplaatste-tekst",
            f"{total - known} tekens van de bron zijn bij het lezen niet aangekomen.",
            ernst="fout",
            advies="Vergelijk het resultaat met de bron; meld het als er tekst ontbreekt.",
        )
    lost = count[""] + total - known
    return Verantwoording(
        tekens=total,
        velden=count["velden"],
        lopende_tekst=count["lopende_tekst"],
        inhoudsopgave=count["inhoudsopgave"],
        paginaopmaak=furniture,
        niet_geplaatst=lost,
        aandeel=1.0 if lost == 0 else min(round(1 - lost / total, 6), 0.999999),
    )


def _cell_chars(cell: Cell) -> int:
    return sum(sum(visible(line.text) for line in block.all_lines()) + visible(block.marker) for block in cell.blocks)


def _report_unplaced(pieces: Sequence[Piece], account: Account) -> None:
    """Report what nobody claimed: pieces that follow one another as one finding."""
    together: list[Piece] = []
    for piece in pieces:
        if piece.table is not None:
            _report(together, account)
            together = []
            for cell in piece.table.cells:
                if id(cell) not in account.cells and _cell_chars(cell):
                    _unplaced(list(cell.lines()), account)
        elif piece.owner is None and piece.chars and piece.lines:
            if together and together[-1].lines[-1].page != piece.lines[0].page:
                _report(together, account)
                together = []
            together.append(piece)
        elif piece.chars:
            _report(together, account)
            together = []
    _report(together, account)


def _report(pieces: Sequence[Piece], account: Account) -> None:
    if pieces:
        _unplaced([line for piece in pieces for line in piece.lines], account)


def _unplaced(lines: Sequence[Line], account: Account) -> None:
    text = " ".join(" ".join(line.text for line in lines).split())
    quote = text if len(text) <= _QUOTE else text[: _QUOTE - 1].rstrip() + "…"
    first = lines[0]
    where = f"Op pagina {first.page}" if first.page else f"Op regel {first.number}" if first.number else "In de bron"
    account.find(
        "niet-geplaatste-tekst",
        f"{where} staat tekst die bij geen onderdeel van het functieboek hoort: “{quote}”.",
        lines,
        advies="Kijk of deze tekst in een veld thuishoort; zo ja, zet haar in correcties.toml.",
        citaat=quote,
    )
