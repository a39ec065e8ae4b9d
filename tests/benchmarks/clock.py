"""Run a command and measure what it took: wall time, processor time and memory, children included."""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Collection, Sequence
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


def environment(cache: str = "") -> dict[str, str]:
    """What a measured command has around it: this source, and ``cache`` as its cache (empty: none).

    PYTHONDONTWRITEBYTECODE, which some machines set, would have our code compiled anew at every start, and not theirs.
    """
    around = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    offline = {"HF_HUB_OFFLINE": "1", "UNSTRUCTURED_DISABLE_NOTICE": "1", "DO_NOT_TRACK": "1"}  # for other readers
    return {**around, "FUNCTIEBOEK_CACHE": cache, "PYTHONPATH": str(ROOT), "NO_COLOR": "1", **offline}


def run(command: Sequence[str], *, cache: str = "", accept: Collection[int] = (0,), timeout: float = 1800.0) -> Sample:
    """Run a command in the root of the repository and measure it.

    ``accept`` are the exit codes that are no failure: many books end with the code of the bad ones among them.

    Raises:
        CommandFailedError: it ended with an error, or was stopped after ``timeout`` seconds.
    """
    with tempfile.TemporaryDirectory() as folder:
        answer = Path(folder) / "used.json"
        try:
            done = subprocess.run(
                [sys.executable, "-S", str(LAUNCHER), str(answer), *command], cwd=ROOT, env=environment(cache),
                stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=timeout, check=False,
            )  # fmt: skip
        except subprocess.TimeoutExpired:
            raise CommandFailedError(f"no end after {timeout:.0f} s") from None
        said = done.stdout.decode("utf-8", "replace")
        if done.returncode not in accept:
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
