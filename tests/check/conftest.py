"""The Dutch word list, loaded once, and a way to check a book with it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from pipeline.check import check
from pipeline.dutch.spelling import Speller
from pipeline.models.bevindingen import Bevinding
from pipeline.models.functieboek import Functieboek


@pytest.fixture(scope="session")
def findings(speller: Speller) -> Callable[..., tuple[Bevinding, ...]]:
    """Check a book with the word list."""

    def run(book: Functieboek, **options: Any) -> tuple[Bevinding, ...]:
        return check(book, language=speller, **options).bevindingen

    return run
