"""A matrix without ruling lines whose column heads stand on their side: the heads tell where the columns are.

The row labels stand left of the first head, one to a row; a row of group heads may stand above the heads.
"""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Sequence
from statistics import median

from pipeline.extract.document import Box
from pipeline.extract.pdf.aligned import level_rules
from pipeline.extract.pdf.heads import share_out_columns
from pipeline.extract.pdf.lines import TextLine, rows_of, segments_of
from pipeline.extract.pdf.page import PageContent, Word
from pipeline.extract.pdf.tables import RawCell, RawTable, fill, turned_lines

_LEAST = 4
"""So many heads on their side make a matrix; fewer may be a stamp or a margin note."""


def turned_matrices(words: Sequence[Word], page: PageContent) -> tuple[list[RawTable], list[Word]]:
    """Find the matrix of a page, and give back the words that are not in it."""
    heads = [TextLine(line, page.number) for line in turned_lines([w for w in words if w.angle in (90, 270)])]
    heads.sort(key=lambda h: h.x0)
    heads = _one_band(heads)
    if len(heads) < _LEAST:
        return [], list(words)
    top, bottom = min(h.top for h in heads), max(h.bottom for h in heads)
    columns = _columns(heads)
    if len(columns) < _LEAST:
        return [], list(words)
    level = [w for w in words if w.angle == 0]
    below = [
        TextLine(s, page.number)
        for row in rows_of(w for w in level if (w.top + w.bottom) / 2 > bottom - 3)
        for s in segments_of(row)
    ]
    labels = _labels(below, heads[0].x0)
    if len(labels) < 2:
        return [], list(words)
    # the first column starts behind the row labels, wherever its head stands
    columns[0] = (max(x.x1 for x in labels) + 1, columns[0][1])
    starts, end = _row_starts(labels, below, page)
    reach = columns[-1][1] + 40
    words_below = [w for s in below if s.middle < end and s.x1 <= reach for w in [*s.marker_words, *s.words]]
    middles = [(min(h.x0 for h in c) + max(h.x1 for h in c)) / 2 for c in _heads_by_column(heads)]
    body = _body(words_below, page.number)
    above = _groups_above(level, top, columns, page)
    corner = [w for w in level if top - 3 < (w.top + w.bottom) / 2 <= bottom - 3 and w.x1 < columns[0][0] + 3]
    table = _table(
        heads,
        above=above,
        texts=[labels, body],
        columns=columns,
        middles=middles,
        starts=starts,
        end=end,
        page=page,
    )
    table.cells.append(
        RawCell(1 if above else 0, 0, 1, 1, page.number, (table.box[0], top, columns[0][0], bottom), corner)
    )
    used = {id(w) for cell in table.cells for w in cell.words}
    fill(table)
    return [table], [w for w in words if id(w) not in used]


def _one_band(heads: Sequence[TextLine]) -> list[TextLine]:
    """The heads that stand beside each other: the largest set whose heights overlap."""
    bands: list[list[TextLine]] = []
    reach = 0.0
    for head in sorted(heads, key=lambda h: h.top):
        if bands and head.top < reach:
            bands[-1].append(head)
            reach = max(reach, head.bottom)
        else:
            bands.append([head])
            reach = head.bottom
    largest = max(bands, key=len, default=[])
    return sorted(largest, key=lambda h: h.x0)


def _heads_by_column(heads: Sequence[TextLine]) -> list[list[TextLine]]:
    """The heads, the lines of one wrapped head together."""
    out: list[list[TextLine]] = []
    for head in heads:
        if out and head.x0 - out[-1][-1].x1 < 0.35 * (head.x1 - head.x0):
            out[-1].append(head)
        else:
            out.append([head])
    return out


def _columns(heads: Sequence[TextLine]) -> list[tuple[float, float]]:
    """Left and right edge of each column: half-way between the heads."""
    middles = [(min(h.x0 for h in c) + max(h.x1 for h in c)) / 2 for c in _heads_by_column(heads)]
    edges = [(a + b) / 2 for a, b in itertools.pairwise(middles)]
    first = middles[0] - (edges[0] - middles[0]) if edges else middles[0] - 10
    last = middles[-1] + (middles[-1] - edges[-1]) if edges else middles[-1] + 10
    marks = [first, *edges, last]
    return list(itertools.pairwise(marks))


def _body(words: Sequence[Word], page: int) -> list[TextLine]:
    """The texts below the heads, a row also split where a column is known to start."""
    rows = rows_of(words)
    starts = Counter(round(w.x0) for row in rows for s in segments_of(row) for w in s[:1])
    out: list[TextLine] = []
    for row in rows:
        for segment in segments_of(row):
            part = segment[:1]
            for before, word in itertools.pairwise(segment):
                known = sum(starts[round(word.x0) + i] for i in (-1, 0, 1))
                if known >= 2 and word.x0 - before.x1 > 0.45 * word.size:
                    out.append(TextLine(part, page))
                    part = []
                part.append(word)
            out.append(TextLine(part, page))
    return out


