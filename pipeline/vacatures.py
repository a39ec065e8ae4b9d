"""Vacancies in a workspace: where their wording, template, facts and results stand on disk."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.atomic import atomic_write
from pipeline.errors import DataInvalidError, OutputNotWritableError, UsageError
from pipeline.workspace import Workspace, read_bytes, standard_templates

if TYPE_CHECKING:
    from pipeline.models.huisstijl import Huisstijl
    from pipeline.models.instellingen import Organisatie
    from pipeline.models.vacature import Gegevens
    from pipeline.render.salaris import Salaristabel
    from pipeline.render.vacature import Gemaakt, Middelen

TEMPLATE = "vacature.docx"
PROVENANCE = ".herkomst.json"


def middelen(space: Workspace) -> Middelen:
    """Gather what the organisation brings: its own files where it has them, the standard ones elsewhere.

    Raises:
        TemplateFaultyError: the wording is faulty.
        DataInvalidError: the settings are, or a colour cannot be read on white.
        SourceUnreadableError: the logo or a template cannot be opened.
    """
    from pipeline.render.vacature import Middelen
    from pipeline.render.vacature_bewoording import read_wording

    organisatie = space.settings().organisatie
    return Middelen(
        bewoording=read_wording(_wording_files(space)),
        sjabloon=read_bytes(space.template(TEMPLATE)),
        huisstijl=house_style(organisatie),
        logo=read_bytes(space.root / organisatie.logo) if organisatie.logo else None,
        organisatie=organisatie.naam,
    )


def house_style(organisatie: Organisatie) -> Huisstijl:
    """The looks of documents from the settings.

    Raises:
        DataInvalidError: a colour cannot be read on white.
    """
    from pydantic import ValidationError

    from pipeline.models.huisstijl import Huisstijl

    try:
        return Huisstijl(
            lettertype=organisatie.lettertype,
            kleur=organisatie.kleur,
            kleur_accent=organisatie.kleur_accent,
            logo_beschrijving=organisatie.logo_beschrijving or f"Logo {organisatie.naam or ''}".strip(),
            logo_breedte_cm=organisatie.logo_breedte_cm,
        )
    except ValidationError as error:
        reason = str(error.errors()[0].get("ctx", {}).get("error", error.errors()[0]["msg"]))
        raise DataInvalidError(f"functieboek.toml, [organisatie]: {reason}.", "Pas de waarde aan.") from error


def _wording_files(space: Workspace) -> dict[str, str]:
    from pipeline.render.vacature_bewoording import SNIPPETS, WORDING

    found: dict[str, str] = {}
    for name in (WORDING, *SNIPPETS):
        for folder in (space.templates, standard_templates()):
            path = folder / "vacature" / name
            if path.is_file():
                found[name] = _text(path)
                break
    return found


def _text(path: Path) -> str:
    try:
        return read_bytes(path).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise DataInvalidError(f"{path} is geen UTF-8-tekst.", "Sla het bestand op als UTF-8.") from error


def facts(path: Path) -> Gegevens:
    """Read a vacature.toml.

    Raises:
        DataInvalidError: it is not complete or not right; all faults at once.
    """
    from pipeline.models.vacature import read_facts

    return read_facts(read_bytes(path), path.name)


def salary_table(space: Workspace, gegevens: Gegevens | None, toml: Path | None) -> Salaristabel | None:
    """Read the table that the facts name (from where they stand), else that of the settings (from the workspace).

    Raises:
        DataInvalidError: the table is faulty.
    """
    from pipeline.render.salaris import read_salary_table

    setting = space.settings().vacatures.salaristabel
    if gegevens and gegevens.aanbod.salaristabel and toml:
        path = toml.parent / gegevens.aanbod.salaristabel
    elif setting:
        path = space.root / setting
    else:
        return None
    return read_salary_table(read_bytes(path), path.name)


def keep_choices(path: Path, keuzes: Mapping[str, str]) -> None:
    """Write choices under [keuzes] in a vacature.toml and leave all else as it stands.

    Raises:
        OutputNotWritableError: the file cannot be written.
    """
    text = _text(path)
    for key, value in keuzes.items():
        text = _with_key(text, "keuzes", key, value)
    atomic_write(path, text)


def _with_key(text: str, section: str, key: str, value: str) -> str:
    """Return TOML with a text under a key of a section; all else stays as it stands."""
    line = f"{key} = {json.dumps(value, ensure_ascii=False)}"
    lines = text.split("\n")
    head = next((n for n, one in enumerate(lines) if re.match(rf"\s*\[{section}\]", one)), None)
    if head is None:
        lines = [*text.rstrip("\n").split("\n"), "", f"[{section}]", ""] if text.strip() else [f"[{section}]", ""]
        head = len(lines) - 2
    end = next((n for n in range(head + 1, len(lines)) if re.match(r"\s*\[", lines[n])), len(lines))
    place = next((n for n in range(head + 1, end) if re.match(rf"\s*#?\s*{key}\s*=", lines[n])), None)
    if place is None:
        lines.insert(head + 1, line)
    else:
        lines[place] = line
    return "\n".join(lines)


TABLE = "salaristabel.csv"
"""Where the salary table goes when the settings do not say."""


def salary_table_path(space: Workspace) -> Path | None:
    """Where the settings expect the salary table; None where they name none."""
    setting = space.settings().vacatures.salaristabel
    return space.root / setting if setting else None


def keep_salary_table(space: Workspace, data: bytes, name: str, *, replace: bool) -> Salaristabel:
    """Check a salary table and put it where the settings expect it; without such a setting, make that too.

    Args:
        space: the workspace.
        data: the CSV as it was given.
        name: what the file was called, for messages.
        replace: a table that stands there may be overwritten.

    Raises:
        DataInvalidError: the table is faulty, or the setting points outside the workspace.
        UsageError: there is a table already.
        OutputNotWritableError: it cannot be written.
    """
    from pipeline.render.salaris import read_salary_table

    table = read_salary_table(data, name)
    path = salary_table_path(space) or space.root / TABLE
    if not path.resolve().is_relative_to(space.root.resolve()):
        raise DataInvalidError(
            "De instelling vacatures.salaristabel wijst naar een plek buiten de werkmap.",
            "Zet het bestand daar zelf neer, of wijzig de instelling in functieboek.toml.",
        )
    if path.is_file() and not replace and read_bytes(path) != data:
        raise UsageError(
            f"Er is al een salaristabel ({path.name}); die is niet vervangen.",
            "Vink “Vervang de tabel die er nu is” aan om haar te vervangen.",
        )
    settings = _settings_with_table(space) if salary_table_path(space) is None else None
    atomic_write(path, data)
    if settings is not None:
        atomic_write(space.settings_file, settings)
    return table


def _settings_with_table(space: Workspace) -> str:
    """Return functieboek.toml with the place of the salary table in it; all else stays.

    Raises:
        DataInvalidError: it cannot be added without breaking the file.
    """
    from pipeline.models.instellingen import read_settings

    text = _text(space.settings_file) if space.settings_file.is_file() else ""
    settings = _with_key(text, "vacatures", "salaristabel", TABLE)
    if read_settings(settings.encode(), space.settings_file.name).vacatures.salaristabel != TABLE:
        raise DataInvalidError(
            "De instelling voor de salaristabel past niet in functieboek.toml.",
            f'Zet daar onder [vacatures]: salaristabel = "{TABLE}".',
        )
    return settings


def edited(folder: Path, slug: str) -> bool:
    """Whether somebody changed the Word document after it was made."""
    document = folder / f"{slug}.docx"
    made = provenance(folder / f"{slug}{PROVENANCE}").get("bestanden", {}).get(".docx")
    if made is None or not document.is_file():
        return False
    return hashlib.sha256(read_bytes(document)).hexdigest() != str(made)


def is_finished(folder: Path, slug: str) -> bool:
    """Whether a vacancy stands there that was made with facts and is no concept."""
    return provenance(folder / f"{slug}{PROVENANCE}").get("concept") is False


def provenance(path: Path) -> dict[str, Any]:
    """Read a .herkomst.json; an empty dict where there is none or it is damaged."""
    try:
        data = json.loads(path.read_bytes())
    except (OSError, ValueError):
        return {}
    return data if isinstance(data, dict) else {}


def refuse_overwrite(folder: Path, slug: str) -> None:
    """Keep what a recruiter changed in Word.

    Raises:
        OutputNotWritableError: the document was edited; says how to go on.
    """
    if edited(folder, slug):
        raise OutputNotWritableError(
            f"{slug}.docx in {folder} is na het maken gewijzigd en wordt niet overschreven.",
            "Bewaar het onder een andere naam, of geef --overschrijven mee.",
        )


def write(folder: Path, made: Gemaakt) -> list[Path]:
    """Write all files of a vacancy; the provenance last, because it tells what the others are."""
    return [atomic_write(folder / f"{made.slug}{suffix}", data) for suffix, data in made.bestanden.items()]


@dataclass(frozen=True, slots=True)
class Bestaand:
    """A vacancy that stands in the workspace."""

    boek: str
    slug: str
    titel: str
    concept: bool
    posting: dict[str, Any]

    @property
    def sluit(self) -> str:
        """The last day to apply, as ISO date; empty for a concept."""
        return str(self.posting.get("validThrough", ""))[:10]


def existing(folder: Path) -> Iterator[Bestaand]:
    """All vacancies under ``output/vacatures``, by book and name."""
    for path in sorted(folder.glob(f"*/*{PROVENANCE}")):
        data = provenance(path)
        slug = path.name.removesuffix(PROVENANCE)
        posting = provenance(path.with_name(f"{slug}.json"))
        if data:
            yield Bestaand(
                boek=path.parent.name,
                slug=slug,
                titel=str(data.get("titel", slug)),
                concept=bool(data.get("concept", True)),
                posting=posting,
            )
