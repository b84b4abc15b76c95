"""OpenCV's thread count, which is one number for the whole process, held at one while studies run side by side."""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock

import cv2

_NICENESS = 5
# A thread that draws strokes lets Python's lock go thousands of times, and by default waits 5 ms to have it back.
_TURN_S = 0.0005
_LOWEST = 19
_owner = Lock()


@contextmanager
def single_threaded_opencv() -> Iterator[None]:
    """Hold OpenCV at one thread and Python's at short turns, and give back what was found; one holder at a time."""
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
    """Return how many pictures to work on at once: half the cores at most, two where there are two."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return max(1, min(pictures, max(2, cores // 2)))


def step_back() -> None:
    """Put this thread behind the process' first one, which answers the panel, and behind the artist's brush.

    Only Linux counts niceness per thread; elsewhere this does nothing.
    """
    if sys.platform == "linux":
        thread = threading.get_native_id()
        wanted = min(_LOWEST, os.getpriority(os.PRIO_PROCESS, os.getpid()) + _NICENESS)
        # Only ever down: a thread inherits its maker's niceness, and without rights none may go back up.
        if os.getpriority(os.PRIO_PROCESS, thread) < wanted:
            os.setpriority(os.PRIO_PROCESS, thread, wanted)
