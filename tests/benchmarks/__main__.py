"""``make bench``: measure, print the tables, and put them in docs/prestaties.md."""

from __future__ import annotations

import argparse
import datetime
import time
from pathlib import Path

from tests.benchmarks import many, measure, report, subjects
from tests.benchmarks.clock import ROOT
from tests.support import SOURCES

BUILD = ROOT / "build" / "bench"


def main() -> None:
    """Run what was asked for."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    parser.add_argument("--rondes", type=int, default=5, help="rounds; the tables give medians (5)")
    parser.add_argument("--map", type=Path, default=BUILD, help="folder for books, results and other readers")
    parser.add_argument("--zonder", default="", help="leave out: lezers, groei, veel (separated by commas)")
    parser.add_argument("--grote-lezers", action="store_true", help="docling and unstructured as well: 7 GB to install")
    parser.add_argument("--niet-opslaan", action="store_true", help="print only; docs/prestaties.md stays as it is")
    given = parser.parse_args()
    text = _measure(given.map, given.rondes, set(filter(None, given.zonder.split(","))), given.grote_lezers)
    print(text)
    if not given.niet_opslaan:
        report.publish(text)


def _measure(folder: Path, rounds: int, without: set[str], large: bool) -> str:
    folder.mkdir(parents=True, exist_ok=True)
    start = time.monotonic()
    source = SOURCES / "ommen-2018.pdf"
    interpreter = None if "lezers" in without else subjects.install_peers(folder / "lezers")
    heavy = subjects.install_peers(folder / "lezers-groot", subjects.LARGE_FILE) if large else None
    parts = ["### Eén boek van 83 bladzijden", measure.one_book(source, folder, rounds, interpreter, heavy)]
    if "groei" not in without:
        sizes = ((83, max(3, rounds)), (500, min(3, rounds)), (2000, min(2, rounds)))
        parts += ["### Een boek dat groeit", measure.growing(folder, sizes)]
    if "veel" not in without:
        parts += ["### Veel boeken", many.ways(folder, (10, 100)), many.failures(folder, 100)]
    minutes = (time.monotonic() - start) / 60
    return "\n\n".join([_heading(rounds, without, large, minutes), *parts])


def _heading(rounds: int, without: set[str], large: bool, minutes: float) -> str:
    options = [f"--zonder {','.join(sorted(without))}"] if without else []
    options += ["--grote-lezers"] if large else []
    command = " ".join(["python -m tests.benchmarks", *options]) if options else "make bench"
    date = f"{datetime.date.today():%d-%m-%Y}"
    return f"Gemeten op {date} met `{command}`: {rounds} rondes, {minutes:.0f} minuten. {report.machine()}"


if __name__ == "__main__":
    main()
