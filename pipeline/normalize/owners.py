"""Whose profile is it: by its heading; where that is lost, by the contents, the order and the competences."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.models.functieboek import Competentie, Functie, Module
from pipeline.normalize.account import Account
from pipeline.normalize.contents import Contents
from pipeline.normalize.folding import squash
from pipeline.normalize.labels import Grammar
from pipeline.normalize.names import Names, names_of
from pipeline.normalize.profile import ProfileDraft


@dataclass
class Owners:
    """Finds the function or module that a profile belongs to."""

    functies: Sequence[Functie]
    modules: Sequence[Module]
    names: Names
    grammar: Grammar
    contents: Contents
    account: Account

    def of(self, drafts: Sequence[ProfileDraft]) -> list[str | None]:
        """Give the owner of each profile, in order; what had to be inferred is reported."""
        owners = [self._by_name(draft) for draft in drafts]
        for index, draft in enumerate(drafts):
            if owners[index] is None and draft.after is not None and not draft.naam:
                owner = self.functies[draft.after].id
                owners[index] = owner if owner not in owners else None
                if owners[index] and draft.titel is None:
                    self._report(draft, owners[index], "de beschrijving waar het direct op volgt")
        for index, draft in enumerate(drafts):
            if owners[index] is None and not draft.naam:
                owners[index] = self._inferred(drafts, owners, index)
        return owners

    def _by_name(self, draft: ProfileDraft) -> str | None:
        if not draft.naam:
            return None
        module = self._module(draft.naam)
        if module is not None and draft.of_module:
            return module
        found = self.names.resolve(draft.naam)
        if found.id is None and module is None and found.rivals:
            self.account.find(
                "naam-dubbelzinnig",
                f"De naam in “{draft.titel}” past bij meer dan één functie: {', '.join(found.rivals)}.",
                draft.lines,
                citaat=draft.titel,
            )
        if found.id is None and module is None and not found.rivals:
            self.account.find(
                "naam-niet-gevonden",
                f"Het profiel “{draft.titel}” hoort bij geen functie of module die in het boek beschreven staat.",
                draft.lines,
                citaat=draft.titel,
            )
        return found.id or module

    def _module(self, naam: str) -> str | None:
        """The module that a name stands for, with or without the word module before or behind it."""
        known = names_of([(module.naam, f"module:{module.id}") for module in self.modules])
        letters = squash(naam)
        for module in self.modules:
            own = squash(module.naam)
            if own and letters.replace("module", "", 1) == own.replace("module", "", 1):
                return f"module:{module.id}"
        bare = " ".join(word for word in naam.split() if squash(word) not in ("module", "hr21"))
        return known.resolve(bare).id if "module" in letters else None

    def _inferred(self, drafts: Sequence[ProfileDraft], owners: list[str | None], index: int) -> str | None:
        """The likeliest owner of a profile without a heading."""
        draft = drafts[index]
        free_modules = [module for module in self.modules if f"module:{module.id}" not in owners]
        if draft.of_module or (not draft.werksituaties and not draft.kennis and free_modules):
            fitting = [m for m in free_modules if draft.of_module or _overlap(draft, m.competenties) >= 1]
            if len(fitting) >= 1:
                best = max(fitting, key=lambda module: _overlap(draft, module.competenties))
                self._report(draft, f"module:{best.id}", "de module waarvan de competenties overeenkomen")
                return f"module:{best.id}"
        free = [functie for functie in self.functies if functie.id not in owners]
        between = self._between(owners, index)
        listed = self._listed(owners, index)
        candidates = (
            [functie for functie in free if functie.id in listed] or [f for f in free if f.id in between] or free
        )
        if not candidates:
            return None
        best_one = max(candidates, key=lambda functie: _overlap(draft, functie.competenties))
        sure = (
            len(candidates) == 1
            or _overlap(draft, best_one.competenties) >= 2
            or bool(listed)
            or self._in_step(drafts, index)
        )
        if not sure:
            return None
        if len(candidates) > 1 and _overlap(draft, best_one.competenties) == 0:
            best_one = candidates[0]
        reason = "de inhoudsopgave" if listed else "de volgorde van de functies en hun competenties"
        self._report(draft, best_one.id, reason)
        return best_one.id

    def _in_step(self, drafts: Sequence[ProfileDraft], index: int) -> bool:
        """Whether there are as many profiles as functions, so that the order alone decides."""
        return len([draft for draft in drafts if not draft.of_module]) == len(self.functies) > index

    def _between(self, owners: Sequence[str | None], index: int) -> set[str]:
        """The functions that stand between the owners of the profiles before and after this one."""
        order = [functie.id for functie in self.functies]
        before = [order.index(owner) for owner in owners[:index] if owner in order]
        after = [order.index(owner) for owner in owners[index + 1 :] if owner in order]
        low, high = (before[-1] + 1 if before else 0), (after[0] if after else len(order))
        return set(order[low:high])

    def _listed(self, owners: Sequence[str | None], index: int) -> set[str]:
        """The functions whose profile the contents list between those of the profiles before and after this one."""
        order: list[str | None] = []
        for entry in self.contents.entries:
            match = self.grammar.match(entry)
            if match and match.role == "profiel_titel":
                naam = entry[match.end :].strip(" :–—-")
                order.append(self.names.resolve(naam).id or self._module(naam))
        before = next((owner for owner in reversed(owners[:index]) if owner in order), None)
        after = next((owner for owner in owners[index + 1 :] if owner in order), None)
        low = order.index(before) + 1 if before in order and before is not None else 0
        high = order.index(after) if after is not None else len(order)
        return {owner for owner in order[low:high] if owner and owner not in owners}

    def _report(self, draft: ProfileDraft, owner: str | None, reason: str) -> None:
        self.account.find(
            "titel-afgeleid",
            f"Dit competentieprofiel heeft in de bron geen kop; dat het bij {owner} hoort, is afgeleid uit {reason}.",
            draft.lines,
            functie=None if owner is None or owner.startswith("module:") else owner,
            advies="Controleer of het profiel bij deze functie hoort.",
        )


def _overlap(draft: ProfileDraft, competenties: Sequence[Competentie]) -> float:
    """How many competences a profile shares with a description, those of the same level counted double."""
    asked = {squash(c.naam): c.niveau for c in competenties}
    total = 0.0
    for own in draft.competenties:
        naam = squash(own.naam)
        if naam in asked:
            total += 2 if asked[naam] == own.niveau else 1
    return total / 2
