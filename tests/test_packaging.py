"""What the wheel holds: everything that the program needs where there is no repository."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path
from typing import Any

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


PUBLICCODE_KEYS = {
    "publiccodeYmlVersion": str, "name": str, "platforms": list, "categories": list, "developmentStatus": str,
    "softwareType": str, "description": dict, "legal": dict, "maintenance": dict, "localisation": dict,
}  # fmt: skip
"""What the standard requires at the top of the file, but for "url"."""


def test_publiccode_is_valid_and_true() -> None:
    """As the standard has it (https://yml.publiccode.tools); no address or person is made up to please a validator."""
    yaml: Any = pytest.importorskip("yaml")
    text = (ROOT / "publiccode.yml").read_text("utf-8")
    told = yaml.safe_load(text)

    assert {key: type(told.get(key)) for key in PUBLICCODE_KEYS} == PUBLICCODE_KEYS
    assert not re.search(r"example\.|localhost|https?://(?!yml\.publiccode\.tools|<)", text)
    assert "url" not in told, "then the comment above it can go, and this test becomes one of its form"
    assert re.search(r'(?m)^# .*requires "url"', text)
    assert told["maintenance"] == {"type": "none"}  # so that no contacts are required
    assert set(told["intendedAudience"]["scope"]) <= {"local-authorities", "employment"}  # from its list of scopes
    assert set(told["categories"]) <= {"hr", "document-management", "employee-management"}  # from its list
    dutch = told["description"]["nl"]
    assert len(dutch["shortDescription"]) <= 150 <= len(dutch["longDescription"]) <= 10_000
    assert 5 <= len(dutch["features"]) <= 20


def test_every_dependency_is_explained_in_the_readme() -> None:
    readme = (ROOT / "README.md").read_text("utf-8")
    extras = PROJECT["optional-dependencies"]
    wanted = [re.split(r"[<>=]", line)[0] for line in (*PROJECT["dependencies"], *extras["web"], *extras["cluster"])]
    assert [name for name in wanted if f"| {name} |" not in readme] == []


def test_the_version_is_one() -> None:
    from pipeline import __version__

    assert __version__ == PROJECT["version"]
