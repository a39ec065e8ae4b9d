"""``functieboek uitvoeren``: the whole pipeline over a workspace, each stage only where something is new.

A stage is the command of that name, called as the user would call it; what it prints is put aside.  Which results are
up to date is kept by content: the book, the settings, the templates and the program.
"""

from __future__ import annotations

import contextlib
import io
import json
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from pipeline.atomic import atomic_write
from pipeline.cache import program_fingerprint
from pipeline.cli import common, nederlands
from pipeline.errors import ExitCode, FunctieboekError, UsageError
from pipeline.workspace import SOURCE_TYPES, Edition, Workspace, sha256_of

if TYPE_CHECKING:
    from pipeline.intake import Outcome

DONE, KEPT = "gedaan", "was bij"


@dataclass(frozen=True)
class Step:
    """One thing to do: a command with its arguments, what it depends on, and what it makes."""

    stage: str
    subject: str
    """What the summary calls it."""
    arguments: tuple[str, ...]
    inputs: tuple[Path, ...]
    output: Path
    """A file or folder that is there when the step was done."""

    @property
    def name(self) -> str:
        """The key under which is kept that it was done."""
        return " ".join((self.stage, *self.arguments))


@dataclass(frozen=True)
class Result:
    """What became of a step."""

    stage: str
    subject: str
    result: str
    code: int = ExitCode.OK


@click.command(
    epilog="""\b
Voorbeelden:
  functieboek uitvoeren
  functieboek uitvoeren --werkmap functieboeken --taken 2
"""
)
@click.option("--taken", type=click.IntRange(min=1), default=1, metavar="N", help="Lees zoveel boeken tegelijk.")
@click.option("--opnieuw", is_flag=True, help="Doe alles, ook wat bij is.")
@common.werkmap_option
@common.json_option
@click.pass_context
def uitvoeren(ctx: click.Context, /, *, taken: int, opnieuw: bool, werkmap: Path | None, als_json: bool) -> None:
    """Doe alles wat nieuw is in de werkmap.

    Leest de boeken in sources/, controleert ze, vergelijkt elk boek met zijn voorganger (de vorige peildatum van
    dezelfde organisatie) en maakt van alle functies een vacature als concept. Wat niet veranderd is, wordt
    overgeslagen.
    """
    space = common.workspace(werkmap)
    results = _read(space, taken, fresh=opnieuw)
    ledger = Ledger(space, fresh=opnieuw)
    with common.progress(1, "Uitvoeren") as bar:
        steps = plan(space)
        bar.length = max(1, len(steps))
        for step in steps:
            results.append(ledger.perform(step))
            bar.update(1)
    _report(space, results, als_json=als_json)
    ctx.exit(_worst(results))


def _read(space: Workspace, tasks: int, *, fresh: bool) -> list[Result]:
    from pipeline.cli.lezen import read_all

    sources = _sources(space)
    if not sources:
        raise UsageError(
            f"In {space.sources} staat geen functieboek.",
            "Zet er een neer, of maak een werkmap met: functieboek init MAP",
        )
    options: dict[str, Any] = dict.fromkeys(("naam", "wachtwoord", "max_paginas", "engine", "deel", "cluster", "uit"))
    outcomes = read_all(space, sources, options | {"opnieuw": fresh, "taken": tasks})
    return [_as_result(outcome) for outcome in outcomes]


def _sources(space: Workspace) -> list[Path]:
    if not space.sources.is_dir():
        return []
    return sorted(path for path in space.sources.iterdir() if path.suffix.lower() in SOURCE_TYPES and path.is_file())


def _as_result(outcome: Outcome) -> Result:
    words = {"gelezen": DONE, "ongewijzigd": KEPT}
    result = f"fout: {outcome.reden}" if outcome.code else words[outcome.status]
    return Result("inlezen", outcome.bestand, result, outcome.code)


def plan(space: Workspace) -> list[Step]:
    """Return the steps for the editions of the workspace, in the order of the pipeline; only stages that exist."""
    editions = space.editions()
    steps = [_check(space, edition) for edition in editions]
    steps += [_compare(space, old, new) for new in editions if (old := predecessor(new, editions))]
    steps += [_vacancies(space, edition) for edition in editions if _has_establishment(edition)]
    return [step for step in steps if _exists(step.stage)]


def _exists(stage: str) -> bool:
    from pipeline.cli.main import cli

    return stage in cli.list_commands(click.Context(cli))


