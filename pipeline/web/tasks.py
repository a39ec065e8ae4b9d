"""Work that takes longer than a page may: reading, checking, comparing, making letters; done one after another."""

from __future__ import annotations

import secrets
from collections import OrderedDict
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from threading import Lock

from pipeline.errors import FunctieboekError

_KEPT = 60
_BUG = "Er ging iets mis in het programma zelf. Probeer het opnieuw; helpt dat niet, meld het aan uw beheerder."


@dataclass
class Task:
    """One piece of work under way, as the page about it shows it."""

    id: str
    titel: str
    stap: str = "Wacht op zijn beurt"
    gedaan: int = 0
    totaal: int = 0
    klaar: bool = False
    fout: str = ""
    verder: str = ""
    """Where the result stands, when it is done."""
    regels: list[tuple[str, str, str]] = field(default_factory=list)
    """What came of it: kind ("goed" or "fout"), sentence, address."""

    vergelijken: list[tuple[str, str]] = field(default_factory=list)
    """Which editions can be compared now: sentence, address."""

    def progress(self, done: int, total: int) -> None:
        """Note how far the work is, in pages."""
        self.gedaan, self.totaal = done, total

    def as_dict(self) -> dict[str, object]:
        """Return what the page polls."""
        return {
            "stap": self.stap,
            "gedaan": self.gedaan,
            "totaal": self.totaal,
            "klaar": self.klaar,
        }


class Tasks:
    """The queue of one server."""

    def __init__(self, told: Callable[[str], str] = str) -> None:
        """Start with nothing to do; ``told`` makes of an error's message what the page shows."""
        self._told = told
        self._pool = ThreadPoolExecutor(max_workers=1, thread_name_prefix="werkplek")
        self._lock = Lock()
        self._known: OrderedDict[str, Task] = OrderedDict()
        self._running: dict[str, str] = {}

    def start(self, titel: str, work: Callable[[Task], None], *, once: str | None = None) -> Task:
        """Queue some work; with ``once`` the same work is not queued again while it is under way."""
        with self._lock:
            if once and once in self._running and not self._known[self._running[once]].klaar:
                return self._known[self._running[once]]
            task = Task(secrets.token_urlsafe(12), titel)
            self._known[task.id] = task
            if once:
                self._running[once] = task.id
            finished = [key for key, known in self._known.items() if known.klaar]
            for key in finished[: max(0, len(self._known) - _KEPT)]:
                del self._known[key]
            self._running = {name: key for name, key in self._running.items() if key in self._known}
        self._pool.submit(self._run, task, work)
        return task

    def get(self, key: str) -> Task | None:
        """Return a task that was started here."""
        return self._known.get(key)

    def close(self) -> None:
        """Start nothing more."""
        self._pool.shutdown(wait=False, cancel_futures=True)

    def _run(self, task: Task, work: Callable[[Task], None]) -> None:
        try:
            work(task)
        except FunctieboekError as error:
            task.fout = self._told(str(error))
        except Exception:  # a bug: the person gets a sentence, and the page does not wait for ever
            task.fout = _BUG
        finally:
            task.klaar = True
