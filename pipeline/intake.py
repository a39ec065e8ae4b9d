"""Taking in a source: from a file to ``functieboek.json`` and ``bevindingen.json`` in the folder of its edition.

The parent's side: it knows where things go and whether they are there already, and imports nothing that parses.  The
reading itself happens in a limited child (``pipeline.intake_child``); a source that did not change is not read again.
"""

from __future__ import annotations

import json
import time
import tomllib
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any, Literal

from pipeline.atomic import atomic_write, atomic_write_all, remove_leftovers
from pipeline.cache import Cache, key_of
from pipeline.errors import ExitCode, FunctieboekError, KilledError, LimitExceededError, UsageError
from pipeline.leesregel import log_reading
from pipeline.limits import Limits, Progress, Worker
from pipeline.workspace import BOOK_FILE, CORRECTIONS_FILE, FINDINGS_FILE, Edition, Workspace, sha256_of, unreadable

READ = "pipeline.intake_child:read_book"
MAX_MEGABYTE = 200
Status = Literal["gelezen", "ongewijzigd", "geweigerd"]


@dataclass(frozen=True)
class Job:
    """One source to be read, with all that decides how; plain values, so that it travels to a child or a cluster."""

    source: str
    folder: str | None
    """Where the two files go; None to keep the result in the cache only."""
    password: str | None = field(default=None, repr=False)
    settings: str | None = None
    """functieboek.toml, if there is one."""
    options: dict[str, Any] = field(default_factory=dict)
    """Keys of [lezen] that the command line overrides."""
    corrections: str | None = None
    """correcties.toml, if there is one."""
    cache: str | None = None
    fresh: bool = False
    """Read again even if nothing changed."""
    tasks: int = 1
    """How many children may read page ranges of this source, if it is a large PDF."""

    @property
    def name(self) -> str:
        """The name of the edition."""
        return Path(self.folder).name if self.folder else Path(self.source).stem


@dataclass(frozen=True)
class Outcome:
    """What became of one source."""

    naam: str
    bestand: str
    status: Status
    map: str | None = None
    reden: str | None = None
    """Why it was refused: message and advice."""
    code: int = ExitCode.OK
    seconden: float = 0.0
    gevonden: dict[str, Any] = field(default_factory=dict)
    """Counts, pages and share accounted for; empty if refused."""
    sha256: str | None = None
    fout: str = ""
    """Class of the error."""

    def as_dict(self) -> dict[str, Any]:
        """Return the outcome for JSON."""
        found = {key: value for key, value in asdict(self).items() if key not in {"gevonden", "fout", "code"}}
        return {**found, "exitcode": int(self.code), **self.gevonden}


def job_for(
    space: Workspace,
    source: Path,
    *,
    folder: Path | None,
    password: str | None = None,
    options: dict[str, Any] | None = None,
    fresh: bool = False,
) -> Job:
    """Make the job that reads ``source`` into ``folder`` with the settings of the workspace."""
    cache = None if password else space.cache_root  # what is protected is not kept beside its protection
    return Job(
        source=str(source.absolute()),
        folder=str(folder) if folder else None,
        password=password,
        settings=str(space.settings_file) if space.settings_file.is_file() else None,
        options=options or {},
        corrections=_corrections(space, folder),
        cache=str(cache) if cache else None,
        fresh=fresh,
    )


def take_in(job: Job, worker: Worker | None = None, on_progress: Progress | None = None) -> Outcome:
    """Read one source, or find that it was read already; whatever is wrong with it is in the outcome.

    ``worker`` is a limited child to use; without one a child is started for this job alone.
    """
    start = time.monotonic()
    outcome = Outcome(naam=job.name, bestand=Path(job.source).name, status="geweigerd", map=job.folder)
    try:
        status, sha256, found = _take_in(job, worker, on_progress)
        outcome = replace(outcome, status=status, sha256=sha256, gevonden=found)
    except FunctieboekError as error:
        outcome = replace(outcome, reden=str(error), code=int(error.exit_code), fout=type(error).__name__)
    except Exception as error:  # whatever it is, it is no reason to stop the other books
        outcome = replace(outcome, reden=_bug(error), code=ExitCode.UNEXPECTED, fout="FunctieboekError")
    return replace(outcome, seconden=round(time.monotonic() - start, 2))


