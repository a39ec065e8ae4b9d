"""The cache: content addressed, checked on reading, never a reason to fail."""

from __future__ import annotations

import multiprocessing
import os
import shutil
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import pipeline.cache
from pipeline.cache import Cache, key_of, program_fingerprint, user_cache

FACTS = {"functies": 16, "aandeel": 1.0, "titel": "é"}
FILES = {"functieboek.json": b'{"a": 1}\n', "bevindingen.json": b"\x00\xff"}


def test_what_was_put_is_given_back(tmp_path: Path) -> None:
    cache = Cache(tmp_path / "cache")
    key = key_of(source="abc")
    assert cache.get(key) is None
    cache.put(key, FACTS, FILES)
    assert cache.get(key) == (FACTS, FILES)


@given(at=st.integers(min_value=0), bit=st.integers(0, 7))
def test_a_damaged_entry_counts_as_absent(tmp_path_factory: pytest.TempPathFactory, at: int, bit: int) -> None:
    cache = Cache(tmp_path_factory.mktemp("cache"))
    cache.put("ab12", FACTS, FILES)
    (path,) = (p for p in (cache.root or Path()).rglob("ab12"))
    data = bytearray(path.read_bytes())
    data[at % len(data)] ^= 1 << bit
    path.write_bytes(data)
    assert cache.get("ab12") is None
    path.write_bytes(bytes(data[: at % len(data)]))
    assert cache.get("ab12") is None


def test_a_cache_that_cannot_be_written_is_no_reason_to_fail(tmp_path: Path) -> None:
    (tmp_path / "bestand").write_text("geen map")
    cache = Cache(tmp_path / "bestand")
    cache.put("ab12", FACTS, FILES)
    assert cache.get("ab12") is None
    Cache(None).put("ab12", FACTS, FILES)
    assert Cache(None).get("ab12") is None


def test_every_part_counts_in_the_key() -> None:
    keys = {key_of(source="a", settings={}), key_of(source="b", settings={}), key_of(source="a", settings={"x": 1})}
    assert len(keys) == 3
    assert key_of(a=1, b=2) == key_of(b=2, a=1)


def test_the_same_program_installed_at_another_time_has_the_same_key(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Machines that share a disk go on with each other's work."""
    package = Path(pipeline.cache.__file__).parent
    copy = tmp_path / "pipeline"
    for name in pipeline.cache._READING:
        if (package / name).is_dir():
            shutil.copytree(package / name, copy / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copyfile(package / name, copy / name)  # with the time of now
    here = program_fingerprint()
    monkeypatch.setattr("pipeline.cache.__file__", str(copy / "cache.py"))
    there = _anew()
    (copy / "normalize" / "book.py").write_text("# anders")
    changed = _anew()
    program_fingerprint.cache_clear()
    assert (here == there, here == changed) == (True, False)


def _anew() -> str:
    program_fingerprint.cache_clear()
    return program_fingerprint()


def test_a_new_release_of_a_library_counts_in_the_key(monkeypatch: pytest.MonkeyPatch) -> None:
    before = program_fingerprint()
    monkeypatch.setattr("pipeline.cache._release", lambda library: f"{library} 99")
    after = _anew()
    program_fingerprint.cache_clear()
    assert before != after


def put_many(root: str, letter: str) -> None:
    """Write the same entry again and again, each time whole; run in a process of its own."""
    cache = Cache(Path(root))
    for _ in range(100):
        cache.put("ab12", {"van": letter}, {"functieboek.json": letter.encode() * 200_000})


def test_two_processes_that_write_one_entry_leave_a_whole_one(tmp_path: Path) -> None:
    context = multiprocessing.get_context("spawn")
    writers = [context.Process(target=put_many, args=(str(tmp_path), letter)) for letter in "ab"]
    for writer in writers:
        writer.start()
    seen = set()
    while any(writer.is_alive() for writer in writers):
        if entry := Cache(tmp_path).get("ab12"):
            letter = entry[0]["van"]
            assert entry[1] == {"functieboek.json": letter.encode() * 200_000}
            seen.add(letter)
    for writer in writers:
        writer.join()
        assert writer.exitcode == 0
    assert seen
    assert [path.name for path in tmp_path.rglob("*") if path.is_file()] == ["ab12"]


def test_what_a_killed_writer_left_in_the_cache_goes(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    cache.put("ab12", FACTS, FILES)
    rest = tmp_path / "ab" / ".tmp-oud"
    rest.touch()
    os.utime(rest, (0, 0))
    cache.put("ab34", FACTS, FILES)
    assert not rest.exists()


def test_the_reading_code_counts_in_the_key(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    before = program_fingerprint()
    monkeypatch.setattr("pipeline.cache._READING", ("extract",))
    program_fingerprint.cache_clear()
    after = program_fingerprint()
    program_fingerprint.cache_clear()
    assert before != after


@pytest.mark.parametrize("home", ["", "/bestaat/niet"])
def test_the_folder_of_the_user_follows_the_system(home: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("FUNCTIEBOEK_CACHE")
    monkeypatch.setenv("XDG_CACHE_HOME", home)
    monkeypatch.setenv("HOME", "/ergens")
    found = user_cache()
    assert found is None or found.name == "functieboek"
    monkeypatch.setenv("FUNCTIEBOEK_CACHE", "")
    assert user_cache() is None
