"""The objects of a page as PDFium lists them: ruling lines, the share of images, and the order of the text objects."""

from __future__ import annotations

from collections.abc import Iterator
from ctypes import addressof, c_float, c_int
from dataclasses import dataclass, field

import pypdfium2_raw as raw

from pipeline.extract.pdf import pdfium_calls as call
from pipeline.extract.pdf.page import Rule
from pipeline.extract.pdf.pdfium_frame import IDENTITY, Frame, Linear, combined
from pipeline.extract.pdf.rules import Step, rules_of_path

DEEPEST = 12
"""Form XObjects inside each other that are followed; a file in which a form holds itself would never end."""
MOST_SEGMENTS = 400
"""A path with more pieces than this is a drawing or a chart, and no table."""


@dataclass(slots=True)
class PageObjects:
    """What a page draws beside its text."""

    order: dict[int, int] = field(default_factory=dict)
    """The place of each text object in the content stream, by its address."""
    rules: list[Rule] = field(default_factory=list)
    image_area: float = 0.0


def read_objects(page: int, frame: Frame) -> PageObjects:
    """Walk once through the objects of a page, those inside form XObjects included."""
    found = PageObjects()
    _Walk(found, frame).through(page, call.page_object_count(page), IDENTITY)
    return found


@dataclass(frozen=True, slots=True)
class _Walk:
    """A walk through the objects of a page, or of a form inside it."""

    found: PageObjects
    frame: Frame
    depth: int = 0

    def through(self, holder: int, count: int, matrix: Linear) -> None:
        """Note what each object of the holder draws; ``matrix`` leads from the holder to the page."""
        get = call.form_object if self.depth else call.page_object
        found = self.found
        for index in range(count):
            item = get(holder, index)
            kind = call.object_type(item) if item else raw.FPDF_PAGEOBJ_UNKNOWN
            if kind == raw.FPDF_PAGEOBJ_TEXT:
                found.order[item] = len(found.order)
            elif kind == raw.FPDF_PAGEOBJ_PATH:
                found.rules.extend(_rules(item, combined(matrix, self.frame.to_shown)))
            elif kind == raw.FPDF_PAGEOBJ_IMAGE:
                found.image_area += _area(item, matrix, self.frame)
            elif kind == raw.FPDF_PAGEOBJ_FORM and self.depth < DEEPEST:
                inner = _Walk(found, self.frame, self.depth + 1)
                inner.through(item, call.form_object_count(item), combined(_matrix(item), matrix))


def _matrix(item: int) -> Linear:
    matrix = raw.FS_MATRIX()
    if not call.object_matrix(item, addressof(matrix)):
        return IDENTITY
    return matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f


def _area(item: int, matrix: Linear, frame: Frame) -> float:
    """Give the visible area of an image."""
    left, bottom, right, top = (c_float() for _ in range(4))
    if not call.object_bounds(item, addressof(left), addressof(bottom), addressof(right), addressof(top)):
        return 0.0
    a, b, c, d, e, f = combined(matrix, frame.to_shown)
    corners = [(x, y) for x in (left.value, right.value) for y in (bottom.value, top.value)]
    xs, ys = [a * x + c * y + e for x, y in corners], [b * x + d * y + f for x, y in corners]
    width = min(max(xs), frame.width) - max(min(xs), 0.0)
    height = min(max(ys), frame.height) - max(min(ys), 0.0)
    return max(width, 0.0) * max(height, 0.0)


def _rules(path: int, to_shown: Linear) -> Iterator[Rule]:
    """Give the ruling lines of a path object, piece by piece."""
    fill, stroke = c_int(), c_int()
    if not call.path_draw_mode(path, addressof(fill), addressof(stroke)) or not (fill.value or stroke.value):
        return
    count = call.path_segment_count(path)
    if not 1 < count <= MOST_SEGMENTS:
        return
    a, b, c, d, e, f = combined(_matrix(path), to_shown)
    stroked, filled = bool(stroke.value), bool(fill.value)
    x, y = c_float(), c_float()
    steps: list[Step] = []
    closed = False
    for index in range(count):
        segment = call.path_segment(path, index)
        kind = call.segment_type(segment)
        if kind == raw.FPDF_SEGMENT_MOVETO and steps:
            yield from rules_of_path(steps, closed=closed, stroked=stroked, filled=filled)
            steps, closed = [], False
        call.segment_point(segment, addressof(x), addressof(y))
        px, py = x.value, y.value
        steps.append((a * px + c * py + e, b * px + d * py + f, kind != raw.FPDF_SEGMENT_BEZIERTO))
        closed = closed or bool(call.segment_closes(segment))
    yield from rules_of_path(steps, closed=closed, stroked=stroked, filled=filled)
