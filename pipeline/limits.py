"""Hostile input is read in a child process, with limits on memory and time.

A PDF of 4 kB can ask for 4 GB, and PDFium ends its process rather than raise.  So the parent (the command line, the
browser workplace, a cluster worker) never parses a source itself: it starts a child, hands it a task, hears its
progress, and ends it when it is silent for too long.  What comes back is a result or a ``FunctieboekError``.

The child is a fresh interpreter on every system: the same on Windows, in a process with threads, and in a daemon.  It
costs about 25 ms, and one child can do many tasks.
"""

from __future__ import annotations

import contextlib
import json
import queue
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline import errors
from pipeline.errors import ExitCode, FunctieboekError, KilledError, LimitExceededError, SourceUnreadableError

Progress = Callable[[int, int], None]
"""Called with what is done and the total, in pages."""

AFTER_THE_PAGES = 3.0
"""How much longer than the reading of all pages the work on the whole book may take (it takes about as long)."""

_ROOT = str(Path(__file__).resolve().parent.parent)
# -P keeps the current folder off the path: a folder "pipeline" among the user's files must not be imported.
_START = "import sys; sys.path[:0] = [{root!r}]; from pipeline.limits_child import main; main({memory})"


@dataclass(frozen=True)
class Limits:
    """What one source may ask of the machine."""

    memory: int = 1536 * 2**20
    """Address space of the child, in bytes."""
    silence: float = 30.0
    """Seconds that may pass without a page being finished."""
    total: float = 1800.0
    """Seconds for the whole source."""


class ReadingFailedError(FunctieboekError):
    """The program itself failed on this source: a fault of ours, reported without the content of the source."""

    exit_code = ExitCode.UNEXPECTED


