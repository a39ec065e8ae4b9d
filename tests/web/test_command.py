"""``functieboek web``: what it says when it cannot start."""

from __future__ import annotations

import importlib.util
import socket
from pathlib import Path

import pytest

from pipeline.cli import web
from pipeline.cli.main import run


def test_without_the_extra_it_says_how_to_install(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    """A missing package is no traceback."""
    real = importlib.util.find_spec
    monkeypatch.setattr(
        importlib.util, "find_spec", lambda name, *rest: None if name == "uvicorn" else real(name, *rest)
    )
    assert run(["web", "--werkmap", str(tmp_path)]) == 2
    assert "functieboek[web]" in capsys.readouterr().err


def test_a_taken_port_is_told(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """With what to do."""
    with socket.socket() as other:
        other.bind((web.HOST, 0))
        other.listen()
        port = other.getsockname()[1]
        assert run(["web", "--geen-browser", "--werkmap", str(tmp_path), "--poort", str(port)]) == 2
    assert "--poort" in capsys.readouterr().err


def test_it_listens_on_this_machine_only() -> None:
    """Port 0 gives one that is free, on the loopback address."""
    with web._listen(0) as listening:
        host, port = listening.getsockname()
    assert host == "127.0.0.1"
    assert port > 0
