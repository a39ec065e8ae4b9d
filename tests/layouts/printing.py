"""Print layouts to files: each once, those of LibreOffice in one run."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from tests.layouts import books
from tests.layouts.compose import Composer
from tests.layouts.layout import Layout
from tests.layouts.script import Dict, Script

SUFFIX = {"docx": ".docx", "markdown": ".md", "html": ".html"}
NEEDS = {"word": "soffice", "browser": "chromium", "latex": "pdflatex"}


@dataclass(frozen=True)
class Printed:
    """A file that was made, and the book that it shows."""

    layout: Layout
    path: Path
    truth: Dict


def missing(layout: Layout) -> str | None:
    """The program that this layout needs and this machine lacks."""
    program = NEEDS.get(layout.producer)
    return program if program and not shutil.which(program) else None


def write(script: Script, layout: Layout, target: Path) -> None:
    """Print one script, all but those that LibreOffice makes."""
    # imported late: a machine without one of these can still run the others
    if layout.producer == "browser":
        from tests.layouts import browser

        browser.write(script, layout, target)
    elif layout.producer == "rl":
        from tests.layouts import rl

        rl.write(script, layout, target)
    elif layout.producer == "latex":
        from tests.layouts import latex

        latex.write(script, layout, target)
    elif layout.producer == "docx":
        from tests.layouts import word

        word.build(script, layout, target)
    else:
        from tests.layouts import plain

        (plain.write_markdown if layout.producer == "markdown" else plain.write_html)(script, layout, target)


def print_all(layouts: Iterable[Layout], folder: Path) -> dict[str, Printed]:
    """Print every layout that this machine can print; a file that stands in the folder is kept."""
    out: dict[str, Printed] = {}
    office: dict[bool, list[Path]] = {True: [], False: []}
    for layout in layouts:
        if missing(layout):
            continue
        script = Composer(books.load(layout.book), layout).script()
        target = folder / (layout.name + SUFFIX.get(layout.producer, ".pdf"))
        out[layout.name] = Printed(layout, target, script.truth)
        if target.exists():
            continue
        if layout.producer == "word":
            from tests.layouts import word

            document = folder / f"{layout.name}.docx"
            word.build(script, layout, document)
            office[layout.tagged].append(document)
        else:
            write(script, layout, target)
    for tagged, documents in office.items():
        if documents:
            from tests.layouts import word

            word.convert(documents, folder, tagged=tagged)
            for document in documents:
                document.unlink()
    return out
