"""Run a command and measure what it took: wall time, processor time and memory, children included."""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
LAUNCHER = Path(__file__).with_name("launcher.py")


class CommandFailedError(Exception):
    """A measured command did not end well; the text is the last line of what it said."""


@dataclass(frozen=True)
class Sample:
    """What one run took."""

    wall: float
    """Seconds."""
    cpu: float
    """Seconds of processor, of the process and all the processes it waited for."""
    mib: float
    """Resident memory of the largest process at its peak, in MiB."""
    said: str = ""
    """What it printed."""


def run(command: Sequence[str], *, cache: str = "", timeout: float = 1800.0) -> Sample:
    """Run a command in the root of the repository, with ``cache`` as the cache of functieboek (empty: none).

    Raises:
        CommandFailedError: it ended with an error, or was stopped after ``timeout`` seconds.
    """
    environment = {**os.environ, "FUNCTIEBOEK_CACHE": cache, "PYTHONPATH": str(ROOT), "NO_COLOR": "1"}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)  # it has our code compiled anew at every start, and not theirs
    with tempfile.TemporaryDirectory() as folder:
        answer = Path(folder) / "used.json"
        try:
            done = subprocess.run(
                [sys.executable, "-S", str(LAUNCHER), str(answer), *command], cwd=ROOT, env=environment,
                stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=timeout, check=False,
            )  # fmt: skip
        except subprocess.TimeoutExpired:
            raise CommandFailedError(f"no end after {timeout:.0f} s") from None
        said = done.stdout.decode("utf-8", "replace")
        if done.returncode:
            lines = said.strip().splitlines()
            raise CommandFailedError(lines[-1] if lines else f"exit {done.returncode}")
        return Sample(*json.loads(answer.read_text(encoding="utf-8")), said)


@dataclass(frozen=True)
class Ratio:
    """One command against the yardstick: medians of the ratios within each round."""

    wall: float
    cpu: float
    mib: float


def against(samples: Sequence[Sample], yardstick: Sequence[Sample]) -> Ratio:
    """Compare the runs of a command with those of the yardstick in the same rounds."""
    pairs = list(zip(samples, yardstick, strict=True))
    return Ratio(
        wall=statistics.median(own.wall / other.wall for own, other in pairs),
        cpu=statistics.median(own.cpu / other.cpu for own, other in pairs),
        mib=statistics.median(own.mib / other.mib for own, other in pairs),
    )
