"""The run statement: what went into a run, with which rules, and the fingerprint of all that came out.

Its shape is an in-toto Statement v1 (https://github.com/in-toto/attestation, spec/v1/statement.md): ``subject`` names
the outputs with their sha256, ``predicate`` says how they came about.  It is not signed; whoever wants that can sign
the file as it stands.  It carries no time, so that the same run gives the same bytes; the moment is in the logboek.

>>> made = statement("vergelijken", inputs=(Grondstof.of("bron", "a.md", b"a"),), outputs={"wijzigingen.json": b"{}"})
>>> made.subject[0].digest.sha256[:8]
'44136fa3'
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from importlib import metadata
from typing import Any, Literal, Self

from pydantic import Field

import pipeline
from pipeline.models.base import Model


def sha256(data: bytes) -> str:
    """Return the SHA-256 of some bytes in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


class Digest(Model):
    """The fingerprint of a file."""

    sha256: str = Field(pattern=r"^[0-9a-f]{64}$")


class Onderwerp(Model):
    """An output: the subject of the statement."""

    name: str = Field(description="path from the folder of the statement, with forward slashes")
    digest: Digest


class Grondstof(Model):
    """An input of the run."""

    rol: str = Field(description='what it was used as: "bron oud", "functieboek nieuw", "sjabloon", …')
    naam: str = Field(description="file name without folder")
    digest: Digest

    @classmethod
    def of(cls, rol: str, naam: str, data: bytes) -> Self:
        """Make one from the bytes of a file."""
        return cls(rol=rol, naam=naam, digest=Digest(sha256=sha256(data)))


class Programma(Model):
    """What was run."""

    naam: str
    versie: str
    bibliotheken: dict[str, str] = Field(description="versions of the libraries that can change the result")
    regels: dict[str, str] = Field(description="versions of the rule sets that were applied")


class Predicaat(Model):
    """How the outputs came about."""

    handeling: str = Field(description="the command: vergelijken, brieven, …")
    programma: Programma
    invoer: tuple[Grondstof, ...]
    instellingen: dict[str, Any]
    tellingen: dict[str, int]
    toelichting: tuple[str, ...] = Field(default=(), description="Dutch sentences that a reader must know")


class Verklaring(Model):
    """A run statement (in-toto Statement v1)."""

    type_: Literal["https://in-toto.io/Statement/v1"] = Field(default="https://in-toto.io/Statement/v1", alias="_type")
    subject: tuple[Onderwerp, ...]
    predicate_type: Literal["urn:x-functieboek:verklaring:1"] = Field(
        default="urn:x-functieboek:verklaring:1", alias="predicateType"
    )
    predicate: Predicaat


def library_versions(names: Sequence[str]) -> dict[str, str]:
    """Return the installed versions of some distributions, by name; one that is not installed is left out."""
    found = {}
    for name in sorted(names):
        try:
            found[name] = metadata.version(name)
        except metadata.PackageNotFoundError:
            continue
    return found


def statement(
    handeling: str,
    *,
    inputs: Sequence[Grondstof],
    outputs: Mapping[str, bytes],
    instellingen: Mapping[str, Any] | None = None,
    tellingen: Mapping[str, int] | None = None,
    regels: Mapping[str, str] | None = None,
    bibliotheken: Sequence[str] = ("pydantic",),
    toelichting: Sequence[str] = (),
) -> Verklaring:
    """Make the statement of one run.

    Args:
        handeling: the command that ran.
        inputs: what was read, in a meaningful order.
        outputs: the bytes of each output by its path from the folder of the statement.
        instellingen: the settings that had a say in the result.
        tellingen: how many of what came out.
        regels: versions of rule sets, word lists and tables.
        bibliotheken: distributions whose version matters.
        toelichting: Dutch sentences that belong to the result.
    """
    return Verklaring(
        subject=tuple(Onderwerp(name=name, digest=Digest(sha256=sha256(outputs[name]))) for name in sorted(outputs)),
        predicate=Predicaat(
            handeling=handeling,
            programma=Programma(
                naam="functieboek",
                versie=pipeline.__version__,
                bibliotheken=library_versions(bibliotheken),
                regels=dict(sorted((regels or {}).items())),
            ),
            invoer=tuple(inputs),
            instellingen=dict(instellingen or {}),
            tellingen=dict(tellingen or {}),
            toelichting=tuple(toelichting),
        ),
    )
