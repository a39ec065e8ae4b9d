"""The audit trail of a workspace: ``logboek.jsonl``, one line a run, each carrying the hash of the line before it.

A changed, removed, inserted or reordered line breaks the chain and shows.  What it cannot show: that the last lines
were cut off, or that someone rewrote the whole file; there is no key in it.  Note the hash of the last line elsewhere
(minutes, a case file) and both show too.  ``docs/besluiten/logboek.md`` says more.

Every command that makes something writes one line:

>>> logboek = Logboek(workspace / "logboek.jsonl")                                        # doctest: +SKIP
>>> logboek.add("brieven", tijd=now, uitvoer=[Bestand.of("output/brieven/…/verklaring.json", data)])  # doctest: +SKIP
"""

from __future__ import annotations

import datetime
import hashlib
import json
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, Literal, Self

from pydantic import AwareDatetime, Field, JsonValue, ValidationError

import pipeline
from pipeline.errors import DataInvalidError, OutputNotWritableError, SourceUnreadableError
from pipeline.models.base import Model

START = "0" * 64
"""What the first line carries as the hash of the line before it."""


class Bestand(Model):
    """A file that a run read or wrote, by its fingerprint."""

    naam: str = Field(description="path from the workspace with forward slashes; only the name if it stands elsewhere")
    sha256: str = Field(pattern=r"^[0-9a-f]{64}$")
    buiten: bool = Field(default=False, description="it stands outside the workspace and cannot be verified from here")

    @classmethod
    def of(cls, naam: str, data: bytes, *, buiten: bool = False) -> Self:
        """Make one from the bytes of a file."""
        return cls(naam=naam, sha256=hashlib.sha256(data).hexdigest(), buiten=buiten)


class Regel(Model):
    """One line of the logboek."""

    schema_: Literal["logboek/1"] = Field(default="logboek/1", alias="schema")
    nummer: int = Field(ge=1, description="1 for the first line")
    tijd: AwareDatetime = Field(description="UTC, whole seconds")
    handeling: str = Field(description="the command: vergelijken, brieven, opschonen, …")
    wie: str | None = Field(default=None, description="who ran it, where the settings say")
    programma: str = Field(description="name and version")
    invoer: tuple[Bestand, ...] = ()
    uitvoer: tuple[Bestand, ...] = ()
    verwijderd: tuple[str, ...] = Field(default=(), description="outputs that this run removed on purpose")
    gegevens: dict[str, JsonValue] = Field(default_factory=dict, description="counts and choices; no personal data")
    vorige: str = Field(pattern=r"^[0-9a-f]{64}$")
    hash: str = Field(default="", description="SHA-256 of the canonical JSON of this line without this field")

    def sealed(self) -> Regel:
        """The same line with its hash filled in."""
        return self.model_copy(update={"hash": line_hash(self.model_dump(mode="json"))})


_GAP = "daar is een regel weggehaald, tussengevoegd of gewijzigd"


@dataclass(frozen=True, slots=True)
class Breuk:
    """Something that is not as the logboek says."""

    soort: Literal["keten", "uitvoer"]
    """keten: the chain itself is broken; uitvoer: a file is gone or was changed."""
    regel: int | None
    """Line of the file, from 1."""
    melding: str


@dataclass(frozen=True, slots=True)
class Controle:
    """What a verification found."""

    regels: tuple[Regel, ...]
    breuken: tuple[Breuk, ...]
    gecontroleerd: int
    """Files whose fingerprint is what the logboek says."""
    buiten: int
    """Files outside the workspace, which were not looked at."""

    @property
    def kop(self) -> str:
        """The hash of the last line: note it elsewhere to be able to show later that nothing was cut off."""
        return self.regels[-1].hash if self.regels else START


def canonical(value: JsonValue) -> bytes:
    """Return the canonical JSON of a value (RFC 8785): sorted keys, no white space, UTF-8.

    Raises:
        TypeError: a fraction, whose canonical form is a science of its own; log whole numbers and text.

    >>> canonical({"b": 1, "a": ["é", None]}).decode()
    '{"a":["é",null],"b":1}'
    """
    if isinstance(value, dict):
        keys = sorted(value, key=lambda key: key.encode("utf-16-be", "surrogatepass"))  # the RFC sorts UTF-16 units
        return b"{" + b",".join(canonical(key) + b":" + canonical(value[key]) for key in keys) + b"}"
    if isinstance(value, list):
        return b"[" + b",".join(canonical(item) for item in value) + b"]"
    if isinstance(value, float):
        raise TypeError("a logboek line holds no fractions")
    return json.dumps(value, ensure_ascii=False).encode("utf-8", "replace")


