"""The measurements themselves: one book beside other readers, and books that grow."""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from tests.benchmarks import growth, subjects
from tests.benchmarks.clock import CommandFailedError, Sample, against, run
from tests.benchmarks.kept import Kept, all_of, kept_as_data, kept_as_text
from tests.benchmarks.report import note, table
from tests.benchmarks.subjects import Subject
from tests.support import golden_dict

Runs = dict[str, list[Sample]]


def rounds(things: Sequence[Subject], count: int) -> Runs:
    """Run everything once a round, in turn, so that what else the machine does hits all alike."""
    out: Runs = {thing.name: [] for thing in things}
    for number in range(count):
        for thing in things:
            if len(out[thing.name]) < number or number >= thing.most(count):
                continue  # failed before, or done
            thing.prepare()
            try:
                sample = run(thing.command, cache=thing.cache)
            except CommandFailedError as error:
                note(f"{thing.name}: {error}")
                continue
            out[thing.name].append(sample)
            note(f"ronde {number + 1}  {thing.name}: {sample.wall:.2f} s, {sample.cpu:.2f} cpu, {sample.mib:.0f} MiB")
    return {thing.name: out[thing.name] for thing in things if len(out[thing.name]) == thing.most(count)}


def one_book(source: Path, folder: Path, count: int, interpreter: Path | None, large: Path | None) -> str:
    """Measure the reference book: our commands and the other readers against the yardstick."""
    ruler = subjects.yardstick(source)
    own, others = subjects.ours(source, folder), subjects.peers(source, interpreter, large)
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
    for name, goal in ((subjects.WORDS, "0,07"), (subjects.STAGE, "0,12")):
        if name in runs:
            ratio = against(list(map(_as_told, runs[name])), list(map(_as_told, runs[ruler])))
            rows.append([name.replace(", proces", ", zonder opstarten"), ratio.wall, ratio.cpu, "", goal])
    return rows


def _as_told(sample: Sample) -> Sample:
    """Take the times that a program told of itself."""
    _, wall, cpu = sample.said.split()[-3:]
    return replace(sample, wall=float(wall), cpu=float(cpu))


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


def growing(folder: Path, sizes: Sequence[tuple[int, int]]) -> str:
    """Measure how time and memory grow with the pages of one book, all sizes in turn within a round.

    ``sizes`` are pages and rounds; the first is what the others are compared with.  All are of one printed layout, so
    that a page of one is like a page of another.
    """
    books = {pages: growth.grown_book(folder, pages) for pages, _ in sizes}
    trios = {pages: _trio(books[pages], folder, count) for pages, count in sizes}
    runs = rounds([thing for trio in trios.values() for thing in trio], max(count for _, count in sizes))
    rows: list[list[object]] = []
    for place, what in ((1, "leesfase zonder opstarten"), (2, "hele opdracht")):
        first: tuple[float, float] | None = None
        for pages, count in sizes:
            number = _pages(books[pages])
            own, ruler = runs[trios[pages][place].name], runs[trios[pages][0].name]
            if place == 1:  # both as they timed themselves
                own, ruler = [list(map(_as_told, samples)) for samples in (own, ruler)]
            ratio = against(own, ruler)
            cpu = statistics.median(sample.cpu for sample in own) / number
            mib = statistics.median(sample.mib for sample in own)
            first = first or (cpu, mib)
            rows.append(
                [f"{what}, {number} bladzijden", count, ratio.wall, ratio.cpu, cpu / first[0], round(mib),
                 mib / first[1]]
            )  # fmt: skip
    head = ["wat", "rondes", "tijd", "processortijd", "per bladzijde, t.o.v. het kleinste", "MiB leesproces",
            "geheugen, t.o.v. het kleinste"]  # fmt: skip
    return table(head, rows)


def _trio(book: Path, folder: Path, count: int) -> list[Subject]:
    """The yardstick, the reading stage in process and the whole command, on one book."""
    three = [subjects.yardstick(book), subjects.stage(book), subjects.inlezen(book, folder)]
    return [replace(thing, name=f"{book.stem}, {thing.name}", rounds=count) for thing in three]


def _pages(book: Path) -> int:
    from pypdfium2 import PdfDocument

    document = PdfDocument(book)
    try:
        return len(document)
    finally:
        document.close()
