"""Report labels that the book itself misspells ("Funciereeks" beside "Functiereeks"); the reading forgave them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence

from pipeline.models.bevindingen import Bevinding
from pipeline.normalize.account import Account
from pipeline.normalize.folding import near, squash
from pipeline.normalize.pieces import Piece, place


def report_misspelt_labels(pieces: Sequence[Piece], account: Account) -> None:
    """Add a finding for each spelling of a label that is not the grammar's, where the book also has the right one.

    Without that witness the other spelling may be the book's own word for it, and nothing is said.
    """
    right: dict[str, Counter[str]] = defaultdict(Counter)
    odd: dict[tuple[str, str], list[Piece]] = defaultdict(list)
    for piece in pieces:
        if piece.match is None or piece.owner == "inhoudsopgave":
            continue
        label = piece.text[piece.match.begin : piece.match.end].rstrip(" :\t")
        if piece.match.exact:
            right[piece.match.role][label] += 1
        elif piece.lines:
            odd[piece.match.role, label.casefold()].append(piece)
    for (role, label), found in odd.items():
        meant = next((text for text, _ in right[role].most_common() if near(squash(label), squash(text))), None)
        if meant is not None:
            account.findings.append(_finding(found, meant))


def _finding(found: Sequence[Piece], meant: str) -> Bevinding:
    match = found[0].match
    shown = found[0].text[match.begin : match.end].rstrip(" :\t") if match else ""
    places = tuple(place(piece.lines) for piece in found)
    pages = sorted({one.pagina for one in places if one.pagina is not None})
    listed = f" (blz. {', '.join(map(str, pages))})" if pages else ""
    return Bevinding(
        code="kop-verkeerd-gespeld",
        ernst="waarschuwing",
        betreft="boek",
        melding=f"Het opschrift “{shown}” staat {len(found)} keer in het boek{listed}, waar elders “{meant}” staat.",
        advies=f"Schrijf overal “{meant}”.",
        citaten=tuple(piece.text[:80] for piece in found),
        herkomst=places,
    )
