"""What takes long to make is made once for the whole run, also where several workers of pytest-xdist share the work."""

from __future__ import annotations

import os
import pickle
import shutil
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import pytest

from pipeline.claim import SUFFIX, claimed

T = TypeVar("T")


def made_once(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], None]) -> Path:
    """Return a folder of that name that ``make`` filled, in this worker or in another.

    Whoever comes while it is being made waits.  Where making it fails, that worker fails and the next one tries.
    """
    root = factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:  # the folder of a worker lies within that of the run
        root = root.parent
    folder = root / name
    while not folder.is_dir():
        with claimed(root / f"{name}{SUFFIX}") as mine:
            if not mine:
                time.sleep(0.05)
            elif not folder.is_dir():  # else another finished between looking and claiming
                half = Path(tempfile.mkdtemp(dir=root, prefix=f".{name}-"))
                try:
                    make(half)
                    half.rename(folder)
                except BaseException:
                    shutil.rmtree(half, ignore_errors=True)
                    raise
    return folder


def worked_out_once(factory: pytest.TempPathFactory, name: str, work: Callable[[], T]) -> T:
    """Return what ``work`` gave, in this worker or in another; each worker has a copy of its own."""

    def make(folder: Path) -> None:
        (folder / "uitkomst.pickle").write_bytes(pickle.dumps(work()))

    found: T = pickle.loads((made_once(factory, name, make) / "uitkomst.pickle").read_bytes())
    return found
