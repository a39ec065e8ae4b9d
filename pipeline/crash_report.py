"""A report of a fault in the program itself: kind and place, never the content of a book.

An exception's own text may quote what was being read (a name, a row of a personnel file), so only its type and the
files, lines and functions it passed through are told.
"""

from __future__ import annotations

import os
import platform
import tempfile
import traceback
from pathlib import Path

from pipeline import __version__


def describe(error: BaseException) -> str:
    """Return the chain of exceptions as types and code places, one a line."""
    lines: list[str] = []
    current: BaseException | None = error
    while current is not None:
        lines.append(f"{type(current).__module__}.{type(current).__qualname__}")
        lines += [f"  {_short(f.filename)}:{f.lineno} {f.name}" for f in traceback.extract_tb(current.__traceback__)]
        current = current.__cause__ or current.__context__
    return "\n".join(lines)


def _short(filename: str) -> str:
    """Name a source file by its last two parts: enough to find it, nothing of the user's own folders."""
    return "/".join(Path(filename).parts[-2:])


def write_report(description: str, task: str) -> Path | None:
    """Write a report to the user's temp folder, readable by the owner only; None where that cannot be done."""
    system = f"{platform.system()} {platform.release()}, Python {platform.python_version()}"
    text = "\n".join([f"functieboek {__version__}", system, f"opdracht: {task or '(geen)'}", description, ""])
    try:
        handle, name = tempfile.mkstemp(prefix="functieboek-fout-", suffix=".txt")
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text)
    except OSError:
        return None
    return Path(name)


def bug_message(kind: str, report: Path | None) -> str:
    """Tell in Dutch that this is a fault of the program, where the report stands and what to do with it."""
    where = f"Verslag (zonder inhoud van het boek): {report}\n" if report else ""
    return (
        f"Er ging iets mis in het programma zelf ({kind}). Dat is een fout van ons, niet van u.\n"
        f"{where}Meld het met dat verslag bij degene die functieboek voor u beheert."
    )
