"""Many sources: one after another, in several limited children, or on a cluster; the same results in the same order.

The threads here only wait for children.  Each child writes the results of its own books, whole or not at all, so that
one that is lost takes nothing with it.  The machines of a cluster do the same (``pipeline.cluster``).
"""

from __future__ import annotations

import queue
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, as_completed
from contextlib import contextmanager, suppress
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

from pipeline.atomic import remove_leftovers
from pipeline.intake import Job, Outcome, take_in, worker_for
from pipeline.limits import Progress, Worker

OnDone = Callable[[Outcome], None]
BOOKS_PER_CHILD = 25
"""A child is replaced after so many books, so that what a parser leaks does not add up."""


def share_of(names: Sequence[str], share: tuple[int, int] | None) -> list[int]:
    """Return the places of the names that fall in share ``(i, n)``, ``i`` from 1; all of them without a share.

    A name falls in a share by its own hash, so that every machine of a job array decides the same and a new name does
    not move the others.
    """
    if share is None:
        return list(range(len(names)))
    number, of = share
    return [i for i, name in enumerate(names) if int(sha256(name.encode()).hexdigest(), 16) % of == number - 1]


def take_in_all(
    jobs: Sequence[Job],
    *,
    tasks: int = 1,
    cluster: str | None = None,
    on_done: OnDone | None = None,
    on_page: Progress | None = None,
) -> list[Outcome]:
    """Read all sources and return their outcomes in the order of the jobs; one bad source stops no other.

    Raises:
        UsageError: the cluster cannot be reached, or its software is not installed.
    """
    if cluster:
        from pipeline.cluster import take_in_on_cluster

        return take_in_on_cluster(jobs, cluster, on_done)
    shared = [replace(job, tasks=max(1, tasks // len(jobs))) for job in jobs]  # tasks to spare read page ranges
    return _in_children(shared, min(tasks, len(jobs)) or 1, on_done, on_page)


def _in_children(jobs: Sequence[Job], tasks: int, on_done: OnDone | None, on_page: Progress | None) -> list[Outcome]:
    with Children() as children, ThreadPoolExecutor(tasks) as pool:
        try:
            futures = [pool.submit(children.take_in, job, on_page) for job in jobs]
            return _collect(futures, on_done)
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            children.close()
            for job in jobs:
                if job.folder:  # what a child was just writing there
                    remove_leftovers(Path(job.folder))
            raise


def _collect(futures: Sequence[Future[Outcome]], on_done: OnDone | None) -> list[Outcome]:
    for future in as_completed(futures):
        if on_done:
            on_done(future.result())
    return [future.result() for future in futures]


class Children:
    """Limited children that stay for the next book, each used by one thread at a time."""

    def __init__(self) -> None:
        self._idle: queue.SimpleQueue[tuple[Worker, int]] = queue.SimpleQueue()
        self._all: list[Worker] = []
        self._closed = False

    def __enter__(self) -> Children:
        """Return the children themselves."""
        return self

    def __exit__(self, *_: object) -> None:
        """End all of them."""
        self.close()

    def close(self) -> None:
        """End all children for good, also those in the middle of a book."""
        self._closed = True
        for worker in self._all:
            worker.retire()

    def rest(self) -> None:
        """End the children that have nothing to do; the next book starts a new one."""
        with suppress(queue.Empty):
            while True:
                self._idle.get_nowait()[0].close()

    def take_in(self, job: Job, on_page: Progress | None = None) -> Outcome:
        """Read one source with a child that is free, or a new one; all jobs have the same limits."""
        with self._borrow(job) as worker:
            return take_in(job, worker, on_page)

    @contextmanager
    def _borrow(self, job: Job) -> Iterator[Worker]:
        try:
            worker, books = self._idle.get_nowait()
        except queue.Empty:
            worker, books = worker_for(job), 0
            self._all.append(worker)
        if self._closed:
            worker.retire()
        try:
            yield worker
        finally:
            if books + 1 >= BOOKS_PER_CHILD:
                worker.close()  # the next task starts a fresh one
                books = -1
            self._idle.put((worker, books + 1))
