"""Many sources on the machines of a dask cluster, which share a disk.

A machine does what this one would do itself: each book in a child with limits, its result written whole by the machine
that made it.  So a machine that is lost takes nothing with it: its books are done again by another.  A machine with
another program, or that does not see the same disk, would give other results or none that anyone finds; it is refused.
"""

from __future__ import annotations

import logging
import math
import os
import queue
import time
import warnings
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import CancelledError
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

from pipeline import __version__
from pipeline.atomic import atomic_write, remove_leftovers, temporary_in
from pipeline.cache import program_fingerprint
from pipeline.errors import ExitCode, FunctieboekError, OutputNotWritableError, UsageError
from pipeline.intake import Job, Outcome, limits_of_job
from pipeline.limits import Limits
from pipeline.parallel import Children

OnDone = Callable[[Outcome], None]
CONNECT_SECONDS = 10.0
"""How long a cluster may take to answer, and to have a machine."""
LOOK_SECONDS = 2.0
"""How often to look whether the cluster is still there while no book comes in."""
MOMENT = 0.2
"""Seconds before asking again for what did not arrive."""
PATIENCE = 60.0
"""Seconds that the cluster may be without any machine before the rest is given up."""
SAME_DISK = "Alle machines van de cluster moeten dezelfde schijf op dezelfde plek zien en er mogen schrijven."
OTHER_PROGRAM = "Daar staat een ander functieboek, of geen."
SAME_PROGRAM = "Installeer op alle machines dezelfde versie van functieboek en van Python, en start ze opnieuw."


@dataclass(frozen=True)
class Ticket:
    """What a machine must show before it may read."""

    program: str
    """The fingerprint of the reading code."""
    beacons: tuple[str, ...]
    """Files that stand in the folders of the results as long as the run lasts."""


class UnfitMachineError(FunctieboekError):
    """A machine of the cluster cannot take part."""


def take_in_on_cluster(jobs: Sequence[Job], address: str, on_done: OnDone | None = None) -> list[Outcome]:
    """Read all sources on the cluster and return their outcomes in the order of the jobs.

    Raises:
        UsageError: the cluster cannot be reached, has no machines, or has one that cannot take part.
        OutputNotWritableError: the folder of the results cannot be written here.
    """
    with _client(address) as client, _beacons(jobs) as beacons:
        ticket = Ticket(program_fingerprint(), beacons)
        _refuse_unfit(client, address, ticket)
        # pure=False: the same job twice is done twice, and the key tells nothing of it; retries: a machine that joined
        # later and is unfit hands its books to another.
        futures = client.map(read_here, jobs, ticket=ticket, pure=False, retries=3)
        outcomes = _gather(client, futures, jobs, on_done)
        with suppress(Exception):
            client.run(rest)
        return outcomes


# On the machines of the cluster ------------------------------------------------------------------------------------


def read_here(job: Job, ticket: Ticket) -> Outcome:
    """Read one source; what a machine of the cluster is asked.

    Raises:
        UnfitMachineError: this machine cannot take part.
    """
    if fault := unfit(ticket):
        raise UnfitMachineError(*fault)
    outcome = _children(limits_of_job(job)).take_in(job)
    return _told_of_disk(outcome, job) if outcome.code else outcome


def unfit(ticket: Ticket) -> tuple[str, str] | None:
    """Return why this machine cannot take part, and what to do; None if it can."""
    if program_fingerprint() != ticket.program:
        return f"Daar staat een ander programma (functieboek {__version__}).", SAME_PROGRAM
    for beacon in map(Path, ticket.beacons):
        if not _seen(beacon):
            return f"Die machine ziet de map {beacon.parent} niet.", SAME_DISK
    return None


def unable(ticket: Ticket) -> tuple[str, str] | None:
    """Return why this machine cannot take part, having tried to write as well; asked once a run."""
    if fault := unfit(ticket):
        return fault
    for beacon in map(Path, ticket.beacons):
        try:
            atomic_write(beacon.with_name(f"{beacon.name}-{os.urandom(4).hex()}"), "").unlink()
        except (OutputNotWritableError, OSError):
            return f"Die machine kan niet schrijven in {beacon.parent}.", SAME_DISK
    return None


def _seen(path: Path) -> bool:
    """Whether a new file is there; a network disk may take a moment to show it."""
    for _ in range(5):
        if path.exists():
            return True
        time.sleep(0.2)
    return False


def rest() -> None:
    """End the children that wait for another book."""
    for children in _known:
        children.rest()


_known: list[Children] = []


@cache
def _children(limits: Limits) -> Children:
    children = Children()
    _known.append(children)
    return children


def _told_of_disk(outcome: Outcome, job: Job) -> Outcome:
    """Add what an error of the disk means where many machines should share one."""
    needed = [path for path in (job.source, job.settings, job.corrections) if path and not Path(path).exists()]
    if not needed and outcome.fout != OutputNotWritableError.__name__:
        return outcome
    what = f"Die machine ziet {needed[0]} niet." if needed else outcome.reden
    return replace(outcome, reden=f"Op {_machine()}: {what} {SAME_DISK}")


def _machine() -> str:
    import socket

    return socket.gethostname()


