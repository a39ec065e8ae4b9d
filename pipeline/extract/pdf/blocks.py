"""Lines to blocks: which lines are one paragraph or item, also over a column or page break, and what is a heading.

The strongest witness for a break that was meant is the line itself: if the first word of the next line would still have
fitted behind it, nobody but the author ended it there.  Markers, free height, size and indents are the others.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from pipeline.extract.document import Block, Line
from pipeline.extract.markers import is_bullet
from pipeline.extract.pdf.lines import TextLine, finished, put_marker_back

_SAME = 2.5
"""Two left edges within this many points are the same indent."""
_SPACED = 1.16
"""So many times the usual distance parts two paragraphs, where lines keep that distance exactly."""
_SENTENCE_END = re.compile(r"[.!?:;][)\"'’”]?$")
_HYPHEN_END = re.compile(r"\w[-\u2010]$")
_FULL_STOP = re.compile(r"([a-z]{5,}|\d|[)\"’”])\.[)\"’”]?$")
"""The end of a sentence, and not of an abbreviation."""
_SUSPENDED = re.compile(r"^(en|of|en/of|tot)\b")


@dataclass(slots=True)
class Leading:
    """The usual distance between the lines of one paragraph, in points, for each font size."""

    steps: dict[float, float] = field(default_factory=dict)
    steady: frozenset[float] = frozenset()
    """Sizes whose lines keep that distance so exactly that a little more is the space between two paragraphs."""

    @classmethod
    def of(cls, found: Mapping[float, Sequence[float]]) -> Leading:
        """Derive it from the distances, for each size, of neighbours that one paragraph surely holds."""
        # the lower quartile: a paragraph that ends in a full line brings its own spacing into the count
        steps = {size: sorted(own)[len(own) // 4] for size, own in found.items() if len(own) > 1}
        steady = frozenset(
            size
            for size, own in found.items()
            if len(own) > 7 and sum(abs(step - steps[size]) < 0.03 * size for step in own) > 0.6 * len(own)
        )
        return cls(steps, steady)

    def at(self, size: float) -> float:
        """The distance for a size; where no paragraph of that size was seen, that of the nearest size, scaled."""
        if size in self.steps:
            return self.steps[size]
        if self.steps:
            nearest = min(self.steps, key=lambda s: (abs(s - size), s))
            return self.steps[nearest] * size / nearest
        return 1.3 * size


@dataclass(slots=True)
class Group:
    """The lines of a block under construction."""

    lines: list[TextLine]
    space_before: float = 0.0
    page_top: bool = False

    @property
    def first(self) -> TextLine:
        """The line that the block starts with."""
        return self.lines[0]

    @property
    def hangs(self) -> bool:
        """Whether the text of the item stands clear of its marker, so that a line at its indent belongs to it."""
        first = self.first
        return bool(first.marker) and bool(first.words) and first.x0 - first.start > 0.5 * first.size


def group(lines: Iterable[TextLine], leading: Leading) -> Iterator[Group]:
    """Join the lines, in reading order over columns and pages, to groups that are one block each.

    A group is given when the next one starts, so that who asks need not hold the lines of a whole book.
    """
    own: Group | None = None
    before: TextLine | None = None
    for line, after in _with_next(lines):
        if own is None or before is None:
            own = Group([line], page_top=True)
        elif (fresh := _fresh(own, before, line, after, leading)) is None:
            own.lines.append(line)
        else:
            yield own
            own = fresh
        before = line
    if own is not None:
        yield own


def _with_next(lines: Iterable[TextLine]) -> Iterator[tuple[TextLine, TextLine | None]]:
    line: TextLine | None = None
    for after in lines:
        if line is not None:
            yield line, after
        line = after
    if line is not None:
        yield line, None


def _fresh(own: Group, before: TextLine, line: TextLine, after: TextLine | None, leading: Leading) -> Group | None:
    """Start a new group with a line; None where it belongs to the group of the line before it."""
    if (line.page, line.column) != (before.page, before.column) or line.top < before.top - before.size:
        return None if _runs_on(own, before, line) else Group([line], page_top=line.page != before.page)
    step = (line.middle - before.middle) / max(1.0, leading.at(max(line.size, before.size)))
    spaced = step > _SPACED and line.size in leading.steady and not own.hangs
    if not spaced and _continues(own, before, line, step) and not _starts_hanging(own, before, line, after):
        return None
    return Group([line], space_before=max(0.0, step - 1.0))


def _continues(own: Group, before: TextLine, line: TextLine, step: float) -> bool:
    """Whether a line belongs to the block of the line above it."""
    if not line.words or not before.words or step > 1.6 or not _same_size(before, line):
        return False
    if line.marker:
        return _is_no_marker(own, before, line)
    if _broken_word(before, line):
        return True
    if step > 1.35 or (line.parts > 1 and line.x1 < line.right - 2 * line.size):
        return False  # a line with a tab in it that is not full is a label with its value
    if _is_below_value(own, line):
        return True
    hard = before.would_fit(line)
    if own.first.marker:
        if own.hangs and abs(line.x0 - own.first.x0) < _SAME:
            return not (hard and line.bold and not own.first.bold)
        return not hard and line.x0 > own.first.start - _SAME and not (line.bold and not before.words[-1].bold)
    if hard or (step > 1.08 and all(x.bold for x in own.lines) and not any(w.bold for w in line.words)):
        return False  # a bold heading that happens to fill its line stands a little free of what follows
    if line.bold and not before.words[-1].bold and _SENTENCE_END.search(before.words[-1].text):
        return False
    first_indent = len(own.lines) > 1 and line.x0 - min(x.x0 for x in own.lines[1:]) > 4
    return not (first_indent and own.first.parts == 1 and _SENTENCE_END.search(before.words[-1].text))


def _is_below_value(own: Group, line: TextLine) -> bool:
    """Whether a line stands below a value, with nothing below its label: the value goes on, however narrow its cell."""
    first = own.first
    if first.parts == 1 or first.marker or line.parts > 1:
        return False
    return abs(line.x0 - first.tail_x0) < _SAME and line.x0 > first.x0 + 3 * line.size


def _starts_hanging(own: Group, before: TextLine, line: TextLine, after: TextLine | None) -> bool:
    """Whether a line starts an item that has no marker but a hanging indent, or ends a sentence above lower case."""
    if own.first.marker or own.first.parts > 1 or before.words[-1].hyphen_hint:
        return False
    if _FULL_STOP.search(before.words[-1].text) and line.words[0].text[:1].islower():
        return True
    if abs(line.x0 - own.first.x0) > _SAME:
        return False
    if len(own.lines) > 1:
        return all(x.x0 > own.first.x0 + 4 for x in own.lines[1:])
    return (
        after is not None
        and (after.page, after.column) == (line.page, line.column)
        and not after.marker
        and bool(after.words)
        and _same_size(line, after)
        and 4 < after.x0 - line.x0 < 4 * line.size
        and not line.would_fit(after)
    )


def _runs_on(own: Group, before: TextLine, line: TextLine) -> bool:
    """Whether the first line of a column or page belongs to the last block of the one before."""
    if line.marker or not line.words or not before.words or not _same_size(before, line):
        return False
    indent = line.x0 - line.left
    expected = (own.first.x0 if own.hangs else own.lines[-1].x0) - before.left
    if own.first.parts > 1:
        expected = own.first.tail_x0 - before.left
    aligned = abs(indent - expected) < 2 * _SAME or (len(own.lines) == 1 and not own.first.marker)
    if not aligned or (line.bold and not before.words[-1].bold):
        return False
    if _broken_word(before, line):
        return True
    if before.would_fit(line):
        return False
    ended = bool(_SENTENCE_END.search(before.words[-1].text))
    return not (ended and not line.words[0].text[:1].islower())


def _same_size(before: TextLine, line: TextLine) -> bool:
    return abs(before.size - line.size) <= 0.06 * max(before.size, line.size)


def _broken_word(before: TextLine, line: TextLine) -> bool:
    """Whether a hyphen ends the line and the word goes on in lower case on the next."""
    if before.words[-1].hyphen_hint and line.words[0].text[:1].islower():
        return True
    return (
        bool(_HYPHEN_END.search(before.words[-1].text))
        and line.words[0].text[:1].islower()
        and not (_SUSPENDED.match(line.words[0].text) and before.would_fit(line))
    )


def _is_no_marker(own: Group, before: TextLine, line: TextLine) -> bool:
    """Whether a dash or number at the start of a line is part of the sentence that wraps there."""
    if is_bullet(line.marker) and line.marker not in {"-", "–", "—", "*", "o"}:
        return False
    if before.would_fit(line):
        return False
    gap = line.x0 - line.marker_words[-1].x1
    aligned = abs(line.start - (own.first.x0 if own.first.marker else own.lines[-1].x0)) < _SAME
    same_list = own.first.marker and abs(line.start - own.first.start) < _SAME
    if not aligned or same_list or gap > 0.6 * line.size or _SENTENCE_END.search(before.words[-1].text):
        return False
    put_marker_back(line)
    return True


@dataclass(frozen=True, slots=True)
class Body:
    """The style of the running text of a document, against which headings stand out."""

    size: float
    bold: bool

    def is_heading(self, own: Group) -> bool:
        """Whether a block is short and stands out by size, weight or capitals."""
        first = own.first
        if len(own.lines) > 3 or not first.words or first.size < 0.94 * self.size:
            return False
        stands_out = first.size > 1.06 * self.size or (not self.bold and all(x.bold for x in own.lines))
        if not stands_out and first.words[0].text.upper() != first.words[0].text:
            return False  # nor is it in capitals
        text = " ".join([line.text for line in own.lines])
        if len(text) > 160 or not any(map(str.isalpha, text)):
            return False
        return stands_out or (text.isupper() and sum(map(str.isalpha, text)) > 3)


def to_blocks(groups: Iterable[Group], body: Body, inside_table: bool = False) -> Iterator[Block]:
    """Make the blocks of the Document; levels of headings are given later, over the whole document."""
    starts: list[float] = []
    for own in groups:
        first = own.first
        heading = not inside_table and body.is_heading(own)
        if heading and first.marker and not is_bullet(first.marker):
            put_marker_back(first)
        if first.marker:
            indent = first.start - first.left
            while starts and indent < starts[-1] - 4:
                starts.pop()
            if not starts or indent > starts[-1] + 4:
                starts.append(indent)
            yield _item(own, len(starts) - 1, inside_table)
            continue
        if abs((first.x0 - first.left) - (starts[-1] if starts else 0)) > 40 or heading:
            starts = []
        yield Block(
            kind="heading" if heading else "paragraph",
            lines=_lines(own.lines, inside_table),
            indent=round(first.x0 - first.left, 1),
            space_before=round(own.space_before, 2),
            page_top=own.page_top,
        )


def _item(own: Group, level: int, inside_table: bool) -> Block:
    first = own.first
    return Block(
        kind="item",
        lines=_lines(own.lines, inside_table),
        level=level,
        marker=first.marker,
        marker_line=finished(first.marker_words, first.page, first.column),
        indent=round(first.x0 - first.left, 1),
        space_before=round(own.space_before, 2),
        page_top=own.page_top,
    )


def _lines(lines: Sequence[TextLine], inside_table: bool = False) -> tuple[Line, ...]:
    out = []
    for i, line in enumerate(lines):
        if line.words:
            after = lines[i + 1] if i + 1 < len(lines) and lines[i + 1].words else None
            hard = after is None or (line.would_fit(after) and not _is_below_value(Group(list(lines)), after))
            own = finished(line.words, line.page, line.column, hard_end=hard)
            out.append(replace(own, cut=True) if inside_table and after and _may_be_cut(line, after) else own)
    return tuple(out)


def _may_be_cut(line: TextLine, after: TextLine) -> bool:
    """Whether a line fills its cell to the edge, so that its last word may go on in the next line without a hyphen."""
    if line.page != after.page:
        return False
    last, first = line.words[-1].text, after.words[0].text
    if not (last[-1].isalpha() and (first[0].islower() or first[0] in ";,.:)")):
        return False
    return line.right - line.x1 < 1.3 * after.letter_width()


def style_of(block: Block) -> tuple[float, bool, bool]:
    """The style of a heading: size, weight and capitals; the greater, the higher the heading."""
    line = block.lines[0]
    return (round((line.size or 0.0) * 2) / 2, line.bold, block.lines[0].text.isupper())
