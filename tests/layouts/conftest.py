"""The printed layouts of the default suite, made once for the whole run."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.layouts.catalogue import BY_NAME, DEFAULT
from tests.layouts.printing import Printed, print_all


@pytest.fixture(scope="session")
def printed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Printed]:
    """The files of the default layouts that this machine can print, by name."""
    folder: Path = tmp_path_factory.mktemp("layouts")
    return print_all((BY_NAME[name] for name in DEFAULT), folder)
