"""How long Krita's event loop is kept from turning."""

import time

from .qt import Qt, QTimer

BEAT_MS = 1


class Heartbeat:
    """A timer that beats every millisecond and notes the gaps between its beats.

    The longest gap, less a beat, is the longest time for which a stroke would have had to wait.
    """

    def __init__(self) -> None:
        self._timer = QTimer()
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._beat)
        self._last = 0.0
        self.gaps_ms: list[float] = []

    def start(self) -> None:
        """Forget what was noted and begin."""
        self.gaps_ms.clear()
        self._last = time.perf_counter()
        self._timer.start(BEAT_MS)

    def stop(self) -> float:
        """Stop, and return the longest stall in milliseconds."""
        self._timer.stop()
        self._beat()
        return max(self.gaps_ms) - BEAT_MS

    def _beat(self) -> None:
        now = time.perf_counter()
        self.gaps_ms.append(1000.0 * (now - self._last))
        self._last = now
