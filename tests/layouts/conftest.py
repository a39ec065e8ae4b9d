"""The printed layouts of the default suite, made once for the whole run."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path

import pytest

from tests.layouts.catalogue import BY_NAME, DEFAULT
from tests.layouts.layout import Layout
from tests.layouts.printing import Printed, missing, print_all
from tests.sharing import made_once


def _print(layouts: Sequence[Layout], folder: Path) -> None:
    print_all(layouts, folder)


class _Printed(Mapping[str, Printed]):
    """Layouts by name, each printed when it is asked for; those of LibreOffice together, as it is slow to start."""

    def __init__(self, factory: pytest.TempPathFactory) -> None:
        self._factory = factory
        self._found: dict[str, Printed] = {}

    def __getitem__(self, name: str) -> Printed:
        if name not in self._found:
            producer = BY_NAME[name].producer
            by_office = [BY_NAME[other] for other in self if BY_NAME[other].producer == "word"]
            layouts = by_office if producer == "word" else [BY_NAME[name]]
            place = f"layouts-{'word' if producer == 'word' else name}"
            folder = made_once(self._factory, place, partial(_print, layouts))
            self._found |= print_all(layouts, folder)  # what stands there already is not printed again
        return self._found[name]

    def __iter__(self) -> Iterator[str]:
        return (name for name in DEFAULT if not missing(BY_NAME[name]))

    def __len__(self) -> int:
        return len(list(iter(self)))


@pytest.fixture(scope="session")
def printed(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Printed]:
    """The files of the default layouts that this machine can print, by name."""
    return _Printed(tmp_path_factory)
