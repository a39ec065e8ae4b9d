"""The documentation cannot lie: generated pages are up to date, links lead somewhere, every command is told of."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from pipeline.errors import ExitCode
from scripts import docs
from tests.support import ROOT

PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])


def test_generated_pages_are_up_to_date() -> None:
    stale = [path.name for path, text in docs.pages().items() if not path.exists() or path.read_text("utf-8") != text]
    assert stale == [], "run: make docs"


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
