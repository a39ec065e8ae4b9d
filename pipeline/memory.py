"""Memory of this process that is free, given back to the system."""

from __future__ import annotations

import ctypes
import sys


def give_back() -> None:
    """Give back what was freed, where the C library keeps it and can be asked not to (glibc).

    Worth its milliseconds after a large book only: what is freed there in small parts would stay with the process.
    """
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None) if sys.platform == "linux" else None
    if trim is not None:
        trim(0)
