"""``functieboek controleren``: find what is wrong or doubtful in a book."""

from __future__ import annotations

import contextlib
import datetime
import json
import shutil
import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from pipeline.cli import common
from pipeline.errors import FindingsError, FunctieboekError, UsageError
from pipeline.workspace import Workspace, atomic_write, unreadable

if TYPE_CHECKING:
    from pipeline.check import Rule
    from pipeline.dutch.spelling import Speller
    from pipeline.models.bevindingen import Bevinding, Bevindingen
    from pipeline.render.bevindingen import Uitleg
    from pipeline.render.bevindingen_html import Area
    from pipeline.render.page_images import Cutting

_COLOURS = {"fout": "red", "waarschuwing": "yellow", "info": "cyan"}
_WIDEST = 100
_VERDICTS = "spelling-nl.json"
"""What was decided about words, in the cache of the workspace."""


@click.command(
    epilog="""\b
Voorbeelden:
  functieboek controleren functieboek-2022
  functieboek controleren functieboek-2022 --tot waarschuwing
  functieboek controleren functieboek.pdf --uit resultaten --streng
  functieboek controleren functieboek-2022 --aanvaard 3f9a1c20b7d4 --reden "Zo vastgesteld."
  functieboek controleren --regels
"""
)
@click.argument("boek", required=False)
@click.option("--regels", is_flag=True, help="Toon alle regels met hun gewicht, uitleg en bron.")
@click.option("--streng", is_flag=True, help="Eindig met afsluitcode 10 als er een fout open staat.")
@click.option(
    "--tot",
    type=click.Choice(["fout", "waarschuwing", "info"]),
    default="info",
    help="Toon op het scherm niets lichters dan dit; de bestanden bevatten alles.",
)
@click.option("--zonder-spelling", is_flag=True, help="Kijk de spelling niet na.")
@click.option("--zonder-beelden", is_flag=True, help="Neem in het rapport geen uitsneden van bladzijden op.")
@click.option("--aanvaard", metavar="SLEUTEL", help="Aanvaard de bevinding met deze sleutel (geef ook --reden).")
@click.option("--reden", metavar="TEKST", help="Waarom de bevinding zo mag blijven.")
@click.option("--wie", metavar="NAAM", help="Wie haar aanvaardt.")
@common.werkmap_option
@common.uit_option
@common.json_option
def controleren(*, boek: str | None, werkmap: Path | None, **options: Any) -> None:
    """Zoek fouten en tegenstrijdigheden in een boek.

    BOEK is de naam van een ingelezen boek, een functieboek.json of een bron (die dan eerst wordt gelezen). De
    bevindingen komen op het scherm, in bevindingen.json en in een rapport (HTML) en een werkmap (XLSX) onder
    output/bevindingen/.
    """
    if options["regels"]:
        _show_rules(as_json=options["als_json"])
        return
    if boek is None:
        raise UsageError(
            "Geef het boek op dat u wilt controleren.", "Bijvoorbeeld: functieboek controleren functieboek-2022"
        )
    if options["reden"] and not options["aanvaard"]:
        raise UsageError("--reden hoort bij --aanvaard.", 'Bijvoorbeeld: --aanvaard SLEUTEL --reden "Zo vastgesteld."')
    space = common.workspace(werkmap)
    loaded = common.load_book(space, boek)
    spelling = space.settings().controleren.spelling and not options["zonder_spelling"]
    findings = run_check(space, loaded, spelling=spelling)
    if options["aanvaard"]:
        accept_finding(space, findings, options["aanvaard"], options["reden"], options["wie"])
        space = Workspace(space.root)  # its settings have changed
        findings = run_check(space, loaded, spelling=spelling)
    written = write_findings(space, loaded, findings, options["uit"], pictures=not options["zonder_beelden"])
    _tell(loaded, findings, written, options)
    _be_strict(findings, strict=options["streng"])


