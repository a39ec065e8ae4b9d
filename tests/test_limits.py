"""The limited child: only results and our own errors come back, whatever the source does."""

from __future__ import annotations

import ctypes
import os
import sys
import time
import zlib
from pathlib import Path

import pytest

from pipeline.errors import (
    FunctieboekError,
    KilledError,
    LimitExceededError,
    PasswordNeededError,
    SourceUnreadableError,
)
from pipeline.limits import Limits, ReadingFailedError, Worker, run_limited

TASKS = "tests.limited_tasks"
posix = pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")


def limited(task: str, argument: object, limits: Limits | None = None) -> object:
    return run_limited(f"{TASKS}:{task}", argument, subject="boek.pdf", limits=limits)


def test_result_and_progress_come_back_and_prints_do_not_garble_them() -> None:
    seen: list[tuple[int, int]] = []
    result = run_limited(
        f"{TASKS}:echo", {"a": "é"}, subject="boek.pdf", on_progress=lambda done, total: seen.append((done, total))
    )
    assert result[0] == {"a": "é"}
    assert seen == [(1, 2), (2, 2)]


def test_one_child_does_many_tasks_and_a_dead_one_is_replaced() -> None:
    with Worker() as worker:
        pids = {worker.run(f"{TASKS}:echo", i, subject="x")[1] for i in range(3)}
        with pytest.raises(ReadingFailedError):
            worker.run(f"{TASKS}:stumble", "x", subject="x")
        after = worker.run(f"{TASKS}:echo", 4, subject="x")[1]
    assert len(pids) == 1
    assert after not in pids


@posix
@pytest.mark.skipif(sys.platform == "darwin", reason="macOS does not keep RLIMIT_AS")
def test_memory_over_the_limit_is_refused() -> None:
    with pytest.raises(LimitExceededError, match=r"boek.pdf: .*geheugen.*300 MB"):
        limited("eat_memory", 400 * 2**20, Limits(memory=300 * 2**20))
    assert limited("eat_memory", 100 * 2**20, Limits(memory=300 * 2**20)) == 100 * 2**20


def test_a_page_that_hangs_is_ended() -> None:
    start = time.monotonic()
    with pytest.raises(LimitExceededError, match="na bladzijde 1: één bladzijde"):
        limited("hang", 60, Limits(silence=0.5))
    assert time.monotonic() - start < 10


def test_work_on_the_whole_book_may_take_longer_than_one_page() -> None:
    assert limited("finish_late", 1.0, Limits(silence=1.5)) == "klaar"


def test_pages_that_each_stay_in_time_still_have_an_end() -> None:
    with pytest.raises(LimitExceededError, match="langer dan 1 seconden"):
        limited("crawl", 0.01, Limits(silence=0.9, total=1.0))


@posix
@pytest.mark.parametrize(
    ("signal_name", "error", "words"),
    [
        ("SIGABRT", LimitExceededError, "na bladzijde 7: .*geheugen"),
        ("SIGKILL", KilledError, "na bladzijde 7: .*van buitenaf"),
        ("SIGSEGV", SourceUnreadableError, "na bladzijde 7: .*beschadigd"),
        ("SIGBUS", SourceUnreadableError, "beschadigd"),
    ],
)
def test_a_child_that_dies_becomes_our_error(signal_name: str, error: type[FunctieboekError], words: str) -> None:
    with pytest.raises(error, match=words):
        limited("die", signal_name)


def test_our_own_errors_keep_their_kind_message_and_advice() -> None:
    with pytest.raises(PasswordNeededError) as caught:
        limited("refuse", "")
    assert (caught.value.melding, caught.value.advies) == ("Er is een wachtwoord nodig.", "Geef --wachtwoord.")


def test_a_bug_is_told_without_the_content_of_the_book(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    with pytest.raises(ReadingFailedError, match="KeyError") as caught:
        limited("stumble", "de inhoud")
    (report,) = tmp_path.glob("functieboek-fout-*.txt")
    text = report.read_text(encoding="utf-8")
    assert "limited_tasks.py" in text
    assert "stumble" in text
    assert "inhoud" not in text.replace("zonder inhoud", "")
    assert "geheim" not in str(caught.value)
    assert os.name == "nt" or report.stat().st_mode & 0o077 == 0


def test_the_child_ends_when_its_parent_is_gone() -> None:
    worker = Worker()
    assert worker._process.stdin is not None
    worker.run(f"{TASKS}:echo", 1, subject="x")
    worker._process.stdin.close()
    assert worker._process.wait(timeout=5) == 0
    worker.close()


def test_a_folder_named_pipeline_among_the_users_files_is_not_imported(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "json.py").write_text("raise SystemExit('taken over')")
    (tmp_path / "pipeline").mkdir()
    (tmp_path / "pipeline" / "__init__.py").write_text("raise SystemExit('taken over')")
    monkeypatch.chdir(tmp_path)
    with pytest.raises(ReadingFailedError, match="TypeError"):  # called with one argument too many: so it was found
        run_limited("pipeline.errors:ExitCode", 2, subject="x")


def nested_flate_pdf(layers: int, megabytes: int) -> bytes:
    """A PDF of a few kB whose page stream unpacks to so many megabytes through so many layers of Flate."""
    packer = zlib.compressobj(1)
    block = b"q " * 500_000
    data = b"".join(packer.compress(block) for _ in range(megabytes)) + packer.flush()
    for _ in range(layers - 1):
        data = zlib.compress(data, 9)
    filters = b" ".join([b"/FlateDecode"] * layers)
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R >>",
        b"<< /Length %d /Filter [%s] >>\nstream\n%s\nendstream" % (len(data), filters, data),
    ]
    out, places = b"%PDF-1.7\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    return out + b"xref\n0 5\n0000000000 65535 f \n%strailer << /Size 5 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % (
        table,
        len(out),
    )


@posix
@pytest.mark.skipif(sys.platform == "darwin", reason="macOS does not keep RLIMIT_AS")
@pytest.mark.parametrize("task", ["read_with_pdfium", "read_with_pdfplumber"])
def test_a_decompression_bomb_hits_the_limit_and_not_the_machine(task: str, tmp_path: Path) -> None:
    bomb = tmp_path / "bom.pdf"
    bomb.write_bytes(nested_flate_pdf(layers=3, megabytes=400))
    assert bomb.stat().st_size < 20_000
    with pytest.raises(LimitExceededError, match="geheugen"):
        limited(task, str(bomb), Limits(memory=300 * 2**20))


def test_the_structures_for_windows_have_the_size_that_windows_expects() -> None:
    """The sizes stand in winnt.h for 64 bits; a wrong size makes SetInformationJobObject refuse the limit."""
    from pipeline.limits_windows import BasicLimits, ExtendedLimits

    if ctypes.sizeof(ctypes.c_void_p) == 8:
        assert (ctypes.sizeof(BasicLimits), ctypes.sizeof(ExtendedLimits)) == (64, 144)
