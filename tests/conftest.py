"""Fixtures that several test packages share: the reference books, read once, and an empty workspace.

Also what keeps the run short without a test asserting less: slow tests begin first, the dictionary is parsed once, and
the collector of garbage does not walk again and again through what stays until the end.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from pipeline.models.functieboek import Functieboek
from pipeline.workspace import Workspace, sha256_of
from tests.sharing import worked_out_once
from tests.support import SOURCES

if TYPE_CHECKING:
    from pipeline.dutch.spelling import Speller


@pytest.hookimpl(trylast=True)  # after pytest-randomly: within slow and fast its order stays
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let slow tests begin first: one that begins last has a worker to itself while the others wait."""
    items.sort(key=lambda item: item.get_closest_marker("slow") is None)


def pytest_collection_finish() -> None:
    """Keep modules and tests out of the rounds of the collector, and make those rounds rarer."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)


def read_book(path: Path, engine: str = "pdfium") -> Functieboek:
    """Read a source through the real pipeline, in this process."""
    from pipeline.extract.reading import read
    from pipeline.models.base import Bron
    from pipeline.normalize.book import normalize

    document = read(path, engine=engine)
    bron = Bron(bestand=path.name, sha256=sha256_of(path), mediatype=document.mediatype, paginas=document.pages)
    return normalize(document, bron).book


@pytest.fixture(scope="session")
def ommen_2018(tmp_path_factory: pytest.TempPathFactory) -> Functieboek:
    """The reference book of 2018, read from its PDF once for the whole run."""
    return worked_out_once(tmp_path_factory, "ommen-2018", lambda: read_book(SOURCES / "ommen-2018.pdf"))


@pytest.fixture(scope="session")
def ommen_2021(tmp_path_factory: pytest.TempPathFactory) -> Functieboek:
    """The later edition, read from its PDF once for the whole run."""
    return worked_out_once(tmp_path_factory, "ommen-2021", lambda: read_book(SOURCES / "ommen-2021.pdf"))


@pytest.fixture(scope="session", autouse=True)
def one_dictionary() -> Iterator[None]:
    """Every Speller of this process shares the parsed dictionary and the list of forms, which take seconds to load.

    Nobody changes them; the verdicts and the own words of a Speller stay its own.
    """
    from pipeline.dutch.spelling import Speller

    with pytest.MonkeyPatch.context() as patch:
        for name in ("_dictionary", "_forms"):
            patch.setattr(Speller, name, property(_kept(vars(Speller)[name].func)))
        yield


def _kept(load: Callable[[Any], object]) -> Callable[[Any], object]:
    """Load at the first call, and give the same from then on, whoever asks."""
    found: list[object] = []

    def give(owner: object) -> object:
        if not found:
            found.append(load(owner))
        return found[0]

    return give


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