def line_hash(line: Mapping[str, Any]) -> str:
    """Return the hash of a line as data, its own ``hash`` left out."""
    return hashlib.sha256(canonical({key: value for key, value in line.items() if key != "hash"})).hexdigest()


class Logboek:
    """The logboek file of a workspace."""

    def __init__(self, path: Path) -> None:
        """Name the file; it is made by the first line."""
        self.path = path

    def add(
        self,
        handeling: str,
        *,
        tijd: datetime.datetime,
        wie: str | None = None,
        invoer: Sequence[Bestand] = (),
        uitvoer: Sequence[Bestand] = (),
        verwijderd: Sequence[str] = (),
        gegevens: Mapping[str, JsonValue] | None = None,
    ) -> Regel:
        """Append one line, safe against another process that does the same, and return it.

        Args:
            handeling: the command.
            tijd: the moment, with time zone; kept in UTC and whole seconds.
            wie: who ran it.
            invoer: what was read.
            uitvoer: what was written; ``functieboek logboek controleren`` looks at these again.
            verwijderd: names of outputs that were removed on purpose.
            gegevens: counts and choices, without fractions and without personal data.

        Raises:
            OutputNotWritableError: the file cannot be written.
        """
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            with self.path.open("a+b") as file, _locked(file):
                torn, last = _tail(file)
                line = Regel(
                    nummer=(last.nummer if last else 0) + 1,
                    tijd=tijd.astimezone(datetime.UTC).replace(microsecond=0),
                    handeling=handeling,
                    wie=wie,
                    programma=f"functieboek {pipeline.__version__}",
                    invoer=tuple(invoer),
                    uitvoer=tuple(uitvoer),
                    verwijderd=tuple(verwijderd),
                    gegevens=dict(gegevens or {}),
                    vorige=last.hash if last else START,
                ).sealed()
                # A line that a crash cut short stays where it is, visible to the verification; ours starts after it.
                file.write((b"\n" if torn else b"") + canonical(line.model_dump(mode="json")) + b"\n")
                file.flush()
                os.fsync(file.fileno())
        except OSError as error:
            raise OutputNotWritableError(
                f"{self.path.name} kan niet worden bijgewerkt ({error.strerror}).",
                "Sluit het bestand in andere programma's en controleer de rechten.",
            ) from error
        return line

    def holds(self, key: str, value: str) -> bool:
        """Whether a line that can be read has this among its ``gegevens``; quick, also when there are thousands."""
        mark = canonical({key: value})[1:-1]
        try:
            data = self.path.read_bytes()
        except FileNotFoundError:
            return False
        except OSError as error:
            raise self._closed() from error
        if mark not in data:
            return False
        lines = (_parse(raw)[0] for raw in data.split(b"\n") if mark in raw)
        return any(line is not None and line.gegevens.get(key) == value for line in lines)

    def lines(self) -> tuple[Regel, ...]:
        """Read all lines that can be read; ``verify`` says which cannot."""
        return tuple(line for _, line, _ in self._read() if line)

    def verify(self, *, kop: str | None = None, root: Path | None = None) -> Controle:
        """Verify the chain, and the outputs that stand in the workspace.

        Args:
            kop: a hash noted earlier, which must be that of one of the lines.
            root: the workspace; the folder of the logboek if not given.
        """
        lines: list[Regel] = []
        breaks: list[Breuk] = []
        expected = START
        for number, line, fault in self._read():
            if line is None:
                breaks.append(Breuk("keten", number, f"Regel {number} is geen leesbare logboekregel: {fault}."))
                continue
            if fault:
                breaks.append(Breuk("keten", number, f"Regel {number} is achteraf veranderd: {fault}."))
            if line.vorige != expected or line.nummer != len(lines) + 1:
                breaks.append(Breuk("keten", number, f"Regel {number} sluit niet aan op de regel ervoor: {_GAP}."))
            expected = line.hash
            lines.append(line)
        if kop and kop not in {line.hash for line in lines}:
            breaks.append(
                Breuk(
                    "keten", None, f"De genoteerde hash {kop[:12]}… komt in het logboek niet voor: er ontbreken regels."
                )
            )
        good, outside, faults = _verify_outputs(lines, root or self.path.parent)
        return Controle(tuple(lines), (*breaks, *faults), good, outside)

    def _closed(self) -> SourceUnreadableError:
        return SourceUnreadableError(
            f"{self.path.name} kan niet worden geopend.", "Controleer de rechten van het bestand."
        )

    def _read(self) -> Iterator[tuple[int, Regel | None, str]]:
        try:
            data = self.path.read_bytes()
        except FileNotFoundError:
            return
        except OSError as error:
            raise self._closed() from error
        for number, raw in enumerate(data.split(b"\n"), start=1):
            if raw:
                yield number, *_parse(raw)


