"""Cut the stream in sections: running text, descriptions, modules and profiles, in whatever order the book has them.

A section starts at a label that can only start one, or at a label that the current section already has: a profile with
its second list of critical situations is two profiles, the second of which lost its heading.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Literal

from pipeline.normalize.contents import Contents
from pipeline.normalize.folding import squash
from pipeline.normalize.labels import Grammar
from pipeline.normalize.levels import read_levelled
from pipeline.normalize.pieces import Piece
from pipeline.normalize.resultareas import number_and_name

SectionKind = Literal["hoofdstuk", "functie", "module", "profiel"]

HEADER = frozenset({"naam_functie", "normfunctie", "code", "peildatum"})
BODY = frozenset({"functiereeks", "functiegroep", "kenmerken", "taken", "resultaatgebied"})
MODULE = frozenset({"modulenaam", "module_taken"})
PROFILE = frozenset({"werksituaties", "vakkennis", "kennis", "vaardigheden", "opleiding", "niveau"})
TITLES = frozenset({"functie_titel", "profiel_titel", "module_titel"})
_AHEAD = 24
"""How many pieces to look ahead for evidence of a section."""
_CLOSED = 4
"""The label "Module" among the last pieces of a description closes it."""
_CHAPTER_NUMBER = re.compile(
    r"^\s*(?:(?:deel|hoofdstuk|bijlage|paragraaf)\s+[\divxlab]+\b|\d{1,2}(?:\.\d{1,2})*\.?\s+\S)", re.IGNORECASE
)


@dataclass
class Section:
    """A stretch of the book about one thing."""

    kind: SectionKind
    pieces: list[Piece] = field(default_factory=list)
    roles: Counter[str] = field(default_factory=Counter)

    def add(self, piece: Piece) -> None:
        """Take in a piece."""
        self.pieces.append(piece)
        if piece.role:
            self.roles[piece.role] += 1

    def has(self, *roles: str) -> bool:
        """Whether one of these labels was seen."""
        return any(self.roles[role] for role in roles)


class Sectioner:
    """Walks the stream and decides at each piece whether a new section starts there."""

    def __init__(self, pieces: Sequence[Piece], contents: Contents, grammar: Grammar) -> None:
        """Prepare; pieces that are claimed already (contents, title page) are left out."""
        self.pieces = [piece for piece in pieces if piece.owner is None]
        self.contents = contents
        self.grammar = grammar
        self.repeated = Counter(squash(piece.text) for piece in self.pieces if piece.match is None and piece.emphasised)

    def sections(self) -> list[Section]:
        """Give the sections in reading order."""
        out = [Section("hoofdstuk")]
        for index, piece in enumerate(self.pieces):
            kind = self._start(out[-1], index)
            if kind is not None:
                out.append(Section(kind))
            out[-1].add(piece)
        return [section for section in out if section.pieces]

    def _start(self, current: Section, index: int) -> SectionKind | None:
        piece = self.pieces[index]
        if piece.table is not None:
            return "hoofdstuk" if current.kind != "hoofdstuk" else None
        if piece.role:
            rule = _RULES.get(piece.role)
            return rule(self, current, index) if rule else None
        if current.kind == "profiel" and self._resumes(current, index):
            return "profiel"
        if current.kind != "hoofdstuk" and piece.emphasised and self._leaves(current, index):
            return "hoofdstuk"
        return None

    # what lies ahead

    def _ahead(self, index: int, count: int = _AHEAD) -> list[str]:
        """The labels of the pieces after this one, up to the next heading of a section."""
        roles: list[str] = []
        for piece in self.pieces[index + 1 : index + 1 + count]:
            if piece.role in TITLES or piece.role == "hoofdstuk" or piece.table is not None:
                break
            if piece.role:
                roles.append(piece.role)
        return roles

    def _promises(self, index: int, roles: frozenset[str], needed: int = 1, count: int = _AHEAD) -> bool:
        """Whether enough different labels of a kind lie ahead."""
        return len({role for role in self._ahead(index, count) if role in roles}) >= needed

    # one rule a label

    def _function_title(self, current: Section, index: int) -> SectionKind | None:
        if self._promises(index, HEADER | BODY, 1, 10):
            return "functie"
        piece = self.pieces[index]
        match = piece.match
        if current.kind == "functie" and current.has(*BODY) and match and not match.alone:
            return "functie"  # its own pages are gone; the next one starts all the same
        return None

    def _header(self, current: Section, index: int) -> SectionKind | None:
        role = self.pieces[index].role or ""
        if current.kind == "functie" and not current.has(role) and not current.has(*BODY, "module"):
            return None
        if current.kind == "profiel" and not current.has(*PROFILE, "competenties") and not self._promises(index, BODY):
            return None
        needed = 1 if role == "naam_functie" else 2
        if self._promises(index, (HEADER | BODY) - {role}, needed, 12):
            return "functie"
        if role == "naam_functie" and current.kind == "functie":
            return "functie"
        return None

    def _body(self, current: Section, index: int) -> SectionKind | None:
        role = self.pieces[index].role or ""
        if (
            current.kind == "module"
            and role in ("taken", "resultaatgebied")
            and not self._promises(index, frozenset({"functiereeks", "functiegroep"}))
        ):
            return None
        if current.kind == "functie":
            again = role in ("functiereeks", "functiegroep", "kenmerken") and current.has(role)
            if again and current.pieces[-1].role != role and self._promises(index, BODY - {role}):
                return "functie"
            return "functie" if self._starts_over(current, index) else None
        return "functie" if self._solid(index, BODY - {role}) else None

    def _solid(self, index: int, roles: frozenset[str]) -> bool:
        """Whether labels with nothing behind them but their list lie ahead: a description, and no list of terms."""
        for piece in self.pieces[index + 1 : index + 16]:
            if piece.role in TITLES or piece.role == "hoofdstuk" or piece.table is not None:
                return False
            match = piece.match
            if match and match.role in roles and (match.alone or _area_number(piece) is not None):
                return True
        return False

    def _starts_over(self, current: Section, index: int) -> bool:
        """Whether a resultaatgebied cannot be of the current description: that was closed, or counted further already.

        So the first page of the next description is missing.
        """
        piece = self.pieces[index]
        number = _area_number(piece)
        if piece.role != "resultaatgebied" or number is None:
            return False
        earlier = [
            n for one in current.pieces if one.role == "resultaatgebied" and (n := _area_number(one)) is not None
        ]
        closed = bool(earlier) and any(one.role == "module" for one in current.pieces[-_CLOSED:])
        return closed or (bool(earlier) and number <= max(earlier))

    def _module_title(self, current: Section, index: int) -> SectionKind | None:
        if self._promises(index, MODULE | {"taken", "competenties"}, 1, 8):
            return "module"
        return None

    def _module_part(self, current: Section, index: int) -> SectionKind | None:
        role = self.pieces[index].role or ""
        if current.kind == "module" and not current.has(role):
            return None
        return "module"

    def _module_label(self, current: Section, index: int) -> SectionKind | None:
        """The word alone: mostly an empty field of a description, sometimes the heading of a module."""
        after = self.pieces[index + 1].role if index + 1 < len(self.pieces) else None
        waiting = current.kind == "module" and not current.has(*MODULE)
        return "module" if self.pieces[index].emphasised and after in MODULE and not waiting else None

    def _module_heading(self, current: Section, index: int) -> SectionKind | None:
        if self.pieces[index].emphasised and self._promises(index, MODULE | {"taken", "competenties"}, 1, 4):
            return "module"
        return None

    def _competences(self, current: Section, index: int) -> SectionKind | None:
        match = self.pieces[index].match
        own = bool(match and match.suffix)
        described = self._level_follows(index)
        if current.kind == "profiel":
            return "profiel" if current.has("competenties") and described and not self._only_heads(current) else None
        if current.kind in ("functie", "module"):
            again = current.has("competenties")
            return "profiel" if described and (own or again) else None
        return "profiel" if described and (own or self._promises(index, PROFILE - {"niveau"})) else None

    def _only_heads(self, current: Section) -> bool:
        """Whether nothing but labels was read since the last list of competences."""
        last = current.pieces[-1]
        return last.role in ("competenties", "profiel_titel")

    def _level_follows(self, index: int) -> bool:
        """Whether definitions with levels follow, and not just a list of names."""
        for piece in self.pieces[index + 1 : index + 10]:
            if piece.role == "niveau":
                return True
            if piece.role is not None and piece.role not in ("definitie", "competenties"):
                return False
            if piece.kind != "item" and piece.emphasised and read_levelled(piece.text).niveau:
                return True
        return False

    def _profile_title(self, current: Section, index: int) -> SectionKind | None:
        if self._promises(index, PROFILE | {"competenties", "gedragsindicatoren"}, 1, 12):
            return "profiel"
        piece = self.pieces[index]
        named = piece.match is not None and not piece.match.alone and len(piece.text) < 120
        return "profiel" if named and piece.emphasised and current.kind in ("profiel", "functie") else None

    def _profile_part(self, current: Section, index: int) -> SectionKind | None:
        piece = self.pieces[index]
        role = piece.role or ""
        if role in ("niveau", "vakkennis") and current.kind == "profiel":
            late = (
                role == "vakkennis" and current.has("opleiding") and current.has("vakkennis") and current.has("kennis")
            )
            return "profiel" if late and self._promises(index, PROFILE) else None
        if current.kind == "profiel":
            return "profiel" if current.has(role) and self._promises_more(current, index, role) else None
        if role == "niveau":
            return None
        strong = role == "werksituaties" or self._promises(
            index, PROFILE - {role}, 1 if current.kind == "functie" else 2
        )
        if current.kind in ("functie", "module"):
            return "profiel" if strong or role in ("vakkennis", "opleiding") else None
        return (
            "profiel"
            if strong and (piece.emphasised or bool(piece.match and piece.match.alone)) and self._ahead(index)
            else None
        )

    def _promises_more(self, current: Section, index: int, role: str) -> bool:
        """Whether a label that the profile has already starts the next one, and is not just printed twice."""
        last = next((piece.role for piece in reversed(current.pieces) if piece.role), None)
        return last != role

    def _resumes(self, current: Section, index: int) -> bool:
        """Whether competences go on after a profile was finished: the start of the next profile is missing."""
        if not current.has("opleiding", "vaardigheden") or not current.has("competenties", "niveau"):
            return False
        last = next((one.role for one in reversed(current.pieces) if one.role), None)
        piece = self.pieces[index]
        if last not in ("opleiding", "vaardigheden", "kennis", "vakkennis") or not piece.emphasised:
            return False
        following = [one.role for one in self.pieces[index + 1 : index + 4]]
        return "niveau" in following

    def _chapter(self, current: Section, index: int) -> SectionKind | None:
        piece = self.pieces[index]
        match = piece.match
        if current.kind == "hoofdstuk" or match is None:
            return None
        return "hoofdstuk" if piece.emphasised or (match.alone and piece.kind != "item") else None

    # headings without a label

    def _leaves(self, current: Section, index: int) -> bool:
        """Whether an unknown heading ends the current section; inside it, it is a part of it."""
        piece = self.pieces[index]
        title = current.pieces[0]
        inner = [p.level for p in current.pieces[1:] if p.kind == "heading" and p.role]
        ranked = title.kind == piece.kind == "heading" and bool(inner) and min(inner) > title.level > 0
        if ranked and piece.level <= title.level and len(current.pieces) > 2:
            return True
        if self._goes_on(current, index):
            return False
        if self._heads_next(current, index):
            return True
        if self.contents.lists(piece.text) or (piece.kind == "heading" and _CHAPTER_NUMBER.match(piece.text)):
            return True
        if piece.kind != "heading":
            return False
        return not ranked and self.repeated[squash(piece.text)] < 3

    def _heads_next(self, current: Section, index: int) -> bool:
        """Whether the next piece starts another section, so that this is its heading, without a label."""
        if index + 1 >= len(self.pieces):
            return False
        after = self.pieces[index + 1]
        rule = _RULES.get(after.role or "")
        if rule is None or after.role in TITLES | {"hoofdstuk", "inhoud"} or after.match is None:
            return False
        return rule(self, current, index + 1) in ("functie", "profiel")

    def _goes_on(self, current: Section, index: int) -> bool:
        """Whether the next label belongs to the current section."""
        for ahead in range(index + 1, min(index + 1 + _AHEAD, len(self.pieces))):
            piece = self.pieces[ahead]
            if piece.table is not None:
                return False
            if piece.role:
                rule = _RULES.get(piece.role)
                inside = piece.role not in TITLES | {"hoofdstuk", "inhoud"}
                return inside and (rule is None or rule(self, current, ahead) is None)
        return False


_RULES: dict[str, Callable[[Sectioner, Section, int], SectionKind | None]] = {
    "functie_titel": Sectioner._function_title,
    "profiel_titel": Sectioner._profile_title,
    "module_titel": Sectioner._module_title,
    "modulenaam": Sectioner._module_part,
    "module_taken": Sectioner._module_part,
    "module": Sectioner._module_label,
    "module_kop": Sectioner._module_heading,
    "competenties": Sectioner._competences,
    "hoofdstuk": Sectioner._chapter,
    "inhoud": Sectioner._chapter,
    **dict.fromkeys(HEADER, Sectioner._header),
    **dict.fromkeys(BODY, Sectioner._body),
    **dict.fromkeys(PROFILE, Sectioner._profile_part),
}
"""What a label says of the section it stands in; kept by each sectioner, these would make a cycle with all pieces."""


def _area_number(piece: Piece) -> int | None:
    """The number of a resultaatgebied."""
    if piece.role != "resultaatgebied" or piece.match is None:
        return None
    return number_and_name(piece.text[piece.match.end :])[0]
