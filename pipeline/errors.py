"""The errors that may leave the pipeline, each with the exit code that the command line gives it.

Every error carries a Dutch message for the user (what is wrong, where, what was expected) and a Dutch advice (what to
do next).  Anything else that escapes is a bug.  ``docs/fouten.md`` lists the codes; a test holds the two together.
"""

from __future__ import annotations

from enum import IntEnum
from typing import ClassVar


class ExitCode(IntEnum):
    """What the command line answers to the shell."""

    OK = 0
    UNEXPECTED = 1
    USAGE = 2
    SOURCE_UNREADABLE = 3
    NOT_A_FUNCTIEBOEK = 4
    PASSWORD_NEEDED = 5
    OUTPUT_NOT_WRITABLE = 6
    DATA_INVALID = 7
    TEMPLATE_FAULTY = 8
    LIMIT_EXCEEDED = 9
    FINDINGS = 10
    INTERRUPTED = 130


class FunctieboekError(Exception):
    """Base of all errors meant for the user; ``str(error)`` is the Dutch message with its advice."""

    exit_code: ClassVar[ExitCode] = ExitCode.UNEXPECTED

    def __init__(self, melding: str, advies: str = "") -> None:
        """Keep the message (one or more Dutch sentences) and the advice (the next step, or nothing)."""
        self.melding = melding
        self.advies = advies
        super().__init__(melding, advies)  # both in args, so that the error survives pickling between processes

    def __str__(self) -> str:
        return f"{self.melding} {self.advies}".strip()


class UsageError(FunctieboekError):
    """The command was called in a way that cannot work."""

    exit_code = ExitCode.USAGE


class SourceUnreadableError(FunctieboekError):
    """The source is missing, damaged, empty, or of a kind that cannot be read."""

    exit_code = ExitCode.SOURCE_UNREADABLE


class NotAFunctieboekError(FunctieboekError):
    """The source can be read but holds no functieboek."""

    exit_code = ExitCode.NOT_A_FUNCTIEBOEK


class PasswordNeededError(FunctieboekError):
    """The source is encrypted and the password is missing or wrong."""

    exit_code = ExitCode.PASSWORD_NEEDED


class OutputNotWritableError(FunctieboekError):
    """A result cannot be written: no rights, full disk, or the file is open in another program."""

    exit_code = ExitCode.OUTPUT_NOT_WRITABLE


class DataInvalidError(FunctieboekError):
    """Rows, settings or a JSON file do not have the form that was asked for."""

    exit_code = ExitCode.DATA_INVALID


class TemplateFaultyError(FunctieboekError):
    """A template holds unknown or broken tags, or tries what is not allowed."""

    exit_code = ExitCode.TEMPLATE_FAULTY


class LimitExceededError(FunctieboekError):
    """Reading was stopped because the source asked for more pages, time or memory than allowed."""

    exit_code = ExitCode.LIMIT_EXCEEDED


class KilledError(LimitExceededError):
    """The process that was reading was ended from outside: by a system short of memory, or by a person."""


class FindingsError(FunctieboekError):
    """With --streng: open findings of weight fout stand in the book."""

    exit_code = ExitCode.FINDINGS
