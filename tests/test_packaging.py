"""What the wheel holds: everything that the program needs where there is no repository."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest

from tests.support import ROOT

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> zipfile.ZipFile:
    """The wheel of this working tree."""
    pytest.importorskip("hatchling")
    folder = tmp_path_factory.mktemp("dist")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    return zipfile.ZipFile(next(folder.glob("*.whl")))


def test_every_file_of_the_package_and_every_template_is_in_the_wheel(wheel: zipfile.ZipFile) -> None:
    names = set(wheel.namelist())
    package = {path.relative_to(ROOT).as_posix() for path in (ROOT / "pipeline").rglob("*") if _counts(path)}
    templates = {
        f"pipeline/{path.relative_to(ROOT).as_posix()}" for path in (ROOT / "templates").rglob("*") if _counts(path)
    }
    assert package | templates <= names


def _counts(path: Path) -> bool:
    return path.is_file() and "__pycache__" not in path.parts and not path.name.startswith(".")


def test_nothing_else_is_in_the_wheel(wheel: zipfile.ZipFile) -> None:
    strange = [name for name in wheel.namelist() if not name.startswith(("pipeline/", "functieboek-"))]
    assert strange == []
    assert not [name for name in wheel.namelist() if re.search(r"ommen|\.pdf$", name, re.IGNORECASE)]


def test_the_licence_is_whole_and_named_by_its_spdx_id(wheel: zipfile.ZipFile) -> None:
    metadata = wheel.read(next(name for name in wheel.namelist() if name.endswith("METADATA"))).decode()
    assert "License-Expression: EUPL-1.2" in metadata
    text = wheel.read(next(name for name in wheel.namelist() if name.endswith("licenses/LICENSE"))).decode()
    assert re.findall(r"(?m)^(\d+)\. ", text) == [str(number) for number in range(1, 16)]
    assert "Appendix" in text


def test_publiccode_agrees_with_the_project() -> None:
    text = (ROOT / "publiccode.yml").read_text("utf-8")
    assert f'softwareVersion: "{PROJECT["version"]}"' in text
    assert f"license: {PROJECT['license']}" in text
    assert re.search(r"(?m)^maintenance:\n  type: none$", text)
    assert "contacts" not in text


def test_every_dependency_is_explained_in_the_readme() -> None:
    readme = (ROOT / "README.md").read_text("utf-8")
    extras = PROJECT["optional-dependencies"]
    wanted = [re.split(r"[<>=]", line)[0] for line in (*PROJECT["dependencies"], *extras["web"], *extras["cluster"])]
    assert [name for name in wanted if f"| {name} |" not in readme] == []


def test_the_version_is_one() -> None:
    from pipeline import __version__

    assert __version__ == PROJECT["version"]
