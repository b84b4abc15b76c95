"""The place of the plugin's threads behind Krita's own."""

from __future__ import annotations

import contextlib
import os
import sys
import threading

# How many steps of niceness the threads stand behind Krita's own.
NICENESS = 5


def step_back() -> None:
    """Give this thread a lower priority than Krita's own: a stroke waits for no core that hashes or scales a picture.

    Only Linux counts niceness per thread; elsewhere nothing is changed. The step is small, because a thread that holds
    Python's lock must come to its end even where Krita's own threads keep every core busy.
    """
    if sys.platform == "linux":
        thread = threading.get_native_id()
        with contextlib.suppress(OSError):  # a sandbox may forbid it
            if os.getpriority(os.PRIO_PROCESS, thread) < NICENESS:
                os.setpriority(os.PRIO_PROCESS, thread, NICENESS)
