"""The measurements as tables of Markdown, put between the marks in ``docs/prestaties.md``."""

from __future__ import annotations

import os
import platform
import re
import sys
from collections.abc import Iterable, Sequence
from importlib.metadata import version
from pathlib import Path

from tests.benchmarks.clock import ROOT

PAGE = ROOT / "docs" / "prestaties.md"
BEGIN, END = "<!-- meting: begin -->", "<!-- meting: eind -->"


def table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """Write a table of Markdown; numbers the Dutch way, to the right."""
    lines = ["| " + " | ".join(head) + " |", "|" + "|".join([" --- "] + [" ---: "] * (len(head) - 1)) + "|"]
    lines += ["| " + " | ".join(_cell(value) for value in row) + " |" for row in rows]
    return "\n".join(lines)


def _cell(value: object) -> str:
    if isinstance(value, float):
        return (f"{value:.3f}" if value < 10 else f"{value:.0f}").replace(".", ",")
    return str(value)


def note(text: str) -> None:
    """Tell how far it is, on stderr."""
    print(text, file=sys.stderr, flush=True)


def machine() -> str:
    """Tell what was measured on."""
    cores = os.cpu_count() or 1
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    names = ("pdfplumber", "pdfminer.six", "pypdfium2", "pydantic")
    libraries = ", ".join(f"{name} {version(name)}" for name in names)
    return (
        f"{platform.system()} {platform.machine()}, {cores} kernen, {memory:.0f} GiB geheugen, "
        f"Python {platform.python_version()}; {libraries}."
    )


def publish(text: str) -> None:
    """Replace what stands between the marks on the page."""
    page = PAGE.read_text(encoding="utf-8")
    pattern = re.compile(re.escape(BEGIN) + ".*?" + re.escape(END), re.DOTALL)
    PAGE.write_text(pattern.sub(lambda _: f"{BEGIN}\n\n{text.strip()}\n\n{END}", page), encoding="utf-8")


def relative(path: Path) -> str:
    """Name a path as it stands in the repository."""
    return path.relative_to(ROOT).as_posix() if path.is_relative_to(ROOT) else path.name
