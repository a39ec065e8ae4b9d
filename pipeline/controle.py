"""Checking a book of a workspace: run the rules, write what was found, accept a finding.

What ``functieboek controleren`` and the workplace both call.
"""

from __future__ import annotations

import contextlib
import datetime
import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.boeken import LoadedBook
from pipeline.drawing import Draughtsman, limits_of
from pipeline.errors import FunctieboekError, UsageError
from pipeline.spelling import speller_of
from pipeline.workspace import Workspace, atomic_write, unreadable

if TYPE_CHECKING:
    from pipeline.models.bevindingen import Bevinding, Bevindingen
    from pipeline.render.bevindingen import Uitleg
    from pipeline.render.bevindingen_html import Area
    from pipeline.render.page_images import Cutting


@dataclass(frozen=True, slots=True)
class Geschreven:
    """What was written, and what the user must know of it."""

    bestanden: tuple[Path, ...]
    meldingen: tuple[str, ...] = ()
    """Pictures that could not be made."""


def run_check(space: Workspace, loaded: LoadedBook, *, spelling: bool = True) -> Bevindingen:
    """Check a book with the settings of its workspace; keep what was decided about words for the next time."""
    from pipeline.check import check

    settings = space.settings()
    words = speller_of(space, settings.controleren.woorden) if spelling else contextlib.nullcontext()
    with words as speller:
        return check(
            loaded.book,
            settings.controleren,
            loaded.findings.bevindingen,
            conversion=settings.conversietabel,
            accepted=settings.aanvaard,
            language=speller,
        )


def with_kept_language(space: Workspace, loaded: LoadedBook, findings: Bevindingen) -> Bevindingen:
    """Add to the findings of a run without spelling what an earlier run with it found, so that leaving it out once
    takes nothing away from what is kept."""
    from pipeline.check import rules
    from pipeline.check.run import accept

    settings, earlier = space.settings(), loaded.findings
    codes = {known.code for known in rules() if known.taal} - set(settings.controleren.uit)
    if earlier.bron.sha256 != findings.bron.sha256 or not settings.controleren.spelling:
        return findings
    told = [one for one in earlier.bevindingen if one.code in codes]
    fresh = [one.model_copy(update={"status": "open", "reden": None}) for one in told]
    keys = {one.sleutel for one in told}
    kept = accept(fresh, [one for one in settings.aanvaard if one.sleutel in keys])
    return findings.model_copy(update={"bevindingen": (*findings.bevindingen, *kept)})


def accept_finding(space: Workspace, findings: Bevindingen, key: str, reason: str | None, who: str | None) -> Bevinding:
    """Write in functieboek.toml that a finding is accepted, and return that finding.

    Raises:
        UsageError: no open finding, or more than one, has a key that begins so; or the reason is missing.
    """
    if not reason or len(reason.strip()) < 3:
        raise UsageError("Bij --aanvaard hoort een reden.", 'Bijvoorbeeld: --reden "Zo vastgesteld door het college."')
    item = _open_finding(space, findings, key)
    path = space.settings_file
    try:
        before = path.read_text(encoding="utf-8-sig") if path.is_file() else ""
    except OSError as error:
        raise unreadable(path, error) from error
    text = _acceptance(item, reason.strip(), who)
    atomic_write(path, (before.rstrip("\n") + "\n\n" if before.strip() else "") + text)
    if space.is_prepared:
        _log(space, "aanvaarden", {"sleutel": item.sleutel, "code": item.code, "reden": reason.strip()}, who=who)
    return item


def _open_finding(space: Workspace, findings: Bevindingen, key: str) -> Bevinding:
    found = [item for item in findings.bevindingen if (item.sleutel or "").startswith(key) and len(key) >= 6]
    if len(found) != 1:
        which = "Geen enkele" if not found else "Meer dan één"
        raise UsageError(
            f"{which} bevinding heeft een sleutel die met “{key}” begint.", "Neem de sleutel over uit de lijst."
        )
    if found[0].status == "aanvaard":
        raise UsageError(
            f"De bevinding {found[0].sleutel} is al aanvaard.", f"Zie [[aanvaard]] in {space.settings_file}."
        )
    return found[0]


def _acceptance(item: Bevinding, reason: str, who: str | None) -> str:
    values = {"sleutel": item.sleutel, "code": item.code, "functie": item.functie, "reden": reason, "wie": who}
    lines = [f"{name} = {_toml_string(value)}" for name, value in values.items() if value]
    return "\n".join(["[[aanvaard]]", *lines]) + "\n"


def _toml_string(value: str) -> str:
    """Write a string as TOML: a JSON string is one, but for the one control sign that JSON leaves as it is."""
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


