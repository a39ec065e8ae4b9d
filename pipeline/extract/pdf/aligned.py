"""Tables without (enough) ruling lines: rows of segments that stand in the same columns.

The columns are the stretches between the vertical white gutters that no segment of the region crosses; the rows are
told by horizontal lines or shading where there are any, else by a column of numbers, else by free height.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.extract.document import Box
from pipeline.extract.markers import is_marker
from pipeline.extract.pdf.columns import Row
from pipeline.extract.pdf.heads import share_out_columns
from pipeline.extract.pdf.lines import TextLine
from pipeline.extract.pdf.page import PageContent, Word
from pipeline.extract.pdf.tables import RawCell, RawTable

_GUTTER = 5.0
"""A white stretch this wide (points) that no segment crosses parts two columns."""
_EVEN = 1.5
"""Points by which the gaps and the right ends of justified lines may differ: kerning, and ink that hangs over."""
_NUMBER = re.compile(r"^[\d.,/–-]{1,8}[a-zA-Z]?$|^(n\.?v\.?t\.?|n\.?t\.?b\.?|x|-)$", re.IGNORECASE)
_COLON = re.compile(r"^[:|]+$")

Span = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Carry:
    """The columns of a table without lines that stood at the bottom of the page before."""

    spans: tuple[Span, ...]


def find_aligned(rows: Sequence[Row], page: PageContent, carry: Carry | None = None) -> list[tuple[int, int, RawTable]]:
    """Find the tables among the rows of a column: first row, row behind the last, and the table."""
    out: list[tuple[int, int, RawTable]] = []
    i = 0
    while i < len(rows):
        region = _carried(rows, i, carry) if carry and not out else None
        region = region or _region(rows, i)
        below = _region(rows, i + 1) if _may_be_group_head(rows, i) else None
        if below is not None and (region is None or len(below[1]) > len(region[1])):
            end, spans = below
            table = _table(rows[i + 1 : end], spans, page)
            _add_group_heads(table, rows[i])
            out.append((i, end, table))
            i = end
            continue
        if region is None:
            i += 1
            continue
        end, spans = region
        out.append((i, end, _table(rows[i:end], spans, page)))
        i = end
    return out


def _may_be_group_head(rows: Sequence[Row], i: int) -> bool:
    """Whether a row may hold heads that stand over several columns each of the row below."""
    return i + 1 < len(rows) and _plain(rows[i]) and len(rows[i]) > 1 and len(rows[i + 1]) > len(rows[i])


def _add_group_heads(table: RawTable, row: Row) -> None:
    """Put a row of merged cells on top of the table."""
    spans = [(c.box[0], c.box[2]) for c in table.row(0)]
    labels = 1 if not any(s.start < spans[0][1] for s in row) else 0
    middles = [(a + b) / 2 for a, b in spans[labels:]]
    top, bottom = min(s.top for s in row) - 1, max(s.bottom for s in row) + 1
    for cell in table.cells:
        cell.row += 1
    for head, a, b in share_out_columns(row, middles):
        box: Box = (spans[a + labels][0], top, spans[b - 1 + labels][1], bottom)
        words = [*head.marker_words, *head.words]
        table.cells.insert(0, RawCell(0, a + labels, 1, b - a, table.page, box, words=words))
    table.rows += 1
    table.box = (table.box[0], top, table.box[2], table.box[3])


def _plain(row: Row) -> bool:
    return all(s.table is None and s.words and s.words[0].angle == 0 for s in row)


def _region(rows: Sequence[Row], start: int) -> tuple[int, tuple[Span, ...]] | None:
    """The rows from ``start`` that share at least three columns, if there are enough of them."""
    if not _plain(rows[start]):
        return None
    if not _has_gutters(rows[start]):
        return None
    spans = _merged(_words(rows[start]))
    if len(spans) < 3:
        return None
    end, head = start + 1, rows[start]
    while end < len(rows) and _plain(rows[end]) and not _parted(rows[end - 1], rows[end], head):
        own = _merged(_words(rows[end]))
        wider = _merged([*spans, *own])
        if len(wider) < 3 or (len(wider) < len(spans) and len(own) < 3):
            break
        spans, end = wider, end + 1
    region = rows[start:end]
    spans = _with_heads(region, _without_markers(region, spans))
    held = [len(_held(row, spans)) for row in region]
    # a matrix is sparse: its head fills the columns, its rows hold a label and here and there a cell
    full = sum(n >= 3 for n in held) >= 3 or (held[0] >= 4 and sum(n >= 2 for n in held) >= 4)
    # the last row of a table may stand alone below its repeated head
    full = full or (held[0] >= 4 and all(s.bold for s in region[0]) and any(n >= 3 for n in held[1:]))
    if len(spans) < 3 or not full or _is_label_value(region, spans) or _is_contents(region) or _is_justified(region):
        return None
    return end, spans


def _has_gutters(row: Row) -> bool:
    """Whether a row may fall into three stretches or more: the quick way, for every line of a book comes here."""
    gutters, end = 0, row[0].start
    for segment in row:
        for word in segment.words:
            if word.x0 - end >= _GUTTER:
                gutters += 1
            end = word.x1 if word.x1 > end else end
    return gutters > 1 or any(segment.marker_words for segment in row)


def _words(row: Row) -> list[Span]:
    return [(w.x0, w.x1) for s in row for w in [*s.marker_words, *s.words]]


def _held(row: Row, spans: Sequence[Span]) -> set[int]:
    """The columns that a row has text in."""
    return {i for x0, x1 in _words(row) for i, (a, b) in enumerate(spans) if a - 1 <= x0 and x1 <= b + 1}


def _with_heads(region: Sequence[Row], spans: tuple[Span, ...]) -> tuple[Span, ...]:
    """Join a column that has only a head to its neighbour that has only cells: a left head over centred numbers."""
    heads = [row for row in region if all(s.bold for s in row)][:1]
    if not heads or heads[0] is not region[0]:
        return spans
    over = _held(region[0], spans)
    below = set().union(*(_held(row, spans) for row in region[1:]))
    out: list[Span] = []
    kinds: list[bool | None] = []  # of each column so far: True a head without cells, False cells without a head
    for i, span in enumerate(spans):
        kind = None if (i in over) == (i in below) else i in over
        if kinds and kind is not None and kinds[-1] is not None and kinds[-1] != kind:
            out[-1], kinds[-1] = (out[-1][0], span[1]), None
        else:
            out.append(span)
            kinds.append(kind)
    return tuple(out)


def _without_markers(region: Sequence[Row], spans: tuple[Span, ...]) -> tuple[Span, ...]:
    """Join a column that holds nothing but list markers to the column of their texts."""
    out: list[Span] = []
    pending: float | None = None
    for x0, x1 in spans:
        held = [w.text for row in region for s in row for w in s.words if x0 - 1 <= w.x0 and w.x1 <= x1 + 1]
        if held and all(is_marker(text) and not text[0].isalnum() for text in held):
            pending = x0 if pending is None else pending
            continue
        out.append((x0 if pending is None else pending, x1))
        pending = None
    return tuple(out)


def _carried(rows: Sequence[Row], start: int, carry: Carry | None) -> tuple[int, tuple[Span, ...]] | None:
    """The rows that go on with the columns of the page before."""
    if carry is None or not _plain(rows[start]) or len(_merged(_words(rows[start]))) < 2:
        return None
    end = start
    while (
        end < len(rows) and _plain(rows[end]) and all(_fits(span, carry.spans) for span in _merged(_words(rows[end])))
    ):
        if end > start and _parted(rows[end - 1], rows[end], rows[start]):
            break
        end += 1
    if end == start or len(_held(rows[start], carry.spans)) < 2:
        return None
    return end, carry.spans


def _fits(own: Span, spans: Sequence[Span]) -> bool:
    """Whether a stretch of text stays inside one column."""
    for i, (x0, x1) in enumerate(spans):
        if x0 - 4 <= own[0] and own[1] <= x1 + 12 and (i + 1 == len(spans) or own[1] < spans[i + 1][0]):
            return True
    return False


def _merged(intervals: Sequence[Span]) -> tuple[Span, ...]:
    """Join intervals that overlap or leave less than a gutter between them."""
    out: list[list[float]] = []
    for x0, x1 in sorted(intervals):
        if out and x0 - out[-1][1] < _GUTTER:
            out[-1][1] = max(out[-1][1], x1)
        else:
            out.append([x0, x1])
    return tuple((a, b) for a, b in out)


def _parted(above: Row, below: Row, head: Row) -> bool:
    """Whether free height or a heading ends the table between two rows."""
    size = max(s.size for s in above)
    gap = min(s.top for s in below) - max(s.bottom for s in above)
    if gap > 2.4 * size:
        return True
    lone = len(below) == 1
    larger = below[0].size > 1.1 * max(s.size for s in head)
    return lone and (larger or (gap > 1.2 * size and below[0].bold and not below[0].text[:1].islower()))


def _is_label_value(region: Sequence[Row], spans: Sequence[Span]) -> bool:
    """Whether a column holds only colons: labels with their values, which read better as lines."""
    for x0, x1 in spans:
        held = [s.text for row in region for s in row if x0 - 1 <= s.start and s.x1 <= x1 + 1]
        if held and all(_COLON.match(text) for text in held):
            return True
    return False


def _is_justified(region: Sequence[Row]) -> bool:
    """Whether the rows are lines of a justified paragraph: each spreads its room evenly, and all end at one edge."""
    if max(row[-1].x1 for row in region) - min(row[-1].x1 for row in region) > _EVEN:
        return False
    for row in region:
        words = [w for segment in row for w in segment.words]
        words = words[1:] if is_marker(words[0].text) else words  # behind a marker stands a tab
        gaps = [b.x0 - a.x1 for a, b in itertools.pairwise(words) if b.space]
        if len(gaps) < 2 or max(gaps) - min(gaps) > max(_EVEN, 0.15 * max(gaps)):
            return False
    return True


def _is_contents(region: Sequence[Row]) -> bool:
    """Whether each row ends in a page number that never falls: a table of contents."""
    last = [row[-1].text for row in region]
    if not all(text.isdigit() for text in last):
        return False
    numbers = [int(text) for text in last]
    return numbers == sorted(numbers)


def _table(region: Sequence[Row], spans: Sequence[Span], page: PageContent) -> RawTable:
    segments = [s for row in region for s in row]
    starts = _row_starts(region, spans, page)
    x0, x1 = spans[0][0] - 2, spans[-1][1] + 2
    tops = [*starts, max(s.bottom for s in segments) + 1]
    cells: list[RawCell] = []
    for r in range(len(starts)):
        for c, (left, right) in enumerate(spans):
            box: Box = (left - 2, tops[r], right + 2, tops[r + 1])
            cells.append(RawCell(r, c, 1, 1, page.number, box))
    for segment in segments:
        r = max(i for i, top in enumerate(starts) if top <= segment.middle or i == 0)
        for word in [*segment.marker_words, *segment.words]:
            cells[r * len(spans) + _column_of(word, spans)].words.append(word)
    edges = (x0, *((a[1] + b[0]) / 2 for a, b in itertools.pairwise(spans)), x1)
    return RawTable(page.number, (x0, tops[0], x1, tops[-1]), cells, len(starts), len(spans), edges, ruled=False)


def _column_of(word: Word, spans: Sequence[Span]) -> int:
    middle = (word.x0 + word.x1) / 2
    return min(range(len(spans)), key=lambda c: max(spans[c][0] - middle, middle - spans[c][1], 0.0))


def _row_starts(region: Sequence[Row], spans: Sequence[Span], page: PageContent) -> list[float]:
    """The y at which each row of the table starts, the first of them the top of the region."""
    segments = sorted((s for row in region for s in row), key=lambda s: s.top)
    top = segments[0].top - 1
    ruled = _ruled_starts(segments, spans, page)
    if ruled:
        return [top, *ruled]
    head = next((i for i, row in enumerate(region) if not all(s.bold for s in row)), 0)
    if 0 < head <= 3 and head < len(region):
        # the bold rows at the top are the head, whatever stands in the first column below them
        below = min(s.top for s in region[head]) - 0.5
        return sorted({top, below, *(y for y in _row_starts(region[head:], spans, page)[1:] if y > below + 2)})
    first = [s for s in segments if s.start <= spans[0][1]]
    numbered = _numbered_starts(segments, spans, first)
    if numbered:
        return [top, *(y for y in numbered if y > top + 2)]
    gaps = _gaps(segments)
    least = min((g for _, g in gaps), default=0.0)
    size = segments[0].size
    starts = [y for y, gap in gaps if gap > least + max(1.5, 0.15 * size) and _starts_at(first, y)]
    if not starts:
        starts = [s.top - 0.5 for s in first[1:]]
    return [top, *starts]


def _starts_at(first: Sequence[TextLine], y: float) -> bool:
    return any(-1 <= s.top - y <= 0.5 * s.size for s in first)


def _gaps(segments: Sequence[TextLine]) -> list[tuple[float, float]]:
    """The places that no line of any column covers: where the next line begins, and how high the gap is."""
    out: list[tuple[float, float]] = []
    reach = segments[0].bottom
    for s in segments[1:]:
        if s.top > reach - 0.25 * s.size:
            out.append((s.top - 0.5, s.top - reach))
        reach = max(reach, s.bottom)
    return out


def _ruled_starts(segments: Sequence[TextLine], spans: Sequence[Span], page: PageContent) -> list[float]:
    """The heights of horizontal lines or shading between the rows, if there are at least two."""
    found = level_rules(page, (spans[0][0], spans[-1][1]), segments)
    return found if len(found) >= 2 else []


def level_rules(page: PageContent, across: Span, segments: Sequence[TextLine]) -> list[float]:
    """The heights at which lines or edges of shading run between the segments, over most of a width."""
    top, bottom = min(s.top for s in segments), max(s.bottom for s in segments)
    covered: dict[int, float] = {}
    for rule in page.rules:
        if rule.bottom - rule.top > 2 or rule.top <= top or rule.top >= bottom:
            continue
        overlap = min(rule.x1, across[1] + 8) - max(rule.x0, across[0] - 8)
        if overlap > 0:
            covered[round(rule.top)] = covered.get(round(rule.top), 0.0) + overlap
    out: list[float] = []
    for y in sorted(y for y, reach in covered.items() if reach > 0.6 * (across[1] - across[0])):
        # the box of a text reaches above its capitals, so that it may touch the line it hangs below
        crossed = any(s.top + 0.4 * s.size < y < s.bottom - 0.25 * s.size for s in segments)
        parts = any(s.middle < y for s in segments) and any(s.middle > y for s in segments)
        if not crossed and parts and not (out and not any(out[-1] < s.middle < y for s in segments)):
            out.append(float(y))
    return out


def _numbered_starts(segments: Sequence[TextLine], spans: Sequence[Span], first: Sequence[TextLine]) -> list[float]:
    """Row starts by a column of single numbers (scale, FTE), each at the height of a line of the first column."""
    best: list[float] = []
    for span in spans[1:]:
        held = [w for s in segments for w in s.words if span[0] - 1 <= w.x0 and w.x1 <= span[1] + 1]
        numbers = [w for w in held if _NUMBER.match(w.text)]
        if len(numbers) < 2 or len(held) - len(numbers) > max(2, 0.3 * len(held)):
            continue
        lines = [w for w in held if w in numbers or w.top < numbers[0].top]
        starts = [w.top - 1 for w in lines if any(abs(f.top - w.top) < 0.5 * w.size for f in first)]
        if len(starts) >= 0.8 * len(numbers) and len(starts) > len(best):
            # a second text below the last number of a row is a row of its own (a total)
            own = max((w for w in held if w.top - 1 <= starts[-1]), key=lambda w: w.top)
            below = [w.top - 1 for w in held if w.top > own.bottom + 0.3 * own.size]
            best = starts + below[:1]
    return best
