"""Make the example vacancies in ``docs/voorbeelden/vacatures`` again: ``python -m scripts.voorbeelden``.

Reads ``sources/ommen-2018.pdf``, and needs LibreOffice and pdftoppm for the pictures of the pages.
"""

from __future__ import annotations

import subprocess
import tempfile
from pathlib import Path

from pipeline.cli.main import run

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "docs" / "voorbeelden" / "vacatures"
FUNCTIONS = {"regisseur-adviseur": "Regisseur/adviseur", "zweminstructeur": "Zweminstructeur"}


def make() -> None:
    """Read the book in a workspace of its own, make both vacancies, and picture their pages."""
    with tempfile.TemporaryDirectory() as place:
        work = Path(place)
        (work / "functieboek.toml").write_text("", encoding="utf-8")
        must("inlezen", ROOT / "sources" / "ommen-2018.pdf", "--werkmap", work)
        for slug, name in FUNCTIONS.items():
            facts = FOLDER / f"{slug}.toml"
            must("vacature", "ommen-2018", name, "--gegevens", facts, "--uit", work / "uit", "--werkmap", work)
            (FOLDER / f"{slug}.md").write_bytes((work / "uit" / f"{slug}.md").read_bytes())
            picture(work / "uit" / f"{slug}.docx", work)


def must(*arguments: object) -> None:
    """Run a command and stop if it does not succeed."""
    if code := run([str(argument) for argument in arguments]):
        raise SystemExit(code)


def picture(document: Path, work: Path) -> None:
    """Write the pages of a Word document as PNG."""
    profile = f"-env:UserInstallation=file://{work}/profiel"
    office = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(work), str(document)]
    subprocess.run(office, check=True, capture_output=True)
    target = FOLDER / document.stem
    for old in FOLDER.glob(f"{document.stem}-*.png"):
        old.unlink()
    subprocess.run(["pdftoppm", "-r", "80", "-png", str(work / f"{document.stem}.pdf"), str(target)], check=True)


if __name__ == "__main__":
    make()
