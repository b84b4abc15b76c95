"""The outermost loop of a thread of the link, which no error ends."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

from ..vendored import tr

# A loop that met an error nobody expected runs again after this, and later each time.
FIRST_RESTART_S, LAST_RESTART_S = 0.2, 30.0


def endure(loop: Callable[[], None], failed: Callable[[Exception], None], stopping: threading.Event) -> None:
    """Run a thread's loop to its end; run it again after an error that nobody expected.

    Args:
        loop: returns when the thread is to end.
        failed: told of each error.
        stopping: set once the loop is not to run again.
    """
    pause_s = FIRST_RESTART_S
    while True:
        began = time.monotonic()
        try:
            loop()
        except Exception as exc:  # noqa: BLE001 - a thread's outermost loop
            failed(exc)
        else:
            return
        lasted = time.monotonic() - began > LAST_RESTART_S
        pause_s = FIRST_RESTART_S if lasted else min(2 * pause_s, LAST_RESTART_S)
        if stopping.wait(pause_s):
            return


def went_wrong() -> str:
    """Return the sentence on an error that nobody expected."""
    return tr("Something went wrong inside Apprentice: ask again.")
