"""The longest time for which Krita's event loop stood still, and what its long turns were spent on."""

import resource
import time

from .looker import Looker
from .qt import Qt, QTimer
from .turn import Turn
from .witness import Witness

BEAT_MS = 1


class Heartbeat:
    """A timer that beats every millisecond and notes the gaps between its beats.

    The longest gap, less a beat, is the longest time for which a stroke would have had to wait. Beside it stands the
    longest processor time of the thread between two beats: what Krita itself had to do, on a machine however busy.
    Turns that took long can be kept with what they were; to look for that takes a sixth of a turn itself.
    """

    def __init__(self) -> None:
        self._timer = QTimer()
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._beat)
        self._witness = Witness()
        self._looker = Looker()
        self._long_ms: float | None = None
        self._last = self._last_worked = 0.0
        self._last_usage = resource.getrusage(resource.RUSAGE_THREAD)
        self._gaps_ms: list[float] = []
        self._work_ms: list[float] = []
        self._long: list[Turn] = []

    def start(self, long_ms: float | None = None) -> None:
        """Forget what was noted and begin.

        Args:
            long_ms: the processor time beyond which a turn is looked into; None to look into none.
        """
        self._long_ms = long_ms
        self._gaps_ms.clear()
        self._work_ms.clear()
        self._long = []
        if long_ms is not None:
            self._witness.start()
        self._begin_turn(time.perf_counter(), time.thread_time())
        if long_ms is not None:
            self._looker.start(long_ms)
        self._timer.start(BEAT_MS)

    def stop(self) -> tuple[float, float]:
        """Stop, and return the longest stall and the longest processor time, in milliseconds."""
        self._timer.stop()
        self._beat()
        if self._long_ms is not None:
            self._looker.stop()
            self._witness.stop()
        return max(self._gaps_ms) - BEAT_MS, max(self._work_ms)

    def long_turns(self) -> list[str]:
        """A line for each long turn since the start."""
        return [str(turn) for turn in self._long]

    def _beat(self) -> None:
        now, worked = time.perf_counter(), time.thread_time()
        gap_ms, work_ms = 1000.0 * (now - self._last), 1000.0 * (worked - self._last_worked)
        self._gaps_ms.append(gap_ms)
        self._work_ms.append(work_ms)
        if self._long_ms is not None and work_ms > self._long_ms:
            self._long.append(self._turn(gap_ms, work_ms))
        self._begin_turn(now, worked)

    def _turn(self, gap_ms: float, work_ms: float) -> Turn:
        before, usage = self._last_usage, resource.getrusage(resource.RUSAGE_THREAD)
        return Turn(
            gap_ms=gap_ms,
            work_ms=work_ms,
            system_ms=1000.0 * (usage.ru_stime - before.ru_stime),
            faults=usage.ru_minflt - before.ru_minflt,
            collections=list(self._witness.collections),
            delivered=self._witness.delivered,
            events=self._witness.heaviest(),
            seen=self._looker.seen(),
        )

    def _begin_turn(self, now: float, worked: float) -> None:
        self._last, self._last_worked = now, worked
        self._last_usage = resource.getrusage(resource.RUSAGE_THREAD)
        self._witness.begin_turn()
        self._looker.begin_turn(worked)
