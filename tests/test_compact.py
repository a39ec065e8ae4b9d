"""Content in parts, compressed: what goes in comes out."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from pipeline.compact import Compact


@given(st.lists(st.binary(max_size=200), max_size=20))
def test_what_goes_in_comes_out_as_often_as_asked(parts: list[bytes]) -> None:
    compact = Compact(parts)

    assert b"".join(compact) == b"".join(compact) == b"".join(parts)


def test_a_large_content_takes_little_room_and_comes_in_parts() -> None:
    compact = Compact(b'{"tekst": "Adviseert het bestuur %d."}\n' % i for i in range(100_000))
    parts = list(compact)

    assert sum(map(len, compact.packed)) < sum(map(len, parts)) / 5
    assert max(map(len, parts)) < 4_000_000
    assert b"".join(parts).count(b"\n") == 100_000