def run_check(space: Workspace, loaded: common.LoadedBook, *, spelling: bool = True) -> Bevindingen:
    """Check a book with the settings of its workspace; keep what was decided about words for the next time."""
    from pipeline.check import check

    settings = space.settings()
    speller = _speller(space, settings.controleren.woorden) if spelling else None
    found = check(
        loaded.book,
        settings.controleren,
        loaded.findings.bevindingen,
        conversion=settings.conversietabel,
        accepted=settings.aanvaard,
        language=speller,
    )
    if speller is not None and speller.verdicts.changed and space.cache_root:
        _keep(space.cache_root / _VERDICTS, speller.verdicts.dump())
    return found


def _speller(space: Workspace, words: Sequence[str]) -> Speller:
    from pipeline.dutch.spelling import Speller, Verdicts

    kept = None
    if space.cache_root:
        with contextlib.suppress(OSError):
            kept = (space.cache_root / _VERDICTS).read_bytes()
    return Speller(Verdicts.load(kept), words)


def _keep(path: Path, data: bytes) -> None:
    """Keep what can be made again; a folder that cannot be written is no reason to fail."""
    with contextlib.suppress(FunctieboekError):
        atomic_write(path, data)


def accept_finding(space: Workspace, findings: Bevindingen, key: str, reason: str | None, who: str | None) -> None:
    """Write in functieboek.toml that a finding is accepted.

    Raises:
        UsageError: no open finding, or more than one, has a key that begins so; or the reason is missing.
    """
    if not reason or len(reason.strip()) < 3:
        raise UsageError("Bij --aanvaard hoort een reden.", 'Bijvoorbeeld: --reden "Zo vastgesteld door het college."')
    found = [item for item in findings.bevindingen if (item.sleutel or "").startswith(key) and len(key) >= 6]
    if len(found) != 1:
        which = "Geen enkele" if not found else "Meer dan één"
        raise UsageError(
            f"{which} bevinding heeft een sleutel die met {key!r} begint.", "Neem de sleutel over uit de lijst."
        )
    if found[0].status == "aanvaard":
        raise UsageError(
            f"De bevinding {found[0].sleutel} is al aanvaard.", f"Zie [[aanvaard]] in {space.settings_file}."
        )
    text = _acceptance(found[0], reason.strip(), who)
    path = space.settings_file
    try:
        before = path.read_text(encoding="utf-8-sig") if path.is_file() else ""
    except OSError as error:
        raise unreadable(path, error) from error
    atomic_write(path, (before.rstrip("\n") + "\n\n" if before.strip() else "") + text)
    if space.is_prepared:
        _log(
            space, "aanvaarden", {"sleutel": found[0].sleutel, "code": found[0].code, "reden": reason.strip()}, who=who
        )
    common.say(f"Aanvaard: {found[0].melding}")


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


def _acceptance(item: Bevinding, reason: str, who: str | None) -> str:
    values = {"sleutel": item.sleutel, "code": item.code, "functie": item.functie, "reden": reason, "wie": who}
    # A JSON string is a TOML basic string as well.
    lines = [f"{name} = {json.dumps(value, ensure_ascii=False)}" for name, value in values.items() if value]
    return "\n".join(["[[aanvaard]]", *lines]) + "\n"


def write_findings(
    space: Workspace, loaded: common.LoadedBook, findings: Bevindingen, uit: Path | None, *, pictures: bool = True
) -> list[Path]:
    """Write bevindingen.json, the report and the workbook; return where they stand."""
    from pipeline.models.io import to_json
    from pipeline.render.bevindingen_html import findings_html
    from pipeline.render.bevindingen_xlsx import bevindingen_xlsx

    rules = explanations()
    output = uit or space.output / "bevindingen"
    data = (uit or loaded.folder) / "bevindingen.json"
    report = findings_html(
        loaded.book,
        findings,
        rules,
        name=loaded.name,
        cutter=(lambda areas: cut_out(space, loaded, areas)) if pictures else None,
        templates=[space.templates],
    )
    made = {
        output / f"{loaded.name}.html": report.encode("utf-8"),
        output / f"{loaded.name}.xlsx": bevindingen_xlsx(loaded.book, findings, rules),
    }
    written = [atomic_write(data, to_json(findings)), *(atomic_write(path, content) for path, content in made.items())]
    if space.is_prepared:
        counts = Counter(item.ernst for item in findings.bevindingen if item.status == "open")
        facts: dict[str, str | int | None] = {"boek": loaded.name}
        facts |= {ernst: counts[ernst] for ernst in ("fout", "waarschuwing", "info")}
        _log(space, "controleren", facts, made=made)
    return written


