"""Writing whole or not at all: killed, on a full disk, without rights, with the target in use."""

from __future__ import annotations

import errno
import os
import signal
import stat
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from pipeline.atomic import _node, atomic_write, not_writable, remove_leftovers
from pipeline.errors import OutputNotWritableError

as_root = hasattr(os, "geteuid") and os.geteuid() == 0


def test_text_is_utf8_and_folders_are_made(tmp_path: Path) -> None:
    path = atomic_write(tmp_path / "a" / "b.json", "één\n")
    assert path.read_bytes() == "één\n".encode()
    assert [p.name for p in path.parent.iterdir()] == ["b.json"]


@pytest.mark.skipif(os.name == "nt", reason="modes of POSIX")
def test_private_files_are_for_the_owner_only_and_others_follow_the_umask(tmp_path: Path) -> None:
    old = os.umask(0o022)
    try:
        public = atomic_write(tmp_path / "open.txt", "x")
        private = atomic_write(tmp_path / "map" / "dicht.txt", "x", private=True)
    finally:
        os.umask(old)
    assert stat.S_IMODE(public.stat().st_mode) == 0o644
    assert stat.S_IMODE(private.stat().st_mode) == 0o600
    assert stat.S_IMODE(private.parent.stat().st_mode) == 0o700


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a full device")
def test_a_full_disk_keeps_the_old_file_and_leaves_no_rest(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "functieboek.json"
    path.write_text("oud")

    def full(handle: int, mode: str) -> Any:
        os.close(handle)
        return Path("/dev/full").open(mode)

    monkeypatch.setattr("os.fdopen", full)
    with pytest.raises(OutputNotWritableError, match="de schijf is vol"):
        atomic_write(path, "nieuw")
    assert path.read_text() == "oud"
    assert list(tmp_path.iterdir()) == [path]


def test_a_failing_replace_keeps_the_old_file_and_leaves_no_rest(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "brief.docx"
    path.write_text("oud")

    def refuse(source: object, target: object) -> None:
        raise PermissionError(errno.EACCES, "in use")

    monkeypatch.setattr("os.replace", refuse)
    with pytest.raises(OutputNotWritableError, match="geopend in Word"):
        atomic_write(path, "nieuw")
    assert path.read_text() == "oud"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.skipif(as_root or os.name == "nt", reason="root may write anywhere")
def test_a_folder_without_rights(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    with pytest.raises(OutputNotWritableError, match="geen schrijfrechten"):
        atomic_write(tmp_path / "x", "y")


def test_a_file_where_a_folder_should_be(tmp_path: Path) -> None:
    (tmp_path / "map").write_text("geen map")
    with pytest.raises(OutputNotWritableError, match="staat een map of bestand in de weg"):
        atomic_write(tmp_path / "map" / "x.json", "y")


def test_a_name_that_is_too_long(tmp_path: Path) -> None:
    with pytest.raises(OutputNotWritableError, match="de naam is te lang"):
        atomic_write(tmp_path / ("x" * 300), "y")


def test_leftovers_of_killed_writers_go_and_those_at_work_stay(tmp_path: Path) -> None:
    for name, age in ((".tmp-1-0", 3600), (".tmp-2-0", 1), ("functieboek.json", 3600)):
        (tmp_path / name).write_text("x")
        os.utime(tmp_path / name, (time.time() - age,) * 2)
    remove_leftovers(tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir()) == [".tmp-2-0", "functieboek.json"]
    remove_leftovers(tmp_path / "nergens")


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (OSError(errno.ENOSPC, "No space left on device"), "schijf is vol"),
        (OSError(errno.EROFS, "Read-only file system"), "geen schrijfrechten"),
        (OSError(errno.EIO, "Input/output error"), "Input/output error"),
    ],
)
def test_reasons_are_told(error: OSError, words: str) -> None:
    assert words in str(not_writable(Path("uit/x.json"), error))


def test_windows_says_that_a_file_is_in_use() -> None:
    error = OSError(errno.EACCES, "sharing violation")
    error.winerror = 32  # type: ignore[attr-defined,unused-ignore] # only Windows gives it
    assert "in een ander programma geopend" in str(not_writable(Path("x.docx"), error))


_WRITER = """
import sys
from pathlib import Path
from pipeline.atomic import atomic_write
path = Path(sys.argv[1])
while True:
    for letter in "ab":
        atomic_write(path, letter * 2_000_000)
"""


@pytest.mark.skipif(os.name == "nt", reason="kill -9")
def test_what_an_ended_process_of_this_machine_left_goes_at_once(tmp_path: Path) -> None:
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    orphan, own, elsewhere = (
        tmp_path / name
        for name in (f".tmp-{ended.pid}-{_node()}-0a", f".tmp-{os.getpid()}-{_node()}-0a", f".tmp-{ended.pid}-ander-0a")
    )
    for rest in (orphan, own, elsewhere):
        rest.touch()
    remove_leftovers(tmp_path)
    assert set(tmp_path.iterdir()) == ({orphan, own, elsewhere} if os.name == "nt" else {own, elsewhere})


def test_kill_in_the_middle_of_writing_leaves_a_whole_file(tmp_path: Path) -> None:
    path = tmp_path / "functieboek.json"
    for delay in (0.01, 0.02, 0.035, 0.05, 0.07):
        process: Any = subprocess.Popen([sys.executable, "-c", _WRITER, str(path)])
        while not path.exists():
            time.sleep(0.005)
        time.sleep(delay)
        process.send_signal(signal.SIGKILL)
        process.wait()
        content = path.read_text()
        assert len(content) == 2_000_000
        assert len(set(content)) == 1
