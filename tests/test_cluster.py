"""Many sources on a cluster: the same bytes as one by one, whatever falls over, and only on machines that are fit."""

from __future__ import annotations

import os
import pickle
import signal
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from pipeline import cluster
from pipeline.cache import program_fingerprint
from pipeline.cluster import Ticket, UnfitMachineError, read_here, unable
from pipeline.errors import ExitCode, UsageError
from pipeline.intake import Job, Outcome, job_for
from pipeline.parallel import take_in_all
from pipeline.workspace import Workspace
from tests.many_books import CODES, jobs, rests, result, when_books_are_ready, write_books
from tests.minibook import write_minibook
from tests.own_cluster import OwnCluster

distributed = pytest.importorskip("distributed")


@pytest.fixture(scope="module")
def sources(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Books, written once."""
    return write_books(tmp_path_factory.mktemp("boeken"))


@pytest.fixture(scope="module")
def machines(tmp_path_factory: pytest.TempPathFactory) -> Iterator[OwnCluster]:
    """Two machines, for the tests that leave them whole."""
    with OwnCluster(tmp_path_factory.mktemp("cluster")) as made:
        yield made


def codes(outcomes: list[Outcome]) -> list[int]:
    return [outcome.code for outcome in outcomes]


def told(outcomes: list[Outcome]) -> list[dict[str, Any]]:
    """What a summary tells, but for the time and the folder."""
    return [{k: v for k, v in o.as_dict().items() if k not in {"seconden", "map"}} for o in outcomes]


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="kill -9")
def test_a_cluster_gives_the_same_as_one_by_one_also_when_a_machine_is_lost_for_good(
    workspace: Workspace, sources: list[Path], tmp_path: Path
) -> None:
    alone = take_in_all(jobs(workspace, sources, "een"))
    assert codes(alone) == CODES
    with OwnCluster(tmp_path) as own:
        together = take_in_all(jobs(workspace, sources, "samen"), cluster=own.address)
        assert told(together) == told(alone)
        assert result(workspace, "samen") == result(workspace, "een")
        killer = threading.Thread(
            target=when_books_are_ready, args=(workspace.root / "verlies", 1, own.workers[0].kill)
        )
        killer.start()
        rest = take_in_all(jobs(workspace, sources, "verlies"), cluster=own.address)
        killer.join()
        assert own.workers[0].wait() == -signal.SIGKILL
        assert told(rest) == told(alone)
        assert result(workspace, "verlies") == result(workspace, "een")


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="kill -9")
def test_a_machine_that_its_nanny_starts_again_loses_nothing(workspace: Workspace, sources: list[Path]) -> None:
    take_in_all(jobs(workspace, sources, "een"), tasks=2)
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None, host="127.0.0.1", silence_logs=50
    ) as local:
        worker = next(iter(local.workers.values()))
        killer = threading.Thread(
            target=when_books_are_ready,
            args=(workspace.root / "verlies", 1, lambda: os.kill(worker.process.pid, signal.SIGKILL)),
        )
        killer.start()
        outcomes = take_in_all(jobs(workspace, sources, "verlies"), cluster=local.scheduler_address)
        killer.join()
    assert codes(outcomes) == CODES
    assert result(workspace, "verlies") == result(workspace, "een")


@pytest.mark.slow
def test_when_all_machines_are_gone_the_rest_is_refused_and_can_be_read_afterwards(
    workspace: Workspace, sources: list[Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cluster, "PATIENCE", 1.0)
    monkeypatch.setattr(cluster, "LOOK_SECONDS", 0.1)
    with OwnCluster(tmp_path, workers=1) as own:
        killer = threading.Thread(target=when_books_are_ready, args=(workspace.root / "weg", 2, own.workers[0].kill))
        killer.start()
        outcomes = take_in_all(jobs(workspace, sources, "weg"), cluster=own.address)
        killer.join()
    lost = [outcome for outcome in outcomes if outcome.code == ExitCode.UNEXPECTED]
    assert 0 < len(lost) < len(sources)
    assert "geen machines meer" in (lost[0].reden or "")
    again = take_in_all(jobs(workspace, sources, "weg"), tasks=2)
    assert codes(again) == CODES
    assert rests(workspace, "weg") == []  # those of the machine that was killed went when its books were read again


@pytest.mark.slow
def test_a_scheduler_that_ends_is_told(
    workspace: Workspace, sources: list[Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cluster, "PATIENCE", 1.0)
    monkeypatch.setattr(cluster, "LOOK_SECONDS", 0.1)
    monkeypatch.setattr(cluster, "CONNECT_SECONDS", 2.0)  # dask looks this long for a scheduler that is gone
    with OwnCluster(tmp_path, workers=1) as own:
        killer = threading.Thread(target=when_books_are_ready, args=(workspace.root / "weg", 1, own.end_scheduler))
        killer.start()
        outcomes = take_in_all(jobs(workspace, sources, "weg"), cluster=own.address)
        killer.join()
    reasons = {outcome.reden or "" for outcome in outcomes if outcome.code == ExitCode.UNEXPECTED}
    assert reasons
    assert all("verbinding" in reason or "geen machines meer" in reason for reason in reasons)


class _Future:
    """A future that gives what it was told, one answer each time it is asked."""

    key = "een"

    def __init__(self, *answers: Any) -> None:
        self.answers = list(answers)

    def add_done_callback(self, call: Any) -> None:
        call(self)

    @property
    def status(self) -> str:
        answer = self.answers[0]
        return str(self.answers.pop(0)) if isinstance(answer, str) else "finished"

    def result(self, timeout: float) -> Any:
        answer = self.answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return answer


def test_a_result_that_is_lost_on_its_way_is_waited_for_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "MOMENT", 0.0)
    read = Outcome("boek", "boek.pdf", "gelezen")
    future = _Future(TimeoutError(), ConnectionResetError(), read)
    assert cluster._gather(None, [future], [Job("boek.pdf", None)], None) == [read]


def test_a_cluster_that_is_not_there_is_told(
    workspace: Workspace, sources: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cluster, "CONNECT_SECONDS", 0.5)
    for address in ("tcp://127.0.0.1:9", "gopher://machine:8786", "onzin"):
        with pytest.raises(UsageError, match="niet bereikbaar"):
            take_in_all(jobs(workspace, sources, "x"), cluster=address)


def test_a_cluster_without_machines_is_told(
    workspace: Workspace, sources: list[Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cluster, "CONNECT_SECONDS", 1.0)
    with OwnCluster(tmp_path, workers=0) as own, pytest.raises(UsageError, match="heeft geen machines"):
        take_in_all(jobs(workspace, sources, "x"), cluster=own.address)


def test_a_machine_with_another_program_is_refused_before_anything_is_read(
    workspace: Workspace, sources: list[Path], machines: OwnCluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cluster, "program_fingerprint", lambda: "van een latere versie")
    with pytest.raises(UsageError, match=r"kan niet meedoen.*ander programma.*dezelfde versie"):
        take_in_all(jobs(workspace, sources, "x"), cluster=machines.address)
    assert result(workspace, "x") == {}


def test_a_machine_that_cannot_load_the_program_is_refused(
    workspace: Workspace, sources: list[Path], machines: OwnCluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cluster, "unable", _Elsewhere())
    with pytest.raises(UsageError, match="ander functieboek, of geen"):
        take_in_all(jobs(workspace, sources, "x"), cluster=machines.address)


def test_a_scheduler_without_the_program_is_refused(workspace: Workspace, sources: list[Path], tmp_path: Path) -> None:
    (tmp_path / "pipeline.py").write_text("raise ImportError")  # found before ours, as it stands in its own folder
    with OwnCluster(tmp_path, workers=0) as own:
        own.add_worker(folder=workspace.root)
        with pytest.raises(UsageError, match=r"De scheduler op .* kan niet meedoen"):
            take_in_all(jobs(workspace, sources, "x"), cluster=own.address)
    assert result(workspace, "x") == {}


class _Elsewhere:
    """A function that the machines do not have."""

    def __reduce__(self) -> tuple[Any, ...]:
        return getattr, (cluster, "kent_een_oudere_versie_niet")


def test_a_machine_that_joins_later_and_is_unfit_reads_nothing(workspace: Workspace, tmp_path: Path) -> None:
    source = write_minibook(tmp_path / "boek.md")
    job = job_for(workspace, source, folder=tmp_path / "uit" / "boek")
    for ticket in (Ticket("ander", ()), Ticket(program_fingerprint(), (str(tmp_path / "elders" / "baken"),))):
        with pytest.raises(UnfitMachineError):
            read_here(job, ticket)
    assert not (tmp_path / "uit").exists()


def test_a_machine_shows_that_it_sees_and_writes_the_same_folder(tmp_path: Path) -> None:
    beacon = tmp_path / ".tmp-baken"
    ticket = Ticket(program_fingerprint(), (str(beacon),))
    fault = unable(ticket)
    assert fault is not None
    assert (fault[0], "dezelfde schijf" in fault[1]) == (f"Die machine ziet de map {tmp_path} niet.", True)
    beacon.touch()
    assert unable(ticket) is None
    assert list(tmp_path.iterdir()) == [beacon]


def test_a_folder_that_a_machine_cannot_write_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    beacon = tmp_path / ".tmp-baken"
    beacon.touch()
    monkeypatch.setattr("pipeline.atomic._write_temporary", _full)
    fault = unable(Ticket(program_fingerprint(), (str(beacon),)))
    assert fault is not None
    assert fault[0] == f"Die machine kan niet schrijven in {tmp_path}."


def _full(*arguments: object, **more: object) -> None:
    raise PermissionError(13, "nee")


def test_what_one_machine_does_not_see_is_told_with_its_name(workspace: Workspace, tmp_path: Path) -> None:
    seen = write_minibook(tmp_path / "boek.md")
    ticket = Ticket(program_fingerprint(), ())
    here = job_for(workspace, seen, folder=tmp_path / "uit" / "boek")
    for job, what in (
        (replace(here, source=str(tmp_path / "elders.md")), "elders.md niet"),
        (replace(here, corrections=str(tmp_path / "correcties.toml")), "correcties.toml niet"),
        (replace(here, settings=str(tmp_path / "functieboek.toml")), "functieboek.toml niet"),
    ):
        outcome = read_here(job, ticket)
        assert outcome.code
        assert what in (outcome.reden or "")
        assert "dezelfde schijf" in (outcome.reden or "")


def test_each_machine_reads_in_a_limited_child(workspace: Workspace, tmp_path: Path, machines: OwnCluster) -> None:
    source = write_minibook(tmp_path / "boek.md", *(f"Adviseur {number}" for number in range(40)))
    workspace.settings_file.write_text("[lezen]\nmax_geheugen = 40\n", encoding="utf-8")
    job = job_for(workspace, source, folder=workspace.root / "uit" / "boek", fresh=True)
    (outcome,) = take_in_all([job], cluster=machines.address)
    assert outcome.code == ExitCode.LIMIT_EXCEEDED
    assert "40 MB" in (outcome.reden or "")
    assert result(workspace, "uit") == {}


def test_the_password_shows_in_no_key_log_or_message(
    workspace: Workspace, tmp_path: Path, machines: OwnCluster
) -> None:
    source = write_minibook(tmp_path / "boek.md")
    job = job_for(workspace, source, folder=workspace.root / "uit" / "boek", password="zeer-geheim")
    assert "zeer-geheim" not in repr(job)
    (outcome,) = take_in_all(
        [
            job,
        ],
        cluster=machines.address,
    )
    assert (outcome.code, "zeer-geheim" in repr(outcome)) == (0, False)
    with distributed.Client(machines.address, set_as_default=False) as client:
        seen = repr(client.story()) + repr(client.get_events()) + repr(client.scheduler_info())
    assert "zeer-geheim" not in seen + machines.log


def test_a_job_travels_whole() -> None:
    job = Job("boek.pdf", "uit/boek", password="x", options={"engine": "pdfium"})
    assert pickle.loads(pickle.dumps(job)) == job