def explanations() -> Mapping[str, Uitleg]:
    """Return what each rule says of itself."""
    from pipeline.check import rules
    from pipeline.render.bevindingen import Uitleg

    return {known.code: Uitleg(known.uitleg, known.bron) for known in rules()}


def cut_out(space: Workspace, loaded: common.LoadedBook, areas: Sequence[Area]) -> dict[Area, Cutting]:
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
        made = _draw(loaded.source, areas)
    except FunctieboekError as error:
        common.say(f"Het rapport heeft geen uitsneden: {error}")
        return {}
    numbered = {str(i): made[area] for i, area in enumerate(areas) if area in made}
    cache.put(key, {i: list(one.kader) for i, one in numbered.items()}, {i: one.png for i, one in numbered.items()})
    return made


def _draw(source: Path, areas: Sequence[Area]) -> dict[Area, Cutting]:
    from pipeline.render.page_images import PageImages

    try:
        content = source.read_bytes()
    except OSError as error:
        raise unreadable(source, error) from error
    by_page: dict[int, list[Area]] = {}
    for area in areas:
        by_page.setdefault(area[0], []).append(area)
    made: dict[Area, Cutting] = {}
    with PageImages(content, source.name) as images:
        for page in sorted(by_page):
            if page <= images.pages:
                made.update(zip(by_page[page], images.cut(page, [box for _, box in by_page[page]]), strict=True))
    return made


def _tell(
    loaded: common.LoadedBook, findings: Bevindingen, written: Sequence[Path], options: Mapping[str, Any]
) -> None:
    if options["als_json"]:
        common.print_json(findings.model_dump(mode="json"))
        return
    from pipeline.render.bevindingen_tekst import findings_text

    width = min(shutil.get_terminal_size().columns, _WIDEST) if sys.stdout.isatty() else _WIDEST
    style = _coloured if sys.stdout.isatty() else _plain
    text = findings_text(loaded.book, findings, lightest=options["tot"], width=width, style=style)
    click.echo(text, nl=False)
    for path in written:
        common.say(f"Geschreven: {path}")


def _plain(text: str, weight: str) -> str:
    return text


def _coloured(text: str, weight: str) -> str:
    if weight == "kop":
        return click.style(text, bold=True)
    return click.style(text, dim=True) if weight == "zacht" else click.style(text, fg=_COLOURS[weight], bold=True)


def _be_strict(findings: Bevindingen, *, strict: bool) -> None:
    heavy = [item for item in findings.bevindingen if item.ernst == "fout" and item.status == "open"]
    if strict and heavy:
        raise FindingsError(
            f"Er staan {len(heavy)} fouten open." if len(heavy) > 1 else "Er staat 1 fout open.",
            "Verbeter het boek, of aanvaard wat zo mag blijven.",
        )


def _show_rules(*, as_json: bool) -> None:
    from pipeline.check import rules

    if as_json:
        keys = ("code", "ernst", "betreft", "soort", "uitleg", "bron")
        common.print_json([{key: getattr(known, key) for key in keys} for known in rules()])
        return
    click.echo(rules_text(rules()), nl=False)


def rules_text(known: Sequence[Rule]) -> str:
    """Return the list of rules for the screen, by what they look at."""
    from pipeline.check.registry import KINDS

    lines: list[str] = []
    for kind, heading in KINDS.items():
        mine = [one for one in known if one.soort == kind]
        lines += [heading, "-" * len(heading)]
        for one in mine:
            lines += [f"{one.code}  ({one.ernst})", f"    {one.uitleg}", f"    Bron: {one.bron}."]
        lines.append("")
    lines.append("Een regel uitzetten of anders wegen: [controleren] in functieboek.toml.")
    return "\n".join(lines) + "\n"
