"""Memory given back to the system, once it is not needed any more."""

from __future__ import annotations

import ctypes
import gc
import sys
from contextlib import suppress

# Of new objects that begin a collection, of those that begin one of the middle generation, and of those for the oldest.
_THRESHOLDS = 2000, 10, 1_000_000
# glibc gives threads pools of their own, eight for each core, and each goes on holding what a slate once took in it.
_MOST_POOLS = 4
_M_ARENA_MAX = -8  # as <malloc.h> has it


def share_pools() -> None:
    """Let all threads share a few of glibc's pools of memory; called before there are threads.

    Source: mallopt(3), M_ARENA_MAX.
    """
    if sys.platform == "linux":
        with suppress(OSError, AttributeError):  # another C library than glibc
            ctypes.CDLL(None).mallopt(_M_ARENA_MAX, _MOST_POOLS)


def collect_in_short_steps() -> None:
    """Have Python collect young garbage alone; `give_back_memory` collects the rest while nobody waits.

    A collection of everything holds all threads up: half a second and more beside a log of 24,000 ratings.
    """
    gc.set_threshold(*_THRESHOLDS)


def settle() -> None:
    """Exempt all objects that are there now, the modules above all, from collections."""
    gc.collect()
    gc.freeze()


def give_back_memory() -> None:
    """Collect what only cycles hold, and give free memory back to the system; it may take some tenths of a second."""
    gc.collect()
    trim()


def trim() -> None:
    """Give free memory back to the system; it takes some milliseconds, in which other threads go on.

    Source: malloc_trim(3); glibc alone keeps what lies below a block in use.
    """
    if sys.platform == "linux":
        with suppress(OSError, AttributeError):  # another C library than glibc
            ctypes.CDLL(None).malloc_trim(0)
