"""Memory given back to the system, once it is not needed any more."""

from __future__ import annotations

import ctypes
import gc
import sys
from contextlib import suppress


def give_back_memory() -> None:
    """Collect what only cycles hold, and give free memory back to the system; it may take some tenths of a second.

    Source: malloc_trim(3); glibc alone keeps what lies below a block in use.
    """
    gc.collect()
    if sys.platform == "linux":
        with suppress(OSError, AttributeError):  # another C library than glibc
            ctypes.CDLL(None).malloc_trim(0)
