"""What is measured: our commands, and other readers where they are installed."""

from __future__ import annotations

import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from tests.benchmarks.clock import ROOT
from tests.benchmarks.peer import LARGE_PEERS, PEERS
from tests.benchmarks.report import note

PYTHON = sys.executable
FUNCTIEBOEK = (PYTHON, "-m", "pipeline.cli")
WORDS = "woorden en lijnen (PDFium), proces"
STAGE = "leesfase (bestand → Document), proces"
PEERS_FILE = Path(__file__).with_name("peers.txt")
LARGE_FILE = Path(__file__).with_name("peers-large.txt")


@dataclass(frozen=True)
class Subject:
    """One thing to measure on one file."""

    name: str
    command: tuple[str, ...]
    goal: str = ""
    """The ratio asked for, if any."""
    cache: str = ""
    fresh: Path | None = None
    """A folder to remove before each run."""
    output: Path | None = None
    """Where the result stands afterwards; None where it is printed."""
    rounds: int = 0
    """How many rounds suffice; 0 for all."""

    def most(self, count: int) -> int:
        """How many of so many rounds it takes part in."""
        return min(self.rounds or count, count)

    def prepare(self) -> None:
        """Remove what an earlier run left."""
        if self.fresh:
            shutil.rmtree(self.fresh, ignore_errors=True)


def yardstick(source: Path) -> Subject:
    """Plain pdfplumber."""
    return Subject("pdfplumber `page.chars` (maatstaf)", (PYTHON, "-m", "tests.benchmarks.yardstick", str(source)))


def inlezen(source: Path, folder: Path, name: str = "`functieboek inlezen`", goal: str = "0,20", *more: str) -> Subject:
    """Read a book as a user does: child process, validation and files on disk included."""
    out = folder / "uit"
    command = (*FUNCTIEBOEK, "inlezen", str(source), "--uit", str(out), *more)
    return Subject(name, command, goal, fresh=out, output=out / source.stem / "functieboek.json")


def stage(source: Path, what: str = "document", name: str = STAGE) -> Subject:
    """The reading stage, or a part of it, in a process that does nothing else and tells what it took without start."""
    return Subject(name, (PYTHON, "-m", "tests.benchmarks.stage", what, str(source)))


def ours(source: Path, folder: Path) -> list[Subject]:
    """All that is measured of our own."""
    cached = folder / "uit-cache"
    command = (*FUNCTIEBOEK, "inlezen", str(source), "--uit", str(cached))
    return [
        stage(source, "woorden", WORDS),
        stage(source),
        inlezen(source, folder),
        Subject(
            "`functieboek inlezen`, uit de cache", command, "0,06", cache=str(folder / "cache"), fresh=cached,
            output=cached / source.stem / "functieboek.json",
        ),
        Subject("`functieboek --help`", (*FUNCTIEBOEK, "--help")),
        Subject("kale `python -c pass`", (PYTHON, "-c", "pass")),
    ]  # fmt: skip


def peers(source: Path, interpreter: Path | None, large: Path | None = None) -> list[Subject]:
    """The other readers; only plain pdfplumber where there is no folder with the others."""
    own = {name: Path(PYTHON) for name in list(PEERS)[:1]}
    others = {name: interpreter for name in list(PEERS)[1:] if interpreter}
    heavy = {name: large for name in LARGE_PEERS if large}
    script = str(Path(__file__).with_name("peer.py"))
    return [
        Subject(name, (str(python), script, name, str(source))) for name, python in {**own, **others, **heavy}.items()
    ]


def install_peers(folder: Path, asked: Path = PEERS_FILE) -> Path | None:
    """Install other readers in a folder of their own; None where that fails (no network)."""
    interpreter = folder / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
    ready = folder / "gevraagd.txt"  # what was installed; another list is installed anew
    if ready.exists() and ready.read_text("utf-8") == asked.read_text("utf-8"):
        return interpreter
    note(f"De lezers van {asked.name} worden geïnstalleerd in {folder}")
    shutil.rmtree(folder, ignore_errors=True)
    try:
        subprocess.run([PYTHON, "-m", "venv", str(folder)], check=True, capture_output=True)
        subprocess.run(
            [str(interpreter), "-m", "pip", "install", "--quiet", "--requirement", str(asked)],
            check=True, capture_output=True, cwd=ROOT, timeout=1800,
        )  # fmt: skip
    except (subprocess.SubprocessError, OSError) as error:
        note(f"De lezers van {asked.name} zijn niet te installeren ({error}); zij blijven buiten de meting.")
        shutil.rmtree(folder, ignore_errors=True)
        return None
    shutil.copyfile(asked, ready)
    return interpreter
