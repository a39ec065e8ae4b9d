"""What users read has Dutch quotation marks, “so”, everywhere: not ‘so’, not 'so'."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline.check import rules
from tests.support import ROOT

ELSEWHERE = ("extract", "normalize", "models")
"""Packages with messages that still have other marks."""
SINGLE = re.compile(r"‘[^‘’]*’|(?<![\w=])'\x00'|[ (:]'[\w\x00-][^'=<>]*'(?=[\s.,;:)]|$)")
"""A pair of single marks; NUL stands for what is filled in."""
CODE = re.compile(r"[<>]|\bselect\b|-src |^Try '|^Unknown standard|\balter table\b|access to attribute|pipx install")
"""Not a sentence of ours: markup, SQL, a policy, words of click, a command for the shell."""


def messages(path: Path) -> Iterator[str]:
    """The strings of a module that are no docstrings, with NUL for what is filled in."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    parts = {id(part) for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for part in node.values}
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr):
            parts.add(id(node.value))
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            yield "".join(str(p.value) if isinstance(p, ast.Constant) else "\x00" for p in node.values)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in parts:
            yield node.value


@pytest.mark.parametrize(
    "module",
    [
        path
        for path in sorted((ROOT / "pipeline").rglob("*.py"))
        if path.relative_to(ROOT / "pipeline").parts[0] not in ELSEWHERE
    ],
    ids=lambda path: str(path.relative_to(ROOT)),
)
def test_messages_have_dutch_quotation_marks(module: Path) -> None:
    """A sentence that quotes does it one way, whichever part of the program says it."""
    wrong = [text for text in messages(module) if " " in text and not CODE.search(text) and SINGLE.search(text)]

    assert not [text for text in wrong if "frozenset" not in text and "\\" not in text]


@pytest.mark.parametrize("page", sorted((ROOT / "pipeline/web/templates").glob("*.j2")), ids=lambda path: path.name)
def test_pages_have_dutch_quotation_marks(page: Path) -> None:
    """The pages of the workplace too."""
    assert not re.findall(r"‘[^’]*’", page.read_text(encoding="utf-8"))


def test_rules_have_dutch_quotation_marks() -> None:
    """What the rules say of themselves stands in the manual and in every report."""
    assert not [rule.code for rule in rules() if re.search(r"[‘'\"]\w[^’'\"]*[’'\"]", rule.uitleg + " " + rule.bron)]
