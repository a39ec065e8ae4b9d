"""The measurements themselves: one book beside other readers, books that grow, and many books."""

from __future__ import annotations

import hashlib
import shutil
import statistics
import sys
from collections.abc import Sequence
from pathlib import Path

from tests.benchmarks import growth, subjects
from tests.benchmarks.clock import CommandFailedError, Sample, against, run
from tests.benchmarks.kept import Kept, all_of, kept_as_data, kept_as_text
from tests.benchmarks.report import table
from tests.benchmarks.subjects import FUNCTIEBOEK, Subject
from tests.support import golden_dict

Runs = dict[str, list[Sample]]
WAYS: tuple[tuple[str, tuple[str, ...], bool], ...] = (
    ("een voor een", (), False),
    ("--taken 2", ("--taken", "2"), False),
    ("uit de cache", (), True),
)


def note(text: str) -> None:
    """Tell how far it is, on stderr."""
    print(text, file=sys.stderr, flush=True)


def rounds(things: Sequence[Subject], count: int) -> Runs:
    """Run everything once a round, in turn, so that what else the machine does hits all alike."""
    out: Runs = {thing.name: [] for thing in things}
    for number in range(count):
        for thing in things:
            if len(out.get(thing.name, [])) < number:
                continue  # failed before
            thing.prepare()
            try:
                sample = run(thing.command, cache=thing.cache)
            except CommandFailedError as error:
                note(f"{thing.name}: {error}")
                continue
            out[thing.name].append(sample)
            note(f"ronde {number + 1}  {thing.name}: {sample.wall:.2f} s, {sample.cpu:.2f} cpu, {sample.mib:.0f} MiB")
    return {name: samples for name, samples in out.items() if len(samples) == count}


def one_book(source: Path, folder: Path, count: int, interpreter: Path | None) -> str:
    """Measure the reference book: our commands and the other readers against the yardstick."""
    ruler = subjects.yardstick(source)
    own, others = subjects.ours(source, folder), subjects.peers(source, interpreter)
    things = [ruler, *own, *others]
    for thing in own:
        if thing.cache:
            run(thing.command, cache=thing.cache)  # fill the cache
    runs = rounds(things, count)
    rows: list[list[object]] = []
    for thing in things:
        if thing.name not in runs:
            rows.append([thing.name, "mislukt", "", "", ""])
            continue
        ratio = against(runs[thing.name], runs[ruler.name])
        mib = statistics.median(sample.mib for sample in runs[thing.name])
        rows.append([thing.name, ratio.wall, ratio.cpu, round(mib), thing.goal])
    rows[1:1] = _inside(runs, ruler.name)
    head = ["wat", "tijd", "processortijd", "MiB", "doel"]
    return table(head, rows) + "\n\n" + _kept(runs, own, others)


def _inside(runs: Runs, ruler: str) -> list[list[object]]:
    """The stages as they were timed inside their process, without start and imports, against the same of the ruler."""
    rows: list[list[object]] = []
    for name, goal in (
        ("woorden en lijnen (PDFium), proces", "0,07"),
        ("leesfase (bestand → Document), proces", "0,12"),
    ):
        if name in runs:
            pairs = [(_told(a), _told(b)) for a, b in zip(runs[name], runs[ruler], strict=True)]
            wall = statistics.median(a[0] / b[0] for a, b in pairs)
            cpu = statistics.median(a[1] / b[1] for a, b in pairs)
            rows.append([name.replace(", proces", ", zonder opstarten"), wall, cpu, "", goal])
    return rows


def _told(sample: Sample) -> tuple[float, float]:
    _, wall, cpu = sample.said.split()[-3:]
    return float(wall), float(cpu)


def _kept(runs: Runs, own: Sequence[Subject], others: Sequence[Subject]) -> str:
    truth = golden_dict("ommen-2018")
    whole = all_of(truth)
    rows = [["aanwezig in het boek", *_numbers(whole)]]
    for thing in own:
        if thing.output and thing.output.exists() and thing.name in runs and not thing.cache:
            rows.append([thing.name, *_numbers(kept_as_data(truth, thing.output))])
    rows += [
        [thing.name, *_numbers(kept_as_text(truth, runs[thing.name][-1].said))]
        for thing in others
        if thing.name in runs
    ]
    return table(["wat bewaard blijft", "taken", "als los onderdeel", "vet", "matrixcellen", "tabelrijen"], rows)


def _numbers(kept: Kept) -> list[object]:
    return [kept.tasks, kept.items, kept.bold, kept.cells, kept.rows]


def growing(folder: Path, copies: Sequence[int], source: Path) -> str:
    """Measure how time and memory grow with the pages of one book."""
    from pypdfium2 import PdfDocument

    rows: list[list[object]] = []
    per_page = memory = 0.0
    for path in [source, *(growth.grown_book(folder, n) for n in copies)]:
        pages = len(PdfDocument(path))
        note(f"{path.name}: {pages} bladzijden")
        things = [subjects.yardstick(path), subjects.inlezen(path, folder, "inlezen")]
        runs = rounds(things, 1)
        ruler, own = (runs[thing.name][0] for thing in things)
        per_page, memory = per_page or own.cpu / pages, memory or own.mib
        rows.append(
            [f"{path.stem}, {pages} bladzijden", own.wall / ruler.wall, own.cpu / ruler.cpu, own.cpu / pages / per_page,
             round(own.mib), own.mib / memory]
        )  # fmt: skip
    head = ["boek", "tijd", "processortijd", "per bladzijde, t.o.v. de eerste", "MiB", "geheugen t.o.v. de eerste"]
    return table(head, rows)


def many(folder: Path, counts: Sequence[int]) -> str:
    """Measure many books one by one, in two processes and from the cache; the results must be the same bytes."""
    rows: list[list[object]] = []
    for count in counts:
        books = [str(path) for path in growth.many_books(folder / "boeken", count)]
        first: float | None = None
        same = ""
        for name, more, cache in (
            ("een voor een", (), ""),
            ("--taken 2", ("--taken", "2"), ""),
            ("uit de cache", (), "c"),
        ):
            out = folder / "veel"
            command = (*FUNCTIEBOEK, "inlezen", *books, "--uit", str(out), *more)
            kept = str(folder / "veel-cache") if cache else ""
            if cache:
                run(command, cache=kept)
            shutil.rmtree(out, ignore_errors=True)
            sample = run(command, cache=kept)
            digest = _digest(out)
            same = same or digest
            first = first or sample.wall
            note(f"{count} boeken, {name}: {sample.wall:.1f} s")
            equal = "ja" if digest == same else "NEE"
            rows.append([f"{count} boeken, {name}", sample.wall / count, sample.wall / first, round(sample.mib), equal])
            shutil.rmtree(out, ignore_errors=True)
    return table(["wat", "seconden per boek", "t.o.v. een voor een", "MiB", "zelfde bytes"], rows)


def _digest(folder: Path) -> str:
    whole = hashlib.sha256()
    for path in sorted(folder.rglob("*.json")):
        whole.update(path.relative_to(folder).as_posix().encode() + path.read_bytes())
    return whole.hexdigest()
