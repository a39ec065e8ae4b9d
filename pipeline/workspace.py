"""The folders of a workspace: what was received, what was read from it, what was made, and the settings.

Only the modules beside this one, the command line and the browser workplace touch the disk; the stages are functions of
their inputs.
Nothing heavy is imported at the top: a command that only needs a path stays fast.
"""

from __future__ import annotations

import contextlib
import datetime
import json
import os
from dataclasses import dataclass, replace
from functools import cached_property
from hashlib import file_digest
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.atomic import atomic_write
from pipeline.errors import OutputNotWritableError, SourceUnreadableError, UsageError

if TYPE_CHECKING:
    from pipeline.models.bevindingen import Bevindingen
    from pipeline.models.functieboek import Functieboek
    from pipeline.models.instellingen import Instellingen

SETTINGS_FILE = "functieboek.toml"
BOOK_FILE = "functieboek.json"
FINDINGS_FILE = "bevindingen.json"
CORRECTIONS_FILE = "correcties.toml"
DATABASE_FILE = "werkplek.db"
"""What people decide in the browser, among the state of the workspace."""
FOLDERS = ("sources", "extracted", "templates", "output")
SOURCE_TYPES = (".pdf", ".docx", ".html", ".htm", ".md", ".markdown", ".txt")
"""File types that can hold a functieboek."""

__all__ = ["Edition", "Workspace", "atomic_write", "read_bytes", "sha256_of", "standard_templates"]


def sha256_of(path: Path) -> str:
    """Return the SHA-256 of a file, hexadecimal, without holding the file in memory.

    Raises:
        SourceUnreadableError: the file is not there, is a folder, or may not be read.
    """
    try:
        with path.open("rb") as file:
            return file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise unreadable(path, error) from error


def unreadable(path: Path, error: OSError) -> SourceUnreadableError:
    """Say in Dutch why a file cannot be opened."""
    if isinstance(error, FileNotFoundError):
        return SourceUnreadableError(f"Het bestand {path} bestaat niet (meer).", "Controleer de naam en de map.")
    if isinstance(error, IsADirectoryError) or path.is_dir():
        return SourceUnreadableError(f"{path} is een map en geen bestand.", f"Geef de bestanden op: {path / '*.pdf'}")
    if isinstance(error, PermissionError):
        return SourceUnreadableError(f"U mag {path} niet lezen.", "Vraag leesrechten of kopieer het bestand.")
    return SourceUnreadableError(
        f"{path} kan niet worden gelezen: {error.strerror or type(error).__name__}.",
        "Controleer de schijf of het netwerk.",
    )


def read_bytes(path: Path) -> bytes:
    """Read a file whole.

    Raises:
        SourceUnreadableError: it cannot be opened; says why.
    """
    try:
        return path.read_bytes()
    except OSError as error:
        raise unreadable(path, error) from error


def standard_templates() -> Path:
    """Return the folder of the templates that come with the program (in the wheel, or at the top of the repository)."""
    package = Path(__file__).resolve().parent
    installed = package / "templates"
    return installed if installed.is_dir() else package.parent / "templates"


