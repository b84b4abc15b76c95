"""Another thread's looks at Krita's in the midst of a long turn."""

import sys
import threading
import time
from collections import Counter

LOOK_S = 0.004
DEPTH = 4


class Looker:
    """A thread that looks where Krita's is, every few milliseconds once a turn has taken long.

    While a call from Python into Krita keeps Python's lock the thread cannot look: it says how much later than it
    wanted it could.
    """

    def __init__(self) -> None:
        self._after_s = 0.0
        self._watched = threading.get_ident()
        self._clock = time.pthread_getcpuclockid(self._watched)
        self._began_at = 0.0
        self._seen: Counter = Counter()
        self._stopped = threading.Event()
        self._thread = None

    def start(self, after_ms: float) -> None:
        """Begin to look, in each turn after so much processor time."""
        self._after_s = after_ms / 1000.0
        self._stopped.clear()
        self._thread = threading.Thread(target=self._look_on, name="looker", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Look no more."""
        self._stopped.set()
        self._thread.join()

    def begin_turn(self, worked: float) -> None:
        """Forget the last turn; the new one begins at this processor time of Krita's thread."""
        self._began_at = worked
        if self._seen:
            self._seen = Counter()

    def seen(self) -> dict[str, int]:
        """What was seen in this turn, most often first."""
        return dict(self._seen.most_common())

    def _look_on(self) -> None:
        while True:
            wanted = time.perf_counter() + LOOK_S
            if self._stopped.wait(LOOK_S):
                return
            late_s = time.perf_counter() - wanted
            if time.clock_gettime(self._clock) - self._began_at > self._after_s:
                self._seen[self._where() + (f" ({1000 * late_s:.0f} ms late)" if late_s > LOOK_S else "")] += 1

    def _where(self) -> str:
        frame = sys._current_frames().get(self._watched)
        lines = []
        while frame is not None and len(lines) < DEPTH:
            code = frame.f_code
            lines.append(f"{code.co_filename.rpartition('/')[2]}:{frame.f_lineno} {code.co_name}")
            frame = frame.f_back
        return " < ".join(lines) or "outside Python"
