"""The program as the shell sees it: help at once and in Dutch, exit codes, no traceback ever."""

from __future__ import annotations

import inspect
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import click
import pytest

from pipeline import errors
from pipeline.cli import main as program
from pipeline.cli import nederlands
from pipeline.errors import ExitCode, FunctieboekError

PYTHON = [sys.executable, "-m", "pipeline.cli"]
HEAVY = (
    "spacy",
    "scipy",
    "numpy",
    "docx",
    "docxtpl",
    "jinja2",
    "xlsxwriter",
    "pdfplumber",
    "pypdfium2",
    "pydantic",
    "lxml",
)


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([*PYTHON, *arguments], check=False, capture_output=True, text=True, encoding="utf-8")


def test_help_imports_nothing_heavy() -> None:
    code = (
        "import sys, json; from pipeline.cli.main import run; code = run(['--help']);"
        "print(json.dumps([code, sorted(sys.modules)]), file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    exit_code, modules = json.loads(done.stderr)
    assert exit_code == 0
    assert not {name.partition(".")[0] for name in modules} & set(HEAVY)
    assert not [
        name
        for name in modules
        if name.startswith("pipeline.cli.") and name.split(".")[2] not in {"main", "nederlands"}
    ]


def test_every_command_of_the_table_exists_and_its_help_is_dutch() -> None:
    nederlands.install()
    context = click.Context(program.cli, info_name="functieboek")
    for name, entry in program.COMMANDS.items():
        if not program._is_there(entry):
            continue
        command = program.cli.get_command(context, name)
        assert command is not None, name
        text = command.get_help(click.Context(command, info_name=name, parent=context))
        assert text.startswith("Gebruik:"), name
        assert "Voorbeeld" in text, name
        assert not re.search(r"\b(Usage|Options|OPTIONS|Show this|COMMAND|required|default)\b", text), name


def test_help_without_arguments_lists_the_commands() -> None:
    done = run()
    assert (done.returncode, done.stderr) == (0, "")
    assert "inlezen" in done.stdout
    assert "Opdrachten:" in done.stdout


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["inlzen"], "Bedoelde u inlezen"),
        (["bestaatniet"], "bestaat niet"),
        (["--nee"], "De optie “--nee” bestaat niet"),
        (["inlezen"], "Er ontbreekt een argument 'BRON...'"),
        (["inlezen", "x.pdf", "--taken", "0"], "0 valt buiten x>=1"),
        (["inlezen", "x.pdf", "--engine", "acrobat"], "“acrobat” is geen van “pdfium”, “pdfplumber”"),
        (["inlezen", "x.pdf", "--deel", "3/2"], "geen deel"),
        (["schema", "--jsn"], "bestaat niet"),
    ],
)
def test_wrong_use_is_told_in_dutch_with_code_2(arguments: list[str], words: str) -> None:
    done = run(*arguments)
    assert done.returncode == ExitCode.USAGE
    assert words in done.stderr
    assert "Error" not in done.stderr
    assert done.stdout == ""


def _fake(monkeypatch: pytest.MonkeyPatch, error: BaseException) -> None:
    @click.command()
    def broken() -> None:
        raise error

    monkeypatch.setattr(program.LazyGroup, "get_command", lambda self, ctx, name: broken)


ERRORS = [kind for _, kind in inspect.getmembers(errors, inspect.isclass) if issubclass(kind, FunctieboekError)]


@pytest.mark.parametrize("kind", ERRORS)
def test_our_errors_become_their_message_and_code(
    kind: type[FunctieboekError], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    _fake(monkeypatch, kind("Het ging mis.", "Doe dit."))
    assert program.run(["schema"]) == kind.exit_code
    assert capsys.readouterr().err == "Fout: Het ging mis. Doe dit.\n"


def test_interruption_is_130(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    _fake(monkeypatch, KeyboardInterrupt())
    assert program.run(["schema"]) == ExitCode.INTERRUPTED
    assert "Afgebroken" in capsys.readouterr().err


def test_a_bug_gives_a_report_without_content_and_no_traceback(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    _fake(monkeypatch, ValueError("Jansen verdient te veel"))
    assert program.run(["schema"]) == ExitCode.UNEXPECTED
    said = capsys.readouterr().err
    (report,) = tmp_path.iterdir()
    assert str(report) in said
    assert "Traceback" not in said
    assert "Jansen" not in said + report.read_text(encoding="utf-8")
    assert "test_main.py" in report.read_text(encoding="utf-8")


@pytest.mark.skipif(os.name == "nt", reason="pipes of POSIX")
def test_a_reader_that_stops_reading_is_no_error() -> None:
    writer = subprocess.Popen([*PYTHON, "schema"], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert writer.stdout is not None
    assert writer.stderr is not None
    writer.stdout.close()
    assert writer.wait() == 0
    assert writer.stderr.read() == b""
    writer.stderr.close()


def test_output_is_utf8_where_the_console_is_not() -> None:
    environment = {**os.environ, "PYTHONIOENCODING": "cp1252", "PYTHONUTF8": "0"}
    done = subprocess.run([*PYTHON, "tonen", "→"], capture_output=True, env=environment, check=False)
    assert "→" in done.stderr.decode("utf-8")


def test_no_english_of_click_is_left_untranslated() -> None:
    """Whatever this click can say to a user is in the catalogue; new messages of a later click show up here."""
    import ast

    said = set()
    for name in nederlands._MODULES:
        source = Path(inspect.getfile(__import__(f"click.{name}", fromlist=["x"]))).read_text(encoding="utf-8")
        for node in ast.walk(ast.parse(source)):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in {"_", "ngettext"}:
                said |= {a.value for a in node.args if isinstance(a, ast.Constant) and isinstance(a.value, str)}
    for_programmers = re.compile(
        r"Deprecation|declar|Boolean option|editor|defined twice|prog\)s|Bash|color|Windows error|len_type|exactly|^d$"
    )
    missing = {text for text in said if text not in nederlands.MESSAGES and not for_programmers.search(text)}
    assert missing == set()


@pytest.mark.parametrize(
    ("words", "place", "offered"),
    [("functieboek in", 1, {"init", "inlezen"}), ("functieboek inlezen --ta", 2, {"--taken"})],
)
def test_the_shell_completes_without_importing_what_it_does_not_need(words: str, place: int, offered: set[str]) -> None:
    environment = {"_FUNCTIEBOEK_COMPLETE": "bash_complete", "COMP_WORDS": words, "COMP_CWORD": str(place)}
    done = subprocess.run(PYTHON, capture_output=True, text=True, env={**os.environ, **environment}, check=False)
    assert {line.partition(",")[2] for line in done.stdout.split()} == offered


def test_the_shell_script_for_completion_is_printed() -> None:
    environment = {**os.environ, "_FUNCTIEBOEK_COMPLETE": "zsh_source"}
    done = subprocess.run(PYTHON, capture_output=True, text=True, env=environment, check=False)
    assert "#compdef functieboek" in done.stdout
