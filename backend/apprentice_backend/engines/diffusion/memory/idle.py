"""The idle clock: it frees memory after a while without use."""

from __future__ import annotations

import threading
from collections.abc import Callable
from functools import partial
from typing import Protocol


class Timer(Protocol):
    """The part of `threading.Timer` that the clock uses."""

    def start(self) -> None:
        """Start to wait."""

    def cancel(self) -> None:
        """Stop waiting."""


MakeTimer = Callable[[float, Callable[[], None]], Timer]


def daemon_timer(delay_s: float, action: Callable[[], None]) -> Timer:
    """Make a timer whose thread does not keep the program alive."""
    timer = threading.Timer(delay_s, action)
    timer.daemon = True
    return timer


class IdleClock:
    """Calls `action` after `delay_s` seconds without work. The caller holds the lock of the work in every call.

    A timer that has run out cannot be called back, and its action may have to wait for work that began at the same
    moment. So the action asks `counts`, under the lock, whether no work has begun since.

    Args:
        delay_s: seconds; 0 for never.
        action: called on the timer's thread, without the lock, with the number of the wait that ran out.
        make_timer: makes the timer.
    """

    def __init__(self, delay_s: float, action: Callable[[int], None], make_timer: MakeTimer = daemon_timer) -> None:
        self._delay_s = delay_s
        self._action = action
        self._make_timer = make_timer
        self._timer: Timer | None = None
        self._wait = 0

    def busy(self) -> None:
        """Stop waiting, because work begins or nothing is left to free."""
        self._wait += 1
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def idle(self) -> None:
        """Start waiting anew, because work has ended."""
        self.busy()
        if self._delay_s > 0:
            self._timer = self._make_timer(self._delay_s, partial(self._action, self._wait))
            self._timer.start()

    def counts(self, wait: int) -> bool:
        """Return whether no work has begun since the wait of that number began."""
        return wait == self._wait