def predecessor(edition: Edition, editions: Iterable[Edition]) -> Edition | None:
    """Return the last edition of the same organisation with an earlier date; None where there is none."""
    earlier = [
        other
        for other in editions
        if other.peildatum
        and edition.peildatum
        and other.peildatum < edition.peildatum
        and (other.organisatie or "").casefold() == (edition.organisatie or "").casefold()
    ]
    return max(earlier, key=lambda other: other.order, default=None)


def _check(space: Workspace, edition: Edition) -> Step:
    output = space.output / "bevindingen" / f"{edition.name}.html"
    return Step("controleren", edition.name, (edition.name,), (edition.book_path,), output)


def _compare(space: Workspace, old: Edition, new: Edition) -> Step:
    output = space.output / "wijzigingen" / f"{old.name}--{new.name}" / "wijzigingen.json"
    subject = f"{old.name} – {new.name}"
    return Step("vergelijken", subject, (old.name, new.name), (old.book_path, new.book_path), output)


def _vacancies(space: Workspace, edition: Edition) -> Step:
    templates = tuple(sorted(path for path in space.templates.glob("*") if path.is_file()))
    output = space.output / "vacatures" / edition.name
    return Step("vacature", edition.name, (edition.name, "--alle"), (edition.book_path, *templates), output)


def _has_establishment(edition: Edition) -> bool:
    try:
        return bool(edition.book().beschikbare_functies)
    except FunctieboekError:
        return False


class Ledger:
    """What was done with which inputs, kept in the workspace's own state."""

    def __init__(self, space: Workspace, *, fresh: bool) -> None:
        self.space = space
        self.path = space.state / "uitgevoerd.json"
        self.done: dict[str, str] = {} if fresh else self._load()

    def _load(self) -> dict[str, str]:
        try:
            data = json.loads(self.path.read_bytes())
        except (OSError, ValueError):
            return {}
        return data if isinstance(data, dict) else {}

    def perform(self, step: Step) -> Result:
        """Do a step unless it is up to date; an error of ours becomes its result."""
        try:
            key = self._key(step)
            if self.done.get(step.name) == key and step.output.exists():
                return Result(step.stage, step.subject, KEPT)
            code = self._call(step)
        except FunctieboekError as error:
            return Result(step.stage, step.subject, f"fout: {error}", int(error.exit_code))
        if code:
            return Result(step.stage, step.subject, f"fout: zie functieboek {step.name}", code)
        self.done[step.name] = key
        atomic_write(self.path, json.dumps(self.done, indent=1, sort_keys=True) + "\n")
        return Result(step.stage, step.subject, DONE)

    def _key(self, step: Step) -> str:
        settings = self.space.settings_file
        files = [*step.inputs, *([settings] if settings.is_file() else [])]
        parts = [program_fingerprint(whole=True), *(f"{path.name} {sha256_of(path)}" for path in files)]
        return sha256("\n".join(parts).encode()).hexdigest()

    def _call(self, step: Step) -> int:
        """Call the command as the user would and return its code; what it prints is not the summary's."""
        from pipeline.cli.main import cli

        command = cli.get_command(click.Context(cli), step.stage)
        assert command is not None
        nederlands.install()
        arguments = [*step.arguments, "--werkmap", str(self.space.root)]
        with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
            code = command.main(arguments, prog_name=f"functieboek {step.stage}", standalone_mode=False)
        return code if isinstance(code, int) else 0


def _report(space: Workspace, results: list[Result], *, als_json: bool) -> None:
    if als_json:
        keys = {"stage": "stap", "subject": "onderwerp", "result": "resultaat", "code": "exitcode"}
        common.print_json([{name: getattr(result, key) for key, name in keys.items()} for result in results])
        return
    common.print_table(["stap", "onderwerp", "resultaat"], [(r.stage, r.subject, r.result) for r in results])
    new = sum(result.result == DONE for result in results)
    wrong = sum(result.code != ExitCode.OK for result in results)
    click.echo(f"{new} gedaan, {len(results) - new - wrong} was bij, {wrong} met fouten. Resultaten: {space.output}")


def _worst(results: list[Result]) -> int:
    codes = {int(result.code) for result in results}
    return int(ExitCode.UNEXPECTED) if ExitCode.UNEXPECTED in codes else max(codes, default=0)
