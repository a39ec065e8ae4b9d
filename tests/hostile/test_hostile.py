"""Whatever file is offered, the program answers with one of its own messages and exit codes, within its limits."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from pipeline.cli.main import run
from pipeline.errors import ExitCode
from tests.hostile import files
from tests.layouts.measure import measure
from tests.layouts.script import Dict

SETTINGS = "[lezen]\nseconden_per_pagina = 10\nseconden_totaal = 60\n"
"""Shorter than the defaults, so that a file that hangs the reader does not hang the tests."""


@dataclass
class Answer:
    """What the program said and wrote."""

    code: int
    said: str
    book: Dict | None
    findings: list[Dict]

    def codes(self) -> set[str]:
        return {finding["code"] for finding in self.findings}


@pytest.fixture
def take_in(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Callable[..., Answer]:
    """Read a file with ``functieboek inlezen``, in a workspace with short limits."""
    root = tmp_path / "werkmap"
    root.mkdir()
    (root / "functieboek.toml").write_text(SETTINGS, encoding="utf-8")

    def call(path: Path, *options: str) -> Answer:
        target = tmp_path / "uit"
        code = run(["inlezen", str(path), "--werkmap", str(root), "--uit", str(target), *options])
        said = capsys.readouterr().err
        folder = target / path.stem
        loaded: list[Any] = []
        for name in ("functieboek.json", "bevindingen.json"):
            file = folder / name
            loaded.append(json.loads(file.read_text(encoding="utf-8")) if file.exists() else None)
        return Answer(code, said, loaded[0], (loaded[1] or {}).get("bevindingen", []))

    return call


UNREADABLE, NO_BOOK, LIMIT = ExitCode.SOURCE_UNREADABLE, ExitCode.NOT_A_FUNCTIEBOEK, ExitCode.LIMIT_EXCEEDED
REFUSED: tuple[tuple[str, files.Maker, str, set[ExitCode], str], ...] = (
    ("nul bytes", files.empty, ".pdf", {UNREADABLE}, "leeg"),
    ("ruis", files.no_pdf, ".pdf", {UNREADABLE}, "geen PDF"),
    ("alleen een kop", files.header_only, ".pdf", {UNREADABLE}, "beschadigd"),
    ("afgekapt", files.truncated, ".pdf", {UNREADABLE}, "beschadigd"),
    ("scan", files.scan, ".pdf", {UNREADABLE}, "geen tekstlaag"),
    ("tekst zonder betekenis", files.without_meaning, ".pdf", {UNREADABLE}, "onleesbaar"),
    ("beveiligd", files.encrypted("geheim"), ".pdf", {ExitCode.PASSWORD_NEEDED}, "--wachtwoord"),
    ("decompressiebom", files.flate_bomb, ".pdf", {UNREADABLE, LIMIT}, ""),
    ("drie miljoen tekens", files.million_glyphs, ".pdf", {NO_BOOK, LIMIT}, ""),
    ("elkaar tekenende vormen", files.circular_forms, ".pdf", {UNREADABLE, NO_BOOK, LIMIT}, ""),
    ("lus in de paginaboom", files.page_tree_loop, ".pdf", {UNREADABLE, NO_BOOK, LIMIT}, ""),
    ("reuzenpagina", files.huge_page, ".pdf", {UNREADABLE, NO_BOOK, LIMIT}, ""),
    ("diepe nesting", files.deep_objects, ".pdf", {UNREADABLE, NO_BOOK, LIMIT}, ""),
    ("factuur", files.invoice, ".pdf", {NO_BOOK}, "functieboek"),
    ("jaarverslag", files.annual_report, ".pdf", {NO_BOOK}, "functieboek"),
    ("zipbom", files.zip_bomb_docx, ".docx", {UNREADABLE, LIMIT}, ""),
    ("vreemde entiteit", files.xxe_docx, ".docx", {UNREADABLE, NO_BOOK}, ""),
    ("halve Word", files.half_docx, ".docx", {UNREADABLE}, ""),
    ("geneste elementen", files.nested_html, ".html", {UNREADABLE, NO_BOOK, LIMIT}, ""),
    ("een lange regel", files.one_long_line, ".md", {UNREADABLE, NO_BOOK, LIMIT}, ""),
)


SLOW = {"drie miljoen tekens", "elkaar tekenende vormen", "zipbom", "decompressiebom"}


@pytest.mark.parametrize(
    ("make", "suffix", "codes", "says"),
    [pytest.param(*rest, id=name, marks=[pytest.mark.slow] if name in SLOW else []) for name, *rest in REFUSED],
)
def test_refused_with_its_own_message(
    make: files.Maker, suffix: str, codes: set[ExitCode], says: str, tmp_path: Path, take_in: Callable[..., Answer]
) -> None:
    """A file without a readable book gives its exit code and a message that names the file; nothing is written."""
    path = tmp_path / f"bron{suffix}"
    make(path)

    answer = take_in(path)

    assert answer.code in codes, answer.said
    assert says in answer.said
    assert path.name in answer.said
    assert "Traceback" not in answer.said
    assert answer.book is None


@pytest.mark.parametrize("seed", range(8))
def test_flipped_bits_never_escape(seed: int, tmp_path: Path, take_in: Callable[..., Answer]) -> None:
    """A file with forty flipped bits is read as far as it goes, or refused; never a bug."""
    path = tmp_path / "bron.pdf"
    files.bit_flipped(seed)(path)

    answer = take_in(path)

    assert answer.code in {ExitCode.OK, UNREADABLE, NO_BOOK, LIMIT, ExitCode.PASSWORD_NEEDED}, answer.said
    assert (answer.book is not None) == (answer.code == ExitCode.OK)


def test_missing_file_is_named(tmp_path: Path, take_in: Callable[..., Answer]) -> None:
    """A file that vanished is an unreadable source."""
    answer = take_in(tmp_path / "weg.pdf")

    assert answer.code == UNREADABLE
    assert "weg.pdf" in answer.said


@pytest.mark.parametrize("make", [files.without_xref, files.encrypted("")], ids=["zonder xref", "zonder wachtwoord"])
def test_read_all_the_same(make: files.Maker, tmp_path: Path, take_in: Callable[..., Answer]) -> None:
    """A file without cross-reference table, or encrypted without a password, is read whole."""
    path = tmp_path / "bron.pdf"
    truth = files.print_book(path)
    make(path)

    answer = take_in(path)

    assert answer.code == ExitCode.OK, answer.said
    assert answer.book is not None
    assert measure("boek", truth, answer.book).f1 >= 0.99


def test_password_opens_and_a_wrong_one_does_not(tmp_path: Path, take_in: Callable[..., Answer]) -> None:
    """--wachtwoord works; a wrong one gives exit code 5."""
    path = tmp_path / "bron.pdf"
    files.encrypted("geheim")(path)

    wrong, right = take_in(path, "--wachtwoord", "fout"), take_in(path, "--wachtwoord", "geheim")

    assert wrong.code == ExitCode.PASSWORD_NEEDED
    assert right.code == ExitCode.OK, right.said
    assert "geheim" not in json.dumps(right.book)


def test_page_limit_bites(tmp_path: Path, take_in: Callable[..., Answer]) -> None:
    """More pages than allowed is a limit, and the message says which flag raises it."""
    path = tmp_path / "bron.pdf"
    files.print_book(path)

    answer = take_in(path, "--max-paginas", "3")

    assert answer.code == LIMIT
    assert "--max-paginas" in answer.said


def test_book_among_hundreds_of_other_pages_is_found_whole(tmp_path: Path, take_in: Callable[..., Answer]) -> None:
    """Four hundred pages of a report behind the book cost none of it."""
    path = tmp_path / "bron.pdf"
    truth = files.print_book(path, running="none")
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        text = tmp_path / "tekst.pdf"
        files.annual_report(text)
        with pikepdf.open(text) as other:
            for i in range(400):
                pdf.pages.append(other.pages[i % len(other.pages)])
        pdf.save(path)

    answer = take_in(path)

    assert answer.code == ExitCode.OK, answer.said
    assert answer.book is not None
    assert answer.book["bron"]["paginas"] > 400
    assert measure("boek", truth, answer.book).strict["soorten"]["taken"]["f1"] >= 0.99


# a damaged part does not stop the rest -------------------------------------------------------------------------------


def test_missing_profile_page_costs_that_profile_only(tmp_path: Path, take_in: Callable[..., Answer]) -> None:
    """Without the pages of one profile the others and all functions are still read."""
    path = tmp_path / "bron.pdf"
    truth = files.print_book(path, toc=False)
    gone = truth["profielen"][2]
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        del pdf.pages[_page_of(path, gone["titel"])]
        pdf.save(path)

    answer = take_in(path)

    assert answer.code == ExitCode.OK, answer.said
    assert answer.book is not None
    assert [f["id"] for f in answer.book["functies"]] == [f["id"] for f in truth["functies"]]
    read = {p["functie"]: p["titel"] for p in answer.book["profielen"]}
    for profile in truth["profielen"]:
        if profile is not gone:
            assert read[profile["functie"]] == profile["titel"]


def _page_of(path: Path, text: str) -> int:
    from tests.layouts.browser import pages_of

    return pages_of(path, [text])[text] - 1


def test_same_function_twice_keeps_both(tmp_path: Path, take_in: Callable[..., Answer]) -> None:
    """The first keeps the id, the second gets -2, and a finding names both places."""
    book = files.small_book()
    book["functies"].append(book["functies"][0])
    path = tmp_path / "bron.pdf"
    files.print_book(path, book, profiles="none")

    answer = take_in(path)

    assert answer.code == ExitCode.OK, answer.said
    assert answer.book is not None
    first = book["functies"][0]["id"]
    assert [f["id"] for f in answer.book["functies"]] == [*[f["id"] for f in book["functies"][:-1]], f"{first}-2"]
    (finding,) = [f for f in answer.findings if f["code"] == "functie-dubbel"]
    assert len(finding["herkomst"]) == 2
    assert {row["functie"] for row in answer.book["beschikbare_functies"]} <= {f["id"] for f in book["functies"]}


def test_what_is_no_number_is_null_and_a_finding(tmp_path: Path, take_in: Callable[..., Answer]) -> None:
    """Formatie "n.t.b." and scale "x" give null, each with a finding, and cost nothing else."""
    path = tmp_path / "bron.pdf"
    book = files.small_book()
    book["beschikbare_functies"][0] |= {"schaal": "x", "formatie": "n.t.b."}
    files.print_book(path, book)

    answer = take_in(path)

    assert answer.code == ExitCode.OK, answer.said
    assert answer.book is not None
    row = answer.book["beschikbare_functies"][0]
    assert (row["schaal"], row["formatie"]) == (None, None)
    assert len(answer.book["functies"]) == len(book["functies"])
    assert sum(f["code"] == "geen-getal" for f in answer.findings) == 2
