"""``python -m tests.benchmarks.workplace``: how long the browser workplace takes for a page.

Fifty editions of some 340 pages.  "Cold": the server was started for this one page, so the book is not in memory and no
page of it was ever drawn.  "Warm": the same page once more.  Printed is the median of the rounds in milliseconds: from
the first byte of the question to the last of the answer on the same machine, and what the server and the child that
draws used of the processor meanwhile, which says more on a machine that has other work.
"""

from __future__ import annotations

import argparse
import http.client
import json
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path

import psutil

from tests.benchmarks.clock import ROOT
from tests.benchmarks.growth import grown_book

EDITIONS, COPIES, PAGE = 50, 6, 171
PAGES = {
    "de boeken (eerste pagina)": "/",
    "een boek openen": "/boek/boek-07",
    "zoeken in alles": "/boek/boek-07?q=advisuer",
    "functiematrix": "/boek/boek-07/matrix",
    "een functie": "/boek/boek-07/functie/adviseur-ii",
    "bevindingen": "/boek/boek-07/bevindingen",
    "bron van een bladzijde: tekst": f"/boek/boek-07/bron/{PAGE}",
    "bron van een bladzijde: beeld": f"/boek/boek-07/blad/{PAGE}.png",
    "verschillen (vergelijken inbegrepen)": "/verschillen/boek-07/boek-08",
}


def main() -> None:
    """Measure every page in a server of its own."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.workplace", description=__doc__)
    parser.add_argument("--rondes", type=int, default=3, help="rounds; the table gives medians (3)")
    parser.add_argument("--map", type=Path, default=ROOT / "build" / "bench" / "werkplek", help="the workspace")
    parser.add_argument("--alleen", default="", help="only the pages whose name holds this")
    given = parser.parse_args()
    build(given.map)
    print("| pagina | koud (ms) | waarvan rekentijd | warm (ms) |\n|---|---|---|---|")
    for name, address in PAGES.items():
        if given.alleen in name:
            rounds = zip(*(_once(given.map, address) for _ in range(given.rondes)), strict=True)
            cold, used, warm = (round(statistics.median(values)) for values in rounds)
            print(f"| {name} | {cold} | {used} | {warm} |", flush=True)
    both = [_together(given.map) for _ in range(given.rondes)]
    print(f"| bron van een bladzijde: tekst, dan beeld | {statistics.median(both):.0f} | | |")


def build(root: Path, editions: int = EDITIONS, copies: int = COPIES) -> None:
    """Make the workspace, unless it stands there: one book read, and copies of it under other names and bytes."""
    from pipeline.intake import read_source
    from pipeline.models.io import to_json
    from pipeline.workspace import Workspace

    if (root / "functieboek.toml").exists():
        return
    for name in ("sources", "extracted", "templates", "output"):
        (root / name).mkdir(parents=True, exist_ok=True)
    source = grown_book(root.parent, copies).read_bytes()
    first = read_source(Workspace(root), grown_book(root.parent, copies))
    data, findings = json.loads(to_json(first.book())), json.loads(to_json(first.bevindingen()))
    for number in range(1, editions + 1):
        folder, own = root / "extracted" / f"boek-{number:02}", source + b"%% %d\n" % number
        folder.mkdir(exist_ok=True)
        bron = {**data["bron"], "bestand": f"{folder.name}.pdf", "sha256": sha256(own).hexdigest()}
        (root / "sources" / f"{folder.name}.pdf").write_bytes(own)
        for model, file in ((data, "functieboek.json"), (findings, "bevindingen.json")):
            text = json.dumps({**model, "bron": bron}, ensure_ascii=False, indent=1)
            (folder / file).write_text(text, encoding="utf-8")
    (root / "functieboek.toml").write_text("[controleren]\nspelling = false\n", encoding="utf-8")


def _once(root: Path, address: str) -> tuple[float, float, float]:
    with _server(root) as ask:
        before = ask.used()
        cold = ask(address)
        return cold, ask.used() - before, ask(address)


def _together(root: Path) -> float:
    """The page and its picture as a browser asks them: the picture as soon as the page names it."""
    with _server(root) as ask, ThreadPoolExecutor() as pool:
        start = time.perf_counter()
        ask(f"/boek/boek-07/bron/{PAGE}")
        pool.submit(ask, f"/boek/boek-07/blad/{PAGE}.png").result()
        return (time.perf_counter() - start) * 1000


@contextmanager
def _server(root: Path) -> Iterator[_Ask]:
    """Start a workplace, enter it, and give it the time that a person needs to see the first page."""
    code = "from pipeline.cli.main import main; main()"
    command = [sys.executable, "-c", code, "web", "--geen-browser", "--werkmap", str(root)]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    try:
        assert process.stdout is not None
        line = process.stdout.readline().strip()
        host = line.split("/")[2]
        ask = _Ask(host, process.pid)
        ask("/" + line.split("/", 3)[3])
        time.sleep(2)
        yield ask
    finally:
        process.kill()
        process.communicate()


class _Ask:
    """A browser that measures: milliseconds from question to answer."""

    def __init__(self, host: str, server: int) -> None:
        self.host, self.cookie, self.server = host, "", psutil.Process(server)

    def used(self) -> float:
        """Milliseconds of processor that the server and its children have used."""
        times = [one.cpu_times() for one in (self.server, *self.server.children(recursive=True))]
        return 1000 * sum(time.user + time.system for time in times)

    def __call__(self, address: str) -> float:
        start = time.perf_counter()
        while True:
            connection = http.client.HTTPConnection(self.host, timeout=120)
            connection.request("GET", address, headers={"cookie": self.cookie} if self.cookie else {})
            answer = connection.getresponse()
            text = answer.read()
            connection.close()
            if cookie := answer.getheader("set-cookie"):
                self.cookie = cookie.split(";")[0]
                return 0.0
            if answer.status == 303:
                address = answer.getheader("location") or "/"
            elif b"data-taak" in text:
                time.sleep(0.02)
            else:
                assert answer.status == 200, (address, answer.status)
                return (time.perf_counter() - start) * 1000


if __name__ == "__main__":
    main()
