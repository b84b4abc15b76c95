"""Tells a backend that is busy from one that hangs. No threads, no sockets."""

from __future__ import annotations

import enum
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Patience:
    """How long the other side may take for what, in seconds.

    Args:
        connect_s: until it has answered the first call.
        greet_s: until it has shown that it is the backend, and has taken this client.
        quiet_s: without a sign of life while something is waited for; then it is asked for one.
        hang_s: to give that sign, or to take what is sent to it; then it counts as hung.
        look_s: between two looks at it.
    """

    connect_s: float = 5.0
    greet_s: float = 10.0
    quiet_s: float = 8.0
    hang_s: float = 15.0
    look_s: float = 5.0


class Verdict(enum.Enum):
    """The result of a look at the other side."""

    FINE = "fine"
    ASK = "ask"
    HUNG = "hung"


class Pulse:
    """The signs of life of one connection: what is heard, and the pieces that the other side takes.

    Args:
        patience: how long silence may last.
        clock: returns seconds that only ever grow.
    """

    def __init__(self, patience: Patience, clock: Callable[[], float]) -> None:
        self._patience, self._clock = patience, clock
        self._last = clock()
        self._quiet_since: float | None = None
        self._owed_since: float | None = None
        self._asked = False

    def beat(self) -> None:
        """Note a sign of life."""
        self._last = self._clock()
        self._owed_since, self._asked = None, False

    def expect(self) -> None:
        """Note that something was handed to the system which the other side should take or answer now."""
        if self._owed_since is None:
            self._owed_since = self._clock()

    def look(self, *, waiting: bool) -> Verdict:
        """Judge the other side; `ASK` comes once, and wants a ping.

        Args:
            waiting: whether an answer is waited for: otherwise silence means nothing.
        """
        now = self._clock()
        if not waiting and self._owed_since is None:
            self._quiet_since = None
            return Verdict.FINE
        self._quiet_since = now if self._quiet_since is None else self._quiet_since
        if self._owed_since is not None and now - max(self._owed_since, self._last) >= self._patience.hang_s:
            return Verdict.HUNG
        if not self._asked and now - max(self._quiet_since, self._last) >= self._patience.quiet_s:
            self._asked = True
            return Verdict.ASK
        return Verdict.FINE
