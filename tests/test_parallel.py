"""Many sources on several children and on a cluster: the same bytes as one by one, whatever falls over."""

from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline import parallel
from pipeline.errors import ExitCode, UsageError
from pipeline.intake import Job, job_for
from pipeline.parallel import share_of, take_in_all
from pipeline.workspace import Workspace
from tests.minibook import write_minibook

NAMES = st.lists(st.text(min_size=1, max_size=20), unique=True, max_size=40)


@given(names=NAMES, of=st.integers(1, 7))
def test_every_name_falls_in_exactly_one_share(names: list[str], of: int) -> None:
    shares = [share_of(names, (number, of)) for number in range(1, of + 1)]
    assert sorted(place for share in shares for place in share) == list(range(len(names)))


@given(names=NAMES, extra=st.text(min_size=1, max_size=20), of=st.integers(1, 7))
def test_a_new_name_moves_no_other(names: list[str], extra: str, of: int) -> None:
    for number in range(1, of + 1):
        before = [names[place] for place in share_of(names, (number, of))]
        grown = [extra, *names]
        assert [grown[place] for place in share_of(grown, (number, of)) if place] == before


@pytest.fixture
def sources(workspace: Workspace) -> list[Path]:
    """Seven books of which one is no book."""
    paths = [write_minibook(workspace.sources / f"boek-{i}.md", f"Adviseur {i}", "Beheerder") for i in range(6)]
    (workspace.sources / "factuur.md").write_text("# Factuur\n\nTotaal: 12,00\n", encoding="utf-8")
    return [*paths, workspace.sources / "factuur.md"]


def jobs(workspace: Workspace, sources: list[Path], name: str) -> list[Job]:
    return [job_for(workspace, source, folder=workspace.root / name / source.stem, fresh=True) for source in sources]


def result(workspace: Workspace, name: str) -> dict[str, bytes]:
    root = workspace.root / name
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*.json")}


@pytest.fixture
def one_by_one(workspace: Workspace, sources: list[Path]) -> dict[str, bytes]:
    """What reading one after another gives."""
    outcomes = take_in_all(jobs(workspace, sources, "een"))
    assert [outcome.code for outcome in outcomes] == [0] * 6 + [ExitCode.NOT_A_FUNCTIEBOEK]
    return result(workspace, "een")


def test_two_tasks_give_the_same_bytes_in_the_same_order(
    workspace: Workspace, sources: list[Path], one_by_one: dict[str, bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(parallel, "BOOKS_PER_CHILD", 2)
    done: list[str] = []
    outcomes = take_in_all(jobs(workspace, sources, "twee"), tasks=2, on_done=lambda outcome: done.append(outcome.naam))
    assert [outcome.bestand for outcome in outcomes] == [source.name for source in sources]
    assert sorted(done) == sorted(source.stem for source in sources)
    assert result(workspace, "twee") == one_by_one


def test_an_interruption_ends_the_children(workspace: Workspace, sources: list[Path]) -> None:
    def interrupt(outcome: object) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        take_in_all(jobs(workspace, sources, "deel"), tasks=2, on_done=interrupt)
    assert len(result(workspace, "deel")) < 12
    assert not [thread for thread in threading.enumerate() if thread.name.startswith("ThreadPool")]


def test_a_cluster_that_is_not_there_is_told(
    workspace: Workspace, sources: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("distributed")
    monkeypatch.setattr(parallel, "CONNECT_SECONDS", 0.5)
    with pytest.raises(UsageError, match="niet bereikbaar"):
        take_in_all(jobs(workspace, sources, "x"), cluster="tcp://127.0.0.1:9")


@pytest.fixture
def cluster() -> Iterator[Any]:
    """Two worker processes on this machine, without dashboard."""
    distributed = pytest.importorskip("distributed")
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None, host="127.0.0.1", silence_logs=50
    ) as made:
        yield made


@pytest.mark.slow
def test_a_cluster_gives_the_same_bytes_also_when_a_worker_is_killed(
    workspace: Workspace, sources: list[Path], one_by_one: dict[str, bytes], cluster: Any
) -> None:
    outcomes = take_in_all(jobs(workspace, sources, "cluster"), cluster=cluster.scheduler_address)
    assert [outcome.bestand for outcome in outcomes] == [source.name for source in sources]
    assert result(workspace, "cluster") == one_by_one
    killer = threading.Thread(target=_kill_a_worker, args=(cluster, workspace.root / "verlies"))
    killer.start()
    outcomes = take_in_all(jobs(workspace, sources, "verlies"), cluster=cluster.scheduler_address)
    killer.join()
    assert [outcome.code for outcome in outcomes] == [0] * 6 + [ExitCode.NOT_A_FUNCTIEBOEK]
    assert result(workspace, "verlies") == one_by_one


def _kill_a_worker(cluster: Any, root: Path) -> None:
    """Kill one worker as soon as the first book is done."""
    deadline = time.monotonic() + 30
    while not list(root.glob("*/functieboek.json")) and time.monotonic() < deadline:
        time.sleep(0.01)
    worker = next(iter(cluster.workers.values()))
    os.kill(worker.process.pid, signal.SIGKILL)
