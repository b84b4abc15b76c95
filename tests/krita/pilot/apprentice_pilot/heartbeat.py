"""The longest time for which Krita's event loop stood still."""

import time

from .qt import Qt, QTimer

BEAT_MS = 1


class Heartbeat:
    """A timer that beats every millisecond and notes the gaps between its beats.

    The longest gap, less a beat, is the longest time for which a stroke would have had to wait. Beside it stands the
    longest processor time of the thread between two beats: what Krita itself had to do, on a machine however busy.
    """

    def __init__(self) -> None:
        self._timer = QTimer()
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._beat)
        self._last = self._last_worked = 0.0
        self._gaps_ms: list[float] = []
        self._work_ms: list[float] = []

    def start(self) -> None:
        """Forget what was noted and begin."""
        self._gaps_ms.clear()
        self._work_ms.clear()
        self._last, self._last_worked = time.perf_counter(), time.thread_time()
        self._timer.start(BEAT_MS)

    def stop(self) -> tuple[float, float]:
        """Stop, and return the longest stall and the longest processor time, in milliseconds."""
        self._timer.stop()
        self._beat()
        return max(self._gaps_ms) - BEAT_MS, max(self._work_ms)

    def _beat(self) -> None:
        now, worked = time.perf_counter(), time.thread_time()
        self._gaps_ms.append(1000.0 * (now - self._last))
        self._work_ms.append(1000.0 * (worked - self._last_worked))
        self._last, self._last_worked = now, worked
