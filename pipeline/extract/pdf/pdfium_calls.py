"""The PDFium functions that are called for every run or word, bound for speed.

pypdfium2's bindings convert each handle to a ctypes pointer object; here handles and the places that a call writes to
(``addressof``) are plain integers, and Python's lock is kept: each call takes well under a microsecond, and this makes
it cost half.  The functions are the same, found by their address in the library that pypdfium2 loaded; handles cross
over with ``address``.  All calls are on the main thread: PDFium is not thread-safe.

The raw bindings come alone: importing the rest of pypdfium2 would cost a reading as much as four pages.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable
from ctypes import c_double, c_float, c_int, c_uint, c_void_p
from typing import Any

import pypdfium2_raw as raw

Call = Callable[..., Any]

_config = raw.FPDF_LIBRARY_CONFIG(version=2)
raw.FPDF_InitLibraryWithConfig(ctypes.byref(_config))  # does nothing where pypdfium2 did it already


def _bind(function: Any, result: Any, *arguments: Any) -> Call:
    """Give a function of the library that takes and returns plain integers for handles."""
    where = ctypes.cast(function, c_void_p).value
    if where is None:
        raise ImportError("a PDFium function is missing")
    return ctypes.PYFUNCTYPE(result, *arguments)(where)


def address(handle: Any) -> int:
    """Give the address that a handle of pypdfium2 stands for; 0 for none."""
    return ctypes.addressof(handle.contents) if handle else 0  # a cast would make a cycle of garbage for each page


char_count = _bind(raw.FPDFText_CountChars, c_int, c_void_p)
char_text = _bind(raw.FPDFText_GetText, c_int, c_void_p, c_int, c_int, c_void_p)
char_object = _bind(raw.FPDFText_GetTextObject, c_void_p, c_void_p, c_int)
char_is_generated = _bind(raw.FPDFText_IsGenerated, c_int, c_void_p, c_int)
char_is_unmapped = _bind(raw.FPDFText_HasUnicodeMapError, c_int, c_void_p, c_int)
char_code = _bind(raw.FPDFText_GetUnicode, c_uint, c_void_p, c_int)
char_box = _bind(raw.FPDFText_GetLooseCharBox, c_int, c_void_p, c_int, c_void_p)  # the last is an FS_RECTF
char_origin = _bind(raw.FPDFText_GetCharOrigin, c_int, c_void_p, c_int, c_void_p, c_void_p)
char_matrix = _bind(raw.FPDFText_GetMatrix, c_int, c_void_p, c_int, c_void_p)
char_size = _bind(raw.FPDFText_GetFontSize, c_double, c_void_p, c_int)

text_font = _bind(raw.FPDFTextObj_GetFont, c_void_p, c_void_p)
text_render_mode = _bind(raw.FPDFTextObj_GetTextRenderMode, c_int, c_void_p)

font_name = _bind(raw.FPDFFont_GetBaseFontName, ctypes.c_size_t, c_void_p, c_void_p, ctypes.c_size_t)
font_flags = _bind(raw.FPDFFont_GetFlags, c_int, c_void_p)
font_weight = _bind(raw.FPDFFont_GetWeight, c_int, c_void_p)
font_glyph_width = _bind(raw.FPDFFont_GetGlyphWidth, c_int, c_void_p, c_uint, c_float, c_void_p)
font_italic_angle = _bind(raw.FPDFFont_GetItalicAngle, c_int, c_void_p, c_void_p)

page_object_count = _bind(raw.FPDFPage_CountObjects, c_int, c_void_p)
page_object = _bind(raw.FPDFPage_GetObject, c_void_p, c_void_p, c_int)
form_object_count = _bind(raw.FPDFFormObj_CountObjects, c_int, c_void_p)
form_object = _bind(raw.FPDFFormObj_GetObject, c_void_p, c_void_p, ctypes.c_ulong)
object_type = _bind(raw.FPDFPageObj_GetType, c_int, c_void_p)
object_matrix = _bind(raw.FPDFPageObj_GetMatrix, c_int, c_void_p, c_void_p)
object_bounds = _bind(raw.FPDFPageObj_GetBounds, c_int, c_void_p, c_void_p, c_void_p, c_void_p, c_void_p)

path_draw_mode = _bind(raw.FPDFPath_GetDrawMode, c_int, c_void_p, c_void_p, c_void_p)
path_segment_count = _bind(raw.FPDFPath_CountSegments, c_int, c_void_p)
path_segment = _bind(raw.FPDFPath_GetPathSegment, c_void_p, c_void_p, c_int)
segment_point = _bind(raw.FPDFPathSegment_GetPoint, c_int, c_void_p, c_void_p, c_void_p)
segment_type = _bind(raw.FPDFPathSegment_GetType, c_int, c_void_p)
segment_closes = _bind(raw.FPDFPathSegment_GetClose, c_int, c_void_p)
