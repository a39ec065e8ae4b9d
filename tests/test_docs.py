"""The documentation cannot lie: generated pages are up to date, links lead somewhere, every command is told of."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from pipeline.errors import ExitCode
from scripts import docs
from tests.support import ROOT

PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])


def test_generated_pages_are_up_to_date() -> None:
    """In a process of its own: what other tests load must not show in the pages."""
    code = (
        "from scripts import docs; "
        "print([p.name for p, text in docs.pages().items() if not p.exists() or p.read_text('utf-8') != text])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, check=True, capture_output=True, text=True, encoding="utf-8"
    )
    assert done.stdout.strip() == "[]", "run: make docs"


def test_every_exit_code_is_explained() -> None:
    assert set(docs.MEANINGS) == set(ExitCode)
    table = re.findall(r"^\| (\d+) \| `(\w+)` \|", (docs.DOCS / "fouten.md").read_text("utf-8"), re.MULTILINE)
    assert [int(code) for code, _ in table] == [int(code) for code in ExitCode]


@pytest.mark.parametrize("page", PAGES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_links_lead_somewhere(page: Path) -> None:
    text = re.sub(r"```.*?```", "", page.read_text("utf-8"), flags=re.DOTALL)
    broken = []
    for target in re.findall(r"\]\(([^)\s]+)\)", text):
        if re.match(r"[a-z]+:", target):
            continue
        file, _, anchor = target.partition("#")
        other = (page.parent / file).resolve() if file else page
        if not other.exists() or (anchor and other.suffix == ".md" and anchor not in anchors(other)):
            broken.append(target)
    assert broken == []


def anchors(page: Path) -> set[str]:
    headings = re.findall(r"^#+ (.+)$", page.read_text("utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).strip().replace(" ", "-") for heading in headings}
