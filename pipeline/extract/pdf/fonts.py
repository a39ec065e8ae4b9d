"""What a font says of its text: family, bold and italic; and where glyphs stand about the baseline.

Both engines ask here, so that they cannot disagree.  Names first (they survive every producer), then the flags of the
font descriptor (PDF 32000-1, table 123), then the stem width, which some producers fill with a constant and which
therefore decides only where the name is silent.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

FORCE_BOLD = 1 << 18
ITALIC_FLAG = 1 << 6
BOLD_STEM = 130
"""Stem width (thousandths of the size) from which a font is bold: Arial has 88 and 138, Times New Roman 82 and 136."""
RISE = 1.0
DEPTH = 0.22
"""Reach of the box of a glyph above and below its baseline, as shares of the size, whatever the font says.

What fonts say is no use: LibreOffice 7 and TeX write a descent of 0 for some fonts, pdfminer then sets the box on the
baseline and PDFium measures a g.  This box holds the ink of every text font and the boxes of both libraries; lines
set solid (1.2 times the size apart) do not share a glyph's middle."""
NAMELESS = "unknown"
"""What a font without a name is called."""

_SUBSET = re.compile(r"^[A-Z]{6}\+")
_BOLD = re.compile(
    r"bold|black|heavy|fett|vet\b"
    r"|demi(?!tal)"  # FranklinGothic-Demi
    r"|(?:^|[-_, ])(?:bd|hv|blk?)(?![a-z])"  # FrutigerLT-Bd, HelveticaNeue-Hv
    r"|(?:^|[-_, ])(?:bd|hv|blk?)(?:cn|it|ital|mt)"
    r"|-medi(?:ital)?$"  # NimbusRomNo9L-Medi is the bold of the URW clones of Times
    r"|^(?:cm|ec|sf|la|tc)(?:ss)?b[xs]?\d|^cmssbx|^(?:ec|sf)(?:bx|sx|rb)",  # Computer Modern: CMBX12, SFBX1000
    re.IGNORECASE,
)
_PLAIN = re.compile(r"regular|roman|light|book|medium|thin|normal", re.IGNORECASE)
_ITALIC = re.compile(
    r"ital|obli|slant|kursiv|cursief"
    r"|(?:^|[-_, ])(?:bd|bold|lt|md|semibold)?it(?![a-z])"  # MyriadPro-It, MyriadPro-BoldIt
    r"|^(?:cm|ec|sf|la|tc)(?:b|ss)?(?:ti|sl|it|i|bxti|xsl)\d",  # CMTI10, SFSL1000
    re.IGNORECASE,
)


def shown_size(size: float) -> float:
    """Round a font size to 0.1 point.

    Sizes are decimals, or three quarters of one (Chromium), which one engine sees a hair below and the other above;
    what is added here keeps the border away from them.
    """
    return round(size + 0.0063, 1)


@dataclass(frozen=True, slots=True)
class FontStyle:
    """What a reader sees of a font."""

    family: str
    """The name without the subset tag."""
    bold: bool
    italic: bool


@lru_cache(maxsize=1024)
def font_style(name: str, flags: int = 0, stem: float = 0.0, italic_angle: float = 0.0) -> FontStyle:
    """Tell family, bold and italic from what the font descriptor says; ``stem`` in thousandths of the size."""
    family = _SUBSET.sub("", name) or NAMELESS
    named_bold = bool(_BOLD.search(family))
    bold = named_bold or bool(flags & FORCE_BOLD) or (stem >= BOLD_STEM and not _PLAIN.search(family))
    italic = bool(_ITALIC.search(family)) or bool(flags & ITALIC_FLAG) or italic_angle != 0
    return FontStyle(family, bold, italic)
