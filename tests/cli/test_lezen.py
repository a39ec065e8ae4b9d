"""``inlezen`` from the shell's side: what is written where, what is refused, what is not done twice."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from python_calamine import CalamineWorkbook

from pipeline.errors import ExitCode
from pipeline.workspace import Workspace
from tests.minibook import minibook, write_minibook

Call = Callable[..., Any]


def contents(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()
    }


def test_a_source_becomes_two_files_in_the_workspace_and_nothing_else(workspace: Workspace, call: Call) -> None:
    source = write_minibook(workspace.sources / "boek.md")
    ran = call("inlezen", source, "--werkmap", workspace.root)
    assert ran.code == 0
    assert set(contents(workspace.extracted)) == {"boek/functieboek.json", "boek/bevindingen.json"}
    assert workspace.book("boek").functies[1].naam == "Adviseur II"
    assert "functies                   2" in ran.out
    assert "tekst verantwoord          100,0 %" in ran.out
    assert str(workspace.extracted / "boek") in ran.out


def test_any_folder_serves_and_gets_no_hidden_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: Call
) -> None:
    write_minibook(tmp_path / "boek.md")
    monkeypatch.chdir(tmp_path)
    assert call("inlezen", "boek.md").code == 0
    assert set(contents(tmp_path)) == {"boek.md", "extracted/boek/functieboek.json", "extracted/boek/bevindingen.json"}


def test_uit_and_naam_decide_the_place(workspace: Workspace, tmp_path: Path, call: Call) -> None:
    source = write_minibook(tmp_path / "boek.md")
    ran = call("inlezen", source, "--uit", tmp_path / "uit", "--naam", "anders", "--werkmap", workspace.root, "--json")
    assert set(contents(tmp_path / "uit")) == {"anders/functieboek.json", "anders/bevindingen.json"}
    assert contents(workspace.extracted) == {}
    (book,) = json.loads(ran.out)["boeken"]
    assert (book["naam"], book["bestand"], book["status"], book["functies"]) == ("anders", "boek.md", "gelezen", 2)


def test_what_did_not_change_is_not_read_again_and_gives_the_same_bytes(workspace: Workspace, call: Call) -> None:
    source = write_minibook(workspace.sources / "boek.md")
    arguments = ("inlezen", source, "--werkmap", workspace.root, "--json")
    status = lambda: json.loads(call(*arguments).out)["boeken"][0]["status"]  # noqa: E731 - said five times below
    assert status() == "gelezen"
    first = contents(workspace.extracted)
    assert status() == "ongewijzigd"
    (workspace.extracted / "boek" / "functieboek.json").write_bytes(b"{ kapot")
    assert status() == "ongewijzigd"
    assert contents(workspace.extracted) == first
    assert json.loads(call(*arguments, "--opnieuw").out)["boeken"][0]["status"] == "gelezen"
    assert contents(workspace.extracted) == first
    workspace.settings_file.write_text("[lezen]\nmax_paginas = 10\n", encoding="utf-8")
    assert status() == "gelezen"
    write_minibook(source, "Adviseur III")
    assert status() == "gelezen"
    assert len(workspace.book("boek").functies) == 1


def test_findings_of_a_check_stay_while_the_book_is_the_same(workspace: Workspace, call: Call) -> None:
    source = write_minibook(workspace.sources / "boek.md")
    call("inlezen", source, "--werkmap", workspace.root)
    findings = workspace.extracted / "boek" / "bevindingen.json"
    checked = json.loads(findings.read_text("utf-8"))
    checked["bevindingen"].append({"code": "van-controleren"})
    findings.write_text(json.dumps(checked), encoding="utf-8")
    call("inlezen", source, "--werkmap", workspace.root)
    assert "van-controleren" in findings.read_text("utf-8")
    findings.write_text("", encoding="utf-8")
    call("inlezen", source, "--werkmap", workspace.root)
    assert json.loads(findings.read_text("utf-8"))["bevindingen"] == []


def test_one_bad_book_does_not_stop_the_others(workspace: Workspace, tmp_path: Path, call: Call) -> None:
    write_minibook(workspace.sources / "a.md")
    (workspace.sources / "b.pdf").write_bytes(b"")
    (workspace.sources / "c.md").write_text("# Factuur\n\nTotaal 12,00\n", encoding="utf-8")
    write_minibook(workspace.sources / "d.md", "Beheerder")
    ran = call("inlezen", workspace.sources, tmp_path / "weg.pdf", "--werkmap", workspace.root, "--taken", 2)
    assert ran.code == ExitCode.NOT_A_FUNCTIEBOEK
    assert {edition.name for edition in workspace.editions()} == {"a", "d"}
    assert "2 van 5 boeken gelezen" in ran.out
    summary = json.loads((workspace.extracted / "inlezen.json").read_text("utf-8"))["boeken"]
    assert [(book["naam"], book["exitcode"]) for book in summary] == [
        ("a", 0),
        ("b", 3),
        ("c", 4),
        ("d", 0),
        ("weg", 3),
    ]
    rows = CalamineWorkbook.from_path(workspace.extracted / "inlezen.xlsx").get_sheet_by_index(0).to_python()
    assert len(rows) == 6
    assert rows[0][:2] == ["boek", "status"]


def test_a_second_source_of_the_same_name_is_refused(workspace: Workspace, tmp_path: Path, call: Call) -> None:
    first = write_minibook(tmp_path / "een" / "boek.md")
    second = write_minibook(tmp_path / "twee" / "boek.md", "Beheerder")
    call("inlezen", first, "--werkmap", workspace.root)
    before = contents(workspace.extracted)
    ran = call("inlezen", second, "--werkmap", workspace.root)
    assert ran.code == ExitCode.USAGE
    assert "--naam" in ran.err
    assert contents(workspace.extracted) == before
    assert call("inlezen", second, "--werkmap", workspace.root, "--naam", "boek-2").code == 0
    other_type = tmp_path / "een" / "boek.txt"
    other_type.write_text(minibook(), encoding="utf-8")
    assert call("inlezen", other_type, "--werkmap", workspace.root).code == ExitCode.USAGE
    assert call("inlezen", first, second, "--uit", tmp_path / "uit").code == ExitCode.USAGE
    assert set(contents(tmp_path / "uit")) >= {"boek/functieboek.json"}


def test_the_same_file_in_a_newer_version_may_come_again(workspace: Workspace, tmp_path: Path, call: Call) -> None:
    source = write_minibook(tmp_path / "boek.md")
    call("inlezen", source, "--werkmap", workspace.root)
    write_minibook(source, "Beheerder")
    assert call("inlezen", source, "--werkmap", workspace.root).code == 0
    assert workspace.book("boek").functies[0].naam == "Beheerder"


@pytest.mark.parametrize(
    ("content", "code", "words"),
    [
        (b"", ExitCode.SOURCE_UNREADABLE, "leeg"),
        (b"%PDF-1.7\nkapot", ExitCode.SOURCE_UNREADABLE, "boek.md"),
        (b"\x89PNG\r\n\x1a\n\0\0\0", ExitCode.SOURCE_UNREADABLE, "boek.md"),
        (b"# Factuur\n\nTotaal 12,00\n", ExitCode.NOT_A_FUNCTIEBOEK, "boek.md"),
    ],
)
def test_bad_sources_leave_the_old_result_whole(
    workspace: Workspace, tmp_path: Path, call: Call, content: bytes, code: int, words: str
) -> None:
    source = write_minibook(tmp_path / "boek.md")
    assert call("inlezen", source, "--werkmap", workspace.root).code == 0
    before = contents(workspace.extracted)
    source.write_bytes(content)
    ran = call("inlezen", source, "--werkmap", workspace.root)
    assert (ran.code, ran.out) == (code, "")
    assert words in ran.err
    assert contents(workspace.extracted) == before


def test_corrections_are_applied_at_each_reading_and_refused_when_the_old_text_is_gone(
    workspace: Workspace, tmp_path: Path, call: Call
) -> None:
    source = write_minibook(workspace.sources / "boek.md")
    call("inlezen", source, "--werkmap", workspace.root)
    corrections = workspace.extracted / "boek" / "correcties.toml"
    corrections.write_text(
        "[[correctie]]\npad = '/functies/0/kenmerken/1/tekst'\noud = 'zorgt voor afstemming van vraagstuk 1'\n"
        "nieuw = 'zorgt voor rust'\nwie = 'A. Jansen'\nwaarom = 'verkeerd gelezen'\n",
        encoding="utf-8",
    )
    for arguments in ((), (), ("--opnieuw",)):
        ran = call("inlezen", source, "--werkmap", workspace.root, *arguments)
        assert "correcties toegepast       1" in ran.out
        book = workspace.book("boek")
        assert book.functies[0].kenmerken[1].tekst == "zorgt voor rust"
        assert book.correcties[0].wie == "A. Jansen"
    call("inlezen", source, "--werkmap", workspace.root, "--uit", tmp_path / "uit")
    assert "zorgt voor rust" in (tmp_path / "uit" / "boek" / "functieboek.json").read_text("utf-8")
    source.write_text(source.read_text("utf-8").replace("afstemming van", "afstemming over"), encoding="utf-8")
    ran = call("inlezen", source, "--werkmap", workspace.root)
    assert ran.code == ExitCode.DATA_INVALID
    assert "correcties.toml, correctie 1" in ran.err
    assert workspace.book("boek") == book


@pytest.mark.skipif(os.name == "nt", reason="needs a limit on file size")
def test_a_full_disk_is_told_and_leaves_the_old_result_whole(workspace: Workspace, call: Call) -> None:
    """A limit on file size fails a write half-way, as a full disk does."""
    import resource

    source = write_minibook(workspace.sources / "boek.md")
    call("inlezen", source, "--werkmap", workspace.root)
    before = contents(workspace.extracted)
    write_minibook(source, "Beheerder", "Griffier")
    done = subprocess.run(
        [sys.executable, "-m", "pipeline.cli", "inlezen", str(source), "--werkmap", str(workspace.root)],
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000)),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == ExitCode.OUTPUT_NOT_WRITABLE
    assert "de schijf is vol" in done.stderr
    assert contents(workspace.extracted) == before


def test_faulty_settings_are_told(workspace: Workspace, call: Call) -> None:
    source = write_minibook(workspace.sources / "boek.md")
    workspace.settings_file.write_text("[lezen]\nmax_pagina = 10\n", encoding="utf-8")
    ran = call("inlezen", source, "--werkmap", workspace.root)
    assert ran.code == ExitCode.DATA_INVALID
    assert "Bedoelt u max_paginas?" in ran.err


def test_a_file_that_is_too_large_is_refused_before_it_is_opened(workspace: Workspace, call: Call) -> None:
    workspace.settings_file.write_text("[lezen]\nmax_megabyte = 1\n", encoding="utf-8")
    source = workspace.sources / "groot.pdf"
    with source.open("wb") as file:
        file.truncate(5_000_000)
    ran = call("inlezen", source, "--werkmap", workspace.root)
    assert ran.code == ExitCode.LIMIT_EXCEEDED
    assert "5 MB groot; de grens is 1 MB" in ran.err


def test_patterns_that_the_shell_left_alone_are_expanded(workspace: Workspace, call: Call) -> None:
    for name in ("a", "b"):
        write_minibook(workspace.sources / f"{name}.md")
    assert call("inlezen", workspace.sources / "*.md", "--werkmap", workspace.root).code == 0
    assert len(workspace.editions()) == 2
    assert call("inlezen", workspace.sources / "*.docx", "--werkmap", workspace.root).code == ExitCode.USAGE


def test_shares_together_are_the_whole(workspace: Workspace, call: Call) -> None:
    for number in range(4):
        write_minibook(workspace.sources / f"boek-{number}.md", f"Functie {number}")
    for share in ("1/3", "2/3", "3/3"):
        assert call("inlezen", workspace.sources, "--deel", share, "--werkmap", workspace.root).code == 0
    assert len(workspace.editions()) == 4
    summaries = [json.loads(path.read_text("utf-8"))["boeken"] for path in sorted(workspace.extracted.glob("*.json"))]
    assert sum(map(len, summaries)) == 4


def test_the_password_stands_in_no_file_and_no_message(workspace: Workspace, call: Call, encrypted_pdf: Path) -> None:
    ran = call("inlezen", encrypted_pdf, "--werkmap", workspace.root, "--wachtwoord", "zeer-geheim", "--json")
    assert ran.code in (ExitCode.OK, ExitCode.NOT_A_FUNCTIEBOEK)
    assert "zeer-geheim" not in ran.out + ran.err
    assert not [path for path, data in contents(workspace.root).items() if b"zeer-geheim" in data]
    assert call("inlezen", encrypted_pdf, "--werkmap", workspace.root, "--naam", "x").code == ExitCode.PASSWORD_NEEDED


def test_at_a_terminal_the_password_is_asked(
    workspace: Workspace, call: Call, encrypted_pdf: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", type("Terminal", (), {"isatty": lambda self: True})())
    monkeypatch.setattr("pipeline.cli.common.on_terminal", lambda: True)
    monkeypatch.setattr("click.prompt", lambda text, **options: "zeer-geheim" if options["hide_input"] else "")
    assert call("inlezen", encrypted_pdf, "--werkmap", workspace.root).code == 0
    assert workspace.book("dicht").functies[0].naam == "Adviseur"


@pytest.fixture
def encrypted_pdf(tmp_path: Path) -> Path:
    """A PDF that opens with a password."""
    import pikepdf
    from reportlab.pdfgen.canvas import Canvas

    plain, path = tmp_path / "open.pdf", tmp_path / "dicht.pdf"
    canvas = Canvas(str(plain))
    canvas.drawString(72, 720, "FUNCTIEBESCHRIJVING ADVISEUR")
    canvas.drawString(72, 700, "Naam functie: Adviseur")
    canvas.save()
    with pikepdf.open(plain) as pdf:
        pdf.save(path, encryption=pikepdf.Encryption(user="zeer-geheim", owner="o"))
    return path


def _stopped(workspace: Workspace, stop: signal.Signals, *more: str) -> subprocess.CompletedProcess[str]:
    """Read six books and stop it when two are ready."""
    for number in range(6):
        write_minibook(workspace.sources / f"boek-{number}.md", *(f"Functie {number} {i}" for i in range(10)))
    command = [sys.executable, "-m", "pipeline.cli", "inlezen", workspace.sources, "--werkmap", workspace.root, *more]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    deadline = time.monotonic() + 30
    while len(workspace.editions()) < 2 and time.monotonic() < deadline:
        time.sleep(0.005)
    process.send_signal(stop)
    out, err = process.communicate()
    return subprocess.CompletedProcess(command, process.returncode, out, err)


@pytest.mark.skipif(os.name == "nt", reason="kill -9")
@pytest.mark.parametrize("more", [(), ("--taken", "2")])
def test_killed_in_the_middle_and_given_again_the_rest_is_done(
    workspace: Workspace, call: Call, more: tuple[str, ...]
) -> None:
    _stopped(workspace, signal.SIGKILL, *more)
    ready = {path: path.stat().st_mtime_ns for path in workspace.extracted.rglob("functieboek.json")}
    for edition in workspace.editions():
        assert len(edition.book().functies) == 10
    done = json.loads(call("inlezen", workspace.sources, "--werkmap", workspace.root, "--json", *more).out)["boeken"]
    assert len(workspace.editions()) == 6
    status = {book["naam"]: book["status"] for book in done}
    assert {status[path.parent.name] for path in ready} == {"ongewijzigd"}
    assert {path: path.stat().st_mtime_ns for path in ready} == ready


@pytest.mark.skipif(os.name == "nt", reason="SIGINT")
@pytest.mark.parametrize("more", [(), ("--taken", "2")])
def test_interrupted_it_leaves_nothing_half_and_says_how_to_go_on(
    workspace: Workspace, call: Call, more: tuple[str, ...]
) -> None:
    # What was started in the background ignores the signal, and so would all that it starts.
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        ran = _stopped(workspace, signal.SIGINT, *more)
    finally:
        signal.signal(signal.SIGINT, before)
    assert (ran.returncode, ran.stdout) == (ExitCode.INTERRUPTED, "")
    kept = len(workspace.editions())
    assert workspace.cache_root
    cached = len([path for path in workspace.cache_root.glob("??/*") if not path.name.startswith(".")])
    heard = re.search(r"Afgebroken na (\d) van 6 boeken", ran.stderr)
    assert heard
    assert kept - 2 <= int(heard[1]) <= kept  # the last of each child may have been written just before
    assert "Geef dezelfde opdracht nog eens" in ran.stderr
    assert {path.name for path in workspace.extracted.rglob("*.json")} == {"functieboek.json", "bevindingen.json"}
    done = json.loads(call("inlezen", workspace.sources, "--werkmap", workspace.root, "--json").out)["boeken"]
    # the last of each child may have reached the cache and not yet its folder: that is not read again either
    assert [book["status"] for book in done].count("ongewijzigd") == cached >= kept
    assert len(workspace.editions()) == 6


def test_a_damaged_entry_of_the_cache_is_read_and_kept_anew(
    workspace: Workspace, call: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FUNCTIEBOEK_CACHE", str(tmp_path / "cache"))
    source = write_minibook(workspace.sources / "boek.md")
    arguments = ("inlezen", source, "--werkmap", workspace.root, "--json")
    status = lambda: json.loads(call(*arguments).out)["boeken"][0]["status"]  # noqa: E731 - said four times below
    assert status() == "gelezen"
    first = contents(workspace.extracted)
    (entry,) = (path for path in (tmp_path / "cache").glob("??/*") if path.is_file())
    entry.write_bytes(entry.read_bytes()[:-9] + b"onzin....")
    assert (status(), status()) == ("gelezen", "ongewijzigd")
    assert contents(workspace.extracted) == first


def test_without_a_cache_that_can_be_written_books_are_read_all_the_same(
    workspace: Workspace, call: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "bestand").touch()
    monkeypatch.setenv("FUNCTIEBOEK_CACHE", str(tmp_path / "bestand"))
    source = write_minibook(workspace.sources / "boek.md")
    for _ in range(2):
        ran = call("inlezen", source, "--werkmap", workspace.root, "--json")
        assert (ran.code, json.loads(ran.out)["boeken"][0]["status"]) == (0, "gelezen")


def test_a_share_without_books_is_told(workspace: Workspace, call: Call) -> None:
    source = write_minibook(workspace.sources / "boek.md")
    said = [call("inlezen", source, "--deel", f"{i}/2", "--werkmap", workspace.root) for i in (1, 2)]
    assert [ran.code for ran in said] == [0, 0]
    assert any("In dit deel valt geen enkele bron." in ran.out for ran in said)


def test_a_reading_from_the_cache_imports_nothing_that_reads(workspace: Workspace) -> None:
    source = write_minibook(workspace.sources / "boek.md")
    code = (
        "import sys; from pipeline.cli.main import run;"
        f"code = run(['inlezen', {str(source)!r}, '--werkmap', {str(workspace.root)!r}]);"
        "print(code, *sorted(sys.modules), file=sys.stderr)"
    )
    for _ in range(2):
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert "Niet veranderd" in done.stderr
    modules = {name.partition(".")[0] for name in done.stderr.split()}
    assert not modules & {"pydantic", "pypdfium2", "pdfplumber", "lxml", "docx", "markdown_it", "spacy", "distributed"}