# On this machine ---------------------------------------------------------------------------------------------------


def _client(address: str) -> Any:
    try:
        import distributed
    except ImportError as error:
        raise UsageError(
            "Voor --cluster is extra software nodig.", "Installeer die met: pipx install 'functieboek[cluster]'"
        ) from error
    logging.getLogger("distributed").setLevel(logging.CRITICAL)  # English, and told by us where it matters
    try:
        connect: Any = distributed.Client  # the library carries no types
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return connect(address, timeout=CONNECT_SECONDS, set_as_default=False)
    except (OSError, ValueError) as error:
        raise UsageError(
            f"De cluster op {address} is niet bereikbaar.", "Controleer het adres (tcp://machine:8786) en de scheduler."
        ) from error


@contextmanager
def _beacons(jobs: Sequence[Job]) -> Iterator[tuple[str, ...]]:
    """Put a file in each folder of results, for the machines to see; gone when the run ends."""
    folders = sorted({Path(job.folder).parent for job in jobs if job.folder})
    beacons = [temporary_in(folder) for folder in folders]
    try:
        for beacon in beacons:
            atomic_write(beacon, "")
            remove_leftovers(beacon.parent, older_than=math.inf)  # that of another run may be old and still needed
        yield tuple(map(str, beacons))
    finally:
        for beacon in beacons:
            beacon.unlink(missing_ok=True)


def _refuse_unfit(client: Any, address: str, ticket: Ticket) -> None:
    try:
        client.wait_for_workers(1, timeout=CONNECT_SECONDS)
    except TimeoutError as error:
        raise UsageError(
            f"De cluster op {address} heeft geen machines.", f"Start er een met: dask worker {address}"
        ) from error
    # A machine without this function (an older functieboek, or none) answers with an exception.
    answers: dict[str, Any] = client.run(unable, ticket, on_error="return")
    for machine, answer in sorted(answers.items()):
        if answer is not None:
            reason, advice = answer if isinstance(answer, tuple) else (OTHER_PROGRAM, SAME_PROGRAM)
            raise UsageError(f"Machine {machine} van de cluster kan niet meedoen. {reason}", advice)
    if _program_of_scheduler(client) != ticket.program:  # it hands out the jobs, and must know what they are
        raise UsageError(f"De scheduler op {address} kan niet meedoen. {OTHER_PROGRAM}", SAME_PROGRAM)


def _program_of_scheduler(client: Any) -> object:
    try:
        return client.run_on_scheduler(program_fingerprint)
    except Exception:  # it has no functieboek: the library passes on whatever went wrong there
        return None


def _gather(client: Any, futures: Sequence[Any], jobs: Sequence[Job], on_done: OnDone | None) -> list[Outcome]:
    """Collect the outcomes as they come; those that will not come any more are refused with the reason."""
    place = {future.key: number for number, future in enumerate(futures)}
    outcomes: dict[int, Outcome] = {}
    ready: queue.SimpleQueue[Any] = queue.SimpleQueue()
    for future in futures:
        future.add_done_callback(ready.put)
    alive = time.monotonic()
    while len(outcomes) < len(jobs) and time.monotonic() - alive < PATIENCE:
        try:
            future = ready.get(timeout=LOOK_SECONDS)
            outcome = _outcome(future, jobs[place[future.key]])
        except queue.Empty:
            alive = time.monotonic() if _has_machines(client) else alive
            continue
        except OSError:  # the machine that had it is gone, and another does the book again; or the scheduler is gone
            time.sleep(MOMENT)
            future.add_done_callback(ready.put)
            continue
        alive = time.monotonic()
        outcomes[place[future.key]] = outcome
        if on_done:
            on_done(outcome)
    gone = "De cluster heeft geen machines meer."
    return [outcomes.get(number) or _lost(job, gone) for number, job in enumerate(jobs)]


def _has_machines(client: Any) -> bool:
    try:
        return bool(client.scheduler_info()["workers"])
    except Exception:  # the scheduler is gone, which the library tells in several ways
        return False


def _outcome(future: Any, job: Job) -> Outcome:
    """Return what became of a job.

    Raises:
        OSError: it was ready, and does not arrive (also a TimeoutError).
    """
    if future.status == "finished":
        with suppress(CancelledError):
            outcome: Outcome = future.result(timeout=LOOK_SECONDS)
            return outcome
    if future.status in {"pending", "lost"}:
        raise TimeoutError
    if future.status != "error":
        return _lost(job, "De verbinding met de cluster is verbroken.")
    error = future.exception(timeout=LOOK_SECONDS)
    if isinstance(error, UnfitMachineError):
        return _lost(job, str(error))
    if type(error).__name__ == "KilledWorker":
        return _lost(job, "De machines die dit boek lazen, vielen telkens uit.")
    return _lost(job, OTHER_PROGRAM)


def _lost(job: Job, reason: str) -> Outcome:
    return Outcome(
        naam=job.name,
        bestand=Path(job.source).name,
        status="geweigerd",
        map=job.folder,
        reden=f"{reason} Geef de opdracht nog eens, zonder --cluster of op een andere; wat klaar is, blijft.",
        code=ExitCode.UNEXPECTED,
        fout="FunctieboekError",
    )
