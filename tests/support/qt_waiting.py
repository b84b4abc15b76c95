"""Let Qt's event loop turn until a condition holds."""

from __future__ import annotations

from collections.abc import Callable

from apprentice.qt import QtCore


def wait_until(condition: Callable[[], object], within_s: float = 20.0) -> None:
    """Process events until `condition` holds.

    Raises:
        AssertionError: it does not within `within_s`.
    """
    clock = QtCore.QElapsedTimer()
    clock.start()
    while not condition():
        assert clock.elapsed() < within_s * 1000, f"waited {within_s:g} s in vain"
        QtCore.QCoreApplication.processEvents(QtCore.QEventLoop.ProcessEventsFlag.AllEvents, 50)
        QtCore.QThread.msleep(2)
