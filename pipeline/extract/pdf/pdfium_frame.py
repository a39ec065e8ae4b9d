"""How PDFium's page, in user space from below left, stands on the page as shown."""

from __future__ import annotations

import math
from ctypes import byref
from dataclasses import dataclass
from typing import Any

import pypdfium2_raw as raw

from pipeline.extract.pdf.page import Angle

Box = tuple[float, float, float, float]
Linear = tuple[float, float, float, float, float, float]
"""An affine map (a, b, c, d, e, f) as PDF writes it: x' = ax + cy + e, y' = bx + dy + f."""

IDENTITY: Linear = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


@dataclass(frozen=True, slots=True)
class Frame:
    """The visible part of a page, and the map from user space to it (x to the right, y down)."""

    width: float
    height: float
    to_shown: Linear
    plain: bool
    """The page is not turned."""

    @classmethod
    def of(cls, page: Any) -> Frame:
        """Measure an open page: its CropBox within its MediaBox, turned by /Rotate (clockwise)."""
        box = raw.FS_RECTF()
        raw.FPDF_GetPageBoundingBox(page, byref(box))
        x0, x1 = sorted((box.left, box.right))
        y0, y1 = sorted((box.bottom, box.top))
        turns = raw.FPDFPage_GetRotation(page) % 4
        to_shown: Linear = (
            (1.0, 0.0, 0.0, -1.0, -x0, y1),
            (0.0, 1.0, 1.0, 0.0, -y0, -x0),
            (-1.0, 0.0, 0.0, 1.0, x1, -y0),
            (0.0, -1.0, -1.0, 0.0, y1, x1),
        )[turns]
        width, height = x1 - x0, y1 - y0
        return cls(height, width, to_shown, False) if turns % 2 else cls(width, height, to_shown, turns == 0)

    def box(self, left: float, bottom: float, right: float, top: float) -> Box:
        """Give a box of user space on the page as shown."""
        a, b, c, d, e, f = self.to_shown
        xs = (a * left + c * bottom + e, a * right + c * top + e)
        ys = (b * left + d * bottom + f, b * right + d * top + f)
        return min(xs), min(ys), max(xs), max(ys)


def combined(first: Linear, then: Linear) -> Linear:
    """Give the map that does one and then the other."""
    a, b, c, d, e, f = first
    g, h, i, j, k, m = then
    return a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m


def angle_of(dx: float, dy: float) -> Angle:
    """Give the reading direction of text that goes on by (dx, dy) on the page as shown, where y points down."""
    if abs(dx) >= abs(dy):
        return 0 if dx >= 0 else 180
    return 90 if dy < 0 else 270


def scale_of(x: float, y: float) -> float:
    """Give the length of a vector: how much a matrix enlarges."""
    return math.hypot(x, y)
