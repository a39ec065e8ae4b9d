"""Fixtures that several test packages share: the reference books, read once, and an empty workspace."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from pipeline.models.functieboek import Functieboek
from pipeline.workspace import Workspace, sha256_of
from tests.support import SOURCES

if TYPE_CHECKING:
    from pipeline.dutch.spelling import Speller


def read_book(path: Path, engine: str = "pdfium") -> Functieboek:
    """Read a source through the real pipeline, in this process."""
    from pipeline.extract.reading import read
    from pipeline.models.base import Bron
    from pipeline.normalize.book import normalize

    document = read(path, engine=engine)
    bron = Bron(bestand=path.name, sha256=sha256_of(path), mediatype=document.mediatype, paginas=document.pages)
    return normalize(document, bron).book


@pytest.fixture(scope="session")
def ommen_2018() -> Functieboek:
    """The reference book of 2018, read from its PDF once for the whole run."""
    return read_book(SOURCES / "ommen-2018.pdf")


@pytest.fixture(scope="session")
def ommen_2021() -> Functieboek:
    """The later edition, read from its PDF once for the whole run."""
    return read_book(SOURCES / "ommen-2021.pdf")


@pytest.fixture(scope="session")
def speller() -> Speller:
    """The Dutch word list, loaded once for the whole run."""
    from pipeline.dutch.spelling import Speller

    return Speller()


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    """A prepared, empty workspace in a temporary folder."""
    root = tmp_path / "werkmap"
    for name in ("sources", "extracted", "templates", "output"):
        (root / name).mkdir(parents=True)
    (root / "functieboek.toml").write_text("", encoding="utf-8")
    return Workspace(root)


@pytest.fixture(autouse=True)
def own_cache(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep what tests read out of the cache of the user."""
    monkeypatch.setenv("FUNCTIEBOEK_CACHE", str(tmp_path_factory.mktemp("cache")))
