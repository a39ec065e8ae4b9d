"""From lines to text: words broken at a line end made whole, white space folded, styles kept by position."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from pipeline.extract.document import Line

HYPHENS = "-\u2010\u2011"
Verdict = Literal["join", "keep", "space"]
"""What a line end becomes: the word made whole, the hyphen kept without space, or an ordinary space."""

# After a suspended hyphen ("Wet- en regelgeving", "beleids- of beheerstaken") a space follows.
_SUSPENDED = re.compile(r"^(en|of|en/of|tot|dan|noch|maar|als|resp\.?|respectievelijk|c\.q\.|cq|et)\b", re.IGNORECASE)
_LAST_WORD = re.compile(r"[^\s(/\"'‘’“”,;:]+$")
_FIRST_WORD = re.compile(r"^[^\s)/\"'‘’“”,;:.!?]+")
# Two vowels that would read as one sound keep their hyphen: functie-uitoefening, zee-eend (klinkerbotsing; the rule is
# in the Groene Boekje, Leidraad 6.B).
_CLASH = re.compile(r"(a|e|i|o|u)-(a|e|i|o|u)")
_CLASHES = frozenset(
    {"aa", "ae", "ai", "ao", "au", "ee", "ei", "eu", "ie", "ii", "ij", "oe", "oi", "oo", "ou", "ui", "uu"}
)


@dataclass(frozen=True, slots=True)
class Style:
    """A stretch [begin, end) of a text in one style."""

    begin: int
    end: int
    bold: bool
    italic: bool


@dataclass(frozen=True, slots=True)
class Styled:
    """A text with its styles by position, and the lines it came from."""

    text: str
    styles: tuple[Style, ...]
    lines: tuple[Line, ...]
    doubts: tuple[str, ...] = ()
    """Words whose hyphen at a line end could be decided only by default."""

    def bold_stretches(self) -> tuple[tuple[int, int], ...]:
        """Offsets of each uninterrupted run of bold, trimmed of white space."""
        out: list[tuple[int, int]] = []
        for style in self.styles:
            if not style.bold:
                continue
            if out and not self.text[out[-1][1] : style.begin].strip():
                out[-1] = (out[-1][0], style.end)
            else:
                out.append((style.begin, style.end))
        trimmed = []
        for begin, end in out:
            piece = self.text[begin:end]
            left, right = len(piece) - len(piece.lstrip()), len(piece) - len(piece.rstrip())
            if begin + left < end - right:
                trimmed.append((begin + left, end - right))
        return tuple(trimmed)

    def part(self, begin: int, end: int | None = None) -> Styled:
        """The text [begin, end) with its styles, trimmed; its lines are those of the whole."""
        end = len(self.text) if end is None else end
        while begin < end and self.text[begin].isspace():
            begin += 1
        while end > begin and self.text[end - 1].isspace():
            end -= 1
        styles = tuple(
            Style(max(s.begin, begin) - begin, min(s.end, end) - begin, s.bold, s.italic)
            for s in self.styles
            if s.begin < end and s.end > begin
        )
        return Styled(self.text[begin:end], styles, self.lines, self.doubts)


def words_of(lines: Iterable[Line]) -> set[str]:
    """The words, lower case, that no line end breaks: the book's own witness for hyphens."""
    out: set[str] = set()
    for line in lines:
        text = line.text
        parts = re.findall(r"[^\W_]+(?:[-\u2010\u2011'’][^\W_]+)*", text)
        if text.rstrip()[-1:] in tuple(HYPHENS) and parts:
            parts.pop()
        out.update(part.lower().replace("\u2010", "-").replace("\u2011", "-") for part in parts)
    return out


