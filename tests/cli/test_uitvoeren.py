"""``uitvoeren``: every stage that exists, only where something is new."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click
import pytest

from pipeline.cli import main as program
from pipeline.cli.uitvoeren import predecessor
from pipeline.errors import DataInvalidError, ExitCode
from pipeline.workspace import Workspace
from tests.minibook import write_minibook

Call = Callable[..., Any]


@pytest.fixture
def stages(monkeypatch: pytest.MonkeyPatch, workspace: Workspace) -> list[str]:
    """Stages that write what the real ones write; the list tells which were called."""
    called: list[str] = []

    def stage(name: str, output: Callable[[tuple[str, ...]], Path]) -> click.Command:
        @click.command(name)
        @click.argument("names", nargs=-1)
        @click.option("--alle", is_flag=True)
        @click.option("--werkmap")
        def command(names: tuple[str, ...], alle: bool, werkmap: str) -> None:
            called.append(" ".join((name, *names)))
            click.echo("dit hoort niet in de samenvatting")
            if "stuk" in names:
                raise DataInvalidError("Dit boek is stuk.")
            path = output(names)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text("x")

        return command

    out = workspace.output
    fakes = {
        "controleren": stage("controleren", lambda names: out / "bevindingen" / f"{names[0]}.html"),
        "vergelijken": stage("vergelijken", lambda names: out / "wijzigingen" / "--".join(names) / "wijzigingen.json"),
    }
    real = program.LazyGroup.get_command
    monkeypatch.setattr(program, "_is_there", lambda entry: True)
    monkeypatch.setattr(
        program.LazyGroup, "get_command", lambda self, ctx, name: fakes.get(name) or real(self, ctx, name)
    )
    return called


def test_what_is_new_is_done_once(workspace: Workspace, stages: list[str], call: Call) -> None:
    write_minibook(workspace.sources / "oud.md", date="1 mei 2020")
    write_minibook(workspace.sources / "nieuw.md", date="1 mei 2024")
    arguments = ("uitvoeren", "--werkmap", workspace.root)
    first = call(*arguments)
    assert first.code == 0
    assert stages == ["controleren oud", "controleren nieuw", "vergelijken oud nieuw"]
    assert "5 gedaan, 0 was bij, 0 met fouten" in first.out
    assert "samenvatting" not in first.out
    stages.clear()
    assert "0 gedaan, 5 was bij" in call(*arguments).out
    assert stages == []
    write_minibook(workspace.sources / "nieuw.md", "Griffier", date="1 mei 2024")
    (workspace.output / "bevindingen" / "oud.html").unlink()
    assert "4 gedaan, 1 was bij" in call(*arguments).out
    assert stages == ["controleren oud", "controleren nieuw", "vergelijken oud nieuw"]
    stages.clear()
    assert "5 gedaan" in call(*arguments, "--opnieuw").out


def test_a_stage_that_fails_stops_no_other(workspace: Workspace, stages: list[str], call: Call) -> None:
    write_minibook(workspace.sources / "stuk.md", date="1 mei 2020")
    write_minibook(workspace.sources / "heel.md", date="1 mei 2024")
    (workspace.sources / "leeg.pdf").write_bytes(b"")
    ran = call("uitvoeren", "--werkmap", workspace.root, "--json")
    assert ran.code == ExitCode.DATA_INVALID
    results = {(r["stap"], r["onderwerp"]): r["exitcode"] for r in json.loads(ran.out)}
    assert results["controleren", "stuk"] == ExitCode.DATA_INVALID
    assert results["controleren", "heel"] == 0
    assert results["inlezen", "leeg.pdf"] == ExitCode.SOURCE_UNREADABLE


def test_an_empty_workspace_tells_what_to_do(workspace: Workspace, call: Call) -> None:
    ran = call("uitvoeren", "--werkmap", workspace.root)
    assert ran.code == ExitCode.USAGE
    assert "staat geen functieboek" in ran.err


def test_the_predecessor_is_the_last_earlier_one_of_the_same_organisation(workspace: Workspace, call: Call) -> None:
    for name, organisation, date in (
        ("a", "Gemeente Testdam", "1 mei 2018"),
        ("b", "Gemeente Testdam", "1 mei 2020"),
        ("b-word", "Gemeente Testdam", "1 mei 2020"),
        ("c", "Gemeente Elders", "1 mei 2021"),
        ("d", "Gemeente Testdam", "1 mei 2024"),
    ):
        write_minibook(workspace.sources / f"{name}.md", organisation=organisation, date=date)
    call("inlezen", workspace.sources, "--werkmap", workspace.root)
    editions = workspace.editions()
    found = {edition.name: before.name for edition in editions if (before := predecessor(edition, editions))}
    assert found == {"b": "a", "b-word": "a", "d": "b-word"}