def write_findings(
    space: Workspace,
    loaded: LoadedBook,
    findings: Bevindingen,
    uit: Path | None,
    *,
    pictures: bool = True,
    spelling: bool = True,
) -> Geschreven:
    """Write bevindingen.json, the report and the workbook; return where they stand.

    Args:
        space: the workspace.
        loaded: the book that was checked.
        findings: what was found.
        uit: another folder than that of the workspace.
        pictures: whether the report shows the places.
        spelling: whether the language was looked at, which is remembered with the findings.
    """
    from pipeline.models.io import to_json
    from pipeline.render.bevindingen_html import findings_html
    from pipeline.render.bevindingen_xlsx import bevindingen_xlsx

    rules, notes = explanations(), list[str]()
    output = uit or space.output / "bevindingen"
    data = (uit or loaded.folder) / "bevindingen.json"
    report = findings_html(
        loaded.book,
        findings,
        rules,
        name=loaded.name,
        cutter=(lambda areas: _cut_out(space, loaded, areas, notes)) if pictures else None,
        templates=[space.templates],
    )
    made = {
        output / f"{loaded.name}.html": report.encode("utf-8"),
        output / f"{loaded.name}.xlsx": bevindingen_xlsx(loaded.book, findings, rules),
    }
    written = [atomic_write(data, to_json(findings)), *(atomic_write(path, content) for path, content in made.items())]
    if uit is None:
        remember_spelling(space, loaded, looked=spelling)
    if space.is_prepared:
        counts = Counter(item.ernst for item in findings.bevindingen if item.status == "open")
        facts: dict[str, str | int | None] = {"boek": loaded.name}
        facts |= {ernst: counts[ernst] for ernst in ("fout", "waarschuwing", "info")}
        _log(space, "controleren", facts, made=made)
    return Geschreven(tuple(written), tuple(notes))


def remember_spelling(space: Workspace, loaded: LoadedBook, *, looked: bool) -> None:
    """Remember whether the check of a book of the workspace looked at its language: the findings do not tell."""
    mark = _mark(space, loaded)
    if loaded.folder.parent != space.extracted or not space.is_prepared:
        return
    if looked:
        mark.unlink(missing_ok=True)
    else:
        atomic_write(mark, b"")


def checked_without_spelling(space: Workspace, loaded: LoadedBook) -> bool:
    """Whether the last check of a book did not look at its language."""
    return loaded.findings.gecontroleerd and _mark(space, loaded).is_file()


def _mark(space: Workspace, loaded: LoadedBook) -> Path:
    return space.state / "zonder-spelling" / loaded.name


def explanations() -> Mapping[str, Uitleg]:
    """Return what each rule says of itself."""
    from pipeline.check import rules
    from pipeline.render.bevindingen import Uitleg

    return {known.code: Uitleg(known.uitleg, known.bron) for known in rules()}


def _log(
    space: Workspace,
    what: str,
    facts: Mapping[str, str | int | None],
    *,
    who: str | None = None,
    made: Mapping[Path, bytes] | None = None,
) -> None:
    """Write a line in the logboek of the workspace."""
    from pipeline.logboek import Logboek, bestand

    outputs = [bestand(path, data, space.root) for path, data in (made or {}).items()]
    now = datetime.datetime.now(datetime.UTC)
    Logboek(space.logbook).add(what, tijd=now, wie=who, uitvoer=outputs, gegevens=dict(facts))


def _cut_out(space: Workspace, loaded: LoadedBook, areas: Sequence[Area], notes: list[str]) -> dict[Area, Cutting]:
    """Return pictures of parts of the source; none where it is gone, is no PDF, or cannot be drawn."""
    from pipeline.cache import Cache, key_of
    from pipeline.render.page_images import Cutting

    if loaded.source is None or loaded.source.suffix.lower() != ".pdf":
        return {}
    cache = Cache(space.cache_root)
    key = key_of(bron=loaded.book.bron.sha256, uitsneden=areas)
    if kept := cache.get(key):
        boxes, files = kept
        return {areas[int(i)]: Cutting(files[i], tuple(box)) for i, box in boxes.items()}
    try:
        with Draughtsman(limits_of(space.settings().lezen)) as drawer:
            made = drawer.cuttings(loaded.source, areas)
    except FunctieboekError as error:
        notes.append(f"Het rapport heeft geen uitsneden: {error}")
        return {}
    numbered = {str(i): made[area] for i, area in enumerate(areas) if area in made}
    cache.put(key, {i: list(one.kader) for i, one in numbered.items()}, {i: one.png for i, one in numbered.items()})
    return made