def _take_in(job: Job, worker: Worker | None, on_progress: Progress | None) -> tuple[Status, str, dict[str, Any]]:
    source = Path(job.source)
    raw = {**_raw_settings(job.settings), **job.options}
    _refuse_large(source, raw)
    sha256 = sha256_of(source)
    corrections = sha256_of(Path(job.corrections)) if job.corrections else None
    key = key_of(source=sha256, name=source.name, settings=raw, corrections=corrections)
    entry = None if job.fresh else Cache(Path(job.cache) if job.cache else None).get(key)
    if entry:
        if job.folder:
            _publish(entry[1], Path(job.folder))
        return "ongewijzigd", sha256, entry[0]
    task = {**asdict(job), "sha256": sha256, "key": key, "limits": asdict(limits_of(raw))}
    if worker:
        return "gelezen", sha256, _read(worker, task, source.name, on_progress)
    with Worker(limits_of(raw)) as own:
        return "gelezen", sha256, _read(own, task, source.name, on_progress)


def _read(worker: Worker, task: dict[str, Any], subject: str, on_progress: Progress | None) -> dict[str, Any]:
    """Let the child read; once more in a new child where the first was killed, which is no fault of the source."""
    try:
        return dict(worker.run(READ, task, subject=subject, on_progress=on_progress))
    except KilledError:
        if worker.retired:
            raise
        return dict(worker.run(READ, task, subject=subject, on_progress=on_progress))


def _bug(error: Exception) -> str:
    from pipeline.crash_report import bug_message, describe, write_report

    return bug_message(type(error).__name__, write_report(describe(error), "inlezen"))


def limits_of(raw: dict[str, Any]) -> Limits:
    """Return the limits that [lezen] asks for; a value of the wrong kind is left to the child, which refuses it."""
    default = Limits()
    return Limits(
        memory=int(_number(raw, "max_geheugen", default.memory / 2**20) * 2**20),
        silence=_number(raw, "seconden_per_pagina", default.silence),
        total=_number(raw, "seconden_totaal", default.total),
    )


def _number(raw: dict[str, Any], key: str, default: float) -> float:
    value = raw.get(key)
    return value if isinstance(value, int | float) and not isinstance(value, bool) and value > 0 else default


def limits_of_job(job: Job) -> Limits:
    """Return the limits that the settings and options of a job ask for."""
    return limits_of({**_raw_settings(job.settings), **job.options})


def worker_for(job: Job) -> Worker:
    """Start a limited child with the limits of the job's settings."""
    return Worker(limits_of_job(job))


def _raw_settings(path: str | None) -> dict[str, Any]:
    """Return [lezen] as it stands in the file; the child validates it, with all the rest."""
    if path is None:
        return {}
    try:
        section = tomllib.loads(Path(path).read_text(encoding="utf-8-sig")).get("lezen")
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError):
        return {"onleesbaar": True}  # never in the cache, so the child looks and says what is wrong
    return section if isinstance(section, dict) else {}


def _refuse_large(source: Path, raw: dict[str, Any]) -> None:
    limit = raw.get("max_megabyte", MAX_MEGABYTE)
    try:
        size = source.stat().st_size
    except OSError as error:
        raise unreadable(source, error) from error
    if isinstance(limit, int) and size > limit * 1_000_000:
        raise LimitExceededError(
            f"{source.name} is {size // 1_000_000} MB groot; de grens is {limit} MB.",
            "Verhoog max_megabyte onder [lezen] in functieboek.toml, of lever alleen het functieboek aan.",
        )


