"""Tasks for the limited child in ``test_limits.py``: what sources do to a reader, in the small."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable
from typing import Any

from pipeline.errors import PasswordNeededError

Progress = Callable[[int, int], None]


def echo(argument: Any, progress: Progress) -> Any:
    """Finish two pages and give the argument back with the process id."""
    progress(1, 2)
    progress(2, 2)
    print("what a library prints must not garble the answer")
    return [argument, os.getpid()]


def eat_memory(argument: int, progress: Progress) -> int:
    """Ask for memory in Python."""
    return len(bytearray(argument))


def hang(argument: float, progress: Progress) -> None:
    """Finish one page, then stay silent."""
    progress(1, 9)
    time.sleep(argument)


def finish_late(argument: float, progress: Progress) -> str:
    """Do the pages, each in time, and then work on the whole for as long as one page may take, and longer."""
    for page in range(1, 6):
        time.sleep(argument / 2)
        progress(page, 5)
    time.sleep(argument * 2)
    return "klaar"


def crawl(argument: float, progress: Progress) -> None:
    """Finish page after page, each in time, without end."""
    for page in range(1, 100_000):
        progress(page, 100_000)
        time.sleep(argument)


def die(argument: str, progress: Progress) -> None:
    """End as PDFium does (SIGABRT) or as a wild pointer does (SIGSEGV)."""
    progress(7, 9)
    os.kill(os.getpid(), getattr(signal, argument))


def refuse(argument: str, progress: Progress) -> None:
    """Raise one of our own errors."""
    raise PasswordNeededError("Er is een wachtwoord nodig.", "Geef --wachtwoord.")


def stumble(argument: str, progress: Progress) -> None:
    """Fail as a bug does, with the book's text in the exception."""
    raise KeyError(f"geheim: {argument}")


def read_with_pdfium(argument: str, progress: Progress) -> int:
    """Load every text page of a PDF."""
    import pypdfium2

    pdf = pypdfium2.PdfDocument(argument)
    return sum(page.get_textpage().count_chars() for page in pdf)


def read_with_pdfplumber(argument: str, progress: Progress) -> int:
    """Count the characters of every page of a PDF."""
    import pdfplumber

    with pdfplumber.open(argument) as pdf:
        return sum(len(page.chars) for page in pdf.pages)
