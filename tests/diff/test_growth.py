"""The comparison stays quick when the book grows."""

from __future__ import annotations

from pipeline.diff.comparing import compare
from tests.diff.growth import editions, seconds


def test_time_grows_with_the_book_and_not_with_its_square() -> None:
    """Four times the functions take no more than some seven times as long: a square would be sixteen."""
    small, large = editions(30), editions(120)
    compare(small[0], small[1], known=bool)  # the first comparison also pays for the imports
    best = [min(seconds(old, new) for _ in range(2)) for old, new, _ in (small, large)]
    assert best[1] <= 7 * best[0] + 0.1
