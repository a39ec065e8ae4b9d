"""``make bench``: measure, print the tables, and put them in docs/prestaties.md."""

from __future__ import annotations

import argparse
import datetime
from pathlib import Path

from tests.benchmarks import measure, report, subjects
from tests.benchmarks.clock import ROOT
from tests.support import SOURCES

BUILD = ROOT / "build" / "bench"


def main() -> None:
    """Run what was asked for."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    parser.add_argument("--rondes", type=int, default=5, help="rounds; the tables give medians (5)")
    parser.add_argument("--map", type=Path, default=BUILD, help="folder for books, results and other readers")
    parser.add_argument("--zonder", default="", help="leave out: lezers, groei, veel (separated by commas)")
    parser.add_argument("--niet-opslaan", action="store_true", help="print only; docs/prestaties.md stays as it is")
    given = parser.parse_args()
    text = _measure(given.map, given.rondes, set(filter(None, given.zonder.split(","))))
    print(text)
    if not given.niet_opslaan:
        report.publish(text)


def _measure(folder: Path, rounds: int, without: set[str]) -> str:
    folder.mkdir(parents=True, exist_ok=True)
    source = SOURCES / "ommen-2018.pdf"
    interpreter = None if "lezers" in without else subjects.install_peers(folder / "lezers")
    command = "make bench" if not without else f"python -m tests.benchmarks --zonder {','.join(sorted(without))}"
    parts = [
        f"Gemeten op {datetime.date.today():%d-%m-%Y} met `{command}`, {rounds} rondes. {report.machine()}",
        "### Eén boek van 83 bladzijden",
        measure.one_book(source, folder, rounds, interpreter),
    ]
    if "groei" not in without:
        parts += ["### Een boek dat groeit", measure.growing(folder, (9, 36), source)]
    if "veel" not in without:
        parts += ["### Veel boeken", measure.many(folder, (10, 100))]
    return "\n\n".join(parts)


if __name__ == "__main__":
    main()
