"""What is measured: our commands, and other readers where they are installed."""

from __future__ import annotations

import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from tests.benchmarks.clock import ROOT
from tests.benchmarks.peer import PEERS

PYTHON = sys.executable
FUNCTIEBOEK = (PYTHON, "-m", "pipeline.cli")
WORDS = "woorden en lijnen (PDFium), proces"
STAGE = "leesfase (bestand → Document), proces"
PEERS_FILE = Path(__file__).with_name("peers.txt")


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


def ours(source: Path, folder: Path) -> list[Subject]:
    """All that is measured of our own."""
    cached = folder / "uit-cache"
    command = (*FUNCTIEBOEK, "inlezen", str(source), "--uit", str(cached))
    stage = (PYTHON, "-m", "tests.benchmarks.stage")
    return [
        Subject(WORDS, (*stage, "woorden", str(source))),
        Subject(STAGE, (*stage, "document", str(source))),
        inlezen(source, folder),
        Subject(
            "`functieboek inlezen`, uit de cache", command, "0,06", cache=str(folder / "cache"), fresh=cached,
            output=cached / source.stem / "functieboek.json",
        ),
        Subject("`functieboek --help`", (*FUNCTIEBOEK, "--help")),
        Subject("kale `python -c pass`", (PYTHON, "-c", "pass")),
    ]  # fmt: skip


def peers(source: Path, interpreter: Path | None) -> list[Subject]:
    """The other readers; only plain pdfplumber where there is no folder with the others."""
    command = (str(interpreter or PYTHON), str(Path(__file__).with_name("peer.py")))
    names = list(PEERS) if interpreter else list(PEERS)[:1]
    return [Subject(name, (*command, name, str(source))) for name in names]


def install_peers(folder: Path) -> Path | None:
    """Install the other readers in a folder of their own; None where that fails (no network)."""
    interpreter = folder / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
    if interpreter.exists():
        return interpreter
    try:
        subprocess.run([PYTHON, "-m", "venv", str(folder)], check=True, capture_output=True)
        subprocess.run(
            [str(interpreter), "-m", "pip", "install", "--quiet", "--requirement", str(PEERS_FILE)],
            check=True, capture_output=True, cwd=ROOT, timeout=1800,
        )  # fmt: skip
    except (subprocess.SubprocessError, OSError) as error:
        print(f"De andere lezers zijn niet te installeren ({error}); alleen de eigen metingen.", file=sys.stderr)
        shutil.rmtree(folder, ignore_errors=True)
        return None
    return interpreter
