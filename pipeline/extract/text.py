"""From lines to text: words broken at a line end made whole, white space folded, styles kept by position."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from pipeline.extract.document import Line

HYPHENS = "-\u2010\u2011"
_BREAKS = frozenset(HYPHENS)
Verdict = Literal["join", "keep", "space"]
"""What a line end becomes: the word made whole, the hyphen kept without space, or an ordinary space."""

# After a suspended hyphen ("Wet- en regelgeving", "beleids- of beheerstaken") a space follows.
_SUSPENDED = re.compile(r"^(en|of|en/of|tot|dan|noch|maar|als|resp\.?|respectievelijk|c\.q\.|cq|et)\b", re.IGNORECASE)
_SPACE = re.compile(r"\s+")
_TAIL = 80
"""How far back a line end is looked at: no word is longer."""
_LAST_WORD = re.compile(r"[^\s(/\"'‘’“”,;:][^\s(/\"“”,;:]*$")
_PLAIN = str.maketrans({"\u2010": "-", "\u2011": "-", "’": "'"})
_WORDS = re.compile(r"[^\W_]+(?:[-\u2010\u2011'’][^\W_]+)*")
_CLOSING = tuple(";:,.!?)]»")
"""What never stands behind a space: at the start of a line it belongs to the line above."""
_WHOLE_WORD = re.compile(r"^[^\W_]+(?:['’][^\W_]+)?")
_ADJECTIVE = re.compile(r"\w{2}(aal|eel|iek|isch|ief|air|lijk)$")
_INFLECTED = re.compile(r"\w{3}(aal|ale|eel|ele|iek|ieke|isch|ische|ief|ieve|air|aire|lijk|lijke)$")
_FIRST_WORD = re.compile(r"^[^\s)/\"'‘’“”,;:.!?]+")
# Two vowels that would read as one sound keep their hyphen: functie-uitoefening, zee-eend (klinkerbotsing; the rule is
# in the Groene Boekje, Leidraad 6.B).
_CLASH = re.compile(r"(a|e|i|o|u)-(a|e|i|o|u)")
_CLASHES = frozenset(
    {"aa", "ae", "ai", "ao", "au", "ee", "ei", "eu", "ie", "ii", "ij", "oe", "oi", "oo", "ou", "ui", "uu"}
)


# Not frozen, as little as runs and lines are: see document.
@dataclass(slots=True, unsafe_hash=True)
class Style:
    """A stretch [begin, end) of a text in one style."""

    begin: int
    end: int
    bold: bool
    italic: bool


@dataclass(slots=True, unsafe_hash=True)
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
        if begin == 0 and end == len(self.text):
            return self
        styles = tuple(
            Style(max(s.begin, begin) - begin, min(s.end, end) - begin, s.bold, s.italic)
            for s in self.styles
            if s.begin < end and s.end > begin
        )
        return Styled(self.text[begin:end], styles, self.lines, self.doubts)


def _words_in(text: str) -> list[str]:
    if text.isascii():
        return _WORDS.findall(text.lower())
    return [part.lower().translate(_PLAIN) for part in _WORDS.findall(text)]


class BookWords:
    """The words, lower case, that no line end breaks: the book's own witness for hyphens.

    What stands before a line end that may have cut a word counts when it stands so before different words.
    """

    def __init__(self) -> None:
        """Start without words."""
        self._raw: set[str] = set()  # what stands between white space; a book says the same words again and again
        self._out: set[str] = set()
        self._heads: dict[str, set[str]] = {}
        self._head = ""

    def add(self, lines: Iterable[Line]) -> None:
        """Add the next lines of the book."""
        for line in lines:
            text = line.text
            broken = line.cut or text.rstrip()[-1:] in _BREAKS
            if not self._head and not broken:
                self._raw.update(text.split())
            else:
                self._add_broken(text, broken, line.cut)

    def _add_broken(self, text: str, broken: bool, cut: bool) -> None:
        """Add a line of which the first or last word may be a part of one."""
        parts = _words_in(text)
        if parts and self._head and text.lstrip()[:1].isalpha():
            self._heads.setdefault(self._head, set()).add(parts.pop(0))  # it may be the rest of the word above
        self._head = ""
        if parts and broken:
            last = parts.pop()
            self._head = last if cut else ""
        self._out.update(parts)

    def found(self) -> frozenset[str]:
        """The words."""
        for word in self._raw:
            self._out.update(_words_in(word))
        self._out.update(head for head, tails in self._heads.items() if len(tails) > 1)
        self._raw.clear()
        return frozenset(self._out)


def words_of(lines: Iterable[Line]) -> frozenset[str]:
    """The words of a book whose lines are all at hand (see ``BookWords``)."""
    words = BookWords()
    words.add(lines)
    return words.found()


def line_end(before: str, after: str, words: frozenset[str] | set[str], hint: bool = False) -> tuple[Verdict, bool]:
    """Decide what the hyphen at the end of ``before`` is, when the text goes on with ``after``.

    The order of evidence: what Dutch spelling demands, what the book writes elsewhere, the default (join).

    Returns:
        The verdict, and whether it is in doubt (nothing but the default decided).
    """
    before, after = before.rstrip(), after.lstrip()
    if before[-1:] == "/" and before[-2:-1].strip() and not before.endswith("//"):
        return "keep", False  # "en/" + "of", "regisseur/" + "adviseur": the slash stood without spaces
    if after[:1] in _CLOSING:
        return "keep", False
    if before[-1:] == "–" and before[-2:-1].isdigit() and after[:1].isdigit():
        return "keep", False  # 2022– + 2025
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
    joined, hyphened = _known(left, right, after, words), _known(f"{left}-", right, after, words)
    if joined != hyphened:
        return ("join", False) if joined else ("keep", False)
    return _by_spelling(left, right, hint)


def _by_spelling(left: str, right: str, hint: bool) -> tuple[Verdict, bool]:
    """Decide by the form of the two parts alone, where the book has no other place to compare with."""
    if right[:1].isupper() or right[:1].isdigit() or left[-1:].isdigit():
        return "keep", False  # HR21-normfunctie, Noord-Holland, 24-uurs
    last_part = re.split(r"[-/]", left)[-1]
    if len(last_part) > 1 and last_part.isupper():
        return "keep", False  # HBO-niveau, CAR-UWO
    if last_part.lower() in {"post", "non", "oud", "niet", "e"}:
        return "keep", not hint
    if _ADJECTIVE.search(last_part) and _INFLECTED.search(right):
        return "keep", True  # sociaal-juridische, politiek-bestuurlijke: two adjectives side by side
    if left[-1:].lower() + right[:1].lower() in _CLASHES:
        # a hyphenator also breaks between vowels that do not clash (be-oordelen, co-ordinatie): the speller's rule wins
        return "keep", True
    return "join", not hint


def _known(left: str, right: str, after: str, words: frozenset[str] | set[str]) -> bool:
    """Whether the book writes this word elsewhere, as it stands or with what an apostrophe adds (programma's)."""
    whole = _WHOLE_WORD.match(after)
    return (left + right).lower() in words or bool(whole and (left + whole.group()).lower().translate(_PLAIN) in words)


def cut_end(before: str, after: str, words: frozenset[str] | set[str], hint: bool = False) -> tuple[Verdict, bool]:
    """Decide whether a word that fills its cell to the edge goes on in the next line.

    It was cut for sure if the book has the joined word; it is whole when the book has it, or what follows, as a word
    elsewhere (a short tail says nothing: "er" and "en" are words and endings both); else it was cut, in doubt.
    """
    head, tail = _LAST_WORD.search(before.rstrip()), _FIRST_WORD.match(after.lstrip())
    if after.lstrip()[:1] in _CLOSING:
        return "keep", False
    if not head or not tail or hint or after.rstrip()[-1] in HYPHENS:
        return "space", False  # who hyphenates the next line does not cut this one without a hyphen
    if (head.group() + tail.group()).lower() in words:
        return "keep", False
    follows = tail.group().lower() in words and (head.start() or len(tail.group()) > 3)
    if head.group().lower() in words or follows:
        return "space", False
    return "keep", True


def hint_overrules(left: str, after: str, words: frozenset[str] | set[str], hint: bool) -> bool:
    """Whether what looks like a suspended hyphen before en/of is a broken word after all ("docum-" + "en ten")."""
    match = _FIRST_WORD.match(after)
    return bool(match and (left + match.group()).lower() in words and hint)


class _Joined:
    """A text that grows run by run: white space folded, one stretch for each run of one style."""

    def __init__(self) -> None:
        self.stretches: list[tuple[str, bool, bool]] = []

    def add(self, text: str, bold: bool, italic: bool) -> None:
        """Add a run; white space after white space, or at the start, is nothing."""
        folded = _SPACE.sub(" ", text)
        if folded[:1] == " " and (not self.stretches or self.stretches[-1][0][-1] == " "):
            folded = folded[1:]
        if folded:
            self.stretches.append((folded, bold, italic))

    def tail(self) -> str:
        """The last characters."""
        out = ""
        for text, _, _ in reversed(self.stretches):
            out = text + out
            if len(out) >= _TAIL:
                break
        return out[-_TAIL:]

    def drop(self) -> None:
        """Take off the last character."""
        text, bold, italic = self.stretches.pop()
        if len(text) > 1:
            self.stretches.append((text[:-1], bold, italic))

    def strip(self) -> None:
        """Take off white space at the end (never more than one space: it is folded)."""
        while self.stretches and self.stretches[-1][0][-1] == " ":
            self.drop()

    def space(self) -> None:
        """Add a space in the style of what stands before it."""
        _, bold, italic = self.stretches[-1]
        self.stretches.append((" ", bold, italic))

    def styles(self) -> tuple[Style, ...]:
        """The styles by position, neighbours of one style taken together."""
        out: list[Style] = []
        at = 0
        for text, bold, italic in self.stretches:
            end = at + len(text)
            if out and out[-1].bold == bold and out[-1].italic == italic:
                out[-1] = Style(out[-1].begin, end, bold, italic)
            else:
                out.append(Style(at, end, bold, italic))
            at = end
        return tuple(out)


def join(lines: Iterable[Line], words: frozenset[str] | set[str] = frozenset()) -> Styled:
    """Join lines to one text: hyphens at line ends undone, white space folded, styles kept.

    Args:
        lines: the lines of one paragraph, item, heading or cell part, in reading order.
        words: the words of the book (``Document.words``).
    """
    kept = [line for line in lines if line.text.strip()]
    if len(kept) == 1 and len(kept[0].runs) == 1:  # as it is for most headings, labels and items
        run = kept[0].runs[0]
        text = _SPACE.sub(" ", run.text).strip(" ")
        return Styled(text, (Style(0, len(text), run.bold, run.italic),), tuple(kept), ())
    joined = _Joined()
    doubts: list[str] = []
    for index, line in enumerate(kept):
        for run in line.runs:
            joined.add(run.text, run.bold, run.italic)
        if index + 1 == len(kept):
            break
        after = kept[index + 1].text
        decide = cut_end if line.cut else line_end
        verdict, doubt = decide(joined.tail(), after, words, line.hyphen_hint)
        joined.strip()
        if verdict == "join":
            joined.drop()
        elif verdict == "space":
            joined.space()
        if doubt:
            tail = _FIRST_WORD.match(after.lstrip())
            head = _LAST_WORD.search(joined.tail())
            doubts.append((head.group() if head else "") + (tail.group() if tail else ""))
    joined.strip()
    return Styled("".join(text for text, _, _ in joined.stretches), joined.styles(), tuple(kept), tuple(doubts))
