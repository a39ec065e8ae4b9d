"""What a command loads: nothing that it does not use, so that it answers at once."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from pipeline.cli.main import run
from pipeline.workspace import Workspace
from tests.minibook import write_minibook

READERS = {"pypdfium2", "pypdfium2_raw", "pdfplumber", "pdfminer", "markdown_it", "docx"}
WRITERS = {"docx", "docxtpl", "jinja2", "xlsxwriter", "babel"}
LARGE = {"spacy", "scipy", "numpy", "distributed", "dask", "starlette", "uvicorn", "holidays"}
EVERYTHING = READERS | WRITERS | LARGE | {"pydantic", "lxml", "spylls", "rapidfuzz"}

COMMANDS: dict[str, tuple[list[str], set[str]]] = {
    "inlezen, één boek uit de cache": (["inlezen", "sources/oud.md"], EVERYTHING),
    "inlezen, veel boeken uit de cache": (["inlezen", "sources"], EVERYTHING - {"xlsxwriter"}),
    "versies": (["versies"], EVERYTHING),
    "logboek": (["logboek"], EVERYTHING),
    "tonen": (["tonen", "oud"], EVERYTHING - {"pydantic"}),
    "controleren": (["controleren", "oud"], LARGE | {"docx", "docxtpl", "pdfplumber", "pdfminer", "lxml"}),
    "vergelijken": (["vergelijken", "oud", "nieuw"], LARGE - {"scipy", "numpy"} | {"pdfplumber", "pdfminer"}),
}
"""What to run, and what it must do without."""


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace with two books that were read, its cache in itself."""
    root = tmp_path_factory.mktemp("werkmap")
    patch = pytest.MonkeyPatch()
    patch.setenv("FUNCTIEBOEK_CACHE", str(root / "cache"))
    run(["init", str(root)])
    write_minibook(root / "sources" / "oud.md", "Adviseur I", "Adviseur II")
    write_minibook(root / "sources" / "nieuw.md", "Adviseur I", "Adviseur Groen II", date="1 mei 2025")
    assert run(["inlezen", str(root / "sources"), "--werkmap", str(root)]) == 0
    patch.undo()
    return root


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_loads_only_what_it_uses(
    name: str, filled: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    arguments, without = COMMANDS[name]
    root = shutil.copytree(filled, tmp_path / "werkmap")
    monkeypatch.setenv("FUNCTIEBOEK_CACHE", str(root / "cache"))
    code = (
        f"import sys, json; from pipeline.cli.main import run; code = run({arguments!r});"
        "print(json.dumps([code, sorted(sys.modules)]), file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=root, capture_output=True, text=True, check=True)
    exit_code, modules = json.loads(done.stderr.splitlines()[-1])
    assert exit_code == 0, done.stderr
    assert {module.partition(".")[0] for module in modules} & without == set()


def test_a_book_that_is_read_loads_no_reader_in_the_command_itself(workspace: Workspace) -> None:
    """The child reads; whatever a hostile file does, it does there."""
    source = write_minibook(workspace.sources / "boek.md")
    code = (
        f"import sys; from pipeline.cli.main import run; run(['inlezen', {str(source)!r}, '--opnieuw']);"
        "print(*sys.modules, file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=workspace.root, capture_output=True, text=True, check=True)
    assert {name.partition(".")[0] for name in done.stderr.split()} & EVERYTHING == set()
    assert workspace.editions()