@dataclass(frozen=True)
class Edition:
    """A book that has been read: its name in the workspace, and what its first lines say of it."""

    name: str
    folder: Path
    titel: str | None = None
    organisatie: str | None = None
    versie: str | None = None
    peildatum: datetime.date | None = None
    bestand: str | None = None
    sha256: str | None = None
    paginas: int | None = None
    file: Path | None = None
    """The file of the book where it does not bear the usual name."""

    @property
    def book_path(self) -> Path:
        """Where its functieboek.json stands."""
        return self.file or self.folder / BOOK_FILE

    @property
    def findings_path(self) -> Path:
        """Where its bevindingen.json stands; beside a book of another name, under that name."""
        return self.folder / (f"{self.file.stem}.{FINDINGS_FILE}" if self.file else FINDINGS_FILE)

    @property
    def corrections_path(self) -> Path:
        """Where a person may put misreadings right."""
        return self.folder / CORRECTIONS_FILE

    @property
    def order(self) -> tuple[str, str]:
        """Sort key: date, then name; a book without a date comes first."""
        return (self.peildatum.isoformat() if self.peildatum else "", self.name)

    def book(self) -> Functieboek:
        """Read and validate the book."""
        from pipeline.models.functieboek import Functieboek
        from pipeline.models.io import from_json

        return from_json(Functieboek, self.book_path)

    def bevindingen(self) -> Bevindingen:
        """Read and validate its findings; none where the file is not there."""
        from pipeline.models.bevindingen import Bevindingen
        from pipeline.models.io import from_json

        if not self.findings_path.exists():
            return Bevindingen(bron=self.book().bron)
        return from_json(Bevindingen, self.findings_path)

    @classmethod
    def of_file(cls, path: Path) -> Edition:
        """Return the edition that a JSON file holds, called after its folder or, under another name, after itself."""
        if path.name == BOOK_FILE:
            return cls.at(path.parent)
        head = cls.at(path.parent, path)
        return replace(head, name=path.stem, file=path)

    @classmethod
    def at(cls, folder: Path, file: Path | None = None) -> Edition:
        """Look at the head of a functieboek.json without reading and validating the whole."""
        head = _json_head(file or folder / BOOK_FILE)
        bron = head.get("bron") or {}
        peildatum = head.get("peildatum")
        return cls(
            name=folder.name,
            folder=folder,
            titel=head.get("titel"),
            organisatie=head.get("organisatie"),
            versie=head.get("versie"),
            peildatum=datetime.date.fromisoformat(peildatum) if peildatum else None,
            bestand=bron.get("bestand"),
            sha256=bron.get("sha256"),
            paginas=bron.get("paginas"),
        )


def _json_head(path: Path) -> dict[str, Any]:
    """Return the members of a JSON object that come before its first list; the metadata of a book stand first."""
    try:
        with path.open(encoding="utf-8") as file:
            text = file.read(65_536)
    except (OSError, UnicodeDecodeError):
        return {}
    decoder, head, at = json.JSONDecoder(), {}, text.find("{") + 1
    try:
        while at:
            key, end = decoder.raw_decode(text, _skip(text, at, " \t\r\n,"))
            start = _skip(text, end, " \t\r\n:")
            if text[start] == "[":
                break
            head[key], at = decoder.raw_decode(text, start)
    except (ValueError, IndexError, TypeError):
        pass  # the object ended, or the file is damaged: what was seen is what is known
    return head


def _skip(text: str, at: int, characters: str) -> int:
    while text[at] in characters:
        at += 1
    return at


