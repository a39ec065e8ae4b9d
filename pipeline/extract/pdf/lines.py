"""Words to text lines: rows by height, split at wide gaps, with the list marker set apart.

All measures are in PDF points on the page as shown, y downwards.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from pipeline.extract.document import Box, Line, Run
from pipeline.extract.markers import DASHES, is_marker, opens_with_word, split_marker
from pipeline.extract.pdf.page import Word

GAP = 1.1
"""A gap wider than this many font sizes splits a row into segments: a tab, a column, a table cell without lines."""

_DIGITS = "0123456789"
_LEADERS = ("....", "……", "____")
_SPACE = 0.25
"""Width of a space in font sizes; only for asking whether a word would have fitted on a line."""


@dataclass(slots=True)
class TextLine:
    """A line under construction: words that stand on one height without a wide gap, or joined over one."""

    words: list[Word]
    page: int
    marker: str = ""
    marker_words: list[Word] = field(default_factory=list)
    column: int = 0
    left: float = 0.0
    """Left edge of the column or cell that the line stands in."""
    right: float = 0.0
    """Right edge to which lines of that column or cell run."""
    parts: int = 1
    """Number of segments joined to this line: above 1 there are wide gaps in it (label and value)."""
    tail_x0: float = 0.0
    """Where the last segment starts: continuation lines of a value align here."""
    table: object | None = None
    """A table that stands here in the reading order, instead of words of its own."""
    start: float = 0.0
    """Where the line starts on the page, its marker included."""
    x0: float = 0.0
    top: float = 0.0
    x1: float = 0.0
    bottom: float = 0.0
    size: float = 0.0
    bold: bool = False
    italic: bool = False
    lead: float | None = None
    letter: float | None = None
    """What ``first_width`` and ``letter_width`` give, where the words are no longer apart."""

    def __post_init__(self) -> None:
        """Derive box, size and style from the words."""
        self.measure()

    def measure(self) -> None:
        """Derive box, size and style anew, after the words changed."""
        words = self.words or self.marker_words
        first = words[0]
        x0, top, x1, bottom, size = first.x0, first.top, first.x1, first.bottom, first.size
        bold = italic = one_size = True
        for w in words:  # one pass: every line of a book comes here
            x0 = w.x0 if w.x0 < x0 else x0
            top = w.top if w.top < top else top
            x1 = w.x1 if w.x1 > x1 else x1
            bottom = w.bottom if w.bottom > bottom else bottom
            bold = bold and w.bold
            italic = italic and w.italic
            one_size = one_size and w.size == size
        self.x0, self.top, self.x1, self.bottom = x0, top, x1, bottom
        self.bold, self.italic = bold, italic
        self.size = size if one_size else _commonest_size(words)
        self.start = min([x0, *[w.x0 for w in self.marker_words]]) if self.marker_words else x0
        if self.parts == 1:
            self.tail_x0 = x0

    @property
    def text(self) -> str:
        """The text without its marker."""
        return "".join((" " if w.space and i else "") + w.text for i, w in enumerate(self.words))

    @property
    def middle(self) -> float:
        """Height of the middle of the line."""
        return (self.top + self.bottom) / 2

    def ends_in_leader(self) -> bool:
        """Whether the line ends in the dots and page number of a table of contents."""
        last = self.words[-1].text
        if not (last[-1].isdigit() or last[-1] in "._…"):
            return False
        return "".join([w.text for w in self.words[-12:]]).rstrip(_DIGITS).endswith(_LEADERS)

    def condense(self) -> None:
        """Take the words together by style, once the page is laid out; the text, the box and the start stay.

        What comes after asks for the places of single words only where there are wide gaps or a leader.  A book of
        thousands of pages is held as lines; its words would take five times as much.
        """
        words = self.words
        if len(words) < 2 or self.parts > 1 or words[0].shown is not None or self.ends_in_leader():
            return
        self.lead, self.letter = self.first_width(), self.letter_width()
        stretches = [[words[0]]]
        for word in words[1:]:
            if _alike(stretches[-1][0], word):
                stretches[-1].append(word)
            else:
                stretches.append([word])
        if len(stretches) == 1:  # the box of its words is that of the line
            self.words = [_as_one(words, (self.x0, self.top, self.x1, self.bottom))]
        else:
            self.words = [_as_one(stretch, span_of(stretch)) for stretch in stretches]

    def first_width(self) -> float:
        """Width of what must stay together at the start of the line: the first word with what is glued to it."""
        if self.lead is not None or not self.words:
            return self.lead or 0.0
        end = 0
        while end + 1 < len(self.words) and not self.words[end + 1].space:
            end += 1
        return self.words[end].x1 - self.words[0].x0

    def letter_width(self) -> float:
        """Width of a letter of the first word, on average."""
        if self.letter is not None:
            return self.letter
        first = self.words[0]
        return (first.x1 - first.x0) / len(first.text)

    def would_fit(self, after: TextLine) -> bool:
        """Whether the first word of the next line would have fitted behind this one: then the break was meant."""
        if self.words and self.ends_in_leader():
            return True
        return self.reach_with(after) < self.right - 0.15 * self.size

    def reach_with(self, after: TextLine) -> float:
        """How far this line would run with the first word of the next behind it."""
        words = (after.marker_words[:1] and after.marker_words) or after.words
        width = after.first_width() if words is after.words else words[0].x1 - words[0].x0
        return self.x1 + _SPACE * self.size + width


def _alike(one: Word, other: Word) -> bool:
    return one.bold == other.bold and one.italic == other.italic and one.size == other.size


def _as_one(words: Sequence[Word], box: Box) -> Word:
    """Make one word, with spaces in it, of words of one style; ``box`` is the box around them."""
    if len(words) == 1:
        return words[0]
    first = words[0]
    text = first.text + "".join([" " + w.text if w.space else w.text for w in words[1:]])
    font, size, bold, italic = first.font, first.size, first.bold, first.italic
    return Word(text, *box, font, size, bold, italic, first.angle, first.space, words[-1].hyphen_hint)


UNKNOWN_GLYPH = "\ufffd"


def _commonest_size(words: Iterable[Word]) -> float:
    """The size that most characters have; of two the larger."""
    weight: dict[float, int] = {}
    for w in words:
        weight[w.size] = weight.get(w.size, 0) + len(w.text)
    return max(weight, key=lambda s: (weight[s], s))


def rows_of(words: Iterable[Word]) -> list[list[Word]]:
    """Group upright words into rows by the height of their middles, each row from left to right."""
    ordered = sorted(words, key=lambda w: (w.top + w.bottom, w.x0))
    rows: list[list[Word]] = []
    middle, height = 0.0, 0.0
    for word in ordered:
        own, own_height = (word.top + word.bottom) / 2, word.bottom - word.top
        least = height if height < own_height else own_height
        if rows and own - middle <= 0.35 * (least if least > 1.0 else 1.0):
            row = rows[-1]
            row.append(word)
            # a mark or superscript does not move the row; a word of about the row's height does
            if own_height >= 0.8 * height:
                middle += (own - middle) / len(row)
                height = own_height if own_height > height else height
        else:
            rows.append([word])
            middle, height = own, own_height
    for row in rows:
        row.sort(key=lambda w: w.x0)
    by_gap = any(word.by_gap for word in ordered)
    return [close_letters(row) if by_gap or _is_spread(row) else row for row in rows]


def _is_spread(row: Sequence[Word]) -> bool:
    """Whether most words of a row are a letter or two."""
    return len(row) >= 6 and len([w for w in row if len(w.text) <= 2 and w.text.isalpha()]) >= 0.6 * len(row)


def close_letters(row: list[Word]) -> list[Word]:
    """Make words of a row that is printed in spaced letters (a heading s e t l i k e this)."""
    spread = _is_spread(row)
    if not spread and not any(w.by_gap for w in row):
        return row
    gaps = [b.x0 - a.x1 for a, b in itertools.pairwise(row)]
    if spread:
        limit = _widest_jump(sorted(gaps))
    elif len(row) > 1 and min(gaps) < 0.22 * row[0].size and all(w.size == row[0].size for w in row):
        # letters only a little apart: here and there a gap is wide enough to look like a space
        limit = 0.22 * row[0].size
        near = [(x, y) for x, y, gap in zip(row, row[1:], gaps, strict=False) if gap < limit]
        wide = sum(gap > 0.4 * row[0].size for gap in gaps)
        capitals = all(x.text.isupper() and y.text.isupper() and y.by_gap for x, y in near)
        if not capitals or len(near) + wide < len(gaps) or len(near) > wide + 1:
            return row
    else:
        return row
    out = [row[0]]
    for word, gap in zip(row[1:], gaps, strict=True):
        last = out[-1]
        if gap <= limit and last.text[-1].isalpha() and word.text[0].isalpha() and last.font == word.font:
            out[-1] = replace(last, text=last.text + word.text, x1=word.x1)
        else:
            out.append(word)
    return out


def _widest_jump(gaps: list[float]) -> float:
    """The middle of the widest step between two gaps of a sorted list; all gaps where there is no clear step."""
    jumps = [(b - a, (a + b) / 2) for a, b in itertools.pairwise(gaps) if b > 1.25 * max(a, 0.5)]
    return max(jumps)[1] if jumps else gaps[-1]


def segments_of(row: Sequence[Word]) -> list[list[Word]]:
    """Split a row at wide gaps; a marker stays with the text behind it however wide the gap."""
    out: list[list[Word]] = [[row[0]]]
    for before, word in itertools.pairwise(row):
        gap = word.x0 - before.x1
        wide = gap > GAP * word.size and gap > GAP * max(before.size, 1.0)
        if wide and not (len(out[-1]) == 1 and gap < 6 * word.size and is_marker(before.text)):
            out.append([word])
        else:
            out[-1].append(word)
    return out


def set_marker_apart(line: TextLine) -> None:
    """Move a list marker at the start of the line out of its text."""
    if not line.words or line.marker:
        return
    first = line.words[0]
    if opens_with_word(first.text):
        return
    if first.text == UNKNOWN_GLYPH and len(line.words) > 1 and line.words[1].space:
        # a glyph of a symbol font that says not what it shows, alone before the text: a bullet
        line.marker, line.marker_words, line.words = "•", [first], line.words[1:]
        line.measure()
        return
    lone = len(line.words) == 1 or line.words[1].space
    # "o" and a dash count as bullets only before something; the text behind decides (see markers)
    whole = first.text + (" " + line.words[1].text if len(line.words) > 1 and lone else "")
    marker, rest = split_marker(whole if lone else first.text)
    if not marker:
        return
    if len(line.words) > 1 and lone and split_marker(first.text + " x")[1] == "x":
        line.marker, line.marker_words, line.words = marker, [first], line.words[1:]
    elif len(line.words) == 1 and not rest:
        line.marker, line.marker_words, line.words = marker, [first], []
    elif not lone and not rest and len(first.text) == 1 and first.text not in DASHES:
        # a bullet glued to the text, only its font differs
        line.marker, line.marker_words = marker, [first]
        line.words = [replace(line.words[1], space=True), *line.words[2:]]
    elif len(first.text) > 1 and rest and first.text.endswith(rest.split(" ")[0]):
        cut = len(first.text) - len(rest.split(" ")[0])
        x = first.x0 + (first.x1 - first.x0) * cut / len(first.text)
        line.marker, line.marker_words = marker, [replace(first, text=first.text[:cut], x1=x)]
        line.words = [replace(first, text=first.text[cut:], x0=x), *line.words[1:]]
    else:
        return
    line.measure()


def put_marker_back(line: TextLine) -> None:
    """Make the marker text again: it was the number of a heading, or a dash inside a sentence."""
    line.words = [*line.marker_words, *line.words]
    line.marker, line.marker_words = "", []
    line.lead = line.letter = None
    line.measure()


def box_of(words: Sequence[Word]) -> Box:
    """The box around the words on the page as shown, rounded to 0.1 point."""
    if words[0].shown is not None:
        boxes = [w.shown or (w.x0, w.top, w.x1, w.bottom) for w in words]
        return tuple(round(pick(b[i] for b in boxes), 1) for i, pick in enumerate((min, min, max, max)))  # type: ignore[return-value]  # four values
    x0, top, x1, bottom = span_of(words)
    return tenths(x0), tenths(top), tenths(x1), tenths(bottom)


_TENTHS: dict[int, float] = {}
MOST_TENTHS = 50_000


def tenths(value: float) -> float:
    """Round to 0.1 point, and give the same object for the same value: a large book has a million of them.

    Rounding to a whole number of tenths costs a third of ``round(value, 1)`` and gives the same, but near a tie.
    """
    many = value * 10.0
    whole = round(many)
    if not -0.499 < many - whole < 0.499:
        return round(value, 1)
    found = _TENTHS.get(whole)
    if found is None:
        if len(_TENTHS) > MOST_TENTHS:
            _TENTHS.clear()
        found = _TENTHS[whole] = whole / 10
    return found


def span_of(words: Sequence[Word]) -> Box:
    """The box around the words."""
    first = words[0]
    x0, top, x1, bottom = first.x0, first.top, first.x1, first.bottom
    for w in words:
        x0 = w.x0 if w.x0 < x0 else x0
        top = w.top if w.top < top else top
        x1 = w.x1 if w.x1 > x1 else x1
        bottom = w.bottom if w.bottom > bottom else bottom
    return x0, top, x1, bottom


def finished(words: Sequence[Word], page: int, column: int = 0, hard_end: bool = False) -> Line:
    """Make the Line of the Document: runs of one style, the box around the words."""
    if len(words) == 1:  # as nearly every line is once it was condensed
        only = words[0]
        run = Run(only.text, only.bold, only.italic, only.size)
        if only.shown is not None:
            box = box_of(words)
        else:
            box = (tenths(only.x0), tenths(only.top), tenths(only.x1), tenths(only.bottom))
        return Line((run,), page, box, None, column, hard_end, False, only.hyphen_hint)
    runs: list[Run] = []
    pieces: list[str] = []
    style: tuple[bool, bool, float] | None = None
    for i, word in enumerate(words):
        own = (word.bold, word.italic, word.size)
        if own != style:
            if pieces and style is not None:
                runs.append(Run("".join(pieces), *style))
            pieces, style = [], own
        pieces.append((" " if word.space and i else "") + word.text)
    if pieces and style is not None:
        runs.append(Run("".join(pieces), *style))
    return Line(
        runs=tuple(runs),
        page=page,
        box=box_of(words),
        column=column,
        hard_end=hard_end,
        hyphen_hint=words[-1].hyphen_hint,
    )
