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
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, Self

from pydantic import AwareDatetime, Field, JsonValue, ValidationError

import pipeline
from pipeline.errors import SourceUnreadableError, UsageError
from pipeline.keten import START, append, canonical, line_hash
from pipeline.models.base import Model

__all__ = ["START", "Bestand", "Breuk", "Controle", "Logboek", "Regel", "bestand", "canonical", "line_hash"]
_SHORTEST = 8
"""Characters of a hash that are enough to name a line; twelve are shown."""


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


@dataclass(frozen=True, slots=True)
class Breuk:
    """Something that is not as the logboek says."""

    soort: Literal["keten", "uitvoer", "oordeel"]
    """keten: the chain itself is broken; uitvoer: a file is gone or was changed; oordeel: a judgment was changed."""
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
    oordelen: int = 0
    """Judgments of the workplace that are what the logboek says; the command line looks at those."""

    @property
    def kop(self) -> str:
        """The hash of the last line: note it elsewhere to be able to show later that nothing was cut off."""
        return self.regels[-1].hash if self.regels else START


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
        line = Regel(
            nummer=1,
            tijd=tijd.astimezone(datetime.UTC).replace(microsecond=0),
            handeling=handeling,
            wie=wie,
            programma=f"functieboek {pipeline.__version__}",
            invoer=tuple(invoer),
            uitvoer=tuple(uitvoer),
            verwijderd=tuple(verwijderd),
            gegevens=dict(gegevens or {}),
            vorige=START,
        )
        return Regel.model_validate_json(canonical(append(self.path, line.model_dump(mode="json"))))

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
            kop: a hash noted earlier, or its first characters, which must be that of one of the lines.
            root: the workspace; the folder of the logboek if not given.

        Raises:
            UsageError: ``kop`` is no hash, or too short to name a line.
        """
        lines: list[Regel] = []
        breaks: list[Breuk] = []
        unread = 0
        for number, line, fault in self._read():
            if line is None:
                breaks.append(Breuk("keten", number, f"Regel {number} is geen leesbare logboekregel: {fault}."))
                unread += 1
                continue
            if fault:
                breaks.append(Breuk("keten", number, f"Regel {number} is achteraf veranderd: {fault}."))
            if told := _gap(number, lines[-1] if lines else None, line, unread):
                breaks.append(Breuk("keten", number, told))
            lines.append(line)
            unread = 0
        if kop:
            breaks += _missing_head(kop, lines)
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


def _gap(number: int, before: Regel | None, line: Regel, unread: int) -> str:
    """Say in one sentence how a line does not follow on the one before; nothing where it does.

    The numbers that the lines carry tell a removed line from a moved one.  Unreadable lines were told already, and
    explain as many missing numbers.
    """
    step = line.nummer - (before.nummer if before else 0) - 1
    if step == 0:
        fits = line.vorige == (before.hash if before else START)
        return "" if fits else f"Regel {number} sluit niet aan op de regel ervoor: daar is iets gewijzigd."
    if step < 0:
        return (
            f"Regel {number} (nummer {line.nummer}) staat niet op zijn plaats: verplaatst, herhaald of tussengevoegd."
        )
    if step <= unread:
        return ""
    place = f"Tussen regel {number - 1} en {number}" if number > 1 else "Vóór de eerste regel"
    first = f"nummer {line.nummer - step}"
    many = f"ontbreken {step} regels ({first} tot en met {line.nummer - 1})"
    return f"{place} {many}." if step > 1 else f"{place} ontbreekt een regel ({first})."


def _missing_head(kop: str, lines: Sequence[Regel]) -> list[Breuk]:
    """Look a noted hash up, whole or as far as it was noted."""
    noted = kop.strip().rstrip("….").lower()
    if len(noted) < _SHORTEST or not set(noted) <= set("0123456789abcdef"):
        raise UsageError(
            f"“{kop}” is geen hash van een regel.",
            f"Geef minstens de eerste {_SHORTEST} tekens van de kop die u noteerde: cijfers en de letters a tot f.",
        )
    if any(line.hash.startswith(noted) for line in lines):
        return []
    told = f"De genoteerde hash {noted[:12]}… komt in het logboek niet voor: er ontbreken regels."
    return [Breuk("keten", None, told)]


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


def bestand(path: Path, data: bytes, root: Path) -> Bestand:
    """Describe a file for the logboek: by its path inside the workspace, or its bare name when it is elsewhere."""
    try:
        return Bestand.of(path.resolve().relative_to(root.resolve()).as_posix(), data)
    except ValueError:
        return Bestand.of(path.name, data, buiten=True)