def _parse(raw: bytes) -> tuple[Regel | None, str]:
    """Read one line and hold it against its own hash, over the bytes as they stand."""
    try:
        line = Regel.model_validate_json(raw)
        data = json.loads(raw)
        if canonical(data) != raw:
            return line, "de schrijfwijze is niet die van het programma"
    except (ValidationError, ValueError, TypeError, RecursionError):
        return None, "de inhoud is beschadigd of het schrijven is afgebroken"
    return line, "" if line_hash(data) == line.hash else "de inhoud past niet bij de hash"


def _tail(file: IO[bytes]) -> tuple[bool, Regel | None]:
    """Whether the file ends in a torn line, and the last line that can be read."""
    size = file.seek(0, os.SEEK_END)
    if not size:
        return False, None
    step, data = 1 << 16, b""
    while size and data.count(b"\n") < 3:  # a long line, or torn ones: read further back
        begin = max(0, size - step)
        file.seek(begin)
        data = file.read(size - begin) + data
        size, step = begin, step * 4
    torn = not data.endswith(b"\n")
    for raw in reversed(data.split(b"\n")):
        line = _parse(raw)[0] if raw else None
        if line:
            return torn, line
    if size == 0 and data.strip():
        raise DataInvalidError(
            "Het logboek is beschadigd: geen enkele regel is leesbaar.",
            "Bewaar het bestand apart en begin met `functieboek logboek controleren`.",
        )
    return torn, None


def _verify_outputs(lines: Iterable[Regel], root: Path) -> tuple[int, int, list[Breuk]]:
    """Hold the files against the last line that speaks of each."""
    latest: dict[str, tuple[int, Bestand]] = {}
    outside = 0
    for line in lines:
        for name in line.verwijderd:
            latest.pop(name, None)
        for item in line.uitvoer:
            if item.buiten:
                outside += 1
            else:
                latest[item.naam] = (line.nummer, item)
    good, faults = 0, []
    for name, (number, item) in sorted(latest.items()):
        fault = _output_fault(root, item)
        if fault:
            faults.append(Breuk("uitvoer", number, f"{name} (regel {number}): {fault}."))
        else:
            good += 1
    return good, outside, faults


def _output_fault(root: Path, item: Bestand) -> str:
    path = root / item.naam
    if not path.resolve().is_relative_to(root.resolve()):
        return "de naam wijst buiten de werkmap"
    try:
        with path.open("rb") as file:
            found = hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return "het bestand is er niet meer of kan niet worden geopend"
    return "" if found == item.sha256 else "het bestand is veranderd nadat het gemaakt werd"


@contextmanager
def _locked(file: IO[bytes]) -> Iterator[None]:
    """Hold the file for this process; the standard library has one way on Windows and another elsewhere."""
    if os.name == "nt":
        import msvcrt

        file.seek(0)
        msvcrt.locking(file.fileno(), msvcrt.LK_LOCK, 1)  # type: ignore[attr-defined,unused-ignore]  # Windows only
        try:
            yield
        finally:
            file.seek(0)
            msvcrt.locking(file.fileno(), msvcrt.LK_UNLCK, 1)  # type: ignore[attr-defined,unused-ignore]  # idem
    else:
        import fcntl

        fcntl.flock(file.fileno(), fcntl.LOCK_EX)
        try:
            yield
        finally:
            fcntl.flock(file.fileno(), fcntl.LOCK_UN)


def bestand(path: Path, data: bytes, root: Path) -> Bestand:
    """Describe a file for the logboek: by its path inside the workspace, or its bare name when it is elsewhere."""
    try:
        return Bestand.of(path.resolve().relative_to(root.resolve()).as_posix(), data)
    except ValueError:
        return Bestand.of(path.name, data, buiten=True)
