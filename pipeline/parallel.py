"""Many sources: one after another, in several limited children, or on a cluster; the same results in the same order.

The threads here only wait for children.  A cluster worker does the same work (``take_in``) and writes its own results,
so that a worker that is lost takes nothing with it: its books are done again by another.
"""

from __future__ import annotations

import queue
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, as_completed
from contextlib import contextmanager
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import Any

from pipeline.errors import ExitCode, UsageError
from pipeline.intake import Job, Outcome, take_in, worker_for
from pipeline.limits import Progress, Worker

OnDone = Callable[[Outcome], None]
CONNECT_SECONDS = 10.0
"""How long a cluster may take to answer."""
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
        return _on_cluster(jobs, cluster, on_done)
    shared = [replace(job, tasks=max(1, tasks // len(jobs))) for job in jobs]  # tasks to spare read page ranges
    return _in_children(shared, min(tasks, len(jobs)) or 1, on_done, on_page)


def _in_children(jobs: Sequence[Job], tasks: int, on_done: OnDone | None, on_page: Progress | None) -> list[Outcome]:
    with _Children() as children, ThreadPoolExecutor(tasks) as pool:
        try:
            futures = [pool.submit(children.take_in, job, on_page) for job in jobs]
            return _collect(futures, on_done)
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            children.close()
            raise


def _collect(futures: Sequence[Future[Outcome]], on_done: OnDone | None) -> list[Outcome]:
    for future in as_completed(futures):
        if on_done:
            on_done(future.result())
    return [future.result() for future in futures]


class _Children:
    """The limited children of one run, each used by one thread at a time and for many books."""

    def __init__(self) -> None:
        self._idle: queue.SimpleQueue[tuple[Worker, int]] = queue.SimpleQueue()
        self._all: list[Worker] = []

    def __enter__(self) -> _Children:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """End all children, also those in the middle of a book."""
        for worker in self._all:
            worker.close()

    def take_in(self, job: Job, on_page: Progress | None) -> Outcome:
        with self._borrow(job) as worker:
            return take_in(job, worker, on_page)

    @contextmanager
    def _borrow(self, job: Job) -> Iterator[Worker]:
        """Lend an idle child, or a new one; all jobs of a run have the same limits."""
        try:
            worker, books = self._idle.get_nowait()
        except queue.Empty:
            worker, books = worker_for(job), 0
            self._all.append(worker)
        try:
            yield worker
        finally:
            if books + 1 >= BOOKS_PER_CHILD:
                worker.close()  # the next task starts a fresh one
                books = -1
            self._idle.put((worker, books + 1))


def _on_cluster(jobs: Sequence[Job], address: str, on_done: OnDone | None) -> list[Outcome]:
    with _client(address) as client:
        # pure=False: the same job twice is done twice; retries: a worker that is lost hands its books to another.
        futures = client.map(take_in, jobs, pure=False, retries=3)
        return _gather(client, futures, jobs, on_done)


def _client(address: str) -> Any:
    try:
        import distributed
    except ImportError as error:
        raise UsageError(
            "Voor --cluster is extra software nodig.", "Installeer die met: pipx install 'functieboek[cluster]'"
        ) from error
    try:
        connect: Any = distributed.Client  # the library carries no types
        return connect(address, timeout=CONNECT_SECONDS, set_as_default=False)
    except (OSError, ValueError) as error:
        raise UsageError(
            f"De cluster op {address} is niet bereikbaar.", "Controleer het adres (tcp://machine:8786) en de scheduler."
        ) from error


def _gather(client: Any, futures: Sequence[Any], jobs: Sequence[Job], on_done: OnDone | None) -> list[Outcome]:
    import distributed

    as_they_come: Any = distributed.as_completed  # the library carries no types
    place = {future.key: number for number, future in enumerate(futures)}
    outcomes: list[Outcome | None] = [None] * len(jobs)
    for future in as_they_come(futures, loop=client.loop):
        number = place[future.key]
        outcome = future.result() if future.status == "finished" else _lost(jobs[number])
        outcomes[number] = outcome
        if on_done:
            on_done(outcome)
    return [outcome for outcome in outcomes if outcome is not None]


def _lost(job: Job) -> Outcome:
    return Outcome(
        naam=job.name,
        bestand=Path(job.source).name,
        status="geweigerd",
        map=job.folder,
        reden="De cluster heeft dit boek ook na enkele pogingen niet gelezen. Lees het op één machine in.",
        code=ExitCode.UNEXPECTED,
        fout="FunctieboekError",
    )
