"""The cache: content addressed, checked on reading, never a reason to fail."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

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
