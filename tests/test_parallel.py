"""Many sources on several children: the same bytes as one by one, whatever falls over."""

from __future__ import annotations

import os
import threading
from pathlib import Path

import psutil
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline import parallel
from pipeline.errors import ExitCode
from pipeline.parallel import Children, share_of, take_in_all
from pipeline.workspace import Workspace, sha256_of
from tests.many_books import CODES, jobs, rests, result, when_books_are_ready, write_books
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


@pytest.fixture(scope="module")
def sources(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Books, written once."""
    return write_books(tmp_path_factory.mktemp("boeken"))


@pytest.fixture
def one_by_one(workspace: Workspace, sources: list[Path]) -> dict[str, bytes]:
    """What reading one after another gives."""
    outcomes = take_in_all(jobs(workspace, sources, "een"))
    assert [outcome.code for outcome in outcomes] == CODES
    return result(workspace, "een")


@pytest.mark.slow
def test_two_tasks_give_the_same_bytes_in_the_same_order(
    workspace: Workspace, sources: list[Path], one_by_one: dict[str, bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(parallel, "BOOKS_PER_CHILD", 2)
    done: list[str] = []
    outcomes = take_in_all(jobs(workspace, sources, "twee"), tasks=2, on_done=lambda outcome: done.append(outcome.naam))
    assert [outcome.bestand for outcome in outcomes] == [source.name for source in sources]
    assert sorted(done) == sorted(source.stem for source in sources)
    assert result(workspace, "twee") == one_by_one


@pytest.mark.skipif(os.name == "nt", reason="kill -9")
@pytest.mark.parametrize("tasks", [1, 2])
def test_a_child_that_is_killed_loses_nothing(workspace: Workspace, tmp_path: Path, tasks: int) -> None:
    books = [write_minibook(tmp_path / f"boek-{i}.md", *(f"Adviseur {i} {j}" for j in range(20))) for i in range(6)]
    take_in_all(jobs(workspace, books, "een"))
    killed: list[int] = []

    def kill_one() -> None:
        for child in psutil.Process().children():
            if "limits_child" in " ".join(child.cmdline()):
                child.kill()
                killed.append(child.pid)
                return

    killer = threading.Thread(target=when_books_are_ready, args=(workspace.root / "verlies", 1, kill_one))
    killer.start()
    outcomes = take_in_all(jobs(workspace, books, "verlies"), tasks=tasks)
    killer.join()
    assert killed
    assert [outcome.code for outcome in outcomes] == [0] * 6
    assert result(workspace, "verlies") == result(workspace, "een")


def test_a_fault_of_the_program_in_one_book_stops_no_other(
    workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    books = [write_minibook(tmp_path / f"boek-{i}.md") for i in range(3)]
    monkeypatch.setattr("pipeline.intake.sha256_of", _not_for_the_second)
    outcomes = take_in_all(jobs(workspace, books, "uit"))
    assert [outcome.code for outcome in outcomes] == [0, ExitCode.UNEXPECTED, 0]
    assert "een fout van ons" in (outcomes[1].reden or "")
    assert "geheim" not in (outcomes[1].reden or "")


def _not_for_the_second(path: Path) -> str:
    if path.stem == "boek-1":
        raise RuntimeError("geheim")
    return sha256_of(path)


def test_an_interruption_ends_the_children(workspace: Workspace, sources: list[Path]) -> None:
    def interrupt(outcome: object) -> None:
        raise KeyboardInterrupt

    others = set(psutil.Process().children())
    with pytest.raises(KeyboardInterrupt):
        take_in_all(jobs(workspace, sources, "deel"), tasks=2, on_done=interrupt)
    whole = result(workspace, "deel")
    assert len(whole) < 2 * CODES.count(0)
    assert {Path(path).name for path in whole} <= {"functieboek.json", "bevindingen.json"}
    assert rests(workspace, "deel") == []
    assert not [thread for thread in threading.enumerate() if thread.name.startswith("ThreadPool")]
    assert set(psutil.Process().children()) <= others


def test_an_interruption_starts_no_child_again(workspace: Workspace, tmp_path: Path) -> None:
    """A child that was ended for good looks, to whoever waits for it, like one that the system killed."""
    source = write_minibook(tmp_path / "boek.md")
    with Children() as children:
        children.close()
        outcome = children.take_in(jobs(workspace, [source], "uit")[0])
    assert outcome.fout == "KilledError"
    assert result(workspace, "uit") == {}


def test_no_books_is_no_work() -> None:
    assert take_in_all([], tasks=2) == []
