"""A large PDF by page ranges: several limited children read the pages, while the one that asked lays them out.

The children give what an engine sees of a page (``PageContent``) as JSON; the pages come out in order and are the same
as when one process reads them all.  Layout and grammar look over page breaks and stay in one process.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import fields
from operator import attrgetter
from pathlib import Path
from queue import SimpleQueue
from typing import Any

from pipeline.extract.pdf.engine import open_pdf
from pipeline.extract.pdf.page import PageContent, PageSource, Rule, Word
from pipeline.limits import Limits, Progress, Worker

READ_PAGES = "pipeline.split_reading:read_pages"
PAGES_PER_TASK = 40
"""Pages that a child reads before it hands them over: some 0.2 s of work and 1 MB of JSON."""
WORTH_WHILE = 4 * PAGES_PER_TASK
"""Below this, starting the children costs more than they save."""

_WORD = tuple(field.name for field in fields(Word))
_RULE = tuple(field.name for field in fields(Rule))
_OTHER = tuple(field.name for field in fields(PageContent) if field.name not in {"words", "rules"})
_word_values, _rule_values, _other_values = attrgetter(*_WORD), attrgetter(*_RULE), attrgetter(*_OTHER)


def to_plain(page: PageContent) -> list[Any]:
    """Return a page as JSON can hold it."""
    return [_other_values(page), list(map(_word_values, page.words)), list(map(_rule_values, page.rules))]


def from_plain(data: list[Any]) -> PageContent:
    """Return the page that ``to_plain`` was given."""
    other = dict(zip(_OTHER, data[0], strict=True))
    other["notes"] = tuple(other["notes"])
    return PageContent(words=tuple(map(_word, data[1])), rules=tuple(Rule(*values) for values in data[2]), **other)


def _word(values: list[Any]) -> Word:
    if isinstance(values[-1], list):  # the box of a word on a turned page
        values[-1] = tuple(values[-1])
    return Word(*values)


def read_pages(task: dict[str, Any], progress: Progress) -> list[list[Any]]:
    """Read a range of pages; what a child is asked."""
    source = open_pdf(Path(task["path"]), task["password"], task["engine"])
    try:
        pages = []
        for page in source.read(task["first"], task["last"]):
            pages.append(to_plain(page))
            progress(page.number, source.pages)
        return pages
    finally:
        source.close()


def opener(tasks: int, limits: Limits, alive: Progress) -> Callable[[Path, str | None, str], PageSource]:
    """Return what opens a PDF so that ``tasks`` children read it, if it is large enough.

    ``alive`` is told of each page that a child has done, so that whoever watches knows that work goes on.
    """

    def open_split(path: Path, password: str | None = None, engine: str = "pdfium") -> PageSource:
        source = open_pdf(path, password, engine)
        if tasks < 2 or source.pages < WORTH_WHILE:
            return source
        task = {"path": str(path), "password": password, "engine": engine}
        return _SplitSource(source, task, tasks, limits, alive)

    return open_split


class _SplitSource:
    """An open PDF whose pages are read by children."""

    def __init__(self, source: PageSource, task: dict[str, Any], tasks: int, limits: Limits, alive: Progress) -> None:
        self._source = source
        self.pages = source.pages
        self.metadata = source.metadata
        self._task = task
        self._tasks = tasks
        self._alive = alive
        self._workers: SimpleQueue[Worker] = SimpleQueue()
        self._all = [Worker(limits) for _ in range(tasks)]
        for worker in self._all:
            self._workers.put(worker)

    def read(self, first: int = 1, last: int | None = None) -> Iterator[PageContent]:
        """Give the pages first to last (from 1, inclusive), in order; a few ranges ahead of who asks, not more."""
        end = min(last or self.pages, self.pages)
        starts = iter(range(first, end + 1, PAGES_PER_TASK))
        with ThreadPoolExecutor(self._tasks) as pool:
            waiting: list[Future[list[list[Any]]]] = []
            try:
                while True:
                    while len(waiting) <= self._tasks and (start := next(starts, None)) is not None:
                        waiting.append(pool.submit(self._range, start, min(start + PAGES_PER_TASK - 1, end)))
                    if not waiting:
                        return
                    yield from map(from_plain, waiting.pop(0).result())
            finally:
                for future in waiting:
                    future.cancel()

    def _range(self, first: int, last: int) -> list[list[Any]]:
        worker = self._workers.get()
        try:
            task = {**self._task, "first": first, "last": last}
            pages: list[list[Any]] = worker.run(
                READ_PAGES, task, subject=Path(self._task["path"]).name, on_progress=self._alive
            )
            return pages
        finally:
            self._workers.put(worker)

    def close(self) -> None:
        """End the children and release the file."""
        for worker in self._all:
            worker.close()
        self._source.close()
