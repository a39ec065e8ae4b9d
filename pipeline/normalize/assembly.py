"""From drafts to the models of the contract: ids given, names resolved, what is doubtful reported."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.extract.document import Line
from pipeline.models.bevindingen import Bevinding
from pipeline.models.functieboek import BeschikbareFunctie, Functie, Matrixcel, Module, Profiel, slug
from pipeline.normalize.account import Account
from pipeline.normalize.establishment import RowDraft
from pipeline.normalize.function import FunctionDraft, ModuleDraft
from pipeline.normalize.matrix import CellDraft
from pipeline.normalize.names import Names
from pipeline.normalize.pieces import place
from pipeline.normalize.profile import ProfileDraft
from pipeline.normalize.shelf import Shelf
from pipeline.normalize.torn import between


class Assembly:
    """Makes the models of one book; the functions come first, for the rest refers to them."""

    def __init__(self, account: Account, shelf: Shelf | None = None) -> None:
        """Prepare; no name is known yet.  Where there is a shelf, functions and profiles go there."""
        self.account = account
        self.shelf = shelf
        self.names = Names()

    def functies(self, drafts: Sequence[FunctionDraft], listed: Sequence[str]) -> tuple[Functie, ...]:
        """Make the functions; ``listed`` are the names in the order of the contents, or of the profiles."""
        out: list[Functie] = []
        first: dict[str, Functie] = {}
        given = [draft.given for draft in drafts]
        taken: set[str] = set()
        for index, draft in enumerate(drafts):
            naam = given[index] or self._nameless(draft, between(listed, given, index))
            base = slug(naam) or "functie"
            id_, count = base, 1
            while id_ in taken:
                count += 1
                id_ = f"{base}-{count}"
            taken.add(id_)
            functie = self._functie(draft, naam, id_)
            if self.shelf is not None:
                functie = self.shelf.put_functie(functie)
                draft.empty()
            out.append(functie)
            if id_ == base:
                first[base] = functie
                for name in (naam, draft.normfunctie, draft.titel):
                    if name:
                        self.names.add(name, id_)
            else:
                self._twice(first[base], functie)
        return tuple(out)

    def _nameless(self, draft: FunctionDraft, listed: Sequence[str]) -> str:
        """The name of a description that lost it, from what is listed between its neighbours.

        Of several it is the last: what is left of a description that lost its first page stands before the next one.
        """
        if listed:
            self.account.find(
                "titel-afgeleid",
                f"Deze functiebeschrijving heeft in de bron geen kop en geen naam; dat het {listed[-1]} is, is afgeleid"
                " uit de volgorde van de functies in het boek.",
                draft.lines,
                ernst="waarschuwing" if len(listed) == 1 else "fout",
                advies="Controleer of de beschrijving bij deze functie hoort.",
            )
            return listed[-1]
        self.account.find(
            "naam-ontbreekt",
            "Deze functiebeschrijving heeft in de bron geen kop en geen naam.",
            draft.lines,
            ernst="fout",
            advies="Zoek de naam op in de bron en zet haar in correcties.toml.",
        )
        return "(naam ontbreekt)"

    def _twice(self, first: Functie, again: Functie) -> None:
        self.account.findings.append(
            Bevinding(
                code="functie-dubbel",
                ernst="waarschuwing",
                betreft="lezen",
                functie=first.id,
                melding=f"De functie {first.naam} staat twee keer in het boek; de tweede heet hier {again.id}.",
                advies="Laat één van beide beschrijvingen vervallen of geef ze verschillende namen.",
                citaten=(first.naam, again.naam),
                herkomst=(first.herkomst, again.herkomst),
            )
        )

    def _functie(self, draft: FunctionDraft, naam: str, id_: str) -> Functie:
        return Functie(
            id=id_,
            naam=naam,
            code=draft.code,
            normfunctie=draft.normfunctie,
            peildatum=draft.peildatum,
            functiereeks=draft.functiereeks,
            functiegroep=draft.functiegroep,
            kenmerken=tuple(draft.kenmerken),
            competenties=draft.competenties,
            resultaatgebieden=tuple(draft.resultaatgebieden),
            module=draft.module.text if draft.module else None,
            module_herkomst=place(draft.module.lines) if draft.module else None,
            herkomst=draft.origin or place(draft.lines),
        )

    def modules(self, drafts: Sequence[ModuleDraft]) -> tuple[Module, ...]:
        """Make the modules."""
        out: list[Module] = []
        for draft in drafts:
            base = slug(draft.naam) or "module"
            id_, count = base, 1
            while any(module.id == id_ for module in out):
                count += 1
                id_ = f"{base}-{count}"
            out.append(
                Module(
                    id=id_,
                    naam=draft.naam or "Module",
                    taken=draft.taken,
                    competenties=draft.competenties,
                    herkomst=place(draft.lines),
                )
            )
        return tuple(out)

    def profielen(self, drafts: Sequence[ProfileDraft], owners: Sequence[str | None]) -> tuple[Profiel, ...]:
        """Make the profiles; none is given where they went to the shelf."""
        out: list[Profiel] = []
        for draft, owner in zip(drafts, owners, strict=True):
            profiel = self._profiel(draft, owner)
            if self.shelf is None:
                out.append(profiel)
            else:
                self.shelf.put_profiel(profiel)
                draft.empty()
        return tuple(out)

    def _profiel(self, draft: ProfileDraft, owner: str | None) -> Profiel:
        return Profiel(
            functie=owner,
            titel=draft.titel,
            kritische_werksituaties=tuple(draft.werksituaties),
            competenties=tuple(draft.competenties),
            kennis=tuple(draft.kennis),
            vaardigheden=tuple(draft.vaardigheden),
            opleiding=draft.opleiding,
            herkomst=draft.origin or place(draft.lines),
        )

    def row(self, row: RowDraft) -> BeschikbareFunctie:
        """Make a row of the establishment."""
        wanted = row.normfunctie or row.naam
        found = self.names.resolve(wanted)
        if found.id is None and not found.rivals and row.normfunctie:
            found = self.names.resolve(row.naam) if row.naam != row.normfunctie else found
        self._ambiguous(wanted, found.rivals, row.lines)
        return BeschikbareFunctie(
            naam=row.naam,
            normfunctie=row.normfunctie,
            functie=found.id,
            kenmerken=row.kenmerken(),
            schaal=row.schaal,
            formatie=row.formatie,
            herkomst=place(row.lines),
        )

    def cell(self, cell: CellDraft) -> Matrixcel:
        """Make a cell of the matrix."""
        found = self.names.resolve(cell.naam)
        self._ambiguous(cell.naam, found.rivals, cell.lines)
        return Matrixcel(
            schaal=cell.schaal,
            functiereeks=cell.functiereeks,
            functiegroep=cell.functiegroep,
            naam=cell.naam,
            punten=cell.punten,
            functie=found.id,
            herkomst=place(cell.lines),
        )

    def _ambiguous(self, naam: str, rivals: Sequence[str], lines: Sequence[Line]) -> None:
        if rivals:
            self.account.find(
                "naam-dubbelzinnig",
                f"“{naam}” past bij meer dan één functie: {', '.join(rivals)}; er is niet gekozen.",
                lines,
                citaat=naam,
            )
