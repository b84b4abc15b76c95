"""Where this plugin's threads stand beside Krita's own."""

from __future__ import annotations

import os
import sys
import threading

NICENESS = 5


def step_back() -> None:
    """Put the calling thread behind Krita's, so that a stroke does not wait for a core that hashes or scales a picture.

    Only Linux counts niceness per thread; elsewhere this does nothing. No further than a little: a thread that holds
    Python's lock must come to its end even where Krita's own threads keep every core busy.
    """
    if sys.platform == "linux":
        thread = threading.get_native_id()
        if os.getpriority(os.PRIO_PROCESS, thread) < NICENESS:
            os.setpriority(os.PRIO_PROCESS, thread, NICENESS)
