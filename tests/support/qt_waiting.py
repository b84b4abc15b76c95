"""Let Qt's event loop turn until a condition holds."""

from __future__ import annotations

from collections.abc import Callable

from apprentice.qt import QtCore

# The loop turns at least this often, for conditions that no event announces.
_TICK_MS = 2


def wait_until(condition: Callable[[], object], within_s: float = 20.0) -> None:
    """Process events until `condition` holds.

    Raises:
        AssertionError: the condition did not hold within `within_s`.
    """
    clock, ticks = QtCore.QElapsedTimer(), QtCore.QTimer()
    clock.start()
    ticks.start(_TICK_MS)
    while not condition():
        assert clock.elapsed() < within_s * 1000, f"waited {within_s:g} s in vain"
        QtCore.QCoreApplication.processEvents(QtCore.QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