def _column_of(segment: TextLine, middles: Sequence[float], labels_end: float) -> int:
    """The column of a text, 0 for the row labels: centred under its head, or starting left of it."""
    if (segment.start + segment.x1) / 2 < labels_end:
        return 0
    middle = (segment.start + segment.x1) / 2
    nearest = min(range(len(middles)), key=lambda i: abs(middles[i] - middle))
    if abs(middles[nearest] - middle) < 2.5:
        return nearest + 1
    first = next((i for i, m in enumerate(middles) if m > segment.start - 1), len(middles) - 1)
    return first + 1


def _labels(below: Sequence[TextLine], first_head: float) -> list[TextLine]:
    """The row labels: the leftmost segments, short and left of the first head, without anything else among them."""
    left = min((s.start for s in below), default=0.0)
    out: list[TextLine] = []
    for s in sorted((s for s in below if s.start < left + 3 * s.size and s.x1 < first_head + 1), key=lambda s: s.top):
        if not any(c.isalnum() for c in s.text) or len(s.text) > 12:
            break
        out.append(s)
    return out


def _row_starts(labels: Sequence[TextLine], below: Sequence[TextLine], page: PageContent) -> tuple[list[float], float]:
    """Where each row starts, and where the last ends: cells stand level with their label, or hang from its top."""
    ruled = level_rules(page, (min(x.start for x in labels), max(s.x1 for s in below)), below)
    if len(ruled) >= len(labels) - 1:
        return [min(labels[0].top - 3, ruled[0] - 1), *ruled], max(s.bottom for s in below if s.middle > ruled[-1]) + 1
    others = [s for s in below if s not in labels]
    tops = [x.top for x in labels]
    steps = [b - a for a, b in itertools.pairwise(tops)]
    step = median(steps) if steps else 20.0
    hanging = all(any(s.top > label.top - 3 for label in labels[:1]) for s in others)
    level = [s for s in others if any(abs(s.top - label.top) < 2 for label in labels)]
    if hanging and len(level) >= 0.4 * len(others):
        starts = [t - 2 for t in tops]
    else:
        middles = [x.middle for x in labels]
        starts = [middles[0] - step / 2, *((a + b) / 2 for a, b in itertools.pairwise(middles))]
    return starts, min(page.height, starts[-1] + max(step, labels[-1].bottom - labels[-1].top + 4))


def _groups_above(
    level: Sequence[Word], top: float, columns: Sequence[tuple[float, float]], page: PageContent
) -> list[tuple[TextLine, int, int]]:
    """The group heads above the heads, each with its first column and the one behind its last."""
    size = median(w.size for w in level) if level else 10.0
    # their row may be well above the heads, which hang from the bottom of theirs
    near = [w for w in level if top - 10 * size < (w.top + w.bottom) / 2 < top and w.x0 > columns[0][0] - 40]
    rows = [[TextLine(s, page.number) for s in segments_of(row)] for row in rows_of(near)]
    found = next((row for row in reversed(rows) if 2 <= len(row) <= len(columns)), None)
    if found is None:
        return []
    middles = [(a + b) / 2 for a, b in columns]
    return share_out_columns(found, middles)


def _table(
    heads: Sequence[TextLine],
    *,
    above: Sequence[tuple[TextLine, int, int]],
    texts: Sequence[Sequence[TextLine]],
    columns: Sequence[tuple[float, float]],
    middles: Sequence[float],
    starts: Sequence[float],
    end: float,
    page: PageContent,
) -> RawTable:
    labels, body = texts
    top, bottom = min(h.top for h in heads), max(h.bottom for h in heads)
    left = min([columns[0][0] - 1, *(x.start - 2 for x in labels)])
    # without lines the columns start where their texts do, not half-way between the heads
    own = [[s.start for s in body if _column_of(s, middles, columns[0][0]) == c + 1] for c in range(len(columns))]
    begins = [min([x0, *found]) for (x0, _), found in zip(columns, own, strict=True)]
    edges = (left, *begins, columns[-1][1])
    cells: list[RawCell] = []
    shift = 1 if above else 0
    for head, a, b in above:
        box: Box = (columns[a][0], head.top - 1, columns[b - 1][1], head.bottom + 1)
        cells.append(RawCell(0, a + 1, 1, b - a, page.number, box, words=list(head.words)))
    for c, (x0, x1) in enumerate(columns):
        words = [w for h in heads if x0 <= (h.x0 + h.x1) / 2 < x1 for w in h.words]
        cells.append(RawCell(shift, c + 1, 1, 1, page.number, (x0, top, x1, bottom), words=words))
    marks = [*starts, end]
    grid: dict[tuple[int, int], RawCell] = {}
    for r in range(len(starts)):
        for c in range(len(columns) + 1):
            box = (edges[c], marks[r], edges[c + 1], marks[r + 1])
            grid[r, c] = RawCell(r + shift + 1, c, 1, 1, page.number, box)
    for segment in body:
        c = _column_of(segment, middles, columns[0][0])
        r = max((i for i, y in enumerate(starts) if y <= segment.middle), default=0)
        grid[r, c].words.extend([*segment.marker_words, *segment.words])
    cells.extend(grid.values())
    y0 = min([top, *(c.box[1] for c in cells)])
    rows = len(starts) + shift + 1
    return RawTable(page.number, (left, y0, edges[-1], end), cells, rows, len(columns) + 1, edges, ruled=False)
