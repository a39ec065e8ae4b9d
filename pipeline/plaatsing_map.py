"""The folder of a run of letters: closed to others, put in place whole or not at all, with PDFs where asked."""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from pipeline.atomic import remove_leftovers
from pipeline.claim import SUFFIX, claimed
from pipeline.errors import OutputNotWritableError, UsageError

_OURS = ".brieven"
"""How the name of a hidden folder of ours ends: what a user has beside the letters is never taken for one."""
_ASIDE = f"-oud{_OURS}"
_RUN = re.compile(rf"\.(.+)-(?:[a-z0-9_]+){re.escape(_OURS)}")
"""A folder that a run works in, or that holds what it replaces."""
_AT_WORK = 60.0
"""Seconds after which a temporary file of one marked copy is of a writer that was killed."""
_PER_CONVERSION = 50
"""Letters that LibreOffice gets at a time: long enough to be worth its start, short enough for its time limit."""
_PDF = (
    'pdf:writer_pdf_Export:{"SelectPdfVersion":{"type":"long","value":"2"},'
    '"UseTaggedPDF":{"type":"boolean","value":"true"}}'
)
"""Version 2 is PDF/A-2b; tagged, so that a screen reader can follow it."""


class Bestanden(Mapping[str, bytes]):
    """Files of a folder, read when asked for: thousands of letters are never held together."""

    def __init__(self, folder: Path, names: Mapping[str, str]) -> None:
        """Take the files of a folder by a name of their own."""
        self.folder, self.names = folder, names

    @classmethod
    def all_of(cls, folder: Path) -> Bestanden:
        """Take all files of a folder by their path in it."""
        paths = [p.relative_to(folder).as_posix() for p in sorted(folder.rglob("*")) if p.is_file()]
        return cls(folder, dict(zip(paths, paths, strict=True)))

    def __getitem__(self, name: str) -> bytes:
        """Read one file."""
        return (self.folder / self.names[name]).read_bytes()

    def __iter__(self) -> Iterator[str]:
        """Give the names."""
        return iter(self.names)

    def __len__(self) -> int:
        """Count the files."""
        return len(self.names)


@contextlib.contextmanager
def private_folder(target: Path) -> Iterator[Path]:
    """A folder for the owner only, beside the target; gone again when the run does not finish.

    A run that is killed cannot clean up after itself: the next one for the same target does, and ``mend`` does.

    Raises:
        OutputNotWritableError: no rights, or somebody else is making these letters.
    """
    with contextlib.ExitStack() as stack:
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            mine = stack.enter_context(claimed(_slot(target)))
            if mine:
                _mend(target)
                folder = Path(tempfile.mkdtemp(suffix=_OURS, prefix=f".{target.name}-", dir=target.parent))
        except OSError as error:
            raise OutputNotWritableError(
                f"In {target.parent} kan niet worden geschreven.", "Controleer de rechten."
            ) from error
        if not mine:
            raise OutputNotWritableError(
                f"De brieven in {target.name} worden op dit moment al gemaakt.", "Wacht tot dat klaar is."
            )
        try:
            yield folder
        finally:
            shutil.rmtree(folder, ignore_errors=True)


def _slot(target: Path) -> Path:
    return target.with_name(f".{target.name}{SUFFIX}")


def _mend(target: Path) -> None:
    """Undo what a run that was killed left: letters that were put aside come back, half a folder goes."""
    old = target.with_name(f".{target.name}{_ASIDE}")
    if old.is_dir() and not target.exists():
        old.rename(target)
    for name, path in _hidden(target.parent):
        if name == target.name:
            shutil.rmtree(path, ignore_errors=True)


def _hidden(root: Path) -> list[tuple[str, Path]]:
    """The hidden folders of runs, each with the name of its target."""
    found = ((_RUN.fullmatch(path.name), path) for path in sorted(root.iterdir()) if path.is_dir())
    return [(match[1], path) for match, path in found if match]


def mend(root: Path) -> None:
    """Undo what runs that were killed left in a folder of letters; what is being made now is left alone."""
    if not root.is_dir():
        return
    remove_leftovers(root, older_than=_AT_WORK)
    for name in sorted({name for name, _ in _hidden(root)} | set(_claims(root))):
        with contextlib.suppress(OSError), claimed(_slot(root / name)) as mine:
            if mine:
                _mend(root / name)


def stated_name(folder: Path) -> str:
    """The name under which the logboek knows a folder of letters, also where a killed run had put it aside."""
    aside = folder.name.startswith(".") and folder.name.endswith(_ASIDE)
    return folder.name[1 : -len(_ASIDE)] if aside else folder.name


def _claims(root: Path) -> list[str]:
    """The targets for which somebody made a claim, alive or not."""
    return [path.name[1 : -len(SUFFIX)] for path in sorted(root.glob(f".*{SUFFIX}"))]


def at_work(root: Path) -> bool:
    """Whether letters are being made in this folder, here or by another process."""
    for name in _claims(root):
        with contextlib.suppress(OSError), claimed(_slot(root / name)) as free:
            if not free:
                return True
    return False


def write_private(path: Path, data: bytes) -> None:
    """Write a file that only its owner can read.

    Raises:
        OutputNotWritableError: the disk is full, or there are no rights.
    """
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
            file.write(data)
    except OSError as error:
        raise OutputNotWritableError(
            f"{path.name} kan niet worden geschreven ({error.strerror}).", "Maak ruimte op de schijf vrij."
        ) from error


def into_place(folder: Path, target: Path) -> None:
    """Put the finished folder in the place of an older one."""
    old = target.with_name(f".{target.name}{_ASIDE}")
    shutil.rmtree(old, ignore_errors=True)
    if target.exists():
        target.rename(old)
    folder.rename(target)
    shutil.rmtree(old, ignore_errors=True)


def require_ours(target: Path) -> None:
    """Refuse a folder that holds something else than letters of this program.

    Raises:
        OutputNotWritableError: it exists, is not empty and has no run statement.
    """
    if not target.exists() or (target / "verklaring.json").is_file() or (target.is_dir() and not any(target.iterdir())):
        return
    raise OutputNotWritableError(
        f"{target} bestaat al en is geen map met brieven van dit programma.", "Kies een andere map met --uit."
    )


def require_office() -> str:
    """Return the LibreOffice program.

    Raises:
        UsageError: it is not installed.
    """
    office = shutil.which("soffice") or shutil.which("libreoffice")
    if not office:
        raise UsageError(
            "LibreOffice is niet gevonden; --pdf heeft het nodig.", "Installeer LibreOffice, of laat --pdf weg."
        )
    return office


def to_pdf(folder: Path, names: Sequence[str]) -> None:
    """Make PDF/A-2 of letters with LibreOffice, in a profile of its own.

    Raises:
        OutputNotWritableError: a PDF did not come; LibreOffice itself says little about why.
    """
    office = require_office()
    with tempfile.TemporaryDirectory() as profile:
        for start in range(0, len(names), _PER_CONVERSION):
            command = [office, f"-env:UserInstallation={Path(profile).as_uri()}", "--headless", "--convert-to", _PDF]
            command += [
                "--outdir",
                str(folder),
                *(str(folder / name) for name in names[start : start + _PER_CONVERSION]),
            ]
            with contextlib.suppress(subprocess.TimeoutExpired):
                subprocess.run(command, capture_output=True, timeout=600, check=False)
    for name in names:
        path = (folder / name).with_suffix(".pdf")
        if not path.is_file():
            raise OutputNotWritableError(
                f"LibreOffice kon van {name} geen PDF maken.", "Sluit LibreOffice en probeer opnieuw."
            )
        path.chmod(0o600)
