"""A workplace in a process of its own, as a user starts it; and a browser that entered it."""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import Any

import httpx
import psutil

from tests.support import ROOT

_START = f"import sys; sys.path.insert(0, {str(ROOT)!r}); from pipeline.cli.main import main; main()"


class Server:
    """The process, from the address it prints until it is stopped or killed."""

    def __init__(self, root: Path, **environment: str) -> None:
        command = [sys.executable, "-c", _START, "web", "--geen-browser", "--werkmap", str(root)]
        self.process = subprocess.Popen(
            command,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            env={**os.environ, **environment},
        )
        assert self.process.stdout is not None
        self.opening = self.process.stdout.readline().strip()
        assert self.opening.startswith("http://127.0.0.1:"), "the server did not start"
        self.base = self.opening.split("/?", 1)[0]
        self.port = int(self.base.rsplit(":", 1)[1])
        self._cookies: httpx.Cookies | None = None

    def client(self) -> httpx.Client:
        """A browser with the session; redirects are left to the test."""
        client = httpx.Client(base_url=self.base, timeout=60, headers={"origin": self.base}, cookies=self._cookies)
        if self._cookies is None:
            assert client.get(self.opening).status_code == 303
            self._cookies = client.cookies
        return client

    def children(self) -> list[psutil.Process]:
        """The limited processes that parse and draw for it."""
        with contextlib.suppress(psutil.NoSuchProcess):
            return psutil.Process(self.process.pid).children(recursive=True)
        return []

    def kill(self) -> None:
        """End it as the power does: no handler runs."""
        self.process.kill()
        self.process.wait(10)

    def __enter__(self) -> Server:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        children = self.children()
        self.process.terminate()
        with contextlib.suppress(subprocess.TimeoutExpired):
            self.process.wait(5)
        self.process.kill()
        self.process.wait(10)
        for child in children:
            with contextlib.suppress(psutil.NoSuchProcess):
                child.kill()
        assert self.process.stdout is not None
        self.process.stdout.close()


def states(client: httpx.Client, task: str) -> Iterator[dict[str, Any]]:
    """Ask how far a task is, until it is done."""
    end = time.monotonic() + 60
    while time.monotonic() < end:
        state: dict[str, Any] = client.get(f"{task}/stand").json()
        yield state
        if state["klaar"]:
            return
        time.sleep(0.01)
    raise AssertionError("the task does not end")


def followed(client: httpx.Client, answer: httpx.Response) -> httpx.Response:
    """Follow an answer, and the task that it may lead to, to the page at the end."""
    while answer.status_code == 303:
        where = answer.headers["location"]
        if where.startswith("/taak/"):
            for _ in states(client, where):
                pass
        answer = client.get(where)
    return answer
