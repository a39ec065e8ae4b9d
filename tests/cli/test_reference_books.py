"""The reference books through the whole command, scored as an acceptance check would."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.support import REFERENCE, SOURCES

BOOKS = [
    (SOURCES / "ommen-2018.pdf", "ommen-2018", ""),
    (SOURCES / "ommen-2021.pdf", "ommen-2021", ""),
    (REFERENCE / "ommen-2018.docx", "ommen-2018", "pagina"),
    (REFERENCE / "ommen-2018.md", "ommen-2018.md", "pagina"),
]


@pytest.mark.parametrize(("source", "golden", "without"), BOOKS, ids=lambda value: getattr(value, "name", None))
def test_everything_is_read_and_every_character_accounted_for(
    source: Path, golden: str, without: str, tmp_path: Path, call: Callable[..., Any]
) -> None:
    ran = call("inlezen", source, "--uit", tmp_path, "--json")
    assert ran.code == 0
    (book,) = json.loads(ran.out)["boeken"]
    assert book["aandeel"] == 1.0
    result = tmp_path / source.stem / "functieboek.json"
    scorer = [sys.executable, REFERENCE / "score.py", REFERENCE / f"{golden}.golden.json", result]
    scored = subprocess.run(
        [*scorer, *(["--zonder", without] if without else [])], capture_output=True, text=True, check=False
    )
    assert scored.returncode == 0, scored.stdout


def test_two_readings_give_the_same_bytes_whatever_the_locale_and_hash_seed(tmp_path: Path) -> None:
    results = []
    for number, environment in enumerate(({"PYTHONHASHSEED": "1", "LC_ALL": "C"}, {"PYTHONHASHSEED": "2"})):
        folder = tmp_path / str(number)
        command = [sys.executable, "-m", "pipeline.cli", "inlezen", SOURCES / "ommen-2018.pdf", "--uit", folder]
        subprocess.run([*command, "--opnieuw"], check=True, capture_output=True, env={**os.environ, **environment})
        results.append([path.read_bytes() for path in sorted(folder.rglob("*.json"))])
    assert results[0] == results[1]
