"""Too much at once: uploads of half a gigabyte, and tabs that sign at the same moment."""

from __future__ import annotations

import contextlib
import re
import socket
import stat
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psutil
import pytest

from pipeline.logboek import Logboek
from pipeline.web import guard
from pipeline.workspace import Workspace
from tests.web.server import Server, followed

_PART = b'--x\r\nContent-Disposition: form-data; name="bestanden"; filename="a.pdf"\r\n\r\n'


def _begin(port: int, cookie: str, headers: str) -> bytes:
    """The head of an upload."""
    own = f"Host: 127.0.0.1:{port}\r\nOrigin: http://127.0.0.1:{port}\r\nCookie: {cookie}\r\n"
    kind = "Content-Type: multipart/form-data; boundary=x\r\n"
    return f"POST /edities HTTP/1.1\r\n{own}{kind}{headers}\r\n".encode()


def _stream(port: int, cookie: str, headers: str, megabytes: int) -> bytes:
    """Send as much as the server takes, and return what it answers."""
    chunked, block = "chunked" in headers, bytes(1_000_000)
    with socket.create_connection(("127.0.0.1", port), timeout=60) as line:
        line.sendall(_begin(port, cookie, headers))
        with contextlib.suppress(OSError):  # it hung up
            for part in (_PART, *([block] * megabytes)):
                line.sendall(b"%x\r\n%s\r\n" % (len(part), part) if chunked else part)
        line.settimeout(10 if megabytes > 100 else 0.2)
        with contextlib.suppress(OSError):
            return line.recv(65_536)
    return b""


@contextlib.contextmanager
def _watched(pid: int) -> Iterator[dict[str, int]]:
    """Keep the most memory, and the most room on disk in files without a name, that a process takes."""
    most, done = {"memory": 0, "disk": 0}, threading.Event()

    def size(handle: Path) -> int:
        with contextlib.suppress(OSError):
            return handle.stat().st_size if stat.S_ISREG(handle.stat().st_mode) else 0
        return 0

    def watch() -> None:
        while not done.wait(0.01):
            most["memory"] = max(most["memory"], psutil.Process(pid).memory_info().rss)
            most["disk"] = max(most["disk"], sum(size(one) for one in Path(f"/proc/{pid}/fd").iterdir()))

    watching = threading.Thread(target=watch)
    watching.start()
    try:
        yield most
    finally:
        done.set()
        watching.join()


@pytest.mark.skipif(not Path("/proc/self/fd").is_dir(), reason="this system does not show the open files of a process")
def test_half_a_gigabyte_is_refused_within_bounds(workspace: Workspace, tmp_path: Path) -> None:
    """With its length announced, without, and broken off: memory and disk stay bounded, and nothing stays behind."""
    folder = tmp_path / "tijdelijk"
    folder.mkdir()
    with Server(workspace.root, TMPDIR=str(folder)) as server:
        client = server.client()
        cookie = "; ".join(f"{key}={value}" for key, value in client.cookies.items())
        before = psutil.Process(server.process.pid).memory_info().rss
        with _watched(server.process.pid) as most:
            assert _stream(server.port, cookie, "Content-Length: 500000000\r\n", 500).startswith(b"HTTP/1.1 413 ")
            assert most["disk"] < 1_000_000  # refused unread
            assert _stream(server.port, cookie, "Transfer-Encoding: chunked\r\n", 500).startswith(b"HTTP/1.1 413 ")
            _stream(server.port, cookie, "Content-Length: 50000000\r\n", 5)  # and goes away: no fault to report
        assert most["memory"] - before < 60_000_000
        assert guard.MAX_UPLOAD / 2 < most["disk"] <= guard.MAX_UPLOAD  # less would be looking in the wrong place
        assert client.get("/").status_code == 200
        time.sleep(0.2)
        assert [path.name for path in folder.rglob("*")] == []
    assert not list(workspace.sources.iterdir())
    assert not list((workspace.state / "ontvangen").glob("*"))


def test_of_tabs_that_sign_at_once_one_is_kept(small: Workspace) -> None:
    """Eight tabs, one change, the same moment: one is answered with its page, the others hear who was first."""
    with Server(small.root) as server:
        client = server.client()
        page = followed(client, client.get("/verschillen/oud/nieuw"))
        key = re.findall(r'<article class="vlak" id="([^"]+)"', page.text)[0]
        gate = threading.Barrier(8)

        def sign(number: int) -> tuple[int, str]:
            form = {"oordeel": "vraag", "naam": f"Tab {number}", "notitie": "Waarom?", "versie": "0"}
            with server.client() as tab:
                gate.wait(30)
                answer = tab.post(f"/verschillen/oud/nieuw/{key}", data=form)
            return answer.status_code, answer.text

        with ThreadPoolExecutor(8) as pool:
            answers = list(pool.map(sign, range(8)))
    assert sorted(status for status, _ in answers) == [303] + 7 * [409]
    winner = f"Tab {[status for status, _ in answers].index(303)}"
    assert all(f"Intussen gaf {winner}" in text for status, text in answers if status == 409)
    assert [line.wie for line in Logboek(small.logbook).lines() if line.handeling == "oordeel"] == [winner]
