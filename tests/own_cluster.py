"""A dask cluster on this machine as an administrator would start one: a scheduler, and workers that nobody restarts."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path
from types import TracebackType

from tests.support import ROOT

SECONDS = 30.0
"""How long the cluster may take to start."""


class OwnCluster:
    """A scheduler and so many workers, each a process of its own; all end with it."""

    def __init__(self, folder: Path, workers: int = 2) -> None:
        self._folder = folder
        self._file = folder / "scheduler.json"
        self._file.unlink(missing_ok=True)  # of an earlier cluster
        self._scheduler = self._run("distributed.cli.dask_scheduler", "--port", "0", "--scheduler-file", self._file)
        self.workers: list[subprocess.Popen[bytes]] = []
        self.address = self._address()
        for _ in range(workers):
            self.add_worker()

    def _run(self, module: str, *arguments: object, folder: Path | None = None) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", module, *map(str, arguments), "--no-dashboard", "--host", "127.0.0.1"]
        path = os.pathsep.join(filter(None, [str(ROOT), os.environ.get("PYTHONPATH")]))
        with (self._folder / "cluster.log").open("ab") as log:
            return subprocess.Popen(
                command, cwd=folder or self._folder, env={**os.environ, "PYTHONPATH": path}, stdout=log, stderr=log
            )

    def _address(self) -> str:
        deadline = time.monotonic() + SECONDS
        while time.monotonic() < deadline:
            if self._file.exists() and (text := self._file.read_text()):
                return str(json.loads(text)["address"])
            time.sleep(0.05)
        raise TimeoutError("the scheduler does not start")

    def add_worker(self, folder: Path | None = None) -> subprocess.Popen[bytes]:
        """Start one more worker, in a folder."""
        worker = self._run("distributed.cli.dask_worker", self.address, "--no-nanny", "--nthreads", "1", folder=folder)
        self.workers.append(worker)
        return worker

    @property
    def log(self) -> str:
        """What scheduler and workers wrote."""
        return (self._folder / "cluster.log").read_text("utf-8", "replace")

    def end_scheduler(self) -> None:
        """Kill the scheduler."""
        self._scheduler.kill()
        self._scheduler.wait()

    def __enter__(self) -> OwnCluster:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        for process in (*self.workers, self._scheduler):
            process.kill()
            process.wait()
