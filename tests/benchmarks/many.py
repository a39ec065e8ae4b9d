"""Many books that differ: how long each way of reading takes, and that all give the same, also when something dies."""

from __future__ import annotations

import hashlib
import json
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psutil

from pipeline.errors import ExitCode
from tests.benchmarks.clock import environment, run
from tests.benchmarks.mixed import mixed_books
from tests.benchmarks.report import note, table
from tests.benchmarks.subjects import FUNCTIEBOEK
from tests.own_cluster import OwnCluster

Row = list[object]
REFUSALS = (ExitCode.SOURCE_UNREADABLE, ExitCode.NOT_A_FUNCTIEBOEK)
"""What a reading ends with when damaged books are among them."""


@dataclass(frozen=True)
class Given:
    """What a reading of many books left behind."""

    files: str
    """A hash of all files but the summary."""
    summary: str
    """A hash of the summary without what may differ: the time, and whether a book was read or came from the cache."""
    unchanged: int
    """Books that were not read again."""


class Many:
    """So many different books, and a folder to read them into."""

    def __init__(self, folder: Path, count: int) -> None:
        self.count = count
        self.cache = folder / "veel-cache"
        self.out = folder / "veel"
        self.books = [str(path) for path in mixed_books(folder / "gemengd", count)]

    def command(self, *more: str) -> tuple[str, ...]:
        """The command that reads them all."""
        return (*FUNCTIEBOEK, "inlezen", *self.books, "--uit", str(self.out), *more)

    def fresh(self) -> None:
        """Remove what was read."""
        shutil.rmtree(self.out, ignore_errors=True)

    def given(self) -> Given:
        """Look at what was read; a file that does not belong there counts as well."""
        whole = hashlib.sha256()
        for path in sorted(self.out.rglob("*")):
            if path.name.startswith(".tmp-"):  # a killed writer's; gone when the book is read again
                continue
            if path.is_file() and path.parent != self.out:
                whole.update(path.relative_to(self.out).as_posix().encode() + path.read_bytes())
            elif path.is_file() and path.name not in {"inlezen.json", "inlezen.xlsx"}:
                whole.update(path.name.encode())
        rows: list[dict[str, Any]] = json.loads((self.out / "inlezen.json").read_text("utf-8"))["boeken"]
        lasting = [{k: v for k, v in row.items() if k not in {"seconden", "status"}} for row in rows]
        return Given(
            whole.hexdigest(),
            hashlib.sha256(json.dumps(lasting).encode()).hexdigest(),
            sum(row["status"] == "ongewijzigd" for row in rows),
        )


def same(one: Given, other: Given) -> str:
    """Whether two readings gave the same bytes and the same summary."""
    return "ja" if (one.files, one.summary) == (other.files, other.summary) else "NEE"


def ways(folder: Path, counts: Sequence[int]) -> str:
    """Measure many books one by one, in two processes, on a cluster of two machines and from the cache."""
    rows: list[Row] = []
    for count in counts:
        many = Many(folder, count)
        with tempfile.TemporaryDirectory() as place, OwnCluster(Path(place)) as cluster:
            run(many.command("--cluster", cluster.address), accept=REFUSALS)  # its machines load the program once
            rows += _ways(many, cluster.address)
    return table(["wat", "seconden per boek", "t.o.v. een voor een", "MiB grootste proces", "zelfde bytes"], rows)


def _ways(many: Many, cluster: str) -> list[Row]:
    shutil.rmtree(many.cache, ignore_errors=True)
    run(many.command(), cache=str(many.cache), accept=REFUSALS)  # fill the cache
    rows: list[Row] = []
    first: tuple[float, Given] | None = None
    for name, more, cache in (
        ("een voor een", (), ""),
        ("`--taken 2`", ("--taken", "2"), ""),
        ("`--cluster`, twee machines", ("--cluster", cluster), ""),
        ("uit de cache", (), str(many.cache)),
    ):
        many.fresh()
        sample = run(many.command(*more), cache=cache, accept=REFUSALS)
        given = many.given()
        first = first or (sample.wall, given)
        note(f"{many.count} boeken, {name}: {sample.wall:.1f} s")
        memory: object = "" if name.startswith("`--cluster") else round(sample.mib)  # the machines are elsewhere
        rows.append(
            [f"{many.count} boeken, {name}", sample.wall / many.count, sample.wall / first[0], memory,
             same(given, first[1])]
        )  # fmt: skip
    return rows


def failures(folder: Path, count: int) -> str:
    """Kill one process of each kind when a third of the books is ready, and compare with an undisturbed reading."""
    many = Many(folder, count)
    many.fresh()
    run(many.command("--taken", "2"), accept=REFUSALS)
    whole = many.given()
    rows: list[Row] = [_killed(many, whole, "een leesproces (`--taken 2`)", _kill_child, "--taken", "2")]
    with tempfile.TemporaryDirectory() as place, OwnCluster(Path(place)) as cluster:
        rows.append(
            _killed(
                many, whole, "een machine van de cluster, voorgoed", lambda _: cluster.workers[0].kill(),
                "--cluster", cluster.address,
            )
        )  # fmt: skip
    shutil.rmtree(many.cache, ignore_errors=True)
    _until(many, psutil.Process.kill, str(many.cache), "--taken", "2")
    ready = {path: path.stat().st_mtime_ns for path in many.out.glob("*/*.json")}
    run(many.command("--taken", "2"), cache=str(many.cache), accept=REFUSALS)
    given = many.given()
    kept = sum(path.stat().st_mtime_ns == stamp for path, stamp in ready.items())
    again = (
        f"{same(given, whole)}; {given.unchanged} niet opnieuw gelezen, {kept} van {len(ready)} bestanden onaangeroerd"
    )
    rows.append(["de opdracht zelf (`--taken 2`), daarna nog eens gegeven", again])
    return table([f"{count} boeken; met kill -9 gestopt na een derde", "zelfde bytes"], rows)


def _killed(many: Many, whole: Given, name: str, kill: Callable[[psutil.Process], object], *more: str) -> Row:
    _until(many, kill, "", *more)
    note(f"{many.count} boeken, {name} gestopt")
    return [name, same(many.given(), whole)]


def _until(many: Many, act: Callable[[psutil.Process], object], cache: str, *more: str) -> None:
    """Read the books, and do something to the process when a third of them is ready."""
    many.fresh()
    process = subprocess.Popen(
        many.command(*more), env=environment(cache), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    while process.poll() is None and len(list(many.out.glob("*/functieboek.json"))) < many.count / 3:
        time.sleep(0.01)
    if process.poll() is not None:
        sys.exit("The reading ended before anything could be stopped.")
    act(psutil.Process(process.pid))
    process.wait()


def _kill_child(parent: psutil.Process) -> None:
    parent.children()[0].kill()
