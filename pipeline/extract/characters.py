"""Characters as the Document wants them: NFC, ligatures as letters, nothing that only steers the layout."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import replace

from pipeline.extract.document import Line, Run, visible
from pipeline.extract.markers import PRIVATE_USE

_DROPPED = "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\u2061\u2062\u2063\u2064\ufeff" + "".join(
    chr(code) for code in (*range(0x202A, 0x202F), *range(0x2066, 0x206A))
)
_CONTROLS = "".join(chr(code) for code in (*range(0x09), *range(0x0E, 0x20), *range(0x7F, 0xA0)) if code != 0x85)
_TABLE: dict[int, str | None] = {
    **{ord(char): None for char in _DROPPED + _CONTROLS},
    **{ord(char): shown for char, shown in PRIVATE_USE.items()},
    0x2011: "-",  # the non-breaking hyphen differs from the hyphen in layout only
    0xFB00: "ff",
    0xFB01: "fi",
    0xFB02: "fl",
    0xFB03: "ffi",
    0xFB04: "ffl",
    0xFB05: "st",
    0xFB06: "st",
    0x0132: "IJ",
    0x0133: "ij",
}
_UNREADABLE = re.compile(r"[\ufffd\ue000-\uf8ff]")


def clean(text: str) -> str:
    """Give the text in NFC, ligatures as letters, without soft hyphens, zero-width and control characters."""
    return unicodedata.normalize("NFC", text.translate(_TABLE))


def count(text: str) -> int:
    """Count the visible characters of raw text: the unit in which a reader accounts for its source."""
    return visible(clean(text))


def unreadable(text: str) -> int:
    """Count the characters without a meaning: U+FFFD and private-use glyphs that are no known bullet."""
    return len(_UNREADABLE.findall(clean(text)))


def tidy(runs: Iterable[Run]) -> tuple[Run, ...]:
    """Clean the runs of one line: white space folded and trimmed, empty runs gone, equal neighbours made one."""
    out: list[Run] = []
    space = True
    for run in _whole_characters(runs):
        text = clean(run.text)
        folded = re.sub(r"\s+", " ", text)
        if space and folded.startswith(" "):
            folded = folded[1:]
        if not folded:
            continue
        space = folded.endswith(" ")
        if out and (out[-1].bold, out[-1].italic, out[-1].size) == (run.bold, run.italic, run.size):
            out[-1] = replace(out[-1], text=out[-1].text + folded)
        else:
            out.append(replace(run, text=folded))
    if out and out[-1].text.endswith(" "):
        last = out.pop()
        if last.text.rstrip():
            out.append(replace(last, text=last.text.rstrip()))
    return tuple(out)


def _whole_characters(runs: Iterable[Run]) -> list[Run]:
    """Move a combining mark that opens a run to the letter it belongs to."""
    out: list[Run] = []
    for run in runs:
        text = run.text
        while text and out and unicodedata.combining(text[0]):
            out[-1] = replace(out[-1], text=out[-1].text + text[0])
            text = text[1:]
        if text:
            out.append(replace(run, text=text))
    return out


def without_start(line: Line, length: int) -> Line:
    """The line without its first characters and the white space after them."""
    kept: list[Run] = []
    for run in line.runs:
        if length >= len(run.text):
            length -= len(run.text)
            continue
        kept.append(replace(run, text=run.text[length:]))
        length = 0
    return replace(line, runs=tidy(kept))


def only_start(line: Line, length: int) -> Line:
    """The first characters of a line, as a line of their own."""
    kept: list[Run] = []
    for run in line.runs:
        if length <= 0:
            break
        kept.append(replace(run, text=run.text[:length]))
        length -= len(run.text)
    return replace(line, runs=tidy(kept), hard_end=False, hyphen_hint=False)


def plain(text: str, number: int | None = None, *, hard_end: bool = False) -> Line:
    """A line of text without styles."""
    return Line(runs=tidy((Run(text),)), number=number, hard_end=hard_end)


def accounted(lines: Sequence[Line]) -> int:
    """Count the visible characters of lines."""
    return sum(visible(line.text) for line in lines)