def _corrections(space: Workspace, folder: Path | None) -> str | None:
    """Return the corrections beside the result, else those of the edition of that name in the workspace."""
    if folder is None:
        return None
    places = (folder / CORRECTIONS_FILE, space.extracted / folder.name / CORRECTIONS_FILE)
    return next((str(path) for path in places if path.is_file()), None)


def _publish(files: dict[str, bytes], folder: Path) -> None:
    """Put the files of an earlier reading in place.

    Findings that a check added to the same book stay: they are replaced only when the book differs or they are damaged.
    """
    remove_leftovers(folder)
    if _content(folder / BOOK_FILE) != files[BOOK_FILE]:
        # The book last: who is stopped in between has the findings put right by the next reading.
        atomic_write_all({folder / name: files[name] for name in (FINDINGS_FILE, BOOK_FILE)})
    elif not _is_json(folder / FINDINGS_FILE):
        atomic_write(folder / FINDINGS_FILE, files[FINDINGS_FILE])


def _content(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except OSError:
        return None


def _is_json(path: Path) -> bool:
    try:
        json.loads(_content(path) or b"")
    except ValueError:
        return False
    return True


def refuse_second(space: Workspace, source: Path, folder: Path) -> None:
    """Refuse a source whose name is taken by another one; the same file, also in a newer version, may come again.

    Raises:
        UsageError: the folder holds the book of another source.
    """
    if not (folder / BOOK_FILE).is_file():
        return
    edition = Edition.at(folder)
    if edition.sha256 is None or edition.bestand is None:  # damaged: made again
        return
    earlier = space.remembered_source(edition.sha256)
    same_name = edition.bestand == source.name
    if same_name and (earlier is None or earlier == source.absolute() or not earlier.exists()):
        return
    if sha256_of(source) == edition.sha256 and same_name:
        return
    raise UsageError(
        f"Er is al een boek “{folder.name}”, gelezen uit {earlier or edition.bestand}; {source} zou het overschrijven.",
        f"Geef dit boek een eigen naam: functieboek inlezen {source} --naam {folder.name}-2",
    )


def read_source(space: Workspace, source: Path, on_progress: Progress | None = None) -> Edition:
    """Read a source that a command was given instead of an edition, and return it as an edition.

    In its workspace it becomes the edition of its own name; elsewhere, or where that name is taken, it is read into the
    cache, so that comparing two files of the same name works.

    Raises:
        FunctieboekError: the source cannot be read.
    """
    folder = space.extracted / source.stem if _belongs(space, source) else _aside(space, source)
    outcome = take_in(job_for(space, source, folder=folder), on_progress=on_progress)
    if outcome.code:
        raise error_of(outcome)
    if outcome.sha256:
        space.remember_source(outcome.sha256, source)
    if folder.parent == space.extracted:
        log_reading(space, [(source, outcome)])
    return Edition.at(folder)


def error_of(outcome: Outcome) -> FunctieboekError:
    """Return the error that an outcome stands for."""
    for kind in _all_errors(FunctieboekError):
        if kind.__name__ == outcome.fout:
            return kind(outcome.reden or "")
    return FunctieboekError(outcome.reden or "")


def _all_errors(kind: type[FunctieboekError]) -> Iterator[type[FunctieboekError]]:
    yield kind
    for sub in kind.__subclasses__():
        yield from _all_errors(sub)


def _belongs(space: Workspace, source: Path) -> bool:
    """Whether the source is one of the workspace's own and may take its name there."""
    if source.absolute().parent != space.sources.absolute():
        return False
    try:
        refuse_second(space, source, space.extracted / source.stem)
    except UsageError:
        return False
    return True


def _aside(space: Workspace, source: Path) -> Path:
    """A place outside the workspace's editions, by content, under the source's own name."""
    import tempfile

    root = space.cache_root or Path(tempfile.mkdtemp(prefix="functieboek-"))
    return root / "los" / sha256_of(source)[:16] / source.stem
