"""``init`` and ``schema``."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from pipeline.errors import ExitCode
from pipeline.models.bevindingen import Bevindingen
from pipeline.models.functieboek import Functieboek
from pipeline.workspace import FOLDERS, Workspace, standard_templates
from tests.support import load_golden

Call = Callable[..., Any]


def test_init_makes_a_workspace_that_works_at_once(tmp_path: Path, call: Call) -> None:
    root = tmp_path / "werk map"
    ran = call("init", root)
    assert ran.code == 0
    assert {path.name for path in root.iterdir()} == {*FOLDERS, "functieboek.toml"}
    space = Workspace.at(root)
    assert space.is_prepared
    assert space.settings().lezen.max_paginas == 3000
    standard = {p.relative_to(standard_templates()) for p in standard_templates().rglob("*") if p.is_file()}
    copied = {path.relative_to(space.templates) for path in space.templates.rglob("*") if path.is_file()}
    assert copied == {path for path in standard if not path.name.startswith(".")}


def test_init_again_changes_nothing_that_is_there(tmp_path: Path, call: Call) -> None:
    call("init", tmp_path)
    (tmp_path / "functieboek.toml").write_text("# eigen\n", encoding="utf-8")
    template = next(path for path in sorted((tmp_path / "templates").iterdir()) if path.is_file())
    template.write_bytes(b"eigen")
    other = next(path for path in sorted((tmp_path / "templates").iterdir()) if path != template)
    other.unlink()
    ran = call("init", tmp_path)
    assert template.read_bytes() == b"eigen"
    assert (tmp_path / "functieboek.toml").read_text("utf-8") == "# eigen\n"
    assert other.exists()
    assert other.name in ran.err


def test_init_where_a_file_stands_is_told(tmp_path: Path, call: Call) -> None:
    (tmp_path / "x").write_text("")
    assert call("init", tmp_path / "x" / "y").code == ExitCode.OUTPUT_NOT_WRITABLE


@pytest.mark.parametrize("kind", ["functieboek", "bevindingen", "wijzigingen"])
def test_schema_is_json_schema_with_the_contract_s_keys(kind: str, call: Call) -> None:
    schema = json.loads(call("schema", kind).out)
    assert schema["$schema"].startswith("https://json-schema.org/")
    assert {"schema"} <= set(schema["properties"])


def test_schema_asks_what_the_models_ask(call: Call) -> None:
    """Each key that the models write is in the schema, and the reverse."""
    schema = json.loads(call("schema").out)
    data = json.loads(load_golden("ommen-2018").model_dump_json())
    assert set(data) == set(schema["properties"])
    assert {f.alias or name for name, f in Functieboek.model_fields.items()} == set(schema["properties"])
    findings = json.loads(call("schema", "bevindingen").out)
    assert {f.alias or name for name, f in Bevindingen.model_fields.items()} == set(findings["properties"])
