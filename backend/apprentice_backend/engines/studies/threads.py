"""Threads of a slate: their number, their priority, and OpenCV's own threads, which are switched off meanwhile.

OpenCV's thread count is one number for the whole process.
"""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock

import cv2

_NICENESS = 5
# Drawing strokes releases Python's lock thousands of times; by default a thread may wait 5 ms each time to regain it.
_TURN_S = 0.0005
_LOWEST = 19
_owner = Lock()


@contextmanager
def single_threaded_opencv() -> Iterator[None]:
    """Hold OpenCV at one thread and Python's threads at short turns, then restore both; one holder at a time."""
    with _owner:
        found, turn_s = cv2.getNumThreads(), sys.getswitchinterval()
        cv2.setNumThreads(1)
        sys.setswitchinterval(min(turn_s, _TURN_S))
        try:
            yield
        finally:
            cv2.setNumThreads(found)
            sys.setswitchinterval(turn_s)


def worker_count(pictures: int) -> int:
    """Return the number of pictures to work on at once: half the cores, but two at least where so many are wanted."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return max(1, min(pictures, max(2, cores // 2)))


def step_back() -> None:
    """Give this thread a lower priority than the process' first one, which answers the panel, and than Krita.

    Only Linux counts niceness per thread; elsewhere this does nothing.
    """
    if sys.platform == "linux":
        thread = threading.get_native_id()
        wanted = min(_LOWEST, os.getpriority(os.PRIO_PROCESS, os.getpid()) + _NICENESS)
        # A thread inherits the niceness of its maker, and without rights niceness can only grow.
        if os.getpriority(os.PRIO_PROCESS, thread) < wanted:
            os.setpriority(os.PRIO_PROCESS, thread, wanted)
