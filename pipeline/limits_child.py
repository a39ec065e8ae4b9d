"""The child's side of ``pipeline.limits``: take tasks from stdin, answer on stdout, within the limits.

Everything is JSON, one message a line, so that a child that was taken over by a hostile file cannot make its parent run
anything.  Whatever libraries print is thrown away.
"""

from __future__ import annotations

import contextlib
import gc
import importlib
import json
import os
import queue
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from typing import Any, BinaryIO

from pipeline.errors import FunctieboekError

ALLOCATIONS = 3_000_000
"""New objects between two runs of the garbage collector.  A book of two thousand pages is a million lines and values
and hardly a cycle; looking for one every 700 objects, as Python does, takes a tenth of the reading.  What is garbage
until then stays far within the limit on memory."""

_sending = threading.Lock()


def main(memory: int) -> None:
    """Do tasks until stdin ends; a parent that disappears ends the child at once, also in the middle of a task."""
    answers = _private_stdout()
    with contextlib.suppress(ValueError, AttributeError):
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent decides what an interruption means
    limit_memory(memory)
    collect_less()
    tasks: queue.SimpleQueue[str] = queue.SimpleQueue()
    threading.Thread(target=_receive, args=(tasks,), daemon=True).start()
    while True:
        task = json.loads(tasks.get())
        _send(answers, _do(task["function"], task["argument"], lambda *p: _send(answers, {"progress": p})))


def collect_less(allocations: int = ALLOCATIONS) -> None:
    """Look for garbage cycles only where something makes very many."""
    gc.set_threshold(allocations)


def _private_stdout() -> BinaryIO:
    """Keep stdout for the answers; what a library prints on stdout or stderr goes nowhere."""
    answers = os.fdopen(os.dup(1), "wb")
    nothing = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nothing, 1)
    os.dup2(nothing, 2)
    return answers


def _receive(tasks: queue.SimpleQueue[str]) -> None:
    for line in sys.stdin:
        tasks.put(line)
    os._exit(0)


def _send(answers: BinaryIO, message: dict[str, Any]) -> None:
    line = json.dumps(message).encode() + b"\n"
    with _sending:  # progress may come from several threads
        answers.write(line)
        answers.flush()


def _do(function: str, argument: Any, progress: Callable[[int, int], None]) -> dict[str, Any]:
    """Run one task; every way in which it can end becomes a message."""
    module, _, name = function.partition(":")
    try:
        return {"result": getattr(importlib.import_module(module), name)(argument, progress)}
    except Exception as error:
        return _failure(error)


def _failure(error: Exception) -> dict[str, Any]:
    """Say what went wrong.  Libraries wrap the MemoryError of a bomb in errors of their own: the chain tells."""
    if any(isinstance(link, MemoryError) for link in _chain(error)):
        return {"memory": True}
    if isinstance(error, FunctieboekError):
        return {"error": [type(error).__name__, error.melding, error.advies]}
    from pipeline.crash_report import describe

    return {"crash": [type(error).__name__, describe(error)]}


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__


def limit_memory(memory: int) -> None:
    """Forbid this process to use more than ``memory`` bytes, as far as the system can, and to dump core.

    Linux refuses the allocation that goes over (RLIMIT_AS); macOS accepts the same call without always keeping it;
    Windows holds the process in a job object.
    """
    if sys.platform == "win32":
        from pipeline.limits_windows import limit_memory as limit_in_job

        limit_in_job(memory)
        return
    import resource

    for kind, amount in ((resource.RLIMIT_AS, memory), (resource.RLIMIT_CORE, 0)):
        with contextlib.suppress(ValueError, OSError):
            _, hard = resource.getrlimit(kind)
            resource.setrlimit(kind, (amount, hard))
