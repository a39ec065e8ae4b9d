"""``functieboek inlezen``: sources to data."""

from __future__ import annotations

import glob
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from pipeline.cli import common
from pipeline.errors import ExitCode, UsageError
from pipeline.workspace import SOURCE_TYPES, Workspace

if TYPE_CHECKING:
    from pipeline.intake import Job, Outcome


def _share(ctx: click.Context, param: click.Parameter, value: str | None) -> tuple[int, int] | None:
    """Turn ``2/10`` into number and total."""
    if value is None:
        return None
    number, _, total = value.partition("/")
    if not (number.isdecimal() and total.isdecimal() and 1 <= int(number) <= int(total)):
        raise click.BadParameter(
            f"“{value}” is geen deel; geef bijvoorbeeld 2/10 voor het tweede van tien.", ctx, param
        )
    return int(number), int(total)


@click.command(
    epilog="""\b
Voorbeelden:
  functieboek inlezen functieboek-2024.pdf
  functieboek inlezen sources/*.pdf --taken 2
  functieboek inlezen boek.docx --naam boek-2024 --uit resultaten
  functieboek inlezen beveiligd.pdf --wachtwoord GEHEIM
  functieboek inlezen alle/*.pdf --deel 3/8        (het derde van acht delen)

\b
Bij meer dan een boek staat de afsluitcode voor de ernstigste fout; wat gelukt is, staat er.
"""
)
@click.argument("bronnen", metavar="BRON...", nargs=-1, required=True)
@click.option("--naam", metavar="NAAM", help="Bewaar het boek onder deze naam (standaard: de bestandsnaam).")
@click.option("--wachtwoord", metavar="TEKST", help="Wachtwoord van een beveiligd bestand.")
@click.option("--max-paginas", type=click.IntRange(min=1), metavar="N", help="Weiger een groter bestand (3000).")
@click.option("--engine", type=click.Choice(["pdfium", "pdfplumber"]), help="Waarmee PDF's worden gelezen (pdfium).")
@click.option("--opnieuw", is_flag=True, help="Lees ook wat niet veranderd is.")
@click.option("--taken", type=click.IntRange(min=1), default=1, metavar="N", help="Lees zoveel boeken tegelijk.")
@click.option("--deel", callback=_share, metavar="i/n", help="Lees alleen dit deel, voor verdeling over machines.")
@click.option("--cluster", metavar="ADRES", help="Lees op een dask-cluster, bijvoorbeeld tcp://machine:8786.")
@common.werkmap_option
@common.uit_option
@common.json_option
@click.pass_context
def inlezen(ctx: click.Context, /, *, bronnen: tuple[str, ...], werkmap: Path | None, **options: Any) -> None:
    """Lees functieboeken in: PDF, Word, HTML of Markdown.

    BRON is een bestand, een patroon (*.pdf) of een map. Het resultaat komt in extracted/NAAM/: functieboek.json met de
    inhoud en bevindingen.json met wat bij het lezen opviel. Wat niet veranderd is, wordt niet opnieuw gelezen.
    """
    from pipeline.cli.leesverslag import report

    space = common.workspace(werkmap)
    sources = expand(bronnen)
    if options["naam"] and len(sources) > 1:
        raise UsageError("--naam kan alleen bij één bron.", "Lees de bronnen een voor een in.")
    start = time.monotonic()
    outcomes = read_all(space, sources, options)
    report(space, outcomes, options, time.monotonic() - start)
    ctx.exit(worst(outcomes))


def expand(names: tuple[str, ...]) -> list[Path]:
    """Return the files that the user means: files, patterns that the shell left alone, and folders; each once.

    Raises:
        UsageError: a pattern or folder holds nothing that can be read.
    """
    found: dict[Path, None] = {}
    for name in names:
        path = Path(name)
        if path.is_dir():
            files = sorted(p for p in path.iterdir() if p.is_file() and p.suffix.lower() in SOURCE_TYPES)
        elif not path.exists() and any(c in name for c in "*?["):
            files = [Path(match) for match in sorted(glob.glob(name, recursive=True))]  # noqa: PTH207 - Path.glob refuses absolute patterns
        else:
            files = [path]
        if not files:
            raise UsageError(
                f"In {name} staat geen bestand dat gelezen kan worden.", f"Wel: {', '.join(SOURCE_TYPES)}."
            )
        found |= dict.fromkeys(files)
    return list(found)