def line_end(before: str, after: str, words: frozenset[str] | set[str], hint: bool = False) -> tuple[Verdict, bool]:
    """Decide what the hyphen at the end of ``before`` is, when the text goes on with ``after``.

    The order of evidence: what Dutch spelling demands, what the book writes elsewhere, the default (join).

    Returns:
        The verdict, and whether it is in doubt (nothing but the default decided).
    """
    before, after = before.rstrip(), after.lstrip()
    if before[-1:] == "/" and before[-2:-1].strip() and not before.endswith("//"):
        return "keep", False  # "en/" + "of", "regisseur/" + "adviseur": the slash stood without spaces
    if not before or before[-1] not in HYPHENS:
        return "space", False
    head = _LAST_WORD.search(before[:-1])
    tail = _FIRST_WORD.match(after)
    if not head or before[-2:-1].isspace() or len(before) == 1:
        return "space", False  # a dash between spaces, or a lone hyphen
    if _SUSPENDED.match(after) and not hint_overrules(head.group(), after, words, hint):
        return "space", False
    if not tail:
        return "keep", False
    left, right = head.group(), tail.group()
    joined, hyphened = (left + right).lower(), f"{left}-{right}".lower()
    if joined in words and hyphened not in words:
        return "join", False
    if hyphened in words and joined not in words:
        return "keep", False
    if right[:1].isupper() or right[:1].isdigit() or left[-1:].isdigit():
        return "keep", False  # HR21-normfunctie, Noord-Holland, 24-uurs
    last_part = re.split(r"[-/]", left)[-1]
    if len(last_part) > 1 and last_part.isupper():
        return "keep", False  # HBO-niveau, CAR-UWO
    if last_part.lower() in {"post", "non", "ex", "oud", "niet", "pro", "anti", "e"}:
        return "keep", not hint
    if left[-1:].lower() + right[:1].lower() in _CLASHES:
        # a hyphenator also breaks between vowels that do not clash (be-oordelen, co-ordinatie): the speller's rule wins
        return "keep", True
    return "join", not hint


def hint_overrules(left: str, after: str, words: frozenset[str] | set[str], hint: bool) -> bool:
    """Whether what looks like a suspended hyphen before en/of is a broken word after all ("docum-" + "en ten")."""
    match = _FIRST_WORD.match(after)
    return bool(match and (left + match.group()).lower() in words and hint)


def join(lines: Iterable[Line], words: frozenset[str] | set[str] = frozenset()) -> Styled:
    """Join lines to one text: hyphens at line ends undone, white space folded, styles kept.

    Args:
        lines: the lines of one paragraph, item, heading or cell part, in reading order.
        words: the words of the book (``Document.words``).
    """
    kept = [line for line in lines if line.text.strip()]
    chars: list[str] = []
    bold: list[bool] = []
    italic: list[bool] = []
    doubts: list[str] = []
    for index, line in enumerate(kept):
        for run in line.runs:
            for char in run.text:
                if char.isspace():
                    if chars and chars[-1] != " ":
                        chars.append(" ")
                        bold.append(run.bold)
                        italic.append(run.italic)
                    continue
                chars.append(char)
                bold.append(run.bold)
                italic.append(run.italic)
        if index + 1 < len(kept):
            after = kept[index + 1].text
            verdict, doubt = line_end("".join(chars[-80:]), after, words, line.hyphen_hint)
            while chars and chars[-1] == " ":
                chars.pop(), bold.pop(), italic.pop()
            if verdict == "join":
                chars.pop(), bold.pop(), italic.pop()
            elif verdict == "space":
                chars.append(" ")
                bold.append(bold[-1])
                italic.append(italic[-1])
            if doubt:
                tail = _FIRST_WORD.match(after.lstrip())
                head = _LAST_WORD.search("".join(chars[-80:]))
                doubts.append((head.group() if head else "") + (tail.group() if tail else ""))
    while chars and chars[-1] == " ":
        chars.pop(), bold.pop(), italic.pop()
    styles: list[Style] = []
    for i in range(len(chars)):
        if styles and styles[-1].bold == bold[i] and styles[-1].italic == italic[i]:
            styles[-1] = Style(styles[-1].begin, i + 1, bold[i], italic[i])
        else:
            styles.append(Style(i, i + 1, bold[i], italic[i]))
    return Styled("".join(chars), tuple(styles), tuple(kept), tuple(doubts))
