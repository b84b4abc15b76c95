"""OpenCV's thread count, which is one number for the whole process, held at one while studies run side by side."""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Lock

import cv2

_NICENESS = 5
_AUTOGROUP = Path("/proc/self/autogroup")
_owner = Lock()


@contextmanager
def single_threaded_opencv() -> Iterator[None]:
    """Hold OpenCV at one thread, and give back the count that was found; one holder at a time."""
    with _owner:
        found = cv2.getNumThreads()
        cv2.setNumThreads(1)
        try:
            yield
        finally:
            cv2.setNumThreads(found)


def worker_count(pictures: int) -> int:
    """Return how many pictures to work on at once: half the cores at most, two where there are two."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return max(1, min(pictures, max(2, cores // 2)))


def step_back() -> None:
    """Lower this thread's priority, so that the artist's brush goes first.

    Only Linux counts niceness per thread; elsewhere this does nothing.
    """
    if sys.platform == "linux":
        thread = threading.get_native_id()
        # Only ever down: a thread inherits its maker's niceness, and without rights none may go back up.
        if os.getpriority(os.PRIO_PROCESS, thread) < _NICENESS:
            os.setpriority(os.PRIO_PROCESS, thread, _NICENESS)


@contextmanager
def behind_other_sessions(autogroup: Path = _AUTOGROUP) -> Iterator[None]:
    """Put the whole process behind other programs while it works, where Linux ranks sessions rather than threads.

    With autogroups a thread's niceness counts only against its own session, and Krita is another. So the session's
    own number is raised, if the session is this process' alone: a backend that was started detached. A shell that
    someone types into keeps its rank.

    Args:
        autogroup: the kernel's file that holds the number.

    Source: sched(7), "The autogroup feature".
    """
    if sys.platform != "linux" or os.getsid(0) != os.getpid():
        yield
        return
    _rank_session(autogroup, _NICENESS)
    try:
        yield
    finally:
        _rank_session(autogroup, 0)


def _rank_session(autogroup: Path, niceness: int) -> None:
    # No such file without the feature; EAGAIN when it was set a tenth of a second ago. Neither matters to a render.
    with suppress(OSError):
        autogroup.write_text(str(niceness), encoding="ascii")