def read_all(space: Workspace, sources: list[Path], options: dict[str, Any]) -> list[Outcome]:
    """Read the sources that fall in the share, and return what became of each."""
    from pipeline.parallel import share_of, take_in_all

    mine = [sources[i] for i in share_of([source.name for source in sources], options["deel"])]
    jobs, refused = _jobs(space, mine, options)
    ready: list[Outcome] = []
    with _stoppable(ready, len(jobs)), _progress(jobs, ready) as (on_done, on_page):
        outcomes = take_in_all(
            list(jobs.values()), tasks=options["taken"], cluster=options["cluster"], on_done=on_done, on_page=on_page
        )
    done = dict(zip(jobs, outcomes, strict=True)) | refused
    if len(mine) == 1:
        done = {place: _with_password(jobs.get(place), outcome) for place, outcome in done.items()}
    _remember(space, mine, done)
    return [done[place] for place in range(len(mine))]


def _jobs(space: Workspace, sources: list[Path], options: dict[str, Any]) -> tuple[dict[int, Job], dict[int, Outcome]]:
    """Make a job of each source; one whose name is taken, or cannot be a name, is refused at once."""
    from pipeline.intake import Outcome, job_for, refuse_second

    jobs: dict[int, Job] = {}
    refused: dict[int, Outcome] = {}
    taken: dict[str, Path] = {}
    overrides = {"engine": options["engine"], "max_paginas": options["max_paginas"]}
    for place, source in enumerate(sources):
        name = options["naam"] or source.stem
        try:
            folder = (options["uit"].absolute() / name) if options["uit"] else space.edition_folder(name)
            space.edition_folder(name)
            _refuse_twice(name, source, taken)
            refuse_second(space, source, folder)
        except UsageError as error:
            refused[place] = Outcome(
                name, source.name, "geweigerd", reden=str(error), code=ExitCode.USAGE, fout="UsageError"
            )
            continue
        jobs[place] = job_for(
            space,
            source,
            folder=folder,
            password=options["wachtwoord"],
            options={key: value for key, value in overrides.items() if value is not None},
            fresh=options["opnieuw"],
        )
    return jobs, refused


def _refuse_twice(name: str, source: Path, taken: dict[str, Path]) -> None:
    # On Windows and macOS two names that differ only in case are one folder.
    if (other := taken.setdefault(name.casefold(), source)) is not source:
        raise UsageError(
            f"{source} en {other} zouden allebei “{name}” heten.",
            f"Lees apart: functieboek inlezen {source} --naam {name}-2",
        )


def _with_password(job: Job | None, outcome: Outcome) -> Outcome:
    """Ask the person at the terminal for the password that is missing, and try once more."""
    from dataclasses import replace

    from pipeline.intake import take_in

    if job is None or outcome.code != ExitCode.PASSWORD_NEEDED or not sys.stdin.isatty() or not common.on_terminal():
        return outcome
    common.say(outcome.reden or "")
    password = click.prompt("Wachtwoord", hide_input=True, err=True)
    return take_in(replace(job, password=password, cache=None))


def _remember(space: Workspace, sources: list[Path], done: dict[int, Outcome]) -> None:
    from pipeline.leesregel import log_reading

    for place, source in enumerate(sources):
        if sha256 := done[place].sha256:
            space.remember_source(sha256, source)
    log_reading(space, [(source, done[place]) for place, source in enumerate(sources)])


@contextmanager
def _stoppable(ready: list[Outcome], of: int) -> Iterator[None]:
    """Tell whoever interrupts a reading of many books how far it came and how to go on."""
    try:
        yield
    except KeyboardInterrupt:
        if of == 1:
            raise
        kept = sum(not outcome.code for outcome in ready)
        raise KeyboardInterrupt(
            f"Afgebroken na {kept} van {of} boeken. Wat gelezen is, is bewaard; niets staat half.\n"
            "Geef dezelfde opdracht nog eens; wat gelezen is, wordt niet opnieuw gelezen."
        ) from None


@contextmanager
def _progress(jobs: dict[int, Job], ready: list[Outcome]) -> Iterator[tuple[Any, Any]]:
    """Keep what is ready, and show a person at the terminal how far it is: in books, or the pages of a single book."""
    many = len(jobs) != 1
    if not common.on_terminal() or not jobs:
        yield ready.append, None
        return
    with common.progress(len(jobs), "Boeken" if many else "Bladzijden", count=many) as bar:

        def done(outcome: Outcome) -> None:
            ready.append(outcome)
            if many:
                bar.update(1)

        yield done, None if many else lambda page, total: _set_bar(bar, page, total)


def _set_bar(bar: Any, page: int, total: int) -> None:
    bar.length = total
    bar.update(page - bar.pos)


def worst(outcomes: list[Outcome]) -> int:
    """Return the exit code of the worst outcome: a fault of the program above all, else the highest."""
    codes = {int(outcome.code) for outcome in outcomes}
    return int(ExitCode.UNEXPECTED) if ExitCode.UNEXPECTED in codes else max(codes, default=0)
