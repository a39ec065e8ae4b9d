"""Small PDFs that producers, scanners and converters do make and that pull the two engines apart; made on the spot."""

from __future__ import annotations

from tests.extract.pdf import evil_fonts, evil_pages, evil_type
from tests.extract.pdf.evil_writing import EVIL, written

__all__ = ["EVIL", "KNOWN", "evil_fonts", "evil_pages", "evil_type", "written"]

KNOWN = {
    "escapes_that_mean_nothing": "pdfminer drops a character behind a backslash that it needs not; PDFium is right",
    "font_that_is_missing": "pdfminer has no widths for a font that the page does not have; PDFium takes another font",
    "letter_spacing_with_kerning": "PDFium does not tell letter-spacing from kerning, and parts words at the sum",
    "subset_without_widths": "pdfminer takes widths from the file only, and PDFium also from the font",
}
"""Where the engines differ: on files that break the standard, and on type of which the file does not say enough."""
