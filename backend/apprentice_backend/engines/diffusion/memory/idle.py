"""Frees something after a while without use."""

from __future__ import annotations

import threading
from collections.abc import Callable
from functools import partial
from typing import Protocol


class Timer(Protocol):
    """What `threading.Timer` offers."""

    def start(self) -> None:
        """Start to wait."""

    def cancel(self) -> None:
        """Stop waiting."""


MakeTimer = Callable[[float, Callable[[], None]], Timer]


def daemon_timer(delay_s: float, action: Callable[[], None]) -> Timer:
    """Make a timer that does not keep the program alive."""
    timer = threading.Timer(delay_s, action)
    timer.daemon = True
    return timer


class IdleClock:
    """Calls `action` once nothing has been done for `delay_s` seconds. Not safe on its own: hold the lock of the work.

    A timer that has run out cannot be called back. Its action may have to wait for the work that began at that very
    moment, and asks then, under the work's lock, whether its wait is still the one that counts.

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
        """Stop waiting: work begins, or there is nothing left to free."""
        self._wait += 1
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def idle(self) -> None:
        """Start waiting anew: work has ended."""
        self.busy()
        if self._delay_s > 0:
            self._timer = self._make_timer(self._delay_s, partial(self._action, self._wait))
            self._timer.start()

    def counts(self, wait: int) -> bool:
        """Return whether nothing has been done since that wait began."""
        return wait == self._wait