@dataclass(frozen=True)
class Workspace:
    """A folder with sources, what was read from them, templates, settings and results."""

    root: Path

    @classmethod
    def find(cls, start: Path | None = None) -> Workspace:
        """Return the workspace that ``start`` (or the current folder) lies in.

        That is the nearest folder upwards with a functieboek.toml.  Where there is none, the folder itself serves, so
        that a single book can be read anywhere without preparation.
        """
        here = (start or Path.cwd()).absolute()
        for folder in (here, *here.parents):
            if (folder / SETTINGS_FILE).is_file():
                return cls(folder)
        return cls(here)

    @classmethod
    def at(cls, root: Path) -> Workspace:
        """Return the workspace that the user names; the folder must be there.

        Raises:
            UsageError: it is not a folder.
        """
        if not root.is_dir():
            raise UsageError(f"De werkmap {root} bestaat niet.", f"Maak hem met: functieboek init {root}")
        return cls(root.absolute())

    @property
    def is_prepared(self) -> bool:
        """Whether the folder was made a workspace (``functieboek init``)."""
        return self.settings_file.is_file()

    @property
    def sources(self) -> Path:
        """Functieboeken as received; never changed by the program."""
        return self.root / "sources"

    @property
    def extracted(self) -> Path:
        """What was read, a folder an edition; safe to delete."""
        return self.root / "extracted"

    @property
    def templates(self) -> Path:
        """Templates of the organisation."""
        return self.root / "templates"

    @property
    def output(self) -> Path:
        """What was made; safe to delete."""
        return self.root / "output"

    @property
    def settings_file(self) -> Path:
        """functieboek.toml."""
        return self.root / SETTINGS_FILE

    @property
    def logbook(self) -> Path:
        """The audit trail."""
        return self.root / "logboek.jsonl"

    @property
    def state(self) -> Path:
        """What the program keeps for itself: cache, sign-offs, drafts."""
        return self.root / ".functieboek"

    @property
    def cache_root(self) -> Path | None:
        """Where readings are kept: in a prepared workspace itself, else where the user's programs keep such things."""
        if self.is_prepared and "FUNCTIEBOEK_CACHE" not in os.environ:
            return self.state / "cache"
        from pipeline.cache import user_cache

        return user_cache()

    def edition_folder(self, name: str) -> Path:
        """Return the folder of an edition, also one that is still to be read.

        Raises:
            UsageError: the name would lead out of the folder for what was read.
        """
        if not name or name in {".", ".."} or any(c in name for c in "/\\:\0") or name.startswith("."):
            raise UsageError(
                f"“{name}” kan geen naam van een boek zijn.", "Gebruik letters, cijfers, punt en streepje."
            )
        return self.extracted / name

    def editions(self) -> list[Edition]:
        """Return the books that were read, in order of date, then name."""
        if not self.extracted.is_dir():
            return []
        folders = [path.parent for path in self.extracted.glob(f"*/{BOOK_FILE}")]
        return sorted((Edition.at(folder) for folder in folders), key=lambda edition: edition.order)

    def edition(self, name: str) -> Edition:
        """Return one edition by its name.

        Raises:
            UsageError: no book of that name was read; the message lists those that were.
        """
        folder = self.edition_folder(name)
        if (folder / BOOK_FILE).is_file():
            return Edition.at(folder)
        known = ", ".join(edition.name for edition in self.editions())
        raise UsageError(
            f"Er is geen boek “{name}” ingelezen in {self.root}.",
            f"Wel ingelezen: {known}." if known else "Lees eerst een boek in: functieboek inlezen BESTAND",
        )

    def book(self, name: str) -> Functieboek:
        """Read and validate the book of an edition."""
        return self.edition(name).book()

    def bevindingen(self, name: str) -> Bevindingen:
        """Read and validate the findings of an edition."""
        return self.edition(name).bevindingen()

    def settings(self) -> Instellingen:
        """Return the settings of functieboek.toml, the defaults where there is no such file.

        Raises:
            DataInvalidError: the file is faulty; the message lists all faults.
        """
        return self._settings

    @cached_property
    def _settings(self) -> Instellingen:
        from pipeline.models.instellingen import Instellingen, read_settings

        if not self.settings_file.is_file():
            return Instellingen()
        try:
            text = self.settings_file.read_bytes()
        except OSError as error:
            raise unreadable(self.settings_file, error) from error
        return read_settings(text, str(self.settings_file))

    def template(self, name: str) -> Path:
        """Return a template: the organisation's own where it has one, else the standard one.

        Raises:
            UsageError: neither has a template of that name.
        """
        for folder in (self.templates, standard_templates()):
            if (folder / name).is_file():
                return folder / name
        raise UsageError(f"Het sjabloon {name} bestaat niet.", f"Zet het in {self.templates}.")

    def source_of(self, sha256: str, bestand: str | None = None) -> Path | None:
        """Return the file that a book was read from, if it is still there with the same content; None if not.

        Looked for in ``sources/`` under its own name, then where it stood when it was read, then among all sources.
        """
        candidates = (self.sources / bestand if bestand else None, self.remembered_source(sha256))
        for path in candidates:
            if path and path.is_file() and sha256_of(path) == sha256:
                return path
        if self.sources.is_dir():
            for path in sorted(self.sources.iterdir()):
                if path.is_file() and path.suffix.lower() in SOURCE_TYPES and sha256_of(path) == sha256:
                    return path
        return None

    def remember_source(self, sha256: str, path: Path) -> None:
        """Keep where a source outside the workspace stood, so that its page images can be shown later."""
        root = self.cache_root
        if root is None or self.remembered_source(sha256) == path.absolute():
            return
        with contextlib.suppress(OutputNotWritableError):
            atomic_write(root / "bronnen" / sha256, str(path.absolute()), private=True)

    def remembered_source(self, sha256: str) -> Path | None:
        """Return where a source with this content stood when it was read; None if that was not kept."""
        root = self.cache_root
        try:
            return Path((root / "bronnen" / sha256).read_text(encoding="utf-8")) if root else None
        except (OSError, UnicodeDecodeError):
            return None