class Worker:
    """A limited child process that does tasks one after another; a child that died is replaced at the next task.

    Not for use by two threads at once.  Use as a context manager, or call ``close``.
    """

    def __init__(self, limits: Limits | None = None) -> None:
        """Start the child, so that it is ready while the caller prepares the task."""
        self.limits = limits or Limits()
        self.retired = False
        """Whether the child was ended for good, as an interruption does: no task may start another."""
        self._start()

    def _start(self) -> None:
        code = _START.format(root=_ROOT, memory=self.limits.memory)
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-X", "utf8", "-c", code],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
        self._messages: queue.SimpleQueue[bytes] = queue.SimpleQueue()
        threading.Thread(target=self._receive, args=(self._process, self._messages), daemon=True).start()

    @staticmethod
    def _receive(process: subprocess.Popen[bytes], messages: queue.SimpleQueue[bytes]) -> None:
        with contextlib.suppress(ValueError, OSError):
            for line in process.stdout or ():
                messages.put(line)
        messages.put(b"")  # the child is gone

    def run(self, function: str, argument: object, *, subject: str, on_progress: Progress | None = None) -> Any:
        """Let the child call ``function`` ("module:name") with ``argument`` and a progress function; return its result.

        Argument and result are JSON.  ``subject`` is what messages call the source.

        Raises:
            LimitExceededError: the child asked for more memory or time than allowed.
            SourceUnreadableError: the child crashed on the source.
            KilledError: the child was ended from outside; the same task may well succeed in a new one.
            ReadingFailedError: our own code failed.
            FunctieboekError: whatever the function itself raised of ours.
        """
        if self.retired:
            raise _killed(subject)
        if self._process.poll() is not None:
            self._start()
        task = _Task(self, subject, on_progress)
        try:
            return task.perform(json.dumps({"function": function, "argument": argument}))
        except BaseException:
            self.close()  # a child that failed, or was left in the middle of a task, is not used again
            raise

    def retire(self) -> None:
        """End the child, and let no task start another."""
        self.retired = True
        self.close()

    def close(self) -> None:
        """End the child; the next task starts a new one."""
        self._process.kill()
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                with contextlib.suppress(OSError):
                    pipe.close()

    def __enter__(self) -> Worker:
        """Return the worker itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """End the child."""
        self.close()


class _Task:
    """One task under way: its clocks, and what its end means."""

    def __init__(self, worker: Worker, subject: str, on_progress: Progress | None) -> None:
        self.worker = worker
        self.subject = subject
        self.on_progress = on_progress
        self.page = 0
        self.start = time.monotonic()
        self.silence = worker.limits.silence

    def perform(self, task: str) -> Any:
        self._send(task)
        while True:
            message = self._next()
            if "progress" in message:
                self._progress(*message["progress"])
            elif "result" in message:
                return message["result"]
            else:
                raise self._failure(message)

    def _send(self, task: str) -> None:
        stdin = self.worker._process.stdin
        with contextlib.suppress(BrokenPipeError, OSError):  # the child died at start: its end is told by _next
            if stdin is not None:
                stdin.write(task.encode() + b"\n")
                stdin.flush()

    def _next(self) -> dict[str, Any]:
        """Wait for the child's next word, at most as long as it may be silent."""
        left = self.worker.limits.total - (time.monotonic() - self.start)
        try:
            line = self.worker._messages.get(timeout=max(0.0, min(self.silence, left)))
        except queue.Empty:
            self.worker.close()
            raise self._too_slow(total=left <= self.silence) from None
        if not line.endswith(b"\n"):
            raise self._died(self.worker._process.wait())
        message: dict[str, Any] = json.loads(line)
        return message

    def _progress(self, page: int, total: int) -> None:
        self.page = page
        if page == total:  # what follows looks at the book as a whole, and takes longer as the book is larger
            self.silence = self.worker.limits.silence + AFTER_THE_PAGES * (time.monotonic() - self.start)
        if self.on_progress:
            self.on_progress(page, total)

    @property
    def _place(self) -> str:
        return f"{self.subject}, na bladzijde {self.page}" if self.page else self.subject

    def _too_slow(self, *, total: bool) -> FunctieboekError:
        limits = self.worker.limits
        if total:
            return LimitExceededError(
                f"{self._place}: het lezen duurt langer dan {limits.total:g} seconden.",
                "Is het boek echt zo groot? Verhoog dan seconden_totaal onder [lezen] in functieboek.toml.",
            )
        return LimitExceededError(
            f"{self._place}: één bladzijde houdt het lezen langer dan {limits.silence:g} seconden bezig.",
            "Maak de PDF opnieuw, of verhoog seconden_per_pagina onder [lezen] in functieboek.toml.",
        )

    def _too_big(self) -> FunctieboekError:
        return LimitExceededError(
            f"{self._place}: het bestand vraagt meer geheugen dan de toegestane {self.worker.limits.memory >> 20} MB.",
            "Zo'n bestand is meestal beschadigd of kwaadaardig; maak de PDF opnieuw vanuit de bron. Vertrouwt u het, "
            "verhoog dan max_geheugen onder [lezen] in functieboek.toml.",
        )

    def _died(self, code: int) -> FunctieboekError:
        """Say what a child that ended by itself means: PDFium aborts when it gets no memory, and crashes on damage."""
        memory = {-getattr(signal, name) for name in ("SIGABRT", "SIGTRAP", "SIGILL") if hasattr(signal, name)}
        if code == -getattr(signal, "SIGKILL", 0):  # never what a child does itself
            return _killed(self._place)
        if code in memory:
            return self._too_big()
        return SourceUnreadableError(
            f"{self._place}: het bestand is zo beschadigd dat het lezen is afgebroken.",
            "Open het in een PDF-lezer, bewaar het daar opnieuw als PDF en probeer het nog eens.",
        )

    def _failure(self, message: dict[str, Any]) -> FunctieboekError:
        if "memory" in message:
            return self._too_big()
        if "error" in message:
            name, melding, advies = message["error"]
            kind = getattr(errors, name, FunctieboekError)
            error: FunctieboekError = kind(melding, advies)
            return error
        from pipeline.crash_report import bug_message, write_report

        kind_name, description = message["crash"]
        return ReadingFailedError(f"{self._place}: {bug_message(kind_name, write_report(description, 'inlezen'))}")


def _killed(place: str) -> KilledError:
    return KilledError(
        f"{place}: het lezen is van buitenaf afgebroken, meestal doordat het geheugen van de computer vol was.",
        "Sluit andere programma's of lees minder boeken tegelijk (--taken), en geef de opdracht nog eens.",
    )


def run_limited(
    function: str, argument: object, *, subject: str, limits: Limits | None = None, on_progress: Progress | None = None
) -> Any:
    """Do one task in a limited child and return its result; see ``Worker.run``."""
    with Worker(limits) as worker:
        return worker.run(function, argument, subject=subject, on_progress=on_progress)
