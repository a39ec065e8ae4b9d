"""The door to a PDF: chooses the engine, and lets nothing but our own errors out.

Both libraries raise what they like on a damaged file (PdfminerException, TypeError, KeyError, AssertionError, …), so
every call of theirs goes through here.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Literal

from pipeline.errors import FunctieboekError, PasswordNeededError, SourceUnreadableError, UsageError
from pipeline.extract.pdf.page import PageContent, PageSource
from pipeline.extract.pdf.problems import PdfProblem

EngineName = Literal["pdfium", "pdfplumber"]
ENGINES: tuple[EngineName, ...] = ("pdfium", "pdfplumber")


def open_pdf(path: Path, password: str | None = None, engine: str = "pdfium") -> PageSource:
    """Open a PDF with one of the engines.

    Raises:
        SourceUnreadableError: missing, empty, no PDF, or damaged beyond reading.
        PasswordNeededError: encrypted, and the password is missing or wrong.
        UsageError: there is no such engine.
    """
    _refuse_what_is_no_pdf(path)
    try:
        source = _open(path, password, engine)
    except FunctieboekError:
        raise
    except PdfProblem as problem:
        raise _explain(path, problem, password) from None
    except MemoryError:
        raise
    except Exception as error:
        raise _damaged(path) from error
    if source.pages == 0:
        source.close()
        raise SourceUnreadableError(f"{path.name} heeft geen pagina's.", "Vraag het bestand opnieuw op.")
    return _GuardedSource(source)


def _open(path: Path, password: str | None, engine: str) -> PageSource:
    if engine == "pdfium":
        from pipeline.extract.pdf.pdfium import PdfiumSource

        return PdfiumSource(path, password)
    if engine == "pdfplumber":
        from pipeline.extract.pdf.plumber import PlumberSource

        return PlumberSource(path, password)
    raise UsageError(f"Er is geen PDF-lezer {engine!r}.", f"Kies uit: {', '.join(ENGINES)}.")


def _refuse_what_is_no_pdf(path: Path) -> None:
    """Look at the start of the file; the mark may stand anywhere in the first KiB (PDF 32000-1, appendix H)."""
    try:
        with path.open("rb") as file:
            start = file.read(1024)
    except FileNotFoundError:
        raise SourceUnreadableError(f"{path} bestaat niet.", "Controleer de naam en de map.") from None
    except IsADirectoryError:
        raise SourceUnreadableError(f"{path} is een map en geen bestand.", "Geef het bestand in die map op.") from None
    except OSError as error:
        raise SourceUnreadableError(
            f"{path} kan niet worden gelezen ({error.strerror or error}).",
            "Controleer of u rechten hebt en of het bestand niet in een ander programma openstaat.",
        ) from error
    if not start:
        raise SourceUnreadableError(f"{path.name} is leeg (0 bytes).", "Haal het bestand opnieuw op.")
    if b"%PDF-" not in start:
        raise SourceUnreadableError(
            f"{path.name} is geen PDF: het bestand begint niet met %PDF-.",
            "Controleer of de extensie klopt, of open het bestand en bewaar het als PDF.",
        )


def _explain(path: Path, problem: PdfProblem, password: str | None) -> FunctieboekError:
    if problem.kind == "password":
        if password:
            return PasswordNeededError(
                f"Het wachtwoord voor {path.name} klopt niet.", "Geef het juiste wachtwoord op met --wachtwoord."
            )
        return PasswordNeededError(
            f"{path.name} is beveiligd met een wachtwoord.", "Geef het wachtwoord op met --wachtwoord."
        )
    if problem.kind == "protected":
        return SourceUnreadableError(
            f"{path.name} is beveiligd op een manier die dit programma niet kent.",
            "Vraag om een exemplaar zonder beveiliging.",
        )
    return _damaged(path)


def _damaged(path: Path) -> SourceUnreadableError:
    return SourceUnreadableError(
        f"{path.name} is beschadigd of onvolledig en kan niet als PDF worden gelezen.",
        "Haal het bestand opnieuw op, of open het in een PDF-lezer en bewaar het opnieuw.",
    )


class _GuardedSource:
    """A source of which a page that cannot be read gives an empty page with a note, and the book goes on."""

    def __init__(self, source: PageSource) -> None:
        self._source = source
        self.pages = source.pages
        self.metadata = source.metadata

    def read(self, first: int = 1, last: int | None = None) -> Iterator[PageContent]:
        """Give the pages first to last (from 1, inclusive)."""
        for number in range(max(first, 1), min(last or self.pages, self.pages) + 1):
            try:
                yield next(iter(self._source.read(number, number)))
            except (FunctieboekError, MemoryError):
                raise
            except Exception as error:
                yield unreadable_page(number, error)

    def close(self) -> None:
        """Release the file."""
        self._source.close()


def unreadable_page(number: int, error: Exception) -> PageContent:
    """Give an empty A4 page with a note of what went wrong."""
    return PageContent(
        number=number,
        width=595.0,
        height=842.0,
        words=(),
        notes=(f"Pagina {number} kon niet worden gelezen: het bestand is daar beschadigd ({type(error).__name__}).",),
    )
