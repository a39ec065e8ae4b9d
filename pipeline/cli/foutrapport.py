"""What the user sees and can send when the program itself fails: never a traceback, never the content of a book."""

from __future__ import annotations

import os
import platform
import tempfile
import traceback
from pathlib import Path

from pipeline import __version__


def _report(error: BaseException, command: str) -> str:
    """Describe the fault by kind and place; the error's own text stays out, because it may quote the book."""
    chain: list[str] = []
    current: BaseException | None = error
    while current is not None:
        chain.append(f"{type(current).__module__}.{type(current).__qualname__}")
        for frame in traceback.extract_tb(current.__traceback__):
            chain.append(f"  {Path(frame.filename).name}:{frame.lineno} {frame.name}")
        current = current.__cause__ or current.__context__
    system = f"{platform.system()} {platform.release()}, Python {platform.python_version()}"
    return "\n".join([f"functieboek {__version__}", system, f"opdracht: {command or '(geen)'}", *chain, ""])


def write_report(error: BaseException, command: str) -> Path | None:
    """Write the report to the user's temp folder, readable by the owner only; None where that cannot be done."""
    try:
        handle, name = tempfile.mkstemp(prefix="functieboek-fout-", suffix=".txt")
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(_report(error, command))
    except OSError:
        return None
    return Path(name)


def bug_message(error: BaseException, command: str) -> str:
    """Tell in Dutch that this is a fault of the program, where the report stands and what to do with it."""
    path = write_report(error, command)
    where = f"Verslag (zonder inhoud van het boek): {path}\n" if path else ""
    return (
        f"Er ging iets mis in het programma zelf ({type(error).__name__}). Dat is een fout van ons, niet van u.\n"
        f"{where}Meld het met dat verslag bij degene die functieboek voor u beheert."
    )
